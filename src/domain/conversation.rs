//! Conversations: one visit's talk, whose it is, what it came to.

use serde::{Deserialize, Serialize};

pub mod table;

use super::{
    capture::Facts,
    custom::CustomValues,
    entry::Entry,
    excerpt::Excerpt,
    ids::{ConversationId, LeadId, MessageId},
    message::Usage,
    time::Timestamp,
};

/// Whose conversation it is: the hash of a visitor's token, or of an integrator's key and client label.
/// Never the token itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VisitorKey(String);

impl VisitorKey {
    /// `kind` separates the name spaces (`token`, `client`); `secret` is hashed with SHA-256.
    pub fn derive(kind: &str, secret: &str) -> Self {
        use sha2::{Digest, Sha256};
        let mut hash = Sha256::new();
        hash.update(kind.as_bytes());
        hash.update([0]);
        hash.update(secret.as_bytes());
        Self(hex::encode(hash.finalize()))
    }

    /// A key as it was stored.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where the visitor writes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    #[default]
    Website,
    WhatsApp,
    Api,
    /// Written down by somebody of the team: nobody wrote from anywhere.
    Manual,
}

impl Channel {
    const ALL: [Self; 4] = [Self::Website, Self::WhatsApp, Self::Api, Self::Manual];

    /// The word that is stored, and that the dashboard's addresses have.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Website => "website",
            Self::WhatsApp => "whats_app",
            Self::Api => "api",
            Self::Manual => "manual",
        }
    }

    /// The word of the REST API.
    pub fn api_name(self) -> &'static str {
        match self {
            Self::WhatsApp => "whatsapp",
            other => other.as_str(),
        }
    }

    /// By either word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| [channel.api_name(), channel.as_str()].contains(&word))
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[default]
    Open,
    Closed,
}

impl Status {
    fn closed_if_left(self, last_at: Timestamp, live_since: Timestamp) -> Self {
        if last_at < live_since { Self::Closed } else { self }
    }
}

/// Conversations whose latest message came before this time were left.
pub fn live_since(now: Timestamp, lifetime_s: u64) -> Timestamp {
    let second = now.as_second().saturating_sub(i64::try_from(lifetime_s).unwrap_or(i64::MAX));
    Timestamp::from_second(second).unwrap_or(Timestamp::MIN)
}

/// The page the visitor was reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SitePage {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referrer: Option<String>,
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub utm: std::collections::BTreeMap<String, String>,
}

/// One conversation without its messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    pub id: ConversationId,
    pub visitor: VisitorKey,
    pub channel: Channel,
    /// A label the integrator chose.
    pub client_label: Option<String>,
    pub status: Status,
    /// BCP 47 tag and IANA zone, as the visitor's browser gave them.
    pub locale: Option<String>,
    pub time_zone: Option<String>,
    /// Where they are now.
    pub page: SitePage,
    /// Where they came from when it began; it never changes.
    #[serde(default)]
    pub entry: Entry,
    pub facts: Facts,
    /// What the visitor said of the business's own fields.
    pub custom: CustomValues,
    pub lead_id: Option<LeadId>,
    /// The instruction it began with and keeps.
    pub instruction_version: u32,
    pub usage: Usage,
    pub visitor_messages: u32,
    pub assistant_messages: u32,
    /// The visitor's latest words, cut to 160 characters, for the list: the owner looks for what people want.
    pub preview: String,
    pub started_at: Timestamp,
    /// The time of the latest message: the list is ordered by it, newest first.
    pub last_at: Timestamp,
    /// Since when the visitor waits for a person; None: nobody was asked for, or the team has seen to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wants_person: Option<Timestamp>,
    /// Grows by one with each write; a write names the revision it saw.
    pub revision: u64,
}

impl Conversation {
    /// Idle for longer than `lifetime_s` seconds: the next message begins a new one.
    pub fn is_stale(&self, now: Timestamp, lifetime_s: u64) -> bool {
        self.last_at < live_since(now, lifetime_s)
    }

    /// As the business is told of it: one that was left is closed, though only the visitor's next message writes that down.
    #[must_use]
    pub fn closed_if_left(self, live_since: Timestamp) -> Self {
        Self { status: self.status.closed_if_left(self.last_at, live_since), ..self }
    }

    /// When the first of what it knows was told: some of it may come from the visitor's conversation before.
    pub fn knows_since(&self) -> Timestamp {
        let facts = self.facts.iter().map(|fact| fact.at);
        let own = self.custom.iter().filter_map(|(_, value)| value.evidence.as_ref()).map(|evidence| evidence.at);
        facts.chain(own).fold(self.started_at, Timestamp::min)
    }
}

/// One row of the dashboard's list. Safe to show to an admin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationSummary {
    pub id: ConversationId,
    /// The visitor's name, else e-mail, else phone as people write it; None for a stranger.
    pub who: Option<String>,
    pub channel: Channel,
    pub status: Status,
    pub preview: String,
    pub messages: u32,
    pub has_lead: bool,
    pub started_at: Timestamp,
    pub last_at: Timestamp,
    /// See [`Conversation::wants_person`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wants_person: Option<Timestamp>,
}

impl ConversationSummary {
    /// See [`Conversation::closed_if_left`].
    #[must_use]
    pub fn closed_if_left(self, live_since: Timestamp) -> Self {
        Self { status: self.status.closed_if_left(self.last_at, live_since), ..self }
    }
}

// Made where the numbering plans are: not in browsers.
#[cfg(not(target_family = "wasm"))]
impl From<&Conversation> for ConversationSummary {
    fn from(conversation: &Conversation) -> Self {
        use super::{capture::Field, extract::international};
        let known = |field| conversation.facts.value(field).map(str::to_owned);
        let phone = || conversation.facts.value(Field::Phone).map(international);
        Self {
            id: conversation.id.clone(),
            who: known(Field::Name).or_else(|| known(Field::Email)).or_else(phone),
            channel: conversation.channel,
            status: conversation.status,
            preview: conversation.preview.clone(),
            messages: conversation.visitor_messages.saturating_add(conversation.assistant_messages),
            has_lead: conversation.lead_id.is_some(),
            started_at: conversation.started_at,
            last_at: conversation.last_at,
            wants_person: conversation.wants_person,
        }
    }
}

/// One conversation of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogHit {
    pub summary: ConversationSummary,
    /// The latest message that has the words; None where nothing was looked for.
    pub found: Option<(MessageId, Excerpt)>,
}

/// The first 160 characters of a message on one line.
pub fn preview(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
