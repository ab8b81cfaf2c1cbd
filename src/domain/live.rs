//! What open dashboards are told as it happens.

use serde::{Deserialize, Serialize};

use super::{
    conversation::ConversationSummary,
    ids::{ConversationId, LeadId, MeetingId},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum LiveEvent {
    /// A conversation began or grew; its messages can be read again.
    Conversation { summary: ConversationSummary },
    /// A visitor's message is being answered.
    Answering { id: ConversationId },
    /// A lead was added, changed or erased; it can be read again.
    Lead { id: LeadId },
    /// A meeting was booked, moved, cancelled, or its calendar answered; it can be read again.
    Meeting { id: MeetingId },
    /// A conversation was erased.
    Erased { id: ConversationId },
}
