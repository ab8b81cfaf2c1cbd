//! How far an export is, as whoever began it is told.

use serde::{Deserialize, Serialize};

use crate::domain::api_error::ApiError;

/// An export on its way, or what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportProgress {
    /// The name of the file; None before it is known.
    pub file: Option<String>,
    /// Rows that are in it by now.
    pub written: u64,
    /// How many there will be; None where they would have to be counted.
    pub total: Option<u64>,
    pub state: ExportState,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ExportState {
    /// The list is being read.
    #[default]
    Running,
    /// All of it is in the file, which goes out. (A workbook is whole before its first byte does.)
    Sending,
    Done,
    /// It was not wanted any more.
    Cancelled,
    /// The reader has gone: downloading was stopped, or the connection broke.
    BrokenOff,
    Failed {
        problem: ApiError,
    },
}

impl ExportState {
    pub fn is_over(&self) -> bool {
        !matches!(self, Self::Running | Self::Sending)
    }
}
