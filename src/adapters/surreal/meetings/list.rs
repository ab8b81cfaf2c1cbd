//! Pages of meetings by their beginnings: short ranges of one index, of each status and of each lead, put together.

use surrealdb::types::RecordId;

use super::super::{
    connection::{Connection, Query, rows},
    rows::{MeetingRow, conversation_record, instant, is_meeting_place, lead_record},
};
use crate::{
    domain::{
        meeting::{Meeting, MeetingStatus},
        page::{Page, PageSize},
    },
    service::{error::StorageError, ports::MeetingFilter},
};

/// What a list shows that asks for no status.
const SHOWN: [MeetingStatus; 3] = [MeetingStatus::Pending, MeetingStatus::Confirmed, MeetingStatus::Cancelled];

/// One page; None for a cursor that cannot be one of ours.
pub(super) async fn page(
    connection: &Connection,
    filter: &MeetingFilter,
    size: PageSize,
    cursor: Option<&str>,
) -> Result<Option<Page<Meeting>>, StorageError> {
    if cursor.is_some_and(|cursor| !is_meeting_place(cursor)) {
        return Ok(None);
    }
    let size = size.get() as usize;
    let mut found: Vec<MeetingRow> = vec![];
    for query in ways(filter, size + 1, cursor) {
        let mut results = connection.read(query).await?;
        for index in 0..results.num_statements() {
            found.extend(rows::<MeetingRow>(&mut results, index, "meeting")?);
        }
    }
    // Each range is read from one end only: what is beyond the other is left out here.
    let (from, to) = (filter.from.map(instant), filter.to.map(instant));
    found.retain(|row| from.as_ref().is_none_or(|from| row.by_start > *from) && to.as_ref().is_none_or(|to| row.by_start < *to));
    found.sort_unstable_by(|a, b| if filter.latest_first { b.by_start.cmp(&a.by_start) } else { a.by_start.cmp(&b.by_start) });
    // A place has the id in it.
    found.dedup_by(|one, other| one.by_start == other.by_start);
    let has_more = found.len() > size;
    found.truncate(size);
    let next_cursor = found.last().filter(|_| has_more).map(|row| row.by_start.clone());
    let meetings = found.into_iter().map(MeetingRow::into_domain).collect::<Result<Vec<Meeting>, _>>()?;
    // A conversation's list may be asked for one lead, too.
    Ok(Some(Page { items: meetings.into_iter().filter(|meeting| filter.matches(meeting)).collect(), next_cursor }))
}

/// The queries whose rows are the list. `limit` is one more than shown: it tells whether there is a next page.
pub(in super::super) fn ways(filter: &MeetingFilter, limit: usize, cursor: Option<&str>) -> Vec<Query> {
    match (&filter.conversation, filter.leads.as_slice()) {
        (Some(talk), _) => vec![ranges(filter, limit, cursor, Some(("conversation", conversation_record(talk))))],
        (None, []) => vec![ranges(filter, limit, cursor, None)],
        (None, leads) => leads.iter().map(|lead| ranges(filter, limit, cursor, Some(("lead", lead_record(lead))))).collect(),
    }
}

/// A range for each status, all from the same place on.
fn ranges(filter: &MeetingFilter, limit: usize, cursor: Option<&str>, of: Option<(&'static str, RecordId)>) -> Query {
    let cursor = cursor.map(str::to_owned);
    let (side, start, direction) = match filter.latest_first {
        true => match cursor.into_iter().chain(filter.to.map(instant)).min() {
            Some(start) => ("<", start, "DESC"),
            None => (">", String::new(), "DESC"),
        },
        false => (">", cursor.into_iter().chain(filter.from.map(instant)).max().unwrap_or_default(), "ASC"),
    };
    let whose = of.as_ref().map(|(column, _)| format!("{column} = $whose AND ")).unwrap_or_default();
    let statuses: &[MeetingStatus] = if filter.statuses.is_empty() { &SHOWN } else { &filter.statuses };
    // The words and the numbers are ours: a bound LIMIT would sort all rows first.
    let sql: String = statuses
        .iter()
        .map(|status| {
            let status = status.as_str();
            format!(
                "SELECT * FROM meeting WHERE {whose}status = '{status}' AND by_start {side} $start ORDER BY by_start {direction} LIMIT {limit};"
            )
        })
        .collect();
    Query::new(sql).bind("whose", of.map(|(_, record)| record)).bind("start", start)
}
