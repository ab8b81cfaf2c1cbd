//! By what a person is recognised: the canonical forms of e-mail and phone.

use serde::{Deserialize, Serialize};

use crate::domain::{
    capture::{Facts, Field},
    email::Email,
};

/// One canonical value that belongs to one person.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum PersonKey {
    /// In lower case.
    Email(String),
    /// E.164 where the country is known, else the digits.
    Phone(String),
}

impl PersonKey {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Email(_) => "email",
            Self::Phone(_) => "phone",
        }
    }

    pub fn value(&self) -> &str {
        match self {
            Self::Email(value) | Self::Phone(value) => value,
        }
    }
}

/// All keys that these facts give, e-mail first.
pub fn keys_of(facts: &Facts) -> Vec<PersonKey> {
    let email = facts.value(Field::Email).map(email_key);
    let phone = facts.value(Field::Phone).map(|phone| PersonKey::Phone(phone.to_owned()));
    email.into_iter().chain(phone).collect()
}

fn email_key(text: &str) -> PersonKey {
    PersonKey::Email(Email::parse(text).map_or_else(|_| text.to_lowercase(), |email| email.canonical()))
}

/// What two sets of facts say of whether they are about one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The same e-mail, or the same phone and nothing that speaks against it.
    Same,
    /// The same phone with different e-mails: a family, an office. A person has to decide.
    Perhaps,
    Different,
}

/// Compares by canonical values; a missing value says nothing.
pub fn likeness(one: &Facts, other: &Facts) -> Likeness {
    let (a, b) = (keys_of(one), keys_of(other));
    let of = |keys: &[PersonKey], kind: &str| keys.iter().find(|key| key.kind() == kind).cloned();
    let same = |kind: &str| match (of(&a, kind), of(&b, kind)) {
        (Some(x), Some(y)) => Some(x == y),
        _ => None,
    };
    match (same("email"), same("phone")) {
        (Some(true), _) | (None, Some(true)) => Likeness::Same,
        (Some(false), Some(true)) => Likeness::Perhaps,
        _ => Likeness::Different,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        capture::{Fact, Origin},
        time::Timestamp,
    };

    fn facts(email: &str, phone: &str) -> Facts {
        let fact = |field, value: &str| Fact {
            field,
            value: value.into(),
            quote: String::new(),
            message_id: None,
            at: Timestamp::UNIX_EPOCH,
            origin: Origin::Form,
        };
        let all = [(Field::Email, email), (Field::Phone, phone)];
        all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(field, value)| fact(field, value)).collect()
    }

    #[test]
    fn one_person_is_known_by_either_value_in_any_spelling() {
        assert_eq!(likeness(&facts("Ana@Example.com", ""), &facts("ana@example.COM", "+351912345678")), Likeness::Same);
        assert_eq!(likeness(&facts("", "+923001234567"), &facts("ana@example.com", "+923001234567")), Likeness::Same);
        assert_eq!(likeness(&facts("ana@example.com", "+1"), &facts("ana@example.com", "+2")), Likeness::Same);
    }

    #[test]
    fn a_shared_phone_is_no_proof_against_different_addresses() {
        assert_eq!(likeness(&facts("ana@example.com", "+1"), &facts("ben@example.com", "+1")), Likeness::Perhaps);
        assert_eq!(likeness(&facts("ana@example.com", ""), &facts("", "+1")), Likeness::Different);
        assert_eq!(likeness(&facts("", ""), &facts("", "")), Likeness::Different);
    }
}
