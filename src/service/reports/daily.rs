//! Reports that are made by themselves: each day's once, whichever instance comes first, and also after a time in which none ran.

use std::sync::Arc;

use jiff::SignedDuration;

use super::{ReportDesk, ReportOrder, ReportTrack};
use crate::{
    domain::{
        analytics::calendar::Calendar,
        meeting::notice::Notice,
        report::{ReportInfo, file::outlived, schedule::Due},
        time::Timestamp,
    },
    service::{
        error::ServiceError,
        permission::by_itself,
        ports::{Claim, ReportClaims, Waiting},
    },
};

/// How long an instance may take for a report before another one may make it, in seconds.
const LEASE_S: i64 = 15 * 60;

#[derive(Clone)]
pub struct DailyReports {
    pub desk: ReportDesk,
    pub claims: Arc<dyn ReportClaims>,
    /// This instance, as no other is called.
    pub instance: String,
    /// Whether mail goes out of this installation.
    pub has_mail: bool,
}

impl DailyReports {
    /// Makes what is due and not yet made, oldest first, and has it mailed. For a task that runs every minute. What fails is tried
    /// again the next time; the error is the first of them.
    pub async fn run(&self) -> Result<Vec<ReportInfo>, ServiceError> {
        let settings = self.desk.settings.latest().await?;
        let calendar = Calendar::new(settings.business.zone());
        let due = settings.reports.due(&calendar, self.desk.clock.now());
        let is_mailed = self.has_mail && !settings.reports.mail_to.is_empty();
        let Some(first) = due.first() else { return Ok(vec![]) };
        let done = self.claims.done(first.on).await?;
        let (mut made, mut failed) = (vec![], None);
        for due in due.into_iter().filter(|due| !done.contains(&due.on)) {
            match self.one(due, is_mailed).await {
                Ok(report) => made.extend(report),
                Err(error) => {
                    self.claims.give_up(due.on, &self.instance).await?;
                    failed = failed.or(Some(error));
                }
            }
        }
        // What was made is told all the same; what failed fails again the next time.
        match failed {
            Some(error) if made.is_empty() => Err(error),
            _ => Ok(made),
        }
    }

    /// None where it is another one's.
    async fn one(&self, due: Due, is_mailed: bool) -> Result<Option<ReportInfo>, ServiceError> {
        let now = self.desk.clock.now();
        let until = now.saturating_add(SignedDuration::from_secs(LEASE_S)).unwrap_or(Timestamp::MAX);
        if self.claims.claim(due.on, &self.instance, now, until).await? != Claim::Mine {
            return Ok(None);
        }
        // Whoever had the day before may have come as far as the file.
        let there = self.desk.files.list().await?.into_iter().find(|report| report.scheduled_on == Some(due.on));
        let (report, is_new) = match there {
            Some(report) => (report, false),
            None => {
                let order = ReportOrder { range: due.range, scheduled_on: Some(due.on) };
                (self.desk.make(order, &ReportTrack::of_nobody()).await?, true)
            }
        };
        let notice = || Waiting::new(Notice::Report { report: report.id.clone() }, self.desk.clock.now());
        let notices = is_mailed.then(notice).into_iter().collect();
        if !self.claims.finish(due.on, &self.instance, &report.id, notices).await? {
            // Whoever has the day now may have found this very file.
            let is_another = |other: &ReportInfo| other.scheduled_on == Some(due.on) && other.id != report.id;
            if is_new && self.desk.files.list().await?.iter().any(is_another) {
                self.desk.files.remove(&report.id).await?;
            }
            return Ok(None);
        }
        let entry = by_itself("reports.generated", Some(&report.file), &*self.desk.clock, &*self.desk.ids);
        self.desk.audit.record(entry).await?;
        Ok(Some(report))
    }

    /// Lets go of the days that it was at when it was stopped, so that nobody has to wait until its time is over.
    pub async fn let_go(&self) -> Result<(), ServiceError> {
        let settings = self.desk.settings.load().await?;
        let calendar = Calendar::new(settings.business.zone());
        for due in settings.reports.due(&calendar, self.desk.clock.now()) {
            self.claims.give_up(due.on, &self.instance).await?;
        }
        Ok(())
    }

    /// Removes files whose time is over; the names of those. For a task that runs now and then.
    pub async fn tidy(&self) -> Result<Vec<String>, ServiceError> {
        let keep_days = self.desk.settings.load().await?.reports.keep_days;
        let all = self.desk.files.list().await?;
        let mut gone = vec![];
        for report in outlived(&all, keep_days, self.desk.clock.now()) {
            if self.desk.files.remove(&report.id).await? {
                let entry = by_itself("reports.removed", Some(&report.file), &*self.desk.clock, &*self.desk.ids);
                self.desk.audit.record(entry).await?;
                gone.push(report.file.clone());
            }
        }
        Ok(gone)
    }
}
