//! One status of the board: its cards, the place where a moved one would land, further ones on demand.

use leptos::prelude::*;

use super::{card::Card, hand::Hand};
use crate::{
    domain::lead::LeadStatus,
    ui::{
        components::{
            icon::{Glyph, Icon},
            notice::Failure,
            status::{StatusGlyph, status_class},
        },
        pages::leads::{
            floor::Floor,
            ledger::{Ledger, Row},
        },
        wording,
    },
};

/// What stands at a place of a column.
#[derive(Clone)]
enum Slot {
    Card(Row),
    /// The lifted card would land here.
    Landing,
}

impl Slot {
    fn key(&self) -> String {
        match self {
            Self::Card(row) => row.id.to_string(),
            Self::Landing => "landing".into(),
        }
    }
}

/// The cards, with the landing place between them while this column is the one pointed at.
fn slots(ledger: Ledger, status: LeadStatus, hand: Hand) -> Vec<Slot> {
    let mut slots: Vec<Slot> = ledger.rows.get().into_iter().map(Slot::Card).collect();
    let lifted = hand.lifted.get().filter(|lifted| hand.over.get() == Some(status) && lifted.from != status);
    if let Some(lifted) = lifted {
        let at = ledger.landing(&lifted.row.lead.get_untracked()).min(slots.len());
        slots.insert(at, Slot::Landing);
    }
    slots
}

#[component]
pub fn Column(status: LeadStatus, ledger: Ledger, hand: Hand, floor: Floor) -> impl IntoView {
    let target = move || hand.over.get() == Some(status) && hand.lifted.with(Option::is_some);
    let open = move || status != LeadStatus::Lost || hand.lost_open.get();
    let count = move || ledger.total.get().map(wording::number);
    let id = format!("column-{}", status_class(status));
    let title = id.clone();
    view! {
        <section class="boardcol" class:is-target=target class:is-folded=move || !open() data-status=status.as_str() aria-labelledby=id>
            <header class="boardcol__head">
                <h2 class="boardcol__title" id=title><StatusGlyph status=status/>{wording::status(status)} " " <span class="count">{count}</span></h2>
                {(status == LeadStatus::Lost).then(|| view! { <Fold hand=hand ledger=ledger/> })}
            </header>
            <Show when=open>
                <ul class="boardcol__cards" data-ledger=ledger.name on:mouseleave=move |_| ledger.settle()>
                    <For each=move || slots(ledger, status, hand) key=Slot::key children=move |slot| match slot {
                        Slot::Card(row) => view! { <Card row=row status=status hand=hand floor=floor/> }.into_any(),
                        Slot::Landing => view! { <li class="landing" aria-hidden="true"></li> }.into_any(),
                    }/>
                </ul>
                <More ledger=ledger/>
            </Show>
        </section>
    }
}

/// Unfolds the lost ones, which are read then, and folds them again.
#[component]
fn Fold(hand: Hand, ledger: Ledger) -> impl IntoView {
    let open = hand.lost_open;
    let toggle = move |_| {
        open.update(|open| *open = !*open);
        if open.get_untracked() {
            ledger.ask_anew(std::time::Duration::ZERO);
        }
    };
    view! {
        <button type="button" class="iconbutton iconbutton--small boardcol__fold needs-script" aria-label="Lost leads" aria-expanded=move || open.get().to_string() on:click=toggle>
            <Icon glyph=Glyph::ChevronRight/>
        </button>
    }
}

#[component]
fn More(ledger: Ledger) -> impl IntoView {
    view! {
        {move || ledger.next.get().map(|_| view! {
            <button type="button" class="boardcol__more needs-script" aria-busy=move || ledger.loading.get().to_string() on:click=move |_| ledger.load_more()>
                <Icon glyph=Glyph::ArrowDown/>
                {move || if ledger.loading.get() { "Loading more" } else { "More" }}
            </button>
        })}
        {move || ledger.failed.get().map(|error| view! {
            <Failure title="More did not load" error=error retry=Callback::new(move |()| ledger.load_more())/>
        })}
    }
}
