//! Every wrong input of `/system-instruction` has its status, its code and its field.

use chatimjd::domain::account::Scope;
use reqwest::Method;
use serde_json::json;

use super::{PATH, SEED, post, published, roll_back};
use crate::harness::{KEY, TestApp};

#[tokio::test]
async fn every_wrong_text_is_named() {
    let app = TestApp::start().await;
    for (body, field) in [
        (json!({}), "text"),
        (json!({ "text": null }), "text"),
        (json!({ "text": 5 }), "text"),
        (json!({ "text": "" }), "text"),
        (json!({ "text": " \n\t\u{0}" }), "text"),
        (json!({ "text": "x".repeat(50_001) }), "text"),
        (json!({ "system_instruction": "x".repeat(50_001) }), "system_instruction"),
        (json!({ "text": "x".repeat(50_001), "publish": false }), "text"),
        (json!({ "text": "a", "system_instruction": "a" }), "system_instruction"),
        (json!({ "text": "a", "note": "x".repeat(501) }), "note"),
        (json!({ "text": "a", "note": "b", "publish": false }), "note"),
        (json!({ "text": "a", "despite": "b", "publish": false }), "despite"),
        (json!({ "text": "a", "publish": "no" }), "publish"),
        (json!({ "text": "a", "if_version": -1 }), "if_version"),
        (json!({ "text": "a", "if_version": "1" }), "if_version"),
        (json!({ "text": "a", "colour": "red" }), "colour"),
    ] {
        let answer = post(&app, body.clone()).await;
        answer.assert_error(422, "invalid_fields");
        assert!(!answer.field(field).is_empty(), "{field}: {}", answer.text);
    }
    let long = post(&app, json!({ "text": "م".repeat(50_001) })).await;
    assert_eq!(long.field("text"), "at most 50000 characters, this has 50001");
    let data = published(&app).await;
    assert_eq!((data["version"].as_u64(), data["text"].as_str(), data.get("draft")), (Some(1), Some(SEED), None));
}

#[tokio::test]
async fn characters_count_and_not_how_they_are_written() {
    let app = TestApp::start().await;
    let send = |body: String| {
        let request = app.request(Method::POST, PATH).bearer_auth(KEY).header("content-type", "application/json");
        app.send(request.body(body))
    };
    let escaped = format!("{{\"text\":\"{}\"}}", "\\ud83d\\ude00".repeat(50_000));
    assert_eq!(send(escaped).await.data()["characters"], 50_000);
    let large = send(format!("{{\"text\":\"{}\"}}", "x".repeat(640 * 1024))).await;
    large.assert_error(413, "too_large");
    assert!(large.json()["message"].as_str().is_some_and(|message| message.contains("640 KB")), "{}", large.text);
    for body in ["{", "[]", "\"a\""] {
        send(body.to_owned()).await.assert_error(400, "invalid_request");
    }
    let form = app.request(Method::POST, PATH).bearer_auth(KEY).header("content-type", "text/plain").body("Be kind.");
    app.send(form).await.assert_error(415, "unsupported_media_type");
}

#[tokio::test]
async fn parameters_and_what_is_not_there() {
    let app = TestApp::start().await;
    for (query, field) in [
        ("?format=pdf", "format"),
        ("?x=1", "x"),
        ("?format=text&format=text", "format"),
        ("/versions?limit=0", "limit"),
        ("/versions?limit=101", "limit"),
        ("/versions?cursor=x", "cursor"),
        ("/versions?q=kind", "q"),
        ("/versions/1?x=1", "x"),
        ("/diff?from=newest", "from"),
        ("/diff?to=-1", "to"),
        ("/diff?old=1", "old"),
        ("/tests?x=1", "x"),
        ("/tests/export?x=1", "x"),
        ("/tests/runs?x=1", "x"),
    ] {
        let answer = app.call(Method::GET, &format!("{PATH}{query}"), None).await;
        answer.assert_error(422, "invalid_fields");
        assert!(!answer.field(field).is_empty(), "{query}: {}", answer.text);
    }
    let (test, run) = (format!("tests/tst_{}", "0".repeat(32)), format!("tests/runs/run_{}", "0".repeat(32)));
    for path in [
        "versions/2",
        "versions/0",
        "versions/x",
        "diff?from=9",
        "tests/1",
        test.as_str(),
        "tests/runs/1",
        run.as_str(),
        "nothing",
        "tests/a/b",
    ] {
        app.call(Method::GET, &format!("{PATH}/{path}"), None).await.assert_error(404, "not_found");
    }
    app.call(Method::POST, &format!("{PATH}/{run}/cancel"), None).await.assert_error(404, "not_found");
    app.call(Method::DELETE, &format!("{PATH}/{test}"), None).await.assert_error(404, "not_found");
    for (body, field) in [
        (json!({}), "version"),
        (json!({ "version": "1" }), "version"),
        (json!({ "version": -1 }), "version"),
        (json!({ "version": 1, "to": 2 }), "to"),
        (json!({ "version": 1, "note": "x".repeat(501) }), "note"),
    ] {
        let answer = roll_back(&app, body.clone()).await;
        answer.assert_error(422, "invalid_fields");
        assert!(!answer.field(field).is_empty(), "{body}: {}", answer.text);
    }
    roll_back(&app, json!({ "version": 9 })).await.assert_error(404, "not_found");
}

#[tokio::test]
async fn who_may_is_asked_first() {
    let app = TestApp::start().await;
    let key = async |scopes: Vec<Scope>| app.state.keys.create(&TestApp::owner(), "a bridge", scopes).await.expect("a key").0;
    let others = key(Scope::ALL.into_iter().filter(|scope| *scope != Scope::Instruction).collect()).await;
    for (method, path) in [
        (Method::GET, ""),
        (Method::POST, ""),
        (Method::GET, "/versions"),
        (Method::GET, "/versions/1"),
        (Method::POST, "/rollback"),
        (Method::GET, "/diff"),
        (Method::GET, "/tests"),
        (Method::POST, "/tests"),
        (Method::GET, "/tests/export"),
        (Method::POST, "/tests/import"),
        (Method::POST, "/tests/run"),
        (Method::GET, "/tests/runs"),
        (Method::GET, "/tests/runs/run_1"),
        (Method::POST, "/tests/runs/run_1/cancel"),
        (Method::GET, "/tests/tst_1"),
        (Method::PUT, "/tests/tst_1"),
        (Method::DELETE, "/tests/tst_1"),
    ] {
        let request = || app.request(method.clone(), &format!("{PATH}{path}")).json(&json!({}));
        app.send(request()).await.assert_error(401, "unauthorized");
        app.send(request().bearer_auth(format!("vt_{}", "a".repeat(43)))).await.assert_error(401, "unauthorized");
        app.send(request().bearer_auth(&others)).await.assert_error(403, "forbidden");
    }
    app.get("/system-instruction?key=ck_x").await.assert_error(400, "invalid_request");
    let own = key(vec![Scope::Instruction]).await;
    let answer = app.send(app.request(Method::POST, PATH).bearer_auth(own).json(&json!({ "text": "Be kind." }))).await;
    assert_eq!(answer.data()["author"]["type"], "key");
}
