//! Imports of leads, and what they remember of each.

use std::ops::Bound;

use surrealdb::types::{Array, Datetime, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, Value};

use super::{Read, count, datetime, from_json, int, json, key_of, lead_id, lead_record, pair, parsed, timestamp};
use crate::{
    domain::{
        ids::{EventId, ImportId, LeadId},
        lead::import::Import,
    },
    service::ports::ImportMark,
};

const WHAT: &str = "import";

#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct ImportRow {
    id: RecordId,
    name: String,
    by: String,
    at: Datetime,
    last_at: Datetime,
    finished_at: Option<Datetime>,
    counts: String,
    reverted_at: Option<Datetime>,
    removed: i64,
    restored: i64,
    kept: Vec<String>,
    kept_total: i64,
    version: i64,
}

impl ImportRow {
    pub fn of(import: &Import) -> Read<Self> {
        Ok(Self {
            id: import_record(&import.id),
            name: import.file.clone(),
            by: json(&import.by)?,
            at: datetime(import.at),
            last_at: datetime(import.last_at),
            finished_at: import.finished_at.map(datetime),
            counts: json(&import.counts)?,
            reverted_at: import.reverted_at.map(datetime),
            removed: i64::from(import.removed),
            restored: i64::from(import.restored),
            kept: import.kept.iter().map(|id| id.as_str().to_owned()).collect(),
            kept_total: i64::from(import.kept_total),
            version: int(import.version),
        })
    }

    pub fn into_domain(self) -> Read<Import> {
        Ok(Import {
            id: parsed(key_of(self.id, WHAT)?, WHAT)?,
            file: self.name,
            by: from_json(&self.by, WHAT)?,
            at: timestamp(self.at, WHAT)?,
            last_at: timestamp(self.last_at, WHAT)?,
            finished_at: self.finished_at.map(|at| timestamp(at, WHAT)).transpose()?,
            counts: from_json(&self.counts, WHAT)?,
            reverted_at: self.reverted_at.map(|at| timestamp(at, WHAT)).transpose()?,
            removed: count(self.removed, WHAT)?,
            restored: count(self.restored, WHAT)?,
            kept: self.kept.into_iter().map(|id| parsed(id, WHAT)).collect::<Read<Vec<LeadId>>>()?,
            kept_total: count(self.kept_total, WHAT)?,
            version: count(self.version, WHAT)?,
        })
    }
}

pub(in super::super) fn import_record(id: &ImportId) -> RecordId {
    RecordId::new("lead_import", id.as_str())
}

/// What an import remembers of a lead, under both.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct MarkRow {
    id: RecordId,
    pub lead: RecordId,
    earlier: Option<String>,
    version: i64,
    lines: Vec<String>,
}

impl MarkRow {
    pub fn of(import: &ImportId, mark: &ImportMark) -> Read<Self> {
        Ok(Self {
            id: mark_record(import, &mark.lead),
            lead: lead_record(&mark.lead),
            earlier: mark.before.as_ref().map(json).transpose()?,
            version: int(mark.version),
            lines: mark.lines.iter().map(|id| id.as_str().to_owned()).collect(),
        })
    }

    pub fn into_domain(self) -> Read<ImportMark> {
        Ok(ImportMark {
            lead: lead_id(self.lead)?,
            before: self.earlier.as_deref().map(|text| from_json(text, WHAT)).transpose()?,
            version: count(self.version, WHAT)?,
            lines: self.lines.into_iter().map(|id| parsed(id, WHAT)).collect::<Read<Vec<EventId>>>()?,
        })
    }
}

pub(in super::super) fn mark_record(import: &ImportId, lead: &LeadId) -> RecordId {
    RecordId::new("lead_import_mark", pair(import.as_str(), Value::String(lead.as_str().to_owned())))
}

/// All marks of an import whose leads come behind this one; all where there is none.
pub(in super::super) fn marks_behind(import: &ImportId, after: Option<&LeadId>) -> RecordId {
    let key = |second| RecordIdKey::Array(pair(import.as_str(), second));
    let start = match after {
        Some(lead) => Bound::Excluded(key(Value::String(lead.as_str().to_owned()))),
        None => Bound::Included(key(Value::None)),
    };
    RecordId::new("lead_import_mark", RecordIdKeyRange { start, end: Bound::Excluded(key(Value::Array(Array::new()))) })
}
