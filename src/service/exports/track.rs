//! Exports that somebody of the team follows while they go out: how far they are, and whether they are still wanted. Kept
//! in memory, for a while, by the instance that writes them: another one knows nothing of them.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{
    domain::{
        api_error::ApiError,
        export::{ExportProgress, ExportState},
        ids::{AdminId, ExportId},
        time::{Timestamp, millis_between},
    },
    service::{error::ServiceError, permission::Admin, ports::Clock},
};

/// How long it is remembered what became of an export, in milliseconds.
const KEPT: u64 = 10 * 60 * 1_000;
/// The most exports that are known at a time.
const MOST: usize = 200;

/// Whoever follows it, and the id under which. Another one's id means nothing.
type Key = (AdminId, ExportId);

/// Clones share what they know.
#[derive(Clone)]
pub struct FollowedExports(Arc<Inner>);

struct Inner {
    shelf: Mutex<Shelf>,
    clock: Arc<dyn Clock>,
}

#[derive(Default)]
struct Shelf {
    records: BTreeMap<Key, Record>,
    /// Records that were ever made.
    made: u64,
}

struct Record {
    /// Tells it from others of the same id: browsers ask again for a file that broke off.
    number: u64,
    /// None: it has not begun here, and is not wanted any more.
    progress: Option<ExportProgress>,
    changed_at: Timestamp,
}

impl Record {
    fn is_over(&self) -> bool {
        self.progress.as_ref().is_none_or(|progress| progress.state.is_over())
    }

    /// What is over stays as it is.
    fn change(&mut self, now: Timestamp, change: impl FnOnce(&mut ExportProgress)) {
        if let Some(progress) = self.progress.as_mut().filter(|progress| !progress.state.is_over()) {
            change(progress);
            self.changed_at = now;
        }
    }
}

impl Shelf {
    /// The number of the new record.
    fn put(&mut self, key: Key, progress: Option<ExportProgress>, now: Timestamp) -> u64 {
        self.prune(now);
        if self.records.len() >= MOST
            && let Some(oldest) = self.records.iter().min_by_key(|(_, record)| record.changed_at).map(|(key, _)| key.clone())
        {
            self.records.remove(&oldest);
        }
        self.made += 1;
        self.records.insert(key, Record { number: self.made, progress, changed_at: now });
        self.made
    }

    fn prune(&mut self, now: Timestamp) {
        self.records.retain(|_, record| !record.is_over() || millis_between(record.changed_at, now) < KEPT);
    }
}

impl FollowedExports {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Inner { shelf: Mutex::default(), clock }))
    }

    /// An export of this admin begins; None: of a program. Field errors name `progress`: only people follow.
    pub fn begin(&self, admin: Option<&AdminId>, id: ExportId) -> Result<ExportTrack, ServiceError> {
        let Some(admin) = admin else {
            return Err(ServiceError::field("progress", "only for somebody who is signed in"));
        };
        let key = (admin.clone(), id);
        let mut shelf = self.shelf();
        // Cancelled before it was here.
        let is_refused = shelf.records.get(&key).is_some_and(|record| record.progress.is_none());
        let state = if is_refused { ExportState::Cancelled } else { ExportState::Running };
        let number = shelf.put(key.clone(), Some(ExportProgress { state, ..ExportProgress::default() }), self.0.clock.now());
        Ok(ExportTrack(Some(Followed { home: self.clone(), key, number })))
    }

    /// How far it is; None where it is not known here.
    pub fn find(&self, admin: &Admin, id: &ExportId) -> Option<ExportProgress> {
        self.shelf().records.get(&key(admin, id))?.progress.clone()
    }

    /// It is not wanted any more. One that is not known here may come yet, and is refused then.
    pub fn cancel(&self, admin: &Admin, id: &ExportId) -> Option<ExportProgress> {
        let (key, now) = (key(admin, id), self.0.clock.now());
        let mut shelf = self.shelf();
        match shelf.records.get_mut(&key) {
            Some(record) => {
                record.change(now, |progress| progress.state = ExportState::Cancelled);
                record.progress.clone()
            }
            None => {
                shelf.put(key, None, now);
                None
            }
        }
    }

    /// Drops what was remembered long enough. For a task that runs every few seconds.
    pub fn prune(&self) {
        self.shelf().prune(self.0.clock.now());
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.0.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(admin: &Admin, id: &ExportId) -> Key {
    (admin.id().clone(), id.clone())
}

/// An export's hold on its record. Let go of before the end, the export has broken off.
pub struct ExportTrack(Option<Followed>);

struct Followed {
    home: FollowedExports,
    key: Key,
    number: u64,
}

impl ExportTrack {
    /// Of an export that nobody follows.
    pub fn of_nobody() -> Self {
        Self(None)
    }

    pub fn is_followed(&self) -> bool {
        self.0.is_some()
    }

    /// What the file is called.
    pub fn named(&self, file: &str) {
        self.change(|progress| progress.file = Some(file.to_owned()));
    }

    pub(super) fn will_hold(&self, total: Option<u64>) {
        self.change(|progress| progress.total = total);
    }

    pub(super) fn holds(&self, rows: u64) {
        self.change(|progress| progress.written = rows);
    }

    /// All of it is in the file; now it goes out.
    pub fn send(&self) {
        self.change(|progress| progress.state = ExportState::Sending);
    }

    /// False where it was cancelled before.
    pub fn finish(&self) -> bool {
        self.change(|progress| progress.state = ExportState::Done);
        self.is_wanted()
    }

    pub fn fail(&self, problem: ApiError) {
        self.change(|progress| progress.state = ExportState::Failed { problem });
    }

    pub fn is_wanted(&self) -> bool {
        let Some(Followed { home, key, number }) = &self.0 else { return true };
        let shelf = home.shelf();
        let own = shelf.records.get(key).filter(|record| record.number == *number);
        own.and_then(|record| record.progress.as_ref()).is_none_or(|progress| progress.state != ExportState::Cancelled)
    }

    /// A conflict where it was cancelled.
    pub fn check(&self) -> Result<(), ServiceError> {
        if self.is_wanted() { Ok(()) } else { Err(ServiceError::Conflict("The export was cancelled.".into())) }
    }

    fn change(&self, change: impl FnOnce(&mut ExportProgress)) {
        let Some(Followed { home, key, number }) = &self.0 else { return };
        let now = home.0.clock.now();
        if let Some(record) = home.shelf().records.get_mut(key).filter(|record| record.number == *number) {
            record.change(now, change);
        }
    }
}

impl Drop for ExportTrack {
    fn drop(&mut self) {
        self.change(|progress| progress.state = ExportState::BrokenOff);
    }
}

#[cfg(test)]
mod tests;
