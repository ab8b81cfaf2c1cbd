//! A lead as a row of a table that leaves the house: which columns there are, and what stands in them. Pure.

mod follow_ups;

use jiff::tz::TimeZone;

use super::{Lead, LeadStatus};
use crate::domain::{
    account::AdminAccount,
    capture::Field,
    custom::{CustomField, CustomValues, FieldKind},
    ids::{AdminId, LeadId},
    sheet::{Cell, ColumnKind, Heading, Row},
    table::{Reader, Table, Title, time},
};

pub use follow_ups::FollowUpTable;

/// What all rows of one table share.
#[derive(Clone, Debug)]
pub struct LeadTable {
    pub reader: Reader,
    /// Of the business.
    pub zone: TimeZone,
    /// The address of the dashboard's page of leads.
    pub page: String,
    /// Each has a column of its own.
    pub fields: Vec<CustomField>,
    /// Those who have leads, for a person who reads.
    pub team: Vec<AdminAccount>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Known(Field),
    Status,
    Score,
    FollowUpAt,
    Notes,
    Custom,
    Assignee,
    Channel,
    PageUrl,
    Referrer,
    Utm,
    CreatedAt,
    UpdatedAt,
    Id,
    Link,
}

const COLUMNS: [Column; 21] = [
    Column::Known(Field::Name),
    Column::Known(Field::Email),
    Column::Known(Field::Phone),
    Column::Known(Field::Company),
    Column::Status,
    Column::Score,
    Column::FollowUpAt,
    Column::Known(Field::Interest),
    Column::Known(Field::Budget),
    Column::Known(Field::Timeline),
    Column::Notes,
    Column::Custom,
    Column::CreatedAt,
    Column::UpdatedAt,
    Column::Assignee,
    Column::Channel,
    Column::PageUrl,
    Column::Referrer,
    Column::Utm,
    Column::Id,
    Column::Link,
];

/// The owner's own columns stand before this one: the further values.
const OWN_AT: usize = 11;
const OWN_WIDTH: u16 = 24;

impl Column {
    fn title(self) -> Title {
        match self {
            Self::Known(field) => Title::new(field.as_str(), field_words(field).0, field_words(field).1),
            Self::Status => Title::new("status", "Status", 18),
            Self::Score => Title::new("score", "Score", 8),
            Self::FollowUpAt => Title::time("follow_up_at", "Follow-up"),
            Self::Notes => Title::new("notes", "Notes", 40),
            Self::Custom => Title::new("custom", "Further values", 30),
            Self::Assignee => Title::new("assignee", "Assignee", 18),
            Self::Channel => Title::new("channel", "Channel", 12),
            Self::PageUrl => Title::new("page_url", "Page", 36),
            Self::Referrer => Title::new("referrer", "Referrer", 30),
            Self::Utm => Title::new("utm", "Campaign", 30),
            Self::CreatedAt => Title::time("created_at", "Created"),
            Self::UpdatedAt => Title::time("updated_at", "Changed"),
            Self::Id => Title::new("id", "Id", 38),
            Self::Link => Title::new("link", "In the dashboard", 38),
        }
    }

    fn kind(self) -> ColumnKind {
        match self {
            Self::Status => ColumnKind::Status,
            Self::Score => ColumnKind::Score,
            Self::Known(Field::Email) | Self::Link => ColumnKind::Link,
            column if column.title().is_time => ColumnKind::Time,
            _ => ColumnKind::Text,
        }
    }
}

impl Table for LeadTable {
    type Of = Lead;

    fn headings(&self) -> Vec<Heading> {
        let mut headings: Vec<Heading> = COLUMNS.into_iter().map(|column| self.heading(column)).collect();
        let own = |field: &CustomField| match self.reader {
            Reader::Program => Heading { text: format!("custom.{}", field.key), width: OWN_WIDTH },
            Reader::Person => Heading { text: field.label.clone(), width: OWN_WIDTH },
        };
        drop(headings.splice(OWN_AT..OWN_AT, self.fields.iter().map(own)));
        headings
    }

    fn row(&self, lead: &Lead) -> Row {
        let mut row: Row = COLUMNS.into_iter().map(|column| self.cell(lead, column)).collect();
        drop(row.splice(OWN_AT..OWN_AT, self.fields.iter().map(|field| own_cell(field, &lead.custom))));
        row
    }
}

impl LeadTable {
    /// What the cells under the headings are.
    pub fn kinds(&self) -> Vec<ColumnKind> {
        let mut kinds: Vec<ColumnKind> = COLUMNS.into_iter().map(Column::kind).collect();
        drop(kinds.splice(OWN_AT..OWN_AT, self.fields.iter().map(|_| ColumnKind::Text)));
        kinds
    }

    fn heading(&self, column: Column) -> Heading {
        column.title().heading(self.reader, &self.zone)
    }

    fn cell(&self, lead: &Lead, column: Column) -> Cell {
        let page = &lead.source.page;
        match column {
            Column::Known(Field::Email) => lead.value(Field::Email).map_or(Cell::Empty, Cell::email),
            Column::Known(field) => Cell::maybe(lead.value(field)),
            Column::Status => Cell::text(self.status(lead.status)),
            Column::Score => Cell::Number(u32::from(lead.score.value)),
            Column::FollowUpAt => lead.follow_up_at.map_or(Cell::Empty, |at| time(at, &self.zone)),
            Column::Notes => Cell::maybe(lead.notes.as_deref()),
            Column::Custom => pairs(self.further(&lead.custom), ": "),
            Column::Assignee => Cell::maybe(lead.assignee.as_ref().map(|id| self.assignee(id))),
            Column::Channel => Cell::text(self.reader.channel(lead.source.channel)),
            Column::PageUrl => Cell::maybe(page.url.as_deref()),
            Column::Referrer => Cell::maybe(page.referrer.as_deref()),
            Column::Utm => pairs(page.utm.iter().map(|(name, value)| (name.as_str(), value.as_str())), "="),
            Column::CreatedAt => time(lead.created_at, &self.zone),
            Column::UpdatedAt => time(lead.updated_at, &self.zone),
            Column::Id => Cell::text(lead.id.as_str()),
            Column::Link => Cell::link(self.address(&lead.id)),
        }
    }

    /// Where a lead is opened in the dashboard.
    fn address(&self, lead: &LeadId) -> String {
        format!("{}?lead={lead}", self.page)
    }

    /// By name, where that is known.
    fn assignee<'a>(&'a self, id: &'a AdminId) -> &'a str {
        let known = self.team.iter().find(|account| account.id == *id);
        match self.reader {
            Reader::Program => id.as_str(),
            Reader::Person => known.map_or(id.as_str(), |account| account.name.as_str()),
        }
    }

    /// What has no column of its own.
    fn further<'a>(&self, values: &'a CustomValues) -> impl Iterator<Item = (&'a str, &'a str)> {
        let fields = &self.fields;
        let has_column = move |key: &str| fields.iter().any(|field| field.key == key);
        values.iter().filter(move |(key, _)| !has_column(key)).map(|(key, value)| (key, value.text.as_str()))
    }

    fn status(&self, status: LeadStatus) -> &'static str {
        match (self.reader, status) {
            (Reader::Program, status) => status.as_str(),
            (Reader::Person, LeadStatus::New) => "New",
            (Reader::Person, LeadStatus::Contacted) => "Contacted",
            (Reader::Person, LeadStatus::Qualified) => "Qualified",
            (Reader::Person, LeadStatus::MeetingScheduled) => "Meeting scheduled",
            (Reader::Person, LeadStatus::Won) => "Won",
            (Reader::Person, LeadStatus::Lost) => "Lost",
        }
    }
}

/// The title and the width of what is known about the person.
fn field_words(field: Field) -> (&'static str, u16) {
    match field {
        Field::Name => ("Name", 24),
        Field::Email => ("E-mail", 30),
        Field::Phone => ("Phone", 18),
        Field::Company => ("Company", 24),
        Field::Interest => ("Interest", 40),
        Field::Budget => ("Budget", 18),
        Field::Timeline => ("Timeline", 18),
    }
}

fn pairs<'a>(values: impl Iterator<Item = (&'a str, &'a str)>, between: &str) -> Cell {
    Cell::text(values.map(|(name, value)| format!("{name}{between}{value}")).collect::<Vec<_>>().join("; "))
}

/// A whole number that a cell holds is one; everything else is text, also what would lose its zeros ("01069").
fn own_cell(field: &CustomField, values: &CustomValues) -> Cell {
    let text = values.get(&field.key);
    let number: Option<u32> = text
        .filter(|_| field.kind == FieldKind::Number)
        .and_then(|text| text.parse().ok().filter(|number: &u32| number.to_string() == text));
    number.map_or_else(|| Cell::maybe(text), Cell::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        account::Role,
        capture::{Fact, Facts, Origin},
        conversation::Channel,
        email::Email,
        lead::{Source, score::Score},
        sheet::csv_line,
        time::Timestamp,
    };

    pub(super) fn lead() -> Lead {
        let at: Timestamp = "2026-11-22T21:30:00Z".parse().expect("a time");
        let fact =
            |field, value: &str| Fact { field, value: value.into(), quote: String::new(), message_id: None, at, origin: Origin::Form };
        let facts: Facts = [
            fact(Field::Name, "=HYPERLINK(\"http://evil.example\")"),
            fact(Field::Email, "a?cc=eve%40x@example.com"),
            fact(Field::Phone, "+923001234567"),
        ]
        .into_iter()
        .collect();
        Lead {
            id: LeadId::new(uuid::Uuid::from_u128(7)),
            facts,
            notes: Some("calls, twice".into()),
            custom: [("size".into(), "XL".into()), ("colour".into(), "red".into())].into(),
            status: LeadStatus::MeetingScheduled,
            follow_up_at: None,
            assignee: None,
            score: Score { value: 42, ..Score::default() },
            source: Source { channel: Channel::WhatsApp, ..Source::default() },
            conversation_ids: vec![],
            absorbed: vec![],
            created_at: at,
            updated_at: at,
            version: 1,
        }
    }

    fn carla() -> AdminAccount {
        AdminAccount {
            id: AdminId::new(uuid::Uuid::from_u128(1)),
            email: Email::parse("carla@example.com").expect("an address"),
            name: "Carla".into(),
            role: Role::Owner,
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    pub(super) fn table(reader: Reader) -> LeadTable {
        let zone = TimeZone::get("Asia/Karachi").expect("a zone");
        LeadTable { reader, zone, page: "https://desk.example/admin/leads".into(), fields: vec![], team: vec![carla()] }
    }

    /// The cell under this heading.
    fn under(reader: Reader, heading: &str) -> Cell {
        let table = table(reader);
        let at = table.headings().iter().position(|known| known.text == heading).unwrap_or_else(|| panic!("no {heading}"));
        table.row(&lead())[at].clone()
    }

    #[test]
    fn a_person_reads_words_and_a_program_the_names_of_the_api() {
        assert_eq!(under(Reader::Person, "Status"), Cell::text("Meeting scheduled"));
        assert_eq!(under(Reader::Program, "status"), Cell::text("meeting_scheduled"));
        assert_eq!(under(Reader::Person, "Channel"), Cell::text("WhatsApp"));
        assert_eq!(under(Reader::Program, "channel"), Cell::text("whatsapp"));
        assert_eq!(under(Reader::Program, "custom"), Cell::text("colour: red; size: XL"));
        assert_eq!((under(Reader::Program, "score"), under(Reader::Program, "follow_up_at")), (Cell::Number(42), Cell::Empty));
        let Cell::Time(at) = under(Reader::Person, "Created (Asia/Karachi)") else { panic!("no time") };
        assert_eq!(at.datetime().to_string(), "2026-11-23T02:30:00", "the next day already, where the business is");
    }

    #[test]
    fn a_person_reads_who_has_a_lead_and_a_program_the_id() {
        let mut lead = Lead { assignee: Some(carla().id), ..lead() };
        let told = |lead: &Lead, reader: Reader| {
            let table = table(reader);
            let at = COLUMNS.iter().position(|column| *column == Column::Assignee).expect("a column");
            table.row(lead)[at].clone()
        };
        assert_eq!(told(&lead, Reader::Person), Cell::text("Carla"));
        assert_eq!(told(&lead, Reader::Program), Cell::text("adm_00000000000000000000000000000001"));
        lead.assignee = Some(AdminId::new(uuid::Uuid::from_u128(2)));
        assert_eq!(told(&lead, Reader::Person), Cell::text("adm_00000000000000000000000000000002"));
    }

    #[test]
    fn the_owners_fields_have_columns_of_their_own() {
        let field = |key: &str, label: &str, kind| CustomField { key: key.into(), label: label.into(), kind, hint: String::new() };
        let fields = vec![field("rooms", "Rooms", FieldKind::Number), field("size", "Size", FieldKind::Text)];
        let mut lead = lead();
        lead.custom.set("rooms", "4".into());
        for (reader, names) in
            [(Reader::Program, ["custom.rooms", "custom.size", "custom"]), (Reader::Person, ["Rooms", "Size", "Further values"])]
        {
            let table = LeadTable { fields: fields.clone(), ..table(reader) };
            let heads: Vec<String> = table.headings().into_iter().map(|heading| heading.text).collect();
            assert_eq!(heads[OWN_AT..OWN_AT + 3], names);
            let row = table.row(&lead);
            assert_eq!(row[OWN_AT..OWN_AT + 3], [Cell::Number(4), Cell::text("XL"), Cell::text("colour: red")]);
            assert_eq!((row.len(), heads.len()), (COLUMNS.len() + 2, COLUMNS.len() + 2));
            let postcode: CustomValues = [("rooms".to_owned(), "01069".to_owned())].into();
            assert_eq!(own_cell(&table.fields[0], &postcode), Cell::text("01069"));
            assert_eq!(COLUMNS[OWN_AT], Column::Custom);
        }
    }

    #[test]
    fn links_lead_to_the_lead_and_to_one_address() {
        let Cell::Link { text, address } = under(Reader::Person, "E-mail") else { panic!("no link") };
        assert_eq!((text.as_str(), address.as_str()), ("a?cc=eve%40x@example.com", "mailto:a%3Fcc%3Deve%2540x@example.com"));
        let Cell::Link { address, .. } = under(Reader::Person, "In the dashboard") else { panic!("no link") };
        assert_eq!(address, "https://desk.example/admin/leads?lead=led_00000000000000000000000000000007");
    }

    #[test]
    fn a_line_of_csv_is_whole_and_harmless() {
        let table = table(Reader::Program);
        let heads: Vec<Cell> = table.headings().into_iter().map(|heading| Cell::text(heading.text)).collect();
        assert!(csv_line(&heads).starts_with("name,email,phone,company,status,score,follow_up_at,interest,"));
        let line = csv_line(&table.row(&lead()));
        let begin = "\"'=HYPERLINK(\"\"http://evil.example\"\")\",a?cc=eve%40x@example.com,\"'+923001234567\",,meeting_scheduled,42,,";
        assert!(line.starts_with(begin), "{line}");
        assert!(line.contains(",\"calls, twice\",\"colour: red; size: XL\",2026-11-23T02:30:00+05:00,"), "{line}");
    }
}
