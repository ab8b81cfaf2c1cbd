//! Nobody loses what they typed: links, Back and closing ask first while a form or the draft of a dialog holds unsaved changes,
//! and a session that has ended is told instead of leading away.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::{
    browser,
    components::{
        dialog::Confirm,
        toast::{Toasts, use_toasts},
    },
    session::{LOG_IN, SIGNED_OUT, address},
};

/// Where somebody wanted to go.
#[derive(Clone)]
enum Way {
    Path(String),
    /// By the browser's Back or Forward; and where that leads.
    Step(Option<String>),
}

impl Way {
    fn to(&self) -> Option<&str> {
        match self {
            Self::Path(path) => Some(path),
            Self::Step(to) => to.as_deref(),
        }
    }
}

/// What is lost by leaving with something unsaved.
#[derive(Clone, Copy)]
enum Keeps {
    /// What was typed goes with any way away.
    Nowhere,
    /// It outlives all addresses of this page.
    On(&'static str),
    /// It is sent on the way to other pages; only a window that closes may lose it.
    InWindow,
}

impl Keeps {
    /// Whether a way there loses it; None: the window closes, or the page is loaded anew.
    fn loses(self, to: Option<&str>) -> bool {
        match (self, to) {
            (Self::On(page), Some(to)) => to.split(['?', '#']).next() != Some(page),
            (Self::InWindow, Some(_)) => false,
            (Self::Nowhere, _) | (_, None) => true,
        }
    }
}

/// A form that is followed until its page goes.
#[derive(Clone, Copy)]
struct Watched {
    number: u64,
    dirty: Memo<bool>,
    keeps: Keeps,
    /// Somebody was asked, and leaves in spite of it.
    is_given_up: bool,
}

impl Watched {
    fn loses(&self, to: Option<&str>) -> bool {
        !self.is_given_up && self.keeps.loses(to) && self.dirty.try_get_untracked() == Some(true)
    }
}

/// Handed down by the frame.
#[derive(Clone, Copy)]
pub struct Unsaved {
    watched: StoredValue<Vec<Watched>>,
    next: StoredValue<u64>,
    wanted: RwSignal<Option<Way>>,
    asking: RwSignal<bool>,
}

impl Unsaved {
    fn new() -> Self {
        Self { watched: StoredValue::new(Vec::new()), next: StoredValue::new(0), wanted: RwSignal::new(None), asking: RwSignal::new(false) }
    }

    pub fn provide() -> Self {
        let unsaved = Self::new();
        provide_context(unsaved);
        unsaved
    }

    /// Follows a form until its page goes.
    pub fn watch(self, dirty: Memo<bool>) {
        self.follow(dirty, Keeps::Nowhere);
    }

    /// Follows what is typed in a dialog that outlives all addresses of its page.
    pub fn watch_on(self, page: &'static str, dirty: Memo<bool>) {
        self.follow(dirty, Keeps::On(page));
    }

    /// Follows what its page sends by itself when one goes on to another.
    pub fn watch_in_window(self, dirty: Memo<bool>) {
        self.follow(dirty, Keeps::InWindow);
    }

    fn follow(self, dirty: Memo<bool>, keeps: Keeps) {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.watched.update_value(|all| all.push(Watched { number, dirty, keeps, is_given_up: false }));
        // What is saved or cleared after all is not given up any more.
        Effect::new(move |_| {
            if !dirty.get() {
                self.watched.try_update_value(|all| {
                    all.iter_mut().filter(|form| form.number == number).for_each(|form| form.is_given_up = false);
                });
            }
        });
        on_cleanup(move || {
            self.watched.try_update_value(|all| all.retain(|form| form.number != number));
        });
    }

    /// Whether a way there loses something; None: the window closes, or the page is loaded anew.
    fn loses(self, to: Option<&str>) -> bool {
        self.watched.try_with_value(|all| all.iter().any(|form| form.loses(to))).unwrap_or(false)
    }

    /// Somebody was asked, and what a way there would lose may be lost.
    fn give_up(self, to: Option<&str>) {
        self.watched.update_value(|all| all.iter_mut().filter(|form| form.loses(to)).for_each(|form| form.is_given_up = true));
    }

    /// Whether one may go to `path` at once; asks otherwise.
    pub fn allows(self, path: &str) -> bool {
        self.frees(Way::Path(path.to_owned()))
    }

    fn frees(self, way: Way) -> bool {
        let free = !self.loses(way.to());
        if !free {
            self.wanted.set(Some(way));
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

/// Whether the page may be left for the log-in. Where that loses something, it is said instead: at first so that nobody misses it.
fn may_log_in(unsaved: Unsaved, signed_out: RwSignal<bool>, is_told: StoredValue<bool>, toasts: Toasts) -> bool {
    if !unsaved.loses(None) {
        return true;
    }
    if is_told.get_value() {
        toasts.bad(SIGNED_OUT);
    } else {
        is_told.set_value(true);
        signed_out.set(true);
    }
    false
}

/// The question itself, and the ears for links, for the browser's Back and Forward, for the closing of the window, and for a
/// session that has ended.
#[component]
pub fn LeaveGuard(unsaved: Unsaved) -> impl IntoView {
    let location = use_location();
    let page = move || address(&location.pathname.get_untracked(), &location.search.get_untracked());
    let (signed_out, is_told, toasts) = (RwSignal::new(false), StoredValue::new(false), use_toasts());
    Effect::new(move |_| {
        let login = StoredValue::new_local(Some(browser::before_login(move || may_log_in(unsaved, signed_out, is_told, toasts))));
        let links = StoredValue::new_local(Some(browser::before_links(move |path| unsaved.allows(path))));
        let steps = StoredValue::new_local(Some(browser::before_steps(page, move || unsaved.frees(Way::Step(browser::here())))));
        let closing = window_event_listener(leptos::ev::beforeunload, move |event| {
            if unsaved.loses(None) {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            closing.remove();
            login.try_update_value(Option::take);
            links.try_update_value(Option::take);
            steps.try_update_value(Option::take);
        });
    });
    let navigate = use_navigate();
    let leave = move |()| {
        let Some(way) = unsaved.wanted.get_untracked() else { return };
        unsaved.give_up(way.to());
        match way {
            Way::Path(path) => navigate(&path, NavigateOptions::default()),
            Way::Step(_) => browser::step_back(),
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
        <Confirm
            open=signed_out
            title="You are signed out"
            text="What you typed here is not saved. Log in in another tab, then save again."
            keep="Stay here"
            proceed="Log in in another tab"
            on_proceed=move |()| browser::open_beside(LOG_IN)
            gentle=true
        />
    }
}

#[cfg(all(test, not(feature = "hydrate")))]
mod tests {
    use super::*;

    /// A form with something typed into it.
    fn typed() -> (RwSignal<bool>, Memo<bool>) {
        let typed = RwSignal::new(true);
        (typed, Memo::new(move |_| typed.get()))
    }

    #[test]
    fn each_of_several_forms_is_asked_for() {
        Owner::new().with(|| {
            let unsaved = Unsaved::new();
            let ((first, first_dirty), (second, second_dirty)) = (typed(), typed());
            unsaved.watch(first_dirty);
            let below = Owner::new();
            below.with(|| unsaved.watch(second_dirty));
            first.set(false);
            assert!(!unsaved.allows("/admin/leads"), "the other one is not saved");
            second.set(false);
            assert!(unsaved.allows("/admin/leads"));
            second.set(true);
            below.cleanup();
            assert!(unsaved.allows("/admin/leads"), "its page has gone");
        });
    }

    #[test]
    fn a_draft_outlives_the_addresses_of_its_page() {
        Owner::new().with(|| {
            let unsaved = Unsaved::new();
            unsaved.watch_on("/admin/leads", typed().1);
            assert!(unsaved.allows("/admin/leads") && unsaved.allows("/admin/leads?lead=led_1"));
            assert!(!unsaved.allows("/admin/leads-else") && !unsaved.allows("/admin/overview?days=7"));
            assert!(unsaved.loses(None), "but not the window");
        });
    }

    #[test]
    fn what_is_sent_on_the_way_is_lost_only_with_the_window() {
        Owner::new().with(|| {
            let unsaved = Unsaved::new();
            unsaved.watch_in_window(typed().1);
            assert!(unsaved.allows("/admin/leads") && unsaved.loses(None));
        });
    }

    #[test]
    fn what_was_given_up_is_not_asked_for_again() {
        Owner::new().with(|| {
            let unsaved = Unsaved::new();
            unsaved.watch(typed().1);
            unsaved.watch_on("/admin/leads", typed().1);
            unsaved.give_up(Some("/admin/leads"));
            assert!(unsaved.allows("/admin/leads"));
            assert!(!unsaved.allows("/admin/overview"), "the draft was not spoken of");
            unsaved.give_up(Some("/admin/overview"));
            assert!(unsaved.allows("/admin/overview") && !unsaved.loses(None));
        });
    }
}
