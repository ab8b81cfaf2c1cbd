//! The facts of some days. Who belongs to them is found by the times in indexes, slice by slice, when the first page is asked
//! for, and remembered until the last one is read.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use surrealdb::types::{Datetime, RecordId, SurrealValue};

use super::super::{
    connection::{Connection, Query, rows},
    conversations::messages_of,
    leads::find,
    rows::{
        ConversationRow, EventRow, LASTING_S, LeadRow, conversation_id, conversation_record, datetime, instant, lead_id, lead_record,
        place, timestamp,
    },
};
use crate::{
    domain::{
        conversation::Conversation,
        ids::{ConversationId, LeadId},
        lead::{
            Lead,
            timeline::{Happening, LeadEvent},
        },
        report::lines::{LeadOfDay, Span, TalkOfDay},
        schedule::interval::shifted,
        time::Timestamp,
    },
    service::{error::StorageError, ports::ReportFacts},
};

type Stored<T> = Result<T, StorageError>;

/// As much of a span as one query looks at, in seconds: a day.
const SLICE_S: i64 = 86_400;
/// Spans whose facts are remembered at a time.
const REMEMBERED: usize = 4;

/// Who belongs to a span.
#[derive(Default)]
struct Found {
    leads: Vec<LeadId>,
    /// Under whose id they stand.
    lines: BTreeMap<LeadId, Vec<LeadEvent>>,
}

pub struct SurrealReportFacts {
    connection: Arc<Connection>,
    leads: Remembered<Found>,
    talks: Remembered<Vec<ConversationId>>,
}

impl SurrealReportFacts {
    pub(in super::super) fn new(connection: Arc<Connection>) -> Self {
        Self { connection, leads: Mutex::default(), talks: Mutex::default() }
    }

    async fn found_leads(&self, span: Span, is_first: bool) -> Stored<Arc<Found>> {
        match recall(&self.leads, span).filter(|_| !is_first) {
            Some(found) => Ok(found),
            None => Ok(remember(&self.leads, span, self.find_leads(span).await?)),
        }
    }

    async fn find_leads(&self, span: Span) -> Stored<Found> {
        let mut leads: BTreeSet<LeadId> = BTreeSet::new();
        let mut lines: BTreeMap<LeadId, Vec<LeadEvent>> = BTreeMap::new();
        for slice in slices(span) {
            let mut results = self.connection.read(made(slice)).await?;
            for id in rows::<RecordId>(&mut results, 0, "lead")? {
                leads.insert(lead_id(id)?);
            }
            let mut results = self.connection.read(moved(slice)).await?;
            for row in rows::<EventRow>(&mut results, 0, "line of a timeline")? {
                let (under, line) = row.with_lead()?;
                if matches!(line.what, Happening::Status { .. }) {
                    lines.entry(under).or_default().push(line);
                }
            }
        }
        for id in lines.keys() {
            // It may have become part of another one.
            if !leads.contains(id) {
                leads.extend(find(&self.connection, id).await?.map(|lead| lead.id));
            }
        }
        Ok(Found { leads: leads.into_iter().collect(), lines })
    }

    async fn found_talks(&self, span: Span, is_first: bool) -> Stored<Arc<Vec<ConversationId>>> {
        match recall(&self.talks, span).filter(|_| !is_first) {
            Some(found) => Ok(found),
            None => Ok(remember(&self.talks, span, talks_of(&self.connection, span).await?)),
        }
    }

    async fn leads_among(&self, ids: &[LeadId]) -> Stored<Vec<Lead>> {
        let records: Vec<RecordId> = ids.iter().map(lead_record).collect();
        let mut results = self.connection.read(Query::new("SELECT * FROM $ids;").bind("ids", records)).await?;
        let mut leads = rows::<LeadRow>(&mut results, 0, "lead")?.into_iter().map(LeadRow::into_domain).collect::<Stored<Vec<_>>>()?;
        leads.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        Ok(leads)
    }
}

/// All conversations that may belong to a span, by id: those that began in it, and those in which something may have been said.
pub(in super::super) async fn talks_of(connection: &Connection, span: Span) -> Stored<Vec<ConversationId>> {
    let mut found: BTreeSet<ConversationId> = BTreeSet::new();
    for slice in slices((shifted(span.0, -LASTING_S), span.1)) {
        let mut results = connection.read(started(slice, span.0)).await?;
        for id in rows::<RecordId>(&mut results, 0, "conversation")? {
            found.insert(conversation_id(id)?);
        }
    }
    let long = lasting_talks(connection, span.0).await?;
    found.extend(long.into_iter().filter(|(_, began)| *began < span.1).map(|(id, _)| id));
    Ok(found.into_iter().collect())
}

/// Long conversations that went on at or after this, and when they began.
pub(in super::super) async fn lasting_talks(connection: &Connection, since: Timestamp) -> Stored<Vec<(ConversationId, Timestamp)>> {
    let mut results = connection.read(lasting(since)).await?;
    let read = rows::<Lasting>(&mut results, 0, "conversation")?;
    read.into_iter().map(|row| Ok((conversation_id(row.id)?, timestamp(row.started_at, "conversation")?))).collect()
}

/// A span, day by day.
fn slices(span: Span) -> impl Iterator<Item = Span> {
    let mut from = span.0;
    std::iter::from_fn(move || {
        let slice = (from < span.1).then(|| (from, shifted(from, SLICE_S).min(span.1)))?;
        from = slice.1;
        Some(slice)
    })
}

/// Leads that were made within it.
pub(in super::super) fn made(span: Span) -> Query {
    // A place begins with its instant: it is behind the bare instant.
    Query::new("SELECT VALUE id FROM lead WHERE by_created > $from AND by_created < $to;")
        .bind("from", instant(span.0))
        .bind("to", instant(span.1))
}

/// Lines of timelines within it.
pub(in super::super) fn moved(span: Span) -> Query {
    Query::new("SELECT * FROM lead_event WHERE at >= $from AND at < $to;").bind("from", datetime(span.0)).bind("to", datetime(span.1))
}

/// Conversations that began within the slice and went on at or after `since`.
pub(in super::super) fn started(slice: Span, since: Timestamp) -> Query {
    Query::new("SELECT VALUE id FROM conversation WHERE started_at >= $from AND started_at < $to AND last_at >= $since;")
        .bind("from", datetime(slice.0))
        .bind("to", datetime(slice.1))
        .bind("since", datetime(since))
}

/// Long conversations that went on at or after this. (When they began is compared here: its own index would read all of before.)
pub(in super::super) fn lasting(since: Timestamp) -> Query {
    Query::new("SELECT id, started_at FROM conversation WHERE lasting > $from;").bind("from", instant(since))
}

#[derive(SurrealValue)]
struct Lasting {
    id: RecordId,
    started_at: Datetime,
}

/// Leads with a follow-up before `until`, the earliest first.
pub(in super::super) fn follow_ups(until: Timestamp, after: Option<(Timestamp, &LeadId)>, limit: u32) -> Query {
    let start = after.map_or_else(String::new, |(at, id)| place(at, id.as_str()));
    let sql = format!("SELECT * FROM lead WHERE by_follow_up > $start AND by_follow_up < $end ORDER BY by_follow_up ASC LIMIT {limit};");
    Query::new(sql).bind("start", start).bind("end", instant(until))
}

/// Spans with what was found of them, the latest first.
type Remembered<T> = Mutex<Vec<(Span, Arc<T>)>>;

fn held<T>(all: &Remembered<T>) -> MutexGuard<'_, Vec<(Span, Arc<T>)>> {
    all.lock().unwrap_or_else(PoisonError::into_inner)
}

fn recall<T>(all: &Remembered<T>, span: Span) -> Option<Arc<T>> {
    held(all).iter().find(|(of, _)| *of == span).map(|(_, found)| Arc::clone(found))
}

fn remember<T>(all: &Remembered<T>, span: Span, found: T) -> Arc<T> {
    let found = Arc::new(found);
    let mut all = held(all);
    all.retain(|(of, _)| *of != span);
    all.insert(0, (span, Arc::clone(&found)));
    all.truncate(REMEMBERED);
    found
}

fn forget<T>(all: &Remembered<T>, span: Span) {
    held(all).retain(|(of, _)| *of != span);
}

/// Those behind `after`.
fn behind<'a, Id: Ord>(ids: &'a [Id], after: Option<&Id>) -> &'a [Id] {
    let start = after.map_or(0, |after| ids.partition_point(|id| id <= after));
    &ids[start..]
}

fn is_within(at: Timestamp, span: Span) -> bool {
    span.0 <= at && at < span.1
}

#[async_trait]
impl ReportFacts for SurrealReportFacts {
    async fn leads(&self, span: Span, after: Option<&LeadId>, limit: u32) -> Stored<Vec<LeadOfDay>> {
        let found = self.found_leads(span, after.is_none()).await?;
        let mut page = vec![];
        // Some may have gone meanwhile: a short page is the last one.
        for ids in behind(found.leads.as_slice(), after).chunks(limit.max(1) as usize) {
            for lead in self.leads_among(ids).await? {
                let own = std::iter::once(&lead.id).chain(&lead.absorbed);
                let lines: Vec<LeadEvent> = own.filter_map(|id| found.lines.get(id)).flatten().cloned().collect();
                if is_within(lead.created_at, span) || !lines.is_empty() {
                    page.push(LeadOfDay { lead, lines });
                }
            }
            if page.len() >= limit as usize {
                page.truncate(limit as usize);
                return Ok(page);
            }
        }
        forget(&self.leads, span);
        Ok(page)
    }

    async fn follow_ups(&self, until: Timestamp, after: Option<(Timestamp, &LeadId)>, limit: u32) -> Stored<Vec<Lead>> {
        let mut results = self.connection.read(follow_ups(until, after, limit)).await?;
        rows::<LeadRow>(&mut results, 0, "lead")?.into_iter().map(LeadRow::into_domain).collect()
    }

    async fn talks(&self, span: Span, after: Option<&ConversationId>, limit: u32) -> Stored<Vec<TalkOfDay>> {
        let found = self.found_talks(span, after.is_none()).await?;
        let mut page = vec![];
        for ids in behind(found.as_slice(), after).chunks(limit.max(1) as usize) {
            let records: Vec<RecordId> = ids.iter().map(conversation_record).collect();
            let mut results = self.connection.read(Query::new("SELECT * FROM $ids;").bind("ids", records)).await?;
            let talks = rows::<ConversationRow>(&mut results, 0, "conversation")?.into_iter().map(ConversationRow::into_domain);
            let mut talks = talks.collect::<Stored<Vec<Conversation>>>()?;
            talks.sort_unstable_by(|a, b| a.id.cmp(&b.id));
            let said: Vec<ConversationId> = talks.iter().map(|talk| talk.id.clone()).collect();
            for (conversation, messages) in talks.into_iter().zip(messages_of(&self.connection, &said, Some(span)).await?) {
                if is_within(conversation.started_at, span) || !messages.is_empty() {
                    page.push(TalkOfDay { conversation, messages });
                }
            }
            if page.len() >= limit as usize {
                page.truncate(limit as usize);
                return Ok(page);
            }
        }
        forget(&self.talks, span);
        Ok(page)
    }
}
