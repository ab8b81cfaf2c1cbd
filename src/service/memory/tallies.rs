//! Counts in memory: in one state with the facts that they are of, changed with them.

use async_trait::async_trait;
use jiff::civil::Date;

use super::conversations::{MemoryConversations, State};
use crate::{
    domain::{
        analytics::{
            block::Cover,
            calendar::Calendar,
            cohort::Cohorts,
            count::Count,
            figures::Days,
            heat::{Hours, Week},
            measure::Counts,
            person::Person,
            range::Range,
            tally::{Dimension, Tally},
        },
        ids::{ConversationId, LeadId},
        lead::Lead,
    },
    service::{
        error::StorageError,
        ports::{Rebuilt, Tallies, tally_of_meetings},
    },
};

/// Both ledgers, and by whose clocks they are kept.
#[derive(Clone, Default)]
pub(super) struct Counted {
    pub(super) facts: Tally,
    pub(super) kept: Tally,
    pub(super) calendar: Calendar,
}

impl State {
    /// Those of these leads that there are, with all their lines.
    pub(super) fn people(&self, ids: &[&LeadId]) -> Vec<Person> {
        ids.iter().filter_map(|id| self.leads.get(id)).map(|lead| self.person(lead)).collect()
    }

    /// The lead with all its lines.
    pub(super) fn person(&self, lead: &Lead) -> Person {
        let own = std::iter::once(&lead.id).chain(&lead.absorbed);
        let lines = own.flat_map(|id| self.events.get(id).into_iter().flatten().map(move |line| (id.clone(), line.clone())));
        Person { lead: lead.clone(), lines: lines.collect() }
    }

    pub(super) fn uncount_person(&mut self, lead: &Lead) {
        let mut count = Count::by(&self.counted.calendar);
        if let Some(lead) = self.leads.get(&lead.id) {
            self.person(lead).count(&mut count);
        }
        let tally = count.finish();
        self.counted.facts.add_all(&tally.negated());
    }

    /// What a conversation counts for, with all that was said in it.
    pub(super) fn tally_of(&self, id: &ConversationId) -> Tally {
        let mut count = Count::by(&self.counted.calendar);
        if let Some(conversation) = self.conversations.get(id) {
            count.talk(conversation, self.messages.get(id).map(Vec::as_slice).unwrap_or_default());
        }
        count.finish()
    }

    /// False where there is none of this id.
    pub(super) fn drop_talk(&mut self, id: &ConversationId) -> bool {
        let tally = self.tally_of(id);
        self.counted.facts.add_all(&tally.negated());
        self.messages.remove(id);
        self.conversations.remove(id).is_some()
    }

    /// All facts, counted anew.
    fn recount(&self, calendar: &Calendar) -> Tally {
        let mut count = Count::by(calendar);
        for (id, conversation) in &self.conversations {
            count.talk(conversation, self.messages.get(id).map(Vec::as_slice).unwrap_or_default());
        }
        self.leads.values().for_each(|lead| self.person(lead).count(&mut count));
        let facts = count.finish();
        [&facts, &tally_of_meetings(self.agenda.all(), calendar)].into_iter().sum()
    }

    fn all(&self) -> Tally {
        [&self.counted.facts, &self.counted.kept].into_iter().sum()
    }
}

impl MemoryConversations {
    /// Empty, with counts by these clocks.
    pub fn by(calendar: Calendar) -> Self {
        let store = Self::new();
        store.set_calendar(calendar);
        store
    }
}

#[async_trait]
impl Tallies for MemoryConversations {
    async fn days(&self, range: Range) -> Result<Days, StorageError> {
        self.with(|state| Ok(state.all().days(range))).await
    }

    async fn hours(&self, range: Range) -> Result<Hours, StorageError> {
        self.with(|state| Ok(state.all().hours(range))).await
    }

    async fn week(&self, range: Range) -> Result<Week, StorageError> {
        self.with(|state| Ok(state.all().week(&Cover::days_only(range)))).await
    }

    async fn groups(&self, dimension: Dimension, range: Range, limit: u32) -> Result<Vec<(String, Counts)>, StorageError> {
        self.with(|state| Ok(state.all().groups(dimension, &Cover::days_only(range), limit))).await
    }

    async fn cohorts(&self, range: Range) -> Result<Cohorts, StorageError> {
        self.with(|state| Ok(state.all().cohorts(range))).await
    }

    async fn known_since(&self) -> Result<Option<Date>, StorageError> {
        self.with(|state| Ok(state.all().since())).await
    }

    async fn keep(&self, tally: &Tally) -> Result<(), StorageError> {
        self.with(|state| {
            state.counted.kept.add_all(tally);
            Ok(())
        })
        .await
    }

    async fn rebuild(&self, calendar: &Calendar) -> Result<Rebuilt, StorageError> {
        self.with(|state| {
            let right = state.recount(calendar);
            let wrong = state.counted.facts.differing(&right).len() as u64;
            let facts = (state.conversations.len() + state.leads.len() + state.agenda.all().count()) as u64;
            let keys = right.len() as u64;
            state.counted.facts = right;
            state.counted.calendar = calendar.clone();
            Ok(Rebuilt { facts, wrong, keys })
        })
        .await
    }

    async fn zone(&self) -> Result<Option<String>, StorageError> {
        self.with(|state| Ok(state.counted.calendar.zone().iana_name().map(str::to_owned))).await
    }
}

#[cfg(test)]
mod tests;
