//! Live news for open dashboards: one stream of server-sent events for each. Ends with the session and with the server.

use std::{convert::Infallible, time::Duration};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, header},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
    routing::get,
};
use futures::{Stream, StreamExt, stream};
use tokio::sync::broadcast::Receiver;
use tower_sessions::{Session, session::Id};

use super::{session, state::AppState};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        live::LiveEvent,
    },
    service::permission::Admin,
};

/// Proxies close a silent stream; a comment keeps it open.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// A session that ended takes its streams along within this time.
const RECHECK: Duration = Duration::from_secs(30);

pub fn routes() -> Router<AppState> {
    Router::new().route("/admin/events", get(events))
}

async fn events(admin: Admin, State(state): State<AppState>, request: Request) -> Result<Response, ApiError> {
    // The guard has passed, so the session is there.
    let session = request.extensions().get::<Session>().cloned().ok_or_else(|| ApiError::new(ErrorCode::Unauthorized, "Sign in first."))?;
    let news = state.bus.subscribe().map(told).boxed();
    let (stop, ends) = (state.stop.clone(), state.sessions.ends());
    let open = state.metrics.stream_opened("dashboard");
    let over = async move {
        // Let go of with the stream, however it ends.
        let _open = open;
        tokio::select! {
            () = stop.cancelled() => {}
            () = session_over(state, session, admin, ends) => {}
        }
    };
    // The first comment tells the browser at once that the stream is open.
    let opening = stream::once(async { Ok::<_, Infallible>(Event::default().comment("open").retry(Duration::from_secs(2))) });
    let all = opening.chain(ended_by(news, over));
    let headers = [(header::CACHE_CONTROL, "no-store"), (HeaderName::from_static("x-accel-buffering"), "no")];
    Ok((headers, Sse::new(all).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))).into_response())
}

/// After the end the browser comes back by itself, and is told 401 if it was the session that ended.
fn ended_by(
    news: impl Stream<Item = Result<Event, Infallible>> + Send + Unpin + 'static,
    over: impl Future<Output = ()> + Send + 'static,
) -> impl Stream<Item = Result<Event, Infallible>> + Send + 'static {
    news.take_until(Box::pin(over))
}

/// Resolves when the session has ended: at once where that happened here, else when the store tells.
async fn session_over(state: AppState, session: Session, admin: Admin, mut ends: Receiver<Id>) {
    let mut recheck = state.clock.sleep(RECHECK);
    loop {
        tokio::select! {
            end = ends.recv() => match end {
                Ok(id) if Some(id) != session.id() => continue,
                Ok(_) => return,
                // Too many at once to have heard them all: the store knows.
                Err(_) => {}
            },
            () = &mut recheck => recheck = state.clock.sleep(RECHECK),
        }
        if !session::is_alive(&session, &admin, &state).await {
            return;
        }
    }
}

/// `live` with the event, or `lagged` with how many were missed: the page then reads its data anew.
fn told(news: Result<LiveEvent, u64>) -> Result<Event, Infallible> {
    Ok(match news {
        Ok(event) => match Event::default().event("live").json_data(&event) {
            Ok(told) => told,
            Err(error) => {
                tracing::error!(%error, "a live event that is no JSON");
                Event::default().event("lagged").data("1")
            }
        },
        Err(missed) => Event::default().event("lagged").data(missed.to_string()),
    })
}
