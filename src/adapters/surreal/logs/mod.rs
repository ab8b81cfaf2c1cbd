//! The log of conversations: looked through, taken out into archives, brought back; and what is known of the archives.

mod archives;
mod search;
mod take;
#[cfg(all(test, feature = "embedded-db"))]
mod tests;
pub(super) mod turn;
pub(super) mod words;

/// For the tests of their plans.
#[cfg(all(test, feature = "embedded-db"))]
pub(super) mod queries {
    pub(in super::super) use super::{
        archives::{holds, leaving, of_id},
        search::{latest, saying},
        take::aged,
        words::look,
    };
}

use std::{collections::BTreeSet, sync::Arc};

use async_trait::async_trait;

use self::words::LogWords;
use super::{
    connection::Connection,
    conversations::{HotConversations, Search, SurrealConversations},
    indexing::Indexing,
    tallies::ledger::Ledger,
};
use crate::{
    domain::{
        archive::ArchiveInfo,
        ids::{ArchiveId, ConversationId},
        page::{Page, PageSize},
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{ArchiveEntry, ArchiveRewrite, Archived, Held, LogFilter, LogHit, LogStore, Restoring, Talk},
    },
};

type Stored<T> = Result<T, StorageError>;

/// How often it is read again because somebody wrote meanwhile.
const ROUNDS: usize = 5;

pub struct SurrealLogs {
    desk: Desk,
}

impl SurrealLogs {
    pub(super) fn new(connection: Arc<Connection>, conversations: &SurrealConversations) -> Self {
        let (hot, search) = (conversations.hot(), conversations.search());
        Self { desk: Desk { connection, hot, search, words: conversations.words(), ledger: conversations.ledger() } }
    }
}

/// What one who takes conversations out, or brings them back, needs, on a task of its own.
#[derive(Clone)]
struct Desk {
    connection: Arc<Connection>,
    hot: Arc<HotConversations>,
    search: Arc<Search>,
    words: Arc<LogWords>,
    ledger: Arc<Ledger>,
}

/// Once begun, it ends by itself.
async fn on_its_own<T: Send + 'static>(work: impl Future<Output = Stored<T>> + Send + 'static) -> Stored<T> {
    let done = tokio::spawn(work);
    done.await.unwrap_or_else(|error| Err(StorageError::Failed(format!("a write was cut short: {error}"))))
}

#[async_trait]
impl LogStore for SurrealLogs {
    async fn search(&self, filter: &LogFilter, size: PageSize, cursor: Option<&str>) -> Stored<Option<Page<LogHit>>> {
        if filter.q.is_some() {
            self.desk.words.catch_up().await?;
        }
        search::page(&self.desk.connection, filter, size, cursor).await
    }

    async fn aged(&self, before: Timestamp, after: Option<&ConversationId>, limit: u32) -> Stored<Vec<Archived>> {
        take::read_aged(&self.desk.connection, before, after, limit).await
    }

    async fn begin(&self, file: &str, until: Timestamp) -> Stored<()> {
        archives::begin(&self.desk.connection, file, until).await
    }

    async fn hold(&self, archive: &ArchiveInfo, talks: &[Held]) -> Stored<()> {
        archives::hold(&self.desk.connection, archive, talks).await
    }

    async fn take_out(&self, change: ArchiveEntry) -> Stored<Vec<ConversationId>> {
        let desk = self.desk.clone();
        on_its_own(async move { desk.take_out(change).await }).await
    }

    async fn put_back(&self, talks: Vec<Talk>, restoring: Option<Restoring>) -> Stored<Vec<ConversationId>> {
        let desk = self.desk.clone();
        on_its_own(async move { desk.put_back(talks, restoring).await }).await
    }

    async fn archives(&self) -> Stored<Vec<ArchiveInfo>> {
        archives::all(&self.desk.connection).await
    }

    async fn archive(&self, id: &ArchiveId) -> Stored<Option<ArchiveInfo>> {
        archives::find(&self.desk.connection, id).await
    }

    async fn holding(&self, ids: &[ConversationId]) -> Stored<Vec<(ArchiveInfo, BTreeSet<ConversationId>)>> {
        archives::holding(&self.desk.connection, ids).await
    }

    async fn erased(&self, ids: &[ConversationId]) -> Stored<Vec<ConversationId>> {
        archives::erased(&self.desk.connection, ids).await
    }

    async fn owe(&self, ids: &[ConversationId]) -> Stored<()> {
        archives::owe(&self.desk.connection, ids).await
    }

    async fn owed(&self) -> Stored<Vec<ConversationId>> {
        archives::owed(&self.desk.connection).await
    }

    async fn rewrite(&self, change: ArchiveRewrite) -> Stored<()> {
        let desk = self.desk.clone();
        on_its_own(async move { archives::rewrite(&desk.connection, &desk.ledger, change).await }).await
    }

    async fn take_turn(&self, holder: &str, now: Timestamp, until: Timestamp) -> Stored<bool> {
        turn::take(&self.desk.connection, holder, now, until).await
    }

    async fn end_turn(&self, holder: &str) -> Stored<()> {
        turn::end(&self.desk.connection, holder).await
    }

    async fn discarded(&self, now: Timestamp) -> Stored<Vec<String>> {
        archives::discarded(&self.desk.connection, now).await
    }

    async fn swept(&self, file: &str) -> Stored<()> {
        archives::swept(&self.desk.connection, file).await
    }
}
