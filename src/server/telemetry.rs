//! Logs: their form, the request's id and span, one line a request. No query, no header, no address, no personal data.

use std::{fmt, io::IsTerminal, sync::Arc, time::Instant};

use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::{Instrument, field::Field};
use tracing_subscriber::{
    EnvFilter,
    field::MakeExt,
    fmt::{
        FormatFields,
        format::{Writer, debug_fn},
    },
};

use super::{
    client_address,
    config::{Config, LogFormat},
    state::AppState,
};

/// The id of one request: on its answer and on every log line that it caused.
#[derive(Clone, Debug)]
pub struct RequestId(pub Arc<str>);

tokio::task_local! {
    /// The request that the current task works for.
    static CURRENT: RequestId;
}

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Sets up logging for the process; a second call changes nothing.
pub fn init(config: &Config) {
    // Libraries speak up only to warn: at finer levels some of them would log headers and query texts.
    // The session library warns of each stale cookie, which strangers could fill the log with; its failures we log ourselves.
    // What the first run says is said at every level: nothing else tells the link to the set-up.
    let filter = EnvFilter::new(format!(
        "warn,tower_sessions=off,tower_sessions_core=off,chatimjd={},chatimjd::server::session::setup=info",
        config.log_level
    ));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    let set = match config.log_format {
        LogFormat::Json => builder.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init(),
        LogFormat::Text => builder.with_target(false).fmt_fields(on_one_line()).try_init(),
    };
    if set.is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            // The message may quote what a visitor wrote; the place is enough to find the bug.
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            tracing::error!(place, "panic");
        }));
    }
}

/// The values of an event for the text log, on one line whatever is in them: what stands on a line of its own is ours.
fn on_one_line() -> impl for<'writer> FormatFields<'writer> + Send + Sync + 'static {
    let write = |writer: &mut Writer<'_>, field: &Field, value: &dyn fmt::Debug| {
        if field.name() != "message" {
            write!(writer, "{field}=")?;
        }
        format!("{value:?}").chars().try_for_each(|c| match c {
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => write!(writer, "{}", c.escape_default()),
            c => writer.write_char(c),
        })
    };
    debug_fn(write).delimited(" ")
}

/// The id of the request that the current task works for; None outside of requests.
pub fn current_request() -> Option<RequestId> {
    CURRENT.try_with(Clone::clone).ok()
}

/// Runs work that outlives its request under the request's id.
pub async fn on_behalf_of<T>(request: Option<RequestId>, work: impl Future<Output = T>) -> T {
    match request {
        Some(request) => CURRENT.scope(request, work).await,
        None => work.await,
    }
}

/// Middleware, outermost: gives the request an id and a span, and logs one line and counts it when it is answered.
pub async fn observe(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = RequestId(incoming_id(&state, &request).unwrap_or_else(|| state.ids.uuid().simple().to_string()).into());
    let method = request.method().clone();
    // The template, not the path: a path can hold an id, a query can hold anything.
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    request.extensions_mut().insert(id.clone());
    let span = tracing::info_span!("request", id = &*id.0);
    let mut response = CURRENT.scope(id.clone(), next.run(request)).instrument(span.clone()).await;
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert(X_REQUEST_ID, value);
    }
    let (status, took) = (response.status().as_u16(), began.elapsed());
    state.metrics.answered(&method, &route, status, took);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| match status {
        500.. => tracing::warn!(%method, route, status, ms, "answered"),
        _ if matches!(route.as_str(), "/healthz" | "/readyz" | "/metrics" | "other") => {
            tracing::debug!(%method, route, status, ms, "answered")
        }
        _ => tracing::info!(%method, route, status, ms, "answered"),
    });
    response
}

/// The id that a trusted proxy gave; strangers cannot choose what is written into our log.
fn incoming_id(state: &AppState, request: &Request) -> Option<String> {
    let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<std::net::SocketAddr>>()?;
    let trusted = client_address::is_trusted(peer.ip(), &state.config.trusted_proxies);
    trusted.then(|| sane_id(request.headers())).flatten()
}

fn sane_id(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(X_REQUEST_ID)?.to_str().ok()?;
    let sane = (8..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    sane.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use std::{io, sync::Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("not poisoned").extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_event_is_one_line_whatever_is_in_it() {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().with_ansi(false).fmt_fields(on_one_line()).with_writer(move || writer.clone()).finish();
        let evil = "x\r\n2026-01-01T00:00:00Z ERROR forged\u{1b}[31m\u{85}\u{2028}y";
        tracing::subscriber::with_default(subscriber, || {
            tracing::info_span!("request", id = evil).in_scope(|| tracing::error!(error = %evil, text = evil, number = 7, "{evil}"));
        });
        let told = String::from_utf8(log.0.lock().expect("not poisoned").clone()).expect("text");
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(!told.trim_end().contains(|c: char| c.is_control() || c == '\u{2028}'), "{told:?}");
        assert!(told.contains("number=7") && told.contains("error=x\\r\\n2026"), "{told}");
    }
}
