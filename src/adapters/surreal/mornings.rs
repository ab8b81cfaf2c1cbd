//! Mornings that a model was asked to put into words: a record for each day, made by whoever takes it.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::civil::Date;
use surrealdb::types::RecordId;

use super::connection::{Connection, Query, one, unreadable};
use crate::{
    domain::analytics::insight::Phrased,
    service::{error::StorageError, ports::Mornings},
};

const WHAT: &str = "morning";

const TAKE: &str = "\
    BEGIN; \
    LET $is_free = !record::exists($day); \
    IF $is_free { CREATE $day CONTENT { taken_at: time::now() } RETURN NONE }; \
    RETURN $is_free; \
    COMMIT;";
/// BEGIN, LET and IF have a result each.
const IS_FREE: usize = 3;
const KEEP: &str = "UPDATE $day SET phrased = $phrased RETURN NONE;";

pub struct SurrealMornings {
    connection: Arc<Connection>,
}

impl SurrealMornings {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection }
    }
}

fn record(date: Date) -> RecordId {
    RecordId::new("morning", date.to_string())
}

#[async_trait]
impl Mornings for SurrealMornings {
    async fn is_taken(&self, date: Date) -> Result<bool, StorageError> {
        let mut results = self.connection.read(Query::new("RETURN record::exists($day);").bind("day", record(date))).await?;
        Ok(one::<bool>(&mut results, 0, WHAT)?.unwrap_or(false))
    }

    async fn take(&self, date: Date) -> Result<bool, StorageError> {
        let mut results = self.connection.write(Query::new(TAKE).bind("day", record(date))).await?;
        one::<bool>(&mut results, IS_FREE, WHAT)?.ok_or_else(|| unreadable(WHAT))
    }

    async fn keep(&self, date: Date, phrased: &Phrased) -> Result<(), StorageError> {
        let text = serde_json::to_string(phrased).map_err(|_| StorageError::Failed("a morning cannot be written as JSON".into()))?;
        self.connection.write(Query::new(KEEP).bind("day", record(date)).bind("phrased", text)).await.map(|_| ())
    }

    async fn phrased(&self, date: Date) -> Result<Option<Phrased>, StorageError> {
        let mut results = self.connection.read(Query::new("RETURN $day.phrased;").bind("day", record(date))).await?;
        let text = one::<String>(&mut results, 0, WHAT)?;
        text.map(|text| serde_json::from_str(&text).map_err(|_| unreadable(WHAT))).transpose()
    }
}
