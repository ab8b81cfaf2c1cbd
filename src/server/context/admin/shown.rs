//! Phone numbers as the dashboard shows them: as people write them, not as they are stored and dialled.

use crate::domain::{
    capture::{Fact, Field},
    extract::international,
    lead::timeline::{Change, Happening},
};

/// What is shown of a field's value.
pub fn value(field: Field, value: &str) -> String {
    if field == Field::Phone { international(value) } else { value.to_owned() }
}

pub fn fact(fact: &Fact) -> Fact {
    Fact { value: value(fact.field, &fact.value), ..fact.clone() }
}

/// What happened, with the numbers in it.
pub fn happening(what: Happening) -> Happening {
    match what {
        Happening::Captured { values, custom, message_id } => {
            let values = values.into_iter().map(|(field, text)| (field, value(field, &text))).collect();
            Happening::Captured { values, custom, message_id }
        }
        Happening::Edited { changes } => Happening::Edited { changes: changes.into_iter().map(change).collect() },
        Happening::Imported { import_id, file, changes } => {
            Happening::Imported { import_id, file, changes: changes.into_iter().map(change).collect() }
        }
        other => other,
    }
}

/// Of notes and of values of the business's own nothing is rewritten.
fn change(change: Change) -> Change {
    let Some(field) = Field::parse(&change.field) else { return change };
    let shown = |text: Option<String>| text.map(|text| value(field, &text));
    Change { field: change.field, from: shown(change.from), to: shown(change.to) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_what_happened_are_written_as_people_write_them() {
        let values = vec![(Field::Name, "+923001234567".to_owned()), (Field::Phone, "+923001234567".to_owned())];
        let captured = Happening::Captured { values, custom: vec![("tooth".into(), "+923001234567".into())], message_id: None };
        let Happening::Captured { values, custom, .. } = happening(captured) else { panic!("another happening") };
        assert_eq!(values.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), ["+923001234567", "+92 300 1234567"]);
        assert_eq!(custom[0].1, "+923001234567");

        let stored = |field: &str| Change { field: field.into(), from: Some("5550142".into()), to: Some("+923001234567".into()) };
        let Happening::Edited { changes } =
            happening(Happening::Edited { changes: ["phone", "notes", "custom.phone"].map(stored).to_vec() })
        else {
            panic!("another happening")
        };
        let shown: Vec<_> = changes.iter().map(|change| (change.from.as_deref(), change.to.as_deref())).collect();
        let as_stored = (Some("5550142"), Some("+923001234567"));
        assert_eq!(shown, [(Some("5550142"), Some("+92 300 1234567")), as_stored, as_stored]);
    }
}
