//! The promise of 500 requests an hour and 2,000 a day for one client address.

use futures::{StreamExt, stream};
use reqwest::Method;
use serde_json::json;

use crate::harness::TestApp;

/// Statuses of so many requests, 32 at a time.
async fn flood(app: &TestApp, count: usize, header: impl Fn(usize) -> (&'static str, String)) -> (usize, usize) {
    let ask = |n: usize| {
        let (name, value) = header(n);
        let request = app.request(Method::GET, "/gemini/conversation").header(name, value);
        async move { app.send(request).await.status }
    };
    let statuses: Vec<u16> = stream::iter(0..count).map(ask).buffer_unordered(32).collect().await;
    let refused = statuses.iter().filter(|status| **status == 429).count();
    (count - refused, refused)
}

#[tokio::test]
async fn six_hundred_messages_are_five_hundred_answers() {
    let app = TestApp::start().await;
    let say = |_| async { app.post("/gemini/train", &json!({ "message": "Hi" })).await };
    let answers: Vec<_> = stream::iter(0..600).map(say).buffer_unordered(32).collect().await;
    let good = answers.iter().filter(|answer| answer.status == 200).count();
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert_eq!((good, refused.len()), (500, 100));
    for answer in refused {
        answer.assert_error(429, "rate_limited");
        let wait: u64 = answer.header("retry-after").parse().expect("whole seconds");
        assert!((1..=3_660).contains(&wait), "{wait}");
        assert!(answer.header("ratelimit").starts_with("\"hour\";r=0;t="), "{}", answer.header("ratelimit"));
    }
    let stored = app.conversations().count_open(None).await.expect("a count");
    assert_eq!(stored, 500, "a refusal stores nothing");
}

#[tokio::test]
async fn clients_are_told_where_they_stand() {
    let app = TestApp::start().await;
    let answer = app.visitor().try_send("Hi").await;
    assert_eq!(answer.header("ratelimit-policy"), "\"hour\";q=500;w=3600, \"day\";q=2000;w=86400");
    assert!(answer.header("ratelimit").starts_with("\"hour\";r=499;t=36"), "{}", answer.header("ratelimit"));
    assert!(answer.header("ratelimit").contains("\"day\";r=1999;t="), "{}", answer.header("ratelimit"));
    for path in ["/gemini/none", "/gemini/conversation"] {
        assert!(app.get(path).await.header("ratelimit").starts_with("\"hour\""), "{path}");
    }
    for free in ["/healthz", "/readyz", "/widget.js", "/"] {
        assert_eq!(app.get(free).await.header("ratelimit"), "", "{free}");
    }
}

#[tokio::test]
async fn forged_addresses_are_no_way_around() {
    let names = ["x-forwarded-for", "x-real-ip", "forwarded", "cf-connecting-ip", "true-client-ip"];
    let app = TestApp::start().await;
    let forged = |n: usize| (names[n % names.len()], format!("203.0.113.{}", n % 250));
    assert_eq!(flood(&app, 520, forged).await, (500, 20));
}

#[tokio::test]
async fn behind_a_proxy_each_client_counts_and_an_ipv6_household_is_one() {
    let app = TestApp::with(&[("TRUSTED_PROXIES", "127.0.0.0/8"), ("RATE_LIMIT_HOUR", "10")]).await;
    assert_eq!(flood(&app, 12, |_| ("x-forwarded-for", "203.0.113.1".to_owned())).await, (10, 2));
    assert_eq!(flood(&app, 12, |_| ("x-forwarded-for", "203.0.113.2".to_owned())).await, (10, 2));
    // What a client itself wrote in front of its address is nothing.
    assert_eq!(flood(&app, 5, |n| ("x-forwarded-for", format!("198.51.100.{n}, 203.0.113.2"))).await, (0, 5));
    assert_eq!(flood(&app, 30, |n| ("x-forwarded-for", format!("2001:db8:1:2::{n:x}"))).await, (10, 20));
    assert_eq!(flood(&app, 3, |_| ("x-forwarded-for", "2001:db8:1:3::1".to_owned())).await, (3, 0));
}

#[tokio::test]
async fn addresses_do_not_share_and_a_new_token_is_no_new_client() {
    let app = TestApp::with(&[("RATE_LIMIT_HOUR", "3")]).await;
    let mut statuses = vec![];
    for _ in 0..4 {
        statuses.push(app.visitor_from("127.0.0.2").try_send("Hi").await.status);
    }
    assert_eq!(statuses, [200, 200, 200, 429]);
    assert_eq!(app.visitor_from("127.0.0.3").try_send("Hi").await.status, 200);
}

#[tokio::test]
async fn the_widgets_form_is_counted_with_the_rest() {
    let app = TestApp::with(&[("RATE_LIMIT_HOUR", "2")]).await;
    let form =
        || app.request(Method::POST, "/rpc/chat/send").header("content-type", "application/x-www-form-urlencoded").body("message=Hi");
    let first = app.send(form()).await;
    assert_eq!((first.status, first.header("ratelimit").starts_with("\"hour\";r=1;")), (200, true), "{} {:?}", first.text, first.headers);
    app.visitor().send("Hi").await;
    assert_eq!(app.send(form()).await.status, 429);
}

#[tokio::test]
async fn zero_switches_limits_off() {
    let app = TestApp::with(&[("RATE_LIMIT_HOUR", "0"), ("RATE_LIMIT_DAY", "0")]).await;
    assert_eq!(flood(&app, 600, |_| ("accept", "*/*".to_owned())).await, (600, 0));
    assert_eq!(app.get("/gemini/conversation").await.header("ratelimit"), "");
}
