//! A text that is there to be taken along.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::icon::{Glyph, Icon};
use crate::ui::browser;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    No,
    Yes,
    Refused,
}

/// Copies `text`; says so for two seconds, or what to do where the browser refuses.
#[component]
pub fn CopyButton(#[prop(into)] text: Signal<String>, #[prop(default = "Copy")] label: &'static str) -> impl IntoView {
    let state = RwSignal::new(Copied::No);
    let copy = move |_| {
        spawn_local(async move {
            state.set(if browser::copy(text.get_untracked()).await { Copied::Yes } else { Copied::Refused });
            set_timeout(
                move || {
                    state.try_set(Copied::No);
                },
                Duration::from_secs(2),
            );
        });
    };
    let words = move || match state.get() {
        Copied::No => label,
        Copied::Yes => "Copied",
        Copied::Refused => "Select and copy",
    };
    view! {
        <button type="button" class="button button--copy" class:is-done=move || state.get() == Copied::Yes on:click=copy>
            {move || view! { <Icon glyph=if state.get() == Copied::Yes { Glyph::Check } else { Glyph::Copy }/> }}
            <span aria-live="polite">{words}</span>
        </button>
    }
}

/// A line of code or a key in full, with its copy button.
#[component]
pub fn CodeLine(#[prop(into)] text: Signal<String>, label: &'static str) -> impl IntoView {
    view! {
        <div class="codeline">
            <code class="codeline__text" tabindex="0" role="region" aria-label=label>{move || text.get()}</code>
            <CopyButton text=text/>
        </div>
    }
}
