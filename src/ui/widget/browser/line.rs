//! What the browser's part remembers between events, and the one thing it stores: the visitor's token.

use std::{any::Any, cell::RefCell};

use js_sys::Object;
use leptos::prelude::window;
use web_sys::{AbortController, Element, Storage};

use super::{super::state::Desk, dom};

/// The only key that is ever written, and only once the server has handed out a token.
const KEY: &str = "chatimjd.token";

/// A message on its way.
#[derive(Clone)]
pub struct Outgoing {
    pub text: String,
    /// Its row in the list.
    pub row: Option<Element>,
}

impl Outgoing {
    /// Marks the message as one that did not arrive.
    pub fn mark(&self, failed: bool) {
        if let Some(row) = &self.row {
            dom::set_on(row, "data-failed", failed.then_some(""));
        }
    }
}

/// What trying again would do.
#[derive(Clone, Default)]
pub enum Again {
    #[default]
    Nothing,
    /// Read the conversation.
    Load,
    Send(Outgoing),
}

/// The current turn, the list, and the embedding page.
#[derive(Default)]
pub struct Line {
    /// Grows with each turn, reset and erase: what belongs to an earlier one is ignored.
    pub turn: u32,
    /// An answer is due.
    pub busy: bool,
    /// The words of the answer being written.
    pub draft: String,
    /// The server's id of that answer; empty until it is known.
    pub reply_id: String,
    /// The server's id of the message that is being answered, or was last; empty until it is known.
    pub asked: String,
    pub last_event: String,
    pub abort: Option<AbortController>,
    /// When the last event came, milliseconds since 1970.
    pub heard_at: f64,
    pub timed_out: bool,
    pub stopped: bool,
    pub again: Again,
    /// The visitor wrote before what was said earlier, or in another tab, was there: it is not in the list yet.
    pub overtaken: bool,
    /// What holds the rows that were added since the page came.
    pub rows: Vec<Box<dyn Any>>,
    /// Ids of the messages in the list that are done with, as far as they are known.
    pub seen: Vec<String>,
    /// When the first and the last message of the list was said; empty: there is none.
    pub first_at: String,
    pub last_at: String,
    /// The page that the visitor reads, as the embedding page tells it, checked.
    pub page: Option<Object>,
    /// Who the embedding page says the visitor is; sent once, after the first answer.
    pub identity: Option<Object>,
    /// The frame is hidden: answers count as unread.
    pub hidden: bool,
    pub unread: u32,
}

impl Line {
    /// The message that was asked last is done with: trying again means another one.
    pub fn settle(&mut self) {
        let asked = std::mem::take(&mut self.asked);
        if !asked.is_empty() {
            self.seen.push(asked);
        }
    }
}

thread_local! {
    static LINE: RefCell<Line> = RefCell::default();
}

/// Reads or changes it. Never call this within itself.
pub fn with<T>(work: impl FnOnce(&mut Line) -> T) -> T {
    LINE.with_borrow_mut(work)
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// The visitor's token.
pub fn token(desk: Desk) -> Option<String> {
    desk.read(|boot| boot.token.clone())
}

/// The token of an earlier visit.
pub fn stored_token() -> String {
    storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default()
}

/// Keeps a token that the server handed out. Where storage is blocked it lives as long as the page.
pub fn remember_token(desk: Desk, token: &str) {
    if !token.is_empty() {
        if let Some(storage) = storage() {
            _ = storage.set_item(KEY, token);
        }
        set_token(desk, Some(token));
    }
}

/// Goes on with the token that another tab was handed meanwhile, and with its conversation: of two tokens one would be lost.
pub fn adopt_token(desk: Desk) {
    let stored = stored_token();
    if !stored.is_empty() && token(desk).is_none_or(|own| own != stored) {
        set_token(desk, Some(&stored));
        with(|line| line.overtaken = true);
    }
}

/// Leaves nothing behind.
pub fn forget_token(desk: Desk) {
    if let Some(storage) = storage() {
        _ = storage.remove_item(KEY);
    }
    set_token(desk, None);
}

/// Plain forms carry it too.
fn set_token(desk: Desk, token: Option<&str>) {
    desk.change(|boot| boot.token = token.map(str::to_owned));
    for input in dom::all("input[name=token]") {
        _ = input.set_attribute("value", token.unwrap_or_default());
    }
}
