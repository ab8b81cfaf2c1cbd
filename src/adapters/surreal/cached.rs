//! One record that is read with every chat turn and seldom written, remembered between.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Remembers only in a process that has the database for itself, and never what was read before a write ended.
pub(super) struct Cached<T> {
    state: Mutex<State<T>>,
    enabled: bool,
}

struct State<T> {
    value: Option<T>,
    /// How many writes have ended.
    writes: u64,
}

/// A mark in time, taken before the record is read from the database.
#[derive(Clone, Copy)]
pub(super) struct Mark(u64);

impl<T: Clone> Cached<T> {
    pub(super) fn new(enabled: bool) -> Self {
        Self { state: Mutex::new(State { value: None, writes: 0 }), enabled }
    }

    /// The value, or what [`Self::remember`] needs after it was read.
    pub(super) fn get(&self) -> Result<T, Mark> {
        let state = self.state();
        state.value.clone().ok_or(Mark(state.writes))
    }

    pub(super) fn remember(&self, mark: Mark, value: &T) {
        let mut state = self.state();
        if self.enabled && state.writes == mark.0 {
            state.value = Some(value.clone());
        }
    }

    /// A write has ended, in whatever way.
    pub(super) fn forget(&self) {
        let mut state = self.state();
        state.writes += 1;
        state.value = None;
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_before_a_write_ended_is_not_remembered() {
        let cached = Cached::new(true);
        let Err(mark) = cached.get() else { panic!("nothing was read yet") };
        cached.forget();
        cached.remember(mark, &"old");
        let Err(mark) = cached.get() else { panic!("the old value was remembered") };
        cached.remember(mark, &"new");
        assert!(cached.get().is_ok_and(|value| value == "new"));
    }
}
