//! Layers and their focus. Tab goes round inside of a drawer while it is open, and through the news, whose Undo belongs to
//! what was done in it.

use leptos::{
    ev::KeyboardEvent,
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

/// A popover or dialog is open: its keys are its own. What a pointer that rests opens takes none.
pub fn layer_open() -> bool {
    document().query_selector("[popover]:not(.evidence):popover-open, dialog[open]").ok().flatten().is_some()
}

/// Whether what had the focus has gone: the body has it then.
pub fn is_focus_lost() -> bool {
    document().active_element().is_none_or(|active| active.tag_name() == "BODY")
}

/// Listens for as long as the drawer is there: to the whole window, because the focus may have gone with what had it.
pub fn keep_inside(sheet: NodeRef<html::Div>) {
    Effect::new(move |_| {
        let handle = window_event_listener(leptos::ev::keydown, move |event| {
            // Of the browser's own dialogs the browser takes care.
            if event.key() == "Tab"
                && !event.default_prevented()
                && !layer_open()
                && let Some(sheet) = sheet.get_untracked()
            {
                go_round(&event, &sheet);
            }
        });
        on_cleanup(move || handle.remove());
    });
}

/// Only where the browser would lead out: between the stops of a part it knows the way, and through the parts of a date.
fn go_round(event: &KeyboardEvent, sheet: &Element) {
    let news = document().query_selector(".toasts").ok().flatten();
    let edges: Vec<(HtmlElement, HtmlElement)> = std::iter::once(sheet).chain(news.as_ref()).filter_map(edges).collect();
    let (Some((first, _)), Some((_, last))) = (edges.first(), edges.last()) else { return };
    let active = document().active_element();
    let is_active = |element: &HtmlElement| active.is_some() && element.is_same_node(active.as_deref());
    let is_in = |part: &Element| active.is_some() && part.contains(active.as_deref());
    // Before the sheet itself there is nothing of it.
    let is_before = event.shift_key() && sheet.is_same_node(active.as_deref());
    let is_inside = !is_before && (is_in(sheet) || news.as_ref().is_some_and(is_in));
    let at_edge = edges.iter().position(|(first, last)| is_active(if event.shift_key() { first } else { last }));
    let wanted = match (at_edge, event.shift_key()) {
        (Some(at), true) => edges.get(at.wrapping_sub(1)).map_or(last, |(_, last)| last),
        (Some(at), false) => edges.get(at + 1).map_or(first, |(first, _)| first),
        (None, _) if is_inside => return,
        (None, true) => last,
        (None, false) => first,
    };
    event.prevent_default();
    // It is among those that can take it.
    let _ = wanted.focus();
}

/// The first and the last stop of a part.
fn edges(part: &Element) -> Option<(HtmlElement, HtmlElement)> {
    let stops = stops(part);
    Some((stops.first()?.clone(), stops.last()?.clone()))
}

/// The drawer itself takes the focus where what had it has gone.
pub fn hold() {
    request_animation_frame(|| {
        let sheet = document().query_selector(".drawer").ok().flatten().filter(|_| is_focus_lost());
        if let Some(sheet) = sheet.and_then(|sheet| sheet.dyn_into::<HtmlElement>().ok()) {
            // It can take the focus: it has a tabindex.
            let _ = sheet.focus();
        }
    });
}

/// Where a form begins.
pub fn focus_first(form: &Element) {
    if let Some(first) = stops(form).first() {
        // It is among those that can take it.
        let _ = first.focus();
    }
}

/// What Tab stops at, in order.
fn stops(sheet: &Element) -> Vec<HtmlElement> {
    let all = sheet.get_elements_by_tag_name("*");
    (0..all.length())
        .filter_map(|index| all.item(index))
        .filter(takes_focus)
        .filter_map(|element| element.dyn_into().ok())
        .filter(in_sight)
        .collect()
}

fn takes_focus(element: &Element) -> bool {
    let kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    let hidden = "[tabindex='-1'], :disabled, details:not([open]) > :not(summary) *, dialog *, [popover] *";
    element.matches(kinds).unwrap_or(false) && !element.matches(hidden).unwrap_or(true)
}

fn in_sight(element: &HtmlElement) -> bool {
    element.offset_parent().is_some()
}
