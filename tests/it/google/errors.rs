//! Every way in which Google says no, or nothing.

use std::time::{Duration, Instant};

use chatimjd::{
    domain::{meeting::event::CalendarError, schedule::interval::Interval},
    service::ports::Calendar,
};

use super::{Desk, at, wanted};
use crate::fakes::google::{Behaviour, Endpoint, Refusal};

fn day() -> Interval {
    Interval::new(at("2026-12-01T00:00:00Z"), at("2026-12-02T00:00:00Z")).expect("an interval")
}

#[tokio::test]
async fn quotas_say_when_to_come_again() {
    let desk = Desk::connected().await;
    for (refusal, retry_after) in
        [(Refusal::rate_limit(), 60), (Refusal::user_rate_limit(), 60), (Refusal::too_many(), 60), (Refusal::quota(), 3_600)]
    {
        desk.fake.refuse(Endpoint::FreeBusy, refusal.clone()).refuse(Endpoint::Insert, refusal);
        let error = CalendarError::Quota { retry_after };
        assert_eq!(desk.calendar.busy(day(), true).await, Err(error.clone()));
        assert_eq!(desk.calendar.put(&wanted(1)).await, Err(error.clone()));
        assert_eq!(desk.calendar.health().await.problem, Some(error));
    }
    desk.calendar.put(&wanted(1)).await.expect("put");
    assert_eq!(desk.calendar.health().await.problem, None);
}

#[tokio::test]
async fn what_is_broken_at_google_is_not_available() {
    let desk = Desk::connected().await;
    let broken = [
        Behaviour::Refuse(Refusal::back_end()),
        Behaviour::Refuse(Refusal::unavailable()),
        Behaviour::Raw { status: 502, content_type: "text/html", body: "<html>Bad Gateway</html>" },
        Behaviour::Raw { status: 200, content_type: "application/json", body: "" },
        Behaviour::Raw { status: 200, content_type: "application/json", body: "{}" },
        Behaviour::Raw { status: 200, content_type: "application/json", body: "{\"calendars\": {\"primary\": {\"busy\": [{}]}}}" },
        Behaviour::Raw { status: 200, content_type: "application/json", body: "[[" },
    ];
    for behaviour in broken {
        desk.fake.next(Endpoint::FreeBusy, behaviour);
        assert_eq!(desk.calendar.busy(day(), true).await, Err(CalendarError::Unavailable));
    }
    assert_eq!(desk.calendar.busy(day(), true).await, Ok(vec![]));
}

#[tokio::test]
async fn every_call_ends_in_time() {
    let desk = Desk::connected().await;
    for endpoint in [Endpoint::FreeBusy, Endpoint::Insert, Endpoint::Delete] {
        desk.fake.next(endpoint, Behaviour::Silence);
    }
    let started = Instant::now();
    assert_eq!(desk.calendar.busy(day(), false).await, Err(CalendarError::Unavailable));
    assert_eq!(desk.calendar.put(&wanted(1)).await, Err(CalendarError::Unavailable));
    assert_eq!(desk.calendar.delete(&wanted(1).id).await, Err(CalendarError::Unavailable));
    assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_token_that_is_refused_again_is_a_dead_permission() {
    let desk = Desk::connected().await;
    for refusal in [Refusal::stale_token(), Refusal::stale_token_in_front()] {
        desk.fake.refuse(Endpoint::FreeBusy, refusal.clone());
        assert_eq!(desk.calendar.busy(day(), true).await, Ok(vec![]), "another token helps");
        desk.fake.refuse(Endpoint::FreeBusy, refusal.clone()).refuse(Endpoint::FreeBusy, refusal);
        assert_eq!(desk.calendar.busy(day(), true).await, Err(CalendarError::GrantDead));
    }
    assert_eq!(desk.record().await.grant.and_then(|grant| grant.dead_since), None, "Google gave tokens for it");
}

#[tokio::test]
async fn what_waiting_does_not_help_is_told_in_words() {
    let desk = Desk::connected().await;
    for (refusal, word) in [
        (Refusal::no_scope(), "both boxes"),
        (Refusal::not_found(), "GOOGLE_CALENDAR_ID"),
        (Refusal::invalid("Invalid resource id value."), "400"),
        (Refusal::required("Missing end time."), "400 (required)"),
    ] {
        desk.fake.refuse(Endpoint::Insert, refusal);
        let outcome = desk.calendar.put(&wanted(1)).await;
        let Err(CalendarError::Refused { reason }) = &outcome else { panic!("{outcome:?}") };
        assert!(reason.contains(word), "{reason}");
    }
    desk.calendar.put(&wanted(1)).await.expect("put");
}
