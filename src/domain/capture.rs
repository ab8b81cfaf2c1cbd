//! Facts about a visitor, each with the words that prove it.

use serde::{Deserialize, Serialize};

use super::{ids::MessageId, time::Timestamp};

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Name,
    Email,
    Phone,
    Company,
    Interest,
    Budget,
    Timeline,
}

impl Field {
    pub const ALL: [Self; 7] = [Self::Name, Self::Email, Self::Phone, Self::Company, Self::Interest, Self::Budget, Self::Timeline];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Company => "company",
            Self::Interest => "interest",
            Self::Budget => "budget",
            Self::Timeline => "timeline",
        }
    }

    /// The field of this name; None for any other text.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str() == name)
    }

    /// Only understanding tells this field well: a parser sees some words of it, a model the whole.
    pub fn needs_understanding(self) -> bool {
        matches!(self, Self::Interest | Self::Budget | Self::Timeline)
    }

    /// The most characters a value may have.
    pub fn max_chars(self) -> usize {
        match self {
            Self::Email => 254,
            Self::Phone => 32,
            Self::Name | Self::Company => 200,
            Self::Interest | Self::Budget | Self::Timeline => 500,
        }
    }
}

/// How sure a fact is by its origin; a later fact of the same or a surer origin replaces an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The model proposed it and the visitor's words carry it.
    Model,
    /// Our own parser read it in the visitor's words.
    Parser,
    /// The visitor typed it into a form field, or an integrator saved it.
    Form,
    /// Somebody of the business set it by hand. Nothing but another such hand replaces it.
    Team,
}

/// One thing known about a visitor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub field: Field,
    /// In its canonical form (an e-mail address as typed, a phone number in digits with a leading + where given).
    pub value: String,
    /// The visitor's own words that carry it, exactly as they stand in the message; empty for [`Origin::Form`].
    pub quote: String,
    /// The message the words are in; None where a form without a message gave the value.
    pub message_id: Option<MessageId>,
    pub at: Timestamp,
    pub origin: Origin,
}

impl Fact {
    /// The other fact of the same field does not replace this one.
    fn outweighs(&self, other: &Self) -> bool {
        if self.origin == Origin::Team || other.origin == Origin::Team {
            return self.origin > other.origin || self.origin == other.origin && other.at < self.at;
        }
        let same_words = self.message_id == other.message_id;
        let understood = other.origin == Origin::Model && self.origin == Origin::Parser && self.field.needs_understanding();
        other.at < self.at
            || other.origin < self.origin && (same_words && !understood || other.origin == Origin::Model && self.origin == Origin::Form)
    }
}

/// The visitor gave another value, and no word that it replaces the known one: which of them is right has to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    pub field: Field,
    /// It counts until they say which.
    pub known: String,
    pub other: String,
    /// They were asked, and their answer chose none.
    pub again: bool,
}

/// All that is known about one visitor: at most one fact a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Facts(Vec<Fact>);

impl Facts {
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn get(&self, field: Field) -> Option<&Fact> {
        self.0.iter().find(|fact| fact.field == field)
    }

    pub fn value(&self, field: Field) -> Option<&str> {
        self.get(field).map(|fact| fact.value.as_str())
    }

    /// Takes a fact in: the visitor's later word replaces the earlier one, unless the earlier one is surer
    /// (a model's guess never replaces what a parser read or the visitor typed into a form, except for
    /// fields that only a model can understand). Returns whether anything changed.
    pub fn learn(&mut self, fact: Fact) -> bool {
        match self.0.iter_mut().find(|known| known.field == fact.field) {
            Some(known) if known.value == fact.value || known.outweighs(&fact) => false,
            Some(known) => {
                *known = fact;
                true
            }
            None => {
                self.0.push(fact);
                true
            }
        }
    }

    /// Puts a fact in the place of whatever is known of its field.
    pub fn set(&mut self, fact: Fact) {
        self.forget(fact.field);
        self.0.push(fact);
    }

    /// Takes away what is known of a field.
    pub fn forget(&mut self, field: Field) {
        self.0.retain(|fact| fact.field != field);
    }

    /// A person can be reached or named: enough for a lead.
    pub fn make_a_lead(&self) -> bool {
        [Field::Email, Field::Phone, Field::Name].into_iter().any(|field| self.get(field).is_some())
    }
}

impl FromIterator<Fact> for Facts {
    fn from_iter<I: IntoIterator<Item = Fact>>(facts: I) -> Self {
        let mut all = Self::default();
        for fact in facts {
            all.learn(fact);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(field: Field, value: &str, origin: Origin, message: u128) -> Fact {
        let at = Timestamp::constant(i64::try_from(message).expect("small"), 0);
        let message_id = (origin != Origin::Form).then(|| MessageId::new(uuid::Uuid::from_u128(message)));
        Fact { field, value: value.into(), quote: value.into(), message_id, at, origin }
    }

    /// What is known in the end, when these facts are learnt one after the other.
    fn known(field: Field, facts: [(&str, Origin, u128); 2]) -> String {
        let all: Facts = facts.into_iter().map(|(value, origin, message)| fact(field, value, origin, message)).collect();
        all.value(field).expect("a value").to_owned()
    }

    #[test]
    fn a_later_word_replaces_an_earlier_one() {
        assert_eq!(known(Field::Email, [("old", Origin::Parser, 1), ("new", Origin::Parser, 2)]), "new");
        assert_eq!(known(Field::Email, [("old", Origin::Parser, 1), ("new", Origin::Model, 2)]), "new");
        assert_eq!(known(Field::Email, [("old", Origin::Form, 1), ("new", Origin::Parser, 2)]), "new");
    }

    #[test]
    fn an_earlier_word_heard_late_does_not() {
        assert_eq!(known(Field::Email, [("new", Origin::Parser, 2), ("old", Origin::Parser, 1)]), "new");
        assert_eq!(known(Field::Email, [("new", Origin::Parser, 2), ("old", Origin::Model, 1)]), "new");
    }

    #[test]
    fn a_models_guess_beats_neither_the_parser_nor_a_form() {
        assert_eq!(known(Field::Email, [("read", Origin::Parser, 1), ("guessed", Origin::Model, 1)]), "read");
        assert_eq!(known(Field::Email, [("typed", Origin::Form, 1), ("guessed", Origin::Model, 2)]), "typed");
        assert_eq!(known(Field::Interest, [("typed", Origin::Form, 1), ("guessed", Origin::Model, 2)]), "typed");
    }

    #[test]
    fn a_humans_edit_is_replaced_by_no_machine() {
        assert_eq!(known(Field::Email, [("set", Origin::Team, 1), ("read", Origin::Parser, 2)]), "set");
        assert_eq!(known(Field::Email, [("set", Origin::Team, 1), ("typed", Origin::Form, 2)]), "set");
        assert_eq!(known(Field::Email, [("read", Origin::Parser, 2), ("set", Origin::Team, 1)]), "set");
        assert_eq!(known(Field::Email, [("set", Origin::Team, 1), ("set again", Origin::Team, 2)]), "set again");
    }

    #[test]
    fn a_model_understands_an_interest_better_than_a_parser() {
        assert_eq!(
            known(Field::Interest, [("site", Origin::Parser, 1), ("bakery site with a shop", Origin::Model, 1)]),
            "bakery site with a shop"
        );
    }
}
