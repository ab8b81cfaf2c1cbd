//! Exports as the dashboard follows them: how far they are, how they end, who is told.

use std::time::Duration;

use chatimjd::server::state::EXPORTS_AT_A_TIME;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use super::{browser::Browser, desk::Desk};
use crate::api::exports::{crowd, exported};

const ID: &str = "exp_00000000000000000000000000000001";

/// More leads than the system takes on for a reader: whoever does not read holds their export in the middle.
const MANY: u64 = 1_600;

/// `/leads/export.{what}`, as the browser asks for it; the body is still to be read.
async fn begin(desk: &Desk, browser: &Browser, what: &str) -> Response {
    let cookie = browser.cookie("sid").expect("a cookie");
    let path = format!("/leads/export.{what}{}progress={ID}", if what.contains('?') { '&' } else { '?' });
    desk.request(Method::GET, &path).header("cookie", format!("sid={cookie}")).send().await.expect("an answer")
}

/// What the page hears of it.
async fn follow(browser: &Browser) -> Value {
    browser.form("/rpc/exports/follow", &[("id", ID)]).await.ok().json()
}

async fn cancel(browser: &Browser) -> Value {
    browser.form("/rpc/exports/cancel", &[("id", ID)]).await.ok().json()
}

/// Once all seats are free again: every export has ended.
async fn settled(desk: &Desk) {
    let seats = desk.state.export_seats.acquire_many(u32::try_from(EXPORTS_AT_A_TIME).expect("few"));
    drop(tokio::time::timeout(Duration::from_secs(20), seats).await.expect("in time").expect("open"));
}

fn state(kind: &str) -> Value {
    json!({ "type": kind })
}

#[tokio::test]
async fn whoever_begins_an_export_hears_how_it_ends_whatever_the_file() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    crowd(&desk, 3).await;
    assert_eq!(follow(&ana).await, Value::Null, "it has not begun");
    for (what, count) in [("csv?sort=name", 3), ("jsonl?q=nobody", 0), ("xlsx", 3)] {
        let file = begin(&desk, &ana, what).await;
        assert_eq!(file.status(), 200, "{what}");
        let name = file.headers()["content-disposition"].to_str().expect("text").to_owned();
        file.bytes().await.expect("a whole file");
        let told = follow(&ana).await;
        assert_eq!((&told["written"], &told["total"], &told["state"]), (&json!(count), &json!(count), &state("done")), "{what}");
        assert_eq!(name, format!("attachment; filename=\"{}\"", told["file"].as_str().expect("a name")));
    }
}

#[tokio::test]
async fn an_export_on_its_way_says_how_far_it_is_and_stops_when_it_is_cancelled() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    crowd(&desk, MANY.into()).await;
    let file = begin(&desk, &ana, "jsonl").await;
    let told = follow(&ana).await;
    assert_eq!((&told["total"], &told["state"]), (&json!(MANY), &state("running")));
    assert!(told["written"].as_u64().is_some_and(|written| written < MANY), "{told}");
    assert_eq!(cancel(&ana).await["state"], state("cancelled"));
    assert!(file.bytes().await.is_err(), "it breaks off: it is no shorter file");
    settled(&desk).await;
    assert_eq!(follow(&ana).await["state"], state("cancelled"));
    let line = exported(&desk).await.remove(0).target.expect("words");
    assert!(line.starts_with("jsonl, ") && line.ends_with(", broken off"), "{line}");
    // The browser's own "try again".
    begin(&desk, &ana, "jsonl?q=nobody").await.bytes().await.expect("a whole file");
    assert_eq!(follow(&ana).await["state"], state("done"));
}

#[tokio::test]
async fn what_is_cancelled_before_it_comes_gives_nothing_away() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    crowd(&desk, 1).await;
    assert_eq!(cancel(&ana).await, Value::Null, "nobody knows whether it is under way");
    assert_eq!(begin(&desk, &ana, "xlsx").await.status(), 409);
    assert_eq!(follow(&ana).await["state"], state("cancelled"));
    assert_eq!(exported(&desk).await, vec![]);
    assert_eq!(begin(&desk, &ana, "xlsx").await.status(), 200, "asked for once more, it is wanted");
}

#[tokio::test]
async fn who_stops_reading_has_broken_it_off() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    crowd(&desk, MANY.into()).await;
    drop(begin(&desk, &ana, "csv").await);
    settled(&desk).await;
    assert_eq!(follow(&ana).await["state"], state("broken_off"));
}

#[tokio::test]
async fn what_is_refused_says_why() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let seats = desk.state.export_seats.clone();
    let all = seats.acquire_many(u32::try_from(EXPORTS_AT_A_TIME).expect("few")).await.expect("open");
    for what in ["xlsx", "csv", "jsonl"] {
        assert_eq!(begin(&desk, &ana, what).await.status(), 503);
        let told = follow(&ana).await;
        assert_eq!((&told["state"]["type"], &told["state"]["problem"]["code"]), (&json!("failed"), &json!("unavailable")), "{what}");
        assert!(told["state"]["problem"]["message"].as_str().is_some_and(|words| words.contains("try again")), "{told}");
    }
    drop(all);
    let long = format!("csv?q={}", "x".repeat(201));
    assert_eq!(begin(&desk, &ana, &long).await.status(), 422);
    assert_eq!(follow(&ana).await["state"]["problem"]["fields"], json!({ "q": "at most 200 characters" }));

    let path = format!("/leads/export.csv?progress={ID}");
    let program = desk.call(Method::GET, &path, None).await;
    program.assert_error(422, "invalid_fields");
    assert!(!program.field("progress").is_empty(), "{}", program.text);
    let wrong = desk.call(Method::GET, "/leads/export.csv?progress=1", None).await;
    assert!(!wrong.field("progress").is_empty(), "{}", wrong.text);
    ana.call(Method::HEAD, &path).send().await.ok();
    assert_eq!(follow(&ana).await["state"]["type"], "failed", "who asks only for the head begins nothing");
}

#[tokio::test]
async fn another_instance_knows_nothing_of_it_and_stops_nothing() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let other = desk.beside(&[]).await;
    let there = Browser::at(&other.url(""));
    there.set_cookie("sid", &ana.cookie("sid").expect("a cookie"));
    crowd(&desk, 3).await;
    assert_eq!(cancel(&there).await, Value::Null);
    let file = begin(&desk, &ana, "jsonl").await;
    assert_eq!((follow(&there).await, cancel(&there).await), (Value::Null, Value::Null));
    assert_eq!(file.text().await.expect("a whole file").lines().count(), 3);
    assert_eq!((follow(&ana).await["state"].clone(), follow(&there).await), (state("done"), Value::Null));
}
