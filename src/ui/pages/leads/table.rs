//! The table: rows of one page, their order, what is ticked, and the way to newer and older ones.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{
    bar::SelectionBar,
    columns::{Shown, chosen, column_class, column_words},
    floor::{Floor, PAGE, Question, Tally},
    keys::focus_followed,
    ledger::Ledger,
    nothing::Nothing,
    place::Asked,
    row::RowView,
};
use crate::{
    domain::{
        ids::LeadId,
        lead::{
            query::{Sort, SortKey},
            views::LeadColumn,
        },
    },
    rpc::leads::{LeadBasics, LeadList},
    ui::{
        components::icon::{Glyph, Icon},
        live::use_live,
        wording,
    },
};

#[component]
pub fn Table(first: LeadList, asked: Asked, basics: LeadBasics, floor: Floor) -> impl IntoView {
    let (live, tally) = (use_live(), Tally::of(&first));
    let ledger = Ledger::new("table", first, Question::of(&asked), floor);
    live.subscribe(move |news| ledger.hear(&news));
    Effect::new(move |_| floor.order.set(Some(ledger.rows.with(|rows| rows.iter().map(|row| row.id.clone()).collect()))));
    // What is ticked is in sight: another page begins with nothing ticked, and what leaves the page is let go.
    Effect::new(move |_| floor.ticked.set(BTreeSet::new()));
    Effect::new(move |_| {
        let there: BTreeSet<LeadId> = ledger.rows.with(|rows| rows.iter().map(|row| row.id.clone()).collect());
        if floor.ticked.with_untracked(|ticked| !ticked.is_subset(&there)) {
            floor.ticked.update(|ticked| ticked.retain(|id| there.contains(id)));
        }
    });
    Effect::new(move |_| {
        floor.tally.set(Some(tally.clone()));
        focus_followed(floor);
    });
    let (sort, columns) = (asked.query.sort, chosen(floor, basics));
    let (head, foot, nothing) = (asked.clone(), asked.clone(), asked);
    view! {
        <div class="leads__scroll" tabindex="-1">
            <Show when=move || !ledger.rows.with(Vec::is_empty) fallback=move || view! { <Nothing asked=nothing.clone() floor=floor further=ledger.next/> }>
                <table class="leadtable">
                    <caption class="sr">{caption(sort)}</caption>
                    <Head ledger=ledger asked=head.clone() columns=columns floor=floor/>
                    <tbody data-ledger=ledger.name on:mouseleave=move |_| ledger.settle()>
                        <For each=move || ledger.rows.get() key=|row| row.id.clone() let:row><RowView row=row columns=columns floor=floor/></For>
                    </tbody>
                </table>
            </Show>
        </div>
        <SelectionBar ledger=ledger floor=floor/>
        <Foot ledger=ledger asked=foot floor=floor/>
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
fn Head(ledger: Ledger, asked: Asked, columns: Memo<Shown>, floor: Floor) -> impl IntoView {
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
                    <label class="check check--lone needs-script">
                        <input type="checkbox" aria-label="Select all on this page" prop:checked=all prop:indeterminate=some on:change=toggle/>
                    </label>
                </th>
                <SortHead label="Name" id="sort-name" key=SortKey::Name asked=asked.clone() floor=floor class="leadtable__who"/>
                {move || columns.with(|shown| shown.columns.iter().map(|column| heading(*column, &asked, floor)).collect_view())}
                {move || columns.get().own.into_iter().map(|field| view! { <th scope="col" class="leadtable__text" dir="auto">{field.label}</th> }).collect_view()}
            </tr>
        </thead>
    }
}

fn heading(column: LeadColumn, asked: &Asked, floor: Floor) -> AnyView {
    let (class, label) = (column_class(column), column_words(column));
    let sorted = |id: &'static str, key: SortKey| {
        view! { <SortHead label=label id=id key=key asked=asked.clone() floor=floor class=class/> }.into_any()
    };
    match column {
        LeadColumn::Score => sorted("sort-score", SortKey::Score),
        LeadColumn::FollowUp => sorted("sort-due", SortKey::FollowUpAt),
        LeadColumn::Created => sorted("sort-created", SortKey::CreatedAt),
        LeadColumn::Interest => {
            view! { <th scope="col" class=class>{label} <span class="leadtable__aside">", and the words that say so"</span></th> }
                .into_any()
        }
        _ => view! { <th scope="col" class=class>{label}</th> }.into_any(),
    }
}

/// A column's head: a link that sorts by it, and turns the order round where it does already.
#[component]
fn SortHead(label: &'static str, id: &'static str, key: SortKey, asked: Asked, floor: Floor, class: &'static str) -> impl IntoView {
    let mine = asked.query.sort.key == key;
    let wanted = if mine { Sort { key, descending: !asked.query.sort.descending } } else { first_wish(key) };
    let sorted = mine.then_some(if asked.query.sort.descending { "descending" } else { "ascending" });
    let glyph = if asked.query.sort.descending { Glyph::ArrowDown } else { Glyph::ArrowUp };
    view! {
        <th scope="col" class=class aria-sort=sorted>
            <a class="sorthead" id=id class:is-sorted=mine href=asked.sorted(wanted).address(None) data-noscroll="" data-tip=order_words(wanted)
                on:click=move |_| floor.followed.set_value(Some(id))>
                {label}
                {mine.then(|| view! { <Icon glyph=glyph/> })}
            </a>
        </th>
    }
}

#[component]
fn Foot(ledger: Ledger, asked: Asked, floor: Floor) -> impl IntoView {
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
                {turn("page-newer", "prev", newer, floor, view! { <Icon glyph=Glyph::ChevronRight class="pager__back"/>"Newer" }.into_any())}
                {move || turn("page-older", "next", older(), floor, view! { "Older"<Icon glyph=Glyph::ChevronRight/> }.into_any())}
            </nav>
        </footer>
    }
}

/// A link to another page; a button that says that there is none.
fn turn(id: &'static str, rel: &'static str, address: Option<String>, floor: Floor, content: AnyView) -> AnyView {
    match address {
        Some(address) => {
            let follow = move |_| floor.followed.set_value(Some(id));
            view! { <a class="button" id=id href=address rel=rel on:click=follow>{content}</a> }.into_any()
        }
        None => view! { <span class="button" role="link" aria-disabled="true">{content}</span> }.into_any(),
    }
}
