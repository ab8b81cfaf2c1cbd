//! Counts: read as rows under their keys and the changes since, made anew from all facts when that is asked for.

pub(super) mod ledger;
pub(super) mod people;
mod rebuild;
#[cfg(all(test, feature = "embedded-db"))]
mod tests;

/// For the tests of their plans.
#[cfg(all(test, feature = "embedded-db"))]
pub(super) mod queries {
    pub(in super::super) use super::{counted, first_days, ledger::oldest, rebuild::next};
}

use std::sync::Arc;

use async_trait::async_trait;
use jiff::civil::Date;
use surrealdb::types::RecordId;

use self::ledger::Ledger;
use super::{
    connection::{Connection, Query, rows},
    conversations::SurrealConversations,
    parts::Parts,
    rows::{ChangeRow, Kind, TallyRow, between, changes_from, tally_of_days},
};
use crate::{
    domain::analytics::{
        calendar::Calendar,
        cohort::Cohorts,
        figures::Days,
        heat::Hours,
        measure::Counts,
        range::Range,
        tally::{Dimension, Key, Tally},
    },
    service::{
        error::StorageError,
        ports::{Rebuilt, Tallies},
    },
};

/// Days that are looked at together for the first one on which anything was counted.
const FIRST_DAYS: usize = 100;

#[derive(Clone)]
pub struct SurrealTallies {
    connection: Arc<Connection>,
    ledger: Arc<Ledger>,
}

impl SurrealTallies {
    pub(super) fn new(connection: Arc<Connection>, conversations: &SurrealConversations) -> Self {
        Self { connection, ledger: conversations.ledger() }
    }

    /// All that is counted under keys of one kind on these days.
    async fn read(&self, kind: Kind, range: Range) -> Result<Tally, StorageError> {
        self.sum(counted(tally_of_days(kind, range), self.ledger.floor().as_deref())).await
    }

    async fn sum(&self, query: Query) -> Result<Tally, StorageError> {
        let mut results = self.connection.read(query).await?;
        let (mut facts, mut kept) = (Tally::default(), Tally::default());
        for row in rows::<TallyRow>(&mut results, 1, "count")? {
            row.add_to(&mut facts, &mut kept)?;
        }
        for change in rows::<ChangeRow>(&mut results, 2, "count")? {
            change.add_to(&mut facts, &mut kept)?;
        }
        facts.add_all(&kept);
        Ok(facts)
    }
}

/// Rows under their keys, and all changes that are not in them: in one transaction, since changes are folded meanwhile.
pub(super) fn counted(span: RecordId, floor: Option<&str>) -> Query {
    Query::new("BEGIN; SELECT * FROM $span; SELECT * FROM $changes; COMMIT;").bind("span", span).bind("changes", changes_from(floor))
}

/// The first days that are counted behind `after`.
pub(super) fn first_days(after: Option<Date>, floor: Option<&str>) -> Query {
    let start = after.map_or_else(|| "day ".to_owned(), |after| format!("day {after}"));
    let span = between("tally", std::ops::Bound::Excluded(start), std::ops::Bound::Excluded("day!".to_owned()));
    let sql = format!("BEGIN; SELECT * FROM array::first([$span]) LIMIT {FIRST_DAYS}; SELECT * FROM $changes; COMMIT;");
    Query::new(sql).bind("span", span).bind("changes", changes_from(floor))
}

#[async_trait]
impl Tallies for SurrealTallies {
    async fn days(&self, range: Range) -> Result<Days, StorageError> {
        Ok(self.read(Kind::Days, range).await?.days(range))
    }

    async fn hours(&self, range: Range) -> Result<Hours, StorageError> {
        Ok(self.read(Kind::Hours, range).await?.hours(range))
    }

    async fn groups(&self, dimension: Dimension, range: Range, limit: u32) -> Result<Vec<(String, Counts)>, StorageError> {
        Ok(self.read(Kind::Groups(dimension), range).await?.groups(dimension, range, limit))
    }

    async fn cohorts(&self, range: Range) -> Result<Cohorts, StorageError> {
        Ok(self.read(Kind::Cohorts, range).await?.cohorts(range))
    }

    async fn known_since(&self) -> Result<Option<Date>, StorageError> {
        let mut after = None;
        loop {
            let mut results = self.connection.read(first_days(after, self.ledger.floor().as_deref())).await?;
            let (mut facts, mut kept) = (Tally::default(), Tally::default());
            let read = rows::<TallyRow>(&mut results, 1, "count")?;
            let is_last = read.len() < FIRST_DAYS;
            for row in read {
                row.add_to(&mut facts, &mut kept)?;
            }
            // What changes take away again may empty all of these.
            let last = facts.iter().chain(kept.iter()).filter_map(day).max();
            for change in rows::<ChangeRow>(&mut results, 2, "count")? {
                change.add_to(&mut facts, &mut kept)?;
            }
            facts.add_all(&kept);
            let among = |date: &Date| after.is_none_or(|after| *date > after) && (is_last || last.is_none_or(|last| *date <= last));
            let first = facts.iter().filter_map(day).filter(among).min();
            if first.is_some() || is_last {
                return Ok(first);
            }
            after = last;
        }
    }

    async fn keep(&self, tally: &Tally) -> Result<(), StorageError> {
        let calendar = self.ledger.clocks().await;
        let mut parts = ledger::declare(Parts::default());
        ledger::add(&mut parts, &Tally::default(), tally, &calendar)?;
        self.connection.write(parts.transaction()).await?;
        self.ledger.noted();
        Ok(())
    }

    async fn rebuild(&self, calendar: &Calendar) -> Result<Rebuilt, StorageError> {
        rebuild::rebuild(&self.ledger, calendar).await
    }

    async fn zone(&self) -> Result<Option<String>, StorageError> {
        let state = self.ledger.state().await?;
        Ok(state.whole.then_some(state.zone).filter(|zone| !zone.is_empty()))
    }
}

fn day((key, _): (&Key, &Counts)) -> Option<Date> {
    if let Key::Day(date) = key { Some(*date) } else { None }
}
