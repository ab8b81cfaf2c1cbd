//! Exact sliding windows for the `Limiter` port, in this process. Knows clients only as texts.
//!
//! Each window is a row of slots (60 of a minute, 24 of an hour). The slot that is just leaving the window is still
//! counted whole, so no window of that length, wherever it begins, ever holds more than its limit.

use std::{
    collections::{HashMap, VecDeque},
    hash::{BuildHasher, RandomState},
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;

use crate::{
    domain::time::Timestamp,
    service::ports::{LimitDecision, Limiter, WindowState},
};

/// One promise: at most `limit` requests in any `slots × slot_s` seconds.
#[derive(Clone, Copy, Debug)]
struct Window {
    name: &'static str,
    limit: u32,
    slot_s: u32,
    slots: u32,
}

impl Window {
    /// When a slot is out of the window for good, in milliseconds since 1970.
    fn over_ms(self, slot: u32) -> i64 {
        (i64::from(slot) + i64::from(self.slots) + 1) * i64::from(self.slot_s) * 1_000
    }

    fn slot_of(self, now_ms: i64) -> u32 {
        u32::try_from(now_ms.max(0) / (i64::from(self.slot_s) * 1_000)).unwrap_or(u32::MAX)
    }
}

/// Requests of one client in one window: slot number and count, oldest first; only slots that saw requests.
#[derive(Debug, Default)]
struct Row(VecDeque<(u32, u32)>);

impl Row {
    fn forget(&mut self, window: Window, now_ms: i64) {
        while self.0.front().is_some_and(|(slot, _)| window.over_ms(*slot) <= now_ms) {
            self.0.pop_front();
        }
    }

    fn used(&self) -> u32 {
        self.0.iter().map(|(_, count)| *count).sum()
    }

    fn charge(&mut self, window: Window, now_ms: i64) {
        let slot = window.slot_of(now_ms);
        match self.0.back_mut() {
            // A clock that was set back adds to the newest slot: that errs on the safe side.
            Some((newest, count)) if *newest >= slot => *count += 1,
            _ => self.0.push_back((slot, 1)),
        }
    }

    /// Whole seconds until the oldest slot is out of the window, rounded up.
    fn reset_s(&self, window: Window, now_ms: i64) -> u32 {
        let wait_ms = self.0.front().map_or(0, |(slot, _)| window.over_ms(*slot) - now_ms);
        u32::try_from(wait_ms.max(0).unsigned_abs().div_ceil(1_000)).unwrap_or(u32::MAX)
    }
}

type Shard = HashMap<Box<str>, Vec<Row>>;

const SHARDS: usize = 16;
/// The most clients that are told apart: at some 200 bytes each, 25 MB.
const CLIENTS: usize = 131_072;
/// Beyond that, all new clients of a shard share this row, so that memory stays bounded and the promise holds.
const CROWD: &str = "";

/// The limiter of this process.
pub struct SlidingWindows {
    windows: Vec<Window>,
    shards: Vec<Mutex<Shard>>,
    per_shard: usize,
    hasher: RandomState,
}

impl SlidingWindows {
    /// At most `hour` requests in any hour and `day` in any day; 0 switches one off.
    pub fn new(hour: u32, day: u32) -> Self {
        Self::with_room_for(CLIENTS, hour, day)
    }

    fn with_room_for(clients: usize, hour: u32, day: u32) -> Self {
        let windows =
            [Window { name: "hour", limit: hour, slot_s: 60, slots: 60 }, Window { name: "day", limit: day, slot_s: 3_600, slots: 24 }];
        Self {
            windows: windows.into_iter().filter(|window| window.limit > 0).collect(),
            shards: (0..SHARDS).map(|_| Mutex::default()).collect(),
            per_shard: clients.div_ceil(SHARDS),
            hasher: RandomState::new(),
        }
    }

    /// Forgets clients that have nothing left in any window. For a task that runs once a minute.
    pub fn prune(&self, now: Timestamp) {
        let now_ms = now.as_millisecond();
        for shard in &self.shards {
            let mut clients = locked(shard);
            clients.retain(|_, rows| {
                for (row, window) in rows.iter_mut().zip(&self.windows) {
                    row.forget(*window, now_ms);
                }
                rows.iter().any(|row| !row.0.is_empty())
            });
            if clients.capacity() > 4 * clients.len().max(16) {
                clients.shrink_to_fit();
            }
        }
    }

    /// How many clients are known.
    pub fn clients(&self) -> usize {
        self.shards.iter().map(|shard| locked(shard).len()).sum()
    }

    /// There is no room for new clients: they share what one client may do.
    pub fn is_crowded(&self) -> bool {
        self.shards.iter().any(|shard| locked(shard).len() > self.per_shard)
    }

    fn decide(&self, client: &str, now_ms: i64) -> LimitDecision {
        let shard = usize::try_from(self.hasher.hash_one(client) % SHARDS as u64).unwrap_or(0);
        let mut clients = locked(&self.shards[shard]);
        let known = clients.contains_key(client) || clients.len() < self.per_shard;
        let rows = clients
            .entry(if known { client } else { CROWD }.into())
            .or_insert_with(|| self.windows.iter().map(|_| Row::default()).collect());
        for (row, window) in rows.iter_mut().zip(&self.windows) {
            row.forget(*window, now_ms);
        }
        let full_for = |(row, window): (&Row, &Window)| (row.used() >= window.limit).then(|| row.reset_s(*window, now_ms));
        let retry_after = rows.iter().zip(&self.windows).filter_map(full_for).max();
        if retry_after.is_none() {
            rows.iter_mut().zip(&self.windows).for_each(|(row, window)| row.charge(*window, now_ms));
        }
        let state = |(row, window): (&Row, &Window)| WindowState {
            name: window.name,
            limit: window.limit,
            window_s: window.slot_s * window.slots,
            remaining: window.limit.saturating_sub(row.used()),
            reset_s: row.reset_s(*window, now_ms),
        };
        LimitDecision {
            allowed: retry_after.is_none(),
            retry_after: retry_after.map_or(0, |seconds| u64::from(seconds.max(1))),
            windows: rows.iter().zip(&self.windows).map(state).collect(),
        }
    }
}

#[async_trait]
impl Limiter for SlidingWindows {
    async fn charge(&self, client: &str, now: Timestamp) -> LimitDecision {
        if self.windows.is_empty() {
            return LimitDecision { allowed: true, retry_after: 0, windows: vec![] };
        }
        self.decide(client, now.as_millisecond())
    }
}

fn locked(shard: &Mutex<Shard>) -> MutexGuard<'_, Shard> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
