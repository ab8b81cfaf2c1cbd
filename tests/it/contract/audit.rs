//! The audit log: everything once, the latest first.

use chatimjd::{
    domain::{ids::AuditId, page::PageSize},
    service::{
        error::StorageError,
        ports::{AuditEntry, AuditFilter},
    },
};
use uuid::Uuid;

use super::{Ports, against_all, people::at};

against_all! {
    the_latest_entries_come_first,
    an_entry_may_have_no_target_and_no_address,
    an_entry_is_stored_once,
    lines_are_listed_in_pages_by_who_what_and_when,
    a_strange_cursor_is_refused,
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

/// The numbers of all lines that the filter shows, read in pages of this size.
async fn listed(ports: &Ports, filter: &AuditFilter, size: u32) -> Vec<i64> {
    let (mut found, mut cursor) = (vec![], None::<String>);
    loop {
        let size = PageSize::new(size).expect("a size");
        let page = ports.trail.list(filter, size, cursor.as_deref()).await.expect("read").expect("a page");
        found.extend(page.items.iter().map(|line| line.at.as_second() - at(0).as_second()));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return found;
        }
    }
}

async fn lines_are_listed_in_pages_by_who_what_and_when(ports: Ports) {
    let actions = ["login", "leads.exported", "leads_merged", "leads.imported"];
    for n in 1..=40_u128 {
        let number = usize::try_from(n).expect("small");
        let line = AuditEntry {
            actor: format!("adm_{}", n % 2),
            action: actions[number % 4].into(),
            target: (n % 5 == 0).then(|| format!("CSV, {n} leads")),
            ..entry(n)
        };
        ports.audit.record(line).await.expect("recorded");
    }
    let all = AuditFilter::default;
    let down = |keep: fn(&i64) -> bool| (1..=40_i64).rev().filter(keep).collect::<Vec<_>>();
    for size in [1, 7, 40, 100] {
        assert_eq!(listed(&ports, &all(), size).await, down(|_| true), "{size}");
    }
    let odd = AuditFilter { actor: Some("adm_1".into()), ..all() };
    assert_eq!(listed(&ports, &odd, 6).await, down(|n| n % 2 == 1));
    let leads = AuditFilter { action: Some("leads".into()), ..all() };
    assert_eq!(listed(&ports, &leads, 6).await, down(|n| n % 2 == 1), "a word is not its beginning");
    let exported = AuditFilter { action: Some("leads.exported".into()), ..odd.clone() };
    assert_eq!(listed(&ports, &exported, 6).await, down(|n| n % 4 == 1));
    let text = AuditFilter { q: Some("csv".into()), ..all() };
    assert_eq!(listed(&ports, &text, 3).await, down(|n| n % 5 == 0));
    let span = AuditFilter { from: Some(at(10)), to: Some(at(20)), ..all() };
    assert_eq!(listed(&ports, &span, 4).await, down(|n| (10..20).contains(n)));
    let rare = AuditFilter { from: Some(at(10)), to: Some(at(20)), actor: Some("adm_0".into()), action: Some("login".into()), ..all() };
    assert_eq!(listed(&ports, &rare, 1).await, [16, 12]);
    let nobody = AuditFilter { actor: Some("adm_7".into()), ..all() };
    assert_eq!(listed(&ports, &nobody, 5).await, Vec::<i64>::new());
}

async fn a_strange_cursor_is_refused(ports: Ports) {
    ports.audit.record(entry(1)).await.expect("recorded");
    for cursor in ["", "x", "'; DELETE audit; --"] {
        assert_eq!(ports.trail.list(&AuditFilter::default(), PageSize::default(), Some(cursor)).await, Ok(None), "{cursor}");
    }
}
