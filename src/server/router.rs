//! All routes and the layers around them; tests run exactly this.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::request::Parts,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use tower_http::catch_panic::CatchPanicLayer;

use super::{
    api, assets::is_loader, bodies, client_address, dashboard_pages, events, google_consent, headers, health, meeting_page, metrics,
    problem, reference_page, session, state::AppState, telemetry, widget_page,
};
use crate::domain::settings::WidgetLook;

/// Everything, ready to serve.
pub fn router(state: AppState) -> Router {
    let behind_the_cookie = dashboard_pages::routes(&state)
        .merge(events::routes())
        .merge(google_consent::routes())
        .merge(api::leads::routes(&state))
        .merge(api::meetings::routes(&state))
        .merge(api::instruction::routes(&state))
        .merge(api::reports::routes(&state))
        .merge(api::logs::routes(&state))
        .merge(api::analytics::routes(&state))
        .merge(api::audit::routes(&state))
        .layer(session::layer(&state));
    let routes = Router::new()
        .merge(widget_page::routes())
        .merge(meeting_page::routes())
        .merge(api::chat::routes(&state))
        .merge(api::csp_report::routes())
        .merge(api::openapi::routes(&state))
        .merge(reference_page::routes(&state))
        .merge(health::routes())
        .merge(metrics::routes())
        .merge(behind_the_cookie);
    wrapped(routes, state)
}

/// Routes within everything that every answer passes, from the outside in: the log line, security headers, the
/// envelope, panics, the client's address, the body's limits; and what is no route is a file or nothing.
pub fn wrapped(routes: Router<AppState>, state: AppState) -> Router {
    routes
        .fallback(file_or_nothing)
        .layer(from_fn(bodies::bounded))
        // How much is read of which body, they say.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(state.clone(), client_address::resolve))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(from_fn_with_state(state.clone(), problem::envelop))
        .layer(from_fn_with_state(state.clone(), headers::secure))
        .layer(from_fn_with_state(state.clone(), telemetry::observe))
        .with_state(state)
}

/// A file of the browser bundles, or 404.
async fn file_or_nothing(State(state): State<AppState>, request: Request) -> Response {
    let (Parts { method, uri, headers, .. }, _) = request.into_parts();
    let file = if is_loader(&uri) {
        state.assets.serve_loader(&widget_look(&state).await, &method, &uri, &headers)
    } else {
        state.assets.serve(&method, &uri, &headers)
    };
    file.unwrap_or_else(|| problem::not_found().into_response())
}

/// As the owner chose it. Where that cannot be read the loader is still there, and looks as it was built.
async fn widget_look(state: &AppState) -> WidgetLook {
    match state.desk.load().await {
        Ok(settings) => settings.widget,
        Err(error) => {
            tracing::error!(%error, "the look of the widget cannot be read, the loader is served without it");
            WidgetLook::default()
        }
    }
}
