//! `/system-instruction`: what the assistant is told, its versions and its test conversations, for a program with a key that has
//! the right, and for a signed-in admin.

mod body;
mod cases;
mod query;
mod runs;
mod shape;

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, Uri, header},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use serde_json::{Value, json};

use super::super::{
    auth::editor::InstructionEditor,
    bodies,
    json::Json,
    limits,
    problem::{self, Answer},
    state::AppState,
};
use crate::{
    domain::api_error::{ApiError, ErrorCode},
    service::{error::ServiceError, instructions::PublishText, permission::Editor},
};
use body::{InstructionBody, RollbackBody, Sent};

pub fn routes(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/system-instruction", get(published).post(publish))
        .route("/system-instruction/versions", get(versions))
        .route("/system-instruction/versions/{number}", get(version))
        .route("/system-instruction/rollback", post(roll_back))
        .route("/system-instruction/diff", get(diff))
        .route("/system-instruction/tests", get(cases::list).post(cases::add))
        .route("/system-instruction/tests/export", get(cases::export))
        .route(bodies::TESTS, post(cases::import))
        .route("/system-instruction/tests/run", post(runs::begin))
        .route("/system-instruction/tests/runs", get(runs::last))
        .route("/system-instruction/tests/runs/{id}", get(runs::follow))
        .route("/system-instruction/tests/runs/{id}/cancel", post(runs::cancel))
        .route("/system-instruction/tests/{id}", get(cases::one).post(cases::change).put(cases::change).delete(cases::remove))
        .route("/system-instruction/{*rest}", any(nothing))
        .layer(from_fn_with_state(state.clone(), limits::charge_strangers))
}

async fn published(State(state): State<AppState>, InstructionEditor(editor): InstructionEditor, uri: Uri) -> Result<Response, ApiError> {
    let wants_file = query::wants_file(&uri)?;
    let overview = state.studio.overview(&editor).await?;
    let text = &overview.published.content.text;
    if wants_file {
        let kind = [
            (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"system_instruction.txt\""),
        ];
        return Ok((kind, format!("{}\n", text.trim_end())).into_response());
    }
    let answer = Answer::new(shape::instruction(&overview), "The instruction.")?;
    Ok(answer.beside("system_instruction", text.as_str()).into_response())
}

async fn publish(
    State(state): State<AppState>,
    InstructionEditor(editor): InstructionEditor,
    headers: HeaderMap,
    Json(body): Json<InstructionBody>,
) -> Result<Answer, ApiError> {
    let seen = seen("if_version", body.if_version, &headers)?;
    let sent = body.sent()?;
    let (data, words) = match sent.is_published {
        true => {
            let order =
                PublishText { text: sent.text.clone(), seen: seen.map(number), note: sent.note.clone(), despite: sent.despite.clone() };
            let version = state.studio.publish_text(&editor, order).await.map_err(|error| sent.refused(error))?;
            (shape::version(&version), "Published: conversations that begin now are answered by it.")
        }
        false => (drafted(&state, &editor, &sent, seen).await?, "Saved as the draft: nothing is published yet."),
    };
    let text = sent.text;
    let answer = Answer::new(data, words)?;
    Ok(if sent.field == "text" { answer } else { answer.beside("system_instruction", text) })
}

/// The instruction with its draft, which is this text now.
async fn drafted(state: &AppState, editor: &Editor, sent: &Sent, seen: Option<u64>) -> Result<Value, ApiError> {
    if let Some(seen) = seen {
        let current = u64::from(state.studio.overview(editor).await?.published.number);
        if seen != current {
            return Err(ServiceError::VersionConflict { seen, current }.into());
        }
    }
    state.studio.draft_text(editor, &sent.text).await.map_err(|error| sent.refused(error))?;
    Ok(shape::instruction(&state.studio.overview(editor).await?))
}

async fn versions(State(state): State<AppState>, InstructionEditor(editor): InstructionEditor, uri: Uri) -> Result<Answer, ApiError> {
    let (size, cursor) = query::page_in(&uri)?;
    let page = state.studio.list(&editor, size, cursor.as_deref()).await?;
    let items: Vec<Value> = page.items.iter().map(shape::info).collect();
    Answer::new(json!({ "items": items, "next_cursor": page.next_cursor }), "Versions, the newest first.")
}

async fn version(
    State(state): State<AppState>,
    InstructionEditor(editor): InstructionEditor,
    Path(number): Path<String>,
    uri: Uri,
) -> Result<Answer, ApiError> {
    query::none(&uri)?;
    // What is no number is the number of nothing.
    let number: u32 = number.parse().map_err(|_| ApiError::new(ErrorCode::NotFound, "There is no such version."))?;
    Answer::new(shape::version(&state.studio.version(&editor, number).await?), "The version.")
}

async fn roll_back(
    State(state): State<AppState>,
    InstructionEditor(editor): InstructionEditor,
    headers: HeaderMap,
    Json(body): Json<RollbackBody>,
) -> Result<Answer, ApiError> {
    let seen = match seen("if_version", body.if_version, &headers)? {
        Some(seen) => number(seen),
        None => state.studio.overview(&editor).await?.published.number,
    };
    let version = state.studio.roll_back(&editor, body.version, seen, &body.note).await?;
    Answer::new(shape::version(&version), "Published again, as a new version.")
}

async fn diff(State(state): State<AppState>, InstructionEditor(editor): InstructionEditor, uri: Uri) -> Result<Answer, ApiError> {
    let (from, to) = query::sides_in(&uri)?;
    Answer::new(state.studio.diff(&editor, from, to).await?, "What differs.")
}

async fn nothing() -> ApiError {
    problem::not_found()
}

/// A version that cannot be is never the current one.
fn number(seen: u64) -> u32 {
    u32::try_from(seen).unwrap_or(u32::MAX)
}

/// The version that a caller saw, in the body's field of this name or in `If-Match`; None where any version will do.
fn seen(field: &str, version: Option<u64>, headers: &HeaderMap) -> Result<Option<u64>, ApiError> {
    match (version, super::if_match(headers)?) {
        (Some(a), Some(b)) if a != b => Err(ApiError::field(field, "differs from If-Match")),
        (a, b) => Ok(a.or(b)),
    }
}
