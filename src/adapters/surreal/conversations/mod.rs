//! Conversations, their messages and leads: read and written, listed and searched.

mod erase;
mod hot;
mod list;
mod search;
mod statement;
mod transcripts;
mod writer;

pub(super) use self::{hot::HotConversations, list::wanted, search::Search, transcripts::messages_of};

/// For the tests of their plans.
#[cfg(all(test, feature = "embedded-db"))]
pub(super) mod queries {
    pub(in super::super) use super::{
        list::{matching, newest},
        messages, open_of,
        search::look,
    };
}

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use async_trait::async_trait;
use surrealdb::types::RecordId;
use tokio::task::JoinHandle;

use self::{
    hot::MESSAGES,
    writer::{Commit, Writer},
};
use super::{
    connection::{Connection, Query, one, rows},
    indexing::Indexing,
    leads::{self, search::LeadSearch},
    logs::words::LogWords,
    meetings::HotTimes,
    rows::{ConversationRow, LeadRow, MessageRow, conversation_record, message_record, messages_before},
    tallies::ledger::Ledger,
};
use crate::{
    domain::{
        conversation::{Conversation, ConversationSummary, VisitorKey},
        ids::{ConversationId, MessageId},
        message::Message,
        page::{Page, PageSize},
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{ConversationFilter, ConversationWrite, Conversations, Erased, OpenConversation},
    },
};

/// One of these for each database: it remembers what it wrote.
pub struct SurrealConversations {
    connection: Arc<Connection>,
    hot: Arc<HotConversations>,
    times: Arc<HotTimes>,
    search: Arc<Search>,
    leads: Arc<LeadSearch>,
    words: Arc<LogWords>,
    ledger: Arc<Ledger>,
    /// None once closed.
    writer: RwLock<Option<Arc<Writer>>>,
    followers: [JoinHandle<()>; 4],
}

impl SurrealConversations {
    pub(super) fn start(connection: Arc<Connection>, ledger: Arc<Ledger>, query_timeout: Duration) -> Self {
        let hot = Arc::new(HotConversations::new(connection.is_exclusive));
        let times = Arc::new(HotTimes::new(connection.is_exclusive));
        let search = Arc::new(Search::new(Arc::clone(&connection)));
        let leads = Arc::new(LeadSearch::new(Arc::clone(&connection)));
        let words = Arc::new(LogWords::new(Arc::clone(&connection)));
        let commit = Commit {
            connection: Arc::clone(&connection),
            hot: Arc::clone(&hot),
            search: Arc::clone(&search),
            leads: Arc::clone(&leads),
            words: Arc::clone(&words),
            ledger: Arc::clone(&ledger),
        };
        let writer = Writer::start(commit, query_timeout * 3);
        let followers = [search.keep_up(), leads.keep_up(), words.keep_up(), ledger.keep_up()];
        Self { connection, hot, times, search, leads, words, ledger, writer: RwLock::new(Some(Arc::new(writer))), followers }
    }

    /// After a stop without warning, and wherever other processes write: what the search has missed.
    pub(super) async fn recover_search(&self) -> Result<(), StorageError> {
        search::recover(&self.connection, &self.search).await?;
        self.words.recover().await?;
        leads::search::recover(&self.connection, &self.leads, false).await
    }

    /// Tells the search of every lead.
    pub(super) async fn search_all_leads(&self) -> Result<(), StorageError> {
        leads::search::recover(&self.connection, &self.leads, true).await
    }

    /// Ends the writers after their last write and brings the search up to date.
    pub(super) async fn close(&self) -> Result<(), StorageError> {
        let writer = self.writer.write().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut writer) = writer {
            let last = loop {
                match Arc::try_unwrap(writer) {
                    Ok(last) => break last,
                    Err(shared) => writer = shared,
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            };
            last.finish().await;
        }
        for follower in &self.followers {
            follower.abort();
        }
        self.search.catch_up().await?;
        self.words.catch_up().await?;
        self.leads.catch_up().await
    }

    async fn read_open(&self, visitor: &VisitorKey, recent: u32) -> Result<Option<OpenConversation>, StorageError> {
        let mut results = self.connection.read(open_of(visitor, recent)).await?;
        let Some(conversation) = one::<ConversationRow>(&mut results, 2, "conversation")? else { return Ok(None) };
        let recent = oldest_first(rows(&mut results, 3, "message")?)?;
        let lead = one::<LeadRow>(&mut results, 4, "lead")?.map(LeadRow::into_domain).transpose()?;
        Ok(Some(OpenConversation { conversation: conversation.into_domain()?, recent, lead }))
    }

    pub(super) fn hot(&self) -> Arc<HotConversations> {
        Arc::clone(&self.hot)
    }

    pub(super) fn times(&self) -> Arc<HotTimes> {
        Arc::clone(&self.times)
    }

    pub(super) fn lead_search(&self) -> Arc<LeadSearch> {
        Arc::clone(&self.leads)
    }

    pub(super) fn search(&self) -> Arc<Search> {
        Arc::clone(&self.search)
    }

    pub(super) fn words(&self) -> Arc<LogWords> {
        Arc::clone(&self.words)
    }

    pub(super) fn ledger(&self) -> Arc<Ledger> {
        Arc::clone(&self.ledger)
    }
}

#[async_trait]
impl Conversations for SurrealConversations {
    async fn open_of(&self, visitor: &VisitorKey, recent: u32) -> Result<Option<OpenConversation>, StorageError> {
        if let Some(open) = self.hot.open_of(visitor, recent) {
            return Ok(Some(open));
        }
        if !self.hot.is_enabled() {
            let Some(mut open) = self.read_open(visitor, recent).await? else { return Ok(None) };
            if let (None, Some(id)) = (&open.lead, &open.conversation.lead_id) {
                // It became part of another one.
                open.lead = leads::find(&self.connection, id).await?;
                let into = open.lead.as_ref().map(|lead| lead.id.clone());
                open.conversation.lead_id = into.or(open.conversation.lead_id);
            }
            return Ok(Some(open));
        }
        let mark = self.hot.mark(visitor);
        let asked = recent.max(MESSAGES);
        let Some(mut open) = self.read_open(visitor, asked).await? else { return Ok(None) };
        self.hot.remember(mark, &open, asked);
        if let Some(id) = open.conversation.lead_id.clone() {
            // A lead may be written with another visitor's conversation: it has a mark of its own.
            let mark = self.hot.mark_lead(&id);
            open.lead = leads::find(&self.connection, &id).await?;
            match &open.lead {
                Some(lead) if lead.id == id => self.hot.remember_lead(mark, lead),
                // It became part of another one.
                Some(lead) => open.conversation.lead_id = Some(lead.id.clone()),
                None => {}
            }
        }
        let surplus = open.recent.len().saturating_sub(recent as usize);
        open.recent.drain(..surplus);
        Ok(Some(open))
    }

    async fn write(&self, change: ConversationWrite) -> Result<(), StorageError> {
        let next = &change.conversation;
        // Decided without the database where it is already known: what is remembered is never ahead of it.
        if self.hot.revision(&next.visitor, &next.id).is_some_and(|known| known >= next.revision) {
            return Err(StorageError::Conflict);
        }
        let writer = self.writer.read().unwrap_or_else(PoisonError::into_inner).clone();
        match writer {
            Some(writer) => writer.write(change).await,
            None => Err(StorageError::Failed("the database is closed".into())),
        }
    }

    async fn list(
        &self,
        filter: &ConversationFilter,
        size: PageSize,
        cursor: Option<&str>,
    ) -> Result<Option<Page<ConversationSummary>>, StorageError> {
        if filter.q.is_some() {
            self.search.catch_up().await?;
        }
        list::page(&self.connection, filter, size, cursor).await
    }

    async fn count_open(&self, since: Option<Timestamp>) -> Result<u64, StorageError> {
        let query = match since {
            Some(since) => list::open_since(since),
            None => Query::new("SELECT count() AS n FROM open_conversation GROUP ALL;"),
        };
        self.connection.counted(query).await
    }

    async fn find(&self, id: &ConversationId) -> Result<Option<Conversation>, StorageError> {
        let query = Query::new("SELECT * FROM ONLY $id;").bind("id", conversation_record(id));
        let mut results = self.connection.read(query).await?;
        one::<ConversationRow>(&mut results, 0, "conversation")?.map(ConversationRow::into_domain).transpose()
    }

    async fn all_of(&self, ids: &[ConversationId]) -> Result<Vec<Conversation>, StorageError> {
        let records: Vec<RecordId> = ids.iter().map(conversation_record).collect();
        let mut results = self.connection.read(Query::new("SELECT * FROM $ids;").bind("ids", records)).await?;
        rows::<ConversationRow>(&mut results, 0, "conversation")?.into_iter().map(ConversationRow::into_domain).collect()
    }

    async fn messages(&self, id: &ConversationId, before: Option<&MessageId>, limit: u32) -> Result<Vec<Message>, StorageError> {
        let mut results = self.connection.read(messages(id, before, limit)).await?;
        oldest_first(rows(&mut results, 0, "message")?)
    }

    async fn message(&self, conversation: &ConversationId, id: &MessageId) -> Result<Option<Message>, StorageError> {
        let query = Query::new("SELECT * FROM ONLY $id;").bind("id", message_record(conversation, id));
        let mut results = self.connection.read(query).await?;
        one::<MessageRow>(&mut results, 0, "message")?.map(MessageRow::into_domain).transpose()
    }

    async fn erase(&self, visitor: &VisitorKey) -> Result<Erased, StorageError> {
        let (connection, hot, visitor) = (Arc::clone(&self.connection), Arc::clone(&self.hot), visitor.clone());
        let (ledger, times) = (Arc::clone(&self.ledger), Arc::clone(&self.times));
        // On a task of its own: what was erased must be forgotten even when nobody waits for it any more.
        let erased = tokio::spawn(async move {
            let outcome = erase::erase(&connection, &ledger, &hot, &visitor).await;
            times.forget();
            outcome
        });
        erased.await.unwrap_or_else(|error| Err(StorageError::Failed(format!("erasing was cut short: {error}"))))
    }
}

// The numbers are ours, not a caller's text: a bound LIMIT would sort all rows first.
pub(super) fn open_of(visitor: &VisitorKey, recent: u32) -> Query {
    let sql = format!(
        "LET $found = $open.conversation.*; \
         LET $key = IF $found = NONE {{ '' }} ELSE {{ record::id($found.id) }}; \
         RETURN $found; \
         SELECT * FROM message:[$key, NONE]..[$key, []] ORDER BY id DESC LIMIT {recent}; \
         RETURN $found.lead.*;"
    );
    Query::new(sql).bind("open", RecordId::new("open_conversation", visitor.as_str()))
}

pub(super) fn messages(id: &ConversationId, before: Option<&MessageId>, limit: u32) -> Query {
    let sql = format!("SELECT * FROM $range ORDER BY id DESC LIMIT {limit};");
    Query::new(sql).bind("range", messages_before(id, before))
}

/// Rows come newest first.
fn oldest_first(rows: Vec<MessageRow>) -> Result<Vec<Message>, StorageError> {
    rows.into_iter().rev().map(MessageRow::into_domain).collect()
}
