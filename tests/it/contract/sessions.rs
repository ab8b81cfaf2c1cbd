//! Sessions in the database.

use std::{collections::HashMap, sync::Arc, time::Duration};

use chatimjd::{
    adapters::surreal::{Database, DatabaseUrl, SurrealSessions},
    service::{memory::ManualClock, ports::Clock},
};
use tower_sessions::{
    ExpiredDeletion, SessionStore,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
};

use super::{open, open_on_server};

struct Store {
    sessions: SurrealSessions,
    clock: ManualClock,
    _directory: Option<tempfile::TempDir>,
}

async fn in_memory() -> Store {
    store(&open(DatabaseUrl::Memory).await, None)
}

async fn on_disk() -> Store {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let database = open(DatabaseUrl::Directory(directory.path().join("db"))).await;
    store(&database, Some(directory))
}

async fn on_server() -> Option<Store> {
    Some(store(&open_on_server().await?, None))
}

fn store(database: &Database, directory: Option<tempfile::TempDir>) -> Store {
    let clock = ManualClock::default();
    Store { sessions: database.sessions(Arc::new(clock.clone())), clock, _directory: directory }
}

impl Store {
    /// A session that lives for a minute.
    fn record(&self, id: i128) -> Record {
        let now = OffsetDateTime::from_unix_timestamp(self.clock.now().as_second()).expect("a time in range");
        let data = HashMap::from([("admin".to_owned(), serde_json::json!({ "id": "adm_1", "since": 1, "note": null }))]);
        Record { id: Id(id), data, expiry_date: now + Duration::from_secs(60) }
    }
}

macro_rules! against_all {
    ($($story:ident,)*) => {
        mod surreal_memory {
            $(#[tokio::test]
            async fn $story() {
                super::$story(super::in_memory().await).await;
            })*
        }
        mod surreal_directory {
            $(#[tokio::test]
            async fn $story() {
                super::$story(super::on_disk().await).await;
            })*
        }
        mod surreal_server {
            $(#[tokio::test]
            async fn $story() {
                if let Some(store) = super::on_server().await {
                    super::$story(store).await;
                }
            })*
        }
    };
}

against_all! {
    a_session_is_loaded_as_it_was_saved,
    an_id_that_is_taken_is_drawn_again,
    saving_late_does_not_bring_a_session_back,
    an_expired_session_is_not_loaded_and_then_deleted,
}

async fn a_session_is_loaded_as_it_was_saved(store: Store) {
    let mut record = store.record(-7);
    assert_eq!(store.sessions.load(&record.id).await.expect("read"), None);
    store.sessions.create(&mut record).await.expect("created");
    assert_eq!(store.sessions.load(&record.id).await.expect("read"), Some(record.clone()));
    record.data.insert("theme".into(), serde_json::json!("dark"));
    store.sessions.save(&record).await.expect("saved");
    assert_eq!(store.sessions.load(&record.id).await.expect("read"), Some(record.clone()));
    store.sessions.delete(&record.id).await.expect("deleted");
    assert_eq!(store.sessions.load(&record.id).await.expect("read"), None);
    store.sessions.delete(&record.id).await.expect("twice is fine");
}

async fn an_id_that_is_taken_is_drawn_again(store: Store) {
    let mut first = store.record(1);
    store.sessions.create(&mut first).await.expect("created");
    let mut second = Record { data: HashMap::new(), ..store.record(1) };
    store.sessions.create(&mut second).await.expect("created");
    assert_ne!(first.id, second.id);
    assert_eq!(store.sessions.load(&first.id).await.expect("read"), Some(first));
    assert_eq!(store.sessions.load(&second.id).await.expect("read"), Some(second));
}

async fn saving_late_does_not_bring_a_session_back(store: Store) {
    let mut record = store.record(1);
    store.sessions.create(&mut record).await.expect("created");
    store.sessions.delete(&record.id).await.expect("deleted");
    store.sessions.save(&record).await.expect("nothing to save");
    assert_eq!(store.sessions.load(&record.id).await.expect("read"), None);
}

async fn an_expired_session_is_not_loaded_and_then_deleted(store: Store) {
    let mut old = store.record(1);
    store.sessions.create(&mut old).await.expect("created");
    store.clock.advance(Duration::from_secs(59));
    assert!(store.sessions.load(&old.id).await.expect("read").is_some());
    let mut new = store.record(2);
    store.sessions.create(&mut new).await.expect("created");
    store.clock.advance(Duration::from_secs(1));
    assert_eq!(store.sessions.load(&old.id).await.expect("read"), None);
    store.sessions.delete_expired().await.expect("deleted");
    store.clock.set(store.clock.now() - jiff::SignedDuration::from_secs(30));
    assert_eq!(store.sessions.load(&old.id).await.expect("read"), None, "it is gone and not only too old");
    assert!(store.sessions.load(&new.id).await.expect("read").is_some());
}
