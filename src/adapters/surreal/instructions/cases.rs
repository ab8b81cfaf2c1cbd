//! Test conversations: few, read whole.

use async_trait::async_trait;

use super::{
    super::{
        connection::{Query, one, rows},
        rows::{AuditRow, CaseRow, case_record},
    },
    SurrealInstructions,
};
use crate::{
    domain::{ids::CaseId, instruction::case::TestCase},
    service::{
        error::StorageError,
        ports::{AuditEntry, TestCases},
    },
};

const WHAT: &str = "test conversation";

// The version is checked by the schema; a record that is not there any more is not updated.
const SAVE: &str = "\
    BEGIN; \
    FOR $row IN $cases { \
        IF $row.version = 1 { CREATE $row.id CONTENT $row RETURN NONE } \
        ELSE IF array::is_empty((UPDATE $row.id CONTENT $row RETURN VALUE version)) { THROW 'conflict' } \
    }; \
    INSERT INTO audit $entry RETURN NONE; \
    COMMIT;";
const REMOVE: &str = "\
    BEGIN; \
    LET $stored = $id.version; \
    IF $stored != NONE AND $stored != $version { THROW 'conflict' }; \
    IF $stored != NONE { DELETE $id RETURN NONE; INSERT INTO audit $entry RETURN NONE }; \
    RETURN $stored != NONE; \
    COMMIT;";
/// BEGIN, LET and each IF have a result.
const IS_REMOVED: usize = 4;
const SEED: &str = "\
    BEGIN; \
    IF !record::exists(test_case_seed:done) { \
        CREATE test_case_seed:done CONTENT { at: time::now() } RETURN NONE; \
        INSERT INTO test_case $cases RETURN NONE \
    }; \
    COMMIT;";

fn rows_of(cases: &[TestCase]) -> Result<Vec<CaseRow>, StorageError> {
    cases.iter().map(CaseRow::of).collect()
}

#[async_trait]
impl TestCases for SurrealInstructions {
    async fn all(&self) -> Result<Vec<TestCase>, StorageError> {
        // Ids sort by time.
        let mut results = self.connection.read(Query::new("SELECT * FROM test_case ORDER BY id ASC;")).await?;
        rows::<CaseRow>(&mut results, 0, WHAT)?.into_iter().map(CaseRow::into_domain).collect()
    }

    async fn find(&self, id: &CaseId) -> Result<Option<TestCase>, StorageError> {
        let mut results = self.connection.read(Query::new("SELECT * FROM ONLY $id;").bind("id", case_record(id))).await?;
        one::<CaseRow>(&mut results, 0, WHAT)?.map(CaseRow::into_domain).transpose()
    }

    async fn save(&self, cases: &[TestCase], entry: AuditEntry) -> Result<(), StorageError> {
        let query = Query::new(SAVE).bind("cases", rows_of(cases)?).bind("entry", AuditRow::of(entry));
        self.connection.write(query).await.map(|_| ())
    }

    async fn remove(&self, id: &CaseId, version: u64, entry: AuditEntry) -> Result<bool, StorageError> {
        // Beyond what is stored as a number, there is none.
        let version = i64::try_from(version).unwrap_or(i64::MAX);
        let query = Query::new(REMOVE).bind("id", case_record(id)).bind("version", version).bind("entry", AuditRow::of(entry));
        let mut results = self.connection.write(query).await?;
        Ok(one::<bool>(&mut results, IS_REMOVED, WHAT)?.unwrap_or(false))
    }

    async fn seed(&self, cases: &[TestCase]) -> Result<(), StorageError> {
        self.connection.write(Query::new(SEED).bind("cases", rows_of(cases)?)).await.map(|_| ())
    }
}
