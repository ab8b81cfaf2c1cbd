//! A real SurrealDB server (tests/surreal-server) as a process of its own, which tests kill and start again.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use chatimjd::adapters::surreal::{Credentials, DatabaseConfig, DatabaseUrl};
use tokio::sync::OnceCell;

use super::client;

/// Names the binary, as scripts/surreal_server.sh prints it.
const BIN: &str = "CHATIMJD_SURREAL_BIN";
pub const USER: &str = "root";
/// Needs escaping where it stands in an address.
pub const PASSWORD: &str = "canary/of the@root";
const ESCAPED: &str = "canary%2Fof%20the%40root";
const NAMESPACE: &str = "tests";

/// It dies with this, and with the tests.
pub struct SurrealServer {
    pub address: SocketAddr,
    binary: PathBuf,
    place: String,
    process: Child,
    _folder: Option<tempfile::TempDir>,
}

impl Drop for SurrealServer {
    fn drop(&mut self) {
        self.kill();
    }
}

impl SurrealServer {
    /// With its data on disk; None, saying so, where no server was built for the tests.
    pub async fn start() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let place = format!("surrealkv://{}", folder.path().join("db").display());
        Self::at(place, Some(folder)).await
    }

    /// The one in memory that tests share, each with a database of its own.
    pub async fn shared() -> Option<&'static Self> {
        static SHARED: OnceCell<Option<SurrealServer>> = OnceCell::const_new();
        SHARED.get_or_init(|| Self::at("memory".to_owned(), None)).await.as_ref()
    }

    async fn at(place: String, folder: Option<tempfile::TempDir>) -> Option<Self> {
        let Some(binary) = std::env::var_os(BIN).map(PathBuf::from) else {
            println!("skipped: {BIN} names no database server (scripts/surreal_server.sh builds one)");
            return None;
        };
        let address = super::free_address();
        let process = spawn(&binary, address, &place);
        let server = Self { address, binary, place, process, _folder: folder };
        server.wait().await;
        Some(server)
    }

    async fn wait(&self) {
        let began = Instant::now();
        let http = client(None);
        let url = format!("http://{}/health", self.address);
        while !http.get(&url).send().await.is_ok_and(|answer| answer.status().is_success()) {
            assert!(began.elapsed() < Duration::from_secs(30), "the database server does not get ready");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// As a power cut does.
    pub fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Starts it again at the same address, on the same data; returns when it is ready.
    pub async fn restart(&mut self) {
        self.begin_restart();
        self.wait().await;
    }

    /// Starts it again without waiting for it.
    pub fn begin_restart(&mut self) {
        self.process = spawn(&self.binary, self.address, &self.place);
    }

    /// A database that no other test has.
    pub fn fresh(&self) -> String {
        static USED: AtomicUsize = AtomicUsize::new(0);
        format!("database{}", USED.fetch_add(1, Ordering::Relaxed))
    }

    /// A database of the server as `DATABASE_URL` names it.
    pub fn url(&self, database: &str) -> String {
        url_at(self.address, database)
    }

    pub fn config(&self, database: &str) -> DatabaseConfig {
        DatabaseConfig {
            namespace: NAMESPACE.into(),
            database: database.into(),
            credentials: Some(Credentials { user: USER.into(), password: PASSWORD.into() }),
            ..DatabaseConfig::at(DatabaseUrl::Server(format!("ws://{}", self.address)))
        }
    }

    /// A session of the operator, past all our code.
    pub async fn operator(&self, database: &str) -> surrealdb::Surreal<surrealdb::engine::any::Any> {
        let session = surrealdb::engine::any::connect(format!("ws://{}", self.address)).await.expect("a connection");
        let root = surrealdb::opt::auth::Root { username: USER.into(), password: PASSWORD.into() };
        session.signin(root).await.expect("the password");
        session.use_ns(NAMESPACE).use_db(database).await.expect("a database");
        session
    }
}

/// The same for a server that is reached at another address.
pub fn url_at(address: SocketAddr, database: &str) -> String {
    format!("ws://{USER}:{ESCAPED}@{address}/{NAMESPACE}/{database}")
}

fn spawn(binary: &Path, address: SocketAddr, place: &str) -> Child {
    let mut command = Command::new(binary);
    command.args(["start", "--no-banner", "--log", "none", "--user", USER, "--pass", PASSWORD, "--bind"]).arg(address.to_string());
    // Nothing of the developer's own environment reaches it; its input closes when the tests end.
    command.arg(place).env_clear().env("SURREAL_ONLINE_VERSION_CHECK", "false");
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap_or_else(|error| panic!("{} does not start: {error}", binary.display()))
}
