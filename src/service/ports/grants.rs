//! The permission to use the owner's Google account: how it is asked for, and where it is kept.

use async_trait::async_trait;

use super::{AuditEntry, Stored};
use crate::domain::time::Timestamp;

/// The context that a sealed refresh token is bound to.
pub const REFRESH_TOKEN: &str = "calendar.refresh_token";

/// A permission that the owner gave, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CalendarGrant {
    /// Sealed for [`REFRESH_TOKEN`].
    pub refresh_token: String,
    pub scopes: Vec<String>,
    pub granted_at: Timestamp,
    /// When it ends by itself, where Google said so: after 7 days for an app in testing mode.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
    /// Since when Google refuses it; None: it is good, as far as we know.
    #[serde(default)]
    pub dead_since: Option<Timestamp>,
}

/// The permission of now, and how often it was changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GrantRecord {
    /// None: no account is connected.
    pub grant: Option<CalendarGrant>,
    /// 0: there never was one.
    pub version: u64,
}

impl GrantRecord {
    /// What is kept next.
    #[must_use]
    pub fn followed_by(&self, grant: Option<CalendarGrant>) -> Self {
        Self { grant, version: self.version.saturating_add(1) }
    }
}

#[async_trait]
pub trait CalendarGrants: Send + Sync {
    /// As it is now.
    async fn load(&self) -> Stored<GrantRecord>;
    /// `record.version` is the one read plus one; [`super::super::error::StorageError::Conflict`] when another was saved
    /// meanwhile. In one transaction with its line, if it has one.
    async fn save(&self, record: &GrantRecord, entry: Option<AuditEntry>) -> Stored<()>;
}

/// What the owner permitted, with the token in the clear: to be sealed at once.
#[derive(Clone, PartialEq, Eq)]
pub struct Granted {
    pub refresh_token: String,
    pub scopes: Vec<String>,
    /// Seconds, where the permission ends by itself.
    pub lasts_s: Option<u64>,
}

/// Why a permission was not got, or not given back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConsentError {
    /// The code is used, too old, or not Google's.
    #[error("Google does not know this answer any more: connect again")]
    CodeRefused,
    /// The owner left out a box.
    #[error("Google gave less than is needed: connect again and tick both boxes")]
    TooLittle,
    /// Google gave no token that lasts.
    #[error("Google gave no lasting permission: remove the app in your Google account's settings and connect again")]
    NotLasting,
    /// The client that is configured here, or at Google, is wrong. In words for the owner.
    #[error("Google does not accept this installation: {0}")]
    Misconfigured(String),
    #[error("Google cannot be reached")]
    Unavailable,
}

/// Google's page on which the owner permits us to use the calendar.
#[async_trait]
pub trait ConsentPage: Send + Sync {
    /// Where to send the owner. `verifier`: 43 characters or more that only we know until the code is redeemed.
    fn url(&self, state: &str, verifier: &str) -> String;
    /// Within 10 seconds. Nothing is got where less than all that is needed was permitted.
    async fn redeem(&self, code: &str, verifier: &str) -> Result<Granted, ConsentError>;
    /// Gives the permission back, within 10 seconds. Fine where it is no good any more.
    async fn revoke(&self, refresh_token: &str) -> Result<(), ConsentError>;
}
