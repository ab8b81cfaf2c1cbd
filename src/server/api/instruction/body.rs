//! What is sent to publish, to go back, to write test conversations and to hold them: our own form, and that of clients of the
//! original service.

use serde::Deserialize;
use serde_json::Value;

use crate::{
    domain::{
        api_error::ApiError,
        instruction::{
            Which,
            case::{CaseBody, Expectation, Line},
        },
    },
    service::error::ServiceError,
};

/// Which text is meant, in words for a person.
pub(super) const A_TEXT: &str = "draft, published, or the number of a version";

/// `POST /system-instruction`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct InstructionBody {
    text: Option<String>,
    /// `text`, as the original service calls it.
    system_instruction: Option<String>,
    note: Option<String>,
    publish: Option<bool>,
    pub if_version: Option<u64>,
    /// Why it is published although its tests failed.
    despite: Option<String>,
}

/// A text that somebody sends, and what is to become of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Sent {
    pub text: String,
    /// The name of the field that it came in.
    pub field: &'static str,
    pub is_published: bool,
    pub note: String,
    pub despite: Option<String>,
}

impl InstructionBody {
    pub fn sent(self) -> Result<Sent, ApiError> {
        let (text, field) = match (self.text, self.system_instruction) {
            (Some(text), None) => (text, "text"),
            (None, Some(text)) => (text, "system_instruction"),
            (None, None) => return Err(ApiError::field("text", "required")),
            (Some(_), Some(_)) => return Err(ApiError::field("system_instruction", "this is `text`: send one of the two")),
        };
        let is_published = self.publish.unwrap_or(true);
        for (name, is_given) in [("note", self.note.is_some()), ("despite", self.despite.is_some())] {
            if is_given && !is_published {
                return Err(ApiError::field(name, "only where it is published"));
            }
        }
        Ok(Sent { text, field, is_published, note: self.note.unwrap_or_default(), despite: self.despite })
    }
}

impl Sent {
    /// The error, with the text called as it was sent.
    pub fn refused(&self, error: ServiceError) -> ApiError {
        match error {
            ServiceError::Invalid(mut fields) => {
                if let Some(problem) = fields.remove("text") {
                    fields.insert(self.field.to_owned(), problem);
                }
                ApiError::fields(fields)
            }
            other => other.into(),
        }
    }
}

/// `POST /system-instruction/rollback`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollbackBody {
    pub version: u32,
    #[serde(default)]
    pub note: String,
    pub if_version: Option<u64>,
}

/// `PUT` and `POST /system-instruction/tests/{id}`: all of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangedCase {
    name: String,
    lines: Vec<Line>,
    #[serde(default)]
    expectations: Vec<Expectation>,
    judge: Option<String>,
    pub version: Option<u64>,
}

impl ChangedCase {
    pub fn body(self) -> CaseBody {
        CaseBody { name: self.name, lines: self.lines, expectations: self.expectations, judge: self.judge }
    }
}

/// `POST /system-instruction/tests/run`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RunBody {
    against: Value,
}

impl RunBody {
    /// The draft unless something else is said.
    pub fn against(&self) -> Result<Which, ApiError> {
        let which = match &self.against {
            Value::Null => Some(Which::Draft),
            Value::String(name) => which(name),
            Value::Number(number) => number.as_u64().and_then(|number| u32::try_from(number).ok()).map(Which::Version),
            _ => None,
        };
        which.ok_or_else(|| ApiError::field("against", A_TEXT))
    }
}

/// One of the texts, by name or number.
pub(super) fn which(name: &str) -> Option<Which> {
    match name {
        "draft" => Some(Which::Draft),
        "published" => Some(Which::Published),
        number => number.parse().ok().map(Which::Version),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(json: &str) -> Result<Sent, ApiError> {
        serde_json::from_str::<InstructionBody>(json).expect("a body").sent()
    }

    fn field(wrong: Result<Sent, ApiError>) -> String {
        wrong.expect_err("a mistake").fields.into_keys().collect()
    }

    #[test]
    fn a_text_comes_under_one_of_two_names_and_is_published_unless_it_is_not() {
        let ours = sent(r#"{"text":"Be kind.","note":"shorter"}"#).expect("a text");
        assert_eq!((ours.text.as_str(), ours.field, ours.is_published, ours.note.as_str()), ("Be kind.", "text", true, "shorter"));
        let old = sent(r#"{"system_instruction":"Be kind.","publish":false}"#).expect("a text");
        assert_eq!((old.text.as_str(), old.field, old.is_published), ("Be kind.", "system_instruction", false));
        assert_eq!(field(sent("{}")), "text");
        assert_eq!(field(sent(r#"{"text":"a","system_instruction":"a"}"#)), "system_instruction");
        assert_eq!(field(sent(r#"{"text":"a","publish":false,"note":"b"}"#)), "note");
        assert_eq!(field(sent(r#"{"text":"a","publish":false,"despite":"b"}"#)), "despite");
    }

    #[test]
    fn a_mistake_is_called_as_the_text_was_sent() {
        let old = sent(r#"{"system_instruction":""}"#).expect("a text");
        let error = old.refused(ServiceError::field("text", "write what the assistant has to know"));
        assert_eq!(error.fields.into_keys().collect::<Vec<_>>(), ["system_instruction"]);
        assert_eq!(old.refused(ServiceError::field("note", "long")).fields.into_keys().collect::<Vec<_>>(), ["note"]);
    }

    #[test]
    fn a_run_is_of_the_draft_unless_something_else_is_said() {
        let against = |json: &str| serde_json::from_str::<RunBody>(json).expect("a body").against();
        assert_eq!(against("{}"), Ok(Which::Draft));
        assert_eq!(against(r#"{"against":"published"}"#), Ok(Which::Published));
        assert_eq!(against(r#"{"against":7}"#), Ok(Which::Version(7)));
        assert_eq!(against(r#"{"against":"7"}"#), Ok(Which::Version(7)));
        for wrong in [r#"{"against":"newest"}"#, r#"{"against":-1}"#, r#"{"against":1.5}"#, r#"{"against":[7]}"#, r#"{"against":true}"#] {
            assert!(against(wrong).is_err(), "{wrong}");
        }
    }
}
