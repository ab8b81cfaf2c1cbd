//! The chat use cases: one visitor's message and its answer, the transcript, reset, save-info, erase.

mod beginning;
mod capture;
mod cards;
mod commit;
mod current;
mod guard;
mod offer;
mod ready;
mod recognise;
mod record;
mod rehearse;
mod request;
mod save_info;
mod secretary;
mod sentences;
mod shared;
mod speak;
mod stored;
mod tools;
mod turn;
mod window;

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;

use self::{beginning::Beginnings, commit::Turnstile, turn::Turn};
pub use self::{
    ready::ready,
    rehearse::{Rehearsal, Unheard},
};
use super::{
    error::ServiceError,
    language_model::Models,
    permission::Visitor,
    ports::{Clock, Conversations, EventBus, IdSource, Instructions, Leads, Markup, OpenConversation, SettingsStore},
    schedule::MeetingDesk,
};
use crate::domain::{
    chat::{ChatEvent, ChatReply, LeadGlance, Transcript, TranscriptMessage},
    conversation::{Channel, Conversation, ConversationSummary, SitePage},
    country::Country,
    extract,
    ids::{ConversationId, MessageId},
    lead::identity::PersonKey,
    live::LiveEvent,
    message::{Author, Message, MessageBody},
    phone::Phone,
    time::{Timestamp, rfc3339},
};

/// One message as it arrived, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    pub body: MessageBody,
    pub channel: Channel,
    pub client_label: Option<String>,
    /// BCP 47.
    pub locale: Option<String>,
    /// IANA.
    pub time_zone: Option<String>,
    pub page: SitePage,
    /// Contact data that came beside the message (an old client's `phone`, `email`), and the number in the client's label.
    pub contact: ContactInfo,
    /// The trusted client address, by which invitations are limited.
    pub client: Option<String>,
    /// An integrator's key vouches for who writes; whatever else is said of that is anybody's word.
    pub vouched: bool,
    pub received_at: Timestamp,
}

/// What a form or an integrator saves about a visitor; checked by [`Chat::save_info`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactInfo {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub company: Option<String>,
    pub interest: Option<String>,
    pub notes: Option<String>,
    pub custom: BTreeMap<String, String>,
    /// The number that the client's label carries. The person is found by it, and it is their phone where no other is known.
    pub label_phone: Option<String>,
}

impl ContactInfo {
    /// Where the number in the label says more than the one beside it. `home`: where numbers without a country code belong.
    fn label_key(&self, home: Option<Country>) -> Option<PersonKey> {
        let dialled = |text: &str| Phone::parse(text).ok().map(|number| extract::at_best(number, home));
        let number = dialled(self.label_phone.as_deref()?)?;
        let is_given = self.phone.as_deref().and_then(dialled).is_some_and(|given| given == number);
        (!is_given).then(|| PersonKey::Phone(number.into()))
    }
}

/// Why an answer shall end with the text that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halt {
    /// The visitor wants no more.
    Stopped,
    /// The server goes.
    Cut,
}

/// Where a turn's events go, and how it learns that the visitor pressed Stop, or that the server goes.
#[async_trait]
pub trait ReplySink: Send + Sync {
    fn emit(&self, event: ChatEvent);
    /// Resolves when the answer shall end now; never otherwise.
    async fn stopped(&self) -> Halt;
}

/// What the chat stands on.
#[derive(Clone)]
pub struct ChatPorts {
    pub conversations: Arc<dyn Conversations>,
    pub leads: Arc<dyn Leads>,
    pub instructions: Arc<dyn Instructions>,
    pub settings: Arc<dyn SettingsStore>,
    pub models: Arc<dyn Models>,
    pub bus: Arc<dyn EventBus>,
    pub markup: Arc<dyn Markup>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdSource>,
    /// None: nothing can be booked.
    pub meetings: Option<MeetingDesk>,
    /// Seconds a conversation may be idle before the next message begins a new one.
    pub session_lifetime_s: u64,
}

impl ChatPorts {
    /// Whether mail goes out of this installation.
    fn has_mail(&self) -> bool {
        self.meetings.as_ref().is_some_and(|desk| desk.sender.is_some())
    }
}

/// The messages of a transcript, at most.
const TRANSCRIPT: u32 = 200;

/// The chat's use cases.
#[derive(Clone)]
pub struct Chat {
    ports: ChatPorts,
    turnstile: Turnstile,
    beginnings: Beginnings,
}

impl Chat {
    pub fn new(ports: ChatPorts) -> Self {
        Self { ports, turnstile: Turnstile::default(), beginnings: Beginnings::default() }
    }

    /// Answers one message: emits `start`, `delta`s, `lead`, `card`s and `done` (or, where nothing could be stored,
    /// returns the error without emitting it), and returns what `done` said. When it returns Ok, both messages are stored.
    pub async fn turn(&self, visitor: &Visitor, incoming: Incoming, sink: &dyn ReplySink) -> Result<ChatReply, ServiceError> {
        Turn::begin(self, visitor, incoming, sink).await?.run().await
    }

    /// The visitor's open conversation, its latest 200 messages; empty where there is none or it has been idle for
    /// too long to go on. What is being answered right now is for the caller to add: it is not stored yet.
    pub async fn transcript(&self, visitor: &Visitor) -> Result<Transcript, ServiceError> {
        let Some(open) = self.open_of(visitor, TRANSCRIPT).await? else { return Ok(Transcript::default()) };
        let mut messages: Vec<TranscriptMessage> = open.recent.into_iter().map(|message| self.shown(message)).collect();
        for message in &mut messages {
            message.cards = self.current(std::mem::take(&mut message.cards)).await?;
        }
        Ok(Transcript {
            lead: record::glance(&open.conversation),
            conversation_id: Some(open.conversation.id),
            messages,
            reply_in_progress: None,
        })
    }

    /// The visitor's open conversation; None where there is none, or where the next message begins another.
    pub async fn open_conversation(&self, visitor: &Visitor) -> Result<Option<Conversation>, ServiceError> {
        Ok(self.open_of(visitor, 1).await?.map(|open| open.conversation))
    }

    /// What that conversation knows of the visitor.
    pub async fn glance(&self, visitor: &Visitor) -> Result<Option<LeadGlance>, ServiceError> {
        Ok(self.open_conversation(visitor).await?.as_ref().map(record::glance))
    }

    async fn open_of(&self, visitor: &Visitor, messages: u32) -> Result<Option<OpenConversation>, ServiceError> {
        let open = self.ports.conversations.open_of(visitor.key(), messages).await?;
        Ok(open.filter(|open| !open.conversation.is_stale(self.ports.clock.now(), self.ports.session_lifetime_s)))
    }

    fn shown(&self, message: Message) -> TranscriptMessage {
        match message.author {
            Author::Assistant => TranscriptMessage {
                id: message.id,
                author: message.author,
                html: self.ports.markup.to_html(&message.text),
                text: message.text,
                at: rfc3339(message.at),
                cards: message.cards,
                end: message.making.map(|making| making.end),
            },
            Author::Visitor => own_words(message.id, message.text, message.at),
        }
    }

    /// Closes the open conversation, if any; the next message begins a new one. The log keeps the old one.
    pub async fn reset(&self, visitor: &Visitor) -> Result<Option<ConversationId>, ServiceError> {
        self.beginnings.part(visitor.key());
        let Some(closed) = commit::close(&self.ports, &self.turnstile, visitor.key()).await? else { return Ok(None) };
        self.ports.bus.publish(LiveEvent::Conversation { summary: ConversationSummary::from(&closed) });
        Ok(Some(closed.id))
    }

    /// Saves explicit values as the visitor's lead; they beat extracted ones. Where nobody vouches for who saves them, notes
    /// are a line of the timeline, and custom values replace none. Field errors name the fields of [`ContactInfo`].
    pub async fn save_info(
        &self,
        visitor: &Visitor,
        info: ContactInfo,
        channel: Channel,
        vouched: bool,
    ) -> Result<LeadGlance, ServiceError> {
        save_info::save(self, visitor, info, channel, vouched).await
    }

    /// Erases all the visitor's conversations, their leads, and what they told of leads that others know, too.
    pub async fn erase(&self, visitor: &Visitor) -> Result<Vec<ConversationId>, ServiceError> {
        self.beginnings.part(visitor.key());
        let gone = self.ports.conversations.erase(visitor.key()).await?;
        for id in &gone.conversations {
            self.ports.bus.publish(LiveEvent::Erased { id: id.clone() });
        }
        for lead in &gone.shared {
            shared::forget(&self.ports, lead, &gone).await?;
        }
        Ok(gone.conversations)
    }
}

/// A visitor's message as the transcript shows it.
pub fn own_words(id: MessageId, text: String, at: Timestamp) -> TranscriptMessage {
    TranscriptMessage { id, author: Author::Visitor, html: verbatim(&text), text, at: rfc3339(at), cards: vec![], end: None }
}

/// A visitor's words as HTML: no Markdown is read in them.
fn verbatim(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\n', "<br>");
    format!("<p>{escaped}</p>")
}

#[cfg(test)]
mod tests;
