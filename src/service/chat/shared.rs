//! A lead that has been spoken for in several conversations, some of which were erased: what only those told goes, too.

use super::ChatPorts;
use crate::{
    domain::{
        ids::{ConversationId, LeadId},
        lead::{Lead, identity::keys_of, score::score},
    },
    service::{
        error::{ServiceError, StorageError},
        ports::{LeadTrace, LeadWrite},
    },
};

const MOST_TRIES: usize = 5;

/// Takes the erased conversations out of the lead, with the facts whose words stood in them.
pub(super) async fn forget(ports: &ChatPorts, id: &LeadId, erased: &[ConversationId]) -> Result<(), ServiceError> {
    for _ in 0..MOST_TRIES {
        let Some(lead) = ports.leads.find(id).await? else { return Ok(()) };
        let kept: Vec<ConversationId> = lead.conversation_ids.iter().filter(|id| !erased.contains(id)).cloned().collect();
        let mut next = Lead { conversation_ids: kept, version: lead.version + 1, updated_at: ports.clock.now(), ..lead.clone() };
        for fact in lead.facts.iter() {
            if let Some(message) = &fact.message_id
                && !stands(ports, &next.conversation_ids, message).await?
            {
                next.facts.forget(fact.field);
            }
        }
        next.score = score(&next.facts, lead.score.messages);
        let left = keys_of(&next.facts);
        let releases = keys_of(&lead.facts).into_iter().filter(|key| !left.contains(key)).collect();
        let change = LeadWrite { lead: next, trace: LeadTrace { releases, ..LeadTrace::default() }, restored: None };
        match ports.leads.write(change).await {
            Err(StorageError::Conflict) => {}
            done => return Ok(done?),
        }
    }
    Err(StorageError::Conflict.into())
}

/// Whether the message still is in one of these conversations.
async fn stands(
    ports: &ChatPorts,
    conversations: &[ConversationId],
    message: &crate::domain::ids::MessageId,
) -> Result<bool, StorageError> {
    for conversation in conversations {
        if ports.conversations.message(conversation, message).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
