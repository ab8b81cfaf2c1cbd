//! The server goes, falls silent and comes back: visitors are told in time, and nobody has to start us again.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::eventually;
use crate::harness::{SurrealServer, TestApp, VisitorClient, Wire, surreal::url_at};

/// The longest that anybody waits for an answer while the database is away: one query's time-out and a little.
const PATIENCE: Duration = Duration::from_secs(12);
/// While it is known to be away.
const SOON: Duration = Duration::from_secs(4);
const BACK: Duration = Duration::from_secs(15);

async fn over(server: &SurrealServer) -> TestApp {
    TestApp::with(&[("DATABASE_URL", &server.url("away"))]).await
}

async fn is_ready(app: &TestApp) -> bool {
    app.get("/readyz").await.status == 200
}

/// The state of the database as `/readyz` tells it, with its status.
async fn database_state(app: &TestApp) -> (u16, Value) {
    let answer = app.get("/readyz").await;
    (answer.status, answer.json()["data"]["parts"][0]["state"].clone())
}

async fn refused_within(limit: Duration, ana: &mut VisitorClient, words: &str) {
    let began = Instant::now();
    let answer = ana.try_send(words).await;
    assert!(began.elapsed() < limit, "{words} {:?}", began.elapsed());
    answer.assert_error(503, "unavailable");
    assert!(!answer.header("retry-after").is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_server_is_away_visitors_are_told_and_afterwards_all_goes_on() {
    let Some(mut server) = SurrealServer::start().await else { return };
    let app = over(&server).await;
    let mut ana = app.visitor();
    let first = ana.send("Hello, I'm Ana").await;
    let conversation = &first["conversation_id"];
    for round in 1..=2 {
        server.kill();
        refused_within(PATIENCE, &mut ana, "Are you there?").await;
        refused_within(SOON, &mut app.visitor(), "And for me?").await;
        eventually(SOON, "down", async || database_state(&app).await == (503, "down".into())).await;
        assert_eq!(app.get("/healthz").await.status, 200);

        server.restart().await;
        eventually(BACK, "ready again", async || is_ready(&app).await).await;
        let again = ana.send("I am back").await;
        assert_eq!(&again["conversation_id"], conversation, "round {round}");
        let lines = ana.lines().await;
        assert_eq!(lines.len(), 2 + 2 * round, "{lines:?}");
        assert_eq!(lines[0].1, "Hello, I'm Ana");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cut_connection_costs_no_more_than_what_was_under_way() {
    let Some(server) = SurrealServer::shared().await else { return };
    let wire = Wire::to(server.address).await;
    let app = TestApp::with(&[("DATABASE_URL", &url_at(wire.address, &server.fresh()))]).await;
    let mut ana = app.visitor();
    ana.send("Hello, I'm Ana").await;
    let mut answered = 1;
    for n in 0..20 {
        wire.cut();
        let began = Instant::now();
        loop {
            let answer = ana.try_send(&format!("This is message {n}")).await;
            if answer.status == 200 {
                answered += 1;
                break;
            }
            answer.assert_error(503, "unavailable");
            assert!(began.elapsed() < SOON, "cut {n}: {:?}", began.elapsed());
        }
    }
    let lines = ana.lines().await;
    assert!(lines.len() >= answered * 2, "{} lines, {answered} answers", lines.len());
    for n in 0..20 {
        assert!(lines.iter().any(|(author, text)| author == "visitor" && *text == format!("This is message {n}")), "{n}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_only_fell_silent_is_replaced() {
    let Some(server) = SurrealServer::shared().await else { return };
    let wire = Wire::to(server.address).await;
    let app = TestApp::with(&[("DATABASE_URL", &url_at(wire.address, &server.fresh()))]).await;
    let mut ana = app.visitor();
    ana.send("Hello, I'm Ana").await;

    wire.strand();
    eventually(BACK, "answered on another connection", async || app.visitor().try_send("Hello?").await.status == 200).await;
    assert!(is_ready(&app).await);
    ana.send("Still me").await;

    wire.fall_silent();
    refused_within(PATIENCE, &mut ana, "Are you there?").await;
    eventually(PATIENCE, "down", async || database_state(&app).await == (503, "down".into())).await;
    wire.speak();
    eventually(BACK, "ready again", async || is_ready(&app).await).await;
    ana.send("There you are").await;
    assert!(ana.lines().await.len() >= 6);
}
