//! Phone numbers as people type them: kept in digits, with a leading + where one was given.

use serde::{Deserialize, Serialize};

/// 7 to 15 digits, with a leading `+` when the country code was given; typed in at most 32 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// However it is spaced out.
const MOST_CHARS: usize = 32;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a phone number with 7 to 15 digits")]
pub struct PhoneError;

impl Phone {
    /// Reads ASCII, Arabic-Indic, Persian and Devanagari digits; spaces, dots, dashes, slashes and brackets may stand between.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let text = text.trim();
        if text.chars().count() > MOST_CHARS {
            return Err(PhoneError);
        }
        let (plus, rest) = match text.strip_prefix('+').or_else(|| text.strip_prefix('＋')) {
            Some(rest) => (true, rest),
            None => match text.strip_prefix("00") {
                Some(rest) => (true, rest),
                None => (false, text),
            },
        };
        let mut digits = String::new();
        for c in rest.chars() {
            match digit(c) {
                Some(d) => digits.push(d),
                None if matches!(c, ' ' | '\u{a0}' | '.' | '-' | '–' | '‑' | '/' | '(' | ')') => {}
                None => return Err(PhoneError),
            }
        }
        match digits.len() {
            7..=15 => Ok(Self(if plus { format!("+{digits}") } else { digits })),
            _ => Err(PhoneError),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The ASCII digit that `c` stands for in one of the scripts our visitors write.
pub fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{966}'..='\u{96f}' => 0x966,
        _ => return None,
    };
    char::from_digit(u32::from(c) - zero, 10)
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;
    fn try_from(text: String) -> Result<Self, PhoneError> {
        Self::parse(&text)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> String {
        phone.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_in_digits() {
        let read = |text| Phone::parse(text).map(String::from);
        assert_eq!(read("+92 300 123-4567"), Ok("+923001234567".into()));
        assert_eq!(read("0092 300 1234567"), Ok("+923001234567".into()));
        assert_eq!(read("(0161) 496 0142"), Ok("01614960142".into()));
        assert_eq!(read("۰۳۰۰۱۲۳۴۵۶۷"), Ok("03001234567".into()));
        assert_eq!(read("555-0100"), Ok("5550100".into()));
        assert_eq!(read("12345"), Err(PhoneError));
        assert_eq!(read("call me"), Err(PhoneError));
    }
}
