//! Erasing people: leads, what became part of them, and everything that was said.

use std::sync::Arc;

use surrealdb::types::{RecordId, SurrealValue};

use super::{
    super::{
        connection::{Connection, Query, rows},
        conversations::HotConversations,
        erasing::{ROUNDS, SEEN, TELL, UNCHANGED, seen},
        people::{FORGET_MEETINGS, FORGET_PEOPLE, FORGET_TALKS, OWE_ARCHIVES},
        rows::{AuditRow, conversation_id, conversation_record, lead_record},
        tallies::ledger::{self, Ledger},
    },
    search::LeadSearch,
};
use crate::{
    domain::{analytics::tally::Tally, conversation::VisitorKey, ids::ConversationId, lead::Lead},
    service::{error::StorageError, ports::AuditEntry},
};

// As the caller has read them.
const CHECK: &str = "\
    FOR $row IN $versions { \
        IF ($row.id.version ?? 0) != $row.version { THROW 'conflict' } \
    }; ";
const TAKE: &str = "\
    LET $found = (SELECT id, visitor FROM $conversations); \
    FOR $talk IN $found { \
        LET $key = record::id($talk.id); \
        DELETE type::record('visit', [$talk.visitor, $key]) RETURN NONE; \
        DELETE type::record('open_conversation', $talk.visitor) WHERE conversation = $talk.id RETURN NONE; \
        DELETE $talk.id RETURN NONE \
    }; \
    DELETE $leads RETURN NONE; ";
const REST: &str = "\
    IF !array::is_empty($audit_entries) { INSERT INTO audit $audit_entries RETURN NONE }; \
    RETURN $found; \
    COMMIT;";
/// Three LETs to see them.
const SEEN_AT: usize = 3;
/// BEGIN, a FOR, those, two IFs, two FORs, an IF, two FORs, a LET, a FOR, a DELETE, two FORs and an IF have a result each.
const FOUND: usize = 18;

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

/// These leads as they were read, in one transaction with what they were counted for and the lines of the audit log; then they are
/// forgotten here, too.
pub(super) async fn erase(
    connection: &Arc<Connection>,
    ledger: &Ledger,
    hot: &HotConversations,
    search: &LeadSearch,
    leads: &[Lead],
    entries: &[AuditEntry],
) -> Result<Vec<ConversationId>, StorageError> {
    let mut outcome = Err(StorageError::Conflict);
    for _ in 0..ROUNDS {
        outcome = attempt(connection, ledger, leads, entries).await;
        if !matches!(outcome, Err(StorageError::Conflict)) || !are_unchanged(connection, leads).await? {
            break;
        }
    }
    for lead in leads {
        hot.forget_lead(&lead.id);
        // What waits to be indexed must not come back.
        search.follow(Arc::new(lead.clone()));
    }
    let found = outcome?;
    for talk in &found {
        hot.forget(&VisitorKey::stored(talk.visitor.clone()), None);
    }
    found.into_iter().map(|talk| conversation_id(talk.id)).collect()
}

/// Otherwise there is no sense in trying again.
async fn are_unchanged(connection: &Connection, leads: &[Lead]) -> Result<bool, StorageError> {
    let records: Vec<RecordId> = leads.iter().map(|lead| lead_record(&lead.id)).collect();
    let query = Query::new("SELECT id, version FROM $leads;").bind("leads", records);
    let stored: Vec<Read> = rows(&mut connection.read(query).await?, 0, "lead")?;
    Ok(versions(leads).iter().all(|read| stored.iter().any(|row| row.id == read.id && row.version == read.version)))
}

fn versions(leads: &[Lead]) -> Vec<Read> {
    leads.iter().map(|lead| Read { id: lead_record(&lead.id), version: i64::try_from(lead.version).unwrap_or(i64::MAX) }).collect()
}

async fn attempt(connection: &Arc<Connection>, ledger: &Ledger, leads: &[Lead], entries: &[AuditEntry]) -> Result<Vec<Talk>, StorageError> {
    let people: Vec<RecordId> = leads.iter().flat_map(|lead| std::iter::once(&lead.id).chain(&lead.absorbed)).map(lead_record).collect();
    let conversations: Vec<RecordId> = leads.iter().flat_map(|lead| &lead.conversation_ids).map(conversation_record).collect();
    let records: Vec<RecordId> = leads.iter().map(|lead| lead_record(&lead.id)).collect();
    let named =
        |query: Query| query.bind("leads", records.clone()).bind("people", people.clone()).bind("conversations", conversations.clone());
    let calendar = ledger.clocks().await;
    let (seen, tally) = seen(connection, named(Query::new([SEEN, TELL].concat())), SEEN_AT, &calendar).await?;
    let changes = ledger::changes(&tally.negated(), &Tally::default(), &calendar)?;
    let sql =
        ["BEGIN; ", CHECK, SEEN, UNCHANGED, ledger::ADD, FORGET_TALKS, OWE_ARCHIVES, TAKE, FORGET_PEOPLE, FORGET_MEETINGS, REST].concat();
    let query = named(Query::new(sql)).bind("versions", versions(leads)).bind("tally_changes", changes);
    let query = query.bind("audit_entries", entries.iter().cloned().map(AuditRow::of).collect::<Vec<_>>());
    let mut results = connection.write(seen.proves(query)).await?;
    ledger.noted();
    rows::<Talk>(&mut results, FOUND, "conversation")
}
