//! One expectation as a form has it: a kind, and up to two texts.

use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::domain::{instruction::case::Expectation, locale::Language};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Contains,
    NotContains,
    Matches,
    Language,
    ToolCalled,
    Captured,
    NoBookingClaimed,
    Length,
}

/// Kinds with their names in the form and on the page.
pub const KINDS: [(Kind, &str, &str); 8] = [
    (Kind::Contains, "contains", "The last answer says"),
    (Kind::NotContains, "not_contains", "No answer says"),
    (Kind::Matches, "matches", "The last answer matches"),
    (Kind::Language, "language", "The last answer is in"),
    (Kind::ToolCalled, "tool_called", "A tool is called"),
    (Kind::Captured, "captured", "A fact is captured"),
    (Kind::NoBookingClaimed, "no_booking_claimed", "No booking is claimed"),
    (Kind::Length, "length", "The last answer is as long as"),
];

impl Kind {
    pub fn parse(name: &str) -> Option<Self> {
        KINDS.into_iter().find(|(_, known, _)| *known == name).map(|(kind, ..)| kind)
    }

    /// What the two texts are called; None where there is none.
    pub fn labels(self) -> (Option<&'static str>, Option<&'static str>) {
        match self {
            Self::Contains | Self::NotContains => (Some("Words"), None),
            Self::Matches => (Some("Regular expression"), None),
            Self::Language | Self::NoBookingClaimed => (None, None),
            Self::ToolCalled => (Some("Tool"), Some("Arguments, as JSON")),
            Self::Captured => (Some("Field"), Some("Value, may stay empty")),
            Self::Length => (Some("At least"), Some("At most")),
        }
    }
}

/// An expectation that is being written; the number keeps it apart from the others.
#[derive(Clone, Copy)]
pub struct ExpectLine {
    pub number: u64,
    pub kind: RwSignal<Kind>,
    pub first: RwSignal<String>,
    pub second: RwSignal<String>,
    pub language: RwSignal<Language>,
}

impl ExpectLine {
    /// Its signals belong to whoever owns the form.
    pub fn new(number: u64, expectation: &Expectation) -> Self {
        let (kind, first, second) = parts(expectation);
        let language = if let Expectation::Language { language } = expectation { *language } else { Language::default() };
        Self {
            number,
            kind: RwSignal::new(kind),
            first: RwSignal::new(first),
            second: RwSignal::new(second),
            language: RwSignal::new(language),
        }
    }

    /// What stands in it, whether that can be sent or not.
    pub fn written(self) -> (Kind, String, String, Language) {
        (self.kind.get(), self.first.get(), self.second.get(), self.language.get())
    }

    /// # Errors
    /// The field that cannot be sent at all, and what is wrong with it.
    pub fn value(self) -> Result<Expectation, (&'static str, String)> {
        built(self.kind.get(), self.first.get(), self.second.get(), self.language.get())
    }
}

fn parts(expectation: &Expectation) -> (Kind, String, String) {
    let none = String::new;
    let number = |value: &Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
    match expectation {
        Expectation::Contains { text } => (Kind::Contains, text.clone(), none()),
        Expectation::NotContains { text } => (Kind::NotContains, text.clone(), none()),
        Expectation::Matches { pattern } => (Kind::Matches, pattern.clone(), none()),
        Expectation::Language { .. } => (Kind::Language, none(), none()),
        Expectation::ToolCalled { tool, arguments } => {
            let arguments = if arguments.is_empty() { none() } else { Value::Object(arguments.clone()).to_string() };
            (Kind::ToolCalled, tool.clone(), arguments)
        }
        Expectation::Captured { field, value } => (Kind::Captured, field.clone(), value.clone().unwrap_or_default()),
        Expectation::NoBookingClaimed => (Kind::NoBookingClaimed, none(), none()),
        Expectation::Length { least, most } => (Kind::Length, number(least), number(most)),
    }
}

fn built(kind: Kind, first: String, second: String, language: Language) -> Result<Expectation, (&'static str, String)> {
    Ok(match kind {
        Kind::Contains => Expectation::Contains { text: first },
        Kind::NotContains => Expectation::NotContains { text: first },
        Kind::Matches => Expectation::Matches { pattern: first },
        Kind::Language => Expectation::Language { language },
        Kind::ToolCalled => Expectation::ToolCalled { tool: first.trim().to_owned(), arguments: arguments(&second)? },
        Kind::Captured => {
            let value = Some(second.trim().to_owned()).filter(|value| !value.is_empty());
            Expectation::Captured { field: first.trim().to_owned(), value }
        }
        Kind::NoBookingClaimed => Expectation::NoBookingClaimed,
        Kind::Length => Expectation::Length { least: length("least", &first)?, most: length("most", &second)? },
    })
}

fn arguments(text: &str) -> Result<Map<String, Value>, (&'static str, String)> {
    if text.trim().is_empty() {
        return Ok(Map::new());
    }
    serde_json::from_str(text).map_err(|_| ("arguments", "an object such as {\"name\": \"Ana\"}".to_owned()))
}

fn length(field: &'static str, text: &str) -> Result<Option<u32>, (&'static str, String)> {
    match text.trim() {
        "" => Ok(None),
        number => number.parse().map(Some).map_err(|_| (field, "a number of characters".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survives(json: &str) {
        let expectation: Expectation = serde_json::from_str(json).expect("an expectation");
        let (kind, first, second) = parts(&expectation);
        let language = if let Expectation::Language { language } = expectation { language } else { Language::default() };
        assert_eq!(built(kind, first, second, language), Ok(expectation), "{json}");
    }

    #[test]
    fn a_form_keeps_every_expectation() {
        for json in [
            r#"{"type":"contains","text":" a "}"#,
            r#"{"type":"not_contains","text":"€"}"#,
            r#"{"type":"matches","pattern":"^a+$"}"#,
            r#"{"type":"language","language":"zh"}"#,
            r#"{"type":"tool_called","tool":"capture_lead"}"#,
            r#"{"type":"tool_called","tool":"capture_lead","arguments":{"name":"Ana","n":2}}"#,
            r#"{"type":"captured","field":"email"}"#,
            r#"{"type":"captured","field":"email","value":"a@b.example"}"#,
            r#"{"type":"no_booking_claimed"}"#,
            r#"{"type":"length","least":10,"most":400}"#,
        ] {
            survives(json);
        }
    }

    #[test]
    fn what_cannot_be_sent_names_its_field() {
        let refused = |kind, first: &str, second: &str| built(kind, first.into(), second.into(), Language::En).expect_err("refused").0;
        assert_eq!(refused(Kind::ToolCalled, "x", "[1]"), "arguments");
        assert_eq!(refused(Kind::Length, "ten", ""), "least");
        assert_eq!(refused(Kind::Length, "", "-1"), "most");
    }
}
