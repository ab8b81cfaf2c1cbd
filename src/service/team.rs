//! Who works here: people are asked to come by a link that works once, and change their role, their name or leave. Each deed
//! leaves a line in the audit log. Must not know cookies, addresses of pages, or how often a stranger may guess.

use std::{net::IpAddr, sync::Arc};

use sha2::{Digest, Sha256};

use super::{
    accounts::{Accounts, Identity},
    error::{ServiceError, StorageError},
    permission::{Admin, Owner},
    ports::{AuditEntry, StoredAdmin, Team, TeamChange},
};
use crate::domain::{
    account::{AdminAccount, Invitation, Role, check_new_password},
    api_error::FieldErrors,
    email::Email,
    ids::{AdminId, InvitationId},
    person_name::PersonName,
    schedule::interval::shifted,
    time::Timestamp,
};

/// So long a link opens the way in.
const LASTS_S: i64 = 7 * 24 * 60 * 60;
/// 43 characters of base64url: 256 random bits.
const CODE_LENGTH: usize = 43;

const TAKEN: &str = "somebody here has this address already";
const INVITED: &str = "this address is invited already: make a new link for it below";
const OWN_ROLE: &str = "Nobody changes their own role. Another owner can.";
const OWN_ACCOUNT: &str = "Nobody removes themselves. Another owner can.";
const LAST_OWNER: &str = "One owner has to stay. Make somebody else an owner first.";

#[derive(Clone)]
pub struct TeamDesk {
    pub team: Arc<dyn Team>,
    pub accounts: Accounts,
}

impl TeamDesk {
    /// Everybody who works here, in the order in which they came.
    pub async fn people(&self, _owner: &Owner) -> Result<Vec<AdminAccount>, ServiceError> {
        Ok(self.accounts.admins.list().await?)
    }

    /// Those who have not come yet, also where their time is over.
    pub async fn invitations(&self, _owner: &Owner) -> Result<Vec<Invitation>, ServiceError> {
        Ok(self.team.invitations().await?)
    }

    /// Returns the code of the link, this once, and what is kept of it. Field errors name `name` and `email`.
    pub async fn invite(&self, owner: &Owner, name: &str, email: &str, role: Role) -> Result<(String, Invitation), ServiceError> {
        let (name, email) = check(name, email)?;
        let (code, now) = (self.accounts.ids.secret(), self.accounts.clock.now());
        let id = InvitationId::new(self.accounts.ids.uuid());
        let invitation = Invitation { id, email, name, role, created_at: now, expires_at: end(now), inviter: owner.id().clone() };
        let entry = self.line(owner, "person.invited", &about(&invitation.name, invitation.id.as_str()));
        match self.team.invite(invitation.clone(), hash(&code), entry).await {
            Ok(()) => Ok((code, invitation)),
            Err(StorageError::Duplicate("admin")) => Err(ServiceError::field("email", TAKEN)),
            Err(StorageError::Duplicate("invitation")) => Err(ServiceError::field("email", INVITED)),
            Err(error) => Err(error.into()),
        }
    }

    /// Another link, which lasts as long; the one before opens nothing.
    pub async fn renew(&self, owner: &Owner, id: &InvitationId) -> Result<(String, Invitation), ServiceError> {
        let (code, until) = (self.accounts.ids.secret(), end(self.accounts.clock.now()));
        let entry = self.line(owner, "person.invited_again", id.as_str());
        let renewed = self.team.renew(id, owner.id(), hash(&code), until, entry).await?;
        renewed.map(|invitation| (code, invitation)).ok_or(ServiceError::NotFound("invitation"))
    }

    pub async fn withdraw(&self, owner: &Owner, id: &InvitationId) -> Result<(), ServiceError> {
        let entry = self.line(owner, "person.invitation_withdrawn", id.as_str());
        if self.team.withdraw(id, entry).await? { Ok(()) } else { Err(ServiceError::NotFound("invitation")) }
    }

    /// Whoever has the code of an invitation becomes one of the team, under the name and in the role that an owner chose.
    /// [`ServiceError::Forbidden`] for a code that opens nothing, whatever the reason. A field error names `password`.
    pub async fn join(&self, code: &str, password: &str, address: Option<IpAddr>) -> Result<Identity, ServiceError> {
        check_new_password(password).map_err(|problem| ServiceError::field("password", problem))?;
        let accounts = &self.accounts;
        let (hash, now) = (hash(code), accounts.clock.now());
        // What cannot be one of ours costs no query.
        let known = if code.len() == CODE_LENGTH { self.team.invited(&hash).await? } else { None };
        let Some(invitation) = known.filter(|invitation| invitation.expires_at > now) else {
            accounts.audit.record(accounts.line("join_failed", None, address)).await?;
            return Err(ServiceError::Forbidden);
        };
        let password_hash = accounts.passwords.hash(password).await?;
        let Invitation { id, email, name, role, .. } = invitation;
        let account = AdminAccount { id: AdminId::new(accounts.ids.uuid()), email, name, role, created_at: now };
        let entry = AuditEntry { target: Some(id.to_string()), ..accounts.line("person.joined", Some(&account.id), address) };
        let stored = StoredAdmin { account, password_hash, password_mark: None };
        match self.team.join(&id, &hash, now, stored.clone(), entry).await {
            Ok(()) => Ok(Identity::of(stored)),
            // Somebody else was before with the same code, or it was withdrawn meanwhile.
            Err(StorageError::Conflict) => Err(ServiceError::Forbidden),
            Err(StorageError::Duplicate("admin")) => Err(ServiceError::Forbidden),
            Err(error) => Err(error.into()),
        }
    }

    /// Another role, from the next request on. Whoever is an owner no more takes their open invitations along.
    pub async fn change_role(&self, owner: &Owner, id: &AdminId, role: Role) -> Result<(), ServiceError> {
        if id == owner.id() {
            return Err(ServiceError::Conflict(OWN_ROLE.into()));
        }
        let account = self.found(id).await?;
        if account.role == role {
            return Ok(());
        }
        let action = match role {
            Role::Owner => "person.made_owner",
            Role::Member => "person.made_member",
        };
        let entry = self.line(owner, action, &about(&account.name, id.as_str()));
        settled(self.team.change_role(id, role, entry).await?)
    }

    /// Oneself. A field error names `name`.
    pub async fn rename_oneself(&self, admin: &Admin, name: &str) -> Result<(), ServiceError> {
        self.call(admin, admin.id(), name).await
    }

    /// Somebody else. A field error names `name`.
    pub async fn rename(&self, owner: &Owner, id: &AdminId, name: &str) -> Result<(), ServiceError> {
        self.call(owner, id, name).await
    }

    /// Their sessions are over with the next request, and so are the invitations that they made; what they did stays.
    pub async fn remove(&self, owner: &Owner, id: &AdminId) -> Result<(), ServiceError> {
        if id == owner.id() {
            return Err(ServiceError::Conflict(OWN_ACCOUNT.into()));
        }
        let account = self.found(id).await?;
        let entry = self.line(owner, "person.removed", &about(&account.name, id.as_str()));
        settled(self.team.remove(id, entry).await?)
    }

    async fn call(&self, admin: &Admin, id: &AdminId, name: &str) -> Result<(), ServiceError> {
        let name = PersonName::parse(name).map_err(|error| ServiceError::field("name", error.to_string()))?;
        let entry = self.line(admin, "person.renamed", &about(name.as_str(), id.as_str()));
        if self.team.rename(id, name.as_str(), entry).await? { Ok(()) } else { Err(ServiceError::NotFound("person")) }
    }

    async fn found(&self, id: &AdminId) -> Result<AdminAccount, ServiceError> {
        self.accounts.find(id).await?.ok_or(ServiceError::NotFound("person"))
    }

    fn line(&self, admin: &Admin, action: &str, target: &str) -> AuditEntry {
        admin.does(action, Some(target), &*self.accounts.clock, &*self.accounts.ids)
    }
}

/// As lines of the audit log name somebody who may be gone when they are read.
fn about(name: &str, id: &str) -> String {
    format!("{name}, {id}")
}

fn end(now: Timestamp) -> Timestamp {
    shifted(now, LASTS_S)
}

/// SHA-256 in hexadecimal. A code has 256 random bits: a slow hash would add nothing.
fn hash(code: &str) -> String {
    hex::encode(Sha256::digest(code.as_bytes()))
}

fn settled(change: TeamChange) -> Result<(), ServiceError> {
    match change {
        TeamChange::Done => Ok(()),
        TeamChange::Gone => Err(ServiceError::NotFound("person")),
        TeamChange::LastOwner => Err(ServiceError::Conflict(LAST_OWNER.into())),
    }
}

fn check(name: &str, email: &str) -> Result<(String, Email), ServiceError> {
    match (PersonName::parse(name), Email::parse(email)) {
        (Ok(name), Ok(email)) => Ok((name.as_str().to_owned(), email)),
        (name, email) => {
            let name = name.err().map(|error| ("name".to_owned(), error.to_string()));
            let email = email.err().map(|error| ("email".to_owned(), error.to_string()));
            Err(ServiceError::Invalid(name.into_iter().chain(email).collect::<FieldErrors>()))
        }
    }
}

#[cfg(test)]
mod tests;
