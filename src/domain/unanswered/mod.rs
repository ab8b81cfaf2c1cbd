//! Questions that visitors asked in vain: why, what was asked, and which of them are alike.

// With its dictionaries: nothing for browsers.
#[cfg(not(target_family = "wasm"))]
mod alike;
#[cfg(not(target_family = "wasm"))]
mod judge;
#[cfg(not(target_family = "wasm"))]
mod judge_words;

use serde::{Deserialize, Serialize};

#[cfg(not(target_family = "wasm"))]
pub use self::{
    alike::alike,
    judge::{Given, judge},
};
use super::{
    ids::{ConversationId, MessageId},
    time::Timestamp,
};

/// Why a question had no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The answer says that it is not known.
    Unknown,
    /// The answer hands the question over to the team.
    HandedOver,
    /// The model claimed to have done what nobody did: the visitor was told so.
    Claimed,
    /// The answer broke off, or nobody could give one.
    Failed,
    /// The model failed and the offline assistant answered.
    Offline,
}

/// What is noted with an answer that is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unanswered {
    /// The visitor's message.
    pub question: MessageId,
    pub why: Why,
}

/// One question, as it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub conversation_id: ConversationId,
    pub question: MessageId,
    /// When the answer came that is none: it is counted then.
    pub at: Timestamp,
    pub words: String,
    pub why: Why,
}

/// Where and when it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub conversation_id: ConversationId,
    pub message_id: MessageId,
    pub at: Timestamp,
}

/// Questions in the same words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    /// The latest one's words, cut to 160 characters.
    pub words: String,
    /// The latest one's reason.
    pub why: Why,
    /// The latest first; at least one.
    pub asked: Vec<Place>,
}
