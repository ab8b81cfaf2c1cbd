//! Test conversations: written, made of what was said, taken in and given out.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::domain::{
    api_error::ApiError,
    ids::{CaseId, ConversationId},
    instruction::case::{CaseBody, TestCase},
};

/// What became of a file of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedCases {
    pub added: u32,
    /// There was one of the same name.
    pub replaced: u32,
    /// They were there already, just so.
    pub same: u32,
}

/// `change`: the one that is changed, and its version that was seen; None makes a new one. Field errors are those of `CaseBody`.
#[server(prefix = "/rpc", endpoint = "assistant/cases/save", input = Json)]
pub async fn save_case(body: CaseBody, change: Option<(CaseId, u64)>) -> Result<TestCase, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.save_case(body, change).await
}

/// `seen`: its version.
#[server(prefix = "/rpc", endpoint = "assistant/cases/remove", input = Json)]
pub async fn remove_case(id: CaseId, seen: u64) -> Result<(), ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.remove_case(id, seen).await
}

/// All of them as JSON, as [`import_cases`] reads it.
#[server(prefix = "/rpc", endpoint = "assistant/cases/export")]
pub async fn export_cases() -> Result<String, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.export_cases().await
}

/// All of a file, or nothing. Field errors name the place of each mistake.
#[server(prefix = "/rpc", endpoint = "assistant/cases/import", input = Json)]
pub async fn import_cases(text: String) -> Result<ImportedCases, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.import_cases(text).await
}

/// What a test of this conversation could be, without its person.
#[server(prefix = "/rpc", endpoint = "assistant/cases/of-conversation", input = Json)]
pub async fn case_of_conversation(id: ConversationId) -> Result<CaseBody, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.case_of_conversation(id).await
}
