//! Conversations, messages and leads in one map each, behind one lock.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;

use super::{archive::Shelf, locked, meetings::Agenda, stores::MemoryAudit, tallies::Counted, yield_once};
use crate::{
    domain::{
        analytics::calendar::Calendar,
        capture::Field,
        conversation::{Conversation, ConversationSummary, Status, VisitorKey},
        ids::{ConversationId, ImportId, LeadId, MessageId},
        lead::{Lead, identity::PersonKey, import::Import, merge::MergeRecord, timeline::LeadEvent},
        message::Message,
        page::{Page, PageSize},
        time::Timestamp,
        words::has_beginnings,
    },
    service::{
        error::StorageError,
        ports::{ConversationFilter, ConversationWrite, Conversations, Erased, ImportMark, OpenConversation},
    },
};

#[derive(Clone, Default)]
pub(super) struct State {
    pub(super) conversations: BTreeMap<ConversationId, Conversation>,
    /// Oldest first.
    pub(super) messages: BTreeMap<ConversationId, Vec<Message>>,
    pub(super) leads: BTreeMap<LeadId, Lead>,
    /// Whose a key is.
    pub(super) keys: BTreeMap<PersonKey, LeadId>,
    /// Oldest first.
    pub(super) events: BTreeMap<LeadId, Vec<LeadEvent>>,
    pub(super) merged: BTreeMap<LeadId, MergeRecord>,
    pub(super) imports: BTreeMap<ImportId, Import>,
    pub(super) marks: BTreeMap<(ImportId, LeadId), ImportMark>,
    pub(super) agenda: Agenda,
    pub(super) counted: Counted,
    pub(super) shelf: Shelf,
    pub(super) audit: MemoryAudit,
    outage: Option<StorageError>,
    writes: u64,
}

/// Clones share one state.
#[derive(Clone, Default)]
pub struct MemoryConversations(Arc<Mutex<State>>);

impl MemoryConversations {
    pub fn new() -> Self {
        Self::default()
    }

    /// With its lines in this log.
    pub fn beside(audit: &MemoryAudit) -> Self {
        Self(Arc::new(Mutex::new(State { audit: audit.clone(), ..State::default() })))
    }

    /// From now on every call fails with this error; None ends the outage.
    pub fn set_outage(&self, outage: Option<StorageError>) {
        locked(&self.0).outage = outage;
    }

    /// How many writes have succeeded.
    pub fn writes(&self) -> u64 {
        locked(&self.0).writes
    }

    /// All leads, by id.
    pub fn all_leads(&self) -> Vec<Lead> {
        locked(&self.0).leads.values().cloned().collect()
    }

    /// All conversations, by id.
    pub fn all(&self) -> Vec<Conversation> {
        locked(&self.0).conversations.values().cloned().collect()
    }

    pub(super) fn set_calendar(&self, calendar: Calendar) {
        locked(&self.0).counted.calendar = calendar;
    }

    pub(super) async fn with<T>(&self, work: impl FnOnce(&mut State) -> Result<T, StorageError> + Send) -> Result<T, StorageError> {
        yield_once().await;
        let mut state = locked(&self.0);
        match &state.outage {
            Some(error) => Err(error.clone()),
            None => work(&mut state),
        }
    }
}

impl State {
    fn latest(&self, id: &ConversationId, before: Option<&MessageId>, limit: u32) -> Vec<Message> {
        let Some(all) = self.messages.get(id) else { return vec![] };
        let end = match before {
            Some(before) => all.partition_point(|message| message.id < *before),
            None => all.len(),
        };
        let start = end.saturating_sub(limit as usize);
        all[start..end].to_vec()
    }

    fn write(&mut self, change: ConversationWrite) -> Result<(), StorageError> {
        let next = &change.conversation;
        let stored = self.conversations.get(&next.id).map_or(0, |old| old.revision);
        if stored + 1 != next.revision {
            return Err(StorageError::Conflict);
        }
        let open_elsewhere = |old: &Conversation| old.visitor == next.visitor && old.status == Status::Open && old.id != next.id;
        if next.status == Status::Open && self.conversations.values().any(open_elsewhere) {
            return Err(StorageError::Conflict);
        }
        if let Some(lead) = &change.lead {
            self.check_lead(lead, &change.trace)?;
        }
        let tally = change.counted(&self.people(&change.moves()), &self.counted.calendar);
        let messages = self.messages.entry(next.id.clone()).or_default();
        if change.messages.iter().any(|new| messages.iter().any(|old| old.id == new.id)) {
            return Err(StorageError::Duplicate("message"));
        }
        messages.extend(change.messages);
        // Two turns of one visitor may end in another order than they began in.
        messages.sort_by(|a, b| a.id.cmp(&b.id));
        if let Some(lead) = change.lead {
            self.put_lead(lead, change.trace)?;
        }
        self.agenda.letters.put(change.notices);
        self.conversations.insert(change.conversation.id.clone(), change.conversation);
        self.counted.facts.add_all(&tally);
        self.writes += 1;
        Ok(())
    }

    fn erase(&mut self, visitor: &VisitorKey) -> Erased {
        let stored = self.conversations.values().filter(|c| &c.visitor == visitor).map(|c| (c.id.clone(), c.lead_id.clone()));
        let gone: BTreeMap<ConversationId, Option<LeadId>> = self.shelf.talks_of(visitor).into_iter().chain(stored).collect();
        let ids: Vec<ConversationId> = gone.keys().cloned().collect();
        let since = self.know_since(&ids);
        let mut shared = vec![];
        self.shelf.owe(&ids);
        for (id, lead) in &gone {
            self.drop_talk(id);
            self.forget_meetings(|meeting| meeting.conversation_id.as_ref() == Some(id));
            // It may have become part of another one.
            let lead = lead.as_ref().and_then(|id| self.lead(id));
            match lead {
                Some(lead) if self.is_only_of(&lead, &ids) => self.drop_lead(&lead),
                Some(lead) if !shared.contains(&lead.id) => shared.push(lead.id),
                _ => {}
            }
        }
        Erased { conversations: ids, shared, since }
    }

    /// When the first of what these conversations know was told; None where one of them is in archives alone.
    fn know_since(&self, ids: &[ConversationId]) -> Option<Timestamp> {
        let talks: Vec<&Conversation> = ids.iter().filter_map(|id| self.conversations.get(id)).collect();
        talks.iter().map(|talk| talk.knows_since()).min().filter(|_| talks.len() == ids.len())
    }

    /// Nobody knows of the lead but from these conversations.
    fn is_only_of(&self, lead: &Lead, ids: &[ConversationId]) -> bool {
        lead.conversation_ids.iter().all(|id| ids.contains(id)) && !self.person(lead).was_brought_in()
    }
}

#[async_trait]
impl Conversations for MemoryConversations {
    async fn open_of(&self, visitor: &VisitorKey, recent: u32) -> Result<Option<OpenConversation>, StorageError> {
        self.with(|state| {
            let open = state.conversations.values().filter(|c| &c.visitor == visitor && c.status == Status::Open);
            let Some(conversation) = open.max_by_key(|c| (c.last_at, c.id.clone())).cloned() else { return Ok(None) };
            let recent = state.latest(&conversation.id, None, recent);
            let lead = conversation.lead_id.as_ref().and_then(|id| state.lead(id));
            let conversation =
                Conversation { lead_id: lead.as_ref().map(|lead| lead.id.clone()).or(conversation.lead_id.clone()), ..conversation };
            Ok(Some(OpenConversation { conversation, recent, lead }))
        })
        .await
    }

    async fn write(&self, change: ConversationWrite) -> Result<(), StorageError> {
        self.with(|state| state.write(change)).await
    }

    async fn list(
        &self,
        filter: &ConversationFilter,
        size: PageSize,
        cursor: Option<&str>,
    ) -> Result<Option<Page<ConversationSummary>>, StorageError> {
        self.with(|state| {
            let after = match cursor.map(parse_cursor) {
                None => None,
                Some(Some(place)) => Some(place),
                Some(None) => return Ok(None),
            };
            let mut rows: Vec<&Conversation> = state
                .conversations
                .values()
                .filter(|c| !filter.open_only || c.status == Status::Open)
                .filter(|c| matches_words(c, filter))
                .filter(|c| after.as_ref().is_none_or(|place| place_of(c) < *place))
                .collect();
            rows.sort_by_key(|c| std::cmp::Reverse(place_of(c)));
            let more = rows.len() > size.get() as usize;
            rows.truncate(size.get() as usize);
            let next_cursor = rows.last().filter(|_| more).map(|c| write_cursor(c));
            Ok(Some(Page { items: rows.into_iter().map(ConversationSummary::from).collect(), next_cursor }))
        })
        .await
    }

    async fn count_open(&self, since: Option<Timestamp>) -> Result<u64, StorageError> {
        let counts = |c: &&Conversation| c.status == Status::Open && since.is_none_or(|since| c.last_at >= since);
        self.with(|state| Ok(state.conversations.values().filter(counts).count() as u64)).await
    }

    async fn find(&self, id: &ConversationId) -> Result<Option<Conversation>, StorageError> {
        self.with(|state| Ok(state.conversations.get(id).cloned())).await
    }

    async fn all_of(&self, ids: &[ConversationId]) -> Result<Vec<Conversation>, StorageError> {
        self.with(|state| Ok(ids.iter().filter_map(|id| state.conversations.get(id)).cloned().collect())).await
    }

    async fn messages(&self, id: &ConversationId, before: Option<&MessageId>, limit: u32) -> Result<Vec<Message>, StorageError> {
        self.with(|state| Ok(state.latest(id, before, limit))).await
    }

    async fn message(&self, conversation: &ConversationId, id: &MessageId) -> Result<Option<Message>, StorageError> {
        self.with(|state| Ok(state.messages.get(conversation).and_then(|all| all.iter().find(|m| &m.id == id)).cloned())).await
    }

    async fn erase(&self, visitor: &VisitorKey) -> Result<Erased, StorageError> {
        self.with(|state| Ok(state.erase(visitor))).await
    }
}

/// Where a conversation stands in the list.
type Place = (i64, ConversationId);

fn place_of(conversation: &Conversation) -> Place {
    (conversation.last_at.as_microsecond(), conversation.id.clone())
}

fn write_cursor(conversation: &Conversation) -> String {
    let (at, id) = place_of(conversation);
    format!("{at}~{id}")
}

fn parse_cursor(text: &str) -> Option<Place> {
    let (at, id) = text.split_once('~')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

fn matches_words(conversation: &Conversation, filter: &ConversationFilter) -> bool {
    let Some(q) = filter.q.as_deref() else { return true };
    let known = [Field::Name, Field::Email, Field::Phone].into_iter().filter_map(|field| conversation.facts.value(field));
    let text = known.chain([conversation.preview.as_str()]).collect::<Vec<_>>().join(" ");
    has_beginnings(&text, q) || filter.numbers.iter().any(|number| has_beginnings(&text, number))
}
