//! Where there are no leads: none at all, or none that match.

use leptos::prelude::*;

use super::{floor::Floor, place::Asked};
use crate::ui::components::{icon::Glyph, notice::Empty};

#[component]
pub fn Nothing(asked: Asked, floor: Floor) -> impl IntoView {
    let add = move |_| floor.adding.set(true);
    if asked.is_narrowed() {
        return view! {
            <Empty glyph=Glyph::Search title=found_words(&asked) text="Other filters, fewer letters or another word may find them.">
                <a class="button" href=asked.cleared().address(None)>"Clear filters"</a>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty glyph=Glyph::People title="No leads yet"
            text="Whoever leaves an e-mail or a phone in a chat appears here, with what they want and the words that say so.">
            <a class="button" href="/admin/settings/widget">"Put the widget on your site"</a>
            <button type="button" class="button button--quiet" on:click=add>"Add one by hand"</button>
        </Empty>
    }
    .into_any()
}

fn found_words(asked: &Asked) -> &'static str {
    match asked {
        Asked { words: Some(_), .. } => "Nobody found",
        Asked { due: true, .. } => "No follow-ups due",
        Asked { trail, .. } if !trail.is_empty() => "No older leads",
        _ => "No leads here",
    }
}
