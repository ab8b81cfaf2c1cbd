//! Lines over time. A pointer or the arrows choose a point, whose numbers are told; Enter or a press leads to what was counted.

use leptos::{ev::KeyboardEvent, prelude::*};
use leptos_router::hooks::use_navigate;

use super::{Lines, Series, area, dot, path, places, scale};
use crate::ui::wording;

#[component]
pub fn LineChart(
    /// What it shows, for ears.
    title: &'static str,
    #[prop(into)] lines: Signal<Lines>,
) -> impl IntoView {
    let at = RwSignal::new(None::<usize>);
    let numbers =
        move || scale(lines.with(Lines::most)).into_iter().map(|number| view! { <li>{wording::number(number)}</li> }).collect_view();
    view! {
        <div class="chart" dir="ltr">
            <ul class="chart__scale" aria-hidden="true">{numbers}</ul>
            <div class="chart__plot" on:mouseleave=move |_| at.set(None)>
                <Drawing lines=lines at=at/>
                <Columns lines=lines at=at/>
                <Keys title=title lines=lines at=at/>
            </div>
        </div>
    }
}

/// The point that is chosen. What goes away loses the focus and the pointer on its way, and by then this is gone.
fn chosen(at: RwSignal<Option<usize>>) -> Option<usize> {
    at.try_get().flatten()
}

/// The names and colours of the lines.
#[component]
pub fn Legend(#[prop(into)] lines: Signal<Lines>) -> impl IntoView {
    let each = move || {
        let names = lines.with(|lines| lines.series.iter().map(|series| (series.name, series.tone)).collect::<Vec<_>>());
        names.into_iter().map(|(name, tone)| view! { <li class=format!("legend__one tone--{tone}")>{name}</li> }).collect_view()
    };
    view! { <ul class="legend">{each}</ul> }
}

#[component]
fn Drawing(lines: Signal<Lines>, at: RwSignal<Option<usize>>) -> impl IntoView {
    let grid = (0..=4).map(|line| format!("M0 {}H100", line * 25)).collect::<String>();
    let drawn = move || {
        lines.with(|lines| {
            let top = scale(lines.most()).first().copied().unwrap_or(1);
            lines.series.iter().enumerate().map(|(nth, series)| one(series, top, lines.is_open, nth == 0)).collect_view()
        })
    };
    let marks = move || {
        let at = chosen(at)?;
        lines.try_with(|lines| {
            let top = scale(lines.most()).first().copied().unwrap_or(1);
            let mark = |series: &Series| {
                let place = places(&series.values, top).get(at).copied()?;
                Some(view! { <path class=format!("chart__dot tone--{}", series.tone) d=dot(place)/> })
            };
            lines.series.iter().filter_map(mark).collect_view()
        })
    };
    view! {
        <svg class="chart__drawing" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <path class="chart__grid" d=grid/>
            <g>{drawn}</g>
            <g>{marks}</g>
        </svg>
    }
}

/// A line; the first one with its area. What is not over is dotted and ends in a hollow point.
fn one(series: &Series, top: u64, is_open: bool, is_first: bool) -> impl IntoView + use<> {
    let all = places(&series.values, top);
    let sure = if is_open { all.len().saturating_sub(1) } else { all.len() };
    let (settled, ending) = (&all[..sure], &all[sure.saturating_sub(1)..]);
    let end = all.last().copied().filter(|_| is_open);
    view! {
        <g class=format!("tone--{}", series.tone)>
            {is_first.then(|| view! { <path class="chart__area" d=area(&all)/> })}
            <path class="chart__line" class:chart__line--first=is_first d=path(settled)/>
            {is_open.then(|| view! { <path class="chart__line chart__line--open" d=path(ending)/> })}
            {end.map(|end| view! { <path class="chart__dot" d=dot(end)/><path class="chart__dot chart__dot--hollow" d=dot(end)/> })}
        </g>
    }
}

/// A column for each point: its word below the axis, what it leads to, and its numbers while it is chosen.
#[component]
fn Columns(lines: Signal<Lines>, at: RwSignal<Option<usize>>) -> impl IntoView {
    let points = Memo::new(move |_| lines.with(|lines| lines.points.clone()));
    let each = move || {
        let points = points.get();
        let half = points.len() / 2;
        points
            .into_iter()
            .enumerate()
            .map(|(nth, point)| {
                let is_here = Memo::new(move |_| chosen(at) == Some(nth));
                let is_here = move || is_here.try_get().unwrap_or(false);
                let side = if nth < half { "chart__tip" } else { "chart__tip chart__tip--before" };
                let tip = move || is_here().then(|| view! { <span class=side>{move || tip(lines, nth)}</span> });
                view! {
                    <a class="chart__column" class:is-here=is_here href=point.address tabindex="-1" on:mouseenter=move |_| at.set(Some(nth))>
                        <span class="chart__tick">{point.tick}</span>
                        {tip}
                    </a>
                }
            })
            .collect_view()
    };
    view! { <div class="chart__columns" aria-hidden="true">{each}</div> }
}

fn tip(lines: Signal<Lines>, nth: usize) -> impl IntoView {
    lines.with(|lines| {
        let name = lines.points.get(nth).map(|point| point.name.clone()).unwrap_or_default();
        let number = |series: &Series| {
            let value = series.values.get(nth).copied().unwrap_or(0);
            view! { <span class=format!("chart__number tone--{}", series.tone)>{series.name}<b>{wording::number(value)}</b></span> }
        };
        let numbers = lines.series.iter().map(number).collect_view();
        view! { <span class="chart__name">{name}</span>{numbers} }
    })
}

/// What the keyboard and ears have of it.
#[component]
fn Keys(title: &'static str, lines: Signal<Lines>, at: RwSignal<Option<usize>>) -> impl IntoView {
    let navigate = use_navigate();
    let last = move || lines.try_with(|lines| lines.points.len().saturating_sub(1)).unwrap_or(0);
    let here = move || chosen(at).unwrap_or_else(last).min(last());
    let press = move |event: KeyboardEvent| {
        let (here, last) = (untrack(here), untrack(last));
        if event.key() == "Enter" {
            let address = lines.try_with_untracked(|lines| lines.points.get(here).map(|point| point.address.clone()));
            if let Some(address) = address.flatten().filter(|address| !address.is_empty()) {
                event.prevent_default();
                navigate(&address, Default::default());
            }
        } else if let Some(wanted) = goal(&event.key(), here, last) {
            event.prevent_default();
            at.set(Some(wanted));
        }
    };
    view! {
        <div
            class="chart__keys needs-script"
            role="slider"
            tabindex="0"
            aria-label=title
            aria-valuemin="0"
            aria-valuemax=move || last().to_string()
            aria-valuenow=move || here().to_string()
            aria-valuetext=move || lines.try_with(|lines| lines.told(here()))
            on:keydown=press
            on:focus=move |_| at.set(Some(untrack(here)))
            on:blur=move |_| at.set(None)
        ></div>
    }
}

/// Where a key leads from a point; the axis runs from left to right in every language.
fn goal(key: &str, here: usize, last: usize) -> Option<usize> {
    match key {
        "ArrowRight" | "ArrowUp" => Some(last.min(here + 1)),
        "ArrowLeft" | "ArrowDown" => Some(here.saturating_sub(1)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::goal;

    #[test]
    fn keys_stay_within_the_axis() {
        let from = |here| ["ArrowRight", "ArrowLeft", "Home", "End", "Enter"].map(|key| goal(key, here, 3));
        assert_eq!(from(0), [Some(1), Some(0), Some(0), Some(3), None]);
        assert_eq!(from(3), [Some(3), Some(2), Some(0), Some(3), None]);
        assert_eq!(goal("ArrowRight", 0, 0), Some(0));
    }
}
