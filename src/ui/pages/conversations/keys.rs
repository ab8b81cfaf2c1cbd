//! The keyboard of the list: j and k or the arrows move, Enter opens (the rows are links), Escape goes back.

use leptos::{ev::KeyboardEvent, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::Place;
use crate::ui::search::is_writing;

/// Listens for as long as the page is there.
pub fn listen(place: Place) {
    let navigate = use_navigate();
    Effect::new(move |_| {
        let navigate = navigate.clone();
        let handle = window_event_listener(leptos::ev::keydown, move |event| {
            if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            match event.key().as_str() {
                "j" if !is_writing(&event) => step(&event, 1),
                "k" if !is_writing(&event) => step(&event, -1),
                "ArrowDown" if in_list(&event) => step(&event, 1),
                "ArrowUp" if in_list(&event) => step(&event, -1),
                "Escape" if !is_writing(&event) && !layer_open() => {
                    if let Some(address) = one_back(place) {
                        event.prevent_default();
                        navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() });
                    }
                }
                _ => {}
            }
        });
        on_cleanup(move || handle.remove());
    });
}

/// The address one layer back: from the details to the transcript, from the transcript to the list.
fn one_back(place: Place) -> Option<String> {
    let id = place.chosen.get_untracked()?;
    Some(if place.details.get_untracked() { place.talk_address(&id, false) } else { place.list_address() })
}

/// A popover or dialog is open: Escape belongs to it.
fn layer_open() -> bool {
    document().query_selector("[popover]:popover-open, dialog[open]").ok().flatten().is_some()
}

/// The arrows belong to the list while the focus is in it, or in its search field; elsewhere they scroll.
fn in_list(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok())
        .is_some_and(|element| element.closest(".rows, .search").ok().flatten().is_some())
}

fn step(event: &KeyboardEvent, by: i32) {
    let links = links();
    let active = document().active_element();
    let here = links
        .iter()
        .position(|link| link.is_same_node(active.as_deref()))
        .or_else(|| links.iter().position(|link| link.has_attribute("aria-current")))
        .and_then(|index| i32::try_from(index).ok());
    let wanted = here.map_or(0, |here| here.saturating_add(by));
    if let Some(link) = usize::try_from(wanted).ok().and_then(|index| links.get(index)) {
        event.prevent_default();
        let _ = link.focus();
    }
}

fn links() -> Vec<HtmlElement> {
    let all = document().get_elements_by_class_name("row__link");
    (0..all.length()).filter_map(|index| all.item(index)?.dyn_into().ok()).collect()
}
