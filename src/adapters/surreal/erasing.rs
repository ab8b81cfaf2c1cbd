//! What erased people were counted for: it goes with them, in the same transaction, where everything still is as it was read.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use surrealdb::types::{RecordId, SurrealValue, Value};

use super::{
    connection::{Connection, Query, one, rows},
    conversations::messages_of,
    rows::{ConversationRow, LeadRow, MeetingRow, lead_record, meeting_record},
    tallies::people::person,
};
use crate::{
    domain::{
        analytics::{calendar::Calendar, count::Count, tally::Tally},
        conversation::Conversation,
        meeting::Meeting,
        time::Timestamp,
    },
    service::{error::StorageError, ports::tally_of_meetings},
};

/// How often it is read again because somebody wrote meanwhile.
pub(super) const ROUNDS: usize = 5;
/// How long it may take to erase somebody who has much: longer than other queries.
const LONGEST: Duration = Duration::from_secs(60);
/// Conversations or people whose meetings are looked for at once: of more than these, the engine would read the whole table.
pub(super) const AT_ONCE: usize = 32;

/// Statements of a transaction, and of the reading before it: all that goes with `$conversations`, `$leads` and `$people` (records),
/// each with its number. Three results.
pub(super) const SEEN: &str = "\
    LET $seen_talks = (SELECT VALUE [id, revision] FROM $conversations); \
    LET $seen_leads = (SELECT VALUE [id, version] FROM $leads); \
    LET $seen = [$seen_talks, $seen_leads]; ";

/// Statements of the transaction: nothing was written since what goes was read. What they take is [`Seen::proves`]. Two IFs and
/// two FORs, in pieces of [`AT_ONCE`].
pub(super) const UNCHANGED: &str = "\
    IF $seen != $expected { THROW 'conflict' }; \
    IF !array::is_empty(array::complement($seen_meetings, (SELECT VALUE [id, version] FROM $meetings))) { THROW 'conflict' }; \
    FOR $some IN array::clump($conversations, 32) { \
        LET $met = (SELECT VALUE [id, version] FROM meeting WHERE conversation IN $some); \
        IF !array::is_empty(array::complement($met, $seen_meetings)) { THROW 'conflict' } \
    }; \
    FOR $some IN array::clump($people, 32) { \
        LET $met = (SELECT VALUE [id, version] FROM meeting WHERE lead IN $some); \
        IF !array::is_empty(array::complement($met, $seen_meetings)) { THROW 'conflict' } \
    }; ";

/// The last statement of the reading.
pub(super) const TELL: &str = "RETURN { talks: $conversations, leads: $leads, people: $people, proof: $seen };";

/// What is there to go, but for meetings.
#[derive(SurrealValue)]
struct Told {
    talks: Vec<RecordId>,
    leads: Vec<RecordId>,
    people: Vec<RecordId>,
    proof: Value,
}

/// What was there to go.
pub(super) struct Seen {
    proof: Value,
    meetings: Vec<Meeting>,
    /// Those of the leads that the business brought in.
    pub(super) brought_in: Vec<RecordId>,
    /// When the first of what the conversations know was told; None where one of them is in archives alone.
    pub(super) since: Option<Timestamp>,
}

impl Seen {
    /// With what [`UNCHANGED`] and [`super::people::FORGET_MEETINGS`] take.
    pub(super) fn proves(self, query: Query) -> Query {
        let records: Vec<RecordId> = self.meetings.iter().map(|meeting| meeting_record(&meeting.id)).collect();
        let version = |meeting: &Meeting| i64::try_from(meeting.version).unwrap_or(i64::MAX);
        let seen = self.meetings.iter().zip(&records);
        let seen: Vec<Value> =
            seen.map(|(meeting, record)| vec![record.clone().into_value(), version(meeting).into_value()].into_value()).collect();
        query.within(LONGEST).bind("expected", self.proof).bind("meetings", records).bind("seen_meetings", seen)
    }
}

/// Reads what `query` tells at the place of its last statement, and what it counts for.
pub(super) async fn seen(
    connection: &Arc<Connection>,
    query: Query,
    place: usize,
    calendar: &Calendar,
) -> Result<(Seen, Tally), StorageError> {
    let mut results = connection.read(query).await?;
    let told = one::<Told>(&mut results, place, "person")?.ok_or_else(|| super::connection::unreadable("person"))?;
    let mut count = Count::by(calendar);
    let talks: Vec<ConversationRow> = all(connection, &told.talks).await?;
    let talks = talks.into_iter().map(ConversationRow::into_domain).collect::<Result<Vec<Conversation>, _>>()?;
    let ids: Vec<_> = talks.iter().map(|talk| talk.id.clone()).collect();
    for (talk, messages) in talks.iter().zip(messages_of(connection, &ids, None).await?) {
        count.talk(talk, &messages);
    }
    let since = talks.iter().map(Conversation::knows_since).min().filter(|_| talks.len() == told.talks.len());
    let mut brought_in = vec![];
    for row in all::<LeadRow>(connection, &told.leads).await? {
        let person = person(connection, row.into_domain()?).await?;
        person.count(&mut count);
        if person.was_brought_in() {
            brought_in.push(lead_record(&person.lead.id));
        }
    }
    let meetings = meetings_of(connection, &told.talks, &told.people).await?;
    let mut tally = count.finish();
    tally.add_all(&tally_of_meetings(&meetings, calendar));
    Ok((Seen { proof: told.proof, meetings, brought_in, since }, tally))
}

/// Meetings that were made in one of these, at most [`AT_ONCE`].
pub(super) fn met_in(talks: &[RecordId]) -> Query {
    Query::new("SELECT * FROM meeting WHERE conversation IN $talks;").bind("talks", talks.to_vec())
}

/// Meetings of these people, at most [`AT_ONCE`].
pub(super) fn met_by(people: &[RecordId]) -> Query {
    Query::new("SELECT * FROM meeting WHERE lead IN $people;").bind("people", people.to_vec())
}

/// Each of them once.
async fn meetings_of(connection: &Connection, talks: &[RecordId], people: &[RecordId]) -> Result<Vec<Meeting>, StorageError> {
    let mut found = BTreeMap::new();
    for query in talks.chunks(AT_ONCE).map(met_in).chain(people.chunks(AT_ONCE).map(met_by)) {
        for row in rows::<MeetingRow>(&mut connection.read(query).await?, 0, "meeting")? {
            let meeting = row.into_domain()?;
            found.insert(meeting.id.clone(), meeting);
        }
    }
    Ok(found.into_values().collect())
}

async fn all<T: SurrealValue>(connection: &Connection, records: &[RecordId]) -> Result<Vec<T>, StorageError> {
    if records.is_empty() {
        return Ok(vec![]);
    }
    let query = Query::new("SELECT * FROM $ids;").bind("ids", records.to_vec());
    rows(&mut connection.read(query).await?, 0, "person")
}

#[cfg(test)]
mod tests {
    use super::{AT_ONCE, UNCHANGED};

    #[test]
    fn as_many_are_looked_for_in_the_transaction_as_before_it() {
        assert_eq!(UNCHANGED.matches(&format!(", {AT_ONCE}) {{")).count(), 2);
    }
}
