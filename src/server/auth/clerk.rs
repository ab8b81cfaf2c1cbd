//! Whoever may work with leads over REST: a program with its key, or an admin with the session's cookie.

use axum::{extract::FromRequestParts, http::request::Parts};

use super::{admin, integrator};
use crate::{
    domain::{
        account::Scope,
        api_error::{ApiError, ErrorCode},
    },
    server::state::AppState,
    service::permission::Clerk,
};

/// 401 for nobody, 403 for a good key without the right.
pub struct LeadClerk(pub Clerk);

impl FromRequestParts<AppState> for LeadClerk {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        if let Some(program) = integrator::of(state, parts).await? {
            let needed = if parts.method.is_safe() { Scope::LeadsRead } else { Scope::LeadsWrite };
            let clerk = Clerk::program(&program).filter(|_| program.may(needed));
            return clerk
                .map(Self)
                .ok_or_else(|| ApiError::new(ErrorCode::Forbidden, format!("This API key lacks the scope {}.", needed.as_str())));
        }
        match admin::require(parts) {
            Ok(admin) => Ok(Self(Clerk::admin(&admin))),
            Err(error) if error.code == ErrorCode::Unauthorized => {
                Err(ApiError::new(ErrorCode::Unauthorized, "Send an API key in the Authorization header, or sign in."))
            }
            Err(error) => Err(error),
        }
    }
}
