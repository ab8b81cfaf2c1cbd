//! Short news at the foot of the page: five seconds, longer while somebody reads, ten where something can be undone.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

use super::{
    icon::{Glyph, Icon},
    notice::Tone,
};

const STAY: Duration = Duration::from_secs(5);
const STAY_TO_UNDO: Duration = Duration::from_secs(10);
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Outlives the page that offered it.
type Undo = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    id: u64,
    tone: Tone,
    text: String,
    undo: Option<Undo>,
}

/// Handed down by context.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    /// Somebody points at or is inside of the shelf: nothing goes away.
    held: RwSignal<bool>,
    next: StoredValue<u64>,
}

impl Toasts {
    pub fn provide() -> Self {
        let toasts = Self { list: RwSignal::new(Vec::new()), held: RwSignal::new(false), next: StoredValue::new(0) };
        provide_context(toasts);
        toasts
    }

    pub fn good(self, text: impl Into<String>) {
        self.show(Tone::Good, text.into(), None);
    }

    pub fn bad(self, text: impl Into<String>) {
        self.show(Tone::Danger, text.into(), None);
    }

    /// What was done, and a way to take it back. `undo` may run after its page has gone.
    pub fn undoable(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.show(Tone::Good, text.into(), Some(Arc::new(undo)));
    }

    fn show(self, tone: Tone, text: String, undo: Option<Undo>) {
        let stay = if undo.is_some() { STAY_TO_UNDO } else { STAY };
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.list.update(|all| {
            // Three at most: the oldest gives way.
            all.drain(..all.len().saturating_sub(2));
            all.push(Toast { id, tone, text, undo });
        });
        set_timeout(move || self.expire(id), stay);
    }

    fn expire(self, id: u64) {
        if self.held.try_get_untracked().unwrap_or(false) {
            set_timeout(move || self.expire(id), LOOK_AGAIN);
        } else {
            self.dismiss(id);
        }
    }

    fn dismiss(self, id: u64) {
        self.list.try_update(|all| all.retain(|toast| toast.id != id));
    }
}

/// Where none was provided, news are dropped.
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(|| Toasts { list: RwSignal::new(Vec::new()), held: RwSignal::new(false), next: StoredValue::new(0) })
}

/// The place where toasts appear; once per page.
#[component]
pub fn ToastShelf(toasts: Toasts) -> impl IntoView {
    view! {
        <section
            class="toasts"
            aria-label="News"
            aria-live="polite"
            on:mouseenter=move |_| toasts.held.set(true)
            on:mouseleave=move |_| toasts.held.set(false)
            on:focusin=move |_| toasts.held.set(true)
            on:focusout=move |_| toasts.held.set(false)
        >
            <For each=move || toasts.list.get() key=|toast| toast.id let:toast>
                <div class="toast" class:toast--danger=toast.tone == Tone::Danger class:toast--ink=toast.undo.is_some()>
                    <Icon glyph=toast.tone.glyph()/>
                    <span class="toast__text">{toast.text.clone()}</span>
                    {toast.undo.clone().map(|undo| view! {
                        <button type="button" class="toast__undo" on:click=move |_| {
                            toasts.dismiss(toast.id);
                            undo();
                        }>"Undo"</button>
                    })}
                    <button type="button" class="iconbutton iconbutton--small" aria-label="Dismiss" on:click=move |_| toasts.dismiss(toast.id)>
                        <Icon glyph=Glyph::Cross/>
                    </button>
                </div>
            </For>
        </section>
    }
}
