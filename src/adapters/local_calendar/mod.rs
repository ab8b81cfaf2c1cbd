//! The calendar of an installation without Google: meetings are kept where they are stored, and nothing is entered
//! anywhere else.

use async_trait::async_trait;

use crate::{
    domain::{
        meeting::{
            calendar::{CalendarHome, GoogleEventId},
            event::{CalendarError, CalendarEvent, CalendarHealth, EventPut},
        },
        schedule::interval::Interval,
    },
    service::ports::Calendar,
};

/// The port [`Calendar`] with nothing behind it.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalCalendar;

#[async_trait]
impl Calendar for LocalCalendar {
    async fn home(&self) -> CalendarHome {
        CalendarHome::Local
    }

    /// The owner's other appointments are known to nobody.
    async fn busy(&self, _range: Interval, _fresh: bool) -> Result<Vec<Interval>, CalendarError> {
        Ok(vec![])
    }

    /// A meeting of a time when Google was configured is kept with us from now on; an event that is to be deleted waits until
    /// it is again.
    async fn put(&self, _event: &CalendarEvent) -> Result<EventPut, CalendarError> {
        Err(CalendarError::Unavailable)
    }

    async fn delete(&self, _id: &GoogleEventId) -> Result<bool, CalendarError> {
        Err(CalendarError::Unavailable)
    }

    async fn health(&self) -> CalendarHealth {
        CalendarHealth::default()
    }
}
