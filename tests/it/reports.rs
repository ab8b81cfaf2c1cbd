//! A report as a workbook, read back by another library: every figure is the sum of its rows, on days over which the clocks change.

mod second_reader;

use std::{collections::BTreeMap, fs::File, io::Read};

use calamine::{Data, Range as Cells, Reader as _, Xlsx, open_workbook_from_rs};
use chatimjd::{
    adapters::excel::ExcelReports,
    domain::{
        analytics::{calendar::Calendar, count::Count, figures::Days, range::Range, tally::Key},
        capture::Facts,
        conversation::{Channel, Conversation, SitePage, Status, VisitorKey},
        custom::CustomValues,
        entry::Entry,
        ids::{ConversationId, EventId, LeadId, MessageId},
        lead::{
            Lead, LeadStatus, Source,
            score::Score,
            table::LeadTable,
            timeline::{Actor, Happening, LeadEvent},
        },
        message::{Author, Making, Message, ReplyEnd, Usage},
        report::{
            SheetName,
            book::{BookPlan, Step},
            columns::columns,
            lines::{LeadOfDay, Line, TalkOfDay, follow_up},
            summary::{Bar, Summary, Totals, figures, reply_times_of},
        },
        table::Reader,
        time::Timestamp,
    },
    service::ports::ReportBooks,
};
use futures::{StreamExt, stream};
use jiff::{civil::date, tz::TimeZone};
use uuid::Uuid;

type Book = Xlsx<std::io::Cursor<Vec<u8>>>;

/// The clocks go back in Lisbon on 25 October 2026: the day has 25 hours.
fn table() -> LeadTable {
    let zone = TimeZone::get("Europe/Lisbon").expect("a zone");
    LeadTable { reader: Reader::Person, zone, page: "https://desk.example/admin/leads".into(), fields: vec![], team: vec![] }
}

/// So many minutes after the day has begun.
fn at(minute: i64) -> Timestamp {
    "2026-10-24T23:00:00Z".parse::<Timestamp>().expect("a time").saturating_add(jiff::SignedDuration::from_mins(minute)).expect("a time")
}

fn lead(n: u128, made: i64) -> LeadOfDay {
    let lead = Lead {
        id: LeadId::new(Uuid::from_u128(n)),
        facts: Facts::default(),
        notes: Some("=1+1".into()),
        custom: CustomValues::default(),
        status: LeadStatus::Won,
        follow_up_at: Some(at(made)),
        assignee: None,
        score: Score { value: 42, ..Score::default() },
        source: Source::default(),
        conversation_ids: vec![],
        absorbed: vec![],
        created_at: at(made),
        updated_at: at(made),
        version: 1,
    };
    let what = Happening::Status { from: LeadStatus::New, to: LeadStatus::Won };
    let won = LeadEvent { id: EventId::new(Uuid::from_u128(n)), at: at(made + 30), by: Actor::Visitor, what };
    LeadOfDay { lead, lines: vec![won] }
}

fn talk(n: u128, began: i64) -> TalkOfDay {
    let id = ConversationId::new(Uuid::from_u128(n));
    let said = |m: u128, author, making| Message {
        id: MessageId::new(Uuid::from_u128(n * 10 + m)),
        conversation_id: ConversationId::new(Uuid::from_u128(n)),
        author,
        text: "hi".into(),
        at: at(began + i64::try_from(m).expect("small")),
        making,
        cards: vec![],
    };
    let making = Making {
        model: "m".into(),
        instruction_version: 1,
        usage: Usage { prompt_tokens: 100 + u64::try_from(n).expect("small"), output_tokens: 7 },
        latency_ms: 900,
        end: ReplyEnd::Complete,
        fallback: n.is_multiple_of(5).then(|| "timeout".into()),
        failed: None,
        unanswered: None,
    };
    let conversation = Conversation {
        id,
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
        preview: "hi".into(),
        started_at: at(began),
        last_at: at(began),
        wants_person: None,
        revision: 1,
    };
    TalkOfDay { conversation, messages: vec![said(0, Author::Visitor, None), said(1, Author::Assistant, Some(making))] }
}

/// Everything that is in the report of the 25th, some of it of the days around it.
struct Day {
    sheets: Vec<(SheetName, Vec<Line>)>,
    summary: Summary,
}

fn day(people: u128) -> Day {
    let (table, range) = (table(), Range::day(date(2026, 10, 25)));
    let calendar = Calendar::new(table.zone.clone());
    let span = range.span(&calendar);
    let (mut count, mut totals) = (Count::by(&calendar), Totals::default());
    // From an hour before the day until an hour after it.
    let minute = |n: u128| i64::try_from(n * 1_620 / people).expect("small") - 60;
    let leads: Vec<LeadOfDay> = (0..people).map(|n| lead(n, minute(n))).collect();
    let talks: Vec<TalkOfDay> = (0..people).map(|n| talk(n, minute(n))).collect();
    for of_day in &leads {
        count.lead(&of_day.lead);
        of_day.lines.iter().for_each(|line| count.line(&of_day.lead, line));
    }
    talks.iter().for_each(|talk| count.talk(&talk.conversation, &talk.messages));
    let sheets = vec![
        (SheetName::Leads, leads.iter().map(|lead| lead.line(&table, span)).collect::<Vec<Line>>()),
        (SheetName::FollowUps, leads.iter().map(|of_day| follow_up(&of_day.lead, &table, at(700))).collect()),
        (SheetName::Meetings, vec![]),
        (SheetName::Conversations, talks.iter().map(|talk| talk.line(&table, "https://desk.example/admin/conversations", span)).collect()),
    ];
    for (sheet, lines) in &sheets {
        lines.iter().for_each(|line| totals.take(*sheet, line));
    }
    let tally = count.finish();
    let days: Days = [24, 25, 26].map(|day| (date(2026, 10, day), tally.get(&Key::Day(date(2026, 10, day))))).into();
    let summary = Summary {
        business: "Brooks".into(),
        range,
        made_at: at(1_600).to_zoned(table.zone.clone()),
        insight: "A quiet day.".into(),
        figures: figures(&totals, range, &days, None),
        follow_ups: totals.rows.get(&SheetName::FollowUps).copied().unwrap_or(0),
        overdue: leads.iter().filter(|of_day| of_day.lead.follow_up_at.is_some_and(|due| due < at(700))).count() as u64,
        reply_times: reply_times_of(&totals),
        bars: (0..24).map(|hour| Bar { label: format!("{hour:02}:00"), chats: hour, leads: 1 }).collect(),
        pages: vec![("/pricing".into(), 3)],
        remarks: vec![],
    };
    Day { sheets, summary }
}

async fn written(day: &Day) -> Book {
    let bytes = file_of(day).await;
    open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook")
}

async fn file_of(day: &Day) -> Vec<u8> {
    let table = table();
    let sheets = SheetName::ALL.map(|sheet| (sheet, columns(sheet, &table))).into();
    let rows = |(sheet, lines): &(SheetName, Vec<Line>)| {
        let pages: Vec<Step> =
            lines.chunks(500).map(|page| Step::Rows(*sheet, page.iter().map(|line| line.row.clone()).collect())).collect();
        if pages.is_empty() { vec![Step::Rows(*sheet, vec![])] } else { pages }
    };
    let mut steps: Vec<Step> = day.sheets.iter().flat_map(rows).collect();
    steps.push(Step::Summary(Box::new(day.summary.clone())));
    let plan = BookPlan { title: "Brooks: 2026-10-25".into(), sheets };
    let books = ExcelReports::within(std::env::temp_dir());
    let mut file: File = books.write(plan, stream::iter(steps.into_iter().map(Ok)).boxed()).await.expect("a file");
    let mut bytes = vec![];
    file.read_to_end(&mut bytes).expect("read");
    bytes
}

fn sheet(book: &mut Book, name: &str) -> Cells<Data> {
    book.worksheet_range(name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What stands under each head, added up where it is numbers.
fn sums(cells: &Cells<Data>) -> BTreeMap<String, f64> {
    let mut rows = cells.rows();
    let heads: Vec<String> = rows.next().expect("a head").iter().map(ToString::to_string).collect();
    let mut sums = BTreeMap::new();
    for row in rows {
        for (head, cell) in heads.iter().zip(row) {
            if let Data::Float(_) | Data::Int(_) = cell {
                *sums.entry(head.clone()).or_insert(0.0) += calamine::DataType::as_f64(cell).expect("a number");
            }
        }
    }
    sums
}

/// Figures of the summary: words, the number, and the sheet of its rows.
fn told(cells: &Cells<Data>) -> Vec<(String, f64, String)> {
    let rows = cells.rows().skip_while(|row| row[0] != Data::String("Figure".into())).skip(1);
    rows.take_while(|row| row[0] != Data::Empty)
        .map(|row| (row[0].to_string(), calamine::DataType::as_f64(&row[1]).expect("a number"), row[5].to_string()))
        .collect()
}

#[tokio::test]
async fn every_figure_is_the_sum_of_its_rows_over_a_change_of_the_clocks() {
    // A table, and a list that goes past memory.
    for people in [40, 5_400] {
        let day = day(people);
        let mut book = written(&day).await;
        assert_eq!(book.sheet_names(), SheetName::ALL.map(SheetName::title));
        let figures = told(&sheet(&mut book, "Summary"));
        assert_eq!(figures.len(), day.summary.figures.len());
        let mut compared = 0;
        for (words, number, rows) in figures.iter().filter(|(_, _, rows)| !rows.is_empty()) {
            let sum = sums(&sheet(&mut book, rows)).get(words).copied().unwrap_or(0.0);
            assert_eq!(*number, sum, "{words} of {people}");
            compared += usize::from(sum > 0.0);
        }
        assert!(compared >= 8, "{figures:?}");
        // Twenty-five hours of twenty-seven.
        let leads = figures.iter().find(|(words, _, _)| words == "New leads").expect("a figure").1;
        assert_eq!(leads, f64::from(u32::try_from(people * 25 / 27).expect("small")));
        for (name, lines) in &day.sheets {
            assert_eq!(sheet(&mut book, name.title()).rows().skip(1).count(), lines.len(), "{}", name.title());
        }
    }
}

#[tokio::test]
async fn times_are_those_of_the_clocks_on_the_wall_and_text_is_text() {
    let mut book = written(&day(27)).await;
    let cells = sheet(&mut book, "Conversations");
    let began: Vec<String> = cells
        .rows()
        .skip(1)
        .map(|row| match &row[0] {
            Data::DateTime(at) => at.to_ymd_hms_milli(),
            other => panic!("{other:?}"),
        })
        .map(|(year, month, day, hour, minute, _, _)| format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}"))
        .collect();
    // One an hour; the hour from one to two comes twice.
    assert_eq!(began[..5], ["2026-10-24 23:00", "2026-10-25 00:00", "2026-10-25 01:00", "2026-10-25 01:00", "2026-10-25 02:00"]);
    assert_eq!(began[26], "2026-10-26 00:00");
    assert_eq!(cells.rows().next().expect("a head")[0], Data::String("Began (Europe/Lisbon)".into()));
    let leads = sheet(&mut book, "Leads");
    let at = leads.rows().next().expect("a head").iter().position(|head| *head == Data::String("Notes".into())).expect("a column");
    assert!(leads.rows().skip(1).all(|row| row[at] == Data::String("=1+1".into())));
    assert!(book.worksheet_formula("Leads").expect("readable").is_empty(), "nothing computes");
}
