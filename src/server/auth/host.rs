//! Whoever works with meetings over REST: a program with its key or an admin with the session's cookie, for all of them;
//! a visitor with a token, for those of their conversation.

use axum::{extract::FromRequestParts, http::request::Parts};

use super::{
    admin, integrator,
    visitor::{bearer, is_visitor_token, refuse_secrets_in, visitor_of},
};
use crate::{
    domain::{
        account::Scope,
        api_error::{ApiError, ErrorCode},
        conversation::Conversation,
    },
    server::{client_address::ClientAddress, state::AppState},
    service::{
        permission::{Host, Visitor},
        schedule::Asker,
    },
};

/// Who may work with all meetings. 401 for nobody, 403 for a good key without `meetings`.
pub struct MeetingHost(pub Host);

/// Who may work with some meetings at least.
pub enum MeetingCaller {
    Host(Host),
    Guest { visitor: Visitor, client: ClientAddress },
}

/// A caller whose conversation, where it is a visitor's, was looked up.
pub struct Met {
    pub asker: Asker,
    /// The visitor's open conversation; None for hosts.
    pub talk: Option<Conversation>,
}

impl FromRequestParts<AppState> for MeetingHost {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        host(state, parts).await.map(Self)
    }
}

impl FromRequestParts<AppState> for MeetingCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        refuse_secrets_in(&parts.uri)?;
        match bearer(&parts.headers).filter(|token| is_visitor_token(token)) {
            Some(token) => Ok(Self::Guest { visitor: visitor_of(token)?, client: ClientAddress::of(parts)? }),
            None => host(state, parts).await.map(Self::Host),
        }
    }
}

impl MeetingCaller {
    /// 401 for a token behind which no conversation is open: there is nobody to whom a time could be offered.
    pub async fn meet(self, state: &AppState) -> Result<Met, ApiError> {
        let (visitor, client) = match self {
            Self::Host(host) => return Ok(Met { asker: Asker::host(&host), talk: None }),
            Self::Guest { visitor, client } => (visitor, client),
        };
        let open = state.chat.open_conversation(&visitor).await?;
        let talk =
            open.ok_or_else(|| ApiError::new(ErrorCode::Unauthorized, "This visitor has no open conversation: send a message first."))?;
        let asker = Asker::guest(&visitor, talk.id.clone(), talk.channel, Some(client.limit_key()));
        Ok(Met { asker, talk: Some(talk) })
    }
}

async fn host(state: &AppState, parts: &Parts) -> Result<Host, ApiError> {
    if let Some(program) = integrator::of(state, parts).await? {
        integrator::require(&program, Scope::Meetings)?;
        return Host::program(&program, ClientAddress::of(parts)?.0).ok_or_else(|| ApiError::new(ErrorCode::Forbidden, "Not allowed."));
    }
    match admin::require(parts) {
        Ok(admin) => Ok(Host::admin(&admin)),
        Err(error) if error.code == ErrorCode::Unauthorized => {
            Err(ApiError::new(ErrorCode::Unauthorized, "Send an API key or a visitor token in the Authorization header, or sign in."))
        }
        Err(error) => Err(error),
    }
}
