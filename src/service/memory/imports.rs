//! Imports in memory: in one state with the leads that they write.

use async_trait::async_trait;

use super::{
    conversations::{MemoryConversations, State},
    stores::MemoryAudit,
};
use crate::{
    domain::{
        ids::{ImportId, LeadId},
        lead::import::Import,
    },
    service::{
        error::StorageError,
        ports::{ImportMark, ImportWrite, Imports, Marked},
    },
};

/// Clones share one state.
#[derive(Clone, Default)]
pub struct MemoryImports {
    leads: MemoryConversations,
    audit: MemoryAudit,
}

impl MemoryImports {
    /// With these leads, and with its lines in this log.
    pub fn beside(leads: &MemoryConversations, audit: &MemoryAudit) -> Self {
        Self { leads: leads.clone(), audit: audit.clone() }
    }
}

impl State {
    fn import(&mut self, change: ImportWrite) -> Result<(), StorageError> {
        let import = change.import;
        let stored = self.imports.get(&import.id).map_or(0, |old| old.version);
        if stored + 1 != import.version {
            return Err(StorageError::Conflict);
        }
        for write in change.leads {
            self.check_lead(&write.lead, &write.trace)?;
            let tally = write.counted(&self.people(&write.moves()), &self.counted.calendar);
            self.counted.facts.add_all(&tally);
            self.put_lead(write.lead, write.trace)?;
        }
        for mark in change.marks {
            self.mark(&import.id, mark);
        }
        for lead in change.unmarks {
            self.marks.remove(&(import.id.clone(), lead));
        }
        self.imports.insert(import.id.clone(), import);
        Ok(())
    }

    fn mark(&mut self, import: &ImportId, mark: ImportMark) {
        match self.marks.get_mut(&(import.clone(), mark.lead.clone())) {
            None => drop(self.marks.insert((import.clone(), mark.lead.clone()), mark)),
            Some(known) => {
                known.version = if known.version + 1 == mark.version { mark.version } else { 0 };
                known.lines.extend(mark.lines);
            }
        }
    }
}

#[async_trait]
impl Imports for MemoryImports {
    async fn write(&self, change: ImportWrite) -> Result<(), StorageError> {
        self.leads
            .with(|state| {
                let mut next = state.clone();
                let entry = change.entry.clone();
                next.import(change)?;
                if let Some(entry) = entry {
                    self.audit.append(entry)?;
                }
                *state = next;
                Ok(())
            })
            .await
    }

    async fn find(&self, id: &ImportId) -> Result<Option<Import>, StorageError> {
        self.leads.with(|state| Ok(state.imports.get(id).cloned())).await
    }

    async fn latest(&self, limit: u32) -> Result<Vec<Import>, StorageError> {
        self.leads.with(|state| Ok(state.imports.values().rev().take(limit as usize).cloned().collect())).await
    }

    async fn marked(&self, id: &ImportId, after: Option<&LeadId>, limit: u32) -> Result<Vec<Marked>, StorageError> {
        self.leads
            .with(|state| {
                let own = state.marks.iter().filter(|((import, lead), _)| import == id && after.is_none_or(|after| lead > after));
                let marked = |mark: &ImportMark| Marked { mark: mark.clone(), lead: state.leads.get(&mark.lead).cloned() };
                Ok(own.take(limit as usize).map(|(_, mark)| marked(mark)).collect())
            })
            .await
    }
}
