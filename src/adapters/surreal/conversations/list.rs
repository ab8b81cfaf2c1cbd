//! Pages of conversations, newest first: each a short range of an index, whatever the number of conversations.

use super::super::{
    connection::{Connection, Query, rows},
    rows::{ConversationRow, instant, is_place},
};
use crate::{
    domain::{
        conversation::{Conversation, ConversationSummary},
        page::{Page, PageSize},
        time::Timestamp,
        words::words_of,
    },
    service::{error::StorageError, ports::ConversationFilter},
};

/// The longest beginning of a word that the search's analyzer knows.
const LONGEST_BEGINNING: usize = 24;
/// More words than this narrow nothing down.
const MOST_WORDS: usize = 8;

/// One page; None for a cursor that cannot be one of ours.
pub(super) async fn page(
    connection: &Connection,
    filter: &ConversationFilter,
    size: PageSize,
    cursor: Option<&str>,
) -> Result<Option<Page<ConversationSummary>>, StorageError> {
    if cursor.is_some_and(|cursor| !is_place(cursor)) {
        return Ok(None);
    }
    let size = size.get() as usize;
    let words = filter.q.as_deref().map(wanted).unwrap_or_default();
    let mut found: Vec<ConversationRow> = vec![];
    for query in ways(&words, filter, size + 1, cursor) {
        let mut results = connection.read(query).await?;
        for index in 0..results.num_statements() {
            found.extend(rows::<ConversationRow>(&mut results, index, "conversation")?);
        }
    }
    found.sort_unstable_by(|a, b| b.recent.cmp(&a.recent));
    // A place has the id in it.
    found.dedup_by(|one, other| one.recent == other.recent);
    let has_more = found.len() > size;
    found.truncate(size);
    let next_cursor = found.last().filter(|_| has_more).map(|row| row.recent.clone());
    let conversations = found.into_iter().map(ConversationRow::into_domain).collect::<Result<Vec<Conversation>, _>>()?;
    Ok(Some(Page { items: conversations.iter().map(ConversationSummary::from).collect(), next_cursor }))
}

/// The queries whose rows are the list: by the words, and by each form of the number that they are. `limit` is one more than
/// shown: it tells whether there is a next page.
fn ways(words: &str, filter: &ConversationFilter, limit: usize, cursor: Option<&str>) -> Vec<Query> {
    if words.is_empty() {
        return vec![newest(filter.open_only, limit, cursor)];
    }
    let numbers = filter.numbers.iter().map(String::as_str).filter(|number| *number != words);
    std::iter::once(words).chain(numbers).map(|words| matching(words, filter.open_only, limit, cursor)).collect()
}

/// The open and the closed ones are neighbours in the index, not mixed: each is asked for, the newest of both are kept.
pub(in super::super) fn newest(open_only: bool, limit: usize, cursor: Option<&str>) -> Query {
    let statuses: &[&str] = if open_only { &["open"] } else { &["open", "closed"] };
    let from = if cursor.is_some() { " AND recent < $cursor" } else { "" };
    let sql: String = statuses
        .iter()
        .map(|status| format!("SELECT * FROM conversation WHERE status = '{status}'{from} ORDER BY recent DESC LIMIT {limit};"))
        .collect();
    Query::new(sql).bind("cursor", cursor.map(str::to_owned))
}

/// How many are open and have a message since then.
pub(super) fn open_since(since: Timestamp) -> Query {
    Query::new("SELECT count() AS n FROM conversation WHERE status = 'open' AND recent >= $since GROUP ALL;").bind("since", instant(since))
}

pub(in super::super) fn matching(words: &str, open_only: bool, limit: usize, cursor: Option<&str>) -> Query {
    let open = if open_only { " AND status = 'open'" } else { "" };
    let from = if cursor.is_some() { " AND recent < $cursor" } else { "" };
    let sql = format!(
        "SELECT * FROM (SELECT VALUE type::record('conversation', record::id(id)) FROM \
         (SELECT id, recent FROM conversation_search WHERE words @AND@ $words{open}{from} ORDER BY recent DESC LIMIT {limit}));"
    );
    Query::new(sql).bind("words", words.to_owned()).bind("cursor", cursor.map(str::to_owned))
}

/// The beginnings of words that are looked for, as the analyzer compares them; empty when there are none.
pub(in super::super) fn wanted(q: &str) -> String {
    let words = words_of(q).into_iter().take(MOST_WORDS);
    words.map(|word| word.chars().take(LONGEST_BEGINNING).collect::<String>()).collect::<Vec<_>>().join(" ")
}
