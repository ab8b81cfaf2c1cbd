//! Conversations and what the search knows of them.

use std::{fmt::Write, str::FromStr};

use surrealdb::types::{Datetime, RecordId, SurrealValue};

use super::{
    Read, conversation_id, conversation_record, count, datetime, from_json, from_json_or_default, from_word, int, json, json_unless,
    lead_id, lead_record, timestamp, word,
};
use crate::domain::{
    capture::Field,
    conversation::{Conversation, SitePage, VisitorKey},
    entry::Entry,
    ids::ConversationId,
    message::Usage,
    schedule::interval::shifted,
    time::Timestamp,
    words::words_of,
};

const WHAT: &str = "conversation";

#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct ConversationRow {
    pub id: RecordId,
    visitor: String,
    channel: String,
    client_label: Option<String>,
    status: String,
    locale: Option<String>,
    time_zone: Option<String>,
    page: Option<String>,
    entry: Option<String>,
    facts: Option<String>,
    custom: Option<String>,
    lead: Option<RecordId>,
    instruction_version: i64,
    prompt_tokens: i64,
    output_tokens: i64,
    visitor_messages: i64,
    assistant_messages: i64,
    preview: String,
    started_at: Datetime,
    last_at: Datetime,
    pub recent: String,
    lasting: Option<String>,
    wants_person: Option<Datetime>,
    revision: i64,
}

/// Seconds from when on a conversation is a lasting one: seven days, as the schema has it.
pub(in super::super) const LASTING_S: i64 = 7 * 86_400;

impl ConversationRow {
    pub fn of(conversation: &Conversation) -> Read<Self> {
        let recent = place(conversation.last_at, conversation.id.as_str());
        let is_lasting = conversation.last_at > shifted(conversation.started_at, LASTING_S);
        Ok(Self {
            id: conversation_record(&conversation.id),
            visitor: conversation.visitor.as_str().to_owned(),
            channel: word(&conversation.channel),
            client_label: conversation.client_label.clone(),
            status: word(&conversation.status),
            locale: conversation.locale.clone(),
            time_zone: conversation.time_zone.clone(),
            page: json_unless(conversation.page == SitePage::default(), &conversation.page)?,
            entry: Some(json(&conversation.entry)?),
            facts: json_unless(conversation.facts.is_empty(), &conversation.facts)?,
            custom: json_unless(conversation.custom.is_empty(), &conversation.custom)?,
            lead: conversation.lead_id.as_ref().map(lead_record),
            instruction_version: i64::from(conversation.instruction_version),
            prompt_tokens: int(conversation.usage.prompt_tokens),
            output_tokens: int(conversation.usage.output_tokens),
            visitor_messages: i64::from(conversation.visitor_messages),
            assistant_messages: i64::from(conversation.assistant_messages),
            preview: conversation.preview.clone(),
            started_at: datetime(conversation.started_at),
            last_at: datetime(conversation.last_at),
            lasting: is_lasting.then(|| recent.clone()),
            recent,
            wants_person: conversation.wants_person.map(datetime),
            revision: int(conversation.revision),
        })
    }

    pub fn revision(&self) -> i64 {
        self.revision
    }

    pub fn into_domain(self) -> Read<Conversation> {
        let page: SitePage = from_json_or_default(self.page.as_deref(), WHAT)?;
        let instruction_version = count(self.instruction_version, WHAT)?;
        let entry = match &self.entry {
            Some(entry) => from_json(entry, WHAT)?,
            // Of before it was noted: where they are now is the best that is known of where they came from.
            None => Entry::of(&page, self.locale.as_deref(), instruction_version),
        };
        Ok(Conversation {
            entry,
            id: conversation_id(self.id)?,
            visitor: VisitorKey::stored(self.visitor),
            channel: from_word(self.channel, WHAT)?,
            client_label: self.client_label,
            status: from_word(self.status, WHAT)?,
            locale: self.locale,
            time_zone: self.time_zone,
            page,
            facts: from_json_or_default(self.facts.as_deref(), WHAT)?,
            custom: from_json_or_default(self.custom.as_deref(), WHAT)?,
            lead_id: self.lead.map(lead_id).transpose()?,
            instruction_version,
            usage: Usage { prompt_tokens: count(self.prompt_tokens, WHAT)?, output_tokens: count(self.output_tokens, WHAT)? },
            visitor_messages: count(self.visitor_messages, WHAT)?,
            assistant_messages: count(self.assistant_messages, WHAT)?,
            preview: self.preview,
            started_at: timestamp(self.started_at, WHAT)?,
            last_at: timestamp(self.last_at, WHAT)?,
            wants_person: self.wants_person.map(|since| timestamp(since, WHAT)).transpose()?,
            revision: count(self.revision, WHAT)?,
        })
    }
}

/// What the search knows of a conversation.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct SearchRow {
    id: RecordId,
    words: String,
    status: String,
    recent: String,
    revision: i64,
}

impl SearchRow {
    pub fn of(conversation: &Conversation) -> Self {
        let known = [Field::Name, Field::Email, Field::Phone].into_iter().filter_map(|field| conversation.facts.value(field));
        let text = known.chain([conversation.preview.as_str()]).collect::<Vec<_>>().join(" ");
        let mut words = words_of(&text);
        words.sort_unstable();
        words.dedup();
        Self {
            id: RecordId::new("conversation_search", conversation.id.as_str()),
            words: words.join(" "),
            status: word(&conversation.status),
            recent: place(conversation.last_at, conversation.id.as_str()),
            revision: int(conversation.revision),
        }
    }
}

/// Seconds from before our calendar's first instant (in the year -9999) to 1970, so that places are never negative.
const CALENDAR_BEGINS: i64 = 377_800_000_000;
const PLACE_DIGITS: usize = 21;

/// A place in a list by time as text that sorts as the list does: nanoseconds, then the id.
pub(in super::super) fn place(at: Timestamp, id: &str) -> String {
    let mut place = instant(at);
    // Writing to a String cannot fail.
    let _ = write!(place, "~{id}");
    place
}

/// The part of a place that tells the time.
pub(in super::super) fn instant(at: Timestamp) -> String {
    let nanoseconds = at.as_nanosecond() + i128::from(CALENDAR_BEGINS) * 1_000_000_000;
    format!("{nanoseconds:0PLACE_DIGITS$}")
}

/// Whether the text has the form of a place in the list of conversations.
pub(in super::super) fn is_place(text: &str) -> bool {
    is_place_of::<ConversationId>(text)
}

/// Whether it is the place of something with such an id.
pub(super) fn is_place_of<Id: FromStr>(text: &str) -> bool {
    let Some((time, id)) = text.split_once('~') else { return false };
    time.len() == PLACE_DIGITS && time.bytes().all(|b| b.is_ascii_digit()) && id.parse::<Id>().is_ok()
}
