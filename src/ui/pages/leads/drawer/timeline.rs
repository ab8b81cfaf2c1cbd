//! What happened, latest first; older lines on demand.

use leptos::prelude::*;

use super::{
    dossier::Dossier,
    said::{Entry, Spoken, folded},
};
use crate::{
    domain::lead::timeline::Happening,
    rpc::leads::EventLine,
    ui::{
        browser,
        components::{
            icon::{Glyph, Icon},
            notice::Failure,
            status::StatusGlyph,
        },
        pages::leads::{
            cells::Moment,
            happenings::{Told, told},
        },
        session::use_zone,
        wording,
    },
};

#[component]
pub fn Timeline(dossier: Dossier) -> impl IntoView {
    let entries = Memo::new(move |_| folded(dossier.lines()));
    let entry = move |entry: Entry| match entry {
        Entry::Event(line) => Some(view! { <Line line=line dossier=dossier/> }.into_any()),
        Entry::Said(mut said) => said.pop().map(|oldest| view! { <Spoken entries=entries oldest=oldest.id/> }.into_any()),
    };
    view! {
        <section class="drawerpart drawerpart--time" aria-labelledby="timeline-title">
            <h3 id="timeline-title">"Timeline"</h3>
            <Show when=move || entries.with(Vec::is_empty)><p class="drawerpart__empty">"Nothing happened yet."</p></Show>
            <ol class="timeline">
                <For each=move || entries.get() key=Entry::key children=entry/>
            </ol>
            <Show when=move || dossier.has_earlier.get()>
                <button type="button" class="button button--small button--quiet needs-script" aria-busy=move || dossier.loading.get().to_string() on:click=move |_| dossier.load_earlier()>
                    <Icon glyph=Glyph::ArrowDown/>
                    {move || if dossier.loading.get() { "Loading older lines" } else { "Older" }}
                </button>
            </Show>
            {move || dossier.failed.get().map(|error| view! {
                <Failure title="Older lines did not load" error=error retry=Callback::new(move |()| dossier.load_earlier())/>
            })}
        </section>
    }
}

#[component]
fn Line(line: EventLine, dossier: Dossier) -> impl IntoView {
    let zone = use_zone();
    let exact = |at| wording::exact(browser::civil(at, &zone.get_untracked()));
    let Told { glyph, title, more, by } = dossier.view.with_untracked(|view| told(&line, &view.fields, exact));
    let sign = match &line.event.what {
        Happening::Status { to, .. } => view! { <StatusGlyph status=*to/> }.into_any(),
        _ => view! { <Icon glyph=glyph/> }.into_any(),
    };
    view! {
        <li class="happening">
            <span class="happening__sign">{sign}</span>
            <span class="happening__title" dir="auto">{title}</span>
            <span class="happening__time"><Moment at=line.event.at/></span>
            {more.filter(|more| !more.is_empty()).map(|more| view! { <span class="happening__more" dir="auto">{more}</span> })}
            <span class="happening__by" dir="auto">{by}</span>
        </li>
    }
}
