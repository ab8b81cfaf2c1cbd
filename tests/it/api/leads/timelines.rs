//! What `GET /leads/{id}` tells beside the lead: what happened and what was said.

use reqwest::Method;
use serde_json::{Value, json};

use super::{add, path};
use crate::harness::TestApp;

#[tokio::test]
async fn a_timeline_is_read_on_before_a_message_too() {
    let app = TestApp::start().await;
    let mut visitor = app.visitor();
    let said = visitor.send("Hi, I'm Ana Lima, ana@example.com").await;
    for n in 0..17 {
        visitor.send(&format!("And what does number {n} cost? {}", "Please tell me. ".repeat(30))).await;
    }
    let path = path(&json!({ "id": said["lead"]["id"] }));
    let newest = app.call(Method::GET, &path, None).await.data();
    let lines = |page: &Value| page["timeline"].as_array().cloned().expect("a list");
    let (mut told, mut has_earlier) = (lines(&newest), newest["has_earlier_events"] == true);
    assert_eq!((told.len(), has_earlier), (30, true));
    let long = |line: &Value| line["what"]["text"].as_str().is_some_and(|text| text.contains("Please tell me") && text.ends_with('…'));
    assert!(told.iter().any(long), "cut: {newest}");
    while has_earlier {
        let last = told.last().and_then(|line| line["id"].as_str()).expect("an id").to_owned();
        let earlier = app.call(Method::GET, &format!("{path}?before={last}"), None).await.data();
        told.extend(lines(&earlier));
        has_earlier = earlier["has_earlier_events"] == true;
    }
    let ids: std::collections::HashSet<&str> = told.iter().filter_map(|line| line["id"].as_str()).collect();
    let messages = told.iter().filter(|line| line["what"]["type"] == "message").count();
    assert_eq!((ids.len(), messages), (told.len(), 36), "each line once, and all of them");
}

#[tokio::test]
async fn when_somebody_wants_it_stands_in_the_lead_and_what_happened_beside_it() {
    let app = TestApp::start().await;
    let lead = add(&app, json!({ "name": "Ana", "timeline": "by March" })).await;
    let one = app.call(Method::GET, &path(&lead), None).await.data();
    assert_eq!(one["lead"], app.call(Method::GET, "/leads", None).await.data()["items"][0], "the lead as lists have it");
    assert_eq!((one["lead"]["timeline"].as_str(), one["timeline"][0]["what"]["type"].as_str()), (Some("by March"), Some("created")));
    let same = json!({ "timeline": one["lead"]["timeline"] });
    assert_eq!(app.call(Method::PATCH, &path(&lead), Some(&same)).await.data()["lead"]["timeline"], "by March");
}

#[tokio::test]
async fn a_long_timeline_is_read_to_its_beginning() {
    let app = TestApp::start().await;
    let lead = add(&app, json!({ "name": "Ana" })).await;
    for n in 0..35 {
        app.call(Method::PATCH, &path(&lead), Some(&json!({ "company": format!("Lima {n}") }))).await.data();
    }
    let newest = app.call(Method::GET, &path(&lead), None).await.data();
    assert_eq!((newest["timeline"].as_array().map(Vec::len), newest["has_earlier_events"].as_bool()), (Some(30), Some(true)));
    let last = newest["timeline"][29]["id"].as_str().expect("an id");
    let oldest = app.call(Method::GET, &format!("{}?before={last}", path(&lead)), None).await.data();
    assert_eq!((oldest["timeline"].as_array().map(Vec::len), oldest["has_earlier_events"].as_bool()), (Some(6), Some(false)));
    assert_eq!(oldest["timeline"][5]["what"]["type"], "created");
    for query in ["before=1", "nothing=1"] {
        app.call(Method::GET, &format!("{}?{query}", path(&lead)), None).await.assert_error(422, "invalid_fields");
    }
}
