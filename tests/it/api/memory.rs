//! What rude clients cost the program itself: memory, and for how long they hold a connection.

use std::{
    net::SocketAddr,
    path::Path,
    time::{Duration, Instant},
};

use futures::future::join_all;

use crate::{
    fakes::gemini::{Behaviour, FakeGemini, KEY},
    harness::{Program, Raw, VisitorClient, client, connections_to},
};

const MIB: u64 = 1024 * 1024;

/// The program after it has answered a few people, so that what is made once is there.
async fn warm(folder: &Path, fake: &FakeGemini) -> (Program, SocketAddr) {
    let address = crate::harness::free_address();
    let (bind, gemini) = (address.to_string(), fake.base_url());
    let settings = [("BIND", bind.as_str()), ("GEMINI_BASE_URL", gemini.as_str()), ("GEMINI_API_KEY", KEY), ("RATE_LIMIT_HOUR", "0")];
    let (program, _) = Program::ready(folder, &settings).await;
    let http = client(None);
    join_all((0..32).map(|_| async { VisitorClient::new(address, http.clone()).send("Hello").await })).await;
    drop(http);
    (program, address)
}

/// Waits until it holds no connection of a client any more.
async fn lets_everybody_go(address: SocketAddr, within: Duration) {
    let began = Instant::now();
    while connections_to(address) > 0 {
        assert!(began.elapsed() < within, "{} connections are still held", connections_to(address));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn fifty_endless_bodies_cost_little_and_are_closed() {
    let folder = tempfile::tempdir().expect("a folder");
    let fake = FakeGemini::start().await;
    let (program, address) = warm(folder.path(), &fake).await;
    lets_everybody_go(address, Duration::from_secs(20)).await;
    let before = program.resident();
    program.forget_peak();
    let began = Instant::now();
    let chunk = format!("4000\r\n{}\r\n", "x".repeat(0x4000));
    let endless = (0..50).map(|n| {
        let chunk = &chunk;
        async move {
            let mut rude = Raw::to(address).await;
            let path = ["/gemini/train", "/rpc/chat/send", "/widget", "/csp-report"][n % 4];
            rude.post(path, "transfer-encoding: chunked\r\nsec-fetch-site: same-origin\r\n", "").await;
            while rude.try_write(chunk.as_bytes()).await {}
        }
    });
    tokio::time::timeout(Duration::from_secs(30), join_all(endless)).await.expect("all were closed in time");
    let grown = program.peak().saturating_sub(before);
    println!("50 endless bodies: {} KiB more, closed after {:?}", grown / 1024, began.elapsed());
    assert!(grown < 32 * MIB, "{} KiB more", grown / 1024);
    lets_everybody_go(address, Duration::from_secs(20)).await;
    assert_eq!(client(None).get(format!("http://{address}/healthz")).send().await.expect("an answer").status(), 200);
}

#[tokio::test]
async fn a_hundred_readers_who_do_not_read_cost_little_and_are_let_go() {
    let folder = tempfile::tempdir().expect("a folder");
    let fake = FakeGemini::start().await;
    let (program, address) = warm(folder.path(), &fake).await;
    lets_everybody_go(address, Duration::from_secs(20)).await;
    let (before, asked) = (program.resident(), fake.calls());
    let piece = "word ".repeat(60);
    fake.times(100, &Behaviour::say(&[piece.as_str(); 100]));
    program.forget_peak();
    let mut deaf = join_all((0..100).map(|_| async {
        let mut reader = Raw::narrow(address).await;
        reader.say("Tell me everything").await;
        reader
    }))
    .await;
    // Half of them take a byte a second, the others nothing.
    let dripping: Vec<_> =
        deaf.drain(..50).map(|mut drip| tokio::spawn(async move { drip.sip(1, Duration::from_secs(1)).await })).collect();
    let began = Instant::now();
    while fake.calls() < asked + 100 || fake.open_streams() > 0 {
        assert!(began.elapsed() < Duration::from_secs(30), "the model is read to the end of every answer");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    lets_everybody_go(address, Duration::from_secs(40)).await;
    let grown = program.peak().saturating_sub(before);
    println!("100 deaf readers: {} KiB more, let go after {:?}", grown / 1024, began.elapsed());
    assert!(grown < 64 * MIB, "{} KiB more", grown / 1024);
    dripping.iter().for_each(tokio::task::JoinHandle::abort);
}
