//! Where there are no leads: none at all, none that match, none that the order has, or none among those looked at so far.

use leptos::prelude::*;

use super::{floor::Floor, place::Asked};
use crate::{
    domain::lead::{
        due::Due,
        query::{Sort, SortKey},
        views::ViewQuery,
    },
    ui::components::{icon::Glyph, notice::Empty},
};

#[component]
pub fn Nothing(
    asked: Asked,
    floor: Floor,
    /// Where looking stopped before the end of the list.
    #[prop(optional)]
    further: Option<RwSignal<Option<String>>>,
) -> impl IntoView {
    move || {
        let Some(cursor) = further.and_then(|further| further.get()) else { return none_at_all(asked.clone(), floor) };
        let next = asked.older(&cursor).address(None);
        view! {
            <Empty glyph=Glyph::Search title="None so far" text="There are more leads than one look takes in: none of those looked at matches.">
                <a class="button" href=next rel="next">"Look further"</a>
            </Empty>
        }
        .into_any()
    }
}

fn none_at_all(asked: Asked, floor: Floor) -> AnyView {
    let add = move |_| floor.adding.set(true);
    let clear = asked.is_narrowed().then(|| view! { <a class="button" href=asked.cleared().address(None)>"Clear filters"</a> });
    // This order has only leads with a follow-up: others may well be there.
    if asked.query.sort.key == SortKey::FollowUpAt && asked.query.due.is_none() {
        return view! {
            <Empty glyph=Glyph::Clock title="No follow-ups set" text="In this order stand only leads that have one. Another order shows all.">
                <a class="button" href=asked.sorted(Sort::default()).address(None)>"Newest first"</a>
                {clear}
            </Empty>
        }
        .into_any();
    }
    if let Some((title, text)) = due_words(&asked) {
        return view! {
            <Empty glyph=Glyph::Clock title=title text=text>
                <a class="button" href=asked.cleared().sorted(Sort::default()).address(None)>"All leads"</a>
            </Empty>
        }
        .into_any();
    }
    if clear.is_some() {
        return view! {
            <Empty glyph=Glyph::Search title=found_words(&asked) text="Other filters, fewer letters or another word may find them.">{clear}</Empty>
        }
        .into_any();
    }
    view! {
        <Empty glyph=Glyph::People title="No leads yet"
            text="Whoever leaves an e-mail or a phone in a chat appears here, with what they want and the words that say so.">
            <a class="button" href="/admin/settings/widget">"Put the widget on your site"</a>
            <button type="button" class="button button--quiet needs-script" on:click=move |_| floor.importing.set(true)>"Import a list"</button>
            <button type="button" class="button button--quiet needs-script" on:click=add>"Add one by hand"</button>
        </Empty>
    }
    .into_any()
}

/// Where it is asked for what is due and for nothing else: that nothing waits is no fault of a filter.
fn due_words(asked: &Asked) -> Option<(&'static str, &'static str)> {
    let due = asked.query.due.filter(|due| asked.trail.is_empty() && asked.cleared().only_due(*due).query == asked.query)?;
    Some(match due {
        Due::Overdue => ("Nothing is due", "No follow-up is late. Those to come stand under Today and This week."),
        Due::Today => ("Nothing is due today", "Nobody waits for a follow-up today. Those of the days to come stand under This week."),
        Due::Week => (
            "Nothing is due this week",
            "Nobody waits for a follow-up until Sunday. Set one in a lead, and it stands here when its time comes.",
        ),
    })
}

fn found_words(asked: &Asked) -> &'static str {
    let ViewQuery { words, due, .. } = &asked.query;
    match (words, due) {
        (Some(_), _) => "Nobody found",
        (None, Some(Due::Overdue)) => "No follow-ups due",
        (None, Some(Due::Today)) => "No follow-ups due today",
        (None, Some(Due::Week)) => "No follow-ups due this week",
        (None, None) if !asked.trail.is_empty() => "No older leads",
        (None, None) => "No leads here",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_is_due_nobody_is_told_to_look_otherwise() {
        let due = |due, words: Option<&str>| {
            let asked = Asked::of_view(&ViewQuery { due: Some(due), words: words.map(Into::into), ..ViewQuery::default() });
            due_words(&asked)
        };
        let titles = Due::ALL.map(|each| due(each, None).map(|(title, _)| title));
        assert_eq!(titles, [Some("Nothing is due"), Some("Nothing is due today"), Some("Nothing is due this week")]);
        let texts = Due::ALL.map(|each| due(each, None).map_or("", |(_, text)| text));
        assert!(texts.iter().all(|text| !text.contains("filter") && !text.contains("letters")), "{texts:?}");
        assert_eq!(due(Due::Today, Some("ana")), None, "a search has the words of searches");
        let asked = Asked::of_view(&ViewQuery::default());
        assert_eq!(due_words(&asked), None);
    }
}
