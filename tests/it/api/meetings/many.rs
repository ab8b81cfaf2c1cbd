//! Twice and many at once: the database decides, whichever instance is asked.

use std::sync::Arc;

use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use super::{all, book, booked, later, open, shop, slots};
use crate::harness::{Answer, KEY, TestApp};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_at_two_instances_one_gets_the_time() {
    // The limits of requests are not what is tried here.
    let one = Arc::new(TestApp::with(&[("RATE_LIMIT_HOUR", "0")]).await);
    open(&one).await;
    let other = Arc::new(one.beside(&[("RATE_LIMIT_HOUR", "0")]).await);
    let start = later(&slots(&one).await, 0)["start"].clone();
    let tries = (0..50).map(|number| {
        let app = Arc::clone(if number % 2 == 0 { &one } else { &other });
        let body = json!({ "email": format!("v{number}@example.com"), "start": start });
        tokio::spawn(async move { book(&app, &body).await })
    });
    let answers: Vec<Answer> = join_all(tries).await.into_iter().map(|answer| answer.expect("no panic")).collect();
    let (won, lost): (Vec<&Answer>, Vec<&Answer>) = answers.iter().partition(|answer| answer.status == 201);
    assert_eq!((won.len(), lost.len()), (1, 49), "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    for answer in lost {
        answer.assert_error(409, "slot_unavailable");
        let data = answer.json()["data"].clone();
        let alternatives = data["alternatives"].as_array().expect("a list");
        assert!(!alternatives.is_empty() && alternatives.iter().all(|slot| slot["start"] != start), "{}", answer.text);
    }
    assert_eq!(all(&other).await, [booked(won[0])]);
    assert_eq!(one.call(Method::GET, "/leads", None).await.data()["total"], 1, "whoever got nothing is no lead");
}

async fn keyed(app: &TestApp, key: &str, body: &Value) -> Answer {
    app.send(app.request(Method::POST, "/saba/book-meeting").bearer_auth(KEY).header("idempotency-key", key).json(body)).await
}

#[tokio::test]
async fn one_key_is_one_meeting_at_any_instance() {
    let one = shop().await;
    let other = one.beside(&[]).await;
    let free = slots(&one).await;
    let body = json!({ "email": "ana@example.com", "start": later(&free, 0)["start"], "notes": "once" });
    let first = booked(&keyed(&one, "k-1", &body).await);
    assert_eq!(booked(&keyed(&one, "k-1", &body).await)["id"], first["id"]);
    assert_eq!(booked(&keyed(&other, "k-1", &body).await)["id"], first["id"]);
    let else_ = json!({ "email": "ana@example.com", "start": later(&free, 3)["start"] });
    let reused = keyed(&other, "k-1", &else_).await;
    reused.assert_error(422, "invalid_fields");
    assert!(!reused.field("idempotency_key").is_empty(), "{}", reused.text);
    let odd = keyed(&one, "a key", &else_).await;
    assert!(!odd.field("idempotency_key").is_empty(), "{}", odd.text);
    assert_eq!(all(&one).await.len(), 1);
}

#[tokio::test]
async fn the_same_request_at_once_books_once() {
    let app = Arc::new(shop().await);
    let body = json!({ "email": "ana@example.com", "start": later(&slots(&app).await, 0)["start"] });
    let tries = (0..8).map(|_| {
        let (app, body) = (Arc::clone(&app), body.clone());
        tokio::spawn(async move { booked(&keyed(&app, "k-1", &body).await)["id"].clone() })
    });
    let ids: Vec<Value> = join_all(tries).await.into_iter().map(|id| id.expect("no panic")).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(all(&app).await.len(), 1);
}

#[tokio::test]
async fn one_address_is_invited_twice_a_day() {
    let app = shop().await;
    let free = slots(&app).await;
    let body = |nth: usize, email: &str| json!({ "email": email, "start": later(&free, nth)["start"] });
    booked(&book(&app, &body(0, "ana@example.com")).await);
    booked(&book(&app, &body(3, "ana@example.com")).await);
    let third = book(&app, &body(6, "Ana@Example.com")).await;
    third.assert_error(429, "rate_limited");
    assert!(third.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 3_600), "{:?}", third.headers);
    booked(&book(&app, &body(6, "bo@example.com")).await);
}
