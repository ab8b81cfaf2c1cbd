//! The dot in the top bar: how the system is, and whether this page hears live news.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::{
    components::icon::{Glyph, Icon},
    live::{Link, use_live},
    session::leave_if_signed_out,
};
use crate::{
    domain::{
        api_error::ApiError,
        health::{Health, PartHealth, PartState},
    },
    rpc::health::health,
};

const EVERY: Duration = Duration::from_secs(60);

/// A chip with a popover of all parts.
#[component]
pub fn HealthChip() -> impl IntoView {
    let first = Resource::new(|| (), |()| health());
    view! {
        <Suspense fallback=|| view! { <span class="health health--unknown"><span class="dot"></span></span> }>
            {Suspend::new(async move { view! { <Chip first=first.await/> } })}
        </Suspense>
    }
}

/// Asks again every minute, in place: an open popover stays open.
#[component]
fn Chip(first: Result<Health, ApiError>) -> impl IntoView {
    let known = RwSignal::new(first);
    Effect::new(move |_| {
        let ask = move || {
            spawn_local(async move {
                let news = health().await;
                if let Err(error) = &news {
                    leave_if_signed_out(error);
                }
                known.try_set(news);
            });
        };
        if let Ok(ticking) = set_interval_with_handle(ask, EVERY) {
            on_cleanup(move || ticking.clear());
        }
    });
    let link = use_live().link;
    let summary = Memo::new(move |_| known.with(|known| summary(known.as_ref().ok())));
    let words = move || if link.get() == Link::Lost { "Reconnecting".to_owned() } else { summary.get().1 };
    view! {
        <button
            type="button"
            class=move || format!("health {}", if link.get() == Link::Lost { "health--lost" } else { summary.get().0 })
            popovertarget="health-menu"
        >
            <span class="dot" aria-hidden="true"></span>
            <span class="health__words">{words}</span>
        </button>
        <div class="menu menu--health" id="health-menu" popover="auto">
            {move || known.with(|known| known.as_ref().map(|health| health.parts.iter().cloned().map(|part| view! { <Part part=part/> }).collect_view()).ok())}
            <LiveLine/>
        </div>
    }
}

fn summary(health: Option<&Health>) -> (&'static str, String) {
    let troubled = |health: &Health| health.parts.iter().filter(|part| part.state != PartState::Ok).count();
    match health.map(|health| (health.state(), troubled(health))) {
        Some((PartState::Ok, _)) => ("health--ok", "All systems normal".into()),
        Some((PartState::Degraded, 1)) => ("health--degraded", "1 thing needs you".into()),
        Some((PartState::Degraded, many)) => ("health--degraded", format!("{many} things need you")),
        Some((PartState::Down, _)) => ("health--down", "Visitors are not served".into()),
        None => ("health--degraded", "State not known".into()),
    }
}

fn part_name(part: &str) -> String {
    match part {
        "database" => "Storage".into(),
        "sessions" => "Log-ins".into(),
        "limits" => "Visitor limits".into(),
        "gemini" => "Assistant".into(),
        other => super::components::field::sentence(other),
    }
}

#[component]
fn Part(part: PartHealth) -> impl IntoView {
    let (glyph, class, state) = match part.state {
        PartState::Ok => (Glyph::CheckCircle, "part part--ok", "Works"),
        PartState::Degraded => (Glyph::Alert, "part part--degraded", "Needs you"),
        PartState::Down => (Glyph::CrossCircle, "part part--down", "Down"),
    };
    view! {
        <div class=class>
            <Icon glyph=glyph/>
            <span class="part__name">{part_name(&part.part)}</span>
            <span class="part__state">{state}</span>
            {(!part.message.is_empty()).then(|| view! { <p class="part__message">{part.message.clone()}</p> })}
        </div>
    }
}

#[component]
fn LiveLine() -> impl IntoView {
    let link = use_live().link;
    let words = move || match link.get() {
        Link::Open => "Connected",
        Link::Lost => "Trying again",
        Link::Unknown => "Not connected",
    };
    view! {
        <div class="part" class:part--ok=move || link.get() == Link::Open class:part--degraded=move || link.get() == Link::Lost>
            {move || view! { <Icon glyph=if link.get() == Link::Open { Glyph::CheckCircle } else { Glyph::NoSignal }/> }}
            <span class="part__name">"Live news"</span>
            <span class="part__state" data-live=move || format!("{:?}", link.get()).to_lowercase()>{words}</span>
        </div>
    }
}
