//! What a turn learns about the visitor: read by our parsers first, proposed by the model second, both from the
//! visitor's own words. The facts are kept in the order they were learnt, so that they can be learnt again on top
//! of what another turn has stored meanwhile.

use super::{
    ContactInfo,
    offer::{Answered, Offer},
};
use crate::domain::{
    capture::{Doubt, Fact, Facts, Field, Origin},
    choice::plain_answer,
    country::Country,
    custom::{CustomField, CustomValue, CustomValues, Evidence, MOST_VALUE},
    email::Email,
    extract::{self, Found},
    ids::MessageId,
    lead::identity::PersonKey,
    phone::Phone,
    time::Timestamp,
};

/// One message of the visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub message_id: MessageId,
    pub text: String,
    pub at: Timestamp,
}

/// What became of a value that a model proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Accepted,
    /// The visitor's words do not carry it.
    NotSaid,
    /// Something surer or later is known.
    Outweighed {
        known: String,
    },
    /// They gave another value before, and did not say that it is wrong.
    Contradicts {
        known: String,
    },
    /// The field takes no such value; what it takes.
    Unfit {
        wanted: String,
    },
}

/// One of these is the right one: people are reached by it, and recognised by it.
const CONTACTS: [Field; 2] = [Field::Email, Field::Phone];

/// The fields that the owner defined, and what is known of them.
#[derive(Clone, Debug, Default)]
struct OwnFields {
    fields: Vec<CustomField>,
    known: CustomValues,
    learnt: CustomValues,
}

/// What a turn brought.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learnt {
    /// In their order.
    pub facts: Vec<Fact>,
    pub custom: CustomValues,
}

impl Learnt {
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.custom.is_empty()
    }
}

/// Facts before and in this turn.
#[derive(Clone, Debug, Default)]
pub struct Learning {
    known: Facts,
    learnt: Vec<Fact>,
    own: OwnFields,
    doubts: Vec<Doubt>,
    settled: Vec<String>,
    /// Where a phone number without a country code belongs.
    home: Option<Country>,
    /// The number in the client's label.
    label: Option<String>,
}

impl Learning {
    pub fn on(known: Facts) -> Self {
        Self { known, ..Self::default() }
    }

    /// Phone numbers without a country code belong here.
    pub fn at_home_in(self, home: Option<Country>) -> Self {
        Self { home, ..self }
    }

    /// All that is known by now.
    pub fn facts(&self) -> &Facts {
        &self.known
    }

    /// The number in the client's label, which replaces none that is known.
    pub fn called_from(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// The fields that the owner defined, and what the visitor said of them before.
    pub fn with_own(self, fields: Vec<CustomField>, known: CustomValues) -> Self {
        Self { own: OwnFields { fields, known, learnt: CustomValues::default() }, ..self }
    }

    pub fn own_fields(&self) -> &[CustomField] {
        &self.own.fields
    }

    pub fn own_values(&self) -> &CustomValues {
        &self.own.known
    }

    /// Which value is right has to be asked.
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    /// The values that the visitor has chosen, after we had asked.
    pub fn settled(&self) -> &[String] {
        &self.settled
    }

    pub fn into_learnt(self) -> Learnt {
        Learnt { facts: self.learnt, custom: self.own.learnt }
    }

    /// Reads the visitor's newest message; `asked` is our answer before it.
    pub fn hear(&mut self, words: &Words, asked: Option<&str>) {
        let mut found = extract::from_visitor(&words.text, self.home);
        for told in asked.map(|question| extract::told_in_answer(question, &words.text)).unwrap_or_default() {
            if !found.iter().any(|one| one.field == told.field) {
                found.push(told);
            }
        }
        if !found.iter().any(|one| one.field == Field::Email) {
            found.extend(self.known.value(Field::Email).and_then(|known| extract::email_corrected(&words.text, known)));
        }
        for one in found {
            if !self.may_replace(&one) {
                continue;
            }
            match self.contradicted(&one).filter(|_| !one.explicit).map(|known| known.value.clone()) {
                Some(known) => self.doubt(one.field, known, one.value),
                None => self.learn(fact(one, words, Origin::Parser)),
            }
        }
    }

    /// Takes the answer to our question which value is right. Where it chooses none, we ask once more.
    /// `earlier`: the visitor's messages before this one, the newest first.
    pub fn settle(&mut self, words: &Words, asked: &str, earlier: &[Words]) {
        let all: Vec<&Words> = std::iter::once(words).chain(earlier).collect();
        for field in CONTACTS {
            let Some(known) = self.known.value(field).map(str::to_owned) else { continue };
            let Some(offer) = Offer::of(field, asked, &known, self.home) else { continue };
            // An address of ours is nobody's choice.
            let Some(other) = offer.other().filter(|other| self.said(field, other, &all).is_some()) else { continue };
            let chosen = match offer.answered(&words.text, self.home) {
                Answered::Chosen(chosen) => chosen,
                Answered::Open => {
                    // Asked twice, they do not want to choose: the first one counts.
                    let asked_twice = earlier.first().is_some_and(|before| plain_answer(&before.text).is_some());
                    if !asked_twice {
                        self.doubts.push(Doubt { field, known, other: other.clone(), again: true });
                    }
                    continue;
                }
                Answered::Not => continue,
            };
            match self.said(field, &chosen, &all) {
                Some((found, said)) => {
                    self.settled.push(found.value.clone());
                    // However long ago they said it, they choose it now.
                    self.learn(Fact { at: words.at, ..fact(found, said, Origin::Parser) });
                }
                // It came from a form.
                None if extract::is_same(field, &chosen, &known) => self.settled.push(known),
                None => {}
            }
        }
    }

    /// The value as the visitor said it, in the first of these messages that has it.
    fn said<'w>(&self, field: Field, value: &str, all: &[&'w Words]) -> Option<(Found, &'w Words)> {
        all.iter().find_map(|words| Some((extract::proven(field, value, &words.text, self.home)?, *words)))
    }

    /// What the visitor said before that this value differs from. What was typed into a form or set by the team is not in
    /// doubt.
    fn contradicted(&self, found: &Found) -> Option<&Fact> {
        let known = self.known.get(found.field).filter(|_| CONTACTS.contains(&found.field))?;
        let was_said = matches!(known.origin, Origin::Parser | Origin::Model);
        (was_said && !extract::is_same(found.field, &known.value, &found.value)).then_some(known)
    }

    fn doubt(&mut self, field: Field, known: String, other: String) {
        if self.doubts.iter().all(|doubt| doubt.field != field) {
            self.doubts.push(Doubt { field, known, other, again: false });
        }
    }

    /// A mere mention replaces neither what was typed into a form nor an interest that is understood already; a number
    /// that cannot be dialled replaces none that can.
    fn may_replace(&self, found: &Found) -> bool {
        let known = self.known.get(found.field);
        let dialled = |value: &str| Phone::parse(value).is_ok_and(|phone| extract::possible(&phone, self.home).is_some());
        if found.field == Field::Phone && known.is_some_and(|known| dialled(&known.value)) && !dialled(&found.value) {
            return false;
        }
        let typed = known.is_some_and(|known| known.origin == Origin::Form);
        let understood = known.is_some() && found.field.needs_understanding();
        found.explicit || !typed && !understood
    }

    /// The number in the client's label, before anything is heard: where no other is known. What the visitor says of their
    /// number counts for more.
    pub fn be_called_from(&mut self, label: Option<&PersonKey>, at: Timestamp) {
        self.label = label.map(|key| key.value().to_owned());
        if let Some(PersonKey::Phone(number)) = label.filter(|_| self.known.get(Field::Phone).is_none()) {
            self.learn(typed(Field::Phone, number.clone(), at));
        }
    }

    /// Contact data beside the message beat what was read in it.
    pub fn receive(&mut self, contact: &ContactInfo, at: Timestamp) {
        let email =
            contact.email.as_deref().and_then(|text| Email::parse(text).ok()).map(|email| (Field::Email, email.as_str().to_owned()));
        let phone = contact.phone.as_deref().and_then(|text| Phone::parse(text).ok());
        let phone = phone.map(|phone| (Field::Phone, extract::at_best(phone, self.home).into()));
        for (field, value) in email.into_iter().chain(phone) {
            self.learn(typed(field, value, at));
        }
    }

    /// A value that the model proposes: taken only where the visitor's words carry it, the newest words first.
    pub fn propose(&mut self, field: Field, value: &str, newest_first: &[Words]) -> Verdict {
        let proof = newest_first.iter().find_map(|words| Some((extract::proven(field, value, &words.text, self.home)?, words)));
        let Some((found, words)) = proof else { return Verdict::NotSaid };
        // Our parsers see it where a word says that it replaces the known one.
        let is_later = |known: &&Fact| known.message_id.as_ref() != Some(&words.message_id) && known.at <= words.at;
        if let Some(known) = self.contradicted(&found).filter(is_later).map(|known| known.value.clone()) {
            self.doubt(field, known.clone(), found.value);
            return Verdict::Contradicts { known };
        }
        let proposed = fact(found, words, Origin::Model);
        let value = proposed.value.clone();
        self.learn(proposed);
        match self.known.value(field) {
            Some(known) if known.to_lowercase() != value.to_lowercase() => Verdict::Outweighed { known: known.to_owned() },
            _ => Verdict::Accepted,
        }
    }

    /// The same of a field that the owner defined.
    pub fn propose_own(&mut self, field: &CustomField, value: &str, newest_first: &[Words]) -> Verdict {
        let claim = match field.claim(value) {
            Ok(claim) => claim,
            Err(wanted) => return Verdict::Unfit { wanted },
        };
        let proof = newest_first.iter().find_map(|words| Some((extract::carried(&claim.words, MOST_VALUE, &words.text)?, words)));
        let Some((quote, words)) = proof else { return Verdict::NotSaid };
        let evidence = Evidence { quote, message_id: words.message_id.clone(), at: words.at };
        let value = CustomValue { text: claim.value, evidence: Some(evidence) };
        if self.own.known.learn(&field.key, value.clone()) {
            self.own.learnt.learn(&field.key, value.clone());
        }
        match self.own.known.get(&field.key) {
            Some(known) if known != value.text => Verdict::Outweighed { known: known.to_owned() },
            _ => Verdict::Accepted,
        }
    }

    fn learn(&mut self, fact: Fact) {
        if self.known.learn(fact.clone()) {
            self.learnt.push(fact);
        }
    }
}

fn typed(field: Field, value: String, at: Timestamp) -> Fact {
    Fact { field, value, quote: String::new(), message_id: None, at, origin: Origin::Form }
}

fn fact(found: Found, words: &Words, origin: Origin) -> Fact {
    Fact { field: found.field, value: found.value, quote: found.quote, message_id: Some(words.message_id.clone()), at: words.at, origin }
}

#[cfg(test)]
#[path = "corpus_tests.rs"]
mod corpus_tests;
