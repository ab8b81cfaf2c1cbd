//! All facts counted anew, as they were at one moment, while others write: what is wrong then is wrong now, since writes and folds
//! only add to both. So the difference is added, and nobody has to wait. Of those who do it at a time, the last one who began does:
//! the others are refused, since each would add what is missing.

use surrealdb::types::SurrealValue;

use super::{
    super::{
        connection::{Query, Still, one, rows, unreadable},
        parts::Parts,
        rows::{
            ChangeRow, ConversationRow, EventRow, LeadRow, MeetingRow, MessageRow, TallyRow, behind, changes_from, events_before,
            events_from_to, key_of, messages_from_to, zone_of,
        },
    },
    ledger::{self, Ledger, State},
};
use crate::{
    domain::{
        analytics::{
            calendar::Calendar,
            count::Count,
            person::Person,
            tally::{Key, Tally},
        },
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
/// Keys of one change.
const KEYS: usize = 500;

// Whoever writes from now on counts by this zone; until the end of this, nothing is promised.
const BEGIN: &str = "UPDATE tally_state:one SET zone = $zone, whole = false, rebuilds += 1 RETURN VALUE rebuilds;";
// It writes the record: whoever begins meanwhile meets it there.
const STILL_MINE: &str = "\
    IF array::is_empty((UPDATE tally_state:one SET folds += 1 WHERE rebuilds = $rebuilds[0] RETURN VALUE folds)) { THROW 'conflict' };";
// What was counted by other clocks meanwhile is still wrong.
const END: &str = "UPDATE tally_state:one SET whole = (strays = $strays AND zone = $zone) WHERE rebuilds = $number RETURN NONE;";

pub(super) async fn rebuild(ledger: &Ledger, calendar: &Calendar) -> Stored<Rebuilt> {
    let zone = zone_of(calendar);
    let mut begun = ledger.connection.write(Query::new(BEGIN).bind("zone", zone.clone())).await?;
    let number = rows::<i64>(&mut begun, 0, "count")?.pop().ok_or_else(|| unreadable("count"))?;
    ledger.set_clocks(calendar.clone()).await;
    // What was counted by the clocks of before is folded now: later, it would be taken for something that is still wrong.
    ledger.fold().await?;
    let still = ledger.connection.still().await?;
    let counted = counted_anew(&still, calendar).await;
    let ended = still.end().await;
    let Recount { right, stored, facts, strays } = counted?;
    ended?;
    let wrong = stored.differing(&right);
    let (keys, found) = (right.len() as u64, wrong.len() as u64);
    for keys in wrong.chunks(KEYS) {
        add(ledger, number, &difference(&right, &stored, keys), calendar).await?;
    }
    ledger.fold().await?;
    ledger.connection.write(Query::new(END).bind("number", number).bind("strays", strays).bind("zone", zone)).await?;
    Ok(Rebuilt { facts, wrong: found, keys })
}

fn difference(right: &Tally, stored: &Tally, keys: &[Key]) -> Tally {
    let mut difference = Tally::default();
    for key in keys {
        let missing = right.get(key);
        missing.iter().for_each(|(measure, count)| difference.add(key.clone(), measure, count));
        stored.get(key).iter().for_each(|(measure, count)| difference.add(key.clone(), measure, count.saturating_neg()));
    }
    difference
}

async fn add(ledger: &Ledger, number: i64, facts: &Tally, calendar: &Calendar) -> Stored<()> {
    let mut parts = ledger::declare(Parts::default().with("rebuilds", STILL_MINE));
    parts.add("rebuilds", number);
    ledger::add(&mut parts, facts, &Tally::default(), calendar)?;
    ledger.connection.write(parts.transaction()).await?;
    ledger.noted();
    Ok(())
}

/// What the facts count for, and what is counted of them, both at one moment.
struct Recount {
    right: Tally,
    stored: Tally,
    facts: u64,
    strays: i64,
}

async fn counted_anew(still: &Still, calendar: &Calendar) -> Stored<Recount> {
    let mut results = still.read(Query::new("SELECT * FROM ONLY tally_state:one;")).await?;
    let state = one::<State>(&mut results, 0, "count")?.ok_or_else(|| unreadable("count"))?;
    let stored = stored(still).await?;
    let mut count = Count::by(calendar);
    let facts = talks(still, &mut count).await? + people(still, &mut count).await?;
    let mut right = count.finish();
    let meetings = meetings(still, &mut right, calendar).await?;
    Ok(Recount { right, stored, facts: facts + meetings, strays: state.strays })
}

/// Rows of a table behind one of them; a range of records is read in the order of their ids.
async fn page<T: SurrealValue>(still: &Still, table: &'static str, after: Option<&str>, limit: usize) -> Stored<Vec<T>> {
    rows(&mut still.read(next(table, after, limit)).await?, 0, table)
}

/// The next records of a table.
pub(in super::super) fn next(table: &'static str, after: Option<&str>, limit: usize) -> Query {
    Query::new(format!("SELECT * FROM array::first([$range]) LIMIT {limit};")).bind("range", behind(table, after))
}

/// What is counted of the facts that are in the database.
async fn stored(still: &Still) -> Stored<Tally> {
    let (mut facts, mut kept) = (Tally::default(), Tally::default());
    let mut after: Option<String> = None;
    loop {
        let read: Vec<TallyRow> = page(still, "tally", after.as_deref(), AT_ONCE).await?;
        let is_last = read.len() < AT_ONCE;
        after = read.last().map(|row| key_of(row.id.clone(), "count")).transpose()?;
        for row in read {
            row.add_to(&mut facts, &mut kept)?;
        }
        if is_last {
            break;
        }
    }
    let query = Query::new("SELECT * FROM $changes;").bind("changes", changes_from(None));
    for change in rows::<ChangeRow>(&mut still.read(query).await?, 0, "count")? {
        change.add_to(&mut facts, &mut kept)?;
    }
    Ok(facts)
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
