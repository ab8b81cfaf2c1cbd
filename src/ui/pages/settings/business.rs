//! What the assistant knows of the business.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    WithDesk,
    country::CountryField,
    hours::HoursField,
    saving::{Desk, SaveBar, Saving, SavingNotes, say_saved},
    services::{Services, ServicesField},
    zone::ZoneField,
};
use crate::{
    domain::{
        business::{Business, Hours},
        country::Country,
    },
    rpc::settings::save_business,
    ui::{
        browser,
        components::field::{TextArea, TextField},
        unsaved::Unsaved,
    },
};

/// The form's fields.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    zone: RwSignal<String>,
    hours: RwSignal<Hours>,
    minutes: RwSignal<String>,
    services: Services,
    contact: RwSignal<String>,
    /// None: where the time zone is.
    country: RwSignal<Option<Country>>,
}

impl Fields {
    fn new(business: &Business) -> Self {
        Self {
            name: RwSignal::new(business.name.clone()),
            zone: RwSignal::new(business.time_zone.clone()),
            hours: RwSignal::new(business.hours.clone()),
            minutes: RwSignal::new(business.meeting_minutes.to_string()),
            services: Services::new(&business.services),
            contact: RwSignal::new(business.contact.clone()),
            country: RwSignal::new(business.country),
        }
    }

    fn reset(self, business: &Business) {
        self.name.set(business.name.clone());
        self.zone.set(business.time_zone.clone());
        self.hours.set(business.hours.clone());
        self.minutes.set(business.meeting_minutes.to_string());
        self.services.reset(&business.services);
        self.contact.set(business.contact.clone());
        self.country.set(business.country);
    }

    /// A length that is no number is sent as 0: the server says what it must be.
    fn value(self) -> Business {
        Business {
            name: self.name.get().trim().to_owned(),
            time_zone: self.zone.get(),
            country: self.country.get(),
            hours: self.hours.get(),
            meeting_minutes: self.minutes.get().trim().parse().unwrap_or(0),
            services: self.services.value(),
            contact: self.contact.get().trim().to_owned(),
        }
    }
}

const KNOWN: [&str; 7] = ["name", "time_zone", "country", "hours", "meeting_minutes", "services", "contact"];

#[component]
pub fn BusinessPage() -> impl IntoView {
    view! { <WithDesk part=|| view! { <Part/> }.into_any()/> }.into_any()
}

#[component]
fn Part() -> impl IntoView {
    let saved = say_saved("Business saved");
    view! {
        <Title text="Business"/>
        <section class="card card--form" aria-label="Business">
            <div class="card__head">
                <h2>"Business"</h2>
                <p>"What the assistant may tell visitors."</p>
            </div>
            <BusinessForm on_saved=move |()| saved()/>
        </section>
    }
}

/// `first_run`: a step of the set-up, with fewer fields, prefilled from this browser.
#[component]
pub fn BusinessForm(#[prop(into)] on_saved: Callback<()>, #[prop(optional)] first_run: bool) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let saving = Saving::new(desk);
    let fields = desk.view.with_untracked(|view| Fields::new(&view.business));
    let dirty = Memo::new(move |_| desk.view.with(|view| view.business != fields.value()));
    // What was saved, here or by somebody else, is what the form shows.
    Effect::new(move |seen: Option<u64>| {
        let (version, business) = desk.view.with(|view| (view.version, view.business.clone()));
        if seen.is_some_and(|seen| seen != version) {
            fields.reset(&business);
        }
        version
    });
    if first_run {
        prefill(desk, fields);
    } else if let Some(unsaved) = use_context::<Unsaved>() {
        unsaved.watch(dirty);
    }
    let send = move |over: bool| {
        let business = untrack(move || fields.value());
        let call = move |version| save_business(business, version);
        let done = move || on_saved.run(());
        if over { saving.send_over(call, done) } else { saving.send(call, done) }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if dirty.get_untracked() || first_run {
            send(false);
        }
    };
    view! {
        <form class="stack" on:submit=submit novalidate=true>
            <div class="columns">
                <TextField id="name" label="Business name" value=fields.name error=saving.error("name") autocomplete="organization" max=120/>
                <ZoneField id="time_zone" value=fields.zone error=saving.error("time_zone")/>
            </div>
            <HoursField value=fields.hours error=saving.error("hours")/>
            <div class="columns">
                <TextField id="meeting_minutes" label="Meeting length" value=fields.minutes error=saving.error("meeting_minutes") suffix="min" help="Between 10 and 240." max=3/>
                {(!first_run).then(|| view! { <CountryField id="country" value=fields.country zone=fields.zone error=saving.error("country")/> })}
            </div>
            {(!first_run).then(|| view! {
                <ServicesField services=fields.services error=saving.error("services")/>
                <TextArea id="contact" label="Contact and directions" value=fields.contact error=saving.error("contact") rows=4
                    help="Address, phone, e-mail, links: told as you write it." placeholder="12 Harbour Street, ring twice. hello@example.com"/>
            })}
            <SavingNotes saving=saving keep_mine=move |()| send(true) known=&KNOWN/>
            <SaveBar saving=saving dirty=dirty always=first_run label=if first_run { "Save and go on" } else { "Save" }
                discard=move |()| desk.view.with_untracked(|view| fields.reset(&view.business))/>
        </form>
    }
}

/// Before anything was saved: this browser's zone, office hours, and room for the name.
fn prefill(desk: Desk, fields: Fields) {
    Effect::new(move |_| {
        let untouched = desk.view.with_untracked(|view| view.version == 0 && view.business == Business::default());
        if !untouched {
            return;
        }
        fields.name.set(String::new());
        fields.hours.set(Hours::office());
        if let Some(zone) = browser::reader_zone() {
            fields.zone.set(zone);
        }
    });
}
