//! The audit log: everything once, the latest first.

use chatimjd::{
    domain::ids::AuditId,
    service::{error::StorageError, ports::AuditEntry},
};
use uuid::Uuid;

use super::{Ports, against_all, people::at};

against_all! {
    the_latest_entries_come_first,
    an_entry_may_have_no_target_and_no_address,
    an_entry_is_stored_once,
}

/// Line `n` of the log.
pub fn entry(n: u128) -> AuditEntry {
    AuditEntry {
        id: AuditId::new(Uuid::from_u128(n)),
        at: at(i64::try_from(n).expect("small")),
        actor: "anonymous".into(),
        action: "login_failed".into(),
        target: Some("owner".into()),
        address: Some("2001:db8::1".into()),
    }
}

/// All lines, the first one first.
pub async fn lines(ports: &Ports) -> Vec<AuditEntry> {
    let mut all = ports.audit.latest(100).await.expect("read");
    all.reverse();
    all
}

async fn the_latest_entries_come_first(ports: Ports) {
    assert_eq!(ports.audit.latest(10).await, Ok(vec![]));
    for n in 1..=12 {
        ports.audit.record(entry(n)).await.expect("recorded");
    }
    assert_eq!(ports.audit.latest(3).await, Ok([12, 11, 10].map(entry).to_vec()));
    assert_eq!(lines(&ports).await, (1..=12).map(entry).collect::<Vec<_>>());
}

async fn an_entry_may_have_no_target_and_no_address(ports: Ports) {
    let bare = AuditEntry { target: None, address: None, ..entry(1) };
    ports.audit.record(bare.clone()).await.expect("recorded");
    assert_eq!(ports.audit.latest(1).await, Ok(vec![bare]));
}

async fn an_entry_is_stored_once(ports: Ports) {
    ports.audit.record(entry(1)).await.expect("recorded");
    let other = AuditEntry { action: "login".into(), ..entry(1) };
    assert_eq!(ports.audit.record(other).await, Err(StorageError::Duplicate("audit entry")));
    assert_eq!(lines(&ports).await, [entry(1)]);
}
