//! Whatever a program or somebody of the team does to leads is found in the audit log, with where it came from.

use chatimjd::domain::account::Scope;
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    harness::TestApp,
    rpc::{browser::Browser, desk::Desk},
};

/// Lines of the audit log about leads as whoever is signed in reads them, the latest first.
async fn lines(ana: &Browser, query: &str) -> Vec<Value> {
    let page = ana.get(&format!("/audit?action=leads{query}")).await.ok().json();
    page["data"]["items"].as_array().expect("a list").clone()
}

/// What was done, and to what.
fn told(lines: &[Value]) -> Vec<(&str, &str)> {
    lines.iter().map(|line| (line["action"].as_str().expect("an action"), line["target"].as_str().expect("a target"))).collect()
}

fn id(lead: &Value) -> String {
    lead["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn what_a_key_does_to_leads_is_found_by_the_key_with_its_address() {
    let desk = Desk::open().await;
    let (key, info) = desk.state.keys.create(&TestApp::owner(), "a bridge", vec![Scope::LeadsWrite]).await.expect("a key");
    let call = async |method: Method, path: String, body: Value| {
        let answer = desk.send(desk.request(method, &path).bearer_auth(&key).json(&body)).await;
        assert!([200, 201].contains(&answer.status), "{path}: {}", answer.text);
        answer.json()["data"]["lead"].clone()
    };
    let ana = id(&call(Method::POST, "/leads".into(), json!({ "name": "Ana", "email": "ana@example.com" })).await);
    let ben = id(&call(Method::POST, "/leads".into(), json!({ "name": "Ben" })).await);
    let change = json!({ "company": "Lima", "status": "won" });
    call(Method::PATCH, format!("/leads/{ana}"), change.clone()).await;
    call(Method::PATCH, format!("/leads/{ana}"), change).await;
    let late = desk.request(Method::PATCH, &format!("/leads/{ana}")).bearer_auth(&key).json(&json!({ "status": "lost", "version": 1 }));
    desk.send(late).await.assert_error(409, "version_conflict");
    call(Method::POST, format!("/leads/{ana}/merge"), json!({ "other_id": ben })).await;
    call(Method::POST, format!("/leads/{ana}/unmerge"), json!({})).await;

    let lines = lines(&desk.signed_in().await, &format!("&actor={}", info.id)).await;
    let (edited, both) = (format!("{ana}, company, status won"), format!("{ana}, {ben}"));
    assert_eq!(
        told(&lines),
        [
            ("leads.unmerged", both.as_str()),
            ("leads.merged", both.as_str()),
            ("leads.edited", edited.as_str()),
            ("leads.created", ben.as_str()),
            ("leads.created", ana.as_str()),
        ]
    );
    assert!(lines.iter().all(|line| line["actor"] == info.id.as_str() && line["address"] == "127.0.0.1"), "{lines:?}");
}

#[tokio::test]
async fn what_the_team_does_is_told_and_what_a_visitor_says_is_not() {
    let desk = Desk::open().await;
    let lead = id(&desk.visitor().send("I'm Ana, ana@example.com").await["lead"]);
    let ana = desk.signed_in().await;
    assert_eq!(lines(&ana, "").await, Vec::<Value>::new());
    let moves = |status: &str| json!({ "moves": [[lead, status]] });
    ana.json("/rpc/leads/move", moves("lost")).await.ok();
    ana.json("/rpc/leads/move", moves("lost")).await.ok();
    ana.json("/rpc/leads/note", json!({ "id": lead, "text": "Called." })).await.ok();
    let lines = lines(&ana, "").await;
    let moved = format!("{lead}, status lost");
    assert_eq!(told(&lines), [("leads.noted", lead.as_str()), ("leads.edited", moved.as_str())]);
    let is_hers = |line: &Value| line["actor"].as_str().is_some_and(|actor| actor.starts_with("adm_")) && line["address"] == "127.0.0.1";
    assert!(lines.iter().all(is_hers), "{lines:?}");
}
