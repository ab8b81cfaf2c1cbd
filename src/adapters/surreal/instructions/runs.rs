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
        ports::{KEPT_RUNS, LastRun, TestRuns},
    },
};

const WHAT: &str = "test run";
/// Old runs that go at a time.
const GO_AT_ONCE: usize = 20;

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

/// Ids sort by time. Of those that are looked at, at most three are kept: others always go.
fn saving(row: RunRow) -> Query {
    let looked_at = KEPT_RUNS + GO_AT_ONCE;
    // The numbers are ours: a bound LIMIT would sort all rows first.
    let sql = format!(
        "BEGIN; \
         UPSERT $row.id CONTENT $row RETURN NONE; \
         LET $newest = (SELECT VALUE [record::id(id), hash] FROM instruction_info ORDER BY id DESC LIMIT 1); \
         LET $base = $newest[0][0]; \
         LET $hash = $newest[0][1]; \
         LET $of_draft = (SELECT VALUE id FROM test_run WHERE base = $base AND by_done > '' ORDER BY by_done DESC LIMIT 1); \
         LET $of_published = (SELECT VALUE id FROM test_run WHERE hash = $hash AND by_done > '' ORDER BY by_done DESC LIMIT 1); \
         LET $kept = array::concat([$row.id], $of_draft, $of_published); \
         LET $over = (SELECT VALUE id FROM test_run ORDER BY id DESC LIMIT {looked_at}); \
         DELETE array::complement(array::slice($over, {KEPT_RUNS}), $kept) RETURN NONE; \
         COMMIT;"
    );
    Query::new(sql).bind("row", row)
}

#[async_trait]
impl TestRuns for SurrealInstructions {
    async fn save(&self, run: &TestRun) -> Result<(), StorageError> {
        self.connection.write(saving(RunRow::of(run)?)).await.map(|_| ())
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
