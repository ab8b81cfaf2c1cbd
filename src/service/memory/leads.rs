//! Leads in memory: in one state with the conversations they come from.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::conversations::{MemoryConversations, State};
use crate::{
    domain::{
        capture::Field,
        ids::{ConversationId, EventId, LeadId},
        lead::{
            Lead, LeadStatus,
            identity::PersonKey,
            merge::MergeRecord,
            query::{LeadFilter, Sort, SortKey},
            timeline::LeadEvent,
        },
        page::{Page, PageSize},
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{AuditEntry, LeadTrace, LeadWrite, Leads, Restored},
    },
};

impl State {
    /// The lead of this id, or the one that it became part of.
    pub(super) fn lead(&self, id: &LeadId) -> Option<Lead> {
        let within = || self.leads.values().find(|lead| lead.absorbed.contains(id));
        self.leads.get(id).or_else(within).cloned()
    }

    pub(super) fn check_lead(&self, lead: &Lead, trace: &LeadTrace) -> Result<(), StorageError> {
        let stored = self.leads.get(&lead.id).map_or(0, |old| old.version);
        let gone = trace.absorbed.as_ref().map(|record| &record.absorbed);
        let is_stale = gone.is_some_and(|gone| self.leads.get(&gone.id).map(|old| old.version) != Some(gone.version));
        let is_mine = |owner: &LeadId| *owner == lead.id || gone.is_some_and(|gone| gone.id == *owner) || !self.leads.contains_key(owner);
        let is_taken = trace.claims.iter().any(|key| self.keys.get(key).is_some_and(|owner| !is_mine(owner)));
        if stored + 1 != lead.version || is_stale || is_taken { Err(StorageError::Conflict) } else { Ok(()) }
    }

    /// Nothing is changed where the line of the audit log is there already.
    pub(super) fn put_lead(&mut self, lead: Lead, trace: LeadTrace) -> Result<(), StorageError> {
        if let Some(entry) = trace.entry {
            self.audit.append(entry)?;
        }
        if let Some(record) = trace.absorbed {
            self.leads.remove(&record.absorbed.id);
            self.keys.values_mut().filter(|owner| **owner == record.absorbed.id).for_each(|owner| owner.clone_from(&lead.id));
            self.merged.insert(record.absorbed.id.clone(), record);
        }
        self.release(&trace.releases, &lead.id);
        for key in trace.claims {
            self.keys.insert(key, lead.id.clone());
        }
        for (under, line) in trace.forgets.lines {
            self.events.entry(under).or_default().retain(|event| event.id != line);
        }
        for id in trace.forgets.merges {
            self.merged.remove(&id);
        }
        if trace.forgets.imports {
            self.marks.retain(|(_, marked), _| *marked != lead.id && !lead.absorbed.contains(marked));
        }
        self.events.entry(lead.id.clone()).or_default().extend(trace.events);
        self.leads.insert(lead.id.clone(), lead);
        Ok(())
    }

    fn release(&mut self, keys: &[PersonKey], lead: &LeadId) {
        self.keys.retain(|key, owner| owner != lead || !keys.contains(key));
    }

    fn restore(&mut self, restored: Restored, from: &LeadId) {
        let Restored { lead, keys } = restored;
        self.merged.remove(&lead.id);
        for key in keys {
            let is_free = self.keys.get(&key).is_none_or(|owner| owner == from || !self.leads.contains_key(owner));
            if is_free {
                self.keys.insert(key, lead.id.clone());
            }
        }
        for id in &lead.conversation_ids {
            if let Some(conversation) = self.conversations.get_mut(id).filter(|talk| talk.lead_id.as_ref() == Some(from)) {
                conversation.lead_id = Some(lead.id.clone());
                conversation.revision += 1;
            }
        }
        self.leads.insert(lead.id.clone(), lead);
    }

    pub(super) fn drop_lead(&mut self, lead: &Lead) {
        self.uncount_person(lead);
        for id in std::iter::once(&lead.id).chain(&lead.absorbed) {
            self.leads.remove(id);
            self.events.remove(id);
            self.merged.remove(id);
            self.marks.retain(|(_, lead), _| lead != id);
            self.forget_meetings(|meeting| meeting.lead_id.as_ref() == Some(id));
        }
        self.keys.retain(|_, owner| *owner != lead.id);
    }
}

/// A lead's place in the list of this order; None where it is not in it.
fn place(lead: &Lead, key: SortKey) -> Option<(bool, String, i128, LeadId)> {
    let name = || lead.value(Field::Name).map(str::to_lowercase);
    let (last, text, number) = match key {
        SortKey::CreatedAt => (false, String::new(), lead.created_at.as_nanosecond()),
        SortKey::UpdatedAt => (false, String::new(), lead.updated_at.as_nanosecond()),
        SortKey::FollowUpAt => (false, String::new(), lead.follow_up_at?.as_nanosecond()),
        SortKey::Score => (false, format!("{:03}", lead.score.value), lead.created_at.as_nanosecond()),
        SortKey::Name => (name().is_none(), name().unwrap_or_default(), 0),
    };
    Some((last, text, number, lead.id.clone()))
}

#[async_trait]
impl Leads for MemoryConversations {
    async fn find(&self, id: &LeadId) -> Result<Option<Lead>, StorageError> {
        self.with(|state| Ok(state.lead(id))).await
    }

    async fn count(&self) -> Result<u64, StorageError> {
        self.with(|state| Ok(state.leads.len() as u64)).await
    }

    async fn counts(&self) -> Result<BTreeMap<LeadStatus, u64>, StorageError> {
        self.with(|state| {
            let mut counts = BTreeMap::new();
            for lead in state.leads.values() {
                *counts.entry(lead.status).or_default() += 1;
            }
            Ok(counts)
        })
        .await
    }

    async fn due(&self, now: Timestamp) -> Result<u64, StorageError> {
        let is_due = |lead: &&Lead| lead.follow_up_at.is_some_and(|at| at < now);
        self.with(|state| Ok(state.leads.values().filter(is_due).take(1_000).count() as u64)).await
    }

    async fn owners(&self, keys: &[PersonKey]) -> Result<Vec<(PersonKey, Lead)>, StorageError> {
        let owner = |state: &State, key: &PersonKey| Some((key.clone(), state.leads.get(state.keys.get(key)?)?.clone()));
        self.with(|state| Ok(keys.iter().filter_map(|key| owner(state, key)).collect())).await
    }

    async fn list(
        &self,
        filter: &LeadFilter,
        sort: Sort,
        size: PageSize,
        cursor: Option<&str>,
    ) -> Result<Option<Page<Lead>>, StorageError> {
        self.with(|state| {
            let after = match cursor.map(str::parse::<LeadId>) {
                None => None,
                Some(Err(_)) => return Ok(None),
                Some(Ok(id)) => state.leads.get(&id).and_then(|lead| place(lead, sort.key)),
            };
            let mut rows: Vec<_> = state
                .leads
                .values()
                .filter(|lead| filter.matches(lead) && filter.matches_words(lead))
                .filter_map(|lead| Some((place(lead, sort.key)?, lead)))
                .filter(|(place, _)| after.as_ref().is_none_or(|after| if sort.descending { place < after } else { place > after }))
                .collect();
            rows.sort_by(|(a, _), (b, _)| if sort.descending { b.cmp(a) } else { a.cmp(b) });
            let more = rows.len() > size.get() as usize;
            rows.truncate(size.get() as usize);
            let next_cursor = rows.last().filter(|_| more).map(|(_, lead)| lead.id.to_string());
            Ok(Some(Page { items: rows.into_iter().map(|(_, lead)| lead.clone()).collect(), next_cursor }))
        })
        .await
    }

    async fn write(&self, change: LeadWrite) -> Result<(), StorageError> {
        self.with(|state| {
            state.check_lead(&change.lead, &change.trace)?;
            if change.restored.as_ref().is_some_and(|restored| !state.merged.contains_key(&restored.lead.id)) {
                return Err(StorageError::Conflict);
            }
            let tally = change.counted(&state.people(&change.moves()), &state.counted.calendar);
            let id = change.lead.id.clone();
            state.put_lead(change.lead, change.trace)?;
            state.counted.facts.add_all(&tally);
            if let Some(restored) = change.restored {
                state.restore(restored, &id);
            }
            Ok(())
        })
        .await
    }

    async fn events(&self, leads: &[LeadId], before: Option<&EventId>, limit: u32) -> Result<Vec<LeadEvent>, StorageError> {
        self.with(|state| {
            let all = leads.iter().filter_map(|lead| state.events.get(lead)).flatten();
            let mut events: Vec<LeadEvent> = all.filter(|event| before.is_none_or(|before| event.id < *before)).cloned().collect();
            events.sort_by(|a, b| b.id.cmp(&a.id));
            events.truncate(limit as usize);
            Ok(events)
        })
        .await
    }

    async fn merge_record(&self, absorbed: &LeadId) -> Result<Option<MergeRecord>, StorageError> {
        self.with(|state| Ok(state.merged.get(absorbed).cloned())).await
    }

    async fn erase(&self, leads: &[Lead], entries: Vec<AuditEntry>) -> Result<Vec<ConversationId>, StorageError> {
        self.with(|state| {
            let mut gone = vec![];
            if leads.iter().any(|lead| state.leads.get(&lead.id).map(|stored| stored.version) != Some(lead.version)) {
                return Err(StorageError::Conflict);
            }
            for entry in entries {
                state.audit.append(entry)?;
            }
            for lead in leads {
                for id in &lead.conversation_ids {
                    state.forget_meetings(|meeting| meeting.conversation_id.as_ref() == Some(id));
                    if state.drop_talk(id) {
                        gone.push(id.clone());
                    }
                }
                state.shelf.owe(&lead.conversation_ids);
                state.drop_lead(lead);
            }
            Ok(gone)
        })
        .await
    }
}
