//! The search's own table follows the conversations: seconds behind, at once when somebody searches,
//! and after a crash from what is stored.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use surrealdb::types::{RecordId, SurrealValue, Value};
use tokio::task::JoinHandle;

use super::super::{
    connection::{Connection, Query, rows},
    rows::{ConversationRow, SearchRow, conversation_record},
};
use crate::{
    domain::{conversation::Conversation, ids::ConversationId},
    service::{error::StorageError, ports::ConversationWrite},
};

/// How far behind the table may be while nobody searches.
const PERIOD: Duration = Duration::from_secs(5);
/// Conversations that one transaction indexes.
const CHUNK: usize = 32;
/// Conversations that one look after a crash compares.
const LOOK: usize = 200;

// A conversation that was erased meanwhile must not come back: whoever commits last, this or the erasing, deletes the row.
const INDEX: &str = "\
    BEGIN; \
    FOR $row IN $rows { IF ($row.id.revision ?? 0) < $row.revision { UPSERT $row.id CONTENT $row RETURN NONE } }; \
    COMMIT; \
    FOR $link IN $links { IF !record::exists($link.conversation) { DELETE $link.search RETURN NONE } };";

#[derive(SurrealValue)]
struct Link {
    conversation: RecordId,
    search: RecordId,
}

pub(super) struct Search {
    connection: Arc<Connection>,
    /// Committed and not indexed yet.
    pending: Mutex<HashMap<ConversationId, Arc<ConversationWrite>>>,
    /// One at a time.
    indexing: tokio::sync::Mutex<()>,
}

impl Search {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection, pending: Mutex::default(), indexing: tokio::sync::Mutex::default() }
    }

    /// The write was committed: its conversation has to be indexed.
    pub(super) fn follow(&self, change: Arc<ConversationWrite>) {
        keep_newer(&mut self.pending(), change);
    }

    /// Indexes all that waits. On an error, what could not be indexed waits on.
    pub(super) async fn catch_up(&self) -> Result<(), StorageError> {
        let _turn = self.indexing.lock().await;
        let mut changes: Vec<_> = std::mem::take(&mut *self.pending()).into_values().collect();
        while !changes.is_empty() {
            let rest = changes.split_off(changes.len().min(CHUNK));
            let conversations: Vec<&Conversation> = changes.iter().map(|change| &change.conversation).collect();
            if let Err(error) = self.index(&conversations).await {
                let mut pending = self.pending();
                changes.into_iter().chain(rest).for_each(|change| keep_newer(&mut pending, change));
                return Err(error);
            }
            changes = rest;
        }
        Ok(())
    }

    async fn index(&self, conversations: &[&Conversation]) -> Result<(), StorageError> {
        let rows: Vec<SearchRow> = conversations.iter().map(|conversation| SearchRow::of(conversation)).collect();
        let link = |c: &&Conversation| Link {
            conversation: conversation_record(&c.id),
            search: RecordId::new("conversation_search", c.id.as_str()),
        };
        let links: Vec<Link> = conversations.iter().map(link).collect();
        self.connection.write(Query::new(INDEX).bind("rows", rows).bind("links", links)).await.map(|_| ())
    }

    /// Indexes what a process that stopped without warning has left behind: from the newest on, until all of a look
    /// is up to date. (Nothing stays behind for longer than [`PERIOD`], so what is, is among the newest.)
    pub(super) async fn recover(&self) -> Result<(), StorageError> {
        for status in ["open", "closed"] {
            let mut before: Option<String> = None;
            loop {
                let mut results = self.connection.read(look(status, before.as_deref())).await?;
                let looked_at: Vec<Indexed> = rows(&mut results, 0, "conversation")?;
                before = looked_at.last().map(|row| row.row.recent.clone());
                let is_last = looked_at.len() < LOOK;
                let behind = looked_at.into_iter().filter(Indexed::is_behind).map(|row| row.row.into_domain());
                let behind = behind.collect::<Result<Vec<_>, _>>()?;
                for chunk in behind.chunks(CHUNK) {
                    self.index(&chunk.iter().collect::<Vec<_>>()).await?;
                }
                if is_last || behind.is_empty() {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Indexes what waits, once a period, for as long as anybody else holds the search.
    pub(super) fn keep_up(self: &Arc<Self>) -> JoinHandle<()> {
        let search = Arc::downgrade(self);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(PERIOD).await;
                let Some(search) = search.upgrade() else { return };
                if search.pending().is_empty() {
                    continue;
                }
                if let Err(error) = search.catch_up().await {
                    tracing::warn!(%error, "the search is behind");
                }
            }
        })
    }

    fn pending(&self) -> MutexGuard<'_, HashMap<ConversationId, Arc<ConversationWrite>>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The newest conversations before a place, each with the revision that the search knows.
pub(in super::super) fn look(status: &'static str, before: Option<&str>) -> Query {
    let from = if before.is_some() { " AND recent < $before" } else { "" };
    let sql = format!(
        "SELECT *, type::record('conversation_search', record::id(id)).revision AS indexed FROM conversation \
         WHERE status = '{status}'{from} ORDER BY recent DESC LIMIT {LOOK};"
    );
    Query::new(sql).bind("before", before.map(str::to_owned))
}

fn keep_newer(pending: &mut HashMap<ConversationId, Arc<ConversationWrite>>, change: Arc<ConversationWrite>) {
    match pending.entry(change.conversation.id.clone()) {
        Entry::Vacant(place) => {
            place.insert(change);
        }
        Entry::Occupied(mut place) if place.get().conversation.revision < change.conversation.revision => {
            place.insert(change);
        }
        Entry::Occupied(_) => {}
    }
}

/// A conversation and the revision that the search knows.
#[derive(SurrealValue)]
struct Indexed {
    #[surreal(flatten)]
    row: ConversationRow,
    indexed: Option<i64>,
}

impl Indexed {
    fn is_behind(&self) -> bool {
        self.indexed.is_none_or(|indexed| indexed < self.row.revision())
    }
}
