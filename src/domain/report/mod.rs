//! The daily report: what is in it, which days are due, what its file is called and how long it is kept. Every figure is the sum
//! of rows that are in the same file. Pure; must not know the library that writes a workbook.

pub mod book;
pub mod columns;
pub mod file;
// As letters of meetings: nothing for browsers.
#[cfg(not(target_family = "wasm"))]
pub mod letter;
pub mod lines;
pub mod schedule;
pub mod summary;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{analytics::range::Range, api_error::ApiError, ids::ReportId, time::Timestamp};

/// The sheets, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetName {
    Summary,
    Leads,
    FollowUps,
    Meetings,
    Conversations,
}

impl SheetName {
    pub const ALL: [Self; 5] = [Self::Summary, Self::Leads, Self::FollowUps, Self::Meetings, Self::Conversations];

    /// As the tab says.
    pub fn title(self) -> &'static str {
        match self {
            Self::Summary => "Summary",
            Self::Leads => "Leads",
            Self::FollowUps => "Follow-ups",
            Self::Meetings => "Meetings",
            Self::Conversations => "Conversations",
        }
    }
}

/// A report that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportInfo {
    pub id: ReportId,
    /// The name of the file.
    pub file: String,
    pub range: Range,
    pub made_at: Timestamp,
    /// Rows below the heads, of all sheets but the summary.
    pub rows: u64,
    pub bytes: u64,
    /// The day whose turn it was; None: somebody asked for it.
    pub scheduled_on: Option<Date>,
}

/// How far a report is, as whoever asked for it is told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportProgress {
    /// The sheet whose rows are being read; None before and after.
    pub sheet: Option<SheetName>,
    /// Rows that were read.
    pub rows: u64,
    pub state: ReportState,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ReportState {
    #[default]
    Running,
    Done {
        report: ReportInfo,
    },
    Cancelled,
    Failed {
        problem: ApiError,
    },
}

impl ReportState {
    pub fn is_over(&self) -> bool {
        !matches!(self, Self::Running)
    }
}
