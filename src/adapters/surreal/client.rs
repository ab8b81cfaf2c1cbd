//! The engine behind the database: opened inside this process with bounded memory, or a server's.

use std::borrow::Cow;

use async_trait::async_trait;
use surrealdb::{Connection, IndexedResults, method::Transaction, types::Variables};

use super::{
    config::{DatabaseConfig, DatabaseUrl, OpenError},
    errors::{Failure, check, classify},
    remote::Remote,
};

/// One session with the engine. All queries of the process share it.
pub(super) struct Client {
    engine: Box<dyn Engine>,
    /// It belongs to this process alone.
    pub(super) is_embedded: bool,
}

/// What is asked of either. Behind a pointer: otherwise the compiler would look through all of an engine's types for every
/// function that waits for a query, which was most of its time.
#[async_trait]
pub(super) trait Engine: Send + Sync {
    async fn query(&self, sql: Cow<'static, str>, variables: Variables) -> Result<IndexedResults, Failure>;

    /// All that is read in it is as it was when it began, whoever writes meanwhile.
    async fn begin(&self) -> Result<Box<dyn Snapshot>, Failure>;

    /// Flushes and closes an embedded engine; leaves a server.
    async fn close(self: Box<Self>) -> Result<(), String>;
}

/// A transaction that only reads. To be ended.
#[async_trait]
pub(super) trait Snapshot: Send + Sync {
    async fn query(&self, sql: Cow<'static, str>, variables: Variables) -> Result<IndexedResults, Failure>;

    async fn end(self: Box<Self>) -> Result<(), Failure>;
}

impl Client {
    /// Opens without looking at what is stored. `config.url` decides which engine.
    pub(super) async fn open(config: &DatabaseConfig) -> Result<Self, OpenError> {
        let engine: Box<dyn Engine> = match &config.url {
            #[cfg(feature = "embedded-db")]
            DatabaseUrl::Directory(path) => Box::new(embedded::on_disk(path, config).await?),
            #[cfg(feature = "embedded-db")]
            DatabaseUrl::Memory => Box::new(embedded::in_memory(config).await?),
            #[cfg(not(feature = "embedded-db"))]
            DatabaseUrl::Directory(_) | DatabaseUrl::Memory => return Err(OpenError::NotBuiltIn),
            DatabaseUrl::Server(url) => Box::new(Remote::open(url, config).await?),
        };
        Ok(Self { engine, is_embedded: !matches!(config.url, DatabaseUrl::Server(_)) })
    }

    pub(super) async fn query(&self, sql: Cow<'static, str>, variables: Variables) -> Result<IndexedResults, Failure> {
        self.engine.query(sql, variables).await
    }

    pub(super) async fn begin(&self) -> Result<Box<dyn Snapshot>, Failure> {
        self.engine.begin().await
    }

    pub(super) async fn close(self) -> Result<(), String> {
        self.engine.close().await
    }
}

#[async_trait]
impl<C: Connection> Snapshot for Transaction<C> {
    async fn query(&self, sql: Cow<'static, str>, variables: Variables) -> Result<IndexedResults, Failure> {
        self.query(sql).bind(variables).await.map_err(|error| classify(&error)).and_then(check)
    }

    async fn end(self: Box<Self>) -> Result<(), Failure> {
        self.cancel().await.map(|_| ()).map_err(|error| classify(&error))
    }
}

/// The engine inside this process.
#[cfg(feature = "embedded-db")]
mod embedded {
    use std::{borrow::Cow, path::Path, sync::Arc, time::Duration};

    use async_trait::async_trait;
    use surrealdb::{IndexedResults, Surreal, engine::local::Db, types::Variables};
    use surrealdb_cnf::ConfigMap;
    use surrealdb_engine_local::Datastore;

    use super::{
        super::errors::{Failure, check, classify},
        DatabaseConfig, Engine, OpenError, Snapshot,
    };

    const MIB: u64 = 1024 * 1024;
    /// Blocks of the files on disk that are kept in memory. Unset, it would be half of the machine's memory.
    const BLOCK_CACHE: u64 = 32 * MIB;
    /// Writes that are not in a file yet: at most three such tables at a time. Unset, up to 4 GiB each.
    /// A transaction must fit into one.
    const MEMTABLE: u64 = 32 * MIB;
    const CLOSING: Duration = Duration::from_secs(30);

    pub(super) struct Embedded {
        session: Surreal<Db>,
        store: Arc<Datastore>,
    }

    /// Every commit is synced before it is acknowledged. Values stay beside their keys: the separate value log
    /// is for large ones, is not checked when read, and is off in the engine's own defaults.
    pub(super) async fn on_disk(path: &Path, config: &DatabaseConfig) -> Result<Embedded, OpenError> {
        let settings = ConfigMap::empty()
            .with_key_value("datastore_sync", "every")
            .with_key_value("surrealkv_enable_vlog", "false")
            .with_key_value("surrealkv_block_cache_capacity", BLOCK_CACHE.to_string())
            .with_key_value("surrealkv_max_memtable_size", MEMTABLE.to_string());
        // The engine cuts the path at a question mark, and its address has no way to escape one.
        let text = path.to_str().filter(|text| !text.contains('?')).ok_or_else(|| OpenError::Directory {
            path: path.to_owned(),
            problem: "its name must be Unicode without question marks".into(),
        })?;
        start(&format!("surrealkv://{text}"), settings, config).await.map_err(|problem| {
            if problem.contains("already locked") { OpenError::Locked(path.to_owned()) } else { OpenError::Failed(problem) }
        })
    }

    pub(super) async fn in_memory(config: &DatabaseConfig) -> Result<Embedded, OpenError> {
        start("mem://", ConfigMap::empty(), config).await.map_err(OpenError::Failed)
    }

    /// What `surrealdb::engine` does for a local address, with settings that an address cannot carry.
    async fn start(address: &str, settings: ConfigMap, config: &DatabaseConfig) -> Result<Embedded, String> {
        let builder = Datastore::builder().with_config(settings).without_maintenance_tasks();
        let store = builder.build_with_path(address).await.map_err(|error| error.to_string())?;
        // In this order: a task that wrote before the version is stamped would make the store look like an old one.
        store.check_version().await.map_err(|error| error.to_string())?;
        store.bootstrap().await.map_err(|error| error.to_string())?;
        store.start_maintenance_tasks();
        let session = Surreal::<Db>::unstable_from_datastore(Arc::clone(&store), None).await.map_err(|error| error.to_string())?;
        session.use_ns(&config.namespace).use_db(&config.database).await.map_err(|error| error.to_string())?;
        Ok(Embedded { session, store })
    }

    #[async_trait]
    impl Engine for Embedded {
        async fn query(&self, sql: Cow<'static, str>, variables: Variables) -> Result<IndexedResults, Failure> {
            match self.session.query(sql).bind(variables).await {
                Ok(results) => check(results),
                Err(error) => Err(classify(&error)),
            }
        }

        /// In a session of its own, which ends with it.
        async fn begin(&self) -> Result<Box<dyn Snapshot>, Failure> {
            let begun = self.session.clone().begin().await.map_err(|error| classify(&error))?;
            Ok(Box::new(begun))
        }

        /// Writes what is only in memory and in the log to its files, and lets go of the lock.
        async fn close(self: Box<Self>) -> Result<(), String> {
            let Self { session, store } = *self;
            drop(session);
            match tokio::time::timeout(CLOSING, store.shutdown()).await {
                Ok(Ok(())) => Ok(()),
                Ok(Err(error)) => Err(error.to_string()),
                Err(_) => Err(format!("it took longer than {} s", CLOSING.as_secs())),
            }
        }
    }
}
