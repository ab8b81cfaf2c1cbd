//! The widget on the owner's site: greeting, colour and corner, allowed sites, the line to paste, a live preview.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    WithDesk,
    embed::{EmbedLine, Preview},
    look::{LookField, LookFields},
    saving::{Desk, SaveBar, Saving, SavingNotes, say_saved},
    sites::{Sites, SitesField},
};
use crate::{
    rpc::settings::save_widget,
    ui::{components::field::TextArea, unsaved::Unsaved},
};

const KNOWN: [&str; 4] = ["sites", "allowed_sites", "greeting", "accent"];

#[component]
pub fn WidgetPage() -> impl IntoView {
    view! { <WithDesk part=|| view! { <Part/> }.into_any()/> }.into_any()
}

#[component]
fn Part() -> impl IntoView {
    let saved = say_saved("Website widget saved");
    view! {
        <Title text="Website widget"/>
        <div class="split">
            <div class="split__main">
                <section class="card card--form" aria-label="Embed line">
                    <div class="card__head"><h2>"Put it on your site"</h2></div>
                    <EmbedLine/>
                </section>
                <section class="card card--form" aria-label="Greeting, look and sites">
                    <div class="card__head"><h2>"Greeting, look and sites"</h2></div>
                    <WidgetForm on_saved=move |()| saved()/>
                </section>
            </div>
            <div class="split__side"><Preview/></div>
        </div>
    }
}

/// `first_run`: a step of the set-up, with the sites alone.
#[component]
pub fn WidgetForm(#[prop(into)] on_saved: Callback<()>, #[prop(optional)] first_run: bool) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let saving = Saving::new(desk);
    let greeting = RwSignal::new(desk.view.with_untracked(|view| view.greeting.clone()));
    let sites = desk.view.with_untracked(|view| Sites::new(&view.allowed_sites));
    let look = desk.view.with_untracked(|view| LookFields::new(&view.look));
    let dirty = Memo::new(move |_| {
        desk.view.with(|view| view.greeting != greeting.get().trim() || view.look != look.value() || view.allowed_sites != sites.value())
    });
    let reset = move || {
        let (text, chosen, list) = desk.view.with_untracked(|view| (view.greeting.clone(), view.look.clone(), view.allowed_sites.clone()));
        greeting.set(text);
        look.reset(&chosen);
        sites.reset(&list);
    };
    Effect::new(move |seen: Option<u64>| {
        let version = desk.view.with(|view| view.version);
        if seen.is_some_and(|seen| seen != version) {
            reset();
        }
        version
    });
    if !first_run && let Some(unsaved) = use_context::<Unsaved>() {
        unsaved.watch(dirty);
    }
    let done = move || on_saved.run(());
    let send = move |over: bool| {
        let (sites, greeting) = untrack(move || (sites.value(), greeting.get().trim().to_owned()));
        let look = (!first_run).then(|| untrack(move || look.value()));
        let call = move |version| save_widget(sites, greeting, look, version);
        if over { saving.send_over(call, done) } else { saving.send(call, done) }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if dirty.get_untracked() {
            send(false);
        } else if first_run {
            done();
        }
    };
    // The field at fault may be named with its place in the list.
    let site_error = Signal::derive(move || {
        saving.form.wrong.with(|wrong| {
            wrong.iter().find(|(field, _)| field.starts_with("sites") || field.starts_with("allowed_sites")).map(|(_, text)| text.clone())
        })
    });
    view! {
        <form class="stack" on:submit=submit novalidate=true>
            {(!first_run).then(|| view! {
                <TextArea id="greeting" label="Greeting" value=greeting error=saving.error("greeting") rows=2 max=500
                    placeholder="Hello! Ask me about prices, hours or a time." help="Leave empty for a greeting in each visitor’s language."/>
                <LookField fields=look error=saving.error("accent")/>
            })}
            <SitesField sites=sites environment=Signal::derive(move || desk.view.with(|view| view.environment_sites.clone())) error=site_error/>
            <SavingNotes saving=saving keep_mine=move |()| send(true) known=&KNOWN/>
            <SaveBar saving=saving dirty=dirty always=first_run label=if first_run { "Save and go on" } else { "Save" } discard=move |()| reset()/>
        </form>
    }
}
