//! What the parts of the page share: where one is, what the server answered, what was changed here.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};

use super::{
    place::{Asked, Place},
    words::{moved_words, person},
};
use crate::{
    domain::{api_error::ApiError, ids::MeetingId, page::Page, time::Timestamp},
    rpc::schedule::{
        CalendarView, MeetingRow, MeetingView, WeekView, calendar_health, cancel_meeting, list_meetings, meeting_week, move_meeting,
        rebook_meeting,
    },
    ui::{
        components::toast::{Toasts, use_toasts},
        live::{News, use_live},
        session::{Signed, leave_if_signed_out},
    },
};

/// Several news at a time are one reason to read again.
const SOON: Duration = Duration::from_millis(400);

/// What the server answers to an address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Shown {
    Week(WeekView),
    List(Page<MeetingRow>),
}

pub async fn read(asked: Asked) -> Result<Shown, ApiError> {
    match asked.list {
        Some(list) => list_meetings(list, asked.trail.last().cloned()).await.map(Shown::List),
        None => meeting_week(asked.week).await.map(Shown::Week),
    }
}

/// Handed down by the page.
#[derive(Clone, Copy)]
pub struct Agenda {
    pub place: Place,
    pub shown: Resource<Result<Shown, ApiError>>,
    pub health: Resource<Result<CalendarView, ApiError>>,
    /// A meeting is being moved: what is shown stays as it is until it is let go.
    pub held: RwSignal<bool>,
    /// A meeting is being written down.
    pub adding: RwSignal<bool>,
    /// Grows with each change, made here or elsewhere.
    stirred: RwSignal<u64>,
    waiting: StoredValue<Option<TimeoutHandle>>,
    toasts: Toasts,
    /// The frame's: it outlives the page.
    zone: Option<RwSignal<String>>,
}

impl Agenda {
    pub fn new() -> Self {
        let place = Place::here();
        let agenda = Self {
            place,
            shown: Resource::new(move || place.asked.get(), read),
            health: Resource::new(|| (), |()| calendar_health()),
            held: RwSignal::new(false),
            adding: RwSignal::new(false),
            stirred: RwSignal::new(0),
            waiting: StoredValue::new(None),
            toasts: use_toasts(),
            zone: use_context::<Signed>().map(|signed| signed.zone),
        };
        use_live().subscribe(move |news| agenda.hear(&news));
        on_cleanup(move || agenda.stop_waiting());
        agenda
    }

    fn hear(self, news: &News) {
        match news {
            News::Resync => self.stir(),
            News::Event(event) if event.may_change_meetings() => self.stir_soon(),
            News::Event(_) => {}
        }
    }

    /// One that waits already is enough: on a busy day there would be no pause to wait for.
    fn stir_soon(self) {
        if self.waiting.try_with_value(Option::is_some).unwrap_or(true) {
            return;
        }
        let stir = move || {
            self.waiting.try_update_value(|waiting| *waiting = None);
            self.stir();
        };
        self.waiting.set_value(set_timeout_with_handle(stir, SOON).ok());
    }

    fn stop_waiting(self) {
        if let Some(handle) = self.waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }

    /// Something changed on the server: what is shown is read anew.
    pub fn stir(self) {
        self.stirred.try_update(|count| *count += 1);
        self.health.refetch();
    }

    /// Calls back after each change, until the caller's owner is cleaned up.
    pub fn on_stir(self, again: impl Fn() + 'static) {
        Effect::new(move |seen: Option<u64>| {
            let count = self.stirred.get();
            if seen.is_some_and(|seen| seen != count) {
                again();
            }
            count
        });
    }

    /// Moves a meeting, says so, and offers to move it back. `then` runs in both cases, with what it is now.
    pub fn move_to(self, row: MeetingRow, start: Timestamp, then: impl FnOnce(Result<MeetingView, ApiError>) + 'static) {
        spawn_local(async move {
            let (who, before) = (person(&row), row.start);
            let answer = move_meeting(row.id.clone(), start, Some(row.version)).await;
            match &answer {
                Ok(view) => {
                    let row = view.row.clone();
                    let words = moved_words(&who, row.start, &self.zone());
                    self.toasts.undoable(words, move || self.move_back(row.clone(), before));
                }
                Err(error) => self.complain(error),
            }
            self.stir();
            then(answer);
        });
    }

    fn move_back(self, row: MeetingRow, start: Timestamp) {
        spawn_local(async move {
            match move_meeting(row.id.clone(), start, Some(row.version)).await {
                Ok(view) => self.toasts.good(moved_words(&person(&row), view.row.start, &self.zone())),
                Err(error) => self.complain(&error),
            }
            self.stir();
        });
    }

    /// Cancels a meeting, says so, and offers to book the same again. `then` runs in both cases.
    pub fn cancel(self, row: MeetingRow, then: impl FnOnce(Result<MeetingView, ApiError>) + 'static) {
        spawn_local(async move {
            let answer = cancel_meeting(row.id.clone(), Some(row.version)).await;
            match &answer {
                Ok(view) if view.can_rebook => {
                    let id = row.id.clone();
                    self.toasts
                        .undoable(format!("The meeting with {} is cancelled", person(&row)), move || self.rebook(id.clone(), |_| {}));
                }
                Ok(_) => self.toasts.good(format!("The meeting with {} is cancelled", person(&row))),
                Err(error) => self.complain(error),
            }
            self.stir();
            then(answer);
        });
    }

    /// Books a cancelled meeting again.
    pub fn rebook(self, id: MeetingId, then: impl FnOnce(MeetingView) + 'static) {
        spawn_local(async move {
            match rebook_meeting(id).await {
                Ok(view) => {
                    self.toasts.good(format!("The meeting with {} is booked again", person(&view.row)));
                    then(view);
                }
                Err(error) => self.complain(&error),
            }
            self.stir();
        });
    }

    fn zone(self) -> String {
        self.zone.and_then(|zone| zone.try_get_untracked()).unwrap_or_else(|| "UTC".into())
    }

    fn complain(self, error: &ApiError) {
        if !leave_if_signed_out(error) {
            self.toasts.bad(error.message.clone());
        }
    }
}
