//! What the team writes: the notes of the lead, and a line for its timeline at the foot of the drawer.

use leptos::{html, prelude::*};

use super::dossier::{Dossier, NOTE, NOTES};
use crate::{
    domain::lead::edit::LeadEdit,
    rpc::leads::{LeadView, edit_lead, get_lead, note_lead},
    ui::{
        components::{
            avatar::Avatar,
            button::WorkButton,
            field::{TextArea, tie_area},
        },
        form_state::FormState,
        pages::leads::saving::SavingNotes,
        session::Signed,
    },
};

fn written(view: &LeadView) -> String {
    view.notes.clone().unwrap_or_default()
}

#[component]
pub fn Notes(dossier: Dossier) -> impl IntoView {
    let saving = FormState::new();
    // What was there when the typing began, and the latest version of the lead that still has it.
    let base = RwSignal::new(dossier.view.with_untracked(|view| (written(view), view.row.version)));
    let text = RwSignal::new(base.with_untracked(|(text, _)| text.clone()));
    let dirty = Memo::new(move |_| base.with(|(base, _)| base.trim() != text.get().trim()));
    Effect::new(move |_| dossier.typed[NOTES].set(dirty.get()));
    // `replaced`: what the notes of the view stand for. What was typed since then stays.
    let follow = move |view: &LeadView, replaced: &str| {
        base.set((written(view), view.row.version));
        if text.get_untracked() == replaced {
            text.set(written(view));
        }
    };
    // Live news change what nobody is writing in. What changed elsewhere in the lead is nothing to quarrel about.
    Effect::new(move |_| {
        let (notes, version) = dossier.view.with(|view| (written(view), view.row.version));
        if base.with_untracked(|(base, _)| *base == notes) {
            base.set((notes, version));
        } else if !dirty.get_untracked() {
            base.set((notes.clone(), version));
            text.set(notes);
        }
    });
    let send = move |version: Option<u64>| {
        let sent = text.get_untracked();
        let edit = LeadEdit { notes: Some(sent.trim().to_owned()), ..LeadEdit::default() };
        saving.send(edit_lead(dossier.lead_id(), edit, version), move |view| {
            follow(&view, &sent);
            dossier.take(view);
            dossier.toasts.good("Notes saved");
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if dirty.get_untracked() {
            send(Some(base.with_untracked(|(_, version)| *version)));
        }
    };
    let mine = Callback::new(move |()| send(None));
    let theirs = Callback::new(move |()| {
        let given_up = text.get_untracked();
        saving.send(get_lead(dossier.lead_id()), move |view| {
            follow(&view, &given_up);
            dossier.take(view);
        });
    });
    view! {
        <section class="drawerpart drawerpart--notes" aria-label="Notes">
            <form class="stack stack--tight" on:submit=submit novalidate=true>
                <TextArea id="lead-notes" label="Notes" value=text error=saving.error("notes") rows=3 max=4_000 placeholder="What the team should know."/>
                <SavingNotes saving=saving floor=dossier.floor ways=(mine, theirs) known=&["notes"]/>
                <Show when=move || dirty.get() || saving.busy.get()>
                    <div class="savebar">
                        <WorkButton label="Save notes" busy=saving.busy class="button button--small button--primary"/>
                        <button type="button" class="button button--small button--quiet" on:click=move |_| text.set(base.with_untracked(|(base, _)| base.clone()))>"Discard"</button>
                    </div>
                </Show>
            </form>
        </section>
    }
}

/// Enter adds the line; with Shift it begins a new one.
#[component]
pub fn NoteField(dossier: Dossier) -> impl IntoView {
    let saving = FormState::new();
    let text = RwSignal::new(String::new());
    let node = NodeRef::<html::Textarea>::new();
    tie_area(node, text);
    let typed = Memo::new(move |_| text.with(|text| !text.trim().is_empty()));
    Effect::new(move |_| dossier.typed[NOTE].set(typed.get()));
    let send = move || {
        if typed.get_untracked() {
            let sent = text.get_untracked();
            saving.send(note_lead(dossier.lead_id(), sent.trim().to_owned()), move |view| {
                // What was typed since then is the next one.
                if text.get_untracked() == sent {
                    text.set(String::new());
                }
                dossier.take(view);
            });
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            send();
        }
    };
    let admin = use_context::<Signed>().map(|signed| signed.admin.with_value(|admin| (admin.id.to_string(), admin.name.clone())));
    view! {
        <div class="drawer__foot needs-script">
            <SavingNotes saving=saving floor=dossier.floor known=&[]/>
            <form class="notefield" on:submit=move |event: leptos::ev::SubmitEvent| {
                event.prevent_default();
                send();
            }>
                {admin.map(|(id, name)| view! { <Avatar id=id name=Signal::stored(Some(name)) class="avatar--small"/> })}
                <textarea class="notefield__input" id="lead-note" rows="1" maxlength="4000" placeholder="Write a note for the team" aria-label="Note for the timeline" dir="auto"
                    node_ref=node on:input=move |event| text.set(event_target_value(&event)) on:keydown=keys></textarea>
                <kbd class="keycap" aria-hidden="true">"N"</kbd>
                <Show when=move || typed.get()><WorkButton label="Add note" busy=saving.busy class="button button--small button--primary"/></Show>
            </form>
        </div>
    }
}
