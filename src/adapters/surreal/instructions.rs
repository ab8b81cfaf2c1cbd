//! Published instructions. A version never changes.

use std::sync::Arc;

use async_trait::async_trait;
use surrealdb::types::RecordId;

use super::{
    connection::{Connection, Query, one},
    rows::InstructionRow,
};
use crate::{
    domain::{instruction::Version, time::Timestamp},
    service::{error::StorageError, ports::Instructions},
};

#[derive(Clone)]
pub struct SurrealInstructions {
    connection: Arc<Connection>,
}

impl SurrealInstructions {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection }
    }

    async fn find(&self, query: Query) -> Result<Option<Version>, StorageError> {
        let mut results = self.connection.read(query).await?;
        one::<InstructionRow>(&mut results, 0, "instruction")?.map(InstructionRow::into_domain).transpose()
    }
}

#[async_trait]
impl Instructions for SurrealInstructions {
    async fn published(&self) -> Result<Option<Version>, StorageError> {
        self.find(Query::new("SELECT * FROM instruction ORDER BY id DESC LIMIT 1;")).await
    }

    async fn version(&self, number: u32) -> Result<Option<Version>, StorageError> {
        let id = RecordId::new("instruction", i64::from(number));
        self.find(Query::new("SELECT * FROM ONLY $id;").bind("id", id)).await
    }

    async fn seed(&self, text: &str, at: Timestamp) -> Result<(), StorageError> {
        let row = InstructionRow::of(&Version::seed(text, at));
        // IGNORE: the one that is there stays.
        self.connection.write(Query::new("INSERT IGNORE INTO instruction $row RETURN NONE;").bind("row", row)).await.map(|_| ())
    }
}
