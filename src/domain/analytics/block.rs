//! Weeks, four and sixteen of them, whose counts are kept added up, and of which of them a range is made: so that one of years is
//! read in few rows. They begin on Mondays, and each is made of whole ones of the lengths before it.

use jiff::civil::{Date, date};

use super::{
    calendar::{days_after, days_between},
    range::Range,
};

/// A Monday on which blocks of all lengths begin.
const MONDAY: Date = date(1970, 1, 5);
/// Parts that a range has at most: days, weeks, four weeks, sixteen weeks, and back.
pub const MOST_PARTS: usize = 7;

/// How long a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    Week,
    Weeks4,
    Weeks16,
}

impl Level {
    /// The shortest first.
    pub const ALL: [Self; 3] = [Self::Week, Self::Weeks4, Self::Weeks16];
    /// Those of hours: seven days have no more of them than their week.
    pub const OF_HOURS: [Self; 2] = [Self::Weeks4, Self::Weeks16];

    fn days(self) -> i64 {
        match self {
            Self::Week => 7,
            Self::Weeks4 => 4 * 7,
            Self::Weeks16 => 16 * 7,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Block {
    level: Level,
    first: Date,
}

impl Block {
    /// The one that this day is in.
    pub fn of(level: Level, date: Date) -> Self {
        Self { level, first: days_after(MONDAY, number(level, date) * level.days()) }
    }

    /// The one that begins on this day, if any does.
    pub fn beginning(level: Level, first: Date) -> Option<Self> {
        Some(Self::of(level, first)).filter(|block| block.first == first)
    }

    pub fn level(&self) -> Level {
        self.level
    }

    pub fn first(&self) -> Date {
        self.first
    }

    pub fn last(&self) -> Date {
        days_after(MONDAY, (number(self.level, self.first) + 1) * self.level.days() - 1)
    }

    pub fn contains(&self, date: Date) -> bool {
        (self.first..=self.last()).contains(&date)
    }
}

fn number(level: Level, date: Date) -> i64 {
    days_between(MONDAY, date).div_euclid(level.days())
}

/// Days one after the other, or blocks of one length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// None: days.
    pub level: Option<Level>,
    pub range: Range,
}

/// A range, put together from days and blocks: each of its days is in one part, and no other day is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    range: Range,
    parts: Vec<Part>,
}

impl Cover {
    pub fn days_only(range: Range) -> Self {
        Self { range, parts: vec![Part { level: None, range }] }
    }

    /// Of as few rows as blocks of these lengths allow; the shortest comes first.
    pub fn of(range: Range, levels: &[Level]) -> Self {
        Self { range, parts: parts(range, levels) }
    }

    pub fn range(&self) -> Range {
        self.range
    }

    /// In the order of their days, at most [`MOST_PARTS`].
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// It is made of this block, not of its days.
    pub fn holds(&self, block: &Block) -> bool {
        self.parts.iter().any(|part| part.level == Some(block.level) && part.range.contains(block.first))
    }
}

fn parts(range: Range, levels: &[Level]) -> Vec<Part> {
    let Some((longest, shorter)) = levels.split_last() else { return vec![Part { level: None, range }] };
    let Some(middle) = whole_blocks(range, *longest) else { return parts(range, shorter) };
    let before = (range.from() < middle.from()).then(|| from_to(range.from(), days_after(middle.from(), -1)));
    let behind = (middle.to() < range.to()).then(|| from_to(days_after(middle.to(), 1), range.to()));
    let beside = |side: Option<Range>| side.map(|side| parts(side, shorter)).unwrap_or_default();
    [beside(before), vec![Part { level: Some(*longest), range: middle }], beside(behind)].concat()
}

/// The days of all blocks of this length that are in the range as a whole.
fn whole_blocks(range: Range, level: Level) -> Option<Range> {
    let (first, last) = (Block::of(level, range.from()), Block::of(level, range.to()));
    let begins = |day: &Date| *day >= range.from() && Block::beginning(level, *day).is_some();
    let start = [first.first(), days_after(first.last(), 1)].into_iter().find(begins)?;
    let end = [last.last(), days_after(last.first(), -1)].into_iter().find(|day| *day <= range.to())?;
    (start <= end).then(|| from_to(start, end))
}

fn from_to(from: Date, to: Date) -> Range {
    Range::day(to).with_days_since(from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn blocks_begin_on_mondays_and_are_made_of_shorter_ones() {
        let blocks = |day| Level::ALL.map(|level| (Block::of(level, day).first(), Block::of(level, day).last()));
        let expected =
            [(date(2026, 11, 16), date(2026, 11, 22)), (date(2026, 10, 26), date(2026, 11, 22)), (date(2026, 9, 28), date(2027, 1, 17))];
        assert_eq!(blocks(date(2026, 11, 18)), expected);
        assert_eq!(blocks(date(1970, 1, 4)).map(|(_, last)| last), [date(1970, 1, 4); 3], "also before the first of all");
        let week = Block::of(Level::Week, date(2026, 11, 22));
        assert_eq!(
            [date(2026, 11, 15), date(2026, 11, 16), date(2026, 11, 22), date(2026, 11, 23)].map(|day| week.contains(day)),
            [false, true, true, false]
        );
        assert_eq!(Block::beginning(Level::Week, date(2026, 11, 16)), Some(week));
        assert_eq!(Block::beginning(Level::Weeks4, date(2026, 11, 16)), None);
        assert_eq!(Block::beginning(Level::Week, date(2026, 11, 17)), None);
    }

    #[test]
    fn a_range_of_years_is_a_few_parts() {
        let range = Range::new(date(2026, 1, 3), date(2027, 11, 16)).expect("a range");
        let told = |levels: &[Level]| -> Vec<(Option<Level>, i64)> {
            Cover::of(range, levels).parts().iter().map(|part| (part.level, part.range.len())).collect()
        };
        let [week, weeks4, weeks16] = Level::ALL.map(Some);
        let expected = [(None, 2), (week, 14), (weeks4, 28), (weeks16, 560), (weeks4, 56), (week, 21), (None, 2)];
        assert_eq!(told(&Level::ALL), expected);
        assert_eq!(told(&[]), [(None, 683)]);
        assert_eq!(Cover::of(Range::day(date(2026, 1, 5)), &Level::ALL), Cover::days_only(Range::day(date(2026, 1, 5))));
    }

    #[test]
    fn days_at_the_ends_of_time_are_not_lost() {
        for range in [Range::ending(Date::MAX, 3), Range::ending(Date::MAX, 300), Range::ending(days_after(Date::MIN, 300), 301)] {
            is_whole(range, &Level::ALL);
        }
    }

    /// Each day of the range is in one part or block, and none around it.
    fn is_whole(range: Range, levels: &[Level]) {
        let cover = Cover::of(range, levels);
        assert!(cover.parts().len() <= MOST_PARTS, "{cover:?}");
        assert_eq!((cover.parts().first().map(|part| part.range.from()), cover.range()), (Some(range.from()), range));
        assert_eq!(cover.parts().last().map(|part| part.range.to()), Some(range.to()));
        for pair in cover.parts().windows(2) {
            assert_eq!(days_after(pair[0].range.to(), 1), pair[1].range.from(), "{cover:?}");
        }
        let around = range.with_days_since(days_after(range.from(), -130));
        for day in around.days().chain(Range::ending(days_after(range.to(), 130), 130).days()) {
            let alone = cover.parts().iter().filter(|part| part.level.is_none() && part.range.contains(day)).count();
            let blocks = Level::ALL.into_iter().filter(|level| cover.holds(&Block::of(*level, day))).count();
            assert_eq!(alone + blocks, usize::from(range.contains(day)), "{day} {cover:?}");
        }
    }

    proptest! {
        #[test]
        fn each_day_of_a_range_is_covered_once(to in -1_000_i64..30_000, days in 1_i64..1_200) {
            let range = Range::ending(days_after(MONDAY, to), days);
            is_whole(range, &Level::ALL);
            is_whole(range, &Level::OF_HOURS);
            is_whole(range, &[]);
        }
    }
}
