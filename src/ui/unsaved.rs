//! Nobody loses what they typed: links, Back and closing ask first while a form holds unsaved changes.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::{browser, components::dialog::Confirm, session::address};

/// Where somebody wanted to go.
#[derive(Clone)]
enum Way {
    Path(String),
    /// By the browser's Back or Forward.
    Step,
}

/// Handed down by the frame.
#[derive(Clone, Copy)]
pub struct Unsaved {
    dirty: RwSignal<bool>,
    wanted: RwSignal<Option<Way>>,
    asking: RwSignal<bool>,
}

impl Unsaved {
    pub fn provide() -> Self {
        let unsaved = Self { dirty: RwSignal::new(false), wanted: RwSignal::new(None), asking: RwSignal::new(false) };
        provide_context(unsaved);
        unsaved
    }

    /// Follows a form until its page goes.
    pub fn watch(self, dirty: Memo<bool>) {
        Effect::new(move |_| self.dirty.set(dirty.get()));
        on_cleanup(move || {
            self.dirty.try_set(false);
        });
    }

    /// Whether one may go to `path` at once; asks otherwise.
    pub fn allows(self, path: &str) -> bool {
        self.frees(|| Way::Path(path.to_owned()))
    }

    fn frees(self, way: impl FnOnce() -> Way) -> bool {
        let free = !self.dirty.get_untracked();
        if !free {
            self.wanted.set(Some(way()));
            self.asking.set(true);
        }
        free
    }
}

/// Goes to an address of this site, unless something typed would be lost: then it asks first.
pub fn use_way() -> impl Fn(&str) + Clone + 'static {
    let navigate = use_navigate();
    let unsaved = use_context::<Unsaved>();
    move |path: &str| {
        if unsaved.is_none_or(|unsaved| unsaved.allows(path)) {
            navigate(path, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        }
    }
}

/// The question itself, and the ears for links, for the browser's Back and Forward, and for the closing of the window.
#[component]
pub fn LeaveGuard(unsaved: Unsaved) -> impl IntoView {
    let location = use_location();
    let page = move || address(&location.pathname.get_untracked(), &location.search.get_untracked());
    Effect::new(move |_| {
        let links = StoredValue::new_local(Some(browser::before_links(move |path| unsaved.allows(path))));
        let steps = StoredValue::new_local(Some(browser::before_steps(page, move || unsaved.frees(|| Way::Step))));
        let closing = window_event_listener(leptos::ev::beforeunload, move |event| {
            if unsaved.dirty.get_untracked() {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            closing.remove();
            links.try_update_value(Option::take);
            steps.try_update_value(Option::take);
        });
    });
    let navigate = use_navigate();
    let leave = move |()| {
        unsaved.dirty.set(false);
        match unsaved.wanted.get_untracked() {
            Some(Way::Path(path)) => navigate(&path, NavigateOptions::default()),
            Some(Way::Step) => browser::step_back(),
            None => {}
        }
    };
    view! {
        <Confirm
            open=unsaved.asking
            title="Leave without saving?"
            text="What you changed here is not saved yet."
            keep="Keep editing"
            proceed="Leave"
            on_proceed=leave
        />
    }
}
