//! Who it is, how far it has come, and the quickest ways to get in touch.

use leptos::prelude::*;

use super::dossier::Dossier;
use crate::{
    domain::capture::Field,
    ui::{
        browser,
        components::{
            avatar::Avatar,
            drop::Drop,
            icon::{Glyph, Icon},
            status::StatusPill,
        },
        live::use_live,
        pages::leads::bar::StatusItems,
        wording,
    },
};

#[component]
pub fn Identity(dossier: Dossier) -> impl IntoView {
    let id = dossier.lead_id();
    let name = Signal::derive(move || dossier.name());
    let status = Signal::derive(move || Some(dossier.view.with(|view| view.row.status)));
    let pill = view! {
        {move || view! { <StatusPill status=dossier.view.with(|view| view.row.status)/> }}
        <span class="sr">"Change status"</span>
        <Icon glyph=Glyph::ChevronDown/>
    }
    .into_any();
    view! {
        <section class="identity" aria-label="Who it is">
            <Avatar id=id.as_str() name=name class="avatar--large"/>
            <div class="identity__text">
                <div class="identity__top">
                    <h2 class="identity__name" id="lead-name" dir="auto">{move || name.get().unwrap_or_else(|| "Somebody".into())}</h2>
                    <Drop label=pill class="pillbutton">
                        <StatusItems current=status on_pick=move |to| dossier.set_status(to)/>
                    </Drop>
                </div>
                <p class="identity__line">{move || whereabouts(dossier)}</p>
            </div>
            <Reach dossier=dossier/>
        </section>
    }
}

/// The company, where they are, and what the clock says there.
fn whereabouts(dossier: Dossier) -> String {
    let (company, zone) = dossier.view.with(|view| (view.row.company.clone(), view.time_zone.clone()));
    let there = zone.map(|zone| {
        let city = wording::city(&zone);
        match use_live().now.get() {
            Some(now) => format!("{city}. It is {} there.", wording::clock(browser::civil(now, &zone))),
            None => format!("{city}."),
        }
    });
    match (company, there) {
        (Some(company), Some(there)) => format!("{company}, {there}"),
        (Some(company), None) => company,
        (None, Some(there)) => there,
        (None, None) => "Place not known".into(),
    }
}

/// The chat, a call, an e-mail: what is possible.
#[component]
fn Reach(dossier: Dossier) -> impl IntoView {
    let value =
        move |field: Field| dossier.view.with(|view| view.facts.iter().find(|fact| fact.field == field).map(|fact| fact.value.clone()));
    let chat = move || dossier.view.with(|view| view.conversations.first().map(|conversation| conversation.id.to_string()));
    view! {
        <p class="identity__reach">
            {move || chat().map(|id| view! {
                <a class="button" href=format!("/admin/conversations/{id}")><Icon glyph=Glyph::Chat/>"Open chat"</a>
            })}
            {move || value(Field::Phone).map(|phone| view! {
                <a class="button" href=format!("tel:{}", phone.replace(' ', ""))><Icon glyph=Glyph::Phone/>"Call"</a>
            })}
            {move || value(Field::Email).map(|email| view! {
                <a class="button" href=format!("mailto:{email}")><Icon glyph=Glyph::Mail/>"Write"</a>
            })}
        </p>
    }
}
