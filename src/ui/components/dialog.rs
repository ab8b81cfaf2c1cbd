//! Questions that must be answered before going on. The browser's own `dialog` traps focus and gives it back.

use leptos::{html, prelude::*};

/// Asks before something is lost. The safe button comes first and has the focus.
#[component]
pub fn Confirm(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    /// What staying safe is called.
    keep: &'static str,
    /// What is about to be done.
    proceed: &'static str,
    #[prop(into)] on_proceed: Callback<()>,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            // Refused only where it is open already.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let proceed_now = move |_| {
        open.set(false);
        on_proceed.run(());
    };
    view! {
        <dialog class="dialog" node_ref=node aria-label=move || title.get() on:close=move |_| open.set(false)>
            <h2 class="dialog__title">{move || title.get()}</h2>
            <p class="dialog__text">{move || text.get()}</p>
            <div class="dialog__actions">
                <button type="button" class="button" autofocus=true on:click=move |_| open.set(false)>{keep}</button>
                <button type="button" class="button button--danger" on:click=proceed_now>{proceed}</button>
            </div>
        </dialog>
    }
}
