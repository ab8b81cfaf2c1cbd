//! Meetings: free times, holds, bookings, changes, and the work in the owner's calendar that follows them. The database
//! decides who gets a time; the calendar is the last step and never the judge.

mod asker;
mod book;
mod change;
mod dashboard;
mod invite;
mod link;
mod look;
mod notices;
mod offer;
mod person;
mod plan;
mod rehearse;
mod sync;

use std::sync::Arc;

pub use asker::Asker;
pub use book::{Attended, BookOrder, Wanted};
pub use dashboard::{PlannedDay, PlannedWeek};
pub use link::{LinkedMeeting, LinkedTimes};
pub use look::CalendarState;
pub use notices::Telling;
pub use offer::{SlotOffers, SlotQuery};
pub use sync::Synced;

use super::{
    error::{ServiceError, StorageError},
    ports::{BookingEnd, BookingEnds, Calendar, Clock, Conversations, EventBus, IdSource, Leads, Meetings, SettingsStore, Signer},
};
use crate::domain::{
    chat::SlotOffer,
    email::Email,
    meeting::{life::Refused, limits::TooManyInvitations},
    schedule::{availability::Unavailable, slot_id::SlotIdError},
};

/// How often a change is applied anew before it is given up.
const MOST_TRIES: usize = 5;
/// Free times that are offered where a wished one is not free.
const ALTERNATIVES: usize = 5;

#[derive(Clone)]
pub struct MeetingDesk {
    pub meetings: Arc<dyn Meetings>,
    pub calendar: Arc<dyn Calendar>,
    pub leads: Arc<dyn Leads>,
    pub conversations: Arc<dyn Conversations>,
    pub settings: Arc<dyn SettingsStore>,
    pub bus: Arc<dyn EventBus>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdSource>,
    pub signer: Arc<dyn Signer>,
    /// Where the outside reaches this installation, without a slash at the end.
    pub public_url: String,
    /// Whom mails are from; None: none go out.
    pub sender: Option<Email>,
    /// Who counts bookings; None: nobody does.
    pub ends: Option<Arc<dyn BookingEnds>>,
}

/// Why a meeting is not as somebody wished.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ScheduleError {
    /// Nothing was booked or moved; these times are free, the nearest first. They may be none.
    #[error("{why}")]
    NotFree { why: Unavailable, alternatives: Vec<SlotOffer> },
    /// The id of a free time is not one, not the asker's, or too old.
    #[error(transparent)]
    Slot(#[from] SlotIdError),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    TooMany(#[from] TooManyInvitations),
    /// The same idempotency key was used for another request.
    #[error("this Idempotency-Key was used for something else")]
    KeyReused,
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StorageError> for ScheduleError {
    fn from(error: StorageError) -> Self {
        Self::Service(error.into())
    }
}

impl From<&ScheduleError> for BookingEnd {
    fn from(error: &ScheduleError) -> Self {
        match error {
            ScheduleError::NotFree { .. } => Self::NotFree,
            ScheduleError::TooMany(_) => Self::TooMany,
            ScheduleError::Service(ServiceError::Storage(_) | ServiceError::Internal(_) | ServiceError::Upstream(_)) => Self::Failed,
            ScheduleError::Slot(_) | ScheduleError::Refused(_) | ScheduleError::KeyReused | ScheduleError::Service(_) => Self::Refused,
        }
    }
}

#[cfg(test)]
mod tests;
