//! Stretches of time, and lists of them.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::domain::time::Timestamp;

/// From an instant until a later one, which is no part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
pub struct Interval {
    start: Timestamp,
    end: Timestamp,
}

/// An interval as it is written.
#[derive(Serialize, Deserialize)]
struct Ends {
    start: Timestamp,
    end: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it has to end after it begins")]
pub struct EndsTooEarly;

impl Interval {
    pub fn new(start: Timestamp, end: Timestamp) -> Result<Self, EndsTooEarly> {
        if start < end { Ok(Self { start, end }) } else { Err(EndsTooEarly) }
    }

    /// So many real minutes, whatever the clocks do meanwhile. None for no minutes, and at the end of all time.
    pub fn lasting(start: Timestamp, minutes: u16) -> Option<Self> {
        Self::new(start, shifted(start, i64::from(minutes) * 60)).ok()
    }

    pub fn start(&self) -> Timestamp {
        self.start
    }

    pub fn end(&self) -> Timestamp {
        self.end
    }

    /// Whole real minutes.
    pub fn minutes(&self) -> i64 {
        self.start.duration_until(self.end).as_secs() / 60
    }

    /// They have an instant in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// With so many minutes before it and after it.
    #[must_use]
    pub fn padded(self, before: u16, after: u16) -> Self {
        Self { start: shifted(self.start, -60 * i64::from(before)), end: shifted(self.end, 60 * i64::from(after)) }
    }
}

impl TryFrom<Ends> for Interval {
    type Error = EndsTooEarly;
    fn try_from(ends: Ends) -> Result<Self, EndsTooEarly> {
        Self::new(ends.start, ends.end)
    }
}

impl From<Interval> for Ends {
    fn from(interval: Interval) -> Self {
        Self { start: interval.start, end: interval.end }
    }
}

/// So many seconds later; earlier where they are negative. It stays within the times that can be written.
pub fn shifted(at: Timestamp, seconds: i64) -> Timestamp {
    let edge = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    at.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(edge)
}

/// The same time in as few intervals as possible, ascending.
pub fn merged(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.sort_unstable();
    let mut all: Vec<Interval> = Vec::with_capacity(intervals.len());
    for next in intervals {
        match all.last_mut() {
            Some(last) if next.start <= last.end => last.end = last.end.max(next.end),
            _ => all.push(next),
        }
    }
    all
}

/// What is left of the intervals outside of `hole`: Google's busy times without the meeting that is being moved, which
/// must not stand in its own way.
pub fn without(intervals: &[Interval], hole: Interval) -> Vec<Interval> {
    let outside = |interval: &Interval| {
        let before = Interval::new(interval.start, interval.end.min(hole.start)).ok();
        let after = Interval::new(interval.start.max(hole.end), interval.end).ok();
        before.into_iter().chain(after)
    };
    intervals.iter().flat_map(outside).collect()
}

/// No part of `wanted` lies in these intervals, which are [`merged`].
pub fn is_free(taken: &[Interval], wanted: Interval) -> bool {
    let next = taken.partition_point(|interval| interval.end <= wanted.start);
    taken.get(next).is_none_or(|interval| interval.start >= wanted.end)
}

/// The whole of `wanted` lies in one of these intervals, which are [`merged`].
pub fn covers(open: &[Interval], wanted: Interval) -> bool {
    let later = open.partition_point(|interval| interval.start <= wanted.start);
    later.checked_sub(1).and_then(|at| open.get(at)).is_some_and(|interval| interval.end >= wanted.end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn interval(start: i64, end: i64) -> Interval {
        Interval::new(Timestamp::constant(start, 0), Timestamp::constant(end, 0)).expect("an interval")
    }

    fn some() -> impl Strategy<Value = Vec<Interval>> {
        prop::collection::vec((0_i64..200, 1_i64..40).prop_map(|(start, length)| interval(start, start + length)), 0..12)
    }

    fn has(intervals: &[Interval], second: i64) -> bool {
        intervals.iter().any(|one| one.overlaps(&interval(second, second + 1)))
    }

    #[test]
    fn an_interval_ends_after_it_begins() {
        let at = Timestamp::UNIX_EPOCH;
        assert_eq!(Interval::new(at, at), Err(EndsTooEarly));
        assert_eq!(Interval::lasting(at, 0), None);
        assert_eq!(Interval::lasting(at, 30), Some(interval(0, 1_800)));
        assert_eq!(Interval::lasting(Timestamp::MAX, 30), None);
        let written = serde_json::to_string(&interval(0, 60)).expect("it can be written");
        assert_eq!(written, r#"{"start":"1970-01-01T00:00:00Z","end":"1970-01-01T00:01:00Z"}"#);
        assert_eq!(serde_json::from_str::<Interval>(&written).ok(), Some(interval(0, 60)));
        let backwards = r#"{"start":"1970-01-01T00:01:00Z","end":"1970-01-01T00:00:00Z"}"#;
        assert!(serde_json::from_str::<Interval>(backwards).is_err());
    }

    #[test]
    fn touching_intervals_are_one() {
        assert_eq!(merged(vec![interval(50, 60), interval(0, 10), interval(10, 20), interval(5, 8)]), [interval(0, 20), interval(50, 60)]);
        assert!(!interval(0, 10).overlaps(&interval(10, 20)));
    }

    #[test]
    fn a_moved_meeting_leaves_what_is_beside_it() {
        assert_eq!(without(&[interval(0, 30), interval(40, 50)], interval(10, 20)), [interval(0, 10), interval(20, 30), interval(40, 50)]);
        assert!(without(&[interval(10, 20)], interval(10, 20)).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn lists_keep_their_time(intervals in some(), start in 0_i64..200, length in 1_i64..40) {
            let whole = merged(intervals.clone());
            prop_assert!(whole.windows(2).all(|pair| pair[0].end() < pair[1].start()));
            for second in 0..260 {
                prop_assert_eq!(has(&whole, second), has(&intervals, second));
            }
            let wanted = interval(start, start + length);
            let inside: Vec<bool> = (start..start + length).map(|second| has(&intervals, second)).collect();
            prop_assert_eq!(is_free(&whole, wanted), !inside.contains(&true));
            prop_assert_eq!(covers(&whole, wanted), !inside.contains(&false));
            for second in 0..260 {
                let outside = second < start || second >= start + length;
                prop_assert_eq!(has(&without(&intervals, wanted), second), outside && has(&intervals, second));
            }
        }
    }
}
