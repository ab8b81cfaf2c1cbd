//! The table: rows of one page, their order, what is ticked, and the way to newer and older ones.

use leptos::prelude::*;

use super::{
    bar::SelectionBar,
    floor::{Floor, PAGE, Question},
    ledger::Ledger,
    nothing::Nothing,
    place::Asked,
    row::RowView,
};
use crate::{
    domain::lead::query::{Sort, SortKey},
    rpc::leads::LeadList,
    ui::{
        components::icon::{Glyph, Icon},
        live::use_live,
        wording,
    },
};

#[component]
pub fn Table(first: LeadList, asked: Asked, floor: Floor) -> impl IntoView {
    let live = use_live();
    let ledger = Ledger::new("table", first, Question::of(&asked, live.now.get_untracked()), floor);
    live.subscribe(move |news| ledger.hear(&news));
    Effect::new(move |_| floor.order.set(Some(ledger.rows.with(|rows| rows.iter().map(|row| row.id.clone()).collect()))));
    // What is ticked is in sight: another page begins with nothing ticked.
    Effect::new(move |_| floor.ticked.set(std::collections::BTreeSet::new()));
    let sort = asked.sort;
    let (head, foot, nothing) = (asked.clone(), asked.clone(), asked);
    view! {
        <div class="leads__scroll">
            <Show when=move || !ledger.rows.with(Vec::is_empty) fallback=move || view! { <Nothing asked=nothing.clone() floor=floor/> }>
                <table class="leadtable">
                    <caption class="sr">{caption(sort)}</caption>
                    <Head ledger=ledger asked=head.clone() floor=floor/>
                    <tbody data-ledger=ledger.name on:mouseleave=move |_| ledger.settle()>
                        <For each=move || ledger.rows.get() key=|row| row.id.clone() let:row><RowView row=row floor=floor/></For>
                    </tbody>
                </table>
            </Show>
        </div>
        <SelectionBar ledger=ledger floor=floor/>
        <Foot ledger=ledger asked=foot/>
    }
}

/// The columns by which one can sort, and the direction that one wants first.
fn first_wish(key: SortKey) -> Sort {
    Sort { key, descending: matches!(key, SortKey::Score | SortKey::CreatedAt | SortKey::UpdatedAt) }
}

/// An order in words.
pub fn order_words(sort: Sort) -> &'static str {
    match (sort.key, sort.descending) {
        (SortKey::CreatedAt, true) => "Newest first",
        (SortKey::CreatedAt, false) => "Oldest first",
        (SortKey::UpdatedAt, true) => "Changed last",
        (SortKey::UpdatedAt, false) => "Changed longest ago",
        (SortKey::Name, false) => "Name, A to Z",
        (SortKey::Name, true) => "Name, Z to A",
        (SortKey::Score, true) => "Score, highest first",
        (SortKey::Score, false) => "Score, lowest first",
        (SortKey::FollowUpAt, false) => "Follow-up, soonest first",
        (SortKey::FollowUpAt, true) => "Follow-up, latest first",
    }
}

fn caption(sort: Sort) -> String {
    format!("Leads. {}. The arrows move between rows, Enter opens, E edits, Space ticks.", order_words(sort))
}

#[component]
fn Head(ledger: Ledger, asked: Asked, floor: Floor) -> impl IntoView {
    let ids = move || ledger.rows.with(|rows| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>());
    let all = move || floor.ticked.with(|ticked| !ticked.is_empty() && ids().iter().all(|id| ticked.contains(id)));
    let some = move || floor.ticked.with(|ticked| !ticked.is_empty()) && !all();
    let toggle = move |_| {
        let every = !untrack(all);
        floor.ticked.update(|ticked| if every { ticked.extend(untrack(ids)) } else { ticked.clear() });
    };
    view! {
        <thead>
            <tr>
                <th scope="col" class="leadtable__tick">
                    <label class="check check--lone">
                        <input type="checkbox" aria-label="Select all on this page" prop:checked=all prop:indeterminate=some on:change=toggle/>
                    </label>
                </th>
                <SortHead label="Name" key=SortKey::Name asked=asked.clone() class="leadtable__who"/>
                <th scope="col" class="leadtable__status">"Status"</th>
                <th scope="col" class="leadtable__interest">"Interest" <span class="leadtable__aside">", and the words that say so"</span></th>
                <SortHead label="Score" key=SortKey::Score asked=asked.clone() class="leadtable__score"/>
                <th scope="col" class="leadtable__channel">"Channel"</th>
                <SortHead label="Follow-up" key=SortKey::FollowUpAt asked=asked class="leadtable__due"/>
                <th scope="col" class="leadtable__last">"Last word"</th>
            </tr>
        </thead>
    }
}

/// A column's head: a link that sorts by it, and turns the order round where it does already.
#[component]
fn SortHead(label: &'static str, key: SortKey, asked: Asked, class: &'static str) -> impl IntoView {
    let mine = asked.sort.key == key;
    let wanted = if mine { Sort { key, descending: !asked.sort.descending } } else { first_wish(key) };
    let sorted = mine.then_some(if asked.sort.descending { "descending" } else { "ascending" });
    let glyph = if asked.sort.descending { Glyph::ArrowDown } else { Glyph::ArrowUp };
    view! {
        <th scope="col" class=class aria-sort=sorted>
            <a class="sorthead" class:is-sorted=mine href=asked.sorted(wanted).address(None) data-noscroll="" data-tip=order_words(wanted)>
                {label}
                {mine.then(|| view! { <Icon glyph=glyph/> })}
            </a>
        </th>
    }
}

#[component]
fn Foot(ledger: Ledger, asked: Asked) -> impl IntoView {
    let before = asked.trail.len() * PAGE as usize;
    let count = move || {
        let rows = ledger.rows.with(Vec::len);
        let total = ledger.total.get().map(|total| format!(" of {}", wording::number(total))).unwrap_or_default();
        (rows > 0).then(|| format!("{} to {}{total}", before + 1, before + rows))
    };
    let newer = asked.newer().map(|asked| asked.address(None));
    let older = move || ledger.next.get().map(|cursor| asked.older(&cursor).address(None));
    view! {
        <footer class="leads__foot">
            <p class="leads__count">{count}</p>
            <nav class="pager" aria-label="Pages">
                {turn("Newer", newer, view! { <Icon glyph=Glyph::ChevronRight class="pager__back"/>"Newer" }.into_any())}
                {move || turn("Older", older(), view! { "Older"<Icon glyph=Glyph::ChevronRight/> }.into_any())}
            </nav>
        </footer>
    }
}

/// A link to another page; a button that says that there is none.
fn turn(name: &'static str, address: Option<String>, content: AnyView) -> AnyView {
    match address {
        Some(address) => {
            view! { <a class="button" href=address rel=if name == "Older" { "next" } else { "prev" }>{content}</a> }.into_any()
        }
        None => view! { <span class="button" role="link" aria-disabled="true">{content}</span> }.into_any(),
    }
}
