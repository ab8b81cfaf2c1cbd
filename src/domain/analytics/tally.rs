//! Under which key something is counted, and counts under many keys: what a change adds, or all there is.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    block::{Block, Cover, Level},
    calendar::weekday_number,
    cohort::Cohorts,
    figures::Days,
    heat::{Hours, Week},
    measure::{Counts, Measure},
    range::Range,
};

/// By what a day's counts are split up. What is not known of a fact is counted under none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    Page,
    Referrer,
    UtmSource,
    UtmMedium,
    UtmCampaign,
    Language,
    Channel,
    Instruction,
    /// Only of answers.
    Model,
}

impl Dimension {
    pub const ALL: [Self; 9] = [
        Self::Page,
        Self::Referrer,
        Self::UtmSource,
        Self::UtmMedium,
        Self::UtmCampaign,
        Self::Language,
        Self::Channel,
        Self::Instruction,
        Self::Model,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Referrer => "referrer",
            Self::UtmSource => "utm_source",
            Self::UtmMedium => "utm_medium",
            Self::UtmCampaign => "utm_campaign",
            Self::Language => "language",
            Self::Channel => "channel",
            Self::Instruction => "instruction",
            Self::Model => "model",
        }
    }

    /// The dimension of this name; None for any other text.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.as_str() == name)
    }
}

/// One place where counts are kept. Days and hours are those of the business.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    Day(Date),
    /// 0 to 23.
    Hour(Date, u8),
    Group(Date, Dimension, String),
    /// What became of the leads of a week, whose Monday this is, so many weeks later (0: in the same one).
    Cohort(Date, u16),
    /// An hour of the week, all weeks of a block together: the weekday (Monday is 0) and 0 to 23.
    BlockHour(Block, u8, u8),
    BlockGroup(Block, Dimension, String),
}

impl Key {
    pub fn is_of_block(&self) -> bool {
        matches!(self, Self::BlockHour(..) | Self::BlockGroup(..))
    }

    /// Where the same is counted again, added up. Days alone are read by themselves, and cohorts are of few weeks.
    fn blocks(&self) -> Vec<Self> {
        match self {
            Self::Hour(date, hour) => Level::OF_HOURS.map(|level| Self::BlockHour(Block::of(level, *date), weekday(*date), *hour)).into(),
            Self::Group(date, dimension, value) => {
                Level::ALL.map(|level| Self::BlockGroup(Block::of(level, *date), *dimension, value.clone())).into()
            }
            Self::Day(_) | Self::Cohort(..) | Self::BlockHour(..) | Self::BlockGroup(..) => vec![],
        }
    }
}

fn weekday(date: Date) -> u8 {
    u8::try_from(weekday_number(date.weekday())).unwrap_or(0)
}

/// Counts under their keys. None of something is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<Key, Counts>);

impl Tally {
    pub fn add(&mut self, key: Key, measure: Measure, count: i64) {
        let counts = self.0.entry(key.clone()).or_default();
        counts.add(measure, count);
        if counts.is_empty() {
            self.0.remove(&key);
        }
    }

    fn add_counts(&mut self, key: &Key, counts: &Counts) {
        counts.iter().for_each(|(measure, count)| self.add(key.clone(), measure, count));
    }

    pub fn add_all(&mut self, other: &Self) {
        other.iter().for_each(|(key, counts)| self.add_counts(key, counts));
    }

    pub fn negated(&self) -> Self {
        Self(self.0.iter().map(|(key, counts)| (key.clone(), counts.negated())).collect())
    }

    pub fn get(&self, key: &Key) -> Counts {
        self.0.get(key).cloned().unwrap_or_default()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Counts)> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The keys under which the two do not hold the same.
    pub fn differing(&self, other: &Self) -> Vec<Key> {
        self.minus(other).0.into_keys().collect()
    }

    /// What has to be added to the other to make it this.
    pub fn minus(&self, other: &Self) -> Self {
        let mut difference = other.negated();
        difference.add_all(self);
        difference
    }

    /// What is counted under these keys.
    pub fn only(&self, keys: &[Key]) -> Self {
        Self(keys.iter().filter_map(|key| self.0.get_key_value(key)).map(|(key, counts)| (key.clone(), counts.clone())).collect())
    }

    /// What is counted of days and hours alone.
    #[must_use]
    pub fn without_blocks(mut self) -> Self {
        self.0.retain(|key, _| !key.is_of_block());
        self
    }

    /// Takes away what the other counts of blocks.
    pub fn subtract_blocks(&mut self, other: &Self) {
        let blocks = other.iter().filter(|(key, _)| key.is_of_block());
        blocks.for_each(|(key, counts)| self.add_counts(key, &counts.negated()));
    }

    /// What its days and hours add to blocks. Its blocks add nothing.
    pub fn of_blocks(&self) -> Self {
        let mut blocks = Self::default();
        for (key, counts) in self.iter() {
            key.blocks().iter().for_each(|block| blocks.add_counts(block, counts));
        }
        blocks
    }

    pub fn days(&self, range: Range) -> Days {
        let day = |(key, counts): (&Key, &Counts)| match key {
            Key::Day(date) if range.contains(*date) => Some((*date, counts.clone())),
            _ => None,
        };
        self.iter().filter_map(day).collect()
    }

    pub fn hours(&self, range: Range) -> Hours {
        let hour = |(key, counts): (&Key, &Counts)| match key {
            Key::Hour(date, hour) if range.contains(*date) => Some(((*date, *hour), counts.clone())),
            _ => None,
        };
        self.iter().filter_map(hour).collect()
    }

    /// The hours of the week, all days of a cover (of [`Level::OF_HOURS`]) together: what its blocks have, and what is counted of
    /// days, also of those in its blocks: that is not in them yet.
    pub fn week(&self, cover: &Cover) -> Week {
        let mut week = Week::new();
        for (key, counts) in self.iter() {
            let hour = match key {
                Key::Hour(date, hour) if cover.range().contains(*date) => (weekday(*date), *hour),
                Key::BlockHour(block, weekday, hour) if cover.holds(block) => (*weekday, *hour),
                _ => continue,
            };
            week.entry(hour).or_default().add_all(counts);
        }
        week.retain(|_, counts| !counts.is_empty());
        week
    }

    /// Of the weeks whose Mondays are in the range.
    pub fn cohorts(&self, range: Range) -> Cohorts {
        let cohort = |(key, counts): (&Key, &Counts)| match key {
            Key::Cohort(week, age) if range.contains(*week) => Some(((*week, *age), counts.clone())),
            _ => None,
        };
        self.iter().filter_map(cohort).collect()
    }

    /// The values of a dimension over the whole cover (as [`Self::week`]), each once; the most of `Chats`, `Leads`, `Opens` and
    /// `Answers` together first, at most `limit`.
    pub fn groups(&self, dimension: Dimension, cover: &Cover, limit: u32) -> Vec<(String, Counts)> {
        let mut groups: BTreeMap<String, Counts> = BTreeMap::new();
        for (key, counts) in self.iter() {
            let value = match key {
                Key::Group(date, of, value) if *of == dimension && cover.range().contains(*date) => value,
                Key::BlockGroup(block, of, value) if *of == dimension && cover.holds(block) => value,
                _ => continue,
            };
            groups.entry(value.clone()).or_default().add_all(counts);
        }
        let weight = |counts: &Counts| {
            [Measure::Chats, Measure::Leads, Measure::Opens, Measure::Answers].map(|measure| counts.get(measure)).iter().sum::<i64>()
        };
        let mut groups: Vec<(String, Counts)> = groups.into_iter().filter(|(_, counts)| !counts.is_empty()).collect();
        groups.sort_by_key(|(_, counts)| std::cmp::Reverse(weight(counts)));
        groups.truncate(limit as usize);
        groups
    }

    /// The first day that anything was counted on.
    pub fn since(&self) -> Option<Date> {
        self.0.keys().filter_map(|key| if let Key::Day(date) = key { Some(*date) } else { None }).min()
    }
}

impl<'a> std::iter::Sum<&'a Tally> for Tally {
    fn sum<I: Iterator<Item = &'a Tally>>(all: I) -> Self {
        let mut sum = Self::default();
        all.for_each(|tally| sum.add_all(tally));
        sum
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn chats(keys: &[Key]) -> Tally {
        let mut tally = Tally::default();
        keys.iter().for_each(|key| tally.add(key.clone(), Measure::Chats, 1));
        tally
    }

    fn page(day: Date, value: &str) -> Key {
        Key::Group(day, Dimension::Page, value.into())
    }

    #[test]
    fn days_and_hours_add_to_their_blocks_and_blocks_to_nothing() {
        let day = date(2026, 11, 18);
        let tally = chats(&[Key::Day(day), Key::Hour(day, 9), page(day, "/a"), Key::Cohort(date(2026, 11, 16), 0)]);
        let [week, weeks4, weeks16] = Level::ALL.map(|level| Block::of(level, day));
        let [in_week, in_4, in_16] = [week, weeks4, weeks16].map(|block| Key::BlockGroup(block, Dimension::Page, "/a".into()));
        let expected = chats(&[Key::BlockHour(weeks4, 2, 9), Key::BlockHour(weeks16, 2, 9), in_week, in_4, in_16]);
        assert_eq!(tally.of_blocks(), expected);
        assert!(expected.of_blocks().is_empty());
        let both: Tally = [&tally, &expected].into_iter().sum();
        let mut rest = both.clone();
        rest.subtract_blocks(&both);
        assert_eq!((both.clone().without_blocks(), rest), (tally.clone(), tally.clone()));
        assert_eq!((both.minus(&tally), both.only(&expected.differing(&Tally::default()))), (expected.clone(), expected));
    }

    /// As it is where changes are not folded yet.
    #[test]
    fn blocks_are_counted_with_what_is_not_in_them_yet() {
        let range = Range::new(date(2026, 1, 3), date(2026, 11, 18)).expect("a range");
        let spread: Vec<Key> =
            range.with_days_since(date(2025, 9, 1)).days().flat_map(|day| [Key::Hour(day, 9), page(day, "/a")]).collect();
        let (folded, waiting) = (chats(&spread), chats(&[Key::Hour(date(2026, 6, 2), 9), page(date(2026, 6, 2), "/b")]));
        let all: Tally = [&folded, &waiting].into_iter().sum();
        let days = Cover::days_only(range);
        for levels in [&Level::ALL[..], &Level::OF_HOURS] {
            let cover = Cover::of(range, levels);
            let is_alone = |day: &Date| cover.parts().iter().any(|part| part.level.is_none() && part.range.contains(*day));
            let read: Vec<Key> =
                spread.iter().filter(|key| matches!(key, Key::Hour(day, _) | Key::Group(day, ..) if is_alone(day))).cloned().collect();
            assert!(read.len() < 2 * 60, "{}", read.len());
            let seen: Tally = [&chats(&read), &folded.of_blocks(), &waiting].into_iter().sum();
            assert_eq!(seen.groups(Dimension::Page, &cover, 9), all.groups(Dimension::Page, &days, 9));
            if !levels.contains(&Level::Week) {
                assert_eq!(seen.week(&cover), all.week(&days));
            }
        }
        assert_eq!(
            all.groups(Dimension::Page, &days, 9).iter().map(|(_, counts)| counts.get(Measure::Chats)).collect::<Vec<_>>(),
            [320, 1]
        );
    }

    #[test]
    fn what_is_taken_from_a_block_again_is_not_there() {
        let range = Range::new(date(2026, 1, 3), date(2026, 11, 18)).expect("a range");
        let cover = Cover::of(range, &Level::OF_HOURS);
        let counted = chats(&[Key::Hour(date(2026, 6, 2), 9), page(date(2026, 6, 2), "/b")]);
        let blocks = counted.of_blocks();
        assert_eq!((blocks.groups(Dimension::Page, &cover, 9).len(), blocks.week(&cover).len()), (1, 1));
        let gone: Tally = [&blocks, &counted.negated()].into_iter().sum();
        assert_eq!((gone.groups(Dimension::Page, &cover, 9).len(), gone.week(&cover).len()), (0, 0));
    }
}
