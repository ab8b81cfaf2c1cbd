//! The way through Google's page and back, and the end of it.

use std::sync::Arc;

use chatimjd::{
    adapters::ids::SystemIds,
    domain::{
        account::Role,
        ids::AdminId,
        meeting::{calendar::CalendarHome, event::CalendarError},
        schedule::interval::shifted,
    },
    service::{
        calendar_account::{Answered, CalendarAccount, ConnectError, ConsentAnswer},
        permission::{Admin, Owner},
        ports::{Calendar, Clock, ConsentError},
    },
};
use url::Url;

use super::{Desk, wanted};
use crate::{
    fakes::google::{Behaviour, Endpoint, Refusal, oauth::SCOPES},
    harness::client,
};

fn owner() -> Owner {
    let admin = Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [127, 0, 0, 1].into());
    admin.owner().expect("an owner")
}

fn account(desk: &Desk) -> CalendarAccount {
    CalendarAccount {
        page: Some(Arc::clone(&desk.page) as _),
        grants: Arc::new(desk.grants.clone()),
        sealer: Arc::clone(&desk.sealer),
        clock: Arc::new(desk.clock.clone()),
        ids: Arc::new(SystemIds),
        answered: Answered::default(),
    }
}

/// Opens the page as a browser does, and gives what it brings back.
async fn visit(url: &str) -> ConsentAnswer {
    let answer = client(None).get(url).send().await.expect("an answer");
    assert_eq!(answer.status(), 302);
    let back = answer.headers().get("location").and_then(|back| back.to_str().ok()).expect("a way back");
    let back = Url::parse(back).expect("a URL");
    assert!(back.as_str().starts_with(super::REDIRECT));
    let value = |name: &str| back.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    ConsentAnswer { state: value("state"), code: value("code"), error: value("error") }
}

async fn connect(desk: &Desk) -> Result<(), ConnectError> {
    let account = account(desk);
    let (url, pending) = account.ask(&owner()).expect("a page");
    let answer = visit(&url).await;
    account.connect(&owner(), Some(pending), answer).await
}

#[tokio::test]
async fn an_account_is_connected_used_and_given_back() {
    let desk = Desk::unconnected().await;
    assert_eq!(desk.calendar.home().await, CalendarHome::Local);
    connect(&desk).await.expect("connected");
    assert_eq!(desk.calendar.home().await, CalendarHome::Google);
    let grant = desk.record().await.grant.expect("a permission");
    assert!(!grant.refresh_token.contains("canary"), "sealed");
    assert_eq!((grant.scopes, grant.expires_at), (SCOPES.map(str::to_owned).to_vec(), None));
    assert!(desk.calendar.put(&wanted(1)).await.expect("put").invited);
    assert_eq!(desk.calendar.health().await.account.as_deref(), Some("owner@example.com"));

    assert_eq!(account(&desk).disconnect(&owner()).await, Ok(true));
    assert_eq!(desk.fake.grants().alive(), 0, "Google has forgotten it, too");
    assert_eq!(desk.calendar.home().await, CalendarHome::Local);
    assert_eq!(desk.calendar.put(&wanted(2)).await, Err(CalendarError::Unavailable));
}

#[tokio::test]
async fn what_was_learned_of_one_account_is_not_told_of_the_next() {
    let desk = Desk::unconnected().await;
    connect(&desk).await.expect("connected");
    desk.calendar.put(&wanted(1)).await.expect("put");
    assert_eq!(desk.calendar.health().await.account.as_deref(), Some("owner@example.com"));
    assert_eq!(account(&desk).disconnect(&owner()).await, Ok(true));
    connect(&desk).await.expect("connected again");
    let health = desk.calendar.health().await;
    assert_eq!((health.account.as_deref(), health.makes_calls, health.invites), (Some("primary"), None, true));
    desk.calendar.put(&wanted(2)).await.expect("put");
    assert_eq!(desk.calendar.health().await.account.as_deref(), Some("owner@example.com"));
}

#[tokio::test]
async fn what_an_app_in_testing_mode_gets_ends_after_a_week() {
    let desk = Desk::unconnected().await;
    desk.fake.grants().is_testing = true;
    connect(&desk).await.expect("connected");
    assert_eq!(desk.calendar.health().await.expires_at, Some(shifted(desk.clock.now(), 604_799)));
}

#[tokio::test]
async fn a_consent_without_all_boxes_is_none() {
    let desk = Desk::unconnected().await;
    for scope in SCOPES {
        desk.fake.grants().only = Some(vec![scope.to_owned()]);
        assert_eq!(connect(&desk).await, Err(ConnectError::Consent(ConsentError::TooLittle)));
    }
    desk.fake.grants().denies = true;
    assert_eq!(connect(&desk).await, Err(ConnectError::Denied));
    assert_eq!(desk.record().await.version, 0);
    assert_eq!(desk.calendar.home().await, CalendarHome::Local);
    // A permission of another use of the same project comes along.
    let all = ["https://www.googleapis.com/auth/calendar", "openid"].map(str::to_owned);
    desk.fake.grants().only = Some(all.to_vec());
    connect(&desk).await.expect("connected");
}

#[tokio::test]
async fn a_code_works_once_and_only_with_its_verifier() {
    let desk = Desk::unconnected().await;
    let (account, elsewhere) = (account(&desk), account(&desk));
    let (url, pending) = account.ask(&owner()).expect("a page");
    let answer = visit(&url).await;
    account.connect(&owner(), Some(pending.clone()), answer.clone()).await.expect("connected");
    assert_eq!(account.connect(&owner(), Some(pending.clone()), answer.clone()).await, Err(ConnectError::NotAsked));
    let again = elsewhere.connect(&owner(), Some(pending), answer).await;
    assert_eq!(again, Err(ConnectError::Consent(ConsentError::CodeRefused)), "another instance has not heard of it");

    let (one, _) = account.ask(&owner()).expect("a page");
    let (other, pending) = account.ask(&owner()).expect("a page");
    // The code of the one with the state of the other, as whoever has stolen it would bring it.
    let stolen = ConsentAnswer { code: visit(&one).await.code, ..visit(&other).await };
    let refused = account.connect(&owner(), Some(pending), stolen).await;
    assert_eq!(refused, Err(ConnectError::Consent(ConsentError::CodeRefused)));
    assert_eq!(desk.record().await.version, 1, "the first permission stands");
}

#[tokio::test]
async fn what_is_wrong_with_the_installation_is_told_to_the_owner() {
    let desk = Desk::unconnected().await;
    for (refusal, word) in [(Refusal::wrong_redirect(), "redirect_uri_mismatch"), (Refusal::wrong_client(), "invalid_client")] {
        desk.fake.refuse(Endpoint::Token, refusal);
        assert_eq!(connect(&desk).await, Err(ConnectError::Consent(ConsentError::Misconfigured(word.into()))));
    }
    desk.fake.next(Endpoint::Token, Behaviour::Silence);
    assert_eq!(connect(&desk).await, Err(ConnectError::Consent(ConsentError::Unavailable)));
}

#[tokio::test]
async fn a_permission_is_forgotten_even_where_google_cannot_be_told() {
    let desk = Desk::connected().await;
    let account = account(&desk);
    desk.fake.refuse(Endpoint::Revoke, Refusal::unavailable());
    assert_eq!(account.disconnect(&owner()).await, Ok(false));
    assert_eq!(desk.record().await.grant, None);
    desk.permit().await;
    desk.fake.grants().withdraw_all();
    assert_eq!(account.disconnect(&owner()).await, Ok(true), "what is dead needs no giving back");
}
