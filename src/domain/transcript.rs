//! A conversation as a text that can be kept or sent: who said what, when.

use std::fmt::Write;

use jiff::tz::TimeZone;

use super::{archive::Talk, capture::Field, message::Author};

/// One line of head, then each message under who said it and when by these clocks. `business`: who answers.
pub fn transcript(talk: &Talk, business: &str, zone: &TimeZone) -> String {
    let conversation = &talk.conversation;
    let who = [Field::Name, Field::Email, Field::Phone].into_iter().find_map(|field| conversation.facts.value(field));
    let visitor = who.unwrap_or("Visitor");
    let began = zone.to_datetime(conversation.started_at);
    let name = zone.iana_name().unwrap_or("UTC");
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{} ({}), {} ({name})", visitor, conversation.id, began.strftime("%Y-%m-%d %H:%M"));
    for message in &talk.messages {
        let speaker = match message.author {
            Author::Visitor => visitor,
            Author::Assistant => business,
        };
        let at = zone.to_datetime(message.at);
        let _ = write!(text, "\n[{}] {speaker}:\n{}\n", at.strftime("%Y-%m-%d %H:%M:%S"), message.text);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        capture::{Fact, Facts, Origin},
        conversation::{Channel, Conversation, SitePage, Status, VisitorKey},
        custom::CustomValues,
        entry::Entry,
        ids::{ConversationId, MessageId},
        message::{Message, Usage},
        time::Timestamp,
    };

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    #[test]
    fn it_is_told_by_the_clocks_of_the_business() {
        let began = at("2026-11-22T20:30:00Z");
        let name =
            Fact { field: Field::Name, value: "Ana".into(), quote: "Ana".into(), message_id: None, at: began, origin: Origin::Parser };
        let conversation = Conversation {
            id: ConversationId::new(uuid::Uuid::from_u128(1)),
            visitor: VisitorKey::derive("token", "1"),
            channel: Channel::Website,
            client_label: None,
            status: Status::Closed,
            locale: None,
            time_zone: None,
            page: SitePage::default(),
            entry: Entry::default(),
            facts: Facts::from_iter([name]),
            custom: CustomValues::default(),
            lead_id: None,
            instruction_version: 1,
            usage: Usage::default(),
            visitor_messages: 1,
            assistant_messages: 1,
            preview: String::new(),
            started_at: began,
            last_at: began,
            wants_person: None,
            revision: 1,
        };
        let message = |n, author, text: &str| Message {
            id: MessageId::new(uuid::Uuid::from_u128(n)),
            conversation_id: conversation.id.clone(),
            author,
            text: text.into(),
            at: began,
            making: None,
            cards: vec![],
        };
        let messages = vec![message(1, Author::Visitor, "Hi,\nI'm Ana"), message(2, Author::Assistant, "Hello Ana!")];
        let zone = TimeZone::get("Asia/Karachi").expect("a zone");
        assert_eq!(
            transcript(&Talk { conversation, messages }, "Lima Interiors", &zone),
            "Ana (cnv_00000000000000000000000000000001), 2026-11-23 01:30 (Asia/Karachi)\n\n\
             [2026-11-23 01:30:00] Ana:\nHi,\nI'm Ana\n\n[2026-11-23 01:30:00] Lima Interiors:\nHello Ana!\n"
        );
    }
}
