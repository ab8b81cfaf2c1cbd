//! Phone numbers as the dashboard gets them: to be read, as people write them; to be dialled, as they are stored.

use serde_json::{Value, json};

use super::desk::Desk;

/// The phone among the facts.
fn phone_of(view: &Value) -> &Value {
    view["facts"].as_array().expect("facts").iter().find(|fact| fact["field"] == "phone").expect("a phone")
}

#[tokio::test]
async fn a_leads_number_is_shown_as_people_write_it_and_stored_as_it_is_dialled() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let edit = json!({ "values": { "name": "Ben", "phone": "+923001234567" } });
    let lead = ana.json("/rpc/leads/create", json!({ "edit": edit })).await.ok().json();
    assert_eq!((&lead["row"]["phone"], &phone_of(&lead)["value"]), (&json!("+92 300 1234567"), &json!("+923001234567")));

    let ask = json!({ "filter": {}, "sort": { "key": "score", "descending": true }, "size": 25, "cursor": null });
    let list = ana.json("/rpc/leads/list", ask).await.ok().json();
    assert_eq!(list["page"]["items"][0]["phone"], "+92 300 1234567");

    let change = json!({ "id": lead["row"]["id"], "edit": { "values": { "phone": "07400 123456" } }, "version": null });
    let changed = ana.json("/rpc/leads/edit", change).await.ok().json();
    assert_eq!(
        (&changed["row"]["phone"], &phone_of(&changed)["value"]),
        (&json!("07400123456"), &json!("07400123456")),
        "nobody knows its country"
    );
    let line = &changed["timeline"][0]["event"]["what"]["changes"][0];
    assert_eq!((&line["from"], &line["to"]), (&json!("+92 300 1234567"), &json!("07400123456")));
}

#[tokio::test]
async fn leads_with_one_number_are_told_so() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let mut last = Value::Null;
    for name in ["ben", "cem"] {
        let words = format!("I am {name}, {name}@example.com, call me at +44 7400 123456");
        last = desk.visitor().send(&words).await["lead"]["id"].clone();
    }
    let view = ana.json("/rpc/leads/get", json!({ "id": last })).await.ok().json();
    assert_eq!(view["twins"][0]["shared"], "the phone +44 7400 123456", "{view}");
}

#[tokio::test]
async fn who_left_only_a_number_is_called_by_it_and_found_by_it() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let said = desk.visitor().send("Call me at +351912345678").await;
    let found = ana.form("/rpc/conversations/list", &[("open_only", "false"), ("q", "+351 912 345 678")]).await.ok().json();
    assert_eq!(found["page"]["items"].as_array().expect("rows").len(), 1, "{found}");
    assert_eq!(found["page"]["items"][0]["who"], "+351 912 345 678");

    let id = said["conversation_id"].as_str().expect("an id");
    let view = ana.form("/rpc/conversations/get", &[("id", id)]).await.ok().json();
    assert_eq!((&view["summary"]["who"], &phone_of(&view)["value"]), (&json!("+351 912 345 678"), &json!("+351 912 345 678")));
    assert_eq!(phone_of(&view)["quote"], "+351912345678", "the words stay as they were said");
    let lead = ana.json("/rpc/leads/get", json!({ "id": said["lead"]["id"] })).await.ok().json();
    let captured = lead["timeline"].as_array().expect("lines").iter().filter(|line| !line["event"].is_null());
    let captured: String = captured.map(ToString::to_string).collect();
    assert_eq!(captured.matches("+351 912 345 678").count(), 1, "{lead}");
}
