//! Holding and booking: once, within limits, for the right person.

use std::{future::poll_fn, sync::Mutex, task::Poll};

use super::*;
use crate::domain::{
    capture::{Fact, Field, Origin},
    lead::{
        LeadStatus,
        timeline::{Happening, MeetingStep},
    },
    meeting::limits::{InvitationLimits, InvitationScope},
    schedule::rules::ScheduleSettings,
};
use crate::service::ports::{LeadTrace, LeadWrite, Leads};

#[test]
fn a_booking_is_stored_with_its_lead_and_its_story() {
    run(async {
        let stage = Stage::local();
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        assert_eq!((meeting.status, meeting.time.start(), meeting.time.minutes()), (MeetingStatus::Confirmed, at(NINE), 30));
        assert_eq!(stage.stored(&meeting.id).await, meeting);
        let lead = stage.only_lead();
        assert_eq!((lead.status, lead.value(Field::Email)), (LeadStatus::MeetingScheduled, Some("ana@x.example")));
        assert_eq!(meeting.lead_id.as_ref(), Some(&lead.id));
        let events = stage.desk.leads.events(std::slice::from_ref(&lead.id), None, 9).await.expect("memory");
        let told: Vec<&Happening> = events.iter().rev().map(|event| &event.what).collect();
        assert!(
            matches!(
                told[..],
                [
                    Happening::Created { .. },
                    Happening::Captured { .. },
                    Happening::Status { .. },
                    Happening::Meeting { step: MeetingStep::Booked, .. }
                ]
            ),
            "{told:?}"
        );
        assert!(stage.audit.latest(9).await.expect("memory").is_empty(), "a visitor's deed is in the timeline");
        stage.book(&stage.host(), TEN, "bo@x.example").await.expect("booked");
        assert_eq!(stage.audit.latest(9).await.expect("memory")[0].action, "meeting_booked");
    });
}

#[test]
fn a_known_person_is_the_same_lead_and_a_status_goes_only_forward() {
    for (before, after) in [(LeadStatus::Qualified, LeadStatus::MeetingScheduled), (LeadStatus::Won, LeadStatus::Won)] {
        run(async {
            let stage = Stage::local();
            let first = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
            let lead = Lead { status: before, version: stage.only_lead().version + 1, ..stage.only_lead() };
            Leads::write(&stage.store, LeadWrite { lead, trace: LeadTrace::default(), restored: None }).await.expect("written");
            let second = stage.book(&guest("ana again"), TEN, "ANA@x.example").await.expect("booked");
            assert_eq!((&second.lead_id, stage.only_lead().status), (&first.lead_id, after));
        });
    }
}

/// Takes down how bookings ended.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<BookingEnd>>>);

impl BookingEnds for Notes {
    fn ended(&self, end: BookingEnd) {
        self.0.lock().expect("no panic").push(end);
    }
}

#[test]
fn whoever_counts_hears_once_how_a_booking_ended() {
    run(async {
        let (stage, notes) = (Stage::local(), Notes::default());
        let desk = MeetingDesk { ends: Some(Arc::new(notes.clone())), ..stage.desk.clone() };
        desk.hold(&guest("ana"), &order(NINE, "")).await.expect("held");
        let once = BookOrder { once: Some("key".into()), ..order(NINE, "ana@x.example") };
        for _ in 0..2 {
            desk.book(&guest("ana"), &once).await.expect("booked, or known to be");
        }
        assert_eq!(not_free(desk.book(&guest("bo"), &order(NINE, "bo@x.example")).await).0, Unavailable::Taken);
        desk.book(&guest("bo"), &order(TEN, "")).await.expect_err("nobody can be reached");
        desk.book(&guest("bo"), &slot("made up", "bo@x.example")).await.expect_err("no free time has this id");
        let heard = notes.0.lock().expect("no panic").clone();
        assert_eq!(heard, [BookingEnd::Booked, BookingEnd::NotFree, BookingEnd::Refused, BookingEnd::Refused]);
        assert_eq!(BookingEnd::from(&ScheduleError::from(StorageError::Timeout)), BookingEnd::Failed);
        assert!(desk.for_rehearsal().ends.is_none(), "a rehearsal is no booking");
    });
}

#[test]
fn of_fifty_at_once_one_gets_the_time() {
    run(async {
        let stage = Stage::local();
        let names: Vec<String> = (0..50).map(|number| format!("v{number}")).collect();
        let askers: Vec<Asker> = names.iter().map(|name| from(name, name)).collect();
        let tries = askers.iter().zip(&names).map(|(asker, name)| {
            let stage = &stage;
            async move { stage.book(asker, NINE, &format!("{name}@x.example")).await }
        });
        let outcomes = futures::future::join_all(tries).await;
        let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
        assert_eq!((won.len(), lost.len()), (1, 49));
        for outcome in lost {
            assert_eq!(not_free(outcome), (Unavailable::Taken, ALTERNATIVES));
        }
        assert_eq!(stage.booked().await.len(), 1);
        assert_eq!(stage.store.all_leads().len(), 1, "whoever got nothing has no lead from it");
    });
}

#[test]
fn overlapping_times_are_taken_too() {
    run(async {
        let stage = Stage::local();
        let long = BookOrder { wanted: Wanted::Start { at: at(NINE), minutes: Some(60) }, ..order(NINE, "ana@x.example") };
        stage.desk.book(&stage.host(), &long).await.expect("booked");
        assert_eq!(not_free(stage.book(&guest("bo"), "2026-11-23T09:30:00Z", "bo@x.example").await).0, Unavailable::Taken);
        stage.book(&guest("bo"), TEN, "bo@x.example").await.expect("booked");
        // A visitor's own length counts for nothing.
        let long =
            BookOrder { wanted: Wanted::Start { at: at("2026-11-23T11:00:00Z"), minutes: Some(240) }, ..order(NINE, "cy@x.example") };
        assert_eq!(stage.desk.book(&guest("cy"), &long).await.expect("booked").time.minutes(), 30);
        let all: Vec<Cell> = stage.booked().await.iter().flat_map(Meeting::claims).collect();
        let distinct: std::collections::BTreeSet<Cell> = all.iter().copied().collect();
        assert_eq!(all.len(), distinct.len());
    });
}

#[test]
fn a_hold_keeps_the_time_for_five_minutes() {
    run(async {
        let stage = Stage::local();
        let held = stage.desk.hold(&guest("ana"), &order(NINE, "")).await.expect("held");
        assert_eq!((held.status, held.lead_id), (MeetingStatus::Held, None));
        assert_eq!(not_free(stage.book(&guest("bo"), NINE, "bo@x.example").await).0, Unavailable::Taken);
        let booked = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        assert_eq!((booked.id, booked.status, booked.version), (held.id, MeetingStatus::Confirmed, 2));

        // Another wish takes the place of the first; what has lapsed stands in nobody's way, stored or not.
        let first = stage.desk.hold(&guest("cy"), &order(TEN, "")).await.expect("held");
        let second = stage.desk.hold(&guest("cy"), &order("2026-11-23T11:00:00Z", "")).await.expect("held");
        assert_eq!(stage.stored(&first.id).await.status, MeetingStatus::Cancelled);
        stage.clock.advance(Duration::from_secs(301));
        stage.book(&guest("bo"), "2026-11-23T11:00:00Z", "bo@x.example").await.expect("booked over the lapsed hold");
        assert_eq!(stage.stored(&second.id).await.status, MeetingStatus::Expired);
        assert_eq!(stage.desk.expire().await, Ok(0));

        let third = stage.desk.hold(&guest("cy"), &order(TEN, "")).await.expect("held");
        stage.clock.advance(Duration::from_secs(301));
        assert_eq!(stage.desk.expire().await, Ok(1));
        assert_eq!(stage.stored(&third.id).await.status, MeetingStatus::Expired);
    });
}

#[test]
fn one_key_books_once() {
    run(async {
        let stage = Stage::local();
        let keyed = |start: &str| BookOrder { once: Some("k1".into()), ..order(start, "ana@x.example") };
        let (ana, order) = (guest("ana"), keyed(NINE));
        let tries = futures::future::join_all((0..10).map(|_| stage.desk.book(&ana, &order))).await;
        let ids: std::collections::BTreeSet<MeetingId> = tries.into_iter().map(|outcome| outcome.expect("booked").id).collect();
        assert_eq!((ids.len(), stage.booked().await.len()), (1, 1));
        assert_eq!(stage.desk.book(&ana, &keyed(TEN)).await, Err(ScheduleError::KeyReused));
        // Somebody else's key of the same name is another one, and a day later it is free again.
        assert_eq!(not_free(stage.desk.book(&guest("bo"), &order).await).0, Unavailable::Taken);
        stage.clock.advance(Duration::from_secs(24 * 3_600));
        let later = BookOrder { once: Some("k1".into()), ..super::order("2026-11-24T10:00:00Z", "ana@x.example") };
        stage.desk.book(&ana, &later).await.expect("booked");
        let wrong = stage.desk.book(&ana, &BookOrder { once: Some("ü".into()), ..later }).await;
        assert!(matches!(wrong, Err(ScheduleError::Service(ServiceError::Invalid(fields))) if fields.contains_key("idempotency_key")));
    });
}

#[test]
fn a_key_is_honoured_after_the_offer_has_expired() {
    run(async {
        let stage = Stage::local();
        let offered = stage.desk.slots(&guest("ana"), &SlotQuery::default()).await.expect("slots").slots;
        let keyed = BookOrder { once: Some("k1".into()), ..slot(&offered[4].slot_id, "ana@x.example") };
        let booked = stage.desk.book(&guest("ana"), &keyed).await.expect("booked");
        stage.clock.advance(Duration::from_secs(2 * 3_600));
        assert_eq!(stage.desk.book(&guest("ana"), &keyed).await.expect("the same").id, booked.id);
        let other = BookOrder { once: Some("k2".into()), ..slot(&offered[5].slot_id, "ana@x.example") };
        assert_eq!(stage.desk.book(&guest("ana"), &other).await, Err(SlotIdError::Expired.into()));
    });
}

#[test]
fn one_key_books_once_however_far_the_other_request_is() {
    for steps in 0..20 {
        run(async {
            let stage = Stage::local();
            let (ana, order) = (guest("ana"), BookOrder { once: Some("k1".into()), ..order(NINE, "ana@x.example") });
            let mut slow = Box::pin(stage.desk.book(&ana, &order));
            let mut ended = None;
            for _ in 0..steps {
                if let Poll::Ready(outcome) = poll_fn(|context| Poll::Ready(slow.as_mut().poll(context))).await {
                    ended = Some(outcome);
                    break;
                }
            }
            let quick = stage.desk.book(&ana, &order).await.expect("booked");
            let slow = match ended {
                Some(outcome) => outcome,
                None => slow.await,
            };
            assert_eq!(slow.expect("booked").id, quick.id, "after {steps} steps");
            assert_eq!(stage.booked().await.len(), 1);
        });
    }
}

#[test]
fn invitations_have_limits_also_at_once() {
    run(async {
        let stage = Stage::local();
        let starts = ["09:00", "09:30", "10:00", "10:30"].map(|hour| format!("2026-11-23T{hour}:00Z"));
        let askers: Vec<Asker> = starts.iter().map(|start| from(start, start)).collect();
        let outcomes =
            futures::future::join_all(starts.iter().zip(&askers).map(|(start, asker)| stage.book(asker, start, "victim@x.example"))).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 2);
        for outcome in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
            assert!(matches!(outcome, ScheduleError::TooMany(refusal) if refusal.scope == InvitationScope::Address), "{outcome:?}");
        }

        let stage = Stage::local();
        let starts: Vec<String> = (9..17).map(|hour| format!("2026-11-23T{hour:02}:00:00Z")).collect();
        let askers: Vec<Asker> = starts.iter().map(|start| from(start, "192.0.2.9")).collect();
        let tries = starts.iter().zip(&askers).enumerate().map(|(number, (start, asker))| {
            let stage = &stage;
            async move { stage.book(asker, start, &format!("p{number}@x.example")).await }
        });
        let outcomes = futures::future::join_all(tries).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 5);
        // Whom we know may go on.
        stage.book(&stage.host(), "2026-11-24T09:00:00Z", "q@x.example").await.expect("booked");
    });
}

#[test]
fn a_full_day_is_full_also_at_once() {
    run(async {
        let rules = ScheduleSettings { per_day: Some(3), ..ScheduleSettings::default() };
        let stage = Stage::over(MemoryCalendar::default(), Scheduling { rules, ..Scheduling::default() });
        let starts: Vec<String> = (9..17).map(|hour| format!("2026-11-23T{hour:02}:00:00Z")).collect();
        let askers: Vec<Asker> = starts.iter().map(|start| from(start, start)).collect();
        let tries = starts.iter().zip(&askers).enumerate().map(|(number, (start, asker))| {
            let stage = &stage;
            async move { stage.book(asker, start, &format!("p{number}@x.example")).await }
        });
        let outcomes = futures::future::join_all(tries).await;
        let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
        assert_eq!(won.len(), 3);
        assert!(lost.into_iter().all(|outcome| not_free(outcome) == (Unavailable::DayFull, ALTERNATIVES)));
    });
}

#[test]
fn nobody_books_what_cannot_be() {
    run(async {
        let stage = Stage::local();
        let ana = guest("ana");
        for (start, why) in [
            ("2026-11-20T10:00:00Z", Unavailable::Past),
            ("2026-11-22T13:00:00Z", Unavailable::TooSoon),
            ("2026-11-28T10:00:00Z", Unavailable::Closed),
            ("2026-11-23T09:10:00Z", Unavailable::NoStart),
            ("2027-11-23T09:00:00Z", Unavailable::TooFar),
        ] {
            assert_eq!(not_free(stage.book(&ana, start, "ana@x.example").await).0, why, "{start}");
        }
        assert_eq!(stage.book(&ana, NINE, "no address").await, Err(Refused::NoContact.into()));
        assert!(stage.meetings.all().await.is_empty() && stage.store.all_leads().is_empty());
    });
}

#[test]
fn a_number_that_nobody_said_replaces_none_that_was_given() {
    run(async {
        let limits = InvitationLimits { per_address: 9, ..InvitationLimits::default() };
        let stage = Stage::over(MemoryCalendar::default(), Scheduling { limits, ..Scheduling::default() });
        let phone = |value: &str, time: &str| Fact {
            field: Field::Phone,
            value: value.into(),
            quote: String::new(),
            message_id: None,
            at: at(time),
            origin: Origin::Form,
        };
        let (given, label) = (phone("+351912345678", "2026-11-22T08:00:00Z"), phone("+923001234567", "2026-11-22T09:00:00Z"));
        let book = async |fact: &Fact, called_from: Option<String>, start: &str| {
            let lead = stage.store.all_leads().first().map(|lead| lead.id.clone());
            let who = Attended { facts: Some([fact.clone()].into_iter().collect()), called_from, lead, ..who("ana@x.example") };
            stage.desk.book(&guest("ana"), &BookOrder { who, ..order(start, "ana@x.example") }).await.expect("booked");
            stage.only_lead().value(Field::Phone).map(str::to_owned)
        };
        assert_eq!(book(&given, None, NINE).await, Some(given.value.clone()));
        assert_eq!(book(&label, Some(label.value.clone()), TEN).await, Some(given.value.clone()), "they only wrote from it");
        assert_eq!(book(&label, None, "2026-11-23T11:00:00Z").await, Some(label.value.clone()), "they gave it");
    });
}
