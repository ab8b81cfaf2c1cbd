//! One message of the list: its bubble, its card, its time.

use leptos::{either::Either, prelude::*};

use super::{
    card::ContactCard,
    icons::icon,
    meeting::{BookingCard, SlotsCard},
    message::{Ending, Said},
    phrases::Say,
    script::tongue,
    state::Desk,
};

#[component]
pub fn Row(desk: Desk, said: Said) -> impl IntoView {
    let (language, direction) = tongue(&said.text, desk.language.code());
    let body = if said.html.is_empty() {
        Either::Left(view! { <div class="bubble plain" lang=language dir=direction>{said.text}</div> })
    } else {
        Either::Right(view! { <div class="bubble" lang=language dir=direction inner_html=said.html></div> })
    };
    let (who, class) = if said.by_visitor { (Say::You, "said visitor") } else { (Say::Assistant, "said assistant") };
    let ending = match said.ending {
        Ending::Whole => String::new(),
        Ending::Stopped => desk.say(Say::Stopped),
        Ending::Interrupted => desk.say(Say::Interrupted),
    };
    let slots = said.slots.map(|card| view! { <SlotsCard desk card/> });
    let bookings = said.bookings.into_iter().map(|card| view! { <BookingCard desk card/> }).collect_view();
    let card = (!said.form.is_empty()).then(|| view! { <ContactCard desk fields=said.form id=said.id/> });
    view! {
        <p class="day" data-at=said.at>{said.day}</p>
        <article class=class>
            <span class="sr">{desk.say(who)}</span>
            {body}
            <p class="ending">{ending}</p>
            {bookings}
            {slots}
            {card}
            <div class="meta">
                <span>{said.clock}</span>
                <button type="button" class="copy" data-do="copy">
                    {icon("#i-copy")} <span>{desk.say(Say::Copy)}</span> {icon("#i-tick")} <span>{desk.say(Say::Copied)}</span>
                </button>
                <span class="not-sent">{icon("#i-warning")} {desk.say(Say::NotSent)}</span>
            </div>
        </article>
    }
}
