//! Browsers tell here that a page of ours tried what its policy forbids: a bug, or an attack that failed.

use std::sync::atomic::{AtomicI64, Ordering};

use axum::{Router, body::Bytes, extract::State, http::StatusCode, routing::post};
use serde_json::Value;

use super::super::state::AppState;

/// The second of the latest line in the log: anyone may post here, so there is at most one line a second.
static LATEST: AtomicI64 = AtomicI64::new(0);

pub fn routes() -> Router<AppState> {
    Router::new().route("/csp-report", post(report))
}

async fn report(State(state): State<AppState>, body: Bytes) -> StatusCode {
    let now = state.clock.now().as_second();
    if LATEST.swap(now, Ordering::Relaxed) != now {
        // Only the directive's name: addresses can hold anything.
        let directive = serde_json::from_slice(&body).ok().and_then(|report| directive(&report)).unwrap_or_else(|| "unknown".to_owned());
        tracing::warn!(directive, "a page broke its content security policy");
    }
    StatusCode::NO_CONTENT
}

/// From a report of either form: `csp-report` alone, or a list of reports.
fn directive(report: &Value) -> Option<String> {
    let old = &report["csp-report"]["effective-directive"];
    let new = &report[0]["body"]["effectiveDirective"];
    let name = old.as_str().or_else(|| new.as_str())?;
    (name.len() <= 40 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_a_directives_name_is_taken() {
        assert_eq!(directive(&json!({ "csp-report": { "effective-directive": "script-src-elem" } })), Some("script-src-elem".into()));
        assert_eq!(directive(&json!([{ "body": { "effectiveDirective": "img-src" } }])), Some("img-src".into()));
        assert_eq!(directive(&json!({ "csp-report": { "effective-directive": "x\nINFO forged" } })), None);
        assert_eq!(directive(&json!("x")), None);
    }
}
