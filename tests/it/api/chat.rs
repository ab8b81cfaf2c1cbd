//! A visitor's conversation: begun, kept, read again, reset, erased.

use std::time::Duration;

use chatimjd::{
    domain::{capture::Field, conversation::VisitorKey, locale::Language},
    service::permission::Visitor,
    ui::widget::phrases::{Say, words},
};
use futures::FutureExt;
use reqwest::Method;
use serde_json::json;

use crate::harness::TestApp;

#[tokio::test]
async fn the_first_answer_hands_out_a_token_and_the_conversation_goes_on_with_it() {
    let app = TestApp::start().await;
    let mut ana = app.visitor();
    let first = ana.send("Hello there").await;
    let token = first["visitor_token"].as_str().expect("a token").to_owned();
    assert!(token.starts_with("vt_") && token.len() == 46, "{token}");
    assert!(first["reply"]["text"].as_str().is_some_and(|text| !text.is_empty()));
    assert!(first["reply"]["html"].as_str().is_some_and(|html| html.starts_with("<p>")));
    assert_eq!(first["model"], "offline");
    assert_eq!(first["instruction_version"], 1);
    assert!(first["usage"]["prompt_tokens"].is_u64() && first["latency_ms"].is_u64());

    let second = ana.send("My e-mail is ana@example.com").await;
    assert_eq!(second["visitor_token"], serde_json::Value::Null, "handed out once");
    assert_eq!(second["conversation_id"], first["conversation_id"]);
    assert_eq!(second["lead"]["captured"]["email"], "ana@example.com");
    assert!(second["lead"]["id"].as_str().is_some_and(|id| id.starts_with("led_")));
}

#[tokio::test]
async fn the_transcript_is_what_was_said() {
    let app = TestApp::start().await;
    let mut ana = app.visitor();
    let first = ana.send("Hello **there** <b>x</b>").await;
    ana.send("Second").await;
    let lines = ana.lines().await;
    assert_eq!(lines.iter().map(|(author, _)| author.as_str()).collect::<Vec<_>>(), ["visitor", "assistant", "visitor", "assistant"]);
    assert_eq!(lines[0].1, "Hello **there** <b>x</b>");
    assert_eq!(lines[1].1, first["reply"]["text"].as_str().expect("text"));
    let transcript = ana.transcript().await;
    assert_eq!(transcript["conversation_id"], first["conversation_id"]);
    assert_eq!(transcript["reply_in_progress"], serde_json::Value::Null);
    assert_eq!(transcript["messages"][1]["id"], first["reply"]["id"]);
}

#[tokio::test]
async fn a_reset_begins_a_new_conversation_and_the_log_keeps_the_old_one() {
    let app = TestApp::start().await;
    let mut ana = app.visitor();
    let before = ana.send("Hello").await;
    assert_eq!(ana.reset().await.data()["closed"], before["conversation_id"]);
    assert_eq!(ana.lines().await, []);
    let after = ana.send("Hello again").await;
    assert_ne!(after["conversation_id"], before["conversation_id"]);
    assert_eq!(ana.lines().await.len(), 2);
    let old = before["conversation_id"].as_str().expect("an id").parse().expect("an id");
    let kept = app.conversations().messages(&old, None, 10).await.expect("the log");
    assert_eq!(kept.len(), 2);
}

#[tokio::test]
async fn what_is_erased_is_gone() {
    let app = TestApp::start().await;
    let mut ana = app.visitor();
    let said = ana.send("I am Ana, ana@example.com, +44 161 496 0142").await;
    let lead = said["lead"]["id"].as_str().expect("a lead").parse().expect("an id");
    let conversation = said["conversation_id"].as_str().expect("an id").parse().expect("an id");
    assert_eq!(ana.erase().await.data()["erased"], 1);
    assert_eq!(ana.lines().await, []);
    assert_eq!(app.state.leads.find(&lead).await, Ok(None));
    assert_eq!(app.conversations().find(&conversation).await, Ok(None));
    // The stream of the answer is gone with it.
    ana.resume(said["reply"]["id"].as_str().expect("an id"), 0).await.assert_error(404, "not_found");
}

#[tokio::test]
async fn erasing_goes_on_when_nobody_waits_for_it_any_more() {
    let app = TestApp::start().await;
    app.visitor().send("I'm Ana, ana@example.com").await;
    let mut eve = app.visitor();
    let said = eve.send("ana@example.com, my company is called Evil").await;
    let lead = said["lead"]["id"].as_str().expect("a lead").parse().expect("an id");
    let company = async || app.state.leads.find(&lead).await.expect("read").expect("a lead").value(Field::Company).map(str::to_owned);
    assert_eq!(company().await.as_deref(), Some("Evil"));
    let visitor = Visitor::vouched(VisitorKey::derive("token", eve.token.as_deref().expect("a token")), None);
    assert!(app.state.erase_chats(&visitor).now_or_never().is_none(), "begun, and let go of");
    let gone = async {
        while company().await.is_some() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), gone).await.expect("what was told of the lead is gone");
}

#[tokio::test]
async fn a_contact_form_beats_what_was_read_in_the_chat() {
    let app = TestApp::start().await;
    let mut ana = app.visitor();
    ana.send("I'm Ana, ana@exmaple.com").await;
    let saved = ana.save_info(&json!({ "email": "ana@example.com", "company": "Lima Ltd" })).await.data();
    assert_eq!(saved["lead"]["captured"]["email"], "ana@example.com");
    assert_eq!(saved["lead"]["captured"]["company"], "Lima Ltd");
    let next = ana.send("Thanks").await;
    assert_eq!(next["lead"]["captured"]["email"], "ana@example.com");
}

#[tokio::test]
async fn a_contact_form_works_before_the_first_word() {
    let app = TestApp::start().await;
    let mut ana = app.visitor();
    let saved = ana.save_info(&json!({ "name": "Ana Lima", "phone": "+44 161 496 0142" })).await.data();
    assert!(saved["visitor_token"].as_str().is_some(), "{saved}");
    assert_eq!(saved["lead"]["captured"]["phone"], "+441614960142");
    assert_eq!(ana.send("Hello").await["lead"]["captured"]["name"], "Ana Lima");
}

/// What the widget offers as a beginning: the visitor presses it and is asked how to be reached.
#[tokio::test]
async fn a_wish_for_a_person_brings_the_contact_form_in_every_language() {
    let app = TestApp::start().await;
    for language in Language::ALL {
        let wish = words(language)[Say::StarterPerson as usize];
        let reply = app.visitor().send(wish).await;
        assert_eq!(reply["cards"][0]["kind"], "contact_form", "{language:?}: {wish}");
        assert_eq!(reply["cards"][1]["kind"], "handover", "{language:?}: {wish}");
        // Nobody is said to get a mail that does not go out.
        assert_eq!(reply["cards"][1]["by_mail"], false, "{reply}");
    }
}

#[tokio::test]
async fn form_values_are_checked_by_name() {
    let app = TestApp::start().await;
    let refused = app.visitor().save_info(&json!({ "email": "no", "phone": "12" })).await;
    refused.assert_error(422, "invalid_fields");
    assert!(!refused.field("email").is_empty() && !refused.field("phone").is_empty(), "{}", refused.text);
    app.visitor().save_info(&json!({})).await.assert_error(422, "invalid_fields");
}

#[tokio::test]
async fn nobody_reads_what_belongs_to_someone_else() {
    let app = TestApp::start().await;
    let (mut ana, mut bea) = (app.visitor(), app.visitor());
    let said = ana.send("My secret is 4711").await;
    bea.send("Hello").await;
    let reply = said["reply"]["id"].as_str().expect("an id");
    bea.resume(reply, 0).await.assert_error(404, "not_found");
    bea.press_stop(reply).await.assert_error(404, "not_found");
    assert!(!bea.transcript().await.to_string().contains("4711"));
    // A token that nobody was given has nothing behind it.
    let mut stranger = app.visitor();
    stranger.token = Some(format!("vt_{}", "A".repeat(43)));
    assert_eq!(stranger.lines().await, []);
    stranger.resume(reply, 0).await.assert_error(404, "not_found");
}

#[tokio::test]
async fn without_a_good_token_nothing_is_read_and_never_by_the_address() {
    let app = TestApp::start().await;
    app.get("/gemini/conversation").await.assert_error(401, "unauthorized");
    for bad in ["vt_short", "Basic", "x", &format!("vt_{}", "é".repeat(43))] {
        let value = reqwest::header::HeaderValue::from_bytes(format!("Bearer {bad}").as_bytes()).expect("a header");
        let answer = app.send(app.request(Method::GET, "/gemini/conversation").header("authorization", value)).await;
        answer.assert_error(401, "unauthorized");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    let mut ana = app.visitor();
    ana.send("Hello").await;
    let token = ana.token.clone().expect("a token");
    for query in [format!("token={token}"), format!("x={token}"), "api_key=ck_1".to_owned(), format!("visitor_token={token}")] {
        app.get(&format!("/gemini/conversation?{query}")).await.assert_error(400, "invalid_request");
    }
}

#[tokio::test]
async fn any_unicode_survives() {
    let app = TestApp::start().await;
    let mut ana = app.visitor();
    for text in [
        "سلام، قیمت کیا ہے؟",
        "👩‍👩‍👧‍👦 Z̸a̶l̷g̵o̴ ﷽",
        "'; DROP TABLE message; --",
        "{{7*7}} ${jndi:ldap://x} %s%n",
        "\u{202e}gnirts",
        "a\tb\nc",
        "\u{feff}bom",
    ] {
        ana.send(text).await;
        let lines = ana.lines().await;
        assert_eq!(lines[lines.len() - 2].1, text.trim());
    }
}
