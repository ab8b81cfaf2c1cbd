//! The team over the ports in memory: the life of an invitation, roles, and who has to stay.

use std::time::Duration;

use async_trait::async_trait;
use futures_executor::LocalPool;

use super::*;
use crate::service::{
    accounts::NewAdmin,
    memory::{ManualClock, MemoryAdmins, MemoryAudit, SequentialIds},
    ports::{PasswordError, Passwords},
};

const PASSWORD: &str = "correct horse";

fn block_on<T>(story: impl Future<Output = T>) -> T {
    LocalPool::new().run_until(story)
}

/// The hash is the password.
struct PlainPasswords;

#[async_trait]
impl Passwords for PlainPasswords {
    async fn hash(&self, password: &str) -> Result<String, PasswordError> {
        Ok(password.to_owned())
    }
    async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, PasswordError> {
        Ok(hash == Some(password))
    }
    fn is_outdated(&self, _hash: &str) -> bool {
        false
    }
}

struct World {
    desk: TeamDesk,
    audit: MemoryAudit,
    clock: ManualClock,
    ana: Owner,
}

async fn world() -> World {
    let (audit, clock) = (MemoryAudit::default(), ManualClock::default());
    let admins = MemoryAdmins::beside(&audit);
    let accounts = Accounts {
        admins: Arc::new(admins.clone()),
        passwords: Arc::new(PlainPasswords),
        audit: Arc::new(audit.clone()),
        clock: Arc::new(clock.clone()),
        ids: Arc::new(SequentialIds::default()),
    };
    let new = NewAdmin { name: "Ana Lima".into(), email: "ana@example.com".into(), password: PASSWORD.into() };
    let ana = accounts.set_up(new, None).await.expect("set up");
    let ana = owner(&ana.account);
    World { desk: TeamDesk { team: Arc::new(admins), accounts }, audit, clock, ana }
}

fn admin(account: &AdminAccount) -> Admin {
    Admin::vouched(account.id.clone(), account.role, [192, 0, 2, 1].into())
}

fn owner(account: &AdminAccount) -> Owner {
    admin(account).owner().expect("an owner")
}

impl World {
    async fn joined(&self, name: &str, email: &str, role: Role) -> AdminAccount {
        let (code, _) = self.desk.invite(&self.ana, name, email, role).await.expect("invited");
        self.desk.join(&code, PASSWORD, None).await.expect("joined").account
    }

    fn actions(&self) -> Vec<String> {
        self.audit.list_all().into_iter().map(|entry| entry.action).collect()
    }
}

fn fields<T: std::fmt::Debug>(outcome: Result<T, ServiceError>) -> String {
    match outcome {
        Err(ServiceError::Invalid(fields)) => fields.into_keys().collect::<Vec<_>>().join(","),
        other => panic!("no field: {other:?}"),
    }
}

#[test]
fn a_link_opens_the_way_in_once() {
    block_on(async {
        let world = world().await;
        let (code, invitation) = world.desk.invite(&world.ana, " Bob  Ray", "Bob@Example.com", Role::Member).await.expect("invited");
        assert_eq!((code.len(), invitation.name.as_str(), invitation.role), (CODE_LENGTH, "Bob Ray", Role::Member));
        assert_eq!(world.desk.invitations(&world.ana).await, Ok(vec![invitation]));
        assert_eq!(fields(world.desk.join(&code, "short", None).await), "password");
        let bob = world.desk.join(&code, PASSWORD, Some([192, 0, 2, 9].into())).await.expect("joined");
        assert_eq!((bob.account.name.as_str(), bob.account.role), ("Bob Ray", Role::Member));
        assert_eq!(world.desk.accounts.log_in("bob@example.com", PASSWORD, None).await, Ok(bob.clone()));
        assert_eq!(world.desk.join(&code, PASSWORD, None).await, Err(ServiceError::Forbidden));
        assert_eq!(world.desk.invitations(&world.ana).await, Ok(vec![]));
        assert_eq!(world.desk.people(&world.ana).await.expect("people").len(), 2);
        assert_eq!(world.actions(), ["set_up", "person.invited", "person.joined", "login", "join_failed"]);
        let joined = &world.audit.list_all()[2];
        assert_eq!((joined.actor.as_str(), joined.address.as_deref()), (bob.account.id.as_str(), Some("192.0.2.9")));
        assert!(world.audit.list_all().iter().all(|line| !format!("{line:?}").contains(&code)), "no line has the code");
    });
}

#[test]
fn what_is_over_renewed_withdrawn_or_made_up_opens_nothing() {
    block_on(async {
        let world = world().await;
        let (old, invitation) = world.desk.invite(&world.ana, "Bob", "bob@example.com", Role::Member).await.expect("invited");
        let (new, _) = world.desk.renew(&world.ana, &invitation.id).await.expect("renewed");
        world.clock.advance(Duration::from_secs(7 * 24 * 3_600));
        for code in [old.as_str(), new.as_str(), "", "x", &"x".repeat(CODE_LENGTH), &"x".repeat(1 << 20)] {
            assert_eq!(world.desk.join(code, PASSWORD, None).await, Err(ServiceError::Forbidden), "{}", code.len());
        }
        let (again, renewed) = world.desk.renew(&world.ana, &invitation.id).await.expect("renewed");
        assert!(renewed.expires_at > invitation.expires_at);
        world.desk.withdraw(&world.ana, &invitation.id).await.expect("withdrawn");
        assert_eq!(world.desk.join(&again, PASSWORD, None).await, Err(ServiceError::Forbidden));
        assert_eq!(world.desk.withdraw(&world.ana, &invitation.id).await, Err(ServiceError::NotFound("invitation")));
        assert_eq!(world.desk.renew(&world.ana, &invitation.id).await, Err(ServiceError::NotFound("invitation")));
    });
}

#[test]
fn of_two_with_one_code_one_comes_in() {
    block_on(async {
        let world = world().await;
        let (code, _) = world.desk.invite(&world.ana, "Bob", "bob@example.com", Role::Member).await.expect("invited");
        let both = futures::future::join(world.desk.join(&code, PASSWORD, None), world.desk.join(&code, PASSWORD, None)).await;
        assert_eq!([both.0.is_ok(), both.1.is_ok()].into_iter().filter(|is_in| *is_in).count(), 1);
        assert_eq!(world.desk.people(&world.ana).await.expect("people").len(), 2);
    });
}

#[test]
fn an_address_is_one_persons() {
    block_on(async {
        let world = world().await;
        let invite = async |name: &str, email: &str| fields(world.desk.invite(&world.ana, name, email, Role::Member).await);
        assert_eq!(invite(" ", "bob@home").await, "email,name");
        assert_eq!(invite("Ana", "ANA@example.com").await, "email");
        world.desk.invite(&world.ana, "Bob", "bob@example.com", Role::Member).await.expect("invited");
        assert_eq!(invite("Bobby", "BOB@example.com").await, "email");
    });
}

#[test]
fn nobody_changes_their_own_role_and_one_owner_stays() {
    block_on(async {
        let world = world().await;
        let own = world.desk.change_role(&world.ana, world.ana.id(), Role::Member).await;
        assert_eq!(own, Err(ServiceError::Conflict(OWN_ROLE.into())));
        assert_eq!(world.desk.remove(&world.ana, world.ana.id()).await, Err(ServiceError::Conflict(OWN_ACCOUNT.into())));
        let bob = owner(&world.joined("Bob", "bob@example.com", Role::Owner).await);
        let both =
            futures::future::join(world.desk.change_role(&world.ana, bob.id(), Role::Member), world.desk.remove(&bob, world.ana.id()))
                .await;
        assert_eq!([both.0.is_ok(), both.1.is_ok()].into_iter().filter(|is_done| *is_done).count(), 1, "{both:?}");
        let owners = world.desk.people(&world.ana).await.expect("people").into_iter().filter(|one| one.role == Role::Owner).count();
        assert_eq!(owners, 1);
    });
}

#[test]
fn roles_and_names_change_and_people_leave() {
    block_on(async {
        let world = world().await;
        let bob = world.joined("Bob", "bob@example.com", Role::Member).await;
        assert_eq!(admin(&bob).owner(), None);
        world.desk.change_role(&world.ana, &bob.id, Role::Owner).await.expect("an owner");
        world.desk.change_role(&world.ana, &bob.id, Role::Owner).await.expect("as it is");
        world.desk.rename_oneself(&admin(&bob), "Robert Ray").await.expect("renamed");
        assert_eq!(fields(world.desk.rename(&world.ana, &bob.id, "R2 @").await), "name");
        let now = world.desk.accounts.find(&bob.id).await.expect("read").expect("Bob");
        assert_eq!((now.name.as_str(), now.role), ("Robert Ray", Role::Owner));
        world.desk.remove(&world.ana, &bob.id).await.expect("removed");
        assert_eq!(world.desk.accounts.identify(&bob.id).await, Ok(None), "no session finds an account");
        assert_eq!(world.desk.remove(&world.ana, &bob.id).await, Err(ServiceError::NotFound("person")));
        assert_eq!(world.actions()[3..], ["person.made_owner", "person.renamed", "person.removed"]);
        assert!(
            world.audit.list_all().last().expect("a line").target.as_deref().is_some_and(|target| target.starts_with("Robert Ray, adm_"))
        );
    });
}
