//! Messages, and what is noted of those that are no answer.

use surrealdb::types::{Datetime, RecordId, RecordIdKey, SurrealValue, Value};

use super::{
    super::connection::unreadable, Read, conversation_id, conversation_record, from_json, from_json_or_default, from_word, json,
    json_unless, message_record, parsed, place, timestamp, word,
};
use crate::domain::{message::Message, unanswered::Asked};

const WHAT: &str = "message";
const QUESTION: &str = "question";

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

/// A question that got an answer which is none, under the answer's time and id.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct QuestionRow {
    id: RecordId,
    conversation: RecordId,
    question: String,
    at: Datetime,
    why: String,
}

impl QuestionRow {
    /// None of what is an answer, or was said by the visitor.
    pub fn of(message: &Message) -> Option<Self> {
        let noted = message.making.as_ref()?.unanswered.as_ref()?;
        Some(Self {
            id: RecordId::new("unanswered", place(message.at, message.id.as_str())),
            conversation: conversation_record(&message.conversation_id),
            question: noted.question.as_str().to_owned(),
            at: super::datetime(message.at),
            why: word(&noted.why),
        })
    }

    /// Without words: they are the message's own.
    pub fn into_domain(self) -> Read<Asked> {
        Ok(Asked {
            conversation_id: conversation_id(self.conversation)?,
            question: parsed(self.question, QUESTION)?,
            at: timestamp(self.at, QUESTION)?,
            words: String::new(),
            why: from_word(self.why, QUESTION)?,
        })
    }
}
