//! What a rehearsed answer was like, as the studio shows it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::case::Call;
use crate::domain::message::{ReplyEnd, Usage};

/// A tool that was called, and what it answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolUse {
    pub call: Call,
    pub response: Value,
}

/// One answer that nobody was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rehearsed {
    pub text: String,
    pub uses: Vec<ToolUse>,
    /// Sentences that claimed a booking, which the guard kept back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<String>,
    /// What the server itself said of meetings that count as booked, moved or cancelled in the rehearsal. It stands in the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<String>,
    /// What is known by now: field and value.
    pub captured: BTreeMap<String, String>,
    pub usage: Usage,
    pub latency_ms: u64,
    /// The model's own name for itself.
    pub model: String,
    pub end: ReplyEnd,
    /// The wanted model failed and the offline assistant answered: what went wrong.
    pub fallback: Option<String>,
}

impl Rehearsed {
    /// Why it is not the wanted model's whole answer; None where it is.
    pub fn problem(&self) -> Option<String> {
        match (&self.fallback, self.end) {
            (Some(problem), _) => Some(problem.clone()),
            (None, ReplyEnd::Interrupted) => Some("the model broke off, or its answer was too long".into()),
            (None, ReplyEnd::Stopped) => Some("the answer was stopped".into()),
            (None, ReplyEnd::Complete) => None,
        }
    }
}
