//! The studio as the dashboard works with it: the draft, publishing, going back, the playground, tests and their runs.

use reqwest::Method;
use serde_json::{Value, json};

use super::{browser::Browser, desk::Desk};

async fn open(ana: &Browser) -> Value {
    ana.form("/rpc/assistant/open", &[]).await.ok().json()
}

async fn save(ana: &Browser, text: &str, seen: &Value) -> Value {
    ana.json("/rpc/assistant/draft/save", json!({ "content": { "text": text }, "seen": seen })).await.ok().json()
}

fn publish(revision: &Value, seen: u32, despite: Option<&str>) -> Value {
    json!({ "revision": revision, "seen": seen, "note": "Shorter", "despite": despite })
}

/// Holds all tests against the draft; how it ended.
async fn run(ana: &Browser) -> Value {
    let mut progress = ana.json("/rpc/assistant/runs/start", json!({ "which": { "type": "draft" } })).await.ok().json();
    while progress["state"] == "running" {
        progress = ana.json("/rpc/assistant/runs/follow", json!({ "id": progress["id"] })).await.ok().json();
    }
    progress
}

#[tokio::test]
async fn a_draft_is_saved_published_compared_and_brought_back() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let first = open(&ana).await;
    assert_eq!((first["published"]["info"]["number"].as_u64(), first["draft"]["is_clean"].as_bool()), (Some(1), Some(true)), "{first}");
    assert_eq!((first["draft"]["by"].as_str(), first["tests"].clone()), (None, Value::Null));

    let saved = save(&ana, "You are kind.\nNever shout.", &first["draft"]["draft"]["revision"]).await["saved"].clone();
    assert_eq!(
        (saved["is_clean"].as_bool(), saved["draft"]["content"]["text"].as_str()),
        (Some(false), Some("You are kind.\nNever shout."))
    );
    let live = ana.json("/rpc/assistant/publish", publish(&saved["draft"]["revision"], 1, None)).await.ok().json();
    let info = &live["published"]["info"];
    assert_eq!(
        (info["number"].as_u64(), info["note"].as_str(), live["draft"]["is_clean"].as_bool()),
        (Some(2), Some("Shorter"), Some(true)),
        "{live}"
    );

    let sides = json!({ "old": { "kept": { "type": "version", "number": 2 } }, "new": { "written": { "text": "You are kind.\nNever ever shout." } } });
    let diff = ana.json("/rpc/assistant/compare", sides).await.ok().json();
    assert_eq!((diff["text"]["changed"].as_u64(), diff["text"]["added"].as_u64()), (Some(1), Some(0)), "{diff}");

    let back = ana.json("/rpc/assistant/roll-back", json!({ "number": 1, "seen": 2 })).await.ok().json();
    let info = &back["published"]["info"];
    assert_eq!(
        (info["number"].as_u64(), info["restores"].as_u64(), &info["hash"]),
        (Some(3), Some(1), &first["published"]["info"]["hash"])
    );
    let list = ana.json("/rpc/assistant/versions", json!({ "cursor": null })).await.ok().json();
    let numbers: Vec<Option<u64>> = list["items"].as_array().expect("items").iter().map(|row| row["info"]["number"].as_u64()).collect();
    assert_eq!(numbers, [Some(3), Some(2), Some(1)]);
    assert_eq!(list["items"][2]["by"].as_str(), Some("CHATIMJD"));
    let late = ana.json("/rpc/assistant/roll-back", json!({ "number": 2, "seen": 2 })).await;
    assert_eq!((late.status, late.code().as_str()), (409, "version_conflict"), "{}", late.text);
}

#[tokio::test]
async fn of_two_windows_nobody_loses_a_text() {
    let desk = Desk::open().await;
    let (ana, other) = (desk.signed_in().await, desk.signed_in().await);
    let seen = open(&ana).await["draft"]["draft"]["revision"].clone();
    save(&ana, "Be brief.", &seen).await;
    let theirs = save(&other, "Be thorough.", &seen).await["conflict"].clone();
    assert_eq!(theirs["draft"]["content"]["text"].as_str(), Some("Be brief."), "{theirs}");
    let view = open(&other).await;
    assert_eq!(view["aside"]["content"]["text"].as_str(), Some("Be thorough."), "kept aside");
    assert_eq!(view["draft"]["draft"]["content"]["text"].as_str(), Some("Be brief."));
    other.form("/rpc/assistant/draft/drop-aside", &[]).await.ok();
    assert_eq!(open(&other).await["aside"], Value::Null);
    let over = save(&other, "Be thorough.", &theirs["draft"]["revision"]).await;
    assert_eq!(over["saved"]["draft"]["content"]["text"].as_str(), Some("Be thorough."), "having looked at both");
}

#[tokio::test]
async fn what_is_sent_is_shown_and_what_may_go_wrong_is_said() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let text = "You answer for {business_name}.\nThe password is hunter2-and-more.\nSay {nonsense}.";
    let look = ana.json("/rpc/assistant/look", json!({ "content": { "text": text } })).await.ok().json();
    let prompt = look["prompt"].as_str().expect("a prompt");
    assert!(!prompt.contains("{business_name}") && prompt.contains("{nonsense}"), "{prompt}");
    let kinds: Vec<&str> = look["warnings"].as_array().expect("warnings").iter().filter_map(|warning| warning["kind"].as_str()).collect();
    assert!(kinds.contains(&"unknown_variable"), "{kinds:?}");
    let long = ana.json("/rpc/assistant/look", json!({ "content": { "text": "x".repeat(50_001) } })).await;
    assert_eq!((long.status, long.json()["fields"]["text"].is_string()), (422, true), "{}", long.text);
}

#[tokio::test]
async fn the_playground_answers_and_leaves_nothing_behind() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let turn = json!({
        "content": { "text": "You are kind." }, "lines": [], "message": "I'm Bo, bo@example.com. What are your hours?",
        "locale": "en", "time_zone": "Asia/Dubai",
    });
    let played = ana.json("/rpc/assistant/play", json!({ "turn": turn, "beside": true })).await.ok().json();
    let answer = &played["draft"]["answer"];
    assert!(answer["text"].as_str().is_some_and(|text| !text.is_empty()), "{played}");
    assert_eq!((answer["captured"]["email"].as_str(), played["published"]["answer"]["text"].is_string()), (Some("bo@example.com"), true));
    let lines = json!([{ "author": "visitor", "text": turn["message"] }]);
    let body = ana.json("/rpc/assistant/play/case", json!({ "lines": lines, "answer": answer })).await.ok().json();
    let saved = ana.json("/rpc/assistant/cases/save", json!({ "body": body, "change": null })).await.ok().json();
    assert_eq!(saved["version"].as_u64(), Some(1), "{saved}");
    let people = json!({ "filter": {}, "sort": { "key": "score", "descending": true }, "size": 25, "cursor": null });
    assert_eq!(ana.json("/rpc/leads/list", people).await.ok().json()["page"]["items"], json!([]), "no lead");
    let talks = ana.form("/rpc/conversations/list", &[("open_only", "false")]).await.ok().json();
    assert_eq!(talks["page"]["items"], json!([]), "no conversation");
}

#[tokio::test]
async fn failing_tests_stand_in_the_way_until_somebody_says_why() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let body = json!({
        "name": "Says the impossible", "lines": [{ "author": "visitor", "text": "Hello" }],
        "expectations": [{ "type": "contains", "text": "no assistant ever says exactly this" }],
    });
    let case = ana.json("/rpc/assistant/cases/save", json!({ "body": body, "change": null })).await.ok().json();
    let seen = open(&ana).await["draft"]["draft"]["revision"].clone();
    let saved = save(&ana, "You are kind.", &seen).await["saved"].clone();
    let over = run(&ana).await;
    assert_eq!(over["state"], "done", "{over}");
    assert!(over["tally"]["failed"].as_u64() >= Some(1), "{over}");

    let revision = &saved["draft"]["revision"];
    let refused = ana.json("/rpc/assistant/publish", publish(revision, 1, None)).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert!(refused.json()["fields"]["despite"].as_str().is_some_and(|why| why.contains("did not pass")), "{}", refused.text);
    let tests = ana.form("/rpc/assistant/tests", &[]).await.ok().json();
    assert_eq!((tests["is_current"].as_bool(), &tests["draft"]["run"]["id"]), (Some(true), &over["id"]));
    let results = tests["draft"]["run"]["results"].as_array().expect("results");
    let failed = results.iter().find(|result| result["case"] == case["id"]).expect("our test");
    assert_eq!((failed["outcome"].as_str(), failed["checks"][0]["passed"].as_bool()), (Some("failed"), Some(false)), "{failed}");
    let live = ana.json("/rpc/assistant/publish", publish(revision, 1, Some("It is meant so"))).await.ok().json();
    assert_eq!(live["published"]["info"]["despite"].as_str(), Some("It is meant so"));
}

#[tokio::test]
async fn tests_leave_and_come_back_as_a_file() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let file = ana.form("/rpc/assistant/cases/export", &[]).await.ok().json();
    let text = file.as_str().expect("a text");
    let count = ana.form("/rpc/assistant/tests", &[]).await.ok().json()["cases"].as_array().map(Vec::len).unwrap_or_default();
    assert!(count > 0, "some come with the product");
    let same = ana.json("/rpc/assistant/cases/import", json!({ "text": text })).await.ok().json();
    assert_eq!((same["added"].as_u64(), same["same"].as_u64()), (Some(0), Some(count as u64)), "{same}");
    let wrong = ana.json("/rpc/assistant/cases/import", json!({ "text": r#"[{"name":"x","lines":[]}]"# })).await;
    assert_eq!(wrong.status, 422, "{}", wrong.text);
    let padded = format!("{text}{}", "\n".repeat(1_500 * 1024));
    ana.json("/rpc/assistant/cases/import", json!({ "text": padded })).await.ok();
}

#[tokio::test]
async fn markup_in_a_draft_stays_text_on_the_page() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let seen = open(&ana).await["draft"]["draft"]["revision"].clone();
    save(&ana, "You are kind.</textarea><b id=owned>&amp;", &seen).await;
    for view in ["write", "prompt", "compare", "tests", "play", "versions"] {
        let page = ana.call(Method::GET, &format!("/admin/assistant?view={view}")).accept("text/html").send().await;
        assert_eq!((page.status, page.text.contains("<b id=owned>")), (200, false), "{view}");
    }
}
