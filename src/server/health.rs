//! How the running system is: asked of each part, with a time-out, at most once a second.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::json;

use super::{problem::Answer, state::AppState};
use crate::domain::{
    api_error::ApiError,
    health::{Health, PartHealth, PartState},
    meeting::event::CalendarError,
};

/// A part that does not answer within this time is down.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long an answer stands: strangers may ask as often as they like.
const STANDS: Duration = Duration::from_secs(1);

/// The latest answer.
#[derive(Default)]
pub struct LastHealth(Mutex<Option<(Instant, Health)>>);

pub fn routes() -> Router<AppState> {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready))
}

/// The process lives.
async fn alive() -> Result<Answer, ApiError> {
    Answer::new(json!({ "alive": true }), "The server is running.")
}

/// 503 when visitors cannot be served.
async fn ready(State(state): State<AppState>) -> Result<Response, ApiError> {
    let health = check(&state).await;
    let (status, words) = match health.state() {
        PartState::Ok => (StatusCode::OK, "All is well."),
        PartState::Degraded => (StatusCode::OK, "Visitors are served, but something needs attention."),
        PartState::Down => (StatusCode::SERVICE_UNAVAILABLE, "Visitors cannot be served."),
    };
    let mut response = Answer::new(json!({ "state": health.state(), "parts": health.parts }), words)?.into_response();
    *response.status_mut() = status;
    Ok(response)
}

/// Each part's state now, or as it was within the last second.
pub async fn check(state: &AppState) -> Health {
    let kept = state.last_health.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some((at, health)) = kept.filter(|(at, _)| at.elapsed() < STANDS) {
        let _ = at;
        return health;
    }
    let (database, sessions, calendar, mail) = futures::join!(state.check_database(), state.check_sessions(), calendar(state), mail(state));
    let parts = [database, sessions, limits(state), state.models.health(), calendar].into_iter().chain(mail).collect();
    let health = Health { parts };
    *state.last_health.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), health.clone()));
    health
}

/// The part is `ok` when `asked` says so in time.
pub async fn part(name: &str, asked: impl Future<Output = Result<(), String>>, when_down: &str) -> PartHealth {
    let problem = match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(())) => return PartHealth { part: name.to_owned(), state: PartState::Ok, message: String::new() },
        Ok(Err(problem)) => problem,
        Err(_) => "no answer in time".to_owned(),
    };
    tracing::error!(part = name, problem, "down");
    PartHealth { part: name.to_owned(), state: PartState::Down, message: when_down.to_owned() }
}

/// Meetings are booked without it, so it is never down. Strangers learn no more than that something is wrong.
async fn calendar(state: &AppState) -> PartHealth {
    let asked = tokio::time::timeout(PATIENCE, state.meeting_desk.calendar_state());
    let message = match asked.await {
        Ok(Ok(known)) => match known.health.problem {
            Some(CalendarError::Refused { .. }) => {
                "Google Calendar refuses: the settings say why. Meetings are kept here and entered later."
            }
            Some(CalendarError::GrantDead) => {
                "Google does not accept the permission any more. Meetings are kept here until the calendar is connected again."
            }
            Some(_) => "Google Calendar did not answer as it should. Meetings are kept here and entered later.",
            None if known.problem.is_some() => "Some meetings could not be entered into the calendar yet. They are tried again.",
            None => "",
        },
        Ok(Err(_)) | Err(_) => "How the calendar is could not be read.",
    };
    let state = if message.is_empty() { PartState::Ok } else { PartState::Degraded };
    PartHealth { part: "calendar".to_owned(), state, message: message.to_owned() }
}

/// Only where mail is configured. Nobody waits for it, so it is never down.
async fn mail(state: &AppState) -> Option<PartHealth> {
    let post = state.post_office.as_ref()?;
    let message = match tokio::time::timeout(PATIENCE, post.outbox.troubled()).await {
        Ok(Ok((0, _))) => "",
        Ok(Ok(_)) => "Some mails could not be sent yet. They are tried for a day.",
        Ok(Err(_)) | Err(_) => "How mail is could not be read.",
    };
    let state = if message.is_empty() { PartState::Ok } else { PartState::Degraded };
    Some(PartHealth { part: "mail".to_owned(), state, message: message.to_owned() })
}

fn limits(state: &AppState) -> PartHealth {
    let crowded = state.windows.is_crowded();
    let message = if crowded { "More client addresses than can be told apart: new ones share one allowance." } else { "" };
    PartHealth { part: "limits".to_owned(), state: if crowded { PartState::Degraded } else { PartState::Ok }, message: message.to_owned() }
}
