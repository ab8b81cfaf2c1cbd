//! What is sent to book, move or cancel a meeting: our own form, and that of clients of the original service.

use jiff::{civil::DateTime, tz::TimeZone};
use serde::Deserialize;

use super::{
    Met,
    query::{A_TIME, A_ZONE, FOR_HOSTS, zone},
};
use crate::{
    domain::{
        api_error::{ApiError, FieldErrors},
        email::Email,
        meeting::Attendee,
        person_name::PersonName,
        phone::Phone,
        time::Timestamp,
    },
    service::schedule::{Attended, Wanted},
};

/// `POST /saba/book-meeting`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BookBody {
    email: Option<String>,
    slot_id: Option<String>,
    start: Option<String>,
    name: Option<String>,
    phone: Option<String>,
    duration_minutes: Option<u16>,
    time_zone: Option<String>,
    /// Taken and not used: what a meeting is called in calendars is the owner's template.
    title: Option<String>,
    notes: Option<String>,
    /// Of the original service.
    end: Option<String>,
    attendees: Option<Vec<String>>,
}

/// A booking as it was asked for, checked.
#[derive(Debug)]
pub struct Asked {
    pub wanted: Wanted,
    pub who: Attended,
    pub time_zone: Option<String>,
}

/// Mistakes by field.
#[derive(Default)]
struct Wrong(FieldErrors);

impl Wrong {
    fn note(&mut self, field: &str, problem: impl Into<String>) {
        self.0.insert(field.to_owned(), problem.into());
    }

    /// The value, or None and a mistake. Empty texts are none.
    fn parsed<T, E: ToString>(&mut self, field: &str, text: Option<&str>, parse: impl Fn(&str) -> Result<T, E>) -> Option<T> {
        let text = text.filter(|text| !text.trim().is_empty())?;
        parse(text).map_err(|error| self.note(field, error.to_string())).ok()
    }

    /// The same of what has to be there.
    fn required<T, E: ToString>(&mut self, field: &str, text: Option<&str>, parse: impl Fn(&str) -> Result<T, E>) -> Option<T> {
        if text.is_none_or(|text| text.trim().is_empty()) {
            self.note(field, "required");
        }
        self.parsed(field, text, parse)
    }

    fn end<T>(self, value: Option<T>) -> Result<T, ApiError> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(ApiError::fields(self.0)),
        }
    }
}

impl BookBody {
    pub fn is_of_an_old_client(&self) -> bool {
        self.attendees.is_some() || self.end.is_some()
    }

    /// `zone`: of the business, for times of the original service without an offset.
    pub fn check(self, met: &Met, zone_of_business: &TimeZone) -> Result<Asked, ApiError> {
        let mut wrong = Wrong::default();
        if self.title.as_deref().is_some_and(|title| title.chars().count() > 300) {
            wrong.note("title", "at most 300 characters");
        }
        let zone_known = |text: &str| zone(text).ok_or(A_ZONE);
        let time_zone = wrong.parsed("time_zone", self.time_zone.as_deref(), zone_known);
        let email = self.email_in(&mut wrong);
        let attendee = Attendee {
            name: wrong.parsed("name", self.name.as_deref(), PersonName::parse),
            email,
            phone: wrong.parsed("phone", self.phone.as_deref(), Phone::parse),
        };
        let wanted = match self.is_of_an_old_client() {
            true => self.span(&mut wrong, zone_of_business),
            false => wanted(&mut wrong, met, self.slot_id.as_deref(), self.start.as_deref(), self.duration_minutes),
        };
        let wanted = wrong.end(wanted)?;
        Ok(Asked { wanted, who: Attended { attendee, note: self.notes, ..Attended::default() }, time_zone })
    }

    /// One of `email` and the only one of `attendees`.
    fn email_in(&self, wrong: &mut Wrong) -> Option<Email> {
        let (field, text) = match self.attendees.as_deref() {
            None => ("email", self.email.as_deref()),
            Some([one]) if self.email.is_none() => ("attendees", Some(one.as_str())),
            Some(_) => {
                wrong.note("attendees", "exactly one e-mail address, and no `email` beside it");
                return None;
            }
        };
        let email = wrong.parsed(field, text, Email::parse);
        if email.is_none() && text.is_none_or(|text| text.trim().is_empty()) && self.phone.is_none() {
            wrong.note(field, "an e-mail address is needed");
        }
        email
    }

    /// From `start` to `end`, as the original service takes it.
    fn span(&self, wrong: &mut Wrong, zone: &TimeZone) -> Option<Wanted> {
        for (field, is_given) in [("slot_id", self.slot_id.is_some()), ("duration_minutes", self.duration_minutes.is_some())] {
            if is_given {
                wrong.note(field, "not beside `end` or `attendees`");
            }
        }
        let at = |text: &str| local(text, zone).ok_or(A_TIME);
        let start = wrong.required("start", self.start.as_deref(), at)?;
        let Some(end) = self.end.as_deref() else { return Some(Wanted::Start { at: start, minutes: None }) };
        let end = wrong.required("end", Some(end), at)?;
        match u16::try_from(end.duration_since(start).as_mins()) {
            Ok(minutes @ 1..) => Some(Wanted::Start { at: start, minutes: Some(minutes) }),
            _ => {
                wrong.note("end", "after `start`, by some minutes");
                None
            }
        }
    }
}

/// An instant; a time without an offset is on this zone's clocks.
fn local(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim();
    let on_clocks = || text.parse::<DateTime>().ok()?.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp());
    text.parse::<Timestamp>().ok().or_else(on_clocks)
}

fn wanted(wrong: &mut Wrong, met: &Met, slot: Option<&str>, start: Option<&str>, minutes: Option<u16>) -> Option<Wanted> {
    if minutes.is_some() && met.talk.is_some() {
        wrong.note("duration_minutes", FOR_HOSTS);
    }
    match (slot, start) {
        (Some(_), Some(_)) => {
            wrong.note("start", "not beside `slot_id`");
            None
        }
        (Some(_), None) if minutes.is_some() => {
            wrong.note("duration_minutes", "not beside `slot_id`, which has its length");
            None
        }
        (Some(id), None) => Some(Wanted::Slot(id.to_owned())),
        (None, Some(start)) => match start.parse::<Timestamp>() {
            Ok(at) => Some(Wanted::Start { at, minutes }),
            Err(_) => {
                wrong.note("start", A_TIME);
                None
            }
        },
        (None, None) => {
            wrong.note("start", "send `slot_id` or `start`");
            None
        }
    }
}

/// `POST /saba/meetings/{id}/reschedule`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MoveBody {
    slot_id: Option<String>,
    start: Option<String>,
    duration_minutes: Option<u16>,
    pub version: Option<u64>,
}

impl MoveBody {
    pub fn wanted(&self, met: &Met) -> Result<Wanted, ApiError> {
        let mut wrong = Wrong::default();
        let to = wanted(&mut wrong, met, self.slot_id.as_deref(), self.start.as_deref(), self.duration_minutes);
        wrong.end(to)
    }
}

/// `POST /saba/meetings/{id}/cancel`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CancelBody {
    pub version: Option<u64>,
}
