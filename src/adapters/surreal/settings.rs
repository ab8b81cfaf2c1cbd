//! The settings: one document.

use std::sync::Arc;

use async_trait::async_trait;
use surrealdb::types::{RecordId, SurrealValue};

use super::{
    cached::Cached,
    connection::{Connection, Query, one, unreadable},
};
use crate::{
    domain::settings::Settings,
    service::{error::StorageError, ports::SettingsStore},
};

pub struct SurrealSettings {
    connection: Arc<Connection>,
    cached: Arc<Cached<Settings>>,
}

#[derive(SurrealValue)]
struct SettingsRow {
    id: RecordId,
    document: String,
    version: i64,
}

const WHAT: &str = "settings document";

// The schema lets the version grow by one only; that the record is there already, or not yet, is checked here.
const CREATE: &str =
    "BEGIN; IF settings:current.version != NONE { THROW 'conflict' }; CREATE settings:current CONTENT $row RETURN NONE; COMMIT;";
const REPLACE: &str =
    "BEGIN; IF array::is_empty((UPDATE settings:current CONTENT $row RETURN VALUE version)) { THROW 'conflict' }; COMMIT;";

impl SurrealSettings {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        let cached = Arc::new(Cached::new(connection.is_exclusive));
        Self { connection, cached }
    }
}

#[async_trait]
impl SettingsStore for SurrealSettings {
    async fn load(&self) -> Result<Settings, StorageError> {
        let mark = match self.cached.get() {
            Ok(settings) => return Ok(settings),
            Err(mark) => mark,
        };
        let mut results = self.connection.read(Query::new("SELECT * FROM ONLY settings:current;")).await?;
        let settings = match one::<SettingsRow>(&mut results, 0, WHAT)? {
            None => Settings::default(),
            Some(row) => {
                let settings: Settings = serde_json::from_str(&row.document).map_err(|_| unreadable(WHAT))?;
                Settings { version: u64::try_from(row.version).map_err(|_| unreadable(WHAT))?, ..settings }
            }
        };
        self.cached.remember(mark, &settings);
        Ok(settings)
    }

    async fn save(&self, settings: &Settings) -> Result<(), StorageError> {
        let document = serde_json::to_string(settings).map_err(|_| unreadable(WHAT))?;
        let version = i64::try_from(settings.version).map_err(|_| StorageError::Conflict)?;
        let row = SettingsRow { id: RecordId::new("settings", "current"), document, version };
        let query = Query::new(if version == 1 { CREATE } else { REPLACE }).bind("row", row);
        let (connection, cached) = (Arc::clone(&self.connection), Arc::clone(&self.cached));
        // On a task of its own: what was replaced must be forgotten even when nobody waits for it any more.
        let saved = tokio::spawn(async move {
            let outcome = connection.write(query).await.map(|_| ());
            cached.forget();
            outcome
        });
        saved.await.unwrap_or_else(|error| Err(StorageError::Failed(format!("saving was cut short: {error}"))))
    }
}
