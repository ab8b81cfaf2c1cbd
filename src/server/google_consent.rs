//! The owner's way to Google's page and back, and the end of it. What was asked stays in the owner's session until the
//! answer comes: another session's answer, a second one, or a late one is none.

use axum::{
    Extension, Router,
    extract::{Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::json;
use tower_sessions::Session;

use super::{
    auth::keeper::SignedIn,
    problem::{self, Answer},
    session,
    state::AppState,
};
use crate::{
    domain::api_error::{ApiError, ErrorCode},
    service::{
        calendar_account::{ConnectError, ConsentAnswer, PendingConsent},
        permission::{Host, Owner},
        ports::ConsentError,
    },
};

/// The page of the calendar.
const SETTINGS: &str = "/admin/settings/meetings";
/// The session's entry.
const PENDING: &str = "calendar_consent";

/// Behind the session's cookie.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/admin/google/connect", get(ask))
        .route("/authorize", get(ask))
        .route("/oauth2callback", get(connect))
        .route("/admin/google/disconnect", post(let_go))
        .route("/calendar/disconnect", post(disconnect))
}

/// To Google's page.
async fn ask(
    SignedIn(owner): SignedIn,
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
) -> Result<Response, ApiError> {
    let (page, pending) = state.calendar_account.ask(&owner)?;
    session::keep(&session, PENDING, &pending).await?;
    Ok(found(&page))
}

/// Back from it.
async fn connect(
    owner: Owner,
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    Query(answer): Query<ConsentAnswer>,
) -> Result<Response, ApiError> {
    // Whatever becomes of it, it is used now.
    let pending: Option<PendingConsent> = session::take(&session, PENDING).await?;
    match state.calendar_account.connect(&owner, pending, answer).await {
        Ok(()) => {
            let host = Host::admin(&owner);
            // The settings show next how it is now, not how it was with the permission before.
            state.meeting_desk.look_anew(&host).await;
            enter_what_waits(state, host);
            Ok(found(SETTINGS))
        }
        Err(ConnectError::Denied) => Ok(found(&format!("{SETTINGS}?error={}", ErrorCode::Forbidden.as_str()))),
        Err(error) => Err(told(error)),
    }
}

/// What could not be entered while no permission was good.
fn enter_what_waits(state: AppState, host: Host) {
    tokio::spawn(async move {
        if let Err(error) = state.meeting_desk.sync_now(&host).await {
            tracing::warn!(%error, "what waits for the calendar has to wait longer");
        }
    });
}

fn told(error: ConnectError) -> ApiError {
    let said = |code, text: String| ApiError::new(code, problem::sentence(&text));
    match error {
        ConnectError::NotAsked => said(ErrorCode::InvalidRequest, error.to_string()),
        ConnectError::Denied => said(ErrorCode::Forbidden, error.to_string()),
        ConnectError::Consent(ConsentError::CodeRefused) => said(ErrorCode::InvalidRequest, error.to_string()),
        ConnectError::Consent(ConsentError::TooLittle | ConsentError::NotLasting) => said(ErrorCode::Forbidden, error.to_string()),
        ConnectError::Consent(ConsentError::Misconfigured(_) | ConsentError::Unavailable) => {
            said(ErrorCode::UpstreamFailed, error.to_string())
        }
        ConnectError::Service(error) => error.into(),
    }
}

/// The form of the settings.
async fn let_go(owner: Owner, State(state): State<AppState>) -> Result<Response, ApiError> {
    state.calendar_account.disconnect(&owner).await?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, SETTINGS)]).into_response())
}

async fn disconnect(SignedIn(owner): SignedIn, State(state): State<AppState>) -> Result<Answer, ApiError> {
    let google_knows = state.calendar_account.disconnect(&owner).await?;
    let words = if google_knows {
        "Disconnected."
    } else {
        "Forgotten here, but Google could not be told: remove the app in the account's settings."
    };
    Answer::new(json!({ "disconnected": true, "google_knows": google_knows }), words)
}

fn found(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(location) => (StatusCode::FOUND, [(header::LOCATION, location)]).into_response(),
        Err(_) => problem::internal("an address that is no header").into_response(),
    }
}
