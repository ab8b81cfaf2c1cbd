//! When the leads were made: evenly, so that each whole day has the same number of them.

use chatimjd::domain::time::Timestamp;
use jiff::SignedDuration;

/// Leads of any day.
pub const A_DAY: u64 = 2_000;
const APART_MS: u64 = 86_400_000 / A_DAY;
/// Conversations go on for some minutes after their lead was made, and all of them are over.
const OVER: SignedDuration = SignedDuration::from_mins(10);

#[derive(Clone, Copy)]
pub struct Times {
    count: u64,
    /// Nothing is later, but for the last conversation's end.
    pub until: Timestamp,
}

impl Times {
    /// Of so many leads, the last one just now.
    pub fn before(now: Timestamp, count: u64) -> Self {
        Self { count, until: now - OVER }
    }

    pub fn of(&self, number: u64) -> Timestamp {
        let ago = (self.count - number) * APART_MS;
        self.until - SignedDuration::from_millis(i64::try_from(ago).unwrap_or(i64::MAX))
    }
}
