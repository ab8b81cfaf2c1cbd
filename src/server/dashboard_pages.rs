//! The dashboard's pages and all server functions on the router: the document around the app, and whose scripts may run in it.

use std::sync::{Arc, LazyLock};

use axum::{
    Router,
    extract::{Request, State},
    http::{Method, StatusCode, request::Parts},
    middleware::{self, Next},
    response::Response,
};
use leptos::{nonce::Nonce, prelude::*, reactive::computed::ScopedFuture, server_fn::redirect::REDIRECT_HEADER};
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list};
use leptos_meta::MetaTags;

use super::{
    code_parts::{CodeParts, LOADER, UsedParts, name_parts},
    headers::CspNonce,
    state::AppState,
};
use crate::{
    rpc::session::session_state,
    ui::{app::App, components::theme::STORAGE_KEY, session::KnownSession},
};

/// Once per process: while leptos walks the app for its routes, resources everywhere in the process wait
/// (one global flag), so that two walks at a time, as in parallel tests, could hang a page.
static ROUTES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(App));

/// All pages under `/admin` and all server functions under `/rpc`.
pub fn routes(state: &AppState) -> Router<AppState> {
    let bundle = Bundle::of(state);
    let parts = Arc::new(CodeParts::of(&state.assets));
    Router::new()
        .leptos_routes_with_context(state, ROUTES.clone(), provide_request, move || document(&bundle))
        .layer(middleware::from_fn(plain_redirects))
        .layer(middleware::from_fn_with_state(state.clone(), know_session))
        .layer(middleware::from_fn_with_state(parts, name_parts))
}

pub fn is_page(request: &Request) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
}

/// Finds out who asks for a page before it is rendered, so that rendering starts with the right page.
async fn know_session(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if !is_page(&request) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    // The server function reads the request from a context, as it does while a page is rendered.
    let owner = Owner::new_root(None);
    let asked = owner.with(|| {
        provide_context(state);
        provide_context(parts.clone());
        ScopedFuture::new(session_state())
    });
    parts.extensions.insert(KnownSession(asked.await));
    next.run(Request::from_parts(parts, body)).await
}

/// leptos redirects with a status only where a client says that it takes HTML, and hides the address in an empty page
/// otherwise. A page that is somewhere else says so to everybody.
async fn plain_redirects(request: Request, next: Next) -> Response {
    let is_page = is_page(&request);
    let mut response = next.run(request).await;
    if is_page && response.headers_mut().remove(REDIRECT_HEADER).is_some() {
        *response.status_mut() = StatusCode::FOUND;
    }
    response
}

/// What a page needs of its request: the nonce, so that the inline scripts that leptos writes carry the one of this
/// answer's policy, who asks, and a place to note which parts of the code the page is made of.
fn provide_request() {
    if let Some(nonce) = request_nonce() {
        provide_context(Nonce::from_value(nonce));
    }
    let Some(parts) = use_context::<Parts>() else { return };
    if let Some(known) = parts.extensions.get::<KnownSession>() {
        provide_context(known.clone());
    }
    if let Some(UsedParts(noted)) = parts.extensions.get::<UsedParts>() {
        // In the place of leptos' own, which would write the nonce into the attributes of links.
        provide_context(noted.clone());
    }
}

fn request_nonce() -> Option<String> {
    use_context::<Parts>()?.extensions.get::<CspNonce>().map(|nonce| nonce.0.clone())
}

/// As `style/base.css` names it: under another address it would be fetched twice.
const FONT: &str = "/fonts/inter-latin-wght-normal.woff2";

const SCRIPT: &str = "pkg/dashboard.js";

/// The addresses of the dashboard's files, with the hash of their content.
#[derive(Clone)]
struct Bundle {
    script: String,
    /// The module that loads parts. It and the script import each other, by names without a hash.
    loader: String,
    modules: String,
    wasm: String,
    style: String,
    icon: String,
}

impl Bundle {
    fn of(state: &AppState) -> Self {
        let url = |path| state.assets.url(path).to_string();
        let (script, loader) = (url(SCRIPT), url(LOADER));
        let modules = format!(r#"{{"imports":{{"/{SCRIPT}":{script:?},"/{LOADER}":{loader:?}}}}}"#);
        Self { script, loader, modules, wasm: url("pkg/dashboard.wasm"), style: url("pkg/dashboard.css"), icon: url("favicon.svg") }
    }
}

/// Before the first paint: the theme that was chosen in this browser.
fn theme_script() -> String {
    format!(
        "try{{var t=localStorage.getItem({STORAGE_KEY:?});if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}}catch(e){{}}"
    )
}

fn document(bundle: &Bundle) -> impl IntoView + use<> {
    let nonce = request_nonce();
    let Bundle { script, loader, modules, wasm, style, icon } = bundle.clone();
    let start = format!("import start,{{hydrate}} from {script:?};start({{module_or_path:{wasm:?}}}).then(hydrate)");
    view! {
        <!DOCTYPE html>
        <html lang="en" dir="ltr">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="robots" content="noindex"/>
                <script nonce=nonce.clone()>{theme_script()}</script>
                <link rel="icon" href=icon type="image/svg+xml"/>
                <link rel="preload" href=FONT r#as="font" type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href=style/>
                <script type="importmap" nonce=nonce.clone()>{modules}</script>
                <link rel="modulepreload" href=script/>
                <link rel="modulepreload" href=loader/>
                <link rel="preload" href=wasm r#as="fetch" type="application/wasm" crossorigin="anonymous"/>
                <script type="module" nonce=nonce>{start}</script>
                <MetaTags/>
            </head>
            <body><App/></body>
        </html>
    }
}
