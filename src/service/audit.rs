//! Reading who did what.

use std::sync::Arc;

use super::{
    error::ServiceError,
    permission::Owner,
    ports::{AuditEntry, AuditFilter, AuditTrail},
};
use crate::domain::page::{Page, PageSize};

/// The longest text that is looked for, in characters.
const MOST_CHARS: usize = 200;

#[derive(Clone)]
pub struct AuditReader {
    pub trail: Arc<dyn AuditTrail>,
}

impl AuditReader {
    /// Newest first. Field errors name `q`, `actor`, `action` and `cursor`.
    pub async fn list(
        &self,
        _owner: &Owner,
        filter: &AuditFilter,
        size: PageSize,
        cursor: Option<&str>,
    ) -> Result<Page<AuditEntry>, ServiceError> {
        for (name, text) in [("q", &filter.q), ("actor", &filter.actor), ("action", &filter.action)] {
            if text.as_deref().is_some_and(|text| text.chars().count() > MOST_CHARS) {
                return Err(ServiceError::field(name, "at most 200 characters"));
            }
        }
        self.trail.list(filter, size, cursor).await?.ok_or_else(|| ServiceError::field("cursor", "not a cursor of this list"))
    }
}

#[cfg(test)]
mod tests {
    use futures_executor::LocalPool;

    use super::*;
    use crate::{
        domain::{
            account::Role,
            ids::{AdminId, AuditId},
            time::Timestamp,
        },
        service::{memory::MemoryAudit, permission::Admin, ports::AuditLog},
    };

    fn line(n: u8, actor: &str, action: &str, target: &str) -> AuditEntry {
        AuditEntry {
            id: AuditId::new(uuid::Uuid::from_u128(n.into())),
            at: Timestamp::constant(n.into(), 0),
            actor: actor.into(),
            action: action.into(),
            target: Some(target.into()),
            address: Some("192.0.2.7".into()),
        }
    }

    #[test]
    fn lines_are_found_by_who_what_and_when() {
        LocalPool::new().run_until(async {
            let audit = MemoryAudit::default();
            let lines = [("adm_1", "login", "x"), ("key_1", "leads.exported", "CSV, 7 leads"), ("adm_1", "leads_merged", "led_2")];
            for (n, (actor, action, target)) in (1..).zip(lines) {
                audit.record(line(n, actor, action, target)).await.expect("written");
            }
            let admin = Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into());
            let owner = admin.owner().expect("an owner");
            let reader = AuditReader { trail: Arc::new(audit) };
            let found = async |filter: AuditFilter| {
                let page = reader.list(&owner, &filter, PageSize::default(), None).await.expect("a page");
                page.items.iter().map(|line| line.at.as_second()).collect::<Vec<_>>()
            };
            let all = AuditFilter::default;
            assert_eq!(found(all()).await, [3, 2, 1]);
            assert_eq!(found(AuditFilter { actor: Some("adm_1".into()), ..all() }).await, [3, 1]);
            assert_eq!(found(AuditFilter { action: Some("leads".into()), ..all() }).await, [2], "a word is not its beginning");
            assert_eq!(found(AuditFilter { q: Some("csv".into()), ..all() }).await, [2]);
            assert_eq!(found(AuditFilter { q: Some("192.0.2".into()), ..all() }).await.len(), 3);
            let span = AuditFilter { from: Some(Timestamp::constant(2, 0)), to: Some(Timestamp::constant(3, 0)), ..all() };
            assert_eq!(found(span).await, [2]);

            let two = PageSize::new(2).expect("a size");
            let first = reader.list(&owner, &all(), two, None).await.expect("a page");
            let rest = reader.list(&owner, &all(), two, first.next_cursor.as_deref()).await.expect("a page");
            assert_eq!((first.items.len(), rest.items.len(), rest.next_cursor), (2, 1, None));
            let strange = reader.list(&owner, &all(), two, Some("x")).await;
            assert!(matches!(strange, Err(ServiceError::Invalid(fields)) if fields.contains_key("cursor")));
        });
    }
}
