//! Meetings, the time that they take, and what is still to be done for them.

use std::ops::Bound;

use surrealdb::types::{Datetime, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue};

use super::{
    Read, conversation_id, conversation_record, count, datetime, from_json, from_json_or_default, from_word, instant, int, json,
    json_unless, key_of, lead_id, lead_record, parsed, place, timestamp, unreadable, word,
};
use crate::{
    domain::{
        ids::MeetingId,
        meeting::{Attendee, Meeting, MeetingStatus, calendar::CalendarCopy},
        schedule::{cells::Cell, interval::Interval},
        time::Timestamp,
    },
    service::ports::{CalendarTask, Claimed, Done, Once, OpenTask},
};

const WHAT: &str = "meeting";

#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct MeetingRow {
    id: RecordId,
    status: String,
    starts_at: Datetime,
    ends_at: Datetime,
    occupied_from: Datetime,
    occupied_until: Datetime,
    held_until: Option<Datetime>,
    visitor_zone: String,
    language: String,
    attendee: Option<String>,
    title: String,
    lead: Option<RecordId>,
    conversation: Option<RecordId>,
    channel: String,
    home: String,
    attempt: i64,
    entered: Option<i64>,
    shown_from: Option<Datetime>,
    shown_until: Option<Datetime>,
    removed: bool,
    html_link: Option<String>,
    meet_link: Option<String>,
    invited_at: Option<Datetime>,
    sequence: i64,
    created_at: Datetime,
    created_by: String,
    updated_at: Datetime,
    updated_by: String,
    claims: Vec<RecordId>,
    pub by_start: String,
    lapses: Option<String>,
    version: i64,
}

impl MeetingRow {
    pub fn of(meeting: &Meeting) -> Read<Self> {
        let id = meeting.id.as_str();
        let is_held = meeting.status == MeetingStatus::Held;
        Ok(Self {
            id: meeting_record(&meeting.id),
            status: word(&meeting.status),
            starts_at: datetime(meeting.time.start()),
            ends_at: datetime(meeting.time.end()),
            occupied_from: datetime(meeting.occupied.start()),
            occupied_until: datetime(meeting.occupied.end()),
            held_until: meeting.held_until.map(datetime),
            visitor_zone: meeting.visitor_zone.clone(),
            language: word(&meeting.language),
            attendee: json_unless(meeting.attendee == Attendee::default(), &meeting.attendee)?,
            title: meeting.title.as_str().to_owned(),
            lead: meeting.lead_id.as_ref().map(lead_record),
            conversation: meeting.conversation_id.as_ref().map(conversation_record),
            channel: word(&meeting.channel),
            home: word(&meeting.calendar.home),
            attempt: i64::from(meeting.calendar.attempt),
            entered: meeting.calendar.entered.map(i64::from),
            shown_from: meeting.calendar.shown.map(|shown| datetime(shown.start())),
            shown_until: meeting.calendar.shown.map(|shown| datetime(shown.end())),
            removed: meeting.calendar.removed,
            html_link: meeting.calendar.html_link.clone(),
            meet_link: meeting.calendar.meet_link.clone(),
            invited_at: meeting.invited_at.map(datetime),
            sequence: i64::from(meeting.sequence),
            created_at: datetime(meeting.created_at),
            created_by: json(&meeting.created_by)?,
            updated_at: datetime(meeting.updated_at),
            updated_by: json(&meeting.updated_by)?,
            claims: meeting.claims().into_iter().map(claim_record).collect(),
            by_start: place(meeting.time.start(), id),
            // A hold without an end has lapsed already.
            lapses: is_held.then(|| place(meeting.held_until.unwrap_or(Timestamp::MIN), id)),
            version: int(meeting.version),
        })
    }

    pub fn into_domain(self) -> Read<Meeting> {
        Ok(Meeting {
            id: parsed(key_of(self.id, WHAT)?, WHAT)?,
            status: from_word(self.status, WHAT)?,
            time: interval(self.starts_at, self.ends_at)?,
            occupied: interval(self.occupied_from, self.occupied_until)?,
            held_until: self.held_until.map(|at| timestamp(at, WHAT)).transpose()?,
            visitor_zone: self.visitor_zone,
            language: from_word(self.language, WHAT)?,
            attendee: from_json_or_default(self.attendee.as_deref(), WHAT)?,
            title: parsed(self.title, WHAT)?,
            lead_id: self.lead.map(lead_id).transpose()?,
            conversation_id: self.conversation.map(conversation_id).transpose()?,
            channel: from_word(self.channel, WHAT)?,
            calendar: CalendarCopy {
                home: from_word(self.home, WHAT)?,
                attempt: count(self.attempt, WHAT)?,
                entered: self.entered.map(|sequence| count(sequence, WHAT)).transpose()?,
                shown: self.shown_from.zip(self.shown_until).map(|(from, until)| interval(from, until)).transpose()?,
                removed: self.removed,
                html_link: self.html_link,
                meet_link: self.meet_link,
            },
            invited_at: self.invited_at.map(|at| timestamp(at, WHAT)).transpose()?,
            sequence: count(self.sequence, WHAT)?,
            created_at: timestamp(self.created_at, WHAT)?,
            created_by: from_json(&self.created_by, WHAT)?,
            updated_at: timestamp(self.updated_at, WHAT)?,
            updated_by: from_json(&self.updated_by, WHAT)?,
            version: count(self.version, WHAT)?,
        })
    }
}

fn interval(start: Datetime, end: Datetime) -> Read<Interval> {
    Interval::new(timestamp(start, WHAT)?, timestamp(end, WHAT)?).map_err(|_| unreadable(WHAT))
}

pub(in super::super) fn meeting_record(id: &MeetingId) -> RecordId {
    RecordId::new("meeting", id.as_str())
}

/// A cell of time that a meeting has.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct ClaimRow {
    pub id: RecordId,
    pub meeting: RecordId,
}

pub(in super::super) fn claim_record(cell: Cell) -> RecordId {
    RecordId::new("meeting_claim", cell.number())
}

/// Whether the text has the form of a place in a list of meetings.
pub(in super::super) fn is_meeting_place(text: &str) -> bool {
    super::conversation::is_place_of::<MeetingId>(text)
}

/// A meeting that has cells, under its place.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct TimeRow {
    id: RecordId,
    status: String,
    starts_at: Datetime,
    ends_at: Datetime,
    occupied_from: Datetime,
    occupied_until: Datetime,
    held_until: Option<Datetime>,
}

impl TimeRow {
    /// None for a meeting that takes no time any more.
    pub fn of(meeting: &Meeting) -> Option<Self> {
        let row = || Self {
            id: time_record(meeting),
            status: word(&meeting.status),
            starts_at: datetime(meeting.time.start()),
            ends_at: datetime(meeting.time.end()),
            occupied_from: datetime(meeting.occupied.start()),
            occupied_until: datetime(meeting.occupied.end()),
            held_until: meeting.held_until.map(datetime),
        };
        (!meeting.status.is_final()).then(row)
    }

    pub fn into_domain(self) -> Read<Claimed> {
        let place = key_of(self.id, WHAT)?;
        let (_, id) = place.split_once('~').ok_or_else(|| unreadable(WHAT))?;
        Ok(Claimed {
            id: parsed(id.to_owned(), WHAT)?,
            status: from_word(self.status, WHAT)?,
            time: interval(self.starts_at, self.ends_at)?,
            occupied: interval(self.occupied_from, self.occupied_until)?,
            held_until: self.held_until.map(|at| timestamp(at, WHAT)).transpose()?,
        })
    }
}

pub(in super::super) fn time_record(meeting: &Meeting) -> RecordId {
    RecordId::new("meeting_time", place(meeting.time.start(), meeting.id.as_str()))
}

/// Meetings with cells that begin at or after `from`, and before `to`.
pub(in super::super) fn times_between(from: Timestamp, to: Timestamp) -> RecordId {
    between("meeting_time", Bound::Included(instant(from)), Bound::Excluded(instant(to)))
}

/// Records under places: a place begins with its instant, so that it is behind the bare instant.
pub(in super::super) fn between(table: &'static str, start: Bound<String>, end: Bound<String>) -> RecordId {
    RecordId::new(table, RecordIdKeyRange { start: start.map(RecordIdKey::String), end: end.map(RecordIdKey::String) })
}

/// What is still to be done for a meeting, under its id.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct TaskRow {
    id: RecordId,
    pub next_at: Datetime,
    pub failures: i64,
    pub problem: Option<String>,
    by_next: String,
}

impl TaskRow {
    pub fn of(meeting: &MeetingId, task: &CalendarTask) -> Self {
        Self {
            id: task_record(meeting),
            next_at: datetime(task.next_at),
            failures: i64::from(task.failures),
            problem: task.problem.clone(),
            by_next: place(task.next_at, meeting.as_str()),
        }
    }
}

pub(in super::super) fn task_record(meeting: &MeetingId) -> RecordId {
    RecordId::new("meeting_task", meeting.as_str())
}

/// A task, read together with its meeting.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct OpenTaskRow {
    next_at: Datetime,
    failures: i64,
    problem: Option<String>,
    meeting: MeetingRow,
}

impl OpenTaskRow {
    pub fn into_domain(self) -> Read<OpenTask> {
        let next_at = timestamp(self.next_at, WHAT)?;
        let task = CalendarTask { next_at, failures: count(self.failures, WHAT)?, problem: self.problem };
        Ok(OpenTask { meeting: self.meeting.into_domain()?, task })
    }
}

/// What was done under a key.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct OnceRow {
    id: RecordId,
    fingerprint: String,
    meeting: String,
    at: Datetime,
}

impl OnceRow {
    /// `id`: see [`super::super::meetings`] for what keys are stored as.
    pub fn of(id: RecordId, once: &Once, meeting: &MeetingId) -> Self {
        Self { id, fingerprint: once.fingerprint.clone(), meeting: meeting.as_str().to_owned(), at: datetime(once.at) }
    }

    pub fn into_domain(self) -> Read<Done> {
        const WHAT: &str = "key of a request";
        Ok(Done { fingerprint: self.fingerprint, meeting: parsed(self.meeting, WHAT)?, at: timestamp(self.at, WHAT)? })
    }
}
