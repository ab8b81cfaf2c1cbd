//! A person who wants to be forgotten.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::dossier::Dossier;
use crate::{
    rpc::leads::erase_leads,
    ui::{
        components::{
            dialog::Confirm,
            icon::{Glyph, Icon},
        },
        session::leave_if_signed_out,
        unsaved::use_way,
        wording,
    },
};

#[component]
pub fn Erase(dossier: Dossier) -> impl IntoView {
    let asking = RwSignal::new(false);
    let way = use_way();
    let name = move || dossier.name().unwrap_or_else(|| "this person".into());
    let text = Signal::derive(move || {
        let (talks, messages) = dossier
            .view
            .with(|view| (view.conversations.len(), view.conversations.iter().map(|talk| u64::from(talk.messages)).sum::<u64>()));
        format!(
            "What goes for good: the lead with its notes and timeline, and {} with {}. This cannot be undone.",
            wording::count(talks as u64, "conversation", "conversations"),
            wording::count(messages, "message", "messages")
        )
    });
    let erase = move |()| {
        let way = way.clone();
        let words = format!("{} is erased", untrack(name));
        let id = dossier.lead_id();
        spawn_local(async move {
            match erase_leads(vec![id.clone()]).await {
                Ok(()) => {
                    dossier.forget_typed();
                    dossier.floor.erase(id);
                    dossier.toasts.good(words);
                    if dossier.is_open() {
                        // Once it is known that nothing typed is left: the way asks about that.
                        let list = untrack(|| dossier.floor.place.list_address());
                        set_timeout(move || way(&list), Duration::ZERO);
                    }
                }
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => dossier.toasts.bad(error.message),
            }
        });
    };
    view! {
        <section class="drawerpart drawerpart--erase needs-script" aria-label="Erase">
            <button type="button" class="button button--small button--quiet button--warn" on:click=move |_| asking.set(true)><Icon glyph=Glyph::Trash/>"Erase person"</button>
        </section>
        <Confirm open=asking title=Signal::derive(move || format!("Erase {}?", name())) text=text keep="Keep" proceed="Erase" on_proceed=erase/>
    }
}
