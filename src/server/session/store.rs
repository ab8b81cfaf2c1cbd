//! Where sessions are kept: in the application's own database, or in Redis. One value for both, and how it is doing.

use std::{fmt, sync::Arc, time::Duration};

use async_trait::async_trait;
use secrecy::SecretString;
use tokio::sync::broadcast;
use tokio_util::task::AbortOnDropHandle;
use tower_sessions::{
    ExpiredDeletion, SessionStore,
    session::{Id, Record},
    session_store,
};
use tower_sessions_redis_store::{RedisStore, fred::prelude::Pool};

use super::redis::{self, HashedIds};
use crate::domain::health::{PartHealth, PartState};

/// Expired sessions are deleted this often; they open nothing from the moment they expire.
const SWEEP: Duration = Duration::from_secs(600);
/// Ends that a stream may fall behind before it asks the store instead.
const ENDS: usize = 64;
/// The store answers a question about its health within this time or not at all.
const PATIENCE: Duration = Duration::from_secs(2);

/// The sessions cannot be kept as configured; in words for the operator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionsError {
    #[error("REDIS_URL (or REDIS_HOST, REDIS_PORT, REDIS_DB): not an address of a Redis server")]
    RedisAddress,
}

/// The sessions' place. Clones share it.
#[derive(Clone)]
pub struct Sessions {
    store: SharedStore,
    redis: Option<Pool>,
    /// The ids of sessions as they end here.
    ends: broadcast::Sender<Id>,
    /// Ends with the last clone.
    _sweeper: Option<Arc<AbortOnDropHandle<()>>>,
}

impl Sessions {
    /// In Redis, which need not be there yet. Its keys are bare hashes: give us a database number of our own (`REDIS_DB`).
    pub fn in_redis(url: &SecretString) -> Result<Self, SessionsError> {
        let pool = redis::connect(url)?;
        let store = SharedStore(Arc::new(HashedIds(RedisStore::new(pool.clone()))));
        Ok(Self { store, redis: Some(pool), ends: broadcast::Sender::new(ENDS), _sweeper: None })
    }

    /// In a store of our own that hashes the ids itself; expired sessions are deleted now and then.
    pub fn embedded<S: SessionStore + ExpiredDeletion + Clone>(store: S) -> Self {
        let swept = store.clone();
        let sweeper = tokio::spawn(async move {
            loop {
                if let Err(error) = swept.delete_expired().await {
                    tracing::warn!(%error, "expired sessions could not be deleted");
                }
                tokio::time::sleep(SWEEP).await;
            }
        });
        let sweeper = Some(Arc::new(AbortOnDropHandle::new(sweeper)));
        Self { store: SharedStore(Arc::new(store)), redis: None, ends: broadcast::Sender::new(ENDS), _sweeper: sweeper }
    }

    /// Tells whoever waits that the session of this id has ended.
    pub fn announce_end(&self, id: Id) {
        // Nobody waits: nobody to tell.
        let _ = self.ends.send(id);
    }

    /// The ends from now on that happen in this process. Others show only in the store.
    pub fn ends(&self) -> broadcast::Receiver<Id> {
        self.ends.subscribe()
    }

    pub fn store(&self) -> SharedStore {
        self.store.clone()
    }

    /// How the part `sessions` is. Visitors need none, so the worst is degraded.
    pub async fn health(&self) -> PartHealth {
        let question = async {
            match &self.redis {
                Some(pool) => redis::answers(pool).await,
                None => self.store.load(&Id::default()).await.is_ok(),
            }
        };
        let answers = tokio::time::timeout(PATIENCE, question).await.unwrap_or(false);
        let (state, message) = match (answers, &self.redis) {
            (true, _) => (PartState::Ok, String::new()),
            (false, Some(_)) => (PartState::Degraded, "Redis does not answer: nobody can sign in until it is back.".to_owned()),
            (false, None) => (PartState::Degraded, "Sign-ins cannot be read from the database.".to_owned()),
        };
        PartHealth { part: "sessions".into(), state, message }
    }
}

/// Any store, as the session layer takes it.
#[derive(Clone)]
pub struct SharedStore(Arc<dyn SessionStore>);

impl fmt::Debug for SharedStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedStore")
    }
}

#[async_trait]
impl SessionStore for SharedStore {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        self.0.create(record).await
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        self.0.save(record).await
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        self.0.load(id).await
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.0.delete(id).await
    }
}
