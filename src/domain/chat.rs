//! What crosses the wire in a chat: the events of a streamed answer and the finished one.
//! Times are RFC 3339 text here, so that the widget's bundle needs no calendar.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    ids::{ConversationId, LeadId, MeetingId, MessageId},
    message::Usage,
};

/// A thing the server shows under an answer. Made by the server only, never parsed from a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Card {
    /// Asks for the named fields; the widget posts them to save-info.
    ContactForm { fields: Vec<String> },
    /// Free times to choose from, each a button.
    Slots {
        slots: Vec<SlotOffer>,
        /// IANA name: that of the labels.
        time_zone: String,
    },
    /// A meeting as it was stored when the card was made.
    Booking { meeting: MeetingGlance },
    /// The same, where it is not in the owner's calendar yet.
    BookingPending { meeting: MeetingGlance },
    /// The visitor asked for a person: who is told of it, when somebody is there, how they are reached.
    Handover {
        /// In the visitor's language, as are the lines.
        title: String,
        lines: Vec<String>,
        /// The owner gets a mail; else it stands in the dashboard alone.
        by_mail: bool,
        /// None: no opening hours are known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        open_now: Option<bool>,
        /// When it opens next, where it is closed now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        opens_at: Option<String>,
    },
}

/// A free time on offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotOffer {
    /// Opaque: for whoever it was offered to, and for a while.
    pub slot_id: String,
    /// RFC 3339, as are all times here.
    pub start: String,
    pub end: String,
    /// On the visitor's clocks, in their language. Whoever says this chooses it.
    pub label: String,
    /// The day and the time of the label, and the time on the business's clocks where they show another one: for buttons.
    #[serde(default)]
    pub day: String,
    #[serde(default)]
    pub time: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_time: Option<String>,
    /// On the business's, where they show another time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_label: Option<String>,
}

/// What a visitor may know of their meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingGlance {
    pub id: MeetingId,
    /// `pending`, `confirmed` or `cancelled`.
    pub status: String,
    pub start: String,
    pub end: String,
    /// IANA name: the visitor's.
    pub time_zone: String,
    pub title: String,
    /// Day, time and zone in the visitor's language.
    pub when: String,
    /// The same on the business's clocks, where they show another time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_when: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meet_link: Option<String>,
    pub manage_url: String,
}

/// One answer as the visitor sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyText {
    pub id: MessageId,
    /// Markdown subset.
    pub text: String,
    /// The same, rendered and sanitised.
    pub html: String,
}

/// What is known of the person so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadGlance {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<LeadId>,
    /// Field name → value.
    pub captured: BTreeMap<String, String>,
}

/// A finished answer: `data` of the JSON answer and of the stream's `done`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatReply {
    pub conversation_id: ConversationId,
    /// Only where this answer handed it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visitor_token: Option<String>,
    pub reply: ReplyText,
    pub cards: Vec<Card>,
    pub lead: LeadGlance,
    pub model: String,
    pub instruction_version: u32,
    pub usage: Usage,
    pub latency_ms: u64,
    /// `complete`, `stopped` or `interrupted`.
    pub end: super::message::ReplyEnd,
}

/// One event of a streamed answer; its name on the wire is [`ChatEvent::name`], its data [`ChatEvent::data`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ChatEvent {
    Start(StartEvent),
    Delta { text: String },
    Card { card: Card },
    Lead { lead: LeadGlance },
    Done(Box<ChatReply>),
    Error { error: super::api_error::ApiError },
}

/// The first event: whose answer this is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartEvent {
    pub conversation_id: ConversationId,
    pub message_id: MessageId,
    pub reply_id: MessageId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visitor_token: Option<String>,
}

impl ChatEvent {
    /// The SSE event name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Start(_) => "start",
            Self::Delta { .. } => "delta",
            Self::Card { .. } => "card",
            Self::Lead { .. } => "lead",
            Self::Done(_) => "done",
            Self::Error { .. } => "error",
        }
    }

    /// No event follows this one.
    pub fn is_last(&self) -> bool {
        matches!(self, Self::Done(_) | Self::Error { .. })
    }
}

/// One message of the visitor's own transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranscriptMessage {
    pub id: MessageId,
    pub author: super::message::Author,
    pub text: String,
    pub html: String,
    /// RFC 3339.
    pub at: String,
    pub cards: Vec<Card>,
    /// How an answer ended; only answers have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<super::message::ReplyEnd>,
}

/// The visitor's own conversation, oldest message first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript {
    /// None: nothing has been said yet.
    pub conversation_id: Option<ConversationId>,
    pub messages: Vec<TranscriptMessage>,
    pub lead: LeadGlance,
    /// An answer that is being written right now; the stream of it can be resumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_in_progress: Option<MessageId>,
}
