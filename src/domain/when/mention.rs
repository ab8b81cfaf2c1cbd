//! What was understood of a time: the days, the hours, the zone, what is doubtful, and the instants.

use std::ops::Range;

use jiff::{
    Timestamp,
    civil::{Date, Weekday},
    tz::TimeZone,
};

use super::{Minute, instants, item::days_after};

/// One time that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The bytes of the text that name it.
    pub span: Range<usize>,
    /// Other bytes that it takes its day from: "Is tomorrow ok? 3pm works".
    pub borrowed: Option<Range<usize>>,
    pub sense: Sense,
    /// None where only a time of day was named.
    pub days: Option<Days>,
    /// The days of the week that it is about, where they were named as such. An exclusion of a Monday excludes every
    /// Monday.
    pub weekdays: Weekdays,
    /// None where only a day was named.
    pub hours: Option<Hours>,
    pub zone: Zone,
    /// In the order of the words.
    pub doubts: Vec<Doubt>,
    /// None where no day was named, or none that exists.
    pub reach: Option<Reach>,
    /// All of it is over.
    pub past: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    Wanted,
    /// "not Monday", "any day except Friday"; also a time that the visitor takes back.
    Excluded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    On(Date),
    /// With both.
    Between(Date, Date),
    /// From this minute of the day on.
    From(Date, Minute),
    /// Before this minute of the day; 1440 is its end.
    Until(Date, Minute),
}

/// Minutes after midnight; more than 1440 are of the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hours {
    At(Minute),
    /// From the first until before the second.
    Between(Minute, Minute),
    From(Minute),
    /// Before this minute.
    Until(Minute),
}

/// Instants, with the first and without the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    At(Timestamp),
    /// None is open.
    Within(Option<Timestamp>, Option<Timestamp>),
}

/// The zone that a time is meant in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    pub time_zone: TimeZone,
    pub from: ZoneFrom,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneFrom {
    /// The visitor named it: "3pm London time", "your time".
    Words,
    Visitor,
    Business,
}

/// What else may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// "kal" is tomorrow or yesterday: the day ahead is taken.
    PastOrComing { other: Date },
    /// "next Friday", or "Friday" on a Friday.
    WhichWeek { other: Date },
    /// "03/04".
    DayOrMonth { other: Date },
    /// A day and a month without a year that are over: the next ones are a year later.
    WhichYear { other: Date },
    /// "Friday, 7 March" where the 7th is another day: the date is taken.
    OtherWeekday { other: Date },
    /// "5" is in the morning or in the afternoon.
    HalfOfDay { other: Minute },
    /// Midnight, or an hour of the night: at the day's beginning or at its end.
    WhichNight,
    /// "around 5".
    About,
    /// "30 February".
    NoSuchDay,
    /// Zones of that name are several, "CST".
    WhichZone,
    /// A zone that we do not know, or "my time" where the visitor's zone is not known: another is taken.
    UnknownZone,
    /// The clocks skip this time: the instant that would be it without the change is taken.
    Skipped,
    /// The clocks show this time twice: the first is taken.
    Twice { other: Timestamp },
}

/// Some days of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weekdays(u8);

impl Weekdays {
    pub const NONE: Self = Self(0);
    pub const WORKDAYS: Self = Self(0b001_1111);
    pub const WEEKEND: Self = Self(0b110_0000);

    pub fn of(weekday: Weekday) -> Self {
        Self(1 << weekday.to_monday_zero_offset())
    }

    pub fn contains(self, weekday: Weekday) -> bool {
        self.0 & Self::of(weekday).0 != 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl Days {
    fn contains(self, date: Date, minute: Minute) -> bool {
        match self {
            Self::On(day) => date == day,
            Self::Between(first, last) => (first..=last).contains(&date),
            Self::From(day, from) => date > day || date == day && minute >= from,
            Self::Until(day, until) => date < day || date == day && minute < until,
        }
    }
}

impl Hours {
    fn contains(self, minute: Minute) -> bool {
        match self {
            Self::At(at) => minute == at,
            Self::Between(from, until) => (from..until).contains(&minute),
            Self::From(from) => (from..instants::open_end(from)).contains(&minute),
            Self::Until(until) => minute < until,
        }
    }
}

impl Mention {
    /// An instant is one of those that are meant, or that are excluded.
    pub fn covers(&self, at: Timestamp) -> bool {
        if let (Some(Reach::At(exact)), Sense::Wanted) = (self.reach, self.sense) {
            return at == exact;
        }
        let local = self.zone.time_zone.to_datetime(at);
        let minute = instants::minute_of(local.time());
        // The hours of a night go on into the next day.
        let last_night = days_after(local.date(), -1);
        self.contains(local.date(), minute, minute) || self.hours.is_some() && self.contains(last_night, 1440, minute.saturating_add(1440))
    }

    fn contains(&self, date: Date, minute: Minute, hours: Minute) -> bool {
        let weekday = self.weekdays.is_empty() || self.weekdays.contains(date.weekday());
        let every = self.sense == Sense::Excluded && !self.weekdays.is_empty();
        let day = every || self.days.is_none_or(|days| days.contains(date, minute));
        weekday && day && self.hours.is_none_or(|named| named.contains(hours))
    }

    /// What a time without a day reaches on a day; None where no time was named.
    pub fn on(&self, date: Date) -> Option<Reach> {
        self.hours.and_then(|hours| instants::reach(&self.zone.time_zone, Days::On(date), Some(hours))).map(|(reach, _)| reach)
    }
}

/// Whether an instant is one that the visitor may have meant: nothing excludes it, and it is one of those that are
/// wanted, if any are.
pub fn admits(mentions: &[Mention], at: Timestamp) -> bool {
    let (wanted, excluded): (Vec<&Mention>, Vec<&Mention>) = mentions.iter().partition(|mention| mention.sense == Sense::Wanted);
    let free = !excluded.iter().any(|mention| mention.covers(at));
    free && (wanted.is_empty() || wanted.iter().any(|mention| mention.covers(at)))
}
