//! Keys of integrators: found by their hash until they are revoked; made and revoked with a line of the audit log.

use chatimjd::{
    domain::{
        account::{ApiKeyInfo, Scope},
        ids::ApiKeyId,
    },
    service::error::StorageError,
};
use uuid::Uuid;

use super::{
    Ports, against_all,
    audit::{entry, lines},
    people::at,
};

against_all! {
    a_key_is_found_by_its_hash,
    a_hash_is_stored_once,
    a_revoked_key_is_listed_and_not_found,
    keys_are_listed_newest_first,
    a_key_and_its_line_are_stored_together_or_not_at_all,
    a_revocation_and_its_line_are_stored_together_or_not_at_all,
    of_many_revocations_at_once_one_counts,
}

fn key(n: u128) -> ApiKeyInfo {
    ApiKeyInfo {
        id: ApiKeyId::new(Uuid::from_u128(n)),
        label: format!("Bridge “{n}” 📱"),
        prefix: "ck_abcdef".into(),
        scopes: vec![Scope::Chat, Scope::LeadsRead],
        created_at: at(i64::try_from(n / 2).expect("small")),
        revoked_at: None,
    }
}

fn hash(n: u128) -> String {
    format!("{n:064x}")
}

async fn a_key_is_found_by_its_hash(ports: Ports) {
    assert_eq!(ports.api_keys.by_hash(&hash(1)).await, Ok(None));
    ports.api_keys.create(key(1), hash(1), entry(1)).await.expect("created");
    ports.api_keys.create(ApiKeyInfo { scopes: Scope::ALL.to_vec(), ..key(2) }, hash(2), entry(2)).await.expect("created");
    assert_eq!(ports.api_keys.by_hash(&hash(1)).await, Ok(Some((key(1).id, vec![Scope::Chat, Scope::LeadsRead]))));
    assert_eq!(ports.api_keys.by_hash(&hash(2)).await, Ok(Some((key(2).id, Scope::ALL.to_vec()))));
    assert_eq!(ports.api_keys.by_hash("").await, Ok(None));
}

async fn a_hash_is_stored_once(ports: Ports) {
    ports.api_keys.create(key(1), hash(1), entry(1)).await.expect("created");
    assert_eq!(ports.api_keys.create(key(2), hash(1), entry(2)).await, Err(StorageError::Duplicate("key")));
    assert_eq!(ports.api_keys.list().await, Ok(vec![key(1)]));
    assert_eq!(lines(&ports).await, [entry(1)]);
}

async fn a_revoked_key_is_listed_and_not_found(ports: Ports) {
    ports.api_keys.create(key(1), hash(1), entry(1)).await.expect("created");
    assert_eq!(ports.api_keys.revoke(&key(1).id, at(5), entry(2)).await, Ok(true));
    assert_eq!(ports.api_keys.by_hash(&hash(1)).await, Ok(None));
    // The first revocation stands.
    assert_eq!(ports.api_keys.revoke(&key(1).id, at(6), entry(3)).await, Ok(true));
    assert_eq!(ports.api_keys.list().await, Ok(vec![ApiKeyInfo { revoked_at: Some(at(5)), ..key(1) }]));
    assert_eq!(ports.api_keys.revoke(&key(2).id, at(5), entry(4)).await, Ok(false));
    assert_eq!(lines(&ports).await, [1, 2].map(entry), "what changed nothing has no line");
}

async fn keys_are_listed_newest_first(ports: Ports) {
    for n in [3, 1, 5, 2, 4] {
        ports.api_keys.create(key(n), hash(n), entry(n)).await.expect("created");
    }
    assert_eq!(ports.api_keys.list().await, Ok([5, 4, 3, 2, 1].map(key).to_vec()));
}

async fn a_key_and_its_line_are_stored_together_or_not_at_all(ports: Ports) {
    ports.audit.record(entry(1)).await.expect("recorded");
    assert_eq!(ports.api_keys.create(key(1), hash(1), entry(1)).await, Err(StorageError::Duplicate("audit entry")));
    assert_eq!((ports.api_keys.by_hash(&hash(1)).await, ports.api_keys.list().await), (Ok(None), Ok(vec![])));
    ports.api_keys.create(key(1), hash(1), entry(2)).await.expect("created");
    assert_eq!(lines(&ports).await, [1, 2].map(entry));
}

async fn a_revocation_and_its_line_are_stored_together_or_not_at_all(ports: Ports) {
    ports.api_keys.create(key(1), hash(1), entry(1)).await.expect("created");
    assert_eq!(ports.api_keys.revoke(&key(1).id, at(5), entry(1)).await, Err(StorageError::Duplicate("audit entry")));
    assert!(ports.api_keys.by_hash(&hash(1)).await.expect("read").is_some(), "it opens still");
    assert_eq!(ports.api_keys.list().await, Ok(vec![key(1)]));
    assert_eq!(ports.api_keys.revoke(&key(1).id, at(5), entry(2)).await, Ok(true));
    assert_eq!(lines(&ports).await, [1, 2].map(entry));
}

async fn of_many_revocations_at_once_one_counts(ports: Ports) {
    ports.api_keys.create(key(1), hash(1), entry(1)).await.expect("created");
    let race: Vec<_> = (2..10)
        .map(|n| {
            let keys = ports.api_keys.clone();
            tokio::spawn(async move { keys.revoke(&key(1).id, at(n), entry(u128::try_from(n).expect("small"))).await })
        })
        .collect();
    for racer in race {
        assert_eq!(racer.await.expect("no panic"), Ok(true));
    }
    let lines = lines(&ports).await;
    assert_eq!(lines.len(), 2);
    assert_eq!(ports.api_keys.list().await.expect("read")[0].revoked_at, Some(lines[1].at));
}
