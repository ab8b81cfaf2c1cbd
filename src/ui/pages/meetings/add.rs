//! The dialog for a meeting that is written down here: who comes, and one of the free times.

use jiff::civil::Date;
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::{
    agenda::Agenda,
    draft::{Draft, day_after},
    place::MEETINGS,
    told::invitation,
    words::{day_and_time, person},
};
use crate::{
    domain::{
        schedule::week::Week,
        time::{Timestamp, rfc3339},
    },
    rpc::schedule::{Booked, FreeTime, FreeTimes, MeetingView, book_meeting},
    ui::{
        browser,
        components::{
            button::WorkButton,
            dialog::FormDialog,
            field::{FieldNote, TextArea, TextField},
            icon::{Glyph, Icon},
            notice::{Failure, Note, Tone},
            toast::use_toasts,
        },
        live::use_live,
        session::use_zone,
        unsaved::{Unsaved, use_way},
        wording,
    },
};

/// Fields that have a place of their own.
const KNOWN: [&str; 5] = ["name", "email", "phone", "notes", "start"];

#[component]
pub fn AddDialog(agenda: Agenda) -> impl IntoView {
    let (draft, today) = (Draft::new(), today());
    // Each time it opens, what is free is read anew: in the week that is shown, unless that is over.
    Effect::new(move |_| {
        if agenda.adding.get() {
            match draft.day.get_untracked() {
                Some(day) => draft.show_day(day),
                None => {
                    let shown = agenda.place.asked.with_untracked(|asked| asked.week).map(Week::monday);
                    draft.find_day(shown.filter(|monday| today.get_untracked().is_some_and(|today| *monday > today)));
                }
            }
        }
    });
    let tells = RwSignal::new(None);
    Effect::new(move |_| {
        if let Some(Ok(calendar)) = agenda.health.get() {
            tells.set(Some(calendar.tells));
        }
    });
    if let Some(unsaved) = use_context::<Unsaved>() {
        unsaved.watch_on(MEETINGS, Memo::new(move |_| draft.is_begun()));
    }
    view! { <FormDialog open=agenda.adding title="New meeting"><AddForm draft=draft agenda=agenda tells=tells/></FormDialog> }
}

/// By the business's clock; None before it is known what day it is.
pub fn today() -> Memo<Option<Date>> {
    let (live, zone) = (use_live(), use_zone());
    Memo::new(move |_| live.now.get().map(|now| browser::civil(now, &zone.get()).date()))
}

#[component]
fn AddForm(draft: Draft, agenda: Agenda, tells: RwSignal<Option<bool>>) -> impl IntoView {
    let Draft { name, email, phone, notes, saving, .. } = draft;
    let goes_there = invitation(tells.get_untracked());
    let (zone, today, toasts, way) = (use_zone(), today(), use_toasts(), use_way());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(new) = draft.read() else { return saving.refuse("start", "choose one of the free times".into()) };
        let (way, once) = (way.clone(), draft.key_of(&new));
        saving.send(book_meeting(new, once), move |booked| match booked {
            Booked::NotFree { why, others } => draft.offer(why, others),
            Booked::Done(view) => {
                // Before the form goes, and its signals with it.
                let zone = zone.get_untracked();
                let place = untrack(|| place_of(agenda, &view, &zone, today.get()));
                agenda.adding.set(false);
                draft.clear();
                toasts.good(booked_words(&view, &zone));
                agenda.stir();
                way(&place);
            }
        });
    };
    let cancel = move |_| {
        agenda.adding.set(false);
        draft.clear();
    };
    view! {
        <form class="stack dialog__form newmeeting" on:submit=submit novalidate=true>
            <div class="newmeeting__who">
                <TextField id="new-name" name="name" label="Name" value=name error=saving.error("name") max=200/>
                <TextField id="new-email" name="email" label="E-mail" kind="email" value=email error=saving.error("email") max=254 help=goes_there/>
                <TextField id="new-phone" name="phone" label="Phone" kind="tel" value=phone error=saving.error("phone") max=40 help="Instead of an e-mail, or beside it."/>
            </div>
            <DayField draft=draft today=today/>
            <TimesField draft=draft/>
            <TextArea id="new-notes" label="What it is about" value=notes error=saving.error("notes") rows=2 max=4_000 help="For the team: it stands in the lead's timeline."/>
            <Problems draft=draft/>
            <div class="dialog__actions">
                <button type="button" class="button" on:click=cancel>"Cancel"</button>
                <WorkButton label="Book meeting" busy=saving.busy/>
            </div>
        </form>
    }
}

fn booked_words(view: &MeetingView, zone: &str) -> String {
    format!("{} is booked for {}", person(&view.row), day_and_time(browser::civil(view.row.start, zone)))
}

/// The meeting in its drawer, over its week or over the list that is shown.
fn place_of(agenda: Agenda, view: &MeetingView, zone: &str, today: Option<Date>) -> String {
    let week = Week::of(browser::civil(view.row.start, zone).date());
    let is_this = today.is_some_and(|today| Week::of(today) == week);
    agenda.place.asked.with(|asked| asked.of_week((!is_this).then_some(week)).address(Some(view.row.id.as_str())))
}

/// The day that is looked at, and the way to the next one that has room.
#[component]
fn DayField(draft: Draft, today: Memo<Option<Date>>) -> impl IntoView {
    let zone = use_zone();
    let shown = move || draft.day.get().map(|day| day.to_string()).unwrap_or_default();
    let change = move |event| {
        if let Ok(day) = event_target_value(&event).parse::<Date>() {
            draft.show_day(day);
        }
    };
    let next = move |_| draft.find_day(day_after(draft.day.get_untracked()));
    view! {
        <div class="field">
            <label class="field__label" for="new-day">"Day"</label>
            <div class="newmeeting__day">
                <input class="input" type="date" id="new-day" aria-describedby="new-day-note" min=move || today.get().map(|today| today.to_string())
                    value=untrack(shown) prop:value=shown on:change=change/>
                <button type="button" class="button" on:click=next>"Next free day"<Icon glyph=Glyph::ChevronRight/></button>
            </div>
            <p class="field__note" id="new-day-note">{move || format!("By the clock in {}.", wording::city(&zone.get()))}</p>
        </div>
    }
}

/// The free times of the day, and those that are free instead of one that was taken.
#[component]
fn TimesField(draft: Draft) -> impl IntoView {
    let error = draft.saving.error("start");
    let retry = Callback::new(move |()| match draft.day.get_untracked() {
        Some(day) => draft.show_day(day),
        None => draft.find_day(None),
    });
    view! {
        <fieldset class="field" class:is-wrong=move || error.get().is_some() aria-describedby="new-start-note">
            <legend class="field__label">"Time"</legend>
            {move || match draft.free.get() {
                None => view! { <p class="picker__none" role="status">"Looking for free times."</p> }.into_any(),
                Some(Ok(free)) => view! { <Times free=free draft=draft/> }.into_any(),
                Some(Err(error)) => view! { <Failure title="Free times did not load" error=error retry=retry/> }.into_any(),
            }}
            <div role="alert">
                <FieldNote id="new-start-note" error=error help=""/>
                <Others draft=draft/>
            </div>
        </fieldset>
    }
}

#[component]
fn Times(free: FreeTimes, draft: Draft) -> impl IntoView {
    let FreeTimes { times, blind } = free;
    let none = if draft.day.get_untracked().is_some() { "No time is free on this day." } else { "No time is free in the next two weeks." };
    view! {
        {blind.then(|| view! { <Note tone=Tone::Warning><p>"Google Calendar does not answer: one of these may turn out to be taken."</p></Note> })}
        {times.is_empty().then(|| view! { <p class="picker__none" role="status">{none}</p> })}
        <div class="pickerday__times newmeeting__times">
            {times.into_iter().map(|time| view! { <Choice start=time.start draft=draft/> }).collect_view()}
        </div>
    }
}

#[component]
fn Choice(start: Timestamp, draft: Draft) -> impl IntoView {
    let zone = use_zone();
    let choose = move |_| {
        draft.chosen.set(Some(start));
        draft.others.set(vec![]);
        draft.saving.reset();
    };
    view! {
        <label class="pickertime">
            <input type="radio" name="start" value=rfc3339(start) prop:checked=move || draft.chosen.get() == Some(start) on:change=choose/>
            <span class="pickertime__face"><b>{move || wording::clock(browser::civil(start, &zone.get()))}</b></span>
        </label>
    }
}

/// What is free instead, on whatever day.
#[component]
fn Others(draft: Draft) -> impl IntoView {
    let zone = use_zone();
    let button = move |time: FreeTime| {
        let start = time.start;
        let choose = move |_| {
            draft.choose(&time);
            // The button goes.
            focus_day();
        };
        view! { <button type="button" class="button button--small" on:click=choose>{move || day_and_time(browser::civil(start, &zone.get()))}</button> }
    };
    move || {
        let others = draft.others.get();
        (!others.is_empty()).then(|| {
            view! {
                <p class="newmeeting__instead">"Free instead:"</p>
                <div class="newmeeting__others">{others.into_iter().map(button).collect_view()}</div>
            }
        })
    }
}

fn focus_day() {
    if let Some(day) = document().get_element_by_id("new-day").and_then(|day| day.dyn_into::<HtmlElement>().ok()) {
        // What cannot take it leaves the focus where it is.
        let _ = day.focus();
    }
}

/// What stands in the way and is no field's.
#[component]
fn Problems(draft: Draft) -> impl IntoView {
    let saving = draft.saving;
    let elsewhere = move || {
        saving.wrong.with(|wrong| {
            let others = wrong.iter().filter(|(field, _)| !KNOWN.contains(&field.as_str()));
            others.map(|(_, text)| text.clone()).collect::<Vec<_>>().join(", ")
        })
    };
    view! {
        {move || saving.problem.get().map(|error| view! {
            <Note tone=Tone::Danger>
                <p><b>"Not booked."</b>" " {error.message}</p>
                {error.incident.map(|incident| view! { <p class="note__ref">{format!("Ref {incident}")}</p> })}
            </Note>
        })}
        {move || {
            let text = elsewhere();
            (!text.is_empty()).then(|| view! { <Note tone=Tone::Danger><p>{text}</p></Note> })
        }}
    }
}
