//! A meeting's event in a calendar: whose calendar that is, under which id, and what has still to be done there.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Meeting, MeetingStatus};
use crate::domain::{ids::MeetingId, schedule::interval::Interval};

/// Where its event is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CalendarHome {
    /// In our own list of meetings.
    #[default]
    Local,
    Google,
}

impl CalendarHome {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Google => "google",
        }
    }

    /// What a booking becomes at once.
    pub fn status_when_booked(self) -> MeetingStatus {
        match self {
            Self::Local => MeetingStatus::Confirmed,
            Self::Google => MeetingStatus::Pending,
        }
    }
}

/// What is known of the event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarCopy {
    pub home: CalendarHome,
    /// How many events had to be given up, such as those that somebody deleted in the calendar: part of the event's id.
    #[serde(default)]
    pub attempt: u32,
    /// The meeting's sequence that the event shows; None: we know of no event.
    #[serde(default)]
    pub entered: Option<u32>,
    /// When the event is, where the meeting was moved and the calendar was not told yet, or never will be; None where it is as
    /// the meeting is, or where we do not know.
    #[serde(default)]
    pub shown: Option<Interval>,
    /// It has been deleted, or there never was one.
    #[serde(default)]
    pub removed: bool,
    #[serde(default)]
    pub html_link: Option<String>,
    /// Of the video call.
    #[serde(default)]
    pub meet_link: Option<String>,
}

impl CalendarCopy {
    /// Nothing in it yet.
    pub fn at(home: CalendarHome) -> Self {
        Self { home, ..Self::default() }
    }

    /// It is Google's: entered there or to be, or left behind there when its account was disconnected.
    pub fn is_googles(&self) -> bool {
        self.home == CalendarHome::Google || self.entered.is_some()
    }
}

/// What has to be done in the calendar. Each of these can be done twice without harm: the event's id is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CalendarWork {
    Insert,
    Update,
    /// There may be no event: a crash between the calendar and our note of it is healed, too.
    Delete,
}

impl Meeting {
    /// What has still to be done; None where the calendar shows what we have. Of a meeting that is kept with us, an event that
    /// was left behind is deleted, and nothing is entered.
    pub fn calendar_work(&self) -> Option<CalendarWork> {
        if !self.calendar.is_googles() {
            return None;
        }
        match (self.status, self.calendar.entered) {
            (MeetingStatus::Pending, None) => Some(CalendarWork::Insert),
            (MeetingStatus::Pending, Some(_)) => Some(CalendarWork::Update),
            (MeetingStatus::Cancelled, _) if !self.calendar.removed => Some(CalendarWork::Delete),
            _ => None,
        }
    }

    /// When the calendar may still show it, although it is not then any more.
    pub fn outdated_event(&self) -> Option<Interval> {
        match self.calendar_work()? {
            CalendarWork::Insert => None,
            CalendarWork::Update => self.calendar.shown,
            CalendarWork::Delete => Some(self.calendar.shown.unwrap_or(self.time)),
        }
    }

    /// It is booked, and the calendar that it belongs into has it as it is.
    pub fn is_entered(&self) -> bool {
        self.status == MeetingStatus::Confirmed
    }

    /// The id of its event at Google, whether there is one yet or not.
    pub fn google_event_id(&self) -> GoogleEventId {
        GoogleEventId::of(&self.id, self.calendar.attempt)
    }
}

/// An event's id that we choose, so that asking twice makes one event: 5 to 1,024 of the letters a to v and the digits
/// (base32hex; hexadecimal digits are some of them).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GoogleEventId(String);

impl GoogleEventId {
    /// The meeting's UUID; with the number of the attempt behind a `v` where it is not the first.
    pub fn of(meeting: &MeetingId, attempt: u32) -> Self {
        let id = meeting.as_str();
        let digits = id.strip_prefix(MeetingId::PREFIX).and_then(|rest| rest.strip_prefix('_')).unwrap_or(id);
        Self(if attempt == 0 { digits.to_owned() } else { format!("{digits}v{attempt}") })
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The UID that Google gives its event in invitations.
    pub fn ical_uid(&self) -> String {
        format!("{}@google.com", self.0)
    }
}

impl fmt::Display for GoogleEventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_events_id_comes_from_the_meetings() {
        let meeting = MeetingId::new(uuid::Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_00ff));
        let first = GoogleEventId::of(&meeting, 0);
        assert_eq!(first.as_str(), "019300000000700080000000000000ff");
        assert_eq!(first, GoogleEventId::of(&meeting, 0));
        assert_eq!(GoogleEventId::of(&meeting, 12).to_string(), "019300000000700080000000000000ffv12");
        assert_eq!(first.ical_uid(), "019300000000700080000000000000ff@google.com");
        for attempt in [0, 1, u32::MAX] {
            let id = GoogleEventId::of(&meeting, attempt);
            assert!((5..=1_024).contains(&id.as_str().len()), "{id}");
            assert!(id.as_str().bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'v')), "{id}");
        }
    }
}
