//! Messages.

use surrealdb::types::{Datetime, RecordId, RecordIdKey, SurrealValue, Value};

use super::{
    super::connection::unreadable, Read, from_json, from_json_or_default, from_word, json, json_unless, message_record, parsed, timestamp,
    word,
};
use crate::domain::message::Message;

const WHAT: &str = "message";

#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct MessageRow {
    id: RecordId,
    author: String,
    text: String,
    at: Datetime,
    making: Option<String>,
    cards: Option<String>,
}

impl MessageRow {
    pub fn of(message: &Message) -> Read<Self> {
        Ok(Self {
            id: message_record(&message.conversation_id, &message.id),
            author: word(&message.author),
            text: message.text.clone(),
            at: super::datetime(message.at),
            making: message.making.as_ref().map(json).transpose()?,
            cards: json_unless(message.cards.is_empty(), &message.cards)?,
        })
    }

    pub fn into_domain(self) -> Read<Message> {
        let RecordIdKey::Array(key) = self.id.key else { return Err(unreadable(WHAT)) };
        let mut key = key.into_iter();
        let (Some(Value::String(conversation)), Some(Value::String(id))) = (key.next(), key.next()) else {
            return Err(unreadable(WHAT));
        };
        Ok(Message {
            id: parsed(id, WHAT)?,
            conversation_id: parsed(conversation, WHAT)?,
            author: from_word(self.author, WHAT)?,
            text: self.text,
            at: timestamp(self.at, WHAT)?,
            making: self.making.map(|text| from_json(&text, WHAT)).transpose()?,
            cards: from_json_or_default(self.cards.as_deref(), WHAT)?,
        })
    }
}
