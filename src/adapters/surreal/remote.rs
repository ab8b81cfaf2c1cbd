//! A database server, reached over a web socket: one session that all queries share, and another one, made from the
//! beginning, whenever that breaks or falls silent.
//!
//! The library takes a broken connection up by itself. But it never notices one that only fell silent, keeps queries
//! for a server that is away and sends them when nobody waits for them any more, and gives a session up for good when
//! the server refuses it once. So its sessions are only used until they break.

use std::{borrow::Cow, sync::Arc, time::Duration};

use async_trait::async_trait;
use secrecy::ExposeSecret;
use surrealdb::{
    Error, IndexedResults, Surreal,
    engine::any::{self, Any},
    opt::auth,
    types::Variables,
};
use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{Instant, timeout, timeout_at},
};
use tokio_util::sync::CancellationToken;

use super::{
    client::{Engine, Snapshot},
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
/// How long queries wait for a session that has just been lost; after that they fail at once until there is one.
/// Shorter than the patience of a health check.
const WAIT: Duration = Duration::from_millis(1_500);
/// Queries that the library keeps for a connection that takes none.
const QUEUE: usize = 1_024;
/// How often we try to make the namespace and the database, while another process makes them too.
const RACES: usize = 20;

/// The session knows who we are and where.
const SOUND: &str = "RETURN session::ns() = $namespace AND session::db() = $database;";

type Session = Surreal<Any>;

/// A session and whether its connection still stands.
struct Seat {
    session: Session,
    cut: CancellationToken,
}

impl Seat {
    fn new(session: Session) -> Arc<Self> {
        Arc::new(Self { session, cut: CancellationToken::new() })
    }
}

/// What a look at a session shows.
enum Sight {
    Sound,
    /// The server answers, and does not know the session.
    Unknown,
    Silent,
}

pub(super) struct Remote {
    link: Arc<Link>,
    keeper: JoinHandle<()>,
}

/// What queries and the keeper of the session share.
struct Link {
    url: String,
    config: DatabaseConfig,
    /// Or since when there is none.
    seat: watch::Sender<Result<Arc<Seat>, Instant>>,
}

impl Remote {
    /// Tries for some seconds where nobody answers; gives up at once where we are refused.
    pub(super) async fn open(url: &str, config: &DatabaseConfig) -> Result<Self, OpenError> {
        let seat = watch::Sender::new(Ok(Seat::new(first_session(url, config).await?)));
        let link = Arc::new(Link { url: url.to_owned(), config: config.clone(), seat });
        let keeper = tokio::spawn(Arc::clone(&link).keep());
        Ok(Self { link, keeper })
    }
}

#[async_trait]
impl Engine for Remote {
    /// Fails soon while the server is away. A query that was under way when it went fails too: nobody knows whether it
    /// was done.
    async fn query(&self, sql: Cow<'static, str>, variables: Variables) -> Result<IndexedResults, Failure> {
        let seat = self.link.seat().await.ok_or_else(away)?;
        let outcome = tokio::select! {
            asked = seat.session.query(sql).bind(variables).into_future() => asked.map_err(|error| classify(&error)).and_then(check),
            // The library would keep it until the server is back.
            () = seat.cut.cancelled() => Err(away()),
        };
        match outcome {
            Err(Failure::Gone(_)) => self.link.cut(&seat),
            // The connection stands: what else is under way is answered by itself.
            Err(Failure::Stranger) => self.link.lost(&seat),
            _ => {}
        }
        outcome
    }

    /// In a session of its own, which ends with it.
    async fn begin(&self) -> Result<Box<dyn Snapshot>, Failure> {
        let seat = self.link.seat().await.ok_or_else(away)?;
        let begun = tokio::select! {
            begun = seat.session.clone().begin().into_future() => begun.map_err(|error| classify(&error))?,
            () = seat.cut.cancelled() => return Err(away()),
        };
        Ok(Box::new(begun))
    }

    async fn close(self: Box<Self>) -> Result<(), String> {
        Ok(())
    }
}

fn away() -> Failure {
    Failure::Gone("the database server is away".into())
}

impl Drop for Remote {
    fn drop(&mut self) {
        self.keeper.abort();
    }
}

impl Link {
    async fn seat(&self) -> Option<Arc<Seat>> {
        let mut seats = self.seat.subscribe();
        let lost_at = match &*seats.borrow_and_update() {
            Ok(seat) => return Some(Arc::clone(seat)),
            Err(lost_at) => *lost_at,
        };
        let found = timeout_at(lost_at + WAIT, seats.wait_for(Result::is_ok)).await.ok()?.ok()?;
        found.as_ref().ok().map(Arc::clone)
    }

    /// Its connection is gone: nobody waits any longer for what is under way in it.
    fn cut(&self, seat: &Arc<Seat>) {
        seat.cut.cancel();
        self.lost(seat);
    }

    /// This session is of no use any more; the keeper makes another one.
    fn lost(&self, seat: &Arc<Seat>) {
        self.seat.send_if_modified(|current| {
            let is_this = current.as_ref().is_ok_and(|current| Arc::ptr_eq(current, seat));
            if is_this {
                *current = Err(Instant::now());
            }
            is_this
        });
    }

    /// Makes a new session whenever there is none or it does not answer, for as long as the task lives.
    async fn keep(self: Arc<Self>) {
        let mut seats = self.seat.subscribe();
        loop {
            let _ = timeout(LOOK, seats.wait_for(Result::is_err)).await;
            let seat = self.seat.borrow().clone().ok();
            match seat {
                Some(seat) => match self.look_at(&seat).await {
                    Sight::Sound => {}
                    Sight::Unknown => self.lost(&seat),
                    Sight::Silent => self.cut(&seat),
                },
                None => self.renew().await,
            }
        }
    }

    async fn look_at(&self, seat: &Seat) -> Sight {
        let DatabaseConfig { namespace, database, .. } = &self.config;
        let asked = seat.session.query(SOUND).bind(("namespace", namespace.clone())).bind(("database", database.clone()));
        match timeout(ANSWER, asked.into_future()).await {
            Err(_) => Sight::Silent,
            Ok(Err(error)) if matches!(classify(&error), Failure::Gone(_)) => Sight::Silent,
            Ok(Err(_)) => Sight::Unknown,
            Ok(Ok(mut results)) => match results.take::<Option<bool>>(0) {
                Ok(Some(true)) => Sight::Sound,
                _ => Sight::Unknown,
            },
        }
    }

    async fn renew(&self) {
        let began = Instant::now();
        for attempt in 1_u64.. {
            match new_session(&self.url, &self.config).await {
                Ok(session) => {
                    let _ = self.seat.send_replace(Ok(Seat::new(session)));
                    tracing::warn!(attempt, after_ms = began.elapsed().as_millis(), "the session with the database server was made anew");
                    return;
                }
                Err(problem) => {
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
