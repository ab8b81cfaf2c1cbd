//! The search of lists: one field for all of them, its words live in the address (`?q=`), so that they survive a reload.

use std::time::Duration;

use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
    params::ParamsMap,
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
pub const LEADS: &str = "/admin/leads";
pub const LOGS: &str = "/admin/logs";

/// A list that can be searched.
#[derive(Debug, PartialEq, Eq)]
struct Realm {
    list: &'static str,
    /// What else of the address stays while one searches.
    keeps: &'static [&'static str],
    label: &'static str,
    placeholder: &'static str,
}

static CONVERSATIONS: Realm =
    Realm { list: LIST, keeps: &["show"], label: "Search conversations", placeholder: "Search people, e-mails, last words" };
static PEOPLE: Realm = Realm {
    list: LEADS,
    keeps: &["status", "channel", "assignee", "due", "sort", "view"],
    label: "Search leads",
    placeholder: "Search names, e-mails, phones, notes",
};

static WORDS: Realm = Realm {
    list: LOGS,
    keeps: &["from", "to", "began", "channel", "page"],
    label: "Search all that was said",
    placeholder: "Search words of all messages",
};

impl Realm {
    /// What is searched from the page of this path: conversations, unless it has a list of its own.
    fn of(path: &str) -> &'static Self {
        match path {
            LEADS => &PEOPLE,
            LOGS => &WORDS,
            _ => &CONVERSATIONS,
        }
    }

    /// What stays of the address, by name.
    fn kept(&self, query: &ParamsMap) -> Vec<(&'static str, String)> {
        self.keeps.iter().filter_map(|name| Some((*name, query.get(name)?))).collect()
    }

    /// Whether the page of this path is the list, or one of its conversations beside it.
    fn is_at(&self, path: &str) -> bool {
        path.starts_with(self.list)
    }

    /// Whether what was typed on the page `began` is still wanted on the page `here`: there, or where its list is.
    fn is_wanted(began: &str, here: &str) -> bool {
        let realm = Self::of(here);
        began == here || (realm == Self::of(began) && realm.is_at(here))
    }

    /// The address that searches for `words` from the page of this path; None where there is nothing to search for and no
    /// search to end. An open conversation stays open.
    fn wanted(&self, path: &str, query: &ParamsMap, words: &str) -> Option<String> {
        (self.is_at(path) || !words.trim().is_empty()).then(|| self.address(path, query, words))
    }

    fn address(&self, path: &str, query: &ParamsMap, words: &str) -> String {
        let base = if self.is_at(path) { path } else { self.list };
        let kept = self.kept(query);
        joined(base, std::iter::once(("q", words)).chain(kept.iter().map(|(name, value)| (*name, value.as_str()))))
    }
}

/// A plain form that also works without scripts; with them the list follows while one types.
#[component]
pub fn SearchField(node: NodeRef<html::Input>, #[prop(default = "")] class: &'static str) -> impl IntoView {
    let location = use_location();
    let query = location.query;
    let words = RwSignal::new(query.with_untracked(|map| map.get("q").unwrap_or_default()));
    // The address changed by another way (a link, the back button): the field follows. Before it is tied: what was typed before the
    // page woke up stays.
    Effect::new(move |_| {
        let asked = query.with(|map| map.get("q").unwrap_or_default());
        if asked.trim() != words.get_untracked().trim() {
            words.set(asked);
        }
    });
    tie_input(node, words);

    let navigate = use_navigate();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let path = location.pathname;
    let realm = Memo::new(move |_| path.with(|path| Realm::of(path)));
    let unsaved = use_context::<Unsaved>();
    let ask = move |text: String| {
        let (here, realm) = (path.get_untracked(), realm.get_untracked());
        let Some(wanted) = query.with_untracked(|query| realm.wanted(&here, query, &text)) else { return };
        if unsaved.is_some_and(|unsaved| !unsaved.allows(&wanted)) {
            return;
        }
        // A list needs no entry in the history for each word; the page that was left for it has one.
        navigate(&wanted, NavigateOptions { replace: realm.is_at(&here), scroll: false, ..NavigateOptions::default() });
    };
    let later = {
        let ask = ask.clone();
        move |event| {
            let text = event_target_value(&event);
            words.set(text.clone());
            stop(waiting);
            let (ask, began) = (ask.clone(), path.get_untracked());
            let ask_still = move || {
                if path.try_get_untracked().is_some_and(|here| Realm::is_wanted(&began, &here)) {
                    ask(text);
                }
            };
            waiting.set_value(set_timeout_with_handle(ask_still, PAUSE).ok());
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
        <form class=format!("search {class}") role="search" method="get" action=move || realm.get().list on:submit=now>
            <Icon glyph=Glyph::Search/>
            <input
                class="search__input"
                type="search"
                name="q"
                placeholder=move || realm.get().placeholder
                aria-label=move || realm.get().label
                autocomplete="off"
                maxlength="200"
                data-search=""
                node_ref=node
                value=words.get_untracked()
                on:input=later
                on:keydown=escape
            />
            {move || query.with(|query| realm.get().kept(query)).into_iter().map(|(name, value)| view! {
                <input type="hidden" name=name value=value/>
            }).collect_view()}
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
    joined(base, [("q", words), ("show", show), ("panel", panel)].into_iter().filter_map(|(name, value)| Some((name, value?))))
}

/// A path with what is asked of it; empty values are left out.
pub fn joined<'a>(base: &str, asked: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let parts: Vec<String> = asked
        .into_iter()
        .map(|(name, value)| (name, value.trim()))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", component(value)))
        .collect();
    if parts.is_empty() { base.to_owned() } else { format!("{base}?{}", parts.join("&")) }
}

/// As a browser's `encodeURIComponent` writes it, on the server too: the router's own function escapes more there, and the
/// addresses of a rendered page would differ from those of the same page awake.
#[cfg(feature = "ssr")]
fn component(value: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'!')
        .remove(b'~')
        .remove(b'*')
        .remove(b'\'')
        .remove(b'(')
        .remove(b')');
    utf8_percent_encode(value, ESCAPED).to_string()
}

#[cfg(not(feature = "ssr"))]
fn component(value: &str) -> String {
    leptos_router::location::Url::escape(value)
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
    event.target().and_then(|target| target.dyn_into::<leptos::web_sys::HtmlElement>().ok()).is_some_and(|element| {
        match element.dyn_ref::<leptos::web_sys::HtmlInputElement>() {
            Some(input) => takes_letters(&input.type_()),
            None => matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT") || element.is_content_editable(),
        }
    })
}

/// Whether letters are written into an input of this type: into a box one ticks or a button they are not.
fn takes_letters(input_type: &str) -> bool {
    !matches!(input_type, "checkbox" | "radio" | "button" | "submit" | "reset" | "image" | "file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_that_is_ticked_leaves_the_letters_to_the_page() {
        assert_eq!(["text", "search", "email", "date", "checkbox", "file"].map(takes_letters), [true, true, true, true, false, false]);
    }

    #[test]
    fn each_list_keeps_what_is_its_own() {
        let mut query = ParamsMap::new();
        for (name, value) in [("q", "old"), ("show", "all"), ("status", "won"), ("cursor", "x"), ("lead", "led_1")] {
            query.insert(name, value.to_owned());
        }
        let search = |path: &str, words: &str| Realm::of(path).address(path, &query, words);
        assert_eq!(search("/admin/leads", "ana-lima b&c"), "/admin/leads?q=ana-lima%20b%26c&status=won");
        assert_eq!(search("/admin/leads", " "), "/admin/leads?status=won");
        assert_eq!(search("/admin/conversations/cnv_1", "ana"), "/admin/conversations/cnv_1?q=ana&show=all");
        assert_eq!(search("/admin/logs", "two crowns"), "/admin/logs?q=two%20crowns");
        assert_eq!(search("/admin/settings/business", "ana"), "/admin/conversations?q=ana&show=all");
    }

    #[test]
    fn without_words_a_search_ends_only_where_it_is() {
        let query = ParamsMap::new();
        let wanted = |path: &str, words: &str| Realm::of(path).wanted(path, &query, words);
        assert_eq!(wanted("/admin/overview", " "), None);
        assert_eq!(wanted("/admin/overview", "ana").as_deref(), Some("/admin/conversations?q=ana"));
        assert_eq!(wanted("/admin/leads", "").as_deref(), Some("/admin/leads"));
        assert_eq!(wanted("/admin/conversations/cnv_1", "").as_deref(), Some("/admin/conversations/cnv_1"));
    }

    #[test]
    fn what_was_typed_is_not_searched_for_on_another_page() {
        assert!(Realm::is_wanted("/admin/overview", "/admin/overview"));
        assert!(Realm::is_wanted("/admin/overview", "/admin/conversations"), "where its first letters led");
        assert!(Realm::is_wanted("/admin/conversations", "/admin/conversations/cnv_1"));
        assert!(!Realm::is_wanted("/admin/leads", "/admin/overview") && !Realm::is_wanted("/admin/overview", "/admin/settings/business"));
        assert!(!Realm::is_wanted("/admin/logs", "/admin/logs/audit"), "which searches another list");
    }
}
