//! Meetings: stored whole or not at all, and never two at one time.

mod erasing;
mod limits;
mod lists;
mod tasks;
mod times;
mod together;

use chatimjd::{
    domain::{
        capture::{Facts, Field},
        conversation::Channel,
        email::Email,
        ids::{EventId, LeadId, MeetingId},
        lead::{
            Lead, LeadStatus,
            identity::keys_of,
            timeline::{Actor, Happening, LeadEvent},
        },
        locale::Language,
        meeting::{
            Attendee, Meeting, MeetingStatus,
            calendar::CalendarHome,
            life::{Entered, HOLD_S, Wish},
            template::TitleTemplate,
        },
        person_name::PersonName,
        phone::Phone,
        schedule::interval::Interval,
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{CalendarTask, Done, LeadTrace, LeadWrite, MeetingWrite, MeetingWriteError, Once},
    },
};
use uuid::Uuid;

use super::{
    Ports, against_all,
    audit::{entry, lines},
    people::{NAUGHTY, at, conversation_id, fact, lead, lead_id, message_id},
};

against_all! {
    a_meeting_is_read_back_as_it_was_written,
    any_text_survives,
    two_meetings_never_share_a_cell,
    a_time_is_free_again_at_once,
    a_lapsed_hold_gives_its_time_only_with_its_end,
    an_old_state_changes_nothing,
    of_many_writers_of_one_state_one_wins,
    a_request_is_carried_out_once,
    the_lead_and_the_line_go_with_the_meeting,
    the_first_reason_is_told,
}

pub fn meeting_id(n: u128) -> MeetingId {
    MeetingId::new(Uuid::from_u128(n))
}

/// So many minutes after noon of the next day.
pub fn tomorrow(minutes: i64) -> Timestamp {
    Timestamp::constant(1_795_348_800 + 86_400 + 60 * minutes, 0)
}

/// Half an hour, from so many minutes after noon of the next day on.
pub fn half_an_hour(minutes: i64) -> Interval {
    Interval::lasting(tomorrow(minutes), 30).expect("half an hour")
}

pub fn wish(n: u128, minutes: i64) -> Wish {
    Wish {
        id: meeting_id(n),
        time: half_an_hour(minutes),
        occupied: half_an_hour(minutes),
        visitor_zone: "Asia/Karachi".into(),
        language: Language::Ur,
        attendee: Attendee { email: Email::parse(&format!("p{n}@example.com")).ok(), ..Attendee::default() },
        title: TitleTemplate::default(),
        lead_id: Some(lead_id(n)),
        conversation_id: Some(conversation_id(n)),
        channel: Channel::Website,
        home: CalendarHome::Local,
    }
}

/// Meeting `n`, booked in our own calendar.
pub fn booked(n: u128, minutes: i64) -> Meeting {
    wish(n, minutes).book(at(0), Actor::Visitor).expect("an address")
}

pub fn held(n: u128, minutes: i64) -> Meeting {
    wish(n, minutes).hold(at(0), Actor::Visitor)
}

/// Booked where the event has to be entered into Google's calendar.
pub fn pending(n: u128, minutes: i64) -> Meeting {
    Wish { home: CalendarHome::Google, ..wish(n, minutes) }.book(at(0), Actor::Visitor).expect("an address")
}

pub fn alone(meeting: &Meeting) -> MeetingWrite {
    let task = meeting.calendar_work().map(|_| CalendarTask { next_at: at(0), failures: 0, problem: None });
    MeetingWrite::of(meeting.clone(), task)
}

pub fn once(key: &str, seconds: i64) -> Option<Once> {
    Some(Once { key: key.into(), fingerprint: format!("{:064}", 7), at: at(seconds) })
}

pub async fn store(ports: &Ports, meeting: &Meeting) {
    ports.meetings.write(alone(meeting)).await.expect("written");
}

async fn a_meeting_is_read_back_as_it_was_written(ports: Ports) {
    assert_eq!(ports.meetings.find(&meeting_id(1)).await, Ok(None));
    let odd = Interval::new(at(86_400), at(86_400 + 1_801)).expect("an interval");
    let attendee = Attendee {
        name: PersonName::parse("Ana Lima O'Neill").ok(),
        email: Email::parse("Ana@Example.com").ok(),
        phone: Phone::parse("+49 30 1234567").ok(),
    };
    let whole = Wish {
        time: odd,
        occupied: odd.padded(10, 15),
        attendee: attendee.clone(),
        title: TitleTemplate::parse("“Call” with {name} 📞").expect("a title"),
        channel: Channel::WhatsApp,
        home: CalendarHome::Google,
        ..wish(1, 0)
    };
    let mut meeting = whole.hold(at(1), Actor::Key("a bridge".into()));
    store(&ports, &meeting).await;
    assert_eq!(ports.meetings.find(&meeting.id).await, Ok(Some(meeting.clone())));
    meeting = meeting.book(attendee, at(2), Actor::Visitor).expect("booked");
    store(&ports, &meeting).await;
    assert_eq!(ports.meetings.find(&meeting.id).await, Ok(Some(meeting.clone())));
    let event = Entered {
        sequence: 0,
        html_link: Some("https://calendar.example.com/event?eid=1&x".into()),
        meet_link: Some("https://meet.example.com/abc".into()),
        invited: true,
    };
    meeting = meeting.entered(event, at(3));
    store(&ports, &meeting).await;
    assert_eq!(ports.meetings.find(&meeting.id).await, Ok(Some(meeting.clone())));
    let admin = Actor::Admin(chatimjd::domain::ids::AdminId::new(Uuid::from_u128(5)));
    meeting = meeting.reschedule(half_an_hour(60), half_an_hour(60), at(4), admin.clone()).expect("moved");
    store(&ports, &meeting).await;
    assert_eq!(ports.meetings.find(&meeting.id).await, Ok(Some(meeting.clone())));
    meeting = meeting.with_another_event().cancel(at(5), admin).expect("cancelled");
    // Two steps at once are two versions.
    let both = Meeting { version: meeting.version - 1, ..meeting };
    store(&ports, &both).await;
    assert_eq!(ports.meetings.find(&both.id).await, Ok(Some(both.clone())));

    let bare = Wish { attendee: Attendee::default(), lead_id: None, conversation_id: None, ..wish(2, 0) }.hold(at(0), Actor::Visitor);
    store(&ports, &bare).await;
    assert_eq!(ports.meetings.find(&bare.id).await, Ok(Some(bare.clone())));
}

async fn any_text_survives(ports: Ports) {
    for (n, text) in (1_u128..).zip(NAUGHTY) {
        let by = Actor::Key(text.into());
        let meeting = Wish { visitor_zone: text.into(), ..wish(n, 30 * i64::try_from(n).expect("small")) };
        let meeting = meeting.book(at(0), by).expect("an address");
        let change = MeetingWrite { once: once(text, 0), ..alone(&meeting) };
        ports.meetings.write(change).await.expect("written");
        assert_eq!(ports.meetings.find(&meeting.id).await, Ok(Some(meeting.clone())), "{text:?}");
        assert_eq!(ports.meetings.done(text, at(1)).await.map(|done| done.map(|done| done.meeting)), Ok(Some(meeting.id)), "{text:?}");
    }
}

async fn two_meetings_never_share_a_cell(ports: Ports) {
    store(&ports, &booked(1, 60)).await;
    // From before it into it, the very time, within it, out of it, around it; held as well as booked.
    for minutes in [35, 60, 85] {
        for meeting in [booked(2, minutes), held(2, minutes), pending(2, minutes)] {
            assert_eq!(ports.meetings.write(alone(&meeting)).await, Err(MeetingWriteError::Taken), "{minutes}");
        }
    }
    let within = Interval::new(tomorrow(72), tomorrow(73)).expect("a minute");
    let around = half_an_hour(60).padded(30, 30);
    let buffered = half_an_hour(30).padded(0, 5);
    for (time, occupied) in [(within, within), (around, around), (half_an_hour(30), buffered)] {
        let meeting = Wish { time, occupied, ..wish(2, 0) }.book(at(0), Actor::Visitor).expect("an address");
        assert_eq!(ports.meetings.write(alone(&meeting)).await, Err(MeetingWriteError::Taken), "{occupied:?}");
    }
    assert_eq!(ports.meetings.find(&meeting_id(2)).await, Ok(None));
    // One after the other is fine.
    store(&ports, &booked(2, 30)).await;
    store(&ports, &booked(3, 90)).await;
    let moved = booked(3, 90).reschedule(half_an_hour(45), half_an_hour(45), at(1), Actor::Visitor).expect("moved");
    assert_eq!(ports.meetings.write(alone(&moved)).await, Err(MeetingWriteError::Taken));
    assert_eq!(ports.meetings.find(&meeting_id(3)).await, Ok(Some(booked(3, 90))));
}

async fn a_time_is_free_again_at_once(ports: Ports) {
    let first = booked(1, 0);
    store(&ports, &first).await;
    // By a part of its own time, too.
    let moved = first.reschedule(half_an_hour(15), half_an_hour(15), at(1), Actor::Visitor).expect("moved");
    store(&ports, &moved).await;
    let before = Interval::lasting(tomorrow(0), 15).expect("a quarter");
    store(&ports, &Wish { time: before, occupied: before, ..wish(2, 0) }.book(at(1), Actor::Visitor).expect("an address")).await;
    assert_eq!(ports.meetings.write(alone(&booked(3, 30))).await, Err(MeetingWriteError::Taken));
    store(&ports, &moved.cancel(at(2), Actor::Visitor).expect("cancelled")).await;
    store(&ports, &booked(3, 30)).await;
    // A hold that becomes a booking keeps its time; one that is let go does not.
    store(&ports, &held(4, 120)).await;
    store(&ports, &held(4, 120).book(wish(4, 0).attendee, at(3), Actor::Visitor).expect("booked")).await;
    assert_eq!(ports.meetings.write(alone(&booked(5, 120))).await, Err(MeetingWriteError::Taken));
    store(&ports, &held(5, 180)).await;
    store(&ports, &held(5, 180).cancel(at(3), Actor::Visitor).expect("let go")).await;
    store(&ports, &booked(6, 180)).await;
}

async fn a_lapsed_hold_gives_its_time_only_with_its_end(ports: Ports) {
    let hold = held(1, 0);
    store(&ports, &hold).await;
    let late = wish(2, 15).book(at(HOLD_S + 1), Actor::Visitor).expect("an address");
    assert_eq!(ports.meetings.write(alone(&late)).await, Err(MeetingWriteError::Taken), "its minutes are over, and it is stored still");
    let expired = hold.expire(at(HOLD_S + 1)).expect("lapsed");
    let with_it = MeetingWrite { also: vec![expired.clone()], ..alone(&late) };
    ports.meetings.write(with_it).await.expect("written");
    assert_eq!(ports.meetings.find(&hold.id).await, Ok(Some(expired)));
    let end = hold.book(wish(1, 0).attendee, at(1), Actor::Visitor).expect("in time");
    assert_eq!(ports.meetings.write(alone(&end)).await, Err(MeetingWriteError::Stale), "it came too late");

    // Who has booked meanwhile keeps the time.
    store(&ports, &held(3, 60)).await;
    store(&ports, &held(3, 60).book(wish(3, 0).attendee, at(1), Actor::Visitor).expect("in time")).await;
    let blind = held(3, 60).expire(at(HOLD_S)).expect("as it was read");
    let taken_over = MeetingWrite { also: vec![blind], ..alone(&booked(4, 60)) };
    assert_eq!(ports.meetings.write(taken_over).await, Err(MeetingWriteError::Stale));
    assert_eq!(ports.meetings.find(&meeting_id(3)).await.map(|found| found.map(|found| found.status)), Ok(Some(MeetingStatus::Confirmed)));
    assert_eq!(ports.meetings.find(&meeting_id(4)).await, Ok(None));

    // The end of one hold does not give the time of another.
    store(&ports, &held(5, 120)).await;
    store(&ports, &held(6, 150)).await;
    let one = held(5, 120).expire(at(HOLD_S)).expect("lapsed");
    let both =
        Wish { time: half_an_hour(135), occupied: half_an_hour(135), ..wish(7, 0) }.book(at(HOLD_S), Actor::Visitor).expect("booked");
    let half = MeetingWrite { also: vec![one.clone()], ..alone(&both) };
    assert_eq!(ports.meetings.write(half).await, Err(MeetingWriteError::Taken));
    assert_eq!(ports.meetings.find(&meeting_id(5)).await, Ok(Some(held(5, 120))), "nothing of it was stored");
    let other = held(6, 150).expire(at(HOLD_S)).expect("lapsed");
    ports.meetings.write(MeetingWrite { also: vec![one, other], ..alone(&both) }).await.expect("written");
}

async fn an_old_state_changes_nothing(ports: Ports) {
    let first = pending(1, 0);
    let nowhere = first.cancel(at(1), Actor::Visitor).expect("cancelled");
    assert_eq!(ports.meetings.write(alone(&nowhere)).await, Err(MeetingWriteError::Stale), "it was never stored");
    store(&ports, &first).await;
    assert_eq!(ports.meetings.write(alone(&first)).await, Err(MeetingWriteError::Stale), "it is there already");
    let moved = first.reschedule(half_an_hour(60), half_an_hour(60), at(1), Actor::Visitor).expect("moved");
    store(&ports, &moved).await;
    for old in [nowhere, Meeting { version: 5, ..moved.clone() }] {
        assert_eq!(ports.meetings.write(alone(&old)).await, Err(MeetingWriteError::Stale));
    }
    assert_eq!(ports.meetings.find(&first.id).await, Ok(Some(moved)));
    store(&ports, &booked(2, 0)).await;
    assert_eq!(ports.meetings.write(alone(&booked(3, 60))).await, Err(MeetingWriteError::Taken));
}

async fn of_many_writers_of_one_state_one_wins(ports: Ports) {
    let first = booked(1, 0);
    store(&ports, &first).await;
    let race: Vec<_> = (1..=16)
        .map(|n| {
            let moved = first.reschedule(half_an_hour(60 * n), half_an_hour(60 * n), at(n), Actor::Visitor).expect("moved");
            let meetings = ports.meetings.clone();
            tokio::spawn(async move { (moved.clone(), meetings.write(alone(&moved)).await) })
        })
        .collect();
    let mut winners = vec![];
    for racer in race {
        match racer.await.expect("no panic") {
            (moved, Ok(())) => winners.push(moved),
            (_, Err(error)) => assert_eq!(error, MeetingWriteError::Stale),
        }
    }
    assert_eq!(winners.len(), 1);
    assert_eq!(ports.meetings.find(&first.id).await, Ok(winners.pop()));
    store(&ports, &booked(2, 0)).await;
}

async fn a_request_is_carried_out_once(ports: Ports) {
    let day = chatimjd::service::ports::ONCE_S;
    assert_eq!(ports.meetings.done("ana/1", at(0)).await, Ok(None));
    let first = MeetingWrite { once: once("ana/1", 0), ..alone(&booked(1, 0)) };
    ports.meetings.write(first.clone()).await.expect("written");
    let done = Done { fingerprint: format!("{:064}", 7), meeting: meeting_id(1), at: at(0) };
    assert_eq!(ports.meetings.done("ana/1", at(day - 1)).await, Ok(Some(done.clone())));
    // The same again, or as another meeting at another time: what was done is told, whatever else is wrong.
    let again = MeetingWrite { once: once("ana/1", day - 1), ..alone(&booked(2, 60)) };
    for repeated in [first, again] {
        assert_eq!(ports.meetings.write(repeated).await, Err(MeetingWriteError::Repeated(done.clone())));
    }
    assert_eq!(ports.meetings.find(&meeting_id(2)).await, Ok(None));
    // A key is a caller's own, and it is used up only by what was done.
    ports.meetings.write(MeetingWrite { once: once("bob/1", 1), ..alone(&booked(3, 120)) }).await.expect("another key");
    let failed = MeetingWrite { once: once("ana/2", 1), ..alone(&booked(4, 120)) };
    assert_eq!(ports.meetings.write(failed).await, Err(MeetingWriteError::Taken));
    assert_eq!(ports.meetings.done("ana/2", at(2)).await, Ok(None));
    // After a day it is forgotten.
    assert_eq!(ports.meetings.done("ana/1", at(day)).await, Ok(None));
    ports.meetings.write(MeetingWrite { once: once("ana/1", day), ..alone(&booked(2, 60)) }).await.expect("written");
    let anew = Done { meeting: meeting_id(2), at: at(day), ..done };
    assert_eq!(ports.meetings.done("ana/1", at(day + 1)).await, Ok(Some(anew)));
}

/// Lead `n` with its address.
pub fn person(n: u128) -> Lead {
    let facts: Facts = [fact(Field::Email, &format!("p{n}@example.com"), &message_id(n, 1))].into_iter().collect();
    Lead { conversation_ids: vec![], ..lead(n, &facts) }
}

fn lead_write(lead: Lead, n: u128) -> Option<LeadWrite> {
    let what = Happening::Status { from: LeadStatus::New, to: LeadStatus::MeetingScheduled };
    let event = LeadEvent { id: EventId::new(Uuid::from_u128(n)), at: at(1), by: Actor::Visitor, what };
    let trace = LeadTrace { claims: keys_of(&lead.facts), events: vec![event], ..LeadTrace::default() };
    Some(LeadWrite { lead, trace, restored: None })
}

async fn told_of(ports: &Ports, lead: &LeadId) -> usize {
    ports.leads.events(std::slice::from_ref(lead), None, 9).await.expect("read").len()
}

async fn the_lead_and_the_line_go_with_the_meeting(ports: Ports) {
    let new = person(1);
    let change = MeetingWrite { lead: lead_write(new.clone(), 1), entry: Some(entry(1)), ..alone(&booked(1, 0)) };
    ports.meetings.write(change).await.expect("written");
    assert_eq!(ports.leads.find(&new.id).await, Ok(Some(new.clone())));
    assert_eq!((told_of(&ports, &new.id).await, lines(&ports).await), (1, vec![entry(1)]));
    let later = Lead { status: LeadStatus::MeetingScheduled, version: 2, ..new.clone() };
    let change = MeetingWrite { lead: lead_write(later.clone(), 2), ..alone(&booked(2, 60)) };
    ports.meetings.write(change).await.expect("written");
    assert_eq!(ports.leads.counts().await.map(|counts| counts.get(&LeadStatus::MeetingScheduled).copied()), Ok(Some(1)));

    // An old state of the lead, and an address that is somebody else's.
    let stranger = Lead { facts: new.facts.clone(), ..person(3) };
    for refused in [later.clone(), stranger] {
        let change = MeetingWrite { lead: lead_write(refused, 3), once: once("k", 0), entry: Some(entry(2)), ..alone(&booked(3, 120)) };
        assert_eq!(ports.meetings.write(change).await, Err(MeetingWriteError::LeadChanged));
    }
    assert_eq!((ports.meetings.find(&meeting_id(3)).await, ports.meetings.done("k", at(1)).await), (Ok(None), Ok(None)));
    // A time that is taken keeps the lead as it is.
    let more = Lead { version: 3, notes: None, ..later.clone() };
    let taken = MeetingWrite { lead: lead_write(more.clone(), 4), ..alone(&booked(4, 15)) };
    assert_eq!(ports.meetings.write(taken).await, Err(MeetingWriteError::Taken));
    assert_eq!(ports.leads.find(&new.id).await, Ok(Some(later)));
    // A line is stored once: without it, nothing is.
    let twice = MeetingWrite { lead: lead_write(more, 5), entry: Some(entry(1)), ..alone(&booked(3, 120)) };
    assert_eq!(ports.meetings.write(twice).await, Err(MeetingWriteError::Storage(StorageError::Duplicate("audit entry"))));
    assert_eq!((told_of(&ports, &new.id).await, lines(&ports).await), (2, vec![entry(1)]));
    store(&ports, &booked(3, 120)).await;
}

async fn the_first_reason_is_told(ports: Ports) {
    ports.meetings.write(MeetingWrite { once: once("k", 0), ..alone(&booked(1, 0)) }).await.expect("written");
    ports.leads.write(lead_write(person(1), 1).expect("some")).await.expect("written");
    let day = limits::day(1);
    let spent = Some(limits::invitation("ana@example.com", None, 0));
    for n in [2, 3] {
        let change = MeetingWrite { invitation: spent.clone(), ..alone(&booked(n, 60 * i64::try_from(n).expect("small"))) };
        ports.meetings.write(change).await.expect("written");
    }
    // All of it is wrong; then one thing after the other is right.
    let stale = Meeting { version: 2, ..booked(9, 15) };
    let mut change =
        MeetingWrite { once: once("k", 1), day: Some(day), invitation: spent, lead: lead_write(person(1), 2), ..alone(&stale) };
    let why = async |change: &MeetingWrite| ports.meetings.write(change.clone()).await.expect_err("refused");
    assert!(matches!(why(&change).await, MeetingWriteError::Repeated(_)));
    change.once = once("another", 1);
    assert_eq!(why(&change).await, MeetingWriteError::Stale);
    change.meeting = booked(9, 15);
    assert_eq!(why(&change).await, MeetingWriteError::Taken);
    change.meeting = booked(9, 60);
    assert_eq!(why(&change).await, MeetingWriteError::DayFull);
    change.day = None;
    assert!(matches!(why(&change).await, MeetingWriteError::TooMany(_)));
    change.invitation = None;
    assert_eq!(why(&change).await, MeetingWriteError::LeadChanged);
    change.lead = None;
    ports.meetings.write(change).await.expect("nothing is wrong any more");
}
