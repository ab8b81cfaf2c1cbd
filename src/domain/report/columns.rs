//! The columns of the sheets that have rows, and which of them add up to a figure.

use super::SheetName;
use crate::domain::{
    analytics::measure::{Counts, Measure},
    lead::table::LeadTable,
    sheet::{Cell, ColumnKind, Heading},
    table::Table,
};

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub heading: Heading,
    pub kind: ColumnKind,
    /// What its cells add up to.
    pub sums: Option<Measure>,
}

/// The columns at the end of the leads.
pub const LEAD_SUMS: [Measure; 5] = [Measure::Leads, Measure::Qualified, Measure::Agreed, Measure::Won, Measure::Lost];
/// The same of meetings.
pub const MEETING_SUMS: [Measure; 2] = [Measure::Meetings, Measure::Cancelled];
/// The same of conversations.
pub const TALK_SUMS: [Measure; 8] = [
    Measure::Chats,
    Measure::VisitorMessages,
    Measure::Answers,
    Measure::ModelErrors,
    Measure::Stopped,
    Measure::Fallbacks,
    Measure::PromptTokens,
    Measure::OutputTokens,
];

/// What a measure is called over a column and in the summary.
pub fn words(measure: Measure) -> &'static str {
    match measure {
        Measure::Opens => "Widget opened",
        Measure::Chats => "New conversations",
        Measure::VisitorMessages => "Visitors' messages",
        Measure::Answers => "Answers",
        Measure::Leads => "New leads",
        Measure::Qualified => "Became qualified",
        Measure::Agreed => "Meetings agreed",
        Measure::Won => "Won",
        Measure::Lost => "Lost",
        Measure::Meetings => "Meetings booked",
        Measure::Cancelled => "Meetings cancelled",
        Measure::ModelErrors => "Broken off by the model",
        Measure::Stopped => "Stopped by the visitor",
        Measure::Fallbacks => "Answered offline",
        Measure::Unanswered => "Questions without an answer",
        Measure::PromptTokens => "Tokens read",
        Measure::OutputTokens => "Tokens written",
        Measure::Replies(_) => "Answers by time",
    }
}

fn column(text: impl Into<String>, width: u16, kind: ColumnKind) -> Column {
    Column { heading: Heading { text: text.into(), width }, kind, sums: None }
}

fn sum(measure: Measure) -> Column {
    Column { heading: Heading { text: words(measure).into(), width: 14 }, kind: ColumnKind::Number, sums: Some(measure) }
}

/// None of the summary, which is no list.
pub fn columns(sheet: SheetName, table: &LeadTable) -> Vec<Column> {
    let zone = table.zone.iana_name().unwrap_or("UTC");
    let text = |title: &str, width| column(title, width, ColumnKind::Text);
    // The cells are times of a clock on the wall; whose clock it is stands here.
    let time = |title: &str| column(format!("{title} ({zone})"), 26, ColumnKind::Time);
    let link = || column("In the dashboard", 38, ColumnKind::Link);
    match sheet {
        SheetName::Summary => vec![],
        SheetName::Leads => {
            let known = table.headings().into_iter().zip(table.kinds());
            known.map(|(heading, kind)| Column { heading, kind, sums: None }).chain(LEAD_SUMS.map(sum)).collect()
        }
        SheetName::FollowUps => {
            let known = table.follow_up_headings().into_iter().zip(table.follow_up_kinds());
            known.map(|(heading, kind)| Column { heading, kind, sums: None }).collect()
        }
        SheetName::Meetings => {
            let known = [
                time("Begins"),
                time("Ends"),
                text("Name", 24),
                column("E-mail", 30, ColumnKind::Link),
                text("Phone", 18),
                column("State", 14, ColumnKind::Status),
                time("Booked"),
                link(),
            ];
            known.into_iter().chain(MEETING_SUMS.map(sum)).collect()
        }
        SheetName::Conversations => {
            let known = [
                time("Began"),
                time("Latest message"),
                text("Who", 24),
                text("Channel", 12),
                text("Page", 30),
                text("Language", 10),
                text("Latest words", 50),
                link(),
            ];
            known.into_iter().chain(TALK_SUMS.map(sum)).collect()
        }
    }
}

/// The cells of these counts.
pub(super) fn sum_cells(measures: &[Measure], counts: &Counts) -> Vec<Cell> {
    measures.iter().map(|measure| Cell::Number(u32::try_from(counts.get(*measure)).unwrap_or(u32::MAX))).collect()
}
