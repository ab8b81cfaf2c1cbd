//! The permission for the owner's calendar: one document beside the settings, under an id of its own.

use std::sync::Arc;

use async_trait::async_trait;
use surrealdb::types::{RecordId, SurrealValue};

use super::{
    connection::{Connection, Query, one, unreadable},
    rows::AuditRow,
};
use crate::service::{
    error::StorageError,
    ports::{AuditEntry, CalendarGrants, GrantRecord},
};

#[derive(Clone)]
pub struct SurrealCalendarGrants {
    connection: Arc<Connection>,
}

#[derive(SurrealValue)]
struct GrantRow {
    id: RecordId,
    document: String,
    version: i64,
}

const WHAT: &str = "permission for the calendar";

// The schema lets the version grow by one only; that the record is there already, or not yet, is checked here.
const CREATE: &str = "\
    IF settings:calendar_grant.version != NONE { THROW 'conflict' }; \
    CREATE settings:calendar_grant CONTENT $row RETURN NONE; ";
const REPLACE: &str = "\
    IF array::is_empty((UPDATE settings:calendar_grant CONTENT $row RETURN VALUE version)) { THROW 'conflict' }; ";
const TELL: &str = "INSERT INTO audit $entry RETURN NONE; ";

impl SurrealCalendarGrants {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection }
    }
}

#[async_trait]
impl CalendarGrants for SurrealCalendarGrants {
    async fn load(&self) -> Result<GrantRecord, StorageError> {
        let mut results = self.connection.read(Query::new("SELECT * FROM ONLY settings:calendar_grant;")).await?;
        let Some(row) = one::<GrantRow>(&mut results, 0, WHAT)? else { return Ok(GrantRecord::default()) };
        let grant = serde_json::from_str(&row.document).map_err(|_| unreadable(WHAT))?;
        Ok(GrantRecord { grant, version: u64::try_from(row.version).map_err(|_| unreadable(WHAT))? })
    }

    async fn save(&self, record: &GrantRecord, entry: Option<AuditEntry>) -> Result<(), StorageError> {
        let document = serde_json::to_string(&record.grant).map_err(|_| unreadable(WHAT))?;
        let version = i64::try_from(record.version).map_err(|_| StorageError::Conflict)?;
        let row = GrantRow { id: RecordId::new("settings", "calendar_grant"), document, version };
        let change = if version == 1 { CREATE } else { REPLACE };
        let query = match entry {
            Some(entry) => Query::new(["BEGIN; ", change, TELL, "COMMIT;"].concat()).bind("entry", AuditRow::of(entry)),
            None => Query::new(["BEGIN; ", change, "COMMIT;"].concat()),
        };
        self.connection.write(query.bind("row", row)).await.map(|_| ())
    }
}
