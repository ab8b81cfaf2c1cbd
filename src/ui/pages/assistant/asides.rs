//! When two write at once: both texts side by side, and three ways on. And what was kept aside.

use leptos::{html, prelude::*, task::spawn_local};

use super::{compare::Differences, desk::Desk};
use crate::{
    domain::{api_error::ApiError, instruction::diff::ContentDiff},
    rpc::assistant::versions::{Side, compare},
    ui::{
        components::{
            copy::CopyButton,
            notice::{Failure, Note, SkeletonRows, Tone},
            time::Ago,
        },
        session::leave_if_signed_out,
        unsaved::Unsaved,
    },
};

/// Closing the window asks first while something is not saved; links need no question, what is not saved is sent on the way.
pub fn keep_the_window(desk: Desk) {
    if let Some(unsaved) = use_context::<Unsaved>() {
        unsaved.watch_in_window(desk.dirty);
    }
    Effect::new(move |_| {
        let closing = window_event_listener(leptos::ev::beforeunload, move |event| {
            if desk.dirty.try_get_untracked() == Some(true) {
                event.prevent_default();
                // Whoever is signed out would be sent to the log-in by it, and asked again for ever.
                if !desk.is_signed_out() {
                    spawn_local(async move {
                        desk.save().await;
                    });
                }
            }
        });
        on_cleanup(move || closing.remove());
    });
}

/// Open while another one's draft was quicker. It closes only by a decision.
#[component]
pub fn ConflictDialog(desk: Desk) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let is_open = Memo::new(move |_| desk.theirs.with(Option::is_some));
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (is_open.get(), dialog.open()) {
            // Refused only where it is open already.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let stay = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
        }
    };
    // Some ways to close a dialog ask nobody.
    let again = move |_| {
        if let Some(dialog) = node.get_untracked().filter(|dialog| is_open.get_untracked() && !dialog.open()) {
            let _ = dialog.show_modal();
        }
    };
    view! {
        <dialog class="dialog dialog--wide" node_ref=node aria-labelledby="conflict-title" on:keydown=stay on:close=again>
            <h2 class="dialog__title" id="conflict-title">"Somebody else saved the draft"</h2>
            {move || is_open.get().then(|| view! { <Both desk=desk/> })}
        </dialog>
    }
}

#[component]
fn Both(desk: Desk) -> impl IntoView {
    let by =
        move || desk.theirs.with(|theirs| theirs.as_ref().and_then(|theirs| theirs.by.clone())).unwrap_or_else(|| "Somebody".to_owned());
    let at = move || desk.theirs.with(|theirs| theirs.as_ref().and_then(|theirs| theirs.draft.saved_at));
    let diff = RwSignal::new(None::<Result<ContentDiff, ApiError>>);
    let load = move || {
        let Some(theirs) = desk.theirs.get_untracked() else { return };
        let (old, new) = (Side::Written(theirs.draft.content), Side::Written(desk.content.get_untracked()));
        diff.set(None);
        spawn_local(async move {
            let answer = compare(old, new).await;
            if !answer.as_ref().is_err_and(leave_if_signed_out) {
                diff.try_set(Some(answer));
            }
        });
    };
    load();
    view! {
        <p class="dialog__text">
            <span dir="auto">{by}</span>" saved it "{move || at().map(|at| view! { <Ago at=at/> })}" while you were writing. Both texts are kept until you decide. Before is theirs, after is yours."
        </p>
        <div class="conflict__texts" tabindex="0" role="region" aria-label="Theirs and yours">
            {move || match diff.get() {
                None => view! { <SkeletonRows rows=4/> }.into_any(),
                Some(Ok(diff)) => view! { <Differences diff=diff/> }.into_any(),
                Some(Err(error)) => view! { <Failure title="The comparison did not load" error=error retry=Callback::new(move |()| load())/> }.into_any(),
            }}
        </div>
        <div class="dialog__actions">
            <button type="button" class="button" autofocus=true on:click=move |_| desk.take_theirs()>"Go on with theirs"</button>
            <button type="button" class="button" on:click=move |_| desk.join_theirs()>"Put mine below theirs"</button>
            <button type="button" class="button" on:click=move |_| desk.save_over_theirs()>"Save mine over it"</button>
        </div>
    }
}

/// What this person had written when somebody else was quicker, or discarded: kept until they have looked at it.
#[component]
pub fn AsideNote(desk: Desk) -> impl IntoView {
    let aside = Memo::new(move |_| desk.stored.with(|stored| stored.aside.clone()));
    let forget = move |_| {
        spawn_local(async move { desk.forget_aside().await });
    };
    view! {
        {move || aside.get().map(|aside| view! {
            <div class="studio__aside">
                <Note tone=Tone::Info>
                    <p><b>"A text of yours is kept aside"</b>", from "<Ago at=aside.at/>". It is not part of the draft."</p>
                    <details class="aside__text"><summary>"Show it"</summary><pre dir="auto">{aside.content.text.clone()}</pre></details>
                    <div class="note__actions needs-script">
                        <CopyButton text=aside.content.text.clone()/>
                        <button type="button" class="button button--small" on:click=move |_| desk.join_aside()>"Put it below the draft"</button>
                        <button type="button" class="button button--small" on:click=forget>"Throw it away"</button>
                    </div>
                </Note>
            </div>
        })}
    }
}
