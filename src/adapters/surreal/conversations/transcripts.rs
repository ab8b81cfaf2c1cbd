//! What was said in many conversations, a few statements at a time.

use super::super::{
    connection::{Connection, Query, rows},
    rows::{MessageRow, datetime},
};
use crate::{
    domain::{ids::ConversationId, message::Message, time::Timestamp},
    service::error::StorageError,
};

/// Conversations that are read by one query.
const AT_ONCE: usize = 50;

/// The messages of each of these conversations, oldest first; where there is a span, those of it alone.
pub(in super::super) async fn messages_of(
    connection: &Connection,
    ids: &[ConversationId],
    span: Option<(Timestamp, Timestamp)>,
) -> Result<Vec<Vec<Message>>, StorageError> {
    let mut all = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let mut results = connection.read(said(some, span)).await?;
        for at in 0..some.len() {
            // Before each there is a LET.
            let read: Vec<MessageRow> = rows(&mut results, 2 * at + 1, "message")?;
            let mut messages = read.into_iter().map(MessageRow::into_domain).collect::<Result<Vec<_>, _>>()?;
            messages.sort_unstable_by(|a, b| a.id.cmp(&b.id));
            all.push(messages);
        }
    }
    Ok(all)
}

pub(in super::super) fn said(ids: &[ConversationId], span: Option<(Timestamp, Timestamp)>) -> Query {
    let within = if span.is_some() { " WHERE at >= $from AND at < $to" } else { "" };
    // The numbers are ours. A range is read from a variable, not from an element of one.
    let sql: String =
        (0..ids.len()).map(|at| format!("LET $key = $keys[{at}]; SELECT * FROM message:[$key, NONE]..[$key, []]{within};")).collect();
    Query::new(sql)
        .bind("keys", ids.iter().map(|id| id.as_str().to_owned()).collect::<Vec<_>>())
        .bind("from", span.map(|(from, _)| datetime(from)))
        .bind("to", span.map(|(_, to)| datetime(to)))
}
