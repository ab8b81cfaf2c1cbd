//! Counts under their keys, and what a write adds to them. A key is text that sorts by kind, then by date (of a block: its first
//! day); counts are JSON text.

use std::ops::Bound;

use jiff::civil::Date;
use surrealdb::types::{RecordId, SurrealValue};

use super::{super::connection::unreadable, Read, between, from_json, json, key_of};
use crate::domain::analytics::{
    block::{Block, Cover, Level, Part},
    calendar::{Calendar, days_after},
    measure::Counts,
    tally::{Dimension, Key, Tally},
};

const WHAT: &str = "count";
const DAY: &str = "day";
const HOUR: &str = "hour";
const COHORT: &str = "cohort";

/// Behind the kind of a block's key.
fn length(level: Level) -> &'static str {
    match level {
        Level::Week => "1w",
        Level::Weeks4 => "4w",
        Level::Weeks16 => "16w",
    }
}

/// `day 2026-11-27`, `hour 2026-11-27 07`, `page 2026-11-27 /pricing`, `cohort 2026-11-23 00002`; of blocks `hour_4w 2026-10-26 4 07`
/// (4 is Friday), `page_1w 2026-11-23 /pricing`.
fn text_of(key: &Key) -> String {
    match key {
        Key::Day(date) => format!("{DAY} {date}"),
        Key::Hour(date, hour) => format!("{HOUR} {date} {hour:02}"),
        Key::Group(date, dimension, value) => format!("{} {date} {value}", dimension.as_str()),
        Key::Cohort(week, age) => format!("{COHORT} {week} {age:05}"),
        Key::BlockHour(block, weekday, hour) => format!("{HOUR}_{} {} {weekday} {hour:02}", length(block.level()), block.first()),
        Key::BlockGroup(block, dimension, value) => {
            format!("{}_{} {} {value}", dimension.as_str(), length(block.level()), block.first())
        }
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
        (kind, Some(rest)) => match Dimension::parse(kind) {
            Some(dimension) => Key::Group(date, dimension, rest.to_owned()),
            None => block_key_from(kind, date, rest)?,
        },
        _ => return None,
    })
}

fn block_key_from(kind: &str, first: Date, rest: &str) -> Option<Key> {
    let (kind, long) = kind.rsplit_once('_')?;
    let level = Level::ALL.into_iter().find(|level| length(*level) == long)?;
    let block = Block::beginning(level, first)?;
    if kind != HOUR {
        return Some(Key::BlockGroup(block, Dimension::parse(kind)?, rest.to_owned()));
    }
    let (weekday, hour) = rest.split_once(' ')?;
    let key = Key::BlockHour(block, weekday.parse().ok()?, hour.parse().ok()?);
    Some(key).filter(|_| Level::OF_HOURS.contains(&level))
}

/// Days, hours, the values of a dimension or cohorts, as [`spans_of`] reads them.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum Kind {
    Days,
    Hours,
    Groups(Dimension),
    Cohorts,
}

/// The counts of these days and blocks under keys of one kind: one range of records for each part.
pub(in super::super) fn spans_of(kind: Kind, cover: &Cover) -> Vec<RecordId> {
    let name = match kind {
        Kind::Days => DAY,
        Kind::Hours => HOUR,
        Kind::Groups(dimension) => dimension.as_str(),
        Kind::Cohorts => COHORT,
    };
    let span = |part: &Part| {
        let name = part.level.map_or_else(|| name.to_owned(), |level| format!("{name}_{}", length(level)));
        let at = |date: Date| format!("{name} {date}");
        between("tally", Bound::Included(at(part.range.from())), Bound::Excluded(at(days_after(part.range.to(), 1))))
    };
    cover.parts().iter().map(span).collect()
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

    /// The text that it stands under.
    pub fn key(&self) -> Read<String> {
        key_of(self.id.clone(), WHAT)
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
            Key::BlockHour(Block::of(Level::Weeks4, day), 4, 7),
            Key::BlockHour(Block::of(Level::Weeks16, day), 0, 23),
            Key::BlockGroup(Block::of(Level::Week, day), Dimension::Page, "/a page with  spaces ".into()),
            Key::BlockGroup(Block::of(Level::Weeks4, day), Dimension::UtmSource, "1w 2".into()),
            Key::BlockGroup(Block::of(Level::Weeks16, day), Dimension::Model, String::new()),
        ];
        for key in keys {
            assert_eq!(key_from(&text_of(&key)), Some(key));
        }
        for text in ["", "day", "day x", "day 2026-11-27 07", "hour 2026-11-27", "nothing 2026-11-27 x"] {
            assert_eq!(key_from(text), None, "{text}");
        }
        // No such length, none of hours, none that begins on this day, no value, no hour.
        let blocks =
            ["page_2w 2026-11-23 /", "hour_1w 2026-11-23 0 07", "page_4w 2026-11-16 /", "page_1w 2026-11-23", "hour_4w 2026-11-23 0"];
        for text in blocks.into_iter().chain(["day_1w 2026-11-23", "day_1w 2026-11-23 x", "nothing_1w 2026-11-23 x"]) {
            assert_eq!(key_from(text), None, "{text}");
        }
        let hour = Key::BlockHour(Block::of(Level::Weeks4, day), 4, 7);
        assert_eq!(text_of(&hour), "hour_4w 2026-11-23 4 07");
        assert_eq!(text_of(&Key::BlockGroup(Block::of(Level::Week, day), Dimension::Page, "/".into())), "page_1w 2026-11-23 /");
        assert!(text_of(&Key::Hour(day, 23)) < text_of(&Key::Hour(date(2026, 11, 28), 0)));
        assert!(text_of(&Key::Group(day, Dimension::Page, "\u{10FFFF}".into())) < format!("page {}", date(2026, 11, 28)));
    }
}
