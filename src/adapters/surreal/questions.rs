//! Questions without an answer: a short row for each, in the order of time; the words are the message's own.

use std::{collections::HashMap, ops::Bound, sync::Arc};

use async_trait::async_trait;
use jiff::SignedDuration;
use surrealdb::types::RecordId;

use super::{
    connection::{Connection, Query, rows},
    rows::{MessageRow, QuestionRow, between, instant, message_record},
};
use crate::{
    domain::{
        ids::{ConversationId, MessageId},
        report::lines::Span,
        time::Timestamp,
        unanswered::Asked,
    },
    service::{error::StorageError, ports::Questions},
};

/// How far back is looked first, and how many times further each time that this was not enough: the engine reads a range as a whole
/// before it gives its last ones.
const FIRST_LOOK: SignedDuration = SignedDuration::from_hours(1);
const FURTHER: i32 = 4;

pub struct SurrealQuestions {
    connection: Arc<Connection>,
}

impl SurrealQuestions {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection }
    }

    /// The latest of the span, the latest first.
    async fn latest(&self, (from, mut until): Span, limit: u32) -> Result<Vec<Asked>, StorageError> {
        let (mut latest, mut look) = (vec![], FIRST_LOOK);
        while latest.len() < limit as usize && from < until {
            let since = earlier(until, look).max(from);
            let missing = limit - u32::try_from(latest.len()).unwrap_or(limit);
            let mut results = self.connection.read(within((since, until), missing)).await?;
            for row in rows::<QuestionRow>(&mut results, 0, "question")? {
                latest.push(row.into_domain()?);
            }
            (until, look) = (since, look.saturating_mul(FURTHER));
        }
        Ok(latest)
    }

    /// What was said in these messages, of those that there are.
    async fn words(&self, of: &[RecordId]) -> Result<HashMap<(ConversationId, MessageId), String>, StorageError> {
        let mut results = self.connection.read(Query::new("SELECT * FROM $ids;").bind("ids", of.to_vec())).await?;
        let mut words = HashMap::new();
        for row in rows::<MessageRow>(&mut results, 0, "message")? {
            let message = row.into_domain()?;
            words.insert((message.conversation_id, message.id), message.text);
        }
        Ok(words)
    }
}

fn earlier(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_sub(by).unwrap_or(Timestamp::MIN)
}

/// Those that were noted within the span, the latest first.
pub(super) fn within(span: Span, limit: u32) -> Query {
    // A place begins with its instant: it is behind the bare instant.
    let span = between("unanswered", Bound::Included(instant(span.0)), Bound::Excluded(instant(span.1)));
    Query::new(format!("SELECT * FROM $span ORDER BY id DESC LIMIT {limit};")).bind("span", span)
}

#[async_trait]
impl Questions for SurrealQuestions {
    async fn unanswered(&self, span: Span, limit: u32) -> Result<Vec<Asked>, StorageError> {
        let noted = self.latest(span, limit).await?;
        let records: Vec<RecordId> = noted.iter().map(|one| message_record(&one.conversation_id, &one.question)).collect();
        let mut words = if records.is_empty() { HashMap::new() } else { self.words(&records).await? };
        let told = noted.into_iter().filter_map(|one| {
            let words = words.remove(&(one.conversation_id.clone(), one.question.clone()))?;
            Some(Asked { words, ..one })
        });
        Ok(told.collect())
    }
}
