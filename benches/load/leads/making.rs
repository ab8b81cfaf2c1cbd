//! A million leads, some hundred in one transaction.

use std::{ops::Range, path::Path, sync::Arc};

use chatimjd::{
    adapters::{
        clock::SystemClock,
        surreal::{Database, SurrealLeads},
    },
    domain::time::Timestamp,
    service::ports::Clock,
};

use super::{
    super::{Outcome, making},
    person,
};

/// Leads in one transaction.
const BATCH: u64 = 250;

pub fn make(folder: &Path, count: u64) -> Outcome<()> {
    making::with_database(folder, move |database| fill(database, count))
}

async fn fill(database: Database, count: u64) -> Outcome<()> {
    let (leads, now) = (Arc::new(database.leads()), SystemClock.now());
    making::in_batches(count, BATCH, |numbers| add(Arc::clone(&leads), numbers, count, now)).await
}

async fn add(leads: Arc<SurrealLeads>, numbers: Range<u64>, count: u64, now: Timestamp) -> Outcome<()> {
    let batch: Vec<_> = numbers.map(|number| person::lead(number, count, now)).collect();
    Ok(leads.add_all(&batch).await?)
}
