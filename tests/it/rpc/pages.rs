//! Pages as the server renders them: their status, where they send a stranger, and what a failed plain form says.

use reqwest::Method;

use super::{
    browser::{Answer, Browser},
    desk::{Desk, EMAIL},
};

async fn page(browser: &Browser, path: &str) -> Answer {
    browser.call(Method::GET, path).accept("text/html").send().await
}

#[tokio::test]
async fn a_stranger_is_sent_to_the_log_in_and_back() {
    let desk = Desk::open().await;
    let browser = desk.browser();
    for path in ["/admin/conversations", "/admin/settings/business"] {
        let answer = page(&browser, path).await;
        let wanted = format!("/admin/login?next={}", path.replace('/', "%2F"));
        assert_eq!((answer.status, answer.location()), (302, wanted.as_str()), "{path}");
        assert!(!answer.text.contains(EMAIL));
    }
    assert_eq!(page(&browser, "/admin/login").await.status, 200);
    let fresh = Desk::fresh().await;
    let answer = page(&fresh.browser(), "/admin/conversations").await;
    assert_eq!((answer.status, answer.location()), (302, "/admin/setup"));
}

#[tokio::test]
async fn a_failed_plain_form_says_what_is_wrong_in_our_own_words() {
    let desk = Desk::open().await;
    let browser = desk.browser();
    let form = [("email", EMAIL), ("password", "a wrong password"), ("next", "/admin/settings")];
    let failed = browser.call(Method::POST, "/rpc/session/log-in").accept("text/html").pairs(&form).send().await;
    let back = page(&browser, failed.location()).await;
    assert_eq!(back.status, 200);
    assert!(back.text.contains("E-mail or password is wrong."), "{}", back.text);
    let forged = page(&browser, "/admin/login?error=Call%20555-0100&fields=%3Cb%3E&__path=/rpc/session/log-in&__err=e30=").await;
    assert!(forged.status == 200 && !forged.text.contains("<b>"));
    let words = forged.text.split("<main").nth(1).expect("a page");
    assert!(!words.contains("Call 555"), "{words}");
}

#[tokio::test]
async fn what_is_not_there_is_404_and_a_missing_sign_in_is_not() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    assert_eq!(page(&ana, "/admin/conversations").await.status, 200);
    assert_eq!(page(&ana, "/admin/conversations/cnv_00000000000000000000000000000001").await.status, 404);
    assert_eq!(page(&ana, "/admin/nothing-of-ours").await.status, 404);
}
