//! Lengths of time, and days and instants that they lead to: "in 3 days", "2 hours later", "a week from Monday".

use super::{
    item::{Item, Spread, units_after},
    meaning::{Meaning, TimeUnit},
    reader::{Reader, given, means},
};

/// From `least` to `most` units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    pub least: i64,
    pub most: i64,
    pub unit: TimeUnit,
    /// The place behind it.
    pub end: usize,
}

/// Beyond so many units nobody makes a meeting.
const MOST: i64 = 400;

impl Length {
    fn minutes(&self) -> Option<(i64, i64)> {
        let each = match self.unit {
            TimeUnit::Minute => 1,
            TimeUnit::Hour => 60,
            _ => return None,
        };
        Some((self.least * each, self.most * each))
    }
}

impl Reader<'_> {
    /// "3 days", "3-4 days", "a week", "half an hour".
    pub fn length(&self, at: usize) -> Option<Length> {
        let whole = self.pick(at, |meaning| match meaning {
            Meaning::Lasting(unit, count) => Some((unit, i64::from(count))),
            _ => None,
        });
        if let Some((unit, count)) = whole {
            return Some(Length { least: count, most: count, unit, end: at + 1 });
        }
        let least = self.count(at)?;
        let range = (self.is_dash(at + 1) || means!(self, at + 1, To | Or)) && means!(self, at + 3, Unit);
        let most = self.count(at + 2).filter(|_| range);
        let place = if most.is_some() { at + 3 } else { at + 1 };
        let unit = if means!(self, place, Workdays) {
            TimeUnit::Day
        } else if means!(self, place, WeekOr) && self.unit(place).is_none() {
            TimeUnit::Week
        } else {
            self.unit(place)?
        };
        let most = most.unwrap_or(least);
        let plausible = least <= MOST && most <= MOST && !self.counts(place + 1);
        plausible.then_some(Length { least, most, unit, end: place + 1 })
    }

    /// How many of a unit: "3", "three", "a".
    fn count(&self, at: usize) -> Option<i64> {
        let figure = self.get(at).filter(|lexeme| lexeme.digits <= 3).and_then(|lexeme| lexeme.number).map(i64::from);
        let spelt = || given!(self, at, Number).map(i64::from);
        figure.or_else(spelt).or_else(|| means!(self, at, One).then_some(1))
    }

    /// What a length of time leads to, and the place behind.
    pub fn relative(&self, at: usize) -> Option<(Item, usize)> {
        if !means!(self, at, In | Within | After | Before | Ago) {
            return self.relative_behind(self.length(at)?);
        }
        let place = if means!(self, at + 1, Glue | About) && !means!(self, at + 1, Number | One) { at + 2 } else { at + 1 };
        let length = self.length(place).or_else(|| self.length(place + 1).filter(|_| means!(self, place, One)))?;
        let bound = means!(self, at, After | Before);
        // "après 16 h" is no length of time.
        if bound && length.unit == TimeUnit::Hour && means!(self, length.end - 1, Hours) {
            return None;
        }
        if means!(self, at, Within) && !means!(self, at, In) {
            return Some((self.within(&length), length.end));
        }
        let end = if means!(self, length.end, Later) { length.end + 1 } else { length.end };
        if means!(self, at, In | After) {
            return Some((self.lapse(&length, 1), end));
        }
        let short = length.minutes().is_some() && means!(self, at, Before);
        (!short).then(|| (self.lapse(&length, -1), end))
    }

    /// "3 days later", "3 days ago", "a week from Monday".
    fn relative_behind(&self, length: Length) -> Option<(Item, usize)> {
        let end = length.end;
        let day = || self.day_from(end, &length);
        if means!(self, end, Later) {
            // "deux jours après lundi".
            let other = if means!(self, end, After) { day() } else { None };
            return other.or_else(|| Some((self.lapse(&length, 1), end + 1)));
        }
        if means!(self, end, Ago) {
            return Some((self.lapse(&length, -1), end + 1));
        }
        if means!(self, end, Starting | After | FromTo) && !means!(self, end, Of) { day() } else { None }
    }

    /// So long after the day that stands behind `at`.
    fn day_from(&self, at: usize, length: &Length) -> Option<(Item, usize)> {
        if length.minutes().is_some() {
            return None;
        }
        let place = self.skip(at + 1, 2, |place| means!(self, place, On | Glue) && !means!(self, place, Wday | Day));
        let (item, end) = self.plain_day(place)?;
        let date = item.date()?;
        Some((Item { doubts: item.doubts, ..Item::on(units_after(date, length.least, length.unit)) }, end))
    }

    fn lapse(&self, length: &Length, sign: i64) -> Item {
        if let Some((least, most)) = length.minutes() {
            let (one, other) = (sign * least, sign * most);
            return Item::new(Spread::Minutes(one.min(other), one.max(other)));
        }
        let day = |count: i64| units_after(self.today, sign * count, length.unit);
        let (one, other) = (day(length.least), day(length.most));
        if length.least >= length.most { Item::on(one) } else { Item::between(one.min(other), one.max(other)) }
    }

    fn within(&self, length: &Length) -> Item {
        match length.minutes() {
            Some((_, most)) => Item::new(Spread::Minutes(0, most)),
            None => Item::between(self.today, units_after(self.today, length.most, length.unit)),
        }
    }
}
