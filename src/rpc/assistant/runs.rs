//! Test conversations held against an instruction, and what came of them.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::domain::{
    api_error::ApiError,
    ids::RunId,
    instruction::{
        Which,
        case::TestCase,
        run::{Compared, RunProgress, TestRun},
    },
};

/// One run. Of conversations that passed, only the answers are here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunView {
    pub run: TestRun,
    /// Who began it.
    pub by: String,
}

/// All test conversations, and how they went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestsView {
    pub cases: Vec<TestCase>,
    /// The draft's last run.
    pub draft: Option<RunView>,
    /// The draft has not changed since.
    pub is_current: bool,
    /// The published version's last run.
    pub published: Option<RunView>,
    /// The draft's beside it; empty where one of them is missing.
    pub compared: Vec<Compared>,
}

#[server(prefix = "/rpc", endpoint = "assistant/tests")]
pub async fn list_tests() -> Result<TestsView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.list_tests().await
}

/// Begins to hold all of them.
#[server(prefix = "/rpc", endpoint = "assistant/runs/start", input = Json)]
pub async fn start_run(which: Which) -> Result<RunProgress, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.start_run(which).await
}

#[server(prefix = "/rpc", endpoint = "assistant/runs/follow", input = Json)]
pub async fn follow_run(id: RunId) -> Result<RunProgress, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.follow_run(id).await
}

/// What is being held is let go of.
#[server(prefix = "/rpc", endpoint = "assistant/runs/cancel", input = Json)]
pub async fn cancel_run(id: RunId) -> Result<RunProgress, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.cancel_run(id).await
}
