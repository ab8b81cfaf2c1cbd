//! Fields of leads that the owner defines.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    WithDesk,
    field_lines::{FieldLines, FieldLinesField},
    form::PartForm,
    saving::{Desk, Saving},
};
use crate::{domain::custom::CustomField, rpc::settings::save_lead_fields};

const KNOWN: [&str; 1] = ["lead_fields"];

#[component]
pub fn FieldsPage() -> impl IntoView {
    view! { <WithDesk part=|| view! { <Part/> }.into_any()/> }.into_any()
}

#[component]
fn Part() -> impl IntoView {
    view! {
        <Title text="Lead fields"/>
        <section class="card card--form" aria-label="Lead fields">
            <div class="card__head">
                <h2>"Lead fields"</h2>
                <p>"What you want to know of people beside name, e-mail, phone, company, interest, budget and timeline."</p>
                <p>
                    "Without a field here, your programs may send values under any name. With the first one only these names are taken: a call of "
                    <code>"save-info"</code>
                    " or of the leads with another name, or with a value that does not fit, is refused as a whole, and its answer (422) names what is wrong. "
                    "Older clients that send values of their own need a field for each of them, called by the same key."
                </p>
            </div>
            <FieldsForm/>
        </section>
    }
}

#[component]
fn FieldsForm() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let saving = Saving::new(desk);
    let lines = desk.view.with_untracked(|view| FieldLines::new(&view.lead_fields));
    let typed = Signal::derive(move || Ok(lines.value()));
    let show = Callback::new(move |fields: Vec<CustomField>| lines.reset(&fields));
    view! {
        <PartForm saving=saving known=&KNOWN stored=|view| view.lead_fields.clone() typed=typed show=show save=save_lead_fields saved="Lead fields saved">
            <FieldLinesField lines=lines error=saving.error("lead_fields")/>
        </PartForm>
    }
}
