//! Meetings: each write one transaction, which the database itself refuses where a time is taken.

mod hot;
mod limits;
mod list;
mod statement;
mod tasks;
#[cfg(all(test, feature = "embedded-db"))]
mod tests;

/// For the tests of their plans.
#[cfg(all(test, feature = "embedded-db"))]
pub(super) mod queries {
    pub(in super::super) use super::{
        holds, lapsed,
        list::ways,
        tasks::{COUNT, WORST, due},
        times,
    };
}

pub(super) use self::hot::HotTimes;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use async_trait::async_trait;
use surrealdb::types::RecordId;

use self::hot::{Days, Touched};
use super::{
    connection::{Connection, Query, one, rows},
    conversations::{HotConversations, SurrealConversations},
    errors::{self, Failure},
    leads::search::LeadSearch,
    rows::{MeetingRow, OnceRow, TimeRow, conversation_record, meeting_record, times_between},
    tallies::{ledger::Ledger, people::people},
};
use crate::{
    domain::{
        ids::{ConversationId, MeetingId},
        meeting::{
            Meeting,
            limits::{InvitationCounts, admit},
        },
        page::{Page, PageSize},
        schedule::interval::Interval,
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{CalendarTask, Claimed, Done, MeetingFilter, MeetingWrite, MeetingWriteError, Meetings, OpenTask},
    },
};

/// How often a write is begun again that met others all the time, or whose obstacle had gone when it was looked at.
const ROUNDS: usize = 4;
/// Seconds between two sweeps of what is remembered for a day.
const SWEEP_S: i64 = 3_600;

pub struct SurrealMeetings {
    desk: Desk,
}

impl SurrealMeetings {
    pub(super) fn new(connection: Arc<Connection>, conversations: &SurrealConversations) -> Self {
        let (hot, search, ledger) = (conversations.hot(), conversations.lead_search(), conversations.ledger());
        Self { desk: Desk { connection, hot, times: conversations.times(), search, ledger, swept: Arc::default() } }
    }
}

/// What one who writes meetings needs, on a task of its own.
#[derive(Clone)]
struct Desk {
    connection: Arc<Connection>,
    hot: Arc<HotConversations>,
    times: Arc<HotTimes>,
    search: Arc<LeadSearch>,
    ledger: Arc<Ledger>,
    /// The second of the last sweep.
    swept: Arc<AtomicI64>,
}

impl Desk {
    async fn write(&self, change: MeetingWrite) -> Result<(), MeetingWriteError> {
        let mut touched = Touched::default();
        std::iter::once(&change.meeting).chain(&change.also).for_each(|meeting| touched.add(meeting));
        let outcome = self.store(&change, &mut touched).await;
        self.times.ended(&touched);
        if let Some(write) = change.lead {
            self.hot.forget_lead(&write.lead.id);
            if outcome.is_ok() {
                self.search.follow(Arc::new(write.lead));
            }
        }
        if outcome.is_ok() && (change.once.is_some() || change.invitation.is_some()) {
            self.sweep(change.meeting.updated_at);
        }
        outcome
    }

    async fn store(&self, change: &MeetingWrite, touched: &mut Touched) -> Result<(), MeetingWriteError> {
        let calendar = self.ledger.clocks().await;
        for _ in 0..ROUNDS {
            // As they are before it: the transaction stores nothing where they are not the versions before these.
            let (stored, before) = (self.stored(change).await?, people(&self.connection, &change.moves()).await?);
            stored.iter().for_each(|meeting| touched.add(meeting));
            let query = statement::transaction(change, &stored, &change.counted(&stored, &before, &calendar), &calendar)?;
            match self.connection.run_made(|| Ok(query.clone())).await {
                Ok(_) => {
                    self.ledger.noted();
                    return Ok(());
                }
                Err(Failure::Retry) => {}
                Err(Failure::Refused(why)) => {
                    if let Some(error) = self.told(why, change).await? {
                        return Err(error);
                    }
                }
                // What of the meeting could conflict was looked at before.
                Err(Failure::Final(StorageError::Conflict)) if change.lead.is_some() => return Err(MeetingWriteError::LeadChanged),
                Err(failure) => return Err(StorageError::from(failure).into()),
            }
        }
        Err(StorageError::Conflict.into())
    }

    /// Those of its meetings that there are.
    async fn stored(&self, change: &MeetingWrite) -> Result<Vec<Meeting>, StorageError> {
        let mut stored: Vec<Meeting> = change.before.iter().cloned().collect();
        let is_known = |meeting: &Meeting| change.before.as_ref().is_some_and(|before| before.id == meeting.id);
        let all = std::iter::once(&change.meeting).chain(&change.also).filter(|meeting| meeting.version > 1 && !is_known(meeting));
        let records: Vec<RecordId> = all.map(|meeting| meeting_record(&meeting.id)).collect();
        if records.is_empty() {
            return Ok(stored);
        }
        let mut results = self.connection.read(Query::new("SELECT * FROM $ids;").bind("ids", records)).await?;
        for row in rows::<MeetingRow>(&mut results, 0, "meeting")? {
            stored.push(row.into_domain()?);
        }
        Ok(stored)
    }

    /// All that begin on these days and have cells.
    async fn times(&self, days: &Days) -> Result<BTreeMap<i64, Arc<[Claimed]>>, StorageError> {
        let mut known = self.times.recall(days);
        let is_missing = |day: &i64| !known.contains_key(day);
        let (Some(first), Some(last)) = (days.clone().find(is_missing), days.clone().rev().find(is_missing)) else { return Ok(known) };
        let mark = self.times.mark();
        let read = self.read_times(&(first..=last)).await?;
        self.times.remember(mark, &read);
        known.extend(read);
        Ok(known)
    }

    async fn read_times(&self, days: &Days) -> Result<BTreeMap<i64, Arc<[Claimed]>>, StorageError> {
        let mut read: BTreeMap<i64, Vec<Claimed>> = days.clone().map(|day| (day, vec![])).collect();
        if let Some(span) = hot::span_of(days) {
            for claimed in self.claimed_in(span).await? {
                read.entry(hot::day_of(claimed.time.start())).or_default().push(claimed);
            }
        }
        Ok(read.into_iter().map(|(day, all)| (day, Arc::from(all))).collect())
    }

    /// All that begin in this time and have cells.
    async fn claimed_in(&self, span: Interval) -> Result<Vec<Claimed>, StorageError> {
        let mut results = self.connection.read(times(span)).await?;
        rows::<TimeRow>(&mut results, 0, "meeting")?.into_iter().map(TimeRow::into_domain).collect()
    }

    /// The error, with what is known of it; None where it holds no longer.
    async fn told(&self, why: &'static str, change: &MeetingWrite) -> Result<Option<MeetingWriteError>, StorageError> {
        Ok(match why {
            errors::REPEATED => match &change.once {
                Some(once) => self.done(&once.key, once.at).await?.map(MeetingWriteError::Repeated),
                None => None,
            },
            errors::STALE => Some(MeetingWriteError::Stale),
            errors::TAKEN => Some(MeetingWriteError::Taken),
            errors::DAY_FULL => Some(MeetingWriteError::DayFull),
            _ => match &change.invitation {
                Some(invitation) => {
                    let (address, client) = (invitation.address.as_deref(), invitation.client.as_deref());
                    let counts = limits::counts(&self.connection, address, client, invitation.at).await?;
                    admit(&invitation.limits, &counts, invitation.at).err().map(MeetingWriteError::TooMany)
                }
                None => None,
            },
        })
    }

    async fn done(&self, key: &str, now: Timestamp) -> Result<Option<Done>, StorageError> {
        let query = Query::new("SELECT * FROM ONLY $id;").bind("id", limits::once_record(key));
        let mut results = self.connection.read(query).await?;
        let done = one::<OnceRow>(&mut results, 0, "key of a request")?.map(OnceRow::into_domain).transpose()?;
        Ok(done.filter(|done| limits::is_remembered(done.at, now)))
    }

    /// Now and then, behind the caller's back: nobody waits for it, and the next one does what this one could not.
    fn sweep(&self, now: Timestamp) {
        let last = self.swept.load(Ordering::Relaxed);
        let is_time = now.as_second().abs_diff(last) >= SWEEP_S.unsigned_abs();
        if is_time && self.swept.compare_exchange(last, now.as_second(), Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            let connection = Arc::clone(&self.connection);
            tokio::spawn(async move {
                if let Err(error) = connection.write(limits::sweep(now)).await {
                    tracing::warn!(%error, "requests and invitations of before were not swept");
                }
            });
        }
    }
}

/// Meetings that have cells and begin in this time.
pub(super) fn times(span: Interval) -> Query {
    Query::new("SELECT * FROM $times;").bind("times", times_between(span.start(), span.end()))
}

pub(super) fn holds(conversation: &ConversationId) -> Query {
    let sql = "SELECT * FROM meeting WHERE conversation = $conversation AND status = 'held';";
    Query::new(sql).bind("conversation", conversation_record(conversation))
}

pub(super) fn lapsed(now: Timestamp, limit: u32) -> Query {
    // In this order, so that the index gives it.
    let sql = format!("SELECT * FROM meeting WHERE lapses > '' AND lapses < $end ORDER BY lapses ASC LIMIT {limit};");
    Query::new(sql).bind("end", tasks::until(now))
}

#[async_trait]
impl Meetings for SurrealMeetings {
    async fn write(&self, change: MeetingWrite) -> Result<(), MeetingWriteError> {
        let desk = self.desk.clone();
        // On a task of its own: once begun, it ends by itself, and the lead is forgotten and indexed.
        let written = tokio::spawn(async move { desk.write(change).await });
        written.await.unwrap_or_else(|error| Err(StorageError::Failed(format!("a write was cut short: {error}")).into()))
    }

    async fn find(&self, id: &MeetingId) -> Result<Option<Meeting>, StorageError> {
        let query = Query::new("SELECT * FROM ONLY $id;").bind("id", meeting_record(id));
        let mut results = self.desk.connection.read(query).await?;
        one::<MeetingRow>(&mut results, 0, "meeting")?.map(MeetingRow::into_domain).transpose()
    }

    async fn list(&self, filter: &MeetingFilter, size: PageSize, cursor: Option<&str>) -> Result<Option<Page<Meeting>>, StorageError> {
        list::page(&self.desk.connection, filter, size, cursor).await
    }

    async fn claimed(&self, range: Interval) -> Result<Vec<Claimed>, StorageError> {
        let begins_in = |claimed: &Claimed| range.start() <= claimed.time.start() && claimed.time.start() < range.end();
        let is_in = |claimed: &&Claimed| claimed.occupied.overlaps(&range) || begins_in(claimed);
        let Some(days) = hot::days_of(range) else {
            let all = self.desk.claimed_in(statement::around(range)).await?;
            return Ok(all.into_iter().filter(|claimed| is_in(&claimed)).collect());
        };
        let times = self.desk.times(&days).await?;
        Ok(times.values().flat_map(|all| all.iter()).filter(is_in).cloned().collect())
    }

    async fn outdated(&self, limit: u32) -> Result<Vec<Interval>, StorageError> {
        if let Some(events) = self.desk.times.outdated() {
            return Ok(events.to_vec());
        }
        let mark = self.desk.times.mark();
        let open = tasks::read_due(&self.desk.connection, Timestamp::MAX, limit).await?;
        let events: Vec<Interval> = open.iter().filter_map(|open| open.meeting.outdated_event()).collect();
        // Where there are more, what is done for one of them brings another one into sight.
        if open.len() < limit as usize {
            self.desk.times.remember_outdated(mark, Arc::from(events.as_slice()));
        }
        Ok(events)
    }

    async fn hold_of(&self, conversation: &ConversationId) -> Result<Option<Meeting>, StorageError> {
        let mut results = self.desk.connection.read(holds(conversation)).await?;
        let holds = rows::<MeetingRow>(&mut results, 0, "meeting")?.into_iter().map(MeetingRow::into_domain);
        let holds = holds.collect::<Result<Vec<Meeting>, _>>()?;
        Ok(holds.into_iter().max_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id))))
    }

    async fn lapsed(&self, now: Timestamp, limit: u32) -> Result<Vec<Meeting>, StorageError> {
        let mut results = self.desk.connection.read(lapsed(now, limit)).await?;
        rows::<MeetingRow>(&mut results, 0, "meeting")?.into_iter().map(MeetingRow::into_domain).collect()
    }

    async fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<OpenTask>, StorageError> {
        tasks::read_due(&self.desk.connection, now, limit).await
    }

    async fn open_tasks(&self) -> Result<(u64, Option<String>), StorageError> {
        tasks::open(&self.desk.connection).await
    }

    async fn retask(&self, seen: &OpenTask, next: CalendarTask) -> Result<bool, StorageError> {
        tasks::retask(&self.desk.connection, seen, &next).await
    }

    async fn done(&self, key: &str, now: Timestamp) -> Result<Option<Done>, StorageError> {
        self.desk.done(key, now).await
    }

    async fn invitations(&self, address: Option<&str>, client: Option<&str>, now: Timestamp) -> Result<InvitationCounts, StorageError> {
        limits::counts(&self.desk.connection, address, client, now).await
    }
}
