//! What happened, latest first; older lines on demand.

use leptos::prelude::*;

use super::dossier::Dossier;
use crate::{
    domain::lead::timeline::Happening,
    rpc::leads::TimelineLine,
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
    let lines = Memo::new(move |_| dossier.lines());
    view! {
        <section class="drawerpart drawerpart--time" aria-labelledby="timeline-title">
            <h3 id="timeline-title">"Timeline"</h3>
            <Show when=move || lines.with(Vec::is_empty)><p class="drawerpart__empty">"Nothing happened yet."</p></Show>
            <ol class="timeline">
                <For each=move || lines.get() key=|line| (line.event.id.clone(), line.by.clone()) let:line><Line line=line dossier=dossier/></For>
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
fn Line(line: TimelineLine, dossier: Dossier) -> impl IntoView {
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
