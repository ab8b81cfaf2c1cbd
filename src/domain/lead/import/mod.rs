//! Leads that come from a file: what its columns are, what becomes of its rows, and what is remembered of it. Pure.

use serde::{Deserialize, Serialize};

pub mod columns;
pub mod person;
pub mod target;

use self::{columns::Column, person::RowError};
use super::timeline::Actor;
use crate::domain::{
    ids::{ImportId, LeadId},
    time::Timestamp,
    upload::Form,
};

/// Errors and duplicates of one answer, and leads that a record names; of all there is the number.
pub const MOST_LISTED: usize = 100;
/// An import that has written nothing for so long, in seconds, has broken off.
const SILENT_S: i64 = 120;

/// What becomes of somebody who is a lead already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnKnown {
    /// The lead stays as it is.
    #[default]
    Skip,
    /// What it does not know yet goes into it.
    Merge,
}

impl OnKnown {
    /// The choice of this name; None for any other text.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "skip" => Some(Self::Skip),
            "merge" => Some(Self::Merge),
            _ => None,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Merge => "merge",
        }
    }
}

/// What became of the rows: all but `rows` add up to those that were looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportCounts {
    /// Of the file.
    pub rows: u32,
    /// Became leads.
    pub new: u32,
    /// Went into leads.
    pub merged: u32,
    /// Said nothing new of a lead, or were to be left out.
    pub skipped: u32,
    /// Had mistakes.
    pub failed: u32,
}

impl ImportCounts {
    /// Rows that were looked at.
    pub fn done(&self) -> u32 {
        self.new + self.merged + self.skipped + self.failed
    }
}

/// A row about somebody who is a lead, or stands in the file, already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    pub line: u32,
    /// `email` or `phone`: by what that was seen.
    pub field: String,
    /// The line that said it first; None for a lead that was there before.
    pub same_as_line: Option<u32>,
    /// That lead.
    pub lead_id: Option<LeadId>,
}

/// What was seen in the rows. Lists are bounded by [`MOST_LISTED`]; their numbers are those of all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    pub counts: ImportCounts,
    pub errors: Vec<RowError>,
    pub errors_total: u32,
    pub duplicates: Vec<Duplicate>,
    pub duplicates_in_file: u32,
    pub duplicates_stored: u32,
}

/// What an import would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPreview {
    pub file: String,
    pub form: Form,
    pub columns: Vec<Column>,
    pub findings: Findings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    Running,
    /// It ended before its end; what it did can be taken back.
    BrokenOff,
    Finished,
    Reverted,
}

/// What is remembered of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    pub id: ImportId,
    /// The name of the file.
    pub file: String,
    pub by: Actor,
    pub at: Timestamp,
    /// When it last wrote something.
    pub last_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    pub counts: ImportCounts,
    pub reverted_at: Option<Timestamp>,
    /// Leads that taking it back has removed and restored.
    pub removed: u32,
    pub restored: u32,
    /// Leads that it left as they are, because somebody has changed them since; at most [`MOST_LISTED`].
    pub kept: Vec<LeadId>,
    pub kept_total: u32,
    /// Grows with each write.
    pub version: u64,
}

impl Import {
    pub fn state(&self, now: Timestamp) -> ImportState {
        let is_silent = now.as_second().saturating_sub(self.last_at.as_second()) > SILENT_S;
        match (self.reverted_at, self.finished_at) {
            (Some(_), _) => ImportState::Reverted,
            (None, Some(_)) => ImportState::Finished,
            (None, None) if is_silent => ImportState::BrokenOff,
            (None, None) => ImportState::Running,
        }
    }
}
