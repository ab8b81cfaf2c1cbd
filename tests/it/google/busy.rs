//! When the owner is busy: what is asked, remembered and never taken for free.

use std::{sync::Arc, time::Duration};

use chatimjd::{
    domain::{
        meeting::event::CalendarError,
        schedule::interval::{Interval, merged},
    },
    service::ports::Calendar,
};
use futures::future::join_all;
use jiff::SignedDuration;

use super::{Desk, at, span, wanted};
use crate::fakes::google::Endpoint;

fn december() -> Interval {
    Interval::new(at("2026-12-01T00:00:00Z"), at("2027-01-01T00:00:00Z")).expect("an interval")
}

#[tokio::test]
async fn a_minutes_questions_are_one_question() {
    let desk = Desk::connected().await;
    desk.fake.calendars().occupy("primary", at("2026-12-03T08:00:00Z"), at("2026-12-03T09:30:00Z"));
    let lunch = span("2026-12-03T12:00:00Z", 60);
    for _ in 0..5 {
        assert_eq!(desk.calendar.busy(december(), false).await, Ok(vec![span("2026-12-03T08:00:00Z", 90)]));
        assert_eq!(desk.calendar.busy(lunch, false).await, Ok(vec![]), "within what is known");
    }
    assert_eq!(desk.fake.calls(Endpoint::FreeBusy), 1);
    desk.calendar.busy(lunch, true).await.expect("an answer");
    assert_eq!(desk.fake.calls(Endpoint::FreeBusy), 2, "as it is now");
    desk.clock.advance(Duration::from_secs(60));
    desk.calendar.busy(december(), false).await.expect("an answer");
    assert_eq!(desk.fake.calls(Endpoint::FreeBusy), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn those_who_ask_at_one_time_ask_once() {
    let desk = Desk::connected().await;
    let calls = (0..20).map(|_| {
        let calendar = Arc::clone(&desk.calendar);
        tokio::spawn(async move { calendar.busy(december(), false).await })
    });
    assert!(join_all(calls).await.into_iter().all(|outcome| outcome.expect("a task") == Ok(vec![])));
    assert_eq!(desk.fake.calls(Endpoint::FreeBusy), 1);
}

#[tokio::test]
async fn what_we_put_or_delete_ourselves_is_seen_at_once() {
    let desk = Desk::connected().await;
    let event = wanted(1);
    assert_eq!(desk.calendar.busy(december(), false).await, Ok(vec![]));
    desk.calendar.put(&event).await.expect("put");
    assert_eq!(desk.calendar.busy(december(), false).await, Ok(vec![event.time]));
    desk.calendar.delete(&event.id).await.expect("deleted");
    assert_eq!(desk.calendar.busy(december(), false).await, Ok(vec![]));
}

#[tokio::test]
async fn a_long_range_is_asked_for_in_parts() {
    let desk = Desk::connected().await;
    let range = Interval::new(at("2026-12-01T00:00:00Z"), at("2027-12-01T00:00:00Z")).expect("an interval");
    let mondays: Vec<Interval> = (0..52)
        .map(|week| {
            let start = at("2026-12-07T10:00:00Z") + SignedDuration::from_hours(24 * 7 * week);
            Interval::lasting(start, 60).expect("an interval")
        })
        .filter(|monday| monday.overlaps(&range))
        .collect();
    for monday in &mondays {
        desk.fake.calendars().occupy("primary", monday.start(), monday.end());
    }
    let busy = desk.calendar.busy(range, true).await.expect("an answer");
    assert_eq!(merged(busy), mondays);
    assert!(desk.fake.calls(Endpoint::FreeBusy) >= 7);
}

#[tokio::test]
async fn an_error_inside_of_a_good_answer_never_means_free() {
    let desk = Desk::of("stranger@example.com").await;
    desk.permit().await;
    for _ in 0..2 {
        let outcome = desk.calendar.busy(december(), false).await;
        let Err(CalendarError::Refused { reason }) = &outcome else { panic!("{outcome:?}") };
        assert!(reason.contains("GOOGLE_CALENDAR_ID"), "{reason}");
    }
    desk.fake.calendars().add("stranger@example.com");
    for reason in ["internalError", "groupTooBig", "something new"] {
        desk.fake.calendars().fail("stranger@example.com", Some(reason));
        assert_eq!(desk.calendar.busy(december(), false).await, Err(CalendarError::Unavailable), "{reason}");
    }
    desk.fake.calendars().fail("stranger@example.com", None);
    assert_eq!(desk.calendar.busy(december(), false).await, Ok(vec![]));
}

#[tokio::test]
async fn nobody_is_asked_where_no_account_is_connected() {
    let desk = Desk::unconnected().await;
    assert_eq!(desk.calendar.busy(december(), true).await, Ok(vec![]));
    assert_eq!(desk.fake.calls(Endpoint::FreeBusy) + desk.fake.calls(Endpoint::Token), 0);
}
