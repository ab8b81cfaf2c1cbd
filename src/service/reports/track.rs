//! Reports that are being made, as whoever asked for them follows them: how far they are, and whether they are still wanted. Kept in
//! memory by the instance that makes them.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        ids::ReportId,
        report::{ReportInfo, ReportProgress, ReportState, SheetName},
        time::{Timestamp, millis_between},
    },
    service::{error::ServiceError, permission::Keeper, ports::Clock},
};

/// How long it is remembered what became of a report, in milliseconds.
const KEPT: u64 = 10 * 60 * 1_000;
/// The most reports that are made at a time, of all people together.
const MOST_RUNNING: usize = 4;

/// Whoever asked, as the audit log names them, and the id that they chose for it.
type Key = (String, ReportId);

struct Record {
    progress: ReportProgress,
    changed_at: Timestamp,
}

/// Clones share what they know.
#[derive(Clone)]
pub struct RunningReports {
    shelf: Arc<Mutex<BTreeMap<Key, Record>>>,
    clock: Arc<dyn Clock>,
}

impl RunningReports {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { shelf: Arc::default(), clock }
    }

    /// One begins that this one follows. [`ServiceError::Busy`] where too many are being made.
    pub fn begin(&self, keeper: &Keeper, id: ReportId) -> Result<ReportTrack, ServiceError> {
        self.prune();
        let mut shelf = self.shelf();
        if shelf.values().filter(|record| !record.progress.state.is_over()).count() >= MOST_RUNNING {
            return Err(ServiceError::Busy { retry_after: 10 });
        }
        let key = (keeper.actor().to_owned(), id);
        if shelf.contains_key(&key) {
            return Err(ServiceError::Conflict("A report of this id is being made already.".into()));
        }
        shelf.insert(key.clone(), Record { progress: ReportProgress::default(), changed_at: self.clock.now() });
        drop(shelf);
        Ok(ReportTrack(Some((self.clone(), key))))
    }

    /// None where it is not known here.
    pub fn find(&self, who: impl Into<Keeper>, id: &ReportId) -> Option<ReportProgress> {
        let key = (who.into().actor().to_owned(), id.clone());
        self.shelf().get(&key).map(|record| record.progress.clone())
    }

    /// It is not wanted any more. What is over stays as it is.
    pub fn cancel(&self, who: impl Into<Keeper>, id: &ReportId) -> Option<ReportProgress> {
        let who = who.into();
        let key = (who.actor().to_owned(), id.clone());
        self.change(&key, |progress| progress.state = ReportState::Cancelled);
        self.find(&who, id)
    }

    /// Drops what was remembered long enough.
    pub fn prune(&self) {
        let now = self.clock.now();
        self.shelf().retain(|_, record| !record.progress.state.is_over() || millis_between(record.changed_at, now) < KEPT);
    }

    fn change(&self, key: &Key, change: impl FnOnce(&mut ReportProgress)) {
        let now = self.clock.now();
        if let Some(record) = self.shelf().get_mut(key).filter(|record| !record.progress.state.is_over()) {
            change(&mut record.progress);
            record.changed_at = now;
        }
    }

    fn shelf(&self) -> MutexGuard<'_, BTreeMap<Key, Record>> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A report's hold on its record. Let go of before the end, it has failed.
pub struct ReportTrack(Option<(RunningReports, Key)>);

impl ReportTrack {
    /// Of a report that nobody follows.
    pub fn of_nobody() -> Self {
        Self(None)
    }

    /// So many rows were read, these of this sheet.
    pub(super) fn read(&self, sheet: Option<SheetName>, rows: u64) {
        self.change(|progress| {
            progress.sheet = sheet;
            progress.rows = rows;
        });
    }

    /// [`ServiceError::Conflict`] where it is not wanted any more.
    pub(super) fn check(&self) -> Result<(), ServiceError> {
        let Some((home, key)) = &self.0 else { return Ok(()) };
        let is_cancelled = home.shelf().get(key).is_some_and(|record| record.progress.state == ReportState::Cancelled);
        if is_cancelled { Err(ServiceError::Conflict("The report was cancelled.".into())) } else { Ok(()) }
    }

    pub(super) fn finish(&self, report: &ReportInfo) {
        self.change(|progress| {
            progress.sheet = None;
            progress.state = ReportState::Done { report: report.clone() };
        });
    }

    /// With what a person may know of it.
    pub(super) fn fail(&self, error: &ServiceError) {
        let problem = match error {
            ServiceError::Conflict(text) => ApiError::new(ErrorCode::Conflict, text.clone()),
            _ => failed(),
        };
        self.change(|progress| progress.state = ReportState::Failed { problem });
    }

    fn change(&self, change: impl FnOnce(&mut ReportProgress)) {
        if let Some((home, key)) = &self.0 {
            home.change(key, change);
        }
    }
}

fn failed() -> ApiError {
    ApiError::new(ErrorCode::Internal, "The report could not be made. Please try again.")
}

impl Drop for ReportTrack {
    fn drop(&mut self) {
        self.change(|progress| progress.state = ReportState::Failed { problem: failed() });
    }
}
