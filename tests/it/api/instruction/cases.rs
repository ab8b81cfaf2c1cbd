//! `/system-instruction/tests`: written, changed, removed, and all of them as a file.

use chatimjd::domain::instruction::{case::MOST_CASES, file::MOST_BYTES};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Answer, KEY, TestApp};

const TESTS: &str = "/system-instruction/tests";

pub async fn listed(app: &TestApp) -> Vec<Value> {
    app.call(Method::GET, TESTS, None).await.data()["items"].as_array().expect("a list").clone()
}

pub async fn add(app: &TestApp, body: &Value) -> Answer {
    app.call(Method::POST, TESTS, Some(body)).await
}

fn path(test: &Value) -> String {
    format!("{TESTS}/{}", test["id"].as_str().expect("an id"))
}

/// Those that came with the product are gone.
pub async fn empty(app: &TestApp) {
    for test in listed(app).await {
        app.call(Method::DELETE, &path(&test), None).await.data();
    }
    assert_eq!(listed(app).await, Vec::<Value>::new());
}

/// A greeting, and this word in the answer.
pub fn wanting(name: &str, word: &str) -> Value {
    json!({ "name": name, "lines": [{ "author": "visitor", "text": "Hello" }], "expectations": [{ "type": "contains", "text": word }] })
}

async fn import(app: &TestApp, text: impl Into<String>) -> Answer {
    let request = app.request(Method::POST, &format!("{TESTS}/import")).bearer_auth(KEY).header("content-type", "application/json");
    app.send(request.body(text.into())).await
}

#[tokio::test]
async fn ten_come_with_the_product_and_do_not_come_back() {
    let app = TestApp::start().await;
    assert_eq!(listed(&app).await.len(), 10);
    assert_eq!(listed(&app).await[0]["author"], json!({ "type": "product" }));
    empty(&app).await;
    let again = app.beside(&[]).await;
    assert_eq!(listed(&again).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_test_is_written_changed_on_what_was_seen_and_removed() {
    let app = TestApp::start().await;
    empty(&app).await;
    let answer = add(&app, &wanting("  A  greeting ", "welcome")).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let test = answer.json()["data"]["test"].clone();
    assert_eq!((test["name"].as_str(), test["version"].as_u64()), (Some("A greeting"), Some(1)));
    assert_eq!(app.call(Method::GET, &path(&test), None).await.data()["test"], test);

    let change = |body: Value| {
        let (app, path) = (&app, path(&test));
        async move { app.call(Method::PUT, &path, Some(&body)).await }
    };
    let mut body = wanting("A greeting", "hello");
    body["version"] = json!(1);
    let changed = change(body.clone()).await.data()["test"].clone();
    assert_eq!((changed["version"].as_u64(), changed["expectations"][0]["text"].as_str()), (Some(2), Some("hello")));
    change(body).await.assert_error(409, "version_conflict");
    assert_eq!(change(wanting("A greeting", "hi")).await.data()["test"]["version"], 3, "any version will do");
    assert_eq!(add(&app, &wanting("a GREETING", "x")).await.field("name"), "another test conversation has this name");

    let remove = |seen: &'static str| app.send(app.request(Method::DELETE, &path(&test)).bearer_auth(KEY).header("if-match", seen));
    remove("\"2\"").await.assert_error(409, "version_conflict");
    assert_eq!(remove("\"3\"").await.data()["removed"], test["id"]);
    remove("\"3\"").await.assert_error(404, "not_found");
}

#[tokio::test]
async fn every_wrong_test_is_named() {
    let app = TestApp::start().await;
    empty(&app).await;
    let hello = json!([{ "author": "visitor", "text": "Hello" }]);
    let nothing_claimed = json!([{ "type": "no_booking_claimed" }]);
    for (body, field) in [
        (json!({ "lines": hello, "expectations": nothing_claimed }), "name"),
        (json!({ "name": "", "lines": hello, "expectations": nothing_claimed }), "name"),
        (json!({ "name": "a", "lines": [], "expectations": nothing_claimed }), "lines"),
        (json!({ "name": "a", "lines": hello, "expectations": [] }), "expectations"),
        (json!({ "name": "a", "lines": hello, "expectations": [{ "type": "matches", "pattern": "(" }] }), "expectations[0].pattern"),
        (json!({ "name": "a", "lines": hello, "judge": "x".repeat(501) }), "judge"),
        (json!({ "name": "a", "lines": [{ "author": "visitor", "text": "Hi", "mood": "glad" }], "judge": "Is it polite?" }), "mood"),
        (
            json!({ "name": "a", "judge": "Is it polite?", "lines": [{ "author": "assistant", "text": "Hi", "calls": [{ "tool": "capture_lead", "at": 1 }] }] }),
            "at",
        ),
        (json!({ "name": "a", "lines": hello, "expectations": nothing_claimed, "version": 1 }), "version"),
    ] {
        let answer = add(&app, &body).await;
        answer.assert_error(422, "invalid_fields");
        assert!(!answer.field(field).is_empty(), "{body}: {}", answer.text);
    }
    for wrong in [json!([{ "type": "sings" }]), json!([{ "type": "contains" }]), json!([{ "type": "contains", "text": 7 }]), json!([7])] {
        add(&app, &json!({ "name": "a", "lines": hello, "expectations": wrong })).await.assert_error(422, "invalid_fields");
    }
    assert_eq!(listed(&app).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_file_of_all_is_taken_in_again() {
    let app = TestApp::start().await;
    let file = app.call(Method::GET, "/system-instruction/tests/export", None).await;
    assert_eq!((file.status, file.header("content-disposition")), (200, "attachment; filename=\"tests.json\""));
    let done = import(&app, file.text.clone()).await.data();
    assert_eq!(done, json!({ "added": 0, "replaced": 0, "same": 10 }));
    empty(&app).await;
    assert_eq!(import(&app, file.text.clone()).await.data(), json!({ "added": 10, "replaced": 0, "same": 0 }));
    let body = |test: &Value| ["name", "lines", "expectations", "judge"].map(|field| test[field].clone());
    let cases = file.json()["cases"].as_array().expect("a list").iter().map(body).collect::<Vec<_>>();
    assert_eq!(listed(&app).await.iter().map(body).collect::<Vec<_>>(), cases);

    let mut bare = json!([file.json()["cases"][0], wanting("Another", "hello")]);
    bare[0]["judge"] = json!("Is it polite?");
    assert_eq!(import(&app, bare.to_string()).await.data(), json!({ "added": 1, "replaced": 1, "same": 0 }));
    assert_eq!(listed(&app).await.len(), 11);
}

#[tokio::test]
async fn a_file_with_a_mistake_changes_nothing() {
    let app = TestApp::start().await;
    let before = listed(&app).await;
    let twice = json!([wanting("Twice", "a"), wanting("twice", "b")]).to_string();
    let many: Vec<Value> = (0..MOST_CASES).map(|n| wanting(&format!("Test {n}"), "hello")).collect();
    for (text, field) in [
        ("{", "file"),
        ("7", "file"),
        (r#"{"format":"chatimjd-tests","version":2,"cases":[]}"#, "version"),
        (r#"[{"name":"a","lines":[{"author":"visitor","text":"hi"}],"expectations":[{"type":"sings"}]}]"#, "cases[0].expectations[0]"),
        (r#"[{"name":"a","lines":[{"author":"visitor","text":"hi","mood":"glad"}],"judge":"Is it polite?"}]"#, "cases[0]"),
        (twice.as_str(), "cases[1].name"),
    ] {
        let answer = import(&app, text).await;
        answer.assert_error(422, "invalid_fields");
        assert!(!answer.field(field).is_empty(), "{field}: {}", answer.text);
    }
    // As many as there may be, and ten are there already.
    import(&app, json!(many).to_string()).await.assert_error(409, "conflict");
    import(&app, " ".repeat(MOST_BYTES + 1)).await.assert_error(413, "too_large");
    let request = || app.request(Method::POST, "/system-instruction/tests/import").bearer_auth(KEY);
    app.send(request().header("content-type", "text/csv").body("a")).await.assert_error(415, "unsupported_media_type");
    app.send(request().header("content-type", "application/json").body(b"\"\xff\"".to_vec())).await.assert_error(400, "invalid_request");
    assert_eq!(listed(&app).await, before);
}
