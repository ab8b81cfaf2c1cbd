//! What every refusal and every answer is made of: a true type, no sniffing, and nothing of our insides.

use axum::{Router, routing::get};
use chatimjd::server::{router::wrapped, serve::Patience};
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::{
    harness::{Answer, TestApp},
    rpc::{
        browser::Browser,
        desk::{ACCOUNT, Desk},
    },
};

/// What only who knows the code could say.
const INSIDES: [&str; 22] = [
    "axum",
    "hyper",
    "tower",
    "serde",
    "surreal",
    "leptos",
    "tokio",
    "reqwest",
    "argon2",
    "sqlx",
    "fred",
    "panicked",
    "unwrap",
    ".rs",
    "/src/",
    "/root/",
    "/home/",
    "target/",
    "RUST",
    "AQ.",
    "argon",
    "stack backtrace",
];

/// The answer has the status, a type with its characters' coding where it is text, and tells nothing.
#[track_caller]
fn check(what: &str, status: u16, answer: &Answer) {
    assert_eq!(answer.status, status, "{what}: {}", answer.text);
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(answer.header("x-request-id").len(), 32, "{what}");
    let kind = answer.header("content-type");
    if !answer.text.is_empty() {
        let coded = kind.ends_with("; charset=utf-8");
        assert!(coded, "{what}: a body of type {kind:?}");
    }
    if status >= 400 {
        let headers = format!("{:?}", answer.headers);
        for inside in INSIDES {
            assert!(!answer.text.contains(inside) && !headers.contains(inside), "{what} says {inside}: {} {headers}", answer.text);
        }
        assert_eq!(answer.header("server"), "", "{what}");
    }
}

fn call(app: &TestApp, method: Method, path: &str) -> RequestBuilder {
    app.request(method, path).header("sec-fetch-site", "same-origin").header("accept", "application/json")
}

/// Errors that anybody can provoke, by path.
fn provocations(app: &TestApp) -> Vec<(&'static str, u16, RequestBuilder)> {
    let post = |path| call(app, Method::POST, path);
    let json = |path, body: &str| post(path).header("content-type", "application/json").body(body.to_owned());
    let form = |path, body: &str| post(path).header("content-type", "application/x-www-form-urlencoded").body(body.to_owned());
    let (long, token) = ("x".repeat(300 * 1024), format!("vt_{}", "a".repeat(43)));
    vec![
        ("no JSON", 400, json("/gemini/train", "{")),
        ("a token in the address", 400, call(app, Method::GET, "/gemini/conversation?token=vt_x")),
        ("no event", 400, call(app, Method::GET, "/gemini/stream/msg_1").bearer_auth(&token).header("last-event-id", "x")),
        ("no arguments", 400, form("/rpc/session/log-in", "")),
        ("arguments of another type", 400, form("/rpc/chat/save-info", "token=x&fields=1")),
        ("no form", 400, json("/rpc/session/log-in", "{\"email\":1}")),
        ("half an escape", 401, form("/rpc/chat/transcript", "token=%f")),
        ("no token", 401, call(app, Method::GET, "/gemini/conversation")),
        ("no session", 401, form("/rpc/settings/load", "")),
        ("no session for the stream", 401, call(app, Method::GET, "/admin/events")),
        ("a bad visitor token", 401, form("/rpc/chat/transcript", "token=x")),
        ("another site", 403, app.request(Method::POST, "/rpc/session/who").header("origin", "https://evil.example")),
        ("nothing here", 404, call(app, Method::GET, "/nothing")),
        ("nothing in the API", 404, call(app, Method::GET, "/gemini/nothing")),
        ("no such function", 404, form("/rpc/nothing", "")),
        ("no such file", 404, call(app, Method::GET, "/pkg/nothing.js")),
        ("the wrong method", 405, call(app, Method::PUT, "/gemini/train")),
        ("the wrong method for a function", 405, call(app, Method::GET, "/rpc/session/who")),
        ("the wrong method for a page", 405, call(app, Method::POST, "/admin")),
        ("the wrong method for a file", 405, call(app, Method::POST, "/widget.js")),
        ("too large", 413, json("/gemini/train", &long)),
        ("too large for a function", 413, form("/rpc/session/log-in", &long)),
        ("too large for the widget", 413, form("/widget", &long)),
        ("too large a report", 413, json("/csp-report", &long)),
        ("packed", 415, json("/gemini/train", "x").header("content-encoding", "gzip")),
        ("another type", 415, form("/gemini/train", "message=Hi")),
        ("another type for a function", 400, post("/rpc/session/log-in").header("content-type", "text/plain").body("email=x")),
        ("wrong fields", 422, json("/gemini/train", "{\"message\":\"\",\"locale\":\"?\"}")),
        ("wrong fields of a function", 422, form("/rpc/chat/send", "message=")),
    ]
}

#[tokio::test]
async fn every_refusal_has_a_type_and_tells_nothing_of_our_insides() {
    let app = TestApp::with(&[&ACCOUNT[..], &[("SITE_ROOT", "")]].concat()).await;
    for (what, status, request) in provocations(&app) {
        check(what, status, &app.send(request).await);
    }
    // A person sees a page, with the same properties.
    for (what, status, path) in [("no page", 404, "/nothing"), ("no file", 404, "/fonts/nothing.woff2")] {
        let answer = app.send(app.request(Method::GET, path).header("accept", "text/html")).await;
        check(what, status, &answer);
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    }
    let method = app.send(app.request(Method::PUT, "/widget").header("accept", "text/html")).await;
    check("the wrong method, for a person", 405, &method);
}

#[tokio::test]
async fn limits_conflicts_and_breakdowns_have_a_type_too() {
    async fn broken() -> &'static str {
        panic!("words of a visitor, surreal ones")
    }
    let app = TestApp::with(&[&ACCOUNT[..], &[("RATE_LIMIT_HOUR", "1")]].concat()).await;
    app.visitor().send("Hi").await;
    let limited = [
        ("a chat", call(&app, Method::POST, "/gemini/train").json(&json!({ "message": "Hi" }))),
        (
            "a function",
            call(&app, Method::POST, "/rpc/chat/send").header("content-type", "application/x-www-form-urlencoded").body("message=Hi"),
        ),
        ("a form", app.request(Method::POST, "/widget").header("content-type", "application/x-www-form-urlencoded").body("message=Hi")),
    ];
    for (what, request) in limited {
        check(what, 429, &app.send(request).await);
    }
    let routes = wrapped(Router::new().route("/gemini/broken", get(broken)).route("/broken", get(broken)), app.state.clone());
    let broken = TestApp::serve_routes(app.state.clone(), routes, Patience::default()).await;
    check("a broken call", 500, &broken.get("/gemini/broken").await);
    check("a broken page", 500, &broken.send(broken.request(Method::GET, "/broken").header("accept", "text/html")).await);

    app.state.database.close().await.expect("closed");
    check("not ready", 503, &call_of(&app, "/readyz").await);
    let form = call(&app, Method::POST, "/rpc/session/log-in").header("content-type", "application/x-www-form-urlencoded");
    check("a function without a database", 503, &app.send(form.body("email=ana@example.com&password=x")).await);
    check("a page without a database", 503, &app.send(app.request(Method::GET, "/admin/login").header("accept", "text/html")).await);
}

async fn call_of(app: &TestApp, path: &str) -> Answer {
    app.send(call(app, Method::GET, path)).await
}

#[tokio::test]
async fn what_succeeds_has_a_type_as_well() {
    let desk = Desk::with(&[("SITE_ROOT", "")]).await;
    let ana = desk.signed_in().await;
    let app = &desk;
    for path in ["/", "/widget", "/widget.js", "/healthz", "/readyz", "/favicon.svg", "/robots.txt", "/admin/login"] {
        let answer = app.get(path).await;
        if answer.status != 404 {
            check(path, 200, &answer);
        }
    }
    check("a chat", 200, &app.visitor().try_send("Hi").await);
    for path in ["/rpc/session/who", "/rpc/settings/load", "/rpc/settings/keys"] {
        let answer = ana.form(path, &[]).await.ok();
        assert_eq!(answer.headers["content-type"], "application/json; charset=utf-8", "{path}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
    }
}

/// A plain form that fails: where its sender is led to.
async fn led_to(browser: &Browser, path: &str, body: &str) -> String {
    let call = browser.call(Method::POST, path).accept("text/html").body("application/x-www-form-urlencoded", body.to_owned());
    let answer = call.header("referer", "https://evil.example/?canary=canary").send().await;
    assert_eq!(answer.status, 303, "{path} {body}: {}", answer.text);
    assert!(answer.text.is_empty(), "{}", answer.text);
    answer.location().to_owned()
}

#[tokio::test]
async fn a_failed_form_carries_a_code_and_nothing_else_in_its_address() {
    let desk = Desk::open().await;
    let (ana, stranger) = (desk.signed_in().await, desk.browser());
    for (browser, path, body) in [
        (&stranger, "/rpc/session/log-in", "email=canary@example.com&password=canary-canary"),
        (&stranger, "/rpc/session/log-in", "email=canary"),
        (&stranger, "/rpc/session/set-up", "token=canary&name=canary&email=canary&password=canary"),
        (&stranger, "/rpc/settings/load", ""),
        (&ana, "/rpc/settings/keys/revoke", "id=canary"),
        (&ana, "/rpc/settings/keys/revoke", "id=key_00000000000000000000000000000001"),
        (&ana, "/rpc/conversations/get", "id=canary"),
    ] {
        let to = led_to(browser, path, body).await;
        assert!(to.starts_with("/admin") && to.contains("error="), "{path}: {to}");
        assert!(!to.contains("canary") && !to.contains("__err") && !to.contains("__path"), "{path}: {to}");
        let query = to.split_once('?').expect("a query").1;
        let plain = query.bytes().all(|b| b.is_ascii_alphanumeric() || b"=&_%-".contains(&b));
        assert!(plain && query.len() < 100, "{path}: {to}");
    }
}
