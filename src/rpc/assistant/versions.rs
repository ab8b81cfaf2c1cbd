//! What the studio opens with, what was published, and what differs.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::domain::{
    api_error::ApiError,
    business::Business,
    instruction::{
        Aside, Content, Draft, VersionInfo, Which,
        diff::ContentDiff,
        run::{RunState, Tally},
    },
    page::Page,
};

/// A published version, and who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRow {
    pub info: VersionInfo,
    pub by: String,
}

/// The team's draft as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftView {
    pub draft: Draft,
    /// Who saved it last; None before anybody did.
    pub by: Option<String>,
    /// There is nothing in it that the published version has not.
    pub is_clean: bool,
}

/// How the draft's tests went the last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestsBrief {
    pub tally: Tally,
    pub state: RunState,
    /// The draft has not changed since.
    pub is_current: bool,
}

impl TestsBrief {
    /// They stand in the way of publishing.
    pub fn is_bad(&self) -> bool {
        self.state != RunState::Done || !self.tally.is_good()
    }
}

/// All that the studio opens with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudioView {
    pub published: VersionRow,
    pub draft: DraftView,
    /// What this admin had written when another one's save was quicker.
    pub aside: Option<Aside>,
    /// None: never run.
    pub tests: Option<TestsBrief>,
    /// The facts that stand in the prompt beside the instruction; the settings keep them.
    pub business: Business,
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Kept(Which),
    /// As it stands in somebody's window.
    Written(Content),
}

#[server(prefix = "/rpc", endpoint = "assistant/open")]
pub async fn open_studio() -> Result<StudioView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.open_studio().await
}

/// Newest first. `cursor`: as an earlier page of the list gave it.
#[server(prefix = "/rpc", endpoint = "assistant/versions", input = Json)]
pub async fn list_versions(cursor: Option<String>) -> Result<Page<VersionRow>, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.list_versions(cursor).await
}

#[server(prefix = "/rpc", endpoint = "assistant/compare", input = Json)]
pub async fn compare(old: Side, new: Side) -> Result<ContentDiff, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.compare(old, new).await
}

/// Publishes the draft. `revision` and `seen`: the draft's and the published version that were looked at. Field errors name
/// `despite` where its tests fail and no reason is given.
#[server(prefix = "/rpc", endpoint = "assistant/publish", input = Json)]
pub async fn publish_draft(revision: u64, seen: u32, note: String, despite: Option<String>) -> Result<StudioView, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.publish_draft(revision, seen, note, despite).await
}

/// A new version with the content of version `number`.
#[server(prefix = "/rpc", endpoint = "assistant/roll-back", input = Json)]
pub async fn roll_back(number: u32, seen: u32) -> Result<StudioView, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.roll_back(number, seen).await
}
