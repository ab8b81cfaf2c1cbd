//! Whoever watches over this server: somebody on its own machine, or a program with its key.

use axum::{extract::FromRequestParts, http::request::Parts};

use super::integrator;
use crate::{
    domain::{
        account::Scope,
        api_error::{ApiError, ErrorCode},
    },
    server::{client_address, state::AppState},
};

/// 401 for a stranger from elsewhere, 403 for a good key without `logs`. A signed-in admin is a stranger, too: a page of
/// another site must not be able to have this read.
pub struct Operator(());

impl FromRequestParts<AppState> for Operator {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        if client_address::is_this_machine(parts, &state.config.trusted_proxies) {
            return Ok(Self(()));
        }
        let program = integrator::of(state, parts).await?;
        let program = program.ok_or_else(|| ApiError::new(ErrorCode::Unauthorized, "Send an API key in the Authorization header."))?;
        integrator::require(&program, Scope::Logs)?;
        Ok(Self(()))
    }
}
