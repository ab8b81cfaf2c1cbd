//! Every answer of the API is an envelope, whatever went wrong.

use axum::{Router, routing::get};
use chatimjd::server::{api::chat, router::wrapped, serve::Patience};
use reqwest::Method;
use serde_json::json;

use crate::harness::TestApp;

#[tokio::test]
async fn a_success_has_all_four_parts() {
    let app = TestApp::start().await;
    let answer = app.get("/healthz").await;
    let json = answer.json();
    assert_eq!(
        json.as_object().map(|object| object.keys().map(String::as_str).collect::<Vec<_>>()),
        Some(vec!["data", "message", "status", "timestamp"])
    );
    assert_eq!(answer.header("x-request-id").len(), 32);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
}

#[tokio::test]
async fn unknown_paths_of_the_api_are_404() {
    let app = TestApp::start().await;
    for path in [
        "/gemini/none",
        "/leads/led_1/none",
        "/leads/led_1/none/at/all",
        "/api/openapi.yaml",
        "/rpc/none",
        "/saba/none",
        "/metrics/none",
        "/gemini",
        "/healthz/",
    ] {
        app.get(path).await.assert_error(404, "not_found");
        app.post(path, &json!({})).await.assert_error(404, "not_found");
    }
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_ones() {
    let app = TestApp::start().await;
    for (method, path, allowed) in [
        (Method::GET, "/gemini/train", vec!["POST"]),
        (Method::PUT, "/gemini/conversation", vec!["GET", "DELETE"]),
        (Method::POST, "/healthz", vec!["GET"]),
        (Method::PATCH, "/gemini/stream/msg_1", vec!["GET", "DELETE"]),
    ] {
        let answer = app.send(app.request(method, path)).await;
        answer.assert_error(405, "method_not_allowed");
        let allow = answer.header("allow");
        assert!(allowed.iter().all(|method| allow.contains(method)), "{path}: {allow}");
    }
    for method in [Method::TRACE, Method::CONNECT, Method::OPTIONS] {
        let answer = app.send(app.request(method.clone(), "/healthz")).await;
        assert!(answer.status >= 400, "{method}: {}", answer.status);
    }
}

#[tokio::test]
async fn what_is_no_json_is_400_and_another_type_415() {
    let app = TestApp::start().await;
    let send = |kind: &'static str, body: String| {
        let request = app.request(Method::POST, "/gemini/train").header("content-type", kind).body(body);
        app.send(request)
    };
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    for bad in ["", "{", "[]", "null", "{\"message\":\"\\ud800\"}", "{\"message\":1e400}", "{'message':'a'}", &deep] {
        send("application/json", bad.to_owned()).await.assert_error(400, "invalid_request");
    }
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml"] {
        send(kind, "{\"message\":\"a\"}".to_owned()).await.assert_error(415, "unsupported_media_type");
    }
    assert_eq!(send("application/json; charset=utf-8", "{\"message\":\"a\"}".to_owned()).await.status, 200);
    let packed =
        app.request(Method::POST, "/gemini/train").header("content-type", "application/json").header("content-encoding", "gzip").body("x");
    app.send(packed).await.assert_error(415, "unsupported_media_type");
}

#[tokio::test]
async fn fields_at_fault_are_named() {
    let app = TestApp::start().await;
    let long = "x".repeat(4_001);
    for (body, field) in [
        (json!({ "message": "a", "admin": true }), "admin"),
        (json!({ "message": 5 }), "message"),
        (json!({ "message": "a", "page": { "url": "https://shop.example", "x": 1 } }), "x"),
        (json!({ "message": "a", "page": "x" }), "page"),
        (json!({ "message": "a", "page": { "url": "javascript:alert(1)" } }), "page.url"),
        (json!({}), "message"),
        (json!({ "message": " \n " }), "message"),
        (json!({ "message": long }), "message"),
        (json!({ "content": "" }), "content"),
        (json!({ "message": "a", "locale": "!" }), "locale"),
        (json!({ "message": "a", "client_id": "x".repeat(129) }), "client_id"),
        (json!({ "message": "a", "user_input": "b" }), "user_input"),
    ] {
        let answer = app.post("/gemini/train", &body).await;
        answer.assert_error(422, "invalid_fields");
        assert!(!answer.field(field).is_empty(), "{field}: {}", answer.text);
    }
    assert_eq!(app.post("/gemini/train", &json!({ "message": "ش".repeat(4_000) })).await.status, 200, "characters, not bytes");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_413_at_once() {
    let app = TestApp::start().await;
    for size in [64 * 1024 + 1, 3 * 1024 * 1024] {
        let began = std::time::Instant::now();
        let body = format!("{{\"message\":\"{}\"}}", "x".repeat(size));
        let answer = app.send(app.request(Method::POST, "/gemini/train").header("content-type", "application/json").body(body)).await;
        answer.assert_error(413, "too_large");
        assert!(began.elapsed().as_secs() < 2);
    }
}

#[tokio::test]
async fn a_panic_is_one_500_and_the_next_request_is_served() {
    async fn broken() -> &'static str {
        panic!("a visitor's own words")
    }
    let app = TestApp::start().await;
    let routes = wrapped(Router::new().route("/gemini/broken", get(broken)).route("/alive", get(|| async { "alive" })), app.state.clone());
    let broken = TestApp::serve_routes(app.state.clone(), routes, Patience::default()).await;
    for _ in 0..100 {
        let answer = broken.get("/gemini/broken").await;
        answer.assert_error(500, "internal");
        assert!(!answer.text.contains("words"));
    }
    assert_eq!(broken.get("/alive").await.text, "alive");
}

#[tokio::test]
async fn a_panic_of_the_chat_is_counted_and_a_page_can_read_it() {
    async fn broken() -> &'static str {
        panic!("a visitor's own words")
    }
    let app = TestApp::start().await;
    let routes = chat::public(Router::new().route("/gemini/broken", get(broken)), &app.state);
    let broken = TestApp::serve_routes(app.state.clone(), wrapped(routes, app.state.clone()), Patience::default()).await;
    let answer = broken.send(broken.request(Method::GET, "/gemini/broken").header("origin", "https://shop.example")).await;
    answer.assert_error(500, "internal");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert!(answer.header("ratelimit").starts_with("\"hour\";r=499;"), "{:?}", answer.headers);
}

#[tokio::test]
async fn a_request_id_is_taken_from_trusted_proxies_only() {
    let stranger = TestApp::start().await;
    let id = |app: &TestApp, id: &'static str| app.request(Method::GET, "/healthz").header("x-request-id", id);
    assert_ne!(stranger.send(id(&stranger, "from-the-outside")).await.header("x-request-id"), "from-the-outside");
    let proxied = TestApp::with(&[("TRUSTED_PROXIES", "127.0.0.1")]).await;
    assert_eq!(proxied.send(id(&proxied, "from-the-proxy")).await.header("x-request-id"), "from-the-proxy");
    assert_ne!(proxied.send(id(&proxied, "x y")).await.header("x-request-id"), "x y");
}
