//! The one transaction that stores a meeting: what is checked, in the order in which the port tells it, and what is written.

use surrealdb::types::{Datetime, RecordId, SurrealValue};

use super::{
    super::{
        connection::Query,
        leads::statement as leads,
        outbox,
        parts::Parts,
        rows::{
            AuditRow, ClaimRow, MeetingRow, OnceRow, TaskRow, TimeRow, claim_record, datetime, meeting_record, task_record, time_record,
            times_between,
        },
        tallies::ledger,
    },
    limits,
};
use crate::{
    domain::{
        analytics::{calendar::Calendar, tally::Tally},
        meeting::Meeting,
        schedule::interval::{Interval, shifted},
    },
    service::{
        error::StorageError,
        ports::{CalendarTask, DayLimit, MeetingWrite, ONCE_S, Once},
    },
};

const ONCE: &str = "\
    FOR $row IN $meeting_onces { \
        LET $at = $row.done.id.at; \
        IF $at != NONE AND $at > $row.since { THROW 'repeated' }; \
        UPSERT $row.done.id CONTENT $row.done RETURN NONE \
    };";
// Each part by itself: a loop costs the engine more than what it does for one meeting.
const SEEN: &str = "\
    FOR $row IN $seen_meetings { IF ($row.id.version ?? 0) != $row.version { THROW 'stale' } };";
const FREED: &str = "DELETE $freed_claims RETURN NONE;";
// A cell is the id of a record: of another meeting's, the engine says that it is there already.
const CLAIMED: &str = "INSERT INTO meeting_claim $new_claims RETURN NONE;";
const PAST_TIMES: &str = "DELETE $past_times RETURN NONE;";
const TIMES: &str = "INSERT INTO meeting_time $new_times RETURN NONE;";
const KEPT_TIMES: &str = "FOR $row IN $kept_times { UPDATE $row.id CONTENT $row RETURN NONE };";
const DONE_TASKS: &str = "DELETE $done_tasks RETURN NONE;";
const TASKS: &str = "INSERT INTO meeting_task $new_tasks RETURN NONE;";
const NEXT_TASKS: &str = "FOR $row IN $next_tasks { UPSERT $row.id CONTENT $row RETURN NONE };";
const BOOKED: &str = "INSERT INTO meeting $new_meetings RETURN NONE;";
// (An UPSERT would not do: it does not show the schema which version was there before.)
const CHANGED: &str = "FOR $row IN $changed_meetings { UPDATE $row.id CONTENT $row RETURN NONE };";
// Two who add to one day at a time collide in its record. (A range of records is read from a variable, not from a field.)
const DAYS: &str = "\
    FOR $row IN $meeting_days { \
        LET $span = $row.span; \
        LET $others = (SELECT VALUE id FROM $span WHERE id != $row.own AND (status != 'held' OR held_until > $row.now)); \
        IF array::len($others) >= $row.most { THROW 'day full' }; \
        UPSERT $row.day SET writes = (writes ?? 0) + 1 RETURN NONE \
    };";
const ENTRY: &str = "INSERT INTO audit $meeting_entries RETURN NONE;";

#[derive(SurrealValue)]
struct OnceStep {
    done: OnceRow,
    since: Datetime,
}

/// The version that has to be there; 0 for none.
#[derive(SurrealValue)]
struct SeenStep {
    id: RecordId,
    version: i64,
}

#[derive(SurrealValue)]
struct DayStep {
    day: RecordId,
    span: RecordId,
    own: RecordId,
    now: Datetime,
    most: i64,
}

/// All of it, or none. `stored`: those of its meetings that there are, as they are before it.
pub(super) fn transaction(change: &MeetingWrite, stored: &[Meeting], tally: &Tally, calendar: &Calendar) -> Result<Query, StorageError> {
    let meeting = &change.meeting;
    let old = |meeting: &Meeting| stored.iter().find(|old| old.id == meeting.id);
    let parts = declare(Parts::default().with("meeting_onces", ONCE)).with("meeting_days", DAYS);
    let mut parts = outbox::declare(leads::declare(limits::declare(parts)).with("meeting_entries", ENTRY));
    parts = ledger::declare(parts);
    ledger::add(&mut parts, tally, &Tally::default(), calendar)?;
    if let Some(once) = &change.once {
        parts.add("meeting_onces", once_step(once, meeting));
    }
    for other in &change.also {
        add(&mut parts, other, old(other), None)?;
    }
    add(&mut parts, meeting, old(meeting), change.task.as_ref())?;
    if let Some(day) = &change.day {
        parts.add("meeting_days", day_step(day, meeting));
    }
    if let Some(invitation) = &change.invitation {
        limits::add(&mut parts, invitation, meeting);
    }
    if let Some(write) = &change.lead {
        leads::add(&mut parts, &write.lead, &write.trace)?;
    }
    if let Some(entry) = &change.entry {
        parts.add("meeting_entries", AuditRow::of(entry.clone()));
    }
    outbox::add(&mut parts, &change.notices)?;
    Ok(parts.transaction())
}

fn once_step(once: &Once, meeting: &Meeting) -> OnceStep {
    let done = OnceRow::of(limits::once_record(&once.key), once, &meeting.id);
    OnceStep { done, since: datetime(shifted(once.at, -ONCE_S)) }
}

fn declare(parts: Parts) -> Parts {
    parts
        .with("seen_meetings", SEEN)
        .with("freed_claims", FREED)
        .with("new_claims", CLAIMED)
        .with("past_times", PAST_TIMES)
        .with("new_times", TIMES)
        .with("kept_times", KEPT_TIMES)
        .with("done_tasks", DONE_TASKS)
        .with("new_tasks", TASKS)
        .with("next_tasks", NEXT_TASKS)
        .with("new_meetings", BOOKED)
        .with("changed_meetings", CHANGED)
}

/// One meeting's new state. `old`: as it is before, if the version before this one is there at all.
fn add(parts: &mut Parts, meeting: &Meeting, old: Option<&Meeting>, task: Option<&CalendarTask>) -> Result<(), StorageError> {
    if !is_bounded(meeting) {
        return Err(StorageError::Failed("a meeting takes time that lies too far from its beginning".into()));
    }
    let id = meeting_record(&meeting.id);
    parts.add("seen_meetings", SeenStep { id: id.clone(), version: i64::try_from(meeting.version).unwrap_or(i64::MAX) - 1 });
    let (had, has) = (old.map(Meeting::claims).unwrap_or_default(), meeting.claims());
    for cell in had.iter().filter(|cell| !has.contains(cell)) {
        parts.add("freed_claims", claim_record(*cell));
    }
    for cell in has.iter().filter(|cell| !had.contains(cell)) {
        parts.add("new_claims", ClaimRow { id: claim_record(*cell), meeting: id.clone() });
    }
    add_time(parts, meeting, old);
    let is_new = meeting.version == 1;
    match task {
        Some(task) => parts.add(if is_new { "new_tasks" } else { "next_tasks" }, TaskRow::of(&meeting.id, task)),
        None if is_new => {}
        None => parts.add("done_tasks", task_record(&meeting.id)),
    }
    parts.add(if is_new { "new_meetings" } else { "changed_meetings" }, MeetingRow::of(meeting)?);
    Ok(())
}

fn add_time(parts: &mut Parts, meeting: &Meeting, old: Option<&Meeting>) {
    let had = old.filter(|old| !old.status.is_final()).map(time_record);
    let has = TimeRow::of(meeting);
    let is_kept = has.is_some() && had.as_ref().is_some_and(|had| *had == time_record(meeting));
    if let Some(had) = had.filter(|_| !is_kept) {
        parts.add("past_times", had);
    }
    if let Some(row) = has {
        parts.add(if is_kept { "kept_times" } else { "new_times" }, row);
    }
}

/// Free times look for meetings by their beginnings.
fn is_bounded(meeting: &Meeting) -> bool {
    let start = meeting.time.start();
    let (earliest, latest) = (shifted(start, -LONGEST_S), shifted(start, LONGEST_S));
    meeting.occupied.start() >= earliest && meeting.occupied.end().max(meeting.time.end()) <= latest
}

/// The longest from a meeting's beginning to either end of the time that it takes, in seconds: 12 hours.
pub(super) const LONGEST_S: i64 = 12 * 3_600;

/// Where all begin that take time in the range, or begin in it.
pub(super) fn around(range: Interval) -> Interval {
    Interval::new(shifted(range.start(), -LONGEST_S), shifted(range.end(), LONGEST_S)).unwrap_or(range)
}

fn day_step(day: &DayLimit, meeting: &Meeting) -> DayStep {
    DayStep {
        day: RecordId::new("meeting_day", day.date.to_string()),
        span: times_between(day.span.start(), day.span.end()),
        own: time_record(meeting),
        now: datetime(meeting.updated_at),
        most: i64::from(day.most),
    }
}
