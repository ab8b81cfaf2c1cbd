//! The lead's meetings: what is to come and what was, each with the way to its own drawer.

use leptos::prelude::*;

use super::dossier::Dossier;
use crate::{
    domain::time::rfc3339,
    rpc::schedule::MeetingRow,
    ui::{
        browser,
        components::icon::{Glyph, Icon},
        pages::meetings::{StateTag, meeting_link, theirs},
        session::use_zone,
        wording,
    },
};

#[component]
pub fn Meetings(dossier: Dossier) -> impl IntoView {
    let coming = Memo::new(move |_| dossier.view.with(|view| view.meetings.coming.clone()));
    let past = Memo::new(move |_| dossier.view.with(|view| view.meetings.past.clone()));
    let count = move || match coming.with(Vec::len) {
        0 => "none to come".to_owned(),
        many => format!("{} to come", wording::number(many as u64)),
    };
    let is_empty = move || coming.with(Vec::is_empty) && past.with(Vec::is_empty);
    view! {
        <section class="drawerpart drawerpart--meetings" aria-labelledby="lead-meetings-title">
            <div class="drawerpart__head"><h3 id="lead-meetings-title">"Meetings"</h3><span class="drawerpart__sub">{count}</span></div>
            {move || is_empty().then(|| view! { <p class="drawerpart__empty">"When one is booked with this person, it stands here."</p> })}
            <MeetingLinks name="To come" rows=coming/>
            <MeetingLinks name="Past and cancelled" rows=past/>
        </section>
    }
}

#[component]
fn MeetingLinks(name: &'static str, rows: Memo<Vec<MeetingRow>>) -> impl IntoView {
    view! {
        <Show when=move || !rows.with(Vec::is_empty)>
            <h4 class="talklinks__name">{name}</h4>
            <ul class="talklinks">
                <For each=move || rows.get() key=|row| (row.id.clone(), row.version) let:row><MeetingLink row=row/></For>
            </ul>
        </Show>
    }
}

#[component]
fn MeetingLink(row: MeetingRow) -> impl IntoView {
    let (zone, start, id) = (use_zone(), row.start, row.id.to_string());
    let href = move || meeting_link(&id, browser::civil(start, &zone.get()).date());
    let there = row.clone();
    view! {
        <li>
            <a class="talklink" href=href>
                <Icon glyph=Glyph::Calendar/>
                <span class="talklink__text">
                    <time class="talklink__span" datetime=rfc3339(start)>{move || wording::exact(browser::civil(start, &zone.get()))}</time>
                    {move || theirs(&there, &zone.get()).map(|theirs| view! { <span class="talklink__words">{theirs}</span> })}
                </span>
                <StateTag row=row/>
                <Icon glyph=Glyph::ChevronRight/>
            </a>
        </li>
    }
}
