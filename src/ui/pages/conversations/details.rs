//! The side panel: who it is, what was captured, how the conversation ran.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

use super::{
    Place,
    talk::{Numbered, Talk},
    transcript::Scroll,
};
use crate::{
    domain::{capture::Origin, conversation::Status, time::Timestamp},
    rpc::conversations::settle_wish,
    ui::{
        browser,
        components::{
            avatar::Avatar,
            icon::{Glyph, Icon},
            time::Ago,
        },
        live::use_live,
        pages::assistant::test_of,
        search::LEADS,
        session::leave_if_signed_out,
        wording,
    },
};

#[component]
pub fn Details(talk: Talk, place: Place, scroll: Scroll) -> impl IntoView {
    let id = talk.id.get_value();
    let close = move || place.talk_address(talk.id.get_value().as_str(), false);
    view! {
        <aside class="talk__side" id="details" aria-label="About this conversation">
            <a class="iconbutton talk__sideclose" href=close data-noscroll="" aria-label="Close details"><Icon glyph=Glyph::Cross/></a>
            <section class="who">
                <Avatar id=id.as_str() name=Signal::derive(move || talk.view.with(|view| view.summary.who.clone())) class="avatar--large"/>
                <div class="who__text">
                    <h2 class="who__name" dir="auto">{move || talk.view.with(|view| view.summary.who.clone()).unwrap_or_else(|| "Visitor".into())}</h2>
                    <p class="who__line">{move || whereabouts(talk)}</p>
                </div>
                <p class="who__tags">
                    {move || status_tag(talk)}
                    {move || talk.view.with(|view| view.lead_id.clone()).map(|lead| view! {
                        <a class="who__lead" href=format!("{LEADS}?lead={lead}")>"Open lead"</a>
                    })}
                </p>
            </section>
            <Wish talk=talk/>
            <Captured talk=talk scroll=scroll/>
            <Facts talk=talk/>
        </aside>
    }
}

/// The visitor asked for a person, until somebody of the team says that it is done.
#[component]
fn Wish(talk: Talk) -> impl IntoView {
    let since = Memo::new(move |_| talk.view.with(|view| view.summary.wants_person));
    let saving = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let done = move |_| {
        saving.set(true);
        problem.set(String::new());
        spawn_local(async move {
            let outcome = settle_wish(talk.id.get_value()).await;
            if saving.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(()) => talk.view.update(|view| view.summary.wants_person = None),
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => problem.set(error.message),
            }
        });
    };
    view! {
        <Show when=move || since.get().is_some()>
            <section class="panelpart" data-part="wish">
                <h3 class="panelpart__title">"Wants a person"</h3>
                <p class="panelpart__empty">"Asked "<Ago at=Signal::derive(move || since.get().unwrap_or(Timestamp::UNIX_EPOCH))/>". Nobody joins the chat: write or call them."</p>
                <p class="panelpart__foot needs-script"><button type="button" class="button button--small" disabled=saving on:click=done>"Done"</button></p>
                <p class="panelpart__empty" role="alert">{problem}</p>
            </section>
        </Show>
    }
}

/// Where the visitor is and what the clock says there.
fn whereabouts(talk: Talk) -> String {
    let zone = talk.view.with(|view| view.time_zone.clone());
    let now = use_live().now.get();
    match (zone, now) {
        (Some(zone), Some(now)) => format!("{}, {} there", wording::city(&zone), wording::clock(browser::civil(now, &zone))),
        (Some(zone), None) => wording::city(&zone),
        (None, _) => "Place not known".into(),
    }
}

fn status_tag(talk: Talk) -> AnyView {
    match talk.view.with(|view| view.summary.status) {
        Status::Open => view! { <span class="tag tag--good">"Open"</span> }.into_any(),
        Status::Closed => view! { <span class="tag">"Closed"</span> }.into_any(),
    }
}

#[component]
fn Captured(talk: Talk, scroll: Scroll) -> impl IntoView {
    let count = move || talk.facts.with(Vec::len);
    let summary = move || match count() {
        0 => "nothing yet".to_owned(),
        facts => format!("{}, numbered in the words", wording::count(facts as u64, "fact", "facts")),
    };
    view! {
        <section class="panelpart">
            <h3 class="panelpart__title">"Captured" <span class="panelpart__sub">{summary}</span></h3>
            <Show when=move || count() == 0>
                <p class="panelpart__empty">"Names, e-mails, phones and wishes appear here with the words they were found in."</p>
            </Show>
            <ol class="facts">
                <For each=move || talk.facts.get() key=|fact| (fact.number, fact.of.clone(), fact.value.clone(), fact.quote.clone()) let:fact>
                    <FactRow fact=fact talk=talk scroll=scroll/>
                </For>
            </ol>
        </section>
    }
}

/// A fact, its value and its words; a click leads to the message they stand in.
#[component]
fn FactRow(fact: Numbered, talk: Talk, scroll: Scroll) -> impl IntoView {
    let number = fact.number;
    let body = view! {
        <span class="factno" aria-hidden="true">{number}</span>
        <span class="fact__label" dir="auto"><Icon glyph=fact.of.glyph()/>{fact.of.name()}</span>
        <span class="fact__value" dir="auto">{fact.value.clone()}</span>
    };
    // Where value and words are the same, saying it twice helps nobody.
    let says_more = !fact.quote.is_empty() && fact.quote.trim() != fact.value.trim();
    let quote = match (&fact.message_id, fact.origin) {
        (_, Origin::Form) => view! { <span class="fact__source">"Typed into a form"</span> }.into_any(),
        (_, Origin::Team) => view! { <span class="fact__source">"Set by your team"</span> }.into_any(),
        (Some(_), _) if says_more => view! { <span class="fact__quote" dir="auto"><q>{fact.quote.clone()}</q></span> }.into_any(),
        _ => ().into_any(),
    };
    match fact.message_id {
        Some(message) => {
            let id = fact.of.said_id();
            let href = format!("#{id}");
            let show = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                scroll.lead_to(talk, message.clone(), id.clone());
            };
            view! { <li><a class="fact" href=href on:click=show data-tip="Show the words">{body}{quote}</a></li> }.into_any()
        }
        None => view! { <li><div class="fact">{body}{quote}</div></li> }.into_any(),
    }
}

#[component]
fn Facts(talk: Talk) -> impl IntoView {
    let view = talk.view;
    let started_on = move || view.with(|view| view.page.url.as_deref().map(wording::page_path));
    let language = move || view.with(|view| view.locale.as_deref().map(wording::language));
    let messages = move || view.with(|view| format!("{} in, {} out", view.visitor_messages, view.assistant_messages));
    let tokens = move || {
        view.with(|view| {
            format!("{} read, {} written", wording::number(view.usage.prompt_tokens), wording::number(view.usage.output_tokens))
        })
    };
    let last_model = move || {
        talk.messages
            .with(|messages| messages.iter().rev().find_map(|message| message.making.as_ref()).map(|making| sentence_model(&making.model)))
    };
    view! {
        <section class="panelpart">
            <h3 class="panelpart__title">"This conversation"</h3>
            <dl class="pairs">
                <Pair name="Instruction" value=Signal::derive(move || Some(view.with(|view| format!("Version {}", view.instruction_version))))/>
                <Pair name="Answered by" value=Signal::derive(last_model)/>
                <Pair name="Channel" value=Signal::derive(move || Some(view.with(|view| wording::channel(view.summary.channel).to_owned())))/>
                <Pair name="Client" value=Signal::derive(move || view.with(|view| view.client_label.clone()))/>
                <Pair name="Started on" value=Signal::derive(started_on)/>
                <div class="pair"><dt>"Started"</dt><dd><Ago at=Signal::derive(move || view.with(|view| view.summary.started_at))/></dd></div>
                <Pair name="Language" value=Signal::derive(language)/>
                <Pair name="Messages" value=Signal::derive(move || Some(messages()))/>
                <Pair name="Tokens" value=Signal::derive(move || Some(tokens()))/>
                <Pair name="First reply" value=Signal::derive(move || talk.first_reply_ms().map(wording::duration))/>
            </dl>
            <p class="panelpart__foot">
                <a href=move || test_of(talk.id.get_value().as_str())>"Make a test of this conversation"</a>
                <A href="/admin/settings/assistant">"Assistant settings"</A>
            </p>
        </section>
    }
}

fn sentence_model(model: &str) -> String {
    crate::ui::components::field::sentence(wording::model(model))
}

/// One line; nothing where the value is not known.
#[component]
fn Pair(name: &'static str, #[prop(into)] value: Signal<Option<String>>) -> impl IntoView {
    view! {
        <Show when=move || value.with(Option::is_some)>
            <div class="pair"><dt>{name}</dt><dd dir="auto">{move || value.get()}</dd></div>
        </Show>
    }
}
