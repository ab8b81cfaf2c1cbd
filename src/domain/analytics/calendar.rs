//! Days and hours as the clocks on the business's wall show them, also where they are put forward or back.

use jiff::{
    civil::{Date, Weekday},
    tz::TimeZone,
};

use crate::domain::time::Timestamp;

/// The clocks of one business.
#[derive(Clone, Debug)]
pub struct Calendar(TimeZone);

impl Default for Calendar {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl Calendar {
    pub fn new(zone: TimeZone) -> Self {
        Self(zone)
    }

    pub fn zone(&self) -> &TimeZone {
        &self.0
    }

    pub fn date_of(&self, at: Timestamp) -> Date {
        self.0.to_datetime(at).date()
    }

    /// The date and the hour, 0 to 23. An hour that the clocks show twice is one.
    pub fn hour_of(&self, at: Timestamp) -> (Date, u8) {
        let shown = self.0.to_datetime(at);
        (shown.date(), u8::try_from(shown.hour()).unwrap_or(0))
    }

    /// When a day begins: at midnight, or just after it where the clocks skip that.
    pub fn start_of(&self, date: Date) -> Timestamp {
        date.to_zoned(self.0.clone()).map_or(Timestamp::MAX, |midnight| midnight.timestamp())
    }

    /// From its first instant until just before the second: 23, 24 or 25 hours, at times half an hour more or less.
    pub fn span_of(&self, date: Date) -> (Timestamp, Timestamp) {
        let next = date.tomorrow().map_or(Timestamp::MAX, |next| self.start_of(next));
        (self.start_of(date), next)
    }

    /// When the clocks first show this minute of the day; where they skip it, as much later as they skip.
    pub fn instant(&self, date: Date, minute: u16) -> Timestamp {
        let (hour, minute) = (i8::try_from(minute / 60).unwrap_or(23).min(23), i8::try_from(minute % 60).unwrap_or(0));
        date.at(hour, minute, 0, 0).to_zoned(self.0.clone()).map_or(Timestamp::MAX, |at| at.timestamp())
    }
}

/// The Monday of its week.
pub fn week_of(date: Date) -> Date {
    let days = i64::from(date.weekday().to_monday_zero_offset());
    date.checked_sub(jiff::Span::new().days(days)).unwrap_or(date)
}

/// Whole days from one to the other; negative where the other is before.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// So many days later, or earlier where negative.
pub fn days_after(date: Date, days: i64) -> Date {
    date.saturating_add(jiff::SignedDuration::from_hours(days.saturating_mul(24)))
}

/// Monday is 0.
pub fn weekday_number(weekday: Weekday) -> usize {
    usize::try_from(weekday.to_monday_zero_offset()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn calendar(zone: &str) -> Calendar {
        Calendar::new(TimeZone::get(zone).expect("a zone"))
    }

    fn hours(zone: &str, day: Date) -> f64 {
        let (from, to) = calendar(zone).span_of(day);
        to.duration_since(from).as_secs_f64() / 3_600.0
    }

    #[test]
    fn a_day_is_as_long_as_the_clocks_make_it() {
        assert_eq!(hours("Europe/Lisbon", date(2026, 3, 28)), 24.0);
        assert_eq!(hours("Europe/Lisbon", date(2026, 3, 29)), 23.0);
        assert_eq!(hours("Europe/Lisbon", date(2026, 10, 25)), 25.0);
        assert_eq!(hours("Australia/Lord_Howe", date(2026, 4, 5)), 24.5);
        // Midnight is skipped there.
        assert_eq!(hours("Africa/Cairo", date(2026, 4, 24)), 23.0);
    }

    #[test]
    fn an_hour_that_comes_twice_is_one_hour_of_one_day() {
        let lisbon = calendar("Europe/Lisbon");
        let at = |text: &str| lisbon.hour_of(text.parse().expect("a time"));
        assert_eq!(at("2026-10-25T00:30:00Z"), (date(2026, 10, 25), 1));
        assert_eq!(at("2026-10-25T01:30:00Z"), (date(2026, 10, 25), 1));
        assert_eq!(at("2026-03-29T01:30:00Z"), (date(2026, 3, 29), 2), "one o'clock is skipped");
        assert_eq!(calendar("Asia/Kathmandu").hour_of("2026-11-22T18:20:00Z".parse().expect("a time")), (date(2026, 11, 23), 0));
    }

    #[test]
    fn a_time_that_is_skipped_comes_later_and_one_that_comes_twice_is_the_first() {
        let lisbon = calendar("Europe/Lisbon");
        assert_eq!(lisbon.instant(date(2026, 3, 29), 90).to_string(), "2026-03-29T01:30:00Z");
        assert_eq!(lisbon.instant(date(2026, 10, 25), 90).to_string(), "2026-10-25T00:30:00Z");
    }

    #[test]
    fn weeks_begin_on_monday() {
        assert_eq!(week_of(date(2026, 11, 22)), date(2026, 11, 16));
        assert_eq!(week_of(date(2026, 11, 16)), date(2026, 11, 16));
        assert_eq!((days_between(date(2026, 2, 27), date(2026, 3, 2)), days_after(date(2026, 3, 2), -3)), (3, date(2026, 2, 27)));
    }

    proptest! {
        #[test]
        fn every_instant_is_in_the_span_of_its_day_and_in_no_other(second in 1_700_000_000_i64..1_900_000_000, zone in 0_usize..6) {
            let zones = ["UTC", "Europe/Lisbon", "Asia/Karachi", "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo"];
            let calendar = calendar(zones[zone]);
            let at = Timestamp::new(second, 0).expect("a time");
            let day = calendar.date_of(at);
            for (other, is_in) in [(day, true), (days_after(day, 1), false), (days_after(day, -1), false)] {
                let (from, to) = calendar.span_of(other);
                prop_assert_eq!(from <= at && at < to, is_in);
            }
        }
    }
}
