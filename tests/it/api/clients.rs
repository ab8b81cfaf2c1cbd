//! Integrators and the clients of the original service.

use chatimjd::domain::{account::Scope, conversation::Channel};
use reqwest::Method;
use serde_json::{Value, json};

use super::imports::in_karachi;
use crate::harness::TestApp;

async fn conversation_of(app: &TestApp, data: &Value) -> chatimjd::domain::conversation::Conversation {
    let id = data["conversation_id"].as_str().expect("an id").parse().expect("an id");
    app.conversations().find(&id).await.expect("a database").expect("a conversation")
}

#[tokio::test]
async fn old_names_are_answered_in_the_old_place() {
    let app = TestApp::start().await;
    for name in ["content", "user_input"] {
        let answer = app.post("/gemini/train", &json!({ name: "Hello", "client_id": "customer 7" })).await;
        let data = answer.data();
        assert_eq!(answer.json()["reply"], data["reply"]["text"], "{name}");
    }
    let new = app.post("/gemini/train", &json!({ "message": "Hello" })).await;
    assert_eq!(new.json()["reply"], Value::Null);
    let reset = app.post("/gemini/reset", &json!({ "client_id": "customer 7" })).await;
    assert!(reset.status == 200 && reset.json()["message"].as_str().is_some_and(|message| !message.is_empty()));
    let saved = app.post("/gemini/save-info", &json!({ "client_id": "customer 7", "name": "Ana" })).await;
    assert!(saved.status == 200 && saved.json()["message"].as_str().is_some_and(|message| !message.is_empty()));
}

#[tokio::test]
async fn a_label_alone_saves_nothing_and_tells_what_is_known() {
    let app = TestApp::start().await;
    let words = json!({ "content": "I'm Ana, ana@example.com", "client_id": "customer 7" });
    app.call(Method::POST, "/gemini/train", Some(&words)).await.data();
    let save = async |label: &str| app.call(Method::POST, "/gemini/save-info", Some(&json!({ "client_id": label }))).await;
    let known = save("customer 7").await;
    assert_eq!(known.data()["lead"]["captured"]["email"], "ana@example.com");
    assert!(known.json()["message"].as_str().is_some_and(|message| !message.is_empty()));
    for label in ["customer 8", "923001234567@c.us"] {
        assert_eq!(save(label).await.data(), json!({ "lead": null }), "{label}");
        let stranger = app.post("/gemini/save-info", &json!({ "client_id": label })).await;
        assert_eq!(stranger.data(), json!({ "lead": null }), "{label}");
    }
    assert_eq!(app.conversations().count_open(None).await.expect("a count"), 1, "none was begun");
    app.call(Method::POST, "/gemini/save-info", Some(&json!({ "client_id": "" }))).await.assert_error(422, "invalid_fields");
}

#[tokio::test]
async fn with_a_key_a_client_is_known_by_its_label() {
    let app = TestApp::start().await;
    let say = |client: &'static str, text: &'static str| {
        let body = json!({ "message": text, "client_id": client });
        let app = &app;
        async move { app.call(Method::POST, "/gemini/train", Some(&body)).await.data() }
    };
    let first = say("customer 7", "Hello").await;
    assert_eq!(first["visitor_token"], Value::Null, "the key is what is needed");
    assert_eq!(say("customer 7", "Again").await["conversation_id"], first["conversation_id"]);
    assert_ne!(say("customer 8", "Hello").await["conversation_id"], first["conversation_id"]);
    let kept = conversation_of(&app, &first).await;
    assert_eq!((kept.channel, kept.client_label.as_deref()), (Channel::Api, Some("customer 7")));

    let read = app.call(Method::GET, "/gemini/conversation?client_id=customer%207", None).await.data();
    assert_eq!(read["messages"].as_array().map(Vec::len), Some(4));
    app.call(Method::GET, "/gemini/conversation", None).await.assert_error(422, "invalid_fields");
    let reset = app.call(Method::POST, "/gemini/reset", Some(&json!({ "client_id": "customer 7" }))).await;
    assert_eq!(reset.data()["closed"], first["conversation_id"]);
}

#[tokio::test]
async fn a_channel_goes_out_under_its_documented_name() {
    let app = TestApp::start().await;
    let words = json!({ "content": "salam, I need a crown", "client_id": "923001234567@c.us" });
    app.call(Method::POST, "/gemini/train", Some(&words)).await.data();
    for name in ["whatsapp", "whats_app"] {
        let leads = app.call(Method::GET, &format!("/leads?channel={name}"), None).await.data();
        assert_eq!(leads["items"][0]["source"]["channel"], "whatsapp", "asked for as {name}");
    }
    assert_eq!(app.call(Method::GET, "/logs", None).await.data()["items"][0]["channel"], "whatsapp");
    let file = app.call(Method::GET, "/leads/export.csv", None).await.text;
    assert!(file.contains(",whatsapp,"), "{file}");
}

#[tokio::test]
async fn without_a_key_a_label_opens_nothing() {
    let app = TestApp::start().await;
    let body = json!({ "content": "Hello", "client_id": "customer 7" });
    let first = app.post("/gemini/train", &body).await.data();
    let second = app.post("/gemini/train", &body).await.data();
    assert_ne!(first["conversation_id"], second["conversation_id"]);
    app.get("/gemini/conversation?client_id=customer%207").await.assert_error(401, "unauthorized");
}

#[tokio::test]
async fn whats_app_labels_carry_the_phone_and_are_one_person_in_either_spelling() {
    let app = TestApp::start().await;
    let mut conversations = vec![];
    for label in ["923001234567@c.us", "923001234567@s.whatsapp.net", "+92 300 1234567"] {
        let body = json!({ "content": "Salaam", "client_id": label });
        let data = app.call(Method::POST, "/gemini/train", Some(&body)).await.data();
        assert_eq!(data["lead"]["captured"]["phone"], "+923001234567", "{label}");
        conversations.push(data["conversation_id"].clone());
        if label.ends_with(".us") {
            assert_eq!(conversation_of(&app, &data).await.channel, Channel::WhatsApp);
        }
    }
    conversations.dedup();
    assert_eq!(conversations.len(), 1);
}

#[tokio::test]
async fn a_number_without_its_country_is_one_person_to_the_chat_and_to_the_notes() {
    let app = in_karachi().await;
    let notes = json!({ "notes": "Prefers mornings" });
    app.call(Method::POST, "/notes/03001234567", Some(&notes)).await.data();
    for label in ["03001234567", "923001234567", "923001234567@c.us"] {
        let said = app.call(Method::POST, "/gemini/train", Some(&json!({ "content": "Salaam", "client_id": label }))).await.data();
        assert_eq!(said["lead"]["captured"]["phone"], "+923001234567", "{label}");
        assert_eq!(app.call(Method::GET, &format!("/notes/{label}"), None).await.json()["notes"], "Prefers mornings", "{label}");
    }
    assert_eq!(app.call(Method::GET, "/leads", None).await.data()["total"], 1);
}

#[tokio::test]
async fn a_customers_number_is_a_label_before_it_is_a_phone() {
    let app = in_karachi().await;
    let words = json!({ "content": "I'm Ana, ana@example.com", "client_id": "20231107" });
    app.call(Method::POST, "/gemini/train", Some(&words)).await.data();
    let notes = json!({ "notes": "Prefers mornings" });
    assert_eq!(app.call(Method::POST, "/notes/20231107", Some(&notes)).await.json()["has_notes"], true);
    assert_eq!(app.call(Method::GET, "/notes/20231107", None).await.json()["notes"], "Prefers mornings");
    let leads = app.call(Method::GET, "/leads", None).await.data();
    let (ana, total) = (&leads["items"][0], &leads["total"]);
    assert_eq!((ana["email"].as_str(), ana["notes"].as_str()), (Some("ana@example.com"), Some("Prefers mornings")));
    assert!(ana["phone"].is_null() && *total == 1, "{leads}");
    app.call(Method::POST, "/notes/20231108", Some(&notes)).await.assert_error(422, "invalid_fields");
}

#[tokio::test]
async fn phone_and_email_beside_the_message_are_taken() {
    let app = TestApp::start().await;
    let body = json!({ "content": "Ok", "client_id": "c", "phone": "0300 1234567", "email": "ana@example.com" });
    let data = app.call(Method::POST, "/gemini/train", Some(&body)).await.data();
    assert_eq!(data["lead"]["captured"], json!({ "phone": "03001234567", "email": "ana@example.com" }));
    let empty =
        app.call(Method::POST, "/gemini/train", Some(&json!({ "content": "Ok", "client_id": "d", "phone": "", "email": " " }))).await;
    assert_eq!(empty.status, 200, "{}", empty.text);
    let wrong = app.call(Method::POST, "/gemini/train", Some(&json!({ "content": "Ok", "client_id": "d", "phone": "12" }))).await;
    wrong.assert_error(422, "invalid_fields");
    assert!(!wrong.field("phone").is_empty());
}

#[tokio::test]
async fn keys_open_what_their_scopes_say_until_they_are_revoked() {
    let app = TestApp::start().await;
    let owner = TestApp::owner();
    let (chat, info) = app.state.keys.create(&owner, "bridge", vec![Scope::Chat]).await.expect("a key");
    let (logs, _) = app.state.keys.create(&owner, "logs", vec![Scope::Logs]).await.expect("a key");
    let body = json!({ "message": "Hello", "client_id": "c" });
    let with = |name: &'static str, value: String| app.request(Method::POST, "/gemini/train").header(name, value).json(&body);
    let first = app.send(with("authorization", format!("Bearer {chat}"))).await.data();
    assert_eq!(app.send(with("x-api-key", chat.clone())).await.data()["conversation_id"], first["conversation_id"]);
    app.send(with("x-api-key", logs)).await.assert_error(403, "forbidden");
    app.send(with("x-api-key", format!("{}x", &chat[..45]))).await.assert_error(401, "unauthorized");
    // Another key's client of the same name is another client.
    assert_ne!(app.call(Method::POST, "/gemini/train", Some(&body)).await.data()["conversation_id"], first["conversation_id"]);
    app.state.keys.revoke(&owner, &info.id).await.expect("revoked");
    app.send(with("x-api-key", chat)).await.assert_error(401, "unauthorized");
}

#[tokio::test]
async fn guessing_keys_gets_slow() {
    let app = TestApp::start().await;
    let mut statuses = vec![];
    for n in 0..8 {
        let guess = app.request(Method::POST, "/gemini/train").header("x-api-key", format!("ck_{n:043}")).json(&json!({ "message": "x" }));
        statuses.push(app.send(guess).await.status);
    }
    assert_eq!(statuses[0], 401);
    assert_eq!(statuses[7], 429);
    let good = app.call(Method::POST, "/gemini/train", Some(&json!({ "message": "x", "client_id": "c" }))).await;
    assert_eq!(good.status, 200, "a good key is not held up by a neighbour's guesses");
}
