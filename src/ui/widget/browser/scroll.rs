//! The list follows what is said, unless the visitor has scrolled up: then a chip tells of news.

use std::cell::Cell;

use leptos::prelude::{document, window};

use super::dom;

/// Nearer to the end than this counts as the end, CSS pixels.
const NEAR: i32 = 56;

thread_local! {
    static AT_END: Cell<bool> = const { Cell::new(true) };
}

/// Notices when the visitor (or we) scroll.
pub fn listen() {
    let Some(list) = dom::by_id("messages") else { return };
    let target = list.clone();
    let scrolled = move |_| {
        let at_end = list.scroll_height() - list.scroll_top() - list.client_height() < NEAR;
        AT_END.set(at_end);
        if at_end {
            dom::hide("chip", true);
        }
    };
    dom::on(&target, "scroll", Box::new(scrolled));
    // The keyboard of a phone takes room away: the latest words stay in view.
    dom::on(&window(), "resize", Box::new(|_| keep_up(false)));
}

/// Shows the latest words, once they stand.
pub fn to_end() {
    AT_END.set(true);
    dom::hide("chip", true);
    let jump = || {
        if let Some(list) = dom::by_id("messages") {
            list.set_scroll_top(list.scroll_height());
        }
    };
    jump();
    // A card's fields stand a moment later.
    dom::after(0, Box::new(jump));
}

/// After a change of the list. `news`: a visitor who has scrolled up is told.
pub fn keep_up(news: bool) {
    if AT_END.get() {
        to_end();
    } else if news {
        dom::hide("chip", false);
    }
}

/// Shows the answer as far as it is written. Only what is new is added, so that each piece can fade in.
pub fn show_draft(draft: &str) {
    let Some(bubble) = dom::by_id("live") else { return };
    // Plain words while an answer streams: the marks of bold text would blink through. One that may still grow waits.
    let plain = draft.replace("**", "");
    let plain = plain.strip_suffix('*').unwrap_or(&plain);
    let shown = bubble.text_content().unwrap_or_default();
    let new = plain.strip_prefix(shown.as_str());
    if new.is_none() || plain.is_empty() {
        bubble.set_text_content(None);
    }
    let new = new.unwrap_or(plain);
    if let Some(piece) = document().create_element("span").ok().filter(|_| !new.is_empty()) {
        piece.set_text_content(Some(new));
        _ = bubble.append_child(&piece);
    }
}
