//! Counts under their keys, and what a write adds to them. A key is text that sorts by kind, then by date; counts are JSON text.

use std::ops::Bound;

use jiff::civil::Date;
use surrealdb::types::{RecordId, SurrealValue};

use super::{super::connection::unreadable, Read, between, from_json, json, key_of};
use crate::domain::analytics::{
    calendar::{Calendar, days_after},
    measure::Counts,
    range::Range,
    tally::{Dimension, Key, Tally},
};

const WHAT: &str = "count";
const DAY: &str = "day";
const HOUR: &str = "hour";
const COHORT: &str = "cohort";

/// `day 2026-11-27`, `hour 2026-11-27 07`, `page 2026-11-27 /pricing`, `cohort 2026-11-23 00002`.
fn text_of(key: &Key) -> String {
    match key {
        Key::Day(date) => format!("{DAY} {date}"),
        Key::Hour(date, hour) => format!("{HOUR} {date} {hour:02}"),
        Key::Group(date, dimension, value) => format!("{} {date} {value}", dimension.as_str()),
        Key::Cohort(week, age) => format!("{COHORT} {week} {age:05}"),
    }
}

fn key_from(text: &str) -> Option<Key> {
    let (kind, rest) = text.split_once(' ')?;
    let (date, rest) = rest.split_once(' ').map_or((rest, None), |(date, rest)| (date, Some(rest)));
    let date: Date = date.parse().ok()?;
    Some(match (kind, rest) {
        (DAY, None) => Key::Day(date),
        (HOUR, Some(hour)) => Key::Hour(date, hour.parse().ok()?),
        (COHORT, Some(age)) => Key::Cohort(date, age.parse().ok()?),
        (dimension, Some(value)) => Key::Group(date, Dimension::parse(dimension)?, value.to_owned()),
        _ => return None,
    })
}

/// Days, hours, the values of a dimension or cohorts, as [`tally_of_days`] reads them.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum Kind {
    Days,
    Hours,
    Groups(Dimension),
    Cohorts,
}

/// The counts of these days under keys of one kind.
pub(in super::super) fn tally_of_days(kind: Kind, range: Range) -> RecordId {
    let name = match kind {
        Kind::Days => DAY,
        Kind::Hours => HOUR,
        Kind::Groups(dimension) => dimension.as_str(),
        Kind::Cohorts => COHORT,
    };
    let at = |date: Date| format!("{name} {date}");
    between("tally", Bound::Included(at(range.from())), Bound::Excluded(at(days_after(range.to(), 1))))
}

/// What is counted under one key.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct TallyRow {
    pub id: RecordId,
    facts: Option<String>,
    kept: Option<String>,
}

fn written(counts: &Counts) -> Read<Option<String>> {
    if counts.is_empty() { Ok(None) } else { json(counts).map(Some) }
}

impl TallyRow {
    /// Of a key that either ledger has.
    pub fn of(key: &Key, facts: &Tally, kept: &Tally) -> Read<Self> {
        Ok(Self { id: tally_record(key), facts: written(&facts.get(key))?, kept: written(&kept.get(key))? })
    }

    /// Under which nothing is counted.
    pub fn is_empty(&self) -> bool {
        self.facts.is_none() && self.kept.is_none()
    }

    /// Adds it to both ledgers.
    pub fn add_to(self, facts: &mut Tally, kept: &mut Tally) -> Read<()> {
        let key = key_from(&key_of(self.id, WHAT)?).ok_or_else(|| unreadable(WHAT))?;
        for (text, tally) in [(self.facts, facts), (self.kept, kept)] {
            let Some(text) = text else { continue };
            let counts: Counts = from_json(&text, WHAT)?;
            counts.iter().for_each(|(measure, count)| tally.add(key.clone(), measure, count));
        }
        Ok(())
    }
}

fn tally_record(key: &Key) -> RecordId {
    RecordId::new("tally", text_of(key))
}

/// The rows of all keys of these ledgers, and their keys.
pub(in super::super) fn tally_ids(facts: &Tally, kept: &Tally) -> Vec<(Key, RecordId)> {
    let mut keys: Vec<&Key> = facts.iter().chain(kept.iter()).map(|(key, _)| key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter().map(|key| (key.clone(), tally_record(key))).collect()
}

/// What one transaction adds. Its id is made by the database, by its own clock.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct NewChange {
    zone: String,
    facts: Option<String>,
    kept: Option<String>,
}

impl NewChange {
    /// None where it adds nothing.
    pub fn of(facts: &Tally, kept: &Tally, calendar: &Calendar) -> Read<Option<Self>> {
        let text = |tally: &Tally| {
            let counts: Vec<(String, &Counts)> = tally.iter().map(|(key, counts)| (text_of(key), counts)).collect();
            if counts.is_empty() { Ok(None) } else { json(&counts).map(Some) }
        };
        let row = Self { zone: zone_of(calendar), facts: text(facts)?, kept: text(kept)? };
        Ok((row.facts.is_some() || row.kept.is_some()).then_some(row))
    }
}

/// The same, stored.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct ChangeRow {
    pub id: RecordId,
    pub zone: String,
    facts: Option<String>,
    kept: Option<String>,
}

impl ChangeRow {
    /// Adds it to both ledgers.
    pub fn add_to(&self, facts: &mut Tally, kept: &mut Tally) -> Read<()> {
        for (text, tally) in [(&self.facts, facts), (&self.kept, kept)] {
            let Some(text) = text else { continue };
            for (key, counts) in from_json::<Vec<(String, Counts)>>(text, WHAT)? {
                let key = key_from(&key).ok_or_else(|| unreadable(WHAT))?;
                counts.iter().for_each(|(measure, count)| tally.add(key.clone(), measure, count));
            }
        }
        Ok(())
    }
}

/// The name of a calendar's zone. (Empty for one without a name, which is nobody's.)
pub(in super::super) fn zone_of(calendar: &Calendar) -> String {
    calendar.zone().iana_name().unwrap_or_default().to_owned()
}

/// All changes from this one on; all where it is none.
pub(in super::super) fn changes_from(floor: Option<&str>) -> RecordId {
    let start = floor.map_or(Bound::Unbounded, |floor| Bound::Included(floor.to_owned()));
    between("tally_change", start, Bound::Unbounded)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written_and_sort_by_their_days() {
        let day = date(2026, 11, 27);
        let keys = [
            Key::Day(day),
            Key::Hour(day, 7),
            Key::Group(day, Dimension::Page, "/a page with  spaces ".into()),
            Key::Group(day, Dimension::Model, String::new()),
            Key::Cohort(date(2026, 11, 23), 12),
        ];
        for key in keys {
            assert_eq!(key_from(&text_of(&key)), Some(key));
        }
        for text in ["", "day", "day x", "day 2026-11-27 07", "hour 2026-11-27", "nothing 2026-11-27 x"] {
            assert_eq!(key_from(text), None, "{text}");
        }
        assert!(text_of(&Key::Hour(day, 23)) < text_of(&Key::Hour(date(2026, 11, 28), 0)));
        assert!(text_of(&Key::Group(day, Dimension::Page, "\u{10FFFF}".into())) < format!("page {}", date(2026, 11, 28)));
    }
}
