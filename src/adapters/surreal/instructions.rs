//! Published instructions. A version never changes, so that it may be remembered for ever.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use surrealdb::types::RecordId;

use super::{
    cached::Cached,
    connection::{Connection, Query, one},
    rows::InstructionRow,
};
use crate::{
    domain::time::Timestamp,
    service::{
        error::StorageError,
        ports::{Instruction, Instructions},
    },
};

/// Versions that are remembered: those that conversations of these days began with.
const REMEMBERED: usize = 16;

pub struct SurrealInstructions {
    connection: Arc<Connection>,
    published: Arc<Cached<Instruction>>,
    /// The latest looked-up last.
    versions: Mutex<Vec<Instruction>>,
}

impl SurrealInstructions {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        let published = Arc::new(Cached::new(connection.is_exclusive));
        Self { connection, published, versions: Mutex::default() }
    }

    async fn find(&self, query: Query) -> Result<Option<Instruction>, StorageError> {
        let mut results = self.connection.read(query).await?;
        one::<InstructionRow>(&mut results, 0, "instruction")?.map(InstructionRow::into_domain).transpose()
    }
}

#[async_trait]
impl Instructions for SurrealInstructions {
    async fn published(&self) -> Result<Option<Instruction>, StorageError> {
        let mark = match self.published.get() {
            Ok(instruction) => return Ok(Some(instruction)),
            Err(mark) => mark,
        };
        let found = self.find(Query::new("SELECT * FROM instruction ORDER BY id DESC LIMIT 1;")).await?;
        if let Some(instruction) = &found {
            self.published.remember(mark, instruction);
        }
        Ok(found)
    }

    async fn version(&self, version: u32) -> Result<Option<Instruction>, StorageError> {
        let known = self.versions.lock().unwrap_or_else(PoisonError::into_inner).iter().find(|known| known.version == version).cloned();
        if known.is_some() {
            return Ok(known);
        }
        let id = RecordId::new("instruction", i64::from(version));
        let found = self.find(Query::new("SELECT * FROM ONLY $id;").bind("id", id)).await?;
        if let Some(instruction) = &found {
            let mut versions = self.versions.lock().unwrap_or_else(PoisonError::into_inner);
            versions.retain(|known| known.version != version);
            if versions.len() == REMEMBERED {
                versions.remove(0);
            }
            versions.push(instruction.clone());
        }
        Ok(found)
    }

    async fn seed(&self, text: &str, at: Timestamp) -> Result<(), StorageError> {
        let row = InstructionRow::of(&Instruction { version: 1, text: text.to_owned(), published_at: at });
        let (connection, published) = (Arc::clone(&self.connection), Arc::clone(&self.published));
        let seeded = tokio::spawn(async move {
            // IGNORE: the one that is there stays.
            let outcome =
                connection.write(Query::new("INSERT IGNORE INTO instruction $row RETURN NONE;").bind("row", row)).await.map(|_| ());
            published.forget();
            outcome
        });
        seeded.await.unwrap_or_else(|error| Err(StorageError::Failed(format!("seeding was cut short: {error}"))))
    }
}
