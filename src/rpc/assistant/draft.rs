//! The draft while it is written.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use super::versions::{DraftView, StudioView};
use crate::domain::{
    api_error::ApiError,
    instruction::{
        Content,
        measure::{Measure, Tokens},
        warning::Warning,
    },
};

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaveOutcome {
    Saved(DraftView),
    /// Somebody else was quicker: this is theirs. What was to be saved is kept aside.
    Conflict(DraftView),
}

/// What there is to know of a text while it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookView {
    /// Exactly what a stranger's first message is answered with now.
    pub prompt: String,
    /// Of the prompt.
    pub whole: Measure,
    pub warnings: Vec<Warning>,
}

/// `seen`: the revision that it was written on. Field errors name `text` and `helpers.…`.
#[server(prefix = "/rpc", endpoint = "assistant/draft/save", input = Json)]
pub async fn save_draft(content: Content, seen: u64) -> Result<SaveOutcome, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.save_draft(content, seen).await
}

/// The draft is as the published version again; what was in it is kept aside.
#[server(prefix = "/rpc", endpoint = "assistant/draft/discard", input = Json)]
pub async fn discard_draft(seen: u64) -> Result<StudioView, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.discard_draft(seen).await
}

/// They have looked at what was kept aside for them.
#[server(prefix = "/rpc", endpoint = "assistant/draft/drop-aside")]
pub async fn drop_aside() -> Result<(), ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.drop_aside().await
}

/// Looks at a text that nobody has saved yet; None: at the stored draft.
#[server(name = LookAtContent, prefix = "/rpc", endpoint = "assistant/look", input = Json)]
pub async fn look(content: Option<Content>) -> Result<LookView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.look(content).await
}

/// What the model counts in the whole prompt; an estimate where it does not answer in time.
#[server(prefix = "/rpc", endpoint = "assistant/tokens", input = Json)]
pub async fn count_tokens(content: Content) -> Result<Tokens, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.count_tokens(content).await
}
