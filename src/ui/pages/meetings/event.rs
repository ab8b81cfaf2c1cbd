//! One meeting in the week: a link to its drawer that can also be pulled to another time.

use jiff::civil::Date;
use leptos::{ev, html, prelude::*};

use super::{
    agenda::Agenda,
    hand::{Hand, Lifted},
    week::place_of,
    words::{person, span, status, status_class, theirs},
};
use crate::{
    domain::{meeting::MeetingStatus, schedule::week::Block, time::Timestamp},
    rpc::schedule::Placed,
    ui::{browser, live::use_live, session::use_zone},
};

/// Under 40 pixels there is room for the name, under 62 for one more line; a minute has 1.25.
fn size(block: Block) -> &'static str {
    match block.minutes() {
        ..32 => "event--tiny",
        32..50 => "event--small",
        _ => "",
    }
}

#[component]
pub fn EventBlock(placed: Placed, date: Date, hand: Hand, agenda: Agenda) -> impl IntoView {
    let Placed { block, track, meeting: row, occupied } = placed;
    let (zone, live, node) = (use_zone(), use_live(), NodeRef::<html::A>::new());
    let id = row.id.to_string();
    let can_move = move |status: MeetingStatus, end: Timestamp| status.is_booked() && live.now.get_untracked().is_none_or(|now| end > now);
    let held = StoredValue::new(row.clone());
    let lifted = move |by_pointer: bool| {
        let row = held.try_get_value()?;
        can_move(row.status, row.end).then_some(Lifted { row, date, minute: block.from, by_pointer })
    };
    let press = move |event: ev::PointerEvent| {
        if let (Some(lifted), Some(link)) = (lifted(true), node.get_untracked()) {
            hand.press(&event, lifted, browser::frame_of(&link).top);
        }
    };
    let is_lifted = {
        let id = row.id.clone();
        Memo::new(move |_| hand.lifted.with(|lifted| lifted.as_ref().is_some_and(|lifted| lifted.row.id == id)))
    };
    let href = {
        let id = id.clone();
        move || agenda.place.meeting_address(&id)
    };
    let is_open = {
        let id = id.clone();
        move || agenda.place.meeting.with(|open| open.as_deref() == Some(id.as_str())).then_some("true")
    };
    let (start, end, there) = (row.start, row.end, row.clone());
    let buffer = occupied.filter(|occupied| *occupied != block);
    let place = format!("eventslot {} track-{} of-{}", place_of(block), track.at.min(5), track.of.min(6));
    let class = format!("event event--{} {}", status_class(row.status), size(block));
    let (word, _) = status(row.status);
    view! {
        <li class=place class:is-origin=is_lifted data-id=id>
            <a
                class=class
                class:is-lifted=is_lifted
                href=href
                node_ref=node
                data-noscroll=""
                draggable="false"
                aria-current=is_open
                aria-describedby="week-keys"
                on:pointerdown=press
                on:keydown=move |event: ev::KeyboardEvent| hand.key(&event, || lifted(false))
                on:click=move |event: ev::MouseEvent| hand.swallow(&event)
                on:blur=move |_| held.try_get_value().iter().for_each(|row| hand.forget(row))
                on:dragstart=|event: ev::DragEvent| event.prevent_default()
                on:touchmove=move |event: ev::TouchEvent| hand.hold_still(&event)
                on:contextmenu=move |event: ev::MouseEvent| hand.no_menu(&event)
            >
                <span class="event__who" dir="auto">{person(&row)}</span>
                <span class="event__time">{move || span(start, end, &zone.get())}</span>
                {move || theirs(&there, &zone.get()).map(|words| view! { <span class="event__there">{words}</span> })}
                <span class=if row.status == MeetingStatus::Confirmed { "sr" } else { "event__state" }>{word}</span>
            </a>
        </li>
        {buffer.map(|buffer| view! { <li class=format!("eventbuffer {}", place_of(buffer)) aria-hidden="true"></li> })}
    }
}
