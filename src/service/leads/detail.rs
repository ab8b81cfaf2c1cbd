//! One lead with all that belongs to it.

use super::{LeadDesk, Timeline, digits};
use crate::{
    domain::{
        capture::Field,
        conversation::Conversation,
        ids::LeadId,
        lead::{
            Lead,
            identity::{Likeness, likeness},
            line::LineId,
            query::{LeadFilter, Sort},
        },
        page::PageSize,
    },
    service::{error::ServiceError, permission::Clerk},
};

/// Conversations of one lead that a list looks at. (Ids stand in the order in which they joined the lead.)
const LATEST: usize = 5;
/// Conversations of one lead that are read with it: somebody may type the same address in thousands.
const MOST_TALKS: usize = 200;
/// Other leads that are shown as perhaps the same person.
const MOST_TWINS: usize = 3;

#[derive(Clone, Debug, PartialEq)]
pub struct LeadDetail {
    pub lead: Lead,
    /// Latest first, the latest of them. Their latest words are there for whoever may read conversations.
    pub conversations: Vec<Conversation>,
    pub timeline: Timeline,
    /// Others with the same phone: with another e-mail they may be others, without one they should be one.
    pub twins: Vec<Lead>,
    /// The lead that comes back where the latest merge is undone; None where none can be.
    pub merged: Option<LeadId>,
}

impl LeadDesk {
    /// Merged ones are found under either id.
    pub async fn detail(&self, clerk: &Clerk, id: &LeadId) -> Result<LeadDetail, ServiceError> {
        let lead = self.find(clerk, id).await?;
        let latest = &lead.conversation_ids[lead.conversation_ids.len().saturating_sub(MOST_TALKS)..];
        let (conversations, timeline, twins, merge) = futures::future::try_join4(
            async { Ok(self.conversations.all_of(latest).await?) },
            async { Ok(self.timeline(clerk, &lead, None).await?) },
            self.twins(&lead),
            self.latest_merge(&lead),
        )
        .await?;
        let mut conversations = conversations;
        conversations.sort_by_key(|conversation| std::cmp::Reverse(conversation.last_at));
        if !clerk.hears() {
            conversations.iter_mut().for_each(|conversation| conversation.preview.clear());
        }
        Ok(LeadDetail { lead, conversations, timeline, twins, merged: merge.map(|record| record.absorbed.id) })
    }

    /// A lead and the latest lines of its timeline, or those before `before`. Merged ones are found under either id.
    pub async fn with_timeline(&self, clerk: &Clerk, id: &LeadId, before: Option<&LineId>) -> Result<(Lead, Timeline), ServiceError> {
        let lead = self.find(clerk, id).await?;
        let timeline = self.timeline(clerk, &lead, before).await?;
        Ok((lead, timeline))
    }

    /// The lines before `before`.
    pub async fn earlier(&self, clerk: &Clerk, id: &LeadId, before: &LineId) -> Result<Timeline, ServiceError> {
        Ok(self.with_timeline(clerk, id, Some(before)).await?.1)
    }

    /// The latest conversations of these leads, in one question: for lists.
    pub async fn conversations_of(&self, _clerk: &Clerk, leads: &[Lead]) -> Result<Vec<Conversation>, ServiceError> {
        let ids: Vec<_> = leads.iter().flat_map(|lead| lead.conversation_ids.iter().rev().take(LATEST).cloned()).collect();
        if ids.is_empty() {
            return Ok(vec![]);
        }
        Ok(self.conversations.all_of(&ids).await?)
    }

    async fn twins(&self, lead: &Lead) -> Result<Vec<Lead>, ServiceError> {
        let Some(phone) = lead.value(Field::Phone) else { return Ok(vec![]) };
        let filter = LeadFilter { q: Some(digits(phone)), ..LeadFilter::default() };
        let found = self.leads.list(&filter, Sort::default(), PageSize::default(), None).await?;
        let is_twin = |other: &Lead| other.id != lead.id && likeness(&lead.facts, &other.facts) != Likeness::Different;
        Ok(found.map(|page| page.items.into_iter().filter(is_twin).take(MOST_TWINS).collect()).unwrap_or_default())
    }
}
