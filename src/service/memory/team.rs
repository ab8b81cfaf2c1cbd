//! The team in memory: the accounts of [`MemoryAdmins`], and who was asked to become one.

use async_trait::async_trait;

use super::{MemoryAdmins, locked, yield_once};
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

/// Without this one nobody would be an owner, or nobody of this id is there.
fn refusal(admins: &[StoredAdmin], id: &AdminId) -> Option<TeamChange> {
    let is_there = admins.iter().any(|admin| &admin.account.id == id);
    let another = admins.iter().any(|admin| &admin.account.id != id && admin.account.role == Role::Owner);
    match (is_there, another) {
        (false, _) => Some(TeamChange::Gone),
        (true, false) => Some(TeamChange::LastOwner),
        (true, true) => None,
    }
}

// Where both are locked: the accounts first.
#[async_trait]
impl Team for MemoryAdmins {
    async fn invitations(&self) -> Result<Vec<Invitation>, StorageError> {
        yield_once().await;
        let mut all: Vec<Invitation> = locked(&self.2).iter().map(|(invitation, _)| invitation.clone()).collect();
        all.sort_by_key(|invitation| (invitation.created_at, invitation.id.clone()));
        Ok(all)
    }

    async fn invite(&self, invitation: Invitation, hash: String, entry: AuditEntry) -> Result<(), StorageError> {
        yield_once().await;
        let (admins, mut invitations) = (locked(&self.0), locked(&self.2));
        let address = invitation.email.canonical();
        if admins.iter().any(|admin| admin.account.email.canonical() == address) {
            return Err(StorageError::Duplicate("admin"));
        }
        if invitations.iter().any(|(other, _)| other.email.canonical() == address) {
            return Err(StorageError::Duplicate("invitation"));
        }
        self.1.append(entry)?;
        invitations.push((invitation, hash));
        Ok(())
    }

    async fn renew(
        &self,
        id: &InvitationId,
        inviter: &AdminId,
        hash: String,
        expires_at: Timestamp,
        entry: AuditEntry,
    ) -> Result<Option<Invitation>, StorageError> {
        yield_once().await;
        let mut invitations = locked(&self.2);
        let Some((invitation, kept)) = invitations.iter_mut().find(|(invitation, _)| &invitation.id == id) else { return Ok(None) };
        self.1.append(entry)?;
        invitation.expires_at = expires_at;
        invitation.inviter = inviter.clone();
        *kept = hash;
        Ok(Some(invitation.clone()))
    }

    async fn withdraw(&self, id: &InvitationId, entry: AuditEntry) -> Result<bool, StorageError> {
        yield_once().await;
        let mut invitations = locked(&self.2);
        if !invitations.iter().any(|(invitation, _)| &invitation.id == id) {
            return Ok(false);
        }
        self.1.append(entry)?;
        invitations.retain(|(invitation, _)| &invitation.id != id);
        Ok(true)
    }

    async fn invited(&self, hash: &str) -> Result<Option<Invitation>, StorageError> {
        yield_once().await;
        Ok(locked(&self.2).iter().find(|(_, kept)| kept == hash).map(|(invitation, _)| invitation.clone()))
    }

    async fn join(&self, id: &InvitationId, hash: &str, now: Timestamp, admin: StoredAdmin, entry: AuditEntry) -> Result<(), StorageError> {
        yield_once().await;
        let (mut admins, mut invitations) = (locked(&self.0), locked(&self.2));
        let is_open = |(invitation, kept): &(Invitation, String)| &invitation.id == id && kept == hash && invitation.expires_at > now;
        if !invitations.iter().any(is_open) {
            return Err(StorageError::Conflict);
        }
        let address = admin.account.email.canonical();
        if admins.iter().any(|other| other.account.email.canonical() == address) {
            return Err(StorageError::Duplicate("admin"));
        }
        self.1.append(entry)?;
        invitations.retain(|(invitation, _)| &invitation.id != id);
        admins.push(admin);
        Ok(())
    }

    async fn rename(&self, id: &AdminId, name: &str, entry: AuditEntry) -> Result<bool, StorageError> {
        yield_once().await;
        let mut admins = locked(&self.0);
        let Some(admin) = admins.iter_mut().find(|admin| &admin.account.id == id) else { return Ok(false) };
        self.1.append(entry)?;
        name.clone_into(&mut admin.account.name);
        Ok(true)
    }

    async fn change_role(&self, id: &AdminId, role: Role, entry: AuditEntry) -> Result<TeamChange, StorageError> {
        yield_once().await;
        let (mut admins, mut invitations) = (locked(&self.0), locked(&self.2));
        match refusal(&admins, id) {
            Some(TeamChange::LastOwner) if role == Role::Owner => {}
            Some(refused) => return Ok(refused),
            None => {}
        }
        self.1.append(entry)?;
        invitations.retain(|(invitation, _)| role == Role::Owner || &invitation.inviter != id);
        for admin in admins.iter_mut().filter(|admin| &admin.account.id == id) {
            admin.account.role = role;
        }
        Ok(TeamChange::Done)
    }

    async fn remove(&self, id: &AdminId, entry: AuditEntry) -> Result<TeamChange, StorageError> {
        yield_once().await;
        let (mut admins, mut invitations) = (locked(&self.0), locked(&self.2));
        if let Some(refused) = refusal(&admins, id) {
            return Ok(refused);
        }
        self.1.append(entry)?;
        admins.retain(|admin| &admin.account.id != id);
        invitations.retain(|(invitation, _)| &invitation.inviter != id);
        Ok(TeamChange::Done)
    }
}
