//! Buttons that wait.

use leptos::prelude::*;

/// A button that shows that its work is under way: it keeps its width and its focus and ignores further clicks.
#[component]
pub fn WorkButton(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into, default = Signal::stored(false))] disabled: Signal<bool>,
    /// `button`, or `submit` where the form's own handler does the work.
    #[prop(default = "submit")]
    kind: &'static str,
    #[prop(default = "button button--primary")] class: &'static str,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() || disabled.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=kind
            class=class
            class:is-busy=busy
            aria-busy=move || busy.get().to_string()
            aria-disabled=move || (busy.get() || disabled.get()).then_some("true")
            on:click=press
        >
            <span class="spinner" aria-hidden="true"></span>
            <span>{move || label.get()}</span>
        </button>
    }
}
