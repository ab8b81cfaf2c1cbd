//! How each of the team looks at leads: one document a person.

use std::sync::Arc;

use async_trait::async_trait;
use surrealdb::types::RecordId;

use super::{
    connection::Connection,
    document::{Versioned, load, save},
};
use crate::{
    domain::{ids::AdminId, lead::views::LeadPreferences},
    service::{error::StorageError, ports::LeadPreferenceStore},
};

#[derive(Clone)]
pub struct SurrealLeadPreferences {
    connection: Arc<Connection>,
}

impl SurrealLeadPreferences {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection }
    }
}

impl Versioned for LeadPreferences {
    const WHAT: &'static str = "choice of lists";

    fn version(&self) -> u64 {
        self.version
    }

    fn at_version(self, version: u64) -> Self {
        Self { version, ..self }
    }
}

fn record(admin: &AdminId) -> RecordId {
    RecordId::new("lead_preference", admin.as_str())
}

#[async_trait]
impl LeadPreferenceStore for SurrealLeadPreferences {
    async fn of(&self, admin: &AdminId) -> Result<LeadPreferences, StorageError> {
        load(&self.connection, record(admin)).await
    }

    async fn save(&self, admin: &AdminId, preferences: &LeadPreferences) -> Result<(), StorageError> {
        save(&self.connection, record(admin), preferences, None).await
    }
}
