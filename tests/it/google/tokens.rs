//! The life of access tokens and of the permission behind them.

use std::{sync::Arc, time::Duration};

use chatimjd::{
    domain::meeting::{calendar::CalendarHome, event::CalendarError},
    service::ports::{Calendar, Clock},
};
use futures::future::join_all;

use super::{Desk, span};
use crate::fakes::google::{Behaviour, Endpoint, Refusal};

/// So many questions at one time, each of a task of its own.
async fn at_once(desk: &Desk, count: usize) -> Vec<Result<(), CalendarError>> {
    let calls = (0..count).map(|_| {
        let calendar = Arc::clone(&desk.calendar);
        tokio::spawn(async move { calendar.busy(span("2026-12-01T09:00:00Z", 60), true).await.map(|_| ()) })
    });
    join_all(calls).await.into_iter().map(|outcome| outcome.expect("a task")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_calls_at_once_ask_for_one_token() {
    let desk = Desk::connected().await;
    assert_eq!(at_once(&desk, 20).await, vec![Ok(()); 20]);
    assert_eq!((desk.fake.calls(Endpoint::Token), desk.fake.calls(Endpoint::FreeBusy)), (1, 20));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_token_that_is_refused_before_its_time_is_replaced_once() {
    let desk = Desk::connected().await;
    assert_eq!(at_once(&desk, 1).await, [Ok(())]);
    desk.fake.grants().expire_access();
    assert_eq!(at_once(&desk, 20).await, vec![Ok(()); 20]);
    assert_eq!(desk.fake.calls(Endpoint::Token), 2);
}

#[tokio::test]
async fn a_token_is_used_until_a_minute_before_its_end() {
    let desk = Desk::connected().await;
    for (passed, tokens) in [(0, 1), (3_538, 1), (1, 2), (3_538, 2)] {
        desk.clock.advance(Duration::from_secs(passed));
        assert_eq!(at_once(&desk, 1).await, [Ok(())]);
        assert_eq!(desk.fake.calls(Endpoint::Token), tokens, "after {passed} s more");
    }
}

#[tokio::test]
async fn no_token_lives_longer_than_a_day_whatever_google_says() {
    let desk = Desk::connected().await;
    desk.fake.grants().lifetime = Some(1_798_761_600);
    at_once(&desk, 1).await;
    desk.clock.advance(Duration::from_secs(86_340));
    assert_eq!(at_once(&desk, 1).await, [Ok(())]);
    assert_eq!(desk.fake.calls(Endpoint::Token), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_permission_that_was_withdrawn_is_dead_until_another_is_given() {
    let desk = Desk::connected().await;
    assert_eq!(at_once(&desk, 1).await, [Ok(())]);
    desk.fake.grants().withdraw_all();
    assert_eq!(at_once(&desk, 20).await, vec![Err(CalendarError::GrantDead); 20]);
    assert_eq!(desk.fake.calls(Endpoint::Token), 2, "it was asked once whether it is dead");
    let record = desk.record().await;
    assert_eq!(record.grant.and_then(|grant| grant.dead_since), Some(desk.clock.now()));

    desk.clock.advance(Duration::from_secs(3_600));
    assert_eq!(at_once(&desk, 3).await, vec![Err(CalendarError::GrantDead); 3]);
    assert_eq!(desk.fake.calls(Endpoint::Token), 2, "nobody asks with a dead permission");
    assert_eq!(desk.calendar.home().await, CalendarHome::Google, "it is still the owner's wish");
    assert_eq!(desk.calendar.health().await.problem, Some(CalendarError::GrantDead));

    desk.permit().await;
    assert_eq!(at_once(&desk, 1).await, [Ok(())]);
    assert_eq!(desk.calendar.health().await.problem, None);
}

#[tokio::test]
async fn a_token_server_that_is_down_is_left_alone_for_a_minute() {
    let desk = Desk::connected().await;
    desk.fake.refuse(Endpoint::Token, Refusal::unavailable());
    for _ in 0..3 {
        assert_eq!(at_once(&desk, 4).await, vec![Err(CalendarError::Unavailable); 4]);
    }
    assert_eq!(desk.fake.calls(Endpoint::Token), 1);
    assert_eq!(desk.record().await.version, 1, "the permission is as good as before");
    desk.clock.advance(Duration::from_secs(60));
    assert_eq!(at_once(&desk, 1).await, [Ok(())]);
}

#[tokio::test]
async fn a_token_server_that_says_something_else_is_not_available() {
    let desk = Desk::connected().await;
    let answers = [
        Behaviour::Raw { status: 502, content_type: "text/html", body: "<html>Bad Gateway</html>" },
        Behaviour::Raw { status: 200, content_type: "application/json", body: "{\"access_token\": 1}" },
        Behaviour::Raw { status: 200, content_type: "application/json", body: "" },
        Behaviour::Raw { status: 302, content_type: "text/html", body: "" },
        Behaviour::Silence,
    ];
    for answer in answers {
        desk.fake.next(Endpoint::Token, answer);
        assert_eq!(at_once(&desk, 1).await, [Err(CalendarError::Unavailable)]);
        desk.clock.advance(Duration::from_secs(60));
    }
    assert_eq!(at_once(&desk, 1).await, [Ok(())]);
}

#[tokio::test]
async fn a_client_that_google_does_not_know_is_told_to_the_owner() {
    let desk = Desk::connected().await;
    desk.fake.refuse(Endpoint::Token, Refusal::wrong_client());
    let outcome = at_once(&desk, 1).await;
    let [Err(CalendarError::Refused { reason })] = outcome.as_slice() else { panic!("{outcome:?}") };
    assert!(reason.contains("invalid_client"), "{reason}");
    assert_eq!(desk.record().await.version, 1, "the permission itself is not dead");
}
