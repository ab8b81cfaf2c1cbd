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
    /// Reads ASCII, Arabic-Indic, Persian and Devanagari digits; spaces, dots, dashes, slashes and brackets may stand
    /// between. A label of WhatsApp's is read, too.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let text = text.trim();
        if let Some(phone) = Self::of_whats_app(text) {
            return Ok(phone);
        }
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

    /// The number in WhatsApp's way to name a person: `923001234567@c.us` and `…@s.whatsapp.net` have all its digits.
    pub fn of_whats_app(label: &str) -> Option<Self> {
        let digits = ["@c.us", "@s.whatsapp.net"].iter().find_map(|end| label.strip_suffix(end))?;
        let is_number = (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| Self(format!("+{digits}")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without the `+`: one word of a search.
    pub fn digits(&self) -> &str {
        self.0.trim_start_matches('+')
    }
}

/// The ASCII digit that `c` stands for in one of the scripts our visitors write.
pub fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{966}'..='\u{96f}' => 0x966,
        '\u{ff10}'..='\u{ff19}' => 0xff10,
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
        assert_eq!(read("923001234567@c.us"), Ok("+923001234567".into()));
        assert_eq!(read(" 351912345678@s.whatsapp.net "), Ok("+351912345678".into()));
        for odd in ["abc@c.us", "1@c.us", "+923001234567@c.us", "923001234567@example.com"] {
            assert_eq!(read(odd), Err(PhoneError), "{odd}");
        }
        assert_eq!(Phone::parse("+92 300 1234567").expect("a phone").digits(), "923001234567");
        assert_eq!(read("12345"), Err(PhoneError));
        assert_eq!(read("call me"), Err(PhoneError));
    }
}
