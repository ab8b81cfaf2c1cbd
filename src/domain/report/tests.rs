//! Every figure is the sum of its column, and the same as what is counted.

use jiff::{civil::date, tz::TimeZone};
use proptest::prelude::*;

use super::{
    columns::{Column, columns},
    lines::{LeadOfDay, Line, MeetingOfDay, TalkOfDay, follow_up},
    summary::{Totals, days_needed, figures, remark},
    *,
};
use crate::domain::{
    analytics::{
        calendar::Calendar,
        count::{Count, MeetingFact},
        figures::Days,
        measure::{Counts, Measure},
        tally::{Key, Tally},
    },
    capture::Facts,
    conversation::{Channel, Conversation, SitePage, Status, VisitorKey},
    custom::CustomValues,
    entry::{Arrival, Entry},
    ids::{ConversationId, EventId, LeadId, MessageId},
    lead::{
        Lead, LeadStatus, Source,
        score::Score,
        table::LeadTable,
        timeline::{Actor, Happening, LeadEvent},
    },
    message::{Author, Making, Message, ReplyEnd, Usage},
    sheet::Cell,
    table::Reader,
};

/// The clocks go back on 25 October.
fn lisbon() -> TimeZone {
    TimeZone::get("Europe/Lisbon").expect("a zone")
}

fn table() -> LeadTable {
    LeadTable { reader: Reader::Person, zone: lisbon(), page: "https://desk.example/admin/leads".into(), fields: vec![], team: vec![] }
}

/// Minutes after midnight of the 24th, by UTC.
fn at(minute: u32) -> Timestamp {
    Timestamp::constant(1_792_800_000 + i64::from(minute) * 60, 0)
}

fn lead(n: usize, made: u32) -> Lead {
    Lead {
        id: LeadId::new(uuid::Uuid::from_u128(n as u128)),
        facts: Facts::default(),
        notes: None,
        custom: CustomValues::default(),
        status: LeadStatus::New,
        follow_up_at: Some(at(made)),
        assignee: None,
        score: Score::default(),
        source: Source::default(),
        conversation_ids: vec![],
        absorbed: vec![],
        created_at: at(made),
        updated_at: at(made),
        version: 1,
    }
}

fn moved(n: usize, to: usize, when: u32) -> LeadEvent {
    let what = Happening::Status { from: LeadStatus::New, to: LeadStatus::ALL[to % 6] };
    LeadEvent { id: EventId::new(uuid::Uuid::from_u128(n as u128)), at: at(when), by: Actor::Visitor, what }
}

fn talk(n: usize, began: u32) -> Conversation {
    Conversation {
        id: ConversationId::new(uuid::Uuid::from_u128(n as u128)),
        visitor: VisitorKey::derive("token", &n.to_string()),
        channel: Channel::Website,
        client_label: None,
        status: Status::Closed,
        locale: None,
        time_zone: None,
        page: SitePage::default(),
        entry: Entry::default(),
        facts: Facts::default(),
        custom: CustomValues::default(),
        lead_id: None,
        instruction_version: 1,
        usage: Usage::default(),
        visitor_messages: 1,
        assistant_messages: 1,
        preview: "=1+1".into(),
        started_at: at(began),
        last_at: at(began),
        wants_person: None,
        revision: 1,
    }
}

fn message(n: usize, when: u32, tokens: u32) -> Message {
    let ends = [ReplyEnd::Complete, ReplyEnd::Stopped, ReplyEnd::Interrupted];
    let making = Making {
        model: "m".into(),
        instruction_version: 1,
        usage: Usage { prompt_tokens: tokens.into(), output_tokens: u64::from(tokens / 3) },
        latency_ms: u64::from(tokens) * 7,
        end: ends[n % 3],
        fallback: n.is_multiple_of(4).then(|| "timeout".to_owned()),
        failed: None,
        unanswered: None,
    };
    let is_answer = n % 2 == 1;
    Message {
        id: MessageId::new(uuid::Uuid::from_u128(n as u128)),
        conversation_id: ConversationId::new(uuid::Uuid::from_u128(1)),
        author: if is_answer { Author::Assistant } else { Author::Visitor },
        text: String::new(),
        at: at(when),
        making: is_answer.then_some(making),
        cards: vec![],
    }
}

fn meeting(n: usize, booked: u32) -> MeetingOfDay {
    let fact = MeetingFact { booked_at: at(booked), stands: !n.is_multiple_of(3), arrival: Arrival::default() };
    MeetingOfDay {
        fact,
        begins: at(booked + 60),
        ends: at(booked + 90),
        name: None,
        email: Some("ana@example.com".into()),
        phone: None,
        state: "Confirmed".into(),
        address: String::new(),
    }
}

/// What the cells of a column add up to.
fn column_sum(columns: &[Column], measure: Measure, lines: &[Line]) -> u64 {
    let place = columns.iter().position(|column| column.sums == Some(measure)).expect("a column");
    let number = |line: &Line| match &line.row[place] {
        Cell::Number(number) => u64::from(*number),
        other => panic!("{other:?} under {measure:?}"),
    };
    lines.iter().map(number).sum()
}

fn day_counts(tally: &Tally, range: Range) -> Counts {
    range.days().map(|day| tally.get(&Key::Day(day))).collect::<Vec<_>>().iter().sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn every_figure_is_the_sum_of_its_rows_and_what_is_counted(
        people in proptest::collection::vec((0_u32..5_000, proptest::collection::vec((0_usize..6, 0_u32..5_000), 0..4)), 0..12),
        talks in proptest::collection::vec((0_u32..5_000, proptest::collection::vec((0_u32..5_000, 0_u32..9_000), 0..8)), 0..12),
        booked in proptest::collection::vec(0_u32..5_000, 0..8), first in 0_i64..3, length in 1_i64..3,
    ) {
        let calendar = Calendar::new(lisbon());
        let from = crate::domain::analytics::calendar::days_after(date(2026, 10, 24), first);
        let range = Range::ending(crate::domain::analytics::calendar::days_after(from, length - 1), length);
        let (span, table) = (range.span(&calendar), table());
        let (mut count, mut totals) = (Count::by(&calendar), Totals::default());
        let mut sheets: Vec<(SheetName, Vec<Line>)> = vec![];

        let leads: Vec<LeadOfDay> = people.iter().enumerate().map(|(n, (made, moves))| LeadOfDay {
            lead: lead(n, *made),
            lines: moves.iter().enumerate().map(|(line, (to, when))| moved(n * 10 + line, *to, *when)).collect(),
        }).collect();
        for of_day in &leads {
            count.lead(&of_day.lead);
            of_day.lines.iter().for_each(|line| count.line(&of_day.lead, line));
        }
        sheets.push((SheetName::Leads, leads.iter().map(|lead| lead.line(&table, span)).collect()));
        sheets.push((SheetName::FollowUps, leads.iter().map(|of_day| follow_up(&of_day.lead, &table, at(0))).collect()));

        let meetings: Vec<MeetingOfDay> = booked.iter().enumerate().map(|(n, when)| meeting(n, *when)).collect();
        meetings.iter().for_each(|meeting| count.meeting(&meeting.fact));
        sheets.push((SheetName::Meetings, meetings.iter().map(|meeting| meeting.line(&table.zone, span)).collect()));

        let talks: Vec<TalkOfDay> = talks.iter().enumerate().map(|(n, (began, said))| TalkOfDay {
            conversation: talk(n, *began),
            messages: said.iter().enumerate().map(|(m, (when, tokens))| message(m, *when, *tokens)).collect(),
        }).collect();
        talks.iter().for_each(|talk| count.talk(&talk.conversation, &talk.messages));
        sheets.push((SheetName::Conversations, talks.iter().map(|talk| talk.line(&table, "https://desk.example/c", span)).collect()));

        for (sheet, lines) in &sheets {
            let heads = columns(*sheet, &table);
            for line in lines {
                prop_assert_eq!(line.row.len(), heads.len());
                totals.take(*sheet, line);
            }
        }
        let tally = count.finish();
        let counted = day_counts(&tally, range);
        let days: Days = range.days().map(|day| (day, tally.get(&Key::Day(day)))).collect();
        for figure in figures(&totals, range, &days, None) {
            let Some(sheet) = figure.sheet else { continue };
            let lines = &sheets.iter().find(|(name, _)| *name == sheet).expect("a sheet").1;
            prop_assert_eq!(figure.now, column_sum(&columns(sheet, &table), figure.measure, lines), "{:?}", figure.measure);
            prop_assert_eq!(figure.now, counted.shown(figure.measure), "{:?} on the dashboard", figure.measure);
        }
        prop_assert_eq!(&totals.counts, &counted, "and nothing is counted that has no row");
        prop_assert_eq!(remark(&totals, &counted), None);
    }
}

#[test]
fn a_figure_stands_beside_the_days_before_and_the_mean_of_a_whole_week() {
    let leads = |count| [(Measure::Leads, count)].into_iter().collect::<Counts>();
    let days: Days = (1..=9).map(|day| (date(2026, 11, day), leads(i64::from(day)))).collect();
    let mut totals = Totals::default();
    totals.counts.add(Measure::Leads, 9);
    let range = Range::day(date(2026, 11, 9));
    let figure = |since| {
        let all = figures(&totals, range, &days, Some(since));
        all.into_iter().find(|figure| figure.measure == Measure::Leads).map(|figure| (figure.now, figure.before, figure.week_mean))
    };
    assert_eq!(figure(date(2026, 11, 2)), Some((9, 8, Some(500))));
    assert_eq!(figure(date(2026, 11, 3)), Some((9, 8, None)), "not all of the week was counted");
    assert_eq!(days_needed(range).from(), date(2026, 11, 2));
    let month = Range::new(date(2026, 11, 1), date(2026, 11, 30)).expect("a range");
    assert_eq!(days_needed(month).from(), date(2026, 10, 2));
}

#[test]
fn what_has_no_row_is_told_and_not_compared() {
    let counts = |chats| [(Measure::Chats, chats), (Measure::Answers, 5), (Measure::OutputTokens, chats)].into_iter().collect::<Counts>();
    let days: Days = [(date(2026, 5, 30), counts(900)), (date(2026, 5, 31), counts(1_000))].into();
    let totals = Totals { counts: counts(40), ..Totals::default() };
    let range = Range::day(date(2026, 5, 31));
    let all = figures(&totals, range, &days, None);
    let figure = |measure| {
        all.iter().find(|figure| figure.measure == measure).map(|figure| (figure.now, figure.before, figure.is_whole)).expect("a figure")
    };
    assert_eq!((figure(Measure::Chats), figure(Measure::Answers)), ((40, 900, false), (5, 5, true)));
    assert!(figure(Measure::Opens).2 && figure(Measure::Leads).2);
    assert_eq!(
        remark(&totals, &days[&range.to()]).as_deref(),
        Some("The dashboard counts more, of archives or since this was begun: new conversations 960, tokens written 960.")
    );
}
