//! Whose a day's report is: a record for each day, which whoever takes it has to write.

use std::{ops::Bound, sync::Arc};

use async_trait::async_trait;
use jiff::civil::Date;
use surrealdb::types::RecordId;

use super::super::{
    connection::{Connection, Query, one, rows, unreadable},
    rows::{OutboxRow, between, datetime, key_of},
};
use crate::{
    domain::{ids::ReportId, time::Timestamp},
    service::{
        error::StorageError,
        ports::{Claim, ReportClaims, Waiting},
    },
};

const WHAT: &str = "day of a report";

const CLAIM: &str = "\
    BEGIN; \
    LET $held = (SELECT * FROM ONLY $day); \
    LET $answer = IF $held = NONE { 'mine' } \
        ELSE IF $held.report != NONE { 'done' } \
        ELSE IF $held.holder != $by AND $held.until > $now { 'others' } \
        ELSE { 'mine' }; \
    IF $answer = 'mine' { UPSERT $day CONTENT { holder: $by, until: $until } RETURN NONE }; \
    RETURN $answer; \
    COMMIT;";
const ANSWER: usize = 4;
const FINISH: &str = "\
    BEGIN; \
    LET $mine = (UPDATE $day SET report = $report WHERE holder = $by AND report = NONE RETURN VALUE holder); \
    IF !array::is_empty($mine) AND !array::is_empty($mails) { INSERT IGNORE INTO outbox $mails RETURN NONE }; \
    RETURN !array::is_empty($mine); \
    COMMIT;";
/// BEGIN, LET and IF have a result each.
const IS_FINISHED: usize = 3;
const GIVE_UP: &str = "DELETE $day WHERE holder = $by AND report = NONE RETURN NONE;";

#[derive(Clone)]
pub struct SurrealReportClaims {
    connection: Arc<Connection>,
}

impl SurrealReportClaims {
    pub(in super::super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection }
    }
}

fn record(on: Date) -> RecordId {
    RecordId::new("report_claim", on.to_string())
}

#[async_trait]
impl ReportClaims for SurrealReportClaims {
    async fn claim(&self, on: Date, by: &str, now: Timestamp, until: Timestamp) -> Result<Claim, StorageError> {
        let query =
            Query::new(CLAIM).bind("day", record(on)).bind("by", by.to_owned()).bind("now", datetime(now)).bind("until", datetime(until));
        let mut results = self.connection.write(query).await?;
        match one::<String>(&mut results, ANSWER, WHAT)?.as_deref() {
            Some("mine") => Ok(Claim::Mine),
            Some("others") => Ok(Claim::Others),
            Some("done") => Ok(Claim::Done),
            _ => Err(unreadable(WHAT)),
        }
    }

    async fn finish(&self, on: Date, by: &str, report: &ReportId, notices: Vec<Waiting>) -> Result<bool, StorageError> {
        let mails = notices.iter().map(OutboxRow::of).collect::<Result<Vec<OutboxRow>, StorageError>>()?;
        let query = Query::new(FINISH).bind("day", record(on)).bind("by", by.to_owned()).bind("report", report.as_str().to_owned());
        let mut results = self.connection.write(query.bind("mails", mails)).await?;
        Ok(one::<bool>(&mut results, IS_FINISHED, WHAT)?.unwrap_or(false))
    }

    async fn give_up(&self, on: Date, by: &str) -> Result<(), StorageError> {
        self.connection.write(Query::new(GIVE_UP).bind("day", record(on)).bind("by", by.to_owned())).await.map(|_| ())
    }

    async fn done(&self, since: Date) -> Result<Vec<Date>, StorageError> {
        let days = between("report_claim", Bound::Included(since.to_string()), Bound::Unbounded);
        let query = Query::new("SELECT VALUE id FROM $days WHERE report != NONE;").bind("days", days);
        let mut results = self.connection.read(query).await?;
        let ids = rows::<RecordId>(&mut results, 0, WHAT)?.into_iter();
        let mut days =
            ids.map(|id| key_of(id, WHAT)?.parse::<Date>().map_err(|_| unreadable(WHAT))).collect::<Result<Vec<Date>, StorageError>>()?;
        days.sort_unstable();
        Ok(days)
    }
}
