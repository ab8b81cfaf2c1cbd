//! Erasing a visitor.

use std::sync::Arc;

use surrealdb::types::{RecordId, SurrealValue};

use super::{
    super::{
        connection::{Connection, Query, one},
        people::{FORGET_MEETINGS, FORGET_PEOPLE},
        rows::{conversation_id, lead_id, visits_of},
    },
    hot::HotConversations,
};
use crate::{
    domain::conversation::VisitorKey,
    service::{error::StorageError, ports::Erased},
};

const TAKE: &str = "\
    BEGIN; \
    LET $conversations = (SELECT VALUE conversation FROM $visits); \
    LET $talks = $conversations.map(|$id| record::id($id)); \
    LET $named = array::distinct((SELECT VALUE lead FROM $conversations WHERE lead != NONE)); \
    LET $aliases = $named.map(|$id| type::record('merged_lead', record::id($id))); \
    LET $into = (SELECT VALUE into FROM $aliases); \
    LET $reached = array::distinct(array::concat($named, $into)); \
    LET $known = (SELECT VALUE id FROM $reached); \
    LET $leads = (SELECT VALUE id FROM $known WHERE array::is_empty(array::complement(conversations, $talks))); \
    LET $absorbed = array::flatten((SELECT VALUE absorbed FROM $leads)); \
    LET $taken = $absorbed.map(|$key| type::record('lead', $key)); \
    LET $people = array::concat($leads, $taken); \
    FOR $conversation IN $conversations { \
        LET $key = record::id($conversation); \
        DELETE message:[$key, NONE]..[$key, []] RETURN NONE; \
        DELETE type::record('conversation_search', $key) RETURN NONE; \
    }; ";
const REST: &str = "\
    DELETE $conversations RETURN NONE; \
    DELETE $leads RETURN NONE; \
    DELETE $visits RETURN NONE; \
    DELETE $open RETURN NONE; \
    RETURN { conversations: $conversations, leads: $known, gone: $leads }; \
    COMMIT;";
/// BEGIN, eleven LETs, three FORs and four DELETEs have a result each.
const ERASED: usize = 19;

#[derive(Default, SurrealValue)]
struct Row {
    conversations: Vec<RecordId>,
    leads: Vec<RecordId>,
    gone: Vec<RecordId>,
}

/// All conversations of the visitor with their messages, and leads that nobody else has spoken for, in one transaction;
/// then they are forgotten here, too.
pub(super) async fn erase(connection: &Arc<Connection>, hot: &HotConversations, visitor: &VisitorKey) -> Result<Erased, StorageError> {
    let query = Query::new([TAKE, FORGET_PEOPLE, FORGET_MEETINGS, REST].concat())
        .bind("visits", visits_of(visitor.as_str()))
        .bind("open", RecordId::new("open_conversation", visitor.as_str()));
    let outcome = connection.write(query).await;
    hot.forget(visitor, None);
    let mut results = outcome?;
    let erased: Row = one(&mut results, ERASED, "visit")?.unwrap_or_default();
    for lead in &erased.leads {
        hot.forget(visitor, Some(&lead_id(lead.clone())?));
    }
    let left = erased.leads.into_iter().filter(|lead| !erased.gone.contains(lead));
    Ok(Erased {
        conversations: erased.conversations.into_iter().map(conversation_id).collect::<Result<_, _>>()?,
        shared: left.map(lead_id).collect::<Result<_, _>>()?,
    })
}
