//! The search of conversations: one field, its words live in the address (`?q=`), so that they survive a reload.

use std::time::Duration;

use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
    location::Url,
};

use super::{
    components::{
        field::tie_input,
        icon::{Glyph, Icon},
    },
    unsaved::Unsaved,
};

/// Long enough for the next letter.
const PAUSE: Duration = Duration::from_millis(250);
pub const LIST: &str = "/admin/conversations";

/// A plain form that also works without scripts; with them the list follows while one types.
#[component]
pub fn SearchField(node: NodeRef<html::Input>, #[prop(default = "")] class: &'static str) -> impl IntoView {
    let location = use_location();
    let query = location.query;
    let words = RwSignal::new(query.with_untracked(|map| map.get("q").unwrap_or_default()));
    let show = Memo::new(move |_| query.with(|map| map.get("show")));
    tie_input(node, words);
    // The address changed by another way (a link, the back button): the field follows.
    Effect::new(move |_| {
        let asked = query.with(|map| map.get("q").unwrap_or_default());
        if asked.trim() != words.get_untracked().trim() {
            words.set(asked);
        }
    });

    let navigate = use_navigate();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let path = location.pathname;
    let unsaved = use_context::<Unsaved>();
    let ask = move |text: String| {
        // An open conversation stays open while one searches for another.
        let base = path.get_untracked();
        let base = if base.starts_with(LIST) { base.as_str() } else { LIST };
        let path = with_query(base, Some(&text), show.get_untracked().as_deref(), None);
        if unsaved.is_some_and(|unsaved| !unsaved.allows(&path)) {
            return;
        }
        navigate(&path, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    };
    let later = {
        let ask = ask.clone();
        move |event| {
            let text = event_target_value(&event);
            words.set(text.clone());
            stop(waiting);
            let ask = ask.clone();
            waiting.set_value(set_timeout_with_handle(move || ask(text), PAUSE).ok());
        }
    };
    let now = {
        let ask = ask.clone();
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            stop(waiting);
            ask(words.get_untracked());
        }
    };
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            stop(waiting);
            if words.get_untracked().is_empty() {
                let _ = node.get_untracked().map(|input| input.blur());
            } else {
                words.set(String::new());
                ask(String::new());
            }
        }
    };
    on_cleanup(move || stop(waiting));
    view! {
        <form class=format!("search {class}") role="search" method="get" action=LIST on:submit=now>
            <Icon glyph=Glyph::Search/>
            <input
                class="search__input"
                type="search"
                name="q"
                placeholder="Search people, e-mails, last words"
                aria-label="Search conversations"
                autocomplete="off"
                maxlength="200"
                data-search=""
                node_ref=node
                value=words.get_untracked()
                on:input=later
                on:keydown=escape
            />
            {move || show.get().map(|show| view! { <input type="hidden" name="show" value=show/> })}
            <kbd class="keycap" aria-hidden="true">"/"</kbd>
        </form>
    }
}

fn stop(waiting: StoredValue<Option<TimeoutHandle>>) {
    if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
        handle.clear();
    }
}

/// The address of the list, or of one conversation beside it, with the list's filters.
pub fn with_query(base: &str, words: Option<&str>, show: Option<&str>, panel: Option<&str>) -> String {
    let parts: Vec<String> = [("q", words), ("show", show), ("panel", panel)]
        .into_iter()
        .filter_map(|(name, value)| {
            let value = value?.trim();
            (!value.is_empty()).then(|| format!("{name}={}", Url::escape(value)))
        })
        .collect();
    if parts.is_empty() { base.to_owned() } else { format!("{base}?{}", parts.join("&")) }
}

/// `/` goes to the search field that is in sight, unless somebody is writing.
pub fn focus_search_on_slash() {
    Effect::new(|_| {
        let handle = window_event_listener(leptos::ev::keydown, |event| {
            if event.key() != "/" || event.ctrl_key() || event.meta_key() || event.alt_key() || is_writing(&event) {
                return;
            }
            if let Some(input) = visible_search() {
                event.prevent_default();
                let _ = input.focus();
                input.select();
            }
        });
        on_cleanup(move || handle.remove());
    });
}

fn visible_search() -> Option<leptos::web_sys::HtmlInputElement> {
    use leptos::wasm_bindgen::JsCast;
    let all = document().get_elements_by_class_name("search__input");
    (0..all.length())
        .filter_map(|index| all.item(index)?.dyn_into::<leptos::web_sys::HtmlInputElement>().ok())
        .find(|input| input.offset_parent().is_some())
}

/// The key belongs to a field, not to the page.
pub fn is_writing(event: &leptos::ev::KeyboardEvent) -> bool {
    use leptos::wasm_bindgen::JsCast;
    event
        .target()
        .and_then(|target| target.dyn_into::<leptos::web_sys::HtmlElement>().ok())
        .is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") || element.is_content_editable())
}
