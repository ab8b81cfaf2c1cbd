//! The embedding page: exact origin both ways, and only our parent. It may tell where the visitor is and whether the
//! panel is open; we tell when to close it and how many answers wait. No word of the chat goes there.

use js_sys::Object;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

use super::{
    super::{script::tongue, state::Desk},
    dom,
    json::{Json, set, set_text},
    line, scroll,
};

/// The mark of our messages; its value is their version.
const MARK: &str = "chatimjd";

/// The window that embeds us; None where we stand alone.
fn parent() -> Option<Window> {
    let parent = window().parent().ok().flatten()?;
    (parent != window()).then_some(parent)
}

fn origin(desk: Desk) -> String {
    desk.read(|boot| boot.origin.clone())
}

/// Tells the embedding page something.
fn tell(desk: Desk, kind: &str, count: u32) {
    let Some(parent) = parent().filter(|_| !origin(desk).is_empty()) else { return };
    let message = Object::new();
    set(&message, MARK, &JsValue::from_f64(1.0));
    set(&message, "type", &JsValue::from_str(kind));
    set(&message, "count", &JsValue::from_f64(f64::from(count)));
    _ = parent.post_message(&message, &origin(desk));
}

/// Asks the embedding page to close the panel.
pub fn close(desk: Desk) {
    tell(desk, "close", 0);
}

/// An answer is complete.
pub fn answered(desk: Desk) {
    let unread = line::with(|line| {
        line.unread += u32::from(line.hidden);
        line.unread
    });
    tell(desk, "message", 0);
    tell(desk, "unread", unread);
}

/// Listens to the embedding page and says that we are there.
pub fn listen(desk: Desk) {
    let Some(parent) = parent().filter(|_| !origin(desk).is_empty()) else { return };
    // Until the embedding page opens us: it may have us load early, while the visitor only points at the button.
    line::with(|line| line.hidden = true);
    dom::mark("embedded", Some(""));
    let heard = move |event: web_sys::Event| {
        let event: MessageEvent = event.unchecked_into();
        let from_parent = event.source().is_some_and(|source| *source == ***parent);
        let message = Json(event.data());
        if from_parent && event.origin() == origin(desk) && message.number(MARK) == 1 {
            hear(desk, &message);
        }
    };
    dom::on(&window(), "message", Box::new(heard));
    tell(desk, "ready", 0);
}

fn hear(desk: Desk, message: &Json) {
    match message.text("type").as_str() {
        "page" => {
            let page = page(&message.get("page"));
            line::with(|line| line.page = Some(page));
        }
        "identify" => {
            let who = identity(&message.get("who"));
            line::with(|line| line.identity = Some(who));
        }
        "greeting" => {
            let words: String = message.text("text").chars().take(500).collect();
            if !words.trim().is_empty() {
                let (language, direction) = tongue(&words, desk.language.code());
                dom::set("greeting", "lang", Some(language));
                dom::set("greeting", "dir", Some(direction));
                dom::tell("greeting", &words);
            }
        }
        "open" => {
            line::with(|line| (line.hidden, line.unread) = (false, 0));
            // A field in focus opens the keyboard of a phone, over the words that the visitor came to read.
            let has_mouse = window().match_media("(pointer: fine)").ok().flatten().is_some_and(|query| query.matches());
            dom::focus(dom::by_id(if has_mouse { "message" } else { "messages" }));
            scroll::to_end();
        }
        "close" => line::with(|line| line.hidden = true),
        _ => {}
    }
}

/// Only the known fields, only texts, cut to a sane length.
fn page(told: &Json) -> Object {
    let page = Object::new();
    for name in ["url", "referrer"] {
        // The server refuses what is no web address; a file's or an app's is nobody's business anyway.
        let address = told.text(name);
        if address.starts_with("http") {
            set_text(&page, name, &address, 2_000);
        }
    }
    set_text(&page, "title", &told.text("title"), 300);
    let utm = told.get("utm");
    let checked = Object::new();
    for name in ["source", "medium", "campaign", "term", "content"] {
        set_text(&checked, name, &utm.text(name), 200);
    }
    set(&page, "utm", &checked);
    page
}

fn identity(told: &Json) -> Object {
    let who = Object::new();
    for (name, most) in [("name", 200), ("email", 254), ("phone", 32), ("company", 200)] {
        set_text(&who, name, &told.text(name), most);
    }
    who
}
