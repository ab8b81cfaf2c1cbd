//! How meetings are booked: when, how long, how far ahead, by whose word; and the calendar they are entered into.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    WithDesk,
    hours::HoursField,
    saving::{Desk, SaveBar, Saving, SavingNotes, say_saved},
    special_days::{DayLines, SpecialDaysField},
};
use crate::{
    domain::{
        business::Hours,
        meeting::{limits::InvitationLimits, template::TitleTemplate},
        schedule::rules::ScheduleSettings,
        settings::{BookingConfirmation, Scheduling},
    },
    rpc::{
        schedule::{MeetingSettings, calendar_health, save_meeting_settings},
        settings::SettingsView,
    },
    ui::{
        components::{field::TextField, notice::Failure},
        pages::meetings::CalendarCard,
        plain_form::came_back,
        unsaved::Unsaved,
    },
};

/// Fields that have a place of their own.
const KNOWN: [&str; 15] = [
    "hours",
    "meeting_minutes",
    "special_days",
    "buffer_before",
    "buffer_after",
    "notice_minutes",
    "horizon_days",
    "per_day",
    "step_minutes",
    "booking_confirmation",
    "per_address",
    "per_client",
    "per_installation",
    "title",
    "reminders",
];

/// The form's fields. Numbers are texts here: what cannot be read is sent as a number that the server refuses with its reason.
#[derive(Clone, Copy)]
struct Fields {
    hours: RwSignal<Hours>,
    days: DayLines,
    minutes: RwSignal<String>,
    buffer_before: RwSignal<String>,
    buffer_after: RwSignal<String>,
    notice: RwSignal<String>,
    horizon: RwSignal<String>,
    per_day: RwSignal<String>,
    step: RwSignal<String>,
    confirmation: RwSignal<BookingConfirmation>,
    per_address: RwSignal<String>,
    per_client: RwSignal<String>,
    per_installation: RwSignal<String>,
    title: RwSignal<String>,
    reminders: RwSignal<String>,
}

/// What is no number is more than is allowed.
fn number<N: std::str::FromStr>(text: RwSignal<String>, too_many: N) -> N {
    text.with(|text| text.trim().parse().unwrap_or(too_many))
}

/// Numbers with commas or blanks between them; what is no number is more than is allowed.
fn minutes(text: RwSignal<String>) -> Vec<u32> {
    text.with(|text| {
        let parts = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|part| !part.is_empty());
        parts.map(|part| part.parse().unwrap_or(u32::MAX)).collect()
    })
}

impl Fields {
    fn new(view: &SettingsView) -> Self {
        let text = || RwSignal::new(String::new());
        let fields = Self {
            hours: RwSignal::new(view.business.hours.clone()),
            days: DayLines::new(&[]),
            minutes: text(),
            buffer_before: text(),
            buffer_after: text(),
            notice: text(),
            horizon: text(),
            per_day: text(),
            step: text(),
            confirmation: RwSignal::new(view.scheduling.booking_confirmation),
            per_address: text(),
            per_client: text(),
            per_installation: text(),
            title: text(),
            reminders: text(),
        };
        fields.reset(view);
        fields
    }

    fn reset(self, view: &SettingsView) {
        let Scheduling { rules, booking_confirmation, limits, title, reminders } = &view.scheduling;
        self.hours.set(view.business.hours.clone());
        self.days.reset(&rules.special_days);
        self.minutes.set(view.business.meeting_minutes.to_string());
        self.buffer_before.set(rules.buffer_before.to_string());
        self.buffer_after.set(rules.buffer_after.to_string());
        self.notice.set(rules.notice_minutes.to_string());
        self.horizon.set(rules.horizon_days.to_string());
        self.per_day.set(rules.per_day.map(|most| most.to_string()).unwrap_or_default());
        self.step.set(rules.step_minutes.to_string());
        self.confirmation.set(*booking_confirmation);
        self.per_address.set(limits.per_address.to_string());
        self.per_client.set(limits.per_client.to_string());
        self.per_installation.set(limits.per_installation.to_string());
        self.title.set(title.as_str().to_owned());
        self.reminders.set(reminders.iter().map(u32::to_string).collect::<Vec<_>>().join(", "));
    }

    /// # Errors
    /// The field that cannot be sent at all, and what is wrong with it.
    fn value(self) -> Result<MeetingSettings, (&'static str, String)> {
        let special_days = self.days.value().map_err(|problem| ("special_days", problem))?;
        let title = TitleTemplate::parse(&self.title.get()).map_err(|problem| ("title", problem.to_string()))?;
        let per_day = if self.per_day.with(|text| text.trim().is_empty()) { None } else { Some(number(self.per_day, u16::MAX)) };
        let rules = ScheduleSettings {
            special_days,
            buffer_before: number(self.buffer_before, u16::MAX),
            buffer_after: number(self.buffer_after, u16::MAX),
            notice_minutes: number(self.notice, u32::MAX),
            horizon_days: number(self.horizon, u16::MAX),
            per_day,
            step_minutes: number(self.step, u16::MAX),
        };
        let limits = InvitationLimits {
            per_address: number(self.per_address, u32::MAX),
            per_client: number(self.per_client, u32::MAX),
            per_installation: number(self.per_installation, u32::MAX),
        };
        let scheduling =
            Scheduling { rules, booking_confirmation: self.confirmation.get(), limits, title, reminders: minutes(self.reminders) };
        Ok(MeetingSettings { hours: self.hours.get(), meeting_minutes: number(self.minutes, u16::MAX), scheduling })
    }
}

fn stored(view: &SettingsView) -> MeetingSettings {
    MeetingSettings {
        hours: view.business.hours.clone(),
        meeting_minutes: view.business.meeting_minutes,
        scheduling: view.scheduling.clone(),
    }
}

#[component]
pub fn MeetingsPart() -> impl IntoView {
    let health = Resource::new(|| (), |()| calendar_health());
    // Connecting a calendar leads away and back.
    let refused = came_back();
    view! {
        <Title text="Meetings"/>
        <div class="split">
            <div class="split__main">
                {refused.map(|error| view! { <Failure title="The calendar is as it was" error=error/> })}
                <WithDesk part=|| view! { <Part/> }.into_any()/>
            </div>
            <div><CalendarCard health=health changed=Callback::new(move |()| health.refetch())/></div>
        </div>
    }
    .into_any()
}

#[component]
fn Part() -> impl IntoView {
    view! {
        <section class="card card--form" aria-label="Meetings">
            <div class="card__head">
                <h2>"Meetings"</h2>
                <p>"When visitors can meet you, and how the assistant books it."</p>
            </div>
            <MeetingsForm/>
        </section>
    }
}

#[component]
fn MeetingsForm() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let saving = Saving::new(desk);
    let fields = desk.view.with_untracked(Fields::new);
    let dirty = Memo::new(move |_| desk.view.with(|view| fields.value() != Ok(stored(view))));
    let reset = move || desk.view.with_untracked(|view| fields.reset(view));
    Effect::new(move |seen: Option<u64>| {
        let version = desk.view.with(|view| view.version);
        if seen.is_some_and(|seen| seen != version) {
            reset();
        }
        version
    });
    if let Some(unsaved) = use_context::<Unsaved>() {
        unsaved.watch(dirty);
    }
    let saved = say_saved("Meetings saved");
    let done = Callback::new(move |()| saved());
    let send = move |over: bool| match untrack(move || fields.value()) {
        Ok(meetings) => {
            let call = move |version| save_meeting_settings(meetings, version);
            let done = move || done.run(());
            if over { saving.send_over(call, done) } else { saving.send(call, done) }
        }
        Err((field, problem)) => {
            saving.form.reset();
            saving.form.refuse(field, problem);
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if dirty.get_untracked() {
            send(false);
        }
    };
    view! {
        <form class="stack" on:submit=submit novalidate=true>
            <HoursField value=fields.hours error=saving.error("hours")/>
            <SpecialDaysField days=fields.days error=saving.error("special_days")/>
            <Lengths fields=fields saving=saving/>
            <Ahead fields=fields saving=saving/>
            <Confirmation value=fields.confirmation/>
            <Invitations fields=fields saving=saving/>
            <SavingNotes saving=saving keep_mine=move |()| send(true) known=&KNOWN/>
            <SaveBar saving=saving dirty=dirty discard=move |()| reset()/>
        </form>
    }
}

#[component]
fn Lengths(fields: Fields, saving: Saving) -> impl IntoView {
    view! {
        <div class="columns">
            <TextField id="meeting_minutes" label="Meeting length" value=fields.minutes error=saving.error("meeting_minutes") suffix="min" help="Between 10 and 240." max=3/>
            <TextField id="step_minutes" label="A meeting can begin every" value=fields.step error=saving.error("step_minutes") suffix="min" help="Counted from when you open." max=3/>
        </div>
        <div class="columns">
            <TextField id="buffer_before" label="Keep free before" value=fields.buffer_before error=saving.error("buffer_before") suffix="min" max=3/>
            <TextField id="buffer_after" label="Keep free after" value=fields.buffer_after error=saving.error("buffer_after") suffix="min" max=3/>
        </div>
    }
}

#[component]
fn Ahead(fields: Fields, saving: Saving) -> impl IntoView {
    view! {
        <div class="columns">
            <TextField id="notice_minutes" label="At the latest before it begins" value=fields.notice error=saving.error("notice_minutes") suffix="min" help="120 is two hours." max=5/>
            <TextField id="horizon_days" label="How far ahead" value=fields.horizon error=saving.error("horizon_days") suffix="days" help="0 is only today." max=3/>
        </div>
        <TextField id="per_day" label="Most meetings on one day" value=fields.per_day error=saving.error("per_day") help="Empty: as many as there is time for." max=3/>
    }
}

/// By whose word a meeting is booked.
#[component]
fn Confirmation(value: RwSignal<BookingConfirmation>) -> impl IntoView {
    let choices = [
        (
            BookingConfirmation::Auto,
            "auto",
            "Book at once",
            "When the visitor's own words named a free time and an e-mail address. Otherwise the assistant offers times to tap.",
        ),
        (BookingConfirmation::Tap, "tap", "Book when a time is tapped", "The assistant only ever offers times; the visitor chooses one."),
    ];
    view! {
        <fieldset class="choices">
            <legend class="field__label">"Booking"</legend>
            {choices.into_iter().map(|(choice, name, title, text)| view! {
                <label class="choices__one">
                    <input type="radio" name="booking_confirmation" value=name checked=value.get_untracked() == choice
                        prop:checked=move || value.get() == choice on:change=move |_| value.set(choice)/>
                    <span><b>{title}</b><span class="choices__text">{text}</span></span>
                </label>
            }).collect_view()}
        </fieldset>
    }
}

/// Limits against abuse: whoever books makes us write to an address of their choice.
#[component]
fn Invitations(fields: Fields, saving: Saving) -> impl IntoView {
    view! {
        <TextField id="title" label="Title in calendars" value=fields.title error=saving.error("title") help="{business} and {name} are filled in." max=120/>
        <TextField id="reminders" label="Remind visitors by mail" value=fields.reminders error=saving.error("reminders") suffix="min before" help="1440 is a day; several with commas; empty: never. Needs a mail server." max=40/>
        <fieldset class="limits">
            <legend class="field__label">"Most invitations"</legend>
            <div class="columns columns--three">
                <TextField id="per_address" label="To one address in 24 hours" value=fields.per_address error=saving.error("per_address") max=3/>
                <TextField id="per_client" label="By one visitor in an hour" value=fields.per_client error=saving.error("per_client") max=4/>
                <TextField id="per_installation" label="In all in 24 hours" value=fields.per_installation error=saving.error("per_installation") max=5/>
            </div>
        </fieldset>
    }
}
