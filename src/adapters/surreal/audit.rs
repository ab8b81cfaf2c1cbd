//! The audit log: appended to, read from its end, page by page.

use std::sync::Arc;

use async_trait::async_trait;

use super::{
    connection::{Connection, Query, rows},
    rows::{AuditRow, area_of, instant, is_audit_place},
};
use crate::{
    domain::page::{Page, PageSize},
    service::{
        error::StorageError,
        ports::{AuditEntry, AuditFilter, AuditLog, AuditTrail},
    },
};

/// What no index knows is compared here: so many lines are read at a time, and so many times for one page.
const READ_AT_ONCE: usize = 250;
const MOST_READS: usize = 20;

#[derive(Clone)]
pub struct SurrealAudit {
    connection: Arc<Connection>,
}

impl SurrealAudit {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection }
    }
}

#[async_trait]
impl AuditLog for SurrealAudit {
    async fn record(&self, entry: AuditEntry) -> Result<(), StorageError> {
        let query = Query::new("INSERT INTO audit $row RETURN NONE;").bind("row", AuditRow::of(entry));
        self.connection.write(query).await.map(|_| ())
    }

    async fn latest(&self, limit: u32) -> Result<Vec<AuditEntry>, StorageError> {
        // Ids sort by time.
        let query = Query::new(format!("SELECT * FROM audit ORDER BY id DESC LIMIT {limit};"));
        let mut results = self.connection.read(query).await?;
        rows::<AuditRow>(&mut results, 0, "audit entry")?.into_iter().map(AuditRow::into_domain).collect()
    }
}

#[async_trait]
impl AuditTrail for SurrealAudit {
    async fn list(&self, filter: &AuditFilter, size: PageSize, cursor: Option<&str>) -> Result<Option<Page<AuditEntry>>, StorageError> {
        if cursor.is_some_and(|cursor| !is_audit_place(cursor)) {
            return Ok(None);
        }
        let wanted = size.get() as usize;
        let at_once = if is_served(filter) { wanted + 1 } else { READ_AT_ONCE.max(wanted + 1) };
        let earliest = filter.from.map(instant);
        let mut found: Vec<(String, AuditEntry)> = vec![];
        let mut before = cursor.map(str::to_owned);
        for _ in 0..MOST_READS {
            let mut results = self.connection.read(page(filter, at_once, before.as_deref())).await?;
            let read = rows::<AuditRow>(&mut results, 0, "audit entry")?;
            let mut is_last = read.len() < at_once;
            for row in read {
                let place = row.by_at.clone();
                if earliest.as_ref().is_some_and(|earliest| place <= *earliest) {
                    is_last = true;
                    break;
                }
                let entry = row.into_domain()?;
                before = Some(place.clone());
                if filter.matches(&entry) {
                    found.push((place, entry));
                }
            }
            if found.len() > wanted {
                found.truncate(wanted);
                let next_cursor = found.last().map(|(place, _)| place.clone());
                return Ok(Some(told(found, next_cursor)));
            }
            if is_last {
                return Ok(Some(told(found, None)));
            }
        }
        // There is more to look at: the next page goes on here.
        Ok(Some(told(found, before)))
    }
}

fn told(found: Vec<(String, AuditEntry)>, next_cursor: Option<String>) -> Page<AuditEntry> {
    Page { items: found.into_iter().map(|(_, entry)| entry).collect(), next_cursor }
}

/// An index gives exactly these lines.
fn is_served(filter: &AuditFilter) -> bool {
    filter.q.is_none() && filter.from.is_none() && filter.action.is_none()
}

/// Lines from the latest on, or before a place: a range of one index.
pub(super) fn page(filter: &AuditFilter, limit: usize, before: Option<&str>) -> Query {
    // By who did it, else by what was done: one of the two narrows it down.
    let whose = match (&filter.actor, &filter.action) {
        (Some(_), _) => "actor = $actor AND ",
        (None, Some(_)) => "area = $area AND ",
        (None, None) => "listed = NONE AND ",
    };
    let start = before.map(str::to_owned).into_iter().chain(filter.to.map(instant)).min();
    let (side, start) = start.map_or((">", String::new()), |start| ("<", start));
    let sql = format!("SELECT * FROM audit WHERE {whose}by_at {side} $start ORDER BY by_at DESC LIMIT {limit};");
    Query::new(sql)
        .bind("actor", filter.actor.clone())
        .bind("area", filter.action.as_deref().map(|action| area_of(action).to_owned()))
        .bind("start", start)
}
