//! What the dashboard shows of meetings, and does with them.

use jiff::civil::date;

use super::*;
use crate::domain::{
    business::OpenSpan,
    lead::timeline::{Actor, Happening},
    meeting::{event::CalendarError, limits::InvitationLimits, new::NewMeeting},
    schedule::{
        rules::{ScheduleSettings, SpecialDays},
        week::Week,
    },
};

impl Stage {
    fn owner(&self) -> Host {
        Host::admin(&Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), crate::domain::account::Role::Owner, [192, 0, 2, 1].into()))
    }
}

fn interval(start: &str, minutes: u16) -> Interval {
    Interval::lasting(at(start), minutes).expect("an interval")
}

#[test]
fn a_week_has_its_meetings_its_hours_and_what_else_the_owner_does() {
    run(async {
        let holiday = SpecialDays { from: date(2026, 11, 25), until: date(2026, 11, 25), hours: vec![], note: "Inventory".into() };
        let rules = ScheduleSettings { special_days: vec![holiday], ..ScheduleSettings::default() };
        let stage = Stage::over(MemoryCalendar::connected(), Scheduling { rules, ..Scheduling::default() });
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        let off = stage.book(&guest("bo"), TEN, "bo@x.example").await.expect("booked");
        let off = stage.desk.cancel(&stage.host(), &off.id, None).await.expect("cancelled");
        // A third of what the calendar says is our own meeting; the owner does something else instead of the cancelled one.
        stage.calendar.set_busy(vec![interval(NINE, 90)]);

        let shown = stage.desk.week(&stage.owner(), Some(Week::of(date(2026, 11, 27)))).await.expect("memory");
        assert_eq!((shown.week.monday(), shown.blind, shown.zone_name.as_str()), (date(2026, 11, 23), false, "Europe/London"));
        assert_eq!(shown.meetings.iter().map(|one| &one.id).collect::<Vec<_>>(), [&meeting.id, &off.id]);
        assert_eq!(shown.busy, [interval("2026-11-23T09:30:00Z", 60)]);
        let [monday, _, wednesday, _, _, _, sunday] = shown.days.as_slice() else { panic!("seven days") };
        assert_eq!((monday.open.as_slice(), monday.note.as_deref()), ([OpenSpan { from: 540, until: 1_020 }].as_slice(), None));
        assert_eq!((wednesday.open.len(), wednesday.note.as_deref(), sunday.open.len()), (0, Some("Inventory"), 0));

        let now = stage.desk.week(&stage.owner(), None).await.expect("memory");
        assert_eq!((now.week.monday(), now.meetings.len()), (date(2026, 11, 16), 0));
        stage.calendar.set_failure(Some(CalendarError::Unavailable));
        assert!(stage.desk.week(&stage.owner(), None).await.expect("memory").blind);
    });
}

#[test]
fn a_week_knows_whether_there_are_opening_hours() {
    run(async {
        let stage = Stage::local();
        assert!(stage.desk.week(&stage.owner(), None).await.expect("memory").has_hours);
        let new = MeetingDesk { settings: Arc::new(MemorySettings::with(Settings::default())), ..stage.desk.clone() };
        assert!(!new.week(&stage.owner(), None).await.expect("memory").has_hours);
    });
}

/// Ana, who called.
fn new(start: &str) -> NewMeeting {
    let text = |text: &str| text.to_owned();
    NewMeeting {
        start: at(start),
        name: text("Ana Reed"),
        email: text("ana@x.example"),
        phone: text("+92 300 1234567"),
        notes: text(" Two crowns "),
    }
}

#[test]
fn what_the_team_writes_down_is_booked_once() {
    run(async {
        let stage = Stage::local();
        let book = |new: NewMeeting, key: &'static str| {
            let (desk, owner) = (&stage.desk, stage.owner());
            async move { desk.book_by_hand(&owner, &new, key.into()).await }
        };
        let meeting = book(new(NINE), "k1").await.expect("booked");
        assert_eq!((meeting.status, meeting.time), (MeetingStatus::Confirmed, interval(NINE, 30)));
        assert_eq!((meeting.channel, meeting.visitor_zone.as_str()), (Channel::Manual, "Europe/London"));
        assert!(matches!(meeting.created_by, Actor::Admin(_)));
        let lead = stage.only_lead();
        assert_eq!((meeting.attendee.label(), meeting.lead_id.as_ref()), ("Ana Reed", Some(&lead.id)));
        let lines = stage.desk.leads.events(&[lead.id], None, 9).await.expect("memory");
        let noted = |what: &Happening| matches!(what, Happening::Noted { text, .. } if text == "Two crowns");
        assert_eq!(lines.iter().filter(|line| noted(&line.what)).count(), 1, "{lines:?}");

        assert_eq!(book(new(NINE), "k1").await.expect("the same").id, meeting.id, "a second press");
        assert_eq!(stage.booked().await.len(), 1);
        assert_eq!(book(new(TEN), "k1").await, Err(ScheduleError::KeyReused));
        assert_eq!(not_free(book(new(NINE), "k2").await), (Unavailable::Taken, 5));
    });
}

#[test]
fn what_is_wrong_with_it_is_told_by_field_and_books_nothing() {
    run(async {
        let stage = Stage::local();
        let wrong = NewMeeting { name: String::new(), email: "ana".into(), ..new(NINE) };
        let refused = stage.desk.book_by_hand(&stage.owner(), &wrong, "k1".into()).await;
        let Err(ScheduleError::Service(ServiceError::Invalid(fields))) = refused else { panic!("{refused:?}") };
        assert_eq!(fields.keys().collect::<Vec<_>>(), ["email", "name"]);
        let long = NewMeeting { notes: "a".repeat(4_001), ..new(NINE) };
        let refused = stage.desk.book_by_hand(&stage.owner(), &long, "k1".into()).await;
        assert!(matches!(refused, Err(ScheduleError::Service(ServiceError::Invalid(fields))) if fields.contains_key("notes")));
        assert!(stage.booked().await.is_empty());
    });
}

#[test]
fn a_lead_has_its_meetings_those_to_come_first() {
    run(async {
        let limits = InvitationLimits { per_address: 9, ..InvitationLimits::default() };
        let stage = Stage::over(MemoryCalendar::default(), Scheduling { limits, ..Scheduling::default() });
        let (ten, tuesday) = (TEN, "2026-11-24T10:00:00Z");
        let first = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        let later = stage.book(&guest("ana"), tuesday, "ana@x.example").await.expect("booked");
        let off = stage.book(&guest("ana"), ten, "ana@x.example").await.expect("booked");
        stage.desk.cancel(&stage.host(), &off.id, None).await.expect("cancelled");
        let lead = stage.only_lead();
        let other = stage.book(&guest("bo"), "2026-11-24T12:00:00Z", "bo@y.example").await.expect("booked");
        let ids = |meetings: Vec<Meeting>| meetings.into_iter().map(|meeting| meeting.id).collect::<Vec<_>>();
        let shown = |lead: Lead| {
            let (desk, owner) = (&stage.desk, stage.owner());
            async move { desk.of_lead(&owner, &lead).await.map(|(ahead, rest)| (ids(ahead), ids(rest))).expect("memory") }
        };
        let (first, later, off) = (first.id, later.id, off.id);
        assert_eq!(shown(lead.clone()).await, (vec![first.clone(), later.clone()], vec![off.clone()]));
        stage.clock.advance(Duration::from_secs(36 * 3_600));
        assert_eq!(shown(lead.clone()).await, (vec![later.clone()], vec![off.clone(), first.clone()]), "what is over is no longer to come");
        let both = Lead { absorbed: other.lead_id.into_iter().collect(), ..lead };
        assert_eq!(shown(both).await, (vec![later, other.id], vec![off, first]), "those of whoever became part of it");
    });
}

#[test]
fn a_meeting_does_not_stand_in_its_own_way() {
    run(async {
        let stage = Stage::local();
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        stage.book(&guest("bo"), TEN, "bo@x.example").await.expect("booked");
        let query = SlotQuery { from: Some(at(NINE)), to: Some(at("2026-11-23T11:00:00Z")), ..SlotQuery::default() };
        let free = stage.desk.slots_to_move(&stage.owner(), &meeting.id, &query).await.expect("free times");
        let starts: Vec<&str> = free.slots.iter().map(|slot| slot.start.as_str()).collect();
        assert_eq!(starts, ["2026-11-23T09:00:00.000Z", "2026-11-23T09:30:00.000Z", "2026-11-23T10:30:00.000Z"]);
    });
}

#[test]
fn what_was_cancelled_is_booked_again_if_it_is_still_free() {
    run(async {
        let stage = Stage::local();
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        assert_eq!(stage.desk.rebook(&stage.owner(), &meeting.id).await, Err(Refused::AlreadyBooked.into()));
        stage.desk.cancel(&stage.host(), &meeting.id, None).await.expect("cancelled");
        let again = stage.desk.rebook(&stage.owner(), &meeting.id).await.expect("booked again");
        assert_eq!((again.time, &again.attendee, &again.lead_id), (meeting.time, &meeting.attendee, &meeting.lead_id));
        assert!(again.id != meeting.id && again.status == MeetingStatus::Confirmed);
        assert_eq!(again.conversation_id, Some(talk("ana")), "the visitor can speak of it in the chat as before");
        let own = stage.desk.own_ahead(&guest("ana"), &talk("ana"), None).await.expect("memory");
        assert_eq!(own.iter().map(|meeting| &meeting.id).collect::<Vec<_>>(), [&again.id]);
        assert_eq!(stage.only_lead().id, meeting.lead_id.clone().expect("a lead"));
        assert_eq!(not_free(stage.desk.rebook(&stage.owner(), &meeting.id).await).0, Unavailable::Taken);
    });
}

#[test]
fn a_meeting_can_be_taken_along_as_a_file() {
    run(async {
        let stage = Stage::local();
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        let file = stage.desk.invite(&meeting).await.expect("memory").expect("a file");
        assert!(
            file.contains("SUMMARY:Brooks: Ana") && file.contains("DTSTART:20261123T090000Z") && file.contains("meetings@desk.example")
        );
        let held = stage.desk.hold(&guest("bo"), &order(TEN, "bo@x.example")).await.expect("held");
        assert_eq!(stage.desk.invite(&held).await, Ok(None));
    });
}

#[test]
fn what_waits_for_the_calendar_is_tried_at_once() {
    run(async {
        let stage = Stage::google();
        stage.calendar.set_failure(Some(CalendarError::Unavailable));
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        let task = stage.desk.task_of(&stage.owner(), &meeting).await.expect("memory").expect("a task");
        assert_eq!((task.failures, task.problem), (1, Some(CalendarError::Unavailable.to_string())));
        assert_eq!(stage.desk.sync_now(&stage.owner()).await.expect("memory").waiting, 1);

        stage.calendar.set_failure(None);
        let state = stage.desk.sync_now(&stage.owner()).await.expect("memory");
        assert_eq!((state.waiting, state.problem), (0, None));
        let stored = stage.stored(&meeting.id).await;
        assert_eq!((stored.status, stage.desk.task_of(&stage.owner(), &stored).await), (MeetingStatus::Confirmed, Ok(None)));
    });
}
