//! The REST API for integrators: siblings of the server functions, over the same services.

pub mod analytics;
pub mod audit;
pub mod chat;
pub mod csp_report;
mod export;
pub mod instruction;
pub mod leads;
pub mod logs;
pub mod meetings;
pub mod openapi;
mod query;
pub mod reports;
mod sent_file;

use axum::http::{HeaderMap, header};

use crate::domain::api_error::{ApiError, ErrorCode};

/// The version that a caller saw, `"7"`; None without the header, or where any version will do: `*`.
fn if_match(headers: &HeaderMap) -> Result<Option<u64>, ApiError> {
    let Some(value) = headers.get(header::IF_MATCH).filter(|value| value.as_bytes() != b"*") else { return Ok(None) };
    let number = value.to_str().ok().and_then(|text| text.trim().trim_matches('"').parse().ok());
    number.map(Some).ok_or_else(|| ApiError::new(ErrorCode::InvalidRequest, "If-Match is the version that you saw, a number."))
}
