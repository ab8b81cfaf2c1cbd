//! The import itself: batch by batch, each in one transaction with the record of the import.

use super::{BATCH, ImportOrder, Job, LeadImports, Plan, Tally, plan::Outcome};
use crate::{
    domain::{
        ids::ImportId,
        lead::{
            import::{Findings, Import, ImportCounts, person::Person},
            timeline::Actor,
        },
    },
    service::{
        error::{ServiceError, StorageError},
        leads::MOST_TRIES,
        permission::Clerk,
        ports::{AuditEntry, ImportMark, ImportWrite, LeadWrite},
    },
};

/// What became of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportReport {
    pub import: Import,
    pub findings: Findings,
}

impl LeadImports {
    /// Takes a file in. Field errors name `file`, `mapping` and `id`. Where it fails on its way, what was taken in stays, is
    /// listed, and can be taken back.
    pub async fn run(&self, clerk: &Clerk, order: ImportOrder) -> Result<ImportReport, ServiceError> {
        clerk.may_write()?;
        if let Some(id) = &order.id {
            self.check_new(clerk, id).await?;
        }
        let job = self.read(clerk, order).await?;
        let mut tally = Tally::of(&job);
        let mut import = self.begin(&job, tally.counts()).await?;
        for rows in job.rows.chunks(BATCH) {
            let (people, wrong) = job.people(rows);
            tally.refuse(wrong);
            if !self.store(&job, &mut import, &people, &mut tally).await? {
                for person in &people {
                    self.store_alone(&job, &mut import, person, &mut tally).await?;
                }
            }
        }
        let next = Import { finished_at: Some(self.desk.clock.now()), ..self.next(&import, tally.counts()) };
        self.write(next.clone(), vec![], vec![], None).await?;
        Ok(ImportReport { import: next, findings: tally.findings() })
    }

    /// Ids sort by time: no program chooses its own.
    async fn check_new(&self, clerk: &Clerk, id: &ImportId) -> Result<(), ServiceError> {
        if !matches!(clerk.actor(), Actor::Admin(_)) {
            return Err(ServiceError::field("id", "only for somebody who is signed in"));
        }
        match self.imports.find(id).await? {
            Some(_) => Err(ServiceError::field("id", "there is such an import already")),
            None => Ok(()),
        }
    }

    /// The record, with its line in the audit log.
    async fn begin(&self, job: &Job<'_>, counts: ImportCounts) -> Result<Import, ServiceError> {
        let at = self.desk.clock.now();
        let import = Import {
            id: job.id.clone(),
            file: job.name.clone(),
            by: job.clerk.actor().clone(),
            at,
            last_at: at,
            finished_at: None,
            counts,
            reverted_at: None,
            removed: 0,
            restored: 0,
            kept: vec![],
            kept_total: 0,
            version: 1,
        };
        let what = format!("{}, {}, {} rows", import.id, import.file, counts.rows);
        let entry = job.clerk.does("leads.imported", Some(&what), &*self.desk.clock, &*self.desk.ids);
        self.write(import.clone(), vec![], vec![], Some(entry)).await?;
        Ok(import)
    }

    fn next(&self, import: &Import, counts: ImportCounts) -> Import {
        Import { counts, last_at: self.desk.clock.now(), version: import.version + 1, ..import.clone() }
    }

    /// These people in one transaction. False where others were quicker each time: nothing was written then.
    async fn store(&self, job: &Job<'_>, import: &mut Import, people: &[Person], tally: &mut Tally) -> Result<bool, ServiceError> {
        for _ in 0..MOST_TRIES {
            let stored = self.owners(people).await?;
            let mut plan = Plan::new(&self.desk, job);
            let outcomes: Vec<_> = people.iter().map(|person| (person.line, plan.take(person, &stored))).collect();
            let (leads, marks) = plan.writes();
            let last = leads.last().map(|write| write.lead.clone());
            let next = self.next(import, tally.counts_with(&outcomes));
            match self.write(next.clone(), leads, marks, None).await {
                Err(StorageError::Conflict) => {}
                done => {
                    done?;
                    *import = next;
                    tally.take(outcomes);
                    // One word for all of them: whoever looks reads the list anew.
                    last.iter().for_each(|lead| self.desk.tell(lead));
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// One person alone, so that nobody's contention costs the others.
    async fn store_alone(&self, job: &Job<'_>, import: &mut Import, person: &Person, tally: &mut Tally) -> Result<(), ServiceError> {
        if !self.store(job, import, std::slice::from_ref(person), tally).await? {
            let outcome = Outcome::Failed { field: "row", reason: "this lead is being changed by others right now" };
            tally.take(vec![(person.line, outcome)]);
        }
        Ok(())
    }

    async fn write(
        &self,
        import: Import,
        leads: Vec<LeadWrite>,
        marks: Vec<ImportMark>,
        entry: Option<AuditEntry>,
    ) -> Result<(), StorageError> {
        self.imports.write(ImportWrite { import, leads, marks, unmarks: vec![], entry }).await
    }
}
