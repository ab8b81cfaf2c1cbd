//! The permission for the calendar: one document, replaced by whoever read the latest; beside the settings and not in their way.

use chatimjd::{
    domain::{
        settings::{Settings, WidgetLook},
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{CalendarGrant, GrantRecord},
    },
};
use futures::future::join_all;

use super::{
    Ports, against_all,
    audit::{entry, lines},
    people::NAUGHTY,
};

against_all! {
    before_anything_was_permitted_there_is_nothing,
    what_was_kept_is_read_and_forgotten,
    a_stale_version_changes_nothing,
    of_many_at_once_one_is_kept,
    settings_and_permission_do_not_meet,
}

fn grant() -> CalendarGrant {
    CalendarGrant {
        refresh_token: "sealed:AAAA".into(),
        scopes: NAUGHTY.iter().map(|text| (*text).to_owned()).collect(),
        granted_at: Timestamp::constant(1_795_348_800, 0),
        expires_at: Some(Timestamp::constant(1_795_953_599, 0)),
        dead_since: None,
    }
}

async fn before_anything_was_permitted_there_is_nothing(ports: Ports) {
    assert_eq!(ports.grants.load().await, Ok(GrantRecord::default()));
}

async fn what_was_kept_is_read_and_forgotten(ports: Ports) {
    let dead = CalendarGrant { dead_since: Some(Timestamp::constant(1_795_400_000, 0)), expires_at: None, ..grant() };
    let mut record = GrantRecord::default();
    for (n, next) in [(1, Some(grant())), (2, Some(dead)), (3, None), (4, Some(grant()))] {
        record = record.followed_by(next);
        let line = (n != 2).then(|| entry(n));
        ports.grants.save(&record, line).await.expect("saved");
        assert_eq!(ports.grants.load().await, Ok(record.clone()));
    }
    assert_eq!(record.version, 4);
    assert_eq!(lines(&ports).await, [entry(1), entry(3), entry(4)]);
}

async fn a_stale_version_changes_nothing(ports: Ports) {
    let record = |version| GrantRecord { grant: Some(grant()), version };
    for version in [0, 2] {
        assert_eq!(ports.grants.save(&record(version), Some(entry(1))).await, Err(StorageError::Conflict), "{version}");
    }
    ports.grants.save(&record(1), None).await.expect("saved");
    for version in [0, 1, 3] {
        let other = GrantRecord { grant: None, version };
        assert_eq!(ports.grants.save(&other, Some(entry(1))).await, Err(StorageError::Conflict), "{version}");
    }
    assert_eq!(ports.grants.load().await, Ok(record(1)));
    assert_eq!(lines(&ports).await, []);
}

async fn of_many_at_once_one_is_kept(ports: Ports) {
    let record = GrantRecord { grant: Some(grant()), version: 1 };
    let outcomes = join_all((0..8).map(|n| ports.grants.save(&record, Some(entry(n))))).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert_eq!(lines(&ports).await.len(), 1);
}

async fn settings_and_permission_do_not_meet(ports: Ports) {
    let settings =
        Settings { widget: WidgetLook { greeting: "Hello!".into(), ..WidgetLook::default() }, version: 1, ..Settings::default() };
    let record = GrantRecord { grant: Some(grant()), version: 1 };
    ports.grants.save(&record, None).await.expect("saved");
    ports.settings.save(&settings, entry(1)).await.expect("saved");
    assert_eq!((ports.settings.latest().await, ports.grants.load().await), (Ok(settings), Ok(record)));
}
