//! Meetings: what is stored of one, how it may change, and what may be said of it. Nothing else is a booking: every text,
//! card and invitation is made of a stored meeting. Pure.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub mod calendar;
pub mod event;
pub mod ics;
// With its words in ten languages: nothing for browsers.
#[cfg(not(target_family = "wasm"))]
pub mod letter;
pub mod life;
pub mod limits;
pub mod link;
pub mod new;
pub mod notice;
pub mod table;
pub mod template;
// With its words in ten languages: nothing for browsers.
#[cfg(not(target_family = "wasm"))]
pub mod wording;

#[cfg(test)]
pub(super) mod life_tests;

use self::{calendar::CalendarCopy, template::TitleTemplate};
use super::{
    conversation::Channel,
    email::Email,
    ids::{ConversationId, LeadId, MeetingId},
    lead::timeline::Actor,
    locale::Language,
    person_name::PersonName,
    phone::Phone,
    schedule::{
        availability::Booked,
        cells::{Cell, cells},
        interval::Interval,
    },
    time::Timestamp,
};

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingStatus {
    /// Kept free for a few minutes, while the visitor types. No booking.
    Held,
    /// Booked with us, not yet in the owner's calendar.
    Pending,
    /// Booked, and in the calendar.
    Confirmed,
    Cancelled,
    /// A hold that nobody made a booking of.
    Expired,
}

impl MeetingStatus {
    pub const ALL: [Self; 5] = [Self::Held, Self::Pending, Self::Confirmed, Self::Cancelled, Self::Expired];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Pending => "pending",
            Self::Confirmed => "confirmed",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }

    /// The status of this name; None for any other text.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }

    pub fn is_booked(self) -> bool {
        matches!(self, Self::Pending | Self::Confirmed)
    }

    /// Nothing comes after it.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Cancelled | Self::Expired)
    }
}

/// Who comes to meet the owner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    pub name: Option<PersonName>,
    pub email: Option<Email>,
    pub phone: Option<Phone>,
}

impl Attendee {
    pub fn can_be_reached(&self) -> bool {
        self.email.is_some() || self.phone.is_some()
    }

    /// The name; else the address or the number; empty where nothing is known.
    pub fn label(&self) -> &str {
        let name = self.name.as_ref().map(PersonName::as_str);
        let way = || self.email.as_ref().map(Email::as_str).or_else(|| self.phone.as_ref().map(Phone::as_str));
        name.or_else(way).unwrap_or_default()
    }
}

/// One meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    pub id: MeetingId,
    pub status: MeetingStatus,
    pub time: Interval,
    /// The time it takes from others, with the buffers that held when it was made.
    pub occupied: Interval,
    /// Only while it is [`MeetingStatus::Held`].
    pub held_until: Option<Timestamp>,
    /// IANA name, as the visitor's browser gave it; the business's where it gave none.
    pub visitor_zone: String,
    /// What the visitor is told about it in.
    pub language: Language,
    pub attendee: Attendee,
    pub title: TitleTemplate,
    pub lead_id: Option<LeadId>,
    pub conversation_id: Option<ConversationId>,
    pub channel: Channel,
    pub calendar: CalendarCopy,
    /// When an invitation to this time was handed to the calendar or to the mail server.
    pub invited_at: Option<Timestamp>,
    /// How often a booked meeting was moved or cancelled: SEQUENCE of its invitations.
    pub sequence: u32,
    pub created_at: Timestamp,
    pub created_by: Actor,
    /// By a person; what calendars answer is no such change.
    pub updated_at: Timestamp,
    pub updated_by: Actor,
    pub version: u64,
}

impl Meeting {
    /// The keys that it holds in the database: none, once it is cancelled or expired.
    pub fn claims(&self) -> Vec<Cell> {
        if self.status.is_final() { vec![] } else { cells(self.occupied).collect() }
    }

    /// What it takes from others at this moment.
    pub fn booked(&self, now: Timestamp) -> Option<Booked> {
        let takes_time = self.status.is_booked() || self.status == MeetingStatus::Held && !self.has_lapsed(now);
        takes_time.then_some(Booked { time: self.time, occupied: self.occupied })
    }

    /// It was held, and its minutes are over.
    pub fn has_lapsed(&self, now: Timestamp) -> bool {
        self.status == MeetingStatus::Held && self.held_until.is_none_or(|until| until <= now)
    }

    /// It has taken place, as far as we know.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.time.end() <= now
    }

    /// The zone's rules; UTC where the name is unknown to this machine.
    pub fn visitor_time_zone(&self) -> TimeZone {
        TimeZone::get(&self.visitor_zone).unwrap_or(TimeZone::UTC)
    }

    /// What it is called in calendars.
    pub fn title(&self, business: &str) -> String {
        self.title.fill(self.attendee.label(), business)
    }
}
