//! A date and a time on the business's clock, and the choices that are made most.

use jiff::civil::{Date, DateTime, Time};
use leptos::prelude::*;

use crate::{
    domain::time::Timestamp,
    ui::{browser, components::field::FieldNote, live::use_live, session::use_zone, wording},
};

/// What stands in the two inputs.
#[derive(Clone, Copy)]
pub struct When {
    pub date: RwSignal<String>,
    pub time: RwSignal<String>,
}

impl When {
    pub fn new(at: Option<Timestamp>, zone: &str) -> Self {
        let when = Self { date: RwSignal::new(String::new()), time: RwSignal::new(String::new()) };
        when.show(at, zone);
        when
    }

    pub fn show(self, at: Option<Timestamp>, zone: &str) {
        let local = at.map(|at| browser::civil(at, zone));
        self.date.set(local.map(|local| local.date().to_string()).unwrap_or_default());
        self.time.set(local.map(wording::clock).unwrap_or_default());
    }

    pub fn clear(self) {
        self.date.set(String::new());
        self.time.set(String::new());
    }

    /// The instant that is meant; None where nothing was written.
    ///
    /// # Errors
    /// What is missing, for a person.
    pub fn read(self, zone: &str) -> Result<Option<Timestamp>, String> {
        let (date, time) = (self.date.get_untracked(), self.time.get_untracked());
        match local(&date, &time)? {
            Some(local) => browser::instant(local, zone).map(Some).ok_or_else(|| "another day".into()),
            None => Ok(None),
        }
    }
}

/// A day without a time means nine in the morning.
fn local(date: &str, time: &str) -> Result<Option<DateTime>, String> {
    if date.trim().is_empty() {
        return if time.trim().is_empty() { Ok(None) } else { Err("choose a day too".into()) };
    }
    let date: Date = date.trim().parse().map_err(|_| "a day such as 2026-11-24".to_owned())?;
    let minute = if time.trim().is_empty() { Some(MORNING) } else { wording::parse_minute(time.trim()).filter(|minute| *minute < 1_440) };
    let minute = minute.ok_or_else(|| "a time such as 09:00".to_owned())?;
    Ok(Some(at_minute(date, minute)))
}

const MORNING: u16 = 9 * 60;
const EVENING: u16 = 17 * 60;

fn at_minute(date: Date, minute: u16) -> DateTime {
    let part = |value: u16| i8::try_from(value).unwrap_or(0);
    date.to_datetime(Time::new(part(minute / 60), part(minute % 60), 0, 0).unwrap_or_else(|_| Time::midnight()))
}

/// Today at five while it is before that, tomorrow at nine, this day in a week at nine.
fn choices(now: DateTime) -> Vec<(&'static str, DateTime)> {
    let today = now.date();
    let evening = at_minute(today, EVENING);
    let later = |days: i32| today.checked_add(jiff::Span::new().days(days)).ok().map(|date| at_minute(date, MORNING));
    let all = [("Today 17:00", (now < evening).then_some(evening)), ("Tomorrow 9:00", later(1)), ("In a week", later(7))];
    all.into_iter().filter_map(|(label, at)| Some((label, at?))).collect()
}

#[component]
pub fn QuickChoices(#[prop(into)] on_pick: Callback<Timestamp>) -> impl IntoView {
    let (live, zone) = (use_live(), use_zone());
    // The choices change at most once a day, not with every tick.
    let offered = Memo::new(move |_| live.now.get().map(|now| choices(browser::civil(now, &zone.get()))).unwrap_or_default());
    view! {
        <div class="quick" role="group" aria-label="Quick choices">
            {move || offered.get().into_iter().map(|(label, local)| {
                let pick = move |_| {
                    if let Some(at) = browser::instant(local, &zone.get_untracked()) {
                        on_pick.run(at);
                    }
                };
                view! { <button type="button" class="button button--small" on:click=pick>{label}</button> }
            }).collect_view()}
        </div>
    }
}

#[component]
pub fn WhenInputs(
    when: When,
    /// Unique on the page.
    id: &'static str,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let zone = use_zone();
    let note = format!("{id}-note");
    let help = move || error.get().is_none().then(|| format!("By the clock in {}.", wording::city(&zone.get())));
    view! {
        <div class="when" class:is-wrong=move || error.get().is_some()>
            <input class="input" type="date" id=id aria-label="Follow-up day" aria-describedby=note.clone()
                aria-invalid=move || error.get().is_some().to_string()
                value=when.date.get_untracked() prop:value=when.date on:input=move |event| when.date.set(event_target_value(&event))/>
            <input class="input input--time" type="time" aria-label="Follow-up time" aria-describedby=note.clone()
                aria-invalid=move || error.get().is_some().to_string()
                value=when.time.get_untracked() prop:value=when.time on:input=move |event| when.time.set(event_target_value(&event))/>
            <FieldNote id=note error=error help=""/>
            <p class="field__note">{help}</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime {
        text.parse().expect("a local time")
    }

    #[test]
    fn what_is_written_is_a_time_or_says_what_is_missing() {
        assert_eq!(local("", ""), Ok(None));
        assert_eq!(local("2026-11-24", "15:30"), Ok(Some(at("2026-11-24T15:30:00"))));
        assert_eq!(local("2026-11-24", ""), Ok(Some(at("2026-11-24T09:00:00"))));
        assert!(local("", "15:30").is_err() && local("24.11.", "").is_err() && local("2026-11-24", "25:00").is_err());
    }

    #[test]
    fn choices_lie_ahead() {
        let labels = |now| choices(at(now)).into_iter().map(|(label, at)| format!("{label} {at}")).collect::<Vec<_>>();
        assert_eq!(
            labels("2026-12-31T10:00:00"),
            ["Today 17:00 2026-12-31T17:00:00", "Tomorrow 9:00 2027-01-01T09:00:00", "In a week 2027-01-07T09:00:00"]
        );
        assert_eq!(labels("2026-12-31T17:00:00").len(), 2);
    }
}
