//! Pages and files: headers, caching, what a person sees when there is nothing.

use chatimjd::domain::settings::{Corner, LookChoice};
use reqwest::Method;

use crate::harness::{Answer, TestApp};

async fn page(app: &TestApp, path: &str) -> Answer {
    app.send(app.request(Method::GET, path).header("accept", "text/html,application/xhtml+xml,*/*;q=0.8")).await
}

#[tokio::test]
async fn a_person_gets_a_page_and_a_program_an_envelope() {
    let app = TestApp::start().await;
    let seen = page(&app, "/nothing/here").await;
    assert_eq!((seen.status, seen.header("content-type")), (404, "text/html; charset=utf-8"));
    assert!(seen.text.contains("<h1>") && seen.text.contains(seen.header("x-request-id")));
    app.get("/nothing/here").await.assert_error(404, "not_found");
    // The API answers in its own way whoever asks.
    page(&app, "/gemini/nothing").await.assert_error(404, "not_found");
}

#[tokio::test]
async fn each_area_has_its_headers() {
    let app = TestApp::with(&[("PUBLIC_URL", "https://desk.test")]).await;
    let dashboard = page(&app, "/admin/login").await;
    let policy = dashboard.header("content-security-policy");
    assert!(
        policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"),
        "{policy}"
    );
    assert_eq!(dashboard.header("x-frame-options"), "DENY");
    assert_eq!(dashboard.header("cross-origin-opener-policy"), "same-origin");
    let widget = page(&app, "/widget").await;
    let policy = widget.header("content-security-policy");
    assert!(policy.ends_with("frame-ancestors 'self' https: http://localhost:* http://127.0.0.1:*"), "{policy}");
    assert!(policy.contains("form-action 'self'") && policy.contains("'wasm-unsafe-eval'"), "{policy}");
    assert_eq!((widget.header("x-frame-options"), widget.header("set-cookie")), ("", ""));
    let api = app.get("/healthz").await;
    assert_eq!(api.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
    for answer in [&dashboard, &widget, &api] {
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("strict-transport-security"), "max-age=63072000; includeSubDomains");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("server"), "");
    }
    assert_eq!(TestApp::start().await.get("/healthz").await.header("strict-transport-security"), "", "only over https");
}

#[tokio::test]
async fn a_nonce_is_used_once_and_stands_in_the_page() {
    let app = TestApp::start().await;
    let nonce = |answer: &Answer| {
        let policy = answer.header("content-security-policy").to_owned();
        policy.split("'nonce-").nth(1).expect("a nonce").split('\'').next().expect("its end").to_owned()
    };
    let (one, other) = (page(&app, "/admin/login").await, page(&app, "/admin/login").await);
    assert_ne!(nonce(&one), nonce(&other));
    assert!(nonce(&one).len() >= 22);
    assert!(one.text.contains(&format!("nonce=\"{}\"", nonce(&one))), "{}", one.text);
}

#[tokio::test]
async fn the_loader_may_be_embedded_anywhere() {
    let app = TestApp::with(&[("SITE_ROOT", "")]).await;
    let loader = app.get("/widget.js").await;
    assert_eq!(loader.status, 200);
    assert_eq!(loader.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(loader.header("cache-control"), "public, max-age=300, stale-while-revalidate=86400");
    assert_eq!(loader.header("access-control-allow-origin"), "*");
    assert_eq!(loader.header("cross-origin-resource-policy"), "cross-origin");
    let again = app.send(app.request(Method::GET, "/widget.js").header("if-none-match", loader.header("etag"))).await;
    assert_eq!((again.status, again.text.as_str()), (304, ""));
    let url = app.state.assets.url("widget.js");
    assert_eq!(app.get(&url).await.header("cache-control"), "public, max-age=31536000, immutable");
    let wrong = app.send(app.request(Method::POST, "/widget.js")).await;
    assert_eq!((wrong.status, wrong.header("allow")), (405, "GET, HEAD"));
}

#[tokio::test]
async fn the_owners_look_is_in_the_loader_and_in_the_widgets_page_until_a_line_says_otherwise() {
    let app = TestApp::with(&[("SITE_ROOT", "")]).await;
    let (built, before) = (app.get("/widget.js").await, page(&app, "/widget").await);
    assert!(built.text.contains("{ ...{}, ...script.dataset }") && !before.text.contains("--site-light:"));
    let look = LookChoice { accent: "#aa3300".into(), corner: Corner::Left };
    app.state.desk.save_widget_and_look(&TestApp::owner(), vec![], String::new(), Some(look), 0).await.expect("saved");

    let loader = app.get("/widget.js").await;
    let stored = r##"{ ...{"accent":"#aa3300","position":"left"}, ...script.dataset }"##;
    assert!(loader.text.contains(stored), "the line's own come last: {}", loader.text);
    for name in ["content-type", "cache-control", "vary", "access-control-allow-origin", "cross-origin-resource-policy"] {
        assert_eq!(loader.header(name), built.header(name), "{name}");
    }
    let mut statuses = vec![];
    for seen in [&built, &loader] {
        statuses.push(app.send(app.request(Method::GET, "/widget.js").header("if-none-match", seen.header("etag"))).await.status);
    }
    assert_eq!(statuses, [200, 304], "whoever has the old one gets the new one, once");
    let named = app.get(&app.state.assets.url("widget.js")).await;
    assert!(named.text == built.text && named.header("etag") == built.header("etag"), "what names its content stays that");

    assert!(page(&app, "/widget").await.text.contains(":root{--site-light:#aa3300;"));
    let own = page(&app, "/widget?accent=0b6651").await.text;
    assert!(own.contains(":root{--site-light:#0b6651;") && !own.contains("aa3300"), "{own}");
}

#[tokio::test]
async fn no_path_leads_out_of_the_files() {
    let app = TestApp::with(&[("SITE_ROOT", "")]).await;
    for path in [
        "/pkg/..%2f..%2fCargo.toml",
        "/..%2fCargo.toml",
        "/%2e%2e/Cargo.toml",
        "/pkg/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/.env",
        "/pkg/",
        "/Cargo.toml",
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_broken_policy_is_reported_quietly() {
    let app = TestApp::start().await;
    let report = app.request(Method::POST, "/csp-report").header("content-type", "application/csp-report");
    assert_eq!(app.send(report.body("{\"csp-report\":{\"effective-directive\":\"script-src\"}}")).await.status, 204);
    assert_eq!(app.send(app.request(Method::POST, "/csp-report").body("garbage")).await.status, 204);
}
