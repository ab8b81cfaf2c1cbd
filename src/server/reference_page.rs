//! `/api/docs`: the description of the REST API as a page, for people. It has no script and asks no other host.

use std::sync::{Arc, OnceLock};

use axum::{Extension, Router, response::Html, routing::get};

use super::{api::openapi, headers::CspNonce, state::AppState};
use crate::ui::reference;

pub fn routes(state: &AppState) -> Router<AppState> {
    let written = Written { server: state.config.url(""), content: OnceLock::new() };
    Router::new().route("/api/docs", get(page)).layer(Extension(Arc::new(written)))
}

struct Written {
    server: String,
    /// Made when somebody asks for the first time.
    content: OnceLock<String>,
}

async fn page(Extension(written): Extension<Arc<Written>>, Extension(nonce): Extension<CspNonce>) -> Html<String> {
    let content = written.content.get_or_init(|| reference::content(&openapi::of(&written.server)));
    Html(reference::document(content, &nonce.0))
}
