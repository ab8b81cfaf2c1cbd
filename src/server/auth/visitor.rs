//! Visitors: whoever holds a conversation's token, or an integrator with a key who names a client.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Uri, header::AUTHORIZATION, request::Parts},
};

use super::{
    super::{incoming::Client, state::AppState},
    integrator,
};
use crate::{
    domain::{
        account::Scope,
        api_error::{ApiError, ErrorCode},
        conversation::VisitorKey,
    },
    service::permission::{Integrator, Visitor},
};

const TOKEN_PREFIX: &str = "vt_";
/// 32 bytes in base64url.
const TOKEN_CHARS: usize = 43;

/// Who speaks on the public chat endpoints.
#[derive(Clone, Debug)]
pub enum ChatCaller {
    /// Nobody yet: a conversation may begin and hand out a token.
    Stranger,
    Visitor(Visitor),
    Integrator(Integrator),
}

impl FromRequestParts<AppState> for ChatCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        refuse_secrets_in(&parts.uri)?;
        if let Some(token) = bearer(&parts.headers).filter(|token| is_visitor_token(token)) {
            return visitor_of(token).map(Self::Visitor);
        }
        match integrator::of(state, parts).await? {
            Some(integrator) if integrator.may(Scope::Chat) => Ok(Self::Integrator(integrator)),
            Some(_) => Err(ApiError::new(ErrorCode::Forbidden, "This key may not chat.")),
            None => Ok(Self::Stranger),
        }
    }
}

impl ChatCaller {
    /// Whose conversation a message belongs to. A stranger gets a token; an integrator's client is known by its label.
    pub fn speaker(self, state: &AppState, client_label: Option<&str>) -> Visitor {
        match (self, client_label) {
            (Self::Visitor(visitor), _) => visitor,
            (Self::Integrator(integrator), Some(label)) => client_of(&integrator, label),
            (Self::Stranger | Self::Integrator(_), _) => stranger(state),
        }
    }

    /// Whose conversation is read, reset or erased: 401 where nobody is named.
    pub fn owner(self, client_label: Option<&str>) -> Result<Visitor, ApiError> {
        match (self, client_label) {
            (Self::Visitor(visitor), _) => Ok(visitor),
            (Self::Integrator(integrator), Some(label)) => Ok(client_of(&integrator, label)),
            (Self::Integrator(_), None) => Err(ApiError::field("client_id", "say which client's conversation")),
            (Self::Stranger, _) => Err(ApiError::new(ErrorCode::Unauthorized, "Send the visitor token of the conversation.")),
        }
    }
}

/// Something that is sent as a visitor's token, well-formed or not.
pub fn is_visitor_token(credential: &str) -> bool {
    credential.starts_with(TOKEN_PREFIX)
}

/// A well-formed token. One that nobody was given has no conversation behind it and harms nobody.
pub fn visitor_of(token: &str) -> Result<Visitor, ApiError> {
    let secret = token.strip_prefix(TOKEN_PREFIX).unwrap_or_default();
    if secret.len() != TOKEN_CHARS || !secret.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) {
        return Err(ApiError::new(ErrorCode::Unauthorized, "This is not a visitor token."));
    }
    Ok(Visitor::vouched(VisitorKey::derive("token", token), None))
}

/// Someone new, with a token to hand out.
pub fn stranger(state: &AppState) -> Visitor {
    let token = format!("{TOKEN_PREFIX}{}", state.ids.secret());
    Visitor::vouched(VisitorKey::derive("token", &token), Some(token))
}

/// The client that an integrator calls by this name. Each key has its own; spellings of one phone number are one client.
pub fn client_of(integrator: &Integrator, label: &str) -> Visitor {
    let client = Client::parse(label).map_or_else(|_| label.to_owned(), |client| client.key);
    Visitor::vouched(VisitorKey::derive("client", &format!("{}\0{client}", integrator.label())), None)
}

/// The bearer credential, of whatever kind.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, credential) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| credential.trim())
}

/// A secret in a URL ends up in logs and histories: refused, so that nobody comes to rely on it.
pub fn refuse_secrets_in(uri: &Uri) -> Result<(), ApiError> {
    let secret = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = name.to_ascii_lowercase();
        matches!(name.as_str(), "token" | "visitor_token" | "api_key" | "key" | "access_token")
            || value.starts_with("vt_")
            || value.starts_with("ck_")
    };
    match uri.query().is_some_and(|query| query.split('&').any(secret)) {
        true => Err(ApiError::new(ErrorCode::InvalidRequest, "Send keys and tokens in a header, never in the address.")),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_well_formed_tokens_are_taken() {
        assert!(visitor_of(&format!("vt_{}", "a".repeat(43))).is_ok());
        for bad in ["vt_", "vt_short", &format!("vt_{}", "a".repeat(44)), &format!("vt_{}!", "a".repeat(42)), "ck_x", ""] {
            assert!(visitor_of(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn secrets_in_addresses_are_refused() {
        let refused = |uri: &str| refuse_secrets_in(&uri.parse().expect("a URI")).is_err();
        assert!(refused("/gemini/train?token=x") && refused("/gemini/train?a=1&X=vt_abc") && refused("/x?API_KEY=1"));
        assert!(!refused("/gemini/train?client_id=monkey") && !refused("/gemini/train"));
    }
}
