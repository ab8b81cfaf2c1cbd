//! The team: the accounts of [`SurrealAdmins`], and who was asked to become one.

use async_trait::async_trait;
use surrealdb::types::RecordId;

use super::{
    accounts::SurrealAdmins,
    connection::{Query, one, rows, unreadable},
    rows::{AdminRow, AuditRow, InvitationRow, datetime, role_word},
};
use crate::{
    domain::{
        account::{Invitation, Role},
        ids::{AdminId, InvitationId},
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{AuditEntry, StoredAdmin, Team, TeamChange},
    },
};

const INVITE: &str = "\
    BEGIN; \
    IF !array::is_empty((SELECT VALUE id FROM admin WHERE email_key = $row.email_key LIMIT 1)) { THROW 'duplicate' }; \
    INSERT INTO team_invitation $row RETURN NONE; \
    INSERT INTO audit $entry RETURN NONE; \
    COMMIT;";

const RENEW: &str = "\
    BEGIN; \
    LET $renewed = (UPDATE $id SET hash = $hash, expires_at = $until, inviter = $inviter RETURN AFTER); \
    IF !array::is_empty($renewed) { INSERT INTO audit $entry RETURN NONE }; \
    RETURN $renewed; \
    COMMIT;";
/// BEGIN, the LET and the IF have a result each.
const RENEWED: usize = 3;

const WITHDRAW: &str = "\
    BEGIN; \
    LET $is_there = record::exists($id); \
    IF $is_there { DELETE $id RETURN NONE; INSERT INTO audit $entry RETURN NONE }; \
    RETURN $is_there; \
    COMMIT;";

// Of two who come with one code, both delete the same record: one has to try again and then finds none.
const JOIN: &str = "\
    BEGIN; \
    IF array::is_empty((SELECT VALUE id FROM $id WHERE hash = $hash AND expires_at > $now)) { THROW 'conflict' }; \
    DELETE $id RETURN NONE; \
    INSERT INTO admin $row RETURN NONE; \
    INSERT INTO audit $entry RETURN NONE; \
    COMMIT;";

const RENAME: &str = "\
    BEGIN; \
    LET $is_there = record::exists($id); \
    IF $is_there { UPDATE $id SET name = $name RETURN NONE; INSERT INTO audit $entry RETURN NONE }; \
    RETURN $is_there; \
    COMMIT;";
/// BEGIN, the LET and the IF have a result each.
const WAS_THERE: usize = 3;

// All who take a role or an account away write the same record, so that of two at a time one has to try again and then sees
// who is left. Links that they have made open nothing for them to come back by.
const CHANGE_ROLE: &str = "\
    BEGIN; \
    UPSERT team_change:one CONTENT { entry: $entry.id } RETURN NONE; \
    LET $is_there = record::exists($id); \
    LET $keeps = ($role == 'owner') OR !array::is_empty((SELECT VALUE id FROM admin WHERE role = 'owner' AND id != $id LIMIT 1)); \
    IF $is_there AND $keeps { \
        UPDATE $id SET role = $role RETURN NONE; \
        IF $role != 'owner' { DELETE team_invitation WHERE inviter = $inviter RETURN NONE }; \
        INSERT INTO audit $entry RETURN NONE \
    }; \
    RETURN [$is_there, $keeps]; \
    COMMIT;";

const REMOVE: &str = "\
    BEGIN; \
    UPSERT team_change:one CONTENT { entry: $entry.id } RETURN NONE; \
    LET $is_there = record::exists($id); \
    LET $keeps = !array::is_empty((SELECT VALUE id FROM admin WHERE role = 'owner' AND id != $id LIMIT 1)); \
    IF $is_there AND $keeps { \
        DELETE $id RETURN NONE; \
        DELETE team_invitation WHERE inviter = $inviter RETURN NONE; \
        INSERT INTO audit $entry RETURN NONE \
    }; \
    RETURN [$is_there, $keeps]; \
    COMMIT;";
/// BEGIN, the UPSERT, two LETs and the IF have a result each.
const CHANGED: usize = 5;

fn admin_record(id: &AdminId) -> RecordId {
    RecordId::new("admin", id.as_str())
}

fn invitation_record(id: &InvitationId) -> RecordId {
    RecordId::new("team_invitation", id.as_str())
}

impl SurrealAdmins {
    /// Whether there was what the query is about.
    async fn if_there(&self, query: Query) -> Result<bool, StorageError> {
        let mut results = self.connection.write(query).await?;
        Ok(one::<bool>(&mut results, WAS_THERE, "team")?.unwrap_or(false))
    }

    async fn unless_last(&self, query: Query) -> Result<TeamChange, StorageError> {
        let mut results = self.connection.write(query).await?;
        match rows::<bool>(&mut results, CHANGED, "team")?[..] {
            [false, _] => Ok(TeamChange::Gone),
            [true, false] => Ok(TeamChange::LastOwner),
            [true, true] => Ok(TeamChange::Done),
            _ => Err(unreadable("team")),
        }
    }
}

#[async_trait]
impl Team for SurrealAdmins {
    async fn invitations(&self) -> Result<Vec<Invitation>, StorageError> {
        let mut results = self.connection.read(Query::new("SELECT * FROM team_invitation ORDER BY created_at ASC, id ASC;")).await?;
        rows::<InvitationRow>(&mut results, 0, "invitation")?.into_iter().map(InvitationRow::into_domain).collect()
    }

    async fn invite(&self, invitation: Invitation, hash: String, entry: AuditEntry) -> Result<(), StorageError> {
        let query = Query::new(INVITE).bind("row", InvitationRow::of(&invitation, hash)).bind("entry", AuditRow::of(entry));
        match self.connection.write(query).await {
            Ok(_) => Ok(()),
            // Thrown by the transaction itself: the address is an account's.
            Err(StorageError::Duplicate("record")) => Err(StorageError::Duplicate("admin")),
            Err(error) => Err(error),
        }
    }

    async fn renew(
        &self,
        id: &InvitationId,
        inviter: &AdminId,
        hash: String,
        expires_at: Timestamp,
        entry: AuditEntry,
    ) -> Result<Option<Invitation>, StorageError> {
        let query = Query::new(RENEW).bind("id", invitation_record(id)).bind("hash", hash).bind("until", datetime(expires_at));
        let query = query.bind("inviter", inviter.as_str().to_owned());
        let mut results = self.connection.write(query.bind("entry", AuditRow::of(entry))).await?;
        let renewed = rows::<InvitationRow>(&mut results, RENEWED, "invitation")?;
        renewed.into_iter().next().map(InvitationRow::into_domain).transpose()
    }

    async fn withdraw(&self, id: &InvitationId, entry: AuditEntry) -> Result<bool, StorageError> {
        self.if_there(Query::new(WITHDRAW).bind("id", invitation_record(id)).bind("entry", AuditRow::of(entry))).await
    }

    async fn invited(&self, hash: &str) -> Result<Option<Invitation>, StorageError> {
        let query = Query::new("SELECT * FROM team_invitation WHERE hash = $hash LIMIT 1;").bind("hash", hash.to_owned());
        let mut results = self.connection.read(query).await?;
        one::<InvitationRow>(&mut results, 0, "invitation")?.map(InvitationRow::into_domain).transpose()
    }

    async fn join(&self, id: &InvitationId, hash: &str, now: Timestamp, admin: StoredAdmin, entry: AuditEntry) -> Result<(), StorageError> {
        let query = Query::new(JOIN).bind("id", invitation_record(id)).bind("hash", hash.to_owned()).bind("now", datetime(now));
        let query = query.bind("row", AdminRow::of(&admin)).bind("entry", AuditRow::of(entry));
        self.connection.write(query).await.map(|_| ())
    }

    async fn rename(&self, id: &AdminId, name: &str, entry: AuditEntry) -> Result<bool, StorageError> {
        let query = Query::new(RENAME).bind("id", admin_record(id)).bind("name", name.to_owned());
        self.if_there(query.bind("entry", AuditRow::of(entry))).await
    }

    async fn change_role(&self, id: &AdminId, role: Role, entry: AuditEntry) -> Result<TeamChange, StorageError> {
        let query = Query::new(CHANGE_ROLE).bind("id", admin_record(id)).bind("role", role_word(role));
        self.unless_last(query.bind("inviter", id.as_str().to_owned()).bind("entry", AuditRow::of(entry))).await
    }

    async fn remove(&self, id: &AdminId, entry: AuditEntry) -> Result<TeamChange, StorageError> {
        let query = Query::new(REMOVE).bind("id", admin_record(id)).bind("inviter", id.as_str().to_owned());
        self.unless_last(query.bind("entry", AuditRow::of(entry))).await
    }
}
