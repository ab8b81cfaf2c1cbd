//! What the figures are made of: by page, by where people came from, by language, channel, instruction or model.

use leptos::prelude::*;

use super::{
    board::{Board, Part},
    place::MEASURES,
    words,
};
use crate::{
    domain::analytics::{measure::Measure, overview::Group, tally::Dimension},
    rpc::analytics::{GroupsView, groups},
    ui::{
        components::{
            chart::ShareBar,
            drop::Drop,
            icon::{Glyph, Icon},
            notice::Empty,
            tabs::Tabs,
        },
        pages::logs::log_address,
        wording,
    },
};

const OF_VISITS: [Measure; 4] = [Measure::Chats, Measure::Leads, Measure::Qualified, Measure::Won];
const OF_MODELS: [Measure; 4] = [Measure::Answers, Measure::ModelErrors, Measure::Fallbacks, Measure::OutputTokens];

#[component]
pub fn Groups(board: Board) -> impl IntoView {
    let asked = board.place.asked;
    view! {
        <section class="card groups" aria-labelledby="groups-title">
            <div class="overview__cardhead">
                <h2 id="groups-title">"What it is made of"</h2>
                <Show when=move || asked.get().by != Dimension::Model><Ranking board=board/></Show>
            </div>
            <Tabs name="Split by" class="tabsrow groups__tabs">
                {Dimension::ALL.into_iter().map(|by| view! {
                    <a href=move || asked.get().split_by(by).address() data-noscroll=""
                        aria-current=move || (asked.get().by == by).then_some("true")>{words::dimension(by)}</a>
                }).collect_view()}
            </Tabs>
            <Part source=board.groups failed="This did not load" board=board
                show=|first, board| view! { <Values first=first board=board/> }.into_any()/>
        </section>
    }
}

/// By what the values are ordered.
#[component]
fn Ranking(board: Board) -> impl IntoView {
    let asked = board.place.asked;
    let label = view! {
        <span class="drop__name">"Most"</span>
        <b class="drop__value">{move || words::measure(asked.get().of)}</b>
        <Icon glyph=Glyph::ChevronDown/>
    }
    .into_any();
    view! {
        <Drop label=label class="button button--filter" end=true>
            {MEASURES.into_iter().filter(|(of, _)| *of != Measure::Answers).map(|(of, name)| view! {
                <a class="menu__item" href=move || asked.get().ranked_of(of).address() data-noscroll=""
                    aria-current=move || (asked.get().of == of).then_some("true")>{name}</a>
            }).collect_view()}
        </Drop>
    }
}

#[component]
fn Values(first: GroupsView, board: Board) -> impl IntoView {
    let asked = board.place.asked.get_untracked();
    let shown = board.keep(first, move || groups(asked.period, asked.by, asked.of));
    let columns = if asked.by == Dimension::Model { OF_MODELS } else { OF_VISITS };
    let most = Signal::derive(move || shown.with(|view| view.groups.iter().map(|group| group.counts.shown(asked.of)).max().unwrap_or(0)));
    let rows = move || {
        let GroupsView { range, groups } = shown.get();
        let row = |group: Group| {
            let leads_to = group.value.clone().and_then(|value| match asked.by {
                Dimension::Page => Some(log_address(range, Some(value.as_str()), None)),
                // What was added by hand has no conversation.
                Dimension::Channel if value != "manual" => Some(log_address(range, None, Some(value.as_str()))),
                _ => None,
            });
            view! { <Row group=group by=asked.by of=asked.of columns=columns most=most leads_to=leads_to/> }
        };
        groups.into_iter().map(row).collect_view()
    };
    view! {
        <Show when=move || !shown.with(|view| view.groups.is_empty()) fallback=|| view! {
            <Empty glyph=Glyph::Table title="Nothing counted" text="On these days there was nothing of this kind."/>
        }>
            <div class="tablewrap groups__wrap" tabindex="0" role="region" aria-label=words::dimension(asked.by)>
                <table class="table groups__table">
                    <caption class="sr">{format!("By {}", words::dimension(asked.by).to_lowercase())}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::dimension(asked.by)}</th>
                            {columns.map(|measure| view! { <th scope="col">{words::measure(measure)}</th> }).into_iter().collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Show>
    }
}

#[component]
fn Row(group: Group, by: Dimension, of: Measure, columns: [Measure; 4], most: Signal<u64>, leads_to: Option<String>) -> impl IntoView {
    let name = group.value.as_deref().map_or_else(|| "Other or not known".to_owned(), |value| words::value(by, value));
    let value = group.counts.shown(of);
    let name = match leads_to {
        Some(address) => view! { <a href=address dir="auto">{name}</a> }.into_any(),
        None => view! { <span dir="auto">{name}</span> }.into_any(),
    };
    view! {
        <tr class:is-rest=group.value.is_none()>
            <th scope="row"><span class="groups__name">{name}</span><ShareBar value=Signal::stored(value) whole=most/></th>
            {columns.map(|measure| view! { <td>{wording::number(group.counts.shown(measure))}</td> }).into_iter().collect_view()}
        </tr>
    }
}
