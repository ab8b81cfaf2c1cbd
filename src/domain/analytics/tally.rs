//! Under which key something is counted, and counts under many keys: what a change adds, or all there is.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    cohort::Cohorts,
    figures::Days,
    heat::Hours,
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

    pub fn add_all(&mut self, other: &Self) {
        for (key, counts) in &other.0 {
            counts.iter().for_each(|(measure, count)| self.add(key.clone(), measure, count));
        }
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
        let mut difference = other.negated();
        difference.add_all(self);
        difference.0.into_keys().collect()
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

    /// Of the weeks whose Mondays are in the range.
    pub fn cohorts(&self, range: Range) -> Cohorts {
        let cohort = |(key, counts): (&Key, &Counts)| match key {
            Key::Cohort(week, age) if range.contains(*week) => Some(((*week, *age), counts.clone())),
            _ => None,
        };
        self.iter().filter_map(cohort).collect()
    }

    /// The values of a dimension over the whole range, each once; the most of `Chats`, `Leads`, `Opens` and `Answers` together
    /// first, at most `limit`.
    pub fn groups(&self, dimension: Dimension, range: Range, limit: u32) -> Vec<(String, Counts)> {
        let mut groups: BTreeMap<String, Counts> = BTreeMap::new();
        for (key, counts) in self.iter() {
            match key {
                Key::Group(date, of, value) if *of == dimension && range.contains(*date) => {
                    groups.entry(value.clone()).or_default().add_all(counts);
                }
                _ => {}
            }
        }
        let weight = |counts: &Counts| {
            [Measure::Chats, Measure::Leads, Measure::Opens, Measure::Answers].map(|measure| counts.get(measure)).iter().sum::<i64>()
        };
        let mut groups: Vec<(String, Counts)> = groups.into_iter().collect();
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
