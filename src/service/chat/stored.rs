//! An answer that was stored, told again.

use super::{Chat, record};
use crate::{
    domain::{
        chat::{ChatReply, ReplyText},
        ids::MessageId,
    },
    service::{error::ServiceError, permission::Visitor},
};

impl Chat {
    /// The answer of this id in the visitor's open conversation, as its `done` told it; None where there is none.
    pub async fn stored_reply(&self, visitor: &Visitor, id: &MessageId) -> Result<Option<ChatReply>, ServiceError> {
        let Some(open) = self.ports.conversations.open_of(visitor.key(), 0).await? else { return Ok(None) };
        let conversation = open.conversation;
        let Some(message) = self.ports.conversations.message(&conversation.id, id).await? else { return Ok(None) };
        // Only answers have a making; the visitor's own messages are none.
        let Some(making) = message.making else { return Ok(None) };
        Ok(Some(ChatReply {
            lead: record::glance(&conversation),
            conversation_id: conversation.id,
            visitor_token: None,
            reply: ReplyText { html: self.ports.markup.to_html(&message.text), id: message.id, text: message.text },
            cards: self.current(message.cards).await?,
            model: making.model,
            instruction_version: making.instruction_version,
            usage: making.usage,
            latency_ms: making.latency_ms,
            end: making.end,
        }))
    }
}
