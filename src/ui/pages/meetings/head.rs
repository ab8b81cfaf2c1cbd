//! The head of the page: which week or which list, a second clock, the way between both views, and a new meeting.

use leptos::prelude::*;

use super::{
    agenda::{Agenda, Shown},
    place::{Asked, LISTS},
    words,
};
use crate::{
    domain::schedule::week::Week,
    ui::{
        browser,
        components::{
            drop::Drop,
            icon::{Glyph, Icon},
            tabs::Tabs,
        },
        exports::ExportMenu,
        live::use_live,
        session::use_zone,
        wording,
    },
};

#[component]
pub fn Head(agenda: Agenda) -> impl IntoView {
    let asked = agenda.place.asked;
    let is_list = Memo::new(move |_| asked.with(|asked| asked.list.is_some()));
    let file = Callback::new(move |ending: &'static str| asked.with(|asked| asked.file(ending)));
    view! {
        <header class="meetings__head">
            <h1>"Meetings"</h1>
            <Show when=move || !is_list.get()><WeekWays agenda=agenda/></Show>
            <div class="meetings__actions">
                <Show when=move || !is_list.get()><ZoneMenu agenda=agenda/></Show>
                <Switch agenda=agenda/>
                <Show when=move || is_list.get()><ExportMenu file=file of=Signal::stored(("meeting", "meetings")) word="meetings__word"/></Show>
            </div>
            <button type="button" class="button button--primary meetings__new needs-script" on:click=move |_| agenda.adding.set(true)>
                <Icon glyph=Glyph::Plus/><span class="meetings__word">"New meeting"</span>
            </button>
        </header>
        <Show when=move || is_list.get()><ListTabs agenda=agenda/></Show>
    }
}

/// The week that is asked for; this one where none is. None before it is known what day it is.
pub fn week_shown(agenda: Agenda) -> Memo<Option<Week>> {
    let (live, zone) = (use_live(), use_zone());
    Memo::new(move |_| {
        let asked = agenda.place.asked.with(|asked| asked.week);
        asked.or_else(|| live.now.get().map(|now| Week::of(browser::civil(now, &zone.get()).date())))
    })
}

#[component]
fn WeekWays(agenda: Agenda) -> impl IntoView {
    let (asked, week) = (agenda.place.asked, week_shown(agenda));
    let address = move |by: i32| {
        let wanted = week.get().map(|week| week.later(by));
        asked.with(|asked| asked.of_week(wanted).address(None))
    };
    let words = move || week.get().map(|week| words::week(week.monday(), week.days()[6]));
    let is_this = move || asked.with(|asked| asked.week.is_none()).then_some("date");
    view! {
        <p class="meetings__when" aria-live="polite">{words}</p>
        <nav class="meetings__ways" aria-label="Weeks">
            <a class="iconbutton iconbutton--turn" href=move || address(-1) data-noscroll="" aria-label="Previous week"><Icon glyph=Glyph::ChevronRight class="icon--back"/></a>
            <a class="button button--small" href=move || asked.with(|asked| asked.of_week(None).address(None)) data-noscroll="" aria-current=is_this>"Today"</a>
            <a class="iconbutton iconbutton--turn" href=move || address(1) data-noscroll="" aria-label="Next week"><Icon glyph=Glyph::ChevronRight class="icon--on"/></a>
        </nav>
    }
}

#[component]
fn Switch(agenda: Agenda) -> impl IntoView {
    let asked = agenda.place.asked;
    let address = move |list: bool| asked.with(|asked| asked.of_list(list.then_some(asked.list.unwrap_or_default())).address(None));
    let current = move |list: bool| (asked.with(|asked| asked.list.is_some()) == list).then_some("true");
    view! {
        <nav class="segments" aria-label="View">
            <a class="segment" href=move || address(false) data-noscroll="" aria-current=move || current(false)><Icon glyph=Glyph::Calendar/>"Week"</a>
            <a class="segment" href=move || address(true) data-noscroll="" aria-current=move || current(true)><Icon glyph=Glyph::Table/>"List"</a>
        </nav>
    }
}

#[component]
fn ListTabs(agenda: Agenda) -> impl IntoView {
    let asked = agenda.place.asked;
    view! {
        <Tabs name="Which meetings" class="tabsrow meetings__tabs">
            {LISTS.into_iter().map(|(list, _, label)| view! {
                <a href=move || asked.with(|asked| asked.of_list(Some(list)).address(None)) data-noscroll=""
                    aria-current=move || asked.with(|asked| (asked.list == Some(list)).then_some("true"))>{label}</a>
            }).collect_view()}
        </Tabs>
    }
}

/// A second clock beside the business's: of a visitor of this week, or the reader's own.
#[component]
fn ZoneMenu(agenda: Agenda) -> impl IntoView {
    let (asked, zone, own) = (agenda.place.asked, use_zone(), RwSignal::new(None::<String>));
    Effect::new(move |_| own.set(browser::reader_zone()));
    let chosen = move || asked.with(|asked| asked.also.clone());
    let label = view! {
        <Icon glyph=Glyph::Globe/>
        <span class="drop__value">{move || chosen().map_or_else(|| "One clock".to_owned(), |also| format!("Also {}", wording::city(&also)))}</span>
        <Icon glyph=Glyph::ChevronDown/>
    }
    .into_any();
    let offered = move || {
        Suspend::new(async move {
            let guests = match agenda.shown.await {
                Ok(Shown::Week(view)) => view.zones,
                _ => vec![],
            };
            move || {
                let mut zones = guests.clone();
                // The answer may come when the menu is gone already, and what it owned with it.
                let more = own.try_get().flatten().into_iter().chain(chosen());
                zones.extend(more.filter(|more| *more != zone.get()));
                zones.sort_unstable();
                zones.dedup();
                zones.into_iter().map(|also| view! { <ZoneItem asked=asked also=Some(also)/> }).collect_view()
            }
        })
    };
    view! {
        <Drop label=label name="A second clock" class="button" end=true>
            <ZoneItem asked=asked also=None/>
            <Transition>{offered}</Transition>
        </Drop>
    }
}

#[component]
fn ZoneItem(asked: Memo<Asked>, also: Option<String>) -> impl IntoView {
    let name = also.as_deref().map_or_else(|| "Only the business's clock".to_owned(), wording::city);
    let (wanted, held) = (also.clone(), also);
    let is_chosen = Memo::new(move |_| asked.with(|asked| asked.also == held));
    view! {
        <a class="menu__item" href=move || asked.with(|asked| asked.with_zone(wanted.clone()).address(None)) data-noscroll=""
            aria-current=move || is_chosen.get().then_some("true")>
            {name}
            {move || is_chosen.get().then(|| view! { <Icon glyph=Glyph::Check class="menu__sign"/> })}
        </a>
    }
}
