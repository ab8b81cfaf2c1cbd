//! What an owner may ask of the audit log.

use super::OwnerDoor;
use crate::{
    domain::{
        analytics::calendar::Calendar,
        api_error::ApiError,
        ids::AdminId,
        page::{Page, PageSize},
    },
    rpc::audit::{AuditActor, AuditList, AuditQuery, AuditRow},
    service::ports::{AuditEntry, AuditFilter},
};

/// Who has no account and no key, as lines call them and as people do.
const NAMELESS: [(&str, &str); 5] = [
    ("environment", "The key of the environment"),
    ("schedule", "By itself"),
    ("mail", "Outgoing mail"),
    ("operator", "The operator, on the server"),
    ("anonymous", "Somebody not signed in"),
];

impl OwnerDoor {
    pub async fn list_audit(&self, query: AuditQuery, cursor: Option<String>) -> Result<AuditList, ApiError> {
        let state = &self.inner.state;
        let calendar = Calendar::new(self.told(state.desk.load().await)?.business.zone());
        let text = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let filter = AuditFilter {
            actor: text(query.actor),
            action: text(query.action),
            q: text(query.q),
            from: query.from.map(|day| calendar.start_of(day)),
            to: query.to.map(|day| calendar.span_of(day).1),
        };
        let cursor = cursor.filter(|cursor| !cursor.is_empty());
        let found = self.told(state.audit_reader.list(&self.owner, &filter, PageSize::default(), cursor.as_deref()).await)?;
        let actors = self.audit_actors().await?;
        let items = found.items.into_iter().map(|entry| row(entry, &actors)).collect();
        Ok(AuditList { page: Page { items, next_cursor: found.next_cursor }, actors })
    }

    async fn audit_actors(&self) -> Result<Vec<AuditActor>, ApiError> {
        let state = &self.inner.state;
        let team = self.told(state.accounts.team(&self.admin).await)?;
        let keys = self.told(state.keys.list(&self.owner).await)?;
        let people = team.into_iter().map(|account| AuditActor { id: account.id.to_string(), name: account.name });
        let programs = keys.into_iter().map(|key| AuditActor { id: key.id.to_string(), name: format!("Key “{}”", key.label) });
        let others = NAMELESS.into_iter().map(|(id, name)| AuditActor { id: id.to_owned(), name: name.to_owned() });
        Ok(people.chain(programs).chain(others).collect())
    }
}

fn row(entry: AuditEntry, actors: &[AuditActor]) -> AuditRow {
    let known = actors.iter().find(|actor| actor.id == entry.actor);
    let stranger = || if entry.actor.parse::<AdminId>().is_ok() { "Somebody who left".to_owned() } else { entry.actor.clone() };
    let who = known.map_or_else(stranger, |actor| actor.name.clone());
    AuditRow { id: entry.id, at: entry.at, who, action: entry.action, target: entry.target, address: entry.address }
}
