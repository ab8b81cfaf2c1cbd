//! Erasing a visitor.

use std::sync::Arc;

use surrealdb::types::{RecordId, SurrealValue};

use super::{
    super::{
        connection::{Connection, Query, one},
        rows::{conversation_id, lead_id, visits_of},
    },
    hot::HotConversations,
};
use crate::{
    domain::{conversation::VisitorKey, ids::ConversationId},
    service::error::StorageError,
};

const ERASE: &str = "\
    BEGIN; \
    LET $conversations = (SELECT VALUE conversation FROM $visits); \
    LET $leads = (SELECT VALUE lead FROM $conversations WHERE lead != NONE); \
    FOR $conversation IN $conversations { \
        LET $key = record::id($conversation); \
        DELETE message:[$key, NONE]..[$key, []] RETURN NONE; \
        DELETE type::record('conversation_search', $key) RETURN NONE; \
    }; \
    DELETE $conversations RETURN NONE; \
    DELETE $leads RETURN NONE; \
    DELETE $visits RETURN NONE; \
    DELETE $open RETURN NONE; \
    RETURN { conversations: $conversations, leads: $leads }; \
    COMMIT;";
/// BEGIN, two LETs, the FOR and four DELETEs have a result each.
const ERASED: usize = 8;

#[derive(Default, SurrealValue)]
struct Erased {
    conversations: Vec<RecordId>,
    leads: Vec<RecordId>,
}

/// All conversations of the visitor with their messages and leads, in one transaction; then they are forgotten here, too.
pub(super) async fn erase(
    connection: &Arc<Connection>,
    hot: &HotConversations,
    visitor: &VisitorKey,
) -> Result<Vec<ConversationId>, StorageError> {
    let query =
        Query::new(ERASE).bind("visits", visits_of(visitor.as_str())).bind("open", RecordId::new("open_conversation", visitor.as_str()));
    let outcome = connection.write(query).await;
    hot.forget(visitor, None);
    let mut results = outcome?;
    let erased: Erased = one(&mut results, ERASED, "visit")?.unwrap_or_default();
    for lead in erased.leads {
        hot.forget(visitor, Some(&lead_id(lead)?));
    }
    erased.conversations.into_iter().map(conversation_id).collect()
}
