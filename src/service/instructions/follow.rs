//! Test runs while they are held: how far they are, and whether they are still wanted. Kept in memory by the instance that
//! holds them; what came of them is stored.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures::channel::oneshot;

use crate::domain::{
    ids::RunId,
    instruction::run::{Outcome, RunProgress, RunState},
};

/// The most runs at a time.
const MOST_AT_ONCE: usize = 2;
/// The most that are remembered when they are over.
const MOST_OVER: usize = 20;

/// Clones share what they know.
#[derive(Clone, Default)]
pub struct FollowedRuns(Arc<Mutex<BTreeMap<RunId, Record>>>);

struct Record {
    progress: RunProgress,
    /// There while it runs.
    cancel: Option<oneshot::Sender<()>>,
}

impl FollowedRuns {
    /// None where enough are running.
    pub(super) fn begin(&self, progress: RunProgress) -> Option<Track> {
        let mut records = self.records();
        if records.values().filter(|record| record.cancel.is_some()).count() >= MOST_AT_ONCE {
            return None;
        }
        let over: Vec<RunId> = records.iter().filter(|(_, record)| record.cancel.is_none()).map(|(id, _)| id.clone()).collect();
        for id in over.iter().rev().skip(MOST_OVER) {
            records.remove(id);
        }
        let (cancel, cancelled) = oneshot::channel();
        let id = progress.id.clone();
        records.insert(id.clone(), Record { progress, cancel: Some(cancel) });
        drop(records);
        Some(Track { home: self.clone(), id, cancelled: Some(cancelled) })
    }

    /// None where it is not known here.
    pub(super) fn find(&self, id: &RunId) -> Option<RunProgress> {
        self.records().get(id).map(|record| record.progress.clone())
    }

    /// It is not wanted any more. What is over stays as it is.
    pub(super) fn cancel(&self, id: &RunId) -> Option<RunProgress> {
        let mut records = self.records();
        let record = records.get_mut(id)?;
        if let Some(cancel) = record.cancel.take() {
            record.progress.state = RunState::Cancelled;
            record.progress.under_way.clear();
            let _ = cancel.send(());
        }
        Some(record.progress.clone())
    }

    fn records(&self) -> MutexGuard<'_, BTreeMap<RunId, Record>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A run's hold on its record. Let go of before the end, it has broken off.
pub(super) struct Track {
    home: FollowedRuns,
    id: RunId,
    cancelled: Option<oneshot::Receiver<()>>,
}

impl Track {
    /// Resolves when the run is not wanted any more. Only once.
    pub fn cancelled(&mut self) -> impl Future<Output = ()> + Send + Unpin + use<> {
        let cancelled = self.cancelled.take();
        Box::pin(async move {
            if let Some(cancelled) = cancelled
                && cancelled.await.is_ok()
            {
                return;
            }
            std::future::pending().await
        })
    }

    pub fn holds(&self, name: &str) {
        self.change(|progress| progress.under_way.push(name.to_owned()));
    }

    pub fn held(&self, name: &str, outcome: Outcome) {
        self.change(|progress| {
            if let Some(at) = progress.under_way.iter().position(|other| other == name) {
                progress.under_way.remove(at);
            }
            match outcome {
                Outcome::Passed => progress.tally.passed += 1,
                Outcome::Failed => progress.tally.failed += 1,
                Outcome::Broken => progress.tally.broken += 1,
            }
        });
    }

    /// It was not cancelled.
    pub fn is_wanted(&self) -> bool {
        self.home.records().get(&self.id).is_some_and(|record| record.cancel.is_some())
    }

    /// It is over; one that was cancelled stays so.
    pub fn finish(&self) {
        self.end(RunState::Done);
    }

    fn end(&self, state: RunState) {
        if let Some(record) = self.home.records().get_mut(&self.id)
            && record.cancel.take().is_some()
        {
            record.progress.state = state;
            record.progress.under_way.clear();
        }
    }

    fn change(&self, change: impl FnOnce(&mut RunProgress)) {
        if let Some(record) = self.home.records().get_mut(&self.id).filter(|record| record.cancel.is_some()) {
            change(&mut record.progress);
        }
    }
}

impl Drop for Track {
    fn drop(&mut self) {
        self.end(RunState::BrokenOff);
    }
}
