//! The page behind a meeting's link: looked at by GET, changed by plain forms. Whoever has the link may do that with this one
//! meeting; there is no cookie, and looking changes nothing. Must not know how a meeting is stored.

use axum::{
    Extension, Form, Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;

use super::{client_address::ClientAddress, headers::CspNonce, state::AppState};
use crate::{
    domain::{
        api_error::ApiError,
        locale::Language,
        meeting::{MeetingStatus, wording::confirmation},
        schedule::interval::shifted,
    },
    service::{
        error::ServiceError,
        schedule::{LinkedMeeting, ScheduleError, SlotQuery, Wanted},
    },
    ui::manage::{Next, Shown, Trouble, dead_end, document},
};

/// How far ahead other times are offered, in seconds: three weeks.
const AHEAD_S: i64 = 21 * 24 * 3_600;
/// Times on one page.
const MOST: usize = 120;

pub fn routes() -> Router<AppState> {
    Router::new().route("/meeting/{token}", get(look).post(change)).route("/meeting/{token}/invite.ics", get(file))
}

/// What the forms of the page send.
#[derive(Debug, Default, Deserialize)]
struct Deed {
    #[serde(default, rename = "do")]
    kind: String,
    #[serde(default)]
    slot: String,
}

async fn look(
    State(state): State<AppState>,
    Extension(nonce): Extension<CspNonce>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    page(&state, &token, None, &headers, &nonce).await
}

async fn change(
    State(state): State<AppState>,
    Extension(nonce): Extension<CspNonce>,
    Extension(address): Extension<ClientAddress>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(deed): Form<Deed>,
) -> Result<Response, ApiError> {
    let desk = &state.meeting_desk;
    let done = match deed.kind.as_str() {
        "cancel" => desk.linked_cancel(&token).await.map(drop),
        "move" if deed.slot.is_empty() => return page(&state, &token, Some(Trouble::NothingChosen), &headers, &nonce).await,
        "move" => desk.linked_reschedule(&token, &Wanted::Slot(deed.slot), Some(address.limit_key())).await.map(drop),
        _ => return page(&state, &token, Some(Trouble::Failed), &headers, &nonce).await,
    };
    match done {
        // The page is read anew, so that a reload repeats nothing.
        Ok(()) => Ok((StatusCode::SEE_OTHER, [(header::LOCATION, format!("/meeting/{token}"))]).into_response()),
        Err(ScheduleError::Service(ServiceError::NotFound(_))) => Ok(nowhere(&headers, &nonce)),
        Err(error) => page(&state, &token, Some(trouble(&error)), &headers, &nonce).await,
    }
}

fn trouble(error: &ScheduleError) -> Trouble {
    match error {
        ScheduleError::NotFree { .. } | ScheduleError::Slot(_) => Trouble::Taken,
        ScheduleError::TooMany(_) => Trouble::TooOften,
        // What was cancelled meanwhile, or is over: the page itself says so.
        ScheduleError::Refused(_) | ScheduleError::KeyReused | ScheduleError::Service(_) => Trouble::Failed,
    }
}

fn status_of(trouble: Option<Trouble>) -> StatusCode {
    match trouble {
        None => StatusCode::OK,
        Some(Trouble::NothingChosen) => StatusCode::UNPROCESSABLE_ENTITY,
        Some(Trouble::Taken | Trouble::Failed) => StatusCode::CONFLICT,
        Some(Trouble::TooOften) => StatusCode::TOO_MANY_REQUESTS,
    }
}

/// A link that was made up, or whose meeting was erased.
fn nowhere(headers: &HeaderMap, CspNonce(nonce): &CspNonce) -> Response {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    (StatusCode::NOT_FOUND, Html(dead_end(Language::negotiate(wanted), nonce))).into_response()
}

async fn page(
    state: &AppState,
    token: &str,
    trouble: Option<Trouble>,
    headers: &HeaderMap,
    nonce: &CspNonce,
) -> Result<Response, ApiError> {
    let linked = match state.meeting_desk.linked(token).await {
        Ok(linked) => linked,
        Err(ServiceError::NotFound(_)) => return Ok(nowhere(headers, nonce)),
        Err(error) => return Err(error.into()),
    };
    let shown = shown(state, token, linked, trouble).await?;
    Ok((status_of(trouble), Html(document(shown, &nonce.0))).into_response())
}

async fn shown(state: &AppState, token: &str, linked: LinkedMeeting, trouble: Option<Trouble>) -> Result<Shown, ApiError> {
    let LinkedMeeting { meeting, may_change } = linked;
    let desk = &state.meeting_desk;
    let business = state.desk.load().await?.business;
    let glance = desk.glance(&meeting, &business);
    let next = if may_change {
        let now = state.clock.now();
        let query = SlotQuery {
            to: Some(shifted(now, AHEAD_S)),
            zone: Some(meeting.visitor_zone.clone()),
            limit: Some(MOST),
            ..SlotQuery::default()
        };
        let offers = desk.linked_slots(token, &query).await?;
        Next::Change(offers.slots.into_iter().filter(|slot| slot.start != glance.start).collect())
    } else if meeting.status == MeetingStatus::Cancelled {
        Next::Cancelled
    } else {
        Next::Over
    };
    let is_booked = meeting.status.is_booked();
    Ok(Shown {
        language: meeting.language,
        told: confirmation(&meeting, &business),
        business: business.name,
        when: glance.when,
        business_when: glance.business_when,
        is_pending: meeting.status == MeetingStatus::Pending,
        call: glance.meet_link.filter(|_| may_change),
        file: is_booked.then(|| format!("/meeting/{token}/invite.ics")),
        next,
        // A meeting that cannot be changed any more says why by itself.
        trouble: trouble.filter(|_| may_change),
    })
}

/// The meeting for a calendar of the visitor's own.
async fn file(
    State(state): State<AppState>,
    Extension(nonce): Extension<CspNonce>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let linked = match state.meeting_desk.linked(&token).await {
        Ok(linked) => linked,
        Err(ServiceError::NotFound(_)) => return Ok(nowhere(&headers, &nonce)),
        Err(error) => return Err(error.into()),
    };
    let Some(text) = state.meeting_desk.invite(&linked.meeting).await? else { return Ok(nowhere(&headers, &nonce)) };
    let kind =
        [(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CONTENT_DISPOSITION, "attachment; filename=\"invite.ics\"")];
    Ok((kind, text).into_response())
}
