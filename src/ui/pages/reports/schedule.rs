//! When reports are made by themselves, to whom they are sent, and how long they are kept.

use leptos::prelude::*;

use super::Listed;
use crate::{
    domain::{email::Email, report::schedule::ReportSchedule},
    rpc::{reports::save_report_schedule, settings::SettingsView},
    ui::{
        components::field::{FieldNote, TextField},
        pages::settings::saving::{Desk, SaveBar, Saving, SavingNotes, say_saved},
        session::use_zone,
        wording::{self, WEEKDAYS},
    },
};

/// Fields that have a place of their own.
const KNOWN: [&str; 4] = ["at", "weekdays", "mail_to", "keep_days"];

/// The form's fields. What cannot be read is sent as something that the server refuses with its reason.
#[derive(Clone, Copy)]
struct Fields {
    is_on: RwSignal<bool>,
    at: RwSignal<String>,
    weekdays: RwSignal<[bool; 7]>,
    mail_to: RwSignal<String>,
    keep_days: RwSignal<String>,
}

impl Fields {
    fn new(view: &SettingsView) -> Self {
        let fields = Self {
            is_on: RwSignal::new(false),
            at: RwSignal::new(String::new()),
            weekdays: RwSignal::new([true; 7]),
            mail_to: RwSignal::new(String::new()),
            keep_days: RwSignal::new(String::new()),
        };
        fields.reset(view);
        fields
    }

    fn reset(self, view: &SettingsView) {
        let schedule = &view.reports;
        self.is_on.set(schedule.is_on);
        self.at.set(wording::minute(schedule.at));
        self.weekdays.set(schedule.weekdays);
        self.mail_to.set(schedule.mail_to.iter().map(Email::as_str).collect::<Vec<_>>().join(", "));
        self.keep_days.set(schedule.keep_days.to_string());
    }

    /// # Errors
    /// What is wrong with an address.
    fn value(self, stored: &ReportSchedule) -> Result<ReportSchedule, String> {
        Ok(ReportSchedule {
            is_on: self.is_on.get(),
            at: self.at.with(|text| wording::parse_minute(text)).unwrap_or(u16::MAX),
            weekdays: self.weekdays.get(),
            // The server's own.
            since: stored.since,
            mail_to: self.mail_to.with(|text| addresses(text))?,
            keep_days: self.keep_days.with(|text| text.trim().parse().unwrap_or(u16::MAX)),
        })
    }
}

/// Addresses with commas, semicolons or blanks between them.
fn addresses(text: &str) -> Result<Vec<Email>, String> {
    let parts = text.split(|c: char| matches!(c, ',' | ';') || c.is_whitespace()).filter(|part| !part.is_empty());
    parts.map(|part| Email::parse(part).map_err(|problem| format!("{part}: {problem}"))).collect()
}

#[component]
pub fn ScheduleCard(
    listed: Listed,
    /// Something typed is not saved.
    unsaved: RwSignal<bool>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let saving = Saving::new(desk);
    let fields = desk.view.with_untracked(Fields::new);
    let dirty = Memo::new(move |_| desk.view.with(|view| fields.value(&view.reports) != Ok(view.reports.clone())));
    let reset = move || desk.view.with_untracked(|view| fields.reset(view));
    // Only what is about reports: other forms of the page save, too.
    Effect::new(move |seen: Option<ReportSchedule>| {
        let stored = desk.view.with(|view| view.reports.clone());
        if seen.is_some_and(|seen| seen != stored) {
            reset();
        }
        stored
    });
    Effect::new(move |_| unsaved.set(dirty.get()));
    let saved = say_saved("Reports saved");
    let done = Callback::new(move |()| {
        saved();
        listed.refetch();
    });
    let send = move |over: bool| match untrack(move || desk.view.with(|view| fields.value(&view.reports))) {
        Ok(schedule) => {
            let call = move |version| save_report_schedule(schedule, version);
            let done = move || done.run(());
            if over { saving.send_over(call, done) } else { saving.send(call, done) }
        }
        Err(problem) => {
            saving.form.reset();
            saving.form.refuse("mail_to", problem);
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if dirty.get_untracked() {
            send(false);
        }
    };
    view! {
        <section class="card" aria-labelledby="schedule-title">
            <div class="card__head">
                <h2 id="schedule-title">"By itself"</h2>
                <p>"Each one tells of the days since the one before: on Monday of the weekend. What was missed is made up."</p>
            </div>
            <form class="stack" on:submit=submit novalidate=true>
                <label class="check">
                    <input type="checkbox" checked=fields.is_on.get_untracked() prop:checked=fields.is_on
                        on:change=move |_| fields.is_on.update(|is_on| *is_on = !*is_on)/>
                    <span>"Make reports by themselves"</span>
                </label>
                <TimeField fields=fields saving=saving/>
                <WeekdayField fields=fields saving=saving/>
                <TextField id="mail_to" label="Send to" value=fields.mail_to error=saving.error("mail_to")
                    help="E-mail addresses with commas between them; empty: nobody. Needs a mail server." max=2_000/>
                <TextField id="keep_days" label="Keep for" value=fields.keep_days error=saving.error("keep_days") suffix="days" help="0: for ever." max=4/>
                <SavingNotes saving=saving keep_mine=move |()| send(true) known=&KNOWN/>
                <SaveBar saving=saving dirty=dirty discard=move |()| reset()/>
            </form>
        </section>
    }
}

#[component]
fn TimeField(fields: Fields, saving: Saving) -> impl IntoView {
    let (zone, error) = (use_zone(), saving.error("at"));
    view! {
        <div class="field" class:is-wrong=move || error.get().is_some()>
            <label class="field__label" for="report-at">"At"</label>
            <input class="input input--time" id="report-at" type="time" aria-describedby="report-at-note" aria-invalid=move || error.get().is_some().to_string()
                value=fields.at.get_untracked() prop:value=fields.at on:change=move |event| fields.at.set(event_target_value(&event))/>
            <FieldNote id="report-at-note" error=error help=""/>
            <p class="field__note">{move || format!("By the clock in {}.", wording::city(&zone.get()))}</p>
        </div>
    }
}

#[component]
fn WeekdayField(fields: Fields, saving: Saving) -> impl IntoView {
    let error = saving.error("weekdays");
    let toggle = move |day: usize| {
        fields.weekdays.update(|days| {
            if let Some(is_on) = days.get_mut(day) {
                *is_on = !*is_on;
            }
        });
    };
    let is_on = move |day: usize| fields.weekdays.with(|days| days.get(day).copied().unwrap_or(false));
    view! {
        <fieldset class="weekdays" class:is-wrong=move || error.get().is_some() aria-describedby="weekdays-note">
            <legend class="field__label">"On"</legend>
            <div class="weekdays__all">
                {WEEKDAYS.into_iter().enumerate().map(|(day, name)| view! {
                    <label class="check">
                        <input type="checkbox" checked=untrack(move || is_on(day)) prop:checked=move || is_on(day) on:change=move |_| toggle(day)/>
                        <span aria-hidden="true">{name.get(..3).unwrap_or(name)}</span>
                        <span class="sr">{name}</span>
                    </label>
                }).collect_view()}
            </div>
            <FieldNote id="weekdays-note" error=error help=""/>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_are_read_one_by_one() {
        let read = addresses("ana@example.com, ben@example.com;\n carl@example.com").expect("addresses");
        assert_eq!(read.iter().map(|email| email.as_str()).collect::<Vec<_>>(), ["ana@example.com", "ben@example.com", "carl@example.com"]);
        assert_eq!(addresses(" , "), Ok(vec![]));
        assert_eq!(addresses("ana@example.com, ben@home"), Err("ben@home: add the ending, such as .com".into()));
    }
}
