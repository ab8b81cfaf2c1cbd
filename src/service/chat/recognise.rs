//! One person, one lead: before a write goes out, the lead in it is compared with those that its addresses and numbers
//! belong to already. What is found here is guarded by the claims in the same transaction.

use super::{ChatPorts, record::Base};
use crate::{
    domain::{
        ids::{EventId, MessageId},
        lead::{
            Lead,
            identity::{Likeness, PersonKey, keys_of, likeness},
            merge::{MergeRecord, merge},
            score::score,
            timeline::{Actor, Beginning, Happening, LeadEvent},
        },
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{ConversationWrite, LeadTrace},
    },
};

/// The write with the lead that the person is, its score, its keys and the lines of its timeline.
pub(super) async fn settle(ports: &ChatPorts, base: &Base<'_>, mut write: ConversationWrite) -> Result<ConversationWrite, StorageError> {
    let Some(lead) = write.lead.take() else { return Ok(write) };
    let known = base.lead();
    let new_keys = added(&keys_of(&lead.facts), known);
    let owners = if new_keys.is_empty() { vec![] } else { ports.leads.owners(&new_keys).await? };
    let at = lead.updated_at;
    let mut settled = Settled::new(lead, known);
    for (_, owner) in &owners {
        settled.meet(owner, at);
    }
    let message = write.messages.first().map(|message| message.id.clone());
    let lead = settled.finish(write.conversation.visitor_messages);
    write.trace = LeadTrace {
        claims: new_keys.into_iter().filter(|key| settled.may_claim(key, &owners)).collect(),
        events: settled.lines(message).into_iter().map(|what| line(ports, at, what)).collect(),
        absorbed: settled.absorbed.clone(),
        ..LeadTrace::default()
    };
    write.conversation.lead_id = Some(lead.id.clone());
    write.lead = Some(lead);
    Ok(write)
}

fn added(keys: &[PersonKey], known: Option<&Lead>) -> Vec<PersonKey> {
    let old = known.map(|lead| keys_of(&lead.facts)).unwrap_or_default();
    keys.iter().filter(|key| !old.contains(key)).cloned().collect()
}

fn line(ports: &ChatPorts, at: Timestamp, what: Happening) -> LeadEvent {
    LeadEvent { id: EventId::new(ports.ids.uuid()), at, by: Actor::Visitor, what }
}

/// The lead of a write on its way to what will be stored.
struct Settled {
    lead: Lead,
    /// As it was before the write, where it was there.
    before: Option<Lead>,
    absorbed: Option<MergeRecord>,
}

impl Settled {
    fn new(lead: Lead, known: Option<&Lead>) -> Self {
        Self { lead, before: known.cloned(), absorbed: None }
    }

    /// Another lead has one of the new keys.
    fn meet(&mut self, owner: &Lead, at: Timestamp) {
        let is_met = owner.id == self.lead.id || self.absorbed.is_some();
        if is_met || likeness(&self.lead.facts, &owner.facts) != Likeness::Same {
            return;
        }
        let Some(before) = self.before.take() else {
            // Nothing is stored of the new one yet: the person is the other one, who has said more.
            self.lead = joined(owner, &self.lead, at);
            self.before = Some(owner.clone());
            return;
        };
        // The older lead stays, whoever has just spoken.
        let (stays, goes) = if owner.created_at <= before.created_at { (owner, &before) } else { (&before, owner) };
        let merged = merge(stays, goes, at);
        let mut lead = merged.clone();
        take_in(&mut lead, &self.lead);
        self.absorbed = Some(MergeRecord { before: stays.clone(), after: merged, absorbed: goes.clone(), at });
        self.before = Some(stays.clone());
        self.lead = lead;
    }

    fn finish(&mut self, messages: u32) -> Lead {
        self.lead.score = score(&self.lead.facts, messages);
        if let Some(record) = &mut self.absorbed {
            record.after.score = self.lead.score.clone();
        }
        self.lead.clone()
    }

    /// A number that somebody else has had first stays theirs: both may be reached by it.
    fn may_claim(&self, key: &PersonKey, owners: &[(PersonKey, Lead)]) -> bool {
        let gone = self.absorbed.as_ref().map(|record| &record.absorbed.id);
        owners.iter().filter(|(owned, _)| owned == key).all(|(_, owner)| owner.id == self.lead.id || gone == Some(&owner.id))
    }

    fn lines(&self, message_id: Option<MessageId>) -> Vec<Happening> {
        let mut lines = vec![];
        if self.before.is_none() {
            lines.push(Happening::Created { how: Beginning::Captured });
        }
        if let Some(record) = &self.absorbed {
            let name = record.absorbed.value(crate::domain::capture::Field::Name).map(str::to_owned);
            lines.push(Happening::Merged { other: record.absorbed.id.clone(), name });
        }
        let old = self.absorbed.as_ref().map(|record| &record.after).or(self.before.as_ref());
        let is_new = |field, value: &str| old.is_none_or(|old| old.value(field) != Some(value));
        let values: Vec<_> =
            self.lead.facts.iter().filter(|fact| is_new(fact.field, &fact.value)).map(|fact| (fact.field, fact.value.clone())).collect();
        if !values.is_empty() {
            lines.push(Happening::Captured { values, message_id });
        }
        lines
    }
}

/// The known lead with what the new one has learnt.
fn joined(known: &Lead, new: &Lead, at: Timestamp) -> Lead {
    let mut lead = known.clone();
    take_in(&mut lead, new);
    lead.version += 1;
    lead.updated_at = at;
    lead
}

/// Facts, conversations and what was saved beside them.
fn take_in(lead: &mut Lead, new: &Lead) {
    for fact in new.facts.iter() {
        lead.facts.learn(fact.clone());
    }
    for id in &new.conversation_ids {
        if !lead.conversation_ids.contains(id) {
            lead.conversation_ids.push(id.clone());
        }
    }
    lead.notes = new.notes.clone().or(lead.notes.take());
    lead.custom.extend(new.custom.clone());
}
