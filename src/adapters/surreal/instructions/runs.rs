//! Runs of all test conversations: documents, found by what was tested.

use async_trait::async_trait;

use super::{
    super::{
        connection::{Query, one, rows},
        rows::{RunRow, run_record},
    },
    SurrealInstructions,
};
use crate::{
    domain::{ids::RunId, instruction::run::TestRun},
    service::{
        error::StorageError,
        ports::{LastRun, TestRuns},
    },
};

const WHAT: &str = "test run";

/// The last end of a short range of the index: only runs that are done have `by_done`.
pub(in super::super) fn latest(which: &LastRun) -> Query {
    match which {
        LastRun::OfDraftOn(base) => {
            let sql = "SELECT * FROM test_run WHERE base = $base AND by_done > $start ORDER BY by_done DESC LIMIT 1;";
            Query::new(sql).bind("base", i64::from(*base)).bind("start", String::new())
        }
        LastRun::OfContent(hash) => {
            let sql = "SELECT * FROM test_run WHERE hash = $hash AND by_done > $start ORDER BY by_done DESC LIMIT 1;";
            Query::new(sql).bind("hash", hash.clone()).bind("start", String::new())
        }
    }
}

#[async_trait]
impl TestRuns for SurrealInstructions {
    async fn save(&self, run: &TestRun) -> Result<(), StorageError> {
        let query = Query::new("UPSERT $row.id CONTENT $row RETURN NONE;").bind("row", RunRow::of(run)?);
        self.connection.write(query).await.map(|_| ())
    }

    async fn find(&self, id: &RunId) -> Result<Option<TestRun>, StorageError> {
        let mut results = self.connection.read(Query::new("SELECT * FROM ONLY $id;").bind("id", run_record(id))).await?;
        one::<RunRow>(&mut results, 0, WHAT)?.map(RunRow::into_domain).transpose()
    }

    async fn last(&self, which: &LastRun) -> Result<Option<TestRun>, StorageError> {
        let mut results = self.connection.read(latest(which)).await?;
        rows::<RunRow>(&mut results, 0, WHAT)?.into_iter().next().map(RunRow::into_domain).transpose()
    }
}
