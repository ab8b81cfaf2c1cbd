//! A word before links are followed, and before the browser's own buttons lead away.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

/// Listens until dropped.
pub struct LinkWatch(Closure<dyn FnMut(Event)>);

impl Drop for LinkWatch {
    fn drop(&mut self) {
        // It was added, so it can be removed.
        let _ = document().remove_event_listener_with_callback("click", self.0.as_ref().unchecked_ref());
    }
}

/// Before a link inside of this site is followed: `may_go` with its path; false holds it back.
/// The document hears a click before the window does, where the router listens.
pub fn before_links(may_go: impl Fn(&str) -> bool + 'static) -> LinkWatch {
    let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        if let Some(path) = followed(&event)
            && !may_go(&path)
        {
            event.prevent_default();
        }
    });
    let _ = document().add_event_listener_with_callback("click", closure.as_ref().unchecked_ref());
    LinkWatch(closure)
}

/// Puts a page back that a step through the history has left; false lets the step be.
type HoldBack = Rc<dyn Fn() -> bool>;

thread_local! {
    static HOLD_BACK: RefCell<Option<HoldBack>> = const { RefCell::new(None) };
}

/// Begins to hear Back and Forward, once, before there is a router: listeners of the window are asked in the order in
/// which they came, and the router must hear nothing of a step that is taken back.
pub fn hear_history() {
    let closure = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        let hold_back = HOLD_BACK.with_borrow(Clone::clone);
        if hold_back.is_some_and(|held| held()) {
            event.stop_immediate_propagation();
        }
    });
    let _ = window().add_event_listener_with_callback_and_bool("popstate", closure.as_ref().unchecked_ref(), true);
    closure.forget();
}

/// Asks before steps through the history until dropped, or until another one does.
pub struct StepWatch(HoldBack);

impl Drop for StepWatch {
    fn drop(&mut self) {
        HOLD_BACK.with_borrow_mut(|current| {
            current.take_if(|held| Rc::ptr_eq(held, &self.0));
        });
    }
}

/// When Back or Forward has changed the address from `page`: `may_go`; false puts `page` on top of the history, so
/// that [`step_back`] leads to where the step would have led. What lay ahead of it is given up.
pub fn before_steps(page: impl Fn() -> String + 'static, may_go: impl Fn() -> bool + 'static) -> StepWatch {
    let hold_back: HoldBack = Rc::new(move || {
        let page = page();
        let held = super::here().is_some_and(|here| here != page) && !may_go();
        if held {
            // An address of ours.
            let _ = window().history().and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&page)));
        }
        held
    });
    HOLD_BACK.set(Some(hold_back.clone()));
    StepWatch(hold_back)
}

type MayGo = Rc<dyn Fn() -> bool>;

thread_local! {
    static MAY_LOG_IN: RefCell<Option<MayGo>> = const { RefCell::new(None) };
}

/// Asks before the page is left for the log-in until dropped, or until another one does.
pub struct LoginWatch(MayGo);

impl Drop for LoginWatch {
    fn drop(&mut self) {
        MAY_LOG_IN.with_borrow_mut(|current| {
            current.take_if(|asked| Rc::ptr_eq(asked, &self.0));
        });
    }
}

/// Before the page is left for the log-in: `may_go`; false keeps it.
pub fn before_login(may_go: impl Fn() -> bool + 'static) -> LoginWatch {
    let may_go: MayGo = Rc::new(may_go);
    MAY_LOG_IN.set(Some(may_go.clone()));
    LoginWatch(may_go)
}

/// Whether the page may be left for the log-in.
pub fn may_log_in() -> bool {
    MAY_LOG_IN.with_borrow(Clone::clone).is_none_or(|may_go| may_go())
}

/// As the browser's own Back.
pub fn step_back() {
    let _ = window().history().and_then(|history| history.back());
}

/// The path that a plain click on one of our links leads to in this window.
fn followed(event: &Event) -> Option<String> {
    let click = event.dyn_ref::<MouseEvent>()?;
    if event.default_prevented() || click.button() != 0 || click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key() {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let location = window().location();
    // What is downloaded leaves the page where it is.
    let elsewhere = link.origin() != location.origin().ok()? || !link.target().is_empty() || link.has_attribute("download");
    let same_page = link.pathname() == location.pathname().ok()? && link.search() == location.search().ok()?;
    (!elsewhere && !same_page).then(|| format!("{}{}{}", link.pathname(), link.search(), link.hash()))
}
