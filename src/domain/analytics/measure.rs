//! What is counted, and how many there were.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::reply_time::{BUCKETS, bucket_of};

/// One thing that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Measure {
    /// The widget was opened. Nothing else is stored of it.
    Opens,
    /// Conversations that began.
    Chats,
    VisitorMessages,
    Answers,
    /// People who became leads.
    Leads,
    /// Leads that became qualified.
    Qualified,
    /// Leads with whom a meeting was agreed, as their status says.
    Agreed,
    Won,
    Lost,
    /// Meetings that were booked and stand.
    Meetings,
    /// Meetings that were booked and then cancelled.
    Cancelled,
    /// Answers that the model broke off.
    ModelErrors,
    /// Answers that the visitor stopped.
    Stopped,
    /// Answers of the offline assistant in the place of a model that failed.
    Fallbacks,
    /// Answers that are none to what was asked.
    Unanswered,
    PromptTokens,
    OutputTokens,
    /// Answers that took a time within this bucket; see [`super::reply_time`].
    Replies(u8),
}

/// The names, in the order of the variants.
const NAMES: [(Measure, &str); 17] = [
    (Measure::Opens, "opens"),
    (Measure::Chats, "chats"),
    (Measure::VisitorMessages, "visitor_messages"),
    (Measure::Answers, "answers"),
    (Measure::Leads, "leads"),
    (Measure::Qualified, "qualified"),
    (Measure::Agreed, "agreed"),
    (Measure::Won, "won"),
    (Measure::Lost, "lost"),
    (Measure::Meetings, "meetings"),
    (Measure::Cancelled, "cancelled"),
    (Measure::ModelErrors, "model_errors"),
    (Measure::Stopped, "stopped"),
    (Measure::Fallbacks, "fallbacks"),
    (Measure::Unanswered, "unanswered"),
    (Measure::PromptTokens, "prompt_tokens"),
    (Measure::OutputTokens, "output_tokens"),
];

/// The names of the buckets of reply times.
const REPLIES: [&str; BUCKETS] = [
    "replies_00",
    "replies_01",
    "replies_02",
    "replies_03",
    "replies_04",
    "replies_05",
    "replies_06",
    "replies_07",
    "replies_08",
    "replies_09",
    "replies_10",
    "replies_11",
    "replies_12",
    "replies_13",
    "replies_14",
    "replies_15",
    "replies_16",
];

impl Measure {
    /// All of them, buckets last.
    pub fn all() -> impl Iterator<Item = Self> {
        let buckets = (0..u8::try_from(BUCKETS).unwrap_or(u8::MAX)).map(Self::Replies);
        NAMES.into_iter().map(|(measure, _)| measure).chain(buckets)
    }

    /// The name of a column and of the wire: lower-case letters, digits and underscores.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Replies(bucket) => REPLIES.get(usize::from(bucket)).copied().unwrap_or(REPLIES[BUCKETS - 1]),
            other => NAMES.into_iter().find(|(measure, _)| *measure == other).map_or("", |(_, name)| name),
        }
    }

    /// The measure of this name; None for any other text.
    pub fn parse(name: &str) -> Option<Self> {
        Self::all().find(|measure| measure.as_str() == name)
    }

    /// The bucket of an answer that took so long.
    pub fn reply_within(latency_ms: u64) -> Self {
        Self::Replies(bucket_of(latency_ms))
    }
}

impl From<Measure> for String {
    fn from(measure: Measure) -> Self {
        measure.as_str().to_owned()
    }
}

impl TryFrom<String> for Measure {
    type Error = String;
    fn try_from(name: String) -> Result<Self, String> {
        Self::parse(&name).ok_or(format!("nothing of this name is counted: {name}"))
    }
}

/// How many of each. None of something is not written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Counts(BTreeMap<Measure, i64>);

impl Counts {
    pub fn get(&self, measure: Measure) -> i64 {
        self.0.get(&measure).copied().unwrap_or(0)
    }

    /// For people: never less than none.
    pub fn shown(&self, measure: Measure) -> u64 {
        u64::try_from(self.get(measure)).unwrap_or(0)
    }

    pub fn add(&mut self, measure: Measure, count: i64) {
        let sum = self.get(measure).saturating_add(count);
        match sum {
            0 => drop(self.0.remove(&measure)),
            sum => drop(self.0.insert(measure, sum)),
        }
    }

    pub fn add_all(&mut self, other: &Self) {
        other.iter().for_each(|(measure, count)| self.add(measure, count));
    }

    pub fn negated(&self) -> Self {
        Self(self.0.iter().map(|(measure, count)| (*measure, count.saturating_neg())).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (Measure, i64)> + '_ {
        self.0.iter().map(|(measure, count)| (*measure, *count))
    }
}

impl FromIterator<(Measure, i64)> for Counts {
    fn from_iter<I: IntoIterator<Item = (Measure, i64)>>(all: I) -> Self {
        let mut counts = Self::default();
        all.into_iter().for_each(|(measure, count)| counts.add(measure, count));
        counts
    }
}

impl<'a> std::iter::Sum<&'a Counts> for Counts {
    fn sum<I: Iterator<Item = &'a Counts>>(all: I) -> Self {
        let mut sum = Self::default();
        all.for_each(|counts| sum.add_all(counts));
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_is_read_as_it_is_written() {
        let names: std::collections::BTreeSet<&str> = Measure::all().map(Measure::as_str).collect();
        assert_eq!(names.len(), NAMES.len() + BUCKETS, "no two have one name");
        for measure in Measure::all() {
            assert_eq!(Measure::parse(measure.as_str()), Some(measure));
        }
        assert_eq!((Measure::parse("replies_17"), Measure::parse("")), (None, None));
    }

    #[test]
    fn what_adds_up_to_nothing_is_not_there() {
        let mut counts: Counts = [(Measure::Leads, 2), (Measure::Won, 1)].into_iter().collect();
        counts.add_all(&counts.negated());
        assert!(counts.is_empty());
        counts.add(Measure::Lost, -3);
        assert_eq!((counts.get(Measure::Lost), counts.shown(Measure::Lost)), (-3, 0));
        assert_eq!(serde_json::to_string(&counts).expect("json"), r#"{"lost":-3}"#);
    }
}
