//! When things happen: over ninety days, by the hours at which people write and work.

use chatimjd::domain::time::Timestamp;
use jiff::{SignedDuration, ToSpan, civil::Weekday, tz::TimeZone};

use super::{Outcome, dice::Dice, shop};

pub const DAYS: i64 = 90;

/// Hours at which visitors write, with how many of them do.
const VISITS: [(i8, usize); 18] = [
    (6, 1),
    (7, 3),
    (8, 5),
    (9, 9),
    (10, 11),
    (11, 11),
    (12, 10),
    (13, 9),
    (14, 8),
    (15, 8),
    (16, 8),
    (17, 8),
    (18, 8),
    (19, 9),
    (20, 11),
    (21, 10),
    (22, 5),
    (23, 2),
];
/// Hours at which the team works.
const WORK: [(i8, usize); 8] = [(9, 3), (10, 4), (11, 4), (12, 2), (14, 3), (15, 4), (16, 4), (17, 2)];

pub fn zone() -> TimeZone {
    TimeZone::get(shop::ZONE).unwrap_or(TimeZone::UTC)
}

/// Before anything happened.
pub fn beginning(now: Timestamp) -> Timestamp {
    now - SignedDuration::from_hours(24 * (DAYS + 1))
}

/// So many times in the past ninety days, earliest first: fewer on weekends, and more and more of them.
pub fn visits(dice: &mut Dice, now: Timestamp, count: usize) -> Outcome<Vec<Timestamp>> {
    let latest = now - SignedDuration::from_mins(25);
    let mut times = vec![];
    while times.len() < count {
        // The smaller of two has the days of late more often than the early ones, a little.
        let ago = dice.between(0, DAYS - 1).min(if dice.chance(30) { dice.between(0, DAYS - 1) } else { DAYS });
        let day = on_day(now, -ago, dice, &VISITS)?;
        let is_weekend = matches!(day.to_zoned(zone()).weekday(), Weekday::Saturday | Weekday::Sunday);
        if day <= latest && !(is_weekend && dice.chance(55)) {
            times.push(day);
        }
    }
    times.sort_unstable();
    Ok(times)
}

/// A time of work, so many days from now at the earliest; never on a Sunday.
pub fn at_work(now: Timestamp, days: i64, dice: &mut Dice) -> Outcome<Timestamp> {
    let at = on_day(now, days, dice, &WORK)?;
    match at.to_zoned(zone()).weekday() {
        Weekday::Sunday => Ok(at + SignedDuration::from_hours(24)),
        _ => Ok(at),
    }
}

/// The end of the day on which this is.
pub fn days_end(at: Timestamp) -> Outcome<Timestamp> {
    Ok(at.to_zoned(zone()).date().checked_add(1.day())?.to_zoned(zone())?.timestamp())
}

fn on_day(from: Timestamp, days: i64, dice: &mut Dice, hours: &[(i8, usize)]) -> Outcome<Timestamp> {
    let day = from.to_zoned(zone()).date().checked_add(days.days())?;
    let minute = i8::try_from(dice.between(0, 59)).unwrap_or(0);
    let second = i8::try_from(dice.between(0, 59)).unwrap_or(0);
    Ok(day.at(*dice.weighted(hours), minute, second, 0).to_zoned(zone())?.timestamp())
}
