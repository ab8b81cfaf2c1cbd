//! Values of the business's own in a form: the fields that the owner defined, or lines with a name and a value.

use std::sync::Arc;

use leptos::prelude::*;

use super::fields::{LeadFields, Own};
use crate::{
    domain::{
        custom::{CustomField, FieldKind},
        lead::edit::MOST_KEYS,
    },
    ui::{
        components::{
            field::FieldNote,
            icon::{Glyph, Icon},
        },
        form_state::FormState,
    },
};

/// `place` begins the ids: the dialog and the drawer may both be on the page.
#[component]
pub fn OwnValues(fields: LeadFields, saving: FormState, place: &'static str) -> impl IntoView {
    let id = format!("{place}-own-note");
    let note = id.clone();
    // What has no line of its own is said below them all.
    let is_elsewhere = move |field: &str| {
        field == "custom"
            || field.strip_prefix("custom.").is_some_and(|key| fields.defined.with(|all| all.iter().all(|own| own.key != key)))
    };
    let error = Signal::derive(move || {
        saving.wrong.with(|wrong| wrong.iter().find(|(field, _)| is_elsewhere(field)).map(|(_, text)| text.clone()))
    });
    let may_add = move || fields.defined.with(Vec::is_empty) && fields.own.with(Vec::len) < MOST_KEYS;
    view! {
        <fieldset class="lines" class:is-wrong=move || error.get().is_some() aria-describedby=id>
            <legend class="field__label">"Values of your own"</legend>
            <For each=move || fields.own.get() key=|own| own.number children=move |own| match own.field.clone() {
                Some(field) => view! { <DefinedLine field=field value=RwSignal::from(own.value) saving=saving place=place/> }.into_any(),
                None => view! { <OwnLine own=own fields=fields/> }.into_any(),
            }/>
            <FieldNote id=note error=error help=""/>
            <Show when=may_add>
                <button type="button" class="button button--small" on:click=move |_| fields.add_own()><Icon glyph=Glyph::Plus/>"Add a value"</button>
            </Show>
        </fieldset>
    }
}

#[component]
fn OwnLine(own: Own, fields: LeadFields) -> impl IntoView {
    let Own { number, known, .. } = own;
    let (key, value) = (RwSignal::from(own.key), RwSignal::from(own.value));
    let remove = move |_| {
        if known {
            // An empty text takes the value away; its line shows that until it is saved.
            value.set(String::new());
        } else {
            fields.own.update(|all| all.retain(|other| other.number != number));
        }
    };
    view! {
        <div class="lines__line">
            <input class="input" type="text" aria-label="Name of the value" placeholder="Tooth" maxlength="64" readonly=known
                value=key.get_untracked() prop:value=key on:input=move |event| key.set(event_target_value(&event))/>
            <input class="input" type="text" aria-label="Value" maxlength="500" dir="auto"
                value=value.get_untracked() prop:value=value on:input=move |event| value.set(event_target_value(&event))/>
            <button type="button" class="iconbutton" aria-label="Remove this value" on:click=remove><Icon glyph=Glyph::Trash/></button>
        </div>
    }
}

/// A field that the owner defined, as its kind asks for it.
#[component]
fn DefinedLine(field: Arc<CustomField>, value: RwSignal<String>, saving: FormState, place: &'static str) -> impl IntoView {
    let id = format!("{place}-own-{}", field.key);
    let note = format!("{id}-note");
    let name = format!("custom.{}", field.key);
    let error = Signal::derive(move || saving.wrong.with(|wrong| wrong.get(&name).cloned()));
    let control = match &field.kind {
        FieldKind::Text => text_input(id.clone(), note.clone(), "text", value, error),
        FieldKind::Number => text_input(id.clone(), note.clone(), "decimal", value, error),
        FieldKind::Choice { options } => {
            select(id.clone(), note.clone(), options.iter().map(|one| (one.clone(), one.clone())).collect(), value)
        }
        FieldKind::YesNo => select(
            id.clone(),
            note.clone(),
            [("yes", "Yes"), ("no", "No")].map(|(one, word)| (one.to_owned(), word.to_owned())).to_vec(),
            value,
        ),
    };
    view! {
        <div class="field" class:is-wrong=move || error.get().is_some()>
            <label class="field__label" for=id dir="auto">{field.label.clone()}</label>
            {control}
            <FieldNote id=note error=error help=""/>
        </div>
    }
}

fn text_input(id: String, note: String, mode: &'static str, value: RwSignal<String>, error: Signal<Option<String>>) -> AnyView {
    view! {
        <div class="field__box">
            <input class="input" type="text" id=id inputmode=mode maxlength="500" dir="auto" aria-describedby=note
                aria-invalid=move || error.get().is_some().to_string()
                value=value.get_untracked() prop:value=value on:input=move |event| value.set(event_target_value(&event))/>
        </div>
    }
    .into_any()
}

/// What is there already stays to be seen, also where it is none of the choices any more.
fn select(id: String, note: String, mut choices: Vec<(String, String)>, value: RwSignal<String>) -> AnyView {
    let known = value.get_untracked();
    if choices.iter().all(|(choice, _)| *choice != known) && !known.is_empty() {
        choices.push((known.clone(), known));
    }
    let all = std::iter::once((String::new(), "Not known".to_owned())).chain(choices);
    let options = all.map(|(choice, name)| {
        let mine = choice.clone();
        view! { <option value=choice selected=move || value.with(|value| *value == mine)>{name}</option> }
    });
    view! {
        <div class="field__box field__box--select">
            <select class="input" id=id aria-describedby=note on:change=move |event| value.set(event_target_value(&event))>
                {options.collect_view()}
            </select>
            <Icon glyph=Glyph::ChevronRight class="field__chevron"/>
        </div>
    }
    .into_any()
}
