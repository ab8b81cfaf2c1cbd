//! A score from 0 to 100 as a number with a bar or a ring beside it.

use leptos::prelude::*;

/// From these on a lead is promising, and hot.
const WARM: u8 = 50;
const HOT: u8 = 75;

fn tone(value: u8) -> &'static str {
    match value {
        HOT.. => "score--hot",
        WARM.. => "score--warm",
        _ => "score--cool",
    }
}

#[component]
pub fn ScoreBar(value: u8) -> impl IntoView {
    view! {
        <span class=format!("score {}", tone(value))>
            <svg class="score__bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect class="score__track" width="100" height="10" rx="5"/>
                <rect class="score__value" width=value.to_string() height="10" rx="5"/>
            </svg>
            <span class="score__number">{value}</span>
        </span>
    }
}

/// On a card, where there is no room for a bar.
#[component]
pub fn ScoreChip(value: u8) -> impl IntoView {
    view! { <span class=format!("scorechip {}", tone(value))><span class="sr">"Score "</span>{value}</span> }
}

#[component]
pub fn ScoreRing(value: u8) -> impl IntoView {
    // A path of length 100: the value is the length of the dash.
    view! {
        <span class=format!("scorering {}", tone(value)) aria-hidden="true">
            <svg class="scorering__drawing" viewBox="0 0 48 48" focusable="false">
                <circle class="scorering__track" cx="24" cy="24" r="20"/>
                <circle class="scorering__value" cx="24" cy="24" r="20" pathLength="100" stroke-dasharray=format!("{value} 100")/>
            </svg>
            <span class="scorering__number">{value}</span>
        </span>
    }
}
