//! What a zone's clocks show: time cut where they are put forward or back, so that in each stretch they just run.

use jiff::{
    civil::Date,
    tz::{Offset, TimeZone},
};

use crate::domain::time::Timestamp;

pub(super) const DAY_S: i64 = 86_400;

/// A stretch in which the clocks keep one distance from UTC. All in seconds, `from` and `until` since 1970.
#[derive(Clone, Copy, Debug)]
pub(super) struct Steady {
    pub from: i64,
    pub until: i64,
    pub offset: i64,
}

impl Steady {
    /// The days, counted from 1970, that the clocks show in it.
    pub fn days(&self) -> std::ops::RangeInclusive<i64> {
        day_of_wall(self.from + self.offset)..=day_of_wall(self.until - 1 + self.offset)
    }
}

/// The time from `from` until `until` in such stretches, ascending; none where that is no time.
pub(super) fn steady(zone: &TimeZone, from: i64, until: i64) -> Vec<Steady> {
    let Some(begin) = Timestamp::from_second(from).ok().filter(|_| from < until) else { return vec![] };
    let mut all = vec![];
    let mut current = Steady { from, until, offset: i64::from(zone.to_offset(begin).seconds()) };
    for change in zone.following(begin) {
        let at = change.timestamp().as_second();
        if at >= until {
            break;
        }
        all.push(Steady { until: at, ..current });
        current = Steady { from: at, until, offset: i64::from(change.offset().seconds()) };
    }
    all.push(current);
    all
}

/// What the clocks show at an instant, as seconds since their 1970 began.
pub(super) fn wall_second(zone: &TimeZone, at: Timestamp) -> i64 {
    at.as_second() + i64::from(zone.to_offset(at).seconds())
}

/// The day, counted from 1970, of what the clocks show.
pub(super) fn day_of_wall(second: i64) -> i64 {
    second.div_euclid(DAY_S)
}

/// The day, counted from 1970, that the clocks show at an instant.
pub(super) fn day_of(zone: &TimeZone, at: Timestamp) -> i64 {
    day_of_wall(wall_second(zone, at))
}

/// The date of a day that is counted from 1970.
pub(super) fn date_of(day: i64) -> Option<Date> {
    let midnight = Timestamp::from_second(day.checked_mul(DAY_S)?).ok()?;
    Some(Offset::UTC.to_datetime(midnight).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(at: &str) -> i64 {
        at.parse::<Timestamp>().expect("a time").as_second()
    }

    #[test]
    fn days_are_counted() {
        assert_eq!(date_of(0), Some(jiff::civil::date(1970, 1, 1)));
        assert_eq!(date_of(-1), Some(jiff::civil::date(1969, 12, 31)));
        assert_eq!(date_of(i64::MAX), None);
        let karachi = TimeZone::get("Asia/Karachi").expect("a zone");
        assert_eq!(date_of(day_of(&karachi, "2026-11-22T20:00:00Z".parse().expect("a time"))), Some(jiff::civil::date(2026, 11, 23)));
    }

    #[test]
    fn time_is_cut_where_the_clocks_are_changed() {
        let berlin = TimeZone::get("Europe/Berlin").expect("a zone");
        let parts = steady(&berlin, second("2026-10-24T12:00:00Z"), second("2026-10-26T12:00:00Z"));
        let shape: Vec<(i64, i64)> = parts.iter().map(|part| (part.until - part.from, part.offset)).collect();
        assert_eq!(shape, [(13 * 3_600, 7_200), (35 * 3_600, 3_600)]);
        assert_eq!(parts[0].until, parts[1].from);
        assert!(steady(&berlin, 10, 10).is_empty());
    }
}
