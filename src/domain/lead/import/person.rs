//! One row of a file as a change that makes a lead, or fills one; or all that is wrong with it.

use std::collections::BTreeMap;

use jiff::{
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

use super::{columns::Column, target::Target};
use crate::domain::{
    api_error::FieldErrors,
    capture::Field,
    lead::{
        Lead, LeadStatus,
        edit::{LeadEdit, MOST_NOTES, Setting},
    },
    sheet::is_formula,
    time::Timestamp,
    upload::UploadRow,
};

/// What a row needs at least.
pub const NOBODY: &str = "a name, an e-mail or a phone number is needed";
/// When a follow-up is due that has only a day.
const MORNING: Time = Time::constant(9, 0, 0, 0);

/// One thing that is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowError {
    pub line: u32,
    /// A field of a lead, or `row`.
    pub field: String,
    /// For a person.
    pub reason: String,
}

/// A row that can be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub line: u32,
    /// Everything in its canonical form, but for a phone number without its country.
    pub edit: LeadEdit,
}

/// `zone`: of times without one.
///
/// # Errors
/// Everything that is wrong with the row.
pub fn person(row: &UploadRow, columns: &[Column], zone: &TimeZone) -> Result<Person, Vec<RowError>> {
    let mut read = Reading::default();
    if row.cells.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty()) {
        read.wrong.insert("row".into(), "more cells than the head has columns".into());
    }
    for (column, cell) in columns.iter().zip(&row.cells) {
        let text = plain(cell);
        if !text.is_empty() {
            read.take(&column.target, text, zone);
        }
    }
    let error = |(field, reason)| RowError { line: row.line, field, reason };
    match read.done() {
        Ok(edit) => Ok(Person { line: row.line, edit }),
        Err(wrong) => Err(wrong.into_iter().map(error).collect()),
    }
}

/// Without the apostrophe that keeps a text from being a formula.
fn plain(cell: &str) -> &str {
    let text = cell.trim();
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

#[derive(Default)]
struct Reading {
    edit: LeadEdit,
    first_name: Option<String>,
    last_name: Option<String>,
    wrong: FieldErrors,
}

impl Reading {
    fn take(&mut self, target: &Target, text: &str, zone: &TimeZone) {
        match target {
            Target::Skip => {}
            Target::Known(field) => drop(self.edit.values.insert(*field, text.to_owned())),
            Target::FirstName => self.first_name = Some(text.to_owned()),
            Target::LastName => self.last_name = Some(text.to_owned()),
            Target::Notes => self.edit.notes = Some(text.to_owned()),
            Target::Status => match status(text) {
                Some(status) => self.edit.status = Some(status),
                None => self.refuse("status", "new, contacted, qualified, meeting_scheduled, won or lost"),
            },
            Target::FollowUp => match when(text, zone) {
                Some(at) => self.edit.follow_up_at = Setting::To(at),
                None => self.refuse("follow_up_at", "a day such as 2026-11-30, or a time such as 2026-11-30 15:00"),
            },
            Target::Pairs => self.edit.custom.extend(pairs(text)),
            Target::Own(name) => drop(self.edit.custom.insert(name.clone(), text.to_owned())),
        }
    }

    fn refuse(&mut self, field: &str, reason: &str) {
        self.wrong.insert(field.to_owned(), reason.to_owned());
    }

    fn done(mut self) -> Result<LeadEdit, FieldErrors> {
        let parts: Vec<String> = [self.first_name, self.last_name].into_iter().flatten().collect();
        if !parts.is_empty() {
            self.edit.values.entry(Field::Name).or_insert_with(|| parts.join(" "));
        }
        match self.edit.check() {
            Ok(edit) if self.wrong.is_empty() && makes_a_lead(&edit) => Ok(edit),
            Ok(_) if self.wrong.is_empty() => Err(FieldErrors::from([("email".to_owned(), NOBODY.to_owned())])),
            Ok(_) => Err(self.wrong),
            Err(wrong) => Err(self.wrong.into_iter().chain(wrong).collect()),
        }
    }
}

fn makes_a_lead(edit: &LeadEdit) -> bool {
    [Field::Name, Field::Email, Field::Phone].into_iter().any(|field| edit.values.get(&field).is_some_and(|value| !value.is_empty()))
}

/// By its name in the API or in an export.
fn status(text: &str) -> Option<LeadStatus> {
    let name = text.to_lowercase().replace([' ', '-'], "_");
    if name == "meeting" { Some(LeadStatus::MeetingScheduled) } else { LeadStatus::parse(&name) }
}

/// An instant, a local time, or a day: then it is due in the morning.
fn when(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let is_day = text.len() == "2026-11-30".len();
    let local = if is_day { text.parse::<Date>().ok()?.to_datetime(MORNING) } else { text.parse::<DateTime>().ok()? };
    local.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
}

/// `size: XL; colour: red`. What has no name belongs to the value before it.
fn pairs(text: &str) -> BTreeMap<String, String> {
    let mut all: Vec<(String, String)> = vec![];
    for part in text.split("; ") {
        match (part.split_once(": "), all.last_mut()) {
            (Some((name, value)), _) => all.push((name.trim().to_owned(), value.trim().to_owned())),
            (None, Some((_, value))) => {
                value.push_str("; ");
                value.push_str(part);
            }
            (None, None) => all.push((part.trim().to_owned(), "yes".to_owned())),
        }
    }
    all.into_iter().collect()
}

/// What of it a lead does not know yet: nothing that is known is written over, and what people decided stays.
pub fn filling(edit: &LeadEdit, lead: &Lead) -> LeadEdit {
    let values = edit.values.iter().filter(|(field, _)| lead.value(**field).is_none());
    let custom = edit.custom.iter().filter(|(name, _)| lead.custom.get(name).is_none());
    let follow_up_at = if lead.follow_up_at.is_none() { edit.follow_up_at } else { Setting::Keep };
    LeadEdit {
        values: values.map(|(field, value)| (*field, value.clone())).collect(),
        notes: edit.notes.as_deref().and_then(|new| joined(lead.notes.as_deref().unwrap_or_default(), new)),
        custom: custom.map(|(name, value)| (name.clone(), value.clone())).collect(),
        follow_up_at,
        ..LeadEdit::default()
    }
}

/// Both notes; None where there is nothing new, or no room.
fn joined(old: &str, new: &str) -> Option<String> {
    let both = if old.is_empty() { new.to_owned() } else { format!("{old}\n\n{new}") };
    (!old.contains(new) && both.chars().count() <= MOST_NOTES).then_some(both)
}

#[cfg(test)]
mod tests;
