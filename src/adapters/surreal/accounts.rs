//! Admins and the keys of integrators.

use std::sync::Arc;

use async_trait::async_trait;
use surrealdb::types::RecordId;

use super::{
    connection::{Connection, Query, one, rows},
    rows::{AdminRow, ApiKeyRow, AuditRow, datetime},
};
use crate::{
    domain::{
        account::{AdminAccount, ApiKeyInfo, Scope},
        ids::{AdminId, ApiKeyId},
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{Admins, ApiKeys, AuditEntry, StoredAdmin},
    },
};

#[derive(Clone)]
pub struct SurrealAdmins {
    pub(super) connection: Arc<Connection>,
}

// All who make a first admin write the same record, so that of two at a time one has to try again and then finds an admin.
const CREATE_FIRST: &str = "\
    BEGIN; \
    UPSERT first_admin:one CONTENT { admin: $row.id } RETURN NONE; \
    IF !array::is_empty((SELECT VALUE id FROM admin LIMIT 1)) { THROW 'duplicate' }; \
    INSERT INTO admin $row RETURN NONE; \
    INSERT INTO audit $entry RETURN NONE; \
    COMMIT;";

const RENEW_HASH: &str = "UPDATE $id SET password_hash = $hash, password_mark = $mark WHERE password_hash = $old RETURN NONE;";

const CHANGE_PASSWORD: &str = "\
    BEGIN; \
    LET $changed = (UPDATE $id SET password_hash = $new, password_mark = NONE WHERE password_hash = $old RETURN VALUE id); \
    IF array::is_empty($changed) { THROW 'conflict' }; \
    INSERT INTO audit $entry RETURN NONE; \
    COMMIT;";

const CREATE_KEY: &str = "BEGIN; INSERT INTO api_key $row RETURN NONE; INSERT INTO audit $entry RETURN NONE; COMMIT;";
// The first revocation stands.
const REVOKE_KEY: &str = "\
    BEGIN; \
    LET $is_there = record::exists($id); \
    LET $revoked = (UPDATE $id SET revoked_at = $at WHERE revoked_at = NONE RETURN VALUE id); \
    IF !array::is_empty($revoked) { INSERT INTO audit $entry RETURN NONE }; \
    RETURN $is_there; \
    COMMIT;";
/// BEGIN, two LETs and the IF have a result each.
const IS_THERE: usize = 4;

impl SurrealAdmins {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection }
    }

    async fn find(&self, query: Query) -> Result<Option<StoredAdmin>, StorageError> {
        let mut results = self.connection.read(query).await?;
        one::<AdminRow>(&mut results, 0, "admin")?.map(AdminRow::into_domain).transpose()
    }
}

#[async_trait]
impl Admins for SurrealAdmins {
    async fn any(&self) -> Result<bool, StorageError> {
        let mut results = self.connection.read(Query::new("SELECT VALUE id FROM admin LIMIT 1;")).await?;
        Ok(one::<RecordId>(&mut results, 0, "admin")?.is_some())
    }

    async fn create_first(&self, admin: StoredAdmin, entry: AuditEntry) -> Result<(), StorageError> {
        let query = Query::new(CREATE_FIRST).bind("row", AdminRow::of(&admin)).bind("entry", AuditRow::of(entry));
        match self.connection.write(query).await {
            Ok(_) => Ok(()),
            // Thrown by the transaction itself: somebody is there already.
            Err(StorageError::Duplicate("record")) => Err(StorageError::Duplicate("admin")),
            Err(error) => Err(error),
        }
    }

    async fn by_email(&self, canonical: &str) -> Result<Option<StoredAdmin>, StorageError> {
        self.find(Query::new("SELECT * FROM admin WHERE email_key = $key LIMIT 1;").bind("key", canonical.to_owned())).await
    }

    async fn by_id(&self, id: &AdminId) -> Result<Option<StoredAdmin>, StorageError> {
        self.find(Query::new("SELECT * FROM ONLY $id;").bind("id", RecordId::new("admin", id.as_str()))).await
    }

    async fn list(&self) -> Result<Vec<AdminAccount>, StorageError> {
        let mut results = self.connection.read(Query::new("SELECT * FROM admin ORDER BY created_at ASC, id ASC;")).await?;
        let stored = rows::<AdminRow>(&mut results, 0, "admin")?.into_iter().map(AdminRow::into_domain);
        stored.map(|admin| admin.map(|admin| admin.account)).collect()
    }

    async fn renew_password_hash(&self, id: &AdminId, old: &str, new: &str, mark: &str) -> Result<(), StorageError> {
        let query = Query::new(RENEW_HASH).bind("id", RecordId::new("admin", id.as_str()));
        let query = query.bind("hash", new.to_owned()).bind("old", old.to_owned()).bind("mark", mark.to_owned());
        self.connection.write(query).await.map(|_| ())
    }

    async fn change_password(&self, id: &AdminId, old: &str, new: &str, entry: AuditEntry) -> Result<(), StorageError> {
        let query = Query::new(CHANGE_PASSWORD).bind("id", RecordId::new("admin", id.as_str()));
        let query = query.bind("old", old.to_owned()).bind("new", new.to_owned());
        self.connection.write(query.bind("entry", AuditRow::of(entry))).await.map(|_| ())
    }
}

#[derive(Clone)]
pub struct SurrealApiKeys {
    connection: Arc<Connection>,
}

impl SurrealApiKeys {
    pub(super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection }
    }
}

#[async_trait]
impl ApiKeys for SurrealApiKeys {
    async fn create(&self, key: ApiKeyInfo, hash: String, entry: AuditEntry) -> Result<(), StorageError> {
        let query = Query::new(CREATE_KEY).bind("row", ApiKeyRow::of(&key, hash)).bind("entry", AuditRow::of(entry));
        self.connection.write(query).await.map(|_| ())
    }

    async fn by_hash(&self, hash: &str) -> Result<Option<(ApiKeyId, Vec<Scope>)>, StorageError> {
        let query = Query::new("SELECT * FROM api_key WHERE hash = $hash LIMIT 1;").bind("hash", hash.to_owned());
        let mut results = self.connection.read(query).await?;
        let key = one::<ApiKeyRow>(&mut results, 0, "key")?.map(ApiKeyRow::into_domain).transpose()?;
        Ok(key.filter(|key| key.revoked_at.is_none()).map(|key| (key.id, key.scopes)))
    }

    async fn list(&self) -> Result<Vec<ApiKeyInfo>, StorageError> {
        let mut results = self.connection.read(Query::new("SELECT * FROM api_key ORDER BY created_at DESC, id DESC;")).await?;
        rows::<ApiKeyRow>(&mut results, 0, "key")?.into_iter().map(ApiKeyRow::into_domain).collect()
    }

    async fn revoke(&self, id: &ApiKeyId, at: Timestamp, entry: AuditEntry) -> Result<bool, StorageError> {
        let query = Query::new(REVOKE_KEY).bind("id", RecordId::new("api_key", id.as_str())).bind("at", datetime(at));
        let mut results = self.connection.write(query.bind("entry", AuditRow::of(entry))).await?;
        Ok(one::<bool>(&mut results, IS_THERE, "key")?.unwrap_or(false))
    }
}
