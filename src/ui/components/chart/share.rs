//! How much of a whole something is, as a bar; and, paler, how much there was before it.

use leptos::prelude::*;

use super::part;

/// The number stands beside it: it says nothing by itself.
#[component]
pub fn ShareBar(
    #[prop(into)] value: Signal<u64>,
    #[prop(into)] whole: Signal<u64>,
    /// The pale part.
    #[prop(into, default = Signal::stored(0))]
    before: Signal<u64>,
    #[prop(default = 1)] tone: u8,
) -> impl IntoView {
    let width = move |value: Signal<u64>| format!("{:.2}", part(value.get().min(whole.get()), whole.get()));
    view! {
        <svg class=format!("sharebar tone--{tone}") viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="sharebar__track" width="100" height="8"/>
            <rect class="sharebar__before" width=move || width(before) height="8"/>
            <rect class="sharebar__value" width=move || width(value) height="8"/>
        </svg>
    }
}
