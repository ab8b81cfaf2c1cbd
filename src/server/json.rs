//! JSON bodies: what cannot be read is refused with the field at fault.

use axum::{
    body::Bytes,
    extract::{FromRequest, OptionalFromRequest, Request},
    http::{HeaderMap, header::CONTENT_TYPE},
};
use serde::de::DeserializeOwned;

use super::{problem, state::AppState};
use crate::domain::api_error::{ApiError, ErrorCode};

/// A JSON object of the form of `T`: 415 for another content type, 400 for what is no JSON, 422 for a wrong or unknown field.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::new(ErrorCode::UnsupportedMediaType, "Send the body as application/json."));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|_| problem::too_large())?;
        read(&bytes).map(Self)
    }
}

/// No body at all is none; a body must be right.
impl<T: DeserializeOwned> OptionalFromRequest<AppState> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Option<Self>, ApiError> {
        let typed = request.headers().contains_key(CONTENT_TYPE);
        let json = is_json(request.headers());
        let bytes = Bytes::from_request(request, state).await.map_err(|_| problem::too_large())?;
        if bytes.is_empty() {
            return Ok(None);
        }
        if typed && !json {
            return Err(ApiError::new(ErrorCode::UnsupportedMediaType, "Send the body as application/json."));
        }
        read(&bytes).map(|value| Some(Self(value)))
    }
}

/// Whether the body calls itself JSON.
pub fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    // First whether it is JSON at all: a wrong field and a broken text are different mistakes.
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|_| ApiError::new(ErrorCode::InvalidRequest, "The body is not valid JSON."))?;
    if !value.is_object() {
        return Err(ApiError::new(ErrorCode::InvalidRequest, "The body must be a JSON object."));
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    serde_path_to_error::deserialize(&mut json).map_err(|error| field_error(&error))
}

fn field_error(error: &serde_path_to_error::Error<serde_json::Error>) -> ApiError {
    let text = error.inner().to_string();
    let path = error.path().to_string();
    let quoted = text.split('`').nth(1).unwrap_or_default().to_owned();
    if text.starts_with("unknown field") {
        return ApiError::field(&quoted, "not a field of this request");
    }
    if text.starts_with("missing field") {
        return ApiError::field(&quoted, "required");
    }
    if text.starts_with("duplicate field") {
        return ApiError::field(&quoted, "given twice");
    }
    // `invalid type: integer `5`, expected a string at line 1 column 9`: what was expected is safe to tell.
    let expected = text.split(", expected ").nth(1).and_then(|rest| rest.split(" at line ").next());
    let problem = expected.map_or_else(|| "not of the right form".to_owned(), |expected| format!("must be {expected}"));
    ApiError::field(if path == "." { "body" } else { &path }, problem)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        #[expect(dead_code, reason = "only its form counts")]
        message: String,
    }

    fn error(json: &str) -> ApiError {
        read::<Body>(json.as_bytes()).expect_err("a refusal")
    }

    #[test]
    fn the_field_at_fault_is_named() {
        assert_eq!(error(r#"{"message":"a","x":1}"#).fields["x"], "not a field of this request");
        assert_eq!(error("{}").fields["message"], "required");
        assert_eq!(error(r#"{"message":5}"#).fields["message"], "must be a string");
        assert_eq!(error(r#"{"message":"a","message":"b"}"#).fields["message"], "given twice");
    }

    #[test]
    fn what_is_no_object_is_a_bad_request() {
        for bad in ["", "{", "[]", "null", r#"{"message":"\ud800"}"#, r#"{"message":1e400}"#] {
            assert_eq!(error(bad).code, ErrorCode::InvalidRequest, "{bad}");
        }
        let deep = "[".repeat(10_000);
        assert_eq!(error(&deep).code, ErrorCode::InvalidRequest);
    }
}
