//! Whoever may work with leads over REST: a program with its key, or an admin with the session's cookie.

use axum::{extract::FromRequestParts, http::request::Parts};

use super::{admin, integrator};
use crate::{
    domain::{
        account::Scope,
        api_error::{ApiError, ErrorCode},
    },
    server::{client_address::ClientAddress, state::AppState},
    service::permission::Clerk,
};

/// By the method: whoever only asks needs `leads:read`, whoever else `leads:write`. 401 for nobody, 403 for a good key
/// without the right.
pub struct LeadClerk(pub Clerk);

/// For what only reads, by whatever method it is asked.
pub struct LeadReader(pub Clerk);

impl FromRequestParts<AppState> for LeadClerk {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let needed = if parts.method.is_safe() { Scope::LeadsRead } else { Scope::LeadsWrite };
        clerk(state, parts, needed).await.map(Self)
    }
}

impl FromRequestParts<AppState> for LeadReader {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        clerk(state, parts, Scope::LeadsRead).await.map(Self)
    }
}

async fn clerk(state: &AppState, parts: &Parts, needed: Scope) -> Result<Clerk, ApiError> {
    if let Some(program) = integrator::of(state, parts).await? {
        integrator::require(&program, needed)?;
        return Clerk::program(&program, ClientAddress::of(parts)?.0).ok_or_else(|| ApiError::new(ErrorCode::Forbidden, "Not allowed."));
    }
    match admin::require(parts) {
        Ok(admin) => Ok(Clerk::admin(&admin)),
        Err(error) if error.code == ErrorCode::Unauthorized => {
            Err(ApiError::new(ErrorCode::Unauthorized, "Send an API key in the Authorization header, or sign in."))
        }
        Err(error) => Err(error),
    }
}
