//! The lead's conversations.

use leptos::prelude::*;

use super::dossier::Dossier;
use crate::{
    domain::conversation::{ConversationSummary, Status},
    ui::{
        browser,
        components::icon::{Glyph, Icon},
        live::use_live,
        session::use_zone,
        wording,
    },
};

#[component]
pub fn Talks(dossier: Dossier) -> impl IntoView {
    let talks = Memo::new(move |_| dossier.view.with(|view| view.conversations.clone()));
    let count = move || match talks.with(Vec::len) {
        0 => "none yet".to_owned(),
        many => wording::count(many as u64, "chat", "chats"),
    };
    view! {
        <section class="drawerpart drawerpart--talks" aria-labelledby="talks-title">
            <div class="drawerpart__head"><h3 id="talks-title">"Conversations"</h3><span class="drawerpart__sub">{count}</span></div>
            <ul class="talklinks">
                <For each=move || talks.get() key=|talk| (talk.id.clone(), talk.last_at, talk.status == Status::Open) let:talk><TalkLink talk=talk/></For>
            </ul>
        </section>
    }
}

#[component]
fn TalkLink(talk: ConversationSummary) -> impl IntoView {
    let (live, zone) = (use_live(), use_zone());
    let (from, to) = (talk.started_at, talk.last_at);
    let span = move || {
        let zone = zone.get();
        let (first, last) = (browser::civil(from, &zone), browser::civil(to, &zone));
        let today = live.now.get().map(|now| browser::civil(now, &zone).date());
        let day = wording::day(first.date(), today);
        if first.date() == last.date() { format!("{day}, {} to {}", wording::clock(first), wording::clock(last)) } else { day }
    };
    let tag = match talk.status {
        Status::Open => view! { <span class="tag tag--good">"Open"</span> }.into_any(),
        Status::Closed => view! { <span class="tag">"Closed"</span> }.into_any(),
    };
    view! {
        <li>
            <a class="talklink" href=format!("/admin/conversations/{}", talk.id)>
                <Icon glyph=Glyph::Chat/>
                <span class="talklink__text">
                    <span class="talklink__span">{span}</span>
                    <span class="talklink__words" dir="auto">{format!("“{}”", talk.preview)}</span>
                </span>
                {tag}
                <Icon glyph=Glyph::ChevronRight/>
            </a>
        </li>
    }
}
