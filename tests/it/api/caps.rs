//! How long what a visitor or an owner types may be, to the last character, and the one form in which it is kept.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    harness::TestApp,
    rpc::{
        browser::{self, Browser},
        desk::{Desk, create_key},
    },
};

/// An address of exactly so many characters, more than 193.
fn email(chars: usize) -> String {
    format!("{}@{}.{}.{}", "a".repeat(64), "b".repeat(63), "c".repeat(63), "d".repeat(chars - 193))
}

/// Letters of two bytes: characters are counted, not bytes.
fn letters(chars: usize) -> String {
    "ü".repeat(chars)
}

async fn saved(app: &TestApp, field: &str, value: Value) -> crate::harness::Answer {
    app.visitor().save_info(&json!({ field: value })).await
}

#[tokio::test]
async fn a_contact_form_takes_the_last_character_and_names_the_field_of_one_more() {
    let app = TestApp::start().await;
    for (field, most) in [("name", 200), ("company", 200), ("interest", 500), ("notes", 4_000)] {
        let fits = saved(&app, field, letters(most).into()).await;
        assert_eq!(fits.status, 200, "{field}: {}", fits.text);
        let over = saved(&app, field, letters(most + 1).into()).await;
        over.assert_error(422, "invalid_fields");
        assert!(!over.field(field).is_empty(), "{field}: {}", over.text);
    }
    assert_eq!(saved(&app, "email", email(254).into()).await.status, 200);
    assert!(!saved(&app, "email", email(255).into()).await.field("email").is_empty());
    // However it is spaced out: 15 digits, and no more than a line of it.
    assert_eq!(saved(&app, "phone", format!("+{}", "1 ".repeat(15)).into()).await.status, 200);
    for phone in ["+1234567890123456".to_owned(), format!("+{}123456789012345", "(".repeat(17)), format!("1234567{}", "-".repeat(50_000))] {
        assert!(!saved(&app, "phone", phone.clone().into()).await.field("phone").is_empty(), "{}", &phone[..20]);
    }
}

#[tokio::test]
async fn values_of_the_site_are_few_and_short() {
    let app = TestApp::start().await;
    let values = |count: usize| (0..count).map(|n| (format!("key {n}"), json!("x"))).collect::<serde_json::Map<_, _>>();
    let one = |key: usize, value: usize| json!({ letters(key): letters(value) });
    for (fits, over) in [(Value::Object(values(20)), Value::Object(values(21))), (one(64, 1), one(65, 1)), (one(1, 500), one(1, 501))] {
        assert_eq!(saved(&app, "custom", fits).await.status, 200);
        let over = saved(&app, "custom", over).await;
        over.assert_error(422, "invalid_fields");
        assert!(!over.field("custom").is_empty(), "{}", over.text);
    }
}

#[tokio::test]
async fn a_message_and_what_comes_beside_it_have_their_limits() {
    let app = TestApp::start().await;
    let page = |name: &str, value: Value| json!({ "message": "Hi", "page": { name: value } });
    let address = |chars: usize| json!(format!("https://shop.example/{}", "x".repeat(chars - 21)));
    let tags = |count: usize, key: usize, value: usize| {
        let all = (0..count).map(|n| (format!("{n:0>key$}"), json!(letters(value))));
        Value::Object(all.collect())
    };
    for (field, fits, over) in [
        ("message", json!({ "message": letters(4_000) }), json!({ "message": letters(4_001) })),
        ("client_id", json!({ "message": "Hi", "client_id": letters(128) }), json!({ "message": "Hi", "client_id": letters(129) })),
        ("page.url", page("url", address(2_048)), page("url", address(2_049))),
        ("page.referrer", page("referrer", address(2_048)), page("referrer", address(2_049))),
        ("page.title", page("title", letters(300).into()), page("title", letters(301).into())),
        ("page.utm", page("utm", tags(10, 64, 200)), page("utm", tags(11, 64, 200))),
        ("page.utm", page("utm", tags(1, 64, 200)), page("utm", tags(1, 65, 200))),
        ("page.utm", page("utm", tags(1, 64, 200)), page("utm", tags(1, 64, 201))),
    ] {
        let fits = app.post("/gemini/train", &fits).await;
        assert_eq!(fits.status, 200, "{field}: {}", fits.text);
        let over = app.post("/gemini/train", &over).await;
        over.assert_error(422, "invalid_fields");
        assert!(!over.field(field).is_empty(), "{field}: {}", over.text);
    }
}

#[tokio::test]
async fn one_person_is_kept_in_one_form_however_it_was_typed() {
    let app = TestApp::start().await;
    for (field, typed, kept) in [
        ("name", "  Ana \t María  ", "Ana María"),
        ("email", " \tana@example.com\n", "ana@example.com"),
        ("phone", "+44 (161) 496-0142", "+441614960142"),
        ("phone", "0044 161 496 0142", "+441614960142"),
        ("phone", "＋٤٤ ١٦١ ٤٩٦ ٠١٤٢", "+441614960142"),
        ("company", " Lima   & \n Co ", "Lima & Co"),
    ] {
        let answer = saved(&app, field, typed.into()).await;
        assert_eq!(answer.data()["lead"]["captured"][field], kept, "{typed}");
    }
    for typed in ["Ana\u{0}Lima", "Ana\u{1b}[31m"] {
        assert!(!saved(&app, "name", typed.into()).await.field("name").is_empty(), "{typed:?}");
    }
}

/// Saves the business with one field changed.
async fn save_business(ana: &Browser, field: &str, value: Value) -> browser::Answer {
    let settings = ana.form("/rpc/settings/load", &[]).await.ok().json();
    let mut business = settings["business"].clone();
    business["name"] = json!("Lima");
    business[field] = value;
    ana.json("/rpc/settings/business", json!({ "business": business, "version": settings["version"] })).await
}

#[tokio::test]
async fn what_an_owner_types_has_its_limits_too() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let services = |count: usize, name: usize| json!((0..count).map(|_| json!({ "name": letters(name), "price": "" })).collect::<Vec<_>>());
    for (field, fits, over) in [
        ("name", json!(letters(120)), json!(letters(121))),
        ("contact", json!(letters(2_000)), json!(letters(2_001))),
        ("services", services(100, 120), services(101, 1)),
        ("services", services(1, 120), services(1, 121)),
        ("meeting_minutes", json!(240), json!(241)),
    ] {
        save_business(&ana, field, fits).await.ok();
        let over = save_business(&ana, field, over).await;
        assert_eq!((over.status, over.code().as_str()), (422, "invalid_fields"), "{field}: {}", over.text);
        assert!(over.json()["fields"].get(field).is_some(), "{field}: {}", over.text);
    }
    create_key(&ana, &["chat"]).await;
    let label = |chars: usize| ana.json("/rpc/settings/keys/create", json!({ "label": letters(chars), "scopes": ["chat"] }));
    label(80).await.ok();
    assert!(label(81).await.json()["fields"].get("label").is_some());
    let search = format!("open_only=false&q={}", "x".repeat(201));
    let found =
        ana.call(Method::POST, "/rpc/conversations/list").accept("application/json").body("application/x-www-form-urlencoded", search);
    assert_eq!(found.send().await.status, 422);
}

#[tokio::test]
async fn the_first_account_has_limits_as_well() {
    let desk = Desk::fresh().await;
    let link = desk.state.setup.link(&desk.state.config.public_url).expect("a link");
    let token = link.split_once("#token=").expect("a token").1.to_owned();
    let browser = desk.browser();
    let typed = [("token", token), ("name", letters(201)), ("email", email(255)), ("password", letters(257))];
    let pairs: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = browser.form("/rpc/session/set-up", &pairs).await;
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert_eq!(answer.json()["fields"].as_object().expect("fields").keys().collect::<Vec<_>>(), ["email", "name", "password"]);
}
