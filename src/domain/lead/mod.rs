//! Leads: people who may become customers.

use serde::{Deserialize, Serialize};

pub mod due;
pub mod edit;
pub mod identity;
pub mod import;
pub mod line;
pub mod merge;
pub mod next_step;
pub mod query;
pub mod score;
pub mod table;
pub mod timeline;
pub mod views;

use self::score::Score;
use super::{
    capture::{Facts, Field},
    conversation::{Channel, SitePage},
    custom::CustomValues,
    ids::{AdminId, ConversationId, LeadId},
    time::Timestamp,
};

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
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

impl LeadStatus {
    pub const ALL: [Self; 6] = [Self::New, Self::Contacted, Self::Qualified, Self::MeetingScheduled, Self::Won, Self::Lost];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Contacted => "contacted",
            Self::Qualified => "qualified",
            Self::MeetingScheduled => "meeting_scheduled",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }

    /// The status of this name; None for any other text.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }
}

/// Where a lead came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub channel: Channel,
    pub page: SitePage,
    /// Of the visitor's browser: a BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The version of the instruction that they talked with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instruction: Option<u32>,
}

/// One lead. What is known about the person is the facts, each with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    pub id: LeadId,
    pub facts: Facts,
    pub notes: Option<String>,
    /// Values under names of the business's own.
    pub custom: CustomValues,
    pub status: LeadStatus,
    /// When somebody of the team wants to get in touch.
    pub follow_up_at: Option<Timestamp>,
    pub assignee: Option<AdminId>,
    pub score: Score,
    pub source: Source,
    pub conversation_ids: Vec<ConversationId>,
    /// Leads that were merged into this one, latest merge first, each followed by those that it had taken in itself.
    /// Their timelines are part of its own.
    pub absorbed: Vec<LeadId>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: u64,
}

impl Lead {
    pub fn value(&self, field: Field) -> Option<&str> {
        self.facts.value(field)
    }

    /// The status says that a meeting is agreed. Whether one is to come, the calendar knows: one may be over, or agreed elsewhere.
    pub fn has_meeting(&self) -> bool {
        self.status == LeadStatus::MeetingScheduled
    }
}
