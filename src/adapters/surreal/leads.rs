//! Leads, read. They are written with the conversations they come from.

use std::sync::Arc;

use async_trait::async_trait;

use super::{connection::Connection, conversations::SurrealConversations};
use crate::{
    domain::{ids::LeadId, lead::Lead},
    service::{error::StorageError, ports::Leads},
};

pub struct SurrealLeads {
    connection: Arc<Connection>,
    conversations: Arc<SurrealConversations>,
}

impl SurrealLeads {
    pub(super) fn new(connection: Arc<Connection>, conversations: Arc<SurrealConversations>) -> Self {
        Self { connection, conversations }
    }
}

#[async_trait]
impl Leads for SurrealLeads {
    async fn find(&self, id: &LeadId) -> Result<Option<Lead>, StorageError> {
        self.conversations.read_lead(id).await
    }

    async fn count(&self) -> Result<u64, StorageError> {
        self.connection.count("SELECT count() AS n FROM lead GROUP ALL;").await
    }
}
