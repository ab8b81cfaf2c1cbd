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

impl LiveEvent {
    /// Lists of meetings may be others by it: whoever is erased takes their meetings along, and is told of as a lead, as
    /// conversations, or as both.
    pub fn may_change_meetings(&self) -> bool {
        matches!(self, Self::Meeting { .. } | Self::Lead { .. } | Self::Erased { .. })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn erased_people_change_lists_of_meetings_and_talk_does_not() {
        let (talk, lead) = (ConversationId::new(Uuid::from_u128(1)), LeadId::new(Uuid::from_u128(1)));
        let meeting = MeetingId::new(Uuid::from_u128(1));
        for event in [LiveEvent::Meeting { id: meeting }, LiveEvent::Lead { id: lead }, LiveEvent::Erased { id: talk.clone() }] {
            assert!(event.may_change_meetings(), "{event:?}");
        }
        assert!(!LiveEvent::Answering { id: talk }.may_change_meetings());
    }
}
