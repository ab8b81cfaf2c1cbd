//! The accept loop against rude clients, and its end.

use std::time::{Duration, Instant};

use chatimjd::server::{serve::Patience, state::AppState};

use crate::harness::{Raw, TestApp, config};

async fn app_with(patience: Patience) -> TestApp {
    let state = AppState::build(config(&[])).await.expect("a start");
    TestApp::serve(state, patience).await
}

#[tokio::test]
async fn slow_heads_are_closed() {
    let app = app_with(Patience { head: Duration::from_millis(500), ..Patience::default() }).await;
    let mut silent = Raw::to(app.address).await;
    let mut slow = Raw::to(app.address).await;
    let began = Instant::now();
    let dripping = async {
        for byte in "GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".as_bytes() {
            if !slow.try_write(&[*byte]).await {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        slow.read_to_end(Duration::from_secs(2)).await
    };
    let (silence, drip) = tokio::join!(silent.read_to_end(Duration::from_secs(3)), dripping);
    assert!(silence.is_some() && drip.is_some(), "both were closed");
    assert!(began.elapsed() < Duration::from_secs(5));
    assert_eq!(app.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn a_body_that_never_ends_is_given_up() {
    let app = TestApp::start().await;
    let mut slow = Raw::to(app.address).await;
    slow.write("POST /gemini/train HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{").await;
    let answer = slow.read_some(Duration::from_secs(20)).await;
    assert!(answer.starts_with("HTTP/1.1 400") || answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("\"code\":\"invalid_request\""), "{answer}");
    assert!(answer.contains("\r\nratelimit: \"hour\";r=499;"), "it counts: {answer}");
}

#[tokio::test]
async fn the_cap_on_connections_holds_and_frees_itself() {
    let app = app_with(Patience { connections: 3, head: Duration::from_millis(1_500), ..Patience::default() }).await;
    let mut idle = vec![];
    for _ in 0..3 {
        idle.push(Raw::to(app.address).await);
    }
    let mut fourth = Raw::to(app.address).await;
    fourth.write("GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert_eq!(fourth.read_some(Duration::from_millis(500)).await, "", "no seat yet");
    let served = fourth.read_some(Duration::from_secs(5)).await;
    assert!(served.starts_with("HTTP/1.1 200"), "after the idle ones were closed: {served}");
}

#[tokio::test]
async fn garbage_is_refused_and_hurts_nobody() {
    let app = TestApp::start().await;
    for garbage in [
        "\r\n\r\n\r\n",
        "GET\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /healthz HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
    ] {
        let mut rude = Raw::to(app.address).await;
        rude.write(garbage).await;
        let answer = rude.read_some(Duration::from_secs(2)).await;
        assert!(!answer.starts_with("HTTP/1.1 2") && !answer.starts_with("HTTP/1.1 5"), "{garbage}: {answer}");
    }
    assert_eq!(app.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn a_stop_lets_answers_finish_and_takes_no_new_ones() {
    let app = TestApp::start().await;
    let address = app.address;
    let mut people: Vec<_> = (0..20).map(|_| app.visitor()).collect();
    let talking = futures::future::join_all(people.iter_mut().map(|person| person.try_send("Hello")));
    let stopping = async {
        tokio::time::sleep(Duration::from_millis(5)).await;
        let began = Instant::now();
        (app.stop().await, began.elapsed())
    };
    let (answers, (in_time, took)) = tokio::join!(talking, stopping);
    assert!(in_time && took < Duration::from_secs(10), "{took:?}");
    assert!(answers.iter().all(|answer| answer.status == 200));
    assert!(tokio::net::TcpStream::connect(address).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn who_is_queued_when_the_stop_comes_is_answered() {
    use std::io::{Read, Write};
    let app = TestApp::start().await;
    let address = app.address;
    // The operating system connects them; the server has not had a turn to accept them.
    let mut queued: Vec<std::net::TcpStream> = (0..3).map(|_| std::net::TcpStream::connect(address).expect("a connection")).collect();
    for stream in &mut queued {
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").expect("a request");
        stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a limit");
    }
    assert!(app.stop().await, "all of them ended");
    for mut stream in queued {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer to its end");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}
