//! A crowd that tries to log in at once: what its hashes cost in memory, and whether anybody else waits for them.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::Path,
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures::future::try_join_all;
use http_body_util::{BodyExt, Full};
use hyper::{Method, Request, header};

use super::{
    Outcome,
    connection::{Sender, connect},
    report::{aim, mb, row},
    server::Server,
    turns::Measured,
};

/// The crowd comes so often: what memory one leaves behind, the next must not add to.
const ROUNDS: u32 = 5;
const MOST_GROWTH: u64 = 120 * 1_048_576;

/// So many log-ins at once, each from an address of its own for an account that nobody has: the dearest ones.
pub async fn measure(binary: &Path, count: u32) -> Outcome<()> {
    let server = Server::start(binary, &[("ADMIN_EMAIL", "owner@example.com"), ("ADMIN_PASSWORD", "correct horse battery")]).await?;
    let address = server.address;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let before = server.resident()?;
    server.forget_peak()?;
    let began = Instant::now();
    let mut statuses = BTreeMap::<u16, usize>::new();
    let crowds = async {
        for round in 0..ROUNDS {
            for status in crowd(address, round * count, count).await? {
                *statuses.entry(status).or_default() += 1;
            }
        }
        Outcome::Ok(began.elapsed())
    };
    let mut beats = Vec::new();
    let health = async {
        let mut probe = Client::connect(address).await?;
        loop {
            let asked = Instant::now();
            match probe.send(Method::GET, "/healthz", 0, "").await? {
                200 => beats.push(asked.elapsed()),
                status => return Outcome::<Duration>::Err(format!("/healthz answered {status}").into()),
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    let took = tokio::select! {
        took = crowds => took?,
        broken = health => broken?,
    };
    let grown = server.peak()?.saturating_sub(before);
    row("resident memory before", mb(before), "");
    row("more at the peak", mb(grown), &format!("aim: below {}: a hash takes 19 MiB, at most four are made at a time", mb(MOST_GROWTH)));
    row("resident memory afterwards", mb(server.resident()?), "");
    let told: Vec<String> = statuses.iter().map(|(status, count)| format!("{status}: {count}")).collect();
    row("statuses", "", &format!("{} (401 tried, 503 told to come back)", told.join(", ")));
    let beats = Measured::new(beats, took);
    aim(&format!("p99 of /healthz meanwhile ({} times)", beats.count()), beats.percentile(99.0), Duration::from_millis(200));
    server.stop().await?;
    let odd = statuses.keys().any(|status| !matches!(status, 401 | 429 | 503));
    if odd || grown >= MOST_GROWTH { Err("the crowd was too much".into()) } else { Ok(()) }
}

/// The statuses that each of them got. All connections are there before the first request is sent.
async fn crowd(server: SocketAddr, first: u32, count: u32) -> Outcome<Vec<u16>> {
    let clients = try_join_all((0..count).map(|_| Client::connect(server))).await?;
    try_join_all(clients.into_iter().zip(first..).map(|(mut client, number)| async move {
        let form = format!("email=person{number}%40example.com&password=a+wrong+password");
        client.send(Method::POST, "/rpc/session/log-in", number, &form).await
    }))
    .await
}

/// One connection.
struct Client {
    sender: Sender,
    host: String,
}

impl Client {
    async fn connect(server: SocketAddr) -> Outcome<Self> {
        Ok(Self { sender: connect(server).await?, host: server.to_string() })
    }

    /// As a page of the dashboard would, from the client address of this number.
    async fn send(&mut self, method: Method, path: &str, number: u32, form: &str) -> Outcome<u16> {
        let [_, a, b, c] = number.to_be_bytes();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.host)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("x-forwarded-for", format!("10.{a}.{b}.{c}"))
            .body(Full::new(Bytes::from(form.to_owned())))?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let status = response.status().as_u16();
        response.into_body().collect().await?;
        Ok(status)
    }
}
