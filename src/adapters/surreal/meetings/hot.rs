//! The time that meetings take, remembered day by day, so that whoever looks for a free time need not read it back.
//!
//! Always what was committed, because: only a process that has the database for itself remembers anything; whatever a write
//! touches is forgotten when it ends, however it ends; and what was read is remembered only if it was not touched since before
//! the reading began.

use std::{
    collections::BTreeMap,
    ops::RangeInclusive,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::statement::LONGEST_S;
use crate::{
    domain::{
        meeting::Meeting,
        schedule::interval::{Interval, shifted},
        time::Timestamp,
    },
    service::ports::Claimed,
};

const DAY_S: i64 = 86_400;
/// Days that are remembered at most: all of them are forgotten where there would be more. Longer ranges are not remembered.
const MOST: usize = 800;

/// Days of UTC since 1970, by the beginnings of meetings.
pub(super) type Days = RangeInclusive<i64>;

/// Those in which a meeting may begin that takes time in the range, or begins in it; None for more than are remembered.
pub(super) fn days_of(range: Interval) -> Option<Days> {
    let (first, last) = (day_of(shifted(range.start(), -LONGEST_S)), day_of(shifted(range.end(), LONGEST_S)));
    usize::try_from(last - first).is_ok_and(|days| days < MOST).then_some(first..=last)
}

pub(super) fn day_of(at: Timestamp) -> i64 {
    at.as_second().div_euclid(DAY_S)
}

/// From the first midnight to the last one.
pub(super) fn span_of(days: &Days) -> Option<Interval> {
    let midnight = |day: i64| Timestamp::from_second(day.saturating_mul(DAY_S)).ok();
    Interval::new(midnight(*days.start())?, midnight(days.end() + 1)?).ok()
}

pub(in super::super) struct HotTimes {
    /// False where other processes write, too: nothing is remembered then.
    enabled: bool,
    known: Mutex<Known>,
}

/// A mark in time, taken before something is read from the database.
#[derive(Clone, Copy)]
pub(super) struct Mark(u64);

#[derive(Default)]
struct Known {
    /// How many writes have ended.
    ended: u64,
    days: BTreeMap<i64, Arc<[Claimed]>>,
    /// The last write that touched a day.
    touched: BTreeMap<i64, u64>,
    /// The last one that may have touched any day.
    all: u64,
    /// Events that the calendar shows where no meeting is any more.
    outdated: Option<Arc<[Interval]>>,
    outdated_touched: u64,
}

/// What a write touches.
#[derive(Default)]
pub(super) struct Touched {
    days: Vec<i64>,
    events: bool,
}

impl Touched {
    /// A meeting as it was or will be.
    pub(super) fn add(&mut self, meeting: &Meeting) {
        self.days.push(day_of(meeting.time.start()));
        self.events |= meeting.outdated_event().is_some();
    }
}

impl HotTimes {
    pub(in super::super) fn new(enabled: bool) -> Self {
        Self { enabled, known: Mutex::default() }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn mark(&self) -> Mark {
        Mark(self.known().ended)
    }

    /// What is remembered of these days.
    pub(super) fn recall(&self, days: &Days) -> BTreeMap<i64, Arc<[Claimed]>> {
        self.known().days.range(days.clone()).map(|(day, all)| (*day, Arc::clone(all))).collect()
    }

    /// All that begin on these days, as it was read after the mark.
    pub(super) fn remember(&self, mark: Mark, read: &BTreeMap<i64, Arc<[Claimed]>>) {
        if !self.enabled {
            return;
        }
        let mut known = self.known();
        if known.days.len() + read.len() > MOST {
            known.days.clear();
        }
        for (day, all) in read {
            if known.all <= mark.0 && known.touched.get(day).is_none_or(|last| *last <= mark.0) {
                known.days.insert(*day, Arc::clone(all));
            }
        }
    }

    pub(super) fn outdated(&self) -> Option<Arc<[Interval]>> {
        self.known().outdated.clone()
    }

    pub(super) fn remember_outdated(&self, mark: Mark, events: Arc<[Interval]>) {
        let mut known = self.known();
        if self.enabled && known.outdated_touched <= mark.0 {
            known.outdated = Some(events);
        }
    }

    /// A write has ended, in whatever way.
    pub(super) fn ended(&self, touched: &Touched) {
        let mut known = self.known();
        known.ended += 1;
        let now = known.ended;
        for day in &touched.days {
            known.days.remove(day);
            known.touched.insert(*day, now);
        }
        if touched.events {
            known.forget_events();
        }
        if known.touched.len() > MOST {
            known.forget_days();
        }
    }

    /// Meetings were changed, nobody here knows which.
    pub(in super::super) fn forget(&self) {
        let mut known = self.known();
        known.ended += 1;
        known.forget_days();
        known.forget_events();
    }
}

impl Known {
    fn forget_days(&mut self) {
        self.days.clear();
        self.touched.clear();
        self.all = self.ended;
    }

    fn forget_events(&mut self) {
        self.outdated = None;
        self.outdated_touched = self.ended;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(days: Days) -> BTreeMap<i64, Arc<[Claimed]>> {
        days.map(|day| (day, Arc::from([]))).collect()
    }

    fn touching(day: i64) -> Touched {
        Touched { days: vec![day], events: false }
    }

    #[test]
    fn a_range_reaches_as_far_as_a_meeting_can() {
        let at = |text: &str| text.parse::<Timestamp>().expect("a time");
        let range = Interval::new(at("1970-01-03T11:00:00Z"), at("1970-01-03T12:00:00Z")).expect("an hour");
        assert_eq!(days_of(range), Some(1..=3));
        let span = span_of(&(1..=2)).expect("two days");
        assert_eq!((span.start(), span.end()), (at("1970-01-02T00:00:00Z"), at("1970-01-04T00:00:00Z")));
        assert_eq!(days_of(Interval::new(Timestamp::UNIX_EPOCH, at("1980-01-01T00:00:00Z")).expect("ten years")), None);
    }

    #[test]
    fn a_day_is_remembered_until_it_is_touched() {
        let hot = HotTimes::new(true);
        hot.remember(hot.mark(), &read(1..=3));
        hot.ended(&touching(2));
        assert_eq!(hot.recall(&(0..=9)).into_keys().collect::<Vec<_>>(), [1, 3]);
        hot.forget();
        assert!(hot.recall(&(0..=9)).is_empty());
    }

    #[test]
    fn what_was_touched_while_it_was_read_is_not_remembered() {
        let hot = HotTimes::new(true);
        let before = hot.mark();
        hot.ended(&touching(2));
        hot.remember(before, &read(1..=3));
        assert_eq!(hot.recall(&(0..=9)).into_keys().collect::<Vec<_>>(), [1, 3]);
        hot.forget();
        hot.remember(before, &read(1..=3));
        assert!(hot.recall(&(0..=9)).is_empty());
        hot.remember(hot.mark(), &read(1..=3));
        assert_eq!(hot.recall(&(0..=9)).len(), 3);
    }

    #[test]
    fn outdated_events_are_forgotten_with_the_write_that_touches_one() {
        let hot = HotTimes::new(true);
        let before = hot.mark();
        hot.remember_outdated(before, Arc::from([]));
        hot.ended(&touching(2));
        assert!(hot.outdated().is_some(), "no event of it is outdated");
        hot.ended(&Touched { days: vec![], events: true });
        assert!(hot.outdated().is_none());
        hot.remember_outdated(before, Arc::from([]));
        assert!(hot.outdated().is_none(), "read before it was touched");
    }

    #[test]
    fn beside_other_processes_nothing_is_remembered() {
        let hot = HotTimes::new(false);
        hot.remember(hot.mark(), &read(1..=3));
        hot.remember_outdated(hot.mark(), Arc::from([]));
        assert!(hot.recall(&(0..=9)).is_empty() && hot.outdated().is_none());
    }

    #[test]
    fn days_do_not_grow_without_bound() {
        let hot = HotTimes::new(true);
        let most = i64::try_from(MOST).expect("a number of days");
        hot.remember(hot.mark(), &read(1..=most));
        hot.remember(hot.mark(), &read(most + 1..=most + 2));
        assert_eq!(hot.recall(&(0..=2 * most)).len(), 2);
        (0..=most).for_each(|day| hot.ended(&touching(day)));
        assert!(hot.known().touched.len() <= MOST);
    }
}
