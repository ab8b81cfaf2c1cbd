//! What becomes of a meeting, and what cannot.

use proptest::prelude::*;

use super::{
    Attendee, Meeting, MeetingStatus,
    calendar::{CalendarHome, CalendarWork},
    life::{Entered, Refused, Wish},
    template::TitleTemplate,
};
use crate::domain::{
    conversation::Channel,
    email::Email,
    ids::{AdminId, ConversationId, LeadId, MeetingId},
    lead::timeline::Actor,
    locale::Language,
    person_name::PersonName,
    schedule::interval::{Interval, shifted},
    time::Timestamp,
};

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

pub(super) fn span(start: &str, minutes: u16) -> Interval {
    Interval::lasting(at(start), minutes).expect("an interval")
}

pub(super) fn email(text: &str) -> Email {
    Email::parse(text).expect("an address")
}

pub(super) fn owner() -> Actor {
    Actor::Admin(AdminId::new(uuid::Uuid::from_u128(7)))
}

pub(super) fn ana() -> Attendee {
    Attendee { name: PersonName::parse("Ana Lima").ok(), email: Some(email("ana@example.com")), phone: None }
}

/// Half an hour on the first of December, 9:00 UTC, with ten minutes around it.
pub(in crate::domain) fn wish(home: CalendarHome) -> Wish {
    let time = span("2026-12-01T09:00:00Z", 30);
    Wish {
        id: MeetingId::new(uuid::Uuid::from_u128(1)),
        time,
        occupied: time.padded(10, 10),
        visitor_zone: "Asia/Karachi".into(),
        language: Language::En,
        attendee: ana(),
        title: TitleTemplate::default(),
        lead_id: Some(LeadId::new(uuid::Uuid::from_u128(2))),
        conversation_id: Some(ConversationId::new(uuid::Uuid::from_u128(3))),
        channel: Channel::Website,
        home,
    }
}

/// In the morning of the day before.
fn now() -> Timestamp {
    at("2026-11-30T10:00:00Z")
}

fn held() -> Meeting {
    wish(CalendarHome::Google).hold(now(), Actor::Visitor)
}

fn pending() -> Meeting {
    wish(CalendarHome::Google).book(now(), Actor::Visitor).expect("a booking")
}

fn entered(sequence: u32) -> Entered {
    Entered { sequence, html_link: Some("https://calendar.example/1".into()), meet_link: None, invited: true }
}

#[test]
fn a_hold_keeps_the_time_for_five_minutes() {
    let held = held();
    assert_eq!((held.status, held.held_until, held.version), (MeetingStatus::Held, Some(shifted(now(), 300)), 1));
    assert_eq!(held.claims().len(), 10);
    assert!(held.booked(shifted(now(), 299)).is_some() && held.booked(shifted(now(), 300)).is_none());
    assert_eq!(held.expire(shifted(now(), 299)), None);
    let expired = held.expire(shifted(now(), 300)).expect("lapsed");
    assert_eq!((expired.status, expired.claims().len(), expired.version), (MeetingStatus::Expired, 0, 2));
    assert_eq!(held.book(ana(), shifted(now(), 300), Actor::Visitor), Err(Refused::HoldLapsed));
    assert_eq!(expired.book(ana(), now(), Actor::Visitor), Err(Refused::HoldLapsed));
    assert_eq!(pending().expire(Timestamp::MAX), None);
}

#[test]
fn a_booking_needs_a_way_to_reach_the_visitor() {
    assert_eq!(held().book(Attendee::default(), now(), Actor::Visitor), Err(Refused::NoContact));
    let nameless = Wish { attendee: Attendee::default(), ..wish(CalendarHome::Local) };
    assert_eq!(nameless.book(now(), Actor::Visitor), Err(Refused::NoContact));
    let booked = held().book(ana(), now(), Actor::Visitor).expect("a booking");
    assert_eq!((booked.status, booked.held_until, booked.version), (MeetingStatus::Pending, None, 2));
    assert_eq!(booked.book(ana(), now(), Actor::Visitor), Err(Refused::AlreadyBooked));
    assert_eq!(booked.title("Brooks"), "Brooks: Ana Lima");
}

#[test]
fn our_own_calendar_confirms_at_once_and_googles_when_it_answers() {
    let ours = wish(CalendarHome::Local).book(now(), Actor::Visitor).expect("a booking");
    assert_eq!((ours.status, ours.version, ours.calendar_work()), (MeetingStatus::Confirmed, 1, None));
    let pending = pending();
    assert_eq!((pending.status, pending.calendar_work()), (MeetingStatus::Pending, Some(CalendarWork::Insert)));
    let confirmed = pending.entered(entered(0), shifted(now(), 1));
    assert_eq!((confirmed.status, confirmed.calendar_work()), (MeetingStatus::Confirmed, None));
    assert_eq!(
        (confirmed.invited_at, confirmed.calendar.html_link.as_deref()),
        (Some(shifted(now(), 1)), Some("https://calendar.example/1"))
    );
    assert_eq!((confirmed.updated_at, confirmed.version), (now(), 2));
}

#[test]
fn a_moved_meeting_is_told_to_the_calendar() {
    let later = span("2026-12-02T09:00:00Z", 30);
    let confirmed = pending().entered(entered(0), now());
    let moved = confirmed.reschedule(later, later, shifted(now(), 60), owner()).expect("moved");
    assert_eq!((moved.status, moved.sequence, moved.invited_at), (MeetingStatus::Pending, 1, None));
    assert_eq!((moved.time, moved.claims().len(), moved.calendar_work()), (later, 6, Some(CalendarWork::Update)));
    assert_eq!((moved.updated_by.clone(), moved.updated_at), (owner(), shifted(now(), 60)));
    assert_eq!(moved.reschedule(later, later, now(), owner()), Err(Refused::SameTime));
    assert_eq!(held().reschedule(later, later, now(), owner()), Err(Refused::NotBooked));
    assert_eq!(confirmed.reschedule(later, later, at("2026-12-01T09:30:00Z"), owner()), Err(Refused::Over));
    // The answer to the first entry comes after the move: the event still shows the old time.
    let late = pending().reschedule(later, later, now(), owner()).expect("moved").entered(entered(0), now());
    assert_eq!((late.status, late.invited_at, late.calendar_work()), (MeetingStatus::Pending, None, Some(CalendarWork::Update)));
    assert_eq!(late.entered(entered(1), now()).status, MeetingStatus::Confirmed);
}

#[test]
fn the_calendar_shows_the_old_time_until_it_has_answered() {
    let (later, latest) = (span("2026-12-02T09:00:00Z", 30), span("2026-12-03T09:00:00Z", 30));
    let confirmed = pending().entered(entered(0), now());
    let cancelled = |meeting: &Meeting| meeting.cancel(now(), owner()).expect("cancelled");
    assert_eq!((confirmed.outdated_event(), cancelled(&confirmed).outdated_event()), (None, Some(confirmed.time)));
    let moved = confirmed.reschedule(later, later, now(), owner()).expect("moved");
    let again = moved.reschedule(latest, latest, now(), owner()).expect("moved");
    for meeting in [&moved, &again, &cancelled(&moved), &cancelled(&again)] {
        assert_eq!(meeting.outdated_event(), Some(confirmed.time));
    }
    assert_eq!(again.entered(entered(2), now()).outdated_event(), None);
    // An answer to an earlier state: when the event is now, we do not know.
    let late = moved.entered(entered(0), now());
    assert_eq!((late.outdated_event(), again.entered(entered(1), now()).outdated_event()), (None, None));
    assert_eq!(late.reschedule(latest, latest, now(), owner()).expect("moved").outdated_event(), None);
    // Nor do we know of an event before the calendar has answered.
    assert_eq!(pending().reschedule(later, later, now(), owner()).expect("moved").outdated_event(), None);
}

#[test]
fn a_cancelled_meeting_is_free_at_once_and_its_event_follows() {
    let cancelled = pending().entered(entered(0), now()).cancel(now(), Actor::Visitor).expect("cancelled");
    assert_eq!((cancelled.status, cancelled.sequence, cancelled.claims().len()), (MeetingStatus::Cancelled, 1, 0));
    assert_eq!((cancelled.booked(now()), cancelled.calendar_work()), (None, Some(CalendarWork::Delete)));
    let gone = cancelled.removed(true);
    assert_eq!((gone.calendar_work(), gone.calendar.entered), (None, Some(0)));
    let elsewhere = cancelled.removed(false);
    assert_eq!((elsewhere.calendar_work(), elsewhere.calendar.entered), (None, None), "the event was another account's");
    // The calendar answers to the entry only now: there is an event after all.
    assert_eq!(gone.entered(entered(0), now()).calendar_work(), Some(CalendarWork::Delete));
    // Perhaps there is an event of which we do not know.
    assert_eq!(pending().cancel(now(), owner()).expect("cancelled").calendar_work(), Some(CalendarWork::Delete));
    let (let_go, later) = (held().cancel(now(), Actor::Visitor).expect("let go"), span("2026-12-02T09:00:00Z", 30));
    assert_eq!((let_go.sequence, let_go.calendar_work()), (0, None));
    assert_eq!(cancelled.cancel(now(), owner()), Err(Refused::Cancelled));
    assert_eq!(cancelled.reschedule(later, later, now(), owner()), Err(Refused::Cancelled));
    assert_eq!(cancelled.book(ana(), now(), owner()), Err(Refused::Cancelled));
    assert_eq!(pending().cancel(at("2026-12-01T09:30:00Z"), owner()), Err(Refused::Over));
}

#[test]
fn an_event_that_was_deleted_in_the_calendar_is_made_anew() {
    let again = pending().entered(entered(0), now()).with_another_event();
    assert_eq!((again.status, again.calendar_work()), (MeetingStatus::Pending, Some(CalendarWork::Insert)));
    assert_ne!(again.google_event_id(), pending().google_event_id());
}

#[test]
fn what_waits_for_a_calendar_that_is_gone_is_kept_with_us() {
    let later = span("2026-12-02T09:00:00Z", 30);
    let moved = pending().entered(entered(0), now()).reschedule(later, later, now(), owner()).expect("moved");
    let kept = moved.kept_here();
    assert_eq!((kept.status, kept.calendar.home, kept.time), (MeetingStatus::Confirmed, CalendarHome::Local, later));
    assert_eq!((kept.sequence, kept.version, kept.calendar.html_link.as_deref()), (1, moved.version + 1, None));
    assert_eq!((kept.calendar_work(), kept.outdated_event()), (None, None));
    let never = pending().kept_here().cancel(now(), owner()).expect("cancelled");
    assert_eq!((never.calendar_work(), never.forgotten()), (None, None), "it never had an event");
}

#[test]
fn the_event_that_a_meeting_left_behind_goes_when_it_is_cancelled_or_its_attendee_erased() {
    let (later, latest) = (span("2026-12-02T09:00:00Z", 30), span("2026-12-03T09:00:00Z", 30));
    let first = pending().entered(entered(0), now());
    let kept = first.reschedule(later, later, now(), owner()).expect("moved").kept_here();
    let again = kept.reschedule(latest, latest, now(), owner()).expect("moved");
    assert_eq!((again.status, again.calendar_work()), (MeetingStatus::Confirmed, None), "it is not put back");
    for meeting in [&kept, &again] {
        let cancelled = meeting.cancel(now(), owner()).expect("cancelled");
        for rest in [cancelled.clone(), cancelled.forgotten().expect("its event is there"), meeting.forgotten().expect("it is there")] {
            assert_eq!((rest.calendar_work(), rest.google_event_id()), (Some(CalendarWork::Delete), first.google_event_id()));
            assert_eq!((rest.outdated_event(), rest.claims()), (Some(first.time), vec![]), "it stands where it was left");
            for was_there in [true, false] {
                let gone = rest.removed(was_there);
                assert_eq!((gone.calendar_work(), gone.forgotten(), gone.calendar.entered), (None, None, Some(0)));
            }
        }
    }
}

#[test]
fn a_meeting_survives_its_storage() {
    for meeting in [held(), pending().entered(entered(0), now()), pending().cancel(now(), owner()).expect("cancelled")] {
        let stored = serde_json::to_value(&meeting).expect("it can be written");
        assert_eq!(serde_json::from_value::<Meeting>(stored).ok(), Some(meeting));
    }
}

#[test]
fn a_status_is_written_as_it_is_read() {
    for status in MeetingStatus::ALL {
        assert_eq!(MeetingStatus::parse(status.as_str()), Some(status));
        assert_eq!(serde_json::to_value(status).ok(), Some(serde_json::Value::from(status.as_str())));
    }
    assert_eq!(MeetingStatus::parse("booked"), None);
}

/// One step, whichever it is; None where it is refused.
fn step(meeting: &Meeting, kind: u8, minute: i64) -> Option<Meeting> {
    let at = shifted(now(), 60 * minute);
    let other = Interval::lasting(shifted(meeting.time.start(), 3_600), 30).expect("an interval");
    match kind {
        0 => meeting.book(ana(), at, Actor::Visitor).ok(),
        1 => meeting.reschedule(other, other, at, owner()).ok(),
        2 => meeting.cancel(at, Actor::Visitor).ok(),
        3 => meeting.expire(at),
        // The worker looks for work first.
        4 => meeting.calendar_work().filter(|work| *work != CalendarWork::Delete).map(|_| meeting.entered(entered(meeting.sequence), at)),
        _ => meeting.calendar_work().filter(|work| *work == CalendarWork::Delete).map(|_| meeting.removed(true)),
    }
}

#[test]
fn of_an_erased_attendee_stays_what_the_calendar_may_have() {
    let now = at("2026-11-30T08:00:00Z");
    let google = wish(CalendarHome::Google).book(now, Actor::Visitor).expect("an address");
    let entered = google.entered(Entered { html_link: Some("https://example.com/e".into()), ..Entered::default() }, now);
    let cancelled = entered.cancel(now, owner()).expect("cancelled");
    for meeting in [&google, &entered, &cancelled] {
        let stub = meeting.forgotten().expect("its event may be there");
        assert_eq!((stub.calendar_work(), stub.claims()), (Some(CalendarWork::Delete), vec![]));
        assert_eq!((&stub.attendee, &stub.lead_id, &stub.conversation_id), (&Attendee::default(), &None, &None));
        assert_eq!((stub.calendar.html_link.as_deref(), stub.version), (None, meeting.version + 1));
        assert_eq!(stub.google_event_id(), meeting.google_event_id());
        assert_eq!(stub.removed(true).forgotten(), None);
    }
    let hold = wish(CalendarHome::Google).hold(now, Actor::Visitor);
    let let_go = hold.cancel(now, Actor::Visitor).expect("let go");
    let local = wish(CalendarHome::Local).book(now, Actor::Visitor).expect("an address");
    for meeting in [hold, let_go, local] {
        assert_eq!(meeting.forgotten(), None);
    }
}

#[test]
fn what_the_calendar_has_not_got_is_given_up_when_it_is_over() {
    let pending = wish(CalendarHome::Google).book(now(), Actor::Visitor).expect("an address");
    let (before, after) = (at("2026-12-01T09:29:59Z"), at("2026-12-01T09:30:00Z"));
    assert_eq!(pending.given_up(before), None);
    assert_eq!(pending.given_up(after), Some(Meeting { version: pending.version + 1, ..pending.clone() }));
    let confirmed = pending.entered(Entered { sequence: pending.sequence, ..Entered::default() }, now());
    let cancelled = pending.cancel(now(), Actor::Visitor).expect("cancelled");
    for other in [confirmed, cancelled] {
        assert_eq!(other.given_up(after), None, "{:?}", other.status);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_way_leads_out_of_the_rules(steps in prop::collection::vec((0_u8..6, 0_i64..8), 0..20), google in any::<bool>()) {
        let home = if google { CalendarHome::Google } else { CalendarHome::Local };
        let mut meeting = wish(home).hold(now(), Actor::Visitor);
        let mut minute = 0;
        for (kind, passed) in steps {
            minute += passed;
            let Some(next) = step(&meeting, kind, minute) else { continue };
            prop_assert_eq!(next.version, meeting.version + 1);
            prop_assert!(next.sequence >= meeting.sequence);
            prop_assert!(next.status == meeting.status || meeting.status.may_become(next.status));
            prop_assert!(!meeting.status.is_final() || next.status == meeting.status);
            prop_assert_eq!(next.claims().is_empty(), next.status.is_final());
            prop_assert_eq!(next.held_until.is_some(), next.status == MeetingStatus::Held);
            prop_assert!(next.status != MeetingStatus::Pending || next.calendar_work().is_some());
            // A confirmed meeting is in its calendar as it is.
            let shows = next.calendar.entered == Some(next.sequence) || home == CalendarHome::Local;
            prop_assert!(next.status != MeetingStatus::Confirmed || shows);
            meeting = next;
        }
    }
}
