//! The few doors to the browser's page.

use std::{future::Future, pin::Pin};

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, EventTarget, HtmlElement};

pub fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Puts words into an element of the page.
pub fn tell(id: &str, words: &str) {
    if let Some(element) = by_id(id) {
        element.set_text_content(Some(words));
    }
}

/// Sets or takes away an attribute of an element of the page.
pub fn set(id: &str, name: &str, value: Option<&str>) {
    if let Some(element) = by_id(id) {
        set_on(&element, name, value);
    }
}

pub fn hide(id: &str, hidden: bool) {
    set(id, "hidden", hidden.then_some(""));
}

pub fn set_on(element: &Element, name: &str, value: Option<&str>) {
    _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

pub fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// All elements of a selector.
pub fn all(selector: &str) -> Vec<Element> {
    let Ok(list) = document().query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|i| list.item(i)?.dyn_into().ok()).collect()
}

/// The element an event began at.
pub fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

pub fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        _ = element.focus();
    }
}

/// A switch on the root element, for the style sheet: `data-NAME`.
pub fn mark(name: &str, value: Option<&str>) {
    if let Some(root) = document().document_element() {
        set_on(&root, &["data-", name].concat(), value);
    }
}

/// Listens as long as the page lives.
pub fn on(target: &EventTarget, name: &str, handler: Box<dyn FnMut(Event)>) {
    let handler = Closure::wrap(handler);
    _ = target.add_event_listener_with_callback(name, handler.as_ref().unchecked_ref());
    handler.forget();
}

/// Runs once, later.
pub fn after(milliseconds: i32, work: Box<dyn FnOnce()>) {
    let work = Closure::once_into_js(work);
    _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(work.unchecked_ref(), milliseconds);
}

pub fn spawn(work: Pin<Box<dyn Future<Output = ()>>>) {
    wasm_bindgen_futures::spawn_local(work);
}
