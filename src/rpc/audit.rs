//! Who did what, when, from where. It is read; nothing here deletes it.

use jiff::civil::Date;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::domain::{api_error::ApiError, ids::AuditId, page::Page, time::Timestamp};

/// Which lines are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditQuery {
    /// The id of one of [`AuditList::actors`].
    pub actor: Option<String>,
    /// The whole action, or its part before a point.
    pub action: Option<String>,
    /// Text of the target or of the address.
    pub q: Option<String>,
    /// On these days of the business, the last one included.
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    pub id: AuditId,
    pub at: Timestamp,
    /// What they are called.
    pub who: String,
    /// Such as `login`, `reports.downloaded`.
    pub action: String,
    /// The thing it was done to.
    pub target: Option<String>,
    /// The trusted client address.
    pub address: Option<String>,
}

/// Somebody, or something, that lines may be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditActor {
    pub id: String,
    pub name: String,
}

/// One page, and whom a filter can name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditList {
    pub page: Page<AuditRow>,
    /// The team, the keys, and what has no account.
    pub actors: Vec<AuditActor>,
}

/// Newest first. `cursor`: as an earlier page of the same list gave it. Field errors name `q`, `actor`, `action`.
#[server(prefix = "/rpc", endpoint = "audit/list", input = Json)]
pub async fn list_audit(query: AuditQuery, cursor: Option<String>) -> Result<AuditList, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.list_audit(query, cursor).await
}
