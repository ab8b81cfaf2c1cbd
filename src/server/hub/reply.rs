//! One answer: its events in order, each with a number, for as many readers as come.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use futures::{Stream, stream};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{
    domain::{
        api_error::ApiError,
        chat::{ChatEvent, ChatReply, StartEvent, TranscriptMessage},
        conversation::VisitorKey,
        ids::MessageId,
        time::Timestamp,
    },
    service::chat::{Halt, own_words},
};

/// Deltas beyond this number are put together, so that an answer in tiny pieces does not grow without bound.
const FINE_EVENTS: usize = 2_000;
/// How much text such a later delta gathers, in bytes.
const COARSE_DELTA: usize = 512;
/// A comment is sent after so long a silence, so that proxies keep the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

pub struct Reply {
    owner: VisitorKey,
    /// What is being answered, and when it came.
    question: (String, Timestamp),
    log: Mutex<Log>,
    /// Changes with every event and at the end.
    changed: watch::Sender<()>,
    /// The visitor's Stop.
    stop: CancellationToken,
    /// The server's end.
    cut: CancellationToken,
}

#[derive(Default)]
struct Log {
    start: Option<StartEvent>,
    /// Event `n` (from 1) is at `n - 1`, as it goes over the wire.
    frames: Vec<Bytes>,
    gathered: String,
    outcome: Option<Result<ChatReply, ApiError>>,
}

impl Log {
    fn append(&mut self, event: &ChatEvent) {
        let frame = frame(self.frames.len() + 1, event);
        self.frames.push(frame);
    }

    fn flush(&mut self) {
        if !self.gathered.is_empty() {
            let text = std::mem::take(&mut self.gathered);
            self.append(&ChatEvent::Delta { text });
        }
    }
}

/// One event in the form of a `text/event-stream`. JSON has no line breaks, so its data is one line.
pub fn frame(number: usize, event: &ChatEvent) -> Bytes {
    let data = serde_json::to_string(event).unwrap_or_else(|_| "{}".to_owned());
    Bytes::from(format!("event: {}\nid: {number}\ndata: {data}\n\n", event.name()))
}

impl Reply {
    /// `cut`: ends it with the text that it has, without anybody's Stop.
    pub(super) fn new(owner: VisitorKey, question: (String, Timestamp), cut: CancellationToken) -> Self {
        Self { owner, question, log: Mutex::default(), changed: watch::Sender::new(()), stop: CancellationToken::new(), cut }
    }

    pub fn owner(&self) -> &VisitorKey {
        &self.owner
    }

    /// None before the answer has begun.
    pub fn id(&self) -> Option<MessageId> {
        self.log().start.as_ref().map(|start| start.reply_id.clone())
    }

    /// How the answer began, and the message that it answers; None before it has begun.
    pub fn begin(&self) -> Option<(StartEvent, TranscriptMessage)> {
        let start = self.log().start.clone()?;
        let (text, at) = self.question.clone();
        let question = own_words(start.message_id.clone(), text, at);
        Some((start, question))
    }

    /// Bytes of its events.
    pub(super) fn weight(&self) -> usize {
        self.log().frames.iter().map(Bytes::len).sum()
    }

    /// The visitor wants no more: the answer ends with the text it has.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    pub(super) async fn stopped(&self) -> Halt {
        tokio::select! {
            // Whoever pressed Stop is believed, also while the server goes.
            biased;
            () = self.stop.cancelled() => Halt::Stopped,
            () = self.cut.cancelled() => Halt::Cut,
        }
    }

    pub(super) fn push(&self, event: &ChatEvent) {
        let mut log = self.log();
        match event {
            ChatEvent::Delta { text } if log.frames.len() >= FINE_EVENTS => {
                log.gathered.push_str(text);
                if log.gathered.len() < COARSE_DELTA {
                    return;
                }
                log.flush();
            }
            event => {
                if let ChatEvent::Start(start) = event {
                    log.start = Some(start.clone());
                }
                log.flush();
                log.append(event);
            }
        }
        drop(log);
        self.changed.send_replace(());
    }

    /// The end. An error after the beginning is told to the readers, who have nothing else to learn it from.
    pub(super) fn finish(&self, outcome: Result<ChatReply, ApiError>) {
        let mut log = self.log();
        log.flush();
        if let (Err(error), false) = (&outcome, log.frames.is_empty()) {
            log.append(&ChatEvent::Error { error: error.clone() });
        }
        log.outcome = Some(outcome);
        drop(log);
        self.changed.send_replace(());
    }

    /// Waits until there is something to read; the error where there never will be.
    pub async fn begun(&self) -> Result<(), ApiError> {
        self.wait(|log| match (&log.outcome, log.frames.is_empty()) {
            (_, false) | (Some(Ok(_)), _) => Some(Ok(())),
            (Some(Err(error)), true) => Some(Err(error.clone())),
            (None, true) => None,
        })
        .await
    }

    /// Waits for the end.
    pub async fn outcome(&self) -> Result<ChatReply, ApiError> {
        self.wait(|log| log.outcome.clone()).await
    }

    async fn wait<T>(&self, ready: impl Fn(&Log) -> Option<T>) -> T {
        let mut changed = self.changed.subscribe();
        loop {
            if let Some(found) = ready(&self.log()) {
                return found;
            }
            if changed.changed().await.is_err() {
                // The sender lives in `self`.
                std::future::pending::<()>().await;
            }
        }
    }

    /// The events after number `seen` until the last one, with comments in times of silence.
    pub fn events_after(self: std::sync::Arc<Self>, seen: usize) -> impl Stream<Item = Bytes> + Send + 'static {
        let changed = self.changed.subscribe();
        stream::unfold(Some((self, changed, seen)), |state| async move {
            let (reply, mut changed, seen) = state?;
            loop {
                changed.mark_unchanged();
                let (news, count, ended) = reply.news_after(seen);
                if ended {
                    return (!news.is_empty()).then_some((news, None));
                }
                if !news.is_empty() {
                    return Some((news, Some((reply, changed, count))));
                }
                if !matches!(tokio::time::timeout(KEEP_ALIVE, changed.changed()).await, Ok(Ok(()))) {
                    return Some((Bytes::from_static(b": still here\n\n"), Some((reply, changed, seen))));
                }
            }
        })
    }

    fn news_after(&self, seen: usize) -> (Bytes, usize, bool) {
        let log = self.log();
        let fresh = log.frames.get(seen..).unwrap_or_default();
        let news = match fresh {
            [one] => one.clone(),
            many => many
                .iter()
                .fold(BytesMut::new(), |mut all, frame| {
                    all.extend_from_slice(frame);
                    all
                })
                .freeze(),
        };
        (news, log.frames.len().max(seen), log.outcome.is_some())
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use futures::StreamExt;

    use super::*;
    use crate::domain::ids::ConversationId;

    fn reply() -> Arc<Reply> {
        let reply = Reply::new(VisitorKey::derive("token", "x"), ("Hello".into(), Timestamp::UNIX_EPOCH), CancellationToken::new());
        let id = |n| uuid::Uuid::from_u128(n);
        reply.push(&ChatEvent::Start(StartEvent {
            conversation_id: ConversationId::new(id(1)),
            message_id: MessageId::new(id(2)),
            reply_id: MessageId::new(id(3)),
            visitor_token: None,
        }));
        Arc::new(reply)
    }

    async fn read(reply: &Arc<Reply>, seen: usize) -> String {
        let all: Vec<Bytes> = Arc::clone(reply).events_after(seen).collect().await;
        String::from_utf8(all.concat()).expect("text")
    }

    #[tokio::test]
    async fn readers_get_what_they_have_not_seen() {
        let reply = reply();
        for text in ["Hel", "lo\nthere"] {
            reply.push(&ChatEvent::Delta { text: text.into() });
        }
        let live = tokio::spawn({
            let reply = Arc::clone(&reply);
            async move { read(&reply, 1).await }
        });
        tokio::task::yield_now().await;
        reply.finish(Err(ApiError::new(crate::domain::api_error::ErrorCode::Unavailable, "gone")));
        let told = live.await.expect("read");
        assert!(told.starts_with("event: delta\nid: 2\ndata: {\"text\":\"Hel\"}\n\nevent: delta\nid: 3\ndata: {\"text\":\"lo\\nthere\"}\n\nevent: error\nid: 4\n"), "{told}");
        assert!(read(&reply, 3).await.starts_with("event: error\nid: 4\n"));
        assert_eq!(read(&reply, 4).await, "");
        assert_eq!(read(&reply, 99).await, "");
    }

    #[tokio::test]
    async fn an_answer_in_crumbs_is_bounded_and_complete() {
        let reply = reply();
        let crumbs = 64 * 1_024;
        for _ in 0..crumbs {
            reply.push(&ChatEvent::Delta { text: "a".into() });
        }
        reply.finish(Err(ApiError::new(crate::domain::api_error::ErrorCode::Unavailable, "gone")));
        let told = read(&reply, 0).await;
        assert!(told.matches("event: ").count() < FINE_EVENTS + crumbs / COARSE_DELTA + 3);
        let text: usize = told.lines().filter_map(|l| l.strip_prefix("data: {\"text\":\"")).map(|l| l.len() - 2).sum();
        assert_eq!(text, crumbs);
    }

    #[tokio::test]
    async fn a_visitors_stop_and_the_servers_end_are_told_apart() {
        let cut = CancellationToken::new();
        let reply = || Reply::new(VisitorKey::derive("token", "x"), ("Hello".into(), Timestamp::UNIX_EPOCH), cut.clone());
        let (stopped, going_on) = (reply(), reply());
        stopped.stop();
        assert_eq!(stopped.stopped().await, Halt::Stopped);
        cut.cancel();
        assert_eq!((stopped.stopped().await, going_on.stopped().await), (Halt::Stopped, Halt::Cut));
    }

    #[tokio::test]
    async fn an_answer_that_never_began_is_its_error() {
        let reply = Reply::new(VisitorKey::derive("token", "x"), ("Hello".into(), Timestamp::UNIX_EPOCH), CancellationToken::new());
        reply.finish(Err(ApiError::new(crate::domain::api_error::ErrorCode::Unavailable, "gone")));
        assert!(reply.begun().await.is_err() && reply.outcome().await.is_err());
    }
}
