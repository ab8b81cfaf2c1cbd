//! The story's time and ids: a clock that stands until it is set, and ids that follow from the seed.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use chatimjd::{
    adapters::ids::SystemIds,
    domain::time::Timestamp,
    service::ports::{Clock, IdSource},
};
use jiff::SignedDuration;

use super::dice::Dice;

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Stands still but for [`Self::set`] and [`Self::advance`]. Waiting takes real time: nobody waits in this story.
pub struct StoryClock(Mutex<Timestamp>);

impl StoryClock {
    pub fn at(begin: Timestamp) -> Self {
        Self(Mutex::new(begin))
    }

    pub fn set(&self, at: Timestamp) {
        *locked(&self.0) = at;
    }

    pub fn advance(&self, by: SignedDuration) {
        *locked(&self.0) += by;
    }
}

#[async_trait]
impl Clock for StoryClock {
    fn now(&self) -> Timestamp {
        *locked(&self.0)
    }

    async fn sleep(&self, how_long: Duration) {
        tokio::time::sleep(how_long).await;
    }
}

/// UUIDs of version 7 by the story's clock, in the order in which they are asked for.
pub struct StoryIds {
    clock: Arc<StoryClock>,
    state: Mutex<Counted>,
}

struct Counted {
    dice: Dice,
    millis: u64,
    count: u16,
}

impl StoryIds {
    pub fn new(clock: Arc<StoryClock>, seed: u64) -> Self {
        Self { clock, state: Mutex::new(Counted { dice: Dice::new(!seed), millis: 0, count: 0 }) }
    }
}

impl IdSource for StoryIds {
    fn uuid(&self) -> uuid::Uuid {
        let millis = u64::try_from(self.clock.now().as_millisecond()).unwrap_or(0);
        let mut state = locked(&self.state);
        // Within a millisecond a count keeps the order; there are twelve bits for it before the chance begins.
        state.count = if state.millis == millis { (state.count + 1) & 0x0fff } else { 0 };
        state.millis = millis;
        let mut rest = [0_u8; 10];
        rest[..2].copy_from_slice(&state.count.to_be_bytes());
        rest[2..].copy_from_slice(&state.dice.roll().to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(millis, &rest).into_uuid()
    }

    /// Secrets follow from no seed.
    fn secret(&self) -> String {
        SystemIds.secret()
    }
}
