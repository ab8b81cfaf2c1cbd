//! A line without words beside a number.

use leptos::prelude::*;

use super::{area, dot, path, places};

/// The number beside it and the chart below say the same in words.
#[component]
pub fn Spark(#[prop(into)] values: Signal<Vec<u64>>, tone: u8) -> impl IntoView {
    let drawn = move || {
        values.with(|values| {
            let all = places(values, values.iter().copied().max().unwrap_or(0).max(1));
            let end = all.last().copied();
            view! {
                <path class="spark__area" d=area(&all)/>
                <path class="spark__line" d=path(&all)/>
                {end.map(|end| view! { <path class="spark__dot" d=dot(end)/> })}
            }
        })
    };
    view! {
        <svg class=format!("spark tone--{tone}") viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            {drawn}
        </svg>
    }
}
