//! Every answer that a test receives from the REST API is held to its description: the status, the type, and of JSON every field.

use std::sync::LazyLock;

use chatimjd::server::api::openapi;
use reqwest::{Method, RequestBuilder, header::HeaderMap};
use serde_json::Value;

use super::{Answer, schema::check};

/// The description as the tests' applications publish it.
pub static DESCRIPTION: LazyLock<Value> = LazyLock::new(|| openapi::of("http://desk.test"));

/// Sends a request and holds what comes to the description.
pub async fn ask(request: RequestBuilder) -> Answer {
    let (client, request) = request.build_split();
    let request = request.expect("a request");
    let (method, path) = (request.method().clone(), request.url().path().to_owned());
    let answer = Answer::of(client.execute(request).await.expect("an answer")).await;
    assert_described(&method, &path, answer.status, &answer.headers, &answer.text);
    answer
}

/// Fails the test where an answer is not as it is described. What is no path of the API is none of our business.
pub fn assert_described(method: &Method, path: &str, status: u16, headers: &HeaderMap, text: &str) {
    let kind = headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if let Err(wrong) = described(method.as_str(), path, status, kind, text) {
        panic!("{method} {path} answered {status} ({kind}), and src/server/api/openapi does not fit it: {wrong}\n{text}");
    }
}

/// Checks that an event of a stream holds what its name promises.
pub fn assert_schema(name: &str, value: &Value) {
    let schema = &DESCRIPTION["components"]["schemas"][name];
    check(&DESCRIPTION, schema, value).unwrap_or_else(|wrong| panic!("this is no {name}: {wrong}\n{value}"));
}

fn described(method: &str, path: &str, status: u16, kind: &str, text: &str) -> Result<(), String> {
    let Some(calls) = calls_at(path) else { return Ok(()) };
    // The same as of GET, without the body.
    if matches!(method, "HEAD" | "OPTIONS") {
        return Ok(());
    }
    let is_json = kind == "application/json";
    if status >= 400 && kind == "text/html" {
        // A page for people.
        return Ok(());
    }
    let call = &calls[method.to_ascii_lowercase()];
    if call.is_null() {
        let error = &DESCRIPTION["components"]["schemas"]["Error"];
        return if status >= 400 { check(&DESCRIPTION, error, &json(text)?) } else { Err("this method is not described".into()) };
    }
    let answer = resolved(&call["responses"][status.to_string()]);
    if answer.is_null() {
        return Err("this status is not described".into());
    }
    let content = &answer["content"];
    if content.is_null() {
        return if is_json { Err("no body is described".into()) } else { Ok(()) };
    }
    let media = content.get(kind).ok_or("this type is not described")?;
    if is_json { check(&DESCRIPTION, &media["schema"], &json(text)?) } else { Ok(()) }
}

fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("no JSON: {error}"))
}

/// The calls at a path, and a segment that is spelled out before one that is a parameter, as the router takes them.
fn calls_at(path: &str) -> Option<&'static Value> {
    let wanted: Vec<&str> = path.split('/').collect();
    let paths = DESCRIPTION["paths"].as_object().expect("paths");
    let fitting = paths.iter().filter_map(|(template, calls)| {
        let template: Vec<&str> = template.split('/').collect();
        let fits = |(have, want): (&&str, &&str)| have == want || have.starts_with('{') && !want.is_empty();
        let is_same = template.len() == wanted.len() && template.iter().zip(&wanted).all(fits);
        let literal: Vec<bool> = template.iter().map(|segment| !segment.starts_with('{')).collect();
        is_same.then_some((literal, calls))
    });
    fitting.max_by(|a, b| a.0.cmp(&b.0)).map(|(_, calls)| calls)
}

fn resolved(answer: &'static Value) -> &'static Value {
    let target = answer["$ref"].as_str().and_then(|target| DESCRIPTION.pointer(target.trim_start_matches('#')));
    target.unwrap_or(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_not_described_is_seen() {
        let whole = r#"{"status":"success","data":{"alive":true},"message":"It runs.","timestamp":"2026-11-22T12:00:00Z"}"#;
        let seen = |path, status, kind, text: &str| described("GET", path, status, kind, text).is_err();
        assert!(!seen("/healthz", 200, "application/json", whole));
        assert!(!seen("/admin/healthz", 200, "application/json", "{}"));
        assert!(seen("/healthz", 200, "application/json", &whole.replace("alive", "lives")));
        assert!(seen("/healthz", 200, "application/json", &whole.replace("success", "fine")));
        assert!(seen("/healthz", 404, "application/json", whole));
        assert!(seen("/healthz", 200, "text/plain", "alive"));
        assert!(described("POST", "/healthz", 200, "application/json", whole).is_err());
    }

    #[test]
    fn a_path_that_is_spelled_out_comes_first() {
        let id = |path| calls_at(path).expect("a path")["get"]["operationId"].as_str().expect("an id");
        assert_eq!((id("/leads/imports"), id("/leads/led_1"), id("/leads/export.csv")), ("listImports", "getLead", "exportLeadsAsCsv"));
        assert!(calls_at("/leads/").is_none() && calls_at("/nothing").is_none());
    }
}
