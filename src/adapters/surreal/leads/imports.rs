//! Imports: each step of one in one transaction with the leads that it writes.

use std::sync::Arc;

use async_trait::async_trait;

use super::{
    super::{
        connection::{Connection, Query, one, rows},
        conversations::SurrealConversations,
        parts::Parts,
        rows::{AuditRow, ImportRow, LeadRow, MarkRow, import_record, lead_record, mark_record, marks_behind},
        tallies::{ledger, people::people},
    },
    Desk, on_its_own, statement,
};
use crate::{
    domain::{
        analytics::tally::Tally,
        ids::{ImportId, LeadId},
        lead::import::Import,
    },
    service::{
        error::StorageError,
        ports::{ImportWrite, Imports, Marked},
    },
};

// The version is checked by the schema; a record that is not there any more is not updated.
const CREATE: &str = "INSERT INTO lead_import $created_imports RETURN NONE;";
const UPDATE: &str = "\
    FOR $row IN $updated_imports { \
        IF array::is_empty((UPDATE $row.id CONTENT $row RETURN VALUE version)) { THROW 'conflict' } \
    };";
// A lead that the import writes again keeps what it was before. 0: somebody else wrote in between.
const MARK: &str = "\
    FOR $row IN $import_marks { \
        LET $known = $row.id.version; \
        IF $known = NONE { CREATE $row.id CONTENT $row RETURN NONE } \
        ELSE IF $known = $row.version - 1 { UPDATE $row.id SET version = $row.version, lines = array::concat(lines, $row.lines) RETURN NONE } \
        ELSE { UPDATE $row.id SET version = 0, lines = array::concat(lines, $row.lines) RETURN NONE } \
    };";
const UNMARK: &str = "DELETE $import_unmarks RETURN NONE;";
const ENTRY: &str = "INSERT INTO audit $import_entries RETURN NONE;";

pub struct SurrealImports {
    desk: Desk,
}

impl SurrealImports {
    pub(in super::super) fn new(connection: Arc<Connection>, conversations: &SurrealConversations) -> Self {
        Self { desk: Desk::new(connection, conversations) }
    }
}

impl Desk {
    async fn import(&self, change: ImportWrite) -> Result<(), StorageError> {
        let import = &change.import;
        let calendar = self.ledger.clocks().await;
        let moved = people(&self.connection, &change.moves()).await?;
        let tally = change.counted(&moved, &calendar);
        let mut parts = ledger::declare(statement::declare(Parts::default()))
            .with("import_marks", MARK)
            .with("import_unmarks", UNMARK)
            .with("created_imports", CREATE)
            .with("updated_imports", UPDATE)
            .with("import_entries", ENTRY);
        for write in &change.leads {
            statement::add(&mut parts, &write.lead, &write.trace)?;
        }
        for mark in &change.marks {
            parts.add("import_marks", MarkRow::of(&import.id, mark)?);
        }
        for lead in &change.unmarks {
            parts.add("import_unmarks", mark_record(&import.id, lead));
        }
        parts.add(if import.version == 1 { "created_imports" } else { "updated_imports" }, ImportRow::of(import)?);
        if let Some(entry) = change.entry {
            parts.add("import_entries", AuditRow::of(entry));
        }
        ledger::add(&mut parts, &tally, &Tally::default(), &calendar)?;
        let outcome = self.connection.write(parts.transaction()).await.map(|_| self.ledger.noted());
        for write in change.leads {
            self.hot.forget_lead(&write.lead.id);
            if outcome.is_ok() {
                self.search.follow(Arc::new(write.lead));
            }
        }
        outcome
    }
}

#[async_trait]
impl Imports for SurrealImports {
    async fn write(&self, change: ImportWrite) -> Result<(), StorageError> {
        let desk = self.desk.clone();
        on_its_own(async move { desk.import(change).await }).await
    }

    async fn find(&self, id: &ImportId) -> Result<Option<Import>, StorageError> {
        let query = Query::new("SELECT * FROM ONLY $id;").bind("id", import_record(id));
        let mut results = self.desk.connection.read(query).await?;
        one::<ImportRow>(&mut results, 0, "import")?.map(ImportRow::into_domain).transpose()
    }

    async fn latest(&self, limit: u32) -> Result<Vec<Import>, StorageError> {
        // Ids sort by time.
        let query = Query::new(format!("SELECT * FROM lead_import ORDER BY id DESC LIMIT {limit};"));
        let mut results = self.desk.connection.read(query).await?;
        rows::<ImportRow>(&mut results, 0, "import")?.into_iter().map(ImportRow::into_domain).collect()
    }

    async fn marked(&self, id: &ImportId, after: Option<&LeadId>, limit: u32) -> Result<Vec<Marked>, StorageError> {
        let sql = format!(
            "LET $marks = (SELECT * FROM array::first([$range]) ORDER BY id ASC LIMIT {limit}); RETURN $marks; SELECT * FROM $marks.lead;"
        );
        let mut results = self.desk.connection.read(Query::new(sql).bind("range", marks_behind(id, after))).await?;
        let marks: Vec<MarkRow> = rows(&mut results, 1, "import")?;
        let leads = rows::<LeadRow>(&mut results, 2, "lead")?.into_iter().map(LeadRow::into_domain).collect::<Result<Vec<_>, _>>()?;
        let marked = |row: MarkRow| {
            let lead = leads.iter().find(|lead| lead_record(&lead.id) == row.lead).cloned();
            Ok::<_, StorageError>(Marked { mark: row.into_domain()?, lead })
        };
        marks.into_iter().map(marked).collect()
    }
}
