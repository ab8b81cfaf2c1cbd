//! How long a session lasts, which cookies are none, and that nobody gets one without logging in.

use std::time::Duration;

use chatimjd::domain::time::{Timestamp, millis_between};
use reqwest::Method;
use serde_json::{Value, json};
use tower_sessions::{SessionStore, session::Id};

use super::{
    browser::Browser,
    desk::{Desk, EMAIL, PASSWORD, list_keys, log_in},
};
use crate::harness::{Raw, Stream};

const WEEK_S: i64 = 7 * 24 * 3_600;

fn id_of(browser: &Browser) -> Id {
    browser.cookie("sid").expect("a cookie").parse().expect("an id")
}

/// The session as the store has it.
async fn kept(desk: &Desk, id: &Id) -> Option<Value> {
    let record = desk.state.sessions.store().load(id).await.expect("a store")?;
    Some(record.data["signed_in"].clone())
}

/// As if she had signed in `since_s` seconds ago and been seen `seen_s` seconds ago.
async fn age(desk: &Desk, id: &Id, since_s: i64, seen_s: i64) {
    let ago = |seconds: i64| json!(desk.state.clock.now() - jiff::SignedDuration::from_secs(seconds));
    let mut record = desk.state.sessions.store().load(id).await.expect("a store").expect("a session");
    let mark = record.data.get_mut("signed_in").expect("a mark");
    (mark["since"], mark["seen"]) = (ago(since_s), ago(seen_s));
    desk.state.sessions.store().save(&record).await.expect("saved");
}

#[tokio::test]
async fn a_session_in_use_goes_on_and_an_idle_one_ends() {
    let desk = Desk::with(&[("SESSION_LIFETIME", "3600")]).await;
    let ana = desk.browser();
    let signed_in = log_in(&ana, EMAIL, PASSWORD).await.ok();
    assert!(signed_in.set_cookies()[0].contains("Max-Age=3600"), "{:?}", signed_in.set_cookies());
    let id = id_of(&ana);
    // Reading is use, as often as it comes close to the end.
    for round in 1..=3 {
        age(&desk, &id, round * 3_590, 3_590).await;
        let answer = list_keys(&ana).await.ok();
        assert!(answer.set_cookies().iter().any(|cookie| cookie.contains("Max-Age=3600")), "{:?}", answer.set_cookies());
        let mark = kept(&desk, &id).await.expect("a session");
        let seen: Timestamp = mark["seen"].as_str().expect("a time").parse().expect("a time");
        assert!(millis_between(seen, desk.state.clock.now()) < 60_000, "{mark}");
    }
    age(&desk, &id, 3 * 3_600, 3_601).await;
    let over = list_keys(&ana).await;
    assert_eq!((over.status, over.code().as_str()), (401, "unauthorized"));
    assert_eq!(over.set_cookies(), ["sid=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"]);
    assert_eq!(kept(&desk, &id).await, None, "it is gone from the store too");
}

#[tokio::test]
async fn the_busiest_session_ends_after_a_week() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let id = id_of(&ana);
    age(&desk, &id, WEEK_S - 600, 120).await;
    let last = list_keys(&ana).await.ok();
    let cookie = last.set_cookies().join("\n");
    let left: i64 = cookie.split("Max-Age=").nth(1).and_then(|rest| rest.split(';').next()).and_then(|n| n.parse().ok()).expect("a number");
    assert!((1..=600).contains(&left), "never beyond the week: {cookie}");
    assert_eq!(ana.get("/admin/conversations").await.status, 200);
    let live = Stream::of_dashboard(&format!("http://{}", desk.address), &ana.cookie("sid").expect("a cookie")).await;
    assert_eq!(live.response.status(), 200);
    drop(live);
    age(&desk, &id, WEEK_S + 1, 1).await;
    assert_eq!(ana.get("/admin/events").await.status, 401);
    assert_eq!(list_keys(&ana).await.status, 401);
    assert_eq!(kept(&desk, &id).await, None);
}

#[tokio::test]
async fn what_is_written_down_late_brings_no_session_back() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let id = id_of(&ana);
    // Each of these requests has activity to write down.
    age(&desk, &id, 7_200, 3_600).await;
    let calls = (0..100).map(|_| list_keys(&ana));
    let (_, out) = futures::future::join(futures::future::join_all(calls), ana.form("/rpc/session/log-out", &[])).await;
    out.ok();
    assert_eq!(kept(&desk, &id).await, None);
    ana.set_cookie("sid", &id.to_string());
    assert_eq!(list_keys(&ana).await.status, 401);
}

#[tokio::test]
async fn no_bytes_in_a_cookie_open_or_break_anything() {
    let desk = Desk::open().await;
    let unknown = Id(11).to_string();
    let own = desk.signed_in().await.cookie("sid").expect("a cookie");
    let cookies: Vec<Vec<u8>> = vec![
        b"sid=\0".to_vec(),
        [b"sid=", unknown.as_bytes(), b"\0"].concat(),
        b"sid=\xff\xfe".to_vec(),
        b"\xff=\xfe; sid".to_vec(),
        [b"sid=".to_vec(), vec![b'a'; 4_096]].concat(),
        [b"sid=".to_vec(), vec![b';'; 4_096]].concat(),
        format!("sid={unknown}\r\ncookie: sid={unknown}").into_bytes(),
        format!("sid={own}x").into_bytes(),
        format!("SID={own}").into_bytes(),
        format!("__Host-sid={own}").into_bytes(),
        format!("sid=\"{own} \"").into_bytes(),
    ];
    for cookie in cookies {
        for request in ["GET /admin/events", "GET /admin/conversations", "GET /", "POST /rpc/settings/keys", "POST /rpc/session/who"] {
            let mut raw = Raw::to(desk.address).await;
            let head = format!(
                "{request} HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\nconnection: close\r\ncontent-length: 0\r\ncookie: "
            );
            raw.try_write(&[head.as_bytes(), &cookie, b"\r\n\r\n"].concat()).await;
            let answer = raw.read_to_end(Duration::from_secs(10)).await.expect("an end");
            let told = String::from_utf8_lossy(&cookie);
            assert!(answer.starts_with("HTTP/1.1 ") && !answer.starts_with("HTTP/1.1 5"), "{told} {request}: {answer}");
            let open = ["GET /", "POST /rpc/session/who"].contains(&request);
            assert!(open || !answer.starts_with("HTTP/1.1 200"), "{told} {request}: {answer}");
            assert!(!answer.contains(EMAIL) && !answer.to_lowercase().contains(&format!("set-cookie: sid={unknown}")), "{told}: {answer}");
        }
    }
    assert_eq!(kept(&desk, &Id(11)).await, None, "nothing was adopted");
}

#[tokio::test]
async fn visitors_get_no_session_however_many_they_are() {
    let desk = Desk::with(&[("RATE_LIMIT_HOUR", "0"), ("RATE_LIMIT_DAY", "0")]).await;
    let browser = desk.browser();
    let visit = |n: usize| {
        let browser = &browser;
        async move {
            match n % 5 {
                0 => browser.form("/rpc/session/who", &[]).await,
                1 => browser.form("/rpc/chat/transcript", &[("token", &format!("vt_{n:043}"))]).await,
                2 => browser.get("/widget").await,
                3 => browser.call(Method::GET, "/admin/events").send().await,
                _ => list_keys(browser).await,
            }
        }
    };
    let visits = futures::stream::StreamExt::buffer_unordered(futures::stream::iter((0..1_000).map(visit)), 16);
    let cookies: usize = futures::stream::StreamExt::fold(visits, 0, async |sum, answer| sum + answer.set_cookies().len()).await;
    assert_eq!(cookies, 0);
}
