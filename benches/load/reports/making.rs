//! The leads, and then the conversations, through the ports that also count them; the search follows as it goes on.

use std::{ops::Range, path::Path, sync::Arc};

use chatimjd::{
    adapters::{
        clock::SystemClock,
        surreal::{Database, SurrealLeads},
    },
    domain::page::PageSize,
    service::ports::{Clock, ConversationFilter, Conversations, LogFilter, LogStore},
};
use futures::future::try_join_all;

use super::{
    super::{Outcome, making},
    people, talks,
    times::Times,
};

/// Leads in one transaction, and conversations that are written together: what waits shares transactions.
const LEADS: u64 = 250;
const TALKS: u64 = 256;
/// Nobody says it.
const UNSAID: &str = "unsaid";

/// How many conversations belong to so many leads.
pub fn talks(leads: u64) -> u64 {
    leads / 2
}

pub fn make(folder: &Path, leads: u64) -> Outcome<()> {
    making::with_database(folder, move |database| fill(database, leads))
}

async fn fill(database: Database, count: u64) -> Outcome<()> {
    let times = Times::before(SystemClock.now(), count);
    let leads = Arc::new(database.leads());
    println!("  leads:");
    making::in_batches(count, LEADS, |numbers| add(Arc::clone(&leads), numbers, times)).await?;
    println!("  conversations:");
    making::in_batches(talks(count), TALKS, |numbers| talk(database.clone(), numbers, times)).await
}

async fn add(leads: Arc<SurrealLeads>, numbers: Range<u64>, times: Times) -> Outcome<()> {
    let batch: Vec<_> = numbers.map(|number| people::lead(number, &times)).collect();
    Ok(leads.add_all(&batch).await?)
}

async fn talk(database: Database, numbers: Range<u64>, times: Times) -> Outcome<()> {
    let conversations = database.conversations();
    try_join_all(numbers.map(|number| conversations.write(talks::write(number, &times)))).await?;
    // Both searches index what waits before they look: so it does not pile up in memory.
    let (q, size) = (Some(UNSAID.to_owned()), PageSize::default());
    conversations.list(&ConversationFilter { q: q.clone(), ..ConversationFilter::default() }, size, None).await?;
    database.logs().search(&LogFilter { q, ..LogFilter::default() }, size, None).await?;
    Ok(())
}
