//! Rows: what is stored, and the way between it and the domain. Text stands for ids and enumerations, JSON text for
//! value objects that no query looks into; what is absent is absent, never NULL.

mod account;
mod archive;
mod conversation;
mod import;
mod instruction;
mod lead;
mod meeting;
mod message;
mod outbox;
mod tally;

use serde::{Serialize, de::DeserializeOwned};
use surrealdb::types::{Array, Datetime, RecordId, RecordIdKey, RecordIdKeyRange, Value};

use super::connection::unreadable;
use crate::{
    domain::{
        ids::{ConversationId, LeadId, MessageId},
        time::Timestamp,
    },
    service::error::StorageError,
};

pub(super) use account::{AdminRow, ApiKeyRow, AuditRow, InvitationRow, area_of, is_audit_place};
pub(super) use archive::{ArchiveRow, HoldRow, archive_record, hold_record, holds_of};
pub(super) use conversation::{ConversationRow, LASTING_S, SearchRow, instant, is_place, place};
pub(super) use import::{ImportRow, MarkRow, import_record, mark_record, marks_behind};
pub(super) use instruction::{
    AsideRow, CaseRow, DraftRow, InfoRow, RunRow, TextRow, aside_record, case_record, draft_record, info_record, infos_before, run_record,
    text_record,
};
pub(super) use lead::{
    EventRow, KeyRow, LeadRow, LeadSearchRow, MergedRow, event_record, events_before, events_from_to, key_record, lead_place, leads_behind,
    merged_record,
};
pub(super) use meeting::{
    ClaimRow, MeetingRow, OnceRow, OpenTaskRow, TaskRow, TimeRow, between, claim_record, is_meeting_place, meeting_record, task_record,
    time_record, times_between,
};
pub(super) use message::{MessageRow, QuestionRow};
pub(super) use outbox::{OutboxRow, outbox_record};
pub(super) use tally::{ChangeRow, Kind, NewChange, TallyRow, changes_from, spans_of, tally_ids, zone_of};

type Read<T> = Result<T, StorageError>;

pub(super) fn conversation_record(id: &ConversationId) -> RecordId {
    RecordId::new("conversation", id.as_str())
}

pub(super) fn conversation_id(record: RecordId) -> Read<ConversationId> {
    parsed(key_of(record, "conversation")?, "conversation")
}

pub(super) fn role_word(role: crate::domain::account::Role) -> String {
    word(&role)
}

pub(super) fn lead_record(id: &LeadId) -> RecordId {
    RecordId::new("lead", id.as_str())
}

pub(super) fn lead_id(record: RecordId) -> Read<LeadId> {
    parsed(key_of(record, "lead")?, "lead")
}

/// The place of a message: under its conversation, in the order of message ids.
pub(super) fn message_record(conversation: &ConversationId, id: &MessageId) -> RecordId {
    RecordId::new("message", pair(conversation.as_str(), Value::String(id.as_str().to_owned())))
}

/// All messages of a conversation that come before `before`.
pub(super) fn messages_before(conversation: &ConversationId, before: Option<&MessageId>) -> RecordId {
    // Behind every text stands the empty array.
    let end = before.map_or(Value::Array(Array::new()), |id| Value::String(id.as_str().to_owned()));
    RecordId::new("message", below(conversation.as_str(), end))
}

/// All messages of all conversations from the one to the other, both of them among them.
pub(super) fn messages_from_to(first: &ConversationId, last: &ConversationId) -> RecordId {
    RecordId::new("message", from_to(first.as_str(), last.as_str()))
}

/// All visits of a visitor.
pub(super) fn visits_of(visitor: &str) -> RecordId {
    RecordId::new("visit", below(visitor, Value::Array(Array::new())))
}

pub(super) fn pair(first: &str, second: Value) -> Array {
    Array::from(vec![Value::String(first.to_owned()), second])
}

fn from_to(first: &str, last: &str) -> RecordIdKeyRange {
    let key = |first, second| RecordIdKey::Array(pair(first, second));
    RecordIdKeyRange {
        start: std::ops::Bound::Included(key(first, Value::None)),
        end: std::ops::Bound::Excluded(key(last, Value::Array(Array::new()))),
    }
}

fn below(first: &str, end: Value) -> RecordIdKeyRange {
    let key = |second| RecordIdKey::Array(pair(first, second));
    RecordIdKeyRange { start: std::ops::Bound::Included(key(Value::None)), end: std::ops::Bound::Excluded(key(end)) }
}

/// All records of a table whose ids come behind this one; all where there is none.
pub(super) fn behind(table: &'static str, after: Option<&str>) -> RecordId {
    let start = after.map_or(std::ops::Bound::Unbounded, |after| std::ops::Bound::Excluded(after.to_owned()));
    between(table, start, std::ops::Bound::Unbounded)
}

/// The text key of a record.
pub(super) fn key_of(id: RecordId, what: &'static str) -> Read<String> {
    match id.key {
        RecordIdKey::String(key) => Ok(key),
        _ => Err(unreadable(what)),
    }
}

fn parsed<T: TryFrom<String>>(text: String, what: &'static str) -> Read<T> {
    T::try_from(text).map_err(|_| unreadable(what))
}

/// An enumeration as its own serialised text. (An empty text is what no enumeration of ours is written as.)
fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn from_word<T: DeserializeOwned>(word: String, what: &'static str) -> Read<T> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(|_| unreadable(what))
}

/// A value object as JSON text. Ours always serialise: their keys are texts.
fn json<T: Serialize>(value: &T) -> Read<String> {
    serde_json::to_string(value).map_err(|_| StorageError::Failed("a value cannot be written as JSON".into()))
}

fn from_json<T: DeserializeOwned>(text: &str, what: &'static str) -> Read<T> {
    serde_json::from_str(text).map_err(|_| unreadable(what))
}

/// Absent where it says nothing.
fn json_unless<T: Serialize>(is_empty: bool, value: &T) -> Read<Option<String>> {
    if is_empty { Ok(None) } else { json(value).map(Some) }
}

fn from_json_or_default<T: DeserializeOwned + Default>(text: Option<&str>, what: &'static str) -> Read<T> {
    text.map_or_else(|| Ok(T::default()), |text| from_json(text, what))
}

/// An instant, to the nanosecond.
pub(super) fn datetime(at: Timestamp) -> Datetime {
    let nanoseconds = at.as_nanosecond();
    let seconds = i64::try_from(nanoseconds.div_euclid(1_000_000_000)).unwrap_or(0);
    let rest = u32::try_from(nanoseconds.rem_euclid(1_000_000_000)).unwrap_or(0);
    // The engine's calendar reaches further than ours on both sides.
    Datetime::from_timestamp(seconds, rest).unwrap_or(Datetime::MIN_UTC)
}

pub(super) fn timestamp(at: Datetime, what: &'static str) -> Read<Timestamp> {
    let nanoseconds = i128::from(at.timestamp()) * 1_000_000_000 + i128::from(at.timestamp_subsec_nanos());
    Timestamp::from_nanosecond(nanoseconds).map_err(|_| unreadable(what))
}

/// Counts are far from this limit; the engine's integers are signed.
fn int(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn count<T: TryFrom<i64>>(stored: i64, what: &'static str) -> Read<T> {
    T::try_from(stored).map_err(|_| unreadable(what))
}
