//! API keys of integrators: made, shown once, checked by hash, revoked.
//! Must not know headers or HTTP.

use std::{collections::BTreeSet, sync::Arc};

use sha2::{Digest, Sha256};

use super::{
    error::ServiceError,
    permission::Owner,
    ports::{ApiKeys, AuditEntry, Clock, IdSource},
};
use crate::domain::{
    account::{ApiKeyInfo, Scope},
    api_error::FieldErrors,
    ids::ApiKeyId,
};

#[derive(Clone)]
pub struct Keys {
    pub keys: Arc<dyn ApiKeys>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdSource>,
}

/// What every key of ours begins with.
pub const KEY_PREFIX: &str = "ck_";
/// `ck_` and 43 characters of base64url: 256 random bits.
const KEY_LENGTH: usize = 46;
/// How much of a key is kept in the clear, to tell keys apart.
const SHOWN: usize = 9;

impl Keys {
    /// Returns the key itself (`ck_…`), this once, and what is kept of it.
    pub async fn create(&self, owner: &Owner, label: &str, scopes: Vec<Scope>) -> Result<(String, ApiKeyInfo), ServiceError> {
        let label = label.trim();
        let scopes: BTreeSet<Scope> = scopes.into_iter().collect();
        check(label, &scopes)?;
        let key = format!("{KEY_PREFIX}{}", self.ids.secret());
        let info = ApiKeyInfo {
            id: ApiKeyId::new(self.ids.uuid()),
            label: label.to_owned(),
            prefix: key.chars().take(SHOWN).collect(),
            scopes: scopes.into_iter().collect(),
            created_at: self.clock.now(),
            revoked_at: None,
        };
        self.keys.create(info.clone(), hash(&key), self.line(owner, "api_key_created", &info.id)).await?;
        Ok((key, info))
    }

    /// All, newest first; revoked ones too.
    pub async fn list(&self, _owner: &Owner) -> Result<Vec<ApiKeyInfo>, ServiceError> {
        Ok(self.keys.list().await?)
    }

    /// From now on the key opens nothing.
    pub async fn revoke(&self, owner: &Owner, id: &ApiKeyId) -> Result<(), ServiceError> {
        let is_there = self.keys.revoke(id, self.clock.now(), self.line(owner, "api_key_revoked", id)).await?;
        if is_there { Ok(()) } else { Err(ServiceError::NotFound("API key")) }
    }

    /// Whose key this is and what it may do; None for an unknown or revoked one.
    pub async fn check(&self, key: &str) -> Result<Option<(ApiKeyId, Vec<Scope>)>, ServiceError> {
        // What cannot be one of ours costs no query.
        if key.len() != KEY_LENGTH || !key.starts_with(KEY_PREFIX) {
            return Ok(None);
        }
        Ok(self.keys.by_hash(&hash(key)).await?)
    }

    fn line(&self, owner: &Owner, action: &str, id: &ApiKeyId) -> AuditEntry {
        owner.does(action, Some(id.as_str()), &*self.clock, &*self.ids)
    }
}

/// SHA-256 in hexadecimal. A key has 256 random bits: a slow hash would add nothing.
fn hash(key: &str) -> String {
    hex::encode(Sha256::digest(key.as_bytes()))
}

fn check(label: &str, scopes: &BTreeSet<Scope>) -> Result<(), ServiceError> {
    let mut wrong = FieldErrors::new();
    if !(1..=80).contains(&label.chars().count()) || label.chars().any(char::is_control) {
        wrong.insert("label".into(), "1 to 80 characters".into());
    }
    if scopes.is_empty() {
        wrong.insert("scopes".into(), "choose at least one".into());
    }
    if wrong.is_empty() { Ok(()) } else { Err(ServiceError::Invalid(wrong)) }
}

#[cfg(test)]
mod tests {
    use futures_executor::LocalPool;

    use super::*;
    use crate::{
        domain::{account::Role, ids::AdminId},
        service::{
            memory::{ManualClock, MemoryApiKeys, MemoryAudit, SequentialIds},
            permission::Admin,
            ports::AuditLog,
        },
    };

    /// The ports in memory wait for nobody: no runtime is needed.
    fn block_on<T>(story: impl Future<Output = T>) -> T {
        LocalPool::new().run_until(story)
    }

    fn desk() -> (Keys, MemoryAudit) {
        let audit = MemoryAudit::default();
        let keys = Keys {
            keys: Arc::new(MemoryApiKeys::beside(&audit)),
            clock: Arc::new(ManualClock::default()),
            ids: Arc::new(SequentialIds::default()),
        };
        (keys, audit)
    }

    fn owner() -> Owner {
        let admin = Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into());
        admin.owner().expect("an owner")
    }

    #[test]
    fn a_key_lives_from_its_making_to_its_revocation() {
        let (keys, audit) = desk();
        block_on(async {
            let (key, info) = keys.create(&owner(), " WhatsApp bridge ", vec![Scope::Logs, Scope::Chat, Scope::Chat]).await.expect("a key");
            assert_eq!(key.len(), KEY_LENGTH);
            assert_eq!(info.label, "WhatsApp bridge");
            assert_eq!(info.prefix, key[..9]);
            assert_eq!(info.scopes, [Scope::Chat, Scope::Logs]);
            assert_eq!(keys.check(&key).await, Ok(Some((info.id.clone(), info.scopes.clone()))));

            keys.revoke(&owner(), &info.id).await.expect("revoked");
            assert_eq!(keys.check(&key).await, Ok(None));
            assert!(keys.list(&owner()).await.expect("a list")[0].revoked_at.is_some());

            keys.revoke(&owner(), &info.id).await.expect("it stays revoked");
            let entries = audit.latest(9).await.expect("memory");
            let actions: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
            assert_eq!(actions, ["api_key_revoked", "api_key_created"], "what changes nothing has no line");
            for entry in entries {
                assert_eq!((entry.actor.as_str(), entry.target.as_deref()), (owner().id().as_str(), Some(info.id.as_str())));
                assert_eq!(entry.address.as_deref(), Some("192.0.2.1"));
            }
        });
    }

    #[test]
    fn what_is_no_key_opens_nothing() {
        let (keys, _) = desk();
        let (key, _) = block_on(keys.create(&owner(), "a", vec![Scope::Chat])).expect("a key");
        let almost = format!("{}x", &key[..KEY_LENGTH - 1]);
        for wrong in ["", "ck_", "vt_0", &key[3..], &key.to_uppercase(), &almost, &format!("{key} "), &"ck_é".repeat(12)] {
            assert_eq!(block_on(keys.check(wrong)), Ok(None), "{wrong}");
        }
    }

    #[test]
    fn labels_and_scopes_are_checked_and_unknown_keys_not_found() {
        let (keys, audit) = desk();
        let Err(ServiceError::Invalid(fields)) = block_on(keys.create(&owner(), " ", vec![])) else { panic!("accepted") };
        assert_eq!(fields.keys().map(String::as_str).collect::<Vec<_>>(), ["label", "scopes"]);
        assert!(block_on(keys.create(&owner(), &"é".repeat(80), vec![Scope::Chat])).is_ok());
        assert!(block_on(keys.create(&owner(), &"é".repeat(81), vec![Scope::Chat])).is_err());
        assert!(block_on(keys.create(&owner(), "two\nlines", vec![Scope::Chat])).is_err());
        let unknown = ApiKeyId::new(uuid::Uuid::from_u128(99));
        assert_eq!(block_on(keys.revoke(&owner(), &unknown)), Err(ServiceError::NotFound("API key")));
        assert_eq!(block_on(audit.latest(9)).expect("memory").len(), 1);
    }
}
