//! One person, one lead: before a write goes out, the lead in it is compared with those that its addresses and numbers
//! belong to already. What is found here is guarded by the claims in the same transaction.

use std::collections::BTreeMap;

use super::{
    ChatPorts,
    record::{Base, add_custom},
};
use crate::{
    domain::{
        capture::{Fact, Field, Origin},
        ids::{EventId, MessageId},
        lead::{
            Lead,
            identity::{Likeness, PersonKey, keys_of, likeness},
            merge::{MergeRecord, left_out, merge},
            score::score,
            timeline::{Actor, Beginning, Happening, LeadEvent},
        },
        meeting::notice::Notice,
        message::Author,
        time::Timestamp,
    },
    service::{
        error::StorageError,
        leads::{keep_away, known_by},
        ports::{ConversationWrite, LeadTrace, Waiting},
    },
};

/// The write with the lead that the person is, its score, its keys and the lines of its timeline. `label`: the number in the
/// label under which the client writes, which stays a key of the lead whatever number they give in words.
pub(super) async fn settle(
    ports: &ChatPorts,
    base: &Base<'_>,
    mut write: ConversationWrite,
    vouched: bool,
    label: Option<&PersonKey>,
) -> Result<ConversationWrite, StorageError> {
    let Some(mut lead) = write.lead.take() else { return Ok(write) };
    let known = base.lead();
    if let Some(known) = known.filter(|known| !known.conversation_ids.contains(&write.conversation.id)) {
        keep_away(&*ports.leads, known, &mut lead).await?;
    }
    let new_keys = added(&with_label(keys_of(&lead.facts), label), known);
    let mut owners = if new_keys.is_empty() { vec![] } else { known_by(&*ports.leads, &new_keys).await? };
    let at = lead.updated_at;
    let mut settled = Settled::new(lead, known, vouched, label.cloned());
    for (key, owner) in &owners {
        settled.meet(key, owner, at);
    }
    let lead = settled.finish(&write);
    let all = with_label(keys_of(&lead.facts), label);
    let kept = settled.before.as_ref().map(|before| keys_of(&before.facts)).unwrap_or_default();
    if settled.absorbed.is_some() {
        owners = ports.leads.owners(&all).await?;
    }
    // What it is known by is claimed, too: it may have been nobody's.
    let is_known = |key: &PersonKey| owners.iter().any(|(owned, owner)| owned == key && owner.id == lead.id);
    let is_new = |key: &PersonKey| settled.absorbed.is_some() || !kept.contains(key) || is_known(key);
    let message = write.messages.first().map(|message| message.id.clone());
    let claims: Vec<PersonKey> = all.iter().filter(|key| is_new(key) && settled.may_claim(key, &owners)).cloned().collect();
    let called_from = label.filter(|label| claims.contains(label) && !is_known(label));
    let mut events = std::mem::take(&mut write.trace.events);
    events.extend(settled.lines(message, called_from).into_iter().map(|what| line(ports, at, what)));
    write.trace = LeadTrace {
        claims,
        releases: if settled.is_corrected(known) { kept.iter().filter(|key| !all.contains(key)).cloned().collect() } else { vec![] },
        events,
        absorbed: settled.absorbed.clone(),
        ..LeadTrace::default()
    };
    if settled.becomes_reachable() && is_told_of_leads(ports).await? {
        write.notices.push(Waiting::new(Notice::Lead { lead: lead.id.clone() }, at));
    }
    write.conversation.lead_id = Some(lead.id.clone());
    write.lead = Some(lead);
    Ok(write)
}

fn with_label(mut keys: Vec<PersonKey>, label: Option<&PersonKey>) -> Vec<PersonKey> {
    keys.extend(label.filter(|label| !keys.contains(label)).cloned());
    keys
}

/// The owner gets a mail of each lead, once there is a way to reach them.
async fn is_told_of_leads(ports: &ChatPorts) -> Result<bool, StorageError> {
    Ok(ports.has_mail() && ports.settings.load().await?.notifications.tells_of_leads())
}

fn is_reachable(lead: &Lead) -> bool {
    [Field::Email, Field::Phone].into_iter().any(|field| lead.value(field).is_some())
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
    /// Whoever writes may be believed.
    vouched: bool,
    /// The number under which they write.
    label: Option<PersonKey>,
}

impl Settled {
    fn new(lead: Lead, known: Option<&Lead>, vouched: bool, label: Option<PersonKey>) -> Self {
        let mut settled = Self { lead, before: known.cloned(), absorbed: None, vouched, label };
        settled.keep_number();
        settled
    }

    /// Another lead has one of the new keys. An e-mail is one person's (also one that they have used before); a number may
    /// be shared.
    fn meet(&mut self, key: &PersonKey, owner: &Lead, at: Timestamp) {
        let is_met = owner.id == self.lead.id || self.absorbed.is_some();
        let likeness = || likeness(&self.lead.facts, &owner.facts);
        let is_same = || matches!(key, PersonKey::Email(_)) || self.comes_back(key, owner) || likeness() == Likeness::Same;
        if is_met || !is_same() {
            return;
        }
        let Some(before) = self.before.take() else {
            // Nothing is stored of the new one yet: the person is the other one, who has said more.
            let mut lead = owner.clone();
            self.take_in(&mut lead, None);
            lead.version += 1;
            lead.updated_at = at;
            self.lead = lead;
            self.before = Some(owner.clone());
            return;
        };
        // The older lead stays, whoever has just spoken.
        let (stays, goes) = if owner.created_at <= before.created_at { (owner, &before) } else { (&before, owner) };
        let mut merged = merge(stays, goes, at);
        merged.score.messages = stays.score.messages.saturating_add(goes.score.messages);
        let mut lead = merged.clone();
        self.take_in(&mut lead, Some(&before));
        self.absorbed = Some(MergeRecord { before: stays.clone(), after: merged, absorbed: goes.clone(), at });
        self.before = Some(stays.clone());
        self.lead = lead;
    }

    /// Nothing is stored of whoever writes yet, and the number in their label is the other lead's, whatever number that one has
    /// given in words. (A shared number with another address is another person's.)
    fn comes_back(&self, key: &PersonKey, owner: &Lead) -> bool {
        let (mine, theirs) = (self.lead.facts.value(Field::Email), owner.facts.value(Field::Email));
        let may_be_one = mine.is_none() || theirs.is_none();
        self.before.is_none() && self.label.as_ref() == Some(key) && may_be_one
    }

    /// It is the number in the label, which replaces none that is known.
    fn is_of_label(&self, fact: &Fact) -> bool {
        let number = self.label.as_ref().map(PersonKey::value);
        fact.field == Field::Phone && fact.origin == Origin::Form && fact.message_id.is_none() && number == Some(fact.value.as_str())
    }

    /// The number that the lead had before comes back where that in the label was put in its place.
    fn keep_number(&mut self) {
        let Some(known) = self.before.as_ref().and_then(|before| before.facts.get(Field::Phone)).cloned() else { return };
        let new = self.lead.facts.get(Field::Phone).filter(|new| new.value != known.value);
        if new.is_some_and(|new| self.is_of_label(new)) {
            self.lead.facts.set(known);
        }
    }

    /// Facts and conversations of this write, and what was saved beside them. `known`: what it was made from.
    fn take_in(&self, lead: &mut Lead, known: Option<&Lead>) {
        let new = &self.lead;
        for fact in new.facts.iter() {
            if self.is_of_label(fact) && lead.facts.get(Field::Phone).is_some() {
                continue;
            }
            lead.facts.learn(fact.clone());
        }
        for id in &new.conversation_ids {
            if !lead.conversation_ids.contains(id) {
                lead.conversation_ids.push(id.clone());
            }
        }
        if self.vouched && new.notes.is_some() && new.notes != known.and_then(|known| known.notes.clone()) {
            lead.notes.clone_from(&new.notes);
        }
        for (key, value) in new.custom.iter().filter(|(key, value)| known.and_then(|known| known.custom.value(key)) != Some(*value)) {
            match &value.evidence {
                Some(_) => {
                    lead.custom.learn(key, value.clone());
                }
                None => add_custom(&mut lead.custom, &BTreeMap::from([(key.to_owned(), value.text.clone())]), self.vouched),
            }
        }
    }

    /// With the score of all that the person has written, in this conversation and before.
    fn finish(&mut self, write: &ConversationWrite) -> Lead {
        let spoken = write.messages.iter().filter(|message| message.author == Author::Visitor).count();
        let in_this_one = write.conversation.visitor_messages;
        let before = if self.absorbed.is_some() { Some(&self.lead) } else { self.before.as_ref() };
        let earlier = before.map_or(0, |lead| lead.score.messages);
        let total = earlier.saturating_add(u32::try_from(spoken).unwrap_or(u32::MAX)).max(in_this_one);
        self.lead.score = score(&self.lead.facts, total);
        if let Some(record) = &mut self.absorbed {
            record.after.score = self.lead.score.clone();
        }
        self.lead.clone()
    }

    /// The person's own lead got another value in the place of one. (Where two leads became one, or somebody came back under
    /// another address, the earlier one stays theirs.)
    fn is_corrected(&self, known: Option<&Lead>) -> bool {
        self.absorbed.is_none() && known.is_some_and(|known| known.id == self.lead.id)
    }

    /// A number that somebody else has had first stays theirs: both may be reached by it.
    fn may_claim(&self, key: &PersonKey, owners: &[(PersonKey, Lead)]) -> bool {
        let gone = self.absorbed.as_ref().map(|record| &record.absorbed.id);
        owners.iter().filter(|(owned, _)| owned == key).all(|(_, owner)| owner.id == self.lead.id || gone == Some(&owner.id))
    }

    /// Nobody could reach the person before this write.
    fn becomes_reachable(&self) -> bool {
        self.absorbed.is_none() && is_reachable(&self.lead) && !self.before.as_ref().is_some_and(is_reachable)
    }

    /// `called_from`: the number in the label, where it is a key of the lead from now on.
    fn lines(&self, message_id: Option<MessageId>, called_from: Option<&PersonKey>) -> Vec<Happening> {
        let mut lines = vec![];
        if self.before.is_none() {
            lines.push(Happening::Created { how: Beginning::Captured });
        }
        if let Some(record) = &self.absorbed {
            let name = record.absorbed.value(Field::Name).map(str::to_owned);
            let notes = left_out(&record.before, &record.absorbed);
            lines.push(Happening::Merged { other: record.absorbed.id.clone(), name, notes });
        }
        let old = self.absorbed.as_ref().map(|record| &record.after).or(self.before.as_ref());
        let is_new = |field, value: &str| old.is_none_or(|old| old.value(field) != Some(value));
        let mut values: Vec<_> =
            self.lead.facts.iter().filter(|fact| is_new(fact.field, &fact.value)).map(|fact| (fact.field, fact.value.clone())).collect();
        // Behind the number that counts, so that erasing the chat finds what has to be released.
        let beside = called_from.map(PersonKey::value).filter(|number| self.lead.value(Field::Phone) != Some(*number));
        values.extend(beside.map(|number| (Field::Phone, number.to_owned())));
        let is_new_own = |key: &str, text: &str| old.is_none_or(|old| old.custom.get(key) != Some(text));
        let said = self.lead.custom.iter().filter(|(key, value)| value.evidence.is_some() && is_new_own(key, &value.text));
        let custom: Vec<_> = said.map(|(key, value)| (key.to_owned(), value.text.clone())).collect();
        if !values.is_empty() || !custom.is_empty() {
            lines.push(Happening::Captured { values, custom, message_id });
        }
        lines
    }
}
