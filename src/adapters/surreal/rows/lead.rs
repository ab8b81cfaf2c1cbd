//! Leads, their timelines and merges, and what their search knows.

use std::{fmt::Write, ops::Bound};

use surrealdb::types::{Datetime, RecordId, RecordIdKeyRange, SurrealValue, Value};

use super::{
    Read, count, datetime, from_json, from_json_or_default, from_word, int, json, json_unless, lead_id, lead_record, pair, parsed, place,
    timestamp, word,
};
use crate::domain::{
    capture::Field,
    conversation::SitePage,
    ids::{ConversationId, EventId, LeadId},
    lead::{
        Lead, Source,
        identity::PersonKey,
        merge::MergeRecord,
        query::{SortKey, searched},
        score::Score,
        timeline::LeadEvent,
    },
    words::words_of,
};

const WHAT: &str = "lead";

#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct LeadRow {
    id: RecordId,
    facts: Option<String>,
    notes: Option<String>,
    custom: Option<String>,
    status: String,
    follow_up_at: Option<Datetime>,
    assignee: Option<String>,
    score: i64,
    reasons: Option<String>,
    channel: String,
    page: Option<String>,
    language: Option<String>,
    instruction: Option<i64>,
    conversations: Vec<String>,
    absorbed: Vec<String>,
    created_at: Datetime,
    updated_at: Datetime,
    by_created: String,
    by_updated: String,
    by_name: String,
    by_score: String,
    by_follow_up: Option<String>,
    version: i64,
}

impl LeadRow {
    pub fn of(lead: &Lead) -> Read<Self> {
        let place = |key| lead_place(lead, key);
        Ok(Self {
            id: lead_record(&lead.id),
            facts: json_unless(lead.facts.is_empty(), &lead.facts)?,
            notes: lead.notes.clone(),
            custom: json_unless(lead.custom.is_empty(), &lead.custom)?,
            status: word(&lead.status),
            follow_up_at: lead.follow_up_at.map(datetime),
            assignee: lead.assignee.as_ref().map(|id| id.as_str().to_owned()),
            score: i64::from(lead.score.value),
            reasons: json_unless(lead.score == Score::default(), &lead.score)?,
            channel: word(&lead.source.channel),
            page: json_unless(lead.source.page == SitePage::default(), &lead.source.page)?,
            language: lead.source.language.clone(),
            instruction: lead.source.instruction.map(i64::from),
            conversations: lead.conversation_ids.iter().map(|id| id.as_str().to_owned()).collect(),
            absorbed: lead.absorbed.iter().map(|id| id.as_str().to_owned()).collect(),
            created_at: datetime(lead.created_at),
            updated_at: datetime(lead.updated_at),
            by_created: place(SortKey::CreatedAt).unwrap_or_default(),
            by_updated: place(SortKey::UpdatedAt).unwrap_or_default(),
            by_name: place(SortKey::Name).unwrap_or_default(),
            by_score: place(SortKey::Score).unwrap_or_default(),
            by_follow_up: place(SortKey::FollowUpAt),
            version: int(lead.version),
        })
    }

    pub fn into_domain(self) -> Read<Lead> {
        Ok(Lead {
            id: lead_id(self.id)?,
            facts: from_json_or_default(self.facts.as_deref(), WHAT)?,
            notes: self.notes,
            custom: from_json_or_default(self.custom.as_deref(), WHAT)?,
            status: from_word(self.status, WHAT)?,
            follow_up_at: self.follow_up_at.map(|at| timestamp(at, WHAT)).transpose()?,
            assignee: self.assignee.map(|id| parsed(id, WHAT)).transpose()?,
            score: from_json_or_default(self.reasons.as_deref(), WHAT)?,
            source: Source {
                channel: from_word(self.channel, WHAT)?,
                page: from_json_or_default(self.page.as_deref(), WHAT)?,
                language: self.language,
                instruction: self.instruction.map(|version| count(version, WHAT)).transpose()?,
            },
            conversation_ids: self.conversations.into_iter().map(|id| parsed(id, WHAT)).collect::<Read<Vec<ConversationId>>>()?,
            absorbed: self.absorbed.into_iter().map(|id| parsed(id, WHAT)).collect::<Read<Vec<LeadId>>>()?,
            created_at: timestamp(self.created_at, WHAT)?,
            updated_at: timestamp(self.updated_at, WHAT)?,
            version: count(self.version, WHAT)?,
        })
    }
}

/// A lead's place in the list of this order, as text that sorts as the list does; None where it is not in it.
pub(in super::super) fn lead_place(lead: &Lead, key: SortKey) -> Option<String> {
    let id = lead.id.as_str();
    Some(match key {
        SortKey::CreatedAt => place(lead.created_at, id),
        SortKey::UpdatedAt => place(lead.updated_at, id),
        SortKey::FollowUpAt => place(lead.follow_up_at?, id),
        SortKey::Score => {
            let mut text = String::with_capacity(64);
            // Writing to a String cannot fail. The newest first among equals.
            let _ = write!(text, "{:03}~{}", lead.score.value, place(lead.created_at, id));
            text
        }
        SortKey::Name => match lead.value(Field::Name) {
            Some(name) => format!("{}~{id}", name.to_lowercase().replace('~', " ")),
            // Behind every name.
            None => format!("\u{10FFFD}~{id}"),
        },
    })
}

/// All leads whose ids come behind this one's; all where there is none.
pub(in super::super) fn leads_behind(last: Option<&RecordId>) -> RecordId {
    let start = last.map_or(Bound::Unbounded, |last| Bound::Excluded(last.key.clone()));
    RecordId::new("lead", RecordIdKeyRange { start, end: Bound::Unbounded })
}

/// Whose a key is, under the key.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct KeyRow {
    pub id: RecordId,
    pub lead: RecordId,
}

impl KeyRow {
    pub fn of(key: &PersonKey, lead: &LeadId) -> Self {
        Self { id: key_record(key), lead: lead_record(lead) }
    }
}

pub(in super::super) fn key_record(key: &PersonKey) -> RecordId {
    RecordId::new("lead_key", pair(key.kind(), Value::String(key.value().to_owned())))
}

/// A line of a timeline, under its lead.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct EventRow {
    id: RecordId,
    at: Datetime,
    by: String,
    what: String,
}

impl EventRow {
    pub fn of(lead: &LeadId, event: &LeadEvent) -> Read<Self> {
        Ok(Self { id: event_record(lead, &event.id), at: datetime(event.at), by: json(&event.by)?, what: json(&event.what)? })
    }

    /// The line, and the lead under whose id it stands.
    pub fn with_lead(self) -> Read<(LeadId, LeadEvent)> {
        let lead = parsed(part_of(self.id.clone(), 0)?, "line of a timeline")?;
        Ok((lead, self.into_domain()?))
    }

    pub fn into_domain(self) -> Read<LeadEvent> {
        const WHAT: &str = "line of a timeline";
        Ok(LeadEvent {
            id: parsed(part_of(self.id, 1)?, WHAT)?,
            at: timestamp(self.at, WHAT)?,
            by: from_json(&self.by, WHAT)?,
            what: from_json(&self.what, WHAT)?,
        })
    }
}

pub(in super::super) fn event_record(lead: &LeadId, id: &EventId) -> RecordId {
    RecordId::new("lead_event", pair(lead.as_str(), Value::String(id.as_str().to_owned())))
}

/// All lines of a lead's timeline that come before `before`.
pub(in super::super) fn events_before(lead: &LeadId, before: Option<&EventId>) -> RecordId {
    let end = before.map_or(Value::Array(surrealdb::types::Array::new()), |id| Value::String(id.as_str().to_owned()));
    RecordId::new("lead_event", super::below(lead.as_str(), end))
}

fn part_of(id: RecordId, at: usize) -> Read<String> {
    match id.key {
        surrealdb::types::RecordIdKey::Array(parts) => match parts.into_iter().nth(at) {
            Some(Value::String(text)) => Ok(text),
            _ => Err(super::unreadable("line of a timeline")),
        },
        _ => Err(super::unreadable("line of a timeline")),
    }
}

/// All lines of all leads from the one to the other, both of them among them.
pub(in super::super) fn events_from_to(first: &LeadId, last: &LeadId) -> RecordId {
    RecordId::new("lead_event", super::from_to(first.as_str(), last.as_str()))
}

/// A lead that became part of another one.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct MergedRow {
    id: RecordId,
    into: RecordId,
    record: String,
}

impl MergedRow {
    pub fn of(record: &MergeRecord) -> Read<Self> {
        Ok(Self { id: merged_record(&record.absorbed.id), into: lead_record(&record.after.id), record: json(record)? })
    }

    /// None where the merge is forgotten: the way to the other lead is all that is left.
    pub fn into_domain(self) -> Read<Option<MergeRecord>> {
        if self.record.is_empty() { Ok(None) } else { from_json(&self.record, "merge").map(Some) }
    }
}

pub(in super::super) fn merged_record(id: &LeadId) -> RecordId {
    RecordId::new("merged_lead", id.as_str())
}

/// What the search knows of a lead.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct LeadSearchRow {
    pub id: RecordId,
    words: String,
    status: String,
    by_created: String,
    version: i64,
}

impl LeadSearchRow {
    pub fn of(lead: &Lead) -> Self {
        let mut words = words_of(&searched(lead));
        words.sort_unstable();
        words.dedup();
        Self {
            id: RecordId::new("lead_search", lead.id.as_str()),
            words: words.join(" "),
            status: word(&lead.status),
            by_created: place(lead.created_at, lead.id.as_str()),
            version: int(lead.version),
        }
    }
}
