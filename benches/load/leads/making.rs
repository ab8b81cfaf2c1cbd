//! Makes the database: the schema and the rows are the product's own, in transactions of some hundred leads.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use chatimjd::{
    adapters::{
        clock::SystemClock,
        surreal::{Database, DatabaseConfig, DatabaseUrl, SurrealLeads},
    },
    service::ports::Clock,
};
use tokio::task::JoinSet;

use super::{super::Outcome, person};

/// Leads in one transaction, and transactions at a time.
const BATCH: u64 = 250;
const AT_A_TIME: usize = 2;
/// With a million words to index, a transaction takes longer than a visitor would wait.
const PATIENCE: Duration = Duration::from_secs(120);

/// Returns how long it took, the clean close included.
pub fn make(folder: &Path, count: u64) -> Outcome<Duration> {
    let began = Instant::now();
    // The database's parser and executor need deep stacks.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(20 * 1024 * 1024).build()?;
    runtime.block_on(on_a_worker(folder.to_owned(), count))?;
    Ok(began.elapsed())
}

/// The main thread's stack is not ours to size.
async fn on_a_worker(folder: PathBuf, count: u64) -> Outcome<()> {
    tokio::spawn(fill(folder, count)).await?
}

async fn fill(folder: PathBuf, count: u64) -> Outcome<()> {
    let at = DatabaseConfig::at(DatabaseUrl::Directory(folder.join("database")));
    let database = Database::open(DatabaseConfig { query_timeout: PATIENCE, ..at }).await?;
    let written = write(Arc::new(database.leads()), count).await;
    let closed = database.close().await;
    written?;
    if let Err(error) = closed {
        // Everything is written and synced: whoever opens it next recovers.
        println!("  not closed cleanly: {error}");
    }
    Ok(())
}

async fn write(leads: Arc<SurrealLeads>, count: u64) -> Outcome<()> {
    let (now, began) = (SystemClock.now(), Instant::now());
    let mut under_way = JoinSet::new();
    let (mut first, mut done) = (0, 0);
    while done < count {
        while first < count && under_way.len() < AT_A_TIME {
            let (from, until) = (first, count.min(first + BATCH));
            first = until;
            let leads = Arc::clone(&leads);
            under_way.spawn(async move {
                let batch: Vec<_> = (from..until).map(|number| person::lead(number, count, now)).collect();
                leads.add_all(&batch).await.map(|()| until - from)
            });
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
