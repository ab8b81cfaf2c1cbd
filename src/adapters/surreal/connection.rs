//! The one way to the engine: each query has a time limit, and those that lost a race are tried again.

use std::{
    borrow::Cow,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use backon::{BackoffBuilder, ExponentialBuilder};
use surrealdb::{
    IndexedResults,
    types::{SurrealValue, Variables},
};

use super::{
    client::{Client, Snapshot},
    errors::Failure,
};
use crate::service::error::StorageError;

/// How often a transaction that met another one is tried again.
const RETRIES: usize = 8;
/// How long closing waits for queries that are running.
const LAST_QUERIES: Duration = Duration::from_secs(15);

/// Statements and the values bound to them. The first records of a range of records are asked for by
/// `FROM array::first([$range]) … LIMIT n`: of `FROM $range`, the engine (3.3.5) reads all before it gives the first ones.
#[derive(Clone)]
pub(super) struct Query {
    sql: Cow<'static, str>,
    variables: Variables,
    /// Where it may take longer than queries do.
    limit: Option<Duration>,
}

impl Query {
    pub(super) fn new(sql: impl Into<Cow<'static, str>>) -> Self {
        Self { sql: sql.into(), variables: Variables::new(), limit: None }
    }

    pub(super) fn bind(mut self, name: &'static str, value: impl SurrealValue) -> Self {
        self.variables.insert(name, value);
        self
    }

    /// Allows it this time instead of that of all queries.
    pub(super) fn within(mut self, limit: Duration) -> Self {
        self.limit = Some(limit);
        self
    }
}

#[cfg(all(test, feature = "embedded-db"))]
impl Query {
    /// The same query, whose SELECT statements tell how they would be executed.
    pub(super) fn explained(mut self) -> Self {
        let explained = self.sql.split(';').map(|sql| match sql.trim() {
            select if select.starts_with("SELECT") => format!("EXPLAIN {select}"),
            other => other.to_owned(),
        });
        self.sql = explained.collect::<Vec<_>>().join(";").into();
        self
    }

    pub(super) fn text(&self) -> &str {
        &self.sql
    }
}

pub(super) struct Connection {
    /// None once closed.
    client: RwLock<Option<Arc<Client>>>,
    query_timeout: Duration,
    /// No other process can write: what this process remembers stays true.
    pub(super) is_exclusive: bool,
}

impl Connection {
    pub(super) fn new(client: Client, query_timeout: Duration) -> Self {
        let is_exclusive = client.is_embedded;
        Self { client: RwLock::new(Some(Arc::new(client))), query_timeout, is_exclusive }
    }

    /// Runs a query on the caller's task: it ends when the caller goes away. For reading.
    pub(super) async fn read(&self, query: Query) -> Result<IndexedResults, StorageError> {
        self.run(query).await.map_err(StorageError::from)
    }

    /// Runs a query on a task of its own: once begun, it ends by itself. For writing.
    pub(super) async fn write(self: &Arc<Self>, query: Query) -> Result<IndexedResults, StorageError> {
        let connection = Arc::clone(self);
        let task = tokio::spawn(async move { connection.run(query).await.map_err(StorageError::from) });
        task.await.unwrap_or_else(|error| Err(StorageError::Failed(format!("a write was cut short: {error}"))))
    }

    async fn run(&self, query: Query) -> Result<IndexedResults, Failure> {
        self.run_made(|| Ok(query.clone())).await
    }

    /// Runs the query that `make` makes, again and again while it loses races.
    pub(super) async fn run_made(&self, make: impl Fn() -> Result<Query, StorageError>) -> Result<IndexedResults, Failure> {
        let pauses = ExponentialBuilder::default().with_min_delay(Duration::from_millis(2)).with_max_delay(Duration::from_millis(60));
        let mut pauses = pauses.with_max_times(RETRIES).with_jitter().build();
        let mut is_known = true;
        loop {
            let outcome = self.once(make().map_err(Failure::Final)?).await;
            match (outcome, pauses.next()) {
                (Err(Failure::Retry), Some(pause)) => tokio::time::sleep(pause).await,
                // Once more, in a session made anew.
                (Err(Failure::Stranger), Some(_)) if is_known => is_known = false,
                (Err(Failure::Stranger), _) => return Err(Failure::Gone("the database server does not accept our session".into())),
                (outcome, _) => return outcome,
            }
        }
    }

    /// The number that a statement `SELECT count() AS n … GROUP ALL` gives.
    pub(super) async fn count(&self, sql: &'static str) -> Result<u64, StorageError> {
        self.counted(Query::new(sql)).await
    }

    /// The same of a statement with values.
    pub(super) async fn counted(&self, query: Query) -> Result<u64, StorageError> {
        #[derive(SurrealValue)]
        struct Count {
            n: i64,
        }
        let mut results = self.read(query).await?;
        let count = one::<Count>(&mut results, 0, "count")?.map_or(0, |count| count.n);
        u64::try_from(count).map_err(|_| unreadable("count"))
    }

    /// To read much of what was at one moment, in many queries.
    pub(super) async fn still(&self) -> Result<Still, StorageError> {
        let client = self.client().ok_or_else(|| StorageError::Failed("the database is closed".into()))?;
        match tokio::time::timeout(self.query_timeout, client.begin()).await {
            Ok(begun) => Ok(Still { snapshot: begun?, query_timeout: self.query_timeout }),
            Err(_) => Err(StorageError::Timeout),
        }
    }

    async fn once(&self, query: Query) -> Result<IndexedResults, Failure> {
        let client = self.client().ok_or_else(|| Failure::Gone("the database is closed".into()))?;
        let limit = query.limit.unwrap_or(self.query_timeout);
        match tokio::time::timeout(limit, client.query(query.sql, query.variables)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(Failure::Final(StorageError::Timeout)),
        }
    }

    fn client(&self) -> Option<Arc<Client>> {
        self.client.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Refuses further queries, waits for those that are running, closes the engine.
    pub(super) async fn close(&self) -> Result<(), String> {
        let client = self.client.write().unwrap_or_else(PoisonError::into_inner).take();
        let Some(mut client) = client else { return Ok(()) };
        let started = Instant::now();
        loop {
            client = match Arc::try_unwrap(client) {
                Ok(last) => return last.close().await,
                Err(_) if started.elapsed() > LAST_QUERIES => return Err("queries are still running".into()),
                Err(shared) => shared,
            };
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// What was at one moment. To be ended.
pub(super) struct Still {
    snapshot: Box<dyn Snapshot>,
    query_timeout: Duration,
}

impl Still {
    pub(super) async fn read(&self, query: Query) -> Result<IndexedResults, StorageError> {
        let limit = query.limit.unwrap_or(self.query_timeout);
        match tokio::time::timeout(limit, self.snapshot.query(query.sql, query.variables)).await {
            Ok(outcome) => outcome.map_err(StorageError::from),
            Err(_) => Err(StorageError::Timeout),
        }
    }

    pub(super) async fn end(self) -> Result<(), StorageError> {
        self.snapshot.end().await.map_err(StorageError::from)
    }
}

/// The value at a result's place. `what` names it for the log.
pub(super) fn one<T: SurrealValue>(results: &mut IndexedResults, index: usize, what: &'static str) -> Result<Option<T>, StorageError> {
    results.take::<Option<T>>(index).map_err(|_| unreadable(what))
}

/// The rows at a result's place.
pub(super) fn rows<T: SurrealValue>(results: &mut IndexedResults, index: usize, what: &'static str) -> Result<Vec<T>, StorageError> {
    results.take::<Vec<T>>(index).map_err(|_| unreadable(what))
}

/// A stored row is not what we wrote. Said without its values.
pub(super) fn unreadable(what: &'static str) -> StorageError {
    StorageError::Failed(format!("a stored {what} cannot be read"))
}
