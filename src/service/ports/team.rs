//! Who works in the dashboard beside the first admin, and who was asked to.

use async_trait::async_trait;

use super::{AuditEntry, Stored, StoredAdmin};
use crate::domain::{
    account::{Invitation, Role},
    ids::{AdminId, InvitationId},
    time::Timestamp,
};

/// What became of a change of somebody of the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamChange {
    Done,
    /// There is nobody of this id (any more).
    Gone,
    /// Without this one there would be no owner: nothing is changed.
    LastOwner,
}

/// Each change is one transaction with its line; the line is stored only where something is changed.
#[async_trait]
pub trait Team: Send + Sync {
    /// All, in the order in which they were made; those whose time is over, too.
    async fn invitations(&self) -> Stored<Vec<Invitation>>;
    /// `hash`: SHA-256 of the code in hexadecimal. `StorageError::Duplicate` of `admin` where the address is an account's, of
    /// `invitation` where it has one already.
    async fn invite(&self, invitation: Invitation, hash: String, entry: AuditEntry) -> Stored<()>;
    /// Another code, another end, and who made it: the code before opens nothing. None where there is no such invitation.
    async fn renew(
        &self,
        id: &InvitationId,
        inviter: &AdminId,
        hash: String,
        expires_at: Timestamp,
        entry: AuditEntry,
    ) -> Stored<Option<Invitation>>;
    /// False where there is no such invitation.
    async fn withdraw(&self, id: &InvitationId, entry: AuditEntry) -> Stored<bool>;
    /// The invitation with this code, whether or not its time is over.
    async fn invited(&self, hash: &str) -> Stored<Option<Invitation>>;
    /// The invitation with this code becomes an account. `StorageError::Conflict` where it is not there (any more) or was over
    /// before `now`, `StorageError::Duplicate` of `admin` where the address is an account's by now.
    async fn join(&self, id: &InvitationId, hash: &str, now: Timestamp, admin: StoredAdmin, entry: AuditEntry) -> Stored<()>;
    /// False where there is nobody of this id.
    async fn rename(&self, id: &AdminId, name: &str, entry: AuditEntry) -> Stored<bool>;
    /// Of changes at the same time none leaves the team without an owner. Whoever is no owner any more, their invitations go. The
    /// same for [`Team::remove`].
    async fn change_role(&self, id: &AdminId, role: Role, entry: AuditEntry) -> Stored<TeamChange>;
    async fn remove(&self, id: &AdminId, entry: AuditEntry) -> Stored<TeamChange>;
}
