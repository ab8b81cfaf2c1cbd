//! An import taken back: leads that it made go, leads that it changed are as they were. What somebody has touched since stays.

use super::{BATCH, LeadImports};
use crate::{
    domain::{
        ids::{ImportId, LeadId},
        lead::{
            Lead,
            import::{Import, ImportState, MOST_LISTED},
        },
    },
    service::{
        error::{ServiceError, StorageError},
        leads::{MOST_TRIES, contended, gained},
        permission::Clerk,
        ports::{AuditEntry, Forgets, ImportMark, ImportWrite, LeadTrace, LeadWrite, Marked},
    },
};

/// What became of an import that was taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Reverted {
    pub import: Import,
    /// Leads that stayed, as they are now; some of them where there are many.
    pub kept: Vec<Lead>,
}

/// What a page of marks asks for.
#[derive(Default)]
struct Step {
    removed: Vec<Lead>,
    restored: Vec<LeadWrite>,
    unmarks: Vec<LeadId>,
    kept: Vec<LeadId>,
}

impl LeadImports {
    /// Taken back once, it stays taken back: again, the answer is the same. Whatever stops it, the next call goes on.
    pub async fn revert(&self, clerk: &Clerk, id: &ImportId) -> Result<Reverted, ServiceError> {
        clerk.may_write()?;
        let import = self.find(id).await?;
        match import.state(self.desk.clock.now()) {
            ImportState::Reverted => return self.told(import).await,
            ImportState::Running => {
                return Err(ServiceError::Conflict("This import is still under way. Please wait until it has ended.".into()));
            }
            ImportState::Finished | ImportState::BrokenOff => {}
        }
        let kept = self.take_all_back(id).await?;
        self.conclude(clerk, id, kept).await
    }

    /// Page by page. Returns the leads that stay.
    async fn take_all_back(&self, id: &ImportId) -> Result<Vec<LeadId>, ServiceError> {
        let (mut after, mut kept, mut tries): (Option<LeadId>, Vec<LeadId>, usize) = (None, vec![], 0);
        loop {
            let page = self.imports.marked(id, after.as_ref(), BATCH as u32).await?;
            let Some(last) = page.last().map(|marked| marked.mark.lead.clone()) else { return Ok(kept) };
            let step = self.step(page).await?;
            let stay = step.kept.clone();
            match self.take_back(id, step).await {
                Err(ServiceError::Storage(StorageError::Conflict)) if tries < MOST_TRIES => tries += 1,
                Err(ServiceError::Storage(StorageError::Conflict)) => return Err(contended()),
                done => {
                    done?;
                    kept.extend(stay);
                    (after, tries) = (Some(last), 0);
                }
            }
        }
    }

    async fn step(&self, page: Vec<Marked>) -> Result<Step, StorageError> {
        let mut step = Step::default();
        for Marked { mark, lead } in page {
            match lead {
                Some(lead) if lead.version == mark.version => {
                    step.unmarks.push(mark.lead.clone());
                    match &mark.before {
                        Some(before) => step.restored.push(self.back(&lead, before, &mark)),
                        None => step.removed.push(lead),
                    }
                }
                Some(lead) => step.kept.push(lead.id),
                // It became part of another one, or is gone.
                None => match self.desk.leads.find(&mark.lead).await? {
                    Some(other) => step.kept.push(other.id),
                    None => step.unmarks.push(mark.lead),
                },
            }
        }
        Ok(step)
    }

    /// The lead as it was, without the lines that the import has written.
    fn back(&self, now: &Lead, before: &Lead, mark: &ImportMark) -> LeadWrite {
        let lines = mark.lines.iter().map(|line| (now.id.clone(), line.clone())).collect();
        let trace = LeadTrace { releases: gained(before, now), forgets: Forgets { lines, ..Forgets::default() }, ..LeadTrace::default() };
        let lead = Lead { version: now.version + 1, updated_at: self.desk.clock.now(), ..before.clone() };
        LeadWrite { lead, trace, restored: None }
    }

    async fn take_back(&self, id: &ImportId, step: Step) -> Result<(), ServiceError> {
        let Step { removed, restored, unmarks, .. } = step;
        let told = removed.last().or(restored.last().map(|write| &write.lead)).cloned();
        if !removed.is_empty() {
            self.desk.leads.erase(&removed, vec![]).await?;
            self.note(id, count(removed.len()), vec![], vec![]).await?;
        }
        if !restored.is_empty() || !unmarks.is_empty() {
            self.note(id, 0, restored, unmarks).await?;
        }
        told.iter().for_each(|lead| self.desk.tell(lead));
        Ok(())
    }

    /// Writes the record on, with the leads that are as they were.
    async fn note(&self, id: &ImportId, removed: u32, leads: Vec<LeadWrite>, unmarks: Vec<LeadId>) -> Result<(), ServiceError> {
        for _ in 0..MOST_TRIES {
            let import = self.find(id).await?;
            let next = Import {
                removed: import.removed + removed,
                restored: import.restored + count(leads.len()),
                last_at: self.desk.clock.now(),
                version: import.version + 1,
                ..import
            };
            let change = ImportWrite { import: next, leads: leads.clone(), marks: vec![], unmarks: unmarks.clone(), entry: None };
            match self.imports.write(change).await {
                Err(StorageError::Conflict) => {}
                done => return Ok(done?),
            }
        }
        Err(StorageError::Conflict.into())
    }

    /// The record says that it is done, and the audit log knows who did it.
    async fn conclude(&self, clerk: &Clerk, id: &ImportId, mut kept: Vec<LeadId>) -> Result<Reverted, ServiceError> {
        kept.sort_unstable();
        kept.dedup();
        let kept_total = count(kept.len());
        kept.truncate(MOST_LISTED);
        for _ in 0..MOST_TRIES {
            let import = self.find(id).await?;
            // Somebody else was quicker.
            if import.reverted_at.is_some() {
                return self.told(import).await;
            }
            let at = self.desk.clock.now();
            let next = Import { reverted_at: Some(at), last_at: at, kept: kept.clone(), kept_total, version: import.version + 1, ..import };
            let what = format!("{}, {}, {} removed, {} restored, {kept_total} kept", next.id, next.file, next.removed, next.restored);
            let entry: AuditEntry = clerk.does("leads.import_reverted", Some(&what), &*self.desk.clock, &*self.desk.ids);
            let change = ImportWrite { import: next.clone(), leads: vec![], marks: vec![], unmarks: vec![], entry: Some(entry) };
            match self.imports.write(change).await {
                Err(StorageError::Conflict) => {}
                done => {
                    done?;
                    return self.told(next).await;
                }
            }
        }
        Err(contended())
    }

    /// With the leads that stayed, as far as they are still there.
    async fn told(&self, import: Import) -> Result<Reverted, ServiceError> {
        let mut kept = vec![];
        for id in &import.kept {
            kept.extend(self.desk.leads.find(id).await?);
        }
        Ok(Reverted { import, kept })
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
