//! Mails to come: put in with the meeting's own transaction, found when they are due, taken by one of several workers.

use std::sync::Arc;

use async_trait::async_trait;
use surrealdb::types::{RecordId, SurrealValue};

use super::{
    connection::{Connection, Query, one, rows},
    parts::Parts,
    rows::{AuditRow, OutboxRow, datetime, instant, outbox_record},
};
use crate::{
    domain::{meeting::notice::Notice, time::Timestamp},
    service::{
        error::StorageError,
        ports::{AuditEntry, Delivery, Outbox, Waiting},
    },
};

const WHAT: &str = "mail to come";
/// How many are swept at a time.
const SWEPT: usize = 1_000;

// A name that is known stands for the same mail, whether it waits or is over.
const PUT: &str = "INSERT IGNORE INTO outbox $outbox_rows RETURN NONE;";
const POSTPONE: &str = "\
    BEGIN; \
    LET $done = (UPDATE $next.id CONTENT $next \
        WHERE by_next = $seen.by_next AND failures = $seen.failures AND problem = $seen.problem RETURN VALUE failures); \
    RETURN !array::is_empty($done); \
    COMMIT;";
/// BEGIN and LET have a result each.
const IS_POSTPONED: usize = 2;
const FINISH: &str = "\
    BEGIN; \
    LET $done = (UPDATE $next.id CONTENT $next \
        WHERE by_next = $seen.by_next AND failures = $seen.failures AND problem = $seen.problem RETURN VALUE failures); \
    IF !array::is_empty($done) AND !array::is_empty($entries) { INSERT INTO audit $entries RETURN NONE }; \
    RETURN !array::is_empty($done); \
    COMMIT;";
/// BEGIN, LET and IF have a result each.
const IS_FINISHED: usize = 3;
// What waits has no such time, and nothing comes after every time.
const SENT_SINCE: &str = "SELECT * FROM outbox WHERE ended_at > $since AND ended = $sent;";
const TROUBLED: &str = "\
    SELECT count() AS n FROM outbox WHERE by_next > '' AND failures > 0 GROUP ALL; \
    SELECT problem, failures FROM outbox WHERE by_next > '' AND failures > 0 ORDER BY failures DESC LIMIT 1;";

#[derive(Clone)]
pub struct SurrealOutbox {
    connection: Arc<Connection>,
}

impl SurrealOutbox {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection }
    }
}

/// Declares the statement that puts mails in.
pub(super) fn declare(parts: Parts) -> Parts {
    parts.with("outbox_rows", PUT)
}

/// Mails that go out because of what the transaction writes.
pub(super) fn add(parts: &mut Parts, notices: &[Waiting]) -> Result<(), StorageError> {
    for waiting in notices {
        parts.add("outbox_rows", OutboxRow::of(waiting)?);
    }
    Ok(())
}

/// Those that wait and are due, in the order of their index.
pub(super) fn due(now: Timestamp, limit: u32) -> Query {
    // The number is ours: a bound LIMIT would sort all rows first.
    let sql = format!("SELECT * FROM outbox WHERE by_next > '' AND by_next < $end ORDER BY by_next ASC LIMIT {limit};");
    Query::new(sql).bind("end", format!("{}~~", instant(now)))
}

#[derive(SurrealValue)]
struct Count {
    n: i64,
}

#[derive(SurrealValue)]
struct Worst {
    problem: Option<String>,
    failures: i64,
}

#[async_trait]
impl Outbox for SurrealOutbox {
    async fn put(&self, waiting: Vec<Waiting>) -> Result<(), StorageError> {
        if waiting.is_empty() {
            return Ok(());
        }
        let rows = waiting.iter().map(OutboxRow::of).collect::<Result<Vec<OutboxRow>, StorageError>>()?;
        self.connection.write(Query::new(PUT).bind("outbox_rows", rows)).await.map(|_| ())
    }

    async fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<Waiting>, StorageError> {
        let mut results = self.connection.read(due(now, limit)).await?;
        rows::<OutboxRow>(&mut results, 0, WHAT)?.into_iter().map(OutboxRow::into_domain).collect()
    }

    async fn postpone(&self, seen: &Waiting, next: Waiting) -> Result<bool, StorageError> {
        let query = Query::new(POSTPONE).bind("seen", OutboxRow::of(seen)?).bind("next", OutboxRow::of(&next)?);
        let mut results = self.connection.write(query).await?;
        Ok(one::<bool>(&mut results, IS_POSTPONED, WHAT)?.unwrap_or(false))
    }

    async fn finish(&self, seen: &Waiting, how: Delivery, at: Timestamp, entry: Option<AuditEntry>) -> Result<bool, StorageError> {
        let row = OutboxRow::of(seen)?;
        let entries: Vec<AuditRow> = entry.into_iter().map(AuditRow::of).collect();
        let query = Query::new(FINISH).bind("seen", row.clone()).bind("next", row.ended(how, at)).bind("entries", entries);
        let mut results = self.connection.write(query).await?;
        Ok(one::<bool>(&mut results, IS_FINISHED, WHAT)?.unwrap_or(false))
    }

    async fn has_sent(&self, notices: &[Notice]) -> Result<bool, StorageError> {
        let named: Vec<RecordId> = notices.iter().map(outbox_record).collect();
        let query = Query::new("SELECT VALUE id FROM $named WHERE ended = $sent LIMIT 1;");
        let query = query.bind("named", named).bind("sent", Delivery::Sent.as_str().to_owned());
        let mut results = self.connection.read(query).await?;
        Ok(!rows::<RecordId>(&mut results, 0, WHAT)?.is_empty())
    }

    async fn sent_since(&self, since: Timestamp) -> Result<Vec<Notice>, StorageError> {
        let query = Query::new(SENT_SINCE).bind("since", datetime(since)).bind("sent", Delivery::Sent.as_str().to_owned());
        let mut results = self.connection.read(query).await?;
        let sent = rows::<OutboxRow>(&mut results, 0, WHAT)?.into_iter().map(OutboxRow::into_domain);
        sent.map(|waiting| waiting.map(|waiting| waiting.notice)).collect()
    }

    async fn troubled(&self) -> Result<(u64, Option<String>), StorageError> {
        let mut results = self.connection.read(Query::new(TROUBLED)).await?;
        let count = one::<Count>(&mut results, 0, WHAT)?.map_or(0, |count| u64::try_from(count.n).unwrap_or(0));
        let worst = rows::<Worst>(&mut results, 1, WHAT)?.into_iter().next();
        Ok((count, worst.filter(|worst| worst.failures > 0).and_then(|worst| worst.problem)))
    }

    async fn sweep(&self, before: Timestamp) -> Result<(), StorageError> {
        // What waits has no such time, and nothing comes before every time.
        let sql = format!(
            "DELETE (SELECT VALUE id FROM outbox WHERE ended_at > d'1970-01-01T00:00:00Z' AND ended_at < $until LIMIT {SWEPT}) RETURN NONE;"
        );
        self.connection.write(Query::new(sql).bind("until", datetime(before))).await.map(|_| ())
    }
}
