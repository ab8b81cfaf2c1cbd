//! Conversations as the dashboard reads them.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::leads::OwnValue;
use crate::domain::{
    api_error::ApiError,
    capture::Fact,
    conversation::{ConversationSummary, SitePage},
    ids::{ConversationId, LeadId, MessageId},
    message::{Author, Making, Usage},
    page::Page,
    time::Timestamp,
};

/// One page of the list and how many are open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationList {
    pub page: Page<ConversationSummary>,
    pub open: u64,
}

/// One message of a transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    pub id: MessageId,
    pub author: Author,
    pub text: String,
    /// Sanitised, for answers; empty for the visitor's words, which are shown as text.
    pub html: String,
    pub at: Timestamp,
    pub making: Option<Making>,
}

/// One conversation: the transcript's latest part, what was captured, how it ran.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationView {
    pub summary: ConversationSummary,
    pub messages: Vec<MessageView>,
    pub has_earlier: bool,
    /// Each as people write it, with the words that carry it and their message.
    pub facts: Vec<Fact>,
    /// What was said of the owner's fields, in their order.
    pub own: Vec<OwnValue>,
    pub lead_id: Option<LeadId>,
    pub locale: Option<String>,
    pub time_zone: Option<String>,
    pub page: SitePage,
    pub client_label: Option<String>,
    pub instruction_version: u32,
    pub usage: Usage,
    pub visitor_messages: u32,
    pub assistant_messages: u32,
    /// The business's IANA zone: times are shown in it.
    pub business_zone: String,
}

#[server(prefix = "/rpc", endpoint = "conversations/list")]
pub async fn list_conversations(open_only: bool, q: Option<String>, cursor: Option<String>) -> Result<ConversationList, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.list_conversations(open_only, q, cursor).await
}

#[server(prefix = "/rpc", endpoint = "conversations/get")]
pub async fn get_conversation(id: ConversationId) -> Result<ConversationView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.get_conversation(id).await
}

/// The messages before `before`, oldest first, and whether there are still earlier ones.
#[server(prefix = "/rpc", endpoint = "conversations/earlier")]
pub async fn earlier_messages(id: ConversationId, before: MessageId) -> Result<(Vec<MessageView>, bool), ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.earlier_messages(id, before).await
}

/// The team has seen to the visitor's wish for a person.
#[server(prefix = "/rpc", endpoint = "conversations/settle-wish")]
pub async fn settle_wish(id: ConversationId) -> Result<(), ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.settle_wish(id).await
}
