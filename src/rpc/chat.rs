//! The visitor's own chat. The token is an argument, not a cookie: other sites' pages cannot send it by themselves.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::domain::{
    api_error::ApiError,
    chat::{ChatReply, LeadGlance, Transcript},
};

/// One message, answered whole. Without a token a new conversation starts and the answer hands one out.
#[server(name = SendMessage, prefix = "/rpc", endpoint = "chat/send")]
pub async fn send(
    message: String,
    token: Option<String>,
    locale: Option<String>,
    time_zone: Option<String>,
) -> Result<ChatReply, ApiError> {
    let door = crate::server::context::limited_visitor(token).await?;
    door.send(message, locale, time_zone).await
}

/// The open conversation behind the token; empty where there is none.
#[server(name = ReadTranscript, prefix = "/rpc", endpoint = "chat/transcript")]
pub async fn transcript(token: String) -> Result<Transcript, ApiError> {
    let door = crate::server::context::limited_visitor(Some(token)).await?;
    door.transcript().await
}

/// Ends the open conversation; the next message begins a new one.
#[server(prefix = "/rpc", endpoint = "chat/reset")]
pub async fn reset(token: String) -> Result<(), ApiError> {
    let door = crate::server::context::limited_visitor(Some(token)).await?;
    door.reset().await
}

/// What the visitor typed into a contact card: field name (`name`, `email`, `phone`, `company`, `interest`) → value.
#[server(prefix = "/rpc", endpoint = "chat/save-info")]
pub async fn save_info(token: String, fields: BTreeMap<String, String>) -> Result<LeadGlance, ApiError> {
    let door = crate::server::context::limited_visitor(Some(token)).await?;
    door.save_info(fields).await
}
