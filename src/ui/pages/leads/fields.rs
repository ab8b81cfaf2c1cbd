//! The fields of a lead as a form has them: what is known of the person, and values of the business's own.

use std::sync::Arc;

use leptos::prelude::*;

use super::own::OwnValues;
use crate::{
    domain::{capture::Field, custom::CustomField, lead::edit::LeadEdit},
    rpc::leads::{LeadView, OwnValue},
    ui::{components::field::TextField, form_state::FormState},
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
pub struct Own {
    pub number: usize,
    pub key: ArcRwSignal<String>,
    pub value: ArcRwSignal<String>,
    /// It was there before: its name stays.
    pub known: bool,
    /// The field that the owner defined for it.
    pub field: Option<Arc<CustomField>>,
}

impl Own {
    fn new(number: usize, key: &str, value: &str, known: bool) -> Self {
        Self { number, key: ArcRwSignal::new(key.to_owned()), value: ArcRwSignal::new(value.to_owned()), known, field: None }
    }

    fn of(number: usize, field: &CustomField, value: &str) -> Self {
        Self { field: Some(Arc::new(field.clone())), ..Self::new(number, &field.key, value, true) }
    }
}

#[derive(Clone, Copy)]
pub struct LeadFields {
    values: StoredValue<Vec<(Field, RwSignal<String>)>>,
    pub own: RwSignal<Vec<Own>>,
    /// Fields that the owner defined: there are no others then.
    pub defined: RwSignal<Vec<CustomField>>,
    next: StoredValue<usize>,
}

fn known_value(view: Option<&LeadView>, field: Field) -> String {
    view.and_then(|view| view.facts.iter().find(|fact| fact.field == field)).map(|fact| fact.value.clone()).unwrap_or_default()
}

fn own_text<'a>(view: Option<&'a LeadView>, key: &str) -> &'a str {
    view.and_then(|view| view.custom.iter().find(|value| value.key == key)).map(|value| value.text.as_str()).unwrap_or_default()
}

/// Whether a form over either lead begins with the same values.
pub fn is_same_form(one: &LeadView, other: &LeadView) -> bool {
    one.custom == other.custom && SPECS.iter().all(|spec| known_value(Some(one), spec.field) == known_value(Some(other), spec.field))
}

impl LeadFields {
    /// Filled with what is known; None for a new lead.
    pub fn new(view: Option<&LeadView>) -> Self {
        let values = SPECS.iter().map(|spec| (spec.field, RwSignal::new(known_value(view, spec.field)))).collect();
        let defined = RwSignal::new(view.map(|view| view.fields.clone()).unwrap_or_default());
        let fields = Self { values: StoredValue::new(values), own: RwSignal::new(vec![]), defined, next: StoredValue::new(0) };
        fields.show_own(view);
        fields
    }

    /// The fields that the owner defined, for a new lead.
    pub fn define(self, fields: Vec<CustomField>) {
        if self.defined.with_untracked(|defined| *defined != fields) {
            self.defined.set(fields);
            self.show_own(None);
        }
    }

    fn show_own(self, view: Option<&LeadView>) {
        let defined = self.defined.get_untracked();
        let is_other = |value: &&OwnValue| defined.iter().all(|field| field.key != value.key);
        let others = view.into_iter().flat_map(|view| &view.custom).filter(is_other);
        let mut lines: Vec<Own> = defined.iter().map(|field| Own::of(self.number(), field, own_text(view, &field.key))).collect();
        lines.extend(others.map(|value| Own::new(self.number(), &value.key, &value.text, true)));
        self.own.set(lines);
    }

    /// A further line, for a value whose name is not known yet.
    pub fn add_own(self) {
        let line = Own::new(self.number(), "", "", false);
        self.own.update(|own| own.push(line));
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
        let own = self.own.get().into_iter().map(|own| (own.key.get().trim().to_owned(), own.value.get().trim().to_owned()));
        let custom = own.filter(|(key, value)| *value != own_text(known, key)).collect();
        LeadEdit { values, custom, ..LeadEdit::default() }
    }

    fn value(self, field: Field) -> RwSignal<String> {
        let found = self.values.with_value(|values| values.iter().find(|(known, _)| *known == field).map(|(_, value)| *value));
        found.unwrap_or_else(|| RwSignal::new(String::new()))
    }
}

/// `adding`: in the dialog, not in the drawer.
#[component]
pub fn LeadInputs(fields: LeadFields, saving: FormState, #[prop(optional)] adding: bool) -> impl IntoView {
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
        <OwnValues fields=fields saving=saving place=if adding { "add" } else { "edit" }/>
    }
}
