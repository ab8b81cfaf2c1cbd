//! The line that a site owner pastes, and the widget as visitors will see it.

use leptos::prelude::*;

use super::saving::Desk;
use crate::ui::components::copy::CodeLine;

#[component]
pub fn EmbedLine() -> impl IntoView {
    let desk = expect_context::<Desk>();
    view! {
        <div class="stack stack--tight">
            <p class="field__label">"Paste this before the closing body tag of every page"</p>
            <CodeLine text=Signal::derive(move || desk.view.with(|view| view.embed_line.clone())) label="The line to paste"/>
            <p class="field__note">"It draws a button and loads nothing else until somebody opens the chat."</p>
        </div>
    }
}

/// The real widget in a frame; made anew when the settings change.
#[component]
pub fn Preview() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let version = Memo::new(move |_| desk.view.with(|view| view.version));
    view! {
        <div class="preview">
            <div class="preview__head">
                <span class="preview__title">"Live preview"</span>
                <span class="preview__hint">"The real widget: what you write arrives under Conversations."</span>
            </div>
            <div class="preview__stage">
                <For each=move || [version.get()] key=|version| *version let:version>
                    <iframe class="preview__frame" src=format!("/widget?preview={version}") title="Preview of the widget"></iframe>
                </For>
            </div>
        </div>
    }
}
