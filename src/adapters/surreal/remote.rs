//! A database server, reached over a web socket: one session that all queries share, and another one, made from the
//! beginning, whenever that breaks or falls silent.
//!
//! The library takes a broken connection up by itself. But it never notices one that only fell silent, keeps queries
//! for a server that is away and sends them when nobody waits for them any more, and gives a session up for good when
//! the server refuses it once. So its sessions are only used until they break.

use std::{
    borrow::Cow,
    sync::Arc,
    time::{Duration, Instant},
};

use secrecy::ExposeSecret;
use surrealdb::{
    Error, IndexedResults, Surreal,
    engine::any::{self, Any},
    opt::auth,
    types::Variables,
};
use tokio::{sync::watch, task::JoinHandle, time::timeout};

use super::{
    config::{Credentials, DatabaseConfig, DatabaseUrl, OpenError},
    errors::{Failure, check, classify, is_refusal},
};

/// How long the first session is tried for: the server may be starting beside us.
const FIRST: Duration = Duration::from_secs(10);
/// How long one attempt at a session may take, and how long we wait before the next one.
const ATTEMPT: Duration = Duration::from_secs(5);
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(250);
/// How often the session is looked at, and how long the server may take to answer that.
const LOOK: Duration = Duration::from_secs(2);
const ANSWER: Duration = Duration::from_secs(4);
/// How long a query waits for a session before it fails. Shorter than the patience of a health check.
const WAIT: Duration = Duration::from_millis(1_500);
/// Queries that the library keeps for a connection that takes none.
const QUEUE: usize = 1_024;
/// How often we try to make the namespace and the database, while another process makes them too.
const RACES: usize = 20;

/// The session knows who we are and where.
const SOUND: &str = "RETURN session::ns() = $namespace AND session::db() = $database;";

type Session = Surreal<Any>;

pub(super) struct Remote {
    link: Arc<Link>,
    keeper: JoinHandle<()>,
}

/// What queries and the keeper of the session share.
struct Link {
    url: String,
    config: DatabaseConfig,
    /// None while there is none.
    session: watch::Sender<Option<Arc<Session>>>,
}

impl Remote {
    /// Tries for some seconds where nobody answers; gives up at once where we are refused.
    pub(super) async fn open(url: &str, config: &DatabaseConfig) -> Result<Self, OpenError> {
        let session = first_session(url, config).await?;
        let session = watch::Sender::new(Some(Arc::new(session)));
        let link = Arc::new(Link { url: url.to_owned(), config: config.clone(), session });
        let keeper = tokio::spawn(Arc::clone(&link).keep());
        Ok(Self { link, keeper })
    }

    /// Fails soon while the server is away. A query that was under way when it went fails too: nobody knows whether it
    /// was done.
    pub(super) async fn query(&self, sql: Cow<'static, str>, variables: Variables) -> Result<IndexedResults, Failure> {
        let session = self.link.session().await.ok_or_else(|| Failure::Gone("the database server is away".into()))?;
        let outcome = match session.query(sql).bind(variables).await {
            Ok(results) => check(results),
            Err(error) => Err(classify(&error)),
        };
        if matches!(outcome, Err(Failure::Gone(_) | Failure::Stranger)) {
            self.link.lost(&session);
        }
        outcome
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        self.keeper.abort();
    }
}

impl Link {
    async fn session(&self) -> Option<Arc<Session>> {
        let mut sessions = self.session.subscribe();
        let found = timeout(WAIT, sessions.wait_for(Option::is_some)).await;
        found.ok()?.ok()?.clone()
    }

    /// This session is of no use any more; the keeper makes another one.
    fn lost(&self, session: &Arc<Session>) {
        self.session.send_if_modified(|current| {
            let is_this = current.as_ref().is_some_and(|current| Arc::ptr_eq(current, session));
            if is_this {
                *current = None;
            }
            is_this
        });
    }

    /// Makes a new session whenever there is none or it does not answer, for as long as the task lives.
    async fn keep(self: Arc<Self>) {
        let mut sessions = self.session.subscribe();
        loop {
            let is_there = timeout(LOOK, sessions.wait_for(Option::is_none)).await.is_err();
            if !(is_there && self.is_sound().await) {
                self.renew().await;
            }
        }
    }

    async fn is_sound(&self) -> bool {
        let Some(session) = self.session.borrow().clone() else { return false };
        let DatabaseConfig { namespace, database, .. } = &self.config;
        let asked = session.query(SOUND).bind(("namespace", namespace.clone())).bind(("database", database.clone()));
        match timeout(ANSWER, asked.into_future()).await {
            Ok(Ok(mut results)) => results.take::<Option<bool>>(0).is_ok_and(|sound| sound == Some(true)),
            _ => false,
        }
    }

    async fn renew(&self) {
        let began = Instant::now();
        for attempt in 1_u64.. {
            match new_session(&self.url, &self.config).await {
                Ok(session) => {
                    self.session.send_replace(Some(Arc::new(session)));
                    tracing::warn!(attempt, after_ms = began.elapsed().as_millis(), "the session with the database server was made anew");
                    return;
                }
                Err(problem) => {
                    self.session.send_replace(None);
                    if attempt == 1 {
                        tracing::error!(%problem, "the session with the database server is lost, trying again until there is one");
                    }
                }
            }
            tokio::time::sleep(BETWEEN_ATTEMPTS).await;
        }
    }
}

async fn first_session(url: &str, config: &DatabaseConfig) -> Result<Session, OpenError> {
    let started = Instant::now();
    loop {
        let problem = match new_session(url, config).await {
            Err(OpenError::Unreachable { problem, .. }) => problem,
            outcome => return outcome,
        };
        if started.elapsed() + BETWEEN_ATTEMPTS > FIRST {
            return Err(unreachable(url, started.elapsed(), problem));
        }
        tokio::time::sleep(BETWEEN_ATTEMPTS).await;
    }
}

/// One attempt: connected, signed in, in the right database.
async fn new_session(url: &str, config: &DatabaseConfig) -> Result<Session, OpenError> {
    match timeout(ATTEMPT, begin(url, config)).await {
        Ok(Ok(session)) => Ok(session),
        Ok(Err(error)) if error.is_connection() => Err(unreachable(url, ATTEMPT, error.message().to_owned())),
        Ok(Err(error)) if is_refusal(&error) => Err(OpenError::Credentials),
        Ok(Err(error)) => Err(OpenError::Failed(error.message().to_owned())),
        Err(_) => Err(unreachable(url, ATTEMPT, "it did not answer".to_owned())),
    }
}

async fn begin(url: &str, config: &DatabaseConfig) -> Result<Session, Error> {
    let session = any::connect(url).with_capacity(QUEUE).await?;
    if let Some(credentials) = &config.credentials {
        sign_in(&session, credentials, config).await?;
    }
    for _ in 1..RACES {
        match session.use_ns(&config.namespace).use_db(&config.database).await {
            Ok(_) => return Ok(session),
            // Another process of ours makes them at this moment.
            Err(error) if matches!(classify(&error), Failure::Retry) => tokio::time::sleep(Duration::from_millis(20)).await,
            Err(error) => return Err(error),
        }
    }
    session.use_ns(&config.namespace).use_db(&config.database).await?;
    Ok(session)
}

/// As a root user, else as a user of this database.
async fn sign_in(session: &Session, credentials: &Credentials, config: &DatabaseConfig) -> Result<(), Error> {
    let (username, password) = (credentials.user.clone(), credentials.password.expose_secret().to_owned());
    let root = auth::Root { username: username.clone(), password: password.clone() };
    match session.signin(root).await {
        Ok(_) => return Ok(()),
        Err(error) if is_refusal(&error) => {}
        Err(error) => return Err(error),
    }
    let user = auth::Database { namespace: config.namespace.clone(), database: config.database.clone(), username, password };
    session.signin(user).await.map(|_| ())
}

fn unreachable(url: &str, waited: Duration, problem: String) -> OpenError {
    OpenError::Unreachable { url: DatabaseUrl::Server(url.to_owned()), seconds: waited.as_secs(), problem }
}
