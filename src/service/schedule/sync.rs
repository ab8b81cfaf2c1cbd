//! The calendar's work: events inserted, changed and deleted until the calendar shows what is stored. Each step can be
//! repeated without harm, so that a crash between the calendar and our note of it heals by itself.

use super::{MOST_TRIES, MeetingDesk};
use crate::{
    domain::{
        live::LiveEvent,
        meeting::{
            Meeting, MeetingStatus,
            calendar::{CalendarHome, CalendarWork},
            event::{CalendarError, CalendarEvent},
            life::Entered,
        },
        schedule::interval::shifted,
        time::Timestamp,
    },
    service::{
        error::{ServiceError, StorageError},
        ports::{CalendarTask, MeetingWrite, MeetingWriteError, OpenTask},
    },
};

/// Seconds for which a task belongs to the worker that took it: longer than a call of the calendar can last.
const LEASE_S: i64 = 60;
/// The first and the longest wait after a failure, in seconds.
const FIRST_WAIT_S: i64 = 30;
const LONGEST_WAIT_S: i64 = 3_600;
/// Events that were deleted by hand, one after the other, before it is given up for this time.
const MOST_EVENTS: usize = 3;
const HOLDS: u32 = 200;

/// What one pass did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// Meetings that the calendar shows as they are now, and those that were given up because they are over.
    pub done: u32,
    pub failed: u32,
}

impl MeetingDesk {
    /// One pass over at most `limit` meetings whose calendar work is open and due. A permission that is dead ends the pass: the
    /// meetings stay as they are, and [`Self::calendar_state`] says so. Where the account was disconnected, meetings that wait
    /// to be entered are kept with us; events that wait to be deleted go on waiting, for it may be connected again. Of a meeting
    /// that is over nothing is entered any more.
    pub async fn sync(&self, limit: u32) -> Result<Synced, ServiceError> {
        let mut synced = Synced::default();
        for open in self.meetings.due(self.clock.now(), limit).await? {
            if let Some(late) = open.meeting.given_up(self.clock.now()) {
                self.give_up(open.meeting, late).await?;
                synced.done += 1;
                continue;
            }
            let Some(taken) = self.lease(open).await? else { continue };
            let (meeting, error) = self.work(taken).await?;
            self.tell(&meeting);
            match error {
                None => synced.done += 1,
                Some(CalendarError::GrantDead) => {
                    synced.failed += 1;
                    break;
                }
                Some(_) => synced.failed += 1,
            }
        }
        Ok(synced)
    }

    /// Without a task from now on, and without a word to anybody but dashboards.
    async fn give_up(&self, meeting: Meeting, late: Meeting) -> Result<(), ServiceError> {
        match self.meetings.write(MeetingWrite { before: Some(meeting), ..MeetingWrite::of(late.clone(), None) }).await {
            Ok(()) => {
                self.tell(&late);
                Ok(())
            }
            // Whoever changed it meanwhile has set the next task.
            Err(MeetingWriteError::Stale) => Ok(()),
            Err(MeetingWriteError::Storage(error)) => Err(error.into()),
            Err(other) => Err(ServiceError::Internal(other.to_string())),
        }
    }

    /// Lets go of holds whose minutes are over; how many.
    pub async fn expire(&self) -> Result<u32, ServiceError> {
        let now = self.clock.now();
        let mut gone = 0;
        for hold in self.meetings.lapsed(now, HOLDS).await? {
            let Some(expired) = hold.expire(now) else { continue };
            let id = expired.id.clone();
            match self.meetings.write(MeetingWrite::of(expired, None)).await {
                Ok(()) => {
                    gone += 1;
                    self.bus.publish(LiveEvent::Meeting { id });
                }
                Err(MeetingWriteError::Storage(error)) => return Err(error.into()),
                // It became a booking, or somebody else let it go.
                Err(_) => {}
            }
        }
        Ok(gone)
    }

    /// Does the work of a meeting that was stored just now. Whatever becomes of it, the meeting is as it is stored.
    pub(super) async fn enter_now(&self, meeting: Meeting) -> Meeting {
        if meeting.calendar_work().is_none() {
            return meeting;
        }
        // The task is ours for a minute: nobody else takes it.
        let task = CalendarTask { next_at: shifted(meeting.updated_at, super::book::OWN_WORK_S), failures: 0, problem: None };
        let open = OpenTask { meeting: meeting.clone(), task };
        match self.work(open).await {
            Ok((meeting, _)) => meeting,
            // What could not be noted is done again later.
            Err(_) => meeting,
        }
    }

    async fn lease(&self, open: OpenTask) -> Result<Option<OpenTask>, StorageError> {
        let task = CalendarTask { next_at: shifted(self.clock.now(), LEASE_S), ..open.task.clone() };
        let is_ours = self.meetings.retask(&open, task.clone()).await?;
        Ok(is_ours.then_some(OpenTask { task, ..open }))
    }

    /// Does what has to be done, and notes how it went: the meeting as it is stored then.
    async fn work(&self, mut open: OpenTask) -> Result<(Meeting, Option<CalendarError>), ServiceError> {
        for _ in 0..MOST_EVENTS {
            let Some(work) = open.meeting.calendar_work() else { return Ok((open.meeting, None)) };
            match self.carry_out(work, &open.meeting).await? {
                Ok(step) => {
                    let (meeting, task) = self.note(&open.meeting, step).await?;
                    match task {
                        Some(task) if meeting.status.is_booked() => open = OpenTask { meeting, task },
                        _ => return Ok((meeting, None)),
                    }
                }
                Err(error) => {
                    self.postpone(&open, &error).await?;
                    return Ok((open.meeting, Some(error)));
                }
            }
        }
        Ok((open.meeting, Some(CalendarError::Gone)))
    }

    async fn carry_out(&self, work: CalendarWork, meeting: &Meeting) -> Result<Result<Step, CalendarError>, ServiceError> {
        if work == CalendarWork::Delete {
            return Ok(self.calendar.delete(&meeting.google_event_id()).await.map(|was_there| Step::Removed { was_there }));
        }
        let business = self.settings.load().await?.business;
        let event = CalendarEvent::of(meeting, &business, &self.manage_url(&meeting.id));
        let put = self.calendar.put(&event).await;
        if put == Err(CalendarError::Unavailable) && self.calendar.home().await == CalendarHome::Local {
            return Ok(Ok(Step::Kept));
        }
        Ok(match put {
            Ok(put) => Ok(Step::Entered(Entered {
                sequence: event.sequence,
                html_link: put.html_link,
                meet_link: put.meet_link,
                invited: put.invited,
            })),
            Err(CalendarError::Gone) => Ok(Step::Gone),
            Err(error) => Err(error),
        })
    }

    /// Stores what the calendar said, on top of what the meeting has become meanwhile; with the task that this left.
    async fn note(&self, meeting: &Meeting, step: Step) -> Result<(Meeting, Option<CalendarTask>), ServiceError> {
        let mut meeting = meeting.clone();
        for _ in 0..MOST_TRIES {
            let now = self.clock.now();
            let attempt = meeting.calendar.attempt;
            let next = match &step {
                Step::Entered(entered) => meeting.entered(entered.clone(), now),
                Step::Removed { was_there } if meeting.calendar_work() == Some(CalendarWork::Delete) => meeting.removed(*was_there),
                Step::Gone if meeting.calendar_work().is_some() => meeting.with_another_event(),
                Step::Kept if meeting.status == MeetingStatus::Pending => meeting.kept_here(),
                Step::Removed { .. } | Step::Gone | Step::Kept => return Ok((meeting, None)),
            };
            let task = next.calendar_work().map(|_| CalendarTask { next_at: now, failures: 0, problem: None });
            let notices = match &step {
                Step::Entered(entered) => self.notices_of_entry(&next, entered.invited, now),
                Step::Kept => self.notices_of_entry(&next, false, now),
                Step::Removed { .. } | Step::Gone => vec![],
            };
            let before = Some(meeting.clone());
            match self.meetings.write(MeetingWrite { before, notices, ..MeetingWrite::of(next.clone(), task.clone()) }).await {
                Ok(()) => return Ok((next, task)),
                Err(MeetingWriteError::Stale) => {
                    meeting = self.meetings.find(&meeting.id).await?.ok_or(ServiceError::NotFound("meeting"))?;
                    if meeting.calendar.attempt != attempt {
                        // Another worker has gone on to another event.
                        return Ok((meeting, None));
                    }
                }
                Err(MeetingWriteError::Storage(error)) => return Err(error.into()),
                Err(other) => return Err(ServiceError::Internal(other.to_string())),
            }
        }
        Err(StorageError::Conflict.into())
    }

    async fn postpone(&self, open: &OpenTask, error: &CalendarError) -> Result<(), StorageError> {
        let failures = open.task.failures.saturating_add(1);
        let next = CalendarTask { next_at: next_try(self.clock.now(), failures, error), failures, problem: Some(error.to_string()) };
        // Where it has changed meanwhile, whoever changed it has set the next task.
        self.meetings.retask(open, next).await.map(|_| ())
    }
}

/// What was done in the calendar.
enum Step {
    Entered(Entered),
    /// Whether this calendar has ever had the event.
    Removed {
        was_there: bool,
    },
    /// The event's id cannot be used any more.
    Gone,
    /// The account is not connected any more: the meeting is kept with us.
    Kept,
}

/// Twice as long after each failure; as long as Google says where it says so.
fn next_try(now: Timestamp, failures: u32, error: &CalendarError) -> Timestamp {
    let doubled = FIRST_WAIT_S.saturating_mul(1 << failures.saturating_sub(1).min(10)).min(LONGEST_WAIT_S);
    let wait = match error {
        CalendarError::Quota { retry_after } => {
            i64::try_from(*retry_after).unwrap_or(LONGEST_WAIT_S).clamp(doubled.min(60), 24 * LONGEST_WAIT_S)
        }
        CalendarError::Refused { .. } => LONGEST_WAIT_S,
        CalendarError::Gone | CalendarError::GrantDead | CalendarError::Unavailable => doubled,
    };
    shifted(now, wait)
}
