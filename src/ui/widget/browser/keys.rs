//! The field and the keys: Enter sends, Escape closes the topmost layer, Tab stays inside of the frame.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlFormElement, HtmlTextAreaElement, KeyboardEvent};

use super::{
    super::{phrases::Say, state::Desk},
    dom, host, line, net,
};
use crate::domain::message::MAX_MESSAGE_CHARS;

/// Characters left from which on the visitor is told.
const TELL_FROM: usize = 400;

fn field() -> Option<HtmlTextAreaElement> {
    dom::by_id("message")?.dyn_into().ok()
}

/// What stands in the field.
pub fn words() -> String {
    field().map(|field| field.value()).unwrap_or_default()
}

pub fn is_empty() -> bool {
    words().is_empty()
}

/// Puts words into the field, or empties it.
pub fn fill(desk: Desk, words: &str) {
    if let Some(field) = field() {
        field.set_value(words);
        typed(desk);
    }
}

/// The visitor typed: the field grows with its text.
fn typed(desk: Desk) {
    if let Some(field) = field() {
        let style = (*field).style();
        _ = style.set_property("height", "auto");
        _ = style.set_property("height", &[field.scroll_height().to_string().as_str(), "px"].concat());
    }
    count(desk);
}

/// Tells how much may still be written, near the end.
pub fn count(desk: Desk) {
    let length = words().chars().count();
    let left = MAX_MESSAGE_CHARS.saturating_sub(length);
    let over = length.saturating_sub(MAX_MESSAGE_CHARS);
    let is_over = (over > 0).then_some("");
    dom::mark("over", is_over);
    // The button stops an answer, however long the next message is.
    dom::set("send", "disabled", is_over.filter(|_| !line::with(|line| line.busy)));
    let words = match (over, left) {
        (0, 0..=TELL_FROM) => desk.say_with(Say::Left, &left.to_string()),
        (0, _) => String::new(),
        _ => desk.say_with(Say::TooLong, &over.to_string()),
    };
    dom::tell("count", &words);
}

/// Keys of the whole page.
pub fn listen(desk: Desk) {
    let window = window();
    dom::on(&window, "keydown", Box::new(move |event| pressed(desk, &event.unchecked_into())));
    dom::on(
        &window,
        "input",
        Box::new(move |event: Event| {
            if dom::target(&event).is_some_and(|target| target.id() == "message") {
                typed(desk);
            }
        }),
    );
    for name in ["online", "offline"] {
        dom::on(&window, name, Box::new(|_| mark_offline()));
    }
    mark_offline();
    // What the browser kept in the field over a reload.
    typed(desk);
}

fn mark_offline() {
    dom::mark("offline", (!net::is_online()).then_some(""));
}

fn pressed(desk: Desk, event: &KeyboardEvent) {
    // While an input method composes, the keys are its own.
    if event.is_composing() || event.key_code() == 229 {
        return;
    }
    match event.key().as_str() {
        "Enter" if !event.shift_key() && dom::target(event).is_some_and(|target| target.id() == "message") => {
            event.prevent_default();
            let form = dom::by_id("composer").and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
            // While an answer streams Enter neither sends nor stops it.
            if let Some(form) = form.filter(|_| !line::with(|line| line.busy)) {
                _ = form.request_submit();
            }
        }
        "Escape" => escape(desk),
        "Tab" => stay_inside(event),
        _ => {}
    }
}

/// The menu while it is open.
pub fn open_menu() -> Option<Element> {
    dom::find("#menu[open]")
}

fn escape(desk: Desk) {
    if let Some(menu) = open_menu() {
        _ = menu.remove_attribute("open");
        dom::focus(dom::find("#menu summary"));
    } else if dom::find("dialog[open]").is_none() {
        // An open dialog closes by itself.
        host::close(desk);
    }
}

/// In a frame the panel is a dialog on somebody's page: Tab goes round in it, Escape leads out.
fn stay_inside(event: &KeyboardEvent) {
    if dom::find("[data-embedded]").is_none() || dom::find("dialog[open]").is_some() {
        return;
    }
    let mut stops = dom::all("a[href],button:not([disabled]),input:not([type=hidden]),textarea,summary,[tabindex='0']");
    // What is not shown has no box.
    stops.retain(|stop| stop.get_client_rects().length() > 0);
    let (edge, other) = if event.shift_key() { (stops.first(), stops.last()) } else { (stops.last(), stops.first()) };
    if edge.is_some() && document().active_element().as_ref() == edge {
        event.prevent_default();
        dom::focus(other.cloned());
    }
}
