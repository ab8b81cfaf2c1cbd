//! A meeting that is being moved in the week, by pointer or by keyboard: from one free time to another, each step announced.
//! It can only be let go at a time that the server has found free.

use std::time::Duration;

use jiff::civil::Date;
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::{
    agenda::Agenda,
    aim::{Way, beside, is_right_to_left, nearest, place_at},
    told::tidings,
    words::{day_and_time, person},
};
use crate::{
    domain::time::Timestamp,
    rpc::schedule::{FreeTime, FreeTimes, MeetingRow, WeekView, free_times},
    ui::{browser, session::leave_if_signed_out, wording},
};

/// Further than this a press is a pull.
const PULL: f64 = 6.0;
/// A finger that rests this long lifts; before that it scrolls.
const REST: Duration = Duration::from_millis(350);

/// A meeting in the hand.
#[derive(Clone, PartialEq)]
pub struct Lifted {
    pub row: MeetingRow,
    pub date: Date,
    /// Where it stands, in minutes of the day.
    pub minute: u16,
    pub by_pointer: bool,
}

/// A press that may become a pull.
struct Press {
    pointer: i32,
    lifted: Lifted,
    start: (f64, f64),
    /// How far below the meeting's beginning it was pressed, in pixels.
    grip: f64,
    waiting: Option<TimeoutHandle>,
}

#[derive(Clone, Copy)]
pub struct Hand {
    pub lifted: RwSignal<Option<Lifted>>,
    /// Where it would land.
    pub over: RwSignal<Option<FreeTime>>,
    /// For ears.
    pub said: RwSignal<String>,
    /// Whether it shall be moved is being asked.
    pub asking: RwSignal<bool>,
    free: RwSignal<Option<FreeTimes>>,
    press: StoredValue<Option<Press>>,
    /// The click that ends a pull opens nothing.
    pulled: StoredValue<bool>,
    /// The meeting that takes the focus when the week is drawn anew.
    moved: StoredValue<Option<String>>,
    view: RwSignal<WeekView>,
    agenda: Agenda,
}

impl Hand {
    pub fn new(view: RwSignal<WeekView>, agenda: Agenda) -> Self {
        Self {
            lifted: RwSignal::new(None),
            over: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            asking: RwSignal::new(false),
            free: RwSignal::new(None),
            press: StoredValue::new(None),
            pulled: StoredValue::new(false),
            moved: StoredValue::new(None),
            view,
            agenda,
        }
    }

    /// Follows the pointer wherever it goes, for as long as the week is there.
    pub fn listen(self) {
        Effect::new(move |_| {
            let moved = window_event_listener(ev::pointermove, move |event| self.pull(&event));
            let up = window_event_listener(ev::pointerup, move |event| self.release(event.pointer_id(), true));
            let lost = window_event_listener(ev::pointercancel, move |event| self.release(event.pointer_id(), false));
            on_cleanup(move || {
                for handle in [moved, up, lost] {
                    handle.remove();
                }
            });
        });
        // The question was answered by leaving it.
        Effect::new(move |was: Option<bool>| {
            let asking = self.asking.get();
            if was == Some(true) && !asking {
                self.put_back();
            }
            asking
        });
        on_cleanup(move || {
            self.agenda.held.try_set(false);
        });
    }

    fn zone(self) -> String {
        self.view.with_untracked(|view| view.zone.clone())
    }

    fn told(self, at: Timestamp) -> String {
        day_and_time(browser::civil(at, &self.zone()))
    }

    fn lift(self, lifted: Lifted) {
        self.said.set(format!("{}, {} lifted. Looking for free times.", person(&lifted.row), self.told(lifted.row.start)));
        let (id, by_pointer) = (lifted.row.id.clone(), lifted.by_pointer);
        self.agenda.held.set(true);
        self.over.set(None);
        self.free.set(None);
        self.lifted.set(Some(lifted));
        let monday = self.view.with_untracked(|view| view.week.monday());
        spawn_local(async move {
            let answer = free_times(Some(id.clone()), Some(monday), 7).await;
            // It may have been let go meanwhile.
            let still = self.lifted.try_with_untracked(|lifted| lifted.as_ref().is_some_and(|lifted| lifted.row.id == id));
            if still == Some(true) {
                self.take(answer.map_err(|error| if leave_if_signed_out(&error) { String::new() } else { error.message }), by_pointer);
            }
        });
    }

    /// The free times have come.
    fn take(self, answer: Result<FreeTimes, String>, by_pointer: bool) {
        match answer {
            Ok(free) if free.times.is_empty() => {
                self.put_back();
                self.said.set("There is no other free time in this week.".into());
            }
            Ok(free) => {
                let count = wording::count(free.times.len() as u64, "free time", "free times");
                if !by_pointer {
                    self.said.set(format!("{count} in this week. Arrows choose one, Enter keeps it, Escape gives up."));
                }
                self.free.set(Some(free));
            }
            Err(problem) => {
                self.put_back();
                self.said.set(problem);
            }
        }
    }

    pub fn put_back(self) {
        self.press.update_value(|press| *press = None);
        self.over.set(None);
        if let Some(lifted) = self.lifted.try_update(Option::take).flatten() {
            self.said.set(format!("{} stays at {}.", person(&lifted.row), self.told(lifted.row.start)));
        }
        self.agenda.held.set(false);
    }

    /// What is asked before a meeting is moved: the question, and what will happen.
    pub fn question(self) -> (String, String) {
        let (Some(lifted), Some(over)) = (self.lifted.get(), self.over.get()) else { return Default::default() };
        let who = person(&lifted.row);
        let told = format!("{who} is told of the new time.");
        (format!("Move {who} to {}?", self.told(over.start)), tidings(&lifted.row, &told).to_owned())
    }

    /// Moves it to where it is held.
    pub fn carry_out(self) {
        let over = self.over.try_update(Option::take).flatten();
        let lifted = self.lifted.try_update(Option::take).flatten();
        let (Some(over), Some(lifted)) = (over, lifted) else { return self.put_back() };
        let (who, told) = (person(&lifted.row), self.told(over.start));
        let id = lifted.row.id.to_string();
        self.said.set(format!("Moving {who} to {told}."));
        self.agenda.move_to(lifted.row, over.start, move |answer| {
            self.said.try_set(match answer {
                Ok(_) => format!("{who} is moved to {told}."),
                Err(error) => format!("{who} was not moved. {}", error.message),
            });
            self.agenda.held.try_set(false);
            self.moved.try_set_value(Some(id));
        });
    }

    /// The week was read anew: a meeting that was moved takes the focus at its new place.
    pub fn follow(self) {
        if let Some(id) = self.moved.try_update_value(Option::take).flatten() {
            // It is drawn before the next frame.
            request_animation_frame(move || focus_event(&id));
        }
    }

    /// The keys of a meeting.
    pub fn key(self, event: &ev::KeyboardEvent, lifted: impl FnOnce() -> Option<Lifted>) {
        let held = self.lifted.with_untracked(Option::is_some);
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "m" | "M" if !held => match lifted() {
                Some(lifted) => self.lift(lifted),
                None => self.said.set("This meeting cannot be moved.".into()),
            },
            "Enter" if held && self.over.with_untracked(Option::is_some) => self.carry_out(),
            "Escape" | "Enter" | "m" | "M" if held => self.put_back(),
            "ArrowUp" if held => self.aim(Way::Earlier),
            "ArrowDown" if held => self.aim(Way::Later),
            "ArrowLeft" if held => self.aim(if is_right_to_left() { Way::DayAfter } else { Way::DayBefore }),
            "ArrowRight" if held => self.aim(if is_right_to_left() { Way::DayBefore } else { Way::DayAfter }),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn aim(self, way: Way) {
        let Some(lifted) = self.lifted.get_untracked() else { return };
        let here = self.over.get_untracked().map_or((lifted.date, lifted.minute), |over| (over.date, over.block.from));
        let next = self.free.with_untracked(|free| free.as_ref().map(|free| beside(&free.times, here, way).cloned()));
        match next {
            None => self.said.set("Still looking for free times.".into()),
            Some(None) => self.said.set("There is no free time that way in this week.".into()),
            Some(Some(time)) => self.hover(Some(time)),
        }
    }

    fn hover(self, over: Option<FreeTime>) {
        if self.over.with_untracked(|now| *now == over) {
            return;
        }
        if let Some(time) = &over {
            self.said.set(self.told(time.start));
        }
        self.over.set(over);
    }

    /// The focus left a meeting that was lifted by keyboard.
    pub fn forget(self, row: &MeetingRow) {
        let mine = |lifted: &Lifted| !lifted.by_pointer && lifted.row.id == row.id;
        if self.lifted.try_with_untracked(|lifted| lifted.as_ref().is_some_and(mine)) == Some(true) {
            self.put_back();
        }
    }

    /// `top`: where the meeting's element begins in the window.
    pub fn press(self, event: &ev::PointerEvent, lifted: Lifted, top: f64) {
        if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || !event.is_primary() {
            return;
        }
        self.pulled.set_value(false);
        let waiting = (event.pointer_type() == "touch").then(|| set_timeout_with_handle(move || self.pick_up(), REST).ok()).flatten();
        let start = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.press.set_value(Some(Press { pointer: event.pointer_id(), lifted, grip: start.1 - top, start, waiting }));
    }

    fn pick_up(self) {
        if let Some(lifted) = self.press.try_with_value(|press| press.as_ref().map(|press| press.lifted.clone())).flatten() {
            self.pulled.set_value(true);
            self.lift(lifted);
        }
    }

    fn is_flying(self) -> bool {
        self.lifted.try_with_untracked(|lifted| lifted.as_ref().is_some_and(|lifted| lifted.by_pointer)).unwrap_or(false)
    }

    fn pull(self, event: &ev::PointerEvent) {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let flying = self.is_flying();
        let begins = self.press.try_update_value(|press| {
            let mine = press.as_mut().filter(|mine| mine.pointer == event.pointer_id())?;
            if flying {
                return Some((false, mine.grip));
            }
            if (x - mine.start.0).hypot(y - mine.start.1) <= PULL {
                return None;
            }
            // A finger that moves at once scrolls.
            if let Some(waiting) = mine.waiting.take() {
                waiting.clear();
                *press = None;
                return None;
            }
            Some((true, mine.grip))
        });
        let Some((begins, grip)) = begins.flatten() else { return };
        if begins {
            self.pick_up();
        }
        let hours = self.view.with_untracked(|view| view.hours);
        let over = place_at(x, y - grip, hours).and_then(|(date, minute)| {
            self.free
                .with_untracked(|free| nearest(free.as_ref().map(|free| free.times.as_slice()).unwrap_or_default(), date, minute).cloned())
        });
        self.hover(over);
    }

    fn release(self, pointer: i32, wanted: bool) {
        let mine = self.press.try_update_value(|press| match press.take_if(|press| press.pointer == pointer) {
            Some(press) => {
                if let Some(waiting) = press.waiting {
                    waiting.clear();
                }
                true
            }
            None => false,
        });
        if mine == Some(true) && self.is_flying() {
            if wanted && self.over.with_untracked(Option::is_some) { self.asking.set(true) } else { self.put_back() }
        }
    }

    /// The click that follows a pull.
    pub fn swallow(self, event: &ev::MouseEvent) {
        if self.pulled.try_update_value(std::mem::take) == Some(true) {
            event.prevent_default();
        }
    }

    /// A lifted meeting moves under the finger, not the page.
    pub fn hold_still(self, event: &ev::TouchEvent) {
        if self.lifted.with_untracked(Option::is_some) {
            event.prevent_default();
        }
    }

    /// A long press lifts; it opens no menu.
    pub fn no_menu(self, event: &ev::MouseEvent) {
        if self.press.try_with_value(|press| press.as_ref().is_some_and(|press| press.waiting.is_some())) == Some(true) {
            event.prevent_default();
        }
    }
}

/// Where the focus goes when a meeting was moved, or its drawer closes.
pub fn focus_event(id: &str) {
    let link = document().query_selector(&format!("[data-id=\"{id}\"] .event, [data-id=\"{id}\"] .meetingrow__link")).ok().flatten();
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        // What cannot take it leaves the focus where it is.
        let _ = link.focus();
    }
}
