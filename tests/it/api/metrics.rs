//! What operators are told of the running server, and who is.

use chatimjd::domain::account::Scope;
use reqwest::Method;
use serde_json::json;

use super::meetings::{book, booked, later, open, slots};
use crate::harness::{Answer, KEY, TestApp};

/// Someone of this address, by the word of a proxy on this machine.
const STRANGER: (&str, &str) = ("x-forwarded-for", "203.0.113.9");

async fn behind_a_proxy() -> TestApp {
    TestApp::with(&[("TRUSTED_PROXIES", "127.0.0.0/8")]).await
}

async fn told(app: &TestApp) -> String {
    let answer = app.get("/metrics").await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.text
}

/// The samples: a name with its labels, and the value.
fn samples(text: &str) -> Vec<(&str, f64)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.rsplit_once(' ').expect("a value")).map(|(name, value)| (name, value.parse().expect("a number"))).collect()
}

/// 0 where it was never counted.
fn value(text: &str, sample: &str) -> f64 {
    samples(text).into_iter().find(|(name, _)| *name == sample).map_or(0.0, |(_, value)| value)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[tokio::test]
async fn this_machine_is_told_in_the_form_that_prometheus_reads() {
    let app = TestApp::with(&[("RATE_LIMIT_HOUR", "2")]).await;
    app.visitor().send("Hello").await;
    for _ in 0..4 {
        told(&app).await;
    }
    let answer = app.get("/metrics").await;
    assert_eq!((answer.status, answer.header("ratelimit")), (200, ""), "nobody is charged for it");
    assert_eq!(answer.header("content-type"), "application/openmetrics-text; version=1.0.0; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    let text = answer.text;
    assert!(text.ends_with("# EOF\n") && text.matches("# EOF").count() == 1, "{text}");
    for (sample, _) in samples(&text) {
        let (name, labels) = sample.split_once('{').unwrap_or((sample, "}"));
        assert!(is_name(name) && (name.starts_with("chatimjd_") || name.starts_with("process_")), "{sample}");
        assert!(labels.ends_with('}') && !labels.contains('\n'), "{sample}");
    }
    for line in text.lines().filter(|line| line.starts_with('#') && *line != "# EOF") {
        let words: Vec<&str> = line.splitn(4, ' ').collect();
        assert!(words.len() == 4 && matches!(words[1], "HELP" | "TYPE" | "UNIT") && is_name(words[2]), "{line}");
    }
    let help = |name: &str| text.matches(&format!("# HELP {name} ")).count();
    for name in [
        "chatimjd_http_requests",
        "chatimjd_http_request_duration_seconds",
        "chatimjd_chat_turns",
        "chatimjd_chat_turn_duration_seconds",
        "chatimjd_chat_first_words_seconds",
        "chatimjd_chat_turns_in_progress",
        "chatimjd_calendar_tasks_open",
        "chatimjd_part_state",
        "chatimjd_build_info",
        "process_start_time_seconds",
    ] {
        assert_eq!(help(name), 1, "{name} in\n{text}");
    }
    assert!(value(&text, "process_start_time_seconds") > 1_600_000_000.0, "{text}");
    if std::path::Path::new("/proc/self/status").exists() {
        assert!(value(&text, "process_resident_memory_bytes") > 1_000_000.0, "{text}");
    }
}

#[tokio::test]
async fn what_happens_is_counted() {
    let app = TestApp::with(&[("RATE_LIMIT_HOUR", "2")]).await;
    let turns = "chatimjd_chat_turns_total{model=\"offline\",outcome=\"answered\"}";
    let trains = |status: u16| format!("chatimjd_http_requests_total{{method=\"POST\",route=\"/gemini/train\",status=\"{status}\"}}");
    let before = told(&app).await;
    assert_eq!((value(&before, turns), value(&before, &trains(200))), (0.0, 0.0));
    app.visitor().send("Hello").await;
    assert!(!app.visitor().stream("Hello again").await.is_empty());
    app.visitor().try_send("Once more").await.assert_error(429, "rate_limited");
    app.get("/nothing").await.assert_error(404, "not_found");
    let after = told(&app).await;
    for (sample, count) in [
        (turns, 2.0),
        (&*trains(200), 2.0),
        (&*trains(429), 1.0),
        ("chatimjd_http_requests_total{method=\"GET\",route=\"other\",status=\"404\"}", 1.0),
        ("chatimjd_http_request_duration_seconds_count{route=\"/gemini/train\"}", 3.0),
        ("chatimjd_chat_turn_duration_seconds_count", 2.0),
        ("chatimjd_chat_first_words_seconds_count", 2.0),
        ("chatimjd_rate_limited_total{window=\"hour\"}", 1.0),
        ("chatimjd_part_state{part=\"database\",state=\"ok\"}", 1.0),
    ] {
        assert_eq!(value(&after, sample), count, "{sample} in\n{after}");
    }
    assert!(after.contains("chatimjd_event_streams_open{kind=\"chat\"} "), "{after}");
}

#[tokio::test]
async fn bookings_are_counted_by_how_they_ended() {
    let app = TestApp::start().await;
    open(&app).await;
    let free = later(&slots(&app).await, 0)["slot_id"].clone();
    booked(&book(&app, &json!({ "email": "ana@example.com", "slot_id": free })).await);
    let long_ago = json!({ "email": "ana@example.com", "start": "2020-01-06T10:00:00Z" });
    for _ in 0..2 {
        book(&app, &long_ago).await.assert_error(409, "slot_unavailable");
    }
    let text = told(&app).await;
    for (outcome, count) in [("booked", 1.0), ("not_free", 2.0), ("refused", 0.0), ("failed", 0.0)] {
        assert_eq!(value(&text, &format!("chatimjd_bookings_total{{outcome=\"{outcome}\"}}")), count, "{outcome} in\n{text}");
    }
}

#[tokio::test]
async fn a_database_that_is_gone_is_told() {
    let app = TestApp::start().await;
    app.state.database.close().await.expect("closed");
    let text = told(&app).await;
    assert_eq!(value(&text, "chatimjd_part_state{part=\"database\",state=\"down\"}"), 1.0, "{text}");
    assert_eq!(value(&text, "chatimjd_part_state{part=\"database\",state=\"ok\"}"), 0.0, "{text}");
}

#[tokio::test]
async fn others_need_a_key_with_the_scope_for_logs() {
    let app = behind_a_proxy().await;
    let owner = TestApp::owner();
    let (chat, _) = app.state.keys.create(&owner, "bridge", vec![Scope::Chat]).await.expect("a key");
    let (logs, _) = app.state.keys.create(&owner, "prometheus", vec![Scope::Logs]).await.expect("a key");
    let ask = |key: Option<&str>| {
        let request = app.request(Method::GET, "/metrics").header(STRANGER.0, STRANGER.1);
        let request = match key {
            Some(key) => request.bearer_auth(key),
            None => request,
        };
        app.send(request)
    };
    ask(None).await.assert_error(401, "unauthorized");
    ask(Some("ck_0000000000000000000000000000000000000000000")).await.assert_error(401, "unauthorized");
    ask(Some(&chat)).await.assert_error(403, "forbidden");
    for key in [&*logs, KEY] {
        assert!(ask(Some(key)).await.text.ends_with("# EOF\n"));
    }
    told(&app).await;
}

#[tokio::test]
async fn no_header_makes_a_stranger_one_of_this_machine() {
    async fn ask(app: &TestApp, headers: &[(&'static str, &'static str)]) -> Answer {
        let request = app.request(Method::GET, "/metrics");
        app.send(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await
    }
    // Nobody trusts the proxy that passes it on.
    let alone = TestApp::start().await;
    for name in ["x-forwarded-for", "x-real-ip", "forwarded", "via", "cf-connecting-ip", "true-client-ip"] {
        ask(&alone, &[(name, "127.0.0.1")]).await.assert_error(401, "unauthorized");
    }
    ask(&alone, &[("host", "desk.example.com")]).await.assert_error(401, "unauthorized");
    // The proxy is trusted: what the stranger wrote stands before what it says of them.
    let proxied = behind_a_proxy().await;
    for hops in ["127.0.0.1, 203.0.113.9", "203.0.113.9, unknown", "unknown", "203.0.113.9, 127.0.0.1"] {
        ask(&proxied, &[("x-forwarded-for", hops)]).await.assert_error(401, "unauthorized");
    }
    ask(&proxied, &[("x-real-ip", "127.0.0.1")]).await.assert_error(401, "unauthorized");
    assert_eq!(ask(&proxied, &[("x-forwarded-for", "127.0.0.1")]).await.status, 200, "the proxy says that it is this machine's own");
}

#[tokio::test]
async fn labels_hold_nothing_of_what_was_asked_for() {
    let app = TestApp::start().await;
    let secret = "4f9ac1d2e7b84c0f";
    for path in [
        format!("/leads/{secret}"),
        format!("/gemini/stream/{secret}?client_id={secret}"),
        format!("/{secret}"),
        format!("/meeting/{secret}"),
    ] {
        app.get(&path).await;
    }
    let brew = Method::from_bytes(b"BREW4F9AC1D2").expect("a method");
    app.send(app.request(brew, "/readyz")).await;
    let mut ana = app.visitor();
    let said = ana.send(&format!("I'm Ana, {secret}@example.com")).await;
    let text = told(&app).await;
    let ids = [said["conversation_id"].as_str().expect("an id"), said["reply"]["id"].as_str().expect("an id")];
    for word in [secret, "BREW", "example.com", "127.0.0.1", app.state.config.public_url.as_str()].into_iter().chain(ids) {
        assert!(!text.contains(word), "{word} in\n{text}");
    }
    assert!(text.contains("route=\"/leads/{id}\""), "{text}");
}
