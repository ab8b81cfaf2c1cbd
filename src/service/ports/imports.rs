//! What imports need of the outside world: files read as tables, and a store for what was taken in.

use async_trait::async_trait;

use super::{AuditEntry, LeadWrite, Stored};
use crate::{
    domain::{
        ids::{EventId, ImportId, LeadId},
        lead::{Lead, import::Import},
        upload::Upload,
    },
    service::error::ServiceError,
};

/// Tables that come as files: CSV in whatever dialect, or the first sheet of a workbook. What it is shows in its bytes.
#[async_trait]
pub trait TableFiles: Send + Sync {
    /// Dates come as `2026-11-30` or `2026-11-30 15:00:00`. Field errors name `file`.
    async fn read(&self, file: Vec<u8>) -> Result<Upload, ServiceError>;
}

/// What an import remembers of one lead.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportMark {
    pub lead: LeadId,
    /// The lead before the import's first write; None where the import made it.
    pub before: Option<Lead>,
    /// The lead's version after the import's last write. 0: somebody else wrote between two writes of the import.
    pub version: u64,
    /// What the import has written into the timeline.
    pub lines: Vec<EventId>,
}

/// A mark, and the lead of this very id as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    pub mark: ImportMark,
    pub lead: Option<Lead>,
}

/// All that one step of an import changes: stored whole or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportWrite {
    /// The new state. Its `version` is the one that was read plus one; 1 for a new import.
    pub import: Import,
    /// None of them is about the same lead as another one. Nothing is restored or absorbed.
    pub leads: Vec<LeadWrite>,
    /// Marks of these leads. Where the import has marked a lead before, that mark's `before` stays, and the lines are added.
    pub marks: Vec<ImportMark>,
    /// Leads whose marks go.
    pub unmarks: Vec<LeadId>,
    pub entry: Option<AuditEntry>,
}

#[async_trait]
pub trait Imports: Send + Sync {
    /// One transaction. `StorageError::Conflict` as [`super::Leads::write`] has it, and when the stored version of the import is not
    /// the one before; nothing is changed then.
    async fn write(&self, change: ImportWrite) -> Stored<()>;

    async fn find(&self, id: &ImportId) -> Stored<Option<Import>>;

    /// Newest first.
    async fn latest(&self, limit: u32) -> Stored<Vec<Import>>;

    /// What an import remembers of the leads behind `after` (or of all), in the order of their ids. An erased lead leaves no
    /// mark.
    async fn marked(&self, id: &ImportId, after: Option<&LeadId>, limit: u32) -> Stored<Vec<Marked>>;
}
