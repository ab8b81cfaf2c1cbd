//! Which column of a file becomes what: guessed by its head, or as somebody has chosen.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::target::Target;
use crate::domain::{
    capture::Field,
    custom::{CustomField, no_such_field},
    upload::Upload,
};

/// Values of a column that are shown, and the most characters of each.
const SAMPLES: usize = 3;
const MOST_SAMPLE: usize = 60;

/// What was chosen, by the head of the column.
pub type Mapping = BTreeMap<String, Target>;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub heading: String,
    pub target: Target,
    /// Its first values.
    pub samples: Vec<String>,
}

/// All columns of a file. A column that was not chosen for is guessed; of two that would be the same, the first one is.
/// `own`: the fields that the owner defined.
///
/// # Errors
/// A choice for a column that there is not, two for the same field, or one for a field that is not defined; for a person.
pub fn columns(upload: &Upload, chosen: &Mapping, own: &[CustomField]) -> Result<Vec<Column>, String> {
    let headings = &upload.headings;
    if let Some(unknown) = chosen.keys().find(|heading| !headings.contains(heading)) {
        return Err(format!("there is no column “{unknown}”"));
    }
    let mut targets = vec![Target::Skip; headings.len()];
    for (at, heading) in headings.iter().enumerate() {
        let Some(target) = chosen.get(heading) else { continue };
        if *target != Target::Skip && targets.contains(target) {
            return Err(format!("two columns for {target}"));
        }
        if is_undefined(target, own) {
            return Err(format!("{target}: {}", no_such_field(own)));
        }
        targets[at] = target.clone();
    }
    for (at, heading) in headings.iter().enumerate().filter(|(_, heading)| !chosen.contains_key(*heading)) {
        let guess = guess(heading, own);
        if !targets.contains(&guess) {
            targets[at] = guess;
        }
    }
    name_beside_first_name(&mut targets, headings, chosen);
    let column =
        |(at, (heading, target)): (usize, (&String, Target))| Column { heading: heading.clone(), target, samples: samples(upload, at) };
    Ok(headings.iter().zip(targets).enumerate().map(column).collect())
}

/// A value of a name of its own, where the owner has defined which ones there are.
fn is_undefined(target: &Target, own: &[CustomField]) -> bool {
    matches!(target, Target::Own(name) if !own.is_empty() && own.iter().all(|field| field.key != *name))
}

/// Beside a column of first names, “Name” is the family's, as in German and French lists.
fn name_beside_first_name(targets: &mut [Target], headings: &[String], chosen: &Mapping) {
    let name = targets.iter().position(|target| *target == Target::Known(Field::Name));
    if let Some(at) = name.filter(|at| !chosen.contains_key(&headings[*at]))
        && targets.contains(&Target::FirstName)
        && !targets.contains(&Target::LastName)
    {
        targets[at] = Target::LastName;
    }
}

fn samples(upload: &Upload, at: usize) -> Vec<String> {
    let values = upload.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    values.take(SAMPLES).map(|value| value.chars().take(MOST_SAMPLE).collect()).collect()
}

static HEADINGS: LazyLock<HashMap<String, Target>> = LazyLock::new(|| {
    let lines = include_str!("headings.txt").lines().filter(|line| !line.starts_with('#'));
    let mut known = HashMap::new();
    for (target, names) in lines.filter_map(|line| line.split_once(": ")) {
        for name in names.split(", ") {
            if let Ok(target) = Target::parse(target) {
                known.entry(folded(name)).or_insert(target);
            }
        }
    }
    known
});

/// By the head alone, without what stands in brackets behind it: the owner's fields go before the usual ones, also as exports
/// name them. Nothing where it is not known.
fn guess(heading: &str, own: &[CustomField]) -> Target {
    let plain = folded(heading.split(['(', '[']).next().unwrap_or_default());
    let is_exported = |key: &str| heading.trim().strip_prefix("custom.") == Some(key);
    let is_called = |name: &str| !plain.is_empty() && folded(name) == plain;
    let field = own.iter().find(|field| is_exported(&field.key) || is_called(&field.label) || is_called(&field.key));
    match field {
        Some(field) => Target::Own(field.key.clone()),
        None => HEADINGS.get(&plain).cloned().unwrap_or(Target::Skip),
    }
}

/// What counts of a name: letters and digits, without their accents.
fn folded(text: &str) -> String {
    text.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        custom::FieldKind,
        upload::{Draft, Form},
    };

    fn upload(headings: &[&str]) -> Upload {
        let mut draft = Draft::default();
        draft.push(1, headings.iter().map(|heading| (*heading).to_owned()).collect()).expect("a head");
        draft.push(2, headings.iter().map(|_| " x ".to_owned()).collect()).expect("a row");
        draft.finish(Form::default()).expect("a table")
    }

    fn targets(headings: &[&str], chosen: &[(&str, &str)]) -> Result<Vec<String>, String> {
        let chosen = chosen.iter().map(|(heading, target)| ((*heading).to_owned(), Target::parse(target).expect("a target"))).collect();
        columns(&upload(headings), &chosen, &[]).map(|columns| columns.into_iter().map(|column| column.target.to_string()).collect())
    }

    #[test]
    fn heads_are_known_in_every_language_of_the_product() {
        for (heading, target) in [
            ("E-Mail Address", "email"),
            ("EMAIL", "email"),
            ("Phone (mobile)", "phone"),
            ("* Phone Number *", "phone"),
            ("Teléfono", "phone"),
            ("Correo Electrónico", "email"),
            ("Prénom", "first_name"),
            ("Société", "company"),
            ("Telefonnummer", "phone"),
            ("Observações", "notes"),
            ("No. HP", "phone"),
            ("البريد الإلكتروني", "email"),
            ("فون نمبر", "phone"),
            ("फ़ोन नंबर", "phone"),
            ("手机号", "phone"),
            ("Follow-up (Asia/Karachi)", "follow_up_at"),
            ("follow_up_at", "follow_up_at"),
            ("Further values", "custom"),
            ("Score", "skip"),
            ("Link", "skip"),
            ("(none)", "skip"),
        ] {
            assert_eq!(targets(&[heading], &[]), Ok(vec![target.to_owned()]), "{heading}");
        }
    }

    #[test]
    fn every_line_of_the_list_is_read() {
        for line in include_str!("headings.txt").lines().filter(|line| !line.starts_with('#')) {
            let (target, names) = line.split_once(": ").expect("a target and its names");
            assert!(Target::parse(target).is_ok(), "{target}");
            for name in names.split(", ") {
                assert!(!folded(name).is_empty() && guess(name, &[]) != Target::Skip, "{name}");
            }
        }
    }

    #[test]
    fn a_choice_beats_a_guess_and_the_first_of_two_guesses_counts() {
        assert_eq!(targets(&["Email", "Mail"], &[]), Ok(vec!["email".into(), "skip".into()]));
        assert_eq!(targets(&["Email", "Mail"], &[("Mail", "email")]), Ok(vec!["skip".into(), "email".into()]));
        assert_eq!(
            targets(&["Email", "Size"], &[("Email", "skip"), ("Size", "custom.Size")]),
            Ok(vec!["skip".into(), "custom.Size".into()])
        );
        assert!(targets(&["Email", "Mail"], &[("Mail", "email"), ("Email", "email")]).is_err());
        assert!(targets(&["Email"], &[("Phone", "phone")]).is_err());
        let shown = columns(&upload(&["Email"]), &Mapping::new(), &[]).expect("columns");
        assert_eq!(shown[0].samples, ["x"]);
    }

    #[test]
    fn the_owners_fields_are_known_by_their_names() {
        let field = |key: &str, label: &str| CustomField { key: key.into(), label: label.into(), ..CustomField::default() };
        let own = [field("tooth", "Which tooth?"), CustomField { kind: FieldKind::YesNo, ..field("product", "Product") }];
        for (heading, target) in [
            ("custom.tooth", "custom.tooth"),
            ("which tooth", "custom.tooth"),
            ("Tooth (number)", "custom.tooth"),
            ("Product", "custom.product"),
            ("Service", "interest"),
            ("custom.size", "skip"),
            ("???", "skip"),
        ] {
            assert_eq!(guess(heading, &own).to_string(), target, "{heading}");
        }
        let chosen = |name: &str| Mapping::from([("Size".to_owned(), Target::Own(name.into()))]);
        assert!(columns(&upload(&["Size"]), &chosen("tooth"), &own).is_ok());
        let refused = columns(&upload(&["Size"]), &chosen("size"), &own).expect_err("no field");
        assert_eq!(refused, "custom.size: no such field; there are: tooth, product");
    }

    #[test]
    fn beside_a_first_name_the_name_is_the_familys() {
        assert_eq!(targets(&["Vorname", "Name"], &[]), Ok(vec!["first_name".into(), "last_name".into()]));
        assert_eq!(targets(&["First name", "Last name", "Name"], &[]), Ok(vec!["first_name".into(), "last_name".into(), "name".into()]));
        assert_eq!(targets(&["Vorname", "Name"], &[("Name", "name")]), Ok(vec!["first_name".into(), "name".into()]));
    }
}
