//! One message as the widget shows it.

use super::meeting::{Booking, Slots};
use crate::domain::capture::Field;

/// How an answer ended, as far as the visitor needs to be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    #[default]
    Whole,
    Stopped,
    Interrupted,
}

impl Ending {
    /// The name on the wire.
    pub fn parse(name: &str) -> Self {
        match name {
            "stopped" => Self::Stopped,
            "interrupted" => Self::Interrupted,
            _ => Self::Whole,
        }
    }
}

#[cfg(feature = "ssr")]
impl Ending {
    fn of(end: crate::domain::message::ReplyEnd) -> Self {
        use crate::domain::message::ReplyEnd;
        match end {
            ReplyEnd::Complete => Self::Whole,
            ReplyEnd::Stopped => Self::Stopped,
            ReplyEnd::Interrupted => Self::Interrupted,
        }
    }

    /// The name on the wire.
    fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "complete",
            Self::Stopped => "stopped",
            Self::Interrupted => "interrupted",
        }
    }
}

/// One message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The server's id; empty until it is known.
    pub id: String,
    pub by_visitor: bool,
    pub text: String,
    /// An answer as the server rendered and sanitised it; empty: show the text.
    pub html: String,
    /// RFC 3339.
    pub at: String,
    /// The time of day as it is shown: in the visitor's zone, or in the business's on a page without scripts.
    pub clock: String,
    /// The day in words, over the first message of another day than the one before; empty: none.
    pub day: String,
    /// Fields of a contact card under an answer; empty: no card.
    pub form: Vec<Field>,
    /// Free times under an answer.
    pub slots: Option<Slots>,
    /// Meetings under an answer, as they were stored.
    pub bookings: Vec<Booking>,
    /// What became of a wish for a person: a title, then its lines; empty: nobody was asked for.
    pub handover: Vec<String>,
    pub ending: Ending,
}

#[cfg(feature = "ssr")]
impl Said {
    /// In the form of the transcript on the wire, so that the browser reads both alike.
    pub fn to_json(&self) -> serde_json::Value {
        let fields: Vec<_> = self.form.iter().map(|field| field.as_str()).collect();
        let mut cards: Vec<_> = self.bookings.iter().map(Booking::to_json).chain(self.slots.iter().map(Slots::to_json)).collect();
        if !fields.is_empty() {
            cards.push(serde_json::json!({ "kind": "contact_form", "fields": fields }));
        }
        if let Some((title, lines)) = self.handover.split_first() {
            cards.push(serde_json::json!({ "kind": "handover", "title": title, "lines": lines }));
        }
        let author = if self.by_visitor { "visitor" } else { "assistant" };
        serde_json::json!({
            "id": self.id, "author": author, "text": self.text, "html": self.html, "at": self.at, "cards": cards,
            "end": self.ending.as_str(),
        })
    }

    /// A message of the visitor's own transcript, its time told in the zone of the business.
    pub fn from_transcript(message: &crate::domain::chat::TranscriptMessage, zone: &jiff::tz::TimeZone) -> Self {
        use crate::domain::{chat::Card, message::Author, time::Timestamp};
        let clock = message.at.parse::<Timestamp>().map(|at| at.to_zoned(zone.clone()).strftime("%H:%M").to_string());
        let (mut form, mut slots, mut bookings, mut handover) = (Vec::new(), None, Vec::new(), Vec::new());
        for card in &message.cards {
            match card {
                Card::ContactForm { fields } => form.extend(fields.iter().filter_map(|name| Field::parse(name))),
                Card::Slots { slots: offers, time_zone } => slots = Some(Slots::of(offers, time_zone)),
                Card::Booking { meeting } | Card::BookingPending { meeting } => bookings.push(Booking::of(meeting)),
                Card::Handover { title, lines, .. } => handover = std::iter::once(title).chain(lines).cloned().collect(),
            }
        }
        Self {
            id: message.id.as_str().to_owned(),
            by_visitor: message.author == Author::Visitor,
            text: message.text.clone(),
            html: message.html.clone(),
            at: message.at.clone(),
            clock: clock.unwrap_or_default(),
            form,
            slots,
            bookings,
            handover,
            ending: message.end.map(Ending::of).unwrap_or_default(),
            ..Self::default()
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::domain::{
        chat::{Card, TranscriptMessage},
        ids::MessageId,
        message::{Author, ReplyEnd},
    };

    #[test]
    fn a_message_keeps_its_card_and_its_end_and_tells_the_time_of_the_business() {
        let message = TranscriptMessage {
            id: MessageId::new(uuid::Uuid::from_u128(1)),
            author: Author::Assistant,
            text: "How can we reach you?".into(),
            html: "<p>How can we reach you?</p>".into(),
            at: "2026-11-22T12:30:00.000Z".into(),
            cards: vec![
                Card::ContactForm { fields: vec!["email".into(), "shoe_size".into()] },
                Card::Handover {
                    title: "Passed on".into(),
                    lines: vec!["Open now.".into()],
                    by_mail: true,
                    open_now: None,
                    opens_at: None,
                },
            ],
            end: Some(ReplyEnd::Stopped),
        };
        let zone = jiff::tz::TimeZone::get("Asia/Karachi").expect("a zone");
        let said = Said::from_transcript(&message, &zone);
        assert_eq!((said.clock.as_str(), said.form.as_slice()), ("17:30", [Field::Email].as_slice()));
        assert_eq!(said.to_json()["cards"][0]["fields"][0], "email");
        assert_eq!((&said.to_json()["cards"][1]["title"], said.handover.len()), (&serde_json::json!("Passed on"), 2));
        assert_eq!(said.to_json()["end"], "stopped");
        assert_eq!((said.ending, Ending::parse(said.ending.as_str())), (Ending::Stopped, Ending::Stopped));
    }
}
