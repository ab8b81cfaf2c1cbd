//! What tables of leads, conversations and meetings have in common: for whom they are, and how their columns are called. Pure.

use jiff::tz::TimeZone;

use super::{
    conversation::Channel,
    sheet::{Cell, Heading, Row},
    time::Timestamp,
};

/// For whom the table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Titles and values in words.
    Person,
    /// The names of the REST API.
    Program,
}

/// A list as rows under headings.
pub trait Table {
    /// What one row is about.
    type Of;

    fn headings(&self) -> Vec<Heading>;

    fn row(&self, of: &Self::Of) -> Row;
}

/// What a column is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// In the REST API.
    pub name: &'static str,
    pub words: &'static str,
    /// In characters.
    pub width: u16,
    pub is_time: bool,
}

impl Title {
    pub const fn new(name: &'static str, words: &'static str, width: u16) -> Self {
        Self { name, words, width, is_time: false }
    }

    /// Of a column of times.
    pub const fn time(name: &'static str, words: &'static str) -> Self {
        Self { name, words, width: 18, is_time: true }
    }

    pub fn heading(self, reader: Reader, zone: &TimeZone) -> Heading {
        match reader {
            Reader::Program => Heading { text: self.name.to_owned(), width: self.width },
            // The cells are times of a clock on the wall; whose clock it is stands here.
            Reader::Person if self.is_time => {
                let zone = zone.iana_name().unwrap_or("UTC");
                Heading { text: format!("{} ({zone})", self.words), width: self.width.max(26) }
            }
            Reader::Person => Heading { text: self.words.to_owned(), width: self.width },
        }
    }
}

impl Reader {
    pub fn channel(self, channel: Channel) -> &'static str {
        match (self, channel) {
            (Self::Program, channel) => channel.api_name(),
            (Self::Person, Channel::Website) => "Website",
            (Self::Person, Channel::WhatsApp) => "WhatsApp",
            (Self::Person, Channel::Api) => "API",
            (Self::Person, Channel::Manual) => "Added by hand",
        }
    }

    /// A person reads `Yes` where it is so, and nothing else.
    pub fn flag(self, is_so: bool) -> Cell {
        Cell::text(match (self, is_so) {
            (Self::Program, true) => "true",
            (Self::Program, false) => "false",
            (Self::Person, true) => "Yes",
            (Self::Person, false) => "",
        })
    }
}

/// By the clocks of this zone.
pub fn time(at: Timestamp, zone: &TimeZone) -> Cell {
    Cell::Time(at.to_zoned(zone.clone()))
}
