//! Live news for the pages of one frame: one event stream, many listeners, and a clock that all relative times share.

use std::{collections::BTreeMap, time::Duration};

use leptos::prelude::*;

use super::browser::{self, StreamEvent};
use crate::domain::{ids::ConversationId, live::LiveEvent, time::Timestamp};

/// An answer takes at most a minute; a notice that was never taken back is dropped after this.
const ANSWER_LIMIT: Duration = Duration::from_secs(75);
const TICK: Duration = Duration::from_secs(15);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Before the first connection; also what the server renders.
    Unknown,
    Open,
    Lost,
}

/// What a page hears.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    Event(LiveEvent),
    /// Something may have been missed: read anew.
    Resync,
}

/// Handed down by context.
#[derive(Clone, Copy)]
pub struct Live {
    pub link: RwSignal<Link>,
    /// None on the server and during hydration: exact times are shown then.
    pub now: RwSignal<Option<Timestamp>>,
    /// Conversations whose visitor waits for an answer right now, each with the number of the notice.
    pub answering: RwSignal<BTreeMap<ConversationId, u64>>,
    listeners: StoredValue<Vec<(u64, Callback<News>)>>,
    next: StoredValue<u64>,
}

impl Live {
    fn silent() -> Self {
        Self {
            link: RwSignal::new(Link::Unknown),
            now: RwSignal::new(None),
            answering: RwSignal::new(BTreeMap::new()),
            listeners: StoredValue::new(Vec::new()),
            next: StoredValue::new(0),
        }
    }

    /// For pages outside of the frame: a clock that starts at the server's, and no news.
    pub fn clock_only(now: Timestamp) -> Self {
        let live = Self::silent();
        live.now.set(Some(now));
        live
    }

    /// Makes it, hands it down, and opens the stream once the page runs in a browser.
    pub fn provide() -> Self {
        let live = Self::silent();
        provide_context(live);
        Effect::new(move |_| live.run());
        live
    }

    fn run(self) {
        self.now.set(browser::now());
        let ticking = set_interval_with_handle(move || self.now.set(browser::now()), TICK).ok();
        let stream = StoredValue::new_local(Some(browser::listen("/admin/events", move |event| self.hear(event))));
        on_cleanup(move || {
            if let Some(ticking) = ticking {
                ticking.clear();
            }
            stream.try_update_value(Option::take);
        });
    }

    /// Calls back with all news until the caller's owner is cleaned up.
    pub fn subscribe(self, listen: impl Fn(News) + Send + Sync + 'static) {
        let id = self.number();
        self.listeners.update_value(|all| all.push((id, Callback::new(listen))));
        on_cleanup(move || {
            self.listeners.try_update_value(|all| all.retain(|(listener, _)| *listener != id));
        });
    }

    fn number(self) -> u64 {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        number
    }

    fn hear(self, event: StreamEvent) {
        match event {
            StreamEvent::Lost => self.link.set(Link::Lost),
            StreamEvent::Open => {
                self.link.set(Link::Open);
                self.tell(News::Resync);
            }
            StreamEvent::Lagged => self.tell(News::Resync),
            StreamEvent::News(event) => {
                self.now.set(browser::now());
                self.note_answering(&event);
                self.tell(News::Event(*event));
            }
        }
    }

    fn note_answering(self, event: &LiveEvent) {
        match event {
            LiveEvent::Answering { id } => {
                let (id, notice) = (id.clone(), self.number());
                self.answering.update(|all| {
                    all.insert(id.clone(), notice);
                });
                set_timeout(
                    move || {
                        self.answering.try_update(|all| all.retain(|known, latest| *known != id || *latest != notice));
                    },
                    ANSWER_LIMIT,
                );
            }
            LiveEvent::Conversation { summary } => self.rest(&summary.id),
            LiveEvent::Erased { id } => self.rest(id),
            LiveEvent::Lead { .. } | LiveEvent::Meeting { .. } => {}
        }
    }

    fn rest(self, id: &ConversationId) {
        if self.answering.with_untracked(|all| all.contains_key(id)) {
            self.answering.update(|all| {
                all.remove(id);
            });
        }
    }

    fn tell(self, news: News) {
        // The list may change while listeners run, so they run on a copy.
        for (_, listener) in self.listeners.get_value() {
            listener.run(news.clone());
        }
    }
}

/// The frame's live news; silent outside of a frame.
pub fn use_live() -> Live {
    use_context().unwrap_or_else(Live::silent)
}
