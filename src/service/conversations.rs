//! Reading conversations in the dashboard.

use std::sync::Arc;

use super::{
    error::ServiceError,
    permission::Admin,
    ports::{ConversationFilter, Conversations},
};
use crate::domain::{
    conversation::{Conversation, ConversationSummary},
    ids::{ConversationId, MessageId},
    message::Message,
    page::{Page, PageSize},
    phone::Phone,
};

/// One conversation with its latest messages.
#[derive(Clone, Debug, PartialEq)]
pub struct ConversationDetail {
    pub conversation: Conversation,
    /// Oldest first.
    pub messages: Vec<Message>,
    /// There are messages before the first of these.
    pub has_earlier: bool,
}

#[derive(Clone)]
pub struct ConversationReader {
    conversations: Arc<dyn Conversations>,
}

/// Messages read at once.
const MESSAGES: u32 = 50;

impl ConversationReader {
    pub fn new(conversations: Arc<dyn Conversations>) -> Self {
        Self { conversations }
    }

    pub async fn list(
        &self,
        _admin: &Admin,
        filter: ConversationFilter,
        size: PageSize,
        cursor: Option<&str>,
    ) -> Result<Page<ConversationSummary>, ServiceError> {
        if filter.q.as_deref().is_some_and(|q| q.chars().count() > 200) {
            return Err(ServiceError::field("q", "at most 200 characters"));
        }
        let number = filter.q.as_deref().and_then(|q| Phone::parse(q).ok()).map(|phone| phone.digits().to_owned());
        let filter = ConversationFilter { number, ..filter };
        self.conversations.list(&filter, size, cursor).await?.ok_or_else(|| ServiceError::field("cursor", "not a cursor of this list"))
    }

    pub async fn count_open(&self, _admin: &Admin) -> Result<u64, ServiceError> {
        Ok(self.conversations.count_open().await?)
    }

    pub async fn detail(&self, _admin: &Admin, id: &ConversationId) -> Result<ConversationDetail, ServiceError> {
        let conversation = self.conversations.find(id).await?.ok_or(ServiceError::NotFound("conversation"))?;
        let (messages, has_earlier) = self.page_before(id, None).await?;
        Ok(ConversationDetail { conversation, messages, has_earlier })
    }

    /// The messages before `before`, oldest first, and whether there are still earlier ones.
    pub async fn earlier(&self, _admin: &Admin, id: &ConversationId, before: &MessageId) -> Result<(Vec<Message>, bool), ServiceError> {
        self.page_before(id, Some(before)).await
    }

    async fn page_before(&self, id: &ConversationId, before: Option<&MessageId>) -> Result<(Vec<Message>, bool), ServiceError> {
        let mut messages = self.conversations.messages(id, before, MESSAGES + 1).await?;
        let has_earlier = messages.len() > MESSAGES as usize;
        if has_earlier {
            messages.remove(0);
        }
        Ok((messages, has_earlier))
    }
}
