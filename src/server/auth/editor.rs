//! Whoever works with the instruction over REST: a program with its key, or an admin with the session's cookie.

use axum::{extract::FromRequestParts, http::request::Parts};

use super::{admin, integrator};
use crate::{
    domain::{
        account::Scope,
        api_error::{ApiError, ErrorCode},
    },
    server::{client_address::ClientAddress, state::AppState},
    service::permission::Editor,
};

/// 401 for nobody, 403 for a good key without `instruction`.
pub struct InstructionEditor(pub Editor);

impl FromRequestParts<AppState> for InstructionEditor {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        if let Some(program) = integrator::of(state, parts).await? {
            integrator::require(&program, Scope::Instruction)?;
            let editor = Editor::program(&program, ClientAddress::of(parts)?.0);
            return editor.map(Self).ok_or_else(|| ApiError::new(ErrorCode::Forbidden, "Not allowed."));
        }
        match admin::require(parts) {
            Ok(admin) => Ok(Self(Editor::admin(&admin))),
            Err(error) if error.code == ErrorCode::Unauthorized => {
                Err(ApiError::new(ErrorCode::Unauthorized, "Send an API key in the Authorization header, or sign in."))
            }
            Err(error) => Err(error),
        }
    }
}
