//! Texts with gaps, and the owner's template for titles. What visitors write fills a gap and nothing more.

use serde::{Deserialize, Serialize};

/// Puts the values in: each `{key}` once through, so that a value with braces stays as it is.
pub(in crate::domain) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let gap = after.split_once('}').and_then(|(key, after)| Some((values.iter().find(|(known, _)| *known == key)?.1, after)));
        match gap {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// A title such as `{business}: {name}`: one line of 1 to 120 characters, with these two gaps or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TitleTemplate(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TitleError {
    #[error("write 1 to 120 characters")]
    Length,
    #[error("without control characters")]
    Control,
    #[error("in braces there may be {{name}} and {{business}}")]
    UnknownGap,
}

impl TitleTemplate {
    pub fn parse(text: &str) -> Result<Self, TitleError> {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !(1..=120).contains(&line.chars().count()) {
            return Err(TitleError::Length);
        }
        if line.chars().any(char::is_control) {
            return Err(TitleError::Control);
        }
        let filled = fill(&line, &[("name", ""), ("business", "")]);
        if filled.contains(['{', '}']) { Err(TitleError::UnknownGap) } else { Ok(Self(line)) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn fill(&self, name: &str, business: &str) -> String {
        fill(&self.0, &[("name", name), ("business", business)])
    }
}

impl Default for TitleTemplate {
    fn default() -> Self {
        Self("{business}: {name}".into())
    }
}

impl TryFrom<String> for TitleTemplate {
    type Error = TitleError;
    fn try_from(text: String) -> Result<Self, TitleError> {
        Self::parse(&text)
    }
}

impl From<TitleTemplate> for String {
    fn from(title: TitleTemplate) -> String {
        title.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_once() {
        assert_eq!(TitleTemplate::default().fill("{business} {", "Brooks"), "Brooks: {business} {");
        assert_eq!(fill("{a}{b} {c} {", &[("a", "{b}"), ("b", "2")]), "{b}2 {c} {");
    }

    #[test]
    fn what_is_no_title_is_told_why() {
        assert_eq!(TitleTemplate::parse("  Call   with {name} ").map(String::from), Ok("Call with {name}".into()));
        assert_eq!(TitleTemplate::parse(" "), Err(TitleError::Length));
        assert_eq!(TitleTemplate::parse(&"x".repeat(121)), Err(TitleError::Length));
        assert_eq!(TitleTemplate::parse("a\u{7}b"), Err(TitleError::Control));
        for odd in ["{email}", "{name", "name}", "{ name }"] {
            assert_eq!(TitleTemplate::parse(odd), Err(TitleError::UnknownGap), "{odd}");
        }
        assert_eq!(TitleError::UnknownGap.to_string(), "in braces there may be {name} and {business}");
        assert_eq!(TitleTemplate::parse(TitleTemplate::default().as_str()), Ok(TitleTemplate::default()));
    }
}
