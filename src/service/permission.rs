//! Permission is a value one must hold. Only `server/auth.rs` (and tests, and the demo under `examples/`) may make these:
//! `tests/it/boundaries.rs` fails on any other caller of `vouched`.

use std::{collections::BTreeSet, net::IpAddr, ops::Deref};

use super::{
    error::ServiceError,
    ports::{AuditEntry, Clock, IdSource},
};
use crate::domain::{
    account::{Role, Scope},
    conversation::VisitorKey,
    ids::{AdminId, ApiKeyId, AuditId},
    instruction::Author,
    lead::timeline::Actor,
    schedule::slot_id::Holder,
};

/// A signed-in admin, at the address of this request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admin {
    id: AdminId,
    role: Role,
    address: IpAddr,
}

impl Admin {
    /// `address`: the trusted client address.
    pub fn vouched(id: AdminId, role: Role, address: IpAddr) -> Self {
        Self { id, role, address }
    }

    pub fn id(&self) -> &AdminId {
        &self.id
    }

    pub fn role(&self) -> Role {
        self.role
    }

    /// The line of the audit log that says: this admin does this, now and from here.
    pub fn does(&self, action: &str, target: Option<&str>, clock: &dyn Clock, ids: &dyn IdSource) -> AuditEntry {
        entry(self.id.as_str(), self.address, action, target, clock, ids)
    }
}

impl Admin {
    /// None for who is no owner.
    pub fn owner(&self) -> Option<Owner> {
        (self.role == Role::Owner).then(|| Owner(self.clone()))
    }
}

/// An admin who may change how the product is set up, and who works with it. Made of an [`Admin`] with that role alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner(Admin);

impl Deref for Owner {
    type Target = Admin;

    fn deref(&self) -> &Admin {
        &self.0
    }
}

/// A visitor: whoever holds the token (or the integrator's key and client label) behind this key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    key: VisitorKey,
    /// A token made for this request, to be handed out with the first answer.
    fresh_token: Option<String>,
}

impl Visitor {
    pub fn vouched(key: VisitorKey, fresh_token: Option<String>) -> Self {
        Self { key, fresh_token }
    }

    pub fn key(&self) -> &VisitorKey {
        &self.key
    }

    pub fn fresh_token(&self) -> Option<&str> {
        self.fresh_token.as_deref()
    }
}

/// An integrator with a valid API key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integrator {
    /// None: the key of the environment (`ADMIN_API_KEY`).
    id: Option<ApiKeyId>,
    scopes: BTreeSet<Scope>,
}

impl Integrator {
    pub fn vouched(id: Option<ApiKeyId>, scopes: impl IntoIterator<Item = Scope>) -> Self {
        Self { id, scopes: scopes.into_iter().collect() }
    }

    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }

    /// A stable name of the key, for name spaces and the audit log.
    pub fn label(&self) -> &str {
        self.id.as_ref().map_or("environment", ApiKeyId::as_str)
    }
}

/// Whoever may work with leads, at the address of this request: an admin, or a program whose key has the right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clerk {
    actor: Actor,
    writes: bool,
    hears: bool,
    address: IpAddr,
}

impl Clerk {
    pub fn admin(admin: &Admin) -> Self {
        Self { actor: Actor::Admin(admin.id().clone()), writes: true, hears: true, address: admin.address }
    }

    /// None for a key without `leads:read`. `address`: the trusted client address.
    pub fn program(integrator: &Integrator, address: IpAddr) -> Option<Self> {
        let (reads, writes) = (integrator.may(Scope::LeadsRead), integrator.may(Scope::LeadsWrite));
        let hears = integrator.may(Scope::Logs);
        (reads || writes).then(|| Self { actor: Actor::Key(integrator.label().to_owned()), writes, hears, address })
    }

    /// The line of the audit log that says: this clerk does this, now and from here.
    pub fn does(&self, action: &str, target: Option<&str>, clock: &dyn Clock, ids: &dyn IdSource) -> AuditEntry {
        entry(name(&self.actor), self.address, action, target, clock, ids)
    }

    /// In the timeline's words.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// None for a program.
    pub fn admin_id(&self) -> Option<&AdminId> {
        admin_of(&self.actor)
    }

    /// Conversations as well: those are the log's.
    pub(super) fn hears(&self) -> bool {
        self.hears
    }

    pub(super) fn may_write(&self) -> Result<(), ServiceError> {
        if self.writes { Ok(()) } else { Err(ServiceError::Forbidden) }
    }
}

/// Whoever may work with meetings, at the address of this request: an admin, or a program whose key has the right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    actor: Actor,
    key: Option<ApiKeyId>,
    address: IpAddr,
}

impl Host {
    pub fn admin(admin: &Admin) -> Self {
        Self { actor: Actor::Admin(admin.id().clone()), key: None, address: admin.address }
    }

    /// None for a key without `meetings`. `address`: the trusted client address.
    pub fn program(integrator: &Integrator, address: IpAddr) -> Option<Self> {
        let host = || Self { actor: Actor::Key(integrator.label().to_owned()), key: integrator.id.clone(), address };
        integrator.may(Scope::Meetings).then(host)
    }

    /// The line of the audit log that says: this host does this, now and from here.
    pub fn does(&self, action: &str, target: Option<&str>, clock: &dyn Clock, ids: &dyn IdSource) -> AuditEntry {
        entry(name(&self.actor), self.address, action, target, clock, ids)
    }

    /// In the timeline's words.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// None for a program.
    pub fn admin_id(&self) -> Option<&AdminId> {
        admin_of(&self.actor)
    }

    /// Free times are offered to this one alone.
    pub fn holder(&self) -> Holder<'_> {
        match (&self.actor, &self.key) {
            (Actor::Admin(id), _) => Holder::Admin(id),
            (_, Some(key)) => Holder::Key(key),
            (_, None) => Holder::Environment,
        }
    }
}

fn admin_of(actor: &Actor) -> Option<&AdminId> {
    if let Actor::Admin(id) = actor { Some(id) } else { None }
}

fn name(actor: &Actor) -> &str {
    match actor {
        Actor::Admin(id) => id.as_str(),
        Actor::Key(label) => label,
        Actor::Visitor => "anonymous",
    }
}

/// Whoever may work with the instruction, at the address of this request: an admin, or a program whose key has the right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    author: Author,
    writes: bool,
    address: IpAddr,
}

impl Editor {
    pub fn admin(admin: &Admin) -> Self {
        Self { author: Author::Admin(admin.id().clone()), writes: admin.owner().is_some(), address: admin.address }
    }

    /// None for a key without `instruction`. `address`: the trusted client address.
    pub fn program(integrator: &Integrator, address: IpAddr) -> Option<Self> {
        let editor = || Self { author: Author::Key(integrator.label().to_owned()), writes: true, address };
        integrator.may(Scope::Instruction).then(editor)
    }

    /// As whom they write.
    pub fn author(&self) -> &Author {
        &self.author
    }

    /// Members look at the instruction and try it out; they change neither it nor its tests.
    pub(super) fn may_write(&self) -> Result<(), ServiceError> {
        if self.writes { Ok(()) } else { Err(ServiceError::OwnersOnly) }
    }

    /// Somebody of the team, who can look at two texts.
    pub(super) fn person(&self) -> Option<&AdminId> {
        if let Author::Admin(id) = &self.author { Some(id) } else { None }
    }

    /// The line of the audit log that says: this editor does this, now and from here.
    pub fn does(&self, action: &str, target: Option<&str>, clock: &dyn Clock, ids: &dyn IdSource) -> AuditEntry {
        let actor = match &self.author {
            Author::Admin(id) => id.as_str(),
            Author::Key(label) => label,
            Author::Product => "product",
        };
        entry(actor, self.address, action, target, clock, ids)
    }
}

/// Whoever looks at figures, reports and logs, at the address of this request: an admin, or a program as far as its key allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeper {
    actor: String,
    admin: Option<AdminId>,
    /// Of a program.
    scopes: BTreeSet<Scope>,
    clears: bool,
    address: IpAddr,
}

impl Keeper {
    pub fn admin(admin: &Admin) -> Self {
        let (id, clears) = (admin.id.clone(), admin.owner().is_some());
        Self { actor: id.to_string(), admin: Some(id), scopes: BTreeSet::new(), clears, address: admin.address }
    }

    /// `address`: the trusted client address.
    pub fn program(integrator: &Integrator, address: IpAddr) -> Self {
        Self { actor: integrator.label().to_owned(), admin: None, scopes: integrator.scopes.clone(), clears: true, address }
    }

    /// None for a program.
    pub fn admin_id(&self) -> Option<&AdminId> {
        self.admin.as_ref()
    }

    /// As the audit log names this one.
    pub(super) fn actor(&self) -> &str {
        &self.actor
    }

    /// The line of the audit log that says: this one does this, now and from here.
    pub fn does(&self, action: &str, target: Option<&str>, clock: &dyn Clock, ids: &dyn IdSource) -> AuditEntry {
        entry(&self.actor, self.address, action, target, clock, ids)
    }

    pub(super) fn may(&self, scope: Scope) -> Result<(), ServiceError> {
        if self.admin.is_some() || self.scopes.contains(&scope) { Ok(()) } else { Err(ServiceError::Forbidden) }
    }

    /// Taking conversations out of the log and bringing them back: no member does.
    pub(super) fn may_clear(&self) -> Result<(), ServiceError> {
        self.may(Scope::Logs)?;
        if self.clears { Ok(()) } else { Err(ServiceError::OwnersOnly) }
    }
}

impl From<&Admin> for Keeper {
    fn from(admin: &Admin) -> Self {
        Self::admin(admin)
    }
}

impl From<&Keeper> for Keeper {
    fn from(keeper: &Keeper) -> Self {
        keeper.clone()
    }
}

/// The line of what happens by itself, at its time.
pub(super) fn by_itself(action: &str, target: Option<&str>, clock: &dyn Clock, ids: &dyn IdSource) -> AuditEntry {
    AuditEntry {
        id: AuditId::new(ids.uuid()),
        at: clock.now(),
        actor: "schedule".to_owned(),
        action: action.to_owned(),
        target: target.map(str::to_owned),
        address: None,
    }
}

fn entry(actor: &str, address: IpAddr, action: &str, target: Option<&str>, clock: &dyn Clock, ids: &dyn IdSource) -> AuditEntry {
    AuditEntry {
        id: AuditId::new(ids.uuid()),
        at: clock.now(),
        actor: actor.to_owned(),
        action: action.to_owned(),
        target: target.map(str::to_owned),
        address: Some(address.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admin(role: Role) -> Admin {
        Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), role, [192, 0, 2, 1].into())
    }

    #[test]
    fn a_member_is_no_owner_and_neither_writes_nor_clears() {
        let (owner, member) = (admin(Role::Owner), admin(Role::Member));
        assert_eq!(owner.owner().as_deref(), Some(&owner));
        assert_eq!(member.owner(), None);
        assert_eq!(Editor::admin(&owner).may_write(), Ok(()));
        assert_eq!(Editor::admin(&member).may_write(), Err(ServiceError::OwnersOnly));
        assert_eq!(Keeper::admin(&owner).may_clear(), Ok(()));
        assert_eq!(Keeper::admin(&member).may_clear(), Err(ServiceError::OwnersOnly));
        assert_eq!(Keeper::admin(&member).may(Scope::Logs), Ok(()), "reading is work");
    }

    #[test]
    fn a_program_may_what_its_key_allows() {
        let program = |scope| Integrator::vouched(None, [scope]);
        let here = [192, 0, 2, 1].into();
        assert_eq!(Keeper::program(&program(Scope::Logs), here).may_clear(), Ok(()));
        assert_eq!(Keeper::program(&program(Scope::Reports), here).may_clear(), Err(ServiceError::Forbidden));
        assert_eq!(Editor::program(&program(Scope::Instruction), here).map(|editor| editor.may_write()), Some(Ok(())));
    }
}
