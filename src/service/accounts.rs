//! First-run set-up, log-in, other passwords, and whose session it is. Each deed and each failed log-in leaves a line in the
//! audit log. Must not know cookies, sessions or how often a stranger may guess.

mod change;

use std::{fmt, net::IpAddr, sync::Arc};

use sha2::{Digest, Sha256};

use super::{
    error::{ServiceError, StorageError},
    permission::Admin,
    ports::{Admins, AuditEntry, AuditLog, Clock, IdSource, PasswordError, Passwords, StoredAdmin},
};
use crate::domain::{
    account::{AdminAccount, Role, check_new_password},
    api_error::FieldErrors,
    email::Email,
    ids::{AdminId, AuditId},
    person_name::PersonName,
};

/// What a new admin typed.
#[derive(Clone)]
pub struct NewAdmin {
    pub name: String,
    pub email: String,
    pub password: String,
}

impl fmt::Debug for NewAdmin {
    /// Says nothing of what was typed: it is personal or secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewAdmin(…)")
    }
}

/// An account with the mark of the password that it has now. A session keeps the mark that it began with, and is over once
/// the account has another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub account: AdminAccount,
    /// Tells nothing of the password.
    pub password_mark: String,
}

impl Identity {
    pub(super) fn of(stored: StoredAdmin) -> Self {
        let password_mark = mark_of(&stored);
        Self { account: stored.account, password_mark }
    }
}

/// Of the hash that was made when the password was chosen: renewing it leaves the mark as it was.
fn mark_of(stored: &StoredAdmin) -> String {
    let of_hash = || hex::encode(&Sha256::digest(stored.password_hash.as_bytes())[..16]);
    stored.password_mark.clone().unwrap_or_else(of_hash)
}

#[derive(Clone)]
pub struct Accounts {
    pub admins: Arc<dyn Admins>,
    pub passwords: Arc<dyn Passwords>,
    pub audit: Arc<dyn AuditLog>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdSource>,
}

/// Nobody's password is longer, so nobody's time is spent on hashing more.
const LONGEST_PASSWORD: usize = 256;

const SET_UP_ALREADY: &str = "This installation is set up already. Log in instead.";

impl Accounts {
    /// There is no admin yet.
    pub async fn setup_needed(&self) -> Result<bool, ServiceError> {
        Ok(!self.admins.any().await?)
    }

    /// Makes the first admin; [`ServiceError::Conflict`] when there is one already. The caller has checked the set-up token.
    pub async fn set_up(&self, new: NewAdmin, address: Option<IpAddr>) -> Result<Identity, ServiceError> {
        let (name, email) = check(&new)?;
        if self.admins.any().await? {
            return Err(ServiceError::Conflict(SET_UP_ALREADY.into()));
        }
        let password_hash = self.passwords.hash(&new.password).await?;
        let account = AdminAccount {
            id: AdminId::new(self.ids.uuid()),
            email,
            name: name.as_str().to_owned(),
            role: Role::Owner,
            created_at: self.clock.now(),
        };
        let entry = self.line("set_up", Some(&account.id), address);
        let stored = StoredAdmin { account, password_hash, password_mark: None };
        match self.admins.create_first(stored.clone(), entry).await {
            Ok(()) => Ok(Identity::of(stored)),
            Err(StorageError::Duplicate("admin")) => Err(ServiceError::Conflict(SET_UP_ALREADY.into())),
            Err(error) => Err(error.into()),
        }
    }

    /// [`ServiceError::Unauthorized`] for an unknown address and for a wrong password alike, after the same time.
    pub async fn log_in(&self, email: &str, password: &str, address: Option<IpAddr>) -> Result<Identity, ServiceError> {
        let known = match Email::parse(email) {
            Ok(email) => self.admins.by_email(&email.canonical()).await?,
            Err(_) => None,
        };
        let hash = known.as_ref().map(|stored| stored.password_hash.as_str());
        let right = self.is_right(password, hash).await?;
        let Some(stored) = known.filter(|_| right) else {
            // The address that was typed is not kept: people type passwords into the wrong field.
            self.audit.record(self.line("login_failed", None, address)).await?;
            return Err(ServiceError::Unauthorized);
        };
        let stored = self.renew_hash(stored, password).await;
        self.audit.record(self.line("login", Some(&stored.account.id), address)).await?;
        Ok(Identity::of(stored))
    }

    /// The session ended by the admin's own wish.
    pub async fn log_out(&self, admin: &Admin) -> Result<(), ServiceError> {
        Ok(self.audit.record(admin.does("logout", None, &*self.clock, &*self.ids)).await?)
    }

    /// Whose account this is, unless it was removed since.
    pub async fn find(&self, id: &AdminId) -> Result<Option<AdminAccount>, ServiceError> {
        Ok(self.admins.by_id(id).await?.map(|stored| stored.account))
    }

    /// The account of a session, with the mark that the session must have.
    pub async fn identify(&self, id: &AdminId) -> Result<Option<Identity>, ServiceError> {
        Ok(self.admins.by_id(id).await?.map(Identity::of))
    }

    /// Everybody who works here, in the order in which they came.
    pub async fn team(&self, _admin: &Admin) -> Result<Vec<AdminAccount>, ServiceError> {
        Ok(self.admins.list().await?)
    }

    /// Stronger parameters reach old accounts at the only moment when the password is known.
    /// A failure changes nothing for the admin and is tried again at the next log-in. Returns what is stored then.
    async fn renew_hash(&self, stored: StoredAdmin, password: &str) -> StoredAdmin {
        if !self.passwords.is_outdated(&stored.password_hash) {
            return stored;
        }
        let Ok(password_hash) = self.passwords.hash(password).await else { return stored };
        let mark = mark_of(&stored);
        match self.admins.renew_password_hash(&stored.account.id, &stored.password_hash, &password_hash, &mark).await {
            Ok(()) => StoredAdmin { password_hash, password_mark: Some(mark), ..stored },
            Err(_) => stored,
        }
    }

    /// Whether this is the password behind the hash; for no hash the answer takes as long.
    async fn is_right(&self, password: &str, hash: Option<&str>) -> Result<bool, ServiceError> {
        Ok(password.chars().count() <= LONGEST_PASSWORD && self.passwords.verify(password, hash).await?)
    }

    /// A line about who is not signed in (yet).
    pub(super) fn line(&self, action: &str, actor: Option<&AdminId>, address: Option<IpAddr>) -> AuditEntry {
        AuditEntry {
            id: AuditId::new(self.ids.uuid()),
            at: self.clock.now(),
            actor: actor.map_or_else(|| "anonymous".to_owned(), |id| id.as_str().to_owned()),
            action: action.to_owned(),
            target: None,
            address: address.map(|address| address.to_string()),
        }
    }
}

impl From<PasswordError> for ServiceError {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy => Self::Busy { retry_after: 2 },
            PasswordError::Failed(text) => Self::Internal(text),
        }
    }
}

fn check(new: &NewAdmin) -> Result<(PersonName, Email), ServiceError> {
    let name = PersonName::parse(&new.name);
    let email = Email::parse(&new.email);
    let password = check_new_password(&new.password);
    match (name, email, password) {
        (Ok(name), Ok(email), Ok(())) => Ok((name, email)),
        (name, email, password) => {
            let mut wrong = FieldErrors::new();
            let mut note = |field: &str, problem: Option<String>| problem.and_then(|problem| wrong.insert(field.into(), problem));
            note("name", name.err().map(|e| e.to_string()));
            note("email", email.err().map(|e| e.to_string()));
            note("password", password.err().map(str::to_owned));
            Err(ServiceError::Invalid(wrong))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use async_trait::async_trait;
    use futures_executor::LocalPool;

    use super::*;
    use crate::service::memory::{ManualClock, MemoryAdmins, MemoryAudit, SequentialIds};

    /// The ports in memory wait for nobody: no runtime is needed.
    pub fn block_on<T>(story: impl Future<Output = T>) -> T {
        LocalPool::new().run_until(story)
    }

    /// Hashes are `generation:password`; counts what it was asked to verify.
    pub struct OpenPasswords {
        generation: u32,
        pub asked: Mutex<Vec<bool>>,
        busy: bool,
    }

    #[async_trait]
    impl Passwords for OpenPasswords {
        async fn hash(&self, password: &str) -> Result<String, PasswordError> {
            if self.busy { Err(PasswordError::Busy) } else { Ok(format!("{}:{password}", self.generation)) }
        }
        async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, PasswordError> {
            self.asked.lock().expect("no panic while held").push(hash.is_some());
            if self.busy { Err(PasswordError::Busy) } else { Ok(hash.and_then(|h| h.split_once(':')).is_some_and(|(_, p)| p == password)) }
        }
        fn is_outdated(&self, hash: &str) -> bool {
            !hash.starts_with(&format!("{}:", self.generation))
        }
    }

    pub struct World {
        pub accounts: Accounts,
        pub passwords: Arc<OpenPasswords>,
        pub admins: MemoryAdmins,
        pub audit: MemoryAudit,
    }

    fn world_with(admins: MemoryAdmins, audit: MemoryAudit, generation: u32, busy: bool) -> World {
        let passwords = Arc::new(OpenPasswords { generation, asked: Mutex::default(), busy });
        let accounts = Accounts {
            admins: Arc::new(admins.clone()),
            passwords: passwords.clone(),
            audit: Arc::new(audit.clone()),
            clock: Arc::new(ManualClock::default()),
            ids: Arc::new(SequentialIds::default()),
        };
        World { accounts, passwords, admins, audit }
    }

    pub fn world() -> World {
        let audit = MemoryAudit::default();
        world_with(MemoryAdmins::beside(&audit), audit, 1, false)
    }

    pub fn ana() -> NewAdmin {
        NewAdmin { name: " Ana  Lima ".into(), email: "Ana@Example.com".into(), password: "correct horse".into() }
    }

    impl World {
        pub fn actions(&self) -> Vec<(String, String)> {
            let mut all = block_on(self.audit.latest(100)).expect("memory");
            all.reverse();
            all.into_iter().map(|entry| (entry.action, entry.actor)).collect()
        }
    }

    #[test]
    fn the_first_admin_is_made_once_and_can_log_in() {
        let world = world();
        block_on(async {
            assert_eq!(world.accounts.setup_needed().await, Ok(true));
            let made = world.accounts.set_up(ana(), Some([192, 0, 2, 1].into())).await.expect("the first admin");
            assert_eq!((made.account.name.as_str(), made.account.role), ("Ana Lima", Role::Owner));
            assert_eq!(world.accounts.setup_needed().await, Ok(false));
            assert!(matches!(world.accounts.set_up(ana(), None).await, Err(ServiceError::Conflict(_))));
            let signed_in = world.accounts.log_in("ana@example.COM ", "correct horse", None).await;
            assert_eq!(signed_in, Ok(made.clone()));
            assert_eq!(world.accounts.find(&made.account.id).await, Ok(Some(made.account.clone())));
            assert_eq!(world.accounts.identify(&made.account.id).await, Ok(Some(made)));
        });
    }

    #[test]
    fn two_set_ups_at_once_make_one_admin() {
        let world = world();
        let other = NewAdmin { email: "mallory@example.com".into(), ..ana() };
        let both = block_on(futures::future::join(world.accounts.set_up(ana(), None), world.accounts.set_up(other, None)));
        let outcomes = [both.0, both.1];
        assert_eq!(outcomes.iter().filter(|o| o.is_ok()).count(), 1);
        assert_eq!(outcomes.iter().filter(|o| matches!(o, Err(ServiceError::Conflict(_)))).count(), 1);
        assert_eq!(world.actions().len(), 1);
    }

    #[test]
    fn every_wrong_field_is_named() {
        let world = world();
        let wrong = NewAdmin { name: "  ".into(), email: "ana@home".into(), password: "short".into() };
        let Err(ServiceError::Invalid(fields)) = block_on(world.accounts.set_up(wrong, None)) else { panic!("accepted") };
        assert_eq!(fields.keys().map(String::as_str).collect::<Vec<_>>(), ["email", "name", "password"]);
        assert_eq!(block_on(world.admins.any()), Ok(false));
    }

    #[test]
    fn an_unknown_address_costs_a_hash_like_a_wrong_password() {
        let world = world();
        block_on(async {
            world.accounts.set_up(ana(), None).await.expect("set up");
            for (email, password) in [("ana@example.com", "wrong horse"), ("bob@example.com", "correct horse"), ("not an address", "x")] {
                assert_eq!(world.accounts.log_in(email, password, None).await, Err(ServiceError::Unauthorized));
            }
        });
        assert_eq!(*world.passwords.asked.lock().expect("not poisoned"), [true, false, false]);
        let actions = world.actions();
        assert_eq!(actions.iter().filter(|(action, actor)| action == "login_failed" && actor == "anonymous").count(), 3);
    }

    #[test]
    fn an_endless_password_is_wrong_without_being_hashed() {
        let world = world();
        block_on(async {
            world.accounts.set_up(ana(), None).await.expect("set up");
            let endless = "x".repeat(1 << 20);
            assert_eq!(world.accounts.log_in("ana@example.com", &endless, None).await, Err(ServiceError::Unauthorized));
        });
        assert!(world.passwords.asked.lock().expect("not poisoned").is_empty());
    }

    #[test]
    fn log_in_renews_a_hash_of_old_parameters() {
        let old = world();
        let made = block_on(old.accounts.set_up(ana(), None)).expect("set up");
        let new = world_with(old.admins.clone(), MemoryAudit::default(), 2, false);
        let signed_in = block_on(new.accounts.log_in("ana@example.com", "correct horse", None)).expect("log in");
        let stored = block_on(new.admins.by_id(&made.account.id)).expect("memory").expect("there");
        assert_eq!(stored.password_hash, "2:correct horse");
        assert_eq!(signed_in, Identity::of(stored), "the session that begins now outlives the renewal");
    }

    #[test]
    fn a_renewed_hash_ends_no_session_and_another_password_ends_all() {
        let old = world();
        let made = block_on(old.accounts.set_up(ana(), None)).expect("set up");
        block_on(async {
            for generation in 2..4 {
                let new = world_with(old.admins.clone(), MemoryAudit::default(), generation, false);
                assert_eq!(new.accounts.log_in("ana@example.com", "correct horse", None).await, Ok(made.clone()));
                assert_eq!(new.accounts.identify(&made.account.id).await, Ok(Some(made.clone())), "sessions of before go on");
            }
            let admin = Admin::vouched(made.account.id.clone(), made.account.role, [192, 0, 2, 8].into());
            let changed = old.accounts.change_password(&admin, "correct horse", "staple battery").await.expect("changed");
            assert_ne!(changed.password_mark, made.password_mark);
            assert_eq!(old.accounts.identify(&made.account.id).await, Ok(Some(changed)));
        });
    }

    #[test]
    fn a_full_queue_is_busy_not_wrong() {
        let world = world_with(MemoryAdmins::default(), MemoryAudit::default(), 1, true);
        assert!(matches!(block_on(world.accounts.log_in("a@example.com", "x", None)), Err(ServiceError::Busy { .. })));
        assert!(world.actions().is_empty());
    }

    #[test]
    fn the_audit_log_tells_who_came_and_went() {
        let world = world();
        block_on(async {
            let made = world.accounts.set_up(ana(), Some([192, 0, 2, 6].into())).await.expect("set up").account;
            world.accounts.log_in("ana@example.com", "correct horse", Some([192, 0, 2, 7].into())).await.expect("log in");
            world.accounts.log_out(&Admin::vouched(made.id.clone(), made.role, [192, 0, 2, 8].into())).await.expect("log out");
            let latest = world.audit.latest(9).await.expect("memory");
            let addresses: Vec<_> = latest.iter().map(|entry| entry.address.as_deref()).collect();
            assert_eq!(addresses, [Some("192.0.2.8"), Some("192.0.2.7"), Some("192.0.2.6")]);
            assert!(latest.iter().all(|entry| entry.actor == made.id.as_str()));
        });
        assert_eq!(world.actions().into_iter().map(|(action, _)| action).collect::<Vec<_>>(), ["set_up", "login", "logout"]);
    }
}
