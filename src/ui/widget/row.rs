//! One message of the list: its bubble, its card, its time.

use leptos::{either::Either, prelude::*};

use super::{
    card::{ContactCard, HandoverCard},
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
    // The visitor stopped it before its first word.
    let is_silent = said.html.is_empty() && said.text.trim().is_empty();
    let body = if said.html.is_empty() {
        Either::Left(view! { <div class="bubble plain" lang=language dir=direction hidden=is_silent>{said.text}</div> })
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
    let handover = (!said.handover.is_empty()).then(|| view! { <HandoverCard desk lines=said.handover/> });
    let card = (!said.form.is_empty()).then(|| view! { <ContactCard desk fields=said.form id=said.id/> });
    view! {
        <p class="day" data-at=said.at>{said.day}</p>
        <article class=class>
            <span class="sr">{desk.say(who)}</span>
            {body}
            <p class="ending">{ending}</p>
            {bookings}
            {slots}
            {handover}
            {card}
            <div class="meta">
                <span>{said.clock}</span>
                <button type="button" class="copy" data-do="copy" hidden=is_silent>
                    {icon("#i-copy")} <span>{desk.say(Say::Copy)}</span> {icon("#i-tick")} <span>{desk.say(Say::Copied)}</span>
                </button>
                <span class="not-sent">{icon("#i-warning")} {desk.say(Say::NotSent)}</span>
            </div>
        </article>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::{super::boot::Boot, *};
    use crate::domain::locale::Language;

    fn html(said: Said) -> String {
        let owner = Owner::new();
        let html = owner.with(|| Row(RowProps { desk: Desk::new(Boot::new(Language::En, "Brooks", "")), said }).to_html());
        owner.cleanup();
        html
    }

    #[test]
    fn an_answer_that_was_stopped_before_its_first_word_says_so_without_an_empty_bubble() {
        let words = Boot::new(Language::En, "Brooks", "").say(Say::Stopped);
        let stopped = html(Said { ending: Ending::Stopped, ..Said::default() });
        assert!(stopped.contains(&words) && stopped.matches(" hidden").count() == 2, "{stopped}");
        let said = html(Said { text: "We open".into(), html: "<p>We open</p>".into(), ending: Ending::Stopped, ..Said::default() });
        assert!(said.contains(&words) && !said.contains(" hidden"), "{said}");
    }
}
