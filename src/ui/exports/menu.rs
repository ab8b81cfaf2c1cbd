//! The menu that begins exports: plain links, which the browser follows by itself; a page that is awake tells how far they are.

use leptos::{ev::MouseEvent, prelude::*};

use super::{Noun, use_exports};
use crate::ui::{
    components::{
        drop::Drop,
        icon::{Glyph, Icon},
    },
    search::joined,
};

/// What a list is exported as.
const FILES: [(&str, &str); 3] = [("xlsx", "Excel"), ("csv", "CSV"), ("jsonl", "JSON Lines")];

/// The whole list as a file.
#[component]
pub fn ExportMenu(
    /// The address of the file with this ending.
    file: Callback<&'static str, String>,
    /// What its rows are about.
    #[prop(into)]
    of: Signal<Noun>,
    /// The class of the word on the button, where it has to make room.
    #[prop(optional)]
    word: &'static str,
) -> impl IntoView {
    let exports = use_exports();
    let begin = move |event: MouseEvent, ending: &'static str, name: &'static str| {
        if is_plain(&event) {
            event.prevent_default();
            exports.begin(&untrack(|| file.run(ending)), name, of.get_untracked());
        }
    };
    let label = view! { <Icon glyph=Glyph::Download/><span class=word>"Export"</span> }.into_any();
    view! {
        <Drop label=label end=true>
            {FILES.into_iter().map(|(ending, name)| view! {
                <a class="menu__item" href=move || file.run(ending) rel="external" download=""
                    on:click=move |event| begin(event, ending, name)>{name}</a>
            }).collect_view()}
        </Drop>
    }
}

/// Not one that asks the browser for something else, such as another window.
fn is_plain(click: &MouseEvent) -> bool {
    !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key())
}

/// The address of a list as a file. Spreadsheets read a CSV file rightly that says that it is UTF-8.
pub fn file_address<'a>(list: &str, ending: &str, asked: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> String {
    let mark = ("bom", (ending == "csv").then_some("true"));
    let given = asked.into_iter().chain([mark]).filter_map(|(name, value)| Some((name, value?)));
    joined(&format!("{list}/export.{ending}"), given)
}
