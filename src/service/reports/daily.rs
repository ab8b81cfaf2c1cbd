//! Reports that are made by themselves: each day's once, whichever instance comes first, and also after a time in which none ran.

use std::sync::Arc;

use jiff::SignedDuration;

use super::{ReportDesk, ReportOrder, ReportTrack};
use crate::{
    domain::{
        analytics::calendar::Calendar,
        email::Email,
        report::{ReportInfo, file::outlived, schedule::Due},
        time::Timestamp,
    },
    service::{
        error::ServiceError,
        permission::by_itself,
        ports::{Claim, ReportClaims},
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
}

/// A report that was made just now, and to whom it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub report: ReportInfo,
    pub mail_to: Vec<Email>,
}

impl DailyReports {
    /// Makes what is due and not yet made, oldest first. For a task that runs every minute. What fails is tried again the next time;
    /// the error is the first of them.
    pub async fn run(&self) -> Result<Vec<Made>, ServiceError> {
        let settings = self.desk.settings.latest().await?;
        let calendar = Calendar::new(settings.business.zone());
        let due = settings.reports.due(&calendar, self.desk.clock.now());
        let Some(first) = due.first() else { return Ok(vec![]) };
        let done = self.claims.done(first.on).await?;
        let (mut made, mut failed) = (vec![], None);
        for due in due.into_iter().filter(|due| !done.contains(&due.on)) {
            match self.one(due).await {
                Ok(report) => made.extend(report.map(|report| Made { report, mail_to: settings.reports.mail_to.clone() })),
                Err(error) => {
                    self.claims.give_up(due.on, &self.instance).await?;
                    failed = failed.or(Some(error));
                }
            }
        }
        // What was made has to be mailed all the same.
        match failed {
            Some(error) if made.is_empty() => Err(error),
            _ => Ok(made),
        }
    }

    /// None where it is another one's.
    async fn one(&self, due: Due) -> Result<Option<ReportInfo>, ServiceError> {
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
        if !self.claims.finish(due.on, &self.instance, &report.id).await? {
            if is_new {
                self.desk.files.remove(&report.id).await?;
            }
            return Ok(None);
        }
        let entry = by_itself("reports.generated", Some(&report.file), &*self.desk.clock, &*self.desk.ids);
        self.desk.audit.record(entry).await?;
        Ok(Some(report))
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
