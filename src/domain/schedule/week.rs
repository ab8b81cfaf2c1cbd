//! Weeks and days as a calendar draws them: by the clocks of one zone, also on days that have 23 or 25 hours.

use std::fmt;

use jiff::{ToSpan, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::interval::Interval;
use crate::domain::{business::Minute, time::Timestamp};

/// Minutes of a day as its clocks count them.
pub const DAY_MINUTES: Minute = 1_440;
/// Shorter than this nothing can be read or hit.
const LEAST: Minute = 15;

/// Seven days, Monday first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Week(Date);

impl Week {
    /// The week that a day is in.
    pub fn of(date: Date) -> Self {
        let back = i32::from(date.weekday().to_monday_zero_offset());
        Self(date.checked_sub(back.days()).unwrap_or(date))
    }

    /// The week of a day such as `2026-11-24`; None for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<Date>().ok().filter(|date| (1970..=9_000).contains(&date.year())).map(Self::of)
    }

    pub fn monday(self) -> Date {
        self.0
    }

    pub fn days(self) -> [Date; 7] {
        std::array::from_fn(|day| self.0.checked_add(i32::try_from(day).unwrap_or(0).days()).unwrap_or(self.0))
    }

    /// So many weeks later; earlier where they are negative.
    #[must_use]
    pub fn later(self, weeks: i32) -> Self {
        Self(self.0.checked_add(weeks.weeks()).unwrap_or(self.0))
    }

    /// From its first midnight to its last.
    pub fn span(self, zone: &TimeZone) -> Option<Interval> {
        let ends = (start_of(self.0, zone)?, start_of(self.later(1).0, zone)?);
        Interval::new(ends.0, ends.1).ok()
    }
}

/// As it is parsed.
impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The first instant of a day.
fn start_of(date: Date, zone: &TimeZone) -> Option<Timestamp> {
    date.to_zoned(zone.clone()).ok().map(|midnight| midnight.timestamp())
}

/// A day as instants.
pub fn day_span(date: Date, zone: &TimeZone) -> Option<Interval> {
    Interval::new(start_of(date, zone)?, start_of(date.tomorrow().ok()?, zone)?).ok()
}

/// Minutes by which the clocks are put forward (back, where it is negative) on a day.
pub fn clock_change(date: Date, zone: &TimeZone) -> i16 {
    let minutes = day_span(date, zone).map_or(i64::from(DAY_MINUTES), |day| day.minutes());
    i16::try_from(i64::from(DAY_MINUTES) - minutes).unwrap_or(0)
}

/// Where something stands in a day's column, in minutes of its clocks. It ends after it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Block {
    pub from: Minute,
    pub until: Minute,
}

impl Block {
    /// The part of `time` that is on this day; None where none is. From the minute that the clocks show at its beginning to
    /// the one that they show at its end; where they were put back meanwhile, as long as it lasts.
    pub fn of(time: Interval, date: Date, zone: &TimeZone) -> Option<Self> {
        let day = day_span(date, zone)?;
        if !time.overlaps(&day) {
            return None;
        }
        let minute = |at: Timestamp| {
            let shown = zone.to_datetime(at);
            Minute::try_from(i32::from(shown.hour()) * 60 + i32::from(shown.minute())).unwrap_or(0)
        };
        let from = if time.start() <= day.start() { 0 } else { minute(time.start()) };
        let until = if time.end() >= day.end() { DAY_MINUTES } else { minute(time.end()) };
        let until = if until > from {
            until
        } else {
            let lasts = Minute::try_from(time.minutes()).unwrap_or(DAY_MINUTES);
            from.saturating_add(lasts.max(1)).min(DAY_MINUTES)
        };
        // A meeting in the last minute of the day.
        Some(Self { from: from.min(DAY_MINUTES - 1), until })
    }

    pub fn minutes(self) -> Minute {
        self.until.saturating_sub(self.from)
    }

    /// As it is drawn.
    fn drawn_until(self) -> Minute {
        self.until.max(self.from.saturating_add(LEAST))
    }
}

/// Which of several tracks side by side something stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Track {
    /// From 0.
    pub at: u8,
    /// How many there are where it stands.
    pub of: u8,
}

/// A track for each block, in the order of the blocks: those that overlap stand side by side, and what stands alone has all
/// the room.
pub fn tracks(blocks: &[Block]) -> Vec<Track> {
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by_key(|index| blocks.get(*index).map(|block| (block.from, std::cmp::Reverse(block.until))));
    let mut all = vec![Track { at: 0, of: 1 }; blocks.len()];
    // Blocks that touch one another, directly or through others; and where each of their tracks is free again.
    let (mut group, mut ends): (Vec<usize>, Vec<Minute>) = (vec![], vec![]);
    let close = |group: &mut Vec<usize>, ends: &mut Vec<Minute>, all: &mut Vec<Track>| {
        let of = u8::try_from(ends.len()).unwrap_or(u8::MAX).max(1);
        for index in group.drain(..) {
            if let Some(track) = all.get_mut(index) {
                track.of = of;
            }
        }
        ends.clear();
    };
    for index in order {
        let Some(block) = blocks.get(index).copied() else { continue };
        if ends.iter().all(|end| *end <= block.from) {
            close(&mut group, &mut ends, &mut all);
        }
        let free = ends.iter().position(|end| *end <= block.from);
        let at = free.unwrap_or(ends.len());
        match ends.get_mut(at) {
            Some(end) => *end = block.drawn_until(),
            None => ends.push(block.drawn_until()),
        }
        if let Some(track) = all.get_mut(index) {
            track.at = u8::try_from(at).unwrap_or(u8::MAX);
        }
        group.push(index);
    }
    close(&mut group, &mut ends, &mut all);
    all
}

/// The hours that a calendar shows: from the first until before the last, so that nothing of `blocks` is cut off.
pub fn hours_shown(blocks: impl IntoIterator<Item = Block>) -> (u8, u8) {
    let whole = |minute: Minute| u8::try_from(minute / 60).unwrap_or(23);
    let (mut first, mut last) = (9, 17);
    for block in blocks {
        first = first.min(whole(block.from));
        last = last.max(whole(block.drawn_until().saturating_add(59)).min(24));
    }
    (first, last)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).expect("a zone")
    }

    fn time(start: &str, minutes: u16) -> Interval {
        Interval::lasting(start.parse().expect("a time"), minutes).expect("an interval")
    }

    fn block(from: Minute, until: Minute) -> Block {
        Block { from, until }
    }

    #[test]
    fn a_week_begins_on_its_monday() {
        for day in 23..=29 {
            assert_eq!(Week::of(date(2026, 11, day)).monday(), date(2026, 11, 23), "{day}");
        }
        let week = Week::parse("2026-11-29").expect("a day");
        assert_eq!((week.to_string().as_str(), week.later(1).to_string().as_str()), ("2026-11-23", "2026-11-30"));
        assert_eq!((week.later(-1).monday(), week.days()[6]), (date(2026, 11, 16), date(2026, 11, 29)));
        for odd in ["", "2026-W48", "24.11.2026", "0001-01-01", "9999-12-31"] {
            assert_eq!(Week::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn the_weeks_of_a_change_of_clocks_are_an_hour_longer_or_shorter() {
        let hours = |day: Date| Week::of(day).span(&zone("Europe/Berlin")).map(|span| span.minutes() / 60);
        assert_eq!([hours(date(2026, 3, 29)), hours(date(2026, 10, 25)), hours(date(2026, 11, 25))], [Some(167), Some(169), Some(168)]);
        let change = |day| clock_change(day, &zone("Europe/Berlin"));
        assert_eq!([change(date(2026, 3, 29)), change(date(2026, 10, 25)), change(date(2026, 10, 26))], [60, -60, 0]);
        assert_eq!(clock_change(date(2026, 10, 4), &zone("Australia/Lord_Howe")), 30);
    }

    #[test]
    fn a_meeting_stands_where_the_clocks_show_it() {
        let karachi = zone("Asia/Karachi");
        let at = |time| Block::of(time, date(2026, 11, 24), &karachi);
        assert_eq!(at(time("2026-11-24T09:30:00Z", 45)), Some(block(870, 915)));
        assert_eq!(at(time("2026-11-24T18:30:00Z", 60)), Some(block(1_410, 1_440)), "over midnight: the part of this day");
        assert_eq!(at(time("2026-11-23T18:30:00Z", 60)), Some(block(0, 30)));
        assert_eq!(at(time("2026-11-23T18:30:00Z", 30)), None, "it ends at midnight");
    }

    #[test]
    fn a_night_in_which_the_clocks_change_is_drawn_by_its_clocks() {
        let berlin = zone("Europe/Berlin");
        let spring = |start| Block::of(time(start, 60), date(2026, 3, 29), &berlin);
        assert_eq!(spring("2026-03-29T00:30:00Z"), Some(block(90, 210)), "what is skipped lies within");
        assert_eq!(spring("2026-03-29T01:30:00Z"), Some(block(210, 270)));
        let autumn = |start| Block::of(time(start, 60), date(2026, 10, 25), &berlin);
        assert_eq!(autumn("2026-10-25T00:30:00Z"), Some(block(150, 210)), "half past two, the first time");
        assert_eq!(autumn("2026-10-25T01:30:00Z"), Some(block(150, 210)), "and the second");
        assert_eq!(autumn("2026-10-25T02:30:00Z"), Some(block(210, 270)));
    }

    #[test]
    fn what_overlaps_stands_side_by_side() {
        let blocks = [block(540, 600), block(570, 630), block(600, 660), block(700, 710), block(708, 740), block(800, 860)];
        let shown: Vec<(u8, u8)> = tracks(&blocks).into_iter().map(|track| (track.at, track.of)).collect();
        assert_eq!(shown, [(0, 2), (1, 2), (0, 2), (0, 2), (1, 2), (0, 1)]);
        assert!(tracks(&[]).is_empty());
    }

    #[test]
    fn nothing_is_cut_off() {
        assert_eq!(hours_shown([]), (9, 17));
        assert_eq!(hours_shown([block(490, 520), block(1_020, 1_081)]), (8, 19));
        assert_eq!(hours_shown([block(0, 1_440)]), (0, 24));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn no_two_share_a_track_at_a_time(starts in prop::collection::vec((0_u16..1_400, 1_u16..240), 0..14)) {
            let blocks: Vec<Block> = starts.iter().map(|(from, lasts)| block(*from, (from + lasts).min(DAY_MINUTES))).collect();
            let tracks = tracks(&blocks);
            for (one, first) in blocks.iter().enumerate() {
                prop_assert!(tracks[one].at < tracks[one].of);
                for (other, second) in blocks.iter().enumerate().skip(one + 1) {
                    let together = first.from < second.drawn_until() && second.from < first.drawn_until();
                    prop_assert!(!together || (tracks[one].at != tracks[other].at && tracks[one].of == tracks[other].of));
                }
            }
        }

        #[test]
        fn every_minute_of_a_meeting_is_on_some_day(start in 1_700_000_000_i64..1_900_000_000, minutes in 1_u16..240) {
            let time = Interval::lasting(Timestamp::constant(start - start.rem_euclid(60), 0), minutes).expect("an interval");
            for name in ["America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns"] {
                let zone = zone(name);
                let first = zone.to_datetime(time.start()).date();
                let shown = [Some(first), first.tomorrow().ok()].into_iter().flatten().filter_map(|day| Block::of(time, day, &zone));
                prop_assert!(shown.clone().count() >= 1);
                prop_assert!(shown.clone().all(|block| block.from < block.until && block.until <= DAY_MINUTES));
            }
        }
    }
}
