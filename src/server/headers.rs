//! Security headers of every answer, by the area its path belongs to. Outermost, so that error answers have them too.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use super::state::AppState;
use crate::domain::{api_error::ApiError, origin::SiteOrigin};

/// The random value that this answer's own scripts and styles carry: 256 bits in base64url.
#[derive(Clone, Debug)]
pub struct CspNonce(pub String);

/// What kind of thing lives at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    Dashboard,
    /// The page inside the widget's iframe.
    Widget,
    /// The sample shop, and pages that say what went wrong.
    Page,
    /// The script that other sites embed.
    Loader,
    /// Files of the browser bundles.
    Static,
    Api,
}

/// First segments of the REST API, now and as promised.
const API: [&str; 17] = [
    "gemini",
    "rpc",
    "api",
    "healthz",
    "readyz",
    "metrics",
    "leads",
    "saba",
    "calendar",
    "system-instruction",
    "logs",
    "analytics",
    "audit",
    "lead-context",
    "notes",
    "csp-report",
    "reports",
];

/// The page that describes it.
const REFERENCE: &str = "/api/docs";

impl Area {
    pub fn of(path: &str) -> Self {
        if path == REFERENCE {
            return Self::Page;
        }
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        match first {
            "admin" => Self::Dashboard,
            "widget" => Self::Widget,
            "pkg" | "fonts" => Self::Static,
            "widget.js" => Self::Loader,
            loader if loader.starts_with("widget-") && loader.ends_with(".js") => Self::Loader,
            api if API.contains(&api) => Self::Api,
            _ => Self::Page,
        }
    }
}

/// Middleware: mints the nonce, lets the request through, sets the headers of its area.
pub async fn secure(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let nonce = CspNonce(state.ids.secret());
    let path = request.uri().path().to_owned();
    request.extensions_mut().insert(nonce.clone());
    let mut response = next.run(request).await;
    let ancestors = if Area::of(&path) == Area::Widget { state.frame_ancestors().await } else { String::new() };
    let headers = response.headers_mut();
    put(headers, "x-content-type-options", "nosniff");
    if state.config.is_https() {
        put(headers, "strict-transport-security", "max-age=63072000; includeSubDomains");
    }
    match Area::of(&path) {
        Area::Dashboard => dashboard(headers, &nonce),
        Area::Widget => widget(headers, &nonce, &ancestors),
        Area::Page | Area::Static | Area::Loader if is_html(headers) => page(headers, &nonce),
        Area::Loader => loader(headers),
        Area::Static | Area::Page if is_file(headers) => file(headers),
        Area::Static | Area::Page | Area::Api => api(headers, &path),
    }
    name_coding(headers);
    response
}

/// Text says in which coding it is written, also where a library left that out.
fn name_coding(headers: &mut HeaderMap) {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_text = kind.starts_with("text/") || kind.ends_with("json") || kind.ends_with("xml");
    if is_text && !kind.contains("charset") {
        let kind = format!("{kind}; charset=utf-8");
        put(headers, "content-type", &kind);
    }
}

/// The settings show the widget's own page in a frame.
fn dashboard(headers: &mut HeaderMap, CspNonce(nonce): &CspNonce) {
    put(
        headers,
        "content-security-policy",
        &format!(
            "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
             img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
             frame-src 'self'; frame-ancestors 'none'; manifest-src 'self'; worker-src 'none'; report-to csp; report-uri /csp-report"
        ),
    );
    put(headers, "reporting-endpoints", "csp=\"/csp-report\"");
    put(headers, "x-frame-options", "DENY");
    put(headers, "referrer-policy", "same-origin");
    put(headers, "cross-origin-opener-policy", "same-origin");
    put(headers, "cross-origin-resource-policy", "same-origin");
    put(
        headers,
        "permissions-policy",
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    );
    put(headers, "cache-control", "no-store");
}

fn widget(headers: &mut HeaderMap, CspNonce(nonce): &CspNonce, ancestors: &str) {
    put(
        headers,
        "content-security-policy",
        &format!(
            "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
             img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
             frame-src 'none'; frame-ancestors {ancestors}"
        ),
    );
    put(headers, "referrer-policy", "strict-origin");
    put(headers, "cross-origin-resource-policy", "cross-origin");
    put(headers, "permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()");
    put(headers, "cache-control", "no-store");
}

/// The sample shop embeds the widget's script and iframe, both our own.
fn page(headers: &mut HeaderMap, CspNonce(nonce): &CspNonce) {
    put(
        headers,
        "content-security-policy",
        &format!(
            "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; \
             font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
        ),
    );
    put(headers, "x-frame-options", "DENY");
    put(headers, "referrer-policy", "strict-origin-when-cross-origin");
    put(headers, "cross-origin-resource-policy", "same-origin");
    put(headers, "permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()");
    put(headers, "cache-control", "no-store");
}

fn loader(headers: &mut HeaderMap) {
    put(headers, "access-control-allow-origin", "*");
    put(headers, "cross-origin-resource-policy", "cross-origin");
    default(headers, "cache-control", "no-store");
}

fn file(headers: &mut HeaderMap) {
    put(headers, "content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    put(headers, "cross-origin-resource-policy", "same-origin");
    default(headers, "cache-control", "no-store");
}

fn api(headers: &mut HeaderMap, path: &str) {
    put(headers, "content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    put(headers, "referrer-policy", "no-referrer");
    put(headers, "cross-origin-resource-policy", if path.starts_with("/gemini/") { "cross-origin" } else { "same-origin" });
    put(headers, "cache-control", "no-store");
    // Some answers of the server-function layer come without a type, which `nosniff` would leave a download.
    default(headers, "content-type", "text/plain; charset=utf-8");
}

/// `frame-ancestors` for these sites; without any, every https site and this machine's own. Our own sample page and the dashboard's
/// preview may always show it, under whatever address they were opened.
pub fn frame_ancestors<'a>(sites: impl Iterator<Item = &'a SiteOrigin>) -> String {
    let mut sites: Vec<&str> = sites.map(SiteOrigin::as_str).collect();
    if sites.is_empty() {
        return "'self' https: http://localhost:* http://127.0.0.1:*".to_owned();
    }
    sites.sort_unstable();
    sites.dedup();
    format!("'self' {}", sites.join(" "))
}

/// A page that tells a person what went wrong.
pub fn error_page(mut response: Response, error: &ApiError, request_id: &str, nonce: Option<&CspNonce>) -> Response {
    let nonce = nonce.map_or("", |nonce| &nonce.0);
    let status = response.status();
    let title = status.canonical_reason().unwrap_or("Error");
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><style nonce=\"{nonce}\">html{{color-scheme:light dark;font:16px/1.6 system-ui,sans-serif}}\
         body{{margin:20vh auto 0;max-width:32rem;padding:0 1.5rem}}h1{{font-size:1.5rem;margin:0}}small{{opacity:.7}}</style>\
         <h1>{title}</h1><p>{}</p><p><a href=\"/\">Go to the start page</a></p><small>{request_id}</small></html>",
        escape(&error.message)
    );
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response.headers_mut().remove(header::CONTENT_LENGTH);
    *response.body_mut() = Body::from(page);
    response
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn is_html(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn is_file(headers: &HeaderMap) -> bool {
    headers.contains_key(header::ETAG)
}

fn put(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}

fn default(headers: &mut HeaderMap, name: &'static str, value: &'static str) {
    headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_told_by_the_path() {
        for (path, area) in [
            ("/", Area::Page),
            ("/admin", Area::Dashboard),
            ("/admin/conversations/x", Area::Dashboard),
            ("/administrator", Area::Page),
            ("/widget", Area::Widget),
            ("/widget.js", Area::Loader),
            ("/widget-0123.js", Area::Loader),
            ("/pkg/widget.css", Area::Static),
            ("/gemini/train", Area::Api),
            ("/leads", Area::Api),
            ("/audit", Area::Api),
            ("/oauth2callback", Area::Page),
            ("/api/docs", Area::Page),
            ("/api/openapi.json", Area::Api),
            ("/favicon.svg", Area::Page),
        ] {
            assert_eq!(Area::of(path), area, "{path}");
        }
    }

    #[test]
    fn text_names_its_coding_and_nothing_else_does() {
        for (kind, told) in [
            ("application/json", "application/json; charset=utf-8"),
            ("text/event-stream", "text/event-stream; charset=utf-8"),
            ("image/svg+xml", "image/svg+xml; charset=utf-8"),
            ("text/html; charset=utf-8", "text/html; charset=utf-8"),
            ("application/wasm", "application/wasm"),
            ("font/woff2", "font/woff2"),
        ] {
            let mut headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))]);
            name_coding(&mut headers);
            assert_eq!(headers[header::CONTENT_TYPE], told);
        }
        let mut none = HeaderMap::new();
        name_coding(&mut none);
        assert!(none.is_empty());
    }

    #[test]
    fn a_list_of_sites_is_exact_and_none_means_any_secure_one() {
        assert_eq!(frame_ancestors(std::iter::empty()), "'self' https: http://localhost:* http://127.0.0.1:*");
        let sites = ["https://b.example", "https://a.example", "https://b.example"].map(|site| SiteOrigin::parse(site).expect("a site"));
        assert_eq!(frame_ancestors(sites.iter()), "'self' https://a.example https://b.example");
    }
}
