//! What the words for a day name, before the whole message has been understood, and reckoning with dates.

use jiff::{
    SignedDuration, Span,
    civil::{Date, Weekday},
};

use super::{
    Doubt, Weekdays,
    meaning::{DayPart, TimeUnit},
};

/// The days that words name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// "30 February".
    Never,
    On(Date),
    Between(Date, Date),
    /// From the day on, or `after` it.
    From {
        date: Date,
        after: bool,
    },
    /// Until the day with itself, or `before` it.
    Until {
        date: Date,
        before: bool,
    },
    /// So many minutes from now.
    Minutes(i64, i64),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub spread: Spread,
    pub doubts: Vec<Doubt>,
    /// The days of the week that it is about, where they were named as such.
    pub weekdays: Weekdays,
    /// The day of the week by which the day was named.
    pub weekday: Option<Weekday>,
    /// Named by the day of the week alone.
    pub bare: bool,
    /// "tonight", "ce soir".
    pub part: Option<DayPart>,
    /// A meeting is moved away from it.
    pub left: bool,
    /// The end of a month or week: what is before it is before it is over.
    pub ending: bool,
    /// "5 or 6 March": the second date.
    pub also: Option<Date>,
}

impl Item {
    pub fn new(spread: Spread) -> Self {
        Self {
            spread,
            doubts: vec![],
            weekdays: Weekdays::NONE,
            weekday: None,
            bare: false,
            part: None,
            left: false,
            ending: false,
            also: None,
        }
    }

    pub fn on(date: Date) -> Self {
        Self::new(Spread::On(date))
    }

    pub fn between(first: Date, last: Date) -> Self {
        Self::new(Spread::Between(first, last))
    }

    pub fn never() -> Self {
        Self { doubts: vec![Doubt::NoSuchDay], ..Self::new(Spread::Never) }
    }

    /// A day named by its place in a week.
    pub fn of_week(date: Date) -> Self {
        Self { weekday: Some(date.weekday()), ..Self::on(date) }
    }

    pub fn with_doubt(mut self, doubt: Option<Doubt>) -> Self {
        self.doubts.extend(doubt);
        self
    }

    /// The one day, where it is one.
    pub fn date(&self) -> Option<Date> {
        match self.spread {
            Spread::On(date) => Some(date),
            _ => None,
        }
    }

    /// The first and the last day, where both are named.
    pub fn ends(&self) -> Option<(Date, Date)> {
        match self.spread {
            Spread::On(date) => Some((date, date)),
            Spread::Between(first, last) => Some((first, last)),
            _ => None,
        }
    }

    pub fn is_moment(&self) -> bool {
        matches!(self.spread, Spread::Minutes(..))
    }
}

pub fn days_after(date: Date, days: i64) -> Date {
    date.saturating_add(SignedDuration::from_hours(24 * days))
}

/// In a shorter month its last day.
pub fn months_after(date: Date, months: i64) -> Date {
    date.saturating_add(Span::new().months(months))
}

/// So many units after a date; the date itself for units shorter than a day.
pub fn units_after(date: Date, count: i64, unit: TimeUnit) -> Date {
    match unit {
        TimeUnit::Minute | TimeUnit::Hour => date,
        TimeUnit::Day => days_after(date, count),
        TimeUnit::Week => days_after(date, 7 * count),
        TimeUnit::Month => months_after(date, count),
        TimeUnit::Year => months_after(date, 12 * count),
    }
}

/// From Monday on, 0 to 6.
pub fn place_in_week(weekday: Weekday) -> i64 {
    i64::from(weekday.to_monday_zero_offset())
}

/// Days from one date to another.
pub fn distance(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// A date by its numbers, where there is such a day.
pub fn date_of(year: i16, month: u32, day: u32) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
