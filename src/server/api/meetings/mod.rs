//! `/saba`: free times and meetings for integrators with a key, for a signed-in admin and, each their own, for visitors;
//! and how the calendar is.

mod body;
mod export;
mod query;
mod refusal;
mod shape;

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, Uri, header},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use serde_json::json;

use super::super::{
    auth::host::{MeetingCaller, MeetingHost, Met},
    json::Json,
    limits,
    problem::{self, Answer},
    state::AppState,
};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        ids::MeetingId,
        locale::Language,
        meeting::Meeting,
    },
    service::schedule::{Attended, BookOrder},
};
use body::{BookBody, CancelBody, MoveBody};
use query::{list_in, slots_in};
use refusal::Refusal;
use shape::{Reader, calendar, event, meeting};

pub fn routes(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/saba/slots", get(slots))
        .route("/saba/book-meeting", post(book))
        .route("/saba/meetings", get(list))
        .route("/saba/meetings/export.xlsx", get(export::export))
        .route("/saba/meetings/export.csv", get(export::export))
        .route("/saba/meetings/export.jsonl", get(export::export))
        .route("/saba/meetings/{id}", get(one))
        .route("/saba/meetings/{id}/invite.ics", get(file))
        .route("/saba/meetings/{id}/reschedule", post(reschedule))
        .route("/saba/meetings/{id}/cancel", post(cancel))
        .route("/calendar/status", get(status))
        .route("/saba/{*rest}", any(nothing))
        .layer(from_fn_with_state(state.clone(), limits::charge_strangers))
}

async fn slots(State(state): State<AppState>, caller: MeetingCaller, headers: HeaderMap, uri: Uri) -> Result<Answer, ApiError> {
    let met = caller.meet(&state).await?;
    let query = slots_in(&uri, &met, language(&headers))?;
    let offers = state.meeting_desk.slots(&met.asker, &query).await?;
    Answer::new(shape::slots(&offers), "Free times.")
}

async fn book(
    State(state): State<AppState>,
    caller: MeetingCaller,
    headers: HeaderMap,
    Json(body): Json<BookBody>,
) -> Result<Response, Refusal> {
    let met = caller.meet(&state).await?;
    let is_old = body.is_of_an_old_client();
    let zone = state.desk.load().await?.business.zone();
    let asked = body.check(&met, &zone)?;
    let order = BookOrder {
        wanted: asked.wanted,
        who: attended(&met, asked.who),
        zone: asked.time_zone.or_else(|| met.talk.as_ref().and_then(|talk| talk.time_zone.clone())),
        language: language_of(&met, &headers),
        once: once(&headers)?,
    };
    let booked = state.meeting_desk.book(&met.asker, &order).await?;
    let words = if booked.is_entered() { "Booked." } else { "Booked; the calendar will have it as soon as it answers." };
    let answer = told(&state, &met, &booked, words).await?;
    Ok(if is_old { answer.beside("event", event(&booked)).into_response() } else { created(answer) })
}

/// A visitor's booking belongs to their conversation's lead.
fn attended(met: &Met, who: Attended) -> Attended {
    Attended { lead: met.talk.as_ref().and_then(|talk| talk.lead_id.clone()), ..who }
}

async fn list(State(state): State<AppState>, caller: MeetingCaller, uri: Uri) -> Result<Answer, ApiError> {
    let desk = &state.meeting_desk;
    let business = state.desk.load().await?.business;
    let shown = |reader: Reader, found: &[Meeting]| -> Vec<_> {
        found.iter().map(|one| meeting(one, &business, desk.manage_url(&one.id), reader)).collect()
    };
    let data = match caller {
        MeetingCaller::Host(host) => {
            let asked = list_in(&uri)?;
            let page = desk.list(&host, &asked.filter, asked.size, asked.cursor.as_deref()).await?;
            json!({ "items": shown(Reader::Host, &page.items), "next_cursor": page.next_cursor })
        }
        guest @ MeetingCaller::Guest { .. } => {
            query::none(&uri)?;
            let Met { asker, talk } = guest.meet(&state).await?;
            let talk = talk.ok_or_else(|| problem::internal("a visitor without a conversation"))?;
            let own = desk.own_ahead(&asker, &talk.id, talk.lead_id.as_ref()).await?;
            json!({ "items": shown(Reader::Guest, &own), "next_cursor": null })
        }
    };
    Answer::new(data, "Meetings.")
}

async fn one(State(state): State<AppState>, caller: MeetingCaller, Path(id): Path<String>) -> Result<Answer, ApiError> {
    let met = caller.meet(&state).await?;
    let found = state.meeting_desk.find(&met.asker, &id_of(&id)?).await?;
    told(&state, &met, &found, "The meeting.").await
}

async fn file(State(state): State<AppState>, caller: MeetingCaller, Path(id): Path<String>) -> Result<Response, ApiError> {
    let met = caller.meet(&state).await?;
    let found = state.meeting_desk.find(&met.asker, &id_of(&id)?).await?;
    let text = state.meeting_desk.invite(&found).await?.ok_or_else(no_such_meeting)?;
    let kind =
        [(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CONTENT_DISPOSITION, "attachment; filename=\"invite.ics\"")];
    Ok((kind, text).into_response())
}

async fn reschedule(
    State(state): State<AppState>,
    caller: MeetingCaller,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(body): Json<MoveBody>,
) -> Result<Answer, Refusal> {
    let met = caller.meet(&state).await?;
    let seen = seen(body.version, &headers)?;
    let moved = state.meeting_desk.reschedule(&met.asker, &id_of(&id)?, &body.wanted(&met)?, seen).await?;
    Ok(told(&state, &met, &moved, "Moved.").await?)
}

async fn cancel(
    State(state): State<AppState>,
    caller: MeetingCaller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Option<Json<CancelBody>>,
) -> Result<Answer, Refusal> {
    let met = caller.meet(&state).await?;
    let seen = seen(body.and_then(|Json(body)| body.version), &headers)?;
    let cancelled = state.meeting_desk.cancel(&met.asker, &id_of(&id)?, seen).await?;
    Ok(told(&state, &met, &cancelled, "Cancelled.").await?)
}

async fn status(State(state): State<AppState>, MeetingHost(_host): MeetingHost) -> Result<Answer, ApiError> {
    let known = state.meeting_desk.calendar_state().await?;
    Answer::new(calendar(&known, state.calendar_account.page.is_some()), "The calendar.")
}

async fn nothing() -> ApiError {
    problem::not_found()
}

async fn told(state: &AppState, met: &Met, found: &Meeting, words: &str) -> Result<Answer, ApiError> {
    let business = state.desk.load().await?.business;
    let reader = if met.talk.is_some() { Reader::Guest } else { Reader::Host };
    let shown = meeting(found, &business, state.meeting_desk.manage_url(&found.id), reader);
    Answer::new(json!({ "meeting": shown }), words)
}

fn created(answer: Answer) -> Response {
    let mut response = answer.into_response();
    *response.status_mut() = StatusCode::CREATED;
    response
}

/// What is no id is the id of nothing.
fn id_of(text: &str) -> Result<MeetingId, ApiError> {
    text.parse().map_err(|_| no_such_meeting())
}

fn no_such_meeting() -> ApiError {
    ApiError::new(ErrorCode::NotFound, "There is no such meeting.")
}

fn language(headers: &HeaderMap) -> Language {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    wanted.map(Language::negotiate).unwrap_or_default()
}

/// Of the conversation, where there is one.
fn language_of(met: &Met, headers: &HeaderMap) -> Language {
    let spoken = met.talk.as_ref().and_then(|talk| talk.locale.as_deref());
    spoken.map_or_else(|| language(headers), Language::negotiate)
}

/// The caller's idempotency key.
fn once(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let wrong = |problem| ApiError::field("idempotency_key", problem);
    let mut given = headers.get_all("idempotency-key").iter();
    match (given.next(), given.next()) {
        (None, _) => Ok(None),
        (Some(key), None) => key.to_str().map(|key| Some(key.to_owned())).map_err(|_| wrong("1 to 255 visible ASCII characters")),
        (Some(_), Some(_)) => Err(wrong("given twice")),
    }
}

/// The version that a caller saw, in the body or in `If-Match`; None where any version will do.
fn seen(version: Option<u64>, headers: &HeaderMap) -> Result<Option<u64>, ApiError> {
    match (version, super::if_match(headers)?) {
        (Some(a), Some(b)) if a != b => Err(ApiError::field("version", "differs from If-Match")),
        (a, b) => Ok(a.or(b)),
    }
}
