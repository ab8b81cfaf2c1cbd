//! The search of leads: what is indexed of each, and what a process that stopped without warning left behind.

use std::sync::Arc;

use surrealdb::types::{SurrealValue, Value};

use super::super::{
    connection::{Connection, Query, rows},
    follower::{Document, Follower},
    rows::{LeadRow, LeadSearchRow, lead_place},
};
use crate::{
    domain::lead::{Lead, query::SortKey},
    service::error::StorageError,
};

/// Leads that one look after a crash compares.
const LOOK: usize = 200;

pub(in super::super) type LeadSearch = Follower<Lead>;

impl Document for Lead {
    type Row = LeadSearchRow;
    const TABLE: &'static str = "lead";
    const SEARCH: &'static str = "lead_search";
    const VERSION: &'static str = "version";

    fn key(&self) -> &str {
        self.id.as_str()
    }

    fn version(&self) -> u64 {
        self.version
    }

    fn row(&self) -> LeadSearchRow {
        LeadSearchRow::of(self)
    }
}

/// Indexes what was left behind: from the latest change on, until all of a look is up to date; or all there is.
pub(in super::super) async fn recover(connection: &Arc<Connection>, search: &LeadSearch, all: bool) -> Result<(), StorageError> {
    let mut before: Option<String> = None;
    loop {
        let mut results = connection.read(look(before.as_deref())).await?;
        let looked_at: Vec<Indexed> = rows(&mut results, 0, "lead")?;
        let is_last = looked_at.len() < LOOK;
        let (mut last, mut behind) = (None, vec![]);
        for row in looked_at {
            let indexed = row.indexed;
            let lead = row.row.into_domain()?;
            last = lead_place(&lead, SortKey::UpdatedAt);
            if indexed.is_none_or(|indexed| u64::try_from(indexed).is_ok_and(|indexed| indexed < lead.version)) {
                behind.push(lead);
            }
        }
        before = last;
        let is_up_to_date = behind.is_empty();
        search.index(behind).await?;
        if is_last || is_up_to_date && !all {
            return Ok(());
        }
    }
}

/// The leads that changed last, before a place, each with the version that the search knows.
pub(in super::super) fn look(before: Option<&str>) -> Query {
    let span = if before.is_some() { "by_updated < $before" } else { "by_updated > ''" };
    let sql = format!(
        "SELECT *, type::record('lead_search', record::id(id)).version AS indexed FROM lead \
         WHERE listed = NONE AND {span} ORDER BY by_updated DESC LIMIT {LOOK};"
    );
    Query::new(sql).bind("before", before.map(str::to_owned))
}

/// A lead and the version that the search knows.
#[derive(SurrealValue)]
struct Indexed {
    #[surreal(flatten)]
    row: LeadRow,
    indexed: Option<i64>,
}
