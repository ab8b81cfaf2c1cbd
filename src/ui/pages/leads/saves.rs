//! Choices of columns on their way to the server: one at a time, and of those that come meanwhile the last one follows.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use leptos::{prelude::*, task::spawn_local};

use super::floor::Floor;
use crate::{
    domain::lead::views::{LeadColumn, LeadPreferences},
    rpc::leads::choose_lead_columns,
    ui::session::leave_if_signed_out,
};

/// The columns of the table, as one wants them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub columns: Vec<LeadColumn>,
    /// Keys of the owner's fields.
    pub own: Vec<String>,
}

impl Choice {
    fn of(mine: &LeadPreferences) -> Self {
        Self { columns: mine.columns.clone(), own: mine.own.clone() }
    }
}

/// Who waits for whom.
struct Line<T> {
    is_busy: bool,
    next: Option<T>,
}

impl<T> Line<T> {
    /// What goes out now; None while something is on its way, which this one follows.
    fn wish(&mut self, wanted: T) -> Option<T> {
        if self.is_busy {
            self.next = Some(wanted);
            return None;
        }
        self.is_busy = true;
        Some(wanted)
    }

    /// What was on its way has its answer: what follows it.
    fn answered(&mut self) -> Option<T> {
        let next = self.next.take();
        self.is_busy = next.is_some();
        next
    }
}

/// Lives on until the last choice is saved, wherever one has gone meanwhile.
#[derive(Clone)]
pub struct Saves(Arc<Mutex<Line<Choice>>>);

impl Saves {
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(Line { is_busy: false, next: None })))
    }

    fn line(&self) -> MutexGuard<'_, Line<Choice>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Saves what is wanted, now or after what is on its way. `before`: what stands again where it cannot be saved.
    pub fn save(self, floor: Floor, wanted: Choice, before: &LeadPreferences) {
        let Some(mut wanted) = self.line().wish(wanted) else { return };
        let mut saved = Choice::of(before);
        let toasts = floor.toasts;
        spawn_local(async move {
            loop {
                let Choice { columns, own } = wanted;
                let outcome = choose_lead_columns(columns, own).await;
                let next = self.line().answered();
                match outcome {
                    Ok(mine) => {
                        saved = Choice::of(&mine);
                        learn(floor, mine, next.is_none());
                    }
                    Err(error) if leave_if_signed_out(&error) => {}
                    Err(error) if next.is_none() => {
                        put_back(floor, &saved);
                        toasts.bad(error.message);
                    }
                    // What follows holds all that this one wanted.
                    Err(_) => {}
                }
                let Some(next) = next else { return };
                wanted = next;
            }
        });
    }
}

/// `is_last`: nothing else is wanted meanwhile than what this says.
fn learn(floor: Floor, mine: LeadPreferences, is_last: bool) {
    floor.preferences.try_update(|known| match known {
        // A late answer says nothing new.
        Some(known) if known.version >= mine.version => {}
        Some(known) if !is_last => {
            let (columns, own) = (std::mem::take(&mut known.columns), std::mem::take(&mut known.own));
            *known = LeadPreferences { columns, own, ..mine };
        }
        _ => *known = Some(mine),
    });
}

fn put_back(floor: Floor, saved: &Choice) {
    floor.preferences.try_update(|known| {
        if let Some(known) = known {
            known.columns.clone_from(&saved.columns);
            known.own.clone_from(&saved.own);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_on_its_way_and_the_last_one_follows() {
        let mut line = Line { is_busy: false, next: None };
        assert_eq!(line.wish(1), Some(1));
        assert_eq!((line.wish(2), line.wish(3)), (None, None));
        assert_eq!(line.answered(), Some(3), "what came in between is in the last one");
        assert_eq!(line.wish(4), None);
        assert_eq!((line.answered(), line.answered()), (Some(4), None));
        assert_eq!(line.wish(5), Some(5), "nothing is on its way any more");
    }
}
