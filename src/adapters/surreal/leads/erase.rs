//! Erasing people: leads, what became part of them, and everything that was said.

use std::sync::Arc;

use surrealdb::types::{RecordId, SurrealValue};

use super::{
    super::{
        connection::{Connection, Query, rows},
        conversations::HotConversations,
        people::{FORGET_MEETINGS, FORGET_PEOPLE},
        rows::{conversation_id, conversation_record, lead_record},
    },
    search::LeadSearch,
};
use crate::{
    domain::{conversation::VisitorKey, ids::ConversationId, lead::Lead},
    service::error::StorageError,
};

const TAKE: &str = "\
    BEGIN; \
    LET $found = (SELECT id, visitor FROM $conversations); \
    FOR $talk IN $found { \
        LET $key = record::id($talk.id); \
        DELETE message:[$key, NONE]..[$key, []] RETURN NONE; \
        DELETE type::record('conversation_search', $key) RETURN NONE; \
        DELETE type::record('visit', [$talk.visitor, $key]) RETURN NONE; \
        DELETE type::record('open_conversation', $talk.visitor) WHERE conversation = $talk.id RETURN NONE; \
        DELETE $talk.id RETURN NONE \
    }; \
    FOR $row IN $leads { \
        IF array::is_empty((DELETE $row.id WHERE version = $row.version RETURN BEFORE)) { THROW 'conflict' } \
    }; ";
const REST: &str = "\
    RETURN $found; \
    COMMIT;";
/// BEGIN, a LET and four FORs have a result each.
const FOUND: usize = 6;

/// A lead as it was read.
#[derive(SurrealValue)]
struct Read {
    id: RecordId,
    version: i64,
}

#[derive(SurrealValue)]
struct Talk {
    id: RecordId,
    visitor: String,
}

/// These leads as they were read, in one transaction; then they are forgotten here, too.
pub(super) async fn erase(
    connection: &Arc<Connection>,
    hot: &HotConversations,
    search: &LeadSearch,
    leads: &[Lead],
) -> Result<Vec<ConversationId>, StorageError> {
    let read: Vec<Read> =
        leads.iter().map(|lead| Read { id: lead_record(&lead.id), version: i64::try_from(lead.version).unwrap_or(i64::MAX) }).collect();
    let people: Vec<RecordId> = leads.iter().flat_map(|lead| std::iter::once(&lead.id).chain(&lead.absorbed)).map(lead_record).collect();
    let conversations: Vec<RecordId> = leads.iter().flat_map(|lead| &lead.conversation_ids).map(conversation_record).collect();
    let query = Query::new([TAKE, FORGET_PEOPLE, FORGET_MEETINGS, REST].concat())
        .bind("leads", read)
        .bind("people", people)
        .bind("conversations", conversations);
    let outcome = connection.write(query).await;
    for lead in leads {
        hot.forget_lead(&lead.id);
        // What waits to be indexed must not come back.
        search.follow(Arc::new(lead.clone()));
    }
    let found = rows::<Talk>(&mut outcome?, FOUND, "conversation")?;
    for talk in &found {
        hot.forget(&VisitorKey::stored(talk.visitor.clone()), None);
    }
    found.into_iter().map(|talk| conversation_id(talk.id)).collect()
}
