//! The one transaction that stores any number of changed conversations: the text and the rows.

use std::sync::Arc;

use surrealdb::types::{RecordId, SurrealValue, Value};

use super::super::{
    connection::Query,
    rows::{ConversationRow, LeadRow, MessageRow, conversation_record, pair},
};
use crate::{
    domain::conversation::Status,
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
const CREATE: &str = "INSERT INTO visit $visits RETURN NONE; INSERT INTO conversation $created RETURN NONE;";
const UPDATE: &str = "\
    FOR $row IN $updated { \
        IF array::is_empty((UPDATE $row.id CONTENT $row RETURN VALUE revision)) { THROW 'conflict' } \
    };";
const CREATE_LEADS: &str = "INSERT INTO lead $created_leads RETURN NONE;";
const UPDATE_LEADS: &str = "\
    FOR $row IN $updated_leads { \
        IF array::is_empty((UPDATE $row.id CONTENT $row RETURN VALUE version)) { THROW 'conflict' } \
    };";
const MESSAGES: &str = "INSERT INTO message $messages RETURN NONE;";

/// Who is in which conversation.
#[derive(SurrealValue)]
struct LinkRow {
    id: RecordId,
    conversation: RecordId,
}

/// The rows that one statement of the transaction takes.
struct Part {
    sql: &'static str,
    name: &'static str,
    rows: Vec<Value>,
}

impl Part {
    fn new(sql: &'static str, name: &'static str) -> Self {
        Self { sql, name, rows: vec![] }
    }
}

/// All changes in one transaction.
pub(super) fn transaction(writes: &[Planned]) -> Result<Query, StorageError> {
    let mut opens = Part::new(OPEN, "opens");
    let mut closes = Part::new(CLOSE, "closes");
    // One text inserts both: they come together.
    let mut visits = Part::new("", "visits");
    let mut created = Part::new(CREATE, "created");
    let mut updated = Part::new(UPDATE, "updated");
    let mut created_leads = Part::new(CREATE_LEADS, "created_leads");
    let mut updated_leads = Part::new(UPDATE_LEADS, "updated_leads");
    let mut messages = Part::new(MESSAGES, "messages");

    for write in writes {
        let next = &write.change.conversation;
        let link = |id| LinkRow { id, conversation: conversation_record(&next.id) }.into_value();
        let open = || link(RecordId::new("open_conversation", next.visitor.as_str()));
        let is_new = next.revision == 1;
        match write.opening {
            Opening::Stays => {}
            Opening::Opens => opens.rows.push(open()),
            Opening::Closes => closes.rows.push(open()),
        }
        if is_new {
            visits.rows.push(link(RecordId::new("visit", pair(next.visitor.as_str(), Value::String(next.id.as_str().to_owned())))));
        }
        let row = ConversationRow::of(next)?.into_value();
        if is_new {
            created.rows.push(row)
        } else {
            updated.rows.push(row)
        }
        if let Some(lead) = &write.change.lead {
            let row = LeadRow::of(lead)?.into_value();
            if lead.version == 1 { created_leads.rows.push(row) } else { updated_leads.rows.push(row) }
        }
        for message in &write.change.messages {
            messages.rows.push(MessageRow::of(message)?.into_value());
        }
    }

    let mut sql = String::from("BEGIN;");
    let mut bound = vec![];
    for part in [opens, closes, visits, created, updated, created_leads, updated_leads, messages] {
        if !part.rows.is_empty() {
            sql.push_str(part.sql);
            bound.push((part.name, part.rows));
        }
    }
    sql.push_str("COMMIT;");
    Ok(bound.into_iter().fold(Query::new(sql), |query, (name, rows)| query.bind(name, rows)))
}
