//! A meeting's event as it is put into a calendar, what the calendar says of it, and how well the calendar is.

use serde::{Deserialize, Serialize};

use super::{Meeting, calendar::CalendarHome, calendar::GoogleEventId};
use crate::domain::{business::Business, email::Email, schedule::interval::Interval, time::Timestamp};

/// One event, whole: what is in the calendar under this id afterwards is this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEvent {
    pub id: GoogleEventId,
    /// The meeting's sequence that it is made of.
    pub sequence: u32,
    /// Of the owner's template.
    pub title: String,
    /// Of a template: where the meeting is managed. Nothing that a visitor wrote.
    pub description: String,
    pub time: Interval,
    /// IANA name: that of the business.
    pub time_zone: String,
    /// To be invited; None: nobody's address is known.
    pub attendee: Option<Email>,
    pub attendee_name: Option<String>,
    /// With a video call, where the calendar can make one.
    pub with_call: bool,
}

impl CalendarEvent {
    /// `manage_url`: where the attendee can move or cancel it.
    pub fn of(meeting: &Meeting, business: &Business, manage_url: &str) -> Self {
        Self {
            id: meeting.google_event_id(),
            sequence: meeting.sequence,
            title: meeting.title(&business.name),
            description: manage_url.to_owned(),
            time: meeting.time,
            time_zone: business.time_zone.clone(),
            attendee: meeting.attendee.email.clone(),
            attendee_name: meeting.attendee.name.as_ref().map(|name| name.as_str().to_owned()),
            with_call: true,
        }
    }
}

/// The event is in the calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventPut {
    pub html_link: Option<String>,
    /// Of the video call; None: there is none (yet).
    pub meet_link: Option<String>,
    /// The calendar sends the invitation. False: a service account that may not invite, or nobody is to be invited.
    pub invited: bool,
}

/// Why the calendar could not do it. One variant for each case that somebody must treat differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CalendarError {
    /// Somebody deleted the event in the calendar, and its id cannot be used again.
    #[error("the event was deleted in the calendar")]
    Gone,
    /// The permission has been withdrawn or has expired: nothing works until the owner connects again.
    #[error("Google does not accept the permission any more: connect the calendar again")]
    GrantDead,
    /// Too many requests; worth another try after so many seconds.
    #[error("Google's quota is used up for now")]
    Quota { retry_after: u64 },
    /// No answer in time, no connection, or an error of theirs.
    #[error("Google Calendar cannot be reached")]
    Unavailable,
    /// It will not become better by waiting. In words for the owner.
    #[error("Google Calendar refuses: {reason}")]
    Refused { reason: String },
}

/// How well the calendar is, for the owner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarHealth {
    pub home: CalendarHome,
    /// Whose calendar it is: an address or a calendar's id; None for the built-in one.
    #[serde(default)]
    pub account: Option<String>,
    /// What is wrong now; None: nothing is.
    #[serde(default)]
    pub problem: Option<CalendarError>,
    /// When the permission ends by itself, where that is known.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
    /// The calendar makes video calls; None: it was not tried yet.
    #[serde(default)]
    pub makes_calls: Option<bool>,
    /// The calendar can invite people.
    #[serde(default)]
    pub invites: bool,
}

impl CalendarHealth {
    /// Nothing works until the owner connects the account again.
    pub fn needs_consent(&self) -> bool {
        self.problem == Some(CalendarError::GrantDead)
    }
}
