//! Pages of leads: each a short range of one index, in any order, whatever the number of leads.

use surrealdb::types::SurrealValue;

use super::super::{
    connection::{Connection, Query, rows},
    conversations::wanted,
    rows::{LeadRow, instant, lead_place},
};
use crate::{
    domain::{
        ids::LeadId,
        lead::{
            Lead, LeadStatus,
            query::{Assigned, LeadFilter, Sort, SortKey},
        },
        page::{Page, PageSize},
        time::Timestamp,
    },
    service::error::StorageError,
};

type Stored<T> = Result<T, StorageError>;

/// Conditions that no index serves are compared here: so many rows are read at a time, and so many times for one page.
const READ_AT_ONCE: usize = 250;
const MOST_READS: usize = 20;
/// Leads that one search looks at, the newest first; in that order, the next page looks further. In another one, a search that
/// finds more is narrowed by its next letter. So many of one person's are too many to be put in order here.
pub(super) const MOST_FOUND: usize = 1_000;
/// Fewer letters than these begin the words of half of all people.
const LETTERS_WORTH_AN_INDEX: usize = 3;

fn column(key: SortKey) -> &'static str {
    match key {
        SortKey::CreatedAt => "by_created",
        SortKey::UpdatedAt => "by_updated",
        SortKey::Name => "by_name",
        SortKey::Score => "by_score",
        SortKey::FollowUpAt => "by_follow_up",
    }
}

/// A cursor of ours is a place in this order, and ends in a lead's id: one of another order would begin anywhere.
fn is_cursor(text: &str, key: SortKey) -> bool {
    let Some((place, id)) = text.rsplit_once('~') else { return false };
    let digits = |text: &str, many: usize| text.len() == many && text.bytes().all(|b| b.is_ascii_digit());
    let is_time = |text: &str| digits(text, instant(Timestamp::UNIX_EPOCH).len());
    let fits = match key {
        SortKey::CreatedAt | SortKey::UpdatedAt | SortKey::FollowUpAt => is_time(place),
        SortKey::Score => place.split_once('~').is_some_and(|(score, time)| digits(score, 3) && is_time(time)),
        SortKey::Name => true,
    };
    fits && id.parse::<LeadId>().is_ok()
}

/// One page; None for a cursor that cannot be one of ours.
pub(super) async fn page(
    connection: &Connection,
    filter: &LeadFilter,
    sort: Sort,
    size: PageSize,
    cursor: Option<&str>,
) -> Stored<Option<Page<Lead>>> {
    if cursor.is_some_and(|cursor| !is_cursor(cursor, sort.key)) {
        return Ok(None);
    }
    let is_whole = size == PageSize::WHOLE;
    let size = size.get() as usize;
    let words = filter.q.as_deref().map(wanted).unwrap_or_default();
    let letters = words.split(' ').map(str::len).max().unwrap_or(0);
    let found = if letters >= LETTERS_WORTH_AN_INDEX {
        let number = filter.number.clone().filter(|number| *number != words);
        searched(connection, std::iter::once(words).chain(number), filter, sort, size + 1, cursor).await?
    } else {
        Searched::Beyond
    };
    let found = match found {
        Searched::All(found) => found,
        // A list that is shown makes do with these; a whole list has the others, too.
        Searched::Bounded(found) if !is_whole => found,
        Searched::Bounded(_) | Searched::Beyond => match owned(connection, filter, sort, cursor).await? {
            Some(found) => found,
            None => scanned(connection, filter, sort, size + 1, cursor).await?,
        },
    };
    Ok(Some(cut(found, sort, size)))
}

/// What the index of words knows.
enum Searched {
    All(Found),
    /// There may be more than one search looks at.
    Bounded(Found),
    /// Too few letters to ask it.
    Beyond,
}

/// What was found, and where reading stopped if it stopped early.
struct Found {
    leads: Vec<Lead>,
    stopped_at: Option<String>,
}

fn cut(mut found: Found, sort: Sort, size: usize) -> Page<Lead> {
    let has_more = found.leads.len() > size;
    found.leads.truncate(size);
    let last = found.leads.last().and_then(|lead| lead_place(lead, sort.key));
    let next_cursor = if has_more { last } else { found.stopped_at };
    Page { items: found.leads, next_cursor }
}

/// Reads in the order of the index. What it does not know is compared here, in a bounded number of reads; a page may be
/// shorter than asked for then, and the next one goes on where this one stopped.
async fn scanned(connection: &Connection, filter: &LeadFilter, sort: Sort, wanted: usize, cursor: Option<&str>) -> Stored<Found> {
    let exact = is_served(filter, sort);
    let at_once = if exact { wanted } else { READ_AT_ONCE };
    let span = bounds(filter, sort.key);
    let mut leads = vec![];
    let mut from = cursor.map(str::to_owned);
    for _ in 0..MOST_READS {
        let mut results = connection.read(range(filter, sort, at_once, from.as_deref())).await?;
        let read = rows::<LeadRow>(&mut results, 0, "lead")?;
        let count = read.len();
        for row in read {
            let lead = row.into_domain()?;
            from = lead_place(&lead, sort.key);
            if is_beyond(from.as_deref(), &span, sort) {
                return Ok(Found { leads, stopped_at: None });
            }
            if exact || filter.matches(&lead) && filter.matches_words(&lead) {
                leads.push(lead);
            }
            if leads.len() == wanted {
                return Ok(Found { leads, stopped_at: None });
            }
        }
        if count < at_once {
            return Ok(Found { leads, stopped_at: None });
        }
    }
    Ok(Found { leads, stopped_at: from })
}

/// The index of this order gives exactly these leads.
fn is_served(filter: &LeadFilter, sort: Sort) -> bool {
    let spans_fit = (filter.from.is_none() && filter.to.is_none()) || sort.key == SortKey::CreatedAt;
    let due_fits = filter.follow_up.is_none() || sort.key == SortKey::FollowUpAt;
    let assignee_fits = filter.assignee.is_none() || sort.key == SortKey::CreatedAt;
    spans_fit && due_fits && assignee_fits && filter.channel.is_none() && filter.q.is_none() && filter.has_meeting.is_none()
}

/// A range of an index, from where reading begins: behind a status, the engine takes one bound of a range from its index and
/// reads everything for the other. [`is_beyond`] knows the other. The numbers are ours: a bound LIMIT would sort all rows first.
pub(in super::super) fn range(filter: &LeadFilter, sort: Sort, limit: usize, cursor: Option<&str>) -> Query {
    let column = column(sort.key);
    let (low, high) = bounds(filter, sort.key);
    let cursor = cursor.map(str::to_owned);
    let (side, start, direction) = match sort.descending {
        true => match cursor.into_iter().chain(high).min() {
            Some(start) => ("<", start, "DESC"),
            None => (">", String::new(), "DESC"),
        },
        false => (">", cursor.into_iter().chain(low).max().unwrap_or_default(), "ASC"),
    };
    let status = filter.status.map_or("", |_| "status = $status AND ");
    // There is an index of assignees in the order of creation alone; elsewhere they are compared here.
    let assignee = match filter.assignee.as_ref().filter(|_| sort.key == SortKey::CreatedAt) {
        Some(Assigned::To(_)) => "assignee = $assignee AND ",
        Some(Assigned::ToNobody) => "assignee = NONE AND ",
        None => "",
    };
    // Follow-ups are looked up between two times elsewhere, and their index is that of these alone.
    let all = if assignee.is_empty() && status.is_empty() && sort.key != SortKey::FollowUpAt { "listed = NONE AND " } else { "" };
    let sql =
        format!("SELECT * FROM lead WHERE {all}{assignee}{status}{column} {side} $start ORDER BY {column} {direction} LIMIT {limit};");
    Query::new(sql)
        .bind("assignee", filter.assignee.as_ref().map(|assigned| assigned.as_str().to_owned()))
        .bind("status", filter.status.map(|status| status.as_str().to_owned()))
        .bind("start", start)
}

/// Behind the last lead that belongs to the list: its place is out of the span, or it has none in this order.
fn is_beyond(place: Option<&str>, (low, high): &(Option<String>, Option<String>), sort: Sort) -> bool {
    let Some(place) = place else { return true };
    match sort.descending {
        true => low.as_deref().is_some_and(|low| place <= low),
        false => high.as_deref().is_some_and(|high| place >= high),
    }
}

/// The span of places that the filter's times leave.
fn bounds(filter: &LeadFilter, key: SortKey) -> (Option<String>, Option<String>) {
    let span = match key {
        SortKey::CreatedAt => (filter.from, filter.to),
        SortKey::FollowUpAt => filter.follow_up.map_or((None, None), |(from, to)| (from, Some(to))),
        SortKey::UpdatedAt | SortKey::Name | SortKey::Score => (None, None),
    };
    // A place begins with its instant: it is behind the bare instant, and before that of the next nanosecond.
    (span.0.map(instant), span.1.map(instant))
}

/// Looks words up in their own index (and the number that they are), and orders what was found here.
async fn searched(
    connection: &Connection,
    ways: impl Iterator<Item = String>,
    filter: &LeadFilter,
    sort: Sort,
    wanted: usize,
    cursor: Option<&str>,
) -> Stored<Searched> {
    // The newest first is the order of the search itself: there, the next page is looked for behind the last one.
    let is_newest_first = sort == Sort::default();
    let span = bounds(filter, sort.key);
    let before = cursor.into_iter().chain(span.1.as_deref()).min().filter(|_| is_newest_first);
    let limit = if is_newest_first && is_searched_alone(filter) { wanted } else { MOST_FOUND };
    let mut placed: Vec<(String, Lead)> = vec![];
    let mut is_all = true;
    // All ways were read at least until here.
    let mut read_until: Option<String> = None;
    for words in ways {
        let mut results = connection.read(matching(&words, filter.status, before, limit)).await?;
        let hits = rows::<Hit>(&mut results, 0, "lead")?;
        let is_cut = hits.len() == limit;
        is_all &= is_newest_first || !is_cut;
        read_until = read_until.max(hits.last().filter(|_| is_newest_first && is_cut).map(|hit| hit.by_created.clone()));
        for row in hits.into_iter().filter_map(|hit| hit.lead) {
            let lead = row.into_domain()?;
            if filter.matches(&lead) {
                placed.extend(behind(cursor, lead, sort));
            }
        }
    }
    let found = in_order(placed, sort);
    let read_until = read_until.filter(|until| !is_beyond(Some(until.as_str()), &span, sort));
    let found = if let Some(until) = read_until { read_so_far(found, until, sort, wanted) } else { found };
    Ok(if is_all { Searched::All(found) } else { Searched::Bounded(found) })
}

/// What the search knows by these words, and the lead: None where that is gone and the search does not know yet.
#[derive(SurrealValue)]
struct Hit {
    by_created: String,
    lead: Option<LeadRow>,
}

/// Behind this place not all is known. Where leads are gone or changed and their index does not know, or few of those that it knows
/// fit the filter, there is less than a page before it, and more may come.
fn read_so_far(mut found: Found, until: String, sort: Sort, wanted: usize) -> Found {
    found.leads.retain(|lead| lead_place(lead, sort.key).is_some_and(|place| place >= until));
    found.stopped_at = (found.leads.len() < wanted).then_some(until);
    found
}

/// Nothing is asked for but words and a status, which the search itself knows.
fn is_searched_alone(filter: &LeadFilter) -> bool {
    let known = LeadFilter { q: filter.q.clone(), number: filter.number.clone(), status: filter.status, ..LeadFilter::default() };
    *filter == known
}

/// The lead with its place in this order; None where it is not in it, or not behind the cursor.
fn behind(cursor: Option<&str>, lead: Lead, sort: Sort) -> Option<(String, Lead)> {
    let place = lead_place(&lead, sort.key)?;
    let is_behind = cursor.is_none_or(|cursor| if sort.descending { place.as_str() < cursor } else { place.as_str() > cursor });
    is_behind.then_some((place, lead))
}

fn in_order(mut placed: Vec<(String, Lead)>, sort: Sort) -> Found {
    placed.sort_unstable_by(|(a, _), (b, _)| if sort.descending { b.cmp(a) } else { a.cmp(b) });
    placed.dedup_by(|(_, one), (_, other)| one.id == other.id);
    Found { leads: placed.into_iter().map(|(_, lead)| lead).collect(), stopped_at: None }
}

/// The leads of one of the team, or of nobody, in an order that has no index of assignees: where they are few enough to be read
/// as a whole, they are ordered here. Where they are many, reading in that order soon meets them.
async fn owned(connection: &Connection, filter: &LeadFilter, sort: Sort, cursor: Option<&str>) -> Stored<Option<Found>> {
    if filter.assignee.is_none() || sort.key == SortKey::CreatedAt {
        return Ok(None);
    }
    let theirs = LeadFilter { assignee: filter.assignee.clone(), status: filter.status, ..LeadFilter::default() };
    let mut results = connection.read(range(&theirs, Sort::default(), MOST_FOUND, None)).await?;
    let read = rows::<LeadRow>(&mut results, 0, "lead")?;
    if read.len() == MOST_FOUND {
        return Ok(None);
    }
    let mut placed: Vec<(String, Lead)> = vec![];
    for row in read {
        let lead = row.into_domain()?;
        if filter.matches(&lead) && filter.matches_words(&lead) {
            placed.extend(behind(cursor, lead, sort));
        }
    }
    Ok(Some(in_order(placed, sort)))
}

pub(in super::super) fn matching(words: &str, status: Option<LeadStatus>, before: Option<&str>, limit: usize) -> Query {
    let of_status = status.map_or("", |_| " AND status = $status");
    let from = if before.is_some() { " AND by_created < $before" } else { "" };
    let sql = format!(
        "SELECT by_created, type::record('lead', record::id(id)).* AS lead FROM \
         (SELECT id, by_created FROM lead_search WHERE words @AND@ $words{of_status}{from} ORDER BY by_created DESC LIMIT {limit});"
    );
    Query::new(sql)
        .bind("words", words.to_owned())
        .bind("status", status.map(|status| status.as_str().to_owned()))
        .bind("before", before.map(str::to_owned))
}
