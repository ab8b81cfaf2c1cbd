//! Storing a change on top of whatever else was stored meanwhile. Within this process the writers of one visitor
//! stand in line; against other processes the revision guard and a few tries help.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use futures::lock::{Mutex as AsyncMutex, OwnedMutexGuard};

use super::{
    ChatPorts, recognise,
    record::{self, Base, Heritage},
};
use crate::{
    domain::{
        conversation::{Conversation, VisitorKey},
        ids::ConversationId,
        lead::{
            Lead,
            identity::{PersonKey, keys_of},
        },
        time::Timestamp,
    },
    service::{
        error::{ServiceError, StorageError},
        ports::{ConversationWrite, OpenConversation},
    },
};

/// How often a change is applied anew before it is given up.
const MOST_TRIES: u32 = 10;
/// The pause after the second loss, of which each further one is the double, and the longest.
const PAUSES: (Duration, Duration) = (Duration::from_millis(5), Duration::from_millis(500));

type Lines = Mutex<HashMap<String, Weak<AsyncMutex<()>>>>;

/// One line for each visitor and each person who has a writer at work. Clones are the same turnstile.
#[derive(Clone, Default)]
pub struct Turnstile(Arc<Lines>);

/// The head of a line; the next one follows when it is dropped.
struct Turn {
    lines: Arc<Lines>,
    key: String,
    guard: Option<OwnedMutexGuard<()>>,
}

impl Turnstile {
    async fn pass(&self, key: &str) -> Turn {
        let line = {
            let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let line = lines.get(key).and_then(Weak::upgrade).unwrap_or_default();
            lines.insert(key.to_owned(), Arc::downgrade(&line));
            line
        };
        Turn { lines: Arc::clone(&self.0), key: key.to_owned(), guard: Some(line.lock_owned().await) }
    }

    /// The lines of a person, who may be writing as several visitors at a time. (Always after the visitor's own, and in
    /// one order: so nobody waits in a circle.)
    async fn pass_person(&self, lead: &Lead) -> Vec<Turn> {
        let mut names: Vec<String> = keys_of(&lead.facts).iter().map(|key| format!("{}:{}", key.kind(), key.value())).collect();
        names.push(lead.id.to_string());
        names.sort_unstable();
        let mut turns = Vec::with_capacity(names.len());
        for name in names {
            turns.push(self.pass(&name).await);
        }
        turns
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        drop(self.guard.take());
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.get(&self.key).is_some_and(|line| line.strong_count() == 0) {
            lines.remove(&self.key);
        }
    }
}

/// Where a visitor's next words belong.
#[derive(Clone, Debug)]
pub enum Place {
    Open(Box<OpenConversation>),
    /// Idle for too long: it is closed first.
    Stale(Box<OpenConversation>),
    Nowhere(Box<Heritage>),
}

impl Default for Place {
    fn default() -> Self {
        Self::Nowhere(Box::default())
    }
}

impl Place {
    pub fn of(open: Option<OpenConversation>, now: Timestamp, lifetime_s: u64) -> Self {
        match open {
            Some(open) if open.conversation.is_stale(now, lifetime_s) => Self::Stale(Box::new(open)),
            Some(open) => Self::Open(Box::new(open)),
            None => Self::default(),
        }
    }

    /// The conversation that goes on here.
    pub fn open(&self) -> Option<&OpenConversation> {
        match self {
            Self::Open(open) => Some(open),
            Self::Stale(_) | Self::Nowhere(_) => None,
        }
    }

    pub fn base(&self) -> Base<'_> {
        match self {
            Self::Open(open) => Base::Open(open),
            Self::Stale(old) => Base::New(Box::new(Heritage::of(old))),
            Self::Nowhere(heritage) => Base::New(heritage.clone()),
        }
    }
}

/// A change on its way into the storage.
pub struct Commit<'a> {
    pub ports: &'a ChatPorts,
    pub turnstile: &'a Turnstile,
    pub visitor: &'a VisitorKey,
    /// Where the use case found the visitor when it began.
    pub place: Place,
    /// What a new conversation is called; another use case may have begun it meanwhile.
    pub beginning: &'a ConversationId,
    pub now: Timestamp,
    /// Seconds a conversation may be idle and still go on.
    pub lifetime_s: u64,
    /// Whoever writes may be believed.
    pub vouched: bool,
    /// The number in the client's label.
    pub label: Option<PersonKey>,
}

/// Closes the visitor's open conversation, if there is one.
pub async fn close(ports: &ChatPorts, turnstile: &Turnstile, visitor: &VisitorKey) -> Result<Option<Conversation>, ServiceError> {
    let _turn = turnstile.pass(visitor.as_str()).await;
    for losses in 0..MOST_TRIES {
        yield_to_others(ports, losses).await;
        let Some(open) = ports.conversations.open_of(visitor, 0).await? else { return Ok(None) };
        let write = record::closed(&open.conversation);
        let conversation = write.conversation.clone();
        match ports.conversations.write(write).await {
            Err(StorageError::Conflict) => {}
            done => return Ok(done.map(|()| Some(conversation))?),
        }
    }
    Err(StorageError::Conflict.into())
}

/// Whoever lost once tries again at once. Another process that keeps winning has more to write: it is let go first.
async fn yield_to_others(ports: &ChatPorts, losses: u32) {
    if let Some(doublings) = losses.checked_sub(2) {
        ports.clock.sleep(PAUSES.0.saturating_mul(1 << doublings).min(PAUSES.1)).await;
    }
}

impl Commit<'_> {
    /// Stores what `change` makes of the base and returns the conversation as stored.
    /// [`ServiceError::NotFound`] when the conversation was erased meanwhile: then nothing is stored.
    pub async fn store(mut self, change: impl Fn(&Base<'_>) -> ConversationWrite + Send + Sync) -> Result<Conversation, ServiceError> {
        let _turn = self.turnstile.pass(self.visitor.as_str()).await;
        let began_in = self.place.open().map(|open| open.conversation.id.clone());
        for losses in 0..MOST_TRIES {
            yield_to_others(self.ports, losses).await;
            match self.attempt(&change).await {
                Err(StorageError::Conflict) => self.look_again(began_in.as_ref()).await?,
                done => return Ok(done?),
            }
        }
        Err(StorageError::Conflict.into())
    }

    async fn attempt(&mut self, change: &(impl Fn(&Base<'_>) -> ConversationWrite + Send + Sync)) -> Result<Conversation, StorageError> {
        if let Place::Stale(old) = &self.place {
            self.ports.conversations.write(record::closed(&old.conversation)).await?;
            self.place = Place::Nowhere(Box::new(Heritage::of(old)));
        }
        let base = self.place.base();
        let write = change(&base);
        let _person = match &write.lead {
            Some(lead) => self.turnstile.pass_person(lead).await,
            None => vec![],
        };
        let write = recognise::settle(self.ports, &base, write, self.vouched, self.label.as_ref()).await?;
        let conversation = write.conversation.clone();
        self.ports.conversations.write(write).await?;
        Ok(conversation)
    }

    /// Somebody else wrote first: where do the words belong now?
    async fn look_again(&mut self, began_in: Option<&ConversationId>) -> Result<(), ServiceError> {
        let open = self.ports.conversations.open_of(self.visitor, 0).await?;
        let closed = |conversation| Place::Open(Box::new(OpenConversation { conversation, recent: vec![], lead: None }));
        let went_on = open.filter(|open| began_in.is_none_or(|id| open.conversation.id == *id));
        self.place = match (went_on, began_in) {
            (Some(open), _) => Place::of(Some(open), self.now, self.lifetime_s),
            // It was closed meanwhile: the words belong to it all the same. Its lead's latest version is not known here.
            (None, Some(id)) => closed(self.ports.conversations.find(id).await?.ok_or(ServiceError::NotFound("conversation"))?),
            (None, None) => match self.ports.conversations.find(self.beginning).await? {
                Some(begun) => closed(begun),
                None => self.inherited().await?,
            },
        };
        Ok(())
    }

    /// A new conversation with what the one before knew; nothing comes back of whoever was erased meanwhile.
    async fn inherited(&mut self) -> Result<Place, ServiceError> {
        let heritage = match std::mem::take(&mut self.place) {
            Place::Nowhere(heritage) => *heritage,
            Place::Open(old) | Place::Stale(old) => Heritage::of(&old),
        };
        let is_erased = match &heritage.lead_id {
            Some(id) => self.ports.leads.find(id).await?.is_none(),
            None => false,
        };
        Ok(if is_erased { Place::default() } else { Place::Nowhere(Box::new(Heritage { lead: None, ..heritage })) })
    }
}
