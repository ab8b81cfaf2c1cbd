//! Copies of what every turn reads and seldom changes, so that a turn asks the database only for its conversation.
//! A copy is forgotten at a save and read again after some seconds, so that other instances' changes arrive.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard},
    time::Duration,
};

use async_trait::async_trait;
use tokio::sync::Mutex;

use crate::{
    domain::{
        instruction::{Version, VersionInfo},
        page::{Page, PageSize},
        settings::Settings,
        time::{Timestamp, millis_between},
    },
    service::{
        error::StorageError,
        ports::{AuditEntry, Clock, Instructions, Publication, SettingsStore, Versions},
    },
};

/// How old a copy may be.
const FRESH: Duration = Duration::from_secs(5);

/// One value, as it was read.
struct Copy<T> {
    kept: RwLock<Kept<T>>,
    /// Held while it is read again: one reader asks for all.
    reading: Mutex<()>,
    clock: Arc<dyn Clock>,
}

struct Kept<T> {
    value: Option<T>,
    /// None: to be read again by whoever asks next.
    read_at: Option<Timestamp>,
    /// How many writes have ended here.
    writes: u64,
}

/// A mark in time, taken before the value is read: what was read before a write ended is not kept.
#[derive(PartialEq, Eq)]
struct Mark(u64);

impl<T: Clone> Copy<T> {
    fn new(clock: Arc<dyn Clock>) -> Self {
        Self { kept: RwLock::new(Kept { value: None, read_at: None, writes: 0 }), reading: Mutex::default(), clock }
    }

    async fn get(&self, read: impl Future<Output = Result<T, StorageError>>) -> Result<T, StorageError> {
        if let Some(value) = self.fresh() {
            return Ok(value);
        }
        let _reading = self.reading.lock().await;
        if let Some(value) = self.fresh() {
            return Ok(value);
        }
        let mark = self.mark();
        let value = match (read.await, self.kept().value.clone()) {
            (Ok(value), _) => value,
            // What was true some seconds ago serves visitors better than an error; writing will tell if the database is gone.
            (Err(error), Some(old)) => {
                tracing::warn!(%error, "cannot be read again, going on with the copy");
                old
            }
            (Err(error), None) => return Err(error),
        };
        self.keep(mark, &value);
        Ok(value)
    }

    /// What is stored, past the copy. An error is an error here.
    async fn latest(&self, read: impl Future<Output = Result<T, StorageError>>) -> Result<T, StorageError> {
        let mark = self.mark();
        let value = read.await?;
        self.keep(mark, &value);
        Ok(value)
    }

    fn fresh(&self) -> Option<T> {
        let now = self.clock.now();
        let is_fresh = |at: Timestamp| u128::from(millis_between(at, now)) < FRESH.as_millis() && at <= now;
        let kept = self.kept();
        kept.read_at.filter(|at| is_fresh(*at)).and_then(|_| kept.value.clone())
    }

    fn mark(&self) -> Mark {
        Mark(self.kept().writes)
    }

    fn keep(&self, mark: Mark, value: &T) {
        let now = self.clock.now();
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if Mark(kept.writes) == mark {
            (kept.value, kept.read_at) = (Some(value.clone()), Some(now));
        }
    }

    /// A write has ended, in whatever way: the next reader asks.
    fn forget(&self) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.writes += 1;
        kept.read_at = None;
    }

    fn kept(&self) -> RwLockReadGuard<'_, Kept<T>> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The settings with a copy at hand.
pub struct CachedSettings {
    store: Arc<dyn SettingsStore>,
    copy: Arc<Copy<Settings>>,
}

impl CachedSettings {
    pub fn new(store: Arc<dyn SettingsStore>, clock: Arc<dyn Clock>) -> Self {
        Self { store, copy: Arc::new(Copy::new(clock)) }
    }
}

#[async_trait]
impl SettingsStore for CachedSettings {
    async fn load(&self) -> Result<Settings, StorageError> {
        self.copy.get(self.store.load()).await
    }

    async fn latest(&self) -> Result<Settings, StorageError> {
        self.copy.latest(self.store.latest()).await
    }

    async fn save(&self, settings: &Settings, entry: AuditEntry) -> Result<(), StorageError> {
        let (store, copy, settings) = (Arc::clone(&self.store), Arc::clone(&self.copy), settings.clone());
        // On a task of its own: what was replaced must be forgotten even when nobody waits for it any more.
        let saved = tokio::spawn(async move {
            let saved = store.save(&settings, entry).await;
            copy.forget();
            saved
        });
        saved.await.unwrap_or_else(|error| Err(StorageError::Failed(format!("saving was cut short: {error}"))))
    }
}

/// The instructions with the published one at hand; a version never changes, so it is read once.
/// What the studio publishes goes through here, so that the copy is forgotten.
pub struct CachedInstructions {
    store: Arc<dyn Instructions>,
    studio: Arc<dyn Versions>,
    published: Arc<Copy<Option<Version>>>,
    versions: RwLock<HashMap<u32, Version>>,
}

/// The most versions at hand: conversations that are open still run with few.
const VERSIONS: usize = 32;

impl CachedInstructions {
    /// `studio`: the same store, as the studio works with it.
    pub fn new(store: Arc<dyn Instructions>, studio: Arc<dyn Versions>, clock: Arc<dyn Clock>) -> Self {
        Self { store, studio, published: Arc::new(Copy::new(clock)), versions: RwLock::default() }
    }
}

#[async_trait]
impl Instructions for CachedInstructions {
    async fn published(&self) -> Result<Option<Version>, StorageError> {
        self.published.get(self.store.published()).await
    }

    async fn version(&self, version: u32) -> Result<Option<Version>, StorageError> {
        if let Some(known) = self.versions.read().unwrap_or_else(PoisonError::into_inner).get(&version).cloned() {
            return Ok(Some(known));
        }
        let found = self.store.version(version).await?;
        if let Some(instruction) = &found {
            let mut versions = self.versions.write().unwrap_or_else(PoisonError::into_inner);
            if versions.len() >= VERSIONS {
                versions.clear();
            }
            versions.insert(version, instruction.clone());
        }
        Ok(found)
    }

    async fn seed(&self, text: &str, at: Timestamp) -> Result<(), StorageError> {
        let seeded = self.store.seed(text, at).await;
        self.published.forget();
        seeded
    }
}

#[async_trait]
impl Versions for CachedInstructions {
    async fn newest(&self) -> Result<Option<Version>, StorageError> {
        self.published.latest(self.studio.newest()).await
    }

    async fn find(&self, number: u32) -> Result<Option<Version>, StorageError> {
        self.studio.find(number).await
    }

    async fn list(&self, size: PageSize, cursor: Option<&str>) -> Result<Option<Page<VersionInfo>>, StorageError> {
        self.studio.list(size, cursor).await
    }

    async fn publish(&self, publication: Publication) -> Result<(), StorageError> {
        let (studio, copy) = (Arc::clone(&self.studio), Arc::clone(&self.published));
        // On a task of its own: what was published must be seen even when nobody waits for it any more.
        let published = tokio::spawn(async move {
            let published = studio.publish(publication).await;
            copy.forget();
            published
        });
        published.await.unwrap_or_else(|error| Err(StorageError::Failed(format!("publishing was cut short: {error}"))))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::{
        domain::{
            account::Role,
            ids::AdminId,
            instruction::{Author, Content},
        },
        service::{
            memory::{ManualClock, MemoryInstructions, MemorySettings, SequentialIds},
            permission::Admin,
        },
    };

    /// A database that can be away.
    #[derive(Default)]
    struct Store {
        settings: MemorySettings,
        is_away: AtomicBool,
        ids: SequentialIds,
    }

    impl Store {
        fn check(&self) -> Result<(), StorageError> {
            if self.is_away.load(Ordering::SeqCst) { Err(StorageError::Timeout) } else { Ok(()) }
        }

        fn line(&self) -> AuditEntry {
            let owner = Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into());
            owner.does("settings_saved", None, &ManualClock::default(), &self.ids)
        }
    }

    #[async_trait]
    impl SettingsStore for Store {
        async fn load(&self) -> Result<Settings, StorageError> {
            self.check()?;
            self.settings.load().await
        }
        async fn latest(&self) -> Result<Settings, StorageError> {
            self.load().await
        }
        async fn save(&self, settings: &Settings, entry: AuditEntry) -> Result<(), StorageError> {
            self.check()?;
            self.settings.save(settings, entry).await
        }
    }

    fn instance(store: &Arc<Store>, clock: &ManualClock) -> CachedSettings {
        CachedSettings::new(Arc::clone(store) as Arc<dyn SettingsStore>, Arc::new(clock.clone()))
    }

    async fn version(settings: &CachedSettings) -> u64 {
        settings.load().await.expect("a copy or the database").version
    }

    #[tokio::test]
    async fn a_copy_serves_for_five_seconds_and_a_save_replaces_it() {
        let (store, clock) = (Arc::new(Store::default()), ManualClock::default());
        let (ours, theirs) = (instance(&store, &clock), instance(&store, &clock));
        assert_eq!(version(&ours).await, 0);
        let mut changed = Settings { version: 1, ..Settings::default() };
        changed.business.name = "Lima Interiors".into();
        theirs.save(&changed, store.line()).await.expect("memory");
        assert_eq!(version(&theirs).await, 1, "who saves sees it at once");
        assert_eq!(version(&ours).await, 0, "another instance a little later");
        clock.advance(FRESH);
        assert_eq!(ours.load().await.expect("memory"), changed);
    }

    #[tokio::test]
    async fn a_change_begins_from_what_is_stored() {
        let (store, clock) = (Arc::new(Store::default()), ManualClock::default());
        let (ours, theirs) = (instance(&store, &clock), instance(&store, &clock));
        assert_eq!(version(&ours).await, 0);
        theirs.save(&Settings { version: 1, ..Settings::default() }, store.line()).await.expect("memory");
        assert_eq!(ours.latest().await.expect("memory").version, 1);
        assert_eq!(version(&ours).await, 1, "and the copy is as new");
    }

    #[tokio::test]
    async fn after_a_conflict_the_next_reader_asks_again() {
        let (store, clock) = (Arc::new(Store::default()), ManualClock::default());
        let ours = instance(&store, &clock);
        ours.load().await.expect("memory");
        store.save(&Settings { version: 1, ..Settings::default() }, store.line()).await.expect("memory");
        assert!(ours.save(&Settings { version: 1, ..Settings::default() }, store.line()).await.is_err());
        assert_eq!(version(&ours).await, 1);
    }

    #[tokio::test]
    async fn what_was_read_before_a_save_ended_is_not_kept() {
        let copy = Copy::new(Arc::new(ManualClock::default()));
        let read = async {
            copy.forget();
            Ok("old")
        };
        assert_eq!(copy.get(read).await, Ok("old"), "whoever asked before the save ended may see it");
        assert_eq!(copy.get(async { Ok("new") }).await, Ok("new"), "and nobody after");
        assert_eq!(copy.get(async { Ok("newer") }).await, Ok("new"));
    }

    #[tokio::test]
    async fn while_the_database_is_away_the_copy_goes_on_and_nothing_is_changed() {
        let (store, clock) = (Arc::new(Store::default()), ManualClock::default());
        let ours = instance(&store, &clock);
        assert_eq!(version(&ours).await, 0);
        store.is_away.store(true, Ordering::SeqCst);
        clock.advance(FRESH);
        assert_eq!(version(&ours).await, 0);
        assert_eq!(ours.latest().await, Err(StorageError::Timeout));
        let changed = Settings { version: 1, ..Settings::default() };
        assert_eq!(ours.save(&changed, store.line()).await, Err(StorageError::Timeout));
        assert_eq!(version(&ours).await, 0, "also after a save that nobody knows the end of");
        assert_eq!(instance(&store, &clock).load().await, Err(StorageError::Timeout), "without a copy it is an error");
    }

    fn instructions(store: &MemoryInstructions, clock: &ManualClock) -> CachedInstructions {
        CachedInstructions::new(Arc::new(store.clone()), Arc::new(store.clone()), Arc::new(clock.clone()))
    }

    async fn said(instructions: &CachedInstructions) -> String {
        instructions.published().await.expect("memory").expect("seeded").content.text
    }

    #[tokio::test]
    async fn whoever_publishes_is_answered_with_it_at_once_and_other_instances_a_little_later() {
        let (store, clock, lines) = (MemoryInstructions::default(), ManualClock::default(), Store::default());
        let (ours, theirs) = (instructions(&store, &clock), instructions(&store, &clock));
        ours.seed("one", clock.now()).await.expect("memory");
        assert_eq!((said(&ours).await, said(&theirs).await), ("one".into(), "one".into()));

        let content = Content::of("two");
        let two = Version { number: 2, hash: content.hash(), content, author: Author::Product, ..Version::seed("", clock.now()) };
        let change = Publication { version: two.clone(), draft: None, entry: lines.line() };
        ours.publish(change.clone()).await.expect("published");
        assert_eq!((said(&ours).await, said(&theirs).await), ("two".into(), "one".into()));
        assert_eq!(theirs.newest().await, Ok(Some(two)), "a change begins from what is stored");
        assert_eq!(said(&theirs).await, "two", "and the copy is as new");
        assert_eq!(ours.publish(change).await, Err(StorageError::Conflict));
        assert_eq!(said(&ours).await, "two");
    }
}
