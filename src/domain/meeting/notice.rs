//! Mails that go out by themselves: which there are, what they tell of, and the name under which each is sent once. Made of ids
//! alone: what a mail says and to whom it goes is read from what is stored when it is sent.

use serde::{Deserialize, Serialize};

use super::{Meeting, MeetingStatus};
use crate::domain::{
    ids::{ConversationId, LeadId, MeetingId, ReportId},
    schedule::interval::shifted,
    time::Timestamp,
};

/// Who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// Whoever comes to the meeting.
    Visitor,
    Owner,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// How the meeting is since its last change: booked, moved or cancelled.
    Change { meeting: MeetingId, sequence: u32, to: Reader },
    /// To the visitor, so many minutes before it begins.
    Reminder { meeting: MeetingId, sequence: u32, minutes: u32 },
    /// To the owner: the calendar's permission is dead.
    CalendarDead { since: Timestamp },
    /// To those whom the owner has reports sent to: one was made at its time.
    Report { report: ReportId },
    /// To whom the owner has news of visitors sent: one asks for a person, since then.
    Wish { conversation: ConversationId, since: Timestamp },
    /// To the same: a visitor has told how to reach them.
    Lead { lead: LeadId },
    /// To the same: there was more in this hour (of all since 1970) than is told one by one.
    Rest { hour: i64 },
    /// To the same: the model has failed for a while, in this quarter of a day (of all since 1970).
    Failing { quarter: i64 },
}

/// What becomes of a notice when its time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearing {
    /// What it tells is so.
    Holds,
    /// It may come to hold: the calendar has not confirmed the meeting yet.
    Waits,
    /// Something else has become of the meeting.
    Outdated,
}

impl Notice {
    /// No two notices have the same.
    pub fn name(&self) -> String {
        match self {
            Self::Change { meeting, sequence, to: Reader::Visitor } => format!("{meeting}.visitor.{sequence}"),
            Self::Change { meeting, sequence, to: Reader::Owner } => format!("{meeting}.owner.{sequence}"),
            Self::Reminder { meeting, sequence, minutes } => format!("{meeting}.reminder.{sequence}.{minutes}"),
            Self::CalendarDead { since } => format!("calendar.dead.{}", since.as_second()),
            Self::Report { report } => format!("report.{report}"),
            Self::Wish { conversation, since } => format!("wish.{conversation}.{}", since.as_second()),
            Self::Lead { lead } => format!("lead.{lead}"),
            Self::Rest { hour } => format!("rest.{hour}"),
            Self::Failing { quarter } => format!("failing.{quarter}"),
        }
    }

    /// Whose meeting it tells of.
    pub fn meeting(&self) -> Option<&MeetingId> {
        match self {
            Self::Change { meeting, .. } | Self::Reminder { meeting, .. } => Some(meeting),
            Self::CalendarDead { .. }
            | Self::Report { .. }
            | Self::Wish { .. }
            | Self::Lead { .. }
            | Self::Rest { .. }
            | Self::Failing { .. } => None,
        }
    }

    /// What any visitor can bring about, as often as they like: so many of these are sent and no more.
    pub fn is_of_visitor(&self) -> bool {
        matches!(self, Self::Wish { .. } | Self::Lead { .. })
    }

    /// Whether it is still true of the meeting. Of anything else it says nothing.
    pub fn bearing(&self, meeting: &Meeting, now: Timestamp) -> Bearing {
        let (sequence, half_left_s, to) = match self {
            Self::Change { sequence, to, .. } => (*sequence, None, *to),
            // A reminder that comes much too late is none.
            Self::Reminder { sequence, minutes, .. } => (*sequence, Some(30 * i64::from(*minutes)), Reader::Visitor),
            Self::CalendarDead { .. }
            | Self::Report { .. }
            | Self::Wish { .. }
            | Self::Lead { .. }
            | Self::Rest { .. }
            | Self::Failing { .. } => return Bearing::Outdated,
        };
        let is_reminder = half_left_s.is_some();
        let is_late = half_left_s.is_some_and(|half_left| shifted(now, half_left) > meeting.time.start());
        if sequence != meeting.sequence || is_late || meeting.is_over(now) {
            return Bearing::Outdated;
        }
        match meeting.status {
            MeetingStatus::Confirmed => Bearing::Holds,
            // The owner is told at once.
            MeetingStatus::Pending if to == Reader::Owner => Bearing::Holds,
            MeetingStatus::Pending => Bearing::Waits,
            MeetingStatus::Cancelled if !is_reminder && sequence > 0 => Bearing::Holds,
            MeetingStatus::Cancelled | MeetingStatus::Held | MeetingStatus::Expired => Bearing::Outdated,
        }
    }
}

/// Seconds before a reminder in which the meeting must not have been booked or moved: whoever has just done so knows.
const QUIET_S: i64 = 3_600;

impl Meeting {
    /// Reminders that are still to come of a booked meeting, each with its time.
    pub fn reminders(&self, minutes: &[u32], now: Timestamp) -> Vec<(Notice, Timestamp)> {
        if !self.status.is_booked() || self.attendee.email.is_none() {
            return vec![];
        }
        let earliest = shifted(now, QUIET_S);
        let each = minutes.iter().map(|minutes| {
            let notice = Notice::Reminder { meeting: self.id.clone(), sequence: self.sequence, minutes: *minutes };
            (notice, shifted(self.time.start(), -60 * i64::from(*minutes)))
        });
        each.filter(|(_, due)| *due >= earliest).collect()
    }

    /// The notice of how it is now.
    pub fn change_notice(&self, to: Reader) -> Notice {
        Notice::Change { meeting: self.id.clone(), sequence: self.sequence, to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::meeting::{
        calendar::CalendarHome,
        life_tests::{at, owner, span, wish},
    };

    const BOOKED: &str = "2026-11-30T10:00:00Z";

    fn booked(home: CalendarHome) -> Meeting {
        wish(home).book(at(BOOKED), owner()).expect("a booking")
    }

    fn reminder(meeting: &Meeting) -> Notice {
        Notice::Reminder { meeting: meeting.id.clone(), sequence: meeting.sequence, minutes: 60 }
    }

    #[test]
    fn each_notice_has_a_name_of_its_own() {
        let meeting = booked(CalendarHome::Local);
        let later = span("2026-12-02T09:00:00Z", 30);
        let moved = meeting.reschedule(later, later, at(BOOKED), owner()).expect("moved");
        let mut names: Vec<String> = [&meeting, &moved]
            .into_iter()
            .flat_map(|meeting| [meeting.change_notice(Reader::Visitor), meeting.change_notice(Reader::Owner), reminder(meeting)])
            .chain([60, 61].map(|second| Notice::CalendarDead { since: Timestamp::constant(second, 0) }))
            .chain([1, 2].map(|n| Notice::Report { report: ReportId::new(uuid::Uuid::from_u128(n)) }))
            .chain([1, 2].map(|n| Notice::Lead { lead: LeadId::new(uuid::Uuid::from_u128(n)) }))
            .chain([(1, 60), (1, 61), (2, 60)].map(|(n, second)| {
                let conversation = ConversationId::new(uuid::Uuid::from_u128(n));
                Notice::Wish { conversation, since: Timestamp::constant(second, 0) }
            }))
            .chain([60, 61].map(|hour| Notice::Rest { hour }))
            .chain([60, 61].map(|quarter| Notice::Failing { quarter }))
            .map(|notice| notice.name())
            .collect();
        assert_eq!(names[0], "mtg_00000000000000000000000000000001.visitor.0");
        // They become part of a Message-ID.
        assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._".contains(&b))), "{names:?}");
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 19);
    }

    #[test]
    fn what_is_no_longer_so_is_not_told() {
        let meeting = booked(CalendarHome::Local);
        let (start, end) = (meeting.time.start(), meeting.time.end());
        let told = meeting.change_notice(Reader::Visitor);
        assert_eq!(told.bearing(&meeting, at(BOOKED)), Bearing::Holds);
        for (minutes_before, bearing) in [(60, Bearing::Holds), (30, Bearing::Holds), (29, Bearing::Outdated), (0, Bearing::Outdated)] {
            let now = shifted(start, -60 * minutes_before);
            assert_eq!(reminder(&meeting).bearing(&meeting, now), bearing, "{minutes_before}");
        }
        assert_eq!(told.bearing(&meeting, end), Bearing::Outdated, "it is over");
        let cancelled = meeting.cancel(at(BOOKED), owner()).expect("cancelled");
        assert_eq!(told.bearing(&cancelled, at(BOOKED)), Bearing::Outdated);
        assert_eq!(cancelled.change_notice(Reader::Visitor).bearing(&cancelled, at(BOOKED)), Bearing::Holds);
        assert_eq!(reminder(&cancelled).bearing(&cancelled, at(BOOKED)), Bearing::Outdated);
        let held = wish(CalendarHome::Local).hold(at(BOOKED), owner());
        assert_eq!(held.change_notice(Reader::Owner).bearing(&held, at(BOOKED)), Bearing::Outdated);
    }

    #[test]
    fn a_visitor_is_told_what_the_calendar_has_confirmed() {
        let pending = booked(CalendarHome::Google);
        for (notice, bearing) in [
            (pending.change_notice(Reader::Visitor), Bearing::Waits),
            (pending.change_notice(Reader::Owner), Bearing::Holds),
            (reminder(&pending), Bearing::Waits),
        ] {
            assert_eq!(notice.bearing(&pending, at(BOOKED)), bearing, "{notice:?}");
        }
    }

    #[test]
    fn reminders_come_before_the_meeting_and_not_right_behind_the_booking() {
        // It begins 23 hours after it is booked.
        let meeting = booked(CalendarHome::Local);
        let due = |minutes: &[u32]| meeting.reminders(minutes, at(BOOKED)).into_iter().map(|(_, due)| due).collect::<Vec<_>>();
        assert_eq!(due(&[60, 1_440, 1_380, 1_320, 1_321]), [at("2026-12-01T08:00:00Z"), at("2026-11-30T11:00:00Z")]);
        let unaddressed = Meeting { attendee: crate::domain::meeting::Attendee::default(), ..meeting.clone() };
        assert_eq!(unaddressed.reminders(&[60], at(BOOKED)), []);
        assert_eq!(meeting.cancel(at(BOOKED), owner()).expect("cancelled").reminders(&[60], at(BOOKED)), []);
    }
}
