//! What a stranger may know about a failure: status, code, a sentence, the fields at fault.
//! It crosses the wire in server functions; REST puts it into the envelope.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ids::LeadId;

/// Field name → what is wrong with its value, in words for a person.
pub type FieldErrors = BTreeMap<String, String>;

/// The codes of the HTTP contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    InvalidRequest,
    Unauthorized,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    Conflict,
    VersionConflict,
    DuplicateLead,
    /// A meeting cannot be at this time.
    SlotUnavailable,
    TooLarge,
    UnsupportedMediaType,
    InvalidFields,
    RateLimited,
    Internal,
    UpstreamFailed,
    Unavailable,
    /// Only in the browser: the request never reached the server.
    Offline,
}

impl ErrorCode {
    /// The HTTP status that goes with the code (0 for [`ErrorCode::Offline`], which has none).
    pub fn status(self) -> u16 {
        match self {
            Self::InvalidRequest => 400,
            Self::Unauthorized => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Conflict | Self::VersionConflict | Self::DuplicateLead | Self::SlotUnavailable => 409,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::InvalidFields => 422,
            Self::RateLimited => 429,
            Self::Internal => 500,
            Self::UpstreamFailed => 502,
            Self::Unavailable => 503,
            Self::Offline => 0,
        }
    }

    /// The code as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::Conflict => "conflict",
            Self::VersionConflict => "version_conflict",
            Self::DuplicateLead => "duplicate_lead",
            Self::SlotUnavailable => "slot_unavailable",
            Self::TooLarge => "too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::InvalidFields => "invalid_fields",
            Self::RateLimited => "rate_limited",
            Self::Internal => "internal",
            Self::UpstreamFailed => "upstream_failed",
            Self::Unavailable => "unavailable",
            Self::Offline => "offline",
        }
    }
}

/// An error at the edge. Holds nothing internal and no personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct ApiError {
    pub code: ErrorCode,
    /// For a person.
    pub message: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: FieldErrors,
    /// Whole seconds to wait before trying again (429, 503).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// The lead that the person is already ([`ErrorCode::DuplicateLead`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_id: Option<LeadId>,
    /// What to tell the operator: the log line of this failure carries it too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
}

impl ApiError {
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), fields: FieldErrors::new(), retry_after: None, lead_id: None, incident: None }
    }

    /// 422 with one field at fault.
    pub fn field(name: &str, problem: impl Into<String>) -> Self {
        Self::fields(FieldErrors::from([(name.to_owned(), problem.into())]))
    }

    /// 422 with the fields at fault.
    pub fn fields(fields: FieldErrors) -> Self {
        Self { fields, ..Self::new(ErrorCode::InvalidFields, "Some fields need another value.") }
    }
}
