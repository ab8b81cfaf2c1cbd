//! Questions that must be answered before going on. The browser's own `dialog` traps focus and gives it back.

use leptos::{html, prelude::*};

/// The dialog stands open where the signal says so, and the signal follows the browser's own ways to close it.
fn follow(node: NodeRef<html::Dialog>, open: RwSignal<bool>) {
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            // Refused only where it is open already.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
}

/// Asks before something is lost or joined. The safe button comes first and has the focus.
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
    /// It can be taken back: the button is no red one.
    #[prop(optional)]
    gentle: bool,
    /// What else there is to see before one decides.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    follow(node, open);
    let proceed_now = move |_| {
        open.set(false);
        on_proceed.run(());
    };
    view! {
        <dialog class="dialog" node_ref=node aria-label=move || title.get() on:close=move |_| open.set(false)>
            <h2 class="dialog__title">{move || title.get()}</h2>
            <p class="dialog__text">{move || text.get()}</p>
            {children.map(|children| children())}
            <div class="dialog__actions">
                <button type="button" class="button" autofocus=true on:click=move |_| open.set(false)>{keep}</button>
                <button type="button" class=if gentle { "button button--primary" } else { "button button--danger" } on:click=proceed_now>{proceed}</button>
            </div>
        </dialog>
    }
}

/// A form that is filled before going on. It is made anew each time it opens; what shall be in it then belongs to the caller.
#[component]
pub fn FormDialog(open: RwSignal<bool>, title: &'static str, children: ChildrenFn) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    follow(node, open);
    view! {
        <dialog class="dialog dialog--form" node_ref=node aria-label=title on:close=move |_| open.set(false)>
            <h2 class="dialog__title">{title}</h2>
            {move || open.get().then(|| children())}
        </dialog>
    }
}
