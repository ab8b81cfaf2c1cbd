//! Time that the test moves, ids that count, a bus and a plain rendering.

use std::{
    collections::VecDeque,
    future::poll_fn,
    sync::{
        Arc, Mutex, Weak,
        atomic::{AtomicU64, Ordering},
    },
    task::{Poll, Waker},
    time::Duration,
};

use async_trait::async_trait;
use futures::{StreamExt, stream, stream::BoxStream};

use super::locked;
use crate::{
    domain::{live::LiveEvent, time::Timestamp},
    service::ports::{Clock, EventBus, IdSource, Markup},
};

struct Time {
    now: Timestamp,
    sleepers: Vec<Waker>,
}

/// A clock that stands still until the test moves it. Clones show the same time.
#[derive(Clone)]
pub struct ManualClock(Arc<Mutex<Time>>);

impl ManualClock {
    pub fn at(now: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(Time { now, sleepers: vec![] })))
    }

    /// Sets the time and wakes everyone who waited for it.
    pub fn set(&self, now: Timestamp) {
        let sleepers = {
            let mut time = locked(&self.0);
            time.now = now;
            std::mem::take(&mut time.sleepers)
        };
        sleepers.into_iter().for_each(Waker::wake);
    }

    /// Moves the time on.
    pub fn advance(&self, by: Duration) {
        let later = self.now().saturating_add(by).unwrap_or(Timestamp::MAX);
        self.set(later);
    }
}

impl Default for ManualClock {
    /// Sunday, 22 November 2026, noon UTC.
    fn default() -> Self {
        Self::at(Timestamp::constant(1_795_348_800, 0))
    }
}

#[async_trait]
impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        locked(&self.0).now
    }

    async fn sleep(&self, how_long: Duration) {
        let until = self.now().saturating_add(how_long).unwrap_or(Timestamp::MAX);
        poll_fn(|context| {
            let mut time = locked(&self.0);
            if time.now >= until {
                return Poll::Ready(());
            }
            time.sleepers.push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

/// Ids 1, 2, 3 …; secrets likewise. Clones count on together.
#[derive(Clone, Default)]
pub struct SequentialIds(Arc<AtomicU64>);

impl IdSource for SequentialIds {
    fn uuid(&self) -> uuid::Uuid {
        let count = self.0.fetch_add(1, Ordering::SeqCst) + 1;
        let random = count.to_be_bytes();
        uuid::Builder::from_unix_timestamp_millis(
            count,
            &[0, 0, random[0], random[1], random[2], random[3], random[4], random[5], random[6], random[7]],
        )
        .into_uuid()
    }

    fn secret(&self) -> String {
        format!("{:0>43}", self.0.fetch_add(1, Ordering::SeqCst) + 1)
    }
}

/// What a subscriber has not read yet.
#[derive(Default)]
struct Inbox {
    waiting: VecDeque<LiveEvent>,
    missed: u64,
    reader: Option<Waker>,
}

/// A bus that keeps all that was published, and 256 events for each slow reader.
#[derive(Clone, Default)]
pub struct MemoryBus {
    published: Arc<Mutex<Vec<LiveEvent>>>,
    inboxes: Arc<Mutex<Vec<Weak<Mutex<Inbox>>>>>,
}

const INBOX: usize = 256;

impl MemoryBus {
    /// Everything published so far.
    pub fn published(&self) -> Vec<LiveEvent> {
        locked(&self.published).clone()
    }
}

impl EventBus for MemoryBus {
    fn publish(&self, event: LiveEvent) {
        locked(&self.published).push(event.clone());
        locked(&self.inboxes).retain(|inbox| {
            let Some(inbox) = inbox.upgrade() else { return false };
            let mut inbox = locked(&inbox);
            if inbox.waiting.len() == INBOX {
                inbox.waiting.pop_front();
                inbox.missed += 1;
            }
            inbox.waiting.push_back(event.clone());
            if let Some(reader) = inbox.reader.take() {
                reader.wake();
            }
            true
        });
    }

    fn subscribe(&self) -> BoxStream<'static, Result<LiveEvent, u64>> {
        let inbox = Arc::new(Mutex::new(Inbox::default()));
        locked(&self.inboxes).push(Arc::downgrade(&inbox));
        stream::poll_fn(move |context| {
            let mut inbox = locked(&inbox);
            if inbox.missed > 0 {
                return Poll::Ready(Some(Err(std::mem::take(&mut inbox.missed))));
            }
            match inbox.waiting.pop_front() {
                Some(event) => Poll::Ready(Some(Ok(event))),
                None => {
                    inbox.reader = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .boxed()
    }
}

/// Text as one paragraph, escaped.
#[derive(Clone, Copy, Default)]
pub struct PlainMarkup;

impl Markup for PlainMarkup {
    fn to_html(&self, markdown: &str) -> String {
        let escaped = markdown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        format!("<p>{escaped}</p>")
    }
}
