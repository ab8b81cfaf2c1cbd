//! Who asks for meetings, and whose they are.

use super::MeetingDesk;
use crate::{
    domain::{
        conversation::{Channel, VisitorKey},
        ids::ConversationId,
        lead::timeline::Actor,
        meeting::Meeting,
        schedule::slot_id::Holder,
    },
    service::{
        error::StorageError,
        permission::{Host, Visitor},
        ports::AuditEntry,
    },
};

/// Whoever asks: a visitor in a conversation of theirs, or somebody who may work with all meetings.
#[derive(Clone, Debug)]
pub struct Asker(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Guest {
        visitor: VisitorKey,
        conversation: ConversationId,
        channel: Channel,
        client: Option<String>,
    },
    Host(Host),
    /// Whoever has the link of one meeting.
    Linked {
        client: Option<String>,
    },
}

impl Asker {
    /// `conversation`: the visitor's own, which may still have to be stored. `client`: the trusted client address, by which
    /// invitations are limited; None where somebody vouches for the visitor.
    pub fn guest(visitor: &Visitor, conversation: ConversationId, channel: Channel, client: Option<String>) -> Self {
        Self(Kind::Guest { visitor: visitor.key().clone(), conversation, channel, client })
    }

    /// Whoever speaks in a rehearsal: a guest in a conversation that there is not, and so with no meeting of anybody's.
    pub fn rehearsing() -> Self {
        let (visitor, conversation) = (VisitorKey::derive("rehearsal", ""), ConversationId::new(uuid::Uuid::nil()));
        Self(Kind::Guest { visitor, conversation, channel: Channel::Website, client: None })
    }

    pub fn host(host: &Host) -> Self {
        Self(Kind::Host(host.clone()))
    }

    /// Only for meetings that were found by their link.
    pub(super) fn linked(client: Option<String>) -> Self {
        Self(Kind::Linked { client })
    }

    /// Free times are offered to this one alone. `meeting`: which one a link leads to.
    pub(super) fn holder<'a>(&'a self, meeting: Option<&'a Meeting>) -> Holder<'a> {
        match &self.0 {
            Kind::Guest { conversation, .. } => Holder::Conversation(conversation),
            Kind::Host(host) => host.holder(),
            Kind::Linked { .. } => meeting.map_or(Holder::Environment, |meeting| Holder::Meeting(&meeting.id)),
        }
    }

    pub(super) fn actor(&self) -> Actor {
        match &self.0 {
            Kind::Guest { .. } | Kind::Linked { .. } => Actor::Visitor,
            Kind::Host(host) => host.actor().clone(),
        }
    }

    /// The visitor's; None for everybody else.
    pub fn conversation(&self) -> Option<&ConversationId> {
        match &self.0 {
            Kind::Guest { conversation, .. } => Some(conversation),
            Kind::Host(_) | Kind::Linked { .. } => None,
        }
    }

    pub(super) fn channel(&self) -> Channel {
        match &self.0 {
            Kind::Guest { channel, .. } => *channel,
            Kind::Host(host) if matches!(host.actor(), Actor::Admin(_)) => Channel::Manual,
            Kind::Host(_) => Channel::Api,
            Kind::Linked { .. } => Channel::Website,
        }
    }

    pub(super) fn client(&self) -> Option<&str> {
        match &self.0 {
            Kind::Guest { client, .. } | Kind::Linked { client } => client.as_deref(),
            Kind::Host(_) => None,
        }
    }

    /// The team and its programs may set what a visitor may not: a start of their own, a length.
    pub(super) fn is_host(&self) -> bool {
        matches!(self.0, Kind::Host(_))
    }

    /// A name that no other asker has.
    pub(super) fn name(&self) -> String {
        match &self.0 {
            Kind::Guest { visitor, .. } => format!("visitor:{}", visitor.as_str()),
            Kind::Host(host) => match host.actor() {
                Actor::Admin(id) => format!("admin:{id}"),
                Actor::Key(label) => format!("key:{label}"),
                Actor::Visitor => "visitor".into(),
            },
            Kind::Linked { .. } => "link".into(),
        }
    }

    /// What the audit log has to know: visitors are told of in the timeline.
    pub(super) fn does(&self, action: &str, meeting: &Meeting, desk: &MeetingDesk) -> Option<AuditEntry> {
        match &self.0 {
            Kind::Host(host) => Some(host.does(action, Some(meeting.id.as_str()), &*desk.clock, &*desk.ids)),
            Kind::Guest { .. } | Kind::Linked { .. } => None,
        }
    }
}

impl MeetingDesk {
    /// A visitor's own meetings are those of their conversations: an address that anybody can type makes none.
    pub(super) async fn may_touch(&self, asker: &Asker, meeting: &Meeting) -> Result<bool, StorageError> {
        let Kind::Guest { visitor, conversation, .. } = &asker.0 else { return Ok(true) };
        let Some(own) = &meeting.conversation_id else { return Ok(false) };
        if own == conversation {
            return Ok(true);
        }
        Ok(self.conversations.find(own).await?.is_some_and(|talk| talk.visitor == *visitor))
    }
}
