//! The team's draft, and what was written beside it.

use async_trait::async_trait;

use super::{
    super::{
        connection::{Query, one},
        rows::{AsideRow, DraftRow, aside_record, draft_record},
    },
    SurrealInstructions,
};
use crate::{
    domain::{
        ids::AdminId,
        instruction::{Aside, Draft},
    },
    service::{error::StorageError, ports::Drafts},
};

const WHAT: &str = "draft of the instruction";

// The revision is checked by the schema. (An UPSERT would not do: it does not show the schema which one was there before.)
pub(super) const SAVE: &str = "\
    FOR $row IN $instruction_drafts { \
        IF record::exists($row.id) { UPDATE $row.id CONTENT $row RETURN NONE } ELSE { CREATE $row.id CONTENT $row RETURN NONE } \
    };";

#[async_trait]
impl Drafts for SurrealInstructions {
    async fn draft(&self) -> Result<Option<Draft>, StorageError> {
        let mut results = self.connection.read(Query::new("SELECT * FROM ONLY $id;").bind("id", draft_record())).await?;
        one::<DraftRow>(&mut results, 0, WHAT)?.map(DraftRow::into_domain).transpose()
    }

    async fn save(&self, draft: &Draft) -> Result<(), StorageError> {
        let query = Query::new(format!("BEGIN; {SAVE} COMMIT;")).bind("instruction_drafts", vec![DraftRow::of(draft)?]);
        self.connection.write(query).await.map(|_| ())
    }

    async fn aside(&self, admin: &AdminId) -> Result<Option<Aside>, StorageError> {
        let mut results = self.connection.read(Query::new("SELECT * FROM ONLY $id;").bind("id", aside_record(admin))).await?;
        one::<AsideRow>(&mut results, 0, WHAT)?.map(AsideRow::into_domain).transpose()
    }

    async fn set_aside(&self, admin: &AdminId, aside: &Aside) -> Result<(), StorageError> {
        let query = Query::new("UPSERT $row.id CONTENT $row RETURN NONE;").bind("row", AsideRow::of(admin, aside)?);
        self.connection.write(query).await.map(|_| ())
    }

    async fn drop_aside(&self, admin: &AdminId) -> Result<(), StorageError> {
        self.connection.write(Query::new("DELETE $id RETURN NONE;").bind("id", aside_record(admin))).await.map(|_| ())
    }
}
