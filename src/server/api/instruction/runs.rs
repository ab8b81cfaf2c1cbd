//! Runs of all test conversations: begun, followed, let go of, looked back at.

use axum::{
    extract::{Path, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{
    super::super::{auth::editor::InstructionEditor, json::Json, problem::Answer, state::AppState},
    body::RunBody,
    query, shape,
};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        ids::RunId,
        instruction::run::RunState,
    },
    service::error::ServiceError,
};

/// Answered when it has begun: it goes on by itself.
pub async fn begin(
    State(state): State<AppState>,
    InstructionEditor(editor): InstructionEditor,
    body: Option<Json<RunBody>>,
) -> Result<Response, ApiError> {
    let which = body.map(|Json(body)| body).unwrap_or_default().against()?;
    let running = state.studio.begin_run(&editor, which).await?;
    let progress = state.hold(running);
    let mut response =
        Answer::new(json!({ "run": shape::followed(&progress, None) }), "The test conversations are being held.")?.into_response();
    *response.status_mut() = StatusCode::ACCEPTED;
    Ok(response)
}

/// How far it is; with its results when it is over.
pub async fn follow(
    State(state): State<AppState>,
    InstructionEditor(editor): InstructionEditor,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let id = id_of(&id)?;
    let progress = state.studio.run_progress(&editor, &id).await?;
    let stored = match progress.state {
        RunState::Running => None,
        // One that broke off is stored nowhere, and one that was cancelled a moment later.
        RunState::Done | RunState::Cancelled | RunState::BrokenOff => match state.studio.run(&editor, &id).await {
            Err(ServiceError::NotFound(_)) => None,
            found => Some(found?),
        },
    };
    Answer::new(json!({ "run": shape::followed(&progress, stored.as_ref()) }), "The run.")
}

pub async fn cancel(
    State(state): State<AppState>,
    InstructionEditor(editor): InstructionEditor,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let progress = state.studio.cancel_run(&editor, &id_of(&id)?).await?;
    Answer::new(json!({ "run": shape::followed(&progress, None) }), "What is over stays as it is.")
}

pub async fn last(State(state): State<AppState>, InstructionEditor(editor): InstructionEditor, uri: Uri) -> Result<Answer, ApiError> {
    query::none(&uri)?;
    Answer::new(shape::last_runs(&state.studio.last_runs(&editor).await?), "The last runs.")
}

/// What is no id is the id of nothing.
fn id_of(text: &str) -> Result<RunId, ApiError> {
    text.parse().map_err(|_| ApiError::new(ErrorCode::NotFound, "There is no such test run."))
}
