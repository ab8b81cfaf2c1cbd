//! A month beside the meetings: which week is shown, which day it is, and the way to any other week.

use jiff::civil::Date;
use leptos::{ev::KeyboardEvent, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::{add::today, agenda::Agenda, aim::is_right_to_left, head::week_shown};
use crate::{
    domain::schedule::{
        month::{Month, Step, step},
        week::Week,
    },
    ui::{
        components::icon::{Glyph, Icon},
        wording,
    },
};

/// The page that is turned to, and the day that the keys stand on.
#[derive(Clone, Copy)]
struct Pages {
    agenda: Agenda,
    week: Memo<Option<Week>>,
    today: Memo<Option<Date>>,
    /// None: the month of the week.
    turned: RwSignal<Option<Month>>,
    held: RwSignal<Option<Date>>,
    /// None before it is known what day it is.
    month: Memo<Option<Month>>,
    /// The one day that Tab stops at.
    stop: Memo<Option<Date>>,
}

impl Pages {
    fn new(agenda: Agenda) -> Self {
        let (week, today) = (week_shown(agenda), today());
        let (turned, held) = (RwSignal::new(None::<Month>), RwSignal::new(None::<Date>));
        let month = Memo::new(move |_| turned.get().or_else(|| week.get().map(Month::of_week)));
        let stop = Memo::new(move |_| {
            let month = month.get()?;
            let known = held.get().filter(|date| month.weeks().contains(&Week::of(*date)));
            let is_here = |date: &Date| month.has(*date);
            let shown = || week.get().and_then(|week| week.days().into_iter().find(is_here));
            Some(known.or_else(|| today.get().filter(is_here)).or_else(shown).unwrap_or_else(|| month.first()))
        });
        // Another week: its month, unless it stands on this page.
        Effect::new(move |before: Option<Option<Week>>| {
            let now = week.get();
            let is_here = |month: Month| now.is_some_and(|week| month.weeks().contains(&week));
            if before.is_some_and(|before| before != now) && !turned.get_untracked().is_none_or(is_here) {
                turned.set(None);
            }
            now
        });
        Self { agenda, week, today, turned, held, month, stop }
    }

    fn turn(self, by: i32) {
        if let Some(month) = self.month.get_untracked() {
            self.held.set(None);
            self.turned.set(Some(month.later(by)));
        }
    }

    fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() {
            return;
        }
        let (Some(here), Some(wanted)) = (self.stop.get_untracked(), meant(&event.key(), is_right_to_left())) else { return };
        event.prevent_default();
        let date = step(here, wanted);
        self.held.set(Some(date));
        if !self.month.get_untracked().is_some_and(|month| month.has(date)) {
            self.turned.set(Some(Month::of(date)));
        }
        // It is drawn before the next frame.
        request_animation_frame(move || focus_day(date));
    }

    /// The week of a day, instead of whatever is shown.
    fn address(self, date: Date) -> String {
        let week = Week::of(date);
        let is_this = self.today.get().map(Week::of) == Some(week);
        self.agenda.place.asked.with(|asked| asked.of_list(None).of_week((!is_this).then_some(week)).address(None))
    }
}

/// What a key means on a day.
fn meant(key: &str, is_right_to_left: bool) -> Option<Step> {
    let on = if is_right_to_left { -1 } else { 1 };
    match key {
        "ArrowRight" => Some(Step::Days(on)),
        "ArrowLeft" => Some(Step::Days(-on)),
        "ArrowDown" => Some(Step::Days(7)),
        "ArrowUp" => Some(Step::Days(-7)),
        "PageDown" => Some(Step::Months(1)),
        "PageUp" => Some(Step::Months(-1)),
        "Home" => Some(Step::WeekStart),
        "End" => Some(Step::WeekEnd),
        _ => None,
    }
}

fn focus_day(date: Date) {
    let day = document().query_selector(&format!(".monthday[data-date=\"{date}\"]")).ok().flatten();
    if let Some(day) = day.and_then(|day| day.dyn_into::<HtmlElement>().ok()) {
        // What cannot take it leaves the focus where it is.
        let _ = day.focus();
    }
}

#[component]
pub fn MonthCalendar(agenda: Agenda) -> impl IntoView {
    let pages = Pages::new(agenda);
    let title = move || pages.month.get().map(|month| format!("{} {}", wording::month(month.first()), month.first().year()));
    view! {
        <Show when=move || pages.month.with(Option::is_some)>
            <section class="month" aria-labelledby="month-title">
                <header class="month__head">
                    <h2 id="month-title" aria-live="polite">{title}</h2>
                    <div class="month__ways needs-script">
                        <button type="button" class="iconbutton iconbutton--small iconbutton--turn" aria-label="Previous month" on:click=move |_| pages.turn(-1)><Icon glyph=Glyph::ChevronRight class="icon--back"/></button>
                        <button type="button" class="iconbutton iconbutton--small iconbutton--turn" aria-label="Next month" on:click=move |_| pages.turn(1)><Icon glyph=Glyph::ChevronRight class="icon--on"/></button>
                    </div>
                </header>
                <table class="month__grid" role="grid" aria-labelledby="month-title" on:keydown=move |event| pages.key(&event)>
                    <thead>
                        <tr>
                            {wording::WEEKDAYS.into_iter().map(|name| view! {
                                <th scope="col"><span aria-hidden="true">{name.get(..1)}</span><span class="sr">{name}</span></th>
                            }).collect_view()}
                        </tr>
                    </thead>
                    <tbody>
                        {move || pages.month.get().map(|month| {
                            month.weeks().into_iter().map(|week| view! { <MonthWeek week=week month=month pages=pages/> }).collect_view()
                        })}
                    </tbody>
                </table>
            </section>
        </Show>
    }
}

#[component]
fn MonthWeek(week: Week, month: Month, pages: Pages) -> impl IntoView {
    let asked = pages.agenda.place.asked;
    let is_shown = Memo::new(move |_| pages.week.get() == Some(week) && asked.with(|asked| asked.list.is_none()));
    view! {
        <tr class="month__week" class:is-shown=move || is_shown.get()>
            {week.days().into_iter().map(|date| view! {
                <td role="gridcell" aria-selected=move || is_shown.get().to_string()><MonthDay date=date month=month pages=pages/></td>
            }).collect_view()}
        </tr>
    }
}

#[component]
fn MonthDay(date: Date, month: Month, pages: Pages) -> impl IntoView {
    let is_today = move || pages.today.get() == Some(date);
    view! {
        <a
            class="monthday"
            class:is-today=is_today
            class:is-outside=!month.has(date)
            href=move || pages.address(date)
            data-noscroll=""
            data-date=date.to_string()
            tabindex=move || if pages.stop.get() == Some(date) { "0" } else { "-1" }
            aria-label=wording::day(date, None)
            aria-current=move || is_today().then_some("date")
            on:focus=move |_| pages.held.set(Some(date))
            // The page stays, whatever month the week is of: the day keeps the focus.
            on:click=move |_| pages.turned.set(Some(month))
        >
            {date.day()}
        </a>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_follow_the_direction_of_the_page() {
        assert_eq!((meant("ArrowRight", false), meant("ArrowRight", true)), (Some(Step::Days(1)), Some(Step::Days(-1))));
        assert_eq!((meant("ArrowLeft", false), meant("ArrowLeft", true)), (Some(Step::Days(-1)), Some(Step::Days(1))));
        assert_eq!((meant("ArrowDown", true), meant("PageUp", true)), (Some(Step::Days(7)), Some(Step::Months(-1))));
        assert_eq!((meant("Enter", false), meant("a", false)), (None, None));
    }
}
