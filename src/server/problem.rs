//! The envelope: every JSON answer, success or error, leaves through here; and what a stranger may know of a failure.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{
    headers::{Area, CspNonce, error_page},
    state::AppState,
    telemetry::{self, RequestId},
};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        time::rfc3339,
    },
    service::error::{ServiceError, StorageError},
};

/// A successful answer. [`envelop`] writes it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// JSON.
    data: String,
    message: String,
    /// Fields beside the envelope's own, for clients of the original service.
    beside: Map<String, Value>,
}

impl Answer {
    pub fn new(data: impl Serialize, message: impl Into<String>) -> Result<Self, ApiError> {
        let data = serde_json::to_string(&data).map_err(|error| internal(&format!("an answer that is no JSON: {error}")))?;
        Ok(Self { data, message: message.into(), beside: Map::new() })
    }

    /// Adds a top-level field that an old client reads.
    #[must_use]
    pub fn beside(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.beside.insert(name.to_owned(), value.into());
        self
    }

    /// The data is JSON already: a list of hundreds is written once.
    fn enveloped(self, timestamp: String) -> String {
        let mut rest = self.beside;
        rest.insert("status".into(), "success".into());
        rest.entry("message").or_insert(self.message.into());
        rest.insert("timestamp".into(), timestamp.into());
        let rest = Value::Object(rest).to_string();
        format!("{{\"data\":{},{}", self.data, rest.trim_start_matches('{'))
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = StatusCode::OK.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What stands beside the code in an error's `data`. [`envelop`] writes it.
#[derive(Clone, Debug)]
pub struct Beside(pub &'static str, pub Value);

impl IntoResponse for ApiError {
    /// An empty answer that carries the error; [`envelop`] writes the body, because only it knows the request.
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<ServiceError> for ApiError {
    /// Logs what must not be told, once, under the incident that is told.
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Invalid(fields) => Self::fields(fields),
            ServiceError::NotFound(what) => Self::new(ErrorCode::NotFound, format!("There is no such {what}.")),
            ServiceError::Conflict(message) => Self::new(ErrorCode::Conflict, message),
            ServiceError::VersionConflict { .. } => {
                Self::new(ErrorCode::VersionConflict, "Someone else saved meanwhile. Load it again and repeat your change.")
            }
            ServiceError::DuplicateLead { id } => Self {
                lead_id: Some(id),
                ..Self::new(ErrorCode::DuplicateLead, "This person is a lead already: the e-mail or phone is known.")
            },
            ServiceError::Unauthorized => Self::new(ErrorCode::Unauthorized, "Wrong or missing credentials."),
            ServiceError::Forbidden => Self::new(ErrorCode::Forbidden, "Not allowed."),
            ServiceError::OwnersOnly => owners_only(),
            ServiceError::RateLimited { retry_after } => too_many(retry_after),
            ServiceError::Busy { retry_after } => busy(retry_after),
            ServiceError::Upstream(message) => Self::new(ErrorCode::UpstreamFailed, message),
            ServiceError::Storage(StorageError::Duplicate(what)) => {
                Self::new(ErrorCode::Conflict, format!("There is already such a {what}."))
            }
            ServiceError::Storage(StorageError::Conflict) => unavailable("the record kept changing"),
            ServiceError::Storage(error) => unavailable(&error.to_string()),
            ServiceError::Internal(text) => internal(&text),
        }
    }
}

/// 403 for somebody of the team.
pub fn owners_only() -> ApiError {
    ApiError::new(ErrorCode::Forbidden, "Only an owner can change this.")
}

/// 500. `text` is for the log only.
pub fn internal(text: &str) -> ApiError {
    let incident = incident();
    tracing::error!(incident, error = text, "internal error");
    ApiError { incident: Some(incident), ..ApiError::new(ErrorCode::Internal, "Something went wrong on our side.") }
}

/// 503. `text` is for the log only.
pub fn unavailable(text: &str) -> ApiError {
    let incident = incident();
    tracing::error!(incident, error = text, "unavailable");
    ApiError {
        incident: Some(incident),
        retry_after: Some(2),
        ..ApiError::new(ErrorCode::Unavailable, "The service is not available right now. Please try again in a moment.")
    }
}

/// 503 without an incident: nothing is broken, there is only too much at once.
pub fn busy(retry_after: u64) -> ApiError {
    ApiError {
        retry_after: Some(retry_after),
        ..ApiError::new(ErrorCode::Unavailable, "Too much is going on at once. Please try again in a moment.")
    }
}

/// 429.
pub fn too_many(retry_after: u64) -> ApiError {
    ApiError { retry_after: Some(retry_after), ..ApiError::new(ErrorCode::RateLimited, "Too many requests. Please try again later.") }
}

/// A phrase as a sentence: with a capital and a full stop.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.map(|first| first.chain(letters).chain(std::iter::once('.')).collect()).unwrap_or_default()
}

fn incident() -> String {
    /// Outside of requests, incidents are numbered.
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    telemetry::current_request().map_or_else(|| format!("i{}", NUMBER.fetch_add(1, Ordering::Relaxed)), |id| id.0.to_string())
}

/// What the panic handler answers.
pub fn panicked(_payload: Box<dyn std::any::Any + Send>) -> Response {
    internal("a handler panicked").into_response()
}

/// Middleware: writes envelopes, and gives bodiless errors of the framework (404, 405, 413 …) one.
pub async fn envelop(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().cloned();
    let nonce = request.extensions().get::<CspNonce>().cloned();
    let area = Area::of(request.uri().path());
    let wants_page = !matches!(area, Area::Api) && accepts_html(&request);
    let mut response = next.run(request).await;
    let timestamp = || rfc3339(state.clock.now());
    if let Some(answer) = response.extensions_mut().remove::<Answer>() {
        return with_json(response, answer.enveloped(timestamp()));
    }
    let beside = response.extensions_mut().remove::<Beside>();
    let Some(error) = response.extensions_mut().remove::<ApiError>().or_else(|| bare_error(&response)) else {
        return response;
    };
    advise(&mut response, &error);
    let request_id = id.map(|id| id.0.to_string()).unwrap_or_default();
    if wants_page {
        return error_page(response, &error, &request_id, nonce.as_ref());
    }
    let mut data = json!({ "code": error.code.as_str(), "request_id": request_id });
    if !error.fields.is_empty() {
        data["fields"] = json!(error.fields);
    }
    if let Some(lead) = &error.lead_id {
        data["lead_id"] = json!(lead);
    }
    if let Some(Beside(name, value)) = beside {
        data[name] = value;
    }
    let envelope = json!({ "status": "error", "data": data, "message": error.message, "timestamp": timestamp() });
    with_json(response, envelope.to_string())
}

/// An error that some layer answered without a type: ours to put into words.
fn bare_error(response: &Response) -> Option<ApiError> {
    let status = response.status();
    let typed = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"));
    if !(status.is_client_error() || status.is_server_error()) || typed {
        return None;
    }
    Some(match status.as_u16() {
        404 => not_found(),
        405 => ApiError::new(ErrorCode::MethodNotAllowed, "This address does not take this method."),
        413 => too_large(),
        415 => ApiError::new(ErrorCode::UnsupportedMediaType, "Send application/json."),
        400..=499 => ApiError::new(ErrorCode::InvalidRequest, "The request could not be read."),
        _ => internal("an answer without words"),
    })
}

pub fn not_found() -> ApiError {
    ApiError::new(ErrorCode::NotFound, "There is nothing at this address.")
}

pub fn too_large() -> ApiError {
    ApiError::new(ErrorCode::TooLarge, "The request is too large.")
}

fn advise(response: &mut Response, error: &ApiError) {
    let headers = response.headers_mut();
    if let Some(seconds) = error.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if error.code == ErrorCode::Unauthorized {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
}

fn with_json(mut response: Response, body: String) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    headers.remove(header::CONTENT_LENGTH);
    *response.body_mut() = Body::from(body);
    response
}

/// A person's browser asks for a page.
fn accepts_html(request: &Request) -> bool {
    let accepted = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.contains("text/html")
}
