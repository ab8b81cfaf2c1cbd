//! What happened to a lead, in words.

use crate::{
    domain::{
        capture::Field,
        custom::{CustomField, label_of},
        lead::timeline::{Actor, Beginning, Change, Happening, MeetingStep},
        time::Timestamp,
    },
    rpc::leads::EventLine,
    ui::{
        components::{field::sentence, icon::Glyph},
        wording,
    },
};

/// A line as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub glyph: Glyph,
    pub title: String,
    /// What exactly, where there is more to say.
    pub more: Option<String>,
    pub by: String,
}

/// `fields`: those that the owner defined. `exact`: how an instant is said.
pub fn told(line: &EventLine, fields: &[CustomField], exact: impl Fn(Timestamp) -> String) -> Told {
    let by = line.by.clone().unwrap_or_else(|| match &line.event.by {
        Actor::Visitor => "By the visitor".into(),
        Actor::Admin(_) => "By your team".into(),
        Actor::Key(label) => format!("By {label}"),
    });
    let (glyph, title, more) = words(&line.event.what, line.whom.as_deref(), fields, exact);
    Told { glyph, title, more, by }
}

fn words(
    what: &Happening,
    whom: Option<&str>,
    fields: &[CustomField],
    exact: impl Fn(Timestamp) -> String,
) -> (Glyph, String, Option<String>) {
    match what {
        Happening::Created { how } => (Glyph::Spark, beginning(*how).into(), None),
        Happening::Captured { values, custom, .. } => {
            let said = values.iter().map(|(_, value)| value).chain(custom.iter().map(|(_, value)| value));
            (Glyph::Chat, captured(values, custom, fields), Some(listed(said.cloned())))
        }
        Happening::Edited { changes } => (Glyph::Pencil, edited(changes, fields), Some(listed(changes.iter().map(change)))),
        Happening::Imported { file, changes, .. } => {
            let more = (!changes.is_empty()).then(|| listed(changes.iter().map(change)));
            (Glyph::Inbox, format!("Imported from {file}"), more)
        }
        Happening::Status { from, to } => (Glyph::ChevronRight, format!("{} to {}", wording::status(*from), wording::status(*to)), None),
        Happening::Meeting { step, start, .. } => (Glyph::Clock, meeting(*step).into(), Some(exact(*start))),
        Happening::FollowUp { to: Some(at) } => (Glyph::Clock, "Follow-up set".into(), Some(exact(*at))),
        Happening::FollowUp { to: None } => (Glyph::Clock, "Follow-up cleared".into(), None),
        Happening::Assigned { to: Some(_) } => {
            (Glyph::Person, whom.map_or_else(|| "Assigned".to_owned(), |name| format!("Assigned to {name}")), None)
        }
        Happening::Assigned { to: None } => (Glyph::Person, "Assigned to nobody".into(), None),
        Happening::Noted { text, .. } => (Glyph::Note, "Note".into(), Some(text.clone())),
        Happening::Merged { name, notes, .. } => (Glyph::Merge, "Two leads merged".into(), merged(name.as_deref(), notes.as_deref())),
        Happening::Unmerged { .. } => (Glyph::Merge, "Merge undone".into(), None),
    }
}

/// With whom, and the end of the notes where both were too long for one.
fn merged(name: Option<&str>, notes: Option<&str>) -> Option<String> {
    let said = [name.map(|name| format!("With {name}")), notes.map(|notes| format!("The rest of the notes: {notes}"))];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(". "))
}

fn meeting(step: MeetingStep) -> &'static str {
    match step {
        MeetingStep::Booked => "Meeting booked",
        MeetingStep::Moved => "Meeting moved",
        MeetingStep::Cancelled => "Meeting cancelled",
    }
}

fn beginning(how: Beginning) -> &'static str {
    match how {
        Beginning::Captured => "Became a lead in a chat",
        Beginning::Added => "Added by hand",
        Beginning::Imported => "Imported",
    }
}

/// `E-mail and phone captured`.
fn captured(values: &[(Field, String)], custom: &[(String, String)], fields: &[CustomField]) -> String {
    let usual = values.iter().map(|(field, _)| wording::field(*field).to_lowercase());
    let names = usual.chain(custom.iter().map(|(key, _)| label_of(fields, key).to_owned()));
    let mut named: Vec<String> = vec![];
    for name in names {
        // A number, and the one that they wrote from, are one word.
        if !named.contains(&name) {
            named.push(name);
        }
    }
    sentence(&format!("{} captured", and(&named)))
}

/// `Company changed`, `Company and notes changed`, `4 values changed`.
fn edited(changes: &[Change], fields: &[CustomField]) -> String {
    let names: Vec<String> = changes.iter().map(|change| field_name(&change.field, fields)).collect();
    match names.len() {
        1..=3 => sentence(&format!("{} changed", and(&names))),
        many => format!("{many} values changed"),
    }
}

/// In the midst of a sentence; one of the owner's as they wrote it.
pub fn field_name(field: &str, fields: &[CustomField]) -> String {
    match field.strip_prefix("custom.") {
        Some(key) => label_of(fields, key).to_owned(),
        None => Field::parse(field).map_or_else(|| field.to_owned(), |field| wording::field(field).to_lowercase()),
    }
}

fn change(change: &Change) -> String {
    match (&change.from, &change.to) {
        (Some(from), Some(to)) => format!("{from} → {to}"),
        (None, Some(to)) => to.clone(),
        (Some(from), None) => format!("without {from}"),
        (None, None) => String::new(),
    }
}

/// `one`, `one and two`, `one, two and three`.
fn and(names: &[String]) -> String {
    match names {
        [] => "nothing".into(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn listed(values: impl Iterator<Item = String>) -> String {
    values.filter(|value| !value.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ids::{AdminId, EventId},
        lead::{LeadStatus, timeline::LeadEvent},
    };

    fn say(what: Happening) -> (String, Option<String>) {
        let event = LeadEvent { id: EventId::new(uuid::Uuid::from_u128(1)), at: Timestamp::UNIX_EPOCH, by: Actor::Visitor, what };
        let fields = [CustomField { key: "tooth".into(), label: "Which tooth".into(), ..CustomField::default() }];
        let told = told(&EventLine { event, by: None, whom: Some("Carla".into()) }, &fields, |at| at.to_string());
        assert_eq!(told.by, "By the visitor");
        (told.title, told.more)
    }

    #[test]
    fn each_happening_is_a_short_sentence() {
        let values = vec![(Field::Email, "a@x.example".to_owned()), (Field::Phone, "+1".to_owned())];
        assert_eq!(
            say(Happening::Captured { values, custom: vec![("tooth".into(), "12".into())], message_id: None }),
            ("E-mail, phone and Which tooth captured".into(), Some("a@x.example, +1, 12".into()))
        );
        let change = |field: &str, from: Option<&str>, to: Option<&str>| Change {
            field: field.into(),
            from: from.map(Into::into),
            to: to.map(Into::into),
        };
        let changes = vec![change("company", Some("Lima"), Some("Lima & Co")), change("custom.tooth", None, Some("12"))];
        assert_eq!(say(Happening::Edited { changes }), ("Company and Which tooth changed".into(), Some("Lima → Lima & Co, 12".into())));
        let changes = vec![change("custom.size", None, Some("XL"))];
        assert_eq!(say(Happening::Edited { changes }).0, "Size changed", "what is no field any more is called by its key");
        assert_eq!(say(Happening::Status { from: LeadStatus::New, to: LeadStatus::MeetingScheduled }).0, "New to Meeting");
        assert_eq!(
            say(Happening::FollowUp { to: Some(Timestamp::UNIX_EPOCH) }),
            ("Follow-up set".into(), Some("1970-01-01T00:00:00Z".into()))
        );
        let imported = |changes| Happening::Imported {
            import_id: crate::domain::ids::ImportId::new(uuid::Uuid::from_u128(1)),
            file: "people.csv".into(),
            changes,
        };
        assert_eq!(say(imported(vec![])), ("Imported from people.csv".into(), None));
        assert_eq!(say(imported(vec![change("company", None, Some("Lima"))])).1.as_deref(), Some("Lima"));
        let given = Happening::Assigned { to: Some(AdminId::new(uuid::Uuid::from_u128(1))) };
        assert_eq!((say(given).0, say(Happening::Assigned { to: None }).0), ("Assigned to Carla".into(), "Assigned to nobody".into()));
        assert_eq!(say(Happening::noted("Rang")), ("Note".into(), Some("Rang".into())));
        let other = crate::domain::ids::LeadId::new(uuid::Uuid::from_u128(2));
        let merged = |name: Option<&str>, notes: Option<&str>| {
            say(Happening::Merged { other: other.clone(), name: name.map(Into::into), notes: notes.map(Into::into) }).1
        };
        assert_eq!((merged(None, None), merged(Some("Ana"), None).as_deref()), (None, Some("With Ana")));
        assert_eq!(merged(Some("Ana"), Some("Pays late")).as_deref(), Some("With Ana. The rest of the notes: Pays late"));
    }
}
