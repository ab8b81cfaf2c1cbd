//! Erasing a visitor.

use std::sync::Arc;

use surrealdb::types::{RecordId, SurrealValue};

use super::{
    super::{
        connection::{Connection, Query, one},
        erasing::{ROUNDS, SEEN, TELL, UNCHANGED, seen},
        people::{FORGET_MEETINGS, FORGET_PEOPLE, FORGET_TALKS, OWE_ARCHIVES},
        rows::{conversation_id, lead_id, visits_of},
        tallies::ledger::{self, Ledger},
    },
    hot::HotConversations,
};
use crate::{
    domain::{analytics::tally::Tally, conversation::VisitorKey, time::Timestamp},
    service::{error::StorageError, ports::Erased},
};

/// Sixteen LETs. `$stays`: leads that the business brought in.
const FIND: &str = "\
    LET $holds = (SELECT VALUE id FROM archive_hold WHERE visitor = $visitor); \
    LET $keys = (SELECT VALUE conversation FROM $holds); \
    LET $archived = $keys.map(|$key| type::record('conversation', $key)); \
    LET $conversations = array::distinct(array::concat((SELECT VALUE conversation FROM $visits), $archived)); \
    LET $talks = $conversations.map(|$id| record::id($id)); \
    LET $stored = (SELECT VALUE lead FROM $conversations WHERE lead != NONE); \
    LET $held = (SELECT VALUE lead FROM $holds WHERE lead != NONE); \
    LET $named = array::distinct(array::concat($stored, $held)); \
    LET $aliases = $named.map(|$id| type::record('merged_lead', record::id($id))); \
    LET $into = (SELECT VALUE into FROM $aliases); \
    LET $reached = array::distinct(array::concat($named, $into)); \
    LET $known = (SELECT VALUE id FROM $reached); \
    LET $leads = array::complement((SELECT VALUE id FROM $known WHERE array::is_empty(array::complement(conversations, $talks))), $stays); \
    LET $absorbed = array::flatten((SELECT VALUE absorbed FROM $leads)); \
    LET $taken = $absorbed.map(|$key| type::record('lead', $key)); \
    LET $people = array::concat($leads, $taken); ";
const REST: &str = "\
    DELETE $conversations RETURN NONE; \
    DELETE $leads RETURN NONE; \
    DELETE $visits RETURN NONE; \
    DELETE $open RETURN NONE; \
    RETURN { conversations: $conversations, leads: $known, gone: $leads }; \
    COMMIT;";
/// Sixteen LETs to find them and three to see.
const SEEN_AT: usize = 19;
/// BEGIN, those, two IFs, two FORs, an IF, four FORs and four DELETEs have a result each.
const ERASED: usize = 33;

#[derive(Default, SurrealValue)]
struct Row {
    conversations: Vec<RecordId>,
    leads: Vec<RecordId>,
    gone: Vec<RecordId>,
}

/// All conversations of the visitor with their messages, and leads that nobody else has spoken for or brought in, in one transaction
/// with what they were counted for; then they are forgotten here, too. Those that are in archives are noted to leave them.
pub(super) async fn erase(
    connection: &Arc<Connection>,
    ledger: &Ledger,
    hot: &HotConversations,
    visitor: &VisitorKey,
) -> Result<Erased, StorageError> {
    let mut outcome = Err(StorageError::Conflict);
    for _ in 0..ROUNDS {
        outcome = attempt(connection, ledger, visitor).await;
        hot.forget(visitor, None);
        if !matches!(outcome, Err(StorageError::Conflict)) {
            break;
        }
    }
    let (erased, since) = outcome?;
    for lead in &erased.leads {
        hot.forget(visitor, Some(&lead_id(lead.clone())?));
    }
    let left = erased.leads.into_iter().filter(|lead| !erased.gone.contains(lead));
    Ok(Erased {
        conversations: erased.conversations.into_iter().map(conversation_id).collect::<Result<_, _>>()?,
        shared: left.map(lead_id).collect::<Result<_, _>>()?,
        since,
    })
}

/// With when the first of what the conversations knew was told.
async fn attempt(connection: &Arc<Connection>, ledger: &Ledger, visitor: &VisitorKey) -> Result<(Row, Option<Timestamp>), StorageError> {
    let calendar = ledger.clocks().await;
    let mut stays: Vec<RecordId> = vec![];
    let (seen, tally) = loop {
        let query = named(Query::new([FIND, SEEN, TELL].concat()), visitor, &stays);
        let (seen, tally) = seen(connection, query, SEEN_AT, &calendar).await?;
        if seen.brought_in.is_empty() {
            break (seen, tally);
        }
        stays.extend(seen.brought_in);
    };
    let since = seen.since;
    let changes = ledger::changes(&tally.negated(), &Tally::default(), &calendar)?;
    let sql = ["BEGIN; ", FIND, SEEN, UNCHANGED, ledger::ADD, FORGET_TALKS, OWE_ARCHIVES, FORGET_PEOPLE, FORGET_MEETINGS, REST].concat();
    let query = named(Query::new(sql), visitor, &stays);
    let query = query.bind("open", RecordId::new("open_conversation", visitor.as_str())).bind("tally_changes", changes);
    let mut results = connection.write(seen.proves(query)).await?;
    ledger.noted();
    Ok((one(&mut results, ERASED, "visit")?.unwrap_or_default(), since))
}

fn named(query: Query, visitor: &VisitorKey, stays: &[RecordId]) -> Query {
    query.bind("visits", visits_of(visitor.as_str())).bind("visitor", visitor.as_str().to_owned()).bind("stays", stays.to_vec())
}
