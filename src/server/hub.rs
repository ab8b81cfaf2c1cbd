//! Answers in the making. Each runs in a task of its own, so that it ends and is stored whether or not the visitor stays;
//! its events are kept for a while, so that a broken connection can take up where it was. Must not know HTTP.

mod reply;

use std::{
    collections::{HashMap, VecDeque},
    panic::AssertUnwindSafe,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use async_trait::async_trait;
use futures::FutureExt;
use tokio::sync::Semaphore;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::Instrument;

use super::{metrics::TurnCounts, problem, telemetry};
use crate::{
    domain::{
        api_error::ApiError,
        chat::{ChatEvent, StartEvent, Transcript, TranscriptMessage},
        conversation::VisitorKey,
        ids::MessageId,
        time::{Timestamp, millis_between},
    },
    service::{
        chat::{Chat, Halt, Incoming, ReplySink},
        error::ServiceError,
        permission::Visitor,
        ports::Clock,
    },
};
pub use reply::{Reply, frame};

/// Answers that may be in the making at a time; each holds some kilobytes and waits for a model.
const AT_A_TIME: usize = 4_096;
/// How long a finished answer's events are kept; afterwards it is told from the stored message.
const KEPT: Duration = Duration::from_secs(60);
/// The most finished answers that are kept.
const MOST_KEPT: usize = 1_024;
/// The most that all kept events may weigh, in bytes.
const MOST_KEPT_BYTES: usize = 64 * 1024 * 1024;

#[derive(Clone)]
pub struct ReplyHub(Arc<Inner>);

struct Inner {
    shelf: Mutex<Shelf>,
    seats: Arc<Semaphore>,
    /// Ends all answers with the text they have.
    cut_all: CancellationToken,
    tasks: TaskTracker,
    clock: Arc<dyn Clock>,
    counts: TurnCounts,
}

#[derive(Default)]
struct Shelf {
    by_id: HashMap<MessageId, Arc<Reply>>,
    in_progress: HashMap<VisitorKey, Vec<Arc<Reply>>>,
    /// Finished ones in the order of their ends, and what each weighs.
    finished: VecDeque<(Timestamp, MessageId, usize)>,
    /// What all of them weigh.
    weight: usize,
}

impl ReplyHub {
    pub fn new(clock: Arc<dyn Clock>, counts: TurnCounts) -> Self {
        Self(Arc::new(Inner {
            shelf: Mutex::default(),
            seats: Arc::new(Semaphore::new(AT_A_TIME)),
            cut_all: CancellationToken::new(),
            tasks: TaskTracker::new(),
            clock,
            counts,
        }))
    }

    /// Begins the answer to a message. `resumable`: its events are kept after its end.
    pub fn begin(&self, chat: Chat, visitor: Visitor, incoming: Incoming, resumable: bool) -> Result<Arc<Reply>, ApiError> {
        let seat = Arc::clone(&self.0.seats).try_acquire_owned().map_err(|_| problem::unavailable("too many answers at a time"))?;
        let question = (incoming.body.as_str().to_owned(), incoming.received_at);
        let reply = Arc::new(Reply::new(visitor.key().clone(), question, self.0.cut_all.clone()));
        self.shelf().in_progress.entry(visitor.key().clone()).or_default().push(Arc::clone(&reply));
        let (hub, ours, request) = (self.clone(), Arc::clone(&reply), telemetry::current_request());
        let work = async move {
            let sink = Announced::new(&hub, &ours);
            let turn = async { chat.turn(&visitor, incoming, &sink).await };
            // A panic must not leave the visitor waiting for ever.
            let outcome = AssertUnwindSafe(turn).catch_unwind().await;
            let outcome = match outcome {
                Ok(outcome) => outcome.map_err(ApiError::from),
                Err(_) => Err(problem::internal("a turn panicked")),
            };
            hub.0.counts.over(&outcome, sink.began.elapsed());
            ours.finish(outcome);
            hub.shelve(&ours, resumable);
            drop(seat);
        };
        self.0.tasks.spawn(telemetry::on_behalf_of(request, work).in_current_span());
        Ok(reply)
    }

    /// How many answers are in the making.
    pub fn in_the_making(&self) -> usize {
        self.0.tasks.len()
    }

    /// The answer of this id, if it is this visitor's and still known here.
    pub fn find(&self, owner: &VisitorKey, id: &MessageId) -> Option<Arc<Reply>> {
        self.shelf().by_id.get(id).filter(|reply| reply.owner() == owner).cloned()
    }

    /// The visitor's transcript with what is being answered right now: its question stands at the end, its answer can be
    /// resumed by `reply_in_progress`.
    pub async fn transcript(&self, chat: &Chat, visitor: &Visitor) -> Result<Transcript, ServiceError> {
        // Asked before the database: an answer that ends between the two is in what the database tells.
        let running = self.in_progress(visitor.key());
        let mut transcript = chat.transcript(visitor).await?;
        if let Some((start, question)) = running
            && !transcript.messages.iter().any(|message| message.id == start.reply_id)
        {
            transcript.conversation_id = Some(start.conversation_id);
            transcript.messages.push(question);
            transcript.reply_in_progress = Some(start.reply_id);
        }
        Ok(transcript)
    }

    /// The visitor's answer that is being written right now, and what it answers.
    fn in_progress(&self, owner: &VisitorKey) -> Option<(StartEvent, TranscriptMessage)> {
        self.shelf().in_progress.get(owner)?.iter().rev().find_map(|reply| reply.begin())
    }

    /// Stops all answers of the visitor and waits until they are stored; at most a few seconds.
    pub async fn settle(&self, owner: &VisitorKey) {
        let running: Vec<Arc<Reply>> = self.shelf().in_progress.get(owner).cloned().unwrap_or_default();
        for reply in running {
            reply.stop();
            // Not in time: the database's own guard against simultaneous changes decides.
            let _ = tokio::time::timeout(Duration::from_secs(5), reply.outcome()).await;
        }
    }

    /// Forgets what is kept of the visitor.
    pub fn forget(&self, owner: &VisitorKey) {
        self.shelf().by_id.retain(|_, reply| reply.owner() != owner);
    }

    /// Drops what was kept long enough. For a task that runs every few seconds.
    pub fn prune(&self) {
        let now = self.0.clock.now();
        let mut shelf = self.shelf();
        while let Some((ended, id, weight)) = shelf.finished.front().cloned() {
            let over = millis_between(ended, now) >= u64::try_from(KEPT.as_millis()).unwrap_or(u64::MAX);
            if !over && shelf.finished.len() <= MOST_KEPT && shelf.weight <= MOST_KEPT_BYTES {
                break;
            }
            shelf.finished.pop_front();
            shelf.weight -= weight;
            shelf.by_id.remove(&id);
        }
    }

    /// At shutdown: lets answers end by themselves for `patience`, then with the text they have; all are stored when this returns true.
    pub async fn drain(&self, patience: Duration, grace: Duration) -> bool {
        self.0.tasks.close();
        if tokio::time::timeout(patience, self.0.tasks.wait()).await.is_ok() {
            return true;
        }
        self.0.cut_all.cancel();
        tokio::time::timeout(grace, self.0.tasks.wait()).await.is_ok()
    }

    fn register(&self, id: MessageId, reply: &Arc<Reply>) {
        self.shelf().by_id.insert(id, Arc::clone(reply));
    }

    fn shelve(&self, reply: &Arc<Reply>, resumable: bool) {
        let now = self.0.clock.now();
        let mut shelf = self.shelf();
        if let Some(running) = shelf.in_progress.get_mut(reply.owner()) {
            running.retain(|other| !Arc::ptr_eq(other, reply));
            if running.is_empty() {
                shelf.in_progress.remove(reply.owner());
            }
        }
        let Some(id) = reply.id() else { return };
        if resumable {
            let weight = reply.weight();
            shelf.weight += weight;
            shelf.finished.push_back((now, id, weight));
        } else {
            shelf.by_id.remove(&id);
        }
        drop(shelf);
        self.prune();
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.0.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A reply's sink that makes it findable as soon as its id is known, and notes when its first words come.
struct Announced<'a> {
    hub: &'a ReplyHub,
    reply: &'a Arc<Reply>,
    began: Instant,
    has_spoken: AtomicBool,
}

impl<'a> Announced<'a> {
    fn new(hub: &'a ReplyHub, reply: &'a Arc<Reply>) -> Self {
        Self { hub, reply, began: Instant::now(), has_spoken: AtomicBool::new(false) }
    }
}

#[async_trait]
impl ReplySink for Announced<'_> {
    fn emit(&self, event: ChatEvent) {
        if let ChatEvent::Start(start) = &event {
            self.hub.register(start.reply_id.clone(), self.reply);
        }
        if matches!(event, ChatEvent::Delta { .. }) && !self.has_spoken.swap(true, Ordering::Relaxed) {
            self.hub.0.counts.spoke(self.began.elapsed());
        }
        self.reply.push(&event);
    }

    async fn stopped(&self) -> Halt {
        self.reply.stopped().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{chat::StartEvent, ids::ConversationId},
        service::memory::ManualClock,
    };

    /// An answer of so many bytes that has ended.
    fn finished(hub: &ReplyHub, number: u128, bytes: usize) -> (VisitorKey, MessageId) {
        let owner = VisitorKey::derive("token", &number.to_string());
        let reply = Arc::new(Reply::new(owner.clone(), (String::new(), Timestamp::UNIX_EPOCH), CancellationToken::new()));
        let id = MessageId::new(uuid::Uuid::from_u128(number));
        let sink = Announced::new(hub, &reply);
        let conversation_id = ConversationId::new(uuid::Uuid::from_u128(1));
        let start = StartEvent { conversation_id, message_id: id.clone(), reply_id: id.clone(), visitor_token: None };
        sink.emit(ChatEvent::Start(start));
        sink.emit(ChatEvent::Delta { text: "a".repeat(bytes) });
        reply.finish(Err(problem::busy(1)));
        hub.shelve(&reply, true);
        (owner, id)
    }

    #[test]
    fn what_is_kept_of_finished_answers_is_bounded_by_number_weight_and_age() {
        let clock = ManualClock::default();
        let hub = ReplyHub::new(Arc::new(clock.clone()), TurnCounts::default());
        let all: Vec<_> = (0..1_100).map(|number| finished(&hub, number, 10)).collect();
        let kept = |all: &[(VisitorKey, MessageId)]| all.iter().filter(|(owner, id)| hub.find(owner, id).is_some()).count();
        assert_eq!((kept(&all), kept(&all[..76])), (MOST_KEPT, 0), "the oldest make room");
        let heavy: Vec<_> = (2_000..2_070).map(|number| finished(&hub, number, 1024 * 1024)).collect();
        assert_eq!((kept(&all), kept(&heavy)), (0, 63), "64 MiB, and each weighs a little more than one");
        clock.advance(KEPT);
        hub.prune();
        assert_eq!(kept(&heavy), 0);
        let shelf = hub.shelf();
        assert_eq!((shelf.weight, shelf.finished.len()), (0, 0));
    }
}
