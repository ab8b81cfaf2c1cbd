//! Invitations as calendars read them: iCalendar (RFC 5545) with the methods of iTIP (RFC 5546), made of a stored meeting.
//! One event, no time zones: instants are written in UTC.

use std::fmt::Write as _;

use jiff::tz::Offset;

use super::{Meeting, MeetingStatus};
use crate::domain::{email::Email, time::Timestamp};

/// The most octets of a line, without its end.
const MOST_OCTETS: usize = 75;

/// What the file asks a calendar to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Enter it, or change it, and let the attendee answer.
    Request,
    /// The same where no attendee has an address to answer from.
    Publish,
    Cancel,
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Publish => "PUBLISH",
            Self::Cancel => "CANCEL",
        }
    }
}

/// What goes into the file.
#[derive(Clone, Copy, Debug)]
pub struct Invitation<'a> {
    pub meeting: &'a Meeting,
    /// Its name.
    pub business: &'a str,
    pub organizer: &'a Email,
    /// Where the visitor moves or cancels it.
    pub manage_url: Option<&'a str>,
    pub now: Timestamp,
}

impl Invitation<'_> {
    /// None: the meeting was never booked, so that nobody can be invited.
    pub fn method(&self) -> Option<Method> {
        match self.meeting.status {
            MeetingStatus::Pending | MeetingStatus::Confirmed if self.meeting.attendee.email.is_some() => Some(Method::Request),
            MeetingStatus::Pending | MeetingStatus::Confirmed => Some(Method::Publish),
            MeetingStatus::Cancelled if self.meeting.sequence > 0 => Some(Method::Cancel),
            MeetingStatus::Cancelled | MeetingStatus::Held | MeetingStatus::Expired => None,
        }
    }

    /// The file's text; None where there is no [`Self::method`].
    pub fn render(&self) -> Option<String> {
        let method = self.method()?;
        let meeting = self.meeting;
        let status = match meeting.status {
            MeetingStatus::Cancelled => "CANCELLED",
            MeetingStatus::Confirmed => "CONFIRMED",
            _ => "TENTATIVE",
        };
        let mut file = String::new();
        let mut line = |text: &str| file.push_str(&folded(text));
        line("BEGIN:VCALENDAR");
        line("VERSION:2.0");
        line("PRODID:-//CHATIMJD//Meetings//EN");
        line("CALSCALE:GREGORIAN");
        line(&format!("METHOD:{}", method.as_str()));
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", uid(meeting)));
        line(&format!("SEQUENCE:{}", meeting.sequence));
        line(&format!("STATUS:{status}"));
        line(&format!("DTSTAMP:{}", utc(self.now)));
        line(&format!("CREATED:{}", utc(meeting.created_at)));
        line(&format!("LAST-MODIFIED:{}", utc(meeting.updated_at)));
        line(&format!("DTSTART:{}", utc(meeting.time.start())));
        line(&format!("DTEND:{}", utc(meeting.time.end())));
        line(&format!("SUMMARY:{}", escaped(&meeting.title(self.business))));
        if let Some(description) = self.description() {
            line(&format!("DESCRIPTION:{}", escaped(&description)));
        }
        if let Some(link) = &meeting.calendar.meet_link {
            line(&format!("LOCATION:{}", escaped(link)));
        }
        if let Some(url) = self.manage_url {
            line(&format!("URL:{}", without_controls(url)));
        }
        line("TRANSP:OPAQUE");
        line(&format!("ORGANIZER;CN={}:{}", quoted(self.business), mailto(self.organizer)));
        if let Some(email) = &meeting.attendee.email {
            let role = "ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE";
            line(&format!("ATTENDEE;CN={};{role}:{}", quoted(meeting.attendee.label()), mailto(email)));
        }
        line("END:VEVENT");
        line("END:VCALENDAR");
        Some(file)
    }

    /// The links, a line each.
    fn description(&self) -> Option<String> {
        let links: Vec<&str> = [self.meeting.calendar.meet_link.as_deref(), self.manage_url].into_iter().flatten().collect();
        (!links.is_empty()).then(|| links.join("\n"))
    }
}

/// Google's own invitation has the same one, so that a calendar shows one meeting and not two: also one that was left behind
/// where its account was disconnected.
fn uid(meeting: &Meeting) -> String {
    if meeting.calendar.is_googles() { meeting.google_event_id().ical_uid() } else { format!("{}@chatimjd", meeting.id) }
}

/// As `20261201T090000Z`.
fn utc(at: Timestamp) -> String {
    let wall = Offset::UTC.to_datetime(at);
    let (date, time) = (wall.date(), wall.time());
    format!("{:04}{:02}{:02}T{:02}{:02}{:02}Z", date.year(), date.month(), date.day(), time.hour(), time.minute(), time.second())
}

/// A text as the value of a property.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

fn without_controls(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// A text as the value of a parameter: it cannot hold the quotation marks that it stands in.
fn quoted(text: &str) -> String {
    format!("\"{}\"", without_controls(text).replace('"', "'"))
}

/// An address as a URI: what has a meaning in URIs, and all but ASCII, in percents.
fn mailto(email: &Email) -> String {
    let mut uri = String::from("mailto:");
    for byte in email.as_str().bytes() {
        if byte.is_ascii_alphanumeric() || b"@.-_~+".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// The line with its end, cut into pieces of at most 75 octets; each further piece begins with a blank. No letter is cut.
fn folded(line: &str) -> String {
    let mut lines = String::with_capacity(line.len() + 8);
    let mut room = MOST_OCTETS;
    for c in line.chars() {
        if c.len_utf8() > room {
            lines.push_str("\r\n ");
            room = MOST_OCTETS - 1;
        }
        room -= c.len_utf8();
        lines.push(c);
    }
    lines.push_str("\r\n");
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::meeting::{
        calendar::CalendarHome,
        life::Entered,
        life_tests::{at, email, owner, span, wish},
        template::TitleTemplate,
    };

    fn booked(home: CalendarHome) -> Meeting {
        wish(home).book(at("2026-11-30T10:00:00Z"), owner()).expect("a booking")
    }

    fn file(meeting: &Meeting) -> Option<String> {
        let organizer = email("desk@brooks.example");
        let now = at("2026-11-30T11:00:00Z");
        Invitation {
            meeting,
            business: "Brooks, Lima; \"Sons\"",
            organizer: &organizer,
            manage_url: Some("https://x.example/m/1?a=b,c"),
            now,
        }
        .render()
    }

    /// The lines as they were before they were cut.
    fn unfolded(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn an_invitation_has_all_that_a_calendar_needs() {
        let lines = unfolded(&file(&booked(CalendarHome::Local)).expect("a file"));
        let wanted = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//CHATIMJD//Meetings//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:REQUEST",
            "BEGIN:VEVENT",
            "UID:mtg_00000000000000000000000000000001@chatimjd",
            "SEQUENCE:0",
            "STATUS:CONFIRMED",
            "DTSTAMP:20261130T110000Z",
            "CREATED:20261130T100000Z",
            "LAST-MODIFIED:20261130T100000Z",
            "DTSTART:20261201T090000Z",
            "DTEND:20261201T093000Z",
            "SUMMARY:Brooks\\, Lima\\; \"Sons\": Ana Lima",
            "DESCRIPTION:https://x.example/m/1?a=b\\,c",
            "URL:https://x.example/m/1?a=b,c",
            "TRANSP:OPAQUE",
            "ORGANIZER;CN=\"Brooks, Lima; 'Sons'\":mailto:desk@brooks.example",
            "ATTENDEE;CN=\"Ana Lima\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ana@example.com",
            "END:VEVENT",
            "END:VCALENDAR",
        ];
        assert_eq!(lines, wanted);
    }

    #[test]
    fn what_changes_is_told_to_the_same_event() {
        let meeting = booked(CalendarHome::Google);
        let lines = unfolded(&file(&meeting).expect("a file"));
        assert!(lines.contains(&"UID:00000000000000000000000000000001@google.com".to_owned()));
        assert!(lines.contains(&"STATUS:TENTATIVE".to_owned()));
        let link = Some("https://meet.example/abc".to_owned());
        let meeting = meeting.entered(Entered { meet_link: link, ..Entered::default() }, at("2026-11-30T10:00:01Z"));
        let later = span("2026-12-01T15:00:00Z", 30);
        let meeting = meeting.reschedule(later, later, at("2026-11-30T12:00:00Z"), owner()).expect("moved");
        let lines = unfolded(&file(&meeting).expect("a file"));
        for line in ["SEQUENCE:1", "DTSTART:20261201T150000Z", "LOCATION:https://meet.example/abc"] {
            assert!(lines.contains(&line.to_owned()), "{line}");
        }
        assert!(lines.contains(&"DESCRIPTION:https://meet.example/abc\\nhttps://x.example/m/1?a=b\\,c".to_owned()));
        let meeting = meeting.cancel(at("2026-11-30T13:00:00Z"), owner()).expect("cancelled");
        let lines = unfolded(&file(&meeting).expect("a file"));
        for line in ["METHOD:CANCEL", "SEQUENCE:2", "STATUS:CANCELLED", "UID:00000000000000000000000000000001@google.com"] {
            assert!(lines.contains(&line.to_owned()), "{line}");
        }
    }

    #[test]
    fn nobody_is_invited_to_what_is_not_booked() {
        let held = wish(CalendarHome::Local).hold(at("2026-11-30T10:00:00Z"), owner());
        assert_eq!(file(&held), None);
        assert_eq!(file(&held.cancel(at("2026-11-30T10:01:00Z"), owner()).expect("let go")), None);
        assert_eq!(file(&held.expire(at("2026-11-30T10:06:00Z")).expect("lapsed")), None);
        let mut unaddressed = booked(CalendarHome::Local);
        unaddressed.attendee.email = None;
        let lines = unfolded(&file(&unaddressed).expect("a file"));
        assert!(lines.contains(&"METHOD:PUBLISH".to_owned()) && !lines.iter().any(|line| line.starts_with("ATTENDEE")));
    }

    #[test]
    fn addresses_are_uris() {
        assert_eq!(mailto(&email("a?b&c%d@example.com")), "mailto:a%3Fb%26c%25d@example.com");
        assert_eq!(mailto(&email("ana+x@müller.example")), "mailto:ana+x@m%C3%BCller.example");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn lines_are_short_and_come_out_whole(text in "(?s).{0,300}") {
            let line = format!("SUMMARY:{}", escaped(&text));
            let cut = folded(&line);
            prop_assert!(cut.split("\r\n").all(|piece| piece.len() <= MOST_OCTETS));
            prop_assert!(cut.ends_with("\r\n"));
            let whole = cut.replace("\r\n ", "");
            prop_assert_eq!(whole.strip_suffix("\r\n"), Some(line.as_str()));
            prop_assert!(!line.chars().any(char::is_control));
        }

        /// No name, title or link adds a line of its own, or a parameter.
        #[test]
        fn nothing_a_visitor_writes_becomes_a_property(name in "[A-Za-z\";:,\\\\ ]{0,40}", business in "(?s).{0,40}", url in "(?s).{0,40}") {
            let mut meeting = booked(CalendarHome::Local);
            meeting.attendee.name = crate::domain::person_name::PersonName::parse(&name).ok();
            meeting.title = TitleTemplate::default();
            let organizer = email("desk@brooks.example");
            let invitation = Invitation {
                meeting: &meeting, business: &business, organizer: &organizer, manage_url: Some(&url), now: at("2026-11-30T11:00:00Z"),
            };
            let lines = unfolded(&invitation.render().expect("a file"));
            prop_assert_eq!(lines.len(), 22);
            let attendee = lines.iter().find(|line| line.starts_with("ATTENDEE")).expect("an attendee");
            prop_assert_eq!(attendee.matches('"').count(), 2);
            prop_assert!(attendee.ends_with("\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ana@example.com"));
        }
    }
}
