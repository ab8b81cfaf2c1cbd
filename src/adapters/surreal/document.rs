//! A document under a record of its own, as JSON text: replaced as a whole by whoever read the latest, or not at all.

use std::sync::Arc;

use serde::{Serialize, de::DeserializeOwned};
use surrealdb::types::{RecordId, SurrealValue};

use super::{
    connection::{Connection, Query, one, unreadable},
    rows::AuditRow,
};
use crate::service::{error::StorageError, ports::AuditEntry};

/// What is stored so. Its version is 0 before it was ever saved, and grows by one with each write.
pub(super) trait Versioned: Serialize + DeserializeOwned + Default {
    /// Names it for the log.
    const WHAT: &'static str;

    fn version(&self) -> u64;

    fn at_version(self, version: u64) -> Self;
}

#[derive(SurrealValue)]
struct DocumentRow {
    id: RecordId,
    document: String,
    version: i64,
}

// The schema lets the version grow by one only; that the record is there already, or not yet, is checked here.
const CREATE: &str = "\
    BEGIN; \
    IF record::exists($row.id) { THROW 'conflict' }; \
    CREATE $row.id CONTENT $row RETURN NONE; \
    IF $entry != NONE { INSERT INTO audit $entry RETURN NONE }; \
    COMMIT;";
const REPLACE: &str = "\
    BEGIN; \
    IF array::is_empty((UPDATE $row.id CONTENT $row RETURN VALUE version)) { THROW 'conflict' }; \
    IF $entry != NONE { INSERT INTO audit $entry RETURN NONE }; \
    COMMIT;";

/// The default where nothing was saved.
pub(super) async fn load<T: Versioned>(connection: &Connection, id: RecordId) -> Result<T, StorageError> {
    let mut results = connection.read(Query::new("SELECT * FROM ONLY $id;").bind("id", id)).await?;
    let Some(row) = one::<DocumentRow>(&mut results, 0, T::WHAT)? else { return Ok(T::default()) };
    let document: T = serde_json::from_str(&row.document).map_err(|_| unreadable(T::WHAT))?;
    let version = u64::try_from(row.version).map_err(|_| unreadable(T::WHAT))?;
    Ok(document.at_version(version))
}

/// `entry`: what the audit log has to know, stored with it.
pub(super) async fn save<T: Versioned>(
    connection: &Arc<Connection>,
    id: RecordId,
    document: &T,
    entry: Option<AuditEntry>,
) -> Result<(), StorageError> {
    let version = i64::try_from(document.version()).map_err(|_| StorageError::Conflict)?;
    let row = DocumentRow { id, document: serde_json::to_string(document).map_err(|_| unreadable(T::WHAT))?, version };
    let query = Query::new(if version == 1 { CREATE } else { REPLACE }).bind("row", row).bind("entry", entry.map(AuditRow::of));
    connection.write(query).await.map(|_| ())
}
