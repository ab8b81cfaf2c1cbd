//! How the running system is, for the dot in the shell.

use leptos::prelude::*;

use crate::domain::{api_error::ApiError, health::Health};

#[server(name = AskHealth, prefix = "/rpc", endpoint = "health")]
pub async fn health() -> Result<Health, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.health().await
}
