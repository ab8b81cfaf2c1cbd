//! Sessions in Redis: connections that give up in time, and ids that are stored only as hashes.

use std::{fmt, time::Duration};

use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::Result,
};
use tower_sessions_redis_store::fred::prelude::{Builder, ClientLike, Config, Pool, ReconnectPolicy};

use super::store::SessionsError;

/// A command that waits longer fails: a page must say so within two seconds, and some need two commands.
const COMMAND: Duration = Duration::from_millis(500);
const CONNECT: Duration = Duration::from_secs(1);
const CONNECTIONS: usize = 4;
/// Commands that may wait for a connection that is down.
const WAITING: usize = 1_024;

/// Connects in the background, now and whenever the connection is lost. Redis need not be there yet.
pub fn connect(url: &SecretString) -> std::result::Result<Pool, SessionsError> {
    // What the library says of a wrong address may quote it, with its password.
    let mut config = Config::from_url(url.expose_secret()).map_err(|_| SessionsError::RedisAddress)?;
    config.fail_fast = false;
    let mut builder = Builder::from_config(config);
    builder.set_policy(ReconnectPolicy::new_exponential(0, 100, 2_000, 2));
    builder.with_performance_config(|performance| performance.default_command_timeout = COMMAND);
    builder.with_connection_config(|connection| {
        connection.connection_timeout = CONNECT;
        connection.internal_command_timeout = CONNECT;
        connection.max_command_attempts = 1;
        connection.max_command_buffer_len = WAITING;
        connection.unresponsive.max_timeout = Some(Duration::from_secs(5));
        connection.unresponsive.interval = Duration::from_secs(1);
    });
    let pool = builder.build_pool(CONNECTIONS).map_err(|_| SessionsError::RedisAddress)?;
    let _connecting = pool.connect();
    Ok(pool)
}

/// Redis answers.
pub async fn answers(pool: &Pool) -> bool {
    pool.ping::<()>(None).await.is_ok()
}

/// A store that never learns a session's id, only its hash: who reads the store cannot take a session over.
#[derive(Clone)]
pub struct HashedIds<S>(pub S);

impl<S> fmt::Debug for HashedIds<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HashedIds")
    }
}

/// The first 128 bits of SHA-256: as many as the id itself has.
fn hidden(id: &Id) -> Id {
    let hash = Sha256::new().chain_update(b"session id").chain_update(id.0.to_le_bytes()).finalize();
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hash[..16]);
    Id(i128::from_le_bytes(bytes))
}

#[async_trait]
impl<S: SessionStore> SessionStore for HashedIds<S> {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let mut stored = Record { id: hidden(&record.id), ..record.clone() };
            self.0.create(&mut stored).await?;
            if stored.id == hidden(&record.id) {
                return Ok(());
            }
            // The place was taken and the store chose another one, to which no cookie leads: choose anew ourselves.
            self.0.delete(&stored.id).await?;
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.0.save(&Record { id: hidden(&record.id), ..record.clone() }).await
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let stored = self.0.load(&hidden(id)).await?;
        Ok(stored.map(|record| Record { id: *id, ..record }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.0.delete(&hidden(id)).await
    }
}

#[cfg(test)]
mod tests {
    use std::{
        collections::BTreeMap,
        sync::{Arc, Mutex},
    };

    use tower_sessions::cookie::time::OffsetDateTime;

    use super::*;

    /// Like the Redis store: `create` takes a free place, `save` only changes what is there.
    #[derive(Clone, Debug, Default)]
    struct Places(Arc<Mutex<BTreeMap<i128, Record>>>);

    #[async_trait]
    impl SessionStore for Places {
        async fn create(&self, record: &mut Record) -> Result<()> {
            let mut places = self.0.lock().expect("no panic while held");
            while places.contains_key(&record.id.0) {
                record.id = Id::default();
            }
            places.insert(record.id.0, record.clone());
            Ok(())
        }
        async fn save(&self, record: &Record) -> Result<()> {
            if let Some(place) = self.0.lock().expect("no panic while held").get_mut(&record.id.0) {
                *place = record.clone();
            }
            Ok(())
        }
        async fn load(&self, id: &Id) -> Result<Option<Record>> {
            Ok(self.0.lock().expect("no panic while held").get(&id.0).cloned())
        }
        async fn delete(&self, id: &Id) -> Result<()> {
            self.0.lock().expect("no panic while held").remove(&id.0);
            Ok(())
        }
    }

    fn record(id: i128) -> Record {
        Record { id: Id(id), data: Default::default(), expiry_date: OffsetDateTime::UNIX_EPOCH }
    }

    #[tokio::test]
    async fn the_store_learns_no_id_and_the_caller_notices_nothing() {
        let places = Places::default();
        let store = HashedIds(places.clone());
        let mut session = record(42);
        store.create(&mut session).await.expect("created");
        session.data.insert("a".into(), 1.into());
        store.save(&session).await.expect("saved");
        assert_eq!(store.load(&Id(42)).await.expect("loaded"), Some(session));
        let stored = places.0.lock().expect("not poisoned").clone();
        assert!(stored.iter().all(|(place, record)| *place != 42 && record.id.0 != 42));
        store.delete(&Id(42)).await.expect("deleted");
        assert_eq!(store.load(&Id(42)).await.expect("loaded"), None);
    }

    #[tokio::test]
    async fn a_taken_place_leaves_no_orphan() {
        let places = Places::default();
        let store = HashedIds(places.clone());
        store.create(&mut record(42)).await.expect("created");
        let mut second = record(42);
        store.create(&mut second).await.expect("created");
        assert_ne!(second.id, Id(42));
        assert_eq!(places.0.lock().expect("not poisoned").len(), 2);
        assert_eq!(store.load(&second.id).await.expect("loaded").map(|r| r.id), Some(second.id));
    }
}
