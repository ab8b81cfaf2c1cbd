//! `/leads/reports`: reports made for any days, followed and stopped while they are made, listed, downloaded and removed.

mod body;

use axum::{
    Router,
    extract::{Path, State},
    http::{Method, StatusCode, Uri},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Value, json};
use tracing::Instrument;

use super::{query, sent_file::About};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        ids::ReportId,
        report::{ReportInfo, ReportProgress, ReportState},
        time::rfc3339,
    },
    server::{
        auth::keeper::ReportKeeper,
        json::Json,
        limits,
        problem::{self, Answer},
        state::AppState,
        telemetry,
    },
};
use body::GenerateBody;

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub fn routes(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/leads/reports", get(list))
        .route("/leads/reports/generate", post(generate))
        .route("/leads/reports/generate/{id}", get(follow).delete(cancel))
        .route("/leads/reports/{id}", get(download).delete(remove))
        .layer(from_fn_with_state(state.clone(), limits::charge_strangers))
}

async fn generate(
    State(state): State<AppState>,
    ReportKeeper(keeper): ReportKeeper,
    uri: Uri,
    body: Option<Json<GenerateBody>>,
) -> Result<Response, ApiError> {
    query::none(&uri)?;
    let (range, progress) = body.map(|Json(body)| body).unwrap_or_default().check()?;
    let id = progress.unwrap_or_else(|| ReportId::new(state.ids.uuid()));
    let track = state.running_reports.begin(&keeper, id)?;
    let desk = state.reports.clone();
    // It is made to its end when nobody waits for the answer any more, unless somebody cancels it.
    let work = async move { desk.generate(&keeper, range, &track).await };
    let done = tokio::spawn(telemetry::on_behalf_of(telemetry::current_request(), work).in_current_span()).await;
    let report = done.map_err(|error| problem::internal(&format!("a report was cut short: {error}")))??;
    let mut response = Answer::new(json!({ "report": shape(&state, &report) }), "The report was made.")?.into_response();
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

async fn follow(
    State(state): State<AppState>,
    ReportKeeper(keeper): ReportKeeper,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Answer, ApiError> {
    query::none(&uri)?;
    let progress = state.running_reports.find(&keeper, &id_of(&id)?).ok_or_else(no_such_report)?;
    Answer::new(json!({ "progress": course(&state, &progress) }), "How far the report is.")
}

async fn cancel(
    State(state): State<AppState>,
    ReportKeeper(keeper): ReportKeeper,
    uri: Uri,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    query::none(&uri)?;
    let progress = state.running_reports.cancel(&keeper, &id_of(&id)?).ok_or_else(no_such_report)?;
    Answer::new(json!({ "progress": course(&state, &progress) }), "What is not done yet is not wanted any more.")
}

async fn list(State(state): State<AppState>, ReportKeeper(keeper): ReportKeeper, uri: Uri) -> Result<Answer, ApiError> {
    query::none(&uri)?;
    let items: Vec<Value> = state.reports.list(&keeper).await?.iter().map(|report| shape(&state, report)).collect();
    Answer::new(json!({ "items": items }), "Reports, the latest first.")
}

async fn download(
    State(state): State<AppState>,
    ReportKeeper(keeper): ReportKeeper,
    method: Method,
    uri: Uri,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    query::none(&uri)?;
    let id = id_of(&id)?;
    if method == Method::HEAD {
        let report = state.reports.list(&keeper).await?.into_iter().find(|report| report.id == id).ok_or_else(no_such_report)?;
        return Ok(about(&report).answer(None));
    }
    let (report, file) = state.reports.open(&keeper, &id).await?;
    Ok(about(&report).answer(Some(file)))
}

async fn remove(
    State(state): State<AppState>,
    ReportKeeper(keeper): ReportKeeper,
    uri: Uri,
    Path(id): Path<String>,
) -> Result<Answer, ApiError> {
    query::none(&uri)?;
    let id = id_of(&id)?;
    state.reports.remove(&keeper, &id).await?;
    Answer::new(json!({ "removed": id }), "The report was removed.")
}

fn about(report: &ReportInfo) -> About<'_> {
    About { name: &report.file, kind: WORKBOOK, bytes: report.bytes }
}

/// The report of the contract.
fn shape(state: &AppState, report: &ReportInfo) -> Value {
    json!({
        "id": report.id,
        "filename": report.file,
        "from": report.range.from(),
        "to": report.range.to(),
        "made_at": rfc3339(report.made_at),
        "scheduled_on": report.scheduled_on,
        "rows": report.rows,
        "bytes": report.bytes,
        "url": state.config.url(&format!("/leads/reports/{}", report.id)),
    })
}

fn course(state: &AppState, progress: &ReportProgress) -> Value {
    let mut told = json!({ "sheet": progress.sheet, "rows": progress.rows });
    match &progress.state {
        ReportState::Running => told["state"] = "running".into(),
        ReportState::Cancelled => told["state"] = "cancelled".into(),
        ReportState::Done { report } => {
            told["state"] = "done".into();
            told["report"] = shape(state, report);
        }
        ReportState::Failed { problem } => {
            told["state"] = "failed".into();
            told["problem"] = problem.message.as_str().into();
        }
    }
    told
}

/// What is no id is the id of nothing.
fn id_of(text: &str) -> Result<ReportId, ApiError> {
    text.parse().map_err(|_| no_such_report())
}

fn no_such_report() -> ApiError {
    ApiError::new(ErrorCode::NotFound, "There is no such report.")
}
