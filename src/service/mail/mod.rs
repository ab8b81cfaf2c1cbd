//! Mail that goes out by itself, of meetings and of visitors and with reports: notices wait in the outbox until their time has
//! come, are written of what is stored then, and are tried for a day. A mail that was handed over just before a crash may go out a second time,
//! under the same Message-ID; none is lost. Must not know which mail server there is.

mod compose;
mod failing;
mod visitors;

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use self::compose::Composed;
use super::{
    error::ServiceError,
    language_model::ModelHealth,
    ports::{
        Admins, AuditEntry, CalendarGrants, Delivery, Mail, MailError, Mailer, MeetingWrite, MeetingWriteError, Outbox, ReportFiles,
        Waiting,
    },
    schedule::MeetingDesk,
};
use crate::domain::{
    ids::{AuditId, MeetingId},
    meeting::{
        MeetingStatus,
        event::CalendarError,
        notice::{Notice, Reader},
    },
    schedule::interval::shifted,
    time::Timestamp,
};

/// Seconds for which a notice belongs to the worker that took it: longer than handing it over can last.
const LEASE_S: i64 = 120;
/// The first and the longest wait after a failure, in seconds.
const FIRST_WAIT_S: i64 = 30;
const LONGEST_WAIT_S: i64 = 3_600;
/// How often it is looked whether a meeting has been confirmed, or who tells of it, in seconds.
const UNCONFIRMED_S: i64 = 300;
const DAY_S: i64 = 24 * 3_600;
/// Seconds for which it is known that a notice has gone out: longer than from a booking to its meeting.
const KEPT_S: i64 = 400 * DAY_S;
/// How often a meeting's note of its invitation is tried.
const MOST_TRIES: usize = 5;

/// What one pass did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Posted {
    pub sent: u32,
    pub failed: u32,
}

/// Sends what waits. Clones share what they have seen.
#[derive(Clone)]
pub struct PostOffice {
    pub desk: MeetingDesk,
    pub outbox: Arc<dyn Outbox>,
    pub mailer: Arc<dyn Mailer>,
    /// Whose owners are written to.
    pub admins: Arc<dyn Admins>,
    pub grants: Arc<dyn CalendarGrants>,
    /// What reports are enclosed from.
    pub reports: Arc<dyn ReportFiles>,
    pub model: Arc<dyn ModelHealth>,
    pub seen: Seen,
}

/// What need not be looked at again in every pass.
#[derive(Clone, Default)]
pub struct Seen {
    /// The second since which the calendar is dead, as the owner was told.
    dead_since: Arc<AtomicI64>,
    /// The second since which the model has failed; 0: it does not.
    failing_since: Arc<AtomicI64>,
    /// The last quarter of a day in which that was told.
    failing: Arc<AtomicI64>,
    /// The second of the last sweep.
    swept: Arc<AtomicI64>,
}

impl PostOffice {
    /// One pass over at most `limit` notices whose time has come. A mail server that cannot be reached ends it.
    pub async fn deliver(&self, limit: u32) -> Result<Posted, ServiceError> {
        self.watch_calendar().await?;
        self.watch_model().await?;
        self.sweep().await?;
        let mut posted = Posted::default();
        for waiting in self.outbox.due(self.desk.clock.now(), limit).await? {
            match self.deliver_one(waiting).await? {
                Step::Sent => posted.sent += 1,
                Step::Nothing => {}
                Step::Failed => posted.failed += 1,
                Step::Away => {
                    posted.failed += 1;
                    break;
                }
            }
        }
        Ok(posted)
    }

    async fn deliver_one(&self, waiting: Waiting) -> Result<Step, ServiceError> {
        let now = self.desk.clock.now();
        let ours = Waiting { next_at: shifted(now, LEASE_S), ..waiting.clone() };
        if !self.outbox.postpone(&waiting, ours.clone()).await? {
            // Another worker has it.
            return Ok(Step::Nothing);
        }
        match self.compose(&ours.notice, now).await? {
            Composed::Nothing => {
                self.outbox.finish(&ours, Delivery::Dropped, now, None).await?;
                Ok(Step::Nothing)
            }
            Composed::NotYet if is_too_old(&ours, now) => {
                self.outbox.finish(&ours, Delivery::Dropped, now, None).await?;
                Ok(Step::Nothing)
            }
            Composed::NotYet => self.look_later(&ours, ours.due, now).await,
            Composed::Undecided => self.look_later(&ours, now, now).await,
            Composed::TooMany => self.leave_to_the_rest(&ours, now).await,
            // Mail was not configured meanwhile, or nobody was there to send it: what is told so late is no news.
            Composed::Mail(_) if is_too_old(&ours, now) => self.give_up(&ours).await,
            Composed::Mail(mail) => self.hand_over(&ours, &mail).await,
        }
    }

    /// `due`: from when on it ages.
    async fn look_later(&self, ours: &Waiting, due: Timestamp, now: Timestamp) -> Result<Step, ServiceError> {
        let next = Waiting { due, next_at: shifted(now, UNCONFIRMED_S), ..ours.clone() };
        self.outbox.postpone(ours, next).await?;
        Ok(Step::Nothing)
    }

    async fn hand_over(&self, ours: &Waiting, mail: &Mail) -> Result<Step, ServiceError> {
        let outcome = self.mailer.send(mail).await;
        let now = self.desk.clock.now();
        match outcome {
            Ok(()) => {
                self.outbox.finish(ours, Delivery::Sent, now, None).await?;
                if let Notice::Change { meeting, sequence, to: Reader::Visitor } = &ours.notice {
                    self.note_invitation(meeting, *sequence, now).await?;
                }
                Ok(Step::Sent)
            }
            Err(MailError::Refused(_)) => self.give_up(ours).await,
            Err(error) => {
                let failures = ours.failures.saturating_add(1);
                let next_at = shifted(now, wait(failures));
                let next = Waiting { next_at, failures, problem: Some(error.to_string()), ..ours.clone() };
                if is_too_old(&next, next_at) {
                    return self.give_up(ours).await;
                }
                self.outbox.postpone(ours, next).await?;
                Ok(if matches!(error, MailError::Away(_)) { Step::Away } else { Step::Failed })
            }
        }
    }

    /// With a line for the owner.
    async fn give_up(&self, ours: &Waiting) -> Result<Step, ServiceError> {
        let now = self.desk.clock.now();
        let entry = AuditEntry {
            id: AuditId::new(self.desk.ids.uuid()),
            at: now,
            actor: "mail".into(),
            action: "mail_given_up".into(),
            target: Some(ours.notice.name()),
            address: None,
        };
        self.outbox.finish(ours, Delivery::GivenUp, now, Some(entry)).await?;
        Ok(Step::Failed)
    }

    /// The visitor may be told that the invitation has been sent. What cannot be noted is not claimed.
    async fn note_invitation(&self, id: &MeetingId, sequence: u32, now: Timestamp) -> Result<(), ServiceError> {
        for _ in 0..MOST_TRIES {
            let Some(meeting) = self.desk.meetings.find(id).await? else { return Ok(()) };
            let is_present = meeting.sequence == sequence && meeting.status == MeetingStatus::Confirmed;
            if !is_present || meeting.invited_at.is_some() {
                return Ok(());
            }
            let invited = meeting.invited(now);
            match self.desk.meetings.write(MeetingWrite::of(invited.clone(), None)).await {
                Ok(()) => {
                    self.desk.tell(&invited);
                    return Ok(());
                }
                Err(MeetingWriteError::Stale) => {}
                Err(MeetingWriteError::Storage(error)) => return Err(error.into()),
                Err(other) => return Err(ServiceError::Internal(other.to_string())),
            }
        }
        Ok(())
    }

    /// A permission that has died is told once.
    async fn watch_calendar(&self) -> Result<(), ServiceError> {
        if self.desk.calendar.health().await.problem != Some(CalendarError::GrantDead) {
            return Ok(());
        }
        let now = self.desk.clock.now();
        let grant = self.grants.load().await?.grant;
        // A service account has no permission of ours that could say since when: once a day, then.
        let since = grant.and_then(|grant| grant.dead_since).unwrap_or_else(|| shifted(now, -now.as_second().rem_euclid(DAY_S)));
        if self.seen.dead_since.load(Ordering::Relaxed) != since.as_second() {
            self.outbox.put(vec![Waiting::new(Notice::CalendarDead { since }, now)]).await?;
            self.seen.dead_since.store(since.as_second(), Ordering::Relaxed);
        }
        Ok(())
    }

    async fn sweep(&self) -> Result<(), ServiceError> {
        let now = self.desk.clock.now();
        let last = self.seen.swept.load(Ordering::Relaxed);
        if now.as_second().abs_diff(last) >= LONGEST_WAIT_S.unsigned_abs() {
            self.seen.swept.store(now.as_second(), Ordering::Relaxed);
            self.outbox.sweep(shifted(now, -KEPT_S)).await?;
        }
        Ok(())
    }
}

/// How it went with one.
enum Step {
    Sent,
    Nothing,
    Failed,
    /// So it would go with the others.
    Away,
}

fn is_too_old(waiting: &Waiting, now: Timestamp) -> bool {
    now.as_second().saturating_sub(waiting.due.as_second()) > DAY_S
}

/// Twice as long after each failure.
fn wait(failures: u32) -> i64 {
    FIRST_WAIT_S.saturating_mul(1 << failures.saturating_sub(1).min(10)).min(LONGEST_WAIT_S)
}

#[cfg(test)]
mod tests;
