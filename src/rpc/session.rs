//! Set-up, log-in, log-out, and who is signed in.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::{account::AdminAccount, api_error::ApiError, time::Timestamp};

/// What the dashboard's shell needs to know before it shows anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionState {
    /// There is no admin yet: show the set-up.
    pub setup_needed: bool,
    /// Who is signed in.
    pub admin: Option<AdminAccount>,
    /// For the shell's head.
    pub business_name: String,
    /// The business's IANA zone: the dashboard shows times in it.
    pub time_zone: String,
    /// The server's clock: relative times on the page as it was rendered are counted from it.
    pub now: Timestamp,
}

/// Anyone may ask.
#[server(name = WhoIsThere, prefix = "/rpc", endpoint = "session/who")]
pub async fn session_state() -> Result<SessionState, ApiError> {
    let door = crate::server::context::anyone().await?;
    door.session_state().await
}

/// Works as a plain form: redirects to `next` (a path under /admin) or /admin. A plain form that fails comes back to
/// /admin/login with `error=` an error's code (`unauthorized`, `rate_limited` with `retry_after=` seconds, `unavailable` …) and the same `next`.
#[server(prefix = "/rpc", endpoint = "session/log-in")]
pub async fn log_in(email: String, password: String, next: Option<String>) -> Result<(), ApiError> {
    let door = crate::server::context::anyone().await?;
    door.log_in(email, password, next).await
}

/// Works as a plain form: redirects to /admin/login.
#[server(prefix = "/rpc", endpoint = "session/log-out")]
pub async fn log_out() -> Result<(), ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.log_out().await
}

/// Works as a plain form: redirects to /admin/settings/account with `changed=password`. All other sessions of this admin are over.
/// Field errors name `old_password` and `new_password`.
#[server(prefix = "/rpc", endpoint = "session/change-password")]
pub async fn change_password(old_password: String, new_password: String) -> Result<(), ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.change_password(&old_password, &new_password).await
}

/// First run: makes the owner's account and signs in. `token` is the one-time token of the server's log.
/// A plain form that fails comes back to /admin/setup with `error=` an error's code and `fields=` the names of the fields at fault.
#[server(prefix = "/rpc", endpoint = "session/set-up")]
pub async fn set_up(token: String, name: String, email: String, password: String) -> Result<(), ApiError> {
    let door = crate::server::context::anyone().await?;
    door.set_up(token, name, email, password).await
}

/// Whoever was asked to work here comes in with the code of the link, chooses a password and is signed in.
/// A plain form that fails comes back to /admin/join with `error=` an error's code (`forbidden`: the code opens nothing) and
/// `fields=` the names of the fields at fault.
#[server(prefix = "/rpc", endpoint = "session/join")]
pub async fn join_team(code: String, password: String) -> Result<(), ApiError> {
    let door = crate::server::context::anyone().await?;
    door.join(&code, &password).await
}

/// One's own name. A field error names `name`.
#[server(prefix = "/rpc", endpoint = "session/rename")]
pub async fn rename_oneself(name: String) -> Result<(), ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.rename_oneself(&name).await
}
