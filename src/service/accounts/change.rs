//! Another password: the admin's own wish, or the operator's help for who has none any more. Either ends all sessions that
//! were begun with the old one.

use super::{Accounts, Identity};
use crate::{
    domain::{account::check_new_password, email::Email},
    service::{
        error::{ServiceError, StorageError},
        permission::Admin,
        ports::{AuditEntry, StoredAdmin},
    },
};

/// Who can run commands where the server is, as lines of the audit log call them.
const OPERATOR: &str = "operator";
/// So often somebody else may change it before the operator.
const MOST_TRIES: usize = 5;

impl Accounts {
    /// Takes the old password as proof: a session may be stolen. Its own session is over, too, until its caller begins
    /// another. Field errors name `old_password` and `new_password`.
    pub async fn change_password(&self, admin: &Admin, old: &str, new: &str) -> Result<Identity, ServiceError> {
        check_new_password(new).map_err(|problem| ServiceError::field("new_password", problem))?;
        let stored = self.admins.by_id(admin.id()).await?.ok_or(ServiceError::Unauthorized)?;
        if !self.is_right(old, Some(&stored.password_hash)).await? {
            self.audit.record(admin.does("password.refused", None, &*self.clock, &*self.ids)).await?;
            return Err(ServiceError::field("old_password", "not your password"));
        }
        let replaced = self.replace(stored, new, admin.does("password.changed", None, &*self.clock, &*self.ids)).await?;
        // Somebody else was before: this session is over.
        replaced.ok_or(ServiceError::Unauthorized)
    }

    /// Without the old password: for the operator, who can read and write the database anyway. Field errors name `email`
    /// and `password`.
    pub async fn reset_password(&self, email: &str, new: &str) -> Result<Identity, ServiceError> {
        let email = Email::parse(email).map_err(|error| ServiceError::field("email", error.to_string()))?;
        check_new_password(new).map_err(|problem| ServiceError::field("password", problem))?;
        for _ in 0..MOST_TRIES {
            let stored = self.admins.by_email(&email.canonical()).await?.ok_or(ServiceError::NotFound("account"))?;
            let entry = AuditEntry {
                actor: OPERATOR.to_owned(),
                target: Some(stored.account.id.to_string()),
                ..self.line("password.reset", None, None)
            };
            if let Some(identity) = self.replace(stored, new, entry).await? {
                return Ok(identity);
            }
        }
        Err(StorageError::Conflict.into())
    }

    /// None where the password has become another one since it was read.
    async fn replace(&self, stored: StoredAdmin, new: &str, entry: AuditEntry) -> Result<Option<Identity>, ServiceError> {
        let password_hash = self.passwords.hash(new).await?;
        match self.admins.change_password(&stored.account.id, &stored.password_hash, &password_hash, entry).await {
            Err(StorageError::Conflict) => Ok(None),
            Err(error) => Err(error.into()),
            Ok(()) => Ok(Some(Identity::of(StoredAdmin { password_hash, password_mark: None, ..stored }))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::{
        accounts::tests::{ana, block_on, world},
        ports::AuditLog as _,
    };

    const OLD: &str = "correct horse";
    const NEW: &str = "staple battery";

    fn field(error: ServiceError) -> String {
        match error {
            ServiceError::Invalid(fields) => fields.into_keys().collect::<Vec<_>>().join(","),
            other => panic!("no field: {other:?}"),
        }
    }

    #[test]
    fn another_password_ends_what_the_old_one_began() {
        let world = world();
        block_on(async {
            let made = world.accounts.set_up(ana(), None).await.expect("set up");
            let admin = Admin::vouched(made.account.id.clone(), made.account.role, [192, 0, 2, 8].into());
            let changed = world.accounts.change_password(&admin, OLD, NEW).await.expect("changed");
            assert_eq!(changed.account, made.account);
            assert_ne!(changed.password_mark, made.password_mark);
            assert_eq!(world.accounts.identify(admin.id()).await, Ok(Some(changed.clone())));
            assert_eq!(world.accounts.log_in("ana@example.com", OLD, None).await, Err(ServiceError::Unauthorized));
            assert_eq!(world.accounts.log_in("ana@example.com", NEW, None).await, Ok(changed));
        });
        let actions: Vec<String> = world.actions().into_iter().map(|(action, _)| action).collect();
        assert_eq!(actions, ["set_up", "password.changed", "login_failed", "login"]);
    }

    #[test]
    fn a_session_alone_changes_no_password() {
        let world = world();
        block_on(async {
            let made = world.accounts.set_up(ana(), None).await.expect("set up");
            let admin = Admin::vouched(made.account.id.clone(), made.account.role, [192, 0, 2, 8].into());
            let refused = async |old: &str, new: &str| field(world.accounts.change_password(&admin, old, new).await.expect_err("refused"));
            assert_eq!(refused("guessed", NEW).await, "old_password");
            let endless = "x".repeat(1 << 20);
            assert_eq!(refused(endless.as_str(), NEW).await, "old_password");
            assert_eq!(refused(OLD, "short").await, "new_password");
            assert_eq!(world.accounts.identify(admin.id()).await, Ok(Some(made)));
        });
        assert_eq!(*world.passwords.asked.lock().expect("not poisoned"), [true], "neither what is endless nor what cannot be is hashed");
        let refused = world.actions().into_iter().filter(|(action, _)| action == "password.refused").count();
        assert_eq!(refused, 2);
    }

    #[test]
    fn the_operator_needs_no_old_password() {
        let world = world();
        block_on(async {
            let made = world.accounts.set_up(ana(), None).await.expect("set up");
            let reset = world.accounts.reset_password(" Ana@Example.com", NEW).await.expect("reset");
            assert_ne!(reset.password_mark, made.password_mark);
            assert_eq!(world.accounts.log_in("ana@example.com", NEW, None).await, Ok(reset));
            let lines = world.audit.latest(2).await.expect("memory");
            let line = &lines[1];
            assert_eq!((line.action.as_str(), line.actor.as_str()), ("password.reset", "operator"));
            assert_eq!(line.target.as_deref(), Some(made.account.id.as_str()));

            assert_eq!(world.accounts.reset_password("bob@example.com", NEW).await, Err(ServiceError::NotFound("account")));
            assert_eq!(field(world.accounts.reset_password("ana", NEW).await.expect_err("no address")), "email");
            assert_eq!(field(world.accounts.reset_password("ana@example.com", "short").await.expect_err("short")), "password");
        });
    }
}
