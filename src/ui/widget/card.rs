//! The contact card: asks for what the server wants to know, checks it as it is typed, sends it in one go. And the card of whoever
//! asks for a person.

use leptos::{
    ev::{Event, FocusEvent, SubmitEvent},
    prelude::*,
};

use super::{browser, icons::icon, phrases::Say, script::tongue, state::Desk};
use crate::domain::{
    capture::Field,
    email::{Email, EmailError},
    person_name::PersonName,
    phone::Phone,
};

/// One field of a card and what is wrong with it; empty: nothing.
#[derive(Clone, Copy)]
pub struct CardField {
    pub field: Field,
    pub wrong: RwSignal<String>,
    pub fine: RwSignal<bool>,
}

/// The state of one card.
#[derive(Clone)]
pub struct CardState {
    pub fields: Vec<CardField>,
    /// What is wrong with the card as a whole; empty: nothing.
    pub problem: RwSignal<String>,
    pub saving: RwSignal<bool>,
    /// The form is done with; and its opposite.
    pub saved: RwSignal<bool>,
    pub open: RwSignal<bool>,
}

/// What is wrong with a value; None where it is fine or empty.
pub fn check(field: Field, value: &str) -> Option<Say> {
    let value = value.trim();
    if value.is_empty() {
        return None;
    }
    if value.chars().count() > field.max_chars() {
        return Some(Say::FieldLong);
    }
    match field {
        Field::Name => PersonName::parse(value).is_err().then_some(Say::NameWrong),
        Field::Phone => Phone::parse(value).is_err().then_some(Say::PhoneWrong),
        Field::Email => match Email::parse(value) {
            Ok(_) => None,
            Err(EmailError::NoEnding) => Some(Say::EmailEnding),
            Err(_) => Some(Say::EmailWrong),
        },
        _ => None,
    }
}

/// What became of a wish for a person. All words of it are the server's: a title, then lines.
#[component]
pub fn HandoverCard(desk: Desk, lines: Vec<String>) -> impl IntoView {
    // The language of the message, which may be another than that of the widget.
    let (language, direction) = tongue(&lines.concat(), desk.language.code());
    let mut lines = lines.into_iter();
    let title = lines.next();
    view! {
        <section class="card handover" lang=language dir=direction>
            <header><h2>{title}</h2></header>
            {lines.map(|line| view! { <p>{line}</p> }).collect_view()}
        </section>
    }
}

/// A form as long as something is wanted, then a word of thanks. `id`: of the message it stands under.
#[component]
pub fn ContactCard(desk: Desk, fields: Vec<Field>, id: String) -> impl IntoView {
    let done = fields.iter().all(|field| desk.known(*field).is_some());
    let state = CardState {
        fields: fields
            .into_iter()
            .map(|field| CardField { field, wrong: RwSignal::new(String::new()), fine: RwSignal::new(true) })
            .collect(),
        problem: RwSignal::new(String::new()),
        saving: RwSignal::new(false),
        saved: RwSignal::new(done),
        open: RwSignal::new(!done),
    };
    let rows = state.fields.iter().map(|field| row(desk, *field, &id)).collect_view();
    let (action, token, business) = desk.read(|boot| (boot.action.clone(), boot.token.clone(), boot.business.clone()));
    let (problem, saving, saved, open) = (state.problem, state.saving, state.saved, state.open);
    let (typed, left) = (state.clone(), state.clone());
    view! {
        <form class="card" method="post" action=action novalidate hidden=saved
            on:input=move |event: Event| browser::field_typed(desk, &typed, &event)
            on:focusout=move |event: FocusEvent| browser::field_left(desk, &left, &event)
            on:submit=move |event: SubmitEvent| browser::save_contact(desk, &state, &event)>
            <input type="hidden" name="token" value=token/>
            <header><h2>{desk.say(Say::CardTitle)}</h2><small>{desk.say_with(Say::CardNote, &business)}</small></header>
            {rows}
            <p class="wrong" role="alert">{problem}</p>
            <button type="submit" name="do" value="contact" class="button primary large" disabled=saving>{desk.say(Say::CardSend)}</button>
        </form>
        <p class="card thanks" hidden=open>{icon("#i-tick")} {desk.say(Say::CardSaved)}</p>
    }
}

fn row(desk: Desk, state: CardField, id: &str) -> impl IntoView + use<> {
    let field = state.field;
    let (label, kind, autocomplete) = match field {
        Field::Name => (Say::Name, "text", "name"),
        Field::Email => (Say::Email, "email", "email"),
        Field::Phone => (Say::Phone, "tel", "tel"),
        Field::Company => (Say::Company, "text", "organization"),
        _ => (Say::Interest, "text", "off"),
    };
    let id = [id, "-", field.as_str()].concat();
    // An address or a number is written left to right in every language.
    let direction = if matches!(field, Field::Email | Field::Phone) { "ltr" } else { "auto" };
    view! {
        <label class="field">
            <span>{desk.say(label)}</span>
            <input name=field.as_str() type=kind autocomplete=autocomplete dir=direction value=desk.known(field) aria-describedby=id.clone()/>
            <small class="wrong" id=id hidden=state.fine>{icon("#i-warning")} <span>{state.wrong}</span></small>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_checked_by_the_rules_of_the_server() {
        assert_eq!(check(Field::Email, "martin@whitfield"), Some(Say::EmailEnding));
        assert_eq!(check(Field::Email, "martin"), Some(Say::EmailWrong));
        assert_eq!(check(Field::Email, " ana@example.com "), None);
        assert_eq!(check(Field::Phone, "12"), Some(Say::PhoneWrong));
        assert_eq!(check(Field::Name, "4na"), Some(Say::NameWrong));
        assert_eq!(check(Field::Company, &"x".repeat(201)), Some(Say::FieldLong));
        assert_eq!(check(Field::Name, " "), None);
    }
}
