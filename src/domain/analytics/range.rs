//! Days from one to another, and the days just before them.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::calendar::{Calendar, days_after, days_between};
use crate::domain::time::Timestamp;

/// The most days that are looked at together.
pub const MOST_DAYS: i64 = 3_700;

/// Both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "(Date, Date)", into = "(Date, Date)")]
pub struct Range {
    from: Date,
    to: Date,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RangeError {
    #[error("the last day must not be before the first")]
    Backwards,
    #[error("at most ten years")]
    TooLong,
}

impl Range {
    pub fn new(from: Date, to: Date) -> Result<Self, RangeError> {
        match days_between(from, to) {
            ..0 => Err(RangeError::Backwards),
            MOST_DAYS.. => Err(RangeError::TooLong),
            _ => Ok(Self { from, to }),
        }
    }

    pub fn day(date: Date) -> Self {
        Self { from: date, to: date }
    }

    /// So many days that end with this one; at least one.
    pub fn ending(to: Date, days: i64) -> Self {
        Self { from: days_after(to, 1 - days.clamp(1, MOST_DAYS)), to }
    }

    pub fn from(&self) -> Date {
        self.from
    }

    pub fn to(&self) -> Date {
        self.to
    }

    pub fn len(&self) -> i64 {
        days_between(self.from, self.to) + 1
    }

    /// Never: it has at least one day.
    pub fn is_empty(&self) -> bool {
        false
    }

    pub fn is_one_day(&self) -> bool {
        self.from == self.to
    }

    pub fn contains(&self, date: Date) -> bool {
        (self.from..=self.to).contains(&date)
    }

    pub fn days(&self) -> impl Iterator<Item = Date> {
        let from = self.from;
        (0..self.len()).map(move |day| days_after(from, day))
    }

    /// As many days, just before.
    #[must_use]
    pub fn previous(&self) -> Self {
        Self { from: days_after(self.from, -self.len()), to: days_after(self.from, -1) }
    }

    /// With all days from this one on, too: it may be longer than what can be asked for.
    #[must_use]
    pub fn with_days_since(&self, from: Date) -> Self {
        Self { from: from.min(self.from), to: self.to }
    }

    /// From the first instant until just before the second.
    pub fn span(&self, calendar: &Calendar) -> (Timestamp, Timestamp) {
        (calendar.start_of(self.from), calendar.span_of(self.to).1)
    }
}

/// Such as `2026-11-22` or `2026-11-20 to 2026-11-22`.
impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_one_day() { write!(f, "{}", self.to) } else { write!(f, "{} to {}", self.from, self.to) }
    }
}

impl TryFrom<(Date, Date)> for Range {
    type Error = RangeError;
    fn try_from((from, to): (Date, Date)) -> Result<Self, RangeError> {
        Self::new(from, to)
    }
}

impl From<Range> for (Date, Date) {
    fn from(range: Range) -> Self {
        (range.from, range.to)
    }
}

#[cfg(test)]
mod tests {
    use jiff::{civil::date, tz::TimeZone};

    use super::*;

    #[test]
    fn the_days_before_are_as_many() {
        let march = Range::new(date(2028, 3, 1), date(2028, 3, 31)).expect("a range");
        let before = march.previous();
        assert_eq!((before.from(), before.to(), before.len()), (date(2028, 1, 30), date(2028, 2, 29), 31));
        assert_eq!(Range::day(date(2026, 1, 1)).previous(), Range::day(date(2025, 12, 31)));
        assert_eq!(Range::ending(date(2026, 3, 2), 7).days().next(), Some(date(2026, 2, 24)));
        assert_eq!(march.days().count(), 31);
        assert_eq!((march.to_string(), Range::day(march.to()).to_string()), ("2028-03-01 to 2028-03-31".into(), "2028-03-31".into()));
    }

    #[test]
    fn a_range_is_bounded_and_goes_forward() {
        assert_eq!(Range::new(date(2026, 1, 2), date(2026, 1, 1)), Err(RangeError::Backwards));
        assert_eq!(Range::new(date(1990, 1, 1), date(2026, 1, 1)), Err(RangeError::TooLong));
        assert!(serde_json::from_str::<Range>(r#"["2026-01-02","2026-01-01"]"#).is_err());
    }

    #[test]
    fn a_range_over_a_change_of_the_clocks_is_an_hour_shorter() {
        let lisbon = Calendar::new(TimeZone::get("Europe/Lisbon").expect("a zone"));
        let (from, to) = Range::new(date(2026, 3, 28), date(2026, 3, 30)).expect("a range").span(&lisbon);
        assert_eq!(to.duration_since(from).as_hours(), 71);
    }
}
