//! Values under names of the business's own, each with the words that prove it where a visitor said it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::MOST_FIELDS;
use crate::domain::{ids::MessageId, time::Timestamp};

/// The visitor's own words that carry a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Exactly as they stand in the message.
    pub quote: String,
    pub message_id: MessageId,
    pub at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct CustomValue {
    pub text: String,
    /// None: somebody of the team, a program or a form saved it.
    pub evidence: Option<Evidence>,
}

/// A text alone, as all values were before there was evidence for some.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Text(String),
    Proven { text: String, evidence: Evidence },
}

impl From<Stored> for CustomValue {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Text(text) => Self { text, evidence: None },
            Stored::Proven { text, evidence } => Self { text, evidence: Some(evidence) },
        }
    }
}

impl From<CustomValue> for Stored {
    fn from(value: CustomValue) -> Self {
        match value.evidence {
            None => Self::Text(value.text),
            Some(evidence) => Self::Proven { text: value.text, evidence },
        }
    }
}

/// By their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CustomValues(BTreeMap<String, CustomValue>);

impl CustomValues {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &CustomValue)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(|value| value.text.as_str())
    }

    pub fn value(&self, key: &str) -> Option<&CustomValue> {
        self.0.get(key)
    }

    /// What somebody saves; an empty text takes the value away.
    pub fn set(&mut self, key: &str, text: String) {
        if text.is_empty() {
            self.remove(key);
        } else {
            self.0.insert(key.to_owned(), CustomValue { text, evidence: None });
        }
    }

    pub fn remove(&mut self, key: &str) {
        self.0.remove(key);
    }

    /// Takes a value in, unless there are enough, or a surer or a later one is known: what was saved beats what was said,
    /// and the later word the earlier one. Returns whether anything changed.
    pub fn learn(&mut self, key: &str, value: CustomValue) -> bool {
        let has_room = self.0.contains_key(key) || self.0.len() < MOST_FIELDS;
        has_room && self.take(key, value)
    }

    /// The same however many there are: of two that become one nothing is lost.
    pub fn take(&mut self, key: &str, value: CustomValue) -> bool {
        let is_kept = self.0.get(key).is_some_and(|known| known.text == value.text || outweighs(known, &value));
        if !is_kept {
            self.0.insert(key.to_owned(), value);
        }
        !is_kept
    }
}

fn outweighs(known: &CustomValue, new: &CustomValue) -> bool {
    match (&known.evidence, &new.evidence) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(known), Some(new)) => new.at < known.at,
    }
}

impl FromIterator<(String, CustomValue)> for CustomValues {
    fn from_iter<I: IntoIterator<Item = (String, CustomValue)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

/// Saved ones.
impl<const N: usize> From<[(String, String); N]> for CustomValues {
    fn from(values: [(String, String); N]) -> Self {
        values.into_iter().map(|(key, text)| (key, CustomValue { text, evidence: None })).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, second: i64) -> CustomValue {
        let message_id = MessageId::new(uuid::Uuid::from_u128(1));
        let evidence = Evidence { quote: text.into(), message_id, at: Timestamp::constant(second, 0) };
        CustomValue { text: text.into(), evidence: Some(evidence) }
    }

    #[test]
    fn what_was_saved_beats_what_was_said_and_the_later_word_the_earlier() {
        let mut values = CustomValues::default();
        assert!(values.learn("tooth", said("12", 5)) && values.learn("tooth", said("13", 6)));
        assert!(!values.learn("tooth", said("11", 4)));
        values.set("tooth", "14".into());
        assert!(!values.learn("tooth", said("15", 9)));
        assert_eq!((values.get("tooth"), values.value("tooth").and_then(|value| value.evidence.clone())), (Some("14"), None));
        values.set("tooth", String::new());
        assert!(values.is_empty());
    }

    #[test]
    fn a_value_without_evidence_is_stored_as_a_text() {
        let mut values = CustomValues::from([("plan".to_owned(), "gold".to_owned())]);
        assert_eq!(serde_json::to_string(&values).expect("JSON"), r#"{"plan":"gold"}"#);
        values.learn("tooth", said("12", 5));
        let text = serde_json::to_string(&values).expect("JSON");
        assert_eq!(serde_json::from_str::<CustomValues>(&text).expect("values"), values);
    }
}
