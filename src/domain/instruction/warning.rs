//! A warning, as the studio shows it beside the text. (What is warned of is `warn`.)

use serde::{Deserialize, Serialize};

use super::Helper;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// A key or a password: whoever talks to the assistant may get it out of it.
    Secret,
    /// It asks for bookings, or for words of them, that only the server makes.
    Booking,
    UnknownVariable,
    NoBusinessName,
    /// Too long to be followed well.
    Long,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    pub kind: WarningKind,
    /// In words for a person.
    pub message: String,
    /// In which helper it stands; None for the free text, and where it is about the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helper: Option<Helper>,
    /// From 1, of that text; None where it is about the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// What it is about, as it stands there; of a secret only its beginning.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
}
