//! What reports need of the outside world: the facts of some days, a workbook, a place for files, and one who decides between
//! several instances.

use std::fs::File;

use async_trait::async_trait;
use futures::stream::BoxStream;
use jiff::civil::Date;

use super::{Stored, Waiting};
use crate::{
    domain::{
        ids::{ConversationId, LeadId, ReportId},
        lead::Lead,
        report::{
            ReportInfo,
            book::{BookPlan, Step},
            lines::{LeadOfDay, Span, TalkOfDay},
        },
        time::Timestamp,
    },
    service::error::ServiceError,
};

/// Facts of a span of time, page by page; a page with fewer than `limit` is the last.
#[async_trait]
pub trait ReportFacts: Send + Sync {
    /// Leads that were made within it, or whose status changed in it, by id; with the lines of that (of those, too, that
    /// became part of the lead).
    async fn leads(&self, span: Span, after: Option<&LeadId>, limit: u32) -> Stored<Vec<LeadOfDay>>;

    /// Leads with a follow-up before `until`, the earliest first; behind the one at `after`.
    async fn follow_ups(&self, until: Timestamp, after: Option<(Timestamp, &LeadId)>, limit: u32) -> Stored<Vec<Lead>>;

    /// Conversations that began within it, or in which something was said in it, by id; with what was said in it.
    async fn talks(&self, span: Span, after: Option<&ConversationId>, limit: u32) -> Stored<Vec<TalkOfDay>>;
}

/// Workbooks of reports.
#[async_trait]
pub trait ReportBooks: Send + Sync {
    /// Written while the rows are being read; without a name, read from its beginning. An error of the steps is the error of the
    /// workbook.
    async fn write(&self, plan: BookPlan, steps: BoxStream<'_, Result<Step, ServiceError>>) -> Result<File, ServiceError>;
}

/// Where reports are kept.
#[async_trait]
pub trait ReportFiles: Send + Sync {
    /// Keeps the file under the name that `info` gives; it is whole on the disk, with its folder, when this returns. The result
    /// has the number of bytes. `StorageError::Duplicate` where there is a file of this name.
    async fn keep(&self, info: ReportInfo, file: File) -> Stored<ReportInfo>;

    /// All, the newest first.
    async fn list(&self) -> Stored<Vec<ReportInfo>>;

    async fn open(&self, id: &ReportId) -> Stored<Option<(ReportInfo, File)>>;

    /// With its bytes, where there are at most so many.
    async fn read(&self, id: &ReportId, most: u64) -> Stored<Option<(ReportInfo, Option<Vec<u8>>)>>;

    /// False where there is none.
    async fn remove(&self, id: &ReportId) -> Stored<bool>;
}

/// Whose a day's report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The caller's, until its time is over.
    Mine,
    /// Another one is at it.
    Others,
    /// It has been made.
    Done,
}

/// Between several instances, one makes a day's report.
#[async_trait]
pub trait ReportClaims: Send + Sync {
    /// Takes the day, unless another one has it at `now` or it is done. Whoever claims again takes it on.
    async fn claim(&self, on: Date, by: &str, now: Timestamp, until: Timestamp) -> Stored<Claim>;

    /// The report is there. False where the day is not (or no longer) this one's: then another one has made it. What is to be
    /// mailed of it goes into the outbox with that, in one transaction; nothing does where the result is false.
    async fn finish(&self, on: Date, by: &str, report: &ReportId, notices: Vec<Waiting>) -> Stored<bool>;

    /// Lets go of a day that is this one's and not done, so that it can be tried again at once.
    async fn give_up(&self, on: Date, by: &str) -> Stored<()>;

    /// Days that are done, from this one on.
    async fn done(&self, since: Date) -> Stored<Vec<Date>>;
}
