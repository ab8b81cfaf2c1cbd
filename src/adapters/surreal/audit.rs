//! The audit log: appended to, read from its end.

use std::sync::Arc;

use async_trait::async_trait;

use super::{
    connection::{Connection, Query, rows},
    rows::AuditRow,
};
use crate::service::{
    error::StorageError,
    ports::{AuditEntry, AuditLog},
};

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
