//! A search table that follows what it searches: seconds behind, at once when somebody searches. (Indexing the
//! beginnings of all words costs more than the rest of a write.)

use std::sync::Arc;

use surrealdb::types::{RecordId, SurrealValue};
use tokio::task::JoinHandle;

use super::{
    connection::{Connection, Query},
    indexing::{CHUNK, Indexing, PERIOD},
    pending::{Pending, Waits},
};
use crate::service::error::StorageError;

/// What is searched.
pub(super) trait Document: Send + Sync + 'static {
    /// The row of the search table; its number of the version is called as the document's own.
    type Row: SurrealValue + Send;
    /// The document's table, the search's table, and what both call the number that grows with each write.
    const TABLE: &'static str;
    const SEARCH: &'static str;
    const VERSION: &'static str;

    fn key(&self) -> &str;
    fn version(&self) -> u64;
    fn row(&self) -> Self::Row;
}

#[derive(SurrealValue)]
struct Link {
    document: RecordId,
    search: RecordId,
}

pub(super) struct Follower<D: Document> {
    connection: Arc<Connection>,
    /// Committed and not indexed yet.
    pending: Pending<Arc<D>>,
}

impl<D: Document> Waits for Arc<D> {
    fn key(&self) -> &str {
        Document::key(&**self)
    }

    /// Of two with one version, the later one: one of them may say that it was deleted.
    fn replaces(&self, other: &Self) -> bool {
        self.version() >= other.version()
    }
}

impl<D: Document> Follower<D> {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection, pending: Pending::default() }
    }

    /// It was written, or deleted: its row has to be made anew, or to go.
    pub(super) fn follow(&self, document: Arc<D>) {
        self.pending.add(document);
    }

    /// Indexes these, whatever waits.
    pub(super) async fn index(&self, documents: Vec<D>) -> Result<(), StorageError> {
        let documents: Vec<Arc<D>> = documents.into_iter().map(Arc::new).collect();
        for chunk in documents.chunks(CHUNK) {
            self.index_chunk(chunk).await?;
        }
        Ok(())
    }

    async fn index_chunk(&self, documents: &[Arc<D>]) -> Result<(), StorageError> {
        let version = D::VERSION;
        // What was deleted meanwhile must not come back: whoever commits last, this or the deleting, deletes the row.
        let sql = format!(
            "BEGIN; \
             FOR $row IN $rows {{ IF ($row.id.{version} ?? 0) < $row.{version} {{ UPSERT $row.id CONTENT $row RETURN NONE }} }}; \
             COMMIT; \
             FOR $link IN $links {{ IF !record::exists($link.document) {{ DELETE $link.search RETURN NONE }} }};"
        );
        let link = |document: &Arc<D>| Link {
            document: RecordId::new(D::TABLE, document.key()),
            search: RecordId::new(D::SEARCH, document.key()),
        };
        let links: Vec<Link> = documents.iter().map(link).collect();
        let rows: Vec<D::Row> = documents.iter().map(|document| document.row()).collect();
        self.connection.write(Query::new(sql).bind("rows", rows).bind("links", links)).await.map(|_| ())
    }

    /// Indexes what waits, from time to time, for as long as anybody else holds the search.
    pub(super) fn keep_up(self: &Arc<Self>) -> JoinHandle<()> {
        let follower = Arc::downgrade(self);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(PERIOD).await;
                let Some(follower) = follower.upgrade() else { return };
                if let Err(error) = follower.catch_up_gently().await {
                    tracing::warn!(%error, table = D::SEARCH, "the search is behind");
                }
            }
        })
    }
}

impl<D: Document> Indexing for Follower<D> {
    type One = Arc<D>;

    fn pending(&self) -> &Pending<Arc<D>> {
        &self.pending
    }

    async fn index_some(&self, some: &[Arc<D>]) -> Result<(), StorageError> {
        self.index_chunk(some).await
    }
}
