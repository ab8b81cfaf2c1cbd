//! One program that works with leads and meetings: a kept-alive connection and a key with every right.

use std::{
    fs::File,
    io::{BufWriter, Write, sink},
    net::SocketAddr,
    path::Path,
    time::{Duration, Instant},
};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Method, Request, Response, body::Incoming, header};
use serde_json::Value;
use tokio::time::timeout;

use super::{
    Outcome,
    connection::{Sender, connect},
};

/// `ADMIN_API_KEY` of the server.
pub const KEY: &str = "bench-key-0123456789-0123456789-0123456789";
/// No answer takes this long; what does is a failure.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Desk {
    sender: Sender,
    host: String,
}

/// An answer of whatever status.
pub struct Reply {
    pub took: Duration,
    pub status: u16,
    pub body: Bytes,
}

/// A file that was read to its end.
pub struct Download {
    pub took: Duration,
    pub bytes: u64,
    pub lines: u64,
}

impl Desk {
    pub async fn connect(server: SocketAddr) -> Outcome<Self> {
        Ok(Self { sender: connect(server).await?, host: server.to_string() })
    }

    async fn send(&mut self, method: Method, path: &str, body: Vec<u8>) -> Outcome<Response<Incoming>> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.host)
            .header("x-api-key", KEY)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from(body)))?;
        self.sender.ready().await?;
        Ok(timeout(PATIENCE, self.sender.send_request(request)).await??)
    }

    /// The whole answer, which must be a good one.
    async fn answer(&mut self, method: Method, path: &str, body: Vec<u8>) -> Outcome<Bytes> {
        let response = self.send(method, path, body).await?;
        let status = response.status();
        let bytes = timeout(PATIENCE, response.into_body().collect()).await??.to_bytes();
        if status.is_success() {
            return Ok(bytes);
        }
        Err(format!("{path} answered {status}: {}", String::from_utf8_lossy(&bytes)).into())
    }

    /// `data` of the answer.
    pub async fn get(&mut self, path: &str) -> Outcome<Value> {
        Ok(self.timed(path).await?.1)
    }

    /// The same, with the time to its last byte.
    pub async fn timed(&mut self, path: &str) -> Outcome<(Duration, Value)> {
        let began = Instant::now();
        let bytes = self.answer(Method::GET, path, Vec::new()).await?;
        let took = began.elapsed();
        let mut answer: Value = serde_json::from_slice(&bytes)?;
        Ok((took, answer["data"].take()))
    }

    /// The time to the last byte of a list. An empty one measures nothing.
    pub async fn found(&mut self, path: &str) -> Outcome<Duration> {
        let (took, data) = self.timed(path).await?;
        if data["items"].as_array().is_none_or(Vec::is_empty) {
            return Err(format!("{path} found nothing").into());
        }
        Ok(took)
    }

    /// Adds a lead; how long that took.
    pub async fn add(&mut self, lead: &Value) -> Outcome<Duration> {
        let body = serde_json::to_vec(lead)?;
        let began = Instant::now();
        self.answer(Method::POST, "/leads", body).await?;
        Ok(began.elapsed())
    }

    /// Sends this; how it was answered.
    pub async fn post(&mut self, path: &str, what: &Value) -> Outcome<Reply> {
        let body = serde_json::to_vec(what)?;
        let began = Instant::now();
        let response = self.send(Method::POST, path, body).await?;
        let status = response.status().as_u16();
        let body = timeout(PATIENCE, response.into_body().collect()).await??.to_bytes();
        Ok(Reply { took: began.elapsed(), status, body })
    }

    /// Reads a file and keeps none of it.
    pub async fn download(&mut self, path: &str) -> Outcome<Download> {
        self.read(path, &mut sink()).await
    }

    /// Reads a file and keeps it there.
    pub async fn save(&mut self, path: &str, kept: &Path) -> Outcome<Download> {
        let mut file = BufWriter::new(File::create(kept)?);
        let read = self.read(path, &mut file).await?;
        file.flush()?;
        Ok(read)
    }

    async fn read(&mut self, path: &str, into: &mut impl Write) -> Outcome<Download> {
        let began = Instant::now();
        let response = self.send(Method::GET, path, Vec::new()).await?;
        if !response.status().is_success() {
            return Err(format!("{path} answered {}", response.status()).into());
        }
        let mut body = response.into_body();
        let (mut bytes, mut lines) = (0, 0);
        while let Some(frame) = timeout(PATIENCE, body.frame()).await? {
            if let Ok(data) = frame?.into_data() {
                bytes += data.len() as u64;
                lines += data.iter().filter(|byte| **byte == b'\n').count() as u64;
                into.write_all(&data)?;
            }
        }
        Ok(Download { took: began.elapsed(), bytes, lines })
    }
}
