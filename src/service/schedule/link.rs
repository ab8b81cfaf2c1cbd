//! The link of one meeting, for whoever was invited.

use super::{Asker, MeetingDesk, ScheduleError, SlotOffers, SlotQuery, Wanted};
use crate::{
    domain::{
        ids::MeetingId,
        meeting::{Meeting, link},
    },
    service::error::ServiceError,
};

/// A meeting that was found by its link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedMeeting {
    pub meeting: Meeting,
    /// It can still be moved or cancelled.
    pub may_change: bool,
}

impl MeetingDesk {
    /// Where the attendee sees, moves or cancels the meeting.
    pub fn manage_url(&self, id: &MeetingId) -> String {
        format!("{}/meeting/{}", self.public_url, link::token(id, &|content| self.signer.sign(content)))
    }

    /// The meeting of a link. A link that was made up leads nowhere; one of a meeting that is over or cancelled says so by its
    /// status.
    pub async fn linked(&self, token: &str) -> Result<LinkedMeeting, ServiceError> {
        let id = link::read(token, &|content| self.signer.sign(content)).ok_or(ServiceError::NotFound("meeting"))?;
        let meeting = self.meetings.find(&id).await?.ok_or(ServiceError::NotFound("meeting"))?;
        let may_change = meeting.status.is_booked() && !meeting.is_over(self.clock.now());
        Ok(LinkedMeeting { meeting, may_change })
    }

    /// Times to which the meeting of a link could be moved.
    pub async fn linked_slots(&self, token: &str, query: &SlotQuery) -> Result<SlotOffers, ScheduleError> {
        let meeting = self.linked(token).await?.meeting;
        let minutes = u16::try_from(meeting.time.minutes()).ok();
        let query = SlotQuery { minutes, language: meeting.language, ..query.clone() };
        self.slots_for(&Asker::linked(None), &query, Some(&meeting)).await
    }

    /// `client`: the trusted client address.
    pub async fn linked_reschedule(&self, token: &str, to: &Wanted, client: Option<String>) -> Result<Meeting, ScheduleError> {
        let meeting = self.linked(token).await?.meeting;
        self.reschedule(&Asker::linked(client), &meeting.id, to, None).await
    }

    pub async fn linked_cancel(&self, token: &str) -> Result<Meeting, ScheduleError> {
        let meeting = self.linked(token).await?.meeting;
        self.cancel(&Asker::linked(None), &meeting.id, None).await
    }
}
