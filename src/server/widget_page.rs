//! `/widget`, the page inside the iframe: opened by GET, used as a plain form by POST where the bundle has not taken
//! over; and `/`, the sample shop. No cookie: the form carries the visitor's token; that it was opened is counted, and nothing
//! else of it. Must not know how a turn runs.

mod form;
mod look;

use axum::{
    Extension, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};

use super::{auth::visitor::refuse_secrets_in, client_address::ClientAddress, context, cors, headers::CspNonce, problem, state::AppState};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        conversation::{Channel, SitePage},
        entry::{Arrival, Entry},
        settings::Settings,
    },
    ui::widget::{
        boot::Boot,
        page::{Bundle, Parts, document},
        sample,
    },
};
use form::{Deed, Outcome};
use look::Wanted;

/// The typeface for Urdu, where the build has put it.
const NASTALIQ: &str = "fonts/noto-nastaliq-urdu-arabic-wght-normal.woff2";

pub fn routes() -> Router<AppState> {
    Router::new().route("/", get(shop)).route("/widget", get(open).post(act))
}

/// A shop that embeds the widget by its one line.
async fn shop(Extension(nonce): Extension<CspNonce>) -> Html<String> {
    Html(sample::document(&nonce.0))
}

/// An empty desk. Until the first message nothing is stored but that it was opened, once more.
async fn open(
    State(state): State<AppState>,
    Extension(nonce): Extension<CspNonce>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    refuse_secrets_in(&uri)?;
    let settings = state.desk.load().await?;
    let wanted = Wanted::read(&uri, &headers, &settings.widget);
    if method == Method::GET {
        state.openings.note(arrival(&wanted));
    }
    let boot = desk(&settings, &wanted);
    Ok(page(&state, &wanted, boot, &nonce).into_response())
}

/// Which page of the site it was opened on is not told, only in which language.
fn arrival(wanted: &Wanted) -> Arrival {
    let locale = if wanted.locale.is_empty() { wanted.language.code() } else { wanted.locale.as_str() };
    Arrival { channel: Channel::Website, entry: Entry::of(&SitePage::default(), Some(locale), 0) }
}

/// What a page for this visitor begins with.
fn desk(settings: &Settings, wanted: &Wanted) -> Boot {
    let mut boot = Boot::new(wanted.language, &settings.business.name, &settings.widget.greeting);
    boot.origin.clone_from(&wanted.origin);
    boot.locale.clone_from(&wanted.locale);
    boot.action = wanted.action();
    boot
}

fn page(state: &AppState, wanted: &Wanted, boot: Boot, CspNonce(nonce): &CspNonce) -> Html<String> {
    let url = |name: &str| state.assets.url(name);
    let (css, js, wasm, face) = (url("pkg/widget.css"), url("pkg/widget.js"), url("pkg/widget.wasm"), url(NASTALIQ));
    let is_built = state.assets.contains("pkg/widget.js") && state.assets.contains("pkg/widget.wasm");
    let parts = Parts {
        css: &css,
        bundle: is_built.then_some(Bundle { js: &js, wasm: &wasm }),
        nastaliq: state.assets.contains(NASTALIQ).then_some(face.as_str()),
    };
    Html(document(boot, &wanted.look, &parts, nonce))
}

/// One plain form: a message, a contact card, or one of the deeds. The answer is the whole page.
async fn act(
    State(state): State<AppState>,
    Extension(nonce): Extension<CspNonce>,
    Extension(address): Extension<ClientAddress>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ApiError> {
    refuse_secrets_in(&uri)?;
    let settings = state.desk.load().await?;
    let wanted = Wanted::read(&uri, &headers, &settings.widget);
    let mut boot = desk(&settings, &wanted);
    let mut deed = Deed::read(&headers, &body)?;
    if !is_from_us(&headers, &state) {
        return Ok(refused(&state, &wanted, boot, deed, &nonce, &ApiError::new(ErrorCode::Forbidden, "This site may not use the chat.")));
    }
    let (limits, door) = context::admit(state.clone(), address, deed.token.clone()).await;
    let mut response = match door {
        Ok(door) => match deed.run(door, &settings, &wanted, &mut boot).await {
            Outcome::Page(status) => (status, page(&state, &wanted, boot, &nonce)).into_response(),
            Outcome::File(text) => file(&text, &state),
        },
        Err(error) => {
            // A token that is none: begin as a stranger, with the words kept.
            if error.code == ErrorCode::Unauthorized {
                deed.token = None;
            }
            refused(&state, &wanted, boot, deed, &nonce, &error)
        }
    };
    response.headers_mut().extend(limits);
    Ok(response)
}

/// The page that says why nothing was done; what the visitor wrote is still in the field.
fn refused(state: &AppState, wanted: &Wanted, mut boot: Boot, deed: Deed, nonce: &CspNonce, error: &ApiError) -> Response {
    boot.problem = Some(form::problem(&boot, error, &deed));
    boot.draft = deed.message;
    boot.token = deed.token;
    let status = StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, page(state, wanted, boot, nonce)).into_response();
    if let Some(seconds) = error.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Plain forms of our own pages only. Browsers that send no `Origin` with a form are old ones, and there is no cookie to abuse.
fn is_from_us(headers: &HeaderMap, state: &AppState) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    match (origins.next(), origins.next()) {
        (None, _) => true,
        (Some(origin), None) => origin.to_str().is_ok_and(|origin| cors::is_own(origin, headers, &state.config.public_url)),
        _ => false,
    }
}

/// The visitor's chat as a text file.
fn file(text: &str, state: &AppState) -> Response {
    let name = format!("attachment; filename=\"chat-{}.txt\"", state.clock.now().strftime("%Y-%m-%d"));
    let mut response = ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text.to_owned()).into_response();
    match HeaderValue::from_str(&name) {
        Ok(name) => {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
            response
        }
        Err(_) => problem::internal("a file name that is no header").into_response(),
    }
}
