//! The form over what is known. It writes only what was changed, and asks where somebody else was quicker.

use leptos::{html, prelude::*};

use super::dossier::{Dossier, FORM};
use crate::{
    domain::lead::edit::LeadEdit,
    rpc::leads::{LeadView, edit_lead, get_lead},
    ui::{
        components::{button::WorkButton, trap},
        form_state::FormState,
        pages::leads::{
            fields::{KNOWN, LeadFields, LeadInputs, is_same_form},
            saving::SavingNotes,
        },
    },
};

#[component]
pub fn EditForm(dossier: Dossier) -> impl IntoView {
    let saving = FormState::new();
    // The lead as it was when the form opened: live news may change what is shown, not what is being changed.
    let base = StoredValue::new(dossier.view.get_untracked());
    let fields = base.with_value(|base| LeadFields::new(Some(base)));
    let edit = move || base.with_value(|base| fields.edit(Some(base)));
    // What changed elsewhere in the lead is nothing to quarrel about: the form goes on from there.
    Effect::new(move |_| {
        dossier.view.with(|view| {
            base.update_value(|base| {
                if is_same_form(base, view) {
                    base.clone_from(view);
                }
            });
        });
    });
    let dirty = Memo::new(move |_| edit() != LeadEdit::default());
    Effect::new(move |_| dossier.typed[FORM].set(dirty.get()));
    on_cleanup(move || {
        dossier.typed[FORM].try_set(false);
    });
    let send = move |version: Option<u64>| {
        let sent = untrack(edit);
        saving.send(edit_lead(dossier.lead_id(), sent.clone(), version), move |view: LeadView| {
            if untrack(edit) == sent {
                dossier.typed[FORM].set(false);
                dossier.floor.editing.set(false);
            } else {
                // What was typed while it was saved is the next change.
                base.set_value(view.clone());
            }
            dossier.take(view);
            dossier.toasts.good("Lead saved");
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match untrack(edit) == LeadEdit::default() {
            true => dossier.floor.editing.set(false),
            false => send(Some(base.with_value(|base| base.row.version))),
        }
    };
    let mine = Callback::new(move |()| send(None));
    let theirs = Callback::new(move |()| {
        saving.send(get_lead(dossier.lead_id()), move |view| {
            fields.show(&view);
            base.set_value(view.clone());
            dossier.take(view);
        });
    });
    view! {
        <section class="drawerpart drawerpart--facts" aria-labelledby="edit-title">
            <h3 id="edit-title">"What we know"</h3>
            <form class="stack" on:submit=submit novalidate=true node_ref=focus_first()>
                <LeadInputs fields=fields saving=saving/>
                <SavingNotes saving=saving floor=dossier.floor ways=(mine, theirs) known=&KNOWN/>
                <div class="savebar">
                    <WorkButton label="Save" busy=saving.busy/>
                    <button type="button" class="button button--quiet" on:click=move |_| dossier.floor.editing.set(false)>"Cancel"</button>
                    <span class="savebar__state" role="status">{move || if dirty.get() { "Not saved yet" } else { "" }}</span>
                </div>
            </form>
        </section>
    }
}

/// Whoever opens a form wants to write.
fn focus_first() -> NodeRef<html::Form> {
    let node = NodeRef::<html::Form>::new();
    Effect::new(move |_| {
        let Some(form) = node.get() else { return };
        request_animation_frame(move || trap::focus_first(&form));
    });
    node
}
