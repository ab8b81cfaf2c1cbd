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
type Deed = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    id: u64,
    tone: Tone,
    text: String,
    undo: Option<Deed>,
    /// What is done when it goes, unless it was undone.
    lapse: Option<Deed>,
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
        self.show(Tone::Good, text.into(), None, None);
    }

    pub fn bad(self, text: impl Into<String>) {
        self.show(Tone::Danger, text.into(), None, None);
    }

    /// What was done, and a way to take it back. `undo` may run after its page has gone.
    pub fn undoable(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.show(Tone::Good, text.into(), Some(Arc::new(undo)), None);
    }

    /// What is about to be done, and a way to keep it from being done: when the news goes, either `undo` has run or `lapse`
    /// does. Both may run after their page has gone. The number is for [`Self::dismiss`] and [`Self::withdraw`].
    pub fn postponed(
        self,
        text: impl Into<String>,
        undo: impl Fn() + Send + Sync + 'static,
        lapse: impl Fn() + Send + Sync + 'static,
    ) -> u64 {
        self.show(Tone::Good, text.into(), Some(Arc::new(undo)), Some(Arc::new(lapse)))
    }

    fn show(self, tone: Tone, text: String, undo: Option<Deed>, lapse: Option<Deed>) -> u64 {
        let stay = if undo.is_some() { STAY_TO_UNDO } else { STAY };
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.make_room();
        self.list.update(|all| all.push(Toast { id, tone, text, undo, lapse }));
        set_timeout(move || self.expire(id), stay);
        id
    }

    /// Three at most: the oldest gives way. What waits to be done stays: there is time still to take it back.
    fn make_room(self) {
        let oldest = |all: &Vec<Toast>| all.iter().find(|toast| toast.lapse.is_none()).filter(|_| all.len() > 2).map(|toast| toast.id);
        if let Some(oldest) = self.list.with_untracked(oldest) {
            self.withdraw(oldest);
        }
    }

    fn expire(self, id: u64) {
        if self.held.try_get_untracked().unwrap_or(false) {
            set_timeout(move || self.expire(id), LOOK_AGAIN);
        } else {
            self.dismiss(id);
        }
    }

    /// It goes before its time; what waits for that is done.
    pub fn dismiss(self, id: u64) {
        if let Some(lapse) = self.take(id).and_then(|toast| toast.lapse) {
            lapse();
        }
    }

    /// It goes, and nothing is done.
    pub fn withdraw(self, id: u64) {
        drop(self.take(id));
    }

    fn take(self, id: u64) -> Option<Toast> {
        let take = |all: &mut Vec<Toast>| all.iter().position(|toast| toast.id == id).map(|at| all.remove(at));
        let taken = self.list.try_update(take).flatten();
        // What had the focus or the pointer may have gone, and says nothing of it.
        if self.list.try_with_untracked(Vec::is_empty).unwrap_or(false) {
            let _ = self.held.try_set(false);
        }
        taken
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
                            if toasts.take(toast.id).is_some() {
                                undo();
                            }
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

#[cfg(all(test, not(feature = "hydrate")))]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::*;

    /// Three at most, but for what waits.
    #[test]
    fn what_is_postponed_gives_way_to_nothing() {
        Owner::new().with(|| {
            let toasts = Toasts { list: RwSignal::new(Vec::new()), held: RwSignal::new(false), next: StoredValue::new(0) };
            let nothing = || -> Deed { Arc::new(|| {}) };
            let news = |id: u64| Toast { id, tone: Tone::Good, text: String::new(), undo: None, lapse: (id == 0).then(nothing) };
            toasts.list.set([0, 1, 2].map(news).into());
            let shown = |toasts: Toasts| toasts.list.with_untracked(|all| all.iter().map(|toast| toast.id).collect::<Vec<_>>());
            toasts.make_room();
            assert_eq!(shown(toasts), [0, 2]);
            toasts.make_room();
            assert_eq!(shown(toasts), [0, 2], "there is room");
        });
    }

    /// What waits is done when its news goes, once, unless it is withdrawn.
    #[test]
    fn what_is_postponed_is_done_once() {
        Owner::new().with(|| {
            let toasts = Toasts { list: RwSignal::new(Vec::new()), held: RwSignal::new(false), next: StoredValue::new(0) };
            let done = Arc::new(AtomicU8::new(0));
            let shown = |id: u64| {
                let done = done.clone();
                let lapse: Deed = Arc::new(move || {
                    done.fetch_add(1, Ordering::Relaxed);
                });
                toasts.list.update(|all| {
                    all.push(Toast { id, tone: Tone::Good, text: String::new(), undo: None, lapse: Some(lapse) });
                });
            };
            shown(1);
            shown(2);
            toasts.dismiss(1);
            toasts.dismiss(1);
            assert_eq!(done.load(Ordering::Relaxed), 1);
            // Its own button had the focus.
            toasts.held.set(true);
            toasts.withdraw(2);
            toasts.dismiss(2);
            assert!(!toasts.held.get_untracked(), "nothing is held any more");
            assert_eq!((done.load(Ordering::Relaxed), toasts.list.with_untracked(Vec::len)), (1, 0));
        });
    }
}
