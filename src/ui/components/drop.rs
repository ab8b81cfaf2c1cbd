//! A button with a list below it. The browser's own `details` opens it, so its links work without scripts; scripts close it.

use leptos::{ev::KeyboardEvent, html, prelude::*, wasm_bindgen::JsCast, web_sys};

/// `label` is the button's content; a press on anything inside of the list closes it.
#[component]
pub fn Drop(
    label: AnyView,
    /// What the button does, where its content does not say it.
    #[prop(optional, into)]
    name: Option<String>,
    #[prop(default = "button")] class: &'static str,
    /// The list stands above the button.
    #[prop(optional)]
    up: bool,
    /// The list ends where the button ends.
    #[prop(optional)]
    end: bool,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Details>::new();
    let leave = close_when_left(node);
    // What was chosen goes out of sight: the button takes the focus from it.
    let close = move || {
        // Which may have gone with it.
        let Some(details) = node.try_get_untracked().flatten() else { return };
        let is_inside = document().active_element().is_some_and(|active| details.contains(Some(&active)));
        details.set_open(false);
        if is_inside {
            focus(details.query_selector("summary").ok().flatten());
        }
    };
    let keys = move |event: KeyboardEvent| {
        if let Some(details) = node.get_untracked().filter(|details| details.open()) {
            step(&event, &details);
        }
        leave(event);
    };
    let list = format!("drop__list {} {}", if up { "drop__list--up" } else { "" }, if end { "drop__list--end" } else { "" });
    view! {
        <details class="drop" node_ref=node on:keydown=keys>
            <summary class=class aria-label=name>{label}</summary>
            <div class=list on:click=move |_| close()>{children()}</div>
        </details>
    }
}

/// A press elsewhere closes an open panel; so does Escape, where its `on:keydown` is what this gives.
pub fn close_when_left(node: NodeRef<html::Details>) -> impl Fn(KeyboardEvent) + Copy + 'static {
    let open = move || node.get_untracked().filter(|details| details.open());
    Effect::new(move |_| {
        let outside = window_event_listener(leptos::ev::pointerdown, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            if let Some(details) = open().filter(|details| !details.contains(target.as_ref())) {
                details.set_open(false);
            }
        });
        on_cleanup(move || outside.remove());
    });
    move |event: KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(details) = open()
        {
            event.prevent_default();
            details.set_open(false);
            focus(details.query_selector("summary").ok().flatten());
        }
    }
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // What cannot take it leaves the focus where it is.
        let _ = element.focus();
    }
}

/// The arrows, Home and End go through the items of the list.
fn step(event: &KeyboardEvent, details: &web_sys::HtmlDetailsElement) {
    let items = details.get_elements_by_class_name("menu__item");
    // The box of an item that is chosen by one, else the item itself.
    let stops: Vec<web_sys::Element> = (0..items.length())
        .filter_map(|index| items.item(index))
        .map(|item| item.query_selector("input").ok().flatten().unwrap_or(item))
        .collect();
    let active = document().active_element();
    let here = stops.iter().position(|stop| stop.is_same_node(active.as_deref()));
    if let Some(wanted) = goal(&event.key(), here, stops.len()) {
        event.prevent_default();
        focus(stops.into_iter().nth(wanted));
    }
}

/// Where a key leads from an item, or from what is not one: Home and End are those of a text there.
fn goal(key: &str, here: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (key, here) {
        ("ArrowDown" | "ArrowUp", None) | ("Home", Some(_)) => Some(0),
        ("ArrowDown", Some(here)) => Some(last.min(here + 1)),
        ("ArrowUp", Some(here)) => Some(here.saturating_sub(1)),
        ("End", Some(_)) => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::goal;

    #[test]
    fn keys_lead_through_the_items_and_stay_at_their_ends() {
        let from = |here| ["ArrowDown", "ArrowUp", "Home", "End", "Enter"].map(|key| goal(key, here, 3));
        assert_eq!(from(None), [Some(0), Some(0), None, None, None]);
        assert_eq!(from(Some(0)), [Some(1), Some(0), Some(0), Some(2), None]);
        assert_eq!(from(Some(2)), [Some(2), Some(1), Some(0), Some(2), None]);
        assert_eq!(goal("ArrowDown", None, 0), None);
    }
}
