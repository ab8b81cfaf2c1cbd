//! The log's way out and back in memory.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;

use super::{
    MemoryAudit,
    conversations::{MemoryConversations, State},
};
use crate::{
    domain::{
        analytics::count::Count,
        archive::ArchiveInfo,
        conversation::{Conversation, ConversationSummary, Status, VisitorKey},
        excerpt::{Excerpt, excerpt},
        ids::{ArchiveId, ConversationId, LeadId, MessageId},
        page::{Page, PageSize},
        time::Timestamp,
        words::has_beginnings,
    },
    service::{
        error::StorageError,
        ports::{ArchiveEntry, ArchiveRewrite, Archived, AuditEntry, Held, LogFilter, LogHit, LogStore, Restoring, Talk},
    },
};

/// Beside the conversations; clones share one state.
#[derive(Clone, Default)]
pub struct MemoryLogs {
    store: MemoryConversations,
    audit: MemoryAudit,
}

#[derive(Clone, Default)]
pub(super) struct Shelf {
    /// Each with the id of its first file: a file that is written anew takes the place of the one before.
    archives: Vec<(ArchiveId, ArchiveInfo)>,
    /// Who is in which, under those ids.
    holds: BTreeMap<ArchiveId, BTreeMap<ConversationId, Hold>>,
    discarded: BTreeMap<String, Discard>,
    /// Who clears the log, and until when.
    turn: Option<(String, Timestamp)>,
}

/// A file that goes unless an archive is made of it before.
#[derive(Clone, Default)]
struct Discard {
    /// None: at once.
    due: Option<Timestamp>,
    /// Whose it was to be, where it was noted who is in it.
    archive: Option<ArchiveId>,
}

#[derive(Clone)]
struct Hold {
    visitor: VisitorKey,
    lead: Option<LeadId>,
    /// The counts are kept because of it.
    is_counted: bool,
    restored_at: Option<Timestamp>,
    is_owed: bool,
}

impl Hold {
    fn of(talk: &Held) -> Self {
        Self { visitor: talk.visitor.clone(), lead: talk.lead.clone(), is_counted: false, restored_at: None, is_owed: false }
    }
}

impl Shelf {
    /// All holds of one, in whichever archive.
    fn holds_of(&self, id: &ConversationId) -> impl Iterator<Item = &Hold> {
        self.holds.values().filter_map(move |held| held.get(id))
    }

    pub(super) fn owe(&mut self, ids: &[ConversationId]) {
        for held in self.holds.values_mut() {
            held.iter_mut().filter(|(id, _)| ids.contains(id)).for_each(|(_, hold)| hold.is_owed = true);
        }
    }

    /// Of a file that was begun and is not to be removed yet.
    fn begun(&mut self, file: &str) -> Result<&mut Discard, StorageError> {
        self.discarded.get_mut(file).filter(|begun| begun.due.is_some()).ok_or(StorageError::Conflict)
    }

    /// An archive is made of a file that was begun.
    fn make_of(&mut self, file: &str) -> Result<(), StorageError> {
        self.begun(file)?;
        self.discarded.remove(file);
        Ok(())
    }

    fn hold(&mut self, archive: &ArchiveInfo, talks: &[Held]) -> Result<(), StorageError> {
        self.begun(&archive.file)?.archive = Some(archive.id.clone());
        let held = self.holds.entry(archive.id.clone()).or_default();
        for talk in talks {
            held.entry(talk.conversation.clone()).or_insert_with(|| Hold::of(talk));
        }
        Ok(())
    }

    /// The counts of these are kept because of the archive.
    fn keep(&mut self, archive: ArchiveId, talks: &[Held]) {
        let held = self.holds.entry(archive).or_default();
        for talk in talks {
            let hold = held.entry(talk.conversation.clone()).or_insert_with(|| Hold::of(talk));
            (hold.lead, hold.is_counted) = (talk.lead.clone(), true);
        }
    }

    /// All of a visitor that are in archives, with their leads.
    pub(super) fn talks_of(&self, visitor: &VisitorKey) -> Vec<(ConversationId, Option<LeadId>)> {
        let held = self.holds.values().flatten().filter(|(_, hold)| hold.visitor == *visitor);
        held.map(|(id, hold)| (id.clone(), hold.lead.clone())).collect()
    }

    fn is_to_be_had(&self, id: &ConversationId) -> bool {
        let mut holds = self.holds_of(id).peekable();
        holds.peek().is_some() && holds.all(|hold| !hold.is_owed)
    }
}

impl MemoryLogs {
    pub fn beside(store: &MemoryConversations, audit: &MemoryAudit) -> Self {
        Self { store: store.clone(), audit: audit.clone() }
    }

    fn note(&self, entry: Option<AuditEntry>) -> Result<(), StorageError> {
        entry.map_or(Ok(()), |entry| self.audit.append(entry))
    }
}

impl State {
    fn archived(&self, conversation: &Conversation) -> Archived {
        let lead = conversation.lead_id.as_ref().and_then(|id| self.lead(id));
        let messages = self.messages.get(&conversation.id).cloned().unwrap_or_default();
        Archived {
            talk: Talk { conversation: conversation.clone(), messages },
            has_follow_up: lead.as_ref().is_some_and(|lead| lead.follow_up_at.is_some()),
            leads: lead.map(|lead| std::iter::once(lead.id).chain(lead.absorbed).collect()).unwrap_or_default(),
            restored_at: self.shelf.holds_of(&conversation.id).filter_map(|hold| hold.restored_at).max(),
        }
    }

    fn found(&self, conversation: &Conversation, filter: &LogFilter) -> Option<Option<(MessageId, Excerpt)>> {
        let all = self.messages.get(&conversation.id).map(Vec::as_slice).unwrap_or_default();
        let (from, to) = filter.said();
        let is_in_time = |at: Timestamp| from.is_none_or(|from| at >= from) && to.is_none_or(|to| at < to);
        let is_of = filter.shows_begun(conversation.started_at)
            && filter.channel.is_none_or(|channel| channel == conversation.channel)
            && filter.page.as_ref().is_none_or(|page| conversation.entry.page.as_ref() == Some(page));
        if !is_of || !all.iter().any(|message| is_in_time(message.at)) {
            return None;
        }
        let Some(q) = filter.q.as_deref() else { return Some(None) };
        let hit = all.iter().rev().find(|message| is_in_time(message.at) && has_beginnings(&message.text, q))?;
        Some(Some((hit.id.clone(), excerpt(hit, q)?)))
    }

    /// Those of these that may go, with what they count for.
    fn leave(&mut self, change: &ArchiveEntry) -> Vec<Held> {
        let going = |state: &Self, id: &ConversationId, revision: u64| {
            let found = state.conversations.get(id).filter(|there| there.revision == revision);
            found.filter(|there| !change.keep_followed_up || !state.archived(there).has_follow_up).map(Held::of)
        };
        let mut gone = vec![];
        for (id, revision) in &change.talks {
            if let Some(talk) = going(self, id, *revision) {
                let tally = self.tally_of(id);
                self.drop_talk(id);
                self.counted.kept.add_all(&tally);
                gone.push(talk);
            }
        }
        gone
    }

    fn come_back(&mut self, talk: Talk) -> Option<ConversationId> {
        let Talk { mut conversation, messages } = talk;
        if self.conversations.contains_key(&conversation.id) {
            return None;
        }
        let has_open = self.conversations.values().any(|other| other.visitor == conversation.visitor && other.status == Status::Open);
        if has_open {
            conversation.status = Status::Closed;
        }
        let mut count = Count::by(&self.counted.calendar);
        count.talk(&conversation, &messages);
        let tally = count.finish();
        self.counted.kept.add_all(&tally.negated());
        self.counted.facts.add_all(&tally);
        let id = conversation.id.clone();
        self.messages.insert(id.clone(), messages);
        self.conversations.insert(id.clone(), conversation);
        Some(id)
    }
}

#[async_trait]
impl LogStore for MemoryLogs {
    async fn search(&self, filter: &LogFilter, size: PageSize, cursor: Option<&str>) -> Result<Option<Page<LogHit>>, StorageError> {
        self.store
            .with(|state| {
                let place = |conversation: &Conversation| (conversation.last_at, conversation.id.clone());
                let after = match cursor {
                    None => None,
                    Some(cursor) => match cursor.parse().ok().and_then(|id: ConversationId| state.conversations.get(&id)) {
                        None => return Ok(None),
                        Some(last) => Some(place(last)),
                    },
                };
                let mut rows: Vec<&Conversation> = state.conversations.values().collect();
                rows.sort_by_key(|row| std::cmp::Reverse(place(row)));
                let behind = rows.into_iter().filter(|row| after.as_ref().is_none_or(|after| place(row) < *after));
                let hit = |row: &Conversation| Some(LogHit { summary: ConversationSummary::from(row), found: state.found(row, filter)? });
                let mut items: Vec<LogHit> = behind.filter_map(hit).take(size.get() as usize + 1).collect();
                let more = items.len() > size.get() as usize;
                items.truncate(size.get() as usize);
                let next_cursor = items.last().filter(|_| more).map(|hit| hit.summary.id.to_string());
                Ok(Some(Page { items, next_cursor }))
            })
            .await
    }

    async fn aged(&self, before: Timestamp, after: Option<&ConversationId>, limit: u32) -> Result<Vec<Archived>, StorageError> {
        self.store
            .with(|state| {
                let old = state.conversations.values().filter(|talk| talk.last_at < before);
                let behind = old.filter(|talk| after.is_none_or(|after| talk.id > *after));
                Ok(behind.take(limit as usize).map(|talk| state.archived(talk)).collect())
            })
            .await
    }

    async fn begin(&self, file: &str, until: Timestamp) -> Result<(), StorageError> {
        self.store
            .with(|state| {
                state.shelf.discarded.insert(file.to_owned(), Discard { due: Some(until), archive: None });
                Ok(())
            })
            .await
    }

    async fn hold(&self, archive: &ArchiveInfo, talks: &[Held]) -> Result<(), StorageError> {
        self.store.with(|state| state.shelf.hold(archive, talks)).await
    }

    async fn take_out(&self, change: ArchiveEntry) -> Result<Vec<ConversationId>, StorageError> {
        self.store
            .with(|state| {
                let is_there = |archive: &ArchiveInfo| state.shelf.archives.iter().any(|(first, _)| *first == archive.id);
                let new = change.archive.clone().filter(|archive| !is_there(archive));
                if let Some(new) = &new {
                    state.shelf.begun(&new.file)?;
                }
                self.note(change.entry.clone())?;
                if let Some(new) = new {
                    state.shelf.make_of(&new.file)?;
                    state.shelf.archives.push((new.id.clone(), new));
                }
                let gone = state.leave(&change);
                if let Some(archive) = change.archive {
                    state.shelf.keep(archive.id, &gone);
                }
                Ok(gone.into_iter().map(|talk| talk.conversation).collect())
            })
            .await
    }

    async fn put_back(&self, talks: Vec<Talk>, restoring: Option<Restoring>) -> Result<Vec<ConversationId>, StorageError> {
        self.store
            .with(|state| {
                let restored_at = restoring.as_ref().map(|restoring| restoring.at);
                self.note(restoring.and_then(|restoring| restoring.entry))?;
                let may_come = |talk: &Talk| restored_at.is_none() || state.shelf.is_to_be_had(&talk.conversation.id);
                let coming: Vec<Talk> = talks.into_iter().filter(may_come).collect();
                let came: Vec<ConversationId> = coming.into_iter().filter_map(|talk| state.come_back(talk)).collect();
                for held in state.shelf.holds.values_mut() {
                    for (_, hold) in held.iter_mut().filter(|(id, _)| came.contains(id)) {
                        (hold.is_counted, hold.restored_at) = (false, restored_at);
                    }
                }
                Ok(came)
            })
            .await
    }

    async fn archives(&self) -> Result<Vec<ArchiveInfo>, StorageError> {
        self.store.with(|state| Ok(state.shelf.archives.iter().rev().map(|(_, info)| info.clone()).collect())).await
    }

    async fn archive(&self, id: &ArchiveId) -> Result<Option<ArchiveInfo>, StorageError> {
        self.store.with(|state| Ok(state.shelf.archives.iter().map(|(_, info)| info).find(|info| info.id == *id).cloned())).await
    }

    async fn holding(&self, ids: &[ConversationId]) -> Result<Vec<(ArchiveInfo, BTreeSet<ConversationId>)>, StorageError> {
        self.store
            .with(|state| {
                let holding = |(first, archive): &(ArchiveId, ArchiveInfo)| {
                    let held = state.shelf.holds.get(first)?;
                    let counted = ids.iter().filter(|id| held.get(id).is_some_and(|hold| hold.is_counted)).cloned().collect();
                    ids.iter().any(|id| held.contains_key(id)).then(|| (archive.clone(), counted))
                };
                Ok(state.shelf.archives.iter().filter_map(holding).collect())
            })
            .await
    }

    async fn erased(&self, ids: &[ConversationId]) -> Result<Vec<ConversationId>, StorageError> {
        self.store
            .with(|state| {
                let is_kept = |id: &ConversationId| state.shelf.holds_of(id).any(|hold| hold.is_counted && !hold.is_owed);
                Ok(ids.iter().filter(|id| !state.conversations.contains_key(*id) && !is_kept(id)).cloned().collect())
            })
            .await
    }

    async fn owe(&self, ids: &[ConversationId]) -> Result<(), StorageError> {
        self.store
            .with(|state| {
                state.shelf.owe(ids);
                Ok(())
            })
            .await
    }

    async fn owed(&self) -> Result<Vec<ConversationId>, StorageError> {
        self.store
            .with(|state| {
                let held = state.shelf.holds.values().flatten();
                let owed: BTreeSet<ConversationId> = held.filter(|(_, hold)| hold.is_owed).map(|(id, _)| id.clone()).collect();
                Ok(owed.into_iter().collect())
            })
            .await
    }

    async fn rewrite(&self, change: ArchiveRewrite) -> Result<(), StorageError> {
        self.store
            .with(|state| {
                let shelf = &mut state.shelf;
                let place = shelf.archives.iter().position(|(_, info)| info.id == change.old).ok_or(StorageError::Conflict)?;
                if let Some(new) = &change.new {
                    shelf.make_of(&new.file)?;
                }
                self.audit.append(change.entry)?;
                let (first, old) = shelf.archives.remove(place);
                if let Some(new) = change.new {
                    shelf.holds.entry(first.clone()).or_default().retain(|id, _| !change.gone.contains(id));
                    shelf.archives.insert(place, (first, new));
                } else {
                    shelf.holds.remove(&first);
                }
                shelf.discarded.insert(old.file, Discard::default());
                state.counted.kept.add_all(&change.tally);
                Ok(())
            })
            .await
    }

    async fn take_turn(&self, holder: &str, now: Timestamp, until: Timestamp) -> Result<bool, StorageError> {
        self.store
            .with(|state| {
                let turn = &mut state.shelf.turn;
                let is_mine = turn.as_ref().is_none_or(|(by, until)| by == holder || *until <= now);
                if is_mine {
                    *turn = Some((holder.to_owned(), until));
                }
                Ok(is_mine)
            })
            .await
    }

    async fn end_turn(&self, holder: &str) -> Result<(), StorageError> {
        self.store
            .with(|state| {
                state.shelf.turn.take_if(|(by, _)| by == holder);
                Ok(())
            })
            .await
    }

    async fn discarded(&self, now: Timestamp) -> Result<Vec<String>, StorageError> {
        self.store
            .with(|state| {
                let all = &mut state.shelf.discarded;
                all.values_mut().filter(|file| file.due.is_some_and(|due| due <= now)).for_each(|file| file.due = None);
                Ok(all.iter().filter(|(_, file)| file.due.is_none()).map(|(name, _)| name.clone()).collect())
            })
            .await
    }

    async fn swept(&self, file: &str) -> Result<(), StorageError> {
        self.store
            .with(|state| {
                let discard = state.shelf.discarded.remove(file);
                if let Some(archive) = discard.and_then(|discard| discard.archive) {
                    state.shelf.holds.remove(&archive);
                }
                Ok(())
            })
            .await
    }
}
