//! API keys: shown once, checked by hash, bounded by scopes, revoked at once.

use reqwest::Method;
use serde_json::Value;

use super::{
    browser::{Answer, Browser},
    desk::{Desk, create_key, list_keys},
};
use crate::harness::KEY;

/// The conversation of an integrator's client: needs the scope `chat`.
async fn with_key(browser: &Browser, headers: &[(&str, &str)]) -> Answer {
    let mut call = browser.call(Method::GET, "/gemini/conversation?client_id=c1").of_no_origin();
    for (name, value) in headers {
        call = call.header(name, value);
    }
    call.send().await
}

#[tokio::test]
async fn a_key_works_until_it_is_revoked() {
    let desk = Desk::open().await;
    let (ana, bridge) = (desk.signed_in().await, desk.browser());
    let created = create_key(&ana, &["chat"]).await;
    let key = created["key"].as_str().expect("a key");
    assert!(key.starts_with("ck_") && key.len() == 46);
    let bearer = format!("Bearer {key}");
    with_key(&bridge, &[("authorization", &bearer)]).await.ok();
    with_key(&bridge, &[("x-api-key", key)]).await.ok();

    let listed = list_keys(&ana).await.ok();
    assert!(!listed.text.contains(key), "a key is shown once");
    assert_eq!(listed.json()[0]["prefix"], key[..9]);
    let id = created["info"]["id"].as_str().expect("an id");
    ana.form("/rpc/settings/keys/revoke", &[("id", id)]).await.ok();
    let refused = with_key(&bridge, &[("authorization", &bearer)]).await;
    assert_eq!((refused.status, refused.code().as_str()), (401, "unauthorized"));
    assert_ne!(list_keys(&ana).await.ok().json()[0]["revoked_at"], Value::Null);
}

#[tokio::test]
async fn a_program_with_a_revoked_key_keeps_the_owner_from_nothing() {
    let desk = Desk::open().await;
    let bridge = desk.browser();
    let mut statuses = vec![];
    for _ in 0..8 {
        statuses.push(with_key(&bridge, &[("x-api-key", "ck_revoked")]).await.status);
    }
    assert_eq!((statuses[0], statuses[7]), (401, 429), "{statuses:?}");
    // From the same address.
    desk.signed_in().await;
}

#[tokio::test]
async fn a_key_opens_only_what_its_scopes_name() {
    let desk = Desk::open().await;
    let (ana, bridge) = (desk.signed_in().await, desk.browser());
    let created = create_key(&ana, &["logs", "reports"]).await;
    let refused = with_key(&bridge, &[("x-api-key", created["key"].as_str().expect("a key"))]).await;
    assert_eq!((refused.status, refused.code().as_str()), (403, "forbidden"));
}

#[tokio::test]
async fn the_environments_key_has_every_scope() {
    let desk = Desk::open().await;
    let bridge = desk.browser();
    with_key(&bridge, &[("x-api-key", KEY)]).await.ok();
    assert_eq!(with_key(&bridge, &[("x-api-key", &KEY[..KEY.len() - 1])]).await.status, 401);
}

#[tokio::test]
async fn unknown_doubled_and_urled_keys_are_refused_and_guessing_is_slowed() {
    let desk = Desk::open().await;
    let bridge = desk.browser();
    let unknown = format!("ck_{}", "a".repeat(43));
    let in_url = bridge.call(Method::GET, &format!("/gemini/conversation?client_id=c1&api_key={unknown}")).send().await;
    assert_eq!((in_url.status, in_url.code().as_str()), (400, "invalid_request"));
    let doubled = with_key(&bridge, &[("x-api-key", &unknown), ("authorization", "Bearer ck_other")]).await;
    assert_eq!(doubled.status, 401);
    for _ in 0..5 {
        assert_eq!(with_key(&bridge, &[("x-api-key", &unknown)]).await.status, 401);
    }
    assert_eq!(with_key(&bridge, &[("x-api-key", &unknown)]).await.status, 429);
}
