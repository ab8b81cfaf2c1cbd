//! What the assistant's instruction is kept in: versions that never change, the team's draft, test conversations and what
//! became of them.

use async_trait::async_trait;

use super::{AuditEntry, Stored};
use crate::domain::{
    ids::{AdminId, CaseId, RunId},
    instruction::{Aside, Draft, Version, VersionInfo, case::TestCase, run::TestRun},
    page::{Page, PageSize},
    time::Timestamp,
};

/// What a conversation needs.
#[async_trait]
pub trait Instructions: Send + Sync {
    /// The published one; None before the seed. May be some seconds old where several instances run.
    async fn published(&self) -> Stored<Option<Version>>;
    async fn version(&self, number: u32) -> Stored<Option<Version>>;
    /// Stores [`Version::seed`] unless there is a version.
    async fn seed(&self, text: &str, at: Timestamp) -> Stored<()>;
}

/// All that publishing changes: stored whole or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Publication {
    /// Its number is that of the newest one plus one.
    pub version: Version,
    /// What becomes of the draft. Its `revision` is the stored one plus one. None leaves it as it is.
    pub draft: Option<Draft>,
    pub entry: AuditEntry,
}

/// Versions as the studio works with them.
#[async_trait]
pub trait Versions: Send + Sync {
    /// The newest one, as it is now: what a change begins from. None before the seed.
    async fn newest(&self) -> Stored<Option<Version>>;

    async fn find(&self, number: u32) -> Stored<Option<Version>>;

    /// Newest first, without their texts. `cursor` as an earlier page gave it; a cursor that no page gave is `Ok(None)`.
    async fn list(&self, size: PageSize, cursor: Option<&str>) -> Stored<Option<Page<VersionInfo>>>;

    /// One transaction. `StorageError::Conflict` when the newest version is not the one before, or the stored draft is
    /// not of the revision before; nothing is changed then.
    async fn publish(&self, publication: Publication) -> Stored<()>;
}

/// The team's draft, and what was written beside it.
#[async_trait]
pub trait Drafts: Send + Sync {
    /// None before anybody saved one.
    async fn draft(&self) -> Stored<Option<Draft>>;

    /// `draft.revision` is the stored one plus one (1 for the first); `StorageError::Conflict` when another was saved
    /// meanwhile. Nobody's deed for the log: drafts are saved while people write.
    async fn save(&self, draft: &Draft) -> Stored<()>;

    /// What this admin had written when another one's save was quicker.
    async fn aside(&self, admin: &AdminId) -> Stored<Option<Aside>>;

    /// Keeps it, in the place of an earlier one of theirs.
    async fn set_aside(&self, admin: &AdminId, aside: &Aside) -> Stored<()>;

    async fn drop_aside(&self, admin: &AdminId) -> Stored<()>;
}

/// Test conversations. There are few: lists are read whole.
#[async_trait]
pub trait TestCases: Send + Sync {
    /// In the order in which they were made.
    async fn all(&self) -> Stored<Vec<TestCase>>;

    async fn find(&self, id: &CaseId) -> Stored<Option<TestCase>>;

    /// New and changed ones, in one transaction with their line. Each one's `version` is the stored one plus one; 1 for a new
    /// one. `StorageError::Conflict` when one of them has changed; nothing is changed then.
    async fn save(&self, cases: &[TestCase], entry: AuditEntry) -> Stored<()>;

    /// False when there is no such case: then no line is stored. `StorageError::Conflict` when its version is another.
    async fn remove(&self, id: &CaseId, version: u64, entry: AuditEntry) -> Stored<bool>;

    /// Stores these unless some were seeded before, whatever became of those.
    async fn seed(&self, cases: &[TestCase]) -> Stored<()>;
}

/// Which run is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LastRun {
    /// Of a draft on this version, at whatever revision.
    OfDraftOn(u32),
    /// Of exactly this content, by its hash.
    OfContent(String),
}

/// Runs that are kept, of those that are over.
pub const KEPT_RUNS: usize = 50;

#[async_trait]
pub trait TestRuns: Send + Sync {
    /// Stores a run that is over, in the place of what was stored of it before. Of the others, what is older than the
    /// [`KEPT_RUNS`] that began last is deleted with it, some at a time, but for the last run of the published content and that
    /// of the draft on the published version: these are compared.
    async fn save(&self, run: &TestRun) -> Stored<()>;

    async fn find(&self, id: &RunId) -> Stored<Option<TestRun>>;

    /// The one that began last, of those that are done.
    async fn last(&self, which: &LastRun) -> Stored<Option<TestRun>>;
}
