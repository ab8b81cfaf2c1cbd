//! What to do next, and when.

use leptos::prelude::*;

use super::dossier::Dossier;
use crate::{
    domain::time::Timestamp,
    rpc::leads::NextStep,
    ui::{
        browser,
        components::icon::{Glyph, Icon},
        live::use_live,
        pages::leads::{
            cells::DueWord,
            when::{QuickChoices, When, WhenInputs},
        },
        session::use_zone,
        wording,
    },
};

#[component]
pub fn NextStepCard(dossier: Dossier) -> impl IntoView {
    let step = Memo::new(move |_| dossier.view.with(|view| view.next_step.clone().map(|NextStep { text, why }| (text, why))));
    move || {
        step.get().map(|(text, why)| {
            view! {
                <section class="drawerpart drawerpart--next" aria-labelledby="next-title">
                    <h3 id="next-title">"Next step"</h3>
                    <div class="nextstep">
                        <p class="nextstep__text" dir="auto">{text}</p>
                        <p class="nextstep__why" dir="auto">{why}</p>
                    </div>
                </section>
            }
        })
    }
}

#[component]
pub fn FollowUp(dossier: Dossier) -> impl IntoView {
    let at = Memo::new(move |_| dossier.view.with(|view| view.row.follow_up_at));
    let open = RwSignal::new(false);
    let close = move || {
        open.try_set(false);
    };
    let pick = move |at: Timestamp| dossier.set_follow_up(Some(at), close);
    view! {
        <section class="drawerpart drawerpart--due" aria-labelledby="due-title">
            <div class="followup">
                <Icon glyph=Glyph::Clock/>
                <div class="followup__text">
                    <h3 id="due-title">"Follow-up " <DueWord at=at/></h3>
                    <p class="followup__there">{move || there(dossier, at.get())}</p>
                </div>
                <button type="button" class="button button--small needs-script" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                    {move || if at.get().is_some() { "Change" } else { "Set" }}
                </button>
            </div>
            <Show when=move || open.get()>
                <QuickChoices on_pick=pick/>
                <Exact dossier=dossier at=at open=open/>
            </Show>
        </section>
    }
}

/// The exact time, and what the visitor's clock shows then where it is another one.
fn there(dossier: Dossier, at: Option<Timestamp>) -> String {
    let Some(at) = at else { return "Set one and it waits for you in Due.".into() };
    let zone = use_zone().get();
    let exact = wording::exact(browser::civil(at, &zone));
    let theirs = dossier.view.with(|view| view.time_zone.clone()).map(|their| wording::clock(browser::civil(at, &their)));
    match theirs.filter(|theirs| *theirs != wording::clock(browser::civil(at, &zone))) {
        Some(theirs) => format!("{exact}, {theirs} there"),
        None => exact,
    }
}

/// A day and a time of one's own choice, or none any more.
#[component]
fn Exact(dossier: Dossier, at: Memo<Option<Timestamp>>, open: RwSignal<bool>) -> impl IntoView {
    let (live, zone) = (use_live(), use_zone());
    let when = When::new(at.get_untracked(), &zone.get_untracked());
    let wrong = RwSignal::new(None::<String>);
    let close = move || {
        open.try_set(false);
    };
    let is_late = move |at: Timestamp| live.now.get_untracked().is_some_and(|now| at < now);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match when.read(&zone.get_untracked()) {
            Ok(Some(at)) if is_late(at) => wrong.set(Some("this time has passed".into())),
            Ok(Some(at)) => {
                wrong.set(None);
                dossier.set_follow_up(Some(at), close);
            }
            Ok(None) => wrong.set(Some("choose a day".into())),
            Err(problem) => wrong.set(Some(problem)),
        }
    };
    view! {
        <form class="followup__exact" on:submit=submit novalidate=true>
            <WhenInputs when=when id="lead-when" error=wrong/>
            <div class="savebar">
                <button type="submit" class="button button--small button--primary">"Set follow-up"</button>
                <Show when=move || at.get().is_some()>
                    <button type="button" class="button button--small button--quiet" on:click=move |_| dossier.set_follow_up(None, close)>"Clear"</button>
                </Show>
            </div>
        </form>
    }
}
