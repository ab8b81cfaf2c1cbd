//! Another time for a meeting: the free ones by day, on both clocks. A plain form where there are no scripts.

use jiff::{ToSpan, civil::Date};
use leptos::{
    ev::{Event, SubmitEvent},
    prelude::*,
    task::spawn_local,
    web_sys::HtmlElement,
};

use super::{
    add::today,
    drawer::{DAYS, Dossier},
};
use crate::{
    domain::{
        api_error::ApiError,
        time::{Timestamp, rfc3339},
    },
    rpc::schedule::{FreeTime, FreeTimes, free_times},
    ui::{
        browser,
        components::{
            button::WorkButton,
            icon::{Glyph, Icon},
            notice::{Failure, Note, Tone},
        },
        live::use_live,
        session::{leave_if_signed_out, use_zone},
        wording,
    },
};

/// Free times by the business's days, in order.
fn by_day(times: &[FreeTime]) -> Vec<(Date, Vec<FreeTime>)> {
    let mut days: Vec<(Date, Vec<FreeTime>)> = vec![];
    for time in times {
        match days.last_mut() {
            Some((date, of_day)) if *date == time.date => of_day.push(time.clone()),
            _ => days.push((time.date, vec![time.clone()])),
        }
    }
    days
}

#[component]
pub fn Picker(dossier: Dossier) -> impl IntoView {
    let (chosen, busy, awake) = (RwSignal::new(None::<Timestamp>), dossier.busy, RwSignal::new(false));
    // Without scripts nobody knows here what is chosen.
    Effect::new(move |_| awake.set(true));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(start) = chosen.get_untracked().filter(|_| !busy.get_untracked()) {
            busy.set(true);
            dossier.agenda.move_to(untrack(|| dossier.row()), start, move |answer| {
                if answer.is_ok() {
                    chosen.try_set(None);
                }
                dossier.take(answer);
            });
        }
    };
    let fixed = dossier.view.with_untracked(|view| (view.row.id.to_string(), view.row.version.to_string()));
    view! {
        <section class="drawerpart picker" aria-labelledby="picker-title">
            <h3 id="picker-title">"Move to another time"</h3>
            <form method="post" action="/rpc/meetings/move" on:submit=submit>
                <input type="hidden" name="id" value=fixed.0/>
                <input type="hidden" name="version" value=fixed.1/>
                {move || dossier.free.get().map(|free| match free {
                    Ok(free) => view! { <Times free=free dossier=dossier chosen=chosen/> }.into_any(),
                    Err(error) => view! { <Failure title="Free times did not load" error=error/> }.into_any(),
                })}
                <div class="savebar">
                    <WorkButton label="Move" busy=busy disabled=Signal::derive(move || awake.get() && chosen.get().is_none()) class="button button--small button--primary"/>
                </div>
            </form>
        </section>
    }
}

/// Days stay open when the times are drawn anew.
fn fold(dossier: Dossier, date: Date, event: &Event) {
    let is_open = event_target::<HtmlElement>(event).has_attribute("open");
    dossier.unfolded.try_update_value(|days| if is_open { days.insert(date) } else { days.remove(&date) });
}

#[component]
fn Times(free: FreeTimes, dossier: Dossier, chosen: RwSignal<Option<Timestamp>>) -> impl IntoView {
    let days = by_day(&free.times);
    let last = days.last().map(|(date, _)| *date);
    let is_empty = days.is_empty();
    let is_later = dossier.from.with_value(Option::is_some);
    let none = if is_later { "No time is free in these two weeks." } else { "No time is free in the next two weeks." };
    view! {
        {free.blind.then(|| view! { <Note tone=Tone::Warning><p>"Google Calendar does not answer: one of these may turn out to be taken."</p></Note> })}
        {is_empty.then(|| view! { <p class="picker__none">{none}</p> })}
        {days.into_iter().enumerate().map(|(index, (date, times))| view! {
            <details class="pickerday" open={index == 0 || dossier.unfolded.with_value(|days| days.contains(&date))} on:toggle=move |event| fold(dossier, date, &event)>
                <summary><span>{move || day_words(date)}</span><span class="pickerday__count">{wording::count(times.len() as u64, "time", "times")}</span></summary>
                <div class="pickerday__times" role="radiogroup" aria-label=move || day_words(date)>
                    {times.into_iter().map(|time| view! { <Choice time=time dossier=dossier chosen=chosen/> }).collect_view()}
                </div>
            </details>
        }).collect_view()}
        <More dossier=dossier last=last/>
    }
}

/// `Today`, `Tomorrow`, or the date.
pub fn day_words(date: Date) -> String {
    let zone = use_zone();
    let today = use_live().now.get().map(|now| browser::civil(now, &zone.get()).date());
    match today {
        Some(today) if today.tomorrow().is_ok_and(|tomorrow| tomorrow == date) => "Tomorrow".into(),
        today => wording::day(date, today),
    }
}

#[component]
fn Choice(time: FreeTime, dossier: Dossier, chosen: RwSignal<Option<Timestamp>>) -> impl IntoView {
    let (zone, start) = (use_zone(), time.start);
    let theirs = move || {
        let there = dossier.view.with(|view| browser::civil(start, &view.row.visitor_zone));
        let here = browser::civil(start, &zone.get());
        (there != here).then(|| view! { <small>{wording::clock(there)}</small> })
    };
    view! {
        <label class="pickertime">
            <input type="radio" name="start" value=rfc3339(start) required=true prop:checked=move || chosen.get() == Some(start) on:change=move |_| chosen.set(Some(start))/>
            <span class="pickertime__face"><b>{move || wording::clock(browser::civil(start, &zone.get()))}</b>{theirs}</span>
        </label>
    }
}

/// The day after the last one that has a free time; where none has, the one after all days that were looked at.
fn day_after(last: Option<Date>, from: Option<Date>, today: Option<Date>) -> Option<Date> {
    match last {
        Some(last) => last.tomorrow().ok(),
        None => from.or(today)?.checked_add(i32::from(DAYS).days()).ok(),
    }
}

/// The two weeks after those, and the first ones again.
#[component]
fn More(dossier: Dossier, last: Option<Date>) -> impl IntoView {
    let (loading, today) = (RwSignal::new(false), today());
    let from = dossier.from.get_value();
    let show = move |from: Option<Date>| {
        loading.set(true);
        let id = dossier.view.with_untracked(|view| view.row.id.clone());
        spawn_local(async move {
            let answer: Result<FreeTimes, ApiError> = free_times(Some(id), from, DAYS).await;
            loading.try_set(false);
            dossier.from.try_set_value(from);
            if !answer.as_ref().is_err_and(leave_if_signed_out) {
                dossier.free.try_set(Some(answer));
            }
        });
    };
    view! {
        <div class="picker__more needs-script">
            <button type="button" class="button button--small button--quiet" disabled=move || loading.get() on:click=move |_| show(None)>"From today"</button>
            {move || day_after(last, from, today.get()).map(|next| view! {
                <button type="button" class="button button--small button--quiet" disabled=move || loading.get() on:click=move |_| show(Some(next))>
                    "Later days" <Icon glyph=Glyph::ChevronRight/>
                </button>
            })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::schedule::week::Block;

    #[test]
    fn there_are_later_days_where_none_of_these_is_free() {
        let (today, from) = (Some(date(2026, 11, 24)), Some(date(2026, 12, 8)));
        assert_eq!(day_after(Some(date(2026, 12, 31)), from, today), Some(date(2027, 1, 1)));
        assert_eq!(day_after(None, None, today), from);
        assert_eq!(day_after(None, from, today), Some(date(2026, 12, 22)));
        assert_eq!(day_after(None, None, None), None, "what day it is is not known yet");
    }

    #[test]
    fn free_times_are_told_by_day() {
        let time = |day, from| FreeTime {
            start: Timestamp::UNIX_EPOCH,
            end: Timestamp::UNIX_EPOCH,
            date: date(2026, 11, day),
            block: Block { from, until: from + 30 },
        };
        let days = by_day(&[time(24, 540), time(24, 600), time(26, 480)]);
        assert_eq!(days.iter().map(|(date, times)| (date.day(), times.len())).collect::<Vec<_>>(), [(24, 2), (26, 1)]);
    }
}
