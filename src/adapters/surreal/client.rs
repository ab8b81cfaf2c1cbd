//! The engine behind the database: opened inside this process with bounded memory, or reached over a web socket.

use std::{
    borrow::Cow,
    time::{Duration, Instant},
};

use secrecy::ExposeSecret;
use surrealdb::{
    IndexedResults, Surreal,
    engine::any::{self, Any},
    opt::auth,
    types::Variables,
};

use super::config::{Credentials, DatabaseConfig, DatabaseUrl, OpenError};

/// How long the first connection to a server is tried again: it may be starting beside us.
const FIRST_CONNECTION: Duration = Duration::from_secs(10);
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(250);

/// One session with the engine. All queries of the process share it.
pub(super) enum Client {
    #[cfg(feature = "embedded-db")]
    Embedded(embedded::Embedded),
    Server(Surreal<Any>),
}

impl Client {
    /// Opens without looking at what is stored. `config.url` decides which engine.
    pub(super) async fn open(config: &DatabaseConfig) -> Result<Self, OpenError> {
        match &config.url {
            #[cfg(feature = "embedded-db")]
            DatabaseUrl::Directory(path) => Ok(Self::Embedded(embedded::on_disk(path, config).await?)),
            #[cfg(feature = "embedded-db")]
            DatabaseUrl::Memory => Ok(Self::Embedded(embedded::in_memory(config).await?)),
            #[cfg(not(feature = "embedded-db"))]
            DatabaseUrl::Directory(_) | DatabaseUrl::Memory => Err(OpenError::NotBuiltIn),
            DatabaseUrl::Server(url) => Ok(Self::Server(server(url, config).await?)),
        }
    }

    pub(super) async fn query(&self, sql: Cow<'static, str>, variables: Variables) -> Result<IndexedResults, surrealdb::Error> {
        match self {
            #[cfg(feature = "embedded-db")]
            Self::Embedded(embedded) => embedded.session.query(sql).bind(variables).await,
            Self::Server(session) => session.query(sql).bind(variables).await,
        }
    }

    /// Flushes and closes an embedded engine; leaves a server.
    pub(super) async fn close(self) -> Result<(), String> {
        match self {
            #[cfg(feature = "embedded-db")]
            Self::Embedded(embedded) => embedded.close().await,
            Self::Server(_) => Ok(()),
        }
    }
}

async fn server(url: &str, config: &DatabaseConfig) -> Result<Surreal<Any>, OpenError> {
    let session = match &config.credentials {
        None => connect(url, config).await?,
        Some(credentials) => signed_in(url, config, credentials).await?,
    };
    let chosen = session.use_ns(&config.namespace).use_db(&config.database);
    match tokio::time::timeout(config.query_timeout, chosen.into_future()).await {
        Ok(Ok(_)) => Ok(session),
        Ok(Err(_)) => Err(OpenError::Credentials),
        Err(_) => Err(unreachable(url, config.query_timeout, "it did not answer")),
    }
}

/// As a root user, else as a user of this database. A refused attempt gets a connection of its own,
/// because the SDK repeats every sign-in of a connection whenever it reconnects.
async fn signed_in(url: &str, config: &DatabaseConfig, credentials: &Credentials) -> Result<Surreal<Any>, OpenError> {
    let (username, password) = (credentials.user.clone(), credentials.password.expose_secret().to_owned());
    let session = connect(url, config).await?;
    let root = auth::Root { username: username.clone(), password: password.clone() };
    match tokio::time::timeout(config.query_timeout, session.signin(root).into_future()).await {
        Ok(Ok(_)) => return Ok(session),
        Ok(Err(error)) if error.is_connection() => return Err(unreachable(url, config.query_timeout, "the connection broke")),
        Ok(Err(_)) => {}
        Err(_) => return Err(unreachable(url, config.query_timeout, "it did not answer")),
    }
    let session = connect(url, config).await?;
    let user = auth::Database { namespace: config.namespace.clone(), database: config.database.clone(), username, password };
    match tokio::time::timeout(config.query_timeout, session.signin(user).into_future()).await {
        Ok(Ok(_)) => Ok(session),
        Ok(Err(_)) => Err(OpenError::Credentials),
        Err(_) => Err(unreachable(url, config.query_timeout, "it did not answer")),
    }
}

/// The SDK reconnects by itself later on, but gives up the first connection at once.
async fn connect(url: &str, config: &DatabaseConfig) -> Result<Surreal<Any>, OpenError> {
    let started = Instant::now();
    loop {
        let attempt = tokio::time::timeout(config.query_timeout, any::connect(url).into_future()).await;
        let problem = match attempt {
            Ok(Ok(session)) => return Ok(session),
            Ok(Err(error)) => error.message().to_owned(),
            Err(_) => "it did not answer".to_owned(),
        };
        if started.elapsed() + BETWEEN_ATTEMPTS > FIRST_CONNECTION {
            return Err(unreachable(url, FIRST_CONNECTION, &problem));
        }
        tokio::time::sleep(BETWEEN_ATTEMPTS).await;
    }
}

fn unreachable(url: &str, waited: Duration, problem: &str) -> OpenError {
    OpenError::Unreachable { url: DatabaseUrl::Server(url.to_owned()), seconds: waited.as_secs(), problem: problem.to_owned() }
}

/// The engine inside this process.
#[cfg(feature = "embedded-db")]
mod embedded {
    use std::{path::Path, sync::Arc, time::Duration};

    use surrealdb::{Surreal, engine::local::Db};
    use surrealdb_cnf::ConfigMap;
    use surrealdb_engine_local::Datastore;

    use super::{DatabaseConfig, OpenError};

    const MIB: u64 = 1024 * 1024;
    /// Blocks of the files on disk that are kept in memory. Unset, it would be half of the machine's memory.
    const BLOCK_CACHE: u64 = 32 * MIB;
    /// Writes that are not in a file yet: at most three such tables at a time. Unset, up to 4 GiB each.
    /// A transaction must fit into one.
    const MEMTABLE: u64 = 32 * MIB;
    const CLOSING: Duration = Duration::from_secs(30);

    pub(in super::super) struct Embedded {
        pub(super) session: Surreal<Db>,
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

    impl Embedded {
        /// Writes what is only in memory and in the log to its files, and lets go of the lock.
        pub(super) async fn close(self) -> Result<(), String> {
            drop(self.session);
            match tokio::time::timeout(CLOSING, self.store.shutdown()).await {
                Ok(Ok(())) => Ok(()),
                Ok(Err(error)) => Err(error.to_string()),
                Err(_) => Err(format!("it took longer than {} s", CLOSING.as_secs())),
            }
        }
    }
}
