//! The dashboard's stream of live news.

use chatimjd::domain::{ids::ConversationId, live::LiveEvent};
use futures::StreamExt;

use super::desk::Desk;
use crate::harness::Stream;

async fn open(desk: &Desk, cookie: &str) -> Stream {
    Stream::of_dashboard(&desk.base, cookie).await
}

fn erased(number: u128) -> LiveEvent {
    LiveEvent::Erased { id: ConversationId::new(uuid::Uuid::from_u128(number)) }
}

#[tokio::test]
async fn news_arrive_as_they_happen_and_end_with_the_server() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let mut stream = open(&desk, &ana.cookie("sid").expect("a cookie")).await;
    assert_eq!(stream.response.status(), 200);
    assert_eq!(stream.response.headers()["content-type"], "text/event-stream; charset=utf-8");
    assert_eq!(stream.response.headers()["cache-control"], "no-store");
    assert!(stream.reads(": open").await);
    desk.state.bus.publish(erased(5));
    assert!(
        stream.reads("event: live\ndata: {\"type\":\"erased\",\"id\":\"cnv_00000000000000000000000000000005\"}\n\n").await,
        "{}",
        stream.text
    );
    desk.state.stop.cancel();
    assert!(!stream.reads("never").await, "the stream ends");
}

#[tokio::test]
async fn a_slow_reader_is_told_to_read_anew() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let mut stream = open(&desk, &ana.cookie("sid").expect("a cookie")).await;
    assert!(stream.reads(": open").await);
    // On one thread nobody reads between these.
    (0..5_000).for_each(|number| desk.state.bus.publish(erased(number)));
    assert!(stream.reads("event: lagged\ndata: ").await);
}

#[tokio::test]
async fn strangers_hear_nothing() {
    let desk = Desk::open().await;
    for cookie in ["", "AAAAAAAAAAAAAAAAAAAAAA"] {
        let stream = open(&desk, cookie).await;
        assert_eq!(stream.response.status(), 401);
    }
    let browser = desk.browser();
    assert_eq!(browser.get("/admin/events").await.code(), "unauthorized");
}

#[tokio::test]
async fn two_dashboards_hear_the_same() {
    let desk = Desk::open().await;
    let cookie = desk.signed_in().await.cookie("sid").expect("a cookie");
    let mut streams = vec![open(&desk, &cookie).await, open(&desk, &cookie).await];
    for stream in &mut streams {
        assert!(stream.reads(": open").await);
    }
    desk.state.bus.publish(erased(1));
    let heard = futures::stream::iter(streams).then(|mut stream| async move { stream.reads("event: live").await });
    assert_eq!(heard.collect::<Vec<_>>().await, [true, true]);
}

#[tokio::test]
async fn a_log_out_ends_the_streams_of_that_session_and_no_other() {
    let desk = Desk::open().await;
    let (ana, phone) = (desk.signed_in().await, desk.signed_in().await);
    let mut streams =
        [open(&desk, &ana.cookie("sid").expect("a cookie")).await, open(&desk, &phone.cookie("sid").expect("a cookie")).await];
    for stream in &mut streams {
        assert!(stream.reads(": open").await);
    }
    ana.form("/rpc/session/log-out", &[]).await.ok();
    assert!(!streams[0].reads("never").await, "it ends");
    desk.state.bus.publish(erased(9));
    assert!(streams[1].reads("event: live").await);
}
