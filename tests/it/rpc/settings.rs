//! Settings as the dashboard changes them: versions, field errors, and a key that goes in and never comes out.

use chatimjd::service::ports::Admins;
use reqwest::Method;
use serde_json::{Value, json};

use super::{browser::Browser, desk::Desk};

const KEY: &str = "AQ.canary-of-the-owners-gemini-key";

async fn load(browser: &Browser) -> Value {
    browser.form("/rpc/settings/load", &[]).await.ok().json()
}

#[tokio::test]
async fn a_save_names_the_version_it_saw() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let mut business = load(&ana).await["business"].clone();
    business["name"] = json!("Lima Interiors");
    business["time_zone"] = json!("Asia/Karachi");
    let saved = ana.json("/rpc/settings/business", json!({ "business": business, "version": 0 })).await.ok().json();
    assert_eq!((&saved["business"]["name"], &saved["version"]), (&json!("Lima Interiors"), &json!(1)));
    let late = ana.json("/rpc/settings/widget", json!({ "sites": [], "greeting": "Hi", "version": 0 })).await;
    assert_eq!((late.status, late.code().as_str()), (409, "version_conflict"));
    assert_eq!(load(&ana).await, saved);
    assert_eq!(super::desk::who(&desk.browser()).await["business_name"], "Lima Interiors");
}

#[tokio::test]
async fn wrong_fields_are_named() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let mut business = load(&ana).await["business"].clone();
    business["time_zone"] = json!("Mars/Olympus");
    business["country"] = json!("ZZ");
    business["hours"][0] = json!([{ "from": 600, "until": 540 }]);
    let answer = ana.json("/rpc/settings/business", json!({ "business": business, "version": 0 })).await;
    assert_eq!((answer.status, answer.code().as_str()), (422, "invalid_fields"));
    assert_eq!(answer.json()["fields"].as_object().expect("fields").keys().collect::<Vec<_>>(), ["country", "hours", "time_zone"]);
    let sites = json!(["https://good.example", "https://evil.example; script-src *"]);
    let answer = ana.json("/rpc/settings/widget", json!({ "sites": sites, "greeting": "", "version": 0 })).await;
    assert!(answer.json()["fields"]["sites"].as_str().expect("a problem").starts_with("line 2"), "{}", answer.text);
}

#[tokio::test]
async fn colour_and_corner_of_the_widget_are_saved_and_kept() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    assert_eq!(load(&ana).await["look"], json!({ "accent": "", "corner": "auto" }));
    let save = |look: Value, version: u64| {
        let body = json!({ "sites": [], "greeting": "", "look": look, "version": version });
        ana.json("/rpc/settings/widget", body)
    };
    let saved = save(json!({ "accent": " A30 ", "corner": "left" }), 0).await.ok().json();
    assert_eq!(saved["look"], json!({ "accent": "#aa3300", "corner": "left" }));
    // The set-up asks for the sites alone.
    let kept = ana.json("/rpc/settings/widget", json!({ "sites": [], "greeting": "Hi", "version": 1 })).await.ok().json();
    assert_eq!((&kept["look"], &kept["greeting"]), (&saved["look"], &json!("Hi")));
    let wrong = save(json!({ "accent": "red;}", "corner": "right" }), 2).await;
    assert_eq!((wrong.status, wrong.code().as_str()), (422, "invalid_fields"));
    assert!(wrong.json()["fields"]["accent"].as_str().expect("a problem").starts_with("write a colour"), "{}", wrong.text);
    assert_eq!(load(&ana).await, kept);
}

#[tokio::test]
async fn where_news_of_visitors_go_is_saved_and_a_wrong_address_is_named() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let before = load(&ana).await;
    assert_eq!(before["notifications"], json!({ "mail_to": "", "of_wishes": true, "of_leads": true, "of_failures": true }));
    assert_eq!(before["has_mail"], false, "there is no mail server");
    let send = |mail_to: &str, version: u64| {
        let wanted = json!({ "mail_to": mail_to, "of_wishes": false, "of_leads": true, "of_failures": true });
        ana.json("/rpc/settings/notifications", json!({ "wanted": wanted, "version": version }))
    };
    let refused = send("bo@brooks", 0).await;
    assert_eq!((refused.status, refused.code().as_str()), (422, "invalid_fields"));
    assert_eq!(refused.json()["fields"]["mail_to"], "add the ending, such as .com");
    let saved = send("bo@brooks.example", 0).await.ok().json();
    assert_eq!(
        saved["notifications"],
        json!({ "mail_to": "bo@brooks.example", "of_wishes": false, "of_leads": true, "of_failures": true })
    );
    assert_eq!(load(&ana).await, saved);
    let off = send(" ", 1).await.ok().json();
    assert_eq!(off["notifications"]["mail_to"], "");
}

#[tokio::test]
async fn numbers_belong_to_the_country_that_the_owner_chose() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let mut business = load(&ana).await["business"].clone();
    business["time_zone"] = json!("Asia/Karachi");
    let stories = [(json!(null), "0300 1234567", "+92 300 1234567"), (json!("GB"), "07400 123456", "+44 7400 123456")];
    for (version, (country, typed, shown)) in stories.into_iter().enumerate() {
        business["country"] = country.clone();
        let saved = ana.json("/rpc/settings/business", json!({ "business": business, "version": version })).await.ok().json();
        assert_eq!(saved["business"]["country"], country);
        let edit = json!({ "values": { "name": "Ben", "phone": typed } });
        let lead = ana.json("/rpc/leads/create", json!({ "edit": edit })).await.ok().json();
        assert_eq!(lead["row"]["phone"], shown);
    }
}

#[tokio::test]
async fn a_conversation_is_found_by_the_number_as_it_is_dialled_at_home() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let mut business = load(&ana).await["business"].clone();
    business["country"] = json!("PK");
    ana.json("/rpc/settings/business", json!({ "business": business, "version": 0 })).await.ok();
    desk.visitor().send("Call me at +92 300 1234567").await;
    for (q, count) in [("0300 1234567", 1), ("+92 300 1234567", 1), ("0300 7654321", 0)] {
        let found = ana.form("/rpc/conversations/list", &[("open_only", "false"), ("q", q)]).await.ok().json();
        assert_eq!(found["page"]["items"].as_array().expect("rows").len(), count, "{q}: {found}");
    }
}

#[tokio::test]
async fn the_key_goes_in_and_never_comes_out() {
    let desk = Desk::with(&[("GEMINI_BASE_URL", "http://127.0.0.1:9/v1beta")]).await;
    let ana = desk.signed_in().await;
    let before = load(&ana).await;
    assert_eq!((&before["assistant"]["key_source"], &before["assistant"]["answering"]), (&json!("none"), &json!("offline")));
    let saved = ana.json("/rpc/settings/assistant", json!({ "key": KEY, "model": "gemini-3.8-flash", "version": 0 })).await.ok();
    assert!(!saved.text.contains("canary"), "{}", saved.text);
    assert_eq!(saved.json()["assistant"]["key_source"], "settings");
    assert_eq!(saved.json()["assistant"]["answering"], "gemini-3.8-flash", "the next answer is Gemini's");
    assert!(!load(&ana).await.to_string().contains("canary"));
    let kept = desk.state.desk.load().await.expect("settings");
    assert!(!serde_json::to_string(&kept).expect("JSON").contains("canary"), "only sealed at rest");
    assert_eq!(desk.state.desk.gemini_key(&kept).as_deref(), Some(KEY));

    let test = ana.json("/rpc/settings/test-assistant", json!({ "key": null, "model": "" })).await.ok();
    assert_eq!(test.json()["ok"], false);
    assert!(test.json()["message"].as_str().expect("words").contains("could not reach Google"), "{}", test.text);
    assert!(!test.text.contains("canary"));

    let removed = ana.json("/rpc/settings/assistant", json!({ "key": "", "model": "", "version": 1 })).await.ok().json();
    assert_eq!((&removed["assistant"]["key_source"], &removed["assistant"]["answering"]), (&json!("none"), &json!("offline")));
    let audit = desk.state.audit.latest(20).await.expect("a log");
    assert!(!format!("{audit:?}").contains("canary"));
    assert_eq!(audit[0].target.as_deref(), Some("assistant: key removed"));
}

/// One change of each kind, sent with a header that only a trusted proxy may write; and where the log says they came from.
async fn addresses_of_changes(desk: &Desk) -> Vec<(String, Option<String>)> {
    let ana = desk.signed_in().await;
    let forwarded = |path: &'static str| ana.call(Method::POST, path).accept("application/json").header("x-forwarded-for", "198.51.100.7");
    let json = |path: &'static str, value: Value| forwarded(path).body("application/json", value.to_string()).send();
    json("/rpc/settings/widget", json!({ "sites": [], "greeting": "Hi", "version": 0 })).await.ok();
    let created = json("/rpc/settings/keys/create", json!({ "label": "a bridge", "scopes": ["chat"] })).await.ok().json();
    let id = created["info"]["id"].as_str().expect("an id");
    forwarded("/rpc/settings/keys/revoke").pairs(&[("id", id)]).send().await.ok();
    forwarded("/rpc/session/log-out").pairs(&[]).send().await.ok();
    let owner = desk.state.database.admins().by_email(super::desk::EMAIL).await.expect("read").expect("Ana").account.id;
    let lines = desk.state.audit.latest(9).await.expect("a log");
    assert!(lines.iter().all(|line| line.actor == owner.as_str()), "{lines:?}");
    lines.into_iter().rev().map(|line| (line.action, line.address)).collect()
}

#[tokio::test]
async fn the_audit_log_tells_where_each_change_came_from() {
    for (proxies, address) in [("127.0.0.1/32", "198.51.100.7"), ("10.0.0.0/8", "127.0.0.1")] {
        let desk = Desk::with(&[("TRUSTED_PROXIES", proxies)]).await;
        let line = |action: &str, address: &str| (action.to_owned(), Some(address.to_owned()));
        let expected = [
            ("set_up".to_owned(), None),
            line("login", "127.0.0.1"),
            line("settings_saved", address),
            line("api_key_created", address),
            line("api_key_revoked", address),
            line("logout", address),
        ];
        assert_eq!(addresses_of_changes(&desk).await, expected, "trusted: {proxies:?}");
    }
}

#[tokio::test]
async fn a_test_without_any_key_says_so_and_refuses_what_is_no_key() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let none = ana.json("/rpc/settings/test-assistant", json!({ "key": null, "model": "" })).await.ok().json();
    assert_eq!(none["ok"], false);
    assert!(none["message"].as_str().expect("words").contains("no key"), "{none}");
    for (key, model, field) in [("a b", "", "key"), (KEY, "../models", "model")] {
        let answer = ana.json("/rpc/settings/test-assistant", json!({ "key": key, "model": model })).await;
        assert_eq!(answer.status, 422);
        assert!(answer.json()["fields"].get(field).is_some(), "{}", answer.text);
        assert!(!answer.text.contains("canary"));
    }
}

#[tokio::test]
async fn the_page_knows_what_to_paste() {
    let desk = Desk::with(&[
        ("PUBLIC_URL", "https://desk.example.com"),
        ("SESSION_COOKIE_SECURE", "false"),
        ("ALLOWED_ORIGINS", "https://shop.example.com"),
    ])
    .await;
    let ana = desk.signed_in().await;
    let settings = load(&ana).await;
    assert_eq!(settings["embed_line"], "<script async src=\"https://desk.example.com/widget.js\"></script>");
    assert_eq!(settings["environment_sites"], json!(["https://shop.example.com"]));
}
