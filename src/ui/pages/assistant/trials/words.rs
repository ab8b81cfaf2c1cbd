//! Expectations and outcomes in words.

use crate::{
    domain::instruction::{
        case::{Call, Expectation},
        run::{Change, Outcome},
    },
    ui::{pages::assistant::play::field_name, wording},
};

/// `Says “Rs 24,000”`.
pub fn expectation(expectation: &Expectation) -> String {
    match expectation {
        Expectation::Contains { text } => format!("Says “{text}”"),
        Expectation::NotContains { text } => format!("Never says “{text}”"),
        Expectation::Matches { pattern } => format!("Matches {pattern}"),
        Expectation::Language { language } => format!("Answers in {}", wording::language(language.code())),
        Expectation::ToolCalled { tool, arguments } if arguments.is_empty() => format!("Calls {tool}"),
        Expectation::ToolCalled { tool, arguments } => {
            format!("Calls {tool} with {}", serde_json::Value::Object(arguments.clone()))
        }
        Expectation::Captured { field, value: None } => format!("Captures {}", field_name(field)),
        Expectation::Captured { field, value: Some(value) } => format!("Captures {}: {value}", field_name(field)),
        Expectation::NoBookingClaimed => "Claims no booking".to_owned(),
        Expectation::Length { least: None, most: Some(most) } => format!("At most {most} characters"),
        Expectation::Length { least: Some(least), most: None } => format!("At least {least} characters"),
        Expectation::Length { least: Some(least), most: Some(most) } => format!("{least} to {most} characters"),
        Expectation::Length { least: None, most: None } => "Of any length".to_owned(),
    }
}

/// A word and the class of its tag.
pub fn outcome(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Passed => ("Passes", "tag tag--good"),
        Outcome::Failed => ("Fails", "tag tag--bad"),
        Outcome::Broken => ("Could not be held", "tag tag--bad"),
    }
}

/// Against the live version; None where there is nothing to say.
pub fn change(change: Change) -> Option<&'static str> {
    match change {
        Change::Better => Some("Better than live"),
        Change::Worse => Some("Worse than live"),
        Change::New => Some("New"),
        Change::Same | Change::Gone => None,
    }
}

pub fn call(call: &Call) -> String {
    format!("{} {}", call.tool, call.arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expectations_are_said_in_short_sentences() {
        let said = |json: &str| expectation(&serde_json::from_str(json).expect("an expectation"));
        assert_eq!(said(r#"{"type":"not_contains","text":"€"}"#), "Never says “€”");
        assert_eq!(said(r#"{"type":"language","language":"ur"}"#), "Answers in Urdu");
        assert_eq!(said(r#"{"type":"captured","field":"email","value":"a@b.example"}"#), "Captures E-mail: a@b.example");
        assert_eq!(said(r#"{"type":"length","most":400}"#), "At most 400 characters");
        assert_eq!(
            said(r#"{"type":"tool_called","tool":"capture_lead","arguments":{"name":"Ana"}}"#),
            r#"Calls capture_lead with {"name":"Ana"}"#
        );
    }
}
