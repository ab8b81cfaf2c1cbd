//! What only a browser has: clock and zones, storage, clipboard, the event stream. On the server every call
//! is a quiet nothing, so that components need no fences: effects and event handlers never run there.

#[cfg(not(feature = "hydrate"))]
mod absent;
#[cfg(feature = "hydrate")]
mod files;
#[cfg(feature = "hydrate")]
mod links;
#[cfg(feature = "hydrate")]
mod real;
#[cfg(feature = "hydrate")]
mod zones;

#[cfg(not(feature = "hydrate"))]
pub use absent::*;
#[cfg(feature = "hydrate")]
pub use files::*;
#[cfg(feature = "hydrate")]
pub use links::*;
#[cfg(feature = "hydrate")]
pub use real::*;
#[cfg(feature = "hydrate")]
pub use zones::*;

use jiff::{civil::DateTime, tz::TimeZone};

use crate::domain::{live::LiveEvent, time::Timestamp};

/// A rectangle of the window, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Frame {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// The instant at which the clocks of an IANA zone show this; where they skip it, one within the hour around.
pub fn instant(local: DateTime, zone: &str) -> Option<Timestamp> {
    let mut at = local.to_zoned(TimeZone::UTC).ok()?.timestamp();
    // The zone's distance from UTC is read at a guess; around a change of clocks the second guess is the right one.
    for _ in 0..2 {
        at = at.checked_add(local.duration_since(civil(at, zone))).ok()?;
    }
    Some(at)
}

/// What a server answered: its status and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub status: u16,
    pub text: String,
}

/// What the event stream tells.
#[derive(Clone, Debug, PartialEq)]
pub enum StreamEvent {
    /// The stream stands (again): whatever was missed must be read anew.
    Open,
    /// Something happened.
    News(Box<LiveEvent>),
    /// The server dropped news that we were too slow for.
    Lagged,
    /// The stream broke; it is being tried again.
    Lost,
}

#[cfg(all(test, not(feature = "hydrate")))]
mod tests {
    use super::*;

    #[test]
    fn a_local_time_is_an_instant() {
        let said = |local: &str, zone: &str| instant(local.parse().expect("a local time"), zone).map(|at| at.to_string());
        assert_eq!(said("2026-11-24T15:00:00", "Asia/Karachi").as_deref(), Some("2026-11-24T10:00:00Z"));
        assert_eq!(said("2026-07-01T09:00:00", "America/New_York").as_deref(), Some("2026-07-01T13:00:00Z"));
        assert_eq!(said("2026-10-25T00:30:00", "Europe/Lisbon").as_deref(), Some("2026-10-24T23:30:00Z"), "the night clocks go back");
        assert!(said("2026-03-29T01:30:00", "Europe/Lisbon").is_some(), "a time that is skipped");
    }
}
