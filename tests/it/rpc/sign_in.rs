//! Log-in and log-out: the cookie, its id, guessing, and what outlives a session (nothing).

use std::time::{Duration, Instant};

use reqwest::Method;
use tower_sessions::{SessionStore, session::Id};

use super::{
    browser::{Answer, Browser},
    desk::{Desk, EMAIL, PASSWORD, is_signed_in, list_keys, log_in, who},
};

#[tokio::test]
async fn ana_signs_in_works_and_signs_out() {
    let desk = Desk::open().await;
    let browser = desk.browser();
    assert!(!is_signed_in(&browser).await);
    let answer = log_in(&browser, "Ana@Example.COM", PASSWORD).await.ok();
    let cookie = answer.set_cookies().join("\n");
    assert!(cookie.starts_with("sid="), "{cookie}");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=86400"] {
        assert!(cookie.contains(part), "{part} is missing: {cookie}");
    }
    assert!(!cookie.contains("Domain") && !cookie.contains("Secure"), "{cookie}");
    assert_eq!(who(&browser).await["admin"]["email"], EMAIL);

    let id = browser.cookie("sid").expect("a cookie");
    let answer = browser.form("/rpc/session/log-out", &[]).await.ok();
    assert_eq!(answer.set_cookies(), ["sid=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"]);
    assert!(!is_signed_in(&browser).await);
    browser.set_cookie("sid", &id);
    assert_eq!(list_keys(&browser).await.status, 401, "a replayed cookie is worth nothing");
    let actions: Vec<String> = desk.state.audit.latest(9).await.expect("a log").into_iter().map(|entry| entry.action).collect();
    assert_eq!(actions, ["logout", "login", "set_up"]);
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_the_host() {
    let desk = Desk::with(&[("SESSION_COOKIE_SECURE", "true")]).await;
    let browser = desk.browser();
    let answer = log_in(&browser, EMAIL, PASSWORD).await.ok();
    let cookie = answer.set_cookies().join("\n");
    assert!(
        cookie.starts_with("__Host-sid=") && cookie.contains("Secure") && cookie.contains("Path=/") && !cookie.contains("Domain"),
        "{cookie}"
    );
    let answer = browser.form("/rpc/session/log-out", &[]).await.ok();
    assert_eq!(answer.set_cookies(), ["__Host-sid=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"]);
}

#[tokio::test]
async fn every_log_in_makes_a_new_id() {
    let desk = Desk::open().await;
    let browser = desk.browser();
    let planted = Id(42).to_string();
    browser.set_cookie("sid", &planted);
    log_in(&browser, EMAIL, PASSWORD).await.ok();
    let first = browser.cookie("sid").expect("a cookie");
    log_in(&browser, EMAIL, PASSWORD).await.ok();
    let second = browser.cookie("sid").expect("a cookie");
    assert!(planted != first && first != second);
    assert_eq!(list_keys(&browser).await.status, 200);
    for old in [planted, first] {
        let thief = desk.browser();
        thief.set_cookie("sid", &old);
        assert_eq!(list_keys(&thief).await.status, 401, "{old}");
    }
}

#[tokio::test]
async fn a_cookie_that_nobody_was_given_is_never_adopted() {
    let desk = Desk::open().await;
    let unknown = Id(7).to_string();
    let long = "a".repeat(4_096);
    for planted in [unknown.as_str(), "", "short", "not base64 !!!", "..", "\"quoted\"", "%00", &long, &format!("{unknown}; sid={unknown}")]
    {
        let browser = desk.browser();
        browser.set_cookie("sid", planted);
        let answer = list_keys(&browser).await;
        assert_eq!(answer.status, 401, "{planted}");
        assert!(answer.set_cookies().iter().all(|cookie| cookie.starts_with("sid=;")), "{:?}", answer.set_cookies());
        assert!(!is_signed_in(&browser).await);
    }
}

#[tokio::test]
async fn requests_in_flight_do_not_bring_a_session_back() {
    let desk = Desk::open().await;
    let browser = desk.signed_in().await;
    let id: Id = browser.cookie("sid").expect("a cookie").parse().expect("an id");
    let calls = (0..100).map(|_| list_keys(&browser));
    let (_, out) = futures::future::join(futures::future::join_all(calls), browser.form("/rpc/session/log-out", &[])).await;
    out.ok();
    assert!(desk.state.sessions.store().load(&id).await.expect("a store").is_none());
    browser.set_cookie("sid", &id.to_string());
    assert_eq!(list_keys(&browser).await.status, 401);
}

#[tokio::test]
async fn the_sixth_guess_waits_even_with_the_right_password() {
    let desk = Desk::open().await;
    // Her first log-in counts too.
    let ana = desk.signed_in().await;
    let guesser = desk.browser();
    for _ in 0..4 {
        assert_eq!(log_in(&guesser, EMAIL, "a wrong password").await.status, 401);
    }
    let refused = log_in(&guesser, EMAIL, PASSWORD).await;
    assert_eq!((refused.status, refused.code().as_str()), (429, "rate_limited"));
    let wait: u64 = refused.headers["retry-after"].to_str().expect("text").parse().expect("a number");
    assert!((1..=12).contains(&wait), "{wait}");
    assert!(is_signed_in(&ana).await, "whoever is signed in stays so");
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_look_the_same() {
    let desk = Desk::open().await;
    let browser = desk.browser();
    let known = log_in(&browser, EMAIL, "a wrong password").await;
    let unknown = log_in(&browser, "nobody@example.com", "a wrong password").await;
    let garbage = log_in(&browser, "not an address", "a wrong password").await;
    let seen = |answer: &Answer| {
        let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
        headers.sort();
        (answer.status, answer.text.clone(), headers)
    };
    assert_eq!(seen(&known), seen(&unknown));
    assert_eq!(seen(&known), seen(&garbage));
    assert_eq!(known.status, 401);
    let began = Instant::now();
    let endless = log_in(&browser, EMAIL, &"x".repeat(200_000)).await;
    assert_eq!(endless.status, 401);
    assert!(began.elapsed() < Duration::from_millis(500), "nothing was hashed: {:?}", began.elapsed());
}

#[tokio::test]
async fn two_hundred_at_once_are_answered_or_told_to_come_back() {
    let desk = Desk::open().await;
    let accounts = desk.state.accounts.clone();
    let attempts = (0..200).map(|_| accounts.log_in(EMAIL, PASSWORD, None));
    let outcomes = futures::future::join_all(attempts).await;
    let busy = |outcome: &Result<_, _>| matches!(outcome, Err(chatimjd::service::error::ServiceError::Busy { .. }));
    assert!(outcomes.iter().all(|outcome| outcome.is_ok() || busy(outcome)));
    assert!(outcomes.iter().filter(|outcome| outcome.is_ok()).count() >= 8);
    assert!(outcomes.iter().any(busy), "the queue is bounded");
}

/// A form that a browser without scripts sends.
async fn plain_form(browser: &Browser, path: &str, pairs: &[(&str, &str)], referer: &str) -> Answer {
    browser.call(Method::POST, path).accept("text/html,application/xhtml+xml").header("referer", referer).pairs(pairs).send().await
}

#[tokio::test]
async fn a_plain_form_goes_where_it_should() {
    let desk = Desk::open().await;
    let browser = desk.browser();
    let page = format!("{}/admin/login?next=%2Fadmin%2Fsettings&error=unauthorized", desk.base);
    let wrong = plain_form(&browser, "/rpc/session/log-in", &[("email", EMAIL), ("password", "a wrong password")], &page).await;
    assert_eq!((wrong.status, wrong.location()), (303, "/admin/login?next=%2Fadmin%2Fsettings&error=unauthorized"));
    assert!(!wrong.location().contains("ana") && wrong.text.is_empty());

    let right = [("email", EMAIL), ("password", PASSWORD), ("next", "/admin/settings")];
    let answer = plain_form(&browser, "/rpc/session/log-in", &right, &page).await;
    assert_eq!((answer.status, answer.location()), (302, "/admin/settings"));
    assert!(is_signed_in(&browser).await);

    let out = plain_form(&browser, "/rpc/session/log-out", &[], &format!("{}/admin", desk.base)).await;
    assert_eq!((out.status, out.location()), (302, "/admin/login"));
    let out = plain_form(&browser, "/rpc/session/log-out", &[], &format!("{}/admin/conversations?q=ana", desk.base)).await;
    assert_eq!((out.status, out.location()), (303, "/admin/conversations?error=unauthorized"));
}

#[tokio::test]
async fn a_hostile_next_leads_to_the_dashboard() {
    for next in [
        "https://evil.example",
        "//evil.example",
        "/admin//evil.example",
        "/\\evil.example",
        "/admin\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
    ] {
        let desk = Desk::open().await;
        let browser = desk.browser();
        let form = [("email", EMAIL), ("password", PASSWORD), ("next", next)];
        let answer = plain_form(&browser, "/rpc/session/log-in", &form, &desk.base).await;
        assert_eq!((answer.status, answer.location()), (302, "/admin"), "{next}");
        assert!(answer.set_cookies().iter().all(|cookie| cookie.starts_with("sid=")));
    }
}

#[tokio::test]
async fn visitors_get_no_session() {
    let desk = Desk::open().await;
    let browser = desk.browser();
    for path in ["/", "/admin", "/admin/login", "/widget", "/healthz", "/nothing"] {
        assert!(browser.get(path).await.set_cookies().is_empty(), "{path}");
    }
    assert!(browser.form("/rpc/session/who", &[]).await.set_cookies().is_empty());
    assert!(browser.form("/rpc/chat/transcript", &[("token", "vt_x")]).await.set_cookies().is_empty());
}
