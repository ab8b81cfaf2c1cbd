//! Names of people.

use serde::{Deserialize, Serialize};

/// A name as written: 1 to 200 characters, at least one letter, no digits, no @, one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PersonNameError {
    #[error("write a name")]
    NotAName,
    #[error("at most 200 characters")]
    TooLong,
}

impl PersonName {
    pub fn parse(text: &str) -> Result<Self, PersonNameError> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.chars().count() > 200 {
            return Err(PersonNameError::TooLong);
        }
        let has_letter = name.chars().any(char::is_alphabetic);
        let clean = !name.chars().any(|c| c.is_control() || c.is_numeric() || "@<>{}[]\\/|".contains(c));
        if has_letter && clean { Ok(Self(name)) } else { Err(PersonNameError::NotAName) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PersonName {
    type Error = PersonNameError;
    fn try_from(text: String) -> Result<Self, PersonNameError> {
        Self::parse(&text)
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> String {
        name.0
    }
}
