//! `GET /metrics`: what was counted, and how things are at this moment. Asks no more than `/readyz` and two counts, each for a
//! while only; what does not answer in time is left out.

use std::time::Duration;

use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use prometheus_client::{
    encoding::text::{encode_eof, encode_registry},
    metrics::{family::Family, gauge::Gauge},
    registry::{Registry, Unit},
};

use super::{Labels, process};
use crate::{
    domain::{
        api_error::ApiError,
        health::{Health, PartState},
    },
    server::{auth::operator::Operator, health, problem, state::AppState},
};

/// Shorter than any scraper's own.
const PATIENCE: Duration = Duration::from_secs(2);
/// The only form that is spoken; Prometheus asks for it first.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

pub fn routes() -> Router<AppState> {
    Router::new().route("/metrics", get(metrics))
}

async fn metrics(State(state): State<AppState>, _: Operator) -> Result<Response, ApiError> {
    let now = looked_at(&state).await;
    let mut text = String::new();
    let written = encode_registry(&mut text, &state.metrics.registry)
        .and_then(|()| encode_registry(&mut text, &now))
        .and_then(|()| encode_eof(&mut text));
    written.map_err(|error| problem::internal(&format!("metrics that are no text: {error}")))?;
    Ok(([(header::CONTENT_TYPE, OPEN_METRICS), (header::CACHE_CONTROL, "no-store")], text).into_response())
}

/// How things are now.
async fn looked_at(state: &AppState) -> Registry {
    let (health, tasks, mails) = futures::join!(health::check(state), calendar_tasks(state), mails(state));
    let mut registry = Registry::default();
    if let Some(bytes) = process::resident() {
        registry.register_with_unit("process_resident_memory", "Memory that is in use", Unit::Bytes, standing_at(bytes));
    }
    let ours = registry.sub_registry_with_prefix("chatimjd");
    ours.register("part_state", "How each part is: 1 for the state that it is in", parts(&health));
    let in_the_making = i64::try_from(state.hub.in_the_making()).unwrap_or(i64::MAX);
    ours.register("chat_turns_in_progress", "Answers that are being made", standing_at(in_the_making));
    if let Some(tasks) = tasks {
        ours.register("calendar_tasks_open", "Meetings that the connected calendar has still to be told of", standing_at(tasks));
    }
    if let Some(mails) = mails {
        ours.register("mails_retrying", "Mails that wait after a try that failed", standing_at(mails));
    }
    registry
}

fn standing_at(value: i64) -> Gauge {
    let gauge: Gauge = Gauge::default();
    gauge.set(value);
    gauge
}

fn parts(health: &Health) -> Family<Labels<2>, Gauge> {
    const STATES: [(PartState, &str); 3] = [(PartState::Ok, "ok"), (PartState::Degraded, "degraded"), (PartState::Down, "down")];
    let family: Family<Labels<2>, Gauge> = Family::default();
    for part in &health.parts {
        for (state, name) in STATES {
            family.get_or_create(&[("part", part.part.clone().into()), ("state", name.into())]).set(i64::from(part.state == state));
        }
    }
    family
}

async fn calendar_tasks(state: &AppState) -> Option<i64> {
    let known = tokio::time::timeout(PATIENCE, state.meeting_desk.calendar_state()).await.ok()?.ok()?;
    i64::try_from(known.waiting).ok()
}

/// None where mail is not configured, too.
async fn mails(state: &AppState) -> Option<i64> {
    let post = state.post_office.as_ref()?;
    let (waiting, _) = tokio::time::timeout(PATIENCE, post.outbox.troubled()).await.ok()?.ok()?;
    i64::try_from(waiting).ok()
}
