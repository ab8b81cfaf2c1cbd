//! Whoever looks at figures, reports and the log over REST: a program with its key, or an admin with the session's cookie; and
//! the audit log, which no program reads.

use axum::{extract::FromRequestParts, http::request::Parts};

use super::{admin, integrator};
use crate::{
    domain::{
        account::Scope,
        api_error::{ApiError, ErrorCode},
    },
    server::{client_address::ClientAddress, state::AppState},
    service::permission::{Keeper, Owner},
};

/// For figures and reports. 401 for nobody, 403 for a good key without `reports`.
pub struct ReportKeeper(pub Keeper);

/// For the log and its archives. 401 for nobody, 403 for a good key without `logs`.
pub struct LogKeeper(pub Keeper);

/// An owner who has signed in. 401 for nobody, 403 for members and for a key, whatever it may do.
pub struct SignedIn(pub Owner);

impl FromRequestParts<AppState> for ReportKeeper {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        keeper(state, parts, Scope::Reports).await.map(Self)
    }
}

impl FromRequestParts<AppState> for LogKeeper {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        keeper(state, parts, Scope::Logs).await.map(Self)
    }
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        match integrator::of(state, parts).await? {
            Some(_) => Err(ApiError::new(ErrorCode::Forbidden, "No API key opens this: sign in.")),
            None => admin::require_owner(parts).map(Self),
        }
    }
}

async fn keeper(state: &AppState, parts: &Parts, needed: Scope) -> Result<Keeper, ApiError> {
    if let Some(program) = integrator::of(state, parts).await? {
        integrator::require(&program, needed)?;
        return Ok(Keeper::program(&program, ClientAddress::of(parts)?.0));
    }
    match admin::require(parts) {
        Ok(admin) => Ok(Keeper::admin(&admin)),
        Err(error) if error.code == ErrorCode::Unauthorized => {
            Err(ApiError::new(ErrorCode::Unauthorized, "Send an API key in the Authorization header, or sign in."))
        }
        Err(error) => Err(error),
    }
}
