//! How each of the team looks at leads: one document a person.

use std::sync::Arc;

use async_trait::async_trait;
use surrealdb::types::{RecordId, SurrealValue};

use super::connection::{Connection, Query, one, unreadable};
use crate::{
    domain::{ids::AdminId, lead::views::LeadPreferences},
    service::{error::StorageError, ports::LeadPreferenceStore},
};

#[derive(Clone)]
pub struct SurrealLeadPreferences {
    connection: Arc<Connection>,
}

#[derive(SurrealValue)]
struct PreferenceRow {
    id: RecordId,
    document: String,
    version: i64,
}

const WHAT: &str = "choice of lists";

// The schema lets the version grow by one only; that the record is there already, or not yet, is checked here.
const CREATE: &str = "\
    BEGIN; \
    IF record::exists($row.id) { THROW 'conflict' }; \
    CREATE $row.id CONTENT $row RETURN NONE; \
    COMMIT;";
const REPLACE: &str = "\
    BEGIN; \
    IF array::is_empty((UPDATE $row.id CONTENT $row RETURN VALUE version)) { THROW 'conflict' }; \
    COMMIT;";

impl SurrealLeadPreferences {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection }
    }
}

fn record(admin: &AdminId) -> RecordId {
    RecordId::new("lead_preference", admin.as_str())
}

#[async_trait]
impl LeadPreferenceStore for SurrealLeadPreferences {
    async fn of(&self, admin: &AdminId) -> Result<LeadPreferences, StorageError> {
        let query = Query::new("SELECT * FROM ONLY $id;").bind("id", record(admin));
        let mut results = self.connection.read(query).await?;
        let Some(row) = one::<PreferenceRow>(&mut results, 0, WHAT)? else { return Ok(LeadPreferences::default()) };
        let chosen: LeadPreferences = serde_json::from_str(&row.document).map_err(|_| unreadable(WHAT))?;
        Ok(LeadPreferences { version: u64::try_from(row.version).map_err(|_| unreadable(WHAT))?, ..chosen })
    }

    async fn save(&self, admin: &AdminId, preferences: &LeadPreferences) -> Result<(), StorageError> {
        let document = serde_json::to_string(preferences).map_err(|_| unreadable(WHAT))?;
        let version = i64::try_from(preferences.version).map_err(|_| StorageError::Conflict)?;
        let row = PreferenceRow { id: record(admin), document, version };
        let query = Query::new(if version == 1 { CREATE } else { REPLACE }).bind("row", row);
        self.connection.write(query).await.map(|_| ())
    }
}
