//! One day of the week: when the business is open, when the owner is busy, the meetings, where a moved one would land.

use jiff::civil::{Date, DateTime};
use leptos::prelude::*;

use super::{
    agenda::Agenda,
    event::EventBlock,
    hand::Hand,
    week::{day_note, day_title, place_of},
    words,
};
use crate::{
    domain::schedule::week::Block,
    rpc::schedule::{Placed, WeekDay, WeekView},
    ui::{session::use_zone, wording},
};

/// A meeting keeps its element as long as nothing of it changes.
fn key(placed: &Placed) -> String {
    let Placed { block, track, meeting, .. } = placed;
    format!("{} {} {} {}/{}", meeting.id, meeting.version, block.from, track.at, track.of)
}

#[component]
pub fn DayColumn(
    index: usize,
    date: Date,
    view: RwSignal<WeekView>,
    now: Memo<Option<DateTime>>,
    hand: Hand,
    agenda: Agenda,
) -> impl IntoView {
    let day = Memo::new(move |_| view.with(|view| view.days.get(index).cloned()));
    let of = move |part: fn(&WeekDay) -> usize| day.with(|day| day.as_ref().map_or(0, part));
    // Another view may take the place of this one in the very moment in which the clock moves on.
    let today = move || now.try_get().flatten().map(|now| now.date());
    let is_today = move || today() == Some(date);
    let count = move || of(|day| day.meetings.len());
    let note = move || day.with(|day| day.as_ref().and_then(|day| day_note(day.note.as_deref(), day.clock_change)));
    let heading = format!("day-{date}");
    let named_by = heading.clone();
    view! {
        <li class="weekday" class:is-today=is_today class:is-past=move || today().is_some_and(|today| date < today) aria-labelledby=named_by>
            <h2 class="weekday__head" id=heading aria-current=move || is_today().then_some("date")>
                <span class="weekday__name">{move || day_title(date, today())}</span>
                <span class="weekday__date">{date.day()}<span class="sr">{format!(" {}", wording::month(date))}</span></span>
                <span class="weekday__count">{count}<span class="sr">{move || if count() == 1 { " meeting" } else { " meetings" }}</span></span>
            </h2>
            {move || note().map(|note| view! { <p class="weekday__note" dir="auto">{note}</p> })}
            <div class="weekday__grid" data-date=date.to_string()>
                <Shading day=day/>
                <NowLine date=date now=now/>
                <ul class="weekday__events">
                    <For each=move || day.with(|day| day.as_ref().map(|day| day.meetings.clone()).unwrap_or_default()) key=key let:placed>
                        <EventBlock placed=placed date=date hand=hand agenda=agenda/>
                    </For>
                </ul>
                <Landing date=date hand=hand/>
                {move || (count() == 0).then(|| view! { <p class="weekday__none">"No meetings"</p> })}
            </div>
        </li>
    }
}

/// Open hours are light, all else is shaded; what the owner's calendar says is hatched.
#[component]
fn Shading(day: Memo<Option<WeekDay>>) -> impl IntoView {
    let open = move || day.with(|day| day.as_ref().map(|day| day.open.clone()).unwrap_or_default());
    let busy = move || day.with(|day| day.as_ref().map(|day| day.busy.clone()).unwrap_or_default());
    view! {
        {move || open().into_iter().map(|span| view! {
            <span class=format!("openspan {}", place_of(Block { from: span.from, until: span.until })) aria-hidden="true"></span>
        }).collect_view()}
        {move || busy().into_iter().map(|block| view! {
            <p class=format!("busyspan {}", place_of(block))>
                <span>"Busy in Google"</span> " "
                <span class="busyspan__time">{format!("{} to {}", wording::minute(block.from), wording::minute(block.until))}</span>
            </p>
        }).collect_view()}
    }
}

#[component]
fn NowLine(date: Date, now: Memo<Option<DateTime>>) -> impl IntoView {
    let place = move || {
        let now = now.try_get().flatten().filter(|now| now.date() == date)?;
        let minute = u16::try_from(i32::from(now.hour()) * 60 + i32::from(now.minute())).ok()?;
        Some(format!("nowline {}", place_of(Block { from: minute, until: minute + 5 })))
    };
    move || place().map(|class| view! { <span class=class aria-hidden="true"></span> })
}

/// Where the meeting in the hand would stand.
#[component]
fn Landing(date: Date, hand: Hand) -> impl IntoView {
    let zone = use_zone();
    move || {
        let time = hand.over.get().filter(|time| time.date == date)?;
        let words = words::span(time.start, time.end, &zone.get());
        Some(view! { <p class=format!("eventlanding {}", place_of(time.block)) aria-hidden="true">{words}</p> })
    }
}
