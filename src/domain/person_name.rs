//! Names of people.

use serde::{Deserialize, Serialize};

/// A name as written: 1 to 200 characters, at least one letter, no digits, no @, one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PersonNameError {
    #[error("write a name")]
    NoLetter,
    #[error("a name has no digits and no signs such as @ or /")]
    OddSign,
    #[error("at most 200 characters")]
    TooLong,
}

impl PersonName {
    pub fn parse(text: &str) -> Result<Self, PersonNameError> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.chars().count() > 200 {
            return Err(PersonNameError::TooLong);
        }
        if name.chars().any(|c| c.is_control() || c.is_numeric() || "@<>{}[]\\/|".contains(c)) {
            return Err(PersonNameError::OddSign);
        }
        if name.chars().any(char::is_alphabetic) { Ok(Self(name)) } else { Err(PersonNameError::NoLetter) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_name_is_told_why() {
        let why = |text| PersonName::parse(text).expect_err("no name");
        assert_eq!(why(" "), PersonNameError::NoLetter);
        assert_eq!(why("-"), PersonNameError::NoLetter);
        for odd in ["Ana 2", "ana@example.com", "Ana/Bob", "<b>Ana</b>", "٣ آنا"] {
            assert_eq!(why(odd), PersonNameError::OddSign, "{odd}");
        }
        assert_eq!(why(&"a".repeat(201)), PersonNameError::TooLong);
        assert_eq!(PersonName::parse("  María  del Mar O'Neill-Шульц ").map(String::from), Ok("María del Mar O'Neill-Шульц".into()));
    }
}
