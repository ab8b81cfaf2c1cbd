//! Liveness and readiness.

use crate::harness::TestApp;

#[tokio::test]
async fn a_running_server_is_alive_and_ready_and_names_its_parts() {
    let app = TestApp::start().await;
    assert_eq!(app.get("/healthz").await.data()["alive"], true);
    let ready = app.get("/readyz").await.data();
    let parts: Vec<_> =
        ready["parts"].as_array().expect("parts").iter().map(|part| part["part"].as_str().expect("a name").to_owned()).collect();
    assert_eq!(parts, ["database", "sessions", "limits", "gemini", "calendar"]);
    assert_eq!(ready["state"], "ok", "{ready}");
}

#[tokio::test]
async fn a_database_that_is_gone_makes_it_unready_but_not_dead() {
    let app = TestApp::start().await;
    app.state.database.close().await.expect("closed");
    let answer = app.get("/readyz").await;
    assert_eq!(answer.status, 503, "{}", answer.text);
    let database = &answer.json()["data"]["parts"][0];
    assert_eq!((database["part"].as_str(), database["state"].as_str()), (Some("database"), Some("down")));
    assert_eq!(app.get("/healthz").await.status, 200);
    app.visitor().try_send("Hello").await.assert_error(503, "unavailable");
}

#[tokio::test]
async fn visitors_are_served_while_nobody_can_sign_in() {
    // Nothing listens there.
    let app = TestApp::with(&[("SESSION_TYPE", "redis"), ("REDIS_URL", "redis://127.0.0.1:1")]).await;
    let ready = app.get("/readyz").await;
    assert_eq!(ready.status, 200, "{}", ready.text);
    assert_eq!(ready.json()["data"]["parts"][1]["state"], "degraded");
    assert_eq!(app.visitor().try_send("Hello").await.status, 200);
}
