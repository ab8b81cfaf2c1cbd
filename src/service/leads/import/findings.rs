//! What was seen in the rows so far: counted, and listed as far as an answer goes.

use std::collections::BTreeMap;

use super::{Job, names_nobody, plan::Outcome};
use crate::domain::{
    ids::LeadId,
    lead::{
        identity::PersonKey,
        import::{
            Duplicate, Findings, ImportCounts, MOST_LISTED,
            person::{NOBODY, RowError},
        },
    },
};

pub(super) struct Tally {
    findings: Findings,
    /// Leads that rows of this file have made, each with the line.
    made: BTreeMap<LeadId, u32>,
}

impl Tally {
    pub(super) fn of(job: &Job<'_>) -> Self {
        let mut findings = Findings::default();
        findings.counts.rows = u32::try_from(job.rows.len()).unwrap_or(u32::MAX);
        if names_nobody(&job.columns) {
            // Said once, at the head, before each row says it again.
            findings.errors.push(RowError { line: 1, field: "mapping".into(), reason: format!("no column is one of these: {NOBODY}") });
            findings.errors_total = 1;
        }
        Self { findings, made: BTreeMap::new() }
    }

    pub(super) fn counts(&self) -> ImportCounts {
        self.findings.counts
    }

    /// The counts as they will be with these outcomes.
    pub(super) fn counts_with(&self, outcomes: &[(u32, Outcome)]) -> ImportCounts {
        let mut counts = self.counts();
        outcomes.iter().for_each(|(_, outcome)| count(&mut counts, outcome));
        counts
    }

    /// Rows that cannot be taken in, each with all that is wrong with it.
    pub(super) fn refuse(&mut self, rows: Vec<Vec<RowError>>) {
        for errors in rows {
            self.findings.counts.failed += 1;
            errors.into_iter().for_each(|error| self.list(error));
        }
    }

    pub(super) fn take(&mut self, outcomes: Vec<(u32, Outcome)>) {
        for (line, outcome) in outcomes {
            count(&mut self.findings.counts, &outcome);
            match outcome {
                Outcome::New(lead) => {
                    self.made.insert(lead, line);
                }
                Outcome::Merged { lead, key } | Outcome::Known { lead, key } => self.double(line, lead, &key),
                Outcome::Failed { field, reason } => {
                    self.list(RowError { line, field: field.to_owned(), reason: reason.to_owned() });
                }
            }
        }
    }

    pub(super) fn findings(self) -> Findings {
        self.findings
    }

    fn list(&mut self, error: RowError) {
        self.findings.errors_total += 1;
        if self.findings.errors.len() < MOST_LISTED {
            self.findings.errors.push(error);
        }
    }

    fn double(&mut self, line: u32, lead: LeadId, key: &PersonKey) {
        let same_as_line = self.made.get(&lead).copied();
        match same_as_line {
            Some(_) => self.findings.duplicates_in_file += 1,
            None => self.findings.duplicates_stored += 1,
        }
        if self.findings.duplicates.len() < MOST_LISTED {
            let lead_id = same_as_line.is_none().then_some(lead);
            self.findings.duplicates.push(Duplicate { line, field: key.kind().to_owned(), same_as_line, lead_id });
        }
    }
}

fn count(counts: &mut ImportCounts, outcome: &Outcome) {
    match outcome {
        Outcome::New(_) => counts.new += 1,
        Outcome::Merged { .. } => counts.merged += 1,
        Outcome::Known { .. } => counts.skipped += 1,
        Outcome::Failed { .. } => counts.failed += 1,
    }
}
