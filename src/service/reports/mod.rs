//! Reports as workbooks: made for a day or a range, by somebody or by themselves when their time has come, kept, and removed when
//! it is over.

mod daily;
mod generate;
mod track;

#[cfg(test)]
mod tests;

use std::{fs::File, sync::Arc};

pub use daily::DailyReports;
pub use generate::ReportOrder;
pub use track::{ReportTrack, RunningReports};

use super::{
    analytics::Analytics,
    error::{ServiceError, StorageError},
    permission::Keeper,
    ports::{Admins, AuditLog, Clock, IdSource, Meetings, ReportBooks, ReportFacts, ReportFiles, SettingsStore},
};
use crate::domain::{account::Scope, analytics::range::Range, ids::ReportId, report::ReportInfo};

/// The most days of one report.
pub const MOST_DAYS: i64 = 366;

#[derive(Clone)]
pub struct ReportDesk {
    pub facts: Arc<dyn ReportFacts>,
    pub meetings: Arc<dyn Meetings>,
    pub analytics: Analytics,
    pub books: Arc<dyn ReportBooks>,
    pub files: Arc<dyn ReportFiles>,
    pub settings: Arc<dyn SettingsStore>,
    pub team: Arc<dyn Admins>,
    pub audit: Arc<dyn AuditLog>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdSource>,
    /// Of the dashboard, such as `https://desk.example/admin`: what links in the workbook begin with.
    pub dashboard: String,
}

impl ReportDesk {
    /// Makes one because somebody asks for it. None: of today, as far as it has come. Field errors name `from`.
    pub async fn generate(&self, keeper: &Keeper, range: Option<Range>, track: &ReportTrack) -> Result<ReportInfo, ServiceError> {
        keeper.may(Scope::Reports)?;
        let range = match range {
            Some(range) => range,
            None => Range::day(self.analytics.today(keeper).await?),
        };
        if range.len() > MOST_DAYS {
            return Err(ServiceError::field("from", "at most 366 days"));
        }
        let done = self.make(ReportOrder { range, scheduled_on: None }, track).await;
        let done = done.inspect_err(|error| track.fail(error))?;
        track.finish(&done);
        if let Err(cancelled) = track.check() {
            // It was while the file was being kept.
            self.files.remove(&done.id).await?;
            return Err(cancelled);
        }
        let entry = keeper.does("reports.generated", Some(&done.file), &*self.clock, &*self.ids);
        self.audit.record(entry).await?;
        Ok(done)
    }

    /// Newest first.
    pub async fn list(&self, keeper: &Keeper) -> Result<Vec<ReportInfo>, ServiceError> {
        keeper.may(Scope::Reports)?;
        Ok(self.files.list().await?)
    }

    /// To be downloaded; the audit log knows by whom.
    pub async fn open(&self, keeper: &Keeper, id: &ReportId) -> Result<(ReportInfo, File), ServiceError> {
        keeper.may(Scope::Reports)?;
        let (info, file) = self.files.open(id).await?.ok_or(ServiceError::NotFound("report"))?;
        self.audit.record(keeper.does("reports.downloaded", Some(&info.file), &*self.clock, &*self.ids)).await?;
        Ok((info, file))
    }

    pub async fn remove(&self, keeper: &Keeper, id: &ReportId) -> Result<(), ServiceError> {
        keeper.may(Scope::Reports)?;
        if !self.files.remove(id).await? {
            return Err(ServiceError::NotFound("report"));
        }
        Ok(self.audit.record(keeper.does("reports.removed", Some(id.as_str()), &*self.clock, &*self.ids)).await?)
    }
}

/// Whether a name was taken meanwhile.
fn is_taken<T>(kept: &Result<T, StorageError>) -> bool {
    matches!(kept, Err(StorageError::Duplicate(_)))
}
