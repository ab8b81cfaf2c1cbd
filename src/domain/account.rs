//! People who work in the dashboard, and the keys of integrators.

use serde::{Deserialize, Serialize};

use super::{
    ids::{AdminId, ApiKeyId, InvitationId},
    time::Timestamp,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May do everything.
    Owner,
    /// Works with what comes in, and changes nothing of how it is set up.
    Member,
}

impl Role {
    pub const ALL: [Self; 2] = [Self::Owner, Self::Member];
}

/// One admin as others may see them: no password hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdminAccount {
    pub id: AdminId,
    pub email: super::email::Email,
    pub name: String,
    pub role: Role,
    pub created_at: Timestamp,
}

/// Somebody who was asked to work here and has not come yet. What proves that it is them is kept as a hash, elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub id: InvitationId,
    pub email: super::email::Email,
    pub name: String,
    /// What they will be.
    pub role: Role,
    pub created_at: Timestamp,
    /// From then on the link opens nothing.
    pub expires_at: Timestamp,
    /// Who made the link: it goes with them, or when they are no owner any more.
    pub inviter: AdminId,
}

/// A password somebody wants to have: 10 to 256 characters; any character counts.
pub fn check_new_password(password: &str) -> Result<(), &'static str> {
    match password.chars().count() {
        0..=9 => Err("at least 10 characters"),
        10..=256 => Ok(()),
        _ => Err("at most 256 characters"),
    }
}

/// What an API key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Scope {
    #[serde(rename = "chat")]
    Chat,
    #[serde(rename = "leads:read")]
    LeadsRead,
    #[serde(rename = "leads:write")]
    LeadsWrite,
    #[serde(rename = "meetings")]
    Meetings,
    #[serde(rename = "instruction")]
    Instruction,
    #[serde(rename = "logs")]
    Logs,
    #[serde(rename = "reports")]
    Reports,
}

impl Scope {
    pub const ALL: [Self; 7] =
        [Self::Chat, Self::LeadsRead, Self::LeadsWrite, Self::Meetings, Self::Instruction, Self::Logs, Self::Reports];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::LeadsRead => "leads:read",
            Self::LeadsWrite => "leads:write",
            Self::Meetings => "meetings",
            Self::Instruction => "instruction",
            Self::Logs => "logs",
            Self::Reports => "reports",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == name)
    }
}

/// One API key as an admin may see it: never the key, only its first characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKeyInfo {
    pub id: ApiKeyId,
    /// What the owner calls it, 1 to 80 characters.
    pub label: String,
    /// `ck_` and the next six characters.
    pub prefix: String,
    pub scopes: Vec<Scope>,
    pub created_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}
