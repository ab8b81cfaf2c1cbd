//! One lead on the board.

use leptos::{ev, prelude::*};

use super::hand::Hand;
use crate::{
    domain::lead::LeadStatus,
    ui::{
        components::{avatar::Avatar, score::ScoreChip},
        pages::leads::{
            assignees::AssigneeSign,
            cells::{ChannelWord, DueWord, InterestWords, person},
            floor::Floor,
            ledger::Row,
        },
    },
};

#[component]
pub fn Card(row: Row, status: LeadStatus, hand: Hand, floor: Floor) -> impl IntoView {
    let Row { id, lead, fresh } = row.clone();
    let lead: RwSignal<_> = lead.into();
    let fresh: RwSignal<bool> = fresh.into();
    let name = Memo::new(move |_| lead.with(person));
    let lifted = {
        let id = id.clone();
        Memo::new(move |_| hand.lifted.with(|lifted| lifted.as_ref().is_some_and(|lifted| lifted.row.id == id)))
    };
    let by_pointer = move || lifted.get() && hand.lifted.with(|lifted| lifted.as_ref().is_some_and(|lifted| lifted.by_pointer));
    let href = {
        let id = id.clone();
        move || floor.place.lead_address(id.as_str())
    };
    let held = StoredValue::new(row);
    let press = move |event: ev::PointerEvent| hand.press(&event, held.get_value(), status);
    let keys = move |event: ev::KeyboardEvent| hand.key(&event, &held.get_value(), status);
    view! {
        <li class="boardslot" class:is-origin=by_pointer data-id=id.to_string() on:pointerdown=press>
            <a
                class="leadcard"
                class:is-fresh=fresh
                class:is-lifted=lifted
                class:is-flying=by_pointer
                href=href
                data-noscroll=""
                draggable="false"
                aria-describedby="board-keys"
                on:keydown=keys
                on:blur=move |_| held.try_get_value().iter().for_each(|row| hand.forget(row))
                on:dragstart=|event: ev::DragEvent| event.prevent_default()
                on:touchmove=move |event: ev::TouchEvent| hand.hold_still(&event)
                on:contextmenu=move |event: ev::MouseEvent| hand.no_menu(&event)
            >
                <span class="leadcard__top">
                    <Avatar id=id.as_str() name=name class="avatar--small"/>
                    <span class="leadcard__name" dir="auto">{move || name.get().unwrap_or_else(|| "Somebody".into())}</span>
                    {move || view! { <ScoreChip value=lead.with(|lead| lead.score)/> }}
                </span>
                <span class="leadcard__interest">{move || view! { <InterestWords interest=lead.with(|lead| lead.interest.clone())/> }}</span>
                <span class="leadcard__foot">
                    {move || match lead.with(|lead| lead.follow_up_at) {
                        Some(at) => view! { <DueWord at=Signal::stored(Some(at))/> }.into_any(),
                        None => view! { <ChannelWord channel=lead.with(|lead| lead.channel)/> }.into_any(),
                    }}
                    {move || view! { <AssigneeSign assignee=lead.with(|lead| lead.assignee.clone())/> }}
                </span>
            </a>
        </li>
    }
}
