//! When reports are made: at the owner's time on the owner's weekdays. Each takes up where the one before ended, so that no day
//! is in none, also over a weekend; what was missed while the server was down is made up.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{
    analytics::{
        calendar::{Calendar, days_after, weekday_number},
        range::Range,
    },
    api_error::FieldErrors,
    business::Minute,
    email::Email,
    time::Timestamp,
};

/// Days after which a missed report is not made up any more.
pub const MOST_MISSED: i64 = 31;
const MOST_ADDRESSES: usize = 10;
const MOST_KEPT: u16 = 3_650;

/// What the owner wants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportSchedule {
    pub is_on: bool,
    /// By the business's clocks.
    pub at: Minute,
    /// Monday first.
    pub weekdays: [bool; 7],
    /// Nothing is made for days before it: the day on which the schedule was turned on.
    pub since: Option<Date>,
    pub mail_to: Vec<Email>,
    /// Days for which files are kept; 0: for ever.
    pub keep_days: u16,
}

impl Default for ReportSchedule {
    /// At seven, every day, once it is turned on; kept for a year.
    fn default() -> Self {
        Self { is_on: false, at: 7 * 60, weekdays: [true; 7], since: None, mail_to: vec![], keep_days: 365 }
    }
}

/// A report that is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// The day on which it is made, which it is claimed by.
    pub on: Date,
    /// The days that it tells of: up to the one before.
    pub range: Range,
}

impl ReportSchedule {
    /// Field names are those of this type.
    pub fn check(&self) -> Result<(), FieldErrors> {
        let mut wrong = FieldErrors::new();
        if self.at >= 1_440 {
            wrong.insert("at".into(), "a time of day".into());
        }
        if self.is_on && !self.weekdays.contains(&true) {
            wrong.insert("weekdays".into(), "choose at least one day".into());
        }
        if self.mail_to.len() > MOST_ADDRESSES {
            wrong.insert("mail_to".into(), "at most 10 addresses".into());
        }
        if self.keep_days > MOST_KEPT {
            wrong.insert("keep_days".into(), "at most ten years".into());
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    fn is_day(&self, date: Date) -> bool {
        self.weekdays[weekday_number(date.weekday())]
    }

    /// What should have been made by now, oldest first. (Which of it has been, the claims know.)
    pub fn due(&self, calendar: &Calendar, now: Timestamp) -> Vec<Due> {
        let Some(since) = self.since.filter(|_| self.is_on) else { return vec![] };
        let today = calendar.date_of(now);
        let first = since.max(days_after(today, -MOST_MISSED));
        let days = Range::new(first, today).map(|range| range.days().collect::<Vec<_>>()).unwrap_or_default();
        let has_come = |day: &Date| self.is_day(*day) && calendar.instant(*day, self.at) <= now;
        days.into_iter().filter(has_come).map(|on| Due { on, range: self.range_of(on) }).collect()
    }

    /// From the day of the report before until yesterday; at least yesterday.
    fn range_of(&self, on: Date) -> Range {
        let days = (1..=7).find(|days| self.is_day(days_after(on, -days))).unwrap_or(1);
        Range::ending(days_after(on, -1), days)
    }

    /// When the next one is made; None where there is none.
    pub fn next(&self, calendar: &Calendar, now: Timestamp) -> Option<Timestamp> {
        let today = calendar.date_of(now);
        let instant = |days| Some(days_after(today, days)).filter(|day| self.is_day(*day)).map(|day| calendar.instant(day, self.at));
        (0..=8).filter_map(instant).find(|at| *at > now).filter(|_| self.is_on)
    }
}

#[cfg(test)]
mod tests {
    use jiff::{civil::date, tz::TimeZone};
    use proptest::prelude::*;

    use super::*;

    fn lisbon() -> Calendar {
        Calendar::new(TimeZone::get("Europe/Lisbon").expect("a zone"))
    }

    fn schedule(weekdays: [u8; 7], at: Minute) -> ReportSchedule {
        let since = Some(date(2026, 1, 1));
        ReportSchedule { is_on: true, at, weekdays: weekdays.map(|day| day == 1), since, ..ReportSchedule::default() }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    #[test]
    fn a_day_is_due_from_its_minute_on() {
        let daily = ReportSchedule { since: Some(date(2026, 11, 22)), ..schedule([1; 7], 9 * 60) };
        assert_eq!(daily.due(&lisbon(), at("2026-11-22T08:59:59Z")), []);
        let due = daily.due(&lisbon(), at("2026-11-22T09:00:00Z"));
        assert_eq!(due, [Due { on: date(2026, 11, 22), range: Range::day(date(2026, 11, 21)) }]);
        assert_eq!(daily.next(&lisbon(), at("2026-11-22T09:00:00Z")), Some(at("2026-11-23T09:00:00Z")));
        let off = ReportSchedule { is_on: false, ..daily };
        assert_eq!((off.due(&lisbon(), at("2026-11-23T09:00:00Z")), off.next(&lisbon(), at("2026-11-23T09:00:00Z"))), (vec![], None));
    }

    #[test]
    fn monday_tells_of_the_weekend() {
        let office = ReportSchedule { since: Some(date(2026, 11, 23)), ..schedule([1, 1, 1, 1, 1, 0, 0], 420) };
        let due = office.due(&lisbon(), at("2026-11-23T12:00:00Z"));
        let weekend = Range::new(date(2026, 11, 20), date(2026, 11, 22)).expect("a range");
        assert_eq!(due, [Due { on: date(2026, 11, 23), range: weekend }]);
    }

    #[test]
    fn missed_days_are_made_up_for_a_month() {
        let daily = schedule([1; 7], 0);
        let due = daily.due(&lisbon(), at("2026-11-22T12:00:00Z"));
        assert_eq!((due.len(), due[0].on), (32, date(2026, 10, 22)));
    }

    #[test]
    fn a_time_that_the_clocks_skip_comes_all_the_same() {
        let daily = ReportSchedule { since: Some(date(2026, 3, 29)), ..schedule([1; 7], 90) };
        assert_eq!(daily.due(&lisbon(), at("2026-03-29T01:29:00Z")), []);
        assert_eq!(daily.due(&lisbon(), at("2026-03-29T01:30:00Z")).len(), 1);
        let autumn = ReportSchedule { since: Some(date(2026, 10, 25)), ..daily };
        assert_eq!(autumn.due(&lisbon(), at("2026-10-25T00:30:00Z")).len(), 1);
        assert_eq!(autumn.due(&lisbon(), at("2026-10-25T01:30:00Z")).len(), 1, "half past one comes again: it is the same report");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let wrong = ReportSchedule { keep_days: 4_000, ..schedule([0; 7], 1_440) }.check().expect_err("mistakes");
        assert_eq!(wrong.into_keys().collect::<Vec<_>>(), ["at", "keep_days", "weekdays"]);
        assert_eq!(ReportSchedule::default().check(), Ok(()));
    }

    proptest! {
        #[test]
        fn no_day_is_in_two_reports_or_in_none(weekdays in proptest::array::uniform7(0_u8..2), minute in 0_u16..1_440, day in 0_i64..400) {
            prop_assume!(weekdays.contains(&1));
            let now = calendar_noon(day);
            let due = schedule(weekdays, minute).due(&lisbon(), now);
            for pair in due.windows(2) {
                prop_assert_eq!(days_after(pair[0].range.to(), 1), pair[1].range.from());
            }
            prop_assert!(due.iter().all(|due| due.range.to() < due.on));
        }
    }

    fn calendar_noon(day: i64) -> Timestamp {
        lisbon().instant(days_after(date(2026, 1, 15), day), 720)
    }
}
