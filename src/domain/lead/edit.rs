//! Changes that people make to a lead, checked and applied. Pure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Lead, LeadStatus,
    timeline::{Change, Happening},
};
use crate::domain::{
    api_error::FieldErrors,
    capture::{Fact, Field, Origin},
    custom::{CustomValues, MOST_FIELDS},
    email::Email,
    ids::AdminId,
    person_name::PersonName,
    phone::Phone,
    time::Timestamp,
};

/// The most characters of notes, of a custom value's name and of its value, and the most custom values of a lead.
pub const MOST_NOTES: usize = 4_000;
pub const MOST_KEYS: usize = MOST_FIELDS;
const MOST_KEY: usize = 64;
const MOST_VALUE: usize = 500;

/// What becomes of a value that may be absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// It is taken away.
    Clear,
    To(T),
}

impl<T: Clone + PartialEq> Setting<T> {
    /// The new value where it differs from the old one.
    fn change(&self, old: &Option<T>) -> Option<Option<T>> {
        let new = match self {
            Self::Keep => return None,
            Self::Clear => None,
            Self::To(value) => Some(value.clone()),
        };
        (new != *old).then_some(new)
    }
}

/// What somebody wants changed; what is left out stays. An empty text takes a value away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeadEdit {
    pub values: BTreeMap<Field, String>,
    pub notes: Option<String>,
    pub custom: BTreeMap<String, String>,
    pub status: Option<LeadStatus>,
    pub follow_up_at: Setting<Timestamp>,
    pub assignee: Setting<AdminId>,
}

/// A value of a field in its canonical form, or what is wrong with it.
pub fn canonical(field: Field, text: &str) -> Result<String, String> {
    match field {
        Field::Name => PersonName::parse(text).map(String::from).map_err(|error| error.to_string()),
        Field::Email => Email::parse(text).map(String::from).map_err(|error| error.to_string()),
        Field::Phone => Phone::parse(text).map(String::from).map_err(|error| error.to_string()),
        Field::Company | Field::Interest | Field::Budget | Field::Timeline => one_line(field, text),
    }
}

fn one_line(field: Field, text: &str) -> Result<String, String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().any(char::is_control) {
        return Err("without control characters".into());
    }
    if line.chars().count() > field.max_chars() { Err(format!("at most {} characters", field.max_chars())) } else { Ok(line) }
}

/// What is wrong with custom values, if anything.
pub fn custom_problem<'a>(custom: impl IntoIterator<Item = (&'a String, &'a String)>) -> Option<&'static str> {
    let key_ok = |key: &str| (1..=MOST_KEY).contains(&key.chars().count()) && !key.chars().any(char::is_control);
    let mut count = 0;
    for (key, value) in custom {
        count += usize::from(!value.is_empty());
        if !key_ok(key) {
            return Some("names of 1 to 64 characters");
        }
        if value.chars().count() > MOST_VALUE {
            return Some("values of at most 500 characters");
        }
    }
    (count > MOST_KEYS).then_some("at most 20 values")
}

/// Whether a lead with these values may get those, too: what is taken away counts no more, and what is there may be changed.
pub fn custom_fits(known: &CustomValues, edit: &BTreeMap<String, String>) -> bool {
    let kept = known.keys().filter(|key| !edit.contains_key(*key)).count();
    let given = edit.values().filter(|value| !value.is_empty()).count();
    given == 0 || kept + given <= MOST_KEYS
}

impl LeadEdit {
    /// Everything in its canonical form.
    ///
    /// # Errors
    /// All fields at fault, by their names on the wire.
    pub fn check(self) -> Result<Self, FieldErrors> {
        let mut wrong = FieldErrors::new();
        let mut values = BTreeMap::new();
        for (field, text) in self.values {
            match text.trim() {
                "" => drop(values.insert(field, String::new())),
                text => match canonical(field, text) {
                    Ok(value) => drop(values.insert(field, value)),
                    Err(problem) => drop(wrong.insert(field.as_str().to_owned(), problem)),
                },
            }
        }
        let notes = self.notes.map(|notes| notes.trim().to_owned());
        if notes.as_deref().is_some_and(|notes| notes.chars().count() > MOST_NOTES) {
            wrong.insert("notes".into(), "at most 4,000 characters".into());
        }
        let custom: BTreeMap<_, _> = self.custom.into_iter().map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned())).collect();
        if let Some(problem) = custom_problem(&custom) {
            wrong.insert("custom".into(), problem.into());
        }
        if wrong.is_empty() { Ok(Self { values, notes, custom, ..self }) } else { Err(wrong) }
    }

    /// What it gives, without what it takes away: whoever adds a person who is known knows less of them, not better.
    #[must_use]
    pub fn without_removals(mut self) -> Self {
        self.values.retain(|_, value| !value.is_empty());
        self.custom.retain(|_, value| !value.is_empty());
        self.notes = self.notes.filter(|notes| !notes.is_empty());
        if self.follow_up_at == Setting::Clear {
            self.follow_up_at = Setting::Keep;
        }
        if self.assignee == Setting::Clear {
            self.assignee = Setting::Keep;
        }
        self
    }

    /// The lead with the change, and what the timeline shall say of it; None where nothing changes.
    /// What a person has set is a fact of the surest kind.
    pub fn apply(&self, lead: &Lead, at: Timestamp) -> Option<(Lead, Vec<Happening>)> {
        let (mut next, mut changes, mut lines) = (lead.clone(), vec![], vec![]);
        for (field, value) in &self.values {
            let from = next.facts.value(*field).map(str::to_owned);
            if from.as_deref().unwrap_or_default() != value {
                match value.as_str() {
                    "" => next.facts.forget(*field),
                    _ => next.facts.set(Fact {
                        field: *field,
                        value: value.clone(),
                        quote: String::new(),
                        message_id: None,
                        at,
                        origin: Origin::Team,
                    }),
                }
                changes.push(change(field.as_str(), from, value));
            }
        }
        for (key, value) in &self.custom {
            let from = next.custom.get(key).map(str::to_owned);
            if from.as_deref().unwrap_or_default() != value {
                next.custom.set(key, value.clone());
                changes.push(change(&format!("custom.{key}"), from, value));
            }
        }
        if let Some(notes) = self.notes.as_ref().filter(|notes| next.notes.as_deref().unwrap_or_default() != notes.as_str()) {
            let from = next.notes.replace(notes.clone()).filter(|old| !old.is_empty());
            next.notes = next.notes.filter(|notes| !notes.is_empty());
            changes.push(change("notes", from, notes));
        }
        if !changes.is_empty() {
            lines.push(Happening::Edited { changes });
        }
        lines.extend(self.decide(&mut next));
        next.version += 1;
        next.updated_at = at;
        (!lines.is_empty()).then_some((next, lines))
    }

    /// Status, follow-up and assignee: decisions, each with a line of its own.
    fn decide(&self, next: &mut Lead) -> Vec<Happening> {
        let mut lines = vec![];
        if let Some(to) = self.status.filter(|status| *status != next.status) {
            lines.push(Happening::Status { from: std::mem::replace(&mut next.status, to), to });
        }
        if let Some(to) = self.follow_up_at.change(&next.follow_up_at) {
            next.follow_up_at = to;
            lines.push(Happening::FollowUp { to });
        }
        if let Some(to) = self.assignee.change(&next.assignee) {
            next.assignee.clone_from(&to);
            lines.push(Happening::Assigned { to });
        }
        lines
    }
}

fn change(field: &str, from: Option<String>, to: &str) -> Change {
    Change { field: field.to_owned(), from, to: (!to.is_empty()).then(|| to.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        capture::Facts,
        ids::LeadId,
        lead::{Source, score::Score},
    };

    fn lead() -> Lead {
        Lead {
            id: LeadId::new(uuid::Uuid::from_u128(1)),
            facts: Facts::default(),
            notes: Some("old".into()),
            custom: CustomValues::default(),
            status: LeadStatus::New,
            follow_up_at: None,
            assignee: None,
            score: Score::default(),
            source: Source::default(),
            conversation_ids: vec![],
            absorbed: vec![],
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            version: 1,
        }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::constant(second, 0)
    }

    #[test]
    fn every_mistake_is_named_by_its_field() {
        let edit = LeadEdit {
            values: [(Field::Email, "ana@".to_owned()), (Field::Name, "4711".to_owned()), (Field::Company, "x".repeat(201))].into(),
            notes: Some("z".repeat(4_001)),
            custom: [("k".repeat(65), "v".to_owned())].into(),
            ..LeadEdit::default()
        };
        let wrong: Vec<String> = edit.check().expect_err("mistakes").into_keys().collect();
        assert_eq!(wrong, ["company", "custom", "email", "name", "notes"]);
    }

    #[test]
    fn a_change_is_applied_and_told() {
        let edit = LeadEdit {
            values: [(Field::Email, " Ana@Example.com ".to_owned()), (Field::Company, String::new())].into(),
            notes: Some(String::new()),
            status: Some(LeadStatus::Contacted),
            follow_up_at: Setting::To(at(99)),
            ..LeadEdit::default()
        };
        let (next, lines) = edit.check().expect("right").apply(&lead(), at(5)).expect("a change");
        assert_eq!((next.facts.value(Field::Email), next.notes, next.version), (Some("Ana@Example.com"), None, 2));
        let told = [
            Change { field: "email".into(), from: None, to: Some("Ana@Example.com".into()) },
            Change { field: "notes".into(), from: Some("old".into()), to: None },
        ];
        assert_eq!(lines[0], Happening::Edited { changes: told.into() });
        assert_eq!(lines[1], Happening::Status { from: LeadStatus::New, to: LeadStatus::Contacted });
        assert_eq!(lines[2], Happening::FollowUp { to: Some(at(99)) });
    }

    #[test]
    fn what_is_taken_away_does_not_count_against_the_limit() {
        let all = |from: usize, to: usize, value: &str| (from..to).map(|n| (n.to_string(), value.to_owned())).collect::<BTreeMap<_, _>>();
        let mut known = CustomValues::default();
        for (key, value) in all(0, 20, "x") {
            known.set(&key, value);
        }
        let swap: BTreeMap<_, _> = all(0, 5, "").into_iter().chain(all(20, 25, "y")).collect();
        assert!(custom_fits(&known, &swap) && custom_fits(&known, &all(0, 20, "y")) && custom_fits(&known, &all(0, 1, "")));
        assert!(!custom_fits(&known, &all(20, 21, "y")));
        assert_eq!(custom_problem(&all(0, 25, "")), None);
        assert!(custom_problem(&all(0, 21, "x")).is_some());
    }

    #[test]
    fn what_changes_nothing_is_no_change() {
        let edit =
            LeadEdit { notes: Some("old".into()), status: Some(LeadStatus::New), follow_up_at: Setting::Clear, ..LeadEdit::default() };
        assert_eq!(edit.apply(&lead(), at(5)), None);
    }

    #[test]
    fn what_a_person_set_the_machine_leaves_alone() {
        let edit = LeadEdit { values: [(Field::Name, "Ana Lima".to_owned())].into(), ..LeadEdit::default() };
        let (mut next, _) = edit.apply(&lead(), at(5)).expect("a change");
        let read =
            Fact { field: Field::Name, value: "Anna".into(), quote: "Anna".into(), message_id: None, at: at(9), origin: Origin::Parser };
        assert!(!next.facts.learn(read));
        assert_eq!(next.facts.value(Field::Name), Some("Ana Lima"));
    }
}
