//! The team: invitations that become accounts once, and owners of whom one stays.

use chatimjd::{
    domain::{
        account::{AdminAccount, Invitation, Role},
        email::Email,
        ids::{AdminId, InvitationId},
    },
    service::{
        error::StorageError,
        ports::{StoredAdmin, TeamChange},
    },
};
use uuid::Uuid;

use super::{
    Ports, against_all,
    audit::{entry, lines},
    people::at,
};

against_all! {
    an_invitation_is_found_by_its_hash_and_becomes_an_account_once,
    an_invitation_is_renewed_and_withdrawn,
    an_address_is_invited_once,
    somebody_is_renamed,
    the_last_owner_stays,
    what_somebody_invited_goes_with_them,
    of_two_owners_who_take_each_other_away_one_stays,
}

fn admin(n: u128, role: Role) -> StoredAdmin {
    StoredAdmin {
        account: AdminAccount {
            id: AdminId::new(Uuid::from_u128(n)),
            email: Email::parse(&format!("Person{n}@Example.com")).expect("an address"),
            name: "Ada O'Neill".into(),
            role,
            created_at: at(0),
        },
        password_hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA".into(),
        password_mark: None,
    }
}

fn inviter() -> AdminId {
    AdminId::new(Uuid::from_u128(1))
}

fn invitation(n: u128) -> Invitation {
    let StoredAdmin { account, .. } = admin(n, Role::Member);
    let id = InvitationId::new(Uuid::from_u128(n));
    Invitation {
        id,
        email: account.email,
        name: account.name,
        role: account.role,
        created_at: at(0),
        expires_at: at(60),
        inviter: inviter(),
    }
}

async fn an_invitation_is_found_by_its_hash_and_becomes_an_account_once(ports: Ports) {
    ports.admins.create_first(admin(1, Role::Owner), entry(1)).await.expect("created");
    let bob = invitation(2);
    ports.team.invite(bob.clone(), "hash".into(), entry(2)).await.expect("invited");
    assert_eq!(ports.team.invited("hash").await, Ok(Some(bob.clone())));
    assert_eq!(ports.team.invited("other").await, Ok(None));
    assert_eq!(ports.team.invitations().await, Ok(vec![bob.clone()]));
    let joins = async |hash: &str, now, line| ports.team.join(&bob.id, hash, at(now), admin(2, Role::Member), entry(line)).await;
    assert_eq!(joins("other", 59, 3).await, Err(StorageError::Conflict));
    assert_eq!(joins("hash", 60, 3).await, Err(StorageError::Conflict), "over");
    joins("hash", 59, 3).await.expect("joined");
    assert_eq!(joins("hash", 59, 4).await, Err(StorageError::Conflict), "once");
    assert_eq!(ports.team.invitations().await, Ok(vec![]));
    assert_eq!(ports.admins.by_email("person2@example.com").await, Ok(Some(admin(2, Role::Member))));
    assert_eq!(lines(&ports).await, [1, 2, 3].map(entry));
}

async fn an_invitation_is_renewed_and_withdrawn(ports: Ports) {
    let bob = invitation(2);
    ports.team.invite(bob.clone(), "hash".into(), entry(1)).await.expect("invited");
    let other = AdminId::new(Uuid::from_u128(7));
    let renewed = ports.team.renew(&bob.id, &other, "new".into(), at(90), entry(2)).await;
    assert_eq!(renewed, Ok(Some(Invitation { expires_at: at(90), inviter: other.clone(), ..bob.clone() })));
    assert_eq!(ports.team.invited("hash").await, Ok(None));
    assert_eq!(ports.team.invited("new").await.map(|found| found.is_some()), Ok(true));
    assert_eq!(ports.team.withdraw(&bob.id, entry(3)).await, Ok(true));
    assert_eq!(ports.team.withdraw(&bob.id, entry(4)).await, Ok(false));
    assert_eq!(ports.team.renew(&bob.id, &other, "newer".into(), at(90), entry(4)).await, Ok(None));
    assert_eq!(lines(&ports).await, [1, 2, 3].map(entry), "what changed nothing has no line");
}

async fn an_address_is_invited_once(ports: Ports) {
    ports.admins.create_first(admin(1, Role::Owner), entry(1)).await.expect("created");
    assert_eq!(ports.team.invite(invitation(1), "hash".into(), entry(2)).await, Err(StorageError::Duplicate("admin")));
    ports.team.invite(invitation(2), "hash".into(), entry(2)).await.expect("invited");
    let again = Invitation { id: InvitationId::new(Uuid::from_u128(3)), ..invitation(2) };
    assert_eq!(ports.team.invite(again, "other".into(), entry(3)).await, Err(StorageError::Duplicate("invitation")));
    assert_eq!(lines(&ports).await, [1, 2].map(entry));
}

async fn somebody_is_renamed(ports: Ports) {
    ports.admins.create_first(admin(1, Role::Owner), entry(1)).await.expect("created");
    let id = admin(1, Role::Owner).account.id;
    assert_eq!(ports.team.rename(&id, "Ada", entry(2)).await, Ok(true));
    assert_eq!(ports.team.rename(&admin(2, Role::Owner).account.id, "Ada", entry(3)).await, Ok(false));
    assert_eq!(ports.admins.by_id(&id).await.map(|found| found.map(|found| found.account.name)), Ok(Some("Ada".into())));
    assert_eq!(lines(&ports).await, [1, 2].map(entry));
}

/// An owner, 1, and somebody in this role, 2. Two lines.
async fn two(ports: &Ports, role: Role) {
    ports.admins.create_first(admin(1, Role::Owner), entry(1)).await.expect("created");
    ports.team.invite(invitation(2), "hash".into(), entry(2)).await.expect("invited");
    ports.team.join(&invitation(2).id, "hash", at(1), admin(2, role), entry(3)).await.expect("joined");
}

async fn the_last_owner_stays(ports: Ports) {
    two(&ports, Role::Member).await;
    let (ada, bob) = (AdminId::new(Uuid::from_u128(1)), AdminId::new(Uuid::from_u128(2)));
    let nobody = AdminId::new(Uuid::from_u128(9));
    assert_eq!(ports.team.change_role(&ada, Role::Member, entry(4)).await, Ok(TeamChange::LastOwner));
    assert_eq!(ports.team.remove(&ada, entry(4)).await, Ok(TeamChange::LastOwner));
    assert_eq!(ports.team.remove(&nobody, entry(4)).await, Ok(TeamChange::Gone));
    assert_eq!(ports.team.change_role(&bob, Role::Owner, entry(4)).await, Ok(TeamChange::Done));
    assert_eq!(ports.team.change_role(&ada, Role::Member, entry(5)).await, Ok(TeamChange::Done));
    assert_eq!(ports.team.remove(&ada, entry(6)).await, Ok(TeamChange::Done));
    assert_eq!(ports.team.remove(&bob, entry(7)).await, Ok(TeamChange::LastOwner));
    let left: Vec<_> = ports.admins.list().await.expect("read").into_iter().map(|one| (one.id, one.role)).collect();
    assert_eq!(left, [(bob, Role::Owner)]);
    assert_eq!(lines(&ports).await, [1, 2, 3, 4, 5, 6].map(entry));
}

async fn what_somebody_invited_goes_with_them(ports: Ports) {
    two(&ports, Role::Owner).await;
    let (ada, bob) = (AdminId::new(Uuid::from_u128(1)), AdminId::new(Uuid::from_u128(2)));
    let of = |n, inviter: &AdminId| Invitation { inviter: inviter.clone(), ..invitation(n) };
    for (n, inviter) in [(3, &bob), (4, &ada)] {
        ports.team.invite(of(n, inviter), format!("hash{n}"), entry(n + 1)).await.expect("invited");
    }
    assert_eq!(ports.team.change_role(&bob, Role::Owner, entry(6)).await, Ok(TeamChange::Done));
    assert_eq!(ports.team.invitations().await.map(|all| all.len()), Ok(2), "who stays an owner keeps theirs");
    assert_eq!(ports.team.change_role(&bob, Role::Member, entry(7)).await, Ok(TeamChange::Done));
    assert_eq!(ports.team.invitations().await, Ok(vec![of(4, &ada)]));
    assert_eq!(ports.team.change_role(&bob, Role::Owner, entry(8)).await, Ok(TeamChange::Done));
    assert_eq!(ports.team.remove(&ada, entry(9)).await, Ok(TeamChange::Done));
    assert_eq!(ports.team.invitations().await, Ok(vec![]));
}

async fn of_two_owners_who_take_each_other_away_one_stays(ports: Ports) {
    two(&ports, Role::Owner).await;
    let (ada, bob) = (AdminId::new(Uuid::from_u128(1)), AdminId::new(Uuid::from_u128(2)));
    let (one, other) = (ports.team.clone(), ports.team.clone());
    let removed = tokio::spawn(async move { one.remove(&ada, entry(4)).await });
    let demoted = tokio::spawn(async move { other.change_role(&bob, Role::Member, entry(5)).await });
    let mut outcomes = [removed.await.expect("no panic").expect("settled"), demoted.await.expect("no panic").expect("settled")];
    outcomes.sort_by_key(|outcome| *outcome != TeamChange::Done);
    assert_eq!(outcomes, [TeamChange::Done, TeamChange::LastOwner]);
    let owners = ports.admins.list().await.expect("read").into_iter().filter(|one| one.role == Role::Owner).count();
    assert_eq!(owners, 1);
}
