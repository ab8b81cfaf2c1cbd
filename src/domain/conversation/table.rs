//! A conversation of the log as a row of a table that leaves the house. Pure.

use jiff::tz::TimeZone;

use super::{LogHit, Status};
use crate::domain::{
    sheet::{Cell, Heading, Row},
    table::{Reader, Table, Title, time},
};

/// What all rows of one table share.
#[derive(Clone, Debug)]
pub struct TalkTable {
    pub reader: Reader,
    /// Of the business.
    pub zone: TimeZone,
    /// The address of the dashboard's page of conversations.
    pub page: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    StartedAt,
    LastAt,
    Who,
    Channel,
    Status,
    Messages,
    HasLead,
    Preview,
    Found,
    Id,
    Link,
}

const COLUMNS: [Column; 11] = [
    Column::StartedAt,
    Column::LastAt,
    Column::Who,
    Column::Channel,
    Column::Status,
    Column::Messages,
    Column::HasLead,
    Column::Preview,
    Column::Found,
    Column::Id,
    Column::Link,
];

impl Column {
    fn title(self) -> Title {
        match self {
            Self::StartedAt => Title::time("started_at", "Began"),
            Self::LastAt => Title::time("last_at", "Latest message"),
            Self::Who => Title::new("who", "Who", 24),
            Self::Channel => Title::new("channel", "Channel", 14),
            Self::Status => Title::new("status", "State", 10),
            Self::Messages => Title::new("messages_total", "Messages", 10),
            Self::HasLead => Title::new("has_lead", "Has a lead", 12),
            Self::Preview => Title::new("preview", "Latest words", 50),
            Self::Found => Title::new("found", "Found", 50),
            Self::Id => Title::new("id", "Id", 38),
            Self::Link => Title::new("link", "In the dashboard", 38),
        }
    }
}

impl Table for TalkTable {
    type Of = LogHit;

    fn headings(&self) -> Vec<Heading> {
        COLUMNS.into_iter().map(|column| column.title().heading(self.reader, &self.zone)).collect()
    }

    fn row(&self, hit: &LogHit) -> Row {
        COLUMNS.into_iter().map(|column| self.cell(hit, column)).collect()
    }
}

impl TalkTable {
    fn cell(&self, hit: &LogHit, column: Column) -> Cell {
        let talk = &hit.summary;
        match column {
            Column::StartedAt => time(talk.started_at, &self.zone),
            Column::LastAt => time(talk.last_at, &self.zone),
            Column::Who => Cell::maybe(talk.who.as_deref()),
            Column::Channel => Cell::text(self.reader.channel(talk.channel)),
            Column::Status => Cell::text(self.status(talk.status)),
            Column::Messages => Cell::Number(talk.messages),
            Column::HasLead => self.reader.flag(talk.has_lead),
            Column::Preview => Cell::text(talk.preview.as_str()),
            Column::Found => Cell::maybe(hit.found.as_ref().map(|(_, excerpt)| excerpt.text.as_str())),
            Column::Id => Cell::text(talk.id.as_str()),
            Column::Link => Cell::link(self.address(hit)),
        }
    }

    /// Where it is opened in the dashboard, at the message that was found.
    fn address(&self, hit: &LogHit) -> String {
        let LogHit { summary, found } = hit;
        match found {
            Some((message, _)) => format!("{}/{}#{message}", self.page, summary.id),
            None => format!("{}/{}", self.page, summary.id),
        }
    }

    fn status(&self, status: Status) -> &'static str {
        match (self.reader, status) {
            (Reader::Person, Status::Open) => "Open",
            (Reader::Person, Status::Closed) => "Closed",
            (Reader::Program, Status::Open) => "open",
            (Reader::Program, Status::Closed) => "closed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        conversation::{Channel, ConversationSummary},
        excerpt::Excerpt,
        ids::{ConversationId, MessageId},
        sheet::csv_line,
    };

    fn hit(found: Option<&str>) -> LogHit {
        let summary = ConversationSummary {
            id: ConversationId::new(uuid::Uuid::from_u128(1)),
            who: Some("=Ana".into()),
            channel: Channel::WhatsApp,
            status: Status::Closed,
            preview: "two ovens, please".into(),
            messages: 4,
            has_lead: true,
            started_at: "2026-11-22T21:30:00Z".parse().expect("a time"),
            last_at: "2026-11-22T21:40:00Z".parse().expect("a time"),
            wants_person: None,
        };
        let excerpt = |text: &str| (MessageId::new(uuid::Uuid::from_u128(2)), Excerpt { text: text.into(), marks: vec![] });
        LogHit { summary, found: found.map(excerpt) }
    }

    fn table(reader: Reader) -> TalkTable {
        TalkTable { reader, zone: TimeZone::get("Asia/Karachi").expect("a zone"), page: "https://desk.example/admin/conversations".into() }
    }

    #[test]
    fn a_line_of_csv_has_the_names_of_the_api_and_is_harmless() {
        let table = table(Reader::Program);
        let heads: Vec<Cell> = table.headings().into_iter().map(|heading| Cell::text(heading.text)).collect();
        assert_eq!(csv_line(&heads), "started_at,last_at,who,channel,status,messages_total,has_lead,preview,found,id,link\r\n");
        let line = csv_line(&table.row(&hit(Some("-two ovens"))));
        let begin = "2026-11-23T02:30:00+05:00,2026-11-23T02:40:00+05:00,\"'=Ana\",whatsapp,closed,4,true,\"two ovens, please\",";
        assert!(line.starts_with(begin) && line.contains(",\"'-two ovens\",cnv_"), "{line}");
    }

    #[test]
    fn a_person_reads_words_and_is_led_to_what_was_found() {
        let table = table(Reader::Person);
        let (found, all) = (table.row(&hit(Some("two ovens"))), table.row(&hit(None)));
        assert_eq!(found[2..7], [Cell::text("=Ana"), Cell::text("WhatsApp"), Cell::text("Closed"), Cell::Number(4), Cell::text("Yes")]);
        let address = |row: &Row| match row.last() {
            Some(Cell::Link { address, .. }) => address.clone(),
            other => panic!("{other:?}"),
        };
        let talk = "https://desk.example/admin/conversations/cnv_00000000000000000000000000000001";
        assert_eq!(address(&found), format!("{talk}#msg_00000000000000000000000000000002"));
        assert_eq!((address(&all), &all[8]), (talk.to_owned(), &Cell::Empty));
        assert_eq!(table.headings()[0].text, "Began (Asia/Karachi)");
    }
}
