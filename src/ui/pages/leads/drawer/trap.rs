//! Tab goes round inside of the drawer while it is open.

use leptos::{
    ev::KeyboardEvent,
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

/// Of the browser's own dialogs the browser takes care.
pub fn keep_inside(event: &KeyboardEvent, sheet: NodeRef<html::Div>) {
    if event.key() != "Tab" || event.default_prevented() {
        return;
    }
    let Some(sheet) = sheet.get_untracked() else { return };
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if target.as_ref().is_some_and(|target| target.closest("dialog").ok().flatten().is_some()) {
        return;
    }
    let stops = stops(&sheet);
    let (Some(first), Some(last)) = (stops.first(), stops.last()) else { return };
    let at = |edge: &HtmlElement| target.is_some() && edge.is_same_node(target.as_deref());
    let on_sheet = target.is_some() && sheet.is_same_node(target.as_deref());
    let wanted = match event.shift_key() {
        true if at(first) || on_sheet => last,
        false if at(last) => first,
        _ => return,
    };
    event.prevent_default();
    // It is among those that can take it.
    let _ = wanted.focus();
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
