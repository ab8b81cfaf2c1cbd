//! Messages: what was said, by whom, and how an answer came about.

use serde::{Deserialize, Serialize};

use super::{
    ids::{ConversationId, MessageId},
    time::Timestamp,
    unanswered::Unanswered,
};

/// The longest message a visitor may send, in characters.
pub const MAX_MESSAGE_CHARS: usize = 4_000;

/// A visitor's words: trimmed, 1 to 4,000 characters, without control characters but line feed and tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MessageBody(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MessageBodyError {
    #[error("write a message")]
    Empty,
    #[error("at most 4,000 characters, this has {0}")]
    TooLong(usize),
}

impl MessageBody {
    pub fn parse(text: &str) -> Result<Self, MessageBodyError> {
        let unified = text.replace("\r\n", "\n").replace('\r', "\n");
        let clean: String = unified.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        let clean = clean.trim();
        let length = clean.chars().count();
        match length {
            0 => Err(MessageBodyError::Empty),
            1..=MAX_MESSAGE_CHARS => Ok(Self(clean.to_owned())),
            _ => Err(MessageBodyError::TooLong(length)),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for MessageBody {
    type Error = MessageBodyError;
    fn try_from(text: String) -> Result<Self, MessageBodyError> {
        Self::parse(&text)
    }
}

impl From<MessageBody> for String {
    fn from(body: MessageBody) -> String {
        body.0
    }
}

/// Who said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    Visitor,
    Assistant,
}

/// How an answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyEnd {
    Complete,
    /// The visitor pressed Stop: the text is what had been shown by then.
    Stopped,
    /// The model broke off, or the server was shut down: the text is what had been shown by then and a word about it.
    Interrupted,
}

/// Tokens that one answer cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    pub prompt_tokens: u64,
    pub output_tokens: u64,
}

impl std::ops::AddAssign for Usage {
    fn add_assign(&mut self, other: Self) {
        self.prompt_tokens = self.prompt_tokens.saturating_add(other.prompt_tokens);
        self.output_tokens = self.output_tokens.saturating_add(other.output_tokens);
    }
}

/// A model that was asked and failed before a word of it was shown, and what it cost all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    pub model: String,
    pub usage: Usage,
}

/// How an answer came about; only answers have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Making {
    /// The model's name as the provider gave it, or `offline`.
    pub model: String,
    pub instruction_version: u32,
    /// All that the answer cost, also what `failed` used.
    pub usage: Usage,
    /// From the request's arrival to the last word, milliseconds.
    pub latency_ms: u64,
    pub end: ReplyEnd,
    /// The model that was wanted failed and the offline assistant answered: what went wrong, for the owner.
    pub fallback: Option<String>,
    /// Which model that was, where it had used tokens by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<Attempt>,
    /// It is no answer to what was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unanswered: Option<Unanswered>,
}

/// One stored message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub id: MessageId,
    pub conversation_id: ConversationId,
    pub author: Author,
    /// The words, in the assistant's Markdown subset for answers.
    pub text: String,
    pub at: Timestamp,
    pub making: Option<Making>,
    /// The cards shown under an answer.
    pub cards: Vec<super::chat::Card>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_trimmed_and_keeps_its_lines() {
        assert_eq!(MessageBody::parse(" a\r\nb\u{0} ").map(String::from), Ok("a\nb".to_owned()));
    }

    #[test]
    fn a_body_is_bounded_in_characters_not_bytes() {
        assert!(MessageBody::parse(&"م".repeat(4_000)).is_ok());
        assert_eq!(MessageBody::parse(&"م".repeat(4_001)), Err(MessageBodyError::TooLong(4_001)));
        assert_eq!(MessageBody::parse(" \n "), Err(MessageBodyError::Empty));
    }
}
