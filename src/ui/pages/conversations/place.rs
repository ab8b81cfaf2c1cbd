//! Keeping the reader's place: a live update never moves what is under the pointer or what was scrolled to.

use leptos::{
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

/// Scrolled this far, somebody reads something else than the newest.
const AT_EDGE: i32 = 4;

/// A scrolling list whose rows carry the class `row`, with an element of growing height behind the last one.
#[derive(Clone, Copy)]
pub struct Scroller {
    pub list: NodeRef<html::Div>,
    pub spacer: NodeRef<html::Div>,
}

impl Scroller {
    pub fn new() -> Self {
        Self { list: NodeRef::new(), spacer: NodeRef::new() }
    }

    /// The id (`data-id`) of the row under the pointer.
    pub fn pointed(self) -> Option<String> {
        let row = self.list.get_untracked()?.query_selector(".row:hover").ok().flatten()?;
        row.get_attribute("data-id")
    }

    /// Changes the rows. While somebody reads here, the row they read stays where it is on the screen.
    pub fn update(self, change: impl FnOnce()) {
        let Some(list) = self.list.get_untracked() else { return change() };
        let busy = list.scroll_top() > AT_EDGE || list.matches(":hover").unwrap_or(false);
        let anchor = busy.then(|| self.anchor(&list)).flatten();
        let before = anchor.as_ref().map(HtmlElement::offset_top);
        let focused = document().active_element().filter(|element| list.contains(Some(element)));
        change();
        // The rows are redrawn before the next frame is painted.
        request_animation_frame(move || {
            restore_focus(focused);
            if let (Some(anchor), Some(before)) = (anchor, before) {
                self.scroll_by(&list, anchor.offset_top() - before);
            }
        });
    }

    fn anchor(self, list: &HtmlElement) -> Option<HtmlElement> {
        if let Ok(Some(pointed)) = list.query_selector(".row:hover") {
            return pointed.dyn_into().ok();
        }
        let rows = list.get_elements_by_class_name("row");
        (0..rows.length())
            .filter_map(|index| rows.item(index)?.dyn_into::<HtmlElement>().ok())
            .find(|row| row.offset_top() + row.offset_height() > list.scroll_top())
    }

    fn scroll_by(self, list: &HtmlElement, distance: i32) {
        if distance == 0 {
            return;
        }
        let wanted = list.scroll_top() + distance;
        let missing = wanted - (list.scroll_height() - list.client_height());
        if missing > 0
            && let Some(spacer) = self.spacer.try_get_untracked().flatten()
        {
            let height = spacer.offset_height() + missing;
            // A length in pixels is always valid.
            let _ = leptos::web_sys::HtmlElement::style(&spacer).set_property("block-size", &format!("{height}px"));
        }
        list.set_scroll_top(wanted);
    }

    /// The pointer left: rows may settle.
    pub fn settle(self) {
        if let Some(spacer) = self.spacer.get_untracked() {
            let _ = leptos::web_sys::HtmlElement::style(&spacer).remove_property("block-size");
        }
    }
}

/// Moving a row in the document takes the focus from it.
fn restore_focus(focused: Option<Element>) {
    let Some(element) = focused else { return };
    if document().active_element().as_ref() != Some(&element)
        && let Ok(element) = element.dyn_into::<HtmlElement>()
    {
        let _ = element.focus();
    }
}
