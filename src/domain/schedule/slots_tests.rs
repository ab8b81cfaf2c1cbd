//! Free times in a zone without surprises. What clocks do elsewhere is in `zone_tests`.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::{
    availability::{Availability, Booked, Unavailable},
    cells::{Cell, cells},
    interval::{Interval, shifted, without},
    rules::{Rules, ScheduleSettings},
};
use crate::domain::{
    business::{Hours, OpenSpan},
    time::Timestamp,
};

/// On a Monday, while the business is open.
const NOW: &str = "2026-11-30T09:00:00+05:00";

fn karachi() -> TimeZone {
    TimeZone::get("Asia/Karachi").expect("a zone")
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

/// In Karachi.
fn local(day: u32, clock: &str) -> Timestamp {
    at(&format!("2026-12-{day:02}T{clock}:00+05:00"))
}

fn span(start: Timestamp, minutes: u16) -> Interval {
    Interval::lasting(start, minutes).expect("an interval")
}

fn rules(minutes: u16, settings: &ScheduleSettings) -> Rules {
    Rules::new(&Hours::office(), minutes, settings).expect("rules")
}

fn booked(rules: &Rules, time: Interval) -> Booked {
    Booked { time, occupied: rules.occupied(time) }
}

/// Starts as the business's clock shows them: day of the month, hour and minute.
fn shown(slots: &[Interval]) -> Vec<String> {
    let zone = karachi();
    let clock = |slot: &Interval| zone.to_datetime(slot.start());
    slots.iter().map(clock).map(|at| format!("{:02} {:02}:{:02}", at.day(), at.hour(), at.minute())).collect()
}

/// What is free on Tuesday, the first of December.
fn on_tuesday(rules: &Rules, busy: &[Interval], meetings: &[Booked]) -> Vec<String> {
    let zone = karachi();
    let all = Availability::new(rules, &zone, at(NOW), busy, meetings).slots(local(1, "00:00"), local(2, "00:00"), usize::MAX);
    shown(&all)
}

#[test]
fn the_next_times_are_after_the_notice() {
    let (rules, zone) = (rules(30, &ScheduleSettings::default()), karachi());
    let free = Availability::new(&rules, &zone, at(NOW), &[], &[]);
    assert_eq!(shown(&free.slots(at(NOW), Timestamp::MAX, 3)), ["30 11:00", "30 11:30", "30 12:00"]);
    assert_eq!(free.slots(Timestamp::MIN, local(1, "00:00"), 100).len(), 12);
    assert!(free.slots(local(2, "00:00"), local(1, "00:00"), 100).is_empty());
    assert!(free.slots(at(NOW), Timestamp::MAX, 0).is_empty());
}

#[test]
fn a_meeting_ends_before_the_break_begins() {
    let mut hours = Hours::office();
    hours.0[1] = vec![OpenSpan { from: 540, until: 720 }, OpenSpan { from: 783, until: 900 }];
    let rules = Rules::new(&hours, 60, &ScheduleSettings::default()).expect("rules");
    // The second half begins at 13:03; meetings begin with a cell.
    assert_eq!(on_tuesday(&rules, &[], &[]), ["01 09:00", "01 09:30", "01 10:00", "01 10:30", "01 11:00", "01 13:05", "01 13:35"]);
}

#[test]
fn what_is_taken_is_not_offered() {
    let settings = ScheduleSettings { buffer_after: 15, step_minutes: 60, ..ScheduleSettings::default() };
    let rules = rules(45, &settings);
    let all = ["01 09:00", "01 10:00", "01 11:00", "01 12:00", "01 13:00", "01 14:00", "01 15:00", "01 16:00"];
    assert_eq!(on_tuesday(&rules, &[], &[]), all);
    // Google's event begins where the buffer ends, and goes on until a meeting begins.
    assert_eq!(on_tuesday(&rules, &[span(local(1, "11:00"), 60)], &[])[..3], ["01 09:00", "01 10:00", "01 12:00"]);
    assert_eq!(on_tuesday(&rules, &[span(local(1, "10:59"), 1)], &[])[..2], ["01 09:00", "01 11:00"]);
    let meeting = booked(&rules, span(local(1, "10:10"), 45));
    assert_eq!(on_tuesday(&rules, &[], &[meeting])[..2], ["01 09:00", "01 12:00"]);
}

#[test]
fn a_moved_meeting_is_not_in_its_own_way() {
    let rules = rules(30, &ScheduleSettings::default());
    let (own, lunch) = (span(local(1, "09:00"), 30), span(local(1, "09:30"), 450));
    assert!(on_tuesday(&rules, &[own, lunch], &[]).is_empty());
    assert_eq!(on_tuesday(&rules, &without(&[own, lunch], own), &[]), ["01 09:00"]);
}

#[test]
fn a_full_day_has_no_room() {
    let rules = rules(30, &ScheduleSettings { per_day: Some(2), ..ScheduleSettings::default() });
    let meetings = [local(1, "09:00"), local(1, "16:30")].map(|start| booked(&rules, span(start, 30)));
    assert_eq!(on_tuesday(&rules, &[], &meetings[..1]).len(), 15);
    assert!(on_tuesday(&rules, &[], &meetings).is_empty());
    let zone = karachi();
    let free = Availability::new(&rules, &zone, at(NOW), &[], &meetings);
    assert_eq!(free.check(local(1, "12:00")), Err(Unavailable::DayFull));
    assert!(free.check(local(2, "12:00")).is_ok());
}

#[test]
fn the_horizon_is_a_day_of_the_business() {
    let zone = karachi();
    let today = rules(30, &ScheduleSettings { horizon_days: 0, notice_minutes: 0, ..ScheduleSettings::default() });
    let free = Availability::new(&today, &zone, at(NOW), &[], &[]).slots(at(NOW), Timestamp::MAX, 100);
    assert_eq!((shown(&free)[0].as_str(), free.len()), ("30 09:00", 16));
    let tomorrow = rules(30, &ScheduleSettings { horizon_days: 1, ..ScheduleSettings::default() });
    let free = Availability::new(&tomorrow, &zone, at(NOW), &[], &[]).slots(at(NOW), Timestamp::MAX, 100);
    assert_eq!(shown(&free).last().map(String::as_str), Some("01 16:30"));
}

#[test]
fn why_there_is_no_meeting_is_told() {
    let (rules, zone) = (rules(30, &ScheduleSettings::default()), karachi());
    let free = Availability::new(&rules, &zone, at(NOW), &[span(local(1, "10:00"), 30)], &[]);
    assert_eq!(free.check(local(1, "11:00")), Ok(span(local(1, "11:00"), 30)));
    let reasons = [
        (at("2026-11-30T08:30:00+05:00"), Unavailable::Past),
        (at("2025-11-30T10:00:00+05:00"), Unavailable::Past),
        (at("2026-11-30T10:30:00+05:00"), Unavailable::TooSoon),
        (at("2027-03-01T10:00:00+05:00"), Unavailable::TooFar),
        (Timestamp::MAX, Unavailable::TooFar),
        (local(1, "08:30"), Unavailable::Closed),
        (local(1, "16:45"), Unavailable::Closed),
        (local(1, "17:00"), Unavailable::Closed),
        (local(5, "10:00"), Unavailable::Closed),
        (local(1, "11:10"), Unavailable::NoStart),
        (at("2026-12-01T11:00:00.5+05:00"), Unavailable::NoStart),
        (local(1, "10:00"), Unavailable::Taken),
    ];
    for (start, reason) in reasons {
        assert_eq!(free.check(start), Err(reason), "{start}");
    }
}

#[test]
fn alternatives_are_of_the_same_day_first() {
    let (rules, zone) = (rules(30, &ScheduleSettings::default()), karachi());
    let busy = [span(local(1, "13:30"), 90)];
    let free = Availability::new(&rules, &zone, at(NOW), &busy, &[]);
    assert_eq!(shown(&free.near(local(1, "14:00"), &zone, 3)), ["01 13:00", "01 15:00", "01 12:30"]);
    let busy = [span(local(1, "00:00"), 1_440)];
    let free = Availability::new(&rules, &zone, at(NOW), &busy, &[]);
    assert_eq!(shown(&free.near(local(1, "14:00"), &zone, 3)), ["30 14:00", "02 14:00", "30 13:30"]);
    // A wish that has passed, and one that is too far ahead.
    assert_eq!(shown(&free.near(at("2020-01-01T00:00:00Z"), &zone, 1)), ["30 11:00"]);
    assert_eq!(shown(&free.near(at("2030-01-01T00:00:00Z"), &zone, 1)), ["30 11:00"]);
}

#[test]
fn a_meeting_may_go_past_midnight_where_it_is_open() {
    let mut hours = Hours::default();
    hours.0[1] = vec![OpenSpan { from: 1_380, until: 1_440 }];
    hours.0[2] = vec![OpenSpan { from: 0, until: 30 }];
    let settings = ScheduleSettings { step_minutes: 15, ..ScheduleSettings::default() };
    let rules = Rules::new(&hours, 30, &settings).expect("rules");
    let zone = karachi();
    let free = Availability::new(&rules, &zone, at(NOW), &[], &[]).slots(at(NOW), local(3, "00:00"), 100);
    assert_eq!(shown(&free), ["01 23:00", "01 23:15", "01 23:30", "01 23:45", "02 00:00"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// What is offered can be claimed: whatever was booked before, under whatever buffers, holds none of its cells. And
    /// nothing offered is past, too soon or on a taken time.
    #[test]
    fn offered_times_can_be_claimed(
        minutes in 10_u16..=240, step in 1_u16..=24, before in 0_u16..=6, after in 0_u16..=6,
        taken in prop::collection::vec((0_i64..10_000, 10_u16..=240, 0_u16..=6), 0..12), now in 0_i64..600_000,
    ) {
        let (now, zone) = (shifted(at(NOW), now), karachi());
        let settings = ScheduleSettings { step_minutes: 5 * step, buffer_before: 5 * before, buffer_after: 5 * after, ..ScheduleSettings::default() };
        let rules = rules(minutes, &settings);
        let meetings: Vec<Booked> = taken.into_iter().map(|(start, length, buffer)| {
            let earlier = ScheduleSettings { buffer_after: 5 * buffer, ..ScheduleSettings::default() };
            booked(&self::rules(length, &earlier), span(shifted(at(NOW), 60 * start), length))
        }).collect();
        let claimed: BTreeSet<Cell> = meetings.iter().flat_map(|meeting| cells(meeting.occupied)).collect();
        let free = Availability::new(&rules, &zone, now, &[], &meetings);
        let slots = free.slots(at(NOW), shifted(at(NOW), 800_000), usize::MAX);
        prop_assert!(slots.windows(2).all(|pair| pair[0].start() < pair[1].start()));
        for slot in &slots {
            prop_assert!(slot.start() >= shifted(now, 7_200));
            prop_assert_eq!(slot.minutes(), i64::from(minutes));
            prop_assert!(cells(rules.occupied(*slot)).all(|cell| !claimed.contains(&cell)));
        }
        prop_assert!(slots.iter().step_by(7).all(|slot| free.check(slot.start()) == Ok(*slot)));
        // Alternatives are such times, each once.
        let near = free.near(shifted(at(NOW), 300_000), &zone, 20);
        let unique: BTreeSet<Interval> = near.iter().copied().collect();
        prop_assert_eq!(unique.len(), near.len());
        prop_assert!(near.iter().all(|slot| free.check(slot.start()) == Ok(*slot)));
    }
}
