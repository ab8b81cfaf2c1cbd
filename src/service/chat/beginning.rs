//! The id of a conversation that a visitor begins with several messages at once. They agree on it before any of them is stored:
//! what is booked meanwhile names it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError, Weak},
};

use crate::domain::{conversation::VisitorKey, ids::ConversationId};

type Known = Mutex<HashMap<VisitorKey, Weak<OnceLock<ConversationId>>>>;

/// One for each visitor who is being read or answered. Clones are the same beginnings.
#[derive(Clone, Default)]
pub struct Beginnings(Arc<Known>);

/// A use case that may begin a conversation, until it is over.
pub struct Beginning {
    known: Arc<Known>,
    visitor: VisitorKey,
    id: Arc<OnceLock<ConversationId>>,
}

impl Beginnings {
    /// To be called before it is read whether a conversation is open: whoever has stored one by then need not be met.
    pub fn join(&self, visitor: &VisitorKey) -> Beginning {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = known.get(visitor).and_then(Weak::upgrade).unwrap_or_default();
        known.insert(visitor.clone(), Arc::downgrade(&id));
        Beginning { known: Arc::clone(&self.0), visitor: visitor.clone(), id }
    }

    /// Whoever comes from now on begins another one.
    pub fn part(&self, visitor: &VisitorKey) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(visitor);
    }
}

impl Beginning {
    /// What the conversation is called; `new` where nobody has needed to know it yet.
    pub fn id(&self, new: impl FnOnce() -> ConversationId) -> ConversationId {
        self.id.get_or_init(new).clone()
    }
}

impl Drop for Beginning {
    fn drop(&mut self) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        drop(std::mem::take(&mut self.id));
        if known.get(&self.visitor).is_some_and(|id| id.strong_count() == 0) {
            known.remove(&self.visitor);
        }
    }
}
