//! A line of a lead's timeline: something that happened to the lead, or what was said in one of its conversations.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::timeline::LeadEvent;
use crate::domain::{
    ids::{ConversationId, EventId, IdError, MessageId},
    markdown,
    message::{Author, Message},
    time::Timestamp,
};

/// Characters of a message that a line shows.
const MOST: usize = 280;

/// A message as a line shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub id: MessageId,
    pub conversation_id: ConversationId,
    pub author: Author,
    pub at: Timestamp,
    /// Its first words on one line: text, not markup.
    pub text: String,
}

impl From<Message> for Said {
    fn from(message: Message) -> Self {
        let text = match message.author {
            Author::Visitor => message.text,
            Author::Assistant => markdown::plain(&message.text),
        };
        Self { id: message.id, conversation_id: message.conversation_id, author: message.author, at: message.at, text: first_words(&text) }
    }
}

/// On one line, with an ellipsis where there is more.
fn first_words(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Event(LeadEvent),
    Said(Said),
}

impl Line {
    pub fn id(&self) -> LineId {
        match self {
            Self::Event(event) => LineId::Event(event.id.clone()),
            Self::Said(said) => LineId::Message(said.id.clone()),
        }
    }

    pub fn at(&self) -> Timestamp {
        match self {
            Self::Event(event) => event.at,
            Self::Said(said) => said.at,
        }
    }
}

/// The id of a line. Lines of both kinds stand in the order of their ids' UUIDs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LineId {
    Event(EventId),
    Message(MessageId),
}

impl LineId {
    pub fn uuid(&self) -> uuid::Uuid {
        match self {
            Self::Event(id) => id.uuid(),
            Self::Message(id) => id.uuid(),
        }
    }
}

impl FromStr for LineId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        text.parse::<EventId>().map(Self::Event).or_else(|_| text.parse::<MessageId>().map(Self::Message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(author: Author, text: &str) -> String {
        let id = uuid::Uuid::from_u128(1);
        let (id, conversation_id) = (MessageId::new(id), ConversationId::new(id));
        let message = Message { id, conversation_id, author, text: text.into(), at: Timestamp::UNIX_EPOCH, making: None, cards: vec![] };
        Said::from(message).text
    }

    #[test]
    fn a_message_is_told_on_one_line_by_its_first_words() {
        assert_eq!(said(Author::Visitor, "How much\nis **one**?"), "How much is **one**?", "visitors' words as they are");
        assert_eq!(said(Author::Assistant, "A **crown** costs 250."), "A crown costs 250.");
        let long = said(Author::Visitor, &"ق".repeat(281));
        assert!(long.ends_with("ق…") && long.chars().count() == 281, "{long}");
        assert_eq!(said(Author::Visitor, &"ق".repeat(280)).chars().count(), 280);
    }

    #[test]
    fn an_id_of_either_kind_is_read_and_no_other() {
        for text in ["evt_00000000000000000000000000000001", "msg_00000000000000000000000000000001"] {
            let id: LineId = text.parse().expect("an id");
            assert_eq!(id.uuid(), uuid::Uuid::from_u128(1));
            assert_eq!(serde_json::from_value::<LineId>(text.into()).expect("an id"), id);
            assert_eq!(serde_json::to_value(&id).expect("text"), text);
        }
        assert!("led_00000000000000000000000000000001".parse::<LineId>().is_err());
    }
}
