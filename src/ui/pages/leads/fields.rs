//! The fields of a lead as a form has them: what is known of the person, and values of the business's own.

use leptos::prelude::*;

use super::saving::Saving;
use crate::{
    domain::{
        capture::Field,
        lead::edit::{LeadEdit, MOST_KEYS},
    },
    rpc::leads::LeadView,
    ui::components::{
        field::{FieldNote, TextField},
        icon::{Glyph, Icon},
    },
};

/// How a field is asked for; its ids in the dialog and in the drawer, which may both be on the page.
struct Spec {
    field: Field,
    label: &'static str,
    ids: (&'static str, &'static str),
    kind: &'static str,
    placeholder: &'static str,
}

const fn spec(field: Field, label: &'static str, ids: (&'static str, &'static str), kind: &'static str, placeholder: &'static str) -> Spec {
    Spec { field, label, ids, kind, placeholder }
}

static SPECS: [Spec; 7] = [
    spec(Field::Name, "Name", ("add-name", "edit-name"), "text", ""),
    spec(Field::Email, "E-mail", ("add-email", "edit-email"), "email", "ana@example.com"),
    spec(Field::Phone, "Phone", ("add-phone", "edit-phone"), "tel", "+351 912 345 678"),
    spec(Field::Company, "Company", ("add-company", "edit-company"), "text", ""),
    spec(Field::Interest, "Interest", ("add-interest", "edit-interest"), "text", "What they want"),
    spec(Field::Budget, "Budget", ("add-budget", "edit-budget"), "text", ""),
    spec(Field::Timeline, "Timeline", ("add-timeline", "edit-timeline"), "text", "When they want it"),
];

/// The names on the wire that have a place in the form.
pub const KNOWN: [&str; 10] = ["name", "email", "phone", "company", "interest", "budget", "timeline", "notes", "custom", "follow_up_at"];

/// A value of the business's own. Its words outlive the form in which its line was added.
#[derive(Clone)]
struct Own {
    number: usize,
    key: ArcRwSignal<String>,
    value: ArcRwSignal<String>,
    /// It was there before: its name stays.
    known: bool,
}

impl Own {
    fn new(number: usize, key: &str, value: &str, known: bool) -> Self {
        Self { number, key: ArcRwSignal::new(key.to_owned()), value: ArcRwSignal::new(value.to_owned()), known }
    }
}

#[derive(Clone, Copy)]
pub struct LeadFields {
    values: StoredValue<Vec<(Field, RwSignal<String>)>>,
    own: RwSignal<Vec<Own>>,
    next: StoredValue<usize>,
}

fn known_value(view: Option<&LeadView>, field: Field) -> String {
    view.and_then(|view| view.facts.iter().find(|fact| fact.field == field)).map(|fact| fact.value.clone()).unwrap_or_default()
}

/// Whether a form over either lead begins with the same values.
pub fn is_same_form(one: &LeadView, other: &LeadView) -> bool {
    one.custom == other.custom && SPECS.iter().all(|spec| known_value(Some(one), spec.field) == known_value(Some(other), spec.field))
}

impl LeadFields {
    /// Filled with what is known; None for a new lead.
    pub fn new(view: Option<&LeadView>) -> Self {
        let values = SPECS.iter().map(|spec| (spec.field, RwSignal::new(known_value(view, spec.field)))).collect();
        let fields = Self { values: StoredValue::new(values), own: RwSignal::new(vec![]), next: StoredValue::new(0) };
        fields.show_own(view);
        fields
    }

    fn show_own(self, view: Option<&LeadView>) {
        let lines = view.into_iter().flat_map(|view| &view.custom).map(|(key, value)| Own::new(self.number(), key, value, true)).collect();
        self.own.set(lines);
    }

    fn number(self) -> usize {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        number
    }

    pub fn show(self, view: &LeadView) {
        self.values.with_value(|values| values.iter().for_each(|(field, value)| value.set(known_value(Some(view), *field))));
        self.show_own(Some(view));
    }

    /// As for a new lead.
    pub fn clear(self) {
        self.values.with_value(|values| values.iter().for_each(|(_, value)| value.set(String::new())));
        self.show_own(None);
    }

    /// What differs from what was known.
    pub fn edit(self, known: Option<&LeadView>) -> LeadEdit {
        let values = self.values.with_value(|values| {
            let typed = values.iter().map(|(field, value)| (*field, value.get().trim().to_owned()));
            typed.filter(|(field, value)| *value != known_value(known, *field)).collect()
        });
        let before = |key: &str| known.and_then(|view| view.custom.get(key)).cloned().unwrap_or_default();
        let own = self.own.get().into_iter().map(|own| (own.key.get().trim().to_owned(), own.value.get().trim().to_owned()));
        let custom = own.filter(|(key, value)| *value != before(key)).collect();
        LeadEdit { values, custom, ..LeadEdit::default() }
    }

    fn value(self, field: Field) -> RwSignal<String> {
        let found = self.values.with_value(|values| values.iter().find(|(known, _)| *known == field).map(|(_, value)| *value));
        found.unwrap_or_else(|| RwSignal::new(String::new()))
    }
}

/// `adding`: in the dialog, not in the drawer.
#[component]
pub fn LeadInputs(fields: LeadFields, saving: Saving, #[prop(optional)] adding: bool) -> impl IntoView {
    view! {
        <div class="columns columns--lead">
            {SPECS.iter().map(|spec| view! {
                <TextField
                    id=if adding { spec.ids.0 } else { spec.ids.1 }
                    name=spec.field.as_str()
                    label=spec.label
                    kind=spec.kind
                    placeholder=spec.placeholder
                    value=fields.value(spec.field)
                    error=saving.error(spec.field.as_str())
                    max=u32::try_from(spec.field.max_chars()).unwrap_or(500)
                />
            }).collect_view()}
        </div>
        <OwnValues fields=fields saving=saving id=if adding { "add-own-note" } else { "edit-own-note" }/>
    }
}

#[component]
fn OwnValues(fields: LeadFields, saving: Saving, id: &'static str) -> impl IntoView {
    let add = move |_| {
        let line = Own::new(fields.number(), "", "", false);
        fields.own.update(|own| own.push(line));
    };
    let error = saving.error("custom");
    view! {
        <fieldset class="lines" class:is-wrong=move || error.get().is_some() aria-describedby=id>
            <legend class="field__label">"Values of your own"</legend>
            <For each=move || fields.own.get() key=|own| own.number let:own><OwnLine own=own fields=fields/></For>
            <FieldNote id=id error=error help=""/>
            <Show when=move || { fields.own.with(Vec::len) < MOST_KEYS }>
                <button type="button" class="button button--small" on:click=add><Icon glyph=Glyph::Plus/>"Add a value"</button>
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
