//! Published instructions, and what the studio keeps beside them. A version never changes: its text is one record, what is
//! known of it another, so that the list reads no texts.

mod cases;
mod drafts;
mod runs;

/// For the tests of their plans.
#[cfg(all(test, feature = "embedded-db"))]
pub(super) mod queries {
    pub(in super::super) use super::{infos, runs::latest};
}

use std::sync::Arc;

use async_trait::async_trait;
use surrealdb::types::{RecordId, SurrealValue};

use super::{
    connection::{Connection, Query, one, rows},
    parts::Parts,
    rows::{AuditRow, DraftRow, InfoRow, TextRow, info_record, infos_before, text_record},
};
use crate::{
    domain::{
        instruction::{Version, VersionInfo},
        page::{Page, PageSize},
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{Instructions, Publication, Versions},
    },
};

const WHAT: &str = "version of the instruction";

/// In one transaction: both are of the same moment.
const NEWEST: &str = "\
    BEGIN; \
    SELECT * FROM instruction_info ORDER BY id DESC LIMIT 1; \
    SELECT * FROM instruction ORDER BY id DESC LIMIT 1; \
    COMMIT;";
/// BEGIN has a result.
const NEWEST_INFO: usize = 1;
// IGNORE: the one that is there stays.
const SEED: &str = "\
    BEGIN; \
    INSERT IGNORE INTO instruction $text RETURN NONE; \
    INSERT IGNORE INTO instruction_info $info RETURN NONE; \
    COMMIT;";
// A number that is taken is the id of a record.
const VERSIONS: &str = "\
    FOR $row IN $instruction_versions { \
        IF $row.earlier != NONE AND !record::exists($row.earlier) { THROW 'conflict' }; \
        CREATE $row.body.id CONTENT $row.body RETURN NONE; \
        CREATE $row.known.id CONTENT $row.known RETURN NONE \
    };";
const ENTRY: &str = "INSERT INTO audit $instruction_entries RETURN NONE;";

#[derive(SurrealValue)]
struct VersionStep {
    /// None: it is the first.
    earlier: Option<RecordId>,
    body: TextRow,
    known: InfoRow,
}

/// Clones share the connection.
#[derive(Clone)]
pub struct SurrealInstructions {
    connection: Arc<Connection>,
}

impl SurrealInstructions {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection }
    }
}

/// Newest first, from the end or from a number on: a short range of record ids.
pub(super) fn infos(before: Option<u32>, limit: usize) -> Query {
    // The number is ours: a bound LIMIT would sort all rows first.
    match before {
        None => Query::new(format!("SELECT * FROM instruction_info ORDER BY id DESC LIMIT {limit};")),
        Some(number) => {
            let sql = format!("SELECT * FROM $range ORDER BY id DESC LIMIT {limit};");
            Query::new(sql).bind("range", infos_before(number, limit))
        }
    }
}

fn publication(Publication { version, draft, entry }: Publication) -> Result<Query, StorageError> {
    let mut parts =
        Parts::default().with("instruction_versions", VERSIONS).with("instruction_drafts", drafts::SAVE).with("instruction_entries", ENTRY);
    let earlier = version.number.checked_sub(1).filter(|number| *number > 0).map(info_record);
    let (body, known) = (TextRow::of(&version)?, InfoRow::of(&version.info())?);
    parts.add("instruction_versions", VersionStep { earlier, body, known });
    if let Some(draft) = &draft {
        parts.add("instruction_drafts", DraftRow::of(draft)?);
    }
    parts.add("instruction_entries", AuditRow::of(entry));
    Ok(parts.transaction())
}

#[async_trait]
impl Versions for SurrealInstructions {
    async fn newest(&self) -> Result<Option<Version>, StorageError> {
        let mut results = self.connection.read(Query::new(NEWEST)).await?;
        let info = rows::<InfoRow>(&mut results, NEWEST_INFO, WHAT)?.into_iter().next();
        let text = rows::<TextRow>(&mut results, NEWEST_INFO + 1, WHAT)?.into_iter().next();
        info.zip(text).map(|(info, text)| info.with(text)).transpose()
    }

    async fn find(&self, number: u32) -> Result<Option<Version>, StorageError> {
        let query = Query::new("SELECT * FROM ONLY $info; SELECT * FROM ONLY $text;");
        let query = query.bind("info", info_record(number)).bind("text", text_record(number));
        let mut results = self.connection.read(query).await?;
        let (info, text) = (one::<InfoRow>(&mut results, 0, WHAT)?, one::<TextRow>(&mut results, 1, WHAT)?);
        info.zip(text).map(|(info, text)| info.with(text)).transpose()
    }

    async fn list(&self, size: PageSize, cursor: Option<&str>) -> Result<Option<Page<VersionInfo>>, StorageError> {
        let before = match cursor.map(str::parse::<u32>) {
            None => None,
            Some(Ok(number)) => Some(number),
            Some(Err(_)) => return Ok(None),
        };
        let size = size.get() as usize;
        let mut results = self.connection.read(infos(before, size + 1)).await?;
        let read = rows::<InfoRow>(&mut results, 0, WHAT)?;
        let mut items = read.into_iter().map(InfoRow::into_domain).collect::<Result<Vec<VersionInfo>, _>>()?;
        let has_more = items.len() > size;
        items.truncate(size);
        let next_cursor = items.last().filter(|_| has_more).map(|last| last.number.to_string());
        Ok(Some(Page { items, next_cursor }))
    }

    async fn publish(&self, change: Publication) -> Result<(), StorageError> {
        self.connection.write(publication(change)?).await.map(|_| ())
    }
}

#[async_trait]
impl Instructions for SurrealInstructions {
    async fn published(&self) -> Result<Option<Version>, StorageError> {
        self.newest().await
    }

    async fn version(&self, number: u32) -> Result<Option<Version>, StorageError> {
        self.find(number).await
    }

    async fn seed(&self, text: &str, at: Timestamp) -> Result<(), StorageError> {
        let version = Version::seed(text, at);
        let query = Query::new(SEED).bind("text", TextRow::of(&version)?).bind("info", InfoRow::of(&version.info())?);
        self.connection.write(query).await.map(|_| ())
    }
}
