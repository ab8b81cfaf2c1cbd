//! Fields of leads that the owner defines: what each is called, which values it takes, and what a model may claim for it. Pure.

mod values;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use values::{CustomValue, CustomValues, Evidence};

use super::{api_error::FieldErrors, capture::Field};

/// The most fields, and the most custom values of a lead.
pub const MOST_FIELDS: usize = 20;
/// The most characters of a value.
pub const MOST_VALUE: usize = 500;
/// The most characters of a key.
pub const MOST_KEY: usize = 40;
const MOST_LABEL: usize = 60;
const MOST_HINT: usize = 200;
const MOST_OPTIONS: usize = 20;
const MOST_OPTION: usize = 60;

/// Which values a field takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldKind {
    #[default]
    Text,
    Number,
    Choice {
        options: Vec<String>,
    },
    YesNo,
}

/// One field. Its place among the others is its place in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomField {
    /// What programs and the assistant call it: lower-case letters, digits and underscores.
    pub key: String,
    /// What people call it.
    pub label: String,
    pub kind: FieldKind,
    /// What the assistant should know of it, such as when to ask; may be empty.
    #[serde(default)]
    pub hint: String,
}

/// What a model claims: a value, and the words that have to stand in what the visitor wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub value: String,
    pub words: String,
}

impl CustomField {
    /// A value in its canonical form, or what is wrong with it.
    pub fn canonical(&self, text: &str) -> Result<String, String> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().any(char::is_control) || text.chars().count() > MOST_VALUE {
            return Err(format!("one line of at most {MOST_VALUE} characters"));
        }
        match &self.kind {
            FieldKind::Text => Ok(text),
            FieldKind::Number => number(&text).ok_or_else(|| "a number such as 12 or 2.5".into()),
            FieldKind::Choice { options } => {
                let chosen = options.iter().find(|option| option.to_lowercase() == text.to_lowercase());
                chosen.cloned().ok_or_else(|| format!("one of: {}", options.join(", ")))
            }
            FieldKind::YesNo => yes_or_no(&text).map(str::to_owned).ok_or_else(|| "yes or no".into()),
        }
    }

    /// What a model's proposal means. For yes or no it is the answer, a colon, and the words that say so.
    pub fn claim(&self, proposed: &str) -> Result<Claim, String> {
        if self.kind == FieldKind::YesNo
            && let Some((answer, words)) = proposed.split_once(':')
        {
            return self.canonical(answer).map(|value| Claim { value, words: words.trim().to_owned() });
        }
        let value = self.canonical(proposed)?;
        let words = if matches!(self.kind, FieldKind::Choice { .. }) { value.clone() } else { proposed.trim().to_owned() };
        Ok(Claim { value, words })
    }
}

fn yes_or_no(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "yes" | "true" => Some("yes"),
        "no" | "false" => Some("no"),
        _ => None,
    }
}

/// Digits with at most one point; blanks, commas and apostrophes between groups of three are dropped.
fn number(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split([' ', ',', '\'']);
    let first = groups.next().filter(|first| is_number(first))?;
    let rest: Vec<&str> = groups.collect();
    let are_groups = rest.is_empty() || first.len() <= 3 && rest.iter().all(|group| group.len() == 3 && is_number(group));
    let whole = format!("{first}{}", rest.concat());
    let fits = are_groups && whole.len() <= 15 && fraction.is_none_or(|fraction| is_number(fraction) && fraction.len() <= 6);
    fits.then(|| format!("{sign}{whole}{}", fraction.map(|fraction| format!(".{fraction}")).unwrap_or_default()))
}

/// The fields as the owner typed them, tidied; a key that was left empty is made of the label.
///
/// # Errors
/// The first mistake, with its line.
pub fn check_fields(typed: Vec<CustomField>) -> Result<Vec<CustomField>, String> {
    if typed.len() > MOST_FIELDS {
        return Err(format!("at most {MOST_FIELDS} fields"));
    }
    let mut fields: Vec<CustomField> = vec![];
    for (index, field) in typed.into_iter().enumerate() {
        let mut field = tidied(field);
        if field.key.is_empty() {
            field.key = free_key(&field.label, &fields);
        }
        if let Some(problem) = problem(&field, &fields) {
            return Err(format!("line {}: {problem}", index + 1));
        }
        fields.push(field);
    }
    Ok(fields)
}

fn tidied(field: CustomField) -> CustomField {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let kind = match field.kind {
        FieldKind::Choice { options } => {
            FieldKind::Choice { options: options.iter().map(|option| line(option)).filter(|option| !option.is_empty()).collect() }
        }
        other => other,
    };
    CustomField { key: field.key.trim().to_owned(), label: line(&field.label), kind, hint: line(&field.hint) }
}

fn problem(field: &CustomField, before: &[CustomField]) -> Option<&'static str> {
    let is_key = |key: &str| {
        (1..=MOST_KEY).contains(&key.len())
            && key.starts_with(|c: char| c.is_ascii_lowercase())
            && key.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
    };
    let is_plain = |text: &str| !text.chars().any(char::is_control);
    if !(1..=MOST_LABEL).contains(&field.label.chars().count()) || !is_plain(&field.label) {
        return Some("a name of 1 to 60 characters");
    }
    if !is_key(&field.key) {
        return Some("a key of 1 to 40 lower-case letters, digits and underscores, a letter first");
    }
    if is_taken(&field.key) {
        return Some("another key: leads have this field already");
    }
    if before.iter().any(|other| other.key == field.key) {
        return Some("another key: two fields have this one");
    }
    if field.hint.chars().count() > MOST_HINT || !is_plain(&field.hint) {
        return Some("a hint of at most 200 characters");
    }
    match &field.kind {
        FieldKind::Choice { options } => options_problem(options),
        FieldKind::Text | FieldKind::Number | FieldKind::YesNo => None,
    }
}

/// Names that leads have anyway.
fn is_taken(key: &str) -> bool {
    Field::parse(key).is_some() || matches!(key, "notes" | "custom" | "status" | "assignee" | "score" | "id" | "version")
}

fn options_problem(options: &[String]) -> Option<&'static str> {
    let fits = |option: &String| option.chars().count() <= MOST_OPTION && !option.chars().any(char::is_control);
    let is_second = |(at, option): (usize, &String)| options[..at].iter().any(|other| other.to_lowercase() == option.to_lowercase());
    if !(2..=MOST_OPTIONS).contains(&options.len()) || !options.iter().all(fits) || options.iter().enumerate().any(is_second) {
        return Some("2 to 20 different choices of at most 60 characters");
    }
    None
}

/// A key that no field has yet.
fn free_key(label: &str, fields: &[CustomField]) -> String {
    let mut key = String::new();
    for c in label.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => key.push(c),
            _ if key.is_empty() || key.ends_with('_') => {}
            _ => key.push('_'),
        }
    }
    key.truncate(MOST_KEY - 4);
    let key = key.trim_matches('_');
    let base = if key.starts_with(|c: char| c.is_ascii_lowercase()) { key.to_owned() } else { format!("field_{key}") };
    let base = base.trim_end_matches('_').to_owned();
    let is_free = |key: &String| !is_taken(key) && fields.iter().all(|field| field.key != *key);
    let numbered = (2..=MOST_FIELDS + 1).map(|number| format!("{base}_{number}"));
    let free = std::iter::once(base.clone()).chain(numbered).find(is_free);
    free.unwrap_or(base)
}

/// Values that somebody wants saved, in their canonical form; an empty text takes one away. Where the owner has defined
/// fields there are no others, except for those that the lead has from before. What does not change may stay as it is.
///
/// # Errors
/// Each value at fault, as `custom.` and its key.
pub fn check_values(
    fields: &[CustomField],
    given: BTreeMap<String, String>,
    known: &CustomValues,
) -> Result<BTreeMap<String, String>, FieldErrors> {
    let (mut wrong, mut checked) = (FieldErrors::new(), BTreeMap::new());
    for (key, text) in given {
        let outcome = match fields.iter().find(|field| field.key == key) {
            Some(_) if text.trim().is_empty() => Ok(String::new()),
            // It does not change.
            Some(_) if known.get(&key) == Some(text.as_str()) => Ok(text),
            Some(field) => field.canonical(&text),
            None if fields.is_empty() || known.get(&key).is_some() => Ok(text),
            None => Err(no_such_field(fields)),
        };
        match outcome {
            Ok(text) => drop(checked.insert(key, text)),
            Err(problem) => drop(wrong.insert(format!("custom.{key}"), problem)),
        }
    }
    if wrong.is_empty() { Ok(checked) } else { Err(wrong) }
}

/// What people call the field of this key; the key where it is none (any more).
pub fn label_of<'a>(fields: &'a [CustomField], key: &'a str) -> &'a str {
    fields.iter().find(|field| field.key == key).map_or(key, |field| field.label.as_str())
}

/// What is wrong with another name, where there are fields.
pub fn no_such_field(fields: &[CustomField]) -> String {
    let keys: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
    format!("no such field; there are: {}", keys.join(", "))
}

#[cfg(test)]
mod tests;
