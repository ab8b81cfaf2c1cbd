//! The settings: one document.

use std::sync::Arc;

use async_trait::async_trait;
use surrealdb::types::RecordId;

use super::{
    connection::Connection,
    document::{Versioned, load, save},
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

impl SurrealSettings {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection }
    }
}

impl Versioned for Settings {
    const WHAT: &'static str = "settings document";

    fn version(&self) -> u64 {
        self.version
    }

    fn at_version(self, version: u64) -> Self {
        Self { version, ..self }
    }
}

fn record() -> RecordId {
    RecordId::new("settings", "current")
}

#[async_trait]
impl SettingsStore for SurrealSettings {
    async fn load(&self) -> Result<Settings, StorageError> {
        load(&self.connection, record()).await
    }

    async fn latest(&self) -> Result<Settings, StorageError> {
        self.load().await
    }

    async fn save(&self, settings: &Settings, entry: AuditEntry) -> Result<(), StorageError> {
        save(&self.connection, record(), settings, Some(entry)).await
    }
}
