//! Fields of leads that the owner defines.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    WithDesk,
    field_lines::{FieldLines, FieldLinesField},
    saving::{Desk, SaveBar, Saving, SavingNotes, say_saved},
};
use crate::{rpc::settings::save_lead_fields, ui::unsaved::Unsaved};

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
    let dirty = Memo::new(move |_| desk.view.with(|view| view.lead_fields != lines.value()));
    let reset = move || desk.view.with_untracked(|view| lines.reset(&view.lead_fields));
    Effect::new(move |seen: Option<u64>| {
        let version = desk.view.with(|view| view.version);
        if seen.is_some_and(|seen| seen != version) {
            reset();
        }
        version
    });
    if let Some(unsaved) = use_context::<Unsaved>() {
        unsaved.watch(dirty);
    }
    let saved = say_saved("Lead fields saved");
    let done = Callback::new(move |()| saved());
    let send = move |over: bool| {
        let fields = untrack(move || lines.value());
        let call = move |version| save_lead_fields(fields, version);
        let done = move || done.run(());
        if over { saving.send_over(call, done) } else { saving.send(call, done) }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if dirty.get_untracked() {
            send(false);
        }
    };
    view! {
        <form class="stack" on:submit=submit novalidate=true>
            <FieldLinesField lines=lines error=saving.error("lead_fields")/>
            <SavingNotes saving=saving keep_mine=move |()| send(true) known=&KNOWN/>
            <SaveBar saving=saving dirty=dirty discard=move |()| reset()/>
        </form>
    }
}
