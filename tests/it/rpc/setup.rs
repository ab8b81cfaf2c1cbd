//! The first run: one token, one account, once.

use super::{
    browser::{Answer, Browser},
    desk::{Desk, PASSWORD, is_signed_in, log_in, who},
};

fn token(desk: &Desk) -> String {
    let link = desk.state.setup.link(&desk.state.config.public_url).expect("a link");
    let (page, token) = link.split_once("/admin/setup#token=").expect("a token");
    assert_eq!(page, "http://desk.test");
    token.to_owned()
}

async fn set_up(browser: &Browser, token: &str, email: &str, password: &str) -> Answer {
    browser.form("/rpc/session/set-up", &[("token", token), ("name", "Ana Lima"), ("email", email), ("password", password)]).await
}

#[tokio::test]
async fn whoever_reads_the_log_makes_the_first_account() {
    let desk = Desk::fresh().await;
    let browser = desk.browser();
    assert_eq!(who(&browser).await["setup_needed"], true);
    let token = token(&desk);
    assert_eq!(set_up(&browser, "guessed", "ana@example.com", PASSWORD).await.status, 401);
    let mistyped = set_up(&browser, &token, "ana@home", "short").await;
    assert_eq!(mistyped.status, 422);
    assert_eq!(mistyped.json()["fields"].as_object().expect("fields").keys().collect::<Vec<_>>(), ["email", "password"]);

    set_up(&browser, &token, "ana@example.com", PASSWORD).await.ok();
    assert!(is_signed_in(&browser).await);
    assert_eq!(who(&desk.browser()).await["setup_needed"], false);
    let again = set_up(&desk.browser(), &token, "mallory@example.com", PASSWORD).await;
    assert_eq!((again.status, again.code().as_str()), (409, "conflict"));
    assert_eq!(log_in(&desk.browser(), "mallory@example.com", PASSWORD).await.status, 401);
    assert!(desk.state.setup.link(&desk.state.config.public_url).is_none());
}

#[tokio::test]
async fn of_two_at_once_one_becomes_the_owner() {
    let desk = Desk::fresh().await;
    let token = token(&desk);
    let (ana, bob) = (desk.browser(), desk.browser());
    let (a, b) =
        futures::future::join(set_up(&ana, &token, "ana@example.com", PASSWORD), set_up(&bob, &token, "bob@example.com", PASSWORD)).await;
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert!(is_signed_in(&ana).await != is_signed_in(&bob).await);
}

#[tokio::test]
async fn guessing_the_token_is_slowed() {
    let desk = Desk::fresh().await;
    let browser = desk.browser();
    for _ in 0..5 {
        assert_eq!(set_up(&browser, "guessed", "ana@example.com", PASSWORD).await.status, 401);
    }
    assert_eq!(set_up(&browser, &token(&desk), "ana@example.com", PASSWORD).await.status, 429);
}

#[tokio::test]
async fn a_configured_account_needs_no_token() {
    let desk = Desk::open().await;
    assert!(desk.state.setup.link(&desk.state.config.public_url).is_none());
    assert_eq!(who(&desk.browser()).await["setup_needed"], false);
    assert_eq!(set_up(&desk.browser(), "", "mallory@example.com", PASSWORD).await.status, 409);
}
