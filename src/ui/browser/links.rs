//! A word before links are followed, and before the browser's own buttons lead away.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

/// Listens until dropped.
pub struct LinkWatch(Closure<dyn FnMut(Event)>);

impl Drop for LinkWatch {
    fn drop(&mut self) {
        // It was added, so it can be removed.
        let _ = document().remove_event_listener_with_callback("click", self.0.as_ref().unchecked_ref());
    }
}

/// Before a link inside of this site is followed: `may_go` with its path; false holds it back.
/// The document hears a click before the window does, where the router listens.
pub fn before_links(may_go: impl Fn(&str) -> bool + 'static) -> LinkWatch {
    let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        if let Some(path) = followed(&event)
            && !may_go(&path)
        {
            event.prevent_default();
        }
    });
    let _ = document().add_event_listener_with_callback("click", closure.as_ref().unchecked_ref());
    LinkWatch(closure)
}

/// Listens until dropped.
pub struct BackWatch(Closure<dyn FnMut(Event)>);

impl Drop for BackWatch {
    fn drop(&mut self) {
        // It was added, so it can be removed.
        let _ = window().remove_event_listener_with_callback_and_bool("popstate", self.0.as_ref().unchecked_ref(), true);
    }
}

/// When Back or Forward has changed the address from `page`: `may_go` with the new path; false puts the old one back.
/// In the capturing phase, so that the router hears nothing of a step that is taken back.
pub fn before_history(page: impl Fn() -> String + 'static, may_go: impl Fn(&str) -> bool + 'static) -> BackWatch {
    let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let (wanted, page) = (super::here().unwrap_or_default(), page());
        if wanted != page && !may_go(&wanted) {
            event.stop_immediate_propagation();
            // An address of ours. The step is put on top of the history: what lay ahead of it is given up.
            let _ = window().history().and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&page)));
        }
    });
    let _ = window().add_event_listener_with_callback_and_bool("popstate", closure.as_ref().unchecked_ref(), true);
    BackWatch(closure)
}

/// The path that a plain click on one of our links leads to in this window.
fn followed(event: &Event) -> Option<String> {
    let click = event.dyn_ref::<MouseEvent>()?;
    if event.default_prevented() || click.button() != 0 || click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key() {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let location = window().location();
    let elsewhere = link.origin() != location.origin().ok()? || !link.target().is_empty();
    let same_page = link.pathname() == location.pathname().ok()? && link.search() == location.search().ok()?;
    (!elsewhere && !same_page).then(|| format!("{}{}{}", link.pathname(), link.search(), link.hash()))
}
