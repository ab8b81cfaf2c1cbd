//! What somebody wants, in the table, and their own words for it: a layer with all of them opens where the pointer or the focus
//! stays for a moment, and by a press.

use std::time::Duration;

use leptos::{
    ev::FocusEvent,
    html,
    leptos_dom::helpers::TimeoutHandle,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlElement, Node},
};

use super::cells::{InterestWords, Moment, says_more};
use crate::{
    domain::{capture::Field, ids::LeadId},
    rpc::leads::Proof,
    ui::{
        browser::{self, Frame},
        components::{
            icon::{Icon, field_glyph},
            trap::layer_open,
        },
        pages::conversations::said_id,
        wording,
    },
};

/// As long as the pointer or the focus has to stay, or to be gone.
const STAY: Duration = Duration::from_millis(300);
/// As the style sheet has it.
const WIDTH: f64 = 344.0;
/// Where there is less room below the words, the layer stands above them.
const ROOM: f64 = 180.0;
const GAP: f64 = 6.0;

/// Whether a layer of words is open: Escape closes it.
pub fn is_open() -> bool {
    document().query_selector(".evidence:popover-open").ok().flatten().is_some()
}

/// Where a layer begins, in the window.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spot {
    left: f64,
    /// From the upper edge, where it stands below its words.
    top: Option<f64>,
    /// From the lower edge, where it stands above them.
    bottom: Option<f64>,
}

fn spot(words: Frame, (width, height): (f64, f64)) -> Spot {
    let left = words.left.min(width - WIDTH - GAP).max(GAP);
    let below = words.top + words.height + GAP;
    if height - below >= ROOM || words.top < ROOM {
        Spot { left, top: Some(below), bottom: None }
    } else {
        Spot { left, top: None, bottom: Some(height - words.top + GAP) }
    }
}

fn window_size() -> (f64, f64) {
    let root = document().document_element();
    root.map_or((0.0, 0.0), |root| (f64::from(root.client_width()), f64::from(root.client_height())))
}

/// The browser's own popover, opened and closed by what stays and goes.
#[derive(Clone, Copy)]
struct Layer {
    words: NodeRef<html::Button>,
    sheet: NodeRef<html::Div>,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

impl Layer {
    fn new() -> Self {
        let layer = Self { words: NodeRef::new(), sheet: NodeRef::new(), waiting: StoredValue::new(None) };
        on_cleanup(move || layer.stop());
        layer
    }

    fn elements(self) -> Option<(HtmlElement, HtmlElement)> {
        let words = self.words.try_get_untracked().flatten()?;
        let sheet = self.sheet.try_get_untracked().flatten()?;
        Some((words.into(), sheet.into()))
    }

    fn stop(self) {
        if let Some(handle) = self.waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }

    fn soon(self, change: fn(Self)) {
        self.stop();
        let handle = set_timeout_with_handle(move || change(self), STAY).ok();
        self.waiting.try_update_value(|waiting| *waiting = handle);
    }

    /// Beside its words, wherever those are by now.
    fn place(self) {
        let Some((words, sheet)) = self.elements() else { return };
        let spot = spot(browser::frame_of(&words), window_size());
        set(&sheet, "left", Some(spot.left));
        set(&sheet, "top", spot.top);
        set(&sheet, "bottom", spot.bottom);
    }

    fn open(self) {
        // A menu that is open would close for it.
        let Some((_, sheet)) = self.elements().filter(|_| !layer_open()) else { return };
        self.place();
        // One that is open stays open.
        let _ = sheet.show_popover();
    }

    fn close(self) {
        let Some((words, sheet)) = self.elements() else { return };
        let is_in = |element: &HtmlElement| element.matches(":hover, :focus-within").unwrap_or(false);
        if !is_in(&words) && !is_in(&sheet) {
            // One that is closed stays closed.
            let _ = sheet.hide_popover();
        }
    }

    /// The focus came to the words. From the layer, it came because that was closed.
    fn focus(self, event: &FocusEvent) {
        let from = event.related_target().and_then(|from| from.dyn_into::<Node>().ok());
        let is_back = self.elements().is_some_and(|(_, sheet)| sheet.contains(from.as_ref()));
        if !is_back {
            self.soon(Self::open);
        }
    }
}

/// A length in pixels, or none, for the style sheet.
fn set(sheet: &HtmlElement, name: &str, pixels: Option<f64>) {
    let value = pixels.map_or_else(|| "auto".to_owned(), |pixels| format!("{pixels}px"));
    // Both are always valid.
    let _ = HtmlElement::style(sheet).set_property(name, &value);
}

/// What stands in the table under the interest.
#[component]
pub fn Interest(lead: LeadId, interest: Option<Proof>) -> impl IntoView {
    match interest {
        Some(proof) if !proof.quote.is_empty() => view! { <Evidence lead=lead proof=proof/> }.into_any(),
        other => view! { <InterestWords interest=other/> }.into_any(),
    }
}

#[component]
fn Evidence(lead: LeadId, proof: Proof) -> impl IntoView {
    let layer = Layer::new();
    let id = format!("evidence-{lead}");
    // The layer's own name would stand for all that is in it.
    let quote_id = format!("{id}-quote");
    let value = says_more(&proof).then(|| view! { <span class="interest__value" dir="auto">{proof.value.clone()}</span> });
    let Proof { value: what, quote, conversation, at, .. } = proof;
    let link = conversation.map(|talk| {
        let address = format!("/admin/conversations/{talk}#{}", said_id(Field::Interest));
        view! { <a class="evidence__link" href=address>"Open in conversation"</a> }
    });
    view! {
        <div class="interest">
            {value}
            <button
                type="button"
                class="interest__words evidence__words"
                popovertarget=id.clone()
                popovertargetaction="show"
                aria-describedby=quote_id.clone()
                node_ref=layer.words
                on:mouseenter=move |_| layer.soon(Layer::open)
                on:mouseleave=move |_| layer.soon(Layer::close)
                on:focus=move |event| layer.focus(&event)
                on:blur=move |_| layer.soon(Layer::close)
                on:click=move |_| layer.place()
            >
                <q dir="auto"><span class="underlined">{quote.clone()}</span></q>
            </button>
            <div
                class="evidence"
                id=id
                popover="auto"
                role="group"
                aria-label="In their words"
                node_ref=layer.sheet
                on:mouseenter=move |_| layer.stop()
                on:mouseleave=move |_| layer.soon(Layer::close)
                on:focusin=move |_| layer.stop()
                on:focusout=move |_| layer.soon(Layer::close)
            >
                <p class="evidence__head">
                    <span class="evidence__sign"><Icon glyph=field_glyph(Field::Interest)/></span>
                    <b>{wording::field(Field::Interest)}</b>
                    <span dir="auto">{what}</span>
                </p>
                <p class="evidence__quote" id=quote_id dir="auto"><q><mark class="said">{quote}</mark></q></p>
                <p class="evidence__foot"><Moment at=at/> {link}</p>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_stands_below_its_words_or_above_them_and_inside_of_the_window() {
        let at = |left, top| spot(Frame { left, top, width: 120.0, height: 24.0 }, (1_440.0, 900.0));
        assert_eq!(at(500.0, 300.0), Spot { left: 500.0, top: Some(330.0), bottom: None });
        assert_eq!(at(1_400.0, 300.0).left, 1_090.0);
        assert_eq!(at(500.0, 800.0), Spot { left: 500.0, top: None, bottom: Some(106.0) });
        let narrow = spot(Frame { left: 16.0, top: 100.0, width: 300.0, height: 44.0 }, (360.0, 250.0));
        assert_eq!(narrow, Spot { left: 10.0, top: Some(150.0), bottom: None }, "above there is no room either");
    }
}
