//! A lead that others know, too, of whose conversations some were erased: what only those told goes, too.

use super::ChatPorts;
use crate::{
    domain::{
        capture::{Fact, Field, Origin},
        conversation::Conversation,
        ids::{ConversationId, EventId, LeadId, MessageId},
        lead::{
            Lead,
            identity::{PersonKey, keys_of},
            score::score,
            timeline::{Actor, Happening, LeadEvent},
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
/// and the merges that remember them. What was known before them stays.
pub(super) async fn forget(ports: &ChatPorts, id: &LeadId, erased: &Erased) -> Result<(), ServiceError> {
    let Erased { conversations: erased, since, .. } = erased;
    for _ in 0..MOST_TRIES {
        let Some(lead) = ports.leads.find(id).await? else { return Ok(()) };
        let kept: Vec<ConversationId> = lead.conversation_ids.iter().filter(|id| !erased.contains(id)).cloned().collect();
        let rest = Rest { ports, talks: ports.conversations.all_of(&kept).await?, erased, since: *since };
        let mut next = Lead { conversation_ids: kept, version: lead.version + 1, updated_at: ports.clock.now(), ..lead.clone() };
        for fact in lead.facts.iter() {
            if !rest.tells(fact).await? {
                next.facts.forget(fact.field);
            }
        }
        for (key, value) in lead.custom.iter() {
            if let Some(evidence) = &value.evidence
                && !rest.is_older(evidence.at)
                && !rest.stands(&evidence.message_id).await?
            {
                next.custom.remove(key);
            }
        }
        next.score = score(&next.facts, lead.score.messages);
        let (merges, mut old) = merges(ports, &lead, erased).await?;
        let lines = rest.lines_to_forget(&lead, &next, &merges).await?;
        let left = keys_of(&next.facts);
        old.extend(keys_of(&lead.facts));
        let releases = old.into_iter().filter(|key| !left.contains(key)).collect();
        let trace = LeadTrace { releases, forgets: Forgets { lines, merges, imports: true }, ..LeadTrace::default() };
        match ports.leads.write(LeadWrite { lead: next, trace, restored: None }).await {
            Err(StorageError::Conflict) => {}
            done => return Ok(done?),
        }
    }
    Err(StorageError::Conflict.into())
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
}

impl Rest<'_> {
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

    async fn lines_to_forget(&self, lead: &Lead, next: &Lead, merges: &[LeadId]) -> Result<Vec<(LeadId, EventId)>, StorageError> {
        let mut gone = vec![];
        for id in std::iter::once(&lead.id).chain(&lead.absorbed) {
            let mut before: Option<EventId> = None;
            loop {
                let lines = self.ports.leads.events(std::slice::from_ref(id), before.as_ref(), LINES).await?;
                for line in &lines {
                    if !self.may_stay(line, next, merges).await? {
                        gone.push((id.clone(), line.id.clone()));
                    }
                }
                before = lines.last().map(|line| line.id.clone());
                if lines.len() < LINES as usize {
                    break;
                }
            }
        }
        Ok(gone)
    }

    async fn may_stay(&self, line: &LeadEvent, next: &Lead, merges: &[LeadId]) -> Result<bool, StorageError> {
        match &line.what {
            _ if self.is_older(line.at) => Ok(true),
            Happening::Captured { message_id: Some(message), .. } => self.stands(message).await,
            // Typed into a form: it may stay where its values are still known from elsewhere.
            Happening::Captured { values, custom, message_id: None } => {
                let tells = |talk: &Conversation, field, value: &str| talk.facts.value(field) == Some(value);
                let is_known = |(field, value): &(Field, String)| {
                    next.value(*field) == Some(value.as_str()) || self.talks.iter().any(|talk| tells(talk, *field, value))
                };
                Ok(values.iter().all(is_known) && custom.iter().all(|(key, text)| next.custom.get(key) == Some(text.as_str())))
            }
            Happening::Merged { other, .. } => Ok(!merges.contains(other)),
            Happening::Noted { conversation_id: Some(talk), .. } => Ok(!self.erased.contains(talk)),
            // Whose it is cannot be told any more: it may be theirs.
            Happening::Noted { conversation_id: None, .. } => Ok(line.by != Actor::Visitor),
            _ => Ok(true),
        }
    }
}
