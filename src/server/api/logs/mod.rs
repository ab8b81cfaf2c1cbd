//! `/logs`: what was said, looked through; old conversations out into archives and back; transcripts.

mod export;
mod query;
mod shape;

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, Method, Uri, header},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tracing::Instrument;

use super::{query as parameters, sent_file::About};
use crate::{
    domain::{
        analytics::calendar::Calendar,
        api_error::{ApiError, ErrorCode},
        archive::ArchiveInfo,
        ids::{ArchiveId, ConversationId},
    },
    server::{
        auth::keeper::LogKeeper,
        json::Json,
        limits,
        problem::{self, Answer},
        state::AppState,
        telemetry,
    },
    service::{archive::ClearOrder, error::ServiceError},
};
use query::{Asked, asked_in};

const GZIP: &str = "application/gzip";
/// Seconds after which somebody else may have cleared the log.
const COME_BACK: u64 = 10;

pub fn routes(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/logs", get(search))
        .route("/logs/export.xlsx", get(export::export))
        .route("/logs/export.csv", get(export::export))
        .route("/logs/export.jsonl", get(export::export))
        .route("/logs/clear", post(clear))
        .route("/logs/archives", get(archives))
        .route("/logs/archives/{id}", get(download))
        .route("/logs/archives/{id}/restore", post(restore))
        .route("/logs/{id}/transcript", get(transcript))
        .layer(from_fn_with_state(state.clone(), limits::charge_strangers))
}

async fn search(State(state): State<AppState>, LogKeeper(keeper): LogKeeper, uri: Uri) -> Result<Answer, ApiError> {
    let calendar = Calendar::new(state.desk.load().await?.business.zone());
    let data = match asked_in(&uri, &calendar)? {
        Asked::One(id) => {
            let items: Vec<Value> = match state.logs.talk(&keeper, &id).await {
                Ok(talk) => vec![shape::talk(&talk)],
                Err(ServiceError::NotFound(_)) => vec![],
                Err(error) => return Err(error.into()),
            };
            json!({ "items": items, "next_cursor": null })
        }
        Asked::List { filter, size, cursor } => {
            let page = state.logs.search(&keeper, &filter, size, cursor.as_deref()).await?;
            let items: Vec<Value> = page.items.iter().map(shape::hit).collect();
            json!({ "items": items, "next_cursor": page.next_cursor })
        }
    };
    Answer::new(data, "Conversations, the latest words first.")
}

/// `POST /logs/clear`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClearBody {
    older_than_days: u32,
    #[serde(default = "yes")]
    archive: bool,
    #[serde(default)]
    even_open: bool,
}

fn yes() -> bool {
    true
}

async fn clear(
    State(state): State<AppState>,
    LogKeeper(keeper): LogKeeper,
    uri: Uri,
    Json(body): Json<ClearBody>,
) -> Result<Answer, ApiError> {
    parameters::none(&uri)?;
    let seat = state.clearing.clone().try_acquire_owned().map_err(|_| problem::busy(COME_BACK))?;
    let logs = state.logs.clone();
    let order = ClearOrder { older_than_days: body.older_than_days, archive: body.archive, even_open: body.even_open };
    // It goes on when nobody waits for the answer any more: the list of archives tells how it ended.
    let work = async move {
        let cleared = logs.clear(&keeper, order).await;
        drop(seat);
        cleared
    };
    let done = tokio::spawn(telemetry::on_behalf_of(telemetry::current_request(), work).in_current_span()).await;
    let cleared = done.map_err(|error| problem::internal(&format!("clearing the log was cut short: {error}")))??;
    let archives: Vec<Value> = cleared.archives.iter().map(|archive| shape::archive(&state, archive)).collect();
    let data = json!({
        "archived": cleared.archived,
        "deleted": cleared.deleted,
        "kept": cleared.kept,
        "changed": cleared.changed,
        "archive_file": cleared.archives.last().map(|archive| &archive.file),
        "archives": archives,
    });
    Answer::new(data, "The log was cleared.")
}

async fn archives(State(state): State<AppState>, LogKeeper(keeper): LogKeeper, uri: Uri) -> Result<Answer, ApiError> {
    parameters::none(&uri)?;
    let archives = state.logs.archives(&keeper).await?;
    let items: Vec<Value> = archives.iter().map(|archive| shape::archive(&state, archive)).collect();
    Answer::new(json!({ "items": items }), "Archives, the latest first.")
}

async fn download(
    State(state): State<AppState>,
    LogKeeper(keeper): LogKeeper,
    method: Method,
    uri: Uri,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    parameters::none(&uri)?;
    let id = archive_of(&id)?;
    if method == Method::HEAD {
        let archives = state.logs.archives(&keeper).await?;
        let archive = archives.into_iter().find(|archive| archive.id == id).ok_or_else(no_such_archive)?;
        return Ok(about(&archive).answer(None));
    }
    let (archive, file) = state.logs.open(&keeper, &id).await?;
    Ok(about(&archive).answer(Some(file)))
}

fn about(archive: &ArchiveInfo) -> About<'_> {
    About { name: &archive.file, kind: GZIP, bytes: archive.bytes }
}

async fn restore(
    State(state): State<AppState>,
    LogKeeper(keeper): LogKeeper,
    uri: Uri,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    parameters::none(&uri)?;
    let id = archive_of(&id)?;
    let logs = state.logs.clone();
    let work = async move { logs.restore(&keeper, &id).await };
    let done = tokio::spawn(telemetry::on_behalf_of(telemetry::current_request(), work).in_current_span()).await;
    let restored = done.map_err(|error| problem::internal(&format!("an archive's way back was cut short: {error}")))??;
    Answer::new(json!({ "restored": restored.restored, "there": restored.there }), "What was not there is back.")
}

async fn transcript(
    State(state): State<AppState>,
    LogKeeper(keeper): LogKeeper,
    method: Method,
    uri: Uri,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    parameters::none(&uri)?;
    let id: ConversationId = id.parse().map_err(|_| ApiError::new(ErrorCode::NotFound, "There is no such conversation."))?;
    // The audit log is told of those that somebody has read.
    let text = match method {
        Method::HEAD => state.logs.talk(&keeper, &id).await.map(|_| String::new())?,
        _ => state.logs.transcript(&keeper, &id).await?,
    };
    let mut response = ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], text).into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{id}.txt\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// What is no id is the id of nothing.
fn archive_of(text: &str) -> Result<ArchiveId, ApiError> {
    text.parse().map_err(|_| no_such_archive())
}

fn no_such_archive() -> ApiError {
    ApiError::new(ErrorCode::NotFound, "There is no such archive.")
}
