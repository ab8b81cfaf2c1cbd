//! `/leads`: the leads for integrators with a key and for a signed-in admin; and what clients of the original service ask.

mod body;
mod export;
mod import;
mod old_clients;
mod query;
mod shape;

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, Uri},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use serde_json::json;

use super::super::{
    auth::clerk::LeadClerk,
    bodies,
    json::Json,
    limits,
    problem::{self, Answer},
    state::AppState,
};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        conversation::Channel,
        ids::{ConversationId, LeadId},
        time::Timestamp,
    },
    service::{
        error::ServiceError,
        leads::{Added, OnDuplicate},
    },
};
use body::{LeadBody, MergeBody};
use query::{before_in, due_in, list_in};
use shape::{lead, line};

pub fn routes(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/leads", get(list).post(create))
        .route("/leads/followups", get(follow_ups))
        .route("/leads/export.xlsx", get(export::export))
        .route("/leads/export.csv", get(export::export))
        .route("/leads/export.jsonl", get(export::export))
        .route("/leads/followups/export.xlsx", get(export::follow_ups))
        .route("/leads/followups/export.csv", get(export::follow_ups))
        .route("/leads/followups/export.jsonl", get(export::follow_ups))
        // Its handler bounds the body by itself.
        .route(bodies::FILES, post(import::import))
        .route("/leads/imports", get(import::latest))
        .route("/leads/imports/{id}/revert", post(import::revert))
        .route("/leads/{id}", get(one).post(change).patch(change).delete(erase))
        .route("/leads/{id}/merge", post(merge))
        .route("/leads/{id}/unmerge", post(unmerge))
        .route("/lead-context", post(old_clients::context))
        .route("/notes/{client_id}", get(old_clients::notes).post(old_clients::save_notes))
        .route("/leads/{id}/{*rest}", any(nothing))
        .layer(from_fn_with_state(state.clone(), limits::charge_strangers))
}

async fn list(State(state): State<AppState>, LeadClerk(clerk): LeadClerk, uri: Uri) -> Result<Answer, ApiError> {
    let asked = list_in(&uri)?;
    let desk = &state.lead_desk;
    let page = desk.list(&clerk, &asked.filter, asked.sort, asked.size, asked.cursor.as_deref()).await?;
    let total = match asked.is_counted() {
        true => desk.total(&clerk, &asked.filter, asked.sort).await?,
        false => None,
    };
    let items: Vec<_> = page.items.iter().map(lead).collect();
    let answer = Answer::new(json!({ "items": items, "next_cursor": page.next_cursor, "total": total }), "Leads.")?;
    Ok(if asked.is_legacy { answer.beside("leads", items) } else { answer })
}

async fn follow_ups(State(state): State<AppState>, LeadClerk(clerk): LeadClerk, uri: Uri) -> Result<Answer, ApiError> {
    let settings = state.desk.load().await?;
    let asked = due_in(&uri, state.clock.now(), &settings.business.zone())?;
    let page = state.lead_desk.list(&clerk, &asked.filter, asked.sort, asked.size, asked.cursor.as_deref()).await?;
    let items: Vec<_> = page.items.iter().map(lead).collect();
    Answer::new(json!({ "items": items, "next_cursor": page.next_cursor }), "Follow-ups, soonest first.")
}

async fn create(
    State(state): State<AppState>,
    LeadClerk(clerk): LeadClerk,
    uri: Uri,
    Json(body): Json<LeadBody>,
) -> Result<Response, ApiError> {
    let on_duplicate = match body.on_duplicate(&uri)? {
        true => OnDuplicate::Merge,
        false => OnDuplicate::Refuse,
    };
    let (status, kept) = match state.lead_desk.add(&clerk, body.addition()?, Channel::Api, on_duplicate).await? {
        Added::New(kept) => (StatusCode::CREATED, kept),
        Added::Joined(kept) => (StatusCode::OK, kept),
    };
    let mut response = Answer::new(json!({ "lead": lead(&kept) }), "Saved.")?.into_response();
    *response.status_mut() = status;
    Ok(response)
}

async fn one(State(state): State<AppState>, LeadClerk(clerk): LeadClerk, Path(id): Path<String>, uri: Uri) -> Result<Answer, ApiError> {
    let id = id_of(&id)?;
    let before = before_in(&uri)?;
    let (found, timeline) = state.lead_desk.with_timeline(&clerk, &id, before.as_ref()).await?;
    // Beside the lead: its own `timeline` is when the person wants it.
    let lines: Vec<_> = timeline.lines.iter().map(line).collect();
    Answer::new(json!({ "lead": lead(&found), "timeline": lines, "has_earlier_events": timeline.has_earlier }), "The lead.")
}

async fn change(
    State(state): State<AppState>,
    LeadClerk(clerk): LeadClerk,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(body): Json<LeadBody>,
) -> Result<Answer, ApiError> {
    let version = match (body.version, super::if_match(&headers)?) {
        (Some(a), Some(b)) if a != b => return Err(ApiError::field("version", "differs from If-Match")),
        (a, b) => a.or(b),
    };
    let kept = state.lead_desk.edit(&clerk, &id_of(&id)?, body.change()?, version).await?;
    Answer::new(json!({ "lead": lead(&kept) }), "Saved.")
}

async fn erase(
    State(state): State<AppState>,
    LeadClerk(clerk): LeadClerk,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Answer, ApiError> {
    let (id, version) = (id_of(&id)?, super::if_match(&headers)?);
    let person = state.lead_desk.find(&clerk, &id).await?;
    // What was said before there was a lead is in reports, too.
    let known_since = person.conversation_ids.iter().filter_map(began_at).fold(person.created_at, Timestamp::min);
    let conversations = state.lead_desk.erase_one(&clerk, &id, version).await?;
    let archives = state.forget(conversations.clone()).await?;
    // A workbook is not written anew: whoever erases is told which may hold the person.
    let reports = state.reports.files.list().await.map_err(ServiceError::from)?;
    let reports: Vec<String> = reports.into_iter().filter(|report| report.made_at >= known_since).map(|report| report.file).collect();
    let erased = json!({ "lead": id, "conversations": conversations, "archives_rewritten": archives, "reports_that_may_hold_it": reports });
    Answer::new(json!({ "erased": erased }), "The person was erased everywhere, but for the reports that are named.")
}

/// Ids of conversations begin with their time.
fn began_at(id: &ConversationId) -> Option<Timestamp> {
    let milliseconds = id.as_str().strip_prefix(ConversationId::PREFIX)?.get(1..13)?;
    Timestamp::from_millisecond(i64::from_str_radix(milliseconds, 16).ok()?).ok()
}

async fn merge(
    State(state): State<AppState>,
    LeadClerk(clerk): LeadClerk,
    Path(id): Path<String>,
    Json(body): Json<MergeBody>,
) -> Result<Answer, ApiError> {
    let kept = state.lead_desk.merge(&clerk, &id_of(&id)?, &body.other()?).await?;
    Answer::new(json!({ "lead": lead(&kept) }), "The two leads are one now.")
}

async fn unmerge(State(state): State<AppState>, LeadClerk(clerk): LeadClerk, Path(id): Path<String>) -> Result<Answer, ApiError> {
    let (kept, restored) = state.lead_desk.unmerge(&clerk, &id_of(&id)?, None).await?;
    Answer::new(json!({ "lead": lead(&kept), "restored": lead(&restored) }), "The two leads are apart again.")
}

async fn nothing() -> ApiError {
    problem::not_found()
}

/// What is no id is the id of nothing.
fn id_of(text: &str) -> Result<LeadId, ApiError> {
    text.parse().map_err(|_| ApiError::new(ErrorCode::NotFound, "There is no such lead."))
}
