//! What a day's leads, meetings and conversations are in the report: a row each, and what the row counts for.

use jiff::tz::TimeZone;

use super::columns::{LEAD_SUMS, MEETING_SUMS, TALK_SUMS, sum_cells};
use crate::domain::{
    analytics::{
        count::{MeetingFact, counts_of_beginning, counts_of_lead, counts_of_line, counts_of_meeting, counts_of_message},
        measure::Counts,
    },
    capture::Field,
    conversation::Conversation,
    lead::{Lead, table::LeadTable, timeline::LeadEvent},
    meeting::{Meeting, table::status_words},
    message::Message,
    sheet::{Cell, Row},
    table::{Table, time},
    time::Timestamp,
};

/// From the first instant until just before the second.
pub type Span = (Timestamp, Timestamp);

/// A row of the report. Under its column, each count is a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub row: Row,
    pub counts: Counts,
}

/// A lead that was made within the days, or moved on in them.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadOfDay {
    pub lead: Lead,
    /// The lines of its timeline (and of those that became part of it) within the days. More than these do no harm.
    pub lines: Vec<LeadEvent>,
}

/// A conversation that began within the days, or went on in them.
#[derive(Clone, Debug, PartialEq)]
pub struct TalkOfDay {
    pub conversation: Conversation,
    /// What was said within the days. More does no harm.
    pub messages: Vec<Message>,
}

/// A meeting that was booked within the days, or takes place in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingOfDay {
    pub fact: MeetingFact,
    pub begins: Timestamp,
    pub ends: Timestamp,
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// In words.
    pub state: String,
    /// Where it is opened in the dashboard.
    pub address: String,
}

fn is_within(at: Timestamp, span: Span) -> bool {
    span.0 <= at && at < span.1
}

impl LeadOfDay {
    /// The same definition that is counted by.
    pub fn line(&self, table: &LeadTable, span: Span) -> Line {
        let mut counts = Counts::default();
        if is_within(self.lead.created_at, span) {
            counts.add_all(&counts_of_lead());
        }
        for line in self.lines.iter().filter(|line| is_within(line.at, span)) {
            counts.add_all(&counts_of_line(line));
        }
        let mut row = table.row(&self.lead);
        row.extend(sum_cells(&LEAD_SUMS, &counts));
        Line { row, counts }
    }
}

impl TalkOfDay {
    /// `page`: the address of the dashboard's conversations.
    pub fn line(&self, table: &LeadTable, page: &str, span: Span) -> Line {
        let conversation = &self.conversation;
        let mut counts = Counts::default();
        if is_within(conversation.started_at, span) {
            counts.add_all(&counts_of_beginning());
        }
        for message in self.messages.iter().filter(|message| is_within(message.at, span)) {
            counts.add_all(&counts_of_message(message));
        }
        let who = [Field::Name, Field::Email, Field::Phone].into_iter().find_map(|field| conversation.facts.value(field));
        let mut row = vec![
            time(conversation.started_at, &table.zone),
            time(conversation.last_at, &table.zone),
            Cell::maybe(who),
            Cell::text(table.reader.channel(conversation.channel)),
            Cell::maybe(conversation.entry.page.as_deref()),
            Cell::maybe(conversation.entry.language.as_deref()),
            Cell::text(conversation.preview.as_str()),
            Cell::link(format!("{page}/{}", conversation.id)),
        ];
        row.extend(sum_cells(&TALK_SUMS, &counts));
        Line { row, counts }
    }
}

impl MeetingOfDay {
    /// None of a hold. `page`: the address of the dashboard's meetings.
    pub fn of(meeting: &Meeting, page: &str) -> Option<Self> {
        let who = &meeting.attendee;
        Some(Self {
            fact: MeetingFact::of(meeting)?,
            begins: meeting.time.start(),
            ends: meeting.time.end(),
            name: who.name.as_ref().map(|name| name.as_str().to_owned()),
            email: who.email.as_ref().map(|email| email.as_str().to_owned()),
            phone: who.phone.as_ref().map(|phone| phone.as_str().to_owned()),
            state: status_words(meeting.status).to_owned(),
            address: format!("{page}?meeting={}", meeting.id),
        })
    }

    /// It was booked within the days, or begins in them.
    pub fn is_of(&self, span: Span) -> bool {
        is_within(self.fact.booked_at, span) || is_within(self.begins, span)
    }

    pub fn line(&self, zone: &TimeZone, span: Span) -> Line {
        let counts = if is_within(self.fact.booked_at, span) { counts_of_meeting(&self.fact) } else { Counts::default() };
        let mut row = vec![
            time(self.begins, zone),
            time(self.ends, zone),
            Cell::maybe(self.name.as_deref()),
            self.email.as_deref().map_or(Cell::Empty, Cell::email),
            Cell::maybe(self.phone.as_deref()),
            Cell::text(self.state.as_str()),
            time(self.fact.booked_at, zone),
            Cell::link(self.address.clone()),
        ];
        row.extend(sum_cells(&MEETING_SUMS, &counts));
        Line { row, counts }
    }
}

/// A lead with a follow-up, as it is now. It counts for nothing: the list is what is to be done.
pub fn follow_up(lead: &Lead, table: &LeadTable, now: Timestamp) -> Line {
    Line { row: table.follow_up_row(lead, now), counts: Counts::default() }
}
