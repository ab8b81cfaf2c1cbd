//! Sessions of the dashboard that survive a restart. A session is kept under the SHA-256 of its id, so that nobody
//! who reads the database or a backup can take one over.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use sha2::{Digest, Sha256};
use surrealdb::types::{Datetime, RecordId, SurrealValue};
use tower_sessions::{
    ExpiredDeletion, SessionStore,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
    session_store::{Error, Result},
};

use super::{
    connection::{Connection, Query, one},
    rows::datetime,
};
use crate::service::{error::StorageError, ports::Clock};

/// How often a new id is drawn when it is taken.
const DRAWS: usize = 4;
/// How many expired sessions one transaction deletes.
const SWEPT: i64 = 500;

#[derive(Clone)]
pub struct SurrealSessions {
    connection: Arc<Connection>,
    clock: Arc<dyn Clock>,
}

#[derive(SurrealValue)]
struct SessionRow {
    id: RecordId,
    /// The session's values as JSON.
    data: String,
    expires_at: Datetime,
}

impl SurrealSessions {
    pub(super) fn new(connection: Arc<Connection>, clock: Arc<dyn Clock>) -> Self {
        Self { connection, clock }
    }
}

#[async_trait]
impl ExpiredDeletion for SurrealSessions {
    async fn delete_expired(&self) -> Result<()> {
        let sql = format!(
            "LET $over = (SELECT VALUE id FROM session WHERE expires_at <= $now LIMIT {SWEPT}); \
             DELETE $over RETURN NONE; \
             RETURN array::len($over);"
        );
        loop {
            let query = Query::new(sql.clone()).bind("now", datetime(self.clock.now()));
            let mut results = self.connection.write(query).await.map_err(|error| backend(&error))?;
            // LET and DELETE have a result each.
            let deleted = one::<i64>(&mut results, 2, "session").map_err(|error| backend(&error))?;
            if deleted.unwrap_or(0) < SWEPT {
                return Ok(());
            }
        }
    }
}

#[async_trait]
impl SessionStore for SurrealSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        for _ in 0..DRAWS {
            let created = self.connection.write(Query::new("INSERT INTO session $row RETURN NONE;").bind("row", row(record)?)).await;
            match created {
                Ok(_) => return Ok(()),
                Err(StorageError::Duplicate(_)) => record.id = Id::default(),
                Err(error) => return Err(backend(&error)),
            }
        }
        Err(Error::Backend("no free session id".into()))
    }

    /// Only where it still is: saving late must not bring back a session that was logged out.
    async fn save(&self, record: &Record) -> Result<()> {
        let row = row(record)?;
        let query = Query::new("UPDATE $id CONTENT $row RETURN NONE;").bind("id", row.id.clone()).bind("row", row);
        self.connection.write(query).await.map(|_| ()).map_err(|error| backend(&error))
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let mut results = self.connection.read(load(record_id(id), datetime(self.clock.now()))).await.map_err(|error| backend(&error))?;
        let Some(row) = one::<SessionRow>(&mut results, 0, "session").map_err(|error| backend(&error))? else { return Ok(None) };
        let unreadable = || Error::Decode("a stored session cannot be read".into());
        let data = serde_json::from_str(&row.data).map_err(|_| unreadable())?;
        let nanoseconds = i128::from(row.expires_at.timestamp()) * 1_000_000_000 + i128::from(row.expires_at.timestamp_subsec_nanos());
        let expiry_date = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).map_err(|_| unreadable())?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let query = Query::new("DELETE $id RETURN NONE;").bind("id", record_id(id));
        self.connection.write(query).await.map(|_| ()).map_err(|error| backend(&error))
    }
}

impl fmt::Debug for SurrealSessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SurrealSessions")
    }
}

pub(super) fn load(id: RecordId, now: Datetime) -> Query {
    Query::new("SELECT * FROM $id WHERE expires_at > $now;").bind("id", id).bind("now", now)
}

fn row(record: &Record) -> Result<SessionRow> {
    let data = serde_json::to_string(&record.data).map_err(|_| Error::Encode("a session cannot be written as JSON".into()))?;
    let (seconds, rest) = (record.expiry_date.unix_timestamp(), record.expiry_date.nanosecond());
    let expires_at =
        Datetime::from_timestamp(seconds, rest).ok_or_else(|| Error::Encode("a session expires outside of all calendars".into()))?;
    Ok(SessionRow { id: record_id(&record.id), data, expires_at })
}

fn record_id(id: &Id) -> RecordId {
    RecordId::new("session", hex::encode(Sha256::digest(id.0.to_be_bytes())))
}

fn backend(error: &StorageError) -> Error {
    Error::Backend(error.to_string())
}
