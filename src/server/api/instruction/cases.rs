//! Test conversations: listed, written, sent as a file and taken in.

use axum::{
    extract::{Path, Request, State},
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{
    super::super::{
        auth::editor::InstructionEditor,
        bodies,
        json::{Json, is_json},
        problem::Answer,
        state::AppState,
    },
    body::ChangedCase,
    query, seen, shape,
};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        ids::CaseId,
        instruction::case::{CaseBody, TestCase},
    },
    service::permission::Editor,
};

pub async fn list(State(state): State<AppState>, InstructionEditor(editor): InstructionEditor, uri: Uri) -> Result<Answer, ApiError> {
    query::none(&uri)?;
    let items: Vec<_> = state.studio.cases(&editor).await?.iter().map(shape::case).collect();
    Answer::new(json!({ "items": items }), "Test conversations, in the order in which they were made.")
}

pub async fn one(
    State(state): State<AppState>,
    InstructionEditor(editor): InstructionEditor,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    let found = find(&state, &editor, &id_of(&id)?).await?;
    Answer::new(json!({ "test": shape::case(&found) }), "The test conversation.")
}

pub async fn add(
    State(state): State<AppState>,
    InstructionEditor(editor): InstructionEditor,
    Json(body): Json<CaseBody>,
) -> Result<Response, ApiError> {
    let made = state.studio.add_case(&editor, body).await?;
    let mut response = Answer::new(json!({ "test": shape::case(&made) }), "Saved.")?.into_response();
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

pub async fn change(
    State(state): State<AppState>,
    InstructionEditor(editor): InstructionEditor,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(body): Json<ChangedCase>,
) -> Result<Answer, ApiError> {
    let id = id_of(&id)?;
    let seen = match seen("version", body.version, &headers)? {
        Some(seen) => seen,
        None => find(&state, &editor, &id).await?.version,
    };
    let changed = state.studio.change_case(&editor, &id, body.body(), seen).await?;
    Answer::new(json!({ "test": shape::case(&changed) }), "Saved.")
}

pub async fn remove(
    State(state): State<AppState>,
    InstructionEditor(editor): InstructionEditor,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Answer, ApiError> {
    let id = id_of(&id)?;
    let seen = match seen("version", None, &headers)? {
        Some(seen) => seen,
        None => find(&state, &editor, &id).await?.version,
    };
    state.studio.remove_case(&editor, &id, seen).await?;
    Answer::new(json!({ "removed": id }), "Removed.")
}

pub async fn export(State(state): State<AppState>, InstructionEditor(editor): InstructionEditor, uri: Uri) -> Result<Response, ApiError> {
    query::none(&uri)?;
    let file = state.studio.export_cases(&editor).await?;
    let kind =
        [(header::CONTENT_TYPE, "application/json; charset=utf-8"), (header::CONTENT_DISPOSITION, "attachment; filename=\"tests.json\"")];
    Ok((kind, file).into_response())
}

/// The file is the body.
pub async fn import(
    State(state): State<AppState>,
    InstructionEditor(editor): InstructionEditor,
    request: Request,
) -> Result<Answer, ApiError> {
    query::none(request.uri())?;
    if !is_json(request.headers()) {
        return Err(ApiError::new(ErrorCode::UnsupportedMediaType, "Send the file as application/json."));
    }
    let request = bodies::with_tests(request).await?;
    // All of it is there already.
    let body = axum::body::to_bytes(request.into_body(), usize::MAX).await.map_err(|_| unreadable())?;
    let text = std::str::from_utf8(&body).map_err(|_| unreadable())?;
    let done = state.studio.import_cases(&editor, text).await?;
    let data = json!({ "added": done.added, "replaced": done.replaced, "same": done.same });
    Answer::new(data, "The test conversations were taken in.")
}

async fn find(state: &AppState, editor: &Editor, id: &CaseId) -> Result<TestCase, ApiError> {
    state.studio.cases(editor).await?.into_iter().find(|case| case.id == *id).ok_or_else(no_such_test)
}

/// What is no id is the id of nothing.
fn id_of(text: &str) -> Result<CaseId, ApiError> {
    text.parse().map_err(|_| no_such_test())
}

fn no_such_test() -> ApiError {
    ApiError::new(ErrorCode::NotFound, "There is no such test conversation.")
}

fn unreadable() -> ApiError {
    ApiError::new(ErrorCode::InvalidRequest, "The file is not text in UTF-8.")
}
