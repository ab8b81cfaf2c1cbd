//! A test conversation: what is said, and what has to come of it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Author as Writer;
use crate::domain::{ids::CaseId, locale::Language, message::Author, time::Timestamp};

/// The most test conversations.
pub const MOST_CASES: usize = 200;
/// The most lines of one.
pub const MOST_LINES: usize = 40;
/// The most answers that a model has to give in one.
pub const MOST_ANSWERS: usize = 8;
/// The most expectations of one.
pub const MOST_EXPECTATIONS: usize = 20;

/// A tool that was called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    pub tool: String,
    #[serde(default)]
    pub arguments: Value,
}

/// One line of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub author: Author,
    pub text: String,
    /// Which tools the assistant called for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<Call>,
}

impl Line {
    pub fn visitor(text: impl Into<String>) -> Self {
        Self { author: Author::Visitor, text: text.into(), calls: vec![] }
    }

    pub fn assistant(text: impl Into<String>) -> Self {
        Self { author: Author::Assistant, text: text.into(), calls: vec![] }
    }
}

/// What has to come of it. Texts are compared without regard to case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Expectation {
    /// In the last answer.
    Contains { text: String },
    /// In no answer.
    NotContains { text: String },
    /// The last answer; a regular expression.
    Matches { pattern: String },
    /// Of the last answer.
    Language { language: Language },
    /// In the whole conversation, with at least these arguments.
    ToolCalled {
        tool: String,
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        arguments: Map<String, Value>,
    },
    /// In the end; without a value, any will do. A field of every lead, or the key of one of the owner's.
    Captured {
        field: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
    },
    /// By no answer: a model's words. What the server says of a meeting that counts as booked is no claim.
    NoBookingClaimed,
    /// Of the last answer, in characters.
    Length {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<u32>,
    },
}

/// A test conversation as it is written, imported and exported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseBody {
    pub name: String,
    /// What the visitor says is answered by the instruction that is tested, unless the next line is the assistant's: then that
    /// was the answer.
    pub lines: Vec<Line>,
    #[serde(default)]
    pub expectations: Vec<Expectation>,
    /// A question that a model answers with yes or no, having read the conversation; yes is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judge: Option<String>,
}

impl CaseBody {
    /// How many answers have to be given.
    pub fn answers(&self) -> usize {
        let open = |at: usize| self.lines.get(at + 1).is_none_or(|next| next.author == Author::Visitor);
        self.lines.iter().enumerate().filter(|(at, line)| line.author == Author::Visitor && open(*at)).count()
    }
}

/// A saved one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestCase {
    pub id: CaseId,
    pub body: CaseBody,
    /// 1 when it is made; grows by one with each save.
    pub version: u64,
    pub author: Writer,
    pub changed_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_visitor_says_is_answered_unless_it_was() {
        let body = |lines: Vec<Line>| CaseBody { lines, ..CaseBody::default() };
        let said = || Line::visitor("hello");
        assert_eq!(body(vec![said(), Line::assistant("hi"), said()]).answers(), 1);
        assert_eq!(body(vec![said(), said()]).answers(), 2);
        assert_eq!(body(vec![Line::assistant("hi")]).answers(), 0);
    }

    #[test]
    fn a_case_is_written_as_people_read_it() {
        let text = r#"{"name":"Prices","lines":[{"author":"visitor","text":"How much?"}],"expectations":[{"type":"not_contains","text":"€"},{"type":"tool_called","tool":"capture_lead","arguments":{"name":"Ana"}},{"type":"no_booking_claimed"},{"type":"length","most":400}]}"#;
        let body: CaseBody = serde_json::from_str(text).expect("a case");
        assert_eq!(body.expectations.len(), 4);
        assert_eq!(serde_json::to_string(&body).expect("JSON"), text);
    }
}
