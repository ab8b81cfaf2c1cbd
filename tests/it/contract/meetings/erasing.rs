//! Erasing people takes their meetings along, and leaves what the calendar has to be rid of, with nobody's name in it.

use chatimjd::{
    domain::{
        conversation::{Conversation, Status},
        lead::{Lead, timeline::Actor},
        meeting::{
            Attendee, Meeting,
            calendar::CalendarWork,
            life::{Entered, Wish},
        },
    },
    service::ports::{CalendarTask, ConversationWrite, LeadTrace, LeadWrite, MeetingFilter, MeetingWrite, MeetingWriteError},
};

use super::{alone, booked, half_an_hour, held, limits::day, pending, person, store, wish};
use crate::contract::{
    Ports, against_all,
    people::{at, conversation, conversation_id, exchange, lead_id, next, visitor, write},
};

against_all! {
    a_lead_goes_with_its_meetings,
    a_visitor_goes_with_the_meetings_of_their_conversations,
    many_go_with_all_their_meetings,
    an_event_that_was_left_behind_is_still_to_be_deleted,
    what_comes_after_the_erasure_is_not_stored,
}

/// Lead 1 with a meeting in each state, and lead 2 with one; the first four are those that take time.
async fn agenda(ports: &Ports) -> Vec<Meeting> {
    for n in [1, 2] {
        let lead = LeadWrite { lead: person(n), trace: LeadTrace::default(), restored: None };
        ports.leads.write(lead).await.expect("written");
    }
    let of_one = |meeting: Meeting| Meeting { lead_id: Some(lead_id(1)), conversation_id: None, ..meeting };
    let let_go = of_one(booked(5, 240)).cancel(at(1), Actor::Visitor).expect("cancelled");
    let withdrawn = of_one(pending(6, 300)).cancel(at(1), Actor::Visitor).expect("cancelled");
    let first = [of_one(booked(1, 0)), of_one(held(2, 60)), of_one(pending(3, 120)), booked(4, 180)];
    for meeting in first.iter().chain([&of_one(booked(5, 240)), &let_go, &of_one(pending(6, 300)), &withdrawn]) {
        store(ports, meeting).await;
    }
    let other = Meeting { lead_id: Some(lead_id(2)), ..booked(7, 360) };
    store(ports, &other).await;
    let [one, two, three, four] = first;
    vec![one, two, three, four, let_go, withdrawn, other]
}

/// Nothing of it is there any more but what the calendar has to be rid of.
async fn is_forgotten(ports: &Ports, meeting: &Meeting) {
    let rest = ports.meetings.find(&meeting.id).await.expect("read");
    assert_eq!(rest, meeting.forgotten(), "{meeting:?}");
    let tasks = ports.meetings.due(at(-1_000_000), 100).await.expect("read");
    let task = tasks.into_iter().find(|open| open.meeting.id == meeting.id);
    assert_eq!(task.as_ref().map(|open| &open.meeting), rest.as_ref(), "it is due at once: {meeting:?}");
    if let (Some(rest), Some(open)) = (rest, task) {
        assert_eq!((rest.calendar_work(), &rest.attendee), (Some(CalendarWork::Delete), &Attendee::default()));
        // A worker goes on as with any other.
        let next = CalendarTask { next_at: at(60), failures: 0, problem: None };
        assert_eq!(ports.meetings.retask(&open, next).await, Ok(true));
        store(ports, &rest.removed(true)).await;
        assert_eq!(ports.meetings.due(at(1_000_000), 100).await.map(|due| due.iter().any(|open| open.meeting.id == rest.id)), Ok(false));
    }
}

async fn a_lead_goes_with_its_meetings(ports: Ports) {
    let all = agenda(&ports).await;
    let stranger = Meeting { lead_id: None, ..all[3].clone() };
    store(&ports, &Meeting { version: 2, ..stranger.clone() }).await;
    assert_eq!(ports.meetings.claimed(day(1).span).await.expect("read").len(), 5);
    ports.leads.erase(&[person(1)], vec![]).await.expect("erased");
    for n in [0, 1, 2, 4, 5] {
        is_forgotten(&ports, &all[n]).await;
    }
    // Those of others stay, and the times of the erased ones are free.
    assert_eq!(ports.meetings.find(&all[6].id).await, Ok(Some(all[6].clone())));
    assert_eq!(ports.meetings.find(&stranger.id).await, Ok(Some(Meeting { version: 2, ..stranger })));
    assert_eq!(ports.meetings.claimed(day(1).span).await.expect("read").len(), 2);
    let theirs = MeetingFilter { leads: vec![lead_id(1)], ..MeetingFilter::default() };
    let left = ports.meetings.list(&theirs, Default::default(), None).await.expect("read").expect("a page");
    assert_eq!(left.items, vec![]);
    for (n, minutes) in [(11, 0), (12, 60), (13, 120)] {
        store(&ports, &booked(n, minutes)).await;
    }
}

async fn a_visitor_goes_with_the_meetings_of_their_conversations(ports: Ports) {
    // Lead 1 was spoken for in both conversations of two visitors.
    let shared = Lead { conversation_ids: vec![conversation_id(1), conversation_id(2)], ..person(1) };
    for n in [1, 2] {
        let talk = Conversation { lead_id: Some(lead_id(1)), ..conversation(n) };
        let lead = (n == 1).then(|| shared.clone());
        let change = ConversationWrite { lead, ..write(talk, exchange(n, 1, "hello")) };
        ports.conversations.write(change).await.expect("written");
    }
    let of = |meeting: Meeting, n: u128| Meeting { lead_id: Some(lead_id(1)), conversation_id: Some(conversation_id(n)), ..meeting };
    let (gone, rest, stays) = (of(booked(1, 0), 1), of(pending(2, 60), 1), of(booked(3, 120), 2));
    for meeting in [&gone, &rest, &stays] {
        store(&ports, meeting).await;
    }
    let erased = ports.conversations.erase(&visitor(1)).await.expect("erased");
    assert_eq!((erased.conversations, erased.shared), (vec![conversation_id(1)], vec![lead_id(1)]));
    is_forgotten(&ports, &gone).await;
    is_forgotten(&ports, &rest).await;
    assert_eq!(ports.meetings.find(&stays.id).await, Ok(Some(stays.clone())));
    ports.conversations.erase(&visitor(2)).await.expect("erased");
    is_forgotten(&ports, &stays).await;
}

/// More than an index is asked for at once.
const MANY: u128 = 33;

async fn many_go_with_all_their_meetings(ports: Ports) {
    let minutes = |n: u128| 30 * i64::try_from(n).expect("small");
    for n in 1..=MANY {
        let talk = Conversation { visitor: visitor(1), ..conversation(n) };
        ports.conversations.write(write(talk.clone(), exchange(n, 1, "hello"))).await.expect("written");
        ports.conversations.write(write(Conversation { status: Status::Closed, ..next(&talk) }, vec![])).await.expect("closed");
        store(&ports, &Meeting { lead_id: None, ..booked(n, minutes(n)) }).await;
    }
    let other = Meeting { lead_id: None, ..booked(MANY + 1, 0) };
    store(&ports, &other).await;
    let erased = ports.conversations.erase(&visitor(1)).await.expect("erased");
    assert_eq!(erased.conversations.len(), usize::try_from(MANY).expect("small"));
    let is_there = async |n: u128| ports.meetings.find(&booked(n, 0).id).await.expect("read").is_some();
    for n in 1..=MANY {
        assert!(!is_there(n).await, "{n}");
    }

    let people: Vec<Lead> = (1..=MANY).map(person).collect();
    for (n, lead) in (1..=MANY).zip(people.clone()) {
        ports.leads.write(LeadWrite { lead, trace: LeadTrace::default(), restored: None }).await.expect("written");
        store(&ports, &Meeting { conversation_id: None, ..booked(n, minutes(n)) }).await;
    }
    ports.leads.erase(&people, vec![]).await.expect("erased");
    for n in 1..=MANY {
        assert!(!is_there(n).await, "{n}");
    }
    assert_eq!(ports.meetings.find(&other.id).await, Ok(Some(other)));
}

async fn an_event_that_was_left_behind_is_still_to_be_deleted(ports: Ports) {
    let lead = LeadWrite { lead: person(1), trace: LeadTrace::default(), restored: None };
    ports.leads.write(lead).await.expect("written");
    let waiting = Meeting { conversation_id: None, ..pending(1, 0) };
    let entered = waiting.entered(Entered::default(), at(1));
    let moved = entered.reschedule(half_an_hour(60), half_an_hour(60), at(2), Actor::Visitor).expect("moved");
    // Its account was disconnected.
    let kept = moved.kept_here();
    for meeting in [&waiting, &entered, &moved, &kept] {
        store(&ports, meeting).await;
    }
    ports.leads.erase(&[person(1)], vec![]).await.expect("erased");
    assert!(kept.forgotten().is_some());
    is_forgotten(&ports, &kept).await;
}

async fn what_comes_after_the_erasure_is_not_stored(ports: Ports) {
    let lead = LeadWrite { lead: person(1), trace: LeadTrace::default(), restored: None };
    ports.leads.write(lead).await.expect("written");
    let mine = booked(1, 0);
    let (hold, entered) = (held(2, 60), pending(3, 120));
    for meeting in
        [&mine, &Meeting { lead_id: Some(lead_id(1)), ..hold.clone() }, &Meeting { lead_id: Some(lead_id(1)), ..entered.clone() }]
    {
        store(&ports, meeting).await;
    }
    ports.leads.erase(&[person(1)], vec![]).await.expect("erased");
    let moved = mine.reschedule(half_an_hour(180), half_an_hour(180), at(1), Actor::Visitor).expect("moved");
    let booking = hold.book(wish(2, 0).attendee, at(1), Actor::Visitor).expect("booked");
    let noted = entered.entered(Default::default(), at(1));
    for late in [moved, booking, noted] {
        assert_eq!(ports.meetings.write(alone(&late)).await, Err(MeetingWriteError::Stale), "{late:?}");
    }
    // Nor does a new meeting bring the lead back.
    let again = LeadWrite { lead: Lead { version: 2, ..person(1) }, trace: LeadTrace::default(), restored: None };
    let unknown = Wish { lead_id: None, ..wish(4, 240) }.hold(at(1), Actor::Visitor);
    let change = MeetingWrite { lead: Some(again), ..alone(&unknown) };
    assert_eq!(ports.meetings.write(change).await, Err(MeetingWriteError::LeadChanged));
    assert_eq!(ports.leads.find(&lead_id(1)).await, Ok(None));
}
