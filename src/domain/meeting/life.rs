//! How a meeting comes to be and changes: each step gives the next state, or says why it cannot be taken. The states that
//! are given are the only ones that are stored.

use super::{
    Attendee, Meeting, MeetingStatus,
    calendar::{CalendarCopy, CalendarHome},
    template::TitleTemplate,
};
use crate::domain::{
    conversation::Channel,
    ids::{ConversationId, LeadId, MeetingId},
    lead::timeline::Actor,
    locale::Language,
    schedule::interval::{Interval, shifted},
    time::Timestamp,
};

/// How long a time is kept free for a visitor who is typing, in seconds.
pub const HOLD_S: i64 = 300;

/// A meeting that somebody asks for, at a time that was found free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub id: MeetingId,
    pub time: Interval,
    /// See [`Rules::occupied`](crate::domain::schedule::rules::Rules::occupied).
    pub occupied: Interval,
    pub visitor_zone: String,
    pub language: Language,
    pub attendee: Attendee,
    pub title: TitleTemplate,
    pub lead_id: Option<LeadId>,
    pub conversation_id: Option<ConversationId>,
    pub channel: Channel,
    pub home: CalendarHome,
}

/// Why a step cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refused {
    #[error("an e-mail address or a phone number is needed")]
    NoContact,
    #[error("the time is no longer held")]
    HoldLapsed,
    #[error("the meeting is not booked yet")]
    NotBooked,
    #[error("the meeting is booked already")]
    AlreadyBooked,
    #[error("the meeting has been cancelled")]
    Cancelled,
    #[error("the meeting has already taken place")]
    Over,
    #[error("the meeting is at this time already")]
    SameTime,
}

/// What a calendar says of an event that it has now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    /// The meeting's sequence that the event was made of.
    pub sequence: u32,
    pub html_link: Option<String>,
    pub meet_link: Option<String>,
    /// The calendar has sent the invitation to the attendee.
    pub invited: bool,
}

impl MeetingStatus {
    /// Whether the one may follow the other in one step.
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Held => next != Self::Held,
            // Booked meetings are moved, and then are booked as before.
            Self::Pending | Self::Confirmed => matches!(next, Self::Pending | Self::Confirmed | Self::Cancelled),
            Self::Cancelled | Self::Expired => false,
        }
    }
}

impl Wish {
    /// Keeps the time free for [`HOLD_S`].
    pub fn hold(self, at: Timestamp, by: Actor) -> Meeting {
        Meeting {
            id: self.id,
            status: MeetingStatus::Held,
            time: self.time,
            occupied: self.occupied,
            held_until: Some(shifted(at, HOLD_S)),
            visitor_zone: self.visitor_zone,
            language: self.language,
            attendee: self.attendee,
            title: self.title,
            lead_id: self.lead_id,
            conversation_id: self.conversation_id,
            channel: self.channel,
            calendar: CalendarCopy::at(self.home),
            invited_at: None,
            sequence: 0,
            created_at: at,
            created_by: by.clone(),
            updated_at: at,
            updated_by: by,
            version: 1,
        }
    }

    /// Books without a hold before.
    ///
    /// # Errors
    /// [`Refused::NoContact`].
    pub fn book(self, at: Timestamp, by: Actor) -> Result<Meeting, Refused> {
        let attendee = self.attendee.clone();
        let booked = self.hold(at, by.clone()).book(attendee, at, by)?;
        Ok(Meeting { version: 1, ..booked })
    }
}

impl Meeting {
    /// The step to a status that a person takes.
    fn step(&self, status: MeetingStatus, at: Timestamp, by: Actor) -> Result<Self, Refused> {
        if !self.status.may_become(status) {
            return Err(match self.status {
                MeetingStatus::Cancelled => Refused::Cancelled,
                MeetingStatus::Expired => Refused::HoldLapsed,
                MeetingStatus::Held => Refused::NotBooked,
                MeetingStatus::Pending | MeetingStatus::Confirmed => Refused::AlreadyBooked,
            });
        }
        Ok(Self { status, held_until: None, updated_at: at, updated_by: by, version: self.version + 1, ..self.clone() })
    }

    /// Makes a booking of a hold. The attendee is who is known by now.
    ///
    /// # Errors
    /// It is no hold, or one no longer, or nobody could be told of the meeting.
    pub fn book(&self, attendee: Attendee, at: Timestamp, by: Actor) -> Result<Self, Refused> {
        if self.status.is_booked() {
            return Err(Refused::AlreadyBooked);
        }
        if self.has_lapsed(at) {
            return Err(Refused::HoldLapsed);
        }
        let next = self.step(self.calendar.home.status_when_booked(), at, by)?;
        if attendee.can_be_reached() { Ok(Self { attendee, ..next }) } else { Err(Refused::NoContact) }
    }

    /// Moves a booked meeting. Whoever was invited has to be invited again.
    ///
    /// # Errors
    /// It is not booked, is over, or is at this time already.
    pub fn reschedule(&self, time: Interval, occupied: Interval, at: Timestamp, by: Actor) -> Result<Self, Refused> {
        if self.status == MeetingStatus::Held {
            return Err(Refused::NotBooked);
        }
        let next = self.step(self.calendar.home.status_when_booked(), at, by)?;
        if self.is_over(at) {
            return Err(Refused::Over);
        }
        if self.time == time {
            return Err(Refused::SameTime);
        }
        let is_shown = self.calendar.entered == Some(self.sequence);
        let shown = self.calendar.shown.or(is_shown.then_some(self.time));
        let calendar = CalendarCopy { shown, ..next.calendar.clone() };
        Ok(Self { time, occupied, calendar, invited_at: None, sequence: self.sequence + 1, ..next })
    }

    /// Cancels a booked meeting, or lets a hold go. Its time is free at once; the calendar's event follows.
    ///
    /// # Errors
    /// It is cancelled already, or over.
    pub fn cancel(&self, at: Timestamp, by: Actor) -> Result<Self, Refused> {
        let next = self.step(MeetingStatus::Cancelled, at, by)?;
        if self.status == MeetingStatus::Held {
            return Ok(Self { calendar: CalendarCopy { removed: true, ..next.calendar.clone() }, ..next });
        }
        if self.is_over(at) { Err(Refused::Over) } else { Ok(Self { sequence: self.sequence + 1, ..next }) }
    }

    /// Lets go of a hold whose minutes are over. None for every other meeting.
    #[must_use]
    pub fn expire(&self, now: Timestamp) -> Option<Self> {
        let expired = || Self { status: MeetingStatus::Expired, held_until: None, version: self.version + 1, ..self.clone() };
        self.has_lapsed(now).then(expired)
    }

    /// It is over, and the calendar still has not got it as it is. Nothing is entered any more, for that would invite somebody to
    /// a time that is past: it stays pending, which is what the visitor was told. None for every other meeting.
    #[must_use]
    pub fn given_up(&self, now: Timestamp) -> Option<Self> {
        let is_late = self.status == MeetingStatus::Pending && self.is_over(now);
        is_late.then(|| Self { version: self.version + 1, ..self.clone() })
    }

    /// What has to stay of it when its attendee is erased: a cancelled meeting with nobody, until the calendar has no event of
    /// it any more. None where nothing has to.
    #[must_use]
    pub fn forgotten(&self) -> Option<Self> {
        let may_be_entered = self.status.is_booked() || self.status == MeetingStatus::Cancelled;
        if !self.calendar.is_googles() || self.calendar.removed || !may_be_entered {
            return None;
        }
        Some(Self {
            status: MeetingStatus::Cancelled,
            attendee: Attendee::default(),
            lead_id: None,
            conversation_id: None,
            calendar: CalendarCopy { html_link: None, meet_link: None, ..self.calendar.clone() },
            version: self.version + 1,
            ..self.clone()
        })
    }

    /// The calendar has the event. It confirms the meeting if it shows its present time; a meeting that was moved or cancelled
    /// meanwhile keeps its status, and the event is changed or deleted next.
    #[must_use]
    pub fn entered(&self, event: Entered, at: Timestamp) -> Self {
        let is_present = event.sequence == self.sequence && self.status.is_booked();
        let calendar = CalendarCopy {
            entered: Some(event.sequence),
            shown: None,
            // An answer that came late: the event of a cancelled meeting is there after all.
            removed: false,
            html_link: event.html_link.or_else(|| self.calendar.html_link.clone()),
            meet_link: event.meet_link.or_else(|| self.calendar.meet_link.clone()),
            ..self.calendar.clone()
        };
        Self {
            calendar,
            status: if is_present { MeetingStatus::Confirmed } else { self.status },
            invited_at: if is_present && event.invited { Some(at) } else { self.invited_at },
            version: self.version + 1,
            ..self.clone()
        }
    }

    /// The calendar has no event of a cancelled meeting any more. Where it never had the one that we know of, that was another
    /// account's: this one tells nobody that it is gone. What is kept with us goes on under the event's id.
    #[must_use]
    pub fn removed(&self, was_there: bool) -> Self {
        let is_known = was_there || self.calendar.home == CalendarHome::Local;
        let entered = self.calendar.entered.filter(|_| is_known);
        let calendar = CalendarCopy { removed: true, entered, ..self.calendar.clone() };
        Self { calendar, version: self.version + 1, ..self.clone() }
    }

    /// The event cannot be used any more, such as one that was deleted in the calendar: the next one has another id.
    #[must_use]
    pub fn with_another_event(&self) -> Self {
        let calendar = CalendarCopy { attempt: self.calendar.attempt + 1, ..CalendarCopy::at(self.calendar.home) };
        let status = if self.status.is_booked() { self.calendar.home.status_when_booked() } else { self.status };
        Self { calendar, status, version: self.version + 1, ..self.clone() }
    }

    /// No calendar is connected any more that it could be entered into: it is kept with us, and ours to tell of. What is known
    /// of its event stays, so that its attendee's calendar knows it again, and so that it is deleted once that is possible.
    #[must_use]
    pub fn kept_here(&self) -> Self {
        let calendar = CalendarCopy { home: CalendarHome::Local, html_link: None, ..self.calendar.clone() };
        let status = if self.status.is_booked() { calendar.home.status_when_booked() } else { self.status };
        Self { calendar, status, version: self.version + 1, ..self.clone() }
    }

    /// An invitation to the present time was mailed. No change of the meeting itself.
    #[must_use]
    pub fn invited(&self, at: Timestamp) -> Self {
        Self { invited_at: Some(at), version: self.version + 1, ..self.clone() }
    }
}
