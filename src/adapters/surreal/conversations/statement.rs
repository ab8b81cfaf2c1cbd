//! The one transaction that stores any number of changed conversations: the text and the rows.

use std::sync::Arc;

use surrealdb::types::{RecordId, SurrealValue, Value};

use super::super::{
    connection::Query,
    leads::statement as leads,
    outbox,
    parts::Parts,
    rows::{ConversationRow, MessageRow, QuestionRow, conversation_record, pair},
    tallies::ledger,
};
use crate::{
    domain::{
        analytics::{calendar::Calendar, tally::Tally},
        conversation::Status,
    },
    service::{error::StorageError, ports::ConversationWrite},
};

/// What a write does to the visitor's open conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// It was open before and still is: nothing has to be looked up.
    Stays,
    /// It is open now; whether it was before is not known.
    Opens,
    /// It is closed now.
    Closes,
}

/// A write and what it does to the visitor's open conversation.
pub(super) struct Planned {
    pub change: Arc<ConversationWrite>,
    pub opening: Opening,
}

impl Planned {
    /// `known_revision`: that of the open conversation as it is remembered, if it is.
    pub(super) fn new(change: Arc<ConversationWrite>, known_revision: Option<u64>) -> Self {
        let next = &change.conversation;
        let opening = match next.status {
            Status::Closed => Opening::Closes,
            Status::Open if known_revision.is_some_and(|known| known + 1 == next.revision) => Opening::Stays,
            Status::Open => Opening::Opens,
        };
        Self { change, opening }
    }
}

// The revision and the version are checked by the schema; a record that is not there any more is not updated.
const OPEN: &str = "\
    FOR $row IN $opens { \
        LET $there = $row.id.conversation; \
        IF $there = NONE { CREATE $row.id CONTENT $row RETURN NONE } \
        ELSE IF $there != $row.conversation { THROW 'conflict' } \
    };";
const CLOSE: &str = "FOR $row IN $closes { DELETE $row.id WHERE conversation = $row.conversation RETURN NONE };";
const VISITS: &str = "INSERT INTO visit $visits RETURN NONE;";
const CREATE: &str = "INSERT INTO conversation $created RETURN NONE;";
const UPDATE: &str = "\
    FOR $row IN $updated { \
        IF array::is_empty((UPDATE $row.id CONTENT $row RETURN VALUE revision)) { THROW 'conflict' } \
    };";
const MESSAGES: &str = "INSERT INTO message $messages RETURN NONE;";
const UNANSWERED: &str = "INSERT INTO unanswered $unanswered RETURN NONE;";

/// Who is in which conversation.
#[derive(SurrealValue)]
struct LinkRow {
    id: RecordId,
    conversation: RecordId,
}

/// All changes in one transaction, with what all of them together count for.
pub(super) fn transaction(writes: &[Planned], tally: &Tally, calendar: &Calendar) -> Result<Query, StorageError> {
    let mut parts = leads::declare(
        Parts::default().with("opens", OPEN).with("closes", CLOSE).with("visits", VISITS).with("created", CREATE).with("updated", UPDATE),
    )
    .with("messages", MESSAGES)
    .with("unanswered", UNANSWERED);
    parts = ledger::declare(outbox::declare(parts));

    for write in writes {
        let next = &write.change.conversation;
        let link = |id| LinkRow { id, conversation: conversation_record(&next.id) };
        let open = || link(RecordId::new("open_conversation", next.visitor.as_str()));
        match write.opening {
            Opening::Stays => {}
            Opening::Opens => parts.add("opens", open()),
            Opening::Closes => parts.add("closes", open()),
        }
        let row = ConversationRow::of(next)?;
        if next.revision == 1 {
            parts.add("visits", link(RecordId::new("visit", pair(next.visitor.as_str(), Value::String(next.id.as_str().to_owned())))));
            parts.add("created", row);
        } else {
            parts.add("updated", row);
        }
        if let Some(lead) = &write.change.lead {
            leads::add(&mut parts, lead, &write.change.trace)?;
        }
        outbox::add(&mut parts, &write.change.notices)?;
        for message in &write.change.messages {
            parts.add("messages", MessageRow::of(message)?);
            if let Some(row) = QuestionRow::of(message) {
                parts.add("unanswered", row);
            }
        }
    }
    ledger::add(&mut parts, tally, &Tally::default(), calendar)?;
    Ok(parts.transaction())
}
