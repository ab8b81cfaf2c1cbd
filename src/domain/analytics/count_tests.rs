//! What facts count for, and where.

use jiff::{civil::date, tz::TimeZone};

use super::{
    calendar::Calendar,
    count::{Count, MeetingFact},
    measure::{Counts, Measure},
    person::{Person, Rewriting, difference},
    tally::{Dimension, Key, Tally},
};
use crate::domain::{
    capture::Facts,
    conversation::{Channel, Conversation, SitePage, Status, VisitorKey},
    custom::CustomValues,
    entry::{Arrival, Entry},
    ids::{ConversationId, EventId, LeadId, MessageId},
    lead::{
        Lead, LeadStatus, Source,
        score::Score,
        timeline::{Actor, Happening, LeadEvent},
    },
    meeting::{Meeting, calendar::CalendarHome, life_tests::wish},
    message::{Attempt, Author, Making, Message, ReplyEnd, Usage},
    time::Timestamp,
};

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn karachi() -> Calendar {
    Calendar::new(TimeZone::get("Asia/Karachi").expect("a zone"))
}

fn conversation(began: &str) -> Conversation {
    let page = SitePage { url: Some("https://shop.example/pricing?a=1".into()), ..SitePage::default() };
    Conversation {
        id: ConversationId::new(uuid::Uuid::from_u128(1)),
        visitor: VisitorKey::derive("token", "1"),
        channel: Channel::Website,
        client_label: None,
        status: Status::Open,
        locale: Some("ur-PK".into()),
        time_zone: None,
        entry: Entry::of(&page, Some("ur-PK"), 4),
        page: SitePage::default(),
        facts: Facts::default(),
        custom: CustomValues::default(),
        lead_id: None,
        instruction_version: 4,
        usage: Usage::default(),
        visitor_messages: 0,
        assistant_messages: 0,
        preview: String::new(),
        started_at: at(began),
        last_at: at(began),
        wants_person: None,
        revision: 1,
    }
}

fn answer(when: &str, end: ReplyEnd, fallback: Option<&str>) -> Message {
    Message {
        id: MessageId::new(uuid::Uuid::from_u128(2)),
        conversation_id: ConversationId::new(uuid::Uuid::from_u128(1)),
        author: Author::Assistant,
        text: String::new(),
        at: at(when),
        making: Some(Making {
            model: "gemini-3-flash".into(),
            instruction_version: 5,
            usage: Usage { prompt_tokens: 900, output_tokens: 100 },
            latency_ms: 1_200,
            end,
            fallback: fallback.map(str::to_owned),
            failed: None,
            unanswered: None,
        }),
        cards: vec![],
    }
}

fn lead(n: u128, made: &str, page: &str) -> Lead {
    let page = SitePage { url: Some(format!("https://shop.example{page}")), ..SitePage::default() };
    Lead {
        id: LeadId::new(uuid::Uuid::from_u128(n)),
        facts: Facts::default(),
        notes: None,
        custom: CustomValues::default(),
        status: LeadStatus::New,
        follow_up_at: None,
        assignee: None,
        score: Score::default(),
        source: Source { page, ..Source::default() },
        conversation_ids: vec![],
        absorbed: vec![],
        created_at: at(made),
        updated_at: at(made),
        version: 1,
    }
}

fn moved(n: u128, when: &str, to: LeadStatus) -> LeadEvent {
    let what = Happening::Status { from: LeadStatus::New, to };
    LeadEvent { id: EventId::new(uuid::Uuid::from_u128(n)), at: at(when), by: Actor::Visitor, what }
}

fn counted(work: impl FnOnce(&mut Count<'_>)) -> Tally {
    let calendar = karachi();
    let mut count = Count::by(&calendar);
    work(&mut count);
    count.finish()
}

fn group(tally: &Tally, day: i8, dimension: Dimension, value: &str) -> Counts {
    tally.get(&Key::Group(date(2026, 11, day), dimension, value.into()))
}

#[test]
fn a_conversation_counts_on_the_day_and_in_the_hour_of_the_business() {
    let tally = counted(|count| count.began(&conversation("2026-11-22T20:30:00Z")));
    let one: Counts = [(Measure::Chats, 1)].into_iter().collect();
    assert_eq!((tally.get(&Key::Day(date(2026, 11, 23))), tally.get(&Key::Hour(date(2026, 11, 23), 1))), (one.clone(), one.clone()));
    for (dimension, value) in
        [(Dimension::Page, "/pricing"), (Dimension::Language, "ur"), (Dimension::Channel, "website"), (Dimension::Instruction, "4")]
    {
        assert_eq!(group(&tally, 23, dimension, value), one, "{value}");
    }
    assert_eq!(tally.len(), 6, "what is not known is counted under nothing");
}

#[test]
fn what_a_model_used_before_it_failed_is_not_the_answering_ones() {
    let said = |failed| {
        counted(|count| {
            let mut answer = answer("2026-11-23T20:30:00Z", ReplyEnd::Complete, Some("timeout"));
            answer.making = answer.making.map(|making| Making { model: "offline".into(), failed, ..making });
            count.said(&conversation("2026-11-22T20:30:00Z"), &answer);
        })
    };
    let used = Attempt { model: "gemini-3-flash".into(), usage: Usage { prompt_tokens: 900, output_tokens: 90 } };
    let of = |counts: Counts| [Measure::Answers, Measure::PromptTokens, Measure::OutputTokens].map(|measure| counts.get(measure));
    for (failed, gemini, offline) in [(Some(used), [0, 900, 90], [1, 0, 10]), (None, [0, 0, 0], [1, 900, 100])] {
        let tally = said(failed);
        assert_eq!(of(group(&tally, 24, Dimension::Model, "gemini-3-flash")), gemini);
        assert_eq!(of(group(&tally, 24, Dimension::Model, "offline")), offline);
        assert_eq!(of(tally.get(&Key::Day(date(2026, 11, 24)))), [1, 900, 100], "all of it counts once");
    }
}

#[test]
fn an_answer_counts_for_its_model_its_instruction_its_time_and_its_tokens() {
    let tally = counted(|count| {
        let talk = conversation("2026-11-22T20:30:00Z");
        count.said(&talk, &answer("2026-11-23T20:30:00Z", ReplyEnd::Interrupted, Some("timeout")));
    });
    let counts = group(&tally, 24, Dimension::Model, "gemini-3-flash");
    for (measure, number) in [
        (Measure::Answers, 1),
        (Measure::ModelErrors, 1),
        (Measure::Fallbacks, 1),
        (Measure::Stopped, 0),
        (Measure::PromptTokens, 900),
        (Measure::OutputTokens, 100),
        (Measure::reply_within(1_200), 1),
    ] {
        assert_eq!(counts.get(measure), number, "{measure:?}");
    }
    assert_eq!(group(&tally, 24, Dimension::Instruction, "5"), counts, "the version that it was written by");
    assert!(group(&tally, 24, Dimension::Instruction, "4").is_empty());
}

#[test]
fn a_lead_counts_when_it_is_made_and_a_status_when_it_comes() {
    let one = lead(1, "2026-11-16T10:00:00Z", "/a");
    let tally = counted(|count| {
        count.lead(&one);
        count.line(&one, &moved(1, "2026-11-17T10:00:00Z", LeadStatus::Contacted));
        count.line(&one, &moved(2, "2026-11-24T10:00:00Z", LeadStatus::Won));
    });
    assert_eq!(tally.get(&Key::Day(date(2026, 11, 16))).get(Measure::Leads), 1);
    assert!(tally.get(&Key::Day(date(2026, 11, 17))).is_empty());
    assert_eq!(group(&tally, 24, Dimension::Page, "/a").get(Measure::Won), 1);
    let week = date(2026, 11, 16);
    assert_eq!(tally.get(&Key::Cohort(week, 0)).get(Measure::Leads), 1);
    assert_eq!(tally.get(&Key::Cohort(week, 1)).get(Measure::Won), 1);
}

#[test]
fn a_meeting_that_is_cancelled_is_none() {
    let fact = |stands| MeetingFact { booked_at: at("2026-11-22T10:00:00Z"), stands, arrival: Arrival::default() };
    let tally = counted(|count| [true, false, true].into_iter().for_each(|stands| count.meeting(&fact(stands))));
    let day = tally.get(&Key::Day(date(2026, 11, 22)));
    assert_eq!((day.get(Measure::Meetings), day.get(Measure::Cancelled)), (2, 1));
}

#[test]
fn a_hold_is_no_meeting_and_a_booking_is_one_until_its_person_is_erased() {
    let (day, by) = (at("2026-11-22T10:00:00Z"), Actor::Visitor);
    let held = wish(CalendarHome::Google).hold(day, by.clone());
    let booked = held.book(held.attendee.clone(), at("2026-11-22T10:04:00Z"), by.clone()).expect("a booking");
    let cancelled = booked.cancel(at("2026-11-23T10:00:00Z"), by.clone()).expect("cancelled");
    let stands = |meeting: &Meeting| MeetingFact::of(meeting).map(|fact| (fact.booked_at, fact.stands));
    assert_eq!((stands(&booked), stands(&cancelled)), (Some((day, true)), Some((day, false))));
    let let_go = held.cancel(day, by).expect("let go");
    let lapsed = held.expire(at("2026-11-22T11:00:00Z")).expect("lapsed");
    let rest = [booked.forgotten(), cancelled.forgotten()].map(|rest| rest.expect("an event to delete"));
    for none in [held, let_go, lapsed].iter().chain(&rest) {
        assert_eq!(stands(none), None, "{none:?}");
    }
}

#[test]
fn two_leads_that_become_one_are_one_lead_of_the_first_one_s_page_and_apart_they_are_two() {
    let (ana, twin) = (lead(1, "2026-11-20T10:00:00Z", "/a"), lead(2, "2026-11-19T10:00:00Z", "/b"));
    let lines = |lead: &Lead, n| vec![(lead.id.clone(), moved(n, "2026-11-21T10:00:00Z", LeadStatus::Won))];
    let before = [Person { lead: ana.clone(), lines: lines(&ana, 1) }, Person { lead: twin.clone(), lines: lines(&twin, 2) }];
    let merged = Lead { absorbed: vec![twin.id.clone()], created_at: twin.created_at, version: 2, ..ana.clone() };
    let merge = Rewriting { lead: &merged, events: &[], absorbed: Some(&twin.id), restored: None, forgotten: &[] };
    let after = merge.apply(&before);
    let tally = difference(&before, &after, &karachi());
    assert_eq!(group(&tally, 20, Dimension::Page, "/a").get(Measure::Leads), -1);
    assert_eq!(group(&tally, 19, Dimension::Page, "/b").get(Measure::Leads), -1);
    assert_eq!(group(&tally, 19, Dimension::Page, "/a").get(Measure::Leads), 1);
    assert_eq!(group(&tally, 21, Dimension::Page, "/a").get(Measure::Won), 1);
    assert_eq!(tally.get(&Key::Day(date(2026, 11, 21))), Counts::default(), "two were won, whosever they are");

    let apart = Lead { absorbed: vec![], created_at: ana.created_at, version: 3, ..merged.clone() };
    let back = Rewriting { lead: &apart, events: &[], absorbed: None, restored: Some(&twin), forgotten: &[] };
    let undone = difference(&after, &back.apply(&after), &karachi());
    assert_eq!(undone, tally.negated());
}

#[test]
fn what_is_forgotten_does_not_count_any_more() {
    let ana = lead(1, "2026-11-20T10:00:00Z", "/a");
    let line = moved(1, "2026-11-21T10:00:00Z", LeadStatus::Won);
    let before = [Person { lead: ana.clone(), lines: vec![(ana.id.clone(), line.clone())] }];
    let next = Lead { version: 2, ..ana.clone() };
    let new = [moved(2, "2026-11-22T10:00:00Z", LeadStatus::Lost)];
    let forgotten = [(ana.id.clone(), line.id)];
    let change = Rewriting { lead: &next, events: &new, absorbed: None, restored: None, forgotten: &forgotten };
    let tally = difference(&before, &change.apply(&before), &karachi());
    assert_eq!(tally.get(&Key::Day(date(2026, 11, 21))).get(Measure::Won), -1);
    assert_eq!(tally.get(&Key::Day(date(2026, 11, 22))).get(Measure::Lost), 1);
    assert!(tally.get(&Key::Day(date(2026, 11, 20))).is_empty());
}

#[test]
fn tallies_differ_where_one_of_them_is_wrong() {
    let (one, two) = (counted(|count| count.began(&conversation("2026-11-22T20:30:00Z"))), Tally::default());
    assert_eq!((one.differing(&one), one.differing(&two).len()), (vec![], 6));
    let sum: Tally = [&one, &one.negated()].into_iter().sum();
    assert!(sum.is_empty());
}
