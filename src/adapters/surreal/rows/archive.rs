//! Archives, and who is in them.

use surrealdb::types::{Datetime, RecordId, SurrealValue, Value};

use super::{Read, below, from_json, json, key_of, lead_record, pair, parsed, timestamp};
use crate::{
    domain::{
        archive::ArchiveInfo,
        ids::{ArchiveId, ConversationId},
        time::Timestamp,
    },
    service::ports::Held,
};

const WHAT: &str = "archive";

/// Under the id of its first file: that of [`ArchiveRow::of`], until it is written anew.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct ArchiveRow {
    pub id: RecordId,
    pub current: String,
    pub info: String,
}

impl ArchiveRow {
    pub fn of(info: &ArchiveInfo) -> Read<Self> {
        Ok(Self { id: archive_record(&info.id), current: info.id.as_str().to_owned(), info: json(info)? })
    }

    pub fn into_domain(self) -> Read<ArchiveInfo> {
        from_json(&self.info, WHAT)
    }
}

pub(in super::super) fn archive_record(id: &ArchiveId) -> RecordId {
    RecordId::new("archive", id.as_str())
}

/// A conversation in an archive.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct HoldRow {
    pub id: RecordId,
    conversation: String,
    visitor: Option<String>,
    lead: Option<RecordId>,
    pub counted: bool,
    restored_at: Option<Datetime>,
    owed: Option<bool>,
}

impl HoldRow {
    /// `archive`: the record.
    pub fn of(archive: &RecordId, talk: &Held, counted: bool) -> Read<Self> {
        Ok(Self {
            id: hold_record(archive, &talk.conversation)?,
            conversation: talk.conversation.as_str().to_owned(),
            visitor: Some(talk.visitor.as_str().to_owned()),
            lead: talk.lead.as_ref().map(lead_record),
            counted,
            restored_at: None,
            owed: None,
        })
    }

    pub fn conversation(&self) -> Read<ConversationId> {
        parsed(self.conversation.clone(), WHAT)
    }

    /// It has yet to leave the file.
    pub fn is_owed(&self) -> bool {
        self.owed.unwrap_or_default()
    }

    /// When it was last brought back.
    pub fn restored_at(&self) -> Read<Option<Timestamp>> {
        self.restored_at.map(|at| timestamp(at, WHAT)).transpose()
    }

    /// The key of the archive's record.
    pub fn archive(&self) -> Read<String> {
        let surrealdb::types::RecordIdKey::Array(parts) = self.id.key.clone() else { return Err(super::unreadable(WHAT)) };
        match parts.into_iter().next() {
            Some(Value::String(archive)) => Ok(archive),
            _ => Err(super::unreadable(WHAT)),
        }
    }
}

pub(in super::super) fn hold_record(archive: &RecordId, conversation: &ConversationId) -> Read<RecordId> {
    let archive = key_of(archive.clone(), WHAT)?;
    Ok(RecordId::new("archive_hold", pair(&archive, Value::String(conversation.as_str().to_owned()))))
}

/// All that are in an archive.
pub(in super::super) fn holds_of(archive: &RecordId) -> Read<RecordId> {
    let archive = key_of(archive.clone(), WHAT)?;
    Ok(RecordId::new("archive_hold", below(&archive, Value::Array(surrealdb::types::Array::new()))))
}
