//! Leads: who may become a customer, in a table or on a board, each with a drawer of all that is known.

mod add;
mod assignees;
mod bar;
mod board;
mod cells;
mod columns;
mod doomed;
mod drawer;
mod evidence;
mod fields;
mod floor;
mod happenings;
mod head;
mod import;
mod keys;
mod ledger;
mod nothing;
mod own;
mod place;
mod row;
mod saves;
mod saving;
mod table;
mod turns;
mod views;
mod when;

use leptos::prelude::*;
use leptos_meta::Title;

pub use self::cells::{DueWord, InterestWords, person as lead_name};
use self::floor::{Floor, Listing};
use crate::ui::{components::notice::Failure, session::leave_if_signed_out};

#[component]
pub fn LeadsPage() -> impl IntoView {
    let floor = Floor::provide();
    let opened = drawer::opened(floor);
    keys::listen(floor);
    view! {
        <Title text="Leads"/>
        <div class="leads" class:leads--board=move || floor.place.asked.with(|asked| asked.query.board)>
            <head::Head floor=floor/>
            <Body floor=floor/>
        </div>
        <drawer::Drawer floor=floor opened=opened/>
        <add::AddDialog floor=floor/>
        <import::ImportDialog floor=floor/>
    }
    .into_any()
}

/// What the address asks for.
#[component]
fn Body(floor: Floor) -> impl IntoView {
    let listed = floor.listed;
    let retry = Callback::new(move |()| listed.refetch());
    view! {
        <Transition fallback=|| view! { <SkeletonTable/> }>
            {move || Suspend::new(async move {
                let asked = floor.place.asked.get_untracked();
                // Closures, because those are built anew: another list begins at its top, and nothing of the old one stays.
                match listed.await {
                    Ok(Listing::Table(list)) => {
                        let basics = floor.basics.await.unwrap_or_default();
                        (move || view! { <table::Table first=list.clone() asked=asked.clone() basics=basics.clone() floor=floor/> }).into_any()
                    }
                    Ok(Listing::Board(columns)) => {
                        (move || view! { <board::Board first=columns.clone() asked=asked.clone() floor=floor/> }).into_any()
                    }
                    Err(error) if leave_if_signed_out(&error) => ().into_any(),
                    Err(error) => view! { <div class="leads__scroll"><Failure title="Leads did not load" error=error retry=retry/></div> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// Rows of the shape of what comes.
#[component]
fn SkeletonTable() -> impl IntoView {
    view! {
        <div class="skeleton skeleton--table" role="status" aria-label="Loading">
            {(0..12).map(|_| view! {
                <div class="skeleton__row">
                    <span class="skeleton__disc"></span>
                    <span class="skeleton__lines"><span class="skeleton__line"></span><span class="skeleton__line"></span></span>
                    <span class="skeleton__pill"></span>
                    <span class="skeleton__long"></span>
                </div>
            }).collect_view()}
        </div>
    }
}
