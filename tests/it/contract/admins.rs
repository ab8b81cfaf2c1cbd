//! Admins: the first is made once, with a line of the audit log, and found by the address however it was typed.

use chatimjd::{
    domain::{
        account::{AdminAccount, Role},
        email::Email,
        ids::AdminId,
    },
    service::{error::StorageError, ports::StoredAdmin},
};
use uuid::Uuid;

use super::{
    Ports, against_all,
    audit::{entry, lines},
    people::at,
};

against_all! {
    the_first_admin_is_found_again,
    there_is_one_first_admin,
    of_twenty_at_once_one_becomes_the_first,
    an_admin_and_the_line_are_stored_together_or_not_at_all,
    a_password_is_changed,
    a_renewed_hash_takes_no_changed_password_back,
    all_are_listed,
}

fn admin(n: u128) -> StoredAdmin {
    StoredAdmin {
        account: AdminAccount {
            id: AdminId::new(Uuid::from_u128(n)),
            email: Email::parse(&format!("Owner{n}@Example.com")).expect("an address"),
            name: "Ada O'Neill".into(),
            role: Role::Owner,
            created_at: at(0),
        },
        password_hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA".into(),
        password_mark: None,
    }
}

async fn the_first_admin_is_found_again(ports: Ports) {
    assert_eq!(ports.admins.any().await, Ok(false));
    assert_eq!(ports.admins.by_email("owner1@example.com").await, Ok(None));
    ports.admins.create_first(admin(1), entry(1)).await.expect("created");
    assert_eq!(ports.admins.any().await, Ok(true));
    assert_eq!(ports.admins.by_email("owner1@example.com").await, Ok(Some(admin(1))));
    assert_eq!(ports.admins.by_email("other@example.com").await, Ok(None));
    assert_eq!(ports.admins.by_id(&admin(1).account.id).await, Ok(Some(admin(1))));
    assert_eq!(ports.admins.by_id(&admin(2).account.id).await, Ok(None));
}

async fn there_is_one_first_admin(ports: Ports) {
    ports.admins.create_first(admin(1), entry(1)).await.expect("created");
    assert_eq!(ports.admins.create_first(admin(2), entry(2)).await, Err(StorageError::Duplicate("admin")));
    assert_eq!(ports.admins.create_first(admin(1), entry(3)).await, Err(StorageError::Duplicate("admin")));
    assert_eq!(ports.admins.by_id(&admin(2).account.id).await, Ok(None));
    assert_eq!(lines(&ports).await, [entry(1)], "who was not made has no line");
}

async fn of_twenty_at_once_one_becomes_the_first(ports: Ports) {
    let race: Vec<_> = (1..=20)
        .map(|n| {
            let admins = ports.admins.clone();
            tokio::spawn(async move { (n, admins.create_first(admin(n), entry(n)).await) })
        })
        .collect();
    let mut winners = vec![];
    for racer in race {
        match racer.await.expect("no panic") {
            (n, Ok(())) => winners.push(n),
            (_, Err(error)) => assert_eq!(error, StorageError::Duplicate("admin")),
        }
    }
    assert_eq!(winners.len(), 1);
    assert_eq!(lines(&ports).await, [entry(winners[0])]);
    for n in 1..=20 {
        let there = ports.admins.by_id(&admin(n).account.id).await.expect("read").is_some();
        assert_eq!(there, winners.contains(&n), "admin {n}");
    }
}

async fn an_admin_and_the_line_are_stored_together_or_not_at_all(ports: Ports) {
    ports.audit.record(entry(1)).await.expect("recorded");
    assert_eq!(ports.admins.create_first(admin(1), entry(1)).await, Err(StorageError::Duplicate("audit entry")));
    assert_eq!(ports.admins.any().await, Ok(false));
    ports.admins.create_first(admin(1), entry(2)).await.expect("created");
    assert_eq!((ports.admins.any().await, lines(&ports).await), (Ok(true), [1, 2].map(entry).to_vec()));
}

async fn a_password_is_changed(ports: Ports) {
    ports.admins.create_first(admin(1), entry(1)).await.expect("created");
    let (id, old) = (admin(1).account.id, admin(1).password_hash);
    assert_eq!(ports.admins.change_password(&id, &old, "$argon2id$new", entry(1)).await, Err(StorageError::Duplicate("audit entry")));
    assert_eq!(ports.admins.by_id(&id).await, Ok(Some(admin(1))), "without its line it is not changed");
    ports.admins.change_password(&id, &old, "$argon2id$new", entry(2)).await.expect("changed");
    assert_eq!(ports.admins.change_password(&id, &old, "$argon2id$late", entry(3)).await, Err(StorageError::Conflict));
    let changed = StoredAdmin { password_hash: "$argon2id$new".into(), ..admin(1) };
    assert_eq!(ports.admins.by_email("owner1@example.com").await, Ok(Some(changed)));
    assert_eq!(lines(&ports).await, [1, 2].map(entry));
}

async fn a_renewed_hash_takes_no_changed_password_back(ports: Ports) {
    ports.admins.create_first(admin(1), entry(1)).await.expect("created");
    let (id, old) = (admin(1).account.id, admin(1).password_hash);
    ports.admins.renew_password_hash(&id, &old, "$argon2id$renewed", "a mark").await.expect("renewed");
    let renewed = StoredAdmin { password_hash: "$argon2id$renewed".into(), password_mark: Some("a mark".into()), ..admin(1) };
    assert_eq!(ports.admins.by_id(&id).await, Ok(Some(renewed.clone())));
    ports.admins.renew_password_hash(&id, &old, "$argon2id$late", "a late mark").await.expect("too late is nothing");
    assert_eq!(ports.admins.by_id(&id).await, Ok(Some(renewed)));
    ports.admins.renew_password_hash(&admin(2).account.id, &old, "$argon2id$new", "a mark").await.expect("nobody's is nothing");
    assert_eq!(ports.admins.by_id(&admin(2).account.id).await, Ok(None));
    assert_eq!(lines(&ports).await, [entry(1)], "nobody's deed");
    ports.admins.change_password(&id, "$argon2id$renewed", "$argon2id$new", entry(2)).await.expect("changed");
    let changed = StoredAdmin { password_hash: "$argon2id$new".into(), ..admin(1) };
    assert_eq!(ports.admins.by_id(&id).await, Ok(Some(changed)), "another password keeps no mark");
}

async fn all_are_listed(ports: Ports) {
    assert_eq!(ports.admins.list().await, Ok(vec![]));
    ports.admins.create_first(admin(1), entry(1)).await.expect("created");
    assert_eq!(ports.admins.list().await, Ok(vec![admin(1).account]));
}
