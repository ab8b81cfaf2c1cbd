//! Reports in memory: facts of the one state, books that keep what was written into them, files and claims in lists.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{Read, Seek, SeekFrom, Write},
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use futures::{TryStreamExt, stream::BoxStream};
use jiff::civil::Date;

use super::{conversations::MemoryConversations, locked, mail::MemoryOutbox, yield_once};
use crate::{
    domain::{
        conversation::Conversation,
        ids::{ConversationId, LeadId, ReportId},
        lead::{
            Lead,
            timeline::{Happening, LeadEvent},
        },
        report::{
            ReportInfo,
            book::{BookPlan, Step},
            lines::{LeadOfDay, Span, TalkOfDay},
        },
        time::Timestamp,
    },
    service::{
        error::{ServiceError, StorageError},
        ports::{Claim, Outbox, ReportBooks, ReportClaims, ReportFacts, ReportFiles, Waiting},
    },
};

fn is_within(at: Timestamp, span: Span) -> bool {
    span.0 <= at && at < span.1
}

#[async_trait]
impl ReportFacts for MemoryConversations {
    async fn leads(&self, span: Span, after: Option<&LeadId>, limit: u32) -> Result<Vec<LeadOfDay>, StorageError> {
        let is_move = |line: &&LeadEvent| is_within(line.at, span) && matches!(line.what, Happening::Status { .. });
        self.with(|state| {
            let of_day = |lead: &Lead| {
                let person = state.people(&[&lead.id]).pop()?;
                let lines: Vec<LeadEvent> = person.lines.iter().map(|(_, line)| line).filter(is_move).cloned().collect();
                (is_within(lead.created_at, span) || !lines.is_empty()).then(|| LeadOfDay { lead: lead.clone(), lines })
            };
            let behind = state.leads.values().filter(|lead| after.is_none_or(|after| lead.id > *after));
            Ok(behind.filter_map(of_day).take(limit as usize).collect())
        })
        .await
    }

    async fn follow_ups(&self, until: Timestamp, after: Option<(Timestamp, &LeadId)>, limit: u32) -> Result<Vec<Lead>, StorageError> {
        self.with(|state| {
            let mut leads: Vec<(Timestamp, &Lead)> =
                state.leads.values().filter_map(|lead| Some((lead.follow_up_at?, lead))).filter(|(at, _)| *at < until).collect();
            leads.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
            let behind = leads.into_iter().filter(|(at, lead)| after.is_none_or(|after| (*at, &lead.id) > after));
            Ok(behind.map(|(_, lead)| lead.clone()).take(limit as usize).collect())
        })
        .await
    }

    async fn talks(&self, span: Span, after: Option<&ConversationId>, limit: u32) -> Result<Vec<TalkOfDay>, StorageError> {
        self.with(|state| {
            let of_day = |(id, conversation): (&ConversationId, &Conversation)| {
                let all = state.messages.get(id).into_iter().flatten();
                let messages: Vec<_> = all.filter(|message| is_within(message.at, span)).cloned().collect();
                let is_of_it = is_within(conversation.started_at, span) || !messages.is_empty();
                is_of_it.then(|| TalkOfDay { conversation: conversation.clone(), messages })
            };
            let behind = state.conversations.iter().filter(|(id, _)| after.is_none_or(|after| *id > after));
            Ok(behind.filter_map(of_day).take(limit as usize).collect())
        })
        .await
    }
}

/// Keeps the steps; its files hold the number of them.
#[derive(Clone, Default)]
pub struct MemoryReportBooks(Arc<Mutex<Vec<Written>>>);

/// What was written into one book.
type Written = (BookPlan, Vec<Step>);

impl MemoryReportBooks {
    /// All that were written, oldest first.
    pub fn written(&self) -> Vec<Written> {
        locked(&self.0).clone()
    }
}

#[async_trait]
impl ReportBooks for MemoryReportBooks {
    async fn write(&self, plan: BookPlan, steps: BoxStream<'_, Result<Step, ServiceError>>) -> Result<File, ServiceError> {
        let steps: Vec<Step> = steps.try_collect().await?;
        let file = tempfile::tempfile().and_then(|mut file| write!(file, "{} steps", steps.len()).map(|()| file));
        let file = file.map_err(|error| ServiceError::Internal(error.to_string()))?;
        locked(&self.0).push((plan, steps));
        Ok(file)
    }
}

#[derive(Clone, Default)]
pub struct MemoryReportFiles(Arc<Mutex<Vec<Kept>>>);

/// A report with its bytes.
type Kept = (ReportInfo, Vec<u8>);

fn failed(error: std::io::Error) -> StorageError {
    StorageError::Failed(error.to_string())
}

#[async_trait]
impl ReportFiles for MemoryReportFiles {
    async fn keep(&self, info: ReportInfo, mut file: File) -> Result<ReportInfo, StorageError> {
        yield_once().await;
        let mut all = locked(&self.0);
        if all.iter().any(|(other, _)| other.file == info.file) {
            return Err(StorageError::Duplicate("report"));
        }
        let mut bytes = vec![];
        file.seek(SeekFrom::Start(0)).and_then(|_| file.read_to_end(&mut bytes)).map_err(failed)?;
        let info = ReportInfo { bytes: bytes.len() as u64, ..info };
        all.push((info.clone(), bytes));
        Ok(info)
    }

    async fn list(&self) -> Result<Vec<ReportInfo>, StorageError> {
        yield_once().await;
        let mut all: Vec<ReportInfo> = locked(&self.0).iter().map(|(info, _)| info.clone()).collect();
        all.sort_by_key(|info| std::cmp::Reverse((info.made_at, info.id.clone())));
        Ok(all)
    }

    async fn open(&self, id: &ReportId) -> Result<Option<(ReportInfo, File)>, StorageError> {
        yield_once().await;
        let Some((info, bytes)) = locked(&self.0).iter().find(|(info, _)| info.id == *id).cloned() else { return Ok(None) };
        let mut file = tempfile::tempfile().map_err(failed)?;
        file.write_all(&bytes).and_then(|()| file.seek(SeekFrom::Start(0))).map_err(failed)?;
        Ok(Some((info, file)))
    }

    async fn read(&self, id: &ReportId, most: u64) -> Result<Option<(ReportInfo, Option<Vec<u8>>)>, StorageError> {
        yield_once().await;
        let found = locked(&self.0).iter().find(|(info, _)| info.id == *id).cloned();
        Ok(found.map(|(info, bytes)| (info, Some(bytes).filter(|bytes| bytes.len() as u64 <= most))))
    }

    async fn remove(&self, id: &ReportId) -> Result<bool, StorageError> {
        yield_once().await;
        let mut all = locked(&self.0);
        let before = all.len();
        all.retain(|(info, _)| info.id != *id);
        Ok(all.len() < before)
    }
}

#[derive(Clone)]
enum Held {
    By(String, Timestamp),
    Done,
}

/// Clones share one state.
#[derive(Clone, Default)]
pub struct MemoryReportClaims {
    days: Arc<Mutex<BTreeMap<Date, Held>>>,
    outbox: MemoryOutbox,
}

impl MemoryReportClaims {
    /// With its mails in this box.
    pub fn beside(outbox: &MemoryOutbox) -> Self {
        Self { days: Arc::default(), outbox: outbox.clone() }
    }
}

#[async_trait]
impl ReportClaims for MemoryReportClaims {
    async fn claim(&self, on: Date, by: &str, now: Timestamp, until: Timestamp) -> Result<Claim, StorageError> {
        yield_once().await;
        let mut days = locked(&self.days);
        match days.get(&on) {
            Some(Held::Done) => return Ok(Claim::Done),
            Some(Held::By(other, end)) if other != by && now < *end => return Ok(Claim::Others),
            _ => {}
        }
        days.insert(on, Held::By(by.to_owned(), until));
        Ok(Claim::Mine)
    }

    async fn finish(&self, on: Date, by: &str, _report: &ReportId, notices: Vec<Waiting>) -> Result<bool, StorageError> {
        yield_once().await;
        let is_mine = {
            let mut days = locked(&self.days);
            let is_mine = matches!(days.get(&on), Some(Held::By(holder, _)) if holder == by);
            if is_mine {
                days.insert(on, Held::Done);
            }
            is_mine
        };
        if is_mine {
            self.outbox.put(notices).await?;
        }
        Ok(is_mine)
    }

    async fn give_up(&self, on: Date, by: &str) -> Result<(), StorageError> {
        yield_once().await;
        locked(&self.days).retain(|day, held| *day != on || !matches!(held, Held::By(holder, _) if holder == by));
        Ok(())
    }

    async fn done(&self, since: Date) -> Result<Vec<Date>, StorageError> {
        yield_once().await;
        Ok(locked(&self.days).range(since..).filter(|(_, held)| matches!(held, Held::Done)).map(|(day, _)| *day).collect())
    }
}
