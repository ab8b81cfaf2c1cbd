//! Leads: found, listed, searched, written, merged, erased. In a turn they are written with the conversation.

mod bulk;
mod erase;
mod imports;
mod list;
pub(super) mod search;
pub(super) mod statement;
#[cfg(all(test, feature = "embedded-db"))]
mod tests;
pub(super) mod upgrade;

/// For the tests of their plans.
#[cfg(all(test, feature = "embedded-db"))]
pub(super) mod queries {
    pub(in super::super) use super::{
        counted,
        list::{matching, range},
        overdue,
        search::look,
        upgrade::old,
    };
}

use std::{collections::BTreeMap, sync::Arc};

pub use imports::SurrealImports;

use async_trait::async_trait;
use surrealdb::types::{RecordId, SurrealValue};

use self::search::LeadSearch;
use super::{
    connection::{Connection, Query, one, rows},
    conversations::{HotConversations, SurrealConversations},
    indexing::Indexing,
    meetings::HotTimes,
    parts::Parts,
    rows::{EventRow, KeyRow, LeadRow, MergedRow, conversation_record, events_before, instant, key_record, lead_record, merged_record},
    tallies::{
        ledger::{self, Ledger},
        people::people,
    },
};
use crate::{
    domain::{
        analytics::tally::Tally,
        conversation::VisitorKey,
        ids::{ConversationId, EventId, LeadId},
        lead::{
            Lead, LeadStatus,
            identity::PersonKey,
            merge::MergeRecord,
            query::{LeadFilter, Sort},
            timeline::LeadEvent,
        },
        page::{Page, PageSize},
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{AuditEntry, LeadWrite, Leads},
    },
};

/// How many merges one follows from a lead to the one that it is part of: each merge shortens the way to one step.
const MOST_STEPS: usize = 4;

pub struct SurrealLeads {
    desk: Desk,
}

impl SurrealLeads {
    pub(super) fn new(connection: Arc<Connection>, conversations: &SurrealConversations) -> Self {
        Self { desk: Desk::new(connection, conversations) }
    }
}

/// What one who writes or erases leads needs, on a task of its own.
#[derive(Clone)]
struct Desk {
    connection: Arc<Connection>,
    hot: Arc<HotConversations>,
    times: Arc<HotTimes>,
    search: Arc<LeadSearch>,
    ledger: Arc<Ledger>,
}

impl Desk {
    fn new(connection: Arc<Connection>, conversations: &SurrealConversations) -> Self {
        let (hot, times) = (conversations.hot(), conversations.times());
        Self { connection, hot, times, search: conversations.lead_search(), ledger: conversations.ledger() }
    }

    async fn write(&self, change: LeadWrite) -> Result<(), StorageError> {
        let mut parts = ledger::declare(statement::declare(Parts::default()));
        statement::add(&mut parts, &change.lead, &change.trace)?;
        let mut visitors = vec![];
        if let Some(restored) = &change.restored {
            statement::restore(&mut parts, restored, &change.lead.id)?;
            visitors = self.visitors_of(&restored.lead).await?;
        }
        let outcome = self.store(parts, &change).await;
        // Their conversations have another lead now, and another revision.
        for visitor in visitors {
            self.hot.forget(&visitor, None);
        }
        let absorbed = change.trace.absorbed.map(|record| record.absorbed);
        for lead in [Some(change.lead), absorbed, change.restored.map(|restored| restored.lead)].into_iter().flatten() {
            self.hot.forget_lead(&lead.id);
            if outcome.is_ok() {
                self.search.follow(Arc::new(lead));
            }
        }
        outcome
    }

    /// In one transaction with what it counts for.
    async fn store(&self, mut parts: Parts, change: &LeadWrite) -> Result<(), StorageError> {
        let calendar = self.ledger.clocks().await;
        let before = people(&self.connection, &change.moves()).await?;
        ledger::add(&mut parts, &change.counted(&before, &calendar), &Tally::default(), &calendar)?;
        self.connection.write(parts.transaction()).await?;
        self.ledger.noted();
        Ok(())
    }

    async fn visitors_of(&self, lead: &Lead) -> Result<Vec<VisitorKey>, StorageError> {
        let records: Vec<RecordId> = lead.conversation_ids.iter().map(conversation_record).collect();
        let query = Query::new("SELECT VALUE visitor FROM $conversations;").bind("conversations", records);
        let visitors: Vec<String> = rows(&mut self.connection.read(query).await?, 0, "conversation")?;
        Ok(visitors.into_iter().map(VisitorKey::stored).collect())
    }
}

/// On a task of its own: what was written or erased must be forgotten and indexed even when nobody waits for it any more.
async fn on_its_own<T: Send + 'static>(work: impl Future<Output = Result<T, StorageError>> + Send + 'static) -> Result<T, StorageError> {
    let done = tokio::spawn(work);
    done.await.unwrap_or_else(|error| Err(StorageError::Failed(format!("a write was cut short: {error}"))))
}

/// The lead of this id, or the one that it became part of.
pub(super) async fn find(connection: &Connection, id: &LeadId) -> Result<Option<Lead>, StorageError> {
    let mut record = lead_record(id);
    for _ in 0..MOST_STEPS {
        let merged = RecordId::new("merged_lead", record.key.clone());
        let query = Query::new("SELECT * FROM ONLY $id; RETURN $merged.into;").bind("id", record.clone()).bind("merged", merged);
        let mut results = connection.read(query).await?;
        if let Some(row) = one::<LeadRow>(&mut results, 0, "lead")? {
            return row.into_domain().map(Some);
        }
        match one::<RecordId>(&mut results, 1, "merge")? {
            Some(into) => record = into,
            None => return Ok(None),
        }
    }
    Ok(None)
}

#[async_trait]
impl Leads for SurrealLeads {
    async fn find(&self, id: &LeadId) -> Result<Option<Lead>, StorageError> {
        find(&self.desk.connection, id).await
    }

    async fn count(&self) -> Result<u64, StorageError> {
        self.desk.connection.count("SELECT count() AS n FROM lead GROUP ALL;").await
    }

    async fn counts(&self) -> Result<BTreeMap<LeadStatus, u64>, StorageError> {
        let sql: String = LeadStatus::ALL.iter().map(|status| counted(*status)).collect();
        let mut results = self.desk.connection.read(Query::new(sql)).await?;
        let mut counts = BTreeMap::new();
        for (index, status) in LeadStatus::ALL.into_iter().enumerate() {
            let count = one::<Count>(&mut results, index, "count")?.map_or(0, |count| count.n);
            counts.insert(status, u64::try_from(count).unwrap_or(0));
        }
        Ok(counts)
    }

    async fn due(&self, now: Timestamp) -> Result<u64, StorageError> {
        let mut results = self.desk.connection.read(overdue(now)).await?;
        Ok(rows::<RecordId>(&mut results, 0, "lead")?.len() as u64)
    }

    async fn owners(&self, keys: &[PersonKey]) -> Result<Vec<(PersonKey, Lead)>, StorageError> {
        let records: Vec<RecordId> = keys.iter().map(key_record).collect();
        let query = Query::new("LET $rows = (SELECT * FROM $keys); RETURN $rows; SELECT * FROM $rows.lead;").bind("keys", records);
        let mut results = self.desk.connection.read(query).await?;
        let owned: Vec<KeyRow> = rows(&mut results, 1, "key")?;
        let leads = rows::<LeadRow>(&mut results, 2, "lead")?.into_iter().map(LeadRow::into_domain).collect::<Result<Vec<_>, _>>()?;
        let found = keys.iter().filter_map(|key| {
            let record = key_record(key);
            let row = owned.iter().find(|row| row.id == record)?;
            let lead = leads.iter().find(|lead| lead_record(&lead.id) == row.lead)?;
            Some((key.clone(), lead.clone()))
        });
        Ok(found.collect())
    }

    async fn list(
        &self,
        filter: &LeadFilter,
        sort: Sort,
        size: PageSize,
        cursor: Option<&str>,
    ) -> Result<Option<Page<Lead>>, StorageError> {
        if filter.q.is_some() {
            self.desk.search.catch_up().await?;
        }
        list::page(&self.desk.connection, filter, sort, size, cursor).await
    }

    async fn write(&self, change: LeadWrite) -> Result<(), StorageError> {
        let desk = self.desk.clone();
        on_its_own(async move { desk.write(change).await }).await
    }

    async fn events(&self, leads: &[LeadId], before: Option<&EventId>, limit: u32) -> Result<Vec<LeadEvent>, StorageError> {
        // Each lead's latest lines, then the latest of them all: event ids sort by time. There are few merged ones.
        let mut events = vec![];
        for lead in leads {
            let query =
                Query::new(format!("SELECT * FROM $range ORDER BY id DESC LIMIT {limit};")).bind("range", events_before(lead, before));
            let mut results = self.desk.connection.read(query).await?;
            for row in rows::<EventRow>(&mut results, 0, "line of a timeline")? {
                events.push(row.into_domain()?);
            }
        }
        events.sort_by(|a, b| b.id.cmp(&a.id));
        events.truncate(limit as usize);
        Ok(events)
    }

    async fn merge_record(&self, absorbed: &LeadId) -> Result<Option<MergeRecord>, StorageError> {
        let query = Query::new("SELECT * FROM ONLY $id;").bind("id", merged_record(absorbed));
        let mut results = self.desk.connection.read(query).await?;
        Ok(one::<MergedRow>(&mut results, 0, "merge")?.map(MergedRow::into_domain).transpose()?.flatten())
    }

    async fn erase(&self, leads: &[Lead], entries: Vec<AuditEntry>) -> Result<Vec<ConversationId>, StorageError> {
        let (desk, leads) = (self.desk.clone(), leads.to_vec());
        on_its_own(async move {
            let outcome = erase::erase(&desk.connection, &desk.ledger, &desk.hot, &desk.search, &leads, &entries).await;
            desk.times.forget();
            outcome
        })
        .await
    }
}

#[derive(SurrealValue)]
struct Count {
    n: i64,
}

/// Overdue follow-ups: as many as the engine reads of a range at once.
pub(super) fn overdue(now: Timestamp) -> Query {
    let sql = "SELECT VALUE id FROM lead WHERE by_follow_up > '' AND by_follow_up < $now ORDER BY by_follow_up ASC LIMIT 1000;";
    Query::new(sql).bind("now", instant(now))
}

/// The number that the index of this status keeps.
pub(super) fn counted(status: LeadStatus) -> String {
    format!("SELECT count() AS n FROM lead WHERE status = '{}' GROUP ALL;", status.as_str())
}
