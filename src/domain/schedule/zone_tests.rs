//! Free times in every IANA zone, around each of its changes of the clocks, compared with what trying every five minutes
//! finds.

use jiff::{civil::date, tz::TimeZone};

use super::{
    availability::Availability,
    days::by_day,
    interval::Interval,
    rules::{Rules, ScheduleSettings},
};
use crate::domain::{
    business::{Hours, OpenSpan},
    time::Timestamp,
};

const STEP_S: i64 = 300;
const DAY_S: i64 = 86_400;
/// In November 2026.
const ANY_DAY: i64 = 1_796_000_400;

/// Nearly always open, with short breaks, so that the hour of any change is open; closed on Sundays.
fn rules() -> Rules {
    let day = vec![OpenSpan { from: 0, until: 95 }, OpenSpan { from: 100, until: 200 }, OpenSpan { from: 205, until: 1_440 }];
    let hours = Hours([day.clone(), day.clone(), day.clone(), day.clone(), day.clone(), day, vec![]]);
    let settings = ScheduleSettings { step_minutes: 35, notice_minutes: 0, horizon_days: 365, ..ScheduleSettings::default() };
    Rules::new(&hours, 45, &settings).expect("rules")
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a time")
}

fn zones() -> Vec<(String, TimeZone)> {
    let names = jiff::tz::db().available().map(|name| name.as_str().to_owned());
    names.filter_map(|name| TimeZone::get(&name).ok().map(|zone| (name, zone))).collect()
}

/// What the clock shows decides: whether it is open, and whether a meeting may begin.
fn seen(rules: &Rules, zone: &TimeZone, second: i64) -> (bool, bool) {
    let wall = zone.to_datetime(at(second));
    let minute = 60 * i64::from(wall.hour()) + i64::from(wall.minute());
    let now = rules.spans_on(wall.date()).iter().find(|span| (i64::from(span.from)..i64::from(span.until)).contains(&minute));
    let begins = now.is_some_and(|span| (minute - i64::from(span.from)) % i64::from(rules.step_minutes()) == 0);
    (now.is_some(), begins && wall.second() == 0)
}

/// Starts from `from` until before `to`, by trial.
fn tried(rules: &Rules, zone: &TimeZone, from: i64, to: i64) -> Vec<Timestamp> {
    let length = usize::from(rules.minutes()) * 60 / STEP_S as usize;
    let steps: Vec<i64> = (from..to + DAY_S).step_by(STEP_S as usize).collect();
    let clock: Vec<(bool, bool)> = steps.iter().map(|second| seen(rules, zone, *second)).collect();
    let fits = |first: usize| clock[first].1 && clock[first..first + length].iter().all(|(open, _)| *open);
    steps.iter().enumerate().filter(|(first, second)| **second < to && fits(*first)).map(|(_, second)| at(*second)).collect()
}

fn offered(rules: &Rules, zone: &TimeZone, from: i64, to: i64) -> Vec<Interval> {
    Availability::new(rules, zone, at(from), &[], &[]).slots(at(from), at(to), usize::MAX)
}

fn compare(rules: &Rules, name: &str, zone: &TimeZone, from: i64, to: i64) {
    let slots = offered(rules, zone, from, to);
    let starts: Vec<Timestamp> = slots.iter().map(Interval::start).collect();
    assert_eq!(starts, tried(rules, zone, from, to), "{name} from {}", at(from));
    assert!(starts.is_sorted_by(|one, next| one < next), "{name}: an instant twice");
    assert!(slots.iter().all(|slot| slot.minutes() == 45), "{name}: real minutes");
}

/// From a day before a change until a day after it.
fn around(change: Timestamp) -> (i64, i64) {
    let middle = change.as_second().div_euclid(STEP_S) * STEP_S;
    (middle - DAY_S - 2 * 3_600, middle + DAY_S + 2 * 3_600)
}

#[test]
fn every_zone_offers_what_its_clocks_show() {
    let rules = rules();
    let (begin, end) = (date(2026, 1, 1), date(2027, 1, 1));
    let (begin, end) = (begin.to_zoned(TimeZone::UTC).expect("a day").timestamp(), end.to_zoned(TimeZone::UTC).expect("a day").timestamp());
    let zones = zones();
    assert!(zones.len() > 300, "{} zones", zones.len());
    let mut changes = 0;
    for (name, zone) in &zones {
        compare(&rules, name, zone, ANY_DAY, ANY_DAY + DAY_S);
        for change in zone.following(begin).take_while(|change| change.timestamp() < end) {
            changes += 1;
            let (from, to) = around(change.timestamp());
            compare(&rules, name, zone, from, to);
        }
    }
    assert!(changes > 200, "{changes} changes of clocks");
}

/// Days that were left out, and one that came twice; half an hour; two hours; a change at midnight; one a month.
#[test]
fn odd_changes_of_history_are_followed() {
    let rules = rules();
    for (name, change) in [
        ("Pacific/Apia", "2011-12-30T10:00:00Z"),
        ("Pacific/Kwajalein", "1993-08-21T12:00:00Z"),
        ("America/Juneau", "1983-10-30T10:00:00Z"),
        ("Australia/Lord_Howe", "2026-04-04T15:00:00Z"),
        ("Antarctica/Troll", "2026-03-29T01:00:00Z"),
        ("America/Sao_Paulo", "2018-11-04T03:00:00Z"),
        ("America/Havana", "2026-11-01T05:00:00Z"),
        ("Asia/Pyongyang", "2018-05-04T15:00:00Z"),
        ("Africa/Casablanca", "2026-02-15T02:00:00Z"),
    ] {
        let zone = TimeZone::get(name).expect("a zone");
        let (from, to) = around(change.parse().expect("a time"));
        compare(&rules, name, &zone, from, to);
    }
}

/// The instant that is shown on any clock is the one that is stored.
#[test]
fn what_is_shown_is_what_is_stored() {
    let (rules, business) = (rules(), TimeZone::get("Europe/Berlin").expect("a zone"));
    let (from, to) = around("2026-10-25T01:00:00Z".parse().expect("a time"));
    let slots = offered(&rules, &business, from, to);
    for (name, visitor) in zones() {
        let shown: Vec<_> = by_day(&slots, &visitor, &business).into_iter().flat_map(|day| day.slots).collect();
        assert_eq!(shown.len(), slots.len(), "{name}");
        for one in shown {
            assert_eq!((one.visitor.timestamp(), one.business.timestamp()), (one.slot.start(), one.slot.start()), "{name}");
            let read: jiff::Zoned = one.visitor.to_string().parse().expect("as it was written");
            assert_eq!(read.timestamp(), one.slot.start(), "{name}");
        }
    }
}
