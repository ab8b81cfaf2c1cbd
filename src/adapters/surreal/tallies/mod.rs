//! Counts: read as rows under their keys and the changes since, made anew from all facts when that is asked for.

mod blocks;
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
    rows::{ChangeRow, Kind, TallyRow, between, changes_from, spans_of},
};
use crate::{
    domain::analytics::{
        block::{Cover, Level, MOST_PARTS},
        calendar::Calendar,
        cohort::Cohorts,
        figures::Days,
        heat::{Hours, Week},
        measure::Counts,
        range::Range,
        tally::{Dimension, Key, Tally},
    },
    service::{
        error::StorageError,
        ports::{Rebuilt, Tallies},
    },
};

/// What the parts of a range are bound as.
const SPANS: [&str; MOST_PARTS] = ["span_1", "span_2", "span_3", "span_4", "span_5", "span_6", "span_7"];
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

    /// All that is counted under keys of one kind on these days and in these blocks, and all that is not folded yet.
    async fn read(&self, kind: Kind, cover: &Cover) -> Result<Tally, StorageError> {
        let spans = spans_of(kind, cover);
        let behind = spans.len() + 1;
        let mut results = self.connection.read(counted(spans, self.ledger.floor().as_deref())).await?;
        let (mut facts, mut kept) = (Tally::default(), Tally::default());
        for span in 1..behind {
            for row in rows::<TallyRow>(&mut results, span, "count")? {
                row.add_to(&mut facts, &mut kept)?;
            }
        }
        for change in rows::<ChangeRow>(&mut results, behind, "count")? {
            change.add_to(&mut facts, &mut kept)?;
        }
        facts.add_all(&kept);
        Ok(facts)
    }
}

/// Rows under their keys, and all changes that are not in them: in one transaction, since changes are folded meanwhile.
pub(super) fn counted(spans: Vec<RecordId>, floor: Option<&str>) -> Query {
    let named: Vec<(&'static str, RecordId)> = SPANS.into_iter().zip(spans).collect();
    let selects: Vec<String> = named.iter().map(|(name, _)| format!("SELECT * FROM ${name}; ")).collect();
    let query = Query::new(format!("BEGIN; {}SELECT * FROM $changes; COMMIT;", selects.concat())).bind("changes", changes_from(floor));
    named.into_iter().fold(query, |query, (name, span)| query.bind(name, span))
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
        Ok(self.read(Kind::Days, &Cover::days_only(range)).await?.days(range))
    }

    async fn hours(&self, range: Range) -> Result<Hours, StorageError> {
        Ok(self.read(Kind::Hours, &Cover::days_only(range)).await?.hours(range))
    }

    async fn week(&self, range: Range) -> Result<Week, StorageError> {
        let cover = self.ledger.cover(range, &Level::OF_HOURS);
        Ok(self.read(Kind::Hours, &cover).await?.week(&cover))
    }

    async fn groups(&self, dimension: Dimension, range: Range, limit: u32) -> Result<Vec<(String, Counts)>, StorageError> {
        let cover = self.ledger.cover(range, &Level::ALL);
        Ok(self.read(Kind::Groups(dimension), &cover).await?.groups(dimension, &cover, limit))
    }

    async fn cohorts(&self, range: Range) -> Result<Cohorts, StorageError> {
        Ok(self.read(Kind::Cohorts, &Cover::days_only(range)).await?.cohorts(range))
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
