//! What erased people were counted for: it goes with them, in the same transaction, where everything still is as it was read.

use std::sync::Arc;

use surrealdb::types::{RecordId, SurrealValue, Value};

use super::{
    connection::{Connection, Query, one, rows},
    conversations::messages_of,
    rows::{ConversationRow, LeadRow, MeetingRow},
    tallies::people::person,
};
use crate::{
    domain::{
        analytics::{calendar::Calendar, count::Count, tally::Tally},
        conversation::Conversation,
        meeting::Meeting,
    },
    service::{error::StorageError, ports::tally_of_meetings},
};

/// How often it is read again because somebody wrote meanwhile.
pub(super) const ROUNDS: usize = 5;

/// Statements of a transaction, and of the reading before it: all that goes with `$conversations`, `$leads` and `$people` (records),
/// each with its number. Seven results.
pub(super) const SEEN: &str = "\
    LET $seen_talks = (SELECT VALUE [id, revision] FROM $conversations); \
    LET $seen_leads = (SELECT VALUE [id, version] FROM $leads); \
    LET $by_talk = (SELECT VALUE id FROM meeting WHERE conversation IN $conversations); \
    LET $by_lead = (SELECT VALUE id FROM meeting WHERE lead IN $people); \
    LET $meetings = array::sort(array::distinct(array::concat($by_talk, $by_lead))); \
    LET $seen_meetings = (SELECT VALUE [id, version] FROM $meetings); \
    LET $seen = [$seen_talks, $seen_leads, $seen_meetings]; ";

/// One statement of the transaction: nothing was written since what goes was read. `$expected` is [`Seen::proof`].
pub(super) const UNCHANGED: &str = "IF $seen != $expected { THROW 'conflict' }; ";

/// The last statement of the reading.
pub(super) const TELL: &str = "RETURN { talks: $conversations, leads: $leads, meetings: $meetings, proof: $seen };";

/// What is there to go.
#[derive(SurrealValue)]
pub(super) struct Seen {
    talks: Vec<RecordId>,
    leads: Vec<RecordId>,
    meetings: Vec<RecordId>,
    pub proof: Value,
}

/// Reads what `query` tells at the place of its last statement, and what it counts for.
pub(super) async fn seen(
    connection: &Arc<Connection>,
    query: Query,
    place: usize,
    calendar: &Calendar,
) -> Result<(Seen, Tally), StorageError> {
    let mut results = connection.read(query).await?;
    let seen = one::<Seen>(&mut results, place, "person")?.ok_or_else(|| super::connection::unreadable("person"))?;
    let mut count = Count::by(calendar);
    let talks: Vec<ConversationRow> = all(connection, &seen.talks).await?;
    let talks = talks.into_iter().map(ConversationRow::into_domain).collect::<Result<Vec<Conversation>, _>>()?;
    let ids: Vec<_> = talks.iter().map(|talk| talk.id.clone()).collect();
    for (talk, messages) in talks.iter().zip(messages_of(connection, &ids, None).await?) {
        count.talk(talk, &messages);
    }
    for row in all::<LeadRow>(connection, &seen.leads).await? {
        person(connection, row.into_domain()?).await?.count(&mut count);
    }
    let meetings: Vec<MeetingRow> = all(connection, &seen.meetings).await?;
    let meetings = meetings.into_iter().map(MeetingRow::into_domain).collect::<Result<Vec<Meeting>, _>>()?;
    let mut tally = count.finish();
    tally.add_all(&tally_of_meetings(&meetings, calendar));
    Ok((seen, tally))
}

async fn all<T: SurrealValue>(connection: &Connection, records: &[RecordId]) -> Result<Vec<T>, StorageError> {
    if records.is_empty() {
        return Ok(vec![]);
    }
    let query = Query::new("SELECT * FROM $ids;").bind("ids", records.to_vec());
    rows(&mut connection.read(query).await?, 0, "person")
}
