//! Pages of whole lists in the order in which leads were made, for exports: read by two at once. The engine reads a list on one
//! core, and where its second half begins is not known; from how far the first few leads are apart it can be guessed.

use std::sync::Arc;

use futures::future::try_join;

use super::{
    super::{
        connection::{Connection, rows},
        rows::{LeadRow, instant_near, lead_place},
    },
    list::{bounds, is_beyond, is_served, range},
};
use crate::{
    domain::{
        lead::{
            Lead,
            query::{LeadFilter, Sort, SortKey},
        },
        page::Page,
    },
    service::error::StorageError,
};

type Stored<T> = Result<T, StorageError>;

/// Leads that are read first: they tell how far leads are apart.
const FIRST: u32 = 80;
/// Leads that each of the two reads after them.
const EACH: u32 = 210;
/// So many are expected from where the one begins to where the other one does. Where there are more than [`EACH`], what the other
/// one reads is of no use.
const APART: u32 = 168;

/// Where this order and this filter can be read so. In an order in which leads move, one that moves from the one half to the other
/// might be in neither.
pub(super) fn fits(filter: &LeadFilter, sort: Sort) -> bool {
    is_served(filter, sort) && sort.key == SortKey::CreatedAt
}

/// One page behind a place, of some hundreds.
pub(super) async fn page(connection: &Arc<Connection>, filter: &LeadFilter, sort: Sort, cursor: Option<&str>) -> Stored<Page<Lead>> {
    let reader = Reader { connection: Arc::clone(connection), filter: filter.clone(), sort };
    let mut placed = reader.read(FIRST, cursor.map(str::to_owned)).await?;
    if placed.is_all || placed.leads.last().is_some_and(|(place, _)| reader.is_beyond(place)) {
        return Ok(reader.page(placed));
    }
    let [Some(first), Some(last)] = [placed.leads.first(), placed.leads.last()].map(|lead| lead.map(|(place, _)| place.clone())) else {
        return Ok(reader.page(placed));
    };
    match instant_near(&first, &last, APART, FIRST) {
        Some(middle) => placed.extend(reader.read_from_both(last, middle).await?),
        // They were all made at once.
        None => placed.extend(reader.read(2 * EACH, Some(last)).await?),
    }
    Ok(reader.page(placed))
}

/// Leads at their places in the list, and whether the list ends with them.
struct Placed {
    leads: Vec<(String, Lead)>,
    is_all: bool,
}

impl Placed {
    fn extend(&mut self, more: Self) {
        self.leads.extend(more.leads);
        self.is_all = more.is_all;
    }
}

#[derive(Clone)]
struct Reader {
    connection: Arc<Connection>,
    filter: LeadFilter,
    sort: Sort,
}

impl Reader {
    async fn read(&self, limit: u32, from: Option<String>) -> Stored<Placed> {
        let mut results = self.connection.read(range(&self.filter, self.sort, limit as usize, from.as_deref())).await?;
        let read = rows::<LeadRow>(&mut results, 0, "lead")?;
        let is_all = read.len() < limit as usize;
        let place = |row: LeadRow| -> Stored<Option<(String, Lead)>> {
            let lead = row.into_domain()?;
            Ok(lead_place(&lead, self.sort.key).map(|place| (place, lead)))
        };
        let leads = read.into_iter().filter_map(|row| place(row).transpose()).collect::<Stored<_>>()?;
        Ok(Placed { leads, is_all })
    }

    /// On a core of its own, where one is free.
    async fn read_beside(self, from: String) -> Stored<Placed> {
        let read = tokio::spawn(async move { self.read(EACH, Some(from)).await });
        read.await.unwrap_or_else(|error| Err(StorageError::Failed(format!("reading a list was cut short: {error}"))))
    }

    /// From here, and at once from a place that some of these come before.
    async fn read_from_both(&self, here: String, middle: String) -> Stored<Placed> {
        let beside = |from| self.clone().read_beside(from);
        let (mut near, far) = try_join(beside(here), beside(middle.clone())).await?;
        let read = near.leads.len();
        near.leads.retain(|(place, _)| !self.is_behind(place, &middle));
        if near.is_all || near.leads.len() < read {
            near.extend(far);
        }
        Ok(near)
    }

    fn is_behind(&self, place: &str, other: &str) -> bool {
        if self.sort.descending { place < other } else { place > other }
    }

    fn is_beyond(&self, place: &str) -> bool {
        is_beyond(Some(place), &bounds(&self.filter, self.sort.key), self.sort)
    }

    /// What of it is in the span that the filter leaves.
    fn page(&self, placed: Placed) -> Page<Lead> {
        let last = placed.leads.last().map(|(place, _)| place.clone());
        let read = placed.leads.len();
        let items: Vec<Lead> = placed.leads.into_iter().take_while(|(place, _)| !self.is_beyond(place)).map(|(_, lead)| lead).collect();
        let goes_on = !placed.is_all && items.len() == read;
        Page { items, next_cursor: last.filter(|_| goes_on) }
    }
}
