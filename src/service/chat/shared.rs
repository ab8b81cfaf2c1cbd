//! A lead that others know, too, of whose conversations some were erased: what only those told goes, too.

use std::{cmp::Reverse, collections::BTreeMap};

use super::ChatPorts;
use crate::{
    domain::{
        capture::{Fact, Facts, Field, Origin},
        conversation::Conversation,
        custom::CustomValue,
        ids::{ConversationId, EventId, LeadId, MessageId},
        lead::{
            Lead, LeadStatus,
            identity::{PersonKey, keys_of},
            score::score,
            timeline::{Actor, Change, Happening, LeadEvent, MeetingStep},
        },
        time::Timestamp,
    },
    service::{
        error::{ServiceError, StorageError},
        ports::{Erased, Forgets, LeadTrace, LeadWrite},
    },
};

const MOST_TRIES: usize = 5;
/// Lines of a timeline read at once.
const LINES: u32 = 200;

/// Takes the erased conversations out of the lead, with the facts whose words stood in them, the lines that tell those,
/// and the merges that remember them. What was known before them stays, or is back where they had put something in its place.
pub(super) async fn forget(ports: &ChatPorts, id: &LeadId, erased: &Erased) -> Result<(), ServiceError> {
    for _ in 0..MOST_TRIES {
        let Some(lead) = ports.leads.find(id).await? else { return Ok(()) };
        let rest = Rest::of(ports, &lead, erased).await?;
        let mut next = rest.left_of(&lead).await?;
        let (merges, mut old) = merges(ports, &lead, &erased.conversations).await?;
        let lines = rest.lines_to_forget(&next, &merges).await?;
        let (left, known) = (keys_of(&next.facts), keys_of(&lead.facts));
        let back = left.iter().filter(|key| !known.contains(key)).cloned().collect();
        let claims = free(ports, &lead.id, back).await?;
        old.extend(known);
        old.extend(rest.called_from(&lines));
        let releases = old.into_iter().filter(|key| !left.contains(key)).collect();
        let events = rest.without_meeting(&mut next).await?.into_iter().collect();
        let trace = LeadTrace { claims, releases, events, forgets: Forgets { lines, merges, imports: true }, ..LeadTrace::default() };
        match ports.leads.write(LeadWrite { lead: next, trace, restored: None }).await {
            Err(StorageError::Conflict) => {}
            done => return Ok(done?),
        }
    }
    Err(StorageError::Conflict.into())
}

/// The conversations of the lead that were not erased.
fn kept(lead: &Lead, erased: &[ConversationId]) -> Vec<ConversationId> {
    lead.conversation_ids.iter().filter(|id| !erased.contains(id)).cloned().collect()
}

/// Those of the keys that no other lead has got meanwhile.
async fn free(ports: &ChatPorts, lead: &LeadId, keys: Vec<PersonKey>) -> Result<Vec<PersonKey>, StorageError> {
    let taken = if keys.is_empty() { vec![] } else { ports.leads.owners(&keys).await? };
    Ok(keys.into_iter().filter(|key| taken.iter().all(|(owned, owner)| owned != key || owner.id == *lead)).collect())
}

/// All lines of the lead and of those that became part of it, each with the lead under whose id it stands, the latest first.
async fn lines_of(ports: &ChatPorts, lead: &Lead) -> Result<Vec<(LeadId, LeadEvent)>, StorageError> {
    let mut all = vec![];
    for id in std::iter::once(&lead.id).chain(&lead.absorbed) {
        let mut before: Option<EventId> = None;
        loop {
            let lines = ports.leads.events(std::slice::from_ref(id), before.as_ref(), LINES).await?;
            let are_last = lines.len() < LINES as usize;
            before = lines.last().map(|line| line.id.clone());
            all.extend(lines.into_iter().map(|line| (id.clone(), line)));
            if are_last {
                break;
            }
        }
    }
    all.sort_by_key(|(_, line)| Reverse(line.at));
    Ok(all)
}

/// What a line says of a field: a fact, without its words, or (an inner None) that it was taken away. None where it says nothing.
fn told_by(line: &LeadEvent, field: Field) -> Option<Option<Fact>> {
    let fact = |value: &str, message_id: Option<MessageId>, origin: Origin| Fact {
        field,
        value: value.to_owned(),
        quote: String::new(),
        message_id,
        at: line.at,
        origin,
    };
    match &line.what {
        Happening::Captured { values, message_id, .. } => {
            let (_, value) = values.iter().find(|(told, _)| *told == field)?;
            Some(Some(fact(value, message_id.clone(), Origin::Form)))
        }
        Happening::Edited { changes } | Happening::Imported { changes, .. } => {
            let change = changes.iter().find(|change| change.field == field.as_str())?;
            Some(change.to.as_deref().map(|value| fact(value, None, Origin::Team)))
        }
        _ => None,
    }
}

/// The numbers that a line tells of a visitor: one that they gave, and one that they wrote from.
fn numbers_in(line: &LeadEvent) -> Vec<&str> {
    let values = if let Happening::Captured { values, .. } = &line.what { values.as_slice() } else { &[] };
    values.iter().filter(|(field, _)| *field == Field::Phone).map(|(_, value)| value.as_str()).collect()
}

/// Somebody took the value of a field away that the owner defined.
fn takes_own_away(line: &LeadEvent, key: &str) -> bool {
    let is_it = |change: &Change| change.to.is_none() && change.field.strip_prefix("custom.") == Some(key);
    matches!(&line.what, Happening::Edited { changes } if changes.iter().any(is_it))
}

/// The merges that remember an erased conversation, and the keys of those who took part in them.
async fn merges(ports: &ChatPorts, lead: &Lead, erased: &[ConversationId]) -> Result<(Vec<LeadId>, Vec<PersonKey>), StorageError> {
    let (mut found, mut keys) = (vec![], vec![]);
    for id in &lead.absorbed {
        let Some(record) = ports.leads.merge_record(id).await? else { continue };
        if record.after.conversation_ids.iter().any(|talk| erased.contains(talk)) {
            keys.extend(keys_of(&record.before.facts).into_iter().chain(keys_of(&record.absorbed.facts)));
            found.push(id.clone());
        }
    }
    Ok((found, keys))
}

/// The conversations that are still there, and those that are not.
struct Rest<'a> {
    ports: &'a ChatPorts,
    talks: Vec<Conversation>,
    erased: &'a [ConversationId],
    /// When the first of what the erased ones knew was told.
    since: Option<Timestamp>,
    /// The lead's timeline, as [`lines_of`] reads it.
    lines: Vec<(LeadId, LeadEvent)>,
}

impl<'a> Rest<'a> {
    async fn of(ports: &'a ChatPorts, lead: &Lead, erased: &'a Erased) -> Result<Self, StorageError> {
        let talks = ports.conversations.all_of(&kept(lead, &erased.conversations)).await?;
        let lines = lines_of(ports, lead).await?;
        Ok(Self { ports, talks, erased: &erased.conversations, since: erased.since, lines })
    }

    /// The lead without what only the erased ones told.
    async fn left_of(&self, lead: &Lead) -> Result<Lead, StorageError> {
        let (conversation_ids, updated_at) = (kept(lead, self.erased), self.ports.clock.now());
        let mut next = Lead { conversation_ids, version: lead.version + 1, updated_at, ..lead.clone() };
        for fact in lead.facts.iter() {
            if self.tells(fact).await? {
                continue;
            }
            match self.told_before(fact.field).await? {
                Some(known) => next.facts.set(known),
                None => next.facts.forget(fact.field),
            }
        }
        for (key, value) in lead.custom.iter() {
            if let Some(evidence) = &value.evidence
                && !self.is_older(evidence.at)
                && !self.stands(&evidence.message_id).await?
            {
                next.custom.remove(key);
                for said in self.said_of_own(key) {
                    next.custom.take(key, said.clone());
                }
            }
        }
        next.score = score(&next.facts, lead.score.messages);
        Ok(next)
    }

    /// The latest value of a field that a line or a conversation tells without the erased ones; None where there is none, or the
    /// team took it away.
    async fn told_before(&self, field: Field) -> Result<Option<Fact>, StorageError> {
        for (_, line) in &self.lines {
            let Some(told) = told_by(line, field) else { continue };
            let Some(fact) = told else { return Ok(self.said(field, Some(line.at))) };
            let is_of_business = line.by != Actor::Visitor && fact.message_id.is_none();
            if is_of_business || self.tells(&fact).await? {
                return Ok(self.latest(fact));
            }
        }
        Ok(self.said(field, None))
    }

    /// What a line tells, or what was said later in one of the conversations.
    fn latest(&self, told: Fact) -> Option<Fact> {
        let (field, was_said) = (told.field, told.message_id.is_some());
        let known = self.with_words(told);
        match self.said(field, Some(known.at)) {
            Some(later) if was_said => Some(later),
            later => std::iter::once(known).chain(later).collect::<Facts>().get(field).cloned(),
        }
    }

    /// What the conversations know of a field, where it was told after that time: no line tells what somebody repeats that the
    /// lead knows already.
    fn said(&self, field: Field, after: Option<Timestamp>) -> Option<Fact> {
        let told = self.talks.iter().filter_map(|talk| talk.facts.get(field));
        let later: Facts = told.filter(|said| after.is_none_or(|after| said.at > after)).cloned().collect();
        later.get(field).cloned()
    }

    /// The same of a field that the owner defined: what each of the conversations says, unless the team took it away since.
    fn said_of_own(&self, key: &str) -> impl Iterator<Item = &CustomValue> {
        let taken = self.lines.iter().filter(|(_, line)| takes_own_away(line, key)).map(|(_, line)| line.at).max();
        let stays = move |at: Timestamp| taken.is_none_or(|taken| at > taken);
        let said = self.talks.iter().filter_map(move |talk| talk.custom.value(key));
        said.filter(move |said| said.evidence.as_ref().is_some_and(|evidence| stays(evidence.at)))
    }

    /// As one of the conversations has it, where one does: with the words that prove it.
    fn with_words(&self, fact: Fact) -> Fact {
        let said = self.talks.iter().find_map(|talk| talk.facts.get(fact.field).filter(|said| said.value == fact.value));
        said.filter(|_| fact.origin != Origin::Team).cloned().unwrap_or(fact)
    }

    /// The meeting that the status tells of went with its conversation, and no other one is to come: the status says so no
    /// longer, and this line tells it. A status that somebody set without such a meeting stays.
    async fn without_meeting(&self, next: &mut Lead) -> Result<Option<LeadEvent>, StorageError> {
        let Some(desk) = &self.ports.meetings else { return Ok(None) };
        if !next.has_meeting() || !self.tell_of_a_meeting(next.updated_at) || !desk.ahead_of(next).await?.is_empty() {
            return Ok(None);
        }
        let what = Happening::Status { from: next.status, to: LeadStatus::Qualified };
        next.status = LeadStatus::Qualified;
        Ok(Some(LeadEvent { id: EventId::new(self.ports.ids.uuid()), at: next.updated_at, by: Actor::Visitor, what }))
    }

    /// The lines know a meeting that would still be to come, not that somebody cancelled it, and nobody set the status since.
    fn tell_of_a_meeting(&self, now: Timestamp) -> bool {
        let agreed = |line: &LeadEvent| matches!(line.what, Happening::Status { to: LeadStatus::MeetingScheduled, .. });
        let set = self.lines.iter().filter(|(_, line)| agreed(line)).map(|(_, line)| line.at).max();
        let mut last = BTreeMap::new();
        // The earliest first, so that what became of each in the end is left.
        for (_, line) in self.lines.iter().rev() {
            if let Happening::Meeting { meeting_id, step, start } = &line.what {
                last.insert(meeting_id, (*step, *start, line.at));
            }
        }
        // A booking that sets the status has a line of that at the same time.
        let is_of_it = |at: Timestamp| set.is_none_or(|set| at >= set);
        last.into_values().any(|(step, start, at)| step != MeetingStep::Cancelled && start > now && is_of_it(at))
    }

    /// It was known before the erased ones knew anything.
    fn is_older(&self, at: Timestamp) -> bool {
        self.since.is_some_and(|since| at < since)
    }

    /// Somebody of the team set it, it was known before, its words still stand, or (where a form gave it) it is still known of one
    /// of these.
    async fn tells(&self, fact: &Fact) -> Result<bool, StorageError> {
        match &fact.message_id {
            _ if fact.origin == Origin::Team || self.is_older(fact.at) => Ok(true),
            Some(message) => self.stands(message).await,
            None => Ok(self.talks.iter().any(|talk| talk.facts.value(fact.field) == Some(fact.value.as_str()))),
        }
    }

    async fn stands(&self, message: &MessageId) -> Result<bool, StorageError> {
        for talk in &self.talks {
            if self.ports.conversations.message(&talk.id, message).await?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn lines_to_forget(&self, next: &Lead, merges: &[LeadId]) -> Result<Vec<(LeadId, EventId)>, StorageError> {
        let mut gone = vec![];
        for (under, line) in &self.lines {
            if !self.may_stay(line, next, merges).await? {
                gone.push((under.clone(), line.id.clone()));
            }
        }
        Ok(gone)
    }

    /// The numbers that these lines tell and none of the conversations: somebody wrote from under them.
    fn called_from(&self, gone: &[(LeadId, EventId)]) -> Vec<PersonKey> {
        let is_gone = |line: &LeadEvent| gone.iter().any(|(_, id)| *id == line.id);
        let is_known = |number: &str| self.talks.iter().any(|talk| talk.facts.value(Field::Phone) == Some(number));
        let told = self.lines.iter().filter(|(_, line)| is_gone(line)).flat_map(|(_, line)| numbers_in(line));
        told.filter(|number| !is_known(number) && !self.is_label(number)).map(|number| PersonKey::Phone(number.to_owned())).collect()
    }

    /// One of the conversations goes on under this number.
    fn is_label(&self, number: &str) -> bool {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let mut labels = self.talks.iter().filter_map(|talk| talk.client_label.as_deref());
        labels.any(|label| digits(label) == digits(number))
    }

    async fn may_stay(&self, line: &LeadEvent, next: &Lead, merges: &[LeadId]) -> Result<bool, StorageError> {
        match &line.what {
            _ if self.is_older(line.at) => Ok(true),
            // With a booking of the team or of a program.
            Happening::Captured { message_id: None, .. } if line.by != Actor::Visitor => Ok(true),
            Happening::Captured { message_id: Some(message), .. } => self.stands(message).await,
            // Typed into a form: it may stay where its values are still known from elsewhere.
            Happening::Captured { values, custom, message_id: None } => {
                let tells = |talk: &Conversation, field, value: &str| talk.facts.value(field) == Some(value);
                let is_known = |(field, value): &(Field, String)| {
                    next.value(*field) == Some(value.as_str()) || self.talks.iter().any(|talk| tells(talk, *field, value))
                };
                // Behind one number stands the one that they wrote from: it stays where a conversation under it does.
                let is_beside = |at: usize| {
                    let is_behind = values[..at].iter().any(|(field, _)| *field == Field::Phone);
                    values[at].0 == Field::Phone && is_behind && self.is_label(&values[at].1)
                };
                let are_known = values.iter().enumerate().all(|(at, value)| is_beside(at) || is_known(value));
                Ok(are_known && custom.iter().all(|(key, text)| next.custom.get(key) == Some(text.as_str())))
            }
            Happening::Merged { other, .. } => Ok(!merges.contains(other)),
            Happening::Noted { conversation_id: Some(talk), .. } => Ok(!self.erased.contains(talk)),
            // Whose it is cannot be told any more: it may be theirs.
            Happening::Noted { conversation_id: None, .. } => Ok(line.by != Actor::Visitor),
            _ => Ok(true),
        }
    }
}
