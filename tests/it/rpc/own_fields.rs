//! The owner's fields in a conversation: what was said of them comes with its words, under the name that people know.

use chatimjd::{
    domain::{
        conversation::Conversation,
        custom::{CustomField, CustomValue, Evidence, FieldKind},
        ids::ConversationId,
        message::Author,
    },
    service::ports::ConversationWrite,
};
use serde_json::json;

use super::desk::Desk;
use crate::harness::TestApp;

/// As if a model had noted what the visitor's first words say of the tooth.
async fn note_tooth(desk: &Desk, id: &ConversationId) {
    let stored = desk.conversations().find(id).await.expect("a database").expect("a conversation");
    let messages = desk.conversations().messages(id, None, 9).await.expect("a database");
    let said = messages.into_iter().find(|message| message.author == Author::Visitor).expect("the visitor's words");
    let evidence = Evidence { quote: "tooth 12".into(), message_id: said.id, at: said.at };
    let value = CustomValue { text: "12".into(), evidence: Some(evidence) };
    let conversation =
        Conversation { custom: [("tooth".to_owned(), value)].into_iter().collect(), revision: stored.revision + 1, ..stored };
    let change = ConversationWrite { conversation, messages: vec![], lead: None, trace: Default::default(), notices: vec![] };
    desk.conversations().write(change).await.expect("written");
}

async fn define(desk: &Desk, fields: Vec<CustomField>) {
    let seen = desk.state.desk.latest().await.expect("read").version;
    desk.state.desk.save_lead_fields(&TestApp::owner(), fields, seen).await.expect("saved");
}

#[tokio::test]
async fn what_was_said_of_the_owners_fields_comes_with_its_words() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let field = |label: &str, key: &str| CustomField { key: key.into(), label: label.into(), kind: FieldKind::Text, hint: String::new() };
    define(&desk, vec![field("Plan", "plan"), field("Which tooth", "tooth")]).await;
    let said = desk.visitor().send("My tooth 12 hurts").await;
    let id = said["conversation_id"].as_str().expect("an id");
    note_tooth(&desk, &id.parse().expect("an id")).await;

    let view = ana.form("/rpc/conversations/get", &[("id", id)]).await.ok().json();
    let own = view["own"].as_array().expect("values");
    assert_eq!(own.len(), 1, "what nobody said is not there: {view}");
    assert_eq!((&own[0]["key"], &own[0]["label"], &own[0]["text"]), (&json!("tooth"), &json!("Which tooth"), &json!("12")));
    assert_eq!((&own[0]["evidence"]["quote"], &own[0]["conversation"]), (&json!("tooth 12"), &json!(id)));

    // Somebody forgets the field: the value stays, under its key.
    define(&desk, vec![]).await;
    let view = ana.form("/rpc/conversations/get", &[("id", id)]).await.ok().json();
    assert_eq!(view["own"][0]["label"], "tooth");
}
