//! Leads that may be the same person: put together after a look at what becomes of them, and taken apart again.

use leptos::{prelude::*, task::spawn_local};

use super::dossier::Dossier;
use crate::{
    domain::{
        capture::{Facts, Field},
        ids::LeadId,
        lead::{LeadStatus, merge::further},
    },
    rpc::leads::{LeadView, Twin, get_lead, merge_leads, unmerge_lead},
    ui::{
        components::{
            avatar::Avatar,
            dialog::Confirm,
            icon::{Glyph, Icon},
        },
        pages::leads::cells::person,
        session::leave_if_signed_out,
        wording,
    },
};

#[component]
pub fn Twins(dossier: Dossier) -> impl IntoView {
    let twins = Memo::new(move |_| dossier.view.with(|view| view.twins.clone()));
    let merged = move || dossier.view.with(|view| view.merged.is_some());
    let looked_at = RwSignal::new(None::<LeadView>);
    let asking = RwSignal::new(false);
    let look = Callback::new(move |id: LeadId| {
        spawn_local(async move {
            match get_lead(id).await {
                Ok(twin) => {
                    // The drawer may have gone meanwhile.
                    looked_at.try_set(Some(twin));
                    asking.try_set(true);
                }
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => dossier.toasts.bad(error.message),
            }
        });
    });
    view! {
        <Show when=move || merged() || !twins.with(Vec::is_empty)>
            <section class="drawerpart drawerpart--twins" aria-labelledby="twins-title">
                <h3 id="twins-title">"The same person?"</h3>
                <ul class="twins">
                    <For each=move || twins.get() key=|twin| (twin.row.id.clone(), twin.row.version) let:twin><TwinRow twin=twin dossier=dossier look=look/></For>
                </ul>
                <Show when=merged>
                    <p class="twins__merged"><Icon glyph=Glyph::Merge/>"Another lead was merged into this one." <button type="button" class="linkbutton needs-script" on:click=move |_| unmerge(dossier, dossier.lead_id(), None)>"Undo merge"</button></p>
                </Show>
            </section>
        </Show>
        <Question dossier=dossier twin=looked_at asking=asking/>
    }
}

#[component]
fn TwinRow(twin: Twin, dossier: Dossier, look: Callback<LeadId>) -> impl IntoView {
    let Twin { row, shared } = twin;
    let name = person(&row).unwrap_or_else(|| "Somebody".into());
    let id = row.id.clone();
    view! {
        <li class="twin">
            <Avatar id=row.id.as_str() name=Signal::stored(person(&row)) class="avatar--small"/>
            <span class="twin__text">
                <a href=dossier.floor.place.lead_address(row.id.as_str()) data-noscroll="" dir="auto">{name.clone()}</a>
                <span class="twin__shared">"Both have " {shared}</span>
            </span>
            <button type="button" class="button button--small needs-script" aria-label=format!("Merge {name} into this lead") on:click=move |_| look.run(id.clone())>"Merge"</button>
        </li>
    }
}

/// The lead as it will be, line by line: name and value.
fn preview(one: &LeadView, other: &LeadView) -> Vec<(&'static str, String)> {
    let facts: Facts = one.shown_facts().into_iter().chain(other.shown_facts()).collect();
    let known = Field::ALL.into_iter().filter_map(|field| Some((wording::field(field), facts.value(field)?.to_owned())));
    let status: LeadStatus = further(one.row.status, other.row.status);
    let conversations = one.conversations.len()
        + other.conversations.iter().filter(|talk| !one.conversations.iter().any(|mine| mine.id == talk.id)).count();
    let rest = [("Status", wording::status(status).to_owned()), ("Chats", wording::number(conversations as u64))];
    known.chain(rest).collect()
}

#[component]
fn Question(dossier: Dossier, twin: RwSignal<Option<LeadView>>, asking: RwSignal<bool>) -> impl IntoView {
    let lines = move || twin.with(|twin| twin.as_ref().map(|twin| dossier.view.with(|view| preview(view, twin))).unwrap_or_default());
    let title = Signal::derive(move || {
        let name = twin.with(|twin| twin.as_ref().and_then(|twin| person(&twin.row))).unwrap_or_else(|| "this lead".into());
        format!("Merge {name} into {}?", dossier.name().unwrap_or_else(|| "this lead".into()))
    });
    let merge = move |()| {
        let Some(other) = twin.get_untracked().map(|twin| twin.row.id) else { return };
        let id = dossier.lead_id();
        spawn_local(async move {
            match merge_leads(id.clone(), other.clone()).await {
                Ok(view) => {
                    dossier.take(view);
                    dossier.toasts.undoable("Two leads are one now", move || unmerge(dossier, id.clone(), Some(other.clone())));
                }
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => dossier.toasts.bad(error.message),
            }
        });
    };
    view! {
        <Confirm open=asking title=title text="They become one lead, with both timelines and all chats. You can take it back. It will be:"
            keep="Keep both" proceed="Merge" gentle=true on_proceed=merge>
            <dl class="pairs pairs--boxed">
                {move || lines().into_iter().map(|(name, value)| view! { <div class="pair"><dt>{name}</dt><dd dir="auto">{value}</dd></div> }).collect_view()}
            </dl>
        </Confirm>
    }
}

/// Of the lead of this id: the drawer may have gone on since it was offered. `other`: whose merge it has to be.
fn unmerge(dossier: Dossier, id: LeadId, other: Option<LeadId>) {
    spawn_local(async move {
        match unmerge_lead(id, other).await {
            Ok(view) => {
                dossier.take(view);
                dossier.toasts.good("They are two leads again");
            }
            Err(error) if leave_if_signed_out(&error) => {}
            Err(error) => dossier.toasts.bad(error.message),
        }
    });
}
