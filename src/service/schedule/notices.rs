//! Which mails go out because of a change of a meeting. Nobody is written to whom the owner's calendar writes to.

use super::MeetingDesk;
use crate::{
    domain::{
        meeting::{Meeting, MeetingStatus, calendar::CalendarHome, event::CalendarHealth, notice::Reader},
        time::Timestamp,
    },
    service::ports::Waiting,
};

/// Who writes to visitors of what becomes of their meetings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Telling {
    /// We do, by mail.
    by_mail: bool,
    by_calendar: bool,
    /// The calendar's permission is dead: what it would tell, nobody tells before it is connected again.
    is_dead: bool,
}

impl Telling {
    /// Somebody does of a meeting that has its event there.
    pub fn of(self, home: CalendarHome) -> bool {
        match home {
            CalendarHome::Google => !self.is_dead && (self.by_mail || self.by_calendar),
            CalendarHome::Local => self.by_mail,
        }
    }
}

impl MeetingDesk {
    pub async fn telling(&self) -> Telling {
        self.telling_beside(&self.calendar.health().await)
    }

    /// The same, where the calendar's health is known.
    pub fn telling_beside(&self, health: &CalendarHealth) -> Telling {
        let by_calendar = health.home == CalendarHome::Google && health.invites;
        Telling { by_mail: self.sender.is_some(), by_calendar, is_dead: health.needs_consent() }
    }

    /// A meeting was booked, moved or cancelled. The visitor of one whose event is still to be entered is written to when it
    /// has been, and only where the calendar does not do so itself: see [`Self::notices_of_entry`]. `by_host`: the owner knows.
    pub(super) fn notices_of_change(&self, meeting: &Meeting, reminders: &[u32], by_host: bool, now: Timestamp) -> Vec<Waiting> {
        if self.sender.is_none() {
            return vec![];
        }
        let mut notices = vec![];
        if meeting.attendee.email.is_some() && is_ours(meeting) {
            notices.push(Waiting::new(meeting.change_notice(Reader::Visitor), now));
        }
        if !by_host {
            notices.push(Waiting::new(meeting.change_notice(Reader::Owner), now));
        }
        notices.extend(meeting.reminders(reminders, now).into_iter().map(|(notice, due)| Waiting::new(notice, due)));
        notices
    }

    /// The calendar has the event of a meeting as it is now, or no calendar is to have it any more. `invited`: it has written to
    /// the visitor.
    pub(super) fn notices_of_entry(&self, meeting: &Meeting, invited: bool, now: Timestamp) -> Vec<Waiting> {
        let is_ours = self.sender.is_some() && !invited && meeting.attendee.email.is_some();
        if is_ours && meeting.status == MeetingStatus::Confirmed {
            vec![Waiting::new(meeting.change_notice(Reader::Visitor), now)]
        } else {
            vec![]
        }
    }
}

/// It may be ours to tell. Whether a calendar tells of what was cancelled there is seen when the mail is written.
fn is_ours(meeting: &Meeting) -> bool {
    meeting.calendar.home == CalendarHome::Local || meeting.status == MeetingStatus::Cancelled
}
