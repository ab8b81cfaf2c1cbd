//! Makes a database: the schema and the rows are the product's own, in transactions of some hundreds.

use std::{
    ops::Range,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use chatimjd::adapters::surreal::{Database, DatabaseConfig, DatabaseUrl};
use tokio::task::JoinSet;

use super::Outcome;

/// Batches at a time.
const AT_A_TIME: usize = 2;
/// With a million words to index, a transaction takes longer than a visitor would wait.
const PATIENCE: Duration = Duration::from_secs(120);

/// Opens the database in this folder for `work`, and closes it.
pub fn with_database<W, R, T>(folder: &Path, work: W) -> Outcome<T>
where
    W: FnOnce(Database) -> R + Send + 'static,
    R: Future<Output = Outcome<T>> + Send + 'static,
    T: Send + 'static,
{
    // The database's parser and executor need deep stacks.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(20 * 1024 * 1024).build()?;
    runtime.block_on(on_a_worker(folder.to_owned(), work))
}

/// The main thread's stack is not ours to size.
async fn on_a_worker<W, R, T>(folder: PathBuf, work: W) -> Outcome<T>
where
    W: FnOnce(Database) -> R + Send + 'static,
    R: Future<Output = Outcome<T>> + Send + 'static,
    T: Send + 'static,
{
    tokio::spawn(opened(folder, work)).await?
}

async fn opened<W, R, T>(folder: PathBuf, work: W) -> Outcome<T>
where
    W: FnOnce(Database) -> R + Send,
    R: Future<Output = Outcome<T>> + Send,
    T: Send,
{
    let at = DatabaseConfig::at(DatabaseUrl::Directory(folder.join("database")));
    let database = Database::open(DatabaseConfig { query_timeout: PATIENCE, ..at }).await?;
    let done = work(database.clone()).await;
    let closed = database.close().await;
    let done = done?;
    if let Err(error) = closed {
        // Everything is written and synced: whoever opens it next recovers.
        println!("  not closed cleanly: {error}");
    }
    Ok(done)
}

/// Does all numbers below `count`, some batches at a time, and says how far it is.
pub async fn in_batches<W, R>(count: u64, batch: u64, work: W) -> Outcome<()>
where
    W: Fn(Range<u64>) -> R,
    R: Future<Output = Outcome<()>> + Send + 'static,
{
    let began = Instant::now();
    let mut under_way = JoinSet::new();
    let (mut first, mut done) = (0, 0);
    while done < count {
        while first < count && under_way.len() < AT_A_TIME {
            let (from, until) = (first, count.min(first + batch));
            first = until;
            let work = work(from..until);
            under_way.spawn(async move { work.await.map(|()| until - from) });
        }
        let Some(written) = under_way.join_next().await else { break };
        let before = done;
        done += written??;
        // Twenty lines in all.
        if done * 20 / count > before * 20 / count {
            println!("  {done} after {:.0} s", began.elapsed().as_secs_f64());
        }
    }
    Ok(())
}
