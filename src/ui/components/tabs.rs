//! Tabs that lead to the parts of a page, or to a part of a list. On a phone their row is wider than the page: the current one
//! comes into sight.

use std::iter::successors;

use leptos::{
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};
use leptos_router::hooks::use_location;

/// `name`: what the tabs are of.
#[component]
pub fn Tabs(name: &'static str, #[prop(default = "tabsrow")] class: &'static str, children: Children) -> impl IntoView {
    let row = NodeRef::<html::Nav>::new();
    let place = use_location();
    Effect::new(move |_| {
        place.pathname.track();
        place.search.track();
        let Some(row) = row.get() else { return };
        // The current one is marked by then.
        request_animation_frame(move || show_current(&row));
    });
    view! { <nav class=class aria-label=name node_ref=row>{children()}</nav> }
}

fn show_current(row: &HtmlElement) {
    let Some(tab) = current(row) else { return };
    // The row is what the tab's place is measured from.
    if let Some(left) = goal((row.scroll_left(), row.client_width()), (tab.offset_left(), tab.offset_width())) {
        row.set_scroll_left(left);
    }
}

/// Two are marked where one also stands for those that have no tab on a wide screen: the last one that is shown is meant.
fn current(row: &HtmlElement) -> Option<HtmlElement> {
    let tabs = successors(row.last_element_child(), Element::previous_element_sibling);
    let mut marked = tabs.filter(|tab| tab.has_attribute("aria-current")).filter_map(|tab| tab.dyn_into::<HtmlElement>().ok());
    marked.find(|tab| tab.offset_width() > 0)
}

/// Where a row has to be scrolled to for a tab to stand in its midst; None where it is in sight. Each begins somewhere and is
/// so wide.
fn goal(row: (i32, i32), tab: (i32, i32)) -> Option<i32> {
    let is_in_sight = row.0 <= tab.0 && tab.0 + tab.1 <= row.0 + row.1;
    (!is_in_sight).then(|| tab.0 - (row.1 - tab.1) / 2)
}

#[cfg(test)]
mod tests {
    use super::goal;

    #[test]
    fn what_is_in_sight_stays_and_the_rest_comes_to_the_midst() {
        assert_eq!((goal((0, 300), (0, 80)), goal((0, 300), (220, 80))), (None, None));
        assert_eq!(goal((0, 300), (230, 80)), Some(120));
        assert_eq!(goal((200, 300), (150, 80)), Some(40));
        assert_eq!(goal((0, 300), (-90, 80)), Some(-200), "rows that run to the left");
    }
}
