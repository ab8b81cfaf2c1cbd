//! How far something is that takes its time.

use leptos::prelude::*;

/// A bar with its words beside it; without a known end it only says that it goes on.
#[component]
pub fn Bar(
    /// What it is about, for ears.
    #[prop(into)]
    label: Signal<String>,
    /// How much is done, and of how much.
    #[prop(into)]
    share: Signal<Option<(u64, u64)>>,
    /// The same in words; empty where there are none.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="bar">
            <progress
                class="bar__line"
                aria-label=move || label.get()
                aria-valuetext=move || Some(words.get()).filter(|words| !words.is_empty())
                max=move || share.get().map(|(_, all)| all.max(1).to_string())
                value=move || share.get().map(|(done, all)| done.min(all).to_string())
            ></progress>
            <span class="bar__words" aria-hidden="true">{move || words.get()}</span>
        </div>
    }
}
