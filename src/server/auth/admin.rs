//! The admin as an extractor: permission comes from the session that the layer resolved, and from nowhere else.
//! The client's address goes along, for the audit log.

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{
    domain::{
        account::AdminAccount,
        api_error::{ApiError, ErrorCode},
    },
    server::{
        client_address::ClientAddress,
        problem,
        session::{self, Caller},
        state::AppState,
    },
    service::permission::{Admin, Owner},
};

/// The account behind the session, if anyone is signed in. 503 when that cannot be known now.
/// A route without the session layer has nobody signed in.
pub fn signed_in(parts: &Parts) -> Result<Option<&AdminAccount>, ApiError> {
    match parts.extensions.get::<Caller>() {
        Some(Caller::SignedIn(account)) => Ok(Some(account)),
        Some(Caller::Unknown) => Err(session::unavailable()),
        Some(Caller::Stranger) | None => Ok(None),
    }
}

/// 401 for everyone else.
pub fn require(parts: &Parts) -> Result<Admin, ApiError> {
    match signed_in(parts)? {
        Some(account) => Ok(Admin::vouched(account.id.clone(), account.role, ClientAddress::of(parts)?.0)),
        None => Err(ApiError::new(ErrorCode::Unauthorized, "Sign in first.")),
    }
}

/// 401 for nobody, 403 for members.
pub fn require_owner(parts: &Parts) -> Result<Owner, ApiError> {
    require(parts)?.owner().ok_or_else(problem::owners_only)
}

impl FromRequestParts<AppState> for Owner {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &AppState) -> Result<Self, ApiError> {
        require_owner(parts)
    }
}

impl FromRequestParts<AppState> for Admin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &AppState) -> Result<Self, ApiError> {
        require(parts)
    }
}
