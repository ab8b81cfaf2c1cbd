//! Which sites' scripts may call the chat.

use reqwest::Method;
use serde_json::json;

use crate::harness::{Answer, TestApp};

async fn from(app: &TestApp, origin: &[u8]) -> Answer {
    let origin = reqwest::header::HeaderValue::from_bytes(origin).expect("a header");
    app.send(app.request(Method::POST, "/gemini/train").header("origin", origin).json(&json!({ "message": "Hi" }))).await
}

/// A server function, with the arguments of a form.
async fn call(app: &TestApp, path: &str, form: &str, origin: &str) -> Answer {
    let request = app.request(Method::POST, path).header("origin", origin).header("accept", "application/json");
    app.send(request.header("content-type", "application/x-www-form-urlencoded").body(form.to_owned())).await
}

async fn preflight(app: &TestApp, origin: &str) -> Answer {
    let request = app.request(Method::OPTIONS, "/gemini/train").header("origin", origin);
    app.send(request.header("access-control-request-method", "POST").header("access-control-request-headers", "content-type")).await
}

/// Twelve ways to look like the shop without being it.
const TRICKS: [&str; 12] = [
    "null",
    "https://evil.example",
    "http://shop.example",
    "https://shop.example.evil.example",
    "https://evilshop.example",
    "https://sub.shop.example",
    "https://shop.example:8443",
    "https://shop.example/",
    "https://shop.example@evil.example",
    "HTTPS://SHOP.EXAMPLE",
    "https://shop.example, https://evil.example",
    "https://shop.example\u{e9}",
];

#[tokio::test]
async fn with_a_list_only_the_sites_on_it_may_and_none_gets_credentials() {
    let app = TestApp::with(&[("ALLOWED_ORIGINS", "https://shop.example, http://localhost:8080")]).await;
    for origin in ["https://shop.example", "http://localhost:8080"] {
        let answer = from(&app, origin.as_bytes()).await;
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, origin));
        assert!(answer.header("access-control-expose-headers").contains("ratelimit"));
    }
    for origin in TRICKS {
        let answer = from(&app, origin.as_bytes()).await;
        answer.assert_error(403, "forbidden");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
        assert!(answer.header("vary").contains("Origin"));
    }
    assert_eq!(from(&app, b"http://desk.test").await.status, 200, "our own pages");
    assert_eq!(app.visitor().try_send("Hi").await.status, 200, "what is no browser sends no origin");
}

#[tokio::test]
async fn without_a_list_any_site_may_and_none_is_reflected() {
    let app = TestApp::start().await;
    for origin in TRICKS {
        let answer = from(&app, origin.as_bytes()).await;
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, "*"), "{origin}");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
}

#[tokio::test]
async fn the_list_holds_for_the_chats_server_functions_too() {
    let app = TestApp::with(&[("ALLOWED_ORIGINS", "https://shop.example")]).await;
    let token = format!("token=vt_{}", "a".repeat(43));
    let card = format!("{token}&fields[name]=Ana");
    for (path, form) in [
        ("/rpc/chat/send", "message=Hi"),
        ("/rpc/chat/transcript", token.as_str()),
        ("/rpc/chat/reset", token.as_str()),
        ("/rpc/chat/save-info", card.as_str()),
    ] {
        let refused = call(&app, path, form, "https://evil.example").await;
        assert_eq!((refused.status, refused.json()["code"].as_str()), (403, Some("forbidden")), "{path}: {}", refused.text);
    }
    for origin in ["https://shop.example", "http://desk.test"] {
        assert_eq!(call(&app, "/rpc/chat/send", "message=Hi", origin).await.status, 200, "{origin}");
    }
    let open = TestApp::start().await;
    assert_eq!(call(&open, "/rpc/chat/send", "message=Hi", "https://evil.example").await.status, 200, "without a list any site may");
}

#[tokio::test]
async fn sites_of_the_settings_count_too() {
    let app = TestApp::with(&[("ALLOWED_ORIGINS", "https://shop.example")]).await;
    app.state.desk.save_widget(&TestApp::owner(), vec!["https://second.example".into()], String::new(), 0).await.expect("saved");
    for (origin, status) in [("https://second.example", 200), ("https://shop.example", 200), ("https://third.example", 403)] {
        assert_eq!(from(&app, origin.as_bytes()).await.status, status, "{origin}");
    }
    let widget = app.get("/widget").await;
    assert!(
        widget.header("content-security-policy").ends_with("frame-ancestors 'self' https://second.example https://shop.example"),
        "{:?}",
        widget.headers
    );
}

#[tokio::test]
async fn preflights_are_answered_and_cost_nothing() {
    let app = TestApp::with(&[("ALLOWED_ORIGINS", "https://shop.example"), ("RATE_LIMIT_HOUR", "1")]).await;
    for _ in 0..3 {
        let answer = preflight(&app, "https://shop.example").await;
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (204, "https://shop.example"));
        assert!(answer.header("access-control-allow-headers").contains("authorization"));
        assert!(answer.header("access-control-allow-methods").contains("DELETE"));
    }
    preflight(&app, "https://evil.example").await.assert_error(403, "forbidden");
    assert_eq!(from(&app, b"https://shop.example").await.status, 200);
    let refused = from(&app, b"https://shop.example").await;
    refused.assert_error(429, "rate_limited");
    assert_eq!(refused.header("access-control-allow-origin"), "https://shop.example", "the page can read why");
}

#[tokio::test]
async fn a_page_can_read_why_its_body_was_refused_and_it_counts() {
    let app = TestApp::with(&[("ALLOWED_ORIGINS", "https://shop.example"), ("RATE_LIMIT_HOUR", "2")]).await;
    let post = || {
        let request = app.request(Method::POST, "/gemini/train").header("origin", "https://shop.example");
        request.header("content-type", "application/json")
    };
    let large = app.send(post().body("x".repeat(70 * 1024))).await;
    large.assert_error(413, "too_large");
    let packed = app.send(post().header("content-encoding", "gzip").body("x")).await;
    packed.assert_error(415, "unsupported_media_type");
    for (answer, left) in [(&large, 1), (&packed, 0)] {
        assert_eq!(answer.header("access-control-allow-origin"), "https://shop.example");
        assert!(answer.header("ratelimit").starts_with(&format!("\"hour\";r={left};")), "{:?}", answer.headers);
    }
    app.send(post().body("x".repeat(70 * 1024))).await.assert_error(429, "rate_limited");
}

#[tokio::test]
async fn pages_of_the_dashboard_take_no_part_in_it() {
    let app = TestApp::start().await;
    for path in ["/healthz", "/rpc/health", "/admin/login"] {
        let answer = app.send(app.request(Method::GET, path).header("origin", "https://evil.example")).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
}
