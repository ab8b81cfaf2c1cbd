//! The contact card's behaviour.

use js_sys::Object;
use leptos::{
    ev::{Event, FocusEvent, SubmitEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::{
    super::{
        card::{CardField, CardState, check},
        phrases::Say,
        state::Desk,
    },
    dom,
    json::set_text,
    line,
    net::{Call, Fault},
    trouble,
};
use crate::domain::capture::Field;

/// The field an event began at, and its value.
fn field_of(state: &CardState, event: &web_sys::Event) -> Option<(CardField, String)> {
    let input: HtmlInputElement = dom::target(event)?.dyn_into().ok()?;
    let field = Field::parse(&input.name())?;
    let found = state.fields.iter().find(|known| known.field == field)?;
    Some((*found, input.value()))
}

fn judge(desk: Desk, field: CardField, value: &str) {
    blame(field, check(field.field, value).map(|phrase| desk.say(phrase)));
}

/// Says what is wrong with a field; None: nothing.
fn blame(field: CardField, verdict: Option<String>) {
    field.fine.set(verdict.is_none());
    field.wrong.set(verdict.unwrap_or_default());
}

/// Left a field: says what is wrong with it.
pub fn field_left(desk: Desk, state: &CardState, event: &FocusEvent) {
    if let Some((field, value)) = field_of(state, event) {
        judge(desk, field, &value);
    }
}

/// Typed on: takes the reproach back as soon as it is not true any more.
pub fn field_typed(desk: Desk, state: &CardState, event: &Event) {
    if let Some((field, value)) = field_of(state, event).filter(|(field, _)| !field.fine.get_untracked()) {
        judge(desk, field, &value);
    }
}

/// Checks all, then sends what was filled in.
pub fn save_contact(desk: Desk, state: &CardState, event: &SubmitEvent) {
    event.prevent_default();
    let Some(form) = dom::target(event) else { return };
    let body = Object::new();
    let mut first_wrong = None;
    for field in &state.fields {
        let selector = ["[name=", field.field.as_str(), "]"].concat();
        let Some(input) = form.query_selector(&selector).ok().flatten() else { continue };
        let value = input.unchecked_ref::<HtmlInputElement>().value();
        judge(desk, *field, &value);
        set_text(&body, field.field.as_str(), value.trim(), 500);
        if !field.fine.get_untracked() && first_wrong.is_none() {
            first_wrong = Some(input);
        }
    }
    state.problem.set(String::new());
    if first_wrong.is_some() {
        dom::focus(first_wrong);
    } else if Object::keys(&body).length() == 0 {
        state.problem.set(desk.say(Say::CardNeeded));
    } else {
        state.saving.set(true);
        dom::spawn(Box::pin(save(desk, state.clone(), body)));
    }
}

async fn save(desk: Desk, state: CardState, body: Object) {
    let call = Call { method: "POST", path: "/gemini/save-info", token: line::token(desk), body: Some(body), ..Call::default() };
    let outcome = call.data().await;
    state.saving.set(false);
    match outcome {
        Ok(data) => {
            let known = data.get("lead").known();
            desk.change(|boot| boot.known = known);
            state.saved.set(true);
            state.open.set(false);
            dom::tell("status", &desk.say(Say::CardSaved));
        }
        Err(fault) => refused(desk, &state, &fault),
    }
}

/// The server's reproaches stand at their fields.
fn refused(desk: Desk, state: &CardState, fault: &Fault) {
    let mut placed = false;
    for field in &state.fields {
        if let Some((_, words)) = fault.fields.iter().find(|(name, _)| name == field.field.as_str()) {
            blame(*field, Some(words.clone()));
            placed = true;
        }
    }
    if !placed {
        state.problem.set(trouble::words_of(desk, fault));
    }
}
