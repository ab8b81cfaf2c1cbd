//! One visitor: a kept-alive connection of its own, an address of its own, conversations of four turns.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Method, Request, Response, body::Incoming, header};
use serde_json::Value;

use super::{
    Outcome,
    connection::{Sender, connect},
};

const TURNS: u32 = 4;
/// No answer takes this long; what does is a failure.
const PATIENCE: Duration = Duration::from_secs(90);

pub struct Visitor {
    sender: Sender,
    host: String,
    /// Distinguishes its conversations from everybody else's, also by client address.
    number: u32,
    conversation: u32,
    said: u32,
    token: Option<String>,
}

impl Visitor {
    pub async fn connect(server: SocketAddr, number: u32) -> Outcome<Self> {
        Ok(Self { sender: connect(server).await?, host: server.to_string(), number, conversation: 0, said: 0, token: None })
    }

    /// Each conversation comes from an address of its own, so that the limits are at work and never reached.
    fn address(&self) -> String {
        let [_, a, b, c] = self.number.wrapping_mul(4_096).wrapping_add(self.conversation).to_be_bytes();
        format!("10.{a}.{b}.{c}")
    }

    async fn send(&mut self, method: Method, path: &str, accept: &str, body: Vec<u8>) -> Outcome<Response<Incoming>> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.host)
            .header(header::ACCEPT, accept)
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-forwarded-for", self.address());
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        self.sender.ready().await?;
        let response = tokio::time::timeout(PATIENCE, self.sender.send_request(request.body(Full::new(Bytes::from(body)))?)).await??;
        Ok(response)
    }

    /// Sends words, after four of them in a new conversation; the answer's head.
    async fn say(&mut self, words: &str, accept: &str) -> Outcome<Response<Incoming>> {
        if self.said == TURNS {
            (self.said, self.token) = (0, None);
            self.conversation += 1;
        }
        self.said += 1;
        let body = serde_json::to_vec(&serde_json::json!({ "message": words }))?;
        let response = self.send(Method::POST, "/gemini/train", accept, body).await?;
        if !response.status().is_success() {
            let status = response.status();
            let text = response.into_body().collect().await?.to_bytes();
            return Err(format!("the chat answered {status}: {}", String::from_utf8_lossy(&text)).into());
        }
        Ok(response)
    }

    fn remember(&mut self, reply: &Value) {
        if let Some(token) = reply["visitor_token"].as_str() {
            self.token = Some(token.to_owned());
        }
    }

    /// One whole turn; the answer's `data`.
    pub async fn turn(&mut self, words: &str) -> Outcome<Value> {
        let response = self.say(words, "application/json").await?;
        let body = tokio::time::timeout(PATIENCE, response.into_body().collect()).await??.to_bytes();
        let mut answer: Value = serde_json::from_slice(&body)?;
        let data = answer["data"].take();
        self.remember(&data);
        Ok(data)
    }

    /// One streamed turn to its end; how long the first token took.
    pub async fn first_token(&mut self, words: &str) -> Outcome<Duration> {
        let began = Instant::now();
        let mut stream = Events::of(self.say(words, "text/event-stream").await?);
        let mut first = None;
        while let Some((name, data)) = stream.next().await? {
            match name.as_str() {
                "delta" => first = first.or(Some(began.elapsed())),
                "start" | "done" => self.remember(&data),
                "error" => return Err(format!("the stream ended in an error: {data}").into()),
                _ => {}
            }
        }
        first.ok_or_else(|| "a stream without a word".into())
    }

    /// A streamed turn, up to its first token.
    pub async fn open_stream(&mut self, words: &str) -> Outcome<Events> {
        let mut stream = Events::of(self.say(words, "text/event-stream").await?);
        while let Some((name, _)) = stream.next().await? {
            if name == "delta" {
                return Ok(stream);
            }
        }
        Err("a stream without a word".into())
    }

    /// The visitor's own transcript, `data` of it.
    pub async fn transcript(&mut self) -> Outcome<Value> {
        let response = self.send(Method::GET, "/gemini/conversation", "application/json", Vec::new()).await?;
        let body = response.into_body().collect().await?.to_bytes();
        let mut answer: Value = serde_json::from_slice(&body)?;
        Ok(answer["data"].take())
    }

    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }
}

/// The events of a streamed answer.
pub struct Events {
    body: Incoming,
    unread: Vec<u8>,
}

impl Events {
    fn of(response: Response<Incoming>) -> Self {
        Self { body: response.into_body(), unread: Vec::new() }
    }

    /// Reads to the end; the name of the last event.
    pub async fn last(&mut self) -> Outcome<Option<String>> {
        let mut last = None;
        while let Some((name, _)) = self.next().await? {
            last = Some(name);
        }
        Ok(last)
    }

    /// The next event's name and data; None at the end.
    async fn next(&mut self) -> Outcome<Option<(String, Value)>> {
        loop {
            if let Some(end) = self.unread.windows(2).position(|pair| pair == b"\n\n") {
                let block: Vec<u8> = self.unread.drain(..end + 2).collect();
                let text = String::from_utf8(block)?;
                let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
                if let Some(name) = field("event:") {
                    let data = field("data:").map(serde_json::from_str).transpose()?.unwrap_or(Value::Null);
                    return Ok(Some((name.to_owned(), data)));
                }
                continue; // a comment that keeps the connection open
            }
            match tokio::time::timeout(PATIENCE, self.body.frame()).await? {
                Some(frame) => {
                    if let Ok(data) = frame?.into_data() {
                        self.unread.extend_from_slice(&data);
                    }
                }
                None => return Ok(None),
            }
        }
    }
}
