//! Admins, API keys, the audit log.

use surrealdb::types::{Datetime, RecordId, SurrealValue};

use super::{super::connection::unreadable, Read, conversation::is_place_of, datetime, from_word, key_of, parsed, place, timestamp, word};
use crate::{
    domain::{
        account::{AdminAccount, ApiKeyInfo, Invitation, Scope},
        ids::AuditId,
    },
    service::ports::{AuditEntry, StoredAdmin},
};

#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct AdminRow {
    pub id: RecordId,
    email: String,
    email_key: String,
    name: String,
    role: String,
    created_at: Datetime,
    password_hash: String,
    password_mark: Option<String>,
}

impl AdminRow {
    pub fn of(admin: &StoredAdmin) -> Self {
        Self {
            id: RecordId::new("admin", admin.account.id.as_str()),
            email: admin.account.email.as_str().to_owned(),
            email_key: admin.account.email.canonical(),
            name: admin.account.name.clone(),
            role: word(&admin.account.role),
            created_at: datetime(admin.account.created_at),
            password_hash: admin.password_hash.clone(),
            password_mark: admin.password_mark.clone(),
        }
    }

    pub fn into_domain(self) -> Read<StoredAdmin> {
        const WHAT: &str = "admin";
        Ok(StoredAdmin {
            account: AdminAccount {
                id: parsed(key_of(self.id, WHAT)?, WHAT)?,
                email: parsed(self.email, WHAT)?,
                name: self.name,
                role: from_word(self.role, WHAT)?,
                created_at: timestamp(self.created_at, WHAT)?,
            },
            password_hash: self.password_hash,
            password_mark: self.password_mark,
        })
    }
}

#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct InvitationRow {
    id: RecordId,
    email: String,
    email_key: String,
    name: String,
    role: String,
    hash: String,
    created_at: Datetime,
    expires_at: Datetime,
    inviter: String,
}

impl InvitationRow {
    pub fn of(invitation: &Invitation, hash: String) -> Self {
        Self {
            id: RecordId::new("team_invitation", invitation.id.as_str()),
            email: invitation.email.as_str().to_owned(),
            email_key: invitation.email.canonical(),
            name: invitation.name.clone(),
            role: word(&invitation.role),
            hash,
            created_at: datetime(invitation.created_at),
            expires_at: datetime(invitation.expires_at),
            inviter: invitation.inviter.as_str().to_owned(),
        }
    }

    pub fn into_domain(self) -> Read<Invitation> {
        const WHAT: &str = "invitation";
        Ok(Invitation {
            id: parsed(key_of(self.id, WHAT)?, WHAT)?,
            email: parsed(self.email, WHAT)?,
            name: self.name,
            role: from_word(self.role, WHAT)?,
            created_at: timestamp(self.created_at, WHAT)?,
            expires_at: timestamp(self.expires_at, WHAT)?,
            inviter: parsed(self.inviter, WHAT)?,
        })
    }
}

#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct ApiKeyRow {
    id: RecordId,
    label: String,
    prefix: String,
    hash: String,
    scopes: Vec<String>,
    created_at: Datetime,
    revoked_at: Option<Datetime>,
}

impl ApiKeyRow {
    pub fn of(key: &ApiKeyInfo, hash: String) -> Self {
        Self {
            id: RecordId::new("api_key", key.id.as_str()),
            label: key.label.clone(),
            prefix: key.prefix.clone(),
            hash,
            scopes: key.scopes.iter().map(|scope| scope.as_str().to_owned()).collect(),
            created_at: datetime(key.created_at),
            revoked_at: key.revoked_at.map(datetime),
        }
    }

    pub fn into_domain(self) -> Read<ApiKeyInfo> {
        const WHAT: &str = "key";
        let scope = |name: &String| Scope::parse(name).ok_or_else(|| unreadable(WHAT));
        Ok(ApiKeyInfo {
            id: parsed(key_of(self.id, WHAT)?, WHAT)?,
            label: self.label,
            prefix: self.prefix,
            scopes: self.scopes.iter().map(scope).collect::<Read<Vec<Scope>>>()?,
            created_at: timestamp(self.created_at, WHAT)?,
            revoked_at: self.revoked_at.map(|at| timestamp(at, WHAT)).transpose()?,
        })
    }
}

#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct AuditRow {
    id: RecordId,
    at: Datetime,
    actor: String,
    action: String,
    target: Option<String>,
    address: Option<String>,
    pub by_at: String,
    area: String,
}

impl AuditRow {
    pub fn of(entry: AuditEntry) -> Self {
        Self {
            by_at: place(entry.at, entry.id.as_str()),
            area: area_of(&entry.action).to_owned(),
            id: RecordId::new("audit", entry.id.as_str()),
            at: datetime(entry.at),
            actor: entry.actor,
            action: entry.action,
            target: entry.target,
            address: entry.address,
        }
    }

    pub fn into_domain(self) -> Read<AuditEntry> {
        const WHAT: &str = "audit entry";
        Ok(AuditEntry {
            id: parsed(key_of(self.id, WHAT)?, WHAT)?,
            at: timestamp(self.at, WHAT)?,
            actor: self.actor,
            action: self.action,
            target: self.target,
            address: self.address,
        })
    }
}

/// An action up to its first point.
pub(in super::super) fn area_of(action: &str) -> &str {
    action.split('.').next().unwrap_or_default()
}

/// Whether the text has the form of a place in the audit log.
pub(in super::super) fn is_audit_place(text: &str) -> bool {
    is_place_of::<AuditId>(text)
}
