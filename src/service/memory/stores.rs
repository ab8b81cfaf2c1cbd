//! Admins, what they have chosen, API keys, settings and the audit log in memory. Those that write lines of the audit log
//! are made beside one; on their own (`default`) they write to one of their own that nobody reads.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;

use super::{locked, yield_once};
use crate::{
    domain::{
        account::{AdminAccount, ApiKeyInfo, Invitation, Scope},
        ids::{AdminId, ApiKeyId},
        lead::views::LeadPreferences,
        page::{Page, PageSize},
        settings::Settings,
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{Admins, ApiKeys, AuditEntry, AuditFilter, AuditLog, AuditTrail, LeadPreferenceStore, SettingsStore, StoredAdmin},
    },
};

/// Clones share one state, here and below.
#[derive(Clone, Default)]
pub struct MemoryAdmins(pub(super) Arc<Mutex<Vec<StoredAdmin>>>, pub(super) MemoryAudit, pub(super) Arc<Mutex<Vec<(Invitation, String)>>>);

impl MemoryAdmins {
    /// With its lines in this log.
    pub fn beside(audit: &MemoryAudit) -> Self {
        Self(Arc::default(), audit.clone(), Arc::default())
    }
}

#[async_trait]
impl Admins for MemoryAdmins {
    async fn any(&self) -> Result<bool, StorageError> {
        yield_once().await;
        Ok(!locked(&self.0).is_empty())
    }

    async fn create_first(&self, admin: StoredAdmin, entry: AuditEntry) -> Result<(), StorageError> {
        yield_once().await;
        let mut admins = locked(&self.0);
        if !admins.is_empty() {
            return Err(StorageError::Duplicate("admin"));
        }
        self.1.append(entry)?;
        admins.push(admin);
        Ok(())
    }

    async fn by_email(&self, canonical: &str) -> Result<Option<StoredAdmin>, StorageError> {
        yield_once().await;
        Ok(locked(&self.0).iter().find(|admin| admin.account.email.canonical() == canonical).cloned())
    }

    async fn by_id(&self, id: &AdminId) -> Result<Option<StoredAdmin>, StorageError> {
        yield_once().await;
        Ok(locked(&self.0).iter().find(|admin| &admin.account.id == id).cloned())
    }

    async fn list(&self) -> Result<Vec<AdminAccount>, StorageError> {
        yield_once().await;
        let mut all: Vec<AdminAccount> = locked(&self.0).iter().map(|admin| admin.account.clone()).collect();
        all.sort_by_key(|account| (account.created_at, account.id.clone()));
        Ok(all)
    }

    async fn renew_password_hash(&self, id: &AdminId, old: &str, new: &str, mark: &str) -> Result<(), StorageError> {
        yield_once().await;
        if let Some(admin) = locked(&self.0).iter_mut().find(|admin| &admin.account.id == id && admin.password_hash == old) {
            new.clone_into(&mut admin.password_hash);
            admin.password_mark = Some(mark.to_owned());
        }
        Ok(())
    }

    async fn change_password(&self, id: &AdminId, old: &str, new: &str, entry: AuditEntry) -> Result<(), StorageError> {
        yield_once().await;
        let mut admins = locked(&self.0);
        let admin = admins.iter_mut().find(|admin| &admin.account.id == id && admin.password_hash == old);
        let admin = admin.ok_or(StorageError::Conflict)?;
        self.1.append(entry)?;
        new.clone_into(&mut admin.password_hash);
        admin.password_mark = None;
        Ok(())
    }
}

#[derive(Clone, Default)]
pub struct MemoryLeadPreferences(Arc<Mutex<BTreeMap<AdminId, LeadPreferences>>>);

#[async_trait]
impl LeadPreferenceStore for MemoryLeadPreferences {
    async fn of(&self, admin: &AdminId) -> Result<LeadPreferences, StorageError> {
        yield_once().await;
        Ok(locked(&self.0).get(admin).cloned().unwrap_or_default())
    }

    async fn save(&self, admin: &AdminId, preferences: &LeadPreferences) -> Result<(), StorageError> {
        yield_once().await;
        let mut all = locked(&self.0);
        if all.get(admin).map_or(0, |stored| stored.version) + 1 != preferences.version {
            return Err(StorageError::Conflict);
        }
        all.insert(admin.clone(), preferences.clone());
        Ok(())
    }
}

#[derive(Clone, Default)]
pub struct MemoryApiKeys(Arc<Mutex<Vec<(ApiKeyInfo, String)>>>, MemoryAudit);

impl MemoryApiKeys {
    /// With its lines in this log.
    pub fn beside(audit: &MemoryAudit) -> Self {
        Self(Arc::default(), audit.clone())
    }
}

#[async_trait]
impl ApiKeys for MemoryApiKeys {
    async fn create(&self, key: ApiKeyInfo, hash: String, entry: AuditEntry) -> Result<(), StorageError> {
        yield_once().await;
        let mut keys = locked(&self.0);
        if keys.iter().any(|(_, other)| *other == hash) {
            return Err(StorageError::Duplicate("key"));
        }
        self.1.append(entry)?;
        keys.push((key, hash));
        Ok(())
    }

    async fn by_hash(&self, hash: &str) -> Result<Option<(ApiKeyId, Vec<Scope>)>, StorageError> {
        yield_once().await;
        let keys = locked(&self.0);
        let live = keys.iter().find(|(key, stored)| stored == hash && key.revoked_at.is_none());
        Ok(live.map(|(key, _)| (key.id.clone(), key.scopes.clone())))
    }

    async fn list(&self) -> Result<Vec<ApiKeyInfo>, StorageError> {
        yield_once().await;
        let mut all: Vec<ApiKeyInfo> = locked(&self.0).iter().map(|(key, _)| key.clone()).collect();
        all.sort_by_key(|key| std::cmp::Reverse((key.created_at, key.id.clone())));
        Ok(all)
    }

    async fn revoke(&self, id: &ApiKeyId, at: Timestamp, entry: AuditEntry) -> Result<bool, StorageError> {
        yield_once().await;
        let mut keys = locked(&self.0);
        let Some((key, _)) = keys.iter_mut().find(|(key, _)| &key.id == id) else { return Ok(false) };
        if key.revoked_at.is_none() {
            self.1.append(entry)?;
            key.revoked_at = Some(at);
        }
        Ok(true)
    }
}

#[derive(Clone, Default)]
pub struct MemorySettings(Arc<Mutex<Settings>>, MemoryAudit);

impl MemorySettings {
    /// Already holding these.
    pub fn with(settings: Settings) -> Self {
        Self(Arc::new(Mutex::new(settings)), MemoryAudit::default())
    }

    /// With its lines in this log.
    pub fn beside(audit: &MemoryAudit) -> Self {
        Self(Arc::default(), audit.clone())
    }
}

#[async_trait]
impl SettingsStore for MemorySettings {
    async fn load(&self) -> Result<Settings, StorageError> {
        yield_once().await;
        Ok(locked(&self.0).clone())
    }

    async fn latest(&self) -> Result<Settings, StorageError> {
        self.load().await
    }

    async fn save(&self, settings: &Settings, entry: AuditEntry) -> Result<(), StorageError> {
        yield_once().await;
        let mut stored = locked(&self.0);
        if stored.version + 1 != settings.version {
            return Err(StorageError::Conflict);
        }
        self.1.append(entry)?;
        *stored = settings.clone();
        Ok(())
    }
}

#[derive(Clone, Default)]
pub struct MemoryAudit(Arc<Mutex<Vec<AuditEntry>>>);

impl MemoryAudit {
    /// All lines, oldest first.
    pub fn list_all(&self) -> Vec<AuditEntry> {
        locked(&self.0).clone()
    }

    /// For a store that holds its own lock: the change is made if this succeeds.
    pub(super) fn append(&self, entry: AuditEntry) -> Result<(), StorageError> {
        let mut entries = locked(&self.0);
        if entries.iter().any(|other| other.id == entry.id) {
            return Err(StorageError::Duplicate("audit entry"));
        }
        entries.push(entry);
        Ok(())
    }
}

#[async_trait]
impl AuditLog for MemoryAudit {
    async fn record(&self, entry: AuditEntry) -> Result<(), StorageError> {
        yield_once().await;
        self.append(entry)
    }

    async fn latest(&self, limit: u32) -> Result<Vec<AuditEntry>, StorageError> {
        yield_once().await;
        Ok(locked(&self.0).iter().rev().take(limit as usize).cloned().collect())
    }
}

#[async_trait]
impl AuditTrail for MemoryAudit {
    async fn list(&self, filter: &AuditFilter, size: PageSize, cursor: Option<&str>) -> Result<Option<Page<AuditEntry>>, StorageError> {
        yield_once().await;
        let entries = locked(&self.0);
        // A cursor is the last line that was given.
        let skipped = match cursor {
            None => 0,
            Some(cursor) => match entries.iter().rev().position(|entry| entry.id.as_str() == cursor) {
                None => return Ok(None),
                Some(at) => at + 1,
            },
        };
        let mut items: Vec<AuditEntry> = entries.iter().rev().skip(skipped).filter(|entry| filter.matches(entry)).cloned().collect();
        let more = items.len() > size.get() as usize;
        items.truncate(size.get() as usize);
        let next_cursor = items.last().filter(|_| more).map(|entry| entry.id.to_string());
        Ok(Some(Page { items, next_cursor }))
    }
}
