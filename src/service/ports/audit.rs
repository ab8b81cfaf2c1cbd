//! Reading the audit log. Nothing deletes from it.

use async_trait::async_trait;

use super::{AuditEntry, Stored};
use crate::domain::{
    page::{Page, PageSize},
    time::Timestamp,
};

/// Which lines a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// An admin's or key's id, `environment` or `anonymous`.
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
