//! Copies of what every turn reads and seldom changes, so that a turn asks the database only for its conversation.
//! A copy is replaced at a save and read again after some seconds, so that other instances' changes arrive.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use async_trait::async_trait;
use tokio::sync::Mutex;

use crate::{
    domain::{
        settings::Settings,
        time::{Timestamp, millis_between},
    },
    service::{
        error::StorageError,
        ports::{Clock, Instruction, Instructions, SettingsStore},
    },
};

/// How old a copy may be.
const FRESH: Duration = Duration::from_secs(5);

/// One value and when it was read.
struct Copy<T> {
    kept: RwLock<Option<(Timestamp, T)>>,
    /// Held while it is read again: one reader asks for all.
    reading: Mutex<()>,
    clock: Arc<dyn Clock>,
}

impl<T: Clone> Copy<T> {
    fn new(clock: Arc<dyn Clock>) -> Self {
        Self { kept: RwLock::default(), reading: Mutex::default(), clock }
    }

    async fn get(&self, read: impl Future<Output = Result<T, StorageError>>) -> Result<T, StorageError> {
        if let Some(value) = self.fresh() {
            return Ok(value);
        }
        let _reading = self.reading.lock().await;
        if let Some(value) = self.fresh() {
            return Ok(value);
        }
        let value = match (read.await, self.any()) {
            (Ok(value), _) => value,
            // What was true some seconds ago serves visitors better than an error; writing will tell if the database is gone.
            (Err(error), Some(old)) => {
                tracing::warn!(%error, "cannot be read again, going on with the copy");
                old
            }
            (Err(error), None) => return Err(error),
        };
        self.put(value.clone());
        Ok(value)
    }

    fn fresh(&self) -> Option<T> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        let is_fresh = |at: Timestamp| u128::from(millis_between(at, now)) < FRESH.as_millis() && at <= now;
        kept.as_ref().filter(|(at, _)| is_fresh(*at)).map(|(_, value)| value.clone())
    }

    fn any(&self) -> Option<T> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|(_, value)| value.clone())
    }

    fn put(&self, value: T) {
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = Some((self.clock.now(), value));
    }

    fn drop(&self) {
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The settings with a copy at hand.
pub struct CachedSettings {
    store: Arc<dyn SettingsStore>,
    copy: Copy<Settings>,
}

impl CachedSettings {
    pub fn new(store: Arc<dyn SettingsStore>, clock: Arc<dyn Clock>) -> Self {
        Self { store, copy: Copy::new(clock) }
    }
}

#[async_trait]
impl SettingsStore for CachedSettings {
    async fn load(&self) -> Result<Settings, StorageError> {
        self.copy.get(self.store.load()).await
    }

    async fn save(&self, settings: &Settings) -> Result<(), StorageError> {
        let saved = self.store.save(settings).await;
        match &saved {
            Ok(()) => self.copy.put(settings.clone()),
            // Somebody else was first, or nobody knows: the next reader asks.
            Err(_) => self.copy.drop(),
        }
        saved
    }
}

/// The instructions with the published one at hand; a version never changes, so it is read once.
pub struct CachedInstructions {
    store: Arc<dyn Instructions>,
    published: Copy<Option<Instruction>>,
    versions: RwLock<HashMap<u32, Instruction>>,
}

/// The most versions at hand: conversations that are open still run with few.
const VERSIONS: usize = 32;

impl CachedInstructions {
    pub fn new(store: Arc<dyn Instructions>, clock: Arc<dyn Clock>) -> Self {
        Self { store, published: Copy::new(clock), versions: RwLock::default() }
    }
}

#[async_trait]
impl Instructions for CachedInstructions {
    async fn published(&self) -> Result<Option<Instruction>, StorageError> {
        self.published.get(self.store.published()).await
    }

    async fn version(&self, version: u32) -> Result<Option<Instruction>, StorageError> {
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
        self.published.drop();
        seeded
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::memory::{ManualClock, MemorySettings};

    #[tokio::test]
    async fn a_copy_serves_for_five_seconds_and_a_save_replaces_it() {
        let clock = ManualClock::default();
        let store = Arc::new(MemorySettings::default());
        let (ours, theirs) = (
            CachedSettings::new(Arc::clone(&store) as Arc<dyn SettingsStore>, Arc::new(clock.clone())),
            CachedSettings::new(Arc::clone(&store) as Arc<dyn SettingsStore>, Arc::new(clock.clone())),
        );
        assert_eq!(ours.load().await.expect("memory").version, 0);
        let mut changed = Settings { version: 1, ..Settings::default() };
        changed.business.name = "Lima Interiors".into();
        theirs.save(&changed).await.expect("memory");
        assert_eq!(theirs.load().await.expect("memory").version, 1, "who saves sees it at once");
        assert_eq!(ours.load().await.expect("memory").version, 0, "another instance a little later");
        clock.advance(FRESH);
        assert_eq!(ours.load().await.expect("memory"), changed);
    }

    #[tokio::test]
    async fn after_a_conflict_the_next_reader_asks_again() {
        let clock = ManualClock::default();
        let store = Arc::new(MemorySettings::default());
        let ours = CachedSettings::new(Arc::clone(&store) as Arc<dyn SettingsStore>, Arc::new(clock));
        ours.load().await.expect("memory");
        store.save(&Settings { version: 1, ..Settings::default() }).await.expect("memory");
        assert!(ours.save(&Settings { version: 1, ..Settings::default() }).await.is_err());
        assert_eq!(ours.load().await.expect("memory").version, 1);
    }
}
