//! Explicit values from a form or an integrator: checked field by field, then saved as the visitor's lead.

use std::collections::BTreeMap;

use super::{
    Chat, ContactInfo,
    capture::Learnt,
    commit::{Commit, Place},
    record::{self, Details, Origin},
};
use crate::{
    domain::{
        api_error::FieldErrors,
        capture::{self, Fact, Field},
        chat::LeadGlance,
        conversation::{Channel, ConversationSummary, SitePage},
        country::Country,
        custom::{CustomValues, check_values},
        email::Email,
        extract,
        ids::{ConversationId, EventId, LeadId},
        lead::identity::PersonKey,
        live::LiveEvent,
        person_name::PersonName,
        phone::Phone,
        time::Timestamp,
    },
    service::{error::ServiceError, permission::Visitor, ports::OpenConversation},
};

const MOST_NOTES: usize = 4_000;
const MOST_KEYS: usize = 20;
const MOST_KEY: usize = 64;
const MOST_VALUE: usize = 500;

/// What is to be saved, checked.
#[derive(Debug, PartialEq, Eq)]
struct Checked {
    values: Vec<(Field, String)>,
    notes: Option<String>,
    custom: BTreeMap<String, String>,
}

/// Saves the values; see [`Chat::save_info`].
pub async fn save(chat: &Chat, visitor: &Visitor, info: ContactInfo, channel: Channel, vouched: bool) -> Result<LeadGlance, ServiceError> {
    let ports = &chat.ports;
    let settings = ports.settings.load().await?;
    let label = info.label_key(settings.business.home());
    let mut checked = check(info, settings.business.home()).map_err(ServiceError::Invalid)?;
    let now = ports.clock.now();
    let beginning = chat.beginnings.join(visitor.key());
    let open = ports.conversations.open_of(visitor.key(), 0).await?;
    let known = open.as_ref().and_then(|open| open.lead.as_ref()).map(|lead| lead.custom.clone()).unwrap_or_default();
    check_keys(&known, &checked.custom)?;
    checked.custom = check_values(&settings.lead_fields, checked.custom, &known).map_err(ServiceError::Invalid)?;
    if let Some(PersonKey::Phone(number)) = label.as_ref().filter(|_| !knows_phone(open.as_ref(), &checked)) {
        checked.values.push((Field::Phone, number.clone()));
    }
    let published = if open.is_none() { ports.instructions.published().await? } else { None };
    let details = Details {
        origin: Origin {
            visitor: visitor.key().clone(),
            channel,
            client_label: None,
            locale: None,
            time_zone: None,
            page: SitePage::default(),
            instruction_version: published.map_or(0, |published| published.number),
            conversation_id: beginning.id(|| ConversationId::new(ports.ids.uuid())),
            lead_id: LeadId::new(ports.ids.uuid()),
        },
        at: now,
        learnt: Learnt {
            facts: checked.values.into_iter().map(|(field, value)| fact(field, value, now)).collect(),
            custom: CustomValues::default(),
        },
        notes: checked.notes,
        custom: checked.custom,
        vouched,
        note_id: EventId::new(ports.ids.uuid()),
    };
    // Nothing is said here, so that an idle conversation neither ends nor wakes up.
    let place = Place::of(open, now, u64::MAX);
    let (turnstile, id) = (&chat.turnstile, &details.origin.conversation_id);
    let commit = Commit { ports, turnstile, visitor: visitor.key(), place, beginning: id, now, lifetime_s: u64::MAX, vouched, label };
    let stored = commit.store(|base| record::details(base, &details)).await?;
    ports.bus.publish(LiveEvent::Conversation { summary: ConversationSummary::from(&stored) });
    Ok(record::glance(&stored))
}

/// The number in a label replaces none.
fn knows_phone(open: Option<&OpenConversation>, given: &Checked) -> bool {
    let was_told = open.is_some_and(|open| open.conversation.facts.get(Field::Phone).is_some());
    was_told || given.values.iter().any(|(field, _)| *field == Field::Phone)
}

fn fact(field: Field, value: String, at: Timestamp) -> Fact {
    Fact { field, value, quote: String::new(), message_id: None, at, origin: capture::Origin::Form }
}

/// Empty fields are fields that were left out. `home`: where a phone number without a country code belongs.
fn check(info: ContactInfo, home: Option<Country>) -> Result<Checked, FieldErrors> {
    let given = |value: Option<String>| value.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut wrong = FieldErrors::new();
    let mut values = Vec::new();
    let mut take = |field: Field, checked: Option<Result<String, String>>| match checked {
        Some(Ok(value)) => values.push((field, value)),
        Some(Err(problem)) => {
            wrong.insert(field.as_str().to_owned(), problem);
        }
        None => {}
    };
    take(Field::Name, given(info.name).map(|text| PersonName::parse(&text).map(String::from).map_err(|error| error.to_string())));
    take(Field::Email, given(info.email).map(|text| Email::parse(&text).map(String::from).map_err(|error| error.to_string())));
    let dialled = |phone: Phone| String::from(extract::at_best(phone, home));
    take(Field::Phone, given(info.phone).map(|text| Phone::parse(&text).map(dialled).map_err(|error| error.to_string())));
    take(Field::Company, given(info.company).map(|text| one_line(Field::Company, &text)));
    take(Field::Interest, given(info.interest).map(|text| one_line(Field::Interest, &text)));
    let notes = given(info.notes);
    if notes.as_deref().is_some_and(|notes| notes.chars().count() > MOST_NOTES) {
        wrong.insert("notes".into(), "at most 4,000 characters".into());
    }
    let custom: BTreeMap<String, String> =
        info.custom.into_iter().map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned())).collect();
    if let Some(problem) = custom_problem(&custom) {
        wrong.insert("custom".into(), problem.into());
    }
    if wrong.is_empty() && values.is_empty() && notes.is_none() && custom.is_empty() {
        wrong.insert("email".into(), "fill in at least one field".into());
    }
    if wrong.is_empty() { Ok(Checked { values, notes, custom }) } else { Err(wrong) }
}

fn one_line(field: Field, text: &str) -> Result<String, String> {
    let line = text.split_whitespace().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if line.chars().any(char::is_control) {
        return Err("without control characters".into());
    }
    if line.chars().count() > field.max_chars() { Err(format!("at most {} characters", field.max_chars())) } else { Ok(line) }
}

fn custom_problem(custom: &BTreeMap<String, String>) -> Option<&'static str> {
    let key_ok = |key: &str| (1..=MOST_KEY).contains(&key.chars().count()) && !key.chars().any(char::is_control);
    if custom.len() > MOST_KEYS {
        Some("at most 20 values")
    } else if !custom.keys().all(|key| key_ok(key)) {
        Some("names of 1 to 64 characters")
    } else if custom.values().any(|value| value.chars().count() > MOST_VALUE) {
        Some("values of at most 500 characters")
    } else {
        None
    }
}

/// The limit holds for all the values of a lead, not only for those that came together.
fn check_keys(known: &CustomValues, custom: &BTreeMap<String, String>) -> Result<(), ServiceError> {
    let all = known.keys().filter(|key| !custom.contains_key(*key)).count() + custom.len();
    if all > MOST_KEYS { Err(ServiceError::field("custom", "at most 20 values")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(info: ContactInfo) -> Vec<String> {
        check(info, None).expect_err("mistakes").into_keys().collect()
    }

    #[test]
    fn every_mistake_is_named_by_its_field() {
        let info = ContactInfo {
            name: Some("4711".into()),
            email: Some("ana@".into()),
            phone: Some("12".into()),
            company: Some("x".repeat(201)),
            interest: Some("y".repeat(501)),
            notes: Some("z".repeat(4_001)),
            custom: BTreeMap::from([("k".repeat(65), "v".into())]),
            label_phone: None,
        };
        assert_eq!(wrong(info), ["company", "custom", "email", "interest", "name", "notes", "phone"]);
        assert_eq!(wrong(ContactInfo { email: Some("  ".into()), ..ContactInfo::default() }), ["email"]);
        let many = (0..21).map(|at| (at.to_string(), String::new())).collect();
        assert_eq!(wrong(ContactInfo { custom: many, ..ContactInfo::default() }), ["custom"]);
        assert_eq!(wrong(ContactInfo { custom: BTreeMap::from([("k".into(), "v".repeat(501))]), ..ContactInfo::default() }), ["custom"]);
    }

    #[test]
    fn values_are_kept_in_their_canonical_form() {
        let info = ContactInfo {
            phone: Some(" +92 300 1234567 ".into()),
            company: Some("Brooks\n & Co".into()),
            email: Some(String::new()),
            ..ContactInfo::default()
        };
        let national = ContactInfo { phone: Some("0300 1234567".into()), ..ContactInfo::default() };
        let checked = check(national, Country::parse("PK").ok()).expect("no mistakes");
        assert_eq!(checked.values, [(Field::Phone, "+923001234567".to_owned())]);
        let checked = check(info, None).expect("no mistakes");
        assert_eq!(checked.values, [(Field::Phone, "+923001234567".to_owned()), (Field::Company, "Brooks & Co".to_owned())]);
    }
}
