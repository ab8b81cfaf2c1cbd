//! Leads: people who may become customers.

use serde::{Deserialize, Serialize};

use super::{
    capture::{Facts, Field},
    conversation::{Channel, SitePage},
    ids::{ConversationId, LeadId},
    time::Timestamp,
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadStatus {
    #[default]
    New,
    Contacted,
    Qualified,
    MeetingScheduled,
    Won,
    Lost,
}

/// Where a lead came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub channel: Channel,
    pub page: SitePage,
}

/// One lead. What is known about the person is the facts, each with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    pub id: LeadId,
    pub facts: Facts,
    /// Notes and further values that an integrator saved.
    pub notes: Option<String>,
    pub custom: std::collections::BTreeMap<String, String>,
    pub status: LeadStatus,
    pub source: Source,
    pub conversation_ids: Vec<ConversationId>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: u64,
}

impl Lead {
    pub fn value(&self, field: Field) -> Option<&str> {
        self.facts.value(field)
    }
}
