//! The audit log: its lines, and reading them. Nothing deletes from it.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::Stored;
use crate::domain::{
    ids::AuditId,
    page::{Page, PageSize},
    time::Timestamp,
};

/// Who did what, when, from where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    pub id: AuditId,
    pub at: Timestamp,
    /// An admin's or key's id, or `anonymous`.
    pub actor: String,
    /// Such as `login`, `login_failed`, `settings_saved`.
    pub action: String,
    /// The thing it was done to; never a secret.
    pub target: Option<String>,
    /// The trusted client address.
    pub address: Option<String>,
}

#[async_trait]
pub trait AuditLog: Send + Sync {
    /// What changes nothing that is stored, such as a log-in. A line is stored once: [`StorageError::Duplicate`].
    async fn record(&self, entry: AuditEntry) -> Stored<()>;
    /// Newest first.
    async fn latest(&self, limit: u32) -> Stored<Vec<AuditEntry>>;
}

/// Which lines a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// An admin's or key's id, `environment`, `schedule`, `mail`, `operator` or `anonymous`.
    pub actor: Option<String>,
    /// The whole action, or its part before a point: `leads` finds `leads.exported`.
    pub action: Option<String>,
    /// Text of the target or of the address, without regard to case.
    pub q: Option<String>,
    /// At or after, and before.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
}

impl AuditFilter {
    /// The definition that every adapter keeps to.
    pub fn matches(&self, entry: &AuditEntry) -> bool {
        let is_of = |action: &String| {
            let rest = entry.action.strip_prefix(action.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let has = |text: &Option<String>, q: &str| text.as_deref().is_some_and(|text| text.to_lowercase().contains(q));
        let says = |q: &String| has(&entry.target, &q.to_lowercase()) || has(&entry.address, &q.to_lowercase());
        self.actor.as_ref().is_none_or(|actor| *actor == entry.actor)
            && self.action.as_ref().is_none_or(is_of)
            && self.q.as_ref().is_none_or(says)
            && self.from.is_none_or(|from| entry.at >= from)
            && self.to.is_none_or(|to| entry.at < to)
    }
}

#[async_trait]
pub trait AuditTrail: Send + Sync {
    /// Newest first. `cursor` as an earlier page of the same list gave it; a cursor that no page gave is `Ok(None)`.
    async fn list(&self, filter: &AuditFilter, size: PageSize, cursor: Option<&str>) -> Stored<Option<Page<AuditEntry>>>;
}
