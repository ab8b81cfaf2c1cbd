//! The page behind a meeting's link: looked at by GET, changed by plain forms. Whoever has the link may do that with this one
//! meeting; there is no cookie, and looking changes nothing. Must not know how a meeting is stored.

use axum::{
    Extension, Form, Router,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use jiff::civil::Date;
use serde::Deserialize;

use super::{client_address::ClientAddress, headers::CspNonce, state::AppState};
use crate::{
    domain::{
        api_error::ApiError,
        locale::Language,
        meeting::{MeetingStatus, wording::confirmation},
    },
    service::{
        error::ServiceError,
        schedule::{LinkedMeeting, LinkedTimes, ScheduleError, Wanted},
    },
    ui::manage::{Next, Shown, Times, Trouble, dead_end, document},
};

pub fn routes() -> Router<AppState> {
    Router::new().route("/meeting/{token}", get(look).post(change)).route("/meeting/{token}/invite.ics", get(file))
}

/// Which other times are asked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// The first day; anything that is none: the usual one.
    #[serde(default)]
    from: String,
}

impl Asked {
    fn day(&self) -> Option<Date> {
        self.from.parse().ok()
    }
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
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    page(&state, &token, &asked, None, &headers, &nonce).await
}

async fn change(
    State(state): State<AppState>,
    Extension(nonce): Extension<CspNonce>,
    Extension(address): Extension<ClientAddress>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    Form(deed): Form<Deed>,
) -> Result<Response, ApiError> {
    let desk = &state.meeting_desk;
    let done = match deed.kind.as_str() {
        "cancel" => desk.linked_cancel(&token).await.map(drop),
        "move" if deed.slot.is_empty() => return page(&state, &token, &asked, Some(Trouble::NothingChosen), &headers, &nonce).await,
        "move" => desk.linked_reschedule(&token, &Wanted::Slot(deed.slot), Some(address.limit_key())).await.map(drop),
        _ => return page(&state, &token, &asked, Some(Trouble::Failed), &headers, &nonce).await,
    };
    match done {
        // The page is read anew, so that a reload repeats nothing.
        Ok(()) => Ok((StatusCode::SEE_OTHER, [(header::LOCATION, format!("/meeting/{token}"))]).into_response()),
        Err(ScheduleError::Service(ServiceError::NotFound(_))) => Ok(nowhere(&headers, &nonce)),
        Err(error) => page(&state, &token, &asked, Some(trouble(&error)), &headers, &nonce).await,
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
    asked: &Asked,
    trouble: Option<Trouble>,
    headers: &HeaderMap,
    nonce: &CspNonce,
) -> Result<Response, ApiError> {
    let linked = match state.meeting_desk.linked(token).await {
        Ok(linked) => linked,
        Err(ServiceError::NotFound(_)) => return Ok(nowhere(headers, nonce)),
        Err(error) => return Err(error.into()),
    };
    let next = next(state, token, &linked, asked).await?;
    let shown = shown(state, token, linked, next, trouble).await?;
    Ok((status_of(trouble), Html(document(shown, &nonce.0))).into_response())
}

/// What can be done with the meeting.
async fn next(state: &AppState, token: &str, linked: &LinkedMeeting, asked: &Asked) -> Result<Next, ApiError> {
    if linked.may_change {
        let LinkedTimes { slots, earlier, later } = state.meeting_desk.linked_times(token, asked.day()).await?;
        return Ok(Next::Change(Times { slots, earlier, later }));
    }
    Ok(if linked.meeting.status == MeetingStatus::Cancelled { Next::Cancelled } else { Next::Over })
}

async fn shown(state: &AppState, token: &str, linked: LinkedMeeting, next: Next, trouble: Option<Trouble>) -> Result<Shown, ApiError> {
    let LinkedMeeting { meeting, may_change } = linked;
    let business = state.desk.load().await?.business;
    let glance = state.meeting_desk.glance(&meeting, &business);
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
