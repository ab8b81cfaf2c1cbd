//! The head of the page: title, table or board, the button for a new lead, and what narrows the list down.

use leptos::prelude::*;

use super::{
    assignees::AssigneeMenu,
    columns::ColumnMenu,
    floor::{Floor, Tally},
    place::{Asked, CHANNELS},
    table::order_words,
    views::Views,
};
use crate::{
    domain::lead::{
        LeadStatus,
        due::Due,
        query::{Sort, SortKey},
    },
    ui::{
        components::{
            drop::Drop,
            icon::{Glyph, Icon},
            tabs::Tabs,
        },
        exports::ExportMenu,
        search::SearchField,
        wording,
    },
};

/// The orders that the menu offers.
const ORDERS: [(SortKey, bool); 6] = [
    (SortKey::CreatedAt, true),
    (SortKey::UpdatedAt, true),
    (SortKey::Score, true),
    (SortKey::FollowUpAt, false),
    (SortKey::Name, false),
    (SortKey::CreatedAt, false),
];

#[component]
pub fn Head(floor: Floor) -> impl IntoView {
    let asked = floor.place.asked;
    let file = Callback::new(move |ending: &'static str| asked.with(|asked| asked.file(ending)));
    let of =
        Signal::derive(move || if asked.with(|asked| asked.query.due.is_some()) { ("follow-up", "follow-ups") } else { ("lead", "leads") });
    view! {
        <header class="leads__head">
            <div class="leads__title">
                <h1>"Leads"</h1>
                <span class="leads__total"><Count floor=floor of=|tally: Tally| tally.all() what="in all"/></span>
                <div class="leads__actions">
                    <Switch floor=floor/>
                    <button type="button" class="button needs-script" on:click=move |_| floor.importing.set(true)><Icon glyph=Glyph::Upload/><span class="leads__word">"Import"</span></button>
                    <ExportMenu file=file of=of word="leads__word"/>
                    <button type="button" class="button button--primary needs-script" on:click=move |_| floor.adding.set(true)><Icon glyph=Glyph::Plus/><span class="leads__word">"Add lead"</span></button>
                </div>
            </div>
            <SearchField node=NodeRef::new() class="search--list"/>
            <Views floor=floor/>
            <Show when=move || !floor.place.asked.with(|asked| asked.query.board)><StatusTabs floor=floor/></Show>
        </header>
        <Filters floor=floor/>
    }
}

/// A number of the tally; nothing until it is known.
#[component]
fn Count(floor: Floor, #[prop(into)] of: Callback<Tally, u64>, what: &'static str) -> impl IntoView {
    let count = move || {
        Suspend::new(async move {
            let first = floor.listed.await.ok().as_ref().and_then(Tally::first);
            move || {
                floor.tally.get().or_else(|| first.clone()).map(|tally| {
                    view! { <span class="count">{wording::number(of.run(tally))}<span class="sr">{format!(" {what}")}</span></span> }
                })
            }
        })
    };
    view! { <Transition>{count}</Transition> }
}

#[component]
fn Switch(floor: Floor) -> impl IntoView {
    let address = move |board: bool| floor.place.asked.with(|asked| asked.on_board(board).address(None));
    let current = move |board: bool| (floor.place.asked.with(|asked| asked.query.board) == board).then_some("true");
    view! {
        <nav class="segments" aria-label="View">
            <a class="segment" href=move || address(false) data-noscroll="" aria-current=move || current(false)><Icon glyph=Glyph::Table/><span class="leads__word">"Table"</span></a>
            <a class="segment" href=move || address(true) data-noscroll="" aria-current=move || current(true)><Icon glyph=Glyph::Board/><span class="leads__word">"Board"</span></a>
        </nav>
    }
}

/// All, each status, and what is due, with their counts.
#[component]
fn StatusTabs(floor: Floor) -> impl IntoView {
    let asked = floor.place.asked;
    let current =
        move |status: Option<LeadStatus>| asked.with(|asked| (asked.query.due.is_none() && asked.query.status == status).then_some("true"));
    let address = move |status: Option<LeadStatus>| asked.with(|asked| asked.of_status(status).address(None));
    view! {
        <Tabs name="Which leads" class="tabsrow leads__tabs">
            <a href=move || address(None) data-noscroll="" aria-current=move || current(None)>"All" <Count floor=floor of=|tally: Tally| tally.all() what="leads"/></a>
            {LeadStatus::ALL.into_iter().map(|status| view! {
                <a href=move || address(Some(status)) data-noscroll="" aria-current=move || current(Some(status))>
                    {wording::status(status)} " " <Count floor=floor of=move |tally: Tally| tally.of_status(status) what="leads"/>
                </a>
            }).collect_view()}
            <a href=move || asked.with(|asked| asked.only_due(Due::Overdue).address(None)) data-noscroll=""
                aria-current=move || asked.with(|asked| asked.query.due.map(|_| "true"))>
                "Due" " " <Count floor=floor of=|tally: Tally| tally.overdue what="follow-ups"/>
            </a>
        </Tabs>
    }
}

/// What is due by now, by tonight, and by the end of the week; each holds those before it.
#[component]
fn DueLinks(floor: Floor) -> impl IntoView {
    let asked = floor.place.asked;
    view! {
        <nav class="segments" aria-label="Due until">
            {Due::ALL.into_iter().map(|due| view! {
                <a class="segment" href=move || asked.with(|asked| asked.only_due(due).address(None)) data-noscroll=""
                    aria-current=move || asked.with(|asked| (asked.query.due == Some(due)).then_some("true"))>{due_words(due)}</a>
            }).collect_view()}
        </nav>
    }
}

fn due_words(due: Due) -> &'static str {
    match due {
        Due::Overdue => "Overdue",
        Due::Today => "Today",
        Due::Week => "This week",
    }
}

#[component]
fn Filters(floor: Floor) -> impl IntoView {
    let asked = floor.place.asked;
    let words = move || asked.with(|asked| asked.query.words.clone());
    view! {
        <div class="leads__filters" role="group" aria-label="Filters">
            <Show when=move || asked.with(|asked| asked.query.due.is_some())><DueLinks floor=floor/></Show>
            <ChannelMenu floor=floor/>
            <AssigneeMenu floor=floor/>
            {move || words().map(|words| view! {
                <p class="chip">
                    <span class="chip__name">"Matching"</span>
                    <span class="chip__value" dir="auto">{words}</span>
                    <a class="chip__off" href=asked.with(|asked| asked.without_words().address(None)) data-noscroll=""
                        aria-label="Clear the search"><Icon glyph=Glyph::Cross/></a>
                </p>
            })}
            {move || asked.with(Asked::is_narrowed).then(|| view! {
                <a class="leads__clear" href=asked.with(|asked| asked.cleared().address(None)) data-noscroll="">"Clear filters"</a>
            })}
            <div class="leads__sort">
                <Show when=move || !asked.with(|asked| asked.query.board)><ColumnMenu floor=floor/></Show>
                <SortMenu floor=floor/>
            </div>
        </div>
    }
}

#[component]
fn ChannelMenu(floor: Floor) -> impl IntoView {
    let asked = floor.place.asked;
    let chosen = move || asked.with(|asked| asked.query.channel);
    let label = view! {
        <span class="drop__name">"Channel"</span>
        <b class="drop__value">{move || chosen().map_or("Any", wording::channel)}</b>
        <Icon glyph=Glyph::ChevronDown/>
    }
    .into_any();
    view! {
        <Drop label=label class="button button--filter">
            {std::iter::once(None).chain(CHANNELS.into_iter().map(Some)).map(|channel| view! {
                <a class="menu__item" href=move || asked.with(|asked| asked.of_channel(channel).address(None)) data-noscroll=""
                    aria-current=move || (chosen() == channel).then_some("true")>
                    {channel.map_or("Any", wording::channel)}
                    {move || (chosen() == channel).then(|| view! { <Icon glyph=Glyph::Check class="menu__sign"/> })}
                </a>
            }).collect_view()}
        </Drop>
    }
}

#[component]
fn SortMenu(floor: Floor) -> impl IntoView {
    let asked = floor.place.asked;
    let chosen = move || asked.with(|asked| asked.query.sort);
    let label = view! {
        {move || view! { <Icon glyph=if chosen().descending { Glyph::ArrowDown } else { Glyph::ArrowUp }/> }}
        <span class="sr">"Order: "</span>
        <span>{move || order_words(chosen())}</span>
    }
    .into_any();
    view! {
        <Drop label=label class="button button--filter" end=true>
            {ORDERS.into_iter().map(|(key, descending)| Sort { key, descending }).map(|sort| view! {
                <a class="menu__item" href=move || asked.with(|asked| asked.sorted(sort).address(None)) data-noscroll=""
                    aria-current=move || (chosen() == sort).then_some("true")>
                    {order_words(sort)}
                    {move || (chosen() == sort).then(|| view! { <Icon glyph=Glyph::Check class="menu__sign"/> })}
                </a>
            }).collect_view()}
        </Drop>
    }
}
