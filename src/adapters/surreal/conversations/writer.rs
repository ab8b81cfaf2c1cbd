//! Group commit: writes that wait while a transaction is being committed share the next one, with one fsync.
//! A transaction that fails is taken apart, so that a conflict hurts nobody but the write that has it.

use std::{
    collections::{HashSet, VecDeque},
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
    time::Duration,
};

use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
};

use super::{
    super::{
        connection::Connection,
        errors::Failure,
        leads::search::LeadSearch,
        logs::words::LogWords,
        tallies::{ledger::Ledger, people::people},
    },
    hot::HotConversations,
    search::Search,
    statement::{Planned, transaction},
};
use crate::{
    domain::{analytics::tally::Tally, conversation::VisitorKey, ids::LeadId},
    service::{error::StorageError, ports::ConversationWrite},
};

/// Transactions that are committed side by side. A visitor's writes always take the same lane, one after the other.
const LANES: usize = 2;
/// The most writes, and about the most bytes of messages, in one transaction.
const BATCH: usize = 64;
const BATCH_BYTES: usize = 1024 * 1024;
/// Writes that may wait for a lane; further callers wait to be let in.
const QUEUE: usize = 1_024;

struct Job {
    change: Arc<ConversationWrite>,
    done: oneshot::Sender<Result<(), StorageError>>,
}

/// What committing needs.
pub(super) struct Commit {
    pub connection: Arc<Connection>,
    pub hot: Arc<HotConversations>,
    pub search: Arc<Search>,
    pub leads: Arc<LeadSearch>,
    pub words: Arc<LogWords>,
    pub ledger: Arc<Ledger>,
}

pub(super) struct Writer {
    lanes: Vec<mpsc::Sender<Job>>,
    tasks: Vec<JoinHandle<()>>,
    /// The longest that a caller waits for its turn and the commit.
    patience: Duration,
}

impl Writer {
    pub(super) fn start(commit: Commit, patience: Duration) -> Self {
        let commit = Arc::new(commit);
        let (lanes, tasks) = (0..LANES)
            .map(|_| {
                let (sender, jobs) = mpsc::channel(QUEUE);
                (sender, tokio::spawn(run(jobs, Arc::clone(&commit))))
            })
            .unzip();
        Self { lanes, tasks, patience }
    }

    /// Returns when the write is on disk, or refused. Goes on by itself when the caller does not wait for it.
    pub(super) async fn write(&self, change: ConversationWrite) -> Result<(), StorageError> {
        let lane = &self.lanes[lane_of(&change.conversation.visitor)];
        let (done, outcome) = oneshot::channel();
        let job = Job { change: Arc::new(change), done };
        let committed = async {
            lane.send(job).await.map_err(|_| StorageError::Failed("the database is closed".into()))?;
            outcome.await.unwrap_or_else(|_| Err(StorageError::Failed("a write was cut short".into())))
        };
        tokio::time::timeout(self.patience, committed).await.unwrap_or(Err(StorageError::Timeout))
    }

    /// Takes no more writes and returns when those that wait are done.
    pub(super) async fn finish(self) {
        drop(self.lanes);
        for task in self.tasks {
            // A lane ends by itself once its queue is closed and empty; whether it panicked makes no difference now.
            let _ = task.await;
        }
    }
}

fn lane_of(visitor: &VisitorKey) -> usize {
    let mut hasher = DefaultHasher::new();
    visitor.hash(&mut hasher);
    usize::try_from(hasher.finish() % LANES as u64).unwrap_or(0)
}

async fn run(mut jobs: mpsc::Receiver<Job>, commit: Arc<Commit>) {
    let mut waiting = VecDeque::new();
    loop {
        if waiting.is_empty() {
            match jobs.recv().await {
                Some(job) => waiting.push_back(job),
                None => return,
            }
        }
        while waiting.len() < QUEUE {
            match jobs.try_recv() {
                Ok(job) => waiting.push_back(job),
                Err(_) => break,
            }
        }
        let batch = next_batch(&mut waiting);
        let commit = Arc::clone(&commit);
        // On a task of its own, so that a panic costs these writes and not the lane.
        if let Err(error) = tokio::spawn(async move { commit.all(batch).await }).await {
            tracing::error!(%error, "a transaction was cut short");
        }
    }
}

/// The next writes that can share a transaction: none of them depends on another one's outcome.
fn next_batch(waiting: &mut VecDeque<Job>) -> Vec<Job> {
    let mut visitors: HashSet<VisitorKey> = HashSet::new();
    let mut leads: HashSet<LeadId> = HashSet::new();
    let mut batch = vec![];
    let mut later = VecDeque::new();
    let mut bytes = 0;
    while let Some(job) = waiting.pop_front() {
        let visitor = &job.change.conversation.visitor;
        let lead = job.change.lead.as_ref().map(|lead| &lead.id);
        let is_free = !visitors.contains(visitor) && lead.is_none_or(|lead| !leads.contains(lead));
        // Also for those that wait: a later write of the same visitor must not overtake them.
        visitors.insert(visitor.clone());
        leads.extend(lead.cloned());
        let size: usize = job.change.messages.iter().map(|message| message.text.len()).sum();
        if is_free && batch.len() < BATCH && (batch.is_empty() || bytes + size <= BATCH_BYTES) {
            bytes += size;
            batch.push(job);
        } else {
            later.push_back(job);
        }
    }
    *waiting = later;
    batch
}

impl Commit {
    async fn all(&self, jobs: Vec<Job>) {
        match self.attempt(&jobs).await {
            Ok(()) => jobs.into_iter().for_each(|job| self.committed(job)),
            Err(failure @ (Failure::Gone(_) | Failure::Final(StorageError::Timeout))) => {
                let error = StorageError::from(failure);
                jobs.into_iter().for_each(|job| self.failed(job, error.clone()));
            }
            Err(failure) if jobs.len() == 1 => {
                let error = StorageError::from(failure);
                jobs.into_iter().for_each(|job| self.failed(job, error.clone()));
            }
            Err(_) => {
                for job in jobs {
                    match self.attempt(std::slice::from_ref(&job)).await {
                        Ok(()) => self.committed(job),
                        Err(failure) => self.failed(job, failure.into()),
                    }
                }
            }
        }
    }

    async fn attempt(&self, jobs: &[Job]) -> Result<(), Failure> {
        let plan = |job: &Job| {
            let next = &job.change.conversation;
            Planned::new(Arc::clone(&job.change), self.hot.revision(&next.visitor, &next.id))
        };
        let writes: Vec<Planned> = jobs.iter().map(plan).collect();
        // The clocks stay as they are until what was counted by them is stored.
        let calendar = self.ledger.clocks().await;
        let mut tally = Tally::default();
        for job in jobs {
            let before = people(&self.connection, &job.change.moves()).await.map_err(Failure::Final)?;
            tally.add_all(&job.change.counted(&before, &calendar));
        }
        self.connection.run_made(|| transaction(&writes, &tally, &calendar)).await?;
        self.ledger.noted();
        Ok(())
    }

    fn committed(&self, job: Job) {
        self.hot.committed(&job.change);
        self.search.follow(Arc::new(job.change.conversation.clone()));
        if !job.change.messages.is_empty() {
            self.words.follow(&job.change.conversation.id);
        }
        let absorbed = job.change.trace.absorbed.as_ref().map(|record| &record.absorbed);
        for lead in job.change.lead.iter().chain(absorbed) {
            self.leads.follow(Arc::new(lead.clone()));
        }
        // The caller may have gone; the write stands.
        let _ = job.done.send(Ok(()));
    }

    fn failed(&self, job: Job, error: StorageError) {
        self.hot.forget(&job.change.conversation.visitor, job.change.lead.as_ref().map(|lead| &lead.id));
        let _ = job.done.send(Err(error));
    }
}
