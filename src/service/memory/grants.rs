//! The permission for a calendar in memory.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;

use super::{MemoryAudit, locked, yield_once};
use crate::service::{
    error::StorageError,
    ports::{AuditEntry, CalendarGrants, GrantRecord},
};

/// Clones share one state.
#[derive(Clone, Default)]
pub struct MemoryCalendarGrants(Arc<Mutex<GrantRecord>>, MemoryAudit);

impl MemoryCalendarGrants {
    /// With its lines in this log.
    pub fn beside(audit: &MemoryAudit) -> Self {
        Self(Arc::default(), audit.clone())
    }
}

#[async_trait]
impl CalendarGrants for MemoryCalendarGrants {
    async fn load(&self) -> Result<GrantRecord, StorageError> {
        yield_once().await;
        Ok(locked(&self.0).clone())
    }

    async fn save(&self, record: &GrantRecord, entry: Option<AuditEntry>) -> Result<(), StorageError> {
        yield_once().await;
        let mut stored = locked(&self.0);
        if stored.version + 1 != record.version {
            return Err(StorageError::Conflict);
        }
        if let Some(entry) = entry {
            self.1.append(entry)?;
        }
        *stored = record.clone();
        Ok(())
    }
}
