//! A meeting as a row of a table that leaves the house. Pure.

use jiff::tz::TimeZone;

use super::{Meeting, MeetingStatus, calendar::CalendarHome};
use crate::domain::{
    email::Email,
    ids::{ConversationId, LeadId},
    person_name::PersonName,
    phone::Phone,
    sheet::{Cell, Heading, Row},
    table::{Reader, Table, Title, time},
};

/// What all rows of one table share.
#[derive(Clone, Debug)]
pub struct MeetingTable {
    pub reader: Reader,
    /// Of the business.
    pub zone: TimeZone,
    /// The address of the dashboard's page of meetings.
    pub page: String,
    /// What the business is called.
    pub business: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Start,
    End,
    Status,
    Name,
    Email,
    Phone,
    Title,
    VisitorZone,
    Channel,
    Calendar,
    Call,
    CreatedAt,
    LeadId,
    ConversationId,
    Id,
    Link,
}

const COLUMNS: [Column; 16] = [
    Column::Start,
    Column::End,
    Column::Status,
    Column::Name,
    Column::Email,
    Column::Phone,
    Column::Title,
    Column::VisitorZone,
    Column::Channel,
    Column::Calendar,
    Column::Call,
    Column::CreatedAt,
    Column::LeadId,
    Column::ConversationId,
    Column::Id,
    Column::Link,
];

impl Column {
    fn title(self) -> Title {
        match self {
            Self::Start => Title::time("start", "Begins"),
            Self::End => Title::time("end", "Ends"),
            Self::Status => Title::new("status", "State", 14),
            Self::Name => Title::new("name", "Name", 24),
            Self::Email => Title::new("email", "E-mail", 30),
            Self::Phone => Title::new("phone", "Phone", 18),
            Self::Title => Title::new("title", "Title", 36),
            Self::VisitorZone => Title::new("time_zone", "Their time zone", 22),
            Self::Channel => Title::new("channel", "Channel", 14),
            Self::Calendar => Title::new("calendar", "Calendar", 12),
            Self::Call => Title::new("meet_link", "Video call", 36),
            Self::CreatedAt => Title::time("created_at", "Booked"),
            Self::LeadId => Title::new("lead_id", "Lead", 38),
            Self::ConversationId => Title::new("conversation_id", "Conversation", 38),
            Self::Id => Title::new("id", "Id", 38),
            Self::Link => Title::new("link", "In the dashboard", 38),
        }
    }
}

impl Table for MeetingTable {
    type Of = Meeting;

    fn headings(&self) -> Vec<Heading> {
        COLUMNS.into_iter().map(|column| column.title().heading(self.reader, &self.zone)).collect()
    }

    fn row(&self, meeting: &Meeting) -> Row {
        COLUMNS.into_iter().map(|column| self.cell(meeting, column)).collect()
    }
}

impl MeetingTable {
    fn cell(&self, meeting: &Meeting, column: Column) -> Cell {
        let (who, is_confirmed) = (&meeting.attendee, meeting.status == MeetingStatus::Confirmed);
        match column {
            Column::Start => time(meeting.time.start(), &self.zone),
            Column::End => time(meeting.time.end(), &self.zone),
            Column::Status => Cell::text(self.status(meeting.status)),
            Column::Name => Cell::maybe(who.name.as_ref().map(PersonName::as_str)),
            Column::Email => who.email.as_ref().map(Email::as_str).map_or(Cell::Empty, Cell::email),
            Column::Phone => Cell::maybe(who.phone.as_ref().map(Phone::as_str)),
            Column::Title => Cell::text(meeting.title(&self.business)),
            Column::VisitorZone => Cell::text(meeting.visitor_zone.as_str()),
            Column::Channel => Cell::text(self.reader.channel(meeting.channel)),
            Column::Calendar => Cell::text(self.calendar(meeting.calendar.home)),
            Column::Call => meeting.calendar.meet_link.as_deref().filter(|_| is_confirmed).map_or(Cell::Empty, call),
            Column::CreatedAt => time(meeting.created_at, &self.zone),
            Column::LeadId => Cell::maybe(meeting.lead_id.as_ref().map(LeadId::as_str)),
            Column::ConversationId => Cell::maybe(meeting.conversation_id.as_ref().map(ConversationId::as_str)),
            Column::Id => Cell::text(meeting.id.as_str()),
            Column::Link => Cell::link(format!("{}?meeting={}", self.page, meeting.id)),
        }
    }

    fn status(&self, status: MeetingStatus) -> &'static str {
        match self.reader {
            Reader::Program => status.as_str(),
            Reader::Person => status_words(status),
        }
    }

    fn calendar(&self, home: CalendarHome) -> &'static str {
        match (self.reader, home) {
            (Reader::Program, home) => home.as_str(),
            (Reader::Person, CalendarHome::Google) => "Google",
            (Reader::Person, CalendarHome::Local) => "Our own",
        }
    }
}

pub fn status_words(status: MeetingStatus) -> &'static str {
    match status {
        MeetingStatus::Held => "Held",
        MeetingStatus::Pending => "Pending",
        MeetingStatus::Confirmed => "Confirmed",
        MeetingStatus::Cancelled => "Cancelled",
        MeetingStatus::Expired => "Expired",
    }
}

/// Leads there only where that is a page of the web.
fn call(address: &str) -> Cell {
    if address.starts_with("https://") { Cell::link(address.to_owned()) } else { Cell::text(address) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        lead::timeline::Actor,
        meeting::life_tests::{at, wish},
    };

    fn table(reader: Reader) -> MeetingTable {
        let zone = TimeZone::get("Asia/Karachi").expect("a zone");
        MeetingTable { reader, zone, page: "https://desk.example/admin/meetings".into(), business: "=Lima".into() }
    }

    /// The cell under this heading.
    fn under(reader: Reader, meeting: &Meeting, heading: &str) -> Cell {
        let table = table(reader);
        let at = table.headings().iter().position(|known| known.text == heading).unwrap_or_else(|| panic!("no {heading}"));
        table.row(meeting)[at].clone()
    }

    #[test]
    fn a_person_reads_words_and_a_program_the_names_of_the_api() {
        let meeting = wish(CalendarHome::Local).book(at("2026-11-30T10:00:00Z"), Actor::Visitor).expect("booked");
        let person = |heading| under(Reader::Person, &meeting, heading);
        let program = |heading| under(Reader::Program, &meeting, heading);
        assert_eq!((person("State"), program("status")), (Cell::text("Confirmed"), Cell::text("confirmed")));
        assert_eq!((person("Calendar"), program("calendar")), (Cell::text("Our own"), Cell::text("local")));
        assert_eq!((person("Channel"), program("time_zone")), (Cell::text("Website"), Cell::text("Asia/Karachi")));
        let Cell::Time(begins) = person("Begins (Asia/Karachi)") else { panic!("no time") };
        assert_eq!(begins.datetime().to_string(), "2026-12-01T14:00:00");
        let Cell::Link { address, .. } = person("E-mail") else { panic!("no link") };
        assert_eq!(address, "mailto:ana@example.com");
        let Cell::Link { address, .. } = person("In the dashboard") else { panic!("no link") };
        assert_eq!(address, "https://desk.example/admin/meetings?meeting=mtg_00000000000000000000000000000001");
    }

    #[test]
    fn a_call_is_a_link_where_it_is_one_and_still_takes_place() {
        let mut meeting = wish(CalendarHome::Local).book(at("2026-11-30T10:00:00Z"), Actor::Visitor).expect("booked");
        let mut called = |status, link: &str| {
            (meeting.status, meeting.calendar.meet_link) = (status, Some(link.to_owned()));
            under(Reader::Person, &meeting, "Video call")
        };
        let link = "https://meet.example/a";
        assert_eq!(called(MeetingStatus::Confirmed, link), Cell::link(link.into()));
        assert_eq!(called(MeetingStatus::Confirmed, "file:///a"), Cell::text("file:///a"));
        assert_eq!(called(MeetingStatus::Cancelled, link), Cell::Empty);
    }
}
