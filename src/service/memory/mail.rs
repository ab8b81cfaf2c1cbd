//! Mails to come, in one state with the meetings that they are of; and a mailer that keeps what it is given.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;

use super::{MemoryAudit, MemoryConversations, locked, yield_once};
use crate::{
    domain::{email::Email, ids::MeetingId, meeting::notice::Notice, time::Timestamp},
    service::{
        error::StorageError,
        ports::{AuditEntry, Delivery, Mail, MailError, Mailer, Outbox, Waiting},
    },
};

/// By the names of their notices: those that wait, and how the others ended, and when.
#[derive(Clone, Default)]
pub(super) struct Letters(BTreeMap<String, (Waiting, Option<(Delivery, Timestamp)>)>);

impl Letters {
    pub fn put(&mut self, waiting: Vec<Waiting>) {
        for one in waiting {
            self.0.entry(one.notice.name()).or_insert((one, None));
        }
    }

    pub fn forget(&mut self, meeting: &MeetingId) {
        self.0.retain(|_, (waiting, _)| waiting.notice.meeting() != Some(meeting));
    }

    fn waiting(&self) -> impl Iterator<Item = &Waiting> {
        self.0.values().filter(|(_, end)| end.is_none()).map(|(waiting, _)| waiting)
    }

    /// Its place, if it waits exactly like this.
    fn find(&mut self, seen: &Waiting) -> Option<&mut (Waiting, Option<(Delivery, Timestamp)>)> {
        self.0.get_mut(&seen.notice.name()).filter(|(waiting, end)| waiting == seen && end.is_none())
    }
}

/// Clones share one state.
#[derive(Clone, Default)]
pub struct MemoryOutbox {
    leads: MemoryConversations,
    audit: MemoryAudit,
}

impl MemoryOutbox {
    /// For the meetings beside these leads, with its lines in this log.
    pub fn beside(leads: &MemoryConversations, audit: &MemoryAudit) -> Self {
        Self { leads: leads.clone(), audit: audit.clone() }
    }

    /// All that ever came in, by name: how each ended, if it did.
    pub async fn all(&self) -> Vec<(String, Option<Delivery>)> {
        let all = self.leads.with(|state| {
            let letters = state.agenda.letters.0.iter();
            Ok(letters.map(|(name, (_, end))| (name.clone(), end.map(|(how, _)| how))).collect())
        });
        all.await.unwrap_or_default()
    }
}

#[async_trait]
impl Outbox for MemoryOutbox {
    async fn put(&self, waiting: Vec<Waiting>) -> Result<(), StorageError> {
        self.leads
            .with(|state| {
                state.agenda.letters.put(waiting);
                Ok(())
            })
            .await
    }

    async fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<Waiting>, StorageError> {
        self.leads
            .with(|state| {
                let mut due: Vec<Waiting> = state.agenda.letters.waiting().filter(|one| one.next_at <= now).cloned().collect();
                due.sort_by_key(|one| (one.next_at, one.notice.name()));
                due.truncate(limit as usize);
                Ok(due)
            })
            .await
    }

    async fn postpone(&self, seen: &Waiting, next: Waiting) -> Result<bool, StorageError> {
        self.leads
            .with(|state| {
                let place = state.agenda.letters.find(seen);
                let is_ours = place.is_some();
                if let Some((waiting, _)) = place {
                    *waiting = next;
                }
                Ok(is_ours)
            })
            .await
    }

    async fn finish(&self, seen: &Waiting, how: Delivery, at: Timestamp, entry: Option<AuditEntry>) -> Result<bool, StorageError> {
        self.leads
            .with(|state| {
                let Some((_, end)) = state.agenda.letters.find(seen) else { return Ok(false) };
                if let Some(entry) = entry {
                    self.audit.append(entry)?;
                }
                *end = Some((how, at));
                Ok(true)
            })
            .await
    }

    async fn has_sent(&self, notices: &[Notice]) -> Result<bool, StorageError> {
        self.leads
            .with(|state| {
                let end = |notice: &Notice| state.agenda.letters.0.get(&notice.name()).and_then(|(_, end)| *end);
                Ok(notices.iter().filter_map(end).any(|(how, _)| how == Delivery::Sent))
            })
            .await
    }

    async fn sent_since(&self, since: Timestamp) -> Result<Vec<Notice>, StorageError> {
        self.leads
            .with(|state| {
                let is_sent = |end: &Option<(Delivery, Timestamp)>| end.is_some_and(|(how, at)| how == Delivery::Sent && at > since);
                let sent = state.agenda.letters.0.values().filter(|(_, end)| is_sent(end));
                Ok(sent.map(|(waiting, _)| waiting.notice.clone()).collect())
            })
            .await
    }

    async fn troubled(&self) -> Result<(u64, Option<String>), StorageError> {
        self.leads
            .with(|state| {
                let troubled: Vec<&Waiting> = state.agenda.letters.waiting().filter(|one| one.failures > 0).collect();
                let worst = troubled.iter().max_by_key(|one| one.failures);
                Ok((troubled.len() as u64, worst.and_then(|one| one.problem.clone())))
            })
            .await
    }

    async fn sweep(&self, before: Timestamp) -> Result<(), StorageError> {
        self.leads
            .with(|state| {
                state.agenda.letters.0.retain(|_, (_, end)| end.is_none_or(|(_, at)| at >= before));
                Ok(())
            })
            .await
    }
}

/// Keeps the mails; fails as it is told to. Clones share one state.
#[derive(Clone)]
pub struct MemoryMailer {
    sender: Email,
    sent: Arc<Mutex<Vec<Mail>>>,
    failure: Arc<Mutex<Option<MailError>>>,
}

impl MemoryMailer {
    pub fn of(sender: Email) -> Self {
        Self { sender, sent: Arc::default(), failure: Arc::default() }
    }

    /// Takes what was sent since it was last asked.
    pub fn take(&self) -> Vec<Mail> {
        std::mem::take(&mut *locked(&self.sent))
    }

    /// From now on; None: everything goes out.
    pub fn set_failure(&self, failure: Option<MailError>) {
        *locked(&self.failure) = failure;
    }
}

#[async_trait]
impl Mailer for MemoryMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        yield_once().await;
        if let Some(failure) = locked(&self.failure).clone() {
            return Err(failure);
        }
        locked(&self.sent).push(mail.clone());
        Ok(())
    }

    fn sender(&self) -> &Email {
        &self.sender
    }
}
