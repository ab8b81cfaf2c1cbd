//! Two hundred log-ins at once: some are tried, the rest are told when to come back, and nobody else waits for them.

use std::{cell::Cell, time::Duration};

use futures::future::join_all;
use reqwest::Method;

use super::{
    browser::Answer,
    desk::{Desk, EMAIL, PASSWORD, is_signed_in, log_in},
};

const CROWD: usize = 200;

async fn desk() -> Desk {
    Desk::with(&[("TRUSTED_PROXIES", "127.0.0.1")]).await
}

/// All at once: the n-th with this address and for this account.
async fn crowd(desk: &Desk, address: impl Fn(usize) -> String, account: impl Fn(usize) -> String) -> Vec<Answer> {
    let browsers: Vec<_> = (0..CROWD).map(|_| desk.browser()).collect();
    let tries = browsers.iter().enumerate().map(|(n, browser)| {
        let form = [("email", account(n)), ("password", "a wrong password".to_owned())];
        let pairs: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let call = browser.call(Method::POST, "/rpc/session/log-in").accept("application/json");
        call.header("x-forwarded-for", &address(n)).pairs(&pairs).send()
    });
    join_all(tries).await
}

/// How many were tried; the rest must have been refused with this status, and told when to come back.
#[track_caller]
fn tried(answers: &[Answer], status: u16, code: &str) -> usize {
    let (tried, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 401);
    for answer in &refused {
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{}", answer.text);
        let wait: u64 = answer.headers["retry-after"].to_str().expect("text").parse().expect("whole seconds");
        assert!((1..=60).contains(&wait), "{wait}");
        assert_eq!(answer.json()["retry_after"], wait);
        assert!(answer.set_cookies().is_empty());
    }
    for answer in &tried {
        assert_eq!(answer.code(), "unauthorized", "{}", answer.text);
    }
    tried.len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_strangers_for_many_accounts_some_wait_and_the_rest_are_told_to_come_back() {
    let desk = desk().await;
    // `make bench` measures how soon; here it only must not wait for the whole crowd.
    let beats = Cell::new(0);
    let health = async {
        loop {
            assert_eq!(desk.get("/healthz").await.status, 200);
            beats.set(beats.get() + 1);
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let address = |n: usize| format!("203.0.{}.{}", n / 250, n % 250 + 1);
    let answers = tokio::select! {
        answers = crowd(&desk, address, |n| format!("person{n}@example.com")) => answers,
        never = health => never,
    };
    assert!(beats.get() >= 3, "others waited for the crowd");
    let tried = tried(&answers, 503, "unavailable");
    assert!((2..CROWD).contains(&tried), "{tried} of {CROWD} were tried");
    let ana = desk.browser();
    log_in(&ana, EMAIL, PASSWORD).await.ok();
    assert!(is_signed_in(&ana).await, "and then it is Ana's turn");
}

#[tokio::test]
async fn of_one_address_five_are_tried_and_of_one_account_twenty() {
    let first = desk().await;
    let answers = crowd(&first, |_| "203.0.113.7".into(), |n| format!("person{n}@example.com")).await;
    assert_eq!(tried(&answers, 429, "rate_limited"), 5);
    let second = desk().await;
    let ana = second.signed_in().await;
    let answers = crowd(&second, |n| format!("203.0.{}.{}", n / 250, n % 250 + 1), |_| EMAIL.into()).await;
    assert_eq!(tried(&answers, 429, "rate_limited"), 19, "Ana's own log-in was the twentieth");
    assert_eq!(log_in(&second.browser(), EMAIL, PASSWORD).await.status, 429);
    assert!(is_signed_in(&ana).await, "who is signed in stays so");
}
