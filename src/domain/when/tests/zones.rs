//! In every zone of the world and across both changes of its clocks: a time that is named is the time that is meant.

use std::sync::LazyLock;

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, date},
    tz::{TimeZone, db},
};
use proptest::prelude::*;

use super::{Asked, Doubt, Mention, Reach, instant, understand, zone};
use crate::domain::when::words;

static ZONES: LazyLock<Vec<TimeZone>> = LazyLock::new(|| db().available().filter_map(|name| TimeZone::get(name.as_str()).ok()).collect());

/// What is understood of "2026-03-29 02:30" and the like, said a month before in a zone.
fn read(zone: &TimeZone, day: Date, minute: u16) -> Mention {
    let at = day.to_zoned(TimeZone::UTC).expect("a day of this century").timestamp();
    let asked = Asked { at: at.checked_sub(720.hours()).expect("an instant"), visitor: None, business: zone, locale: None };
    let text = format!("on {day} at {:02}:{:02}", minute / 60, minute % 60);
    let mut all = understand(&text, &asked);
    assert_eq!(all.len(), 1, "{text}: {all:?}");
    all.remove(0)
}

/// The instant shows the time that was named, or says that the clocks skip it.
fn keeps_its_time(zone: &TimeZone, day: Date, minute: u16) {
    let mention = read(zone, day, minute);
    let Some(Reach::At(at)) = mention.reach else { panic!("{day} {minute} in {zone:?}: {mention:?}") };
    let named = day.at(i8::try_from(minute / 60).expect("an hour"), i8::try_from(minute % 60).expect("a minute"), 0, 0);
    let shows = |at: Timestamp| zone.to_datetime(at) == named;
    let skipped = mention.doubts.contains(&Doubt::Skipped);
    assert_eq!(shows(at), !skipped, "{named} in {zone:?}: {mention:?}");
    for doubt in &mention.doubts {
        if let Doubt::Twice { other } = doubt {
            assert!(shows(*other) && *other > at, "{named} in {zone:?}");
        }
    }
    let twice = mention.doubts.iter().any(|doubt| matches!(doubt, Doubt::Twice { .. }));
    assert_eq!(zone.to_ambiguous_timestamp(named).is_ambiguous(), skipped || twice, "{named} in {zone:?}");
}

#[test]
fn both_changes_of_the_clocks_in_every_zone() {
    assert!(ZONES.len() > 400, "only {} zones", ZONES.len());
    let start = instant("2026-01-01T00:00:00Z");
    for zone in ZONES.iter() {
        for change in zone.following(start).take(2) {
            let day = zone.to_datetime(change.timestamp()).date();
            for minute in [0, 30, 60, 90, 120, 150, 180, 600, 1410] {
                keeps_its_time(zone, day, minute);
                keeps_its_time(zone, day.yesterday().expect("a day before"), minute);
            }
        }
    }
}

#[test]
fn a_skipped_and_a_doubled_hour() {
    let berlin = zone("Europe/Berlin");
    let skipped = read(&berlin, date(2026, 3, 29), 150);
    assert!(skipped.doubts.contains(&Doubt::Skipped), "{skipped:?}");
    assert_eq!(skipped.reach, Some(Reach::At(instant("2026-03-29T01:30:00Z"))));
    let twice = read(&berlin, date(2026, 10, 25), 150);
    assert_eq!(twice.reach, Some(Reach::At(instant("2026-10-25T00:30:00Z"))));
    assert!(twice.doubts.contains(&Doubt::Twice { other: instant("2026-10-25T01:30:00Z") }), "{twice:?}");
}

/// Two hours are two hours, whatever the clocks do meanwhile.
#[test]
fn lengths_of_time_are_exact() {
    let berlin = zone("Europe/Berlin");
    let asked = Asked { at: instant("2026-03-29T00:30:40Z"), visitor: None, business: &berlin, locale: None };
    let found = understand("in 2 hours", &asked);
    assert_eq!(found.first().and_then(|mention| mention.reach), Some(Reach::At(instant("2026-03-29T02:30:00Z"))));
}

/// The names in the dictionaries are names of the database.
#[test]
fn every_named_zone_exists() {
    use crate::domain::when::meaning::Meaning;
    for (_, list) in words::ALL {
        for (phrase, meaning) in list {
            let names: Vec<&str> = match meaning {
                Meaning::Zone(names) | Meaning::LoudZone(names) => names.to_vec(),
                Meaning::Place(name) => vec![*name],
                _ => vec![],
            };
            for name in names {
                assert!(TimeZone::get(name).is_ok(), "{phrase}: {name}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_time_in_any_zone(pick in any::<prop::sample::Index>(), days in 0..1_460_i64, minute in 0..1_440_u16) {
        let zone = pick.get(&ZONES);
        let day = date(2026, 1, 1).checked_add(days.days()).expect("a day of this century");
        keeps_its_time(zone, day, minute);
    }
}
