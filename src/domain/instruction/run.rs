//! What became of the test conversations: one run of all of them, and two runs side by side.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Author,
    case::{Call, Expectation, Line},
};
use crate::domain::{
    ids::{CaseId, RunId},
    message::Usage,
    time::Timestamp,
};

/// What was tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Subject {
    /// At this revision, while this version was the published one.
    Draft {
        base: u32,
        revision: u64,
    },
    Version {
        number: u32,
    },
}

/// What was seen while a test conversation was held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    /// The whole of it, with the answers.
    pub lines: Vec<Line>,
    /// The answers that were given, in their order.
    pub replies: Vec<String>,
    pub calls: Vec<Call>,
    /// Sentences that claimed a booking, which the guard kept back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<String>,
    /// What the server itself said in the replies of meetings that count as booked, moved or cancelled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<String>,
    /// What is known in the end: field and value.
    pub captured: BTreeMap<String, String>,
    pub usage: Usage,
    pub latency_ms: u64,
    /// The model's own name for itself.
    pub model: String,
}

/// One expectation, and whether it came true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    pub expectation: Expectation,
    pub passed: bool,
    /// What was seen instead; empty where it passed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seen: String,
}

/// A model's answer to the judge's question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    pub question: String,
    pub passed: bool,
    pub reason: String,
}

/// What became of one test conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Passed,
    Failed,
    /// It could not be held to its end: the model failed, or took too long.
    Broken,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseResult {
    pub case: CaseId,
    pub name: String,
    pub outcome: Outcome,
    /// Why it is [`Outcome::Broken`], in words for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    pub checks: Vec<Checked>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged: Option<Judged>,
    pub observed: Observed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    Running,
    Done,
    Cancelled,
    /// It ended with whoever was running it.
    BrokenOff,
}

/// How many of each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub passed: u32,
    pub failed: u32,
    pub broken: u32,
    /// How many there are in all; those that are missing were not held.
    pub total: u32,
}

impl Tally {
    pub fn held(&self) -> u32 {
        self.passed + self.failed + self.broken
    }

    pub fn is_good(&self) -> bool {
        self.passed == self.total
    }
}

/// One run of all test conversations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestRun {
    pub id: RunId,
    pub subject: Subject,
    /// Of what was tested.
    pub hash: String,
    pub author: Author,
    pub began_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    pub state: RunState,
    pub total: u32,
    /// In the order of the test conversations.
    pub results: Vec<CaseResult>,
}

impl TestRun {
    pub fn tally(&self) -> Tally {
        let count = |outcome: Outcome| self.results.iter().filter(|result| result.outcome == outcome).count() as u32;
        Tally { passed: count(Outcome::Passed), failed: count(Outcome::Failed), broken: count(Outcome::Broken), total: self.total }
    }

    /// All were held, and all passed.
    pub fn is_good(&self) -> bool {
        self.state == RunState::Done && self.tally().is_good()
    }
}

/// A run as it is followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunProgress {
    pub id: RunId,
    pub subject: Subject,
    pub state: RunState,
    pub tally: Tally,
    /// The names of those that are being held.
    pub under_way: Vec<String>,
}

/// How a test conversation did against another run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Same,
    Better,
    Worse,
    /// The other run has not held it.
    New,
    /// Only the other run has held it.
    Gone,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    pub case: CaseId,
    pub name: String,
    pub before: Option<Outcome>,
    pub now: Option<Outcome>,
    pub change: Change,
}

/// `now` beside `before`, in the order of `now`; then what only `before` has held.
pub fn compare(now: &TestRun, before: &TestRun) -> Vec<Compared> {
    let of = |run: &TestRun, case: &CaseId| run.results.iter().find(|result| result.case == *case).map(|result| result.outcome);
    let line = |result: &CaseResult| {
        let (before, now) = (of(before, &result.case), of(now, &result.case));
        Compared { case: result.case.clone(), name: result.name.clone(), before, now, change: change(before, now) }
    };
    let gone = before.results.iter().filter(|result| of(now, &result.case).is_none());
    now.results.iter().chain(gone).map(line).collect()
}

fn change(before: Option<Outcome>, now: Option<Outcome>) -> Change {
    let good = |outcome: Outcome| outcome == Outcome::Passed;
    match (before, now) {
        (None, _) => Change::New,
        (_, None) => Change::Gone,
        (Some(before), Some(now)) if good(before) == good(now) => Change::Same,
        (_, Some(now)) if good(now) => Change::Better,
        _ => Change::Worse,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(n: u128, outcome: Outcome) -> CaseResult {
        CaseResult {
            case: CaseId::new(uuid::Uuid::from_u128(n)),
            name: n.to_string(),
            outcome,
            problem: None,
            checks: vec![],
            judged: None,
            observed: Observed::default(),
        }
    }

    fn run(total: u32, state: RunState, results: Vec<CaseResult>) -> TestRun {
        TestRun {
            id: RunId::new(uuid::Uuid::from_u128(1)),
            subject: Subject::Version { number: 1 },
            hash: String::new(),
            author: Author::Product,
            began_at: Timestamp::UNIX_EPOCH,
            ended_at: None,
            state,
            total,
            results,
        }
    }

    #[test]
    fn a_run_is_good_when_all_were_held_and_passed() {
        assert!(run(0, RunState::Done, vec![]).is_good());
        assert!(run(1, RunState::Done, vec![result(1, Outcome::Passed)]).is_good());
        assert!(!run(2, RunState::Done, vec![result(1, Outcome::Passed)]).is_good());
        assert!(!run(1, RunState::Cancelled, vec![result(1, Outcome::Passed)]).is_good());
        assert!(!run(1, RunState::Done, vec![result(1, Outcome::Broken)]).is_good());
    }

    #[test]
    fn runs_are_compared_case_by_case() {
        let before = run(
            4,
            RunState::Done,
            vec![result(1, Outcome::Passed), result(2, Outcome::Failed), result(3, Outcome::Failed), result(4, Outcome::Passed)],
        );
        let now = run(
            4,
            RunState::Done,
            vec![result(5, Outcome::Passed), result(3, Outcome::Broken), result(2, Outcome::Passed), result(1, Outcome::Failed)],
        );
        let seen: Vec<(String, Change)> = compare(&now, &before).into_iter().map(|line| (line.name, line.change)).collect();
        let expected = [("5", Change::New), ("3", Change::Same), ("2", Change::Better), ("1", Change::Worse), ("4", Change::Gone)];
        assert_eq!(seen, expected.map(|(name, change)| (name.to_owned(), change)));
    }
}
