//! Which times are free: those that the rules offer, without what is taken.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::{
    cells::CELL_MINUTES,
    interval::{Interval, covers, is_free, merged, shifted},
    rules::Rules,
    wall::{DAY_S, Steady, date_of, day_of, day_of_wall, steady, wall_second},
};
use crate::domain::time::Timestamp;

/// Opening hours are looked at from so long before the first start until so long after the last, so that a meeting over
/// midnight is seen whole in every zone.
const MARGIN_S: i64 = 2 * DAY_S;
/// Times near a wished one are looked for from so long before it until so long after it.
const NEAR_BEFORE_S: i64 = 7 * DAY_S;
const NEAR_AFTER_S: i64 = 14 * DAY_S;

/// A meeting of ours that takes time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Booked {
    pub time: Interval,
    /// With its buffers, as it was claimed when it was made.
    pub occupied: Interval,
}

/// Why a meeting cannot begin at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Unavailable {
    #[error("this time has passed")]
    Past,
    #[error("this is too soon")]
    TooSoon,
    #[error("this is too far ahead")]
    TooFar,
    #[error("the business is closed then, or closes before the meeting would end")]
    Closed,
    /// It is open, but no meeting begins at such a minute.
    #[error("no meeting begins at this minute")]
    NoStart,
    #[error("this time is taken")]
    Taken,
    #[error("this day has no room for another meeting")]
    DayFull,
}

/// The rules, and all that is taken.
#[derive(Clone, Debug)]
pub struct Availability<'a> {
    rules: &'a Rules,
    zone: &'a TimeZone,
    now: Timestamp,
    /// Merged.
    taken: Vec<Interval>,
    /// Meetings by the day of the business on which they begin (counted from 1970).
    meetings_on: BTreeMap<i64, u16>,
    /// The last day that can be booked, counted in the same way.
    last_day: i64,
}

impl<'a> Availability<'a> {
    /// `zone` is that of the business. `busy` is what its calendar says, in any order; `booked` are our own meetings that
    /// take time, those of the past week included. A meeting that is being moved is in neither (see
    /// [`without`](super::interval::without)).
    pub fn new(rules: &'a Rules, zone: &'a TimeZone, now: Timestamp, busy: &[Interval], booked: &[Booked]) -> Self {
        let taken = busy.iter().copied().chain(booked.iter().map(|meeting| meeting.occupied)).collect();
        let mut meetings_on: BTreeMap<i64, u16> = BTreeMap::new();
        for meeting in booked {
            let count = meetings_on.entry(day_of(zone, meeting.time.start())).or_default();
            *count = count.saturating_add(1);
        }
        let last_day = day_of(zone, now) + i64::from(rules.horizon_days());
        Self { rules, zone, now, taken: merged(taken), meetings_on, last_day }
    }

    /// Free times that begin at or after `from` and before `to`, ascending, at most `limit`.
    pub fn slots(&self, from: Timestamp, to: Timestamp, limit: usize) -> Vec<Interval> {
        // A day more than the horizon, because its last day may have more than 24 hours; each start's day is checked.
        let latest = shifted(self.now, (i64::from(self.rules.horizon_days()) + 2) * DAY_S);
        let offered = Offered::between(self.rules, self.zone, from.max(self.earliest()), to.min(latest));
        offered.starts.iter().filter_map(|start| self.slot(&offered, *start).ok()).take(limit).collect()
    }

    /// The meeting that begins at `start`.
    ///
    /// # Errors
    /// Why there can be none.
    pub fn check(&self, start: Timestamp) -> Result<Interval, Unavailable> {
        if start < self.now {
            return Err(Unavailable::Past);
        }
        if start < self.earliest() {
            return Err(Unavailable::TooSoon);
        }
        if day_of(self.zone, start) > self.last_day {
            return Err(Unavailable::TooFar);
        }
        let offered = Offered::between(self.rules, self.zone, start, shifted(start, 1));
        match offered.starts.first() {
            Some(first) if first.at == start => self.slot(&offered, *first),
            _ => {
                let meeting = Interval::lasting(start, self.rules.minutes()).ok_or(Unavailable::TooFar)?;
                Err(if covers(&offered.open, meeting) { Unavailable::NoStart } else { Unavailable::Closed })
            }
        }
    }

    /// Free times near a wished one, best first: those of the wished day in `zone` (the visitor's) by their distance, then
    /// those of other days, where an hour of the day weighs as much as a day. The next free ones where none is near.
    pub fn near(&self, wished: Timestamp, zone: &TimeZone, limit: usize) -> Vec<Interval> {
        let mut near = self.slots(shifted(wished, -NEAR_BEFORE_S), shifted(wished, NEAR_AFTER_S), usize::MAX);
        near.sort_by_cached_key(|slot| distance(zone, wished, slot.start()));
        near.truncate(limit);
        if near.is_empty() {
            near = self.slots(wished, Timestamp::MAX, limit);
        }
        if near.is_empty() {
            near = self.slots(self.now, Timestamp::MAX, limit);
        }
        near
    }

    /// The first instant at which a meeting may begin.
    fn earliest(&self) -> Timestamp {
        shifted(self.now, 60 * i64::from(self.rules.notice_minutes()))
    }

    fn slot(&self, offered: &Offered, start: Start) -> Result<Interval, Unavailable> {
        let meeting = Interval::lasting(start.at, self.rules.minutes()).ok_or(Unavailable::TooFar)?;
        if start.day > self.last_day {
            return Err(Unavailable::TooFar);
        }
        if !covers(&offered.open, meeting) {
            return Err(Unavailable::Closed);
        }
        if !is_free(&self.taken, self.rules.occupied(meeting)) {
            return Err(Unavailable::Taken);
        }
        let begun = self.meetings_on.get(&start.day).copied().unwrap_or_default();
        if self.rules.per_day().is_some_and(|most| begun >= most) { Err(Unavailable::DayFull) } else { Ok(meeting) }
    }
}

/// Where a meeting may begin: an instant, and the day that the business's clocks show then.
#[derive(Clone, Copy, Debug)]
struct Start {
    at: Timestamp,
    day: i64,
}

/// What the opening hours offer, whatever is taken.
struct Offered {
    /// Merged.
    open: Vec<Interval>,
    /// Ascending, each instant once: a stretch of time is gone through as its clocks run.
    starts: Vec<Start>,
}

impl Offered {
    /// Starts from `from` until before `to`, and the open time around them.
    fn between(rules: &Rules, zone: &TimeZone, from: Timestamp, to: Timestamp) -> Self {
        let mut offered = Self { open: vec![], starts: vec![] };
        if from < to {
            for stretch in steady(zone, from.as_second() - MARGIN_S, to.as_second() + MARGIN_S) {
                offered.add(rules, stretch, from, to);
            }
        }
        offered.open = merged(offered.open);
        offered
    }

    /// The opening hours as far as the clocks show them in this stretch. What they leave out is never open, what they show
    /// twice is open twice.
    fn add(&mut self, rules: &Rules, stretch: Steady, from: Timestamp, to: Timestamp) {
        for day in stretch.days() {
            let Some(date) = date_of(day) else { continue };
            let second = |minute: u16| day * DAY_S + 60 * i64::from(minute) - stretch.offset;
            for span in rules.spans_on(date) {
                let (opens, closes) = (second(span.from).max(stretch.from), second(span.until).min(stretch.until));
                let open = Timestamp::from_second(opens).ok().zip(Timestamp::from_second(closes).ok());
                self.open.extend(open.and_then(|(opens, closes)| Interval::new(opens, closes).ok()));

                let first = span.from.next_multiple_of(CELL_MINUTES);
                let minutes = (first..span.until).step_by(usize::from(rules.step_minutes().max(1)));
                let shown = minutes.map(second).filter(|second| (stretch.from..stretch.until).contains(second));
                let starts = shown.filter_map(|second| Timestamp::from_second(second).ok()).filter(|at| (from..to).contains(at));
                self.starts.extend(starts.map(|at| Start { at, day }));
            }
        }
    }
}

/// How far a time is from the wished one, by the clocks of `zone`. Ties go to the earlier one.
fn distance(zone: &TimeZone, wished: Timestamp, at: Timestamp) -> (bool, i64, Timestamp) {
    let (wish, slot) = (wall_second(zone, wished), wall_second(zone, at));
    let days = (day_of_wall(slot) - day_of_wall(wish)).abs();
    if days == 0 {
        return (false, (slot - wish).abs(), at);
    }
    let apart = (slot.rem_euclid(DAY_S) - wish.rem_euclid(DAY_S)).abs();
    (true, apart.min(DAY_S - apart) + 3_600 * days, at)
}
