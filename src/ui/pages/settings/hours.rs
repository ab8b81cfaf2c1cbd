//! Weekly opening hours: a line a day, up to four spans each.

use leptos::prelude::*;

use crate::{
    domain::business::{Hours, OpenSpan},
    ui::{
        components::{
            field::{FieldNote, never_wrong},
            icon::{Glyph, Icon},
        },
        wording::{self, WEEKDAYS},
    },
};

const END_OF_DAY: u16 = 1440;
const MOST_SPANS: usize = 4;

#[component]
pub fn HoursField(value: RwSignal<Hours>, #[prop(into, default = never_wrong())] error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <fieldset class="hours" class:is-wrong=move || error.get().is_some() aria-describedby="hours-note">
            <legend class="field__label">"Opening hours"</legend>
            {(0..7).map(|day| view! { <Day day=day value=value/> }).collect_view()}
            <FieldNote id="hours-note" error=error help="The assistant tells these and offers meetings within them."/>
        </fieldset>
    }
}

fn spans(value: RwSignal<Hours>, day: usize) -> Vec<OpenSpan> {
    value.with(|hours| hours.0.get(day).cloned().unwrap_or_default())
}

fn change(value: RwSignal<Hours>, day: usize, change: impl FnOnce(&mut Vec<OpenSpan>)) {
    value.update(|hours| {
        if let Some(spans) = hours.0.get_mut(day) {
            change(spans);
        }
    });
}

#[component]
fn Day(day: usize, value: RwSignal<Hours>) -> impl IntoView {
    let name = WEEKDAYS.get(day).copied().unwrap_or_default();
    let open = Memo::new(move |_| !spans(value, day).is_empty());
    let count = Memo::new(move |_| spans(value, day).len());
    let toggle = move |_| {
        let was_open = open.get_untracked();
        change(value, day, |spans| if was_open { spans.clear() } else { spans.push(OpenSpan { from: 540, until: 1020 }) });
    };
    view! {
        <div class="hours__day" role="group" aria-label=format!("Hours on {name}")>
            <label class="check hours__name">
                <input type="checkbox" checked=open.get_untracked() prop:checked=move || open.get() on:change=toggle/>
                <span>{name}</span>
            </label>
            <div class="hours__spans">
                {move || (0..count.get()).map(|index| view! { <Span day=day index=index name=name value=value/> }).collect_view()}
                <Show when=move || !open.get()><span class="hours__closed">"Closed"</span></Show>
            </div>
            <div class="hours__tools">
                <Show when=move || open.get() && count.get() < MOST_SPANS>
                    <button type="button" class="iconbutton iconbutton--small" aria-label=format!("Add hours on {name}") data-tip="Add hours" on:click=move |_| add_span(value, day)>
                        <Icon glyph=Glyph::Plus/>
                    </button>
                </Show>
                {(day == 0).then(|| view! {
                    <button type="button" class="button button--small button--quiet" on:click=move |_| copy_monday(value)>"Copy to weekdays"</button>
                })}
            </div>
        </div>
    }
}

/// One more span: an hour after the last one ends, for as long as the day allows.
fn add_span(value: RwSignal<Hours>, day: usize) {
    change(value, day, |spans| {
        let from = spans.last().map_or(540, |last| last.until.saturating_add(60)).min(END_OF_DAY - 60);
        spans.push(OpenSpan { from, until: (from + 240).min(END_OF_DAY) });
    });
}

/// Tuesday to Friday as Monday.
fn copy_monday(value: RwSignal<Hours>) {
    value.update(|hours| {
        let monday = hours.0[0].clone();
        for day in &mut hours.0[1..5] {
            day.clone_from(&monday);
        }
    });
}

#[component]
fn Span(day: usize, index: usize, name: &'static str, value: RwSignal<Hours>) -> impl IntoView {
    let span = Memo::new(move |_| spans(value, day).get(index).copied());
    let from = move || span.get().map(|span| wording::minute(span.from)).unwrap_or_default();
    // A field of time has no 24:00: midnight is the end of the day here.
    let until = move || span.get().map(|span| wording::minute(span.until % END_OF_DAY)).unwrap_or_default();
    let set = move |text: String, end: bool| {
        // A half-typed time is empty: what was there stays.
        let Some(minute) = wording::parse_minute(&text) else { return };
        change(value, day, |spans| {
            if let Some(span) = spans.get_mut(index) {
                if end {
                    span.until = if minute == 0 { END_OF_DAY } else { minute };
                } else {
                    span.from = minute;
                }
            }
        });
    };
    let nth = if index == 0 { String::new() } else { format!(", span {}", index + 1) };
    view! {
        <span class="hours__span">
            <input class="input input--time" type="time" aria-label=format!("{name} from{nth}") value=untrack(from) prop:value=from on:change=move |event| set(event_target_value(&event), false)/>
            <span aria-hidden="true">"to"</span>
            <input class="input input--time" type="time" aria-label=format!("{name} until{nth}") value=untrack(until) prop:value=until on:change=move |event| set(event_target_value(&event), true)/>
            {(index > 0).then(|| view! {
                <button type="button" class="iconbutton iconbutton--small" aria-label=format!("Remove {name} span {}", index + 1) on:click=move |_| change(value, day, |spans| {
                    if index < spans.len() {
                        spans.remove(index);
                    }
                })>
                    <Icon glyph=Glyph::Cross/>
                </button>
            })}
        </span>
    }
}
