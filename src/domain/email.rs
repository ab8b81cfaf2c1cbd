//! E-mail addresses as people type them in a chat.

use serde::{Deserialize, Serialize};

/// An address that can be written to: `local@host.tld`, at most 254 characters, kept as typed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    #[error("write an e-mail address such as name@example.com")]
    NotAnAddress,
    #[error("add the ending, such as .com")]
    NoEnding,
    #[error("at most 254 characters")]
    TooLong,
}

impl Email {
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        if text.chars().count() > 254 {
            return Err(EmailError::TooLong);
        }
        let (local, host) = text.rsplit_once('@').ok_or(EmailError::NotAnAddress)?;
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c));
        let labels: Vec<&str> = host.split('.').collect();
        let host_ok = labels.iter().all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
        if !local_ok || !host_ok {
            return Err(EmailError::NotAnAddress);
        }
        let ending = labels.last().copied().unwrap_or_default();
        let ending_ok = ending.chars().count() >= 2 && ending.chars().any(char::is_alphabetic);
        if labels.len() < 2 || !ending_ok {
            return Err(EmailError::NoEnding);
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two addresses are compared: lower case.
    pub fn canonical(&self) -> String {
        self.0.to_lowercase()
    }
}

impl TryFrom<String> for Email {
    type Error = EmailError;
    fn try_from(text: String) -> Result<Self, EmailError> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_kept_as_typed_and_compared_in_lower_case() {
        let email = Email::parse(" Ana.Lima+shop@Example.co.uk ").expect("an address");
        assert_eq!(email.as_str(), "Ana.Lima+shop@Example.co.uk");
        assert_eq!(email.canonical(), "ana.lima+shop@example.co.uk");
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(Email::parse("ana"), Err(EmailError::NotAnAddress));
        assert_eq!(Email::parse("ana@home"), Err(EmailError::NoEnding));
        assert_eq!(Email::parse("ana@home.1"), Err(EmailError::NoEnding));
        assert_eq!(Email::parse("a..b@example.com"), Err(EmailError::NotAnAddress));
        assert_eq!(Email::parse("ana@-x.com"), Err(EmailError::NotAnAddress));
        assert_eq!(Email::parse(&format!("a@{}.com", "b".repeat(300))), Err(EmailError::TooLong));
    }
}
