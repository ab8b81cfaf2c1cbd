//! The words that were said, and in which conversations: each word of a conversation is one record, so that who goes on says few
//! new ones. It follows what is said, seconds behind; at once when somebody looks for something.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use surrealdb::types::{RecordId, SurrealValue, Value};
use tokio::task::JoinHandle;

use super::super::{
    connection::{Connection, Query, one, rows},
    conversations::messages_of,
    indexing::{CHUNK, Indexing, PERIOD},
    pending::{Pending, Waits},
    rows::{ConversationRow, conversation_id, conversation_record, pair},
};
use crate::{
    domain::{ids::ConversationId, words::words_of},
    service::error::StorageError,
};

/// Conversations that one look after a crash compares.
const LOOK: usize = 200;
/// Characters of a word that are compared, and words of a conversation that are known.
pub(super) const MOST_CHARS: usize = 24;
const MOST_WORDS: usize = 2_000;

const STORE: &str = "\
    BEGIN; \
    FOR $row IN $rows { UPSERT $row.id CONTENT $row RETURN NONE }; \
    INSERT IGNORE INTO log_word $words RETURN NONE; \
    COMMIT; ";
// What was deleted meanwhile must not come back: whoever commits last, this or the deleting, deletes the words.
const CHECK: &str = "\
    FOR $conversation IN $conversations { \
        IF !record::exists($conversation) { \
            LET $log = type::record('conversation_log', record::id($conversation)); \
            LET $turned = $log.turned; \
            LET $entries = ($log.words ?? []).map(|$word| type::record('log_word', [$word, $turned])); \
            DELETE $entries RETURN NONE; \
            DELETE $log RETURN NONE \
        } \
    };";
const IS_DONE: &str = "RETURN log_upgrade:done.id;";
const DONE: &str = "UPSERT log_upgrade:done CONTENT { at: time::now() } RETURN NONE;";

/// What is known of a conversation.
#[derive(Clone, Debug, SurrealValue)]
struct LogRow {
    id: RecordId,
    words: Vec<String>,
    turned: String,
    revision: i64,
}

/// A word of a conversation: all of it is in the id.
#[derive(SurrealValue)]
struct WordRow {
    id: RecordId,
}

#[derive(SurrealValue)]
struct Revision {
    id: RecordId,
    revision: i64,
}

pub(in super::super) struct LogWords {
    connection: Arc<Connection>,
    /// In which something was said since they were indexed.
    pending: Pending<ConversationId>,
}

impl Waits for ConversationId {
    fn key(&self) -> &str {
        self.as_str()
    }

    fn replaces(&self, _: &Self) -> bool {
        false
    }
}

impl LogWords {
    pub(in super::super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection, pending: Pending::default() }
    }

    /// Something was said in it, or it is there again.
    pub(in super::super) fn follow(&self, id: &ConversationId) {
        self.pending.add(id.clone());
    }

    async fn index(&self, ids: &[ConversationId]) -> Result<(), StorageError> {
        let records: Vec<RecordId> = ids.iter().map(conversation_record).collect();
        let logs: Vec<RecordId> = ids.iter().map(|id| RecordId::new("conversation_log", id.as_str())).collect();
        let query = Query::new("SELECT id, revision FROM $conversations; SELECT * FROM $logs;");
        let mut results = self.connection.read(query.bind("conversations", records.clone()).bind("logs", logs)).await?;
        // In this order: what is said after the revision was read is looked at again because of it.
        let there: Vec<Revision> = rows(&mut results, 0, "conversation")?;
        let known: Vec<LogRow> = rows(&mut results, 1, "log")?;
        let known: HashMap<String, LogRow> = known.into_iter().map(|row| (row.turned.clone(), row)).collect();
        let (mut changed, mut words) = (vec![], vec![]);
        let revisions = there.into_iter().map(|row| Ok::<_, StorageError>((conversation_id(row.id)?, row.revision)));
        let revisions = revisions.collect::<Result<Vec<(ConversationId, i64)>, StorageError>>()?;
        let said: Vec<ConversationId> = revisions.iter().map(|(id, _)| id.clone()).collect();
        for ((id, revision), messages) in revisions.into_iter().zip(messages_of(&self.connection, &said, None).await?) {
            let turned = turned(&id);
            let mut all: BTreeSet<String> = known.get(&turned).map(|row| row.words.iter().cloned().collect()).unwrap_or_default();
            for word in messages.iter().flat_map(|message| words_of(&message.text)).map(|word| cut(&word)) {
                if all.len() < MOST_WORDS && all.insert(word.clone()) {
                    words.push(WordRow { id: word_record(&word, &turned) });
                }
            }
            let id = RecordId::new("conversation_log", id.as_str());
            changed.push(LogRow { id, words: all.into_iter().collect(), turned, revision });
        }
        let query = Query::new([STORE, CHECK].concat()).bind("rows", changed).bind("words", words).bind("conversations", records);
        self.connection.write(query).await.map(|_| ())
    }

    /// After a stop without warning: what was left behind. (Where not even all of before is indexed, that comes by itself.)
    pub(in super::super) async fn recover(&self) -> Result<(), StorageError> {
        if self.is_done().await? { self.look_back(true).await } else { Ok(()) }
    }

    /// Once in the life of a database: all that was said before there was this index.
    async fn begin(&self) -> Result<(), StorageError> {
        if self.is_done().await? {
            return Ok(());
        }
        self.look_back(false).await?;
        self.connection.write(Query::new(DONE)).await.map(|_| ())
    }

    async fn is_done(&self) -> Result<bool, StorageError> {
        let mut results = self.connection.read(Query::new(IS_DONE)).await?;
        Ok(one::<RecordId>(&mut results, 0, "upgrade")?.is_some())
    }

    /// From the newest on, all there is, or until all of a look is up to date.
    async fn look_back(&self, until_up_to_date: bool) -> Result<(), StorageError> {
        for status in ["open", "closed"] {
            let mut before: Option<String> = None;
            loop {
                let mut results = self.connection.read(look(status, before.as_deref())).await?;
                let looked_at: Vec<Indexed> = rows(&mut results, 0, "conversation")?;
                before = looked_at.last().map(|row| row.row.recent.clone());
                let is_last = looked_at.len() < LOOK;
                let behind: Vec<&Indexed> = looked_at.iter().filter(|row| row.is_behind()).collect();
                let is_up_to_date = behind.is_empty();
                let behind = behind.into_iter().map(|row| conversation_id(row.row.id.clone())).collect::<Result<Vec<_>, _>>()?;
                for chunk in behind.chunks(CHUNK) {
                    self.index(chunk).await?;
                }
                if is_last || is_up_to_date && until_up_to_date {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Indexes what waits, from time to time, for as long as anybody else holds the index; what is there since before it was, first.
    pub(in super::super) fn keep_up(self: &Arc<Self>) -> JoinHandle<()> {
        let words = Arc::downgrade(self);
        tokio::spawn(async move {
            let mut is_done = false;
            loop {
                tokio::time::sleep(PERIOD).await;
                let Some(words) = words.upgrade() else { return };
                let outcome = if is_done { Ok(()) } else { words.begin().await };
                is_done |= outcome.is_ok();
                let caught_up = words.catch_up_gently().await;
                if let Err(error) = outcome.and(caught_up) {
                    tracing::warn!(%error, "the search of the log is behind");
                }
            }
        })
    }
}

impl Indexing for LogWords {
    type One = ConversationId;

    fn pending(&self) -> &Pending<ConversationId> {
        &self.pending
    }

    async fn index_some(&self, some: &[ConversationId]) -> Result<(), StorageError> {
        self.index(some).await
    }
}

/// A conversation and the revision whose words are known.
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

/// The newest conversations before a place, each with the revision whose words are known.
pub(in super::super) fn look(status: &'static str, before: Option<&str>) -> Query {
    let from = if before.is_some() { " AND recent < $before" } else { "" };
    let sql = format!(
        "SELECT *, type::record('conversation_log', record::id(id)).revision AS indexed FROM conversation \
         WHERE status = '{status}'{from} ORDER BY recent DESC LIMIT {LOOK};"
    );
    Query::new(sql).bind("before", before.map(str::to_owned))
}

/// As much of a word as is compared.
pub(super) fn cut(word: &str) -> String {
    word.chars().take(MOST_CHARS).collect()
}

fn word_record(word: &str, turned: &str) -> RecordId {
    RecordId::new("log_word", pair(word, Value::String(turned.to_owned())))
}

/// An id in a form that sorts the other way round: each digit is what is missing to fifteen. Twice is the id itself.
pub(super) fn turned(id: &ConversationId) -> String {
    let digits = id.as_str().trim_start_matches("cnv_").chars();
    digits.filter_map(|digit| char::from_digit(15 - digit.to_digit(16)?, 16)).collect()
}

/// None where it is none.
pub(super) fn unturned(text: &str) -> Option<ConversationId> {
    let digits: String = text.chars().filter_map(|digit| char::from_digit(15 - digit.to_digit(16)?, 16)).collect();
    format!("cnv_{digits}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_conversation_comes_first_and_is_itself_again() {
        let ids = [1, 2, 0xABCD << 64].map(|n| ConversationId::new(uuid::Uuid::from_u128(n)));
        assert!(turned(&ids[0]) > turned(&ids[1]) && turned(&ids[1]) > turned(&ids[2]));
        for id in ids {
            assert_eq!(unturned(&turned(&id)), Some(id));
        }
        assert_eq!(unturned("x"), None);
    }
}
