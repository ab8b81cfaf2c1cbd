//! The visitor's door for `rpc::chat`: same checks, same limits, same services as the REST endpoints.

use std::collections::BTreeMap;

use axum::http::HeaderMap;

use super::{parts, set_headers, state};
use crate::{
    domain::{
        api_error::ApiError,
        chat::{ChatReply, LeadGlance, Transcript},
        conversation::Channel,
        locale::is_language_tag,
    },
    server::{auth::visitor, client_address::ClientAddress, cors, incoming::Raw, limits, state::AppState},
    service::{
        chat::{ContactInfo, Incoming},
        permission::Visitor,
    },
};

/// A visitor who was charged for this call. What one may do is what it has methods for.
pub struct VisitorDoor {
    state: AppState,
    visitor: Visitor,
    client: ClientAddress,
}

/// Guard: no page of a site that is not allowed; the visitor behind the token, or a new one; within the limits.
pub async fn limited_visitor(token: Option<String>) -> Result<VisitorDoor, ApiError> {
    let (state, parts) = (state()?, parts()?);
    cors::refuse_other_sites(&state, &parts.headers).await.map_err(super::refuse)?;
    let (headers, door) = admit(state, ClientAddress::of(&parts)?, token).await;
    set_headers(headers);
    door.map_err(super::refuse)
}

/// The same guard for a page that is no server function; and the headers that tell where its caller stands.
pub async fn admit(state: AppState, address: ClientAddress, token: Option<String>) -> (HeaderMap, Result<VisitorDoor, ApiError>) {
    let decision = state.limiter.charge(&address.limit_key(), state.clock.now()).await;
    let headers = limits::headers(&decision);
    if let Some(error) = limits::refusal(&decision) {
        return (headers, Err(error));
    }
    let visitor = match token.filter(|token| !token.is_empty()) {
        Some(token) => visitor::visitor_of(&token),
        None => Ok(visitor::stranger(&state)),
    };
    (headers, visitor.map(|visitor| VisitorDoor { state, visitor, client: address }))
}

impl VisitorDoor {
    pub async fn send(&self, message: String, locale: Option<String>, time_zone: Option<String>) -> Result<ChatReply, ApiError> {
        let raw = Raw {
            message,
            message_field: "message",
            // What a browser says of itself is no reason to refuse a visitor.
            locale: locale.filter(|tag| is_language_tag(tag)),
            time_zone: time_zone.filter(|zone| jiff::tz::TimeZone::get(zone).is_ok()),
            ..Raw::default()
        };
        let incoming = raw.check(self.state.clock.now()).map_err(|fields| super::refuse(ApiError::fields(fields)))?;
        let incoming = Incoming { client: Some(self.client.limit_key()), ..incoming };
        let reply = self.state.hub.begin(self.state.chat.clone(), self.visitor.clone(), incoming, false).map_err(super::refuse)?;
        reply.outcome().await.map_err(super::refuse)
    }

    pub async fn transcript(&self) -> Result<Transcript, ApiError> {
        self.state.hub.transcript(&self.state.chat, &self.visitor).await.map_err(super::refuse_service)
    }

    pub async fn reset(&self) -> Result<(), ApiError> {
        self.state.hub.settle(self.visitor.key()).await;
        self.state.chat.reset(&self.visitor).await.map(|_| ()).map_err(super::refuse_service)
    }

    /// Erases all that is kept of the visitor.
    pub async fn erase(&self) -> Result<(), ApiError> {
        self.state.erase_chats(&self.visitor).await.map(drop).map_err(super::refuse_service)
    }

    pub async fn save_info(&self, mut fields: BTreeMap<String, String>) -> Result<LeadGlance, ApiError> {
        let mut take = |name: &str| fields.remove(name);
        let info = ContactInfo {
            name: take("name"),
            email: take("email"),
            phone: take("phone"),
            company: take("company"),
            interest: take("interest"),
            ..ContactInfo::default()
        };
        if let Some(unknown) = fields.keys().next() {
            return Err(super::refuse(ApiError::field(unknown, "not a field")));
        }
        self.state.chat.save_info(&self.visitor, info, Channel::Website, false).await.map_err(super::refuse_service)
    }
}
