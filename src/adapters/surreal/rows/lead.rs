//! Leads.

use surrealdb::types::{Datetime, RecordId, SurrealValue};

use super::{Read, count, datetime, from_json_or_default, from_word, int, json_unless, lead_id, lead_record, parsed, timestamp, word};
use crate::domain::{
    conversation::SitePage,
    ids::ConversationId,
    lead::{Lead, Source},
};

const WHAT: &str = "lead";

#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct LeadRow {
    id: RecordId,
    facts: Option<String>,
    notes: Option<String>,
    custom: Option<String>,
    status: String,
    channel: String,
    page: Option<String>,
    conversations: Vec<String>,
    created_at: Datetime,
    updated_at: Datetime,
    version: i64,
}

impl LeadRow {
    pub fn of(lead: &Lead) -> Read<Self> {
        Ok(Self {
            id: lead_record(&lead.id),
            facts: json_unless(lead.facts.is_empty(), &lead.facts)?,
            notes: lead.notes.clone(),
            custom: json_unless(lead.custom.is_empty(), &lead.custom)?,
            status: word(&lead.status),
            channel: word(&lead.source.channel),
            page: json_unless(lead.source.page == SitePage::default(), &lead.source.page)?,
            conversations: lead.conversation_ids.iter().map(|id| id.as_str().to_owned()).collect(),
            created_at: datetime(lead.created_at),
            updated_at: datetime(lead.updated_at),
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
            source: Source { channel: from_word(self.channel, WHAT)?, page: from_json_or_default(self.page.as_deref(), WHAT)? },
            conversation_ids: self.conversations.into_iter().map(|id| parsed(id, WHAT)).collect::<Read<Vec<ConversationId>>>()?,
            created_at: timestamp(self.created_at, WHAT)?,
            updated_at: timestamp(self.updated_at, WHAT)?,
            version: count(self.version, WHAT)?,
        })
    }
}
