//! The settings: one document.

use std::sync::Arc;

use async_trait::async_trait;
use surrealdb::types::{RecordId, SurrealValue};

use super::{
    connection::{Connection, Query, one, unreadable},
    rows::AuditRow,
};
use crate::{
    domain::settings::Settings,
    service::{
        error::StorageError,
        ports::{AuditEntry, SettingsStore},
    },
};

#[derive(Clone)]
pub struct SurrealSettings {
    connection: Arc<Connection>,
}

#[derive(SurrealValue)]
struct SettingsRow {
    id: RecordId,
    document: String,
    version: i64,
}

const WHAT: &str = "settings document";

// The schema lets the version grow by one only; that the record is there already, or not yet, is checked here.
const CREATE: &str = "\
    BEGIN; \
    IF settings:current.version != NONE { THROW 'conflict' }; \
    CREATE settings:current CONTENT $row RETURN NONE; \
    INSERT INTO audit $entry RETURN NONE; \
    COMMIT;";
const REPLACE: &str = "\
    BEGIN; \
    IF array::is_empty((UPDATE settings:current CONTENT $row RETURN VALUE version)) { THROW 'conflict' }; \
    INSERT INTO audit $entry RETURN NONE; \
    COMMIT;";

impl SurrealSettings {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection }
    }
}

#[async_trait]
impl SettingsStore for SurrealSettings {
    async fn load(&self) -> Result<Settings, StorageError> {
        let mut results = self.connection.read(Query::new("SELECT * FROM ONLY settings:current;")).await?;
        let Some(row) = one::<SettingsRow>(&mut results, 0, WHAT)? else { return Ok(Settings::default()) };
        let settings: Settings = serde_json::from_str(&row.document).map_err(|_| unreadable(WHAT))?;
        Ok(Settings { version: u64::try_from(row.version).map_err(|_| unreadable(WHAT))?, ..settings })
    }

    async fn latest(&self) -> Result<Settings, StorageError> {
        self.load().await
    }

    async fn save(&self, settings: &Settings, entry: AuditEntry) -> Result<(), StorageError> {
        let document = serde_json::to_string(settings).map_err(|_| unreadable(WHAT))?;
        let version = i64::try_from(settings.version).map_err(|_| StorageError::Conflict)?;
        let row = SettingsRow { id: RecordId::new("settings", "current"), document, version };
        let query = Query::new(if version == 1 { CREATE } else { REPLACE }).bind("row", row).bind("entry", AuditRow::of(entry));
        self.connection.write(query).await.map(|_| ())
    }
}
