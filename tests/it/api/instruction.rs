//! `/system-instruction` as an integrator sees it: read, published on what was seen, brought back; also in the words of the
//! original service.

mod cases;
mod runs;
mod wrong;

use futures::future::join_all;
use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::{
    harness::{Answer, TestApp},
    rpc::desk::Desk,
};

const PATH: &str = "/system-instruction";
const SEED: &str = include_str!("../../../system_instruction.txt");

/// The published one.
async fn published(app: &TestApp) -> Value {
    app.call(Method::GET, PATH, None).await.data()
}

async fn post(app: &TestApp, body: Value) -> Answer {
    app.call(Method::POST, PATH, Some(&body)).await
}

async fn roll_back(app: &TestApp, body: Value) -> Answer {
    app.call(Method::POST, "/system-instruction/rollback", Some(&body)).await
}

fn numbers(list: &Value) -> Vec<u64> {
    list["items"].as_array().expect("a list").iter().filter_map(|row| row["version"].as_u64()).collect()
}

/// What the log says, the newest line first.
async fn log(app: &TestApp) -> Vec<(String, String)> {
    let lines = app.state.audit.latest(20).await.expect("read");
    lines.into_iter().map(|line| (line.action, line.target.unwrap_or_default())).filter(|(action, _)| action.contains("instr")).collect()
}

#[tokio::test]
async fn the_seed_is_the_first_version() {
    let app = TestApp::start().await;
    let data = published(&app).await;
    assert_eq!((data["version"].as_u64(), data["text"].as_str(), data.get("draft")), (Some(1), Some(SEED), None));
    assert_eq!((data["author"].clone(), data["note"].as_str()), (json!({ "type": "product" }), Some("")));
    assert!(data["published_at"].as_str().is_some_and(|at| at.ends_with('Z')), "{data}");

    let file = app.call(Method::GET, "/system-instruction?format=text", None).await;
    assert_eq!((file.status, file.header("content-type")), (200, "text/plain; charset=utf-8"));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"system_instruction.txt\"");
    assert_eq!(file.text, format!("{}\n", SEED.trim_end()));
}

#[tokio::test]
async fn whoever_writes_next_is_answered_by_what_was_published() {
    let app = TestApp::start().await;
    let mut ana = app.visitor();
    assert_eq!(ana.send("Hello").await["instruction_version"], 1);
    let data = post(&app, json!({ "text": "\n Be kind.\r\n", "note": " a  shorter one ", "if_version": 1 })).await.data();
    assert_eq!(
        (data["version"].as_u64(), data["text"].as_str(), data["note"].as_str()),
        (Some(2), Some("Be kind."), Some("a shorter one"))
    );
    assert_eq!(data["author"], json!({ "type": "key", "id": "environment" }));
    assert_eq!(published(&app).await, data);
    assert_eq!(app.visitor().send("Hello").await["instruction_version"], 2);
    assert_eq!(ana.send("Hello again").await["instruction_version"], 1, "a conversation keeps the version that it began with");
    assert_eq!(post(&app, json!({ "text": "Be kind." })).await.data(), data, "the same text is the same version");
    assert_eq!(log(&app).await, [("instruction_published".to_owned(), "version 2".to_owned())]);
}

#[tokio::test]
async fn a_version_that_was_overtaken_changes_nothing() {
    let app = TestApp::start().await;
    post(&app, json!({ "text": "Two." })).await.data();
    let stale = [json!({ "text": "Three.", "if_version": 1 }), json!({ "text": "Three.", "if_version": 1, "publish": false })];
    for body in stale {
        post(&app, body).await.assert_error(409, "version_conflict");
    }
    post(&app, json!({ "text": "Three.", "if_version": u64::MAX })).await.assert_error(409, "version_conflict");
    let matching = |value: &'static str| {
        let request = app.request(Method::POST, PATH).bearer_auth(crate::harness::KEY).header(header::IF_MATCH, value);
        app.send(request.json(&json!({ "text": "Three.", "if_version": 2 })))
    };
    assert!(!matching("\"1\"").await.field("if_version").is_empty());
    matching("newest").await.assert_error(400, "invalid_request");
    assert_eq!(published(&app).await["text"], "Two.");
    assert_eq!(matching("\"2\"").await.data()["version"], 3);
}

#[tokio::test]
async fn of_many_at_once_on_one_version_one_is_published() {
    let app = TestApp::start().await;
    let answers = join_all((0..8).map(|n| post(&app, json!({ "text": format!("Text {n}."), "if_version": 1 })))).await;
    let (good, bad): (Vec<&Answer>, Vec<&Answer>) = answers.iter().partition(|answer| answer.status == 200);
    assert_eq!((good.len(), bad.len()), (1, 7));
    bad.iter().for_each(|answer| answer.assert_error(409, "version_conflict"));
    assert_eq!(published(&app).await, good[0].data());
    // Who has seen nothing gets a number of their own.
    let answers = join_all((0..4).map(|n| post(&app, json!({ "text": format!("Other text {n}.") })))).await;
    let mut given: Vec<u64> = answers.iter().filter_map(|answer| answer.data()["version"].as_u64()).collect();
    given.sort_unstable();
    assert_eq!(given, [3, 4, 5, 6]);
}

#[tokio::test]
async fn clients_of_the_original_service_are_understood() {
    let app = TestApp::start().await;
    assert_eq!(app.call(Method::GET, PATH, None).await.json()["system_instruction"], SEED);
    let answer = post(&app, json!({ "system_instruction": "Be brief." })).await;
    assert_eq!((answer.json()["system_instruction"].as_str(), answer.data()["version"].as_u64()), (Some("Be brief."), Some(2)));
    assert_eq!(published(&app).await["text"], "Be brief.");
    let ours = post(&app, json!({ "text": "Be kind." })).await;
    assert_eq!(ours.json().get("system_instruction"), None);
    let refused = post(&app, json!({ "system_instruction": " \n" })).await;
    refused.assert_error(422, "invalid_fields");
    assert!(!refused.field("system_instruction").is_empty() && refused.field("text").is_empty(), "{}", refused.text);
}

#[tokio::test]
async fn a_draft_is_shown_compared_and_answers_nobody() {
    let app = TestApp::start().await;
    post(&app, json!({ "text": "Be kind.\nWe open at nine." })).await.data();
    let data = post(&app, json!({ "text": "Be kind.\nWe open at ten.", "publish": false, "if_version": 2 })).await.data();
    assert_eq!((data["version"].as_u64(), data["draft"]["text"].as_str()), (Some(2), Some("Be kind.\nWe open at ten.")));
    assert_eq!((data["draft"]["base"].as_u64(), data["draft"]["author"]["type"].as_str()), (Some(2), Some("key")));
    assert_eq!(published(&app).await, data);
    assert_eq!(app.visitor().send("Hello").await["instruction_version"], 2);

    let diff = app.call(Method::GET, "/system-instruction/diff", None).await.data();
    assert_eq!(diff["text"]["changed"], 1, "{diff}");
    let pieces = diff["text"]["rows"][1]["new"]["pieces"].as_array().expect("pieces").clone();
    let new: String = pieces.iter().filter(|piece| piece["changed"] == true).filter_map(|piece| piece["text"].as_str()).collect();
    assert!(new.contains("ten") && !new.contains("open"), "{diff}");
    let same = app.call(Method::GET, "/system-instruction/diff?from=2&to=published", None).await.data();
    assert_eq!((same["text"]["changed"].as_u64(), same["text"]["added"].as_u64()), (Some(0), Some(0)));

    // Somebody is writing: a program does not write over it, and publishes past it.
    post(&app, json!({ "text": "Be quick.", "publish": false })).await.assert_error(409, "conflict");
    assert_eq!(post(&app, json!({ "text": "Be quick." })).await.data()["version"], 3);
    assert_eq!(published(&app).await["draft"]["text"], "Be kind.\nWe open at ten.");
}

#[tokio::test]
async fn versions_are_listed_read_and_brought_back() {
    let app = TestApp::start().await;
    for text in ["Two.", "Three.", "Four."] {
        post(&app, json!({ "text": text })).await.data();
    }
    let list = app.call(Method::GET, "/system-instruction/versions?limit=3", None).await.data();
    assert_eq!((numbers(&list), list["items"][0].get("text")), (vec![4, 3, 2], None));
    assert_eq!(list["items"][0]["characters"], 5);
    let next = format!("/system-instruction/versions?limit=3&cursor={}", list["next_cursor"].as_str().expect("there is more"));
    let list = app.call(Method::GET, &next, None).await.data();
    assert_eq!((numbers(&list), list["next_cursor"].clone()), (vec![1], Value::Null));
    let two = app.call(Method::GET, "/system-instruction/versions/2", None).await.data();
    assert_eq!((two["text"].as_str(), two["restores"].clone()), (Some("Two."), Value::Null));

    let back = roll_back(&app, json!({ "version": 2, "note": "it was better", "if_version": 4 })).await.data();
    assert_eq!((back["version"].as_u64(), back["restores"].as_u64(), back["hash"].clone()), (Some(5), Some(2), two["hash"].clone()));
    assert_eq!((published(&app).await, back["note"].as_str()), (back.clone(), Some("it was better")));
    roll_back(&app, json!({ "version": 2 })).await.assert_error(409, "conflict");
    roll_back(&app, json!({ "version": 3, "if_version": 4 })).await.assert_error(409, "version_conflict");
    assert_eq!(roll_back(&app, json!({ "version": 3 })).await.data()["version"], 6);
    let told = log(&app).await;
    assert_eq!(told[0], ("instruction_rolled_back".to_owned(), "version 6 brings back version 3".to_owned()));
}

#[tokio::test]
async fn a_signed_in_admin_may_as_well_from_our_own_pages() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    assert_eq!(ana.get(PATH).await.ok().json()["data"]["version"], 1);
    let body = json!({ "text": "Be kind." }).to_string();
    let from_elsewhere = ana.call(Method::POST, PATH).of_no_origin().body("application/json", body.clone()).send().await;
    assert_eq!(from_elsewhere.status, 403, "{}", from_elsewhere.text);
    let answer = ana.call(Method::POST, PATH).body("application/json", body).send().await.ok();
    assert_eq!((answer.json()["data"]["version"].as_u64(), answer.json()["data"]["author"]["type"].as_str()), (Some(2), Some("admin")));
}

#[tokio::test]
async fn what_is_published_at_one_instance_reaches_the_other() {
    let one = TestApp::start().await;
    let other = one.beside(&[]).await;
    assert_eq!(other.visitor().send("Hello").await["instruction_version"], 1);
    post(&one, json!({ "text": "Be kind." })).await.data();
    assert_eq!(one.visitor().send("Hello").await["instruction_version"], 2);
    // The other one begins a change from what is stored, and knows it from then on.
    assert_eq!(published(&other).await["version"], 2);
    assert_eq!(other.visitor().send("Hello").await["instruction_version"], 2);
}
