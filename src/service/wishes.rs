//! Visitors who asked for a person: the team says that it has seen to it.

use std::sync::Arc;

use super::{
    error::{ServiceError, StorageError},
    permission::Admin,
    ports::{Clock, ConversationWrite, Conversations, EventBus, LeadTrace},
};
use crate::domain::{
    conversation::{Conversation, ConversationSummary, live_since},
    ids::ConversationId,
    live::LiveEvent,
};

/// How often it is tried on top of what the visitor has said meanwhile.
const MOST_TRIES: usize = 10;

#[derive(Clone)]
pub struct Wishes {
    pub conversations: Arc<dyn Conversations>,
    pub bus: Arc<dyn EventBus>,
    pub clock: Arc<dyn Clock>,
    /// After which a conversation counts as left.
    pub session_lifetime_s: u64,
}

impl Wishes {
    /// Nobody waits any more, until the visitor asks again. Where nobody does, nothing is written.
    pub async fn settle(&self, _admin: &Admin, id: &ConversationId) -> Result<(), ServiceError> {
        for _ in 0..MOST_TRIES {
            let known = self.conversations.find(id).await?.ok_or(ServiceError::NotFound("conversation"))?;
            if known.wants_person.is_none() {
                return Ok(());
            }
            let conversation = Conversation { wants_person: None, revision: known.revision + 1, ..known };
            let left = live_since(self.clock.now(), self.session_lifetime_s);
            let summary = ConversationSummary::from(&conversation).closed_if_left(left);
            let write = ConversationWrite { conversation, messages: vec![], lead: None, trace: LeadTrace::default(), notices: vec![] };
            match self.conversations.write(write).await {
                Ok(()) => {
                    self.bus.publish(LiveEvent::Conversation { summary });
                    return Ok(());
                }
                Err(StorageError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StorageError::Conflict.into())
    }
}
