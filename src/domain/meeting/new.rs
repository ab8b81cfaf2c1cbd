//! A meeting as somebody of the team writes it down, and who comes to it once that is checked.

use serde::{Deserialize, Serialize};

use super::Attendee;
use crate::domain::{api_error::FieldErrors, email::Email, person_name::PersonName, phone::Phone, time::Timestamp};

/// As it was typed. What stays empty is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMeeting {
    pub start: Timestamp,
    pub name: String,
    pub email: String,
    pub phone: String,
    /// For the team: a line of the lead's timeline.
    pub notes: String,
}

impl NewMeeting {
    /// Who comes: somebody with a name whom a message reaches.
    ///
    /// # Errors
    /// What is wrong with `name`, `email` and `phone`.
    pub fn attendee(&self) -> Result<Attendee, FieldErrors> {
        let mut wrong = FieldErrors::new();
        let name = checked(&mut wrong, "name", PersonName::parse(&self.name));
        let email = written(&self.email).and_then(|text| checked(&mut wrong, "email", Email::parse(text)));
        let phone = written(&self.phone).and_then(|text| checked(&mut wrong, "phone", Phone::parse(text)));
        if written(&self.email).or_else(|| written(&self.phone)).is_none() {
            wrong.insert("email".into(), "an e-mail address or a phone number is needed".into());
        }
        if wrong.is_empty() { Ok(Attendee { name, email, phone }) } else { Err(wrong) }
    }
}

fn written(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn checked<T, E: ToString>(wrong: &mut FieldErrors, field: &str, parsed: Result<T, E>) -> Option<T> {
    parsed.map_err(|error| wrong.insert(field.to_owned(), error.to_string())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, email: &str, phone: &str) -> Result<Attendee, Vec<String>> {
        let text = |text: &str| text.to_owned();
        let new =
            NewMeeting { start: Timestamp::UNIX_EPOCH, name: text(name), email: text(email), phone: text(phone), notes: String::new() };
        new.attendee().map_err(|wrong| wrong.into_keys().collect())
    }

    #[test]
    fn an_address_or_a_number_will_do() {
        let both = of(" Ana  Reed ", "ana@x.example", "+92 300 1234567").expect("an attendee");
        assert_eq!((both.label(), both.email.is_some(), both.phone.is_some()), ("Ana Reed", true, true));
        let called = of("Ana", " ", "+92 300 1234567").expect("an attendee");
        assert!(called.email.is_none() && called.can_be_reached());
        assert_eq!(of("Ana", "", " "), Err(vec!["email".into()]));
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        assert_eq!(of("", "ana", "12"), Err(vec!["email".into(), "name".into(), "phone".into()]));
        assert_eq!(of("Ana", "ana@x.example", "12"), Err(vec!["phone".into()]), "what was typed is not thrown away");
    }
}
