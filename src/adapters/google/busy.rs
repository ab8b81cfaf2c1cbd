//! When the owner was busy, remembered for a minute, so that looking at free times does not ask Google each time.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use crate::domain::{
    schedule::interval::{Interval, shifted},
    time::Timestamp,
};

/// Seconds for which an answer is good.
const AGE_S: i64 = 60;
/// Ranges that are remembered.
const MOST: usize = 8;
const DAY_S: i64 = 86_400;
/// Google answers for three months at a time, at most.
const PART_S: i64 = 60 * DAY_S;

struct Known {
    range: Interval,
    busy: Vec<Interval>,
    /// Of the permission it was asked with.
    version: u64,
    /// Of the calendar: one more after each change of ours.
    state: u64,
    at: Timestamp,
}

#[derive(Default)]
pub struct BusyMemory {
    state: AtomicU64,
    known: Mutex<Vec<Known>>,
    /// Held by whoever asks, so that the others find the answer.
    pub asking: tokio::sync::Mutex<()>,
}

/// Dropping it makes all that is remembered out of date: however a change ended, it may have been made.
pub struct Changing<'a>(&'a BusyMemory);

impl Drop for Changing<'_> {
    fn drop(&mut self) {
        self.0.state.fetch_add(1, Ordering::SeqCst);
    }
}

impl BusyMemory {
    /// To be held while something is changed in the calendar.
    pub fn changing(&self) -> Changing<'_> {
        Changing(self)
    }

    /// To be taken before Google is asked, and given back with its answer.
    pub fn state(&self) -> u64 {
        self.state.load(Ordering::SeqCst)
    }

    /// What overlaps this range, if that is known.
    pub fn recall(&self, range: Interval, version: u64, now: Timestamp) -> Option<Vec<Interval>> {
        let state = self.state();
        let known = self.known();
        let is_good = |one: &&Known| {
            let covers = one.range.start() <= range.start() && range.end() <= one.range.end();
            covers && one.version == version && one.state == state && one.at <= now && now < shifted(one.at, AGE_S)
        };
        known.iter().rev().find(is_good).map(|one| one.busy.iter().copied().filter(|busy| busy.overlaps(&range)).collect())
    }

    /// The last of them replaces the oldest.
    pub fn remember(&self, range: Interval, busy: Vec<Interval>, version: u64, state: u64, at: Timestamp) {
        let mut known = self.known();
        known.retain(|one| one.range != range);
        if known.len() == MOST {
            known.remove(0);
        }
        known.push(Known { range, busy, version, state, at });
    }

    fn known(&self) -> MutexGuard<'_, Vec<Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// From midnight to midnight, UTC: those who look at the same days ask for the same range.
pub fn whole_days(range: Interval) -> Interval {
    let start = range.start().as_second().div_euclid(DAY_S) * DAY_S;
    let end = range.end().as_second().div_euclid(DAY_S) * DAY_S + DAY_S;
    let at = |second| Timestamp::from_second(second).ok();
    at(start).zip(at(end)).and_then(|(start, end)| Interval::new(start, end).ok()).unwrap_or(range)
}

/// The range in parts that Google answers.
pub fn parts(range: Interval) -> Vec<Interval> {
    let mut parts = vec![];
    let mut start = range.start();
    while let Ok(part) = Interval::new(start, shifted(start, PART_S).min(range.end())) {
        start = part.end();
        parts.push(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn span(start: &str, end: &str) -> Interval {
        Interval::new(at(start), at(end)).expect("an interval")
    }

    #[test]
    fn a_range_is_asked_for_in_parts_without_gaps() {
        let range = span("2026-12-01T09:00:00Z", "2027-06-01T00:00:00Z");
        let parts = parts(range);
        assert_eq!(parts.len(), 4);
        assert_eq!((parts[0].start(), parts[3].end()), (range.start(), range.end()));
        assert!(parts.windows(2).all(|two| two[0].end() == two[1].start()));
        assert_eq!(super::parts(span("2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z")).len(), 1);
    }

    #[test]
    fn whole_days_hold_the_range() {
        let days = whole_days(span("2026-12-01T09:30:00Z", "2026-12-02T00:00:00Z"));
        assert_eq!(days, span("2026-12-01T00:00:00Z", "2026-12-03T00:00:00Z"));
    }

    #[test]
    fn what_is_remembered_is_young_of_this_permission_and_of_no_changed_calendar() {
        let memory = BusyMemory::default();
        let (day, now) = (span("2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"), at("2026-11-30T12:00:00Z"));
        let hour = span("2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z");
        let noon = span("2026-12-01T12:00:00Z", "2026-12-01T13:00:00Z");
        memory.remember(day, vec![hour], 1, memory.state(), now);
        assert_eq!(memory.recall(day, 1, shifted(now, 59)), Some(vec![hour]));
        assert_eq!(memory.recall(noon, 1, now), Some(vec![]), "nothing of it is at noon");
        assert_eq!(memory.recall(day, 1, shifted(now, 60)), None, "too old");
        assert_eq!(memory.recall(day, 2, now), None, "of another permission");
        assert_eq!(memory.recall(span("2026-12-01T00:00:00Z", "2026-12-02T00:00:01Z"), 1, now), None, "not all of it");
        let before = memory.state();
        drop(memory.changing());
        assert_eq!(memory.recall(day, 1, now), None, "the calendar was changed");
        memory.remember(day, vec![], 1, before, now);
        assert_eq!(memory.recall(day, 1, now), None, "it was asked for before the change");
        for n in 0..20 {
            let range = span("2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z").padded(n, 0);
            memory.remember(range, vec![], 1, memory.state(), now);
        }
        assert_eq!(memory.known().len(), MOST);
    }
}
