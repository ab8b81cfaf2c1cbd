//! The one transaction that stores a meeting: what is checked, in the order in which the port tells it, and what is written.

use surrealdb::types::{Datetime, RecordId, SurrealValue};

use super::{
    super::{
        connection::Query,
        leads::statement as leads,
        outbox,
        parts::Parts,
        rows::{AuditRow, MeetingRow, OnceRow, TaskRow, TimeRow, datetime, task_record, time_record, times_between},
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
// A cell is the id of a record: of another meeting's, the engine says that it is there already. (An UPSERT would not do for
// the meeting itself: it does not show the schema which version was there before.)
const MEETINGS: &str = "\
    FOR $row IN $meetings { IF ($row.meeting.id.version ?? 0) != $row.meeting.version - 1 { THROW 'stale' } }; \
    FOR $row IN $meetings { \
        LET $new = $row.meeting; \
        LET $old = (SELECT claims, by_start FROM ONLY $new.id); \
        LET $had = $old.claims ?? []; \
        DELETE array::complement($had, $new.claims) RETURN NONE; \
        INSERT INTO meeting_claim array::complement($new.claims, $had).map(|$id| { id: $id, meeting: $new.id }) RETURN NONE; \
        IF $old != NONE { DELETE type::record('meeting_time', $old.by_start) RETURN NONE }; \
        IF $row.time != NONE { CREATE $row.time.id CONTENT $row.time RETURN NONE }; \
        IF $row.task = NONE { DELETE $row.task_id RETURN NONE } ELSE { UPSERT $row.task_id CONTENT $row.task RETURN NONE }; \
        IF $old = NONE { CREATE $new.id CONTENT $new RETURN NONE } ELSE { UPDATE $new.id CONTENT $new RETURN NONE } \
    };";
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

#[derive(SurrealValue)]
struct MeetingStep {
    meeting: MeetingRow,
    time: Option<TimeRow>,
    task: Option<TaskRow>,
    task_id: RecordId,
}

#[derive(SurrealValue)]
struct DayStep {
    day: RecordId,
    span: RecordId,
    own: RecordId,
    now: Datetime,
    most: i64,
}

/// All of it, or none.
pub(super) fn transaction(change: &MeetingWrite, tally: &Tally, calendar: &Calendar) -> Result<Query, StorageError> {
    let meeting = &change.meeting;
    let parts = Parts::default().with("meeting_onces", ONCE).with("meetings", MEETINGS).with("meeting_days", DAYS);
    let mut parts = outbox::declare(leads::declare(limits::declare(parts)).with("meeting_entries", ENTRY));
    parts = ledger::declare(parts);
    ledger::add(&mut parts, tally, &Tally::default(), calendar)?;
    if let Some(once) = &change.once {
        parts.add("meeting_onces", once_step(once, meeting));
    }
    for other in &change.also {
        parts.add("meetings", meeting_step(other, None)?);
    }
    parts.add("meetings", meeting_step(meeting, change.task.as_ref())?);
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

fn meeting_step(meeting: &Meeting, task: Option<&CalendarTask>) -> Result<MeetingStep, StorageError> {
    if !is_bounded(meeting) {
        return Err(StorageError::Failed("a meeting takes time that lies too far from its beginning".into()));
    }
    Ok(MeetingStep {
        meeting: MeetingRow::of(meeting)?,
        time: TimeRow::of(meeting),
        task: task.map(|task| TaskRow::of(&meeting.id, task)),
        task_id: task_record(&meeting.id),
    })
}

/// Free times look for meetings by their beginnings.
fn is_bounded(meeting: &Meeting) -> bool {
    let start = meeting.time.start();
    let (earliest, latest) = (shifted(start, -LONGEST_S), shifted(start, LONGEST_S));
    meeting.occupied.start() >= earliest && meeting.occupied.end().max(meeting.time.end()) <= latest
}

/// The longest from a meeting's beginning to either end of the time that it takes, in seconds: 12 hours.
const LONGEST_S: i64 = 12 * 3_600;

/// Where all begin that take time in the range, or begin in it.
pub(super) fn around(range: Interval) -> RecordId {
    times_between(shifted(range.start(), -LONGEST_S), shifted(range.end(), LONGEST_S))
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
