//! The head of the Overview: which day it is, which days are looked at, and the way to the report.

use jiff::civil::Date;
use leptos::{ev::SubmitEvent, html, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{board::Board, place::OVERVIEW, words};
use crate::{
    domain::analytics::range::Range,
    rpc::analytics::Period,
    ui::{
        browser,
        components::{
            drop::close_when_left,
            field::{DayField, sentence},
            icon::{Glyph, Icon},
        },
        live::{Link, use_live},
        pages::reports::REPORTS,
        session::use_zone,
        wording,
    },
};

const PERIODS: [(Period, &str, &str); 4] = [
    (Period::Today, "Today", "Today"),
    (Period::Days(7), "7 days", "7 d"),
    (Period::Days(30), "30 days", "30 d"),
    (Period::Days(90), "90 days", "90 d"),
];

#[component]
pub fn Head(board: Board) -> impl IntoView {
    let (live, zone) = (use_live(), use_zone());
    let local = Memo::new(move |_| live.now.get().map(|now| browser::civil(now, &zone.get())));
    let today = Memo::new(move |_| local.get().map(|local| local.date()));
    let day = move || today.get().map(wording::full_day);
    let clock = move || local.get().map(|local| format!("{} in {}", wording::clock(local), wording::city(&zone.get())));
    view! {
        <header class="pagehead overview__head">
            <div class="overview__title">
                <h1><span class="sr">"Overview, "</span>{day}</h1>
                <span class="overview__clock">{clock}</span>
                <span class="livemark" class:is-open=move || live.link.get() == Link::Open aria-hidden="true"><span class="dot"></span>"Live"</span>
            </div>
            <div class="overview__actions">
                <Periods board=board/>
                <a class="button" href=REPORTS><Icon glyph=Glyph::Download/>"Report"</a>
            </div>
        </header>
    }
}

#[component]
fn Periods(board: Board) -> impl IntoView {
    let asked = board.place.asked;
    let current = move |period: Period| (asked.get().period == period).then_some("true");
    let other = NodeRef::<html::Details>::new();
    let leave = close_when_left(other);
    let is_other = Memo::new(move |_| !PERIODS.iter().any(|(period, ..)| *period == asked.get().period));
    let label = move || if is_other.get() { words::period(asked.get().period) } else { "Other days".to_owned() };
    let label = view! {
        <Icon glyph=Glyph::Calendar/>
        <span class="drop__value">{label}</span>
        <Icon glyph=Glyph::ChevronDown/>
    }
    .into_any();
    view! {
        <nav class="segments" aria-label="Which days">
            {PERIODS.into_iter().map(|(period, name, short)| view! {
                <a class="segment" href=move || asked.get().of_period(period).address() data-noscroll="" aria-current=move || current(period)>
                    <span class="overview__long">{name}</span>
                    <span class="overview__short" aria-hidden="true">{short}</span>
                </a>
            }).collect_view()}
        </nav>
        <details class="drop overview__other" node_ref=other on:keydown=leave>
            <summary class="button">{label}</summary>
            <div class="drop__list drop__list--end"><Between board=board node=other/></div>
        </details>
    }
}

/// From one day to another: a plain form, whose address the page follows when it is awake.
#[component]
fn Between(board: Board, node: NodeRef<html::Details>) -> impl IntoView {
    let asked = board.place.asked;
    let shown = move |last: bool| match asked.get().period {
        Period::Between(range) if last => range.to().to_string(),
        Period::Between(range) => range.from().to_string(),
        _ => String::new(),
    };
    let (from, to) = (RwSignal::new(untrack(move || shown(false))), RwSignal::new(untrack(move || shown(true))));
    Effect::new(move |_| {
        from.set(shown(false));
        to.set(shown(true));
    });
    let wrong = RwSignal::new(None::<String>);
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match read(&from.get_untracked(), &to.get_untracked()) {
            Ok(range) => {
                wrong.set(None);
                if let Some(details) = node.get_untracked() {
                    details.set_open(false);
                }
                let address = asked.get_untracked().of_period(Period::Between(range)).address();
                navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() });
            }
            Err(problem) => wrong.set(Some(problem)),
        }
    };
    view! {
        <form class="between" method="get" action=OVERVIEW on:submit=submit>
            <DayField label="From" name="from" value=from required=true/>
            <DayField label="Until" name="to" value=to required=true/>
            {move || asked.get().kept().into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
            <p class="field__note field__note--wrong" role="alert">{move || wrong.get()}</p>
            <button type="submit" class="button button--primary">"Show"</button>
        </form>
    }
}

/// # Errors
/// What is wrong with the days, for a person.
fn read(from: &str, to: &str) -> Result<Range, String> {
    let day = |text: &str| text.trim().parse::<Date>().map_err(|_| "Choose both days.".to_owned());
    Range::new(day(from)?, day(to)?).map_err(|problem| sentence(&format!("{problem}.")))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn days_that_cannot_be_are_refused_in_words() {
        assert!(read("2026-11-01", "2026-11-24").is_ok());
        assert_eq!(read("", "2026-11-24"), Err("Choose both days.".into()));
        assert_eq!(read("2026-11-24", "2026-11-01"), Err("The last day must not be before the first.".into()));
    }
}
