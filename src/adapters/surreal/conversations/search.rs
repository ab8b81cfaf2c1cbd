//! The search of conversations: what is indexed of each, and what a process that stopped without warning left behind.

use std::sync::Arc;

use surrealdb::types::{SurrealValue, Value};

use super::super::{
    connection::{Connection, Query, rows},
    follower::{Document, Follower},
    rows::{ConversationRow, SearchRow},
};
use crate::{domain::conversation::Conversation, service::error::StorageError};

/// Conversations that one look after a crash compares.
const LOOK: usize = 200;

pub(in super::super) type Search = Follower<Conversation>;

impl Document for Conversation {
    type Row = SearchRow;
    const TABLE: &'static str = "conversation";
    const SEARCH: &'static str = "conversation_search";
    const VERSION: &'static str = "revision";

    fn key(&self) -> &str {
        self.id.as_str()
    }

    fn version(&self) -> u64 {
        self.revision
    }

    fn row(&self) -> SearchRow {
        SearchRow::of(self)
    }
}

/// Indexes what was left behind: from the newest on, until all of a look is up to date. (Those that were written first are
/// indexed first, so what stays behind is among the newest.)
pub(super) async fn recover(connection: &Arc<Connection>, search: &Search) -> Result<(), StorageError> {
    for status in ["open", "closed"] {
        let mut before: Option<String> = None;
        loop {
            let mut results = connection.read(look(status, before.as_deref())).await?;
            let looked_at: Vec<Indexed> = rows(&mut results, 0, "conversation")?;
            before = looked_at.last().map(|row| row.row.recent.clone());
            let is_last = looked_at.len() < LOOK;
            let behind = looked_at.into_iter().filter(Indexed::is_behind).map(|row| row.row.into_domain());
            let behind = behind.collect::<Result<Vec<_>, _>>()?;
            if behind.is_empty() {
                break;
            }
            search.index(behind).await?;
            if is_last {
                break;
            }
        }
    }
    Ok(())
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
