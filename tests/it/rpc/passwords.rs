//! Another password: who may choose one, and which sessions it ends.

use reqwest::Method;
use tower_sessions::SessionStore;

use super::{
    browser::{Answer, Browser},
    desk::{Desk, EMAIL, PASSWORD, is_signed_in, list_keys, log_in},
};
use crate::harness::TestApp;

const NEW: &str = "staple battery horse";

async fn change(browser: &Browser, old: &str, new: &str) -> Answer {
    browser.form("/rpc/session/change-password", &[("old_password", old), ("new_password", new)]).await
}

#[tokio::test]
async fn a_new_password_ends_every_other_session_and_the_old_password() {
    let desk = Desk::open().await;
    let (ana, thief) = (desk.signed_in().await, desk.signed_in().await);
    let before = ana.cookie("sid").expect("a cookie");
    let answer = change(&ana, PASSWORD, NEW).await.ok();
    assert!(!answer.text.contains("battery"), "{}", answer.text);
    assert!(is_signed_in(&ana).await);
    assert_ne!(ana.cookie("sid").expect("a cookie"), before);
    assert_eq!(list_keys(&thief).await.status, 401);
    let replay = desk.browser();
    replay.set_cookie("sid", &before);
    assert_eq!(list_keys(&replay).await.status, 401, "its own earlier id, too");
    let stored = desk.state.sessions.store().load(&before.parse().expect("an id")).await.expect("a store");
    assert!(stored.is_none());

    assert_eq!(log_in(&desk.browser(), EMAIL, PASSWORD).await.status, 401);
    let again = desk.browser();
    log_in(&again, EMAIL, NEW).await.ok();
    assert!(is_signed_in(&again).await && is_signed_in(&ana).await);
    let actions: Vec<String> = desk.state.audit.latest(3).await.expect("a log").into_iter().map(|entry| entry.action).collect();
    assert_eq!(actions, ["login", "login_failed", "password.changed"]);
}

#[tokio::test]
async fn it_ends_sessions_at_other_instances() {
    let desk = Desk::open().await;
    let other: TestApp = desk.beside(&[]).await;
    let (ana, thief) = (desk.signed_in().await, Browser::at(&other.url("")));
    log_in(&thief, EMAIL, PASSWORD).await.ok();
    change(&ana, PASSWORD, NEW).await.ok();
    assert_eq!(list_keys(&thief).await.status, 401);
}

#[tokio::test]
async fn a_session_alone_chooses_no_password_and_guesses_no_faster_than_a_stranger() {
    let desk = Desk::open().await;
    let thief = desk.signed_in().await;
    let weak = change(&thief, PASSWORD, "short").await;
    assert!(weak.status == 422 && weak.json()["fields"]["new_password"].is_string(), "{}", weak.text);
    // Her log-in and this counted, too.
    for _ in 0..3 {
        let wrong = change(&thief, "a wrong password", NEW).await;
        assert!(wrong.status == 422 && wrong.json()["fields"]["old_password"].is_string(), "{}", wrong.text);
    }
    let braked = change(&thief, PASSWORD, NEW).await;
    assert_eq!((braked.status, braked.code().as_str()), (429, "rate_limited"));
    let refused = desk.state.audit.latest(9).await.expect("a log").into_iter().filter(|entry| entry.action == "password.refused").count();
    assert_eq!(refused, 3);
}

#[tokio::test]
async fn the_form_works_without_scripts() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let page = format!("{}/admin/settings/account", desk.base);
    let send = async |old: &str| {
        let form = [("old_password", old), ("new_password", NEW)];
        ana.call(Method::POST, "/rpc/session/change-password").accept("text/html").header("referer", &page).pairs(&form).send().await
    };
    let wrong = send("a wrong password").await;
    assert_eq!((wrong.status, wrong.location()), (303, "/admin/settings/account?error=invalid_fields&fields=old_password"));
    let told = ana.call(Method::GET, wrong.location()).accept("text/html").send().await.ok();
    assert!(told.text.contains("Needs another value"), "{}", told.text);
    let right = send(PASSWORD).await;
    assert_eq!((right.status, right.location()), (302, "/admin/settings/account?changed=password"));
    let told = ana.call(Method::GET, right.location()).accept("text/html").send().await.ok();
    assert!(told.text.contains("Your password is changed."), "{}", told.text);
}
