//! What is known, each with the words that prove it.

use leptos::prelude::*;

use super::dossier::Dossier;
use crate::{
    domain::{
        capture::{Fact, Origin},
        conversation::SitePage,
        ids::ConversationId,
    },
    rpc::leads::{LeadView, OwnValue},
    ui::{
        components::icon::{Glyph, Icon, field_glyph},
        pages::{
            conversations::{said_id, said_own_id},
            leads::cells::Moment,
        },
        wording,
    },
};

/// Facts as people write them, in the order of the fields, each with the conversation its words stand in.
fn ordered(view: &LeadView) -> Vec<(Fact, Option<ConversationId>)> {
    let conversations = view.fact_conversations.iter().cloned().chain(std::iter::repeat(None));
    let mut facts: Vec<_> = view.shown_facts().into_iter().zip(conversations).collect();
    facts.sort_by_key(|(fact, _)| fact.field);
    facts
}

#[component]
pub fn Facts(dossier: Dossier) -> impl IntoView {
    let facts = Memo::new(move |_| dossier.view.with(ordered));
    let custom = Memo::new(move |_| dossier.view.with(|view| view.custom.clone()));
    view! {
        <section class="drawerpart drawerpart--facts" aria-labelledby="facts-title">
            <div class="drawerpart__head">
                <h3 id="facts-title">"What we know" <span class="drawerpart__sub">"each with the words that prove it"</span></h3>
                <button type="button" class="button button--small button--quiet needs-script" on:click=move |_| dossier.floor.editing.set(true)><Icon glyph=Glyph::Pencil/>"Edit"</button>
            </div>
            <Show when=move || facts.with(Vec::is_empty)>
                <p class="drawerpart__empty">"Nothing yet. What they say in a chat appears here with their words."</p>
            </Show>
            <ul class="proofs">
                {move || facts.get().into_iter().map(|(fact, conversation)| view! { <Proof fact=fact conversation=conversation/> }).collect_view()}
                {move || custom.get().into_iter().map(|value| view! { <OwnProof value=value/> }).collect_view()}
                <Origins dossier=dossier/>
            </ul>
        </section>
    }
}

/// A value, when it was said, and the words; a link leads to where they stand.
#[component]
fn Proof(fact: Fact, conversation: Option<ConversationId>) -> impl IntoView {
    let field = wording::field(fact.field);
    let words = match fact.origin {
        Origin::Form => view! { <span class="proof__source">"Typed into a form"</span> }.into_any(),
        Origin::Team => view! { <span class="proof__source">"Set by your team"</span> }.into_any(),
        Origin::Model | Origin::Parser if fact.quote.is_empty() => ().into_any(),
        Origin::Model | Origin::Parser => {
            view! { <span class="proof__quote" dir="auto"><q><mark class="said">{fact.quote.clone()}</mark></q></span> }.into_any()
        }
    };
    let place = conversation.filter(|_| fact.message_id.is_some());
    let time = match place {
        Some(id) => {
            let href = format!("/admin/conversations/{id}#{}", said_id(fact.field));
            view! {
                <a class="proof__time" href=href data-tip="Open in conversation">
                    <Moment at=fact.at/>
                    <span class="sr">{format!("Open in conversation: {field}")}</span>
                    <Icon glyph=Glyph::ChevronRight/>
                </a>
            }
            .into_any()
        }
        None => view! { <span class="proof__time"><Moment at=fact.at/></span> }.into_any(),
    };
    view! {
        <li class="proof">
            <span class="proof__sign"><Icon glyph=field_glyph(fact.field)/></span>
            <span class="proof__label">{field}</span>
            <span class="proof__value" dir="auto">{fact.value}</span>
            {time}
            {words}
        </li>
    }
}

/// A value under a name of the business's own, with the words where somebody said it.
#[component]
fn OwnProof(value: OwnValue) -> impl IntoView {
    let OwnValue { key, label, text, evidence, conversation } = value;
    let at = evidence.as_ref().map(|evidence| evidence.at);
    let time = at.map(|at| match conversation {
        Some(id) => view! {
            <a class="proof__time" href=format!("/admin/conversations/{id}#{}", said_own_id(&key)) data-tip="Open in conversation">
                <Moment at=at/>
                <span class="sr">{format!("Open in conversation: {label}")}</span>
                <Icon glyph=Glyph::ChevronRight/>
            </a>
        }
        .into_any(),
        None => view! { <span class="proof__time"><Moment at=at/></span> }.into_any(),
    });
    view! {
        <li class="proof">
            <span class="proof__sign"><Icon glyph=Glyph::Note/></span>
            <span class="proof__label" dir="auto">{label}</span>
            <span class="proof__value" dir="auto">{text}</span>
            {time}
            {evidence.map(|evidence| view! { <span class="proof__quote" dir="auto"><q><mark class="said">{evidence.quote}</mark></q></span> })}
        </li>
    }
}

/// Where they came from: the one thing known without their words.
#[component]
fn Origins(dossier: Dossier) -> impl IntoView {
    let place = move || {
        dossier.view.with(|view| {
            let page = view.page.url.as_deref().map(|url| format!(", {}", wording::page_path(url))).unwrap_or_default();
            format!("{}{page}", wording::channel(view.row.channel))
        })
    };
    let before = move || dossier.view.with(|view| came_from(&view.page));
    view! {
        <li class="proof">
            <span class="proof__sign"><Icon glyph=Glyph::Link/></span>
            <span class="proof__label">"Source"</span>
            <span class="proof__value">{place}</span>
            <span class="proof__time"><Moment at=Signal::derive(move || dossier.view.with(|view| view.row.created_at))/></span>
            {move || before().map(|words| view! { <span class="proof__source" dir="auto">{words}</span> })}
        </li>
    }
}

/// The campaign, else the site before ours.
fn came_from(page: &SitePage) -> Option<String> {
    if let Some(campaign) = page.utm.get("utm_campaign").or_else(|| page.utm.get("campaign")) {
        return Some(format!("By the campaign “{campaign}”"));
    }
    let (_, rest) = page.referrer.as_deref()?.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    Some(format!("Came from {host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_campaign_says_more_than_the_site_before() {
        let mut page = SitePage { referrer: Some("https://search.example/?q=private".into()), ..SitePage::default() };
        assert_eq!(came_from(&page).as_deref(), Some("Came from search.example"));
        page.utm.insert("utm_campaign".into(), "spring".into());
        assert_eq!(came_from(&page).as_deref(), Some("By the campaign “spring”"));
        assert_eq!(came_from(&SitePage::default()), None);
    }
}
