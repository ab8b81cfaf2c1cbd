//! All facts counted anew, as they were at one moment, while others write: what is wrong then is wrong now, since writes and folds
//! only add to both. So the difference is added, and nobody has to wait. Of those who do it at a time, the last one who began does:
//! the others are refused, since each would add what is missing.

use surrealdb::types::SurrealValue;

use super::{
    super::{
        connection::{Query, Still, one, rows, unreadable},
        rows::{
            ConversationRow, EventRow, LeadRow, MeetingRow, MessageRow, behind, events_before, events_from_to, messages_from_to, zone_of,
        },
    },
    blocks::{self, Written, written},
    ledger::{Ledger, STATE, State},
};
use crate::{
    domain::{
        analytics::{calendar::Calendar, count::Count, person::Person, tally::Tally},
        ids::LeadId,
        lead::{Lead, timeline::LeadEvent},
        meeting::Meeting,
        message::Message,
    },
    service::{
        error::StorageError,
        ports::{Rebuilt, tally_of_meetings},
    },
};

type Stored<T> = Result<T, StorageError>;

/// Conversations with their messages, and other things, that are read at once.
const TALKS: usize = 100;
const AT_ONCE: usize = 500;

// Whoever writes from now on counts by this zone; until the end of this, nothing is promised.
const BEGIN: &str = "UPDATE tally_state:one SET zone = $zone, whole = false, rebuilds += 1 RETURN VALUE rebuilds;";
// What was counted by other clocks meanwhile is still wrong.
const END: &str = "\
    UPDATE tally_state:one SET whole = (strays = $strays AND zone = $zone), blocks = true WHERE rebuilds = $number RETURN NONE;";

pub(super) async fn rebuild(ledger: &Ledger, calendar: &Calendar) -> Stored<Rebuilt> {
    let zone = zone_of(calendar);
    let _turn = ledger.count().await;
    let number = blocks::begin(ledger, Query::new(BEGIN).bind("zone", zone.clone())).await?;
    ledger.set_clocks(calendar.clone()).await;
    // What was counted by the clocks of before is folded now: later, it would be taken for something that is still wrong.
    ledger.fold().await?;
    let still = ledger.connection.still().await?;
    let counted = counted_anew(&still, calendar).await;
    let ended = still.end().await;
    let Recount { right, written, facts, state } = counted?;
    ended?;
    let mut missing = written.missing_blocks();
    let days = right.minus(&written.into_facts());
    // Blocks that were never put together are not there yet: nobody has counted them wrongly.
    let wrong_blocks = if state.blocks { missing.keys().len() } else { 0 };
    let (keys, wrong) = (right.len() as u64, (days.len() + wrong_blocks) as u64);
    // When they are folded, they take their blocks along.
    missing.facts.add_all(&days);
    blocks::add(ledger, number, &missing, calendar).await?;
    ledger.fold().await?;
    ledger.connection.write(Query::new(END).bind("number", number).bind("strays", state.strays).bind("zone", zone)).await?;
    Ok(Rebuilt { facts, wrong, keys })
}

/// What the facts count for, and what is counted, both at one moment.
struct Recount {
    right: Tally,
    written: Written,
    facts: u64,
    state: State,
}

async fn counted_anew(still: &Still, calendar: &Calendar) -> Stored<Recount> {
    let mut results = still.read(Query::new(STATE)).await?;
    let state = one::<State>(&mut results, 0, "count")?.ok_or_else(|| unreadable("count"))?;
    let written = written(still).await?;
    let mut count = Count::by(calendar);
    let facts = talks(still, &mut count).await? + people(still, &mut count).await?;
    let mut right = count.finish();
    let meetings = meetings(still, &mut right, calendar).await?;
    Ok(Recount { right, written, facts: facts + meetings, state })
}

/// Rows of a table behind one of them; a range of records is read in the order of their ids.
pub(super) async fn page<T: SurrealValue>(still: &Still, table: &'static str, after: Option<&str>, limit: usize) -> Stored<Vec<T>> {
    rows(&mut still.read(next(table, after, limit)).await?, 0, table)
}

/// The next records of a table.
pub(in super::super) fn next(table: &'static str, after: Option<&str>, limit: usize) -> Query {
    Query::new(format!("SELECT * FROM array::first([$range]) LIMIT {limit};")).bind("range", behind(table, after))
}

/// All conversations; how many there are.
async fn talks(still: &Still, count: &mut Count<'_>) -> Stored<u64> {
    let (mut all, mut after) = (0, None::<String>);
    loop {
        let read: Vec<ConversationRow> = page(still, "conversation", after.as_deref(), TALKS).await?;
        let is_last = read.len() < TALKS;
        let talks = read.into_iter().map(ConversationRow::into_domain).collect::<Stored<Vec<_>>>()?;
        if let (Some(first), Some(last)) = (talks.first(), talks.last()) {
            let query = Query::new("SELECT * FROM $range;").bind("range", messages_from_to(&first.id, &last.id));
            let messages: Vec<MessageRow> = rows(&mut still.read(query).await?, 0, "message")?;
            let mut messages = messages.into_iter().map(MessageRow::into_domain).collect::<Stored<Vec<Message>>>()?;
            messages.sort_unstable_by(|a, b| (&a.conversation_id, &a.id).cmp(&(&b.conversation_id, &b.id)));
            let mut messages = messages.into_iter().peekable();
            for talk in &talks {
                count.began(talk);
                // Both are in the order of the conversations' ids.
                while let Some(message) = messages.next_if(|message| message.conversation_id <= talk.id) {
                    if message.conversation_id == talk.id {
                        count.said(talk, &message);
                    }
                }
            }
            after = Some(last.id.as_str().to_owned());
        }
        all += talks.len() as u64;
        if is_last {
            return Ok(all);
        }
    }
}

/// All leads with their lines; how many there are.
async fn people(still: &Still, count: &mut Count<'_>) -> Stored<u64> {
    let (mut all, mut after) = (0, None::<String>);
    loop {
        let read: Vec<LeadRow> = page(still, "lead", after.as_deref(), AT_ONCE).await?;
        let is_last = read.len() < AT_ONCE;
        let leads = read.into_iter().map(LeadRow::into_domain).collect::<Stored<Vec<Lead>>>()?;
        if let (Some(first), Some(last)) = (leads.first(), leads.last()) {
            let query = Query::new("SELECT * FROM $range;").bind("range", events_from_to(&first.id, &last.id));
            let mut lines = told(still, query).await?.into_iter().peekable();
            after = Some(last.id.as_str().to_owned());
            for lead in &leads {
                let mut own: Vec<(LeadId, LeadEvent)> = vec![];
                while let Some(line) = lines.next_if(|(under, _)| *under <= lead.id) {
                    own.extend(Some(line).filter(|(under, _)| *under == lead.id));
                }
                for merged in &lead.absorbed {
                    own.extend(told(still, Query::new("SELECT * FROM $range;").bind("range", events_before(merged, None))).await?);
                }
                Person { lead: lead.clone(), lines: own }.count(count);
            }
        }
        all += leads.len() as u64;
        if is_last {
            return Ok(all);
        }
    }
}

async fn told(still: &Still, query: Query) -> Stored<Vec<(LeadId, LeadEvent)>> {
    let read: Vec<EventRow> = rows(&mut still.read(query).await?, 0, "line of a timeline")?;
    let mut lines = read.into_iter().map(EventRow::with_lead).collect::<Stored<Vec<_>>>()?;
    lines.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    Ok(lines)
}

/// Adds all meetings; how many there are.
async fn meetings(still: &Still, right: &mut Tally, calendar: &Calendar) -> Stored<u64> {
    let (mut all, mut after) = (0, None::<String>);
    loop {
        let read: Vec<MeetingRow> = page(still, "meeting", after.as_deref(), AT_ONCE).await?;
        let is_last = read.len() < AT_ONCE;
        let meetings = read.into_iter().map(MeetingRow::into_domain).collect::<Stored<Vec<Meeting>>>()?;
        right.add_all(&tally_of_meetings(&meetings, calendar));
        all += meetings.len() as u64;
        after = meetings.last().map(|meeting| meeting.id.as_str().to_owned());
        if is_last {
            return Ok(all);
        }
    }
}
