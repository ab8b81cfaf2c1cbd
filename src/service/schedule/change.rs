//! Moving and cancelling a booked meeting. Its old time is free at once; the calendar's event follows.

use super::{
    Asker, MOST_TRIES, MeetingDesk, ScheduleError, Wanted,
    book::OWN_WORK_S,
    offer::Teller,
    plan::{Plan, Scope},
};
use crate::{
    domain::{
        ids::MeetingId,
        lead::timeline::MeetingStep,
        meeting::{Meeting, limits::admit},
        schedule::{availability::Unavailable, interval::shifted, slot_id::Offer},
        time::Timestamp,
    },
    service::{
        error::{ServiceError, StorageError},
        ports::{CalendarTask, Invitation, MeetingWrite, MeetingWriteError},
    },
};

impl MeetingDesk {
    /// Moves a meeting. It keeps its length, unless a host or the id of a free time says otherwise; it does not stand in its own
    /// way. `seen`: only where this is its version.
    pub async fn reschedule(&self, asker: &Asker, id: &MeetingId, to: &Wanted, seen: Option<u64>) -> Result<Meeting, ScheduleError> {
        for _ in 0..MOST_TRIES {
            let meeting = self.own(asker, id, seen).await?;
            let Some(moved) = self.move_once(asker, &meeting, to).await? else { continue };
            let moved = self.enter_now(moved).await;
            self.tell(&moved);
            return Ok(moved);
        }
        Err(StorageError::Conflict.into())
    }

    /// Cancels a meeting, or lets a hold go. `seen`: only where this is its version.
    pub async fn cancel(&self, asker: &Asker, id: &MeetingId, seen: Option<u64>) -> Result<Meeting, ScheduleError> {
        for _ in 0..MOST_TRIES {
            let meeting = self.own(asker, id, seen).await?;
            let now = self.clock.now();
            let cancelled = meeting.cancel(now, asker.actor())?;
            let mut write = MeetingWrite::of(cancelled.clone(), task(&cancelled, now));
            if meeting.status.is_booked() {
                write.lead = self.cancelled_of(&cancelled).await?;
                write.notices = self.notices_of_change(&cancelled, &[], asker.is_host(), now);
            }
            write.entry = asker.does("meeting_cancelled", &cancelled, self);
            match self.meetings.write(write).await {
                Err(MeetingWriteError::Stale | MeetingWriteError::LeadChanged) => {}
                Err(MeetingWriteError::Storage(error)) => return Err(error.into()),
                Err(other) => return Err(ServiceError::Internal(other.to_string()).into()),
                Ok(()) => {
                    let cancelled = self.enter_now(cancelled).await;
                    self.tell(&cancelled);
                    return Ok(cancelled);
                }
            }
        }
        Err(StorageError::Conflict.into())
    }

    /// A meeting that the asker may change; anybody else's is not there.
    async fn own(&self, asker: &Asker, id: &MeetingId, seen: Option<u64>) -> Result<Meeting, ScheduleError> {
        let meeting = self.find(asker, id).await?;
        match seen {
            Some(seen) if seen != meeting.version => Err(ServiceError::VersionConflict { seen, current: meeting.version }.into()),
            _ => Ok(meeting),
        }
    }

    /// None: something else was stored meanwhile.
    async fn move_once(&self, asker: &Asker, meeting: &Meeting, to: &Wanted) -> Result<Option<Meeting>, ScheduleError> {
        let (start, minutes) = self.target(asker, meeting, to)?;
        let scope = Scope { minutes: Some(minutes), ..Scope::around(start).without(meeting) };
        let plan = self.plan(&scope).await?;
        let teller = || Teller { holder: asker.holder(Some(meeting)), zone: meeting.visitor_zone.clone(), language: meeting.language };
        // What cannot be moved at all says so first.
        let wished = crate::domain::schedule::interval::Interval::lasting(start, minutes)
            .ok_or_else(|| ServiceError::field("start", "not a time that a meeting can be at"))?;
        let moved = meeting.reschedule(wished, plan.rules.occupied(wished), plan.now, asker.actor())?;
        if let Err(why) = plan.availability().check(start) {
            return Err(self.not_free(why, start, &scope, &teller()).await);
        }
        let write = self.moving(asker, &plan, moved.clone()).await?;
        match self.meetings.write(write).await {
            Ok(()) => Ok(Some(moved)),
            Err(MeetingWriteError::Taken) => Err(self.not_free(Unavailable::Taken, start, &scope, &teller()).await),
            Err(MeetingWriteError::DayFull) => Err(self.not_free(Unavailable::DayFull, start, &scope, &teller()).await),
            Err(MeetingWriteError::TooMany(refusal)) => Err(refusal.into()),
            Err(MeetingWriteError::Stale | MeetingWriteError::LeadChanged) => Ok(None),
            Err(MeetingWriteError::Storage(error)) => Err(error.into()),
            Err(MeetingWriteError::Repeated(_)) => Err(ServiceError::Internal("a key that was not given".into()).into()),
        }
    }

    fn target(&self, asker: &Asker, meeting: &Meeting, to: &Wanted) -> Result<(Timestamp, u16), ScheduleError> {
        let usual = u16::try_from(meeting.time.minutes()).unwrap_or(u16::MAX);
        match to {
            Wanted::Start { at, minutes } => Ok((*at, minutes.filter(|_| asker.is_host()).unwrap_or(usual))),
            Wanted::Slot(id) => {
                let sign = |content: &[u8]| self.signer.sign(content);
                let offer = Offer::read(id, asker.holder(Some(meeting)), self.clock.now(), &sign)?;
                Ok((offer.slot().start(), usual))
            }
        }
    }

    /// Counts as an invitation, as a booking does, also where the attendee gave no address, unless somebody of the business moves it.
    async fn moving(&self, asker: &Asker, plan: &Plan, moved: Meeting) -> Result<MeetingWrite, ScheduleError> {
        let mut write = MeetingWrite::of(moved.clone(), task(&moved, plan.now));
        if !asker.is_host() {
            let limits = plan.scheduling.limits;
            // Whoever was invited may move the meeting: their address is no limit, their client and the whole are.
            let counts = self.meetings.invitations(None, asker.client(), plan.now).await?;
            admit(&limits, &counts, plan.now)?;
            let client = asker.client().map(str::to_owned);
            write.invitation = Some(Invitation { address: None, client, limits, at: plan.now });
        }
        write.day = plan.day_of(moved.time.start());
        for id in plan.lapsed_in(moved.occupied) {
            write.also.extend(self.meetings.find(id).await?.and_then(|lapsed| lapsed.expire(plan.now)));
        }
        write.lead = self.told_of(&moved, MeetingStep::Moved).await?;
        write.entry = asker.does("meeting_moved", &moved, self);
        write.notices = self.notices_of_change(&moved, &plan.scheduling.reminders, asker.is_host(), plan.now);
        Ok(write)
    }
}

fn task(meeting: &Meeting, now: Timestamp) -> Option<CalendarTask> {
    meeting.calendar_work().map(|_| CalendarTask { next_at: shifted(now, OWN_WORK_S), failures: 0, problem: None })
}
