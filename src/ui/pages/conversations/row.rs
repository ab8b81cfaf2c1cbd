//! One conversation in the list.

use leptos::prelude::*;

use super::{Place, order::Row};
use crate::{
    domain::conversation::{Channel, Status},
    ui::{
        components::{
            avatar::Avatar,
            icon::{Glyph, Icon},
            time::Ago,
        },
        live::use_live,
        wording,
    },
};

#[component]
pub fn RowView(row: Row, place: Place) -> impl IntoView {
    let Row { id, summary, fresh, .. } = row;
    let summary: RwSignal<_> = summary.into();
    let fresh: RwSignal<bool> = fresh.into();
    let live = use_live();
    let who = Memo::new(move |_| summary.with(|summary| summary.who.clone()));
    let at = Memo::new(move |_| summary.with(|summary| summary.last_at));
    let answering = {
        let id = id.clone();
        Memo::new(move |_| live.answering.with(|all| all.contains_key(&id)))
    };
    let chosen = {
        let id = id.clone();
        Memo::new(move |_| place.chosen.with(|chosen| chosen.as_deref() == Some(id.as_str())))
    };
    let href = {
        let id = id.clone();
        move || place.talk_address(id.as_str(), false)
    };
    let preview = move || {
        if answering.get() {
            view! { <span class="row__answering"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>"The assistant is answering"</span> }.into_any()
        } else {
            view! { <span class="row__preview" dir="auto">{summary.with(|summary| summary.preview.clone())}</span> }.into_any()
        }
    };
    view! {
        <li class="row" class:row--fresh=fresh data-id=id.to_string()>
            <a class="row__link" href=href data-noscroll="" aria-current=move || chosen.get().then_some("page")>
                <Avatar id=id.as_str() name=who/>
                <span class="row__body">
                    <span class="row__top">
                        <span class="row__name" dir="auto">{move || who.get().unwrap_or_else(|| "Visitor".into())}</span>
                        <span class="row__time"><Ago at=at/></span>
                    </span>
                    <span class="row__bottom">
                        {preview}
                        {move || summary.with(|summary| summary.has_lead).then(|| view! { <LeadSign/> })}
                    </span>
                    {move || tags(summary.with(|summary| (summary.status, summary.channel, summary.wants_person.is_some())))}
                </span>
            </a>
        </li>
    }
}

/// Contact details were captured.
#[component]
fn LeadSign() -> impl IntoView {
    view! {
        <span class="row__lead" data-tip="Contact captured">
            <Icon glyph=Glyph::Person/>
            <span class="sr">"Contact captured"</span>
        </span>
    }
}

fn tags((status, channel, waits): (Status, Channel, bool)) -> Option<AnyView> {
    let waiting = waits.then(|| view! { <span class="tag tag--info">"Wants a person"</span> });
    let closed = (status == Status::Closed).then(|| view! { <span class="tag">"Closed"</span> });
    let elsewhere = (channel != Channel::Website).then(|| view! { <span class="tag tag--info">{wording::channel(channel)}</span> });
    (closed.is_some() || elsewhere.is_some() || waiting.is_some())
        .then(|| view! { <span class="row__tags">{waiting}{elsewhere}{closed}</span> }.into_any())
}
