//! `make seed-demo`: fills a new database with three months of an invented business, to try the dashboard and to show it.
//!
//! Nothing is written past the product: visitors talk to the offline assistant through the chat's use cases, the team works
//! through those of leads and settings, over the embedded database. Only the clock and the ids are the story's own, so that
//! it lies in the past, and the same seed tells the same story. An example and no second binary: no release has it, the
//! bundles know one binary only, and it may vouch for people as tests do.
//!
//! Takes the server's own settings; `DEMO_SEED` (1) chooses another story.

mod calendar;
mod clock;
mod dice;
mod meetings;
mod people;
mod report;
mod shop;
mod stage;
mod talk;
mod team;
mod visits;
mod words;

use std::{process::ExitCode, sync::Arc};

use chatimjd::{
    adapters::{
        clock::SystemClock,
        surreal::{Database, DatabaseConfig, DatabaseUrl},
    },
    domain::page::PageSize,
    server::config::{Config, DatabasePlace},
    service::ports::{Admins, ApiKeys, AuditLog, Clock, ConversationFilter, Conversations, Instructions, Leads, SettingsStore},
};
use dice::Dice;
use stage::Stage;

/// Whatever went wrong, in words.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How many there are in the end.
const CONVERSATIONS: usize = 400;
const LEADS: u64 = 200;

fn main() -> ExitCode {
    // The database's parser and executor need deep stacks, the deeper the less optimised they are.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(20 * 1024 * 1024).build();
    let done: Outcome<()> = runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(on_a_worker()));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("seed-demo: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The main thread's stack is not ours to size.
async fn on_a_worker() -> Outcome<()> {
    tokio::spawn(run()).await?
}

async fn run() -> Outcome<()> {
    let config = Config::from_env().map_err(|errors| errors.to_string())?;
    let DatabasePlace::Directory(path) = &config.database else {
        return Err("the demo wants a directory of its own: leave DATABASE_URL out and name one in DATA_DIR".into());
    };
    let seed = match std::env::var("DEMO_SEED") {
        Ok(text) => text.parse().map_err(|_| "DEMO_SEED: a whole number")?,
        Err(_) => 1,
    };
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Directory(path.clone()))).await?;
    let told = fill(&config, &database, seed).await;
    let closed = database.close().await;
    let told = told?;
    closed?;
    println!("{told}");
    Ok(())
}

/// Tells the whole story; what to print about it.
async fn fill(config: &Config, database: &Database, seed: u64) -> Outcome<String> {
    if !is_new(database).await? {
        return Err(format!(
            "the database in {} holds something already, and the demo mixes with nothing: name another directory in DATA_DIR",
            config.data_dir.display()
        )
        .into());
    }
    let now = SystemClock.now();
    let mut dice = Dice::new(seed);
    let stage = Stage::set(config, database, calendar::beginning(now), seed)?;
    let owner = shop::open(&stage, config.first_admin.as_ref()).await?;
    println!("{CONVERSATIONS} conversations with the offline assistant …");
    let crowd = visits::play(&stage, &mut dice, now).await?;
    println!("the team at work …");
    team::work(&stage, &owner.admin, crowd, &mut dice, now).await?;
    report::of(config, database, &owner, now).await
}

/// Nothing was ever stored in it: a server that was started on it has left its instruction, at least.
async fn is_new(database: &Database) -> Outcome<bool> {
    let conversations: Arc<dyn Conversations> = database.conversations();
    let first = conversations.list(&ConversationFilter::default(), PageSize::default(), None).await?;
    Ok(first.is_none_or(|page| page.items.is_empty())
        && database.leads().count().await? == 0
        && !database.admins().any().await?
        && database.api_keys().list().await?.is_empty()
        && database.settings().latest().await?.version == 0
        && database.instructions().published().await?.is_none()
        && database.audit().latest(1).await?.is_empty())
}
