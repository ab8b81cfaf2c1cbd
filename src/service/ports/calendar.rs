//! The calendar that meetings are entered into, and the key that ids and links are signed with.

use async_trait::async_trait;

use crate::domain::{
    meeting::{
        calendar::{CalendarHome, GoogleEventId},
        event::{CalendarError, CalendarEvent, CalendarHealth, EventPut},
    },
    schedule::interval::Interval,
};

/// The owner's calendar. Every call ends within 10 seconds, by [`CalendarError::Unavailable`] at the latest; none waits for
/// another try by itself, apart from one after an access token was refreshed. Asking twice does no harm.
#[async_trait]
pub trait Calendar: Send + Sync {
    /// Where a meeting that is booked now belongs. [`CalendarHome::Google`] from the moment when an account is connected
    /// until it is disconnected, also while it cannot be reached or its permission is dead. Cheap, asked for each booking.
    async fn home(&self) -> CalendarHome;

    /// When the owner is busy, in any order, as far as it overlaps `range` (of any length: the adapter asks for it in parts).
    /// Our own events are among it. Empty for the built-in calendar. An error of one calendar in Google's answer is an error
    /// here: it never means free.
    ///
    /// `fresh`: as it is now. Otherwise an answer that is up to 60 seconds old will do, from the adapter's memory; one that
    /// one of our own `put`s or `delete`s has outdated will not.
    async fn busy(&self, range: Interval, fresh: bool) -> Result<Vec<Interval>, CalendarError>;

    /// Inserts the event, or changes the one of this id into it: afterwards there is exactly one, whatever was there before
    /// and however often it is asked for. The attendee is invited or told of the change; of no change, nobody is told.
    /// Where the calendar makes no video calls or may not invite, the event is put without. [`CalendarError::Gone`] when
    /// somebody has deleted the event of this id: it is not brought back. Unavailable for the built-in calendar.
    async fn put(&self, event: &CalendarEvent) -> Result<EventPut, CalendarError>;

    /// Deletes the event; the attendee is told. Fine where there is none (any more): whether this calendar has ever had it, as
    /// that of another account has not. Unavailable for the built-in calendar.
    async fn delete(&self, id: &GoogleEventId) -> Result<bool, CalendarError>;

    /// What is known without asking anybody.
    async fn health(&self) -> CalendarHealth;
}

/// Signs what is handed out and comes back: ids of free times, links to a meeting.
pub trait Signer: Send + Sync {
    /// HMAC-SHA-256 of the content under a key of its own, derived of the server's secret key. All instances have the same.
    fn sign(&self, content: &[u8]) -> [u8; 32];
}
