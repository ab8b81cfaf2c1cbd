//! Times: relative where one reads, exact where one asks.

use leptos::prelude::*;

use crate::{
    domain::time::{Timestamp, rfc3339},
    ui::{browser, live::use_live, session::use_zone, wording},
};

/// How long ago, with the exact time of the business's zone in a tooltip.
/// Its texts themselves hold what they read: a list that is read anew still hears the clock after its owner is cleaned up.
#[component]
pub fn Ago(#[prop(into)] at: ArcSignal<Timestamp>) -> impl IntoView {
    let live = use_live();
    let local = {
        let (at, zone) = (at.clone(), ArcSignal::<String>::from(use_zone()));
        ArcMemo::new(move |_| browser::civil(at.get(), &zone.get()))
    };
    let machine = {
        let at = at.clone();
        move || rfc3339(at.get())
    };
    let exact = {
        let local = local.clone();
        move || wording::exact(local.get())
    };
    let text = move || live.now.get().map_or_else(|| wording::exact(local.get()), |now| wording::ago(at.get(), now, local.get()));
    view! { <time class="ago" datetime=machine data-tip=exact>{text}</time> }
}

/// The time of day in the business's zone, with the exact time in a tooltip.
#[component]
pub fn Clock(at: Timestamp) -> impl IntoView {
    let zone = use_zone();
    let local = Memo::new(move |_| browser::civil(at, &zone.get()));
    view! {
        <time class="ago" datetime=rfc3339(at) data-tip=move || format!("{} in {}", wording::exact(local.get()), wording::city(&zone.get()))>
            {move || wording::clock(local.get())}
        </time>
    }
}
