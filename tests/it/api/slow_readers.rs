//! Readers that take nothing, or next to nothing: they are hung up on, hold nobody up, and their answer is stored.

use std::time::{Duration, Instant};

use chatimjd::{
    domain::{
        ids::ConversationId,
        live::LiveEvent,
        message::{Author, Message},
    },
    server::{router::router, serve::Patience, state::AppState},
};
use futures::StreamExt;
use tokio::net::{TcpListener, TcpSocket};

use crate::{
    fakes::gemini::{Behaviour, FakeGemini, KEY},
    harness::{Raw, TestApp, config},
    rpc::{
        browser::Browser,
        desk::{ACCOUNT, EMAIL, PASSWORD, log_in},
    },
};

/// Far more than the system takes on for a reader in these tests.
const PIECES: usize = 100;
const PIECE: usize = 480;

/// One seat, so that whoever holds it shows; a stalled write is an error after this time.
fn patience(stalled_write: Duration) -> Patience {
    Patience { stalled_write, connections: 1, head: Duration::from_millis(300), drain: Duration::from_millis(500) }
}

/// Connections on which the system sends next to nothing ahead. (They inherit the buffer of their listener.)
fn narrow_listener() -> TcpListener {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_send_buffer_size(1).expect("a small buffer");
    socket.bind("127.0.0.1:0".parse().expect("an address")).expect("a port");
    socket.listen(16).expect("a listener")
}

async fn app(fake: &FakeGemini, stalled_write: Duration) -> TestApp {
    let piece = "word ".repeat(PIECE / 5);
    fake.next(Behaviour::say(&[piece.as_str(); PIECES]));
    let settings = [("GEMINI_API_KEY", KEY), ("GEMINI_BASE_URL", fake.base_url().as_str())].map(|(name, value)| (name, value.to_owned()));
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).chain(ACCOUNT).collect();
    let state = AppState::build(config(&settings)).await.expect("a start");
    TestApp::serve_on(narrow_listener(), state.clone(), router(state), patience(stalled_write))
}

/// The assistant's message of the next turn that is stored.
async fn stored(app: &TestApp, talk: impl Future<Output = ()>) -> Message {
    let mut news = app.state.bus.subscribe();
    let heard = async {
        loop {
            if let LiveEvent::Conversation { summary } = news.next().await.expect("the bus lives").expect("not lagging") {
                return summary.id;
            }
        }
    };
    let (id, ()) = tokio::join!(tokio::time::timeout(Duration::from_secs(10), heard), talk);
    let messages = app.conversations().messages(&id.expect("stored in time"), None, 10).await.expect("the log");
    messages.into_iter().find(|message| message.author == Author::Assistant).expect("an answer")
}

/// Whether the one seat is free within the time.
async fn seat_is_free(app: &TestApp, within: Duration) -> bool {
    let mut next = Raw::to(app.address).await;
    next.write("GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    next.read_some(within).await.starts_with("HTTP/1.1 200")
}

#[tokio::test]
async fn a_reader_who_never_reads_is_hung_up_on_and_the_answer_is_stored_whole() {
    let fake = FakeGemini::start().await;
    let app = app(&fake, Duration::from_secs(1)).await;
    let mut deaf = Raw::narrow(app.address).await;
    let began = Instant::now();
    let answer = stored(&app, deaf.say("Tell me everything")).await;
    assert_eq!(answer.text.trim_end().len(), PIECES * PIECE - 1, "all of it");
    assert!(seat_is_free(&app, Duration::from_secs(10)).await);
    assert!(began.elapsed() >= Duration::from_secs(1), "not before its time: {:?}", began.elapsed());
    let got = deaf.read_to_end(Duration::from_secs(5)).await.expect("an end");
    assert!(got.contains("event: start") && !got.contains("event: done"), "it was cut off: {} bytes", got.len());
}

#[tokio::test]
async fn a_reader_of_single_bytes_is_hung_up_on_too() {
    let fake = FakeGemini::start().await;
    let app = app(&fake, Duration::from_secs(1)).await;
    let mut drip = Raw::narrow(app.address).await;
    let answer = stored(&app, drip.say("Tell me everything")).await;
    assert_eq!(answer.text.trim_end().len(), PIECES * PIECE - 1);
    // A byte every 20 ms: at this pace the rest would take a quarter of an hour.
    let dripping = tokio::spawn(async move { drip.sip(1, Duration::from_millis(20)).await });
    assert!(seat_is_free(&app, Duration::from_secs(10)).await);
    dripping.abort();
}

#[tokio::test]
async fn a_slow_reader_who_keeps_reading_gets_everything() {
    let fake = FakeGemini::start().await;
    let app = app(&fake, Duration::from_secs(1)).await;
    let mut slow = Raw::narrow(app.address).await;
    let answer = stored(&app, slow.say("Tell me everything")).await;
    let got = tokio::time::timeout(Duration::from_secs(60), slow.sip(1_024, Duration::from_millis(20))).await.expect("an end");
    assert!(got.contains("event: done"), "{} bytes", got.len());
    let shown = got.matches("word").count();
    assert!(shown >= 2 * answer.text.matches("word").count(), "in pieces, and in the end whole, twice: {shown}");
}

#[tokio::test]
async fn a_dashboard_that_never_reads_is_hung_up_on() {
    let fake = FakeGemini::start().await;
    let app = app(&fake, Duration::from_secs(1)).await;
    let ana = Browser::at(&app.url(""));
    log_in(&ana, EMAIL, PASSWORD).await.ok();
    // Her first connection lies idle, and is closed for that.
    assert!(seat_is_free(&app, Duration::from_secs(5)).await);
    let mut deaf = Raw::narrow(app.address).await;
    let cookie = ana.cookie("sid").expect("a cookie");
    deaf.write(&format!("GET /admin/events HTTP/1.1\r\nhost: x\r\ncookie: sid={cookie}\r\n\r\n")).await;
    assert!(deaf.read_some(Duration::from_secs(5)).await.contains("text/event-stream"));
    assert!(!seat_is_free(&app, Duration::from_millis(500)).await, "the stream stays open while nothing happens");
    let news = async {
        for number in 0.. {
            app.state.bus.publish(LiveEvent::Erased { id: ConversationId::new(uuid::Uuid::from_u128(number)) });
            if number % 100 == 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
    };
    tokio::select! {
        free = seat_is_free(&app, Duration::from_secs(15)) => assert!(free),
        () = news => {}
    }
}

#[tokio::test]
async fn who_does_not_read_does_not_hold_a_stop_up() {
    let fake = FakeGemini::start().await;
    let app = app(&fake, Duration::from_secs(60)).await;
    let mut deaf = Raw::narrow(app.address).await;
    stored(&app, deaf.say("Tell me everything")).await;
    let began = Instant::now();
    assert!(!app.stop().await, "it was still writing at the deadline");
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}
