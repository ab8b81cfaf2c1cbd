//! The numbers: the five that count most, each beside the days before, and the rest in a line.

use leptos::prelude::*;

use super::words::{self, Way};
use crate::{
    domain::analytics::measure::Measure,
    rpc::analytics::{OverviewView, Period},
    ui::{
        components::{
            chart::Spark,
            icon::{Glyph, Icon},
        },
        pages::logs::log_address,
        search::LEADS,
        wording,
    },
};

/// With the colours that the lines below have.
const SHOWN: [(Measure, u8); 4] = [(Measure::Opens, 6), (Measure::Chats, 1), (Measure::Leads, 2), (Measure::Meetings, 3)];
/// Each with whether fewer is better.
const MORE: [(Measure, bool); 8] = [
    (Measure::VisitorMessages, false),
    (Measure::Qualified, false),
    (Measure::Agreed, false),
    (Measure::Won, false),
    (Measure::Lost, true),
    (Measure::ModelErrors, true),
    (Measure::Fallbacks, true),
    (Measure::Unanswered, true),
];

/// How many there are, and how many there were before.
fn compared(view: &OverviewView, measure: Measure) -> (u64, u64) {
    let beside = [&view.figures.model_errors, &view.figures.fallbacks, &view.figures.unanswered];
    let figure = view.figures.figures.iter().chain(beside).find(|figure| figure.measure == measure);
    let (now, before) = figure.map_or((0, 0), |figure| (figure.now, figure.before));
    (now, view.yesterday_so_far.as_ref().map_or(before, |counts| counts.shown(measure)))
}

/// What they are compared with, in words.
fn before_words(view: &OverviewView, period: Period) -> String {
    words::before(period, view.figures.range, view.yesterday_so_far.as_ref().map(|_| view.hour))
}

#[component]
pub fn Numbers(shown: RwSignal<OverviewView>, period: Period) -> impl IntoView {
    view! {
        <section class="numberscard" aria-label="Key numbers">
            {SHOWN.into_iter().map(|(measure, tone)| view! { <Number shown=shown period=period measure=measure tone=tone/> }).collect_view()}
            <ReplyTime shown=shown/>
        </section>
    }
}

#[component]
fn Number(shown: RwSignal<OverviewView>, period: Period, measure: Measure, tone: u8) -> impl IntoView {
    let pair = Memo::new(move |_| shown.with(|view| compared(view, measure)));
    let line =
        Signal::derive(move || shown.with(|view| view.figures.series.iter().map(|point| point.counts.shown(measure)).collect::<Vec<_>>()));
    let name = words::measure(measure);
    let name = move || match measure {
        Measure::Chats => {
            let address = shown.with(|view| log_address(view.figures.range, None, None));
            view! { <a href=address>{name}</a> }.into_any()
        }
        Measure::Leads => view! { <a href=LEADS>{name}</a> }.into_any(),
        _ => name.into_any(),
    };
    view! {
        <div class="number" data-measure=measure.as_str()>
            <h2 class="number__name">{name}</h2>
            <p class="number__value">{move || wording::number(pair.get().0)}</p>
            <Spark values=line tone=tone/>
            <p class="number__change"><Change pair=pair/>" "<span class="number__before">{move || {
                shown.with(|view| format!("{} {}", wording::number(pair.get().1), before_words(view, period)))
            }}</span></p>
        </div>
    }
}

/// A sign and a word, never a colour alone.
#[component]
fn Change(
    pair: Memo<(u64, u64)>,
    /// Fewer is better.
    #[prop(optional)]
    is_bad: bool,
) -> impl IntoView {
    move || {
        let (now, before) = pair.get();
        let (way, words) = words::change(now, before);
        let (glyph, is_good) = match way {
            Way::Up => (Some(Glyph::ArrowUp), !is_bad),
            Way::Down => (Some(Glyph::ArrowDown), is_bad),
            Way::Same => (None, true),
        };
        let class = match (way, is_good) {
            (Way::Same, _) => "change",
            (_, true) => "change change--good",
            (_, false) => "change change--bad",
        };
        view! { <span class=class>{glyph.map(|glyph| view! { <Icon glyph=glyph/> })}{words}</span> }
    }
}

/// Half of the answers came within this time.
#[component]
fn ReplyTime(shown: RwSignal<OverviewView>) -> impl IntoView {
    let times = Memo::new(move |_| shown.with(|view| view.figures.reply_times));
    let value = move || times.get().map_or_else(|| "–".to_owned(), |times| wording::duration(times.p50));
    let more = move || match times.get() {
        None => "nothing was answered".to_owned(),
        Some(times) if times.is_open => format!("median; 1 in 20 over {}", wording::duration(times.p95)),
        Some(times) => format!("median; 19 in 20 within {}", wording::duration(times.p95)),
    };
    view! {
        <div class="number" data-measure="reply">
            <h2 class="number__name">"Reply time"</h2>
            <p class="number__value">{value}</p>
            <p class="number__change"><span class="number__before">{more}</span></p>
        </div>
    }
}

/// What else was counted, and what answering cost.
#[component]
pub fn More(shown: RwSignal<OverviewView>, period: Period) -> impl IntoView {
    let rest = MORE.into_iter().map(|(measure, is_bad)| {
        let pair = Memo::new(move |_| shown.with(|view| compared(view, measure)));
        view! { <Small name=words::measure(measure) pair=pair is_bad=is_bad/> }
    });
    let tokens = move || wording::number(shown.with(|view| view.figures.tokens));
    let cost = move || shown.with(|view| cost_words(view.figures.tokens, view.figures.cost, view.figures.cost_is_partial));
    view! {
        <section class="morefigures" aria-label="More numbers">
            <p class="morefigures__with">{move || shown.with(|view| format!("Compared with {}.", before_words(view, period)))}</p>
            <dl class="morefigures__list">
                {rest.collect_view()}
                <div class="smallnumber"><dt>"Tokens"</dt><dd>{tokens}</dd></div>
                <div class="smallnumber"><dt>"Cost of answers"</dt><dd>{cost}</dd></div>
            </dl>
        </section>
    }
}

/// In whatever money the owner wrote the prices.
fn cost_words(tokens: u64, cost: u64, is_partial: bool) -> String {
    match (tokens, is_partial, cost) {
        (0, ..) => "none".into(),
        (_, true, 0) => "no prices known".into(),
        (_, true, cost) => format!("{}, not all prices known", wording::money(cost)),
        (_, false, cost) => wording::money(cost),
    }
}

#[component]
fn Small(name: &'static str, pair: Memo<(u64, u64)>, is_bad: bool) -> impl IntoView {
    view! {
        <div class="smallnumber">
            <dt>{name}</dt>
            <dd>{move || wording::number(pair.get().0)}" "<Change pair=pair is_bad=is_bad/></dd>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::cost_words;

    #[test]
    fn a_cost_is_not_said_where_it_is_not_known() {
        let said = |tokens, cost, partial| cost_words(tokens, cost, partial);
        assert_eq!([said(0, 0, false), said(9, 0, true), said(9, 0, false)], ["none", "no prices known", "0.00"]);
        assert_eq!(said(9, 1_500_000, true), "1.50, not all prices known");
    }
}
