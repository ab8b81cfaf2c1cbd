//! The owner's calendar: down, dead, forgetful, and healed to exactly one event.

use std::collections::BTreeSet;

use super::*;
use crate::domain::{
    lead::timeline::Actor,
    meeting::{calendar::CalendarHome, event::CalendarError},
    schedule::rules::ScheduleSettings,
};

#[test]
fn a_booking_is_confirmed_once_the_calendar_has_it() {
    run(async {
        let stage = Stage::google();
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        assert_eq!(
            (meeting.status, meeting.invited_at.is_some(), meeting.calendar.meet_link.is_some()),
            (MeetingStatus::Confirmed, true, true)
        );
        assert_eq!(stage.stored(&meeting.id).await, meeting);
        let event = &stage.calendar.events()[0];
        assert_eq!((event.time, event.title.as_str()), (meeting.time, "Brooks: Ana"));
        assert!(event.description.contains("https://desk.example/meeting/"));
        assert_eq!(stage.desk.calendar_state().await.expect("memory").waiting, 0);
    });
}

#[test]
fn while_the_calendar_is_down_the_meeting_waits_and_heals() {
    for failure in [
        CalendarError::Unavailable,
        CalendarError::GrantDead,
        CalendarError::Quota { retry_after: 40 },
        CalendarError::Refused { reason: "no".into() },
    ] {
        run(async {
            let stage = Stage::google();
            stage.calendar.set_failure(Some(failure.clone()));
            let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
            assert_eq!((meeting.status, meeting.invited_at), (MeetingStatus::Pending, None));
            let state = stage.desk.calendar_state().await.expect("memory");
            assert_eq!((state.waiting, state.problem, state.health.problem), (1, Some(failure.to_string()), Some(failure.clone())));
            assert_eq!(stage.desk.sync(9).await, Ok(Synced::default()), "not before its time");
            stage.clock.advance(Duration::from_secs(3_601));
            assert_eq!(stage.desk.sync(9).await, Ok(Synced { done: 0, failed: 1 }));
            assert_eq!(stage.stored(&meeting.id).await.status, MeetingStatus::Pending);
            // The time is ours all the same.
            assert_eq!(not_free(stage.book(&guest("bo"), NINE, "bo@x.example").await).0, Unavailable::Taken);

            stage.calendar.set_failure(None);
            stage.clock.advance(Duration::from_secs(3_601));
            assert_eq!(stage.desk.sync(9).await, Ok(Synced { done: 1, failed: 0 }));
            assert_eq!(stage.stored(&meeting.id).await.status, MeetingStatus::Confirmed);
            assert_eq!((stage.calendar.events().len(), stage.desk.sync(9).await), (1, Ok(Synced::default())));
        });
    }
}

#[test]
fn what_is_over_is_not_entered_any_more_and_nobody_is_told_of_it() {
    run(async {
        let stage = Stage::google();
        let desk = MeetingDesk { sender: Email::parse("desk@brooks.example").ok(), ..stage.desk.clone() };
        stage.calendar.set_failure(Some(CalendarError::Unavailable));
        let meeting = desk.book(&guest("ana"), &order(NINE, "ana@x.example")).await.expect("booked");
        assert_eq!(desk.calendar_state().await.expect("memory").waiting, 1);
        stage.calendar.set_failure(None);
        stage.clock.advance(Duration::from_secs(2 * 24 * 3_600));
        assert_eq!(desk.sync(9).await, Ok(Synced { done: 1, failed: 0 }));
        let late = stage.stored(&meeting.id).await;
        assert_eq!((late.status, late.invited_at), (MeetingStatus::Pending, None), "as the visitor was told");
        assert_eq!((stage.calendar.events().len(), desk.calendar_state().await.expect("memory").waiting), (0, 0));
        stage.clock.advance(Duration::from_secs(3_601));
        assert_eq!((desk.sync(9).await, stage.stored(&meeting.id).await), (Ok(Synced::default()), late), "it is left alone");
    });
}

#[test]
fn a_lost_answer_makes_no_second_event() {
    run(async {
        let stage = Stage::google();
        stage.calendar.lose_next_answer();
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        assert_eq!((meeting.status, stage.calendar.events().len()), (MeetingStatus::Pending, 1));
        stage.clock.advance(Duration::from_secs(31));
        assert_eq!(stage.desk.sync(9).await, Ok(Synced { done: 1, failed: 0 }));
        assert_eq!((stage.stored(&meeting.id).await.status, stage.calendar.events().len()), (MeetingStatus::Confirmed, 1));
    });
}

#[test]
fn a_crash_before_the_calendar_was_asked_is_taken_up_by_the_next_pass() {
    run(async {
        let stage = Stage::google();
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        // As if only the booking had been stored, a minute ago.
        let bare = meeting.with_another_event();
        let task = CalendarTask { next_at: stage.clock.now(), failures: 0, problem: None };
        stage.desk.meetings.write(MeetingWrite::of(bare.clone(), Some(task))).await.expect("written");
        let (one, other) = futures::future::join(stage.desk.sync(9), stage.desk.sync(9)).await;
        let done = one.expect("a pass").done + other.expect("a pass").done;
        assert_eq!((done, stage.stored(&meeting.id).await.status), (1, MeetingStatus::Confirmed));
        assert_eq!(stage.calendar.events().iter().filter(|event| event.id == bare.google_event_id()).count(), 1);
    });
}

#[test]
fn an_event_that_was_deleted_by_hand_gets_another_id() {
    run(async {
        let stage = Stage::google();
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        stage.calendar.delete_by_hand(&meeting.google_event_id());
        let moved =
            stage.desk.reschedule(&stage.host(), &meeting.id, &Wanted::Start { at: at(TEN), minutes: None }, None).await.expect("moved");
        assert_eq!((moved.status, moved.calendar.attempt), (MeetingStatus::Confirmed, 1));
        assert_eq!(stage.calendar.events().iter().map(|event| event.time).collect::<Vec<_>>(), [moved.time]);
    });
}

#[test]
fn a_cancelled_time_is_free_at_once_and_its_event_follows() {
    run(async {
        let stage = Stage::google();
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        stage.calendar.lose_next_answer();
        stage.calendar.set_failure(Some(CalendarError::Unavailable));
        let cancelled = stage.desk.cancel(&guest("ana"), &meeting.id, None).await.expect("cancelled");
        assert_eq!((cancelled.status, stage.calendar.events().len()), (MeetingStatus::Cancelled, 1));
        stage.calendar.set_failure(None);
        let next = stage.desk.book(&guest("bo"), &order(NINE, "bo@x.example")).await.expect("free although its event is still there");
        assert_eq!(stage.calendar.events().len(), 2);
        // Its own answer was lost.
        assert_eq!(next.status, MeetingStatus::Pending);
        stage.clock.advance(Duration::from_secs(61));
        assert_eq!(stage.desk.sync(9).await, Ok(Synced { done: 2, failed: 0 }));
        assert_eq!(stage.calendar.events().iter().map(|event| event.id.clone()).collect::<Vec<_>>(), [next.google_event_id()]);
    });
}

#[test]
fn the_old_time_of_a_moved_meeting_is_free_at_once_and_its_event_follows() {
    run(async {
        let stage = Stage::google();
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        // As if only the move had been stored.
        let later = Interval::lasting(at(TEN), 30).expect("half an hour");
        let moved = meeting.reschedule(later, later, stage.clock.now(), Actor::Visitor).expect("moved");
        let task = CalendarTask { next_at: stage.clock.now(), failures: 0, problem: None };
        stage.desk.meetings.write(MeetingWrite::of(moved, Some(task))).await.expect("written");
        let shown = || stage.calendar.events().iter().map(|event| event.time).collect::<BTreeSet<_>>();
        assert_eq!(shown(), BTreeSet::from([meeting.time]));
        stage.book(&guest("bo"), NINE, "bo@x.example").await.expect("free although the event is still there");
        assert_eq!(stage.desk.sync(9).await, Ok(Synced { done: 1, failed: 0 }));
        assert_eq!(shown(), BTreeSet::from([meeting.time, later]));
    });
}

#[test]
fn what_the_owner_enters_while_a_time_is_kept_stands_in_the_way() {
    run(async {
        let stage = Stage::google();
        let held = stage.desk.hold(&guest("ana"), &order(NINE, "")).await.expect("held");
        stage.calendar.set_busy(vec![held.time]);
        let (why, others) = not_free(stage.book(&guest("ana"), NINE, "ana@x.example").await);
        assert_eq!((why, others), (Unavailable::Taken, ALTERNATIVES));
        assert!(stage.booked().await.is_empty());
        stage.calendar.set_busy(vec![]);
        assert_eq!(stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("free again").id, held.id);
    });
}

#[test]
fn what_is_at_the_time_of_a_meeting_that_no_calendar_ever_had_is_something_else() {
    run(async {
        let rules = ScheduleSettings { step_minutes: 15, ..ScheduleSettings::default() };
        let stage = Stage::over(MemoryCalendar::default(), Scheduling { rules, ..Scheduling::default() });
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        // An account is connected, and in it the owner goes to the dentist.
        let calendar = MemoryCalendar::connected();
        calendar.set_busy(vec![meeting.time]);
        let desk = MeetingDesk { calendar: Arc::new(calendar.clone()), ..stage.desk.clone() };
        let later = Wanted::Start { at: at("2026-11-23T09:15:00Z"), minutes: None };
        assert_eq!(not_free(desk.reschedule(&guest("ana"), &meeting.id, &later, None).await).0, Unavailable::Taken);
        calendar.set_busy(vec![]);
        desk.reschedule(&guest("ana"), &meeting.id, &later, None).await.expect("moved");
    });
}

#[test]
fn visitors_are_told_where_we_or_the_calendar_write_to_them() {
    run(async {
        let told = |desk: MeetingDesk| async move {
            let telling = desk.telling().await;
            [CalendarHome::Local, CalendarHome::Google].map(|home| telling.of(home))
        };
        let (local, google) = (Stage::local(), Stage::google());
        assert_eq!(told(local.desk.clone()).await, [false, false]);
        assert_eq!(told(google.desk.clone()).await, [false, true]);
        let sender = Email::parse("desk@brooks.example").ok();
        assert_eq!(told(MeetingDesk { sender, ..local.desk }).await, [true, true]);
        google.calendar.set_invites(false);
        assert_eq!(told(google.desk.clone()).await, [false, false]);
        google.calendar.set_invites(true);
        google.calendar.set_failure(Some(CalendarError::GrantDead));
        assert_eq!(told(google.desk.clone()).await, [false, false], "nobody before it is connected again");
        google.calendar.set_failure(None);
        google.calendar.disconnect();
        assert_eq!(told(google.desk).await, [false, false]);
    });
}
