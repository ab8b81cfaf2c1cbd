//! One message: the visitor's words with what was captured in them, or an answer and how it came about.

use leptos::prelude::*;

use super::talk::{Numbered, Talk};
use crate::{
    domain::{
        evidence::{Stretch, stretches},
        message::{Author, Making},
    },
    rpc::conversations::MessageView,
    ui::{
        components::{
            icon::{Glyph, Icon},
            time::Clock,
        },
        wording,
    },
};

#[component]
pub fn Bubble(message: MessageView, talk: Talk) -> impl IntoView {
    match message.author {
        Author::Visitor => view! { <FromVisitor message=message talk=talk/> }.into_any(),
        Author::Assistant => view! { <FromAssistant message=message/> }.into_any(),
    }
}

#[component]
fn FromVisitor(message: MessageView, talk: Talk) -> impl IntoView {
    let MessageView { id, text, at, .. } = message;
    let mine = {
        let id = id.clone();
        // A fact may be taken back or replaced later: then its mark goes.
        Memo::new(move |_| {
            talk.facts.with(|facts| facts.iter().filter(|fact| fact.message_id.as_ref() == Some(&id)).cloned().collect::<Vec<_>>())
        })
    };
    let first = {
        let id = id.clone();
        Memo::new(move |_| {
            !talk.has_earlier.get() && talk.messages.with(|messages| messages.first().is_some_and(|message| message.id == id))
        })
    };
    let page = move || {
        first
            .get()
            .then(|| talk.view.with(|view| view.page.url.as_deref().map(|url| format!(", on {}", wording::page_path(url)))))
            .flatten()
    };
    let words = move || mine.with(|facts| marked(&text, facts));
    view! {
        <div class="bubble bubble--visitor" id=id.to_string() dir="auto">
            <span class="sr">"Visitor: "</span>
            {words}
        </div>
        <p class="bubble__meta"><Clock at=at/>{page}</p>
    }
}

fn marked(text: &str, facts: &[Numbered]) -> AnyView {
    let quotes: Vec<(usize, &str)> = facts.iter().map(|fact| (fact.number, fact.quote.as_str())).collect();
    let mut begun = Vec::new();
    stretches(text, &quotes)
        .into_iter()
        .map(|stretch| {
            let begins: Vec<usize> = stretch.covered_by.iter().copied().filter(|number| !begun.contains(number)).collect();
            begun.extend(&begins);
            stretch_view(stretch, begins.first().copied(), facts)
        })
        .collect_view()
        .into_any()
}

fn stretch_view(stretch: Stretch, begins: Option<usize>, facts: &[Numbered]) -> AnyView {
    if stretch.covered_by.is_empty() {
        return stretch.text.into_any();
    }
    let badges = stretch
        .ends
        .iter()
        .filter_map(|number| facts.iter().find(|fact| fact.number == *number))
        .map(|fact| {
            let field = fact.of.name();
            view! {
                <span class="factno" data-tip=field.clone()>
                    <span aria-hidden="true">{fact.number}</span>
                    <span class="sr">{format!(" (captured: {field}) ")}</span>
                </span>
            }
        })
        .collect_view();
    // Places are found by id where a fact is asked for its words.
    let id = begins.and_then(|number| facts.iter().find(|fact| fact.number == number)).map(|fact| fact.of.said_id());
    view! { <mark class="said" id=id>{stretch.text}</mark>{badges} }.into_any()
}

#[component]
fn FromAssistant(message: MessageView) -> impl IntoView {
    let MessageView { id, text, html, at, making, .. } = message;
    let body = if html.is_empty() {
        view! { <div class="bubble__text">{text}</div> }.into_any()
    } else {
        // Made of the answer's Markdown and sanitised on the server: the only markup from outside that is let in.
        view! { <div class="prose" inner_html=html></div> }.into_any()
    };
    view! {
        <div class="bubble bubble--assistant" id=id.to_string() dir="auto">
            <span class="sr">"Assistant: "</span>
            {body}
        </div>
        <p class="bubble__meta"><Clock at=at/>{making.as_ref().map(|making| format!(", {}", wording::making(making)))}</p>
        {making.and_then(|Making { fallback, .. }| fallback).map(|reason| view! { <Fallback reason=reason/> })}
    }
}

/// The model that was wanted failed: what the owner should know.
#[component]
fn Fallback(reason: String) -> impl IntoView {
    view! {
        <p class="bubble__fallback">
            <Icon glyph=Glyph::Alert/>
            <span>"The offline assistant stepped in: " {reason}</span>
        </p>
    }
}
