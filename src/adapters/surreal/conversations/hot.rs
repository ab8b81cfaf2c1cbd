//! The conversations people are having right now, remembered so that a turn need not read them back.
//!
//! Always what was committed, because: only a process that has the database for itself remembers anything; each entry
//! is replaced only by its very successor (revision + 1) and forgotten whenever a write ends in any other way; and
//! what was read is remembered only if no write to it ended since before the reading began.

use std::{
    hash::{BuildHasher, Hash, RandomState},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use moka::sync::Cache;

use crate::{
    domain::{
        conversation::{Conversation, Status, VisitorKey},
        ids::{ConversationId, LeadId},
        lead::Lead,
        message::Message,
    },
    service::ports::{ConversationWrite, OpenConversation},
};

/// How many messages of a conversation are remembered: a turn's history window fits.
pub(super) const MESSAGES: u32 = 64;
/// About how many bytes of conversations, and how many leads, are remembered at most.
const BYTES: u64 = 24 * 1024 * 1024;
const LEADS: u64 = 4_096;
const STRIPES: usize = 64;

/// A visitor's open conversation with its latest messages, oldest first.
#[derive(Clone)]
struct Hot {
    conversation: Arc<Conversation>,
    messages: Arc<[Arc<Message>]>,
    /// There are no earlier messages than these.
    is_whole: bool,
}

/// How many writes to one of the keys of a stripe have ended.
#[derive(Default)]
struct Writes(u64);

/// A mark in time, taken before something is read from the database.
#[derive(Clone, Copy)]
pub(super) struct Mark(u64);

pub(in super::super) struct HotConversations {
    open: Cache<VisitorKey, Hot>,
    leads: Cache<LeadId, Arc<Lead>>,
    stripes: Vec<Mutex<Writes>>,
    hasher: RandomState,
    /// False where other processes write, too: nothing is remembered then.
    enabled: bool,
}

impl HotConversations {
    pub(super) fn new(enabled: bool) -> Self {
        Self {
            open: Cache::builder().weigher(|_, hot| weight(hot)).max_capacity(BYTES).build(),
            leads: Cache::new(LEADS),
            stripes: (0..STRIPES).map(|_| Mutex::default()).collect(),
            hasher: RandomState::new(),
            enabled,
        }
    }

    /// Whether anything is ever remembered.
    pub(super) fn is_enabled(&self) -> bool {
        self.enabled
    }

    /// The visitor's open conversation, when it is remembered with as many messages as wanted. The lead, where the
    /// conversation has one, is [`Self::lead`]'s to give.
    pub(super) fn open_of(&self, visitor: &VisitorKey, recent: u32) -> Option<OpenConversation> {
        let hot = self.open.get(visitor)?;
        let wanted = recent as usize;
        if wanted > hot.messages.len() && !hot.is_whole {
            return None;
        }
        let first = hot.messages.len().saturating_sub(wanted);
        let lead = match &hot.conversation.lead_id {
            Some(id) => Some(Lead::clone(&*self.leads.get(id)?)),
            None => None,
        };
        let recent = hot.messages[first..].iter().map(|message| Message::clone(message)).collect();
        Some(OpenConversation { conversation: Conversation::clone(&hot.conversation), recent, lead })
    }

    /// The revision of the visitor's open conversation, when it is this one and remembered.
    pub(super) fn revision(&self, visitor: &VisitorKey, id: &ConversationId) -> Option<u64> {
        self.open.get(visitor).filter(|hot| hot.conversation.id == *id).map(|hot| hot.conversation.revision)
    }

    /// To be taken before the database is read.
    pub(super) fn mark(&self, visitor: &VisitorKey) -> Mark {
        Mark(self.writes_to(visitor).0)
    }

    pub(super) fn mark_lead(&self, lead: &LeadId) -> Mark {
        Mark(self.writes_to(lead).0)
    }

    /// Remembers what was read after `mark`; `asked` is how many messages were asked for.
    pub(super) fn remember(&self, mark: Mark, read: &OpenConversation, asked: u32) {
        let conversation = &read.conversation;
        if !self.enabled || conversation.status != Status::Open {
            return;
        }
        let writes = self.writes_to(&conversation.visitor);
        if writes.0 == mark.0 {
            let messages = read.recent.iter().cloned().map(Arc::new).collect();
            let is_whole = read.recent.len() < asked as usize;
            self.open.insert(conversation.visitor.clone(), Hot { conversation: Arc::new(conversation.clone()), messages, is_whole });
        }
    }

    pub(super) fn remember_lead(&self, mark: Mark, lead: &Lead) {
        let writes = self.writes_to(&lead.id);
        if self.enabled && writes.0 == mark.0 {
            self.leads.insert(lead.id.clone(), Arc::new(lead.clone()));
        }
    }

    /// The write was committed.
    pub(super) fn committed(&self, change: &Arc<ConversationWrite>) {
        if !self.enabled {
            return;
        }
        let next = &change.conversation;
        {
            let mut writes = self.writes_to(&next.visitor);
            writes.0 += 1;
            if let Some(hot) = self.open.get(&next.visitor) {
                match succeed(&hot, change) {
                    Some(hot) => self.open.insert(next.visitor.clone(), hot),
                    None => self.open.invalidate(&next.visitor),
                }
            }
        }
        if let Some(record) = &change.trace.absorbed {
            self.forget_lead(&record.absorbed.id);
        }
        if let Some(lead) = &change.lead {
            let mut writes = self.writes_to(&lead.id);
            writes.0 += 1;
            if let Some(known) = self.leads.get(&lead.id) {
                if known.version + 1 == lead.version {
                    self.leads.insert(lead.id.clone(), Arc::new(lead.clone()));
                } else {
                    self.leads.invalidate(&lead.id);
                }
            }
        }
    }

    /// The write failed, or nobody knows: forget whatever it touched.
    pub(in super::super) fn forget(&self, visitor: &VisitorKey, lead: Option<&LeadId>) {
        {
            let mut writes = self.writes_to(visitor);
            writes.0 += 1;
            self.open.invalidate(visitor);
        }
        if let Some(lead) = lead {
            self.forget_lead(lead);
        }
    }

    /// The lead was written past its conversations, or nobody knows.
    pub(in super::super) fn forget_lead(&self, lead: &LeadId) {
        let mut writes = self.writes_to(lead);
        writes.0 += 1;
        self.leads.invalidate(lead);
    }

    fn writes_to(&self, key: &impl Hash) -> MutexGuard<'_, Writes> {
        let stripe = usize::try_from(self.hasher.hash_one(key) % STRIPES as u64).unwrap_or(0);
        self.stripes[stripe].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The entry after the write; None where it is not the entry's successor or nothing is open any more.
fn succeed(hot: &Hot, change: &ConversationWrite) -> Option<Hot> {
    let next = &change.conversation;
    let is_successor = hot.conversation.id == next.id && hot.conversation.revision + 1 == next.revision;
    if !is_successor || next.status != Status::Open {
        return None;
    }
    let mut messages: Vec<Arc<Message>> = hot.messages.iter().cloned().collect();
    messages.extend(change.messages.iter().cloned().map(Arc::new));
    // Two turns of one visitor may end in another order than they began in.
    messages.sort_by(|a, b| a.id.cmp(&b.id));
    let surplus = messages.len().saturating_sub(MESSAGES as usize);
    messages.drain(..surplus);
    Some(Hot { conversation: Arc::new(next.clone()), messages: messages.into(), is_whole: hot.is_whole && surplus == 0 })
}

fn weight(hot: &Hot) -> u32 {
    let text: usize = hot.messages.iter().map(|message| message.text.len() + 400).sum();
    let facts: usize = hot.conversation.facts.iter().map(|fact| fact.value.len() + fact.quote.len() + 150).sum();
    let custom: usize = hot.conversation.custom.iter().map(|(key, value)| key.len() + 2 * value.text.len() + 150).sum();
    u32::try_from(text + facts + custom + 1_000).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            capture::Facts,
            conversation::{Channel, SitePage},
            custom::CustomValues,
            entry::Entry,
            message::Usage,
            time::Timestamp,
        },
        service::ports::LeadTrace,
    };

    fn at(revision: u64) -> Conversation {
        Conversation {
            id: ConversationId::new(uuid::Uuid::from_u128(1)),
            visitor: VisitorKey::derive("token", "ana"),
            channel: Channel::Website,
            client_label: None,
            status: Status::Open,
            locale: None,
            time_zone: None,
            page: SitePage::default(),
            entry: Entry::default(),
            facts: Facts::default(),
            custom: CustomValues::default(),
            lead_id: None,
            instruction_version: 1,
            usage: Usage::default(),
            visitor_messages: 0,
            assistant_messages: 0,
            preview: String::new(),
            started_at: Timestamp::UNIX_EPOCH,
            last_at: Timestamp::UNIX_EPOCH,
            wants_person: None,
            revision,
        }
    }

    fn read(revision: u64) -> OpenConversation {
        OpenConversation { conversation: at(revision), recent: vec![], lead: None }
    }

    fn write(revision: u64) -> Arc<ConversationWrite> {
        Arc::new(ConversationWrite {
            conversation: at(revision),
            messages: vec![],
            lead: None,
            trace: LeadTrace::default(),
            notices: vec![],
        })
    }

    #[test]
    fn what_was_read_before_a_write_ended_is_not_remembered() {
        let hot = HotConversations::new(true);
        let visitor = at(1).visitor;
        let mark = hot.mark(&visitor);
        hot.committed(&write(2));
        hot.remember(mark, &read(1), 10);
        assert_eq!(hot.open_of(&visitor, 10), None);
    }

    #[test]
    fn an_entry_follows_its_successor_and_nothing_else() {
        let hot = HotConversations::new(true);
        let visitor = at(1).visitor;
        hot.remember(hot.mark(&visitor), &read(1), 10);
        hot.committed(&write(2));
        assert_eq!(hot.revision(&visitor, &at(2).id), Some(2));
        hot.committed(&write(4));
        assert_eq!(hot.open_of(&visitor, 10), None, "a gap is not bridged");
    }

    #[test]
    fn nothing_is_remembered_where_others_write() {
        let hot = HotConversations::new(false);
        let visitor = at(1).visitor;
        hot.remember(hot.mark(&visitor), &read(1), 10);
        assert_eq!(hot.open_of(&visitor, 10), None);
    }

    #[test]
    fn more_messages_than_are_remembered_are_left_to_the_database() {
        let hot = HotConversations::new(true);
        let visitor = at(1).visitor;
        let message = |n: u128| Message {
            id: crate::domain::ids::MessageId::new(uuid::Uuid::from_u128(n)),
            conversation_id: at(1).id,
            author: crate::domain::message::Author::Visitor,
            text: n.to_string(),
            at: Timestamp::UNIX_EPOCH,
            making: None,
            cards: vec![],
        };
        let read = OpenConversation { recent: vec![message(1), message(2)], ..read(1) };
        hot.remember(hot.mark(&visitor), &read, 2);
        assert!(hot.open_of(&visitor, 3).is_none(), "there may be earlier ones");
        let texts = |n| hot.open_of(&visitor, n).map(|open| open.recent.into_iter().map(|m| m.text).collect::<Vec<_>>());
        assert_eq!(texts(1), Some(vec!["2".to_owned()]));
    }
}
