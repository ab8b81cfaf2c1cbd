//! Every route takes the methods it was made for and tells them to whoever tries another.

use std::{collections::BTreeSet, time::Duration};

use reqwest::Method;

use crate::{
    harness::{Answer, Raw, TestApp},
    rpc::desk::ACCOUNT,
};

/// Every route of the server, an address of it, and what it takes. Server functions are added by their own list.
const ROUTES: [(&str, &str); 72] = [
    ("/gemini/train", "POST"),
    ("/gemini/reset", "POST"),
    ("/gemini/save-info", "POST"),
    ("/gemini/conversation", "GET HEAD DELETE"),
    ("/gemini/stream/msg_1", "GET HEAD DELETE"),
    ("/leads/export.csv", "GET HEAD"),
    ("/leads/followups/export.csv", "GET HEAD"),
    ("/leads/import", "POST"),
    ("/leads/imports", "GET HEAD"),
    ("/leads/imports/imp_1/revert", "POST"),
    ("/leads/reports", "GET HEAD"),
    ("/leads/reports/generate", "POST"),
    ("/leads/reports/generate/rpt_1", "GET HEAD DELETE"),
    ("/leads/reports/rpt_1", "GET HEAD DELETE"),
    ("/logs", "GET HEAD"),
    ("/logs/export.csv", "GET HEAD"),
    ("/logs/clear", "POST"),
    ("/logs/archives", "GET HEAD"),
    ("/logs/archives/arc_1", "GET HEAD"),
    ("/logs/archives/arc_1/restore", "POST"),
    ("/logs/cnv_1/transcript", "GET HEAD"),
    ("/analytics/summary", "GET HEAD"),
    ("/audit", "GET HEAD"),
    ("/saba/slots", "GET HEAD"),
    ("/saba/book-meeting", "POST"),
    ("/saba/meetings", "GET HEAD"),
    ("/saba/meetings/export.csv", "GET HEAD"),
    ("/saba/meetings/mtg_1", "GET HEAD"),
    ("/saba/meetings/mtg_1/invite.ics", "GET HEAD"),
    ("/saba/meetings/mtg_1/reschedule", "POST"),
    ("/saba/meetings/mtg_1/cancel", "POST"),
    ("/calendar/status", "GET HEAD"),
    ("/calendar/disconnect", "POST"),
    ("/authorize", "GET HEAD"),
    ("/oauth2callback", "GET HEAD"),
    ("/admin/google/connect", "GET HEAD"),
    ("/admin/google/disconnect", "POST"),
    ("/meeting/link", "GET HEAD POST"),
    ("/meeting/link/invite.ics", "GET HEAD"),
    ("/system-instruction", "GET HEAD POST"),
    ("/system-instruction/versions", "GET HEAD"),
    ("/system-instruction/versions/1", "GET HEAD"),
    ("/system-instruction/rollback", "POST"),
    ("/system-instruction/diff", "GET HEAD"),
    ("/system-instruction/tests", "GET HEAD POST"),
    ("/system-instruction/tests/export", "GET HEAD"),
    ("/system-instruction/tests/import", "POST"),
    ("/system-instruction/tests/run", "POST"),
    ("/system-instruction/tests/runs", "GET HEAD"),
    ("/system-instruction/tests/runs/run_1", "GET HEAD"),
    ("/system-instruction/tests/runs/run_1/cancel", "POST"),
    ("/system-instruction/tests/tst_1", "GET HEAD POST PUT DELETE"),
    ("/api/openapi.json", "GET HEAD"),
    ("/api/docs", "GET HEAD"),
    ("/healthz", "GET HEAD"),
    ("/metrics", "GET HEAD"),
    ("/readyz", "GET HEAD"),
    ("/csp-report", "POST"),
    ("/", "GET HEAD"),
    ("/widget", "GET HEAD POST"),
    ("/widget.js", "GET HEAD"),
    ("/admin", "GET HEAD"),
    ("/admin/login", "GET HEAD"),
    ("/admin/setup", "GET HEAD"),
    ("/admin/overview", "GET HEAD"),
    ("/admin/conversations", "GET HEAD"),
    ("/admin/reports", "GET HEAD"),
    ("/admin/logs", "GET HEAD"),
    ("/admin/logs/archives", "GET HEAD"),
    ("/admin/logs/audit", "GET HEAD"),
    ("/admin/settings/business", "GET HEAD"),
    ("/admin/events", "GET HEAD"),
];
const METHODS: [&str; 11] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "BREW"];

async fn ask(app: &TestApp, method: &str, path: &str) -> Answer {
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    // From a page of ours, so that it is the method and nothing else that is refused.
    app.send(app.request(method, path).header("sec-fetch-site", "same-origin").header("accept", "application/json")).await
}

fn set(methods: &str) -> BTreeSet<String> {
    methods.split([',', ' ']).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[tokio::test]
async fn other_methods_are_405_with_the_right_ones() {
    let app = TestApp::with(&[&ACCOUNT[..], &[("SITE_ROOT", ""), ("RATE_LIMIT_HOUR", "0")]].concat()).await;
    let functions: Vec<&str> = server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    assert!(functions.len() > 10, "{functions:?}");
    let routes = ROUTES.into_iter().chain(functions.into_iter().map(|path| (path, "POST")));
    for (path, allowed) in routes {
        let allowed = set(allowed);
        for method in METHODS {
            // CONNECT has no path; it is tried below, byte by byte.
            if allowed.contains(method) || method == "CONNECT" {
                continue;
            }
            let answer = ask(&app, method, path).await;
            assert_eq!(answer.status, 405, "{method} {path}: {}", answer.text);
            assert_eq!(set(answer.header("allow")), allowed, "{method} {path}");
            if method != "HEAD" {
                answer.assert_error(405, "method_not_allowed");
            }
        }
    }
}

#[tokio::test]
async fn what_is_not_there_takes_no_method() {
    let app = TestApp::start().await;
    for path in ["/nothing", "/gemini/nothing", "/rpc/nothing", "/api/leads", "/pkg/nothing.js"] {
        for method in METHODS.into_iter().filter(|method| *method != "CONNECT") {
            assert_eq!(ask(&app, method, path).await.status, 404, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn a_head_is_a_get_without_its_body() {
    let app = TestApp::with(&ACCOUNT).await;
    for path in ["/healthz", "/", "/widget", "/admin/login", "/gemini/conversation", "/nothing"] {
        let (head, get) = (ask(&app, "HEAD", path).await, ask(&app, "GET", path).await);
        assert_eq!((head.status, head.text.as_str()), (get.status, ""), "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
    }
}

#[tokio::test]
async fn nobody_is_connected_to_anything_or_shown_what_was_sent() {
    let app = TestApp::start().await;
    for line in [
        "CONNECT example.com:443",
        "CONNECT 127.0.0.1:22",
        "CONNECT /healthz",
        "CONNECT http://example.com/",
        "TRACE /healthz",
        "TRACE *",
        "OPTIONS *",
        "GET http://example.com/gemini/conversation",
        "get /healthz",
    ] {
        let mut raw = Raw::to(app.address).await;
        raw.write(&format!("{line} HTTP/1.1\r\nhost: x\r\nx-canary: canary\r\nconnection: close\r\n\r\n")).await;
        let answer = raw.read_to_end(Duration::from_secs(5)).await.expect("an end");
        assert!(answer.starts_with("HTTP/1.1 4"), "{line}: {answer}");
        assert!(!answer.contains("canary"), "{line}: {answer}");
    }
}
