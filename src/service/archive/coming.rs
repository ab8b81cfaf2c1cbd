//! Who has a meeting ahead: their conversations stay.

use std::collections::BTreeSet;

use super::LogDesk;
use crate::{
    domain::{
        ids::{ConversationId, LeadId},
        meeting::MeetingStatus,
        page::PageSize,
        schedule::interval::shifted,
    },
    service::{
        error::ServiceError,
        ports::{Archived, Held, MeetingFilter},
    },
};

/// Longer than any meeting, in seconds: what began before that is over.
const DAY_S: i64 = 24 * 3_600;

/// Those of all booked meetings that are not over.
#[derive(Default)]
pub(super) struct Coming {
    talks: BTreeSet<ConversationId>,
    leads: BTreeSet<LeadId>,
}

impl Coming {
    /// By the conversation itself, or by its lead.
    pub(super) fn has(&self, old: &Archived) -> bool {
        self.talks.contains(&old.talk.conversation.id) || old.leads.iter().any(|lead| self.leads.contains(lead))
    }

    /// The same of one that was read before: of its leads, only the one that it names is known.
    pub(super) fn keeps(&self, held: &Held) -> bool {
        self.talks.contains(&held.conversation) || held.lead.as_ref().is_some_and(|lead| self.leads.contains(lead))
    }
}

impl LogDesk {
    pub(super) async fn coming(&self) -> Result<Coming, ServiceError> {
        let now = self.clock.now();
        let statuses = vec![MeetingStatus::Pending, MeetingStatus::Confirmed];
        let filter = MeetingFilter { from: Some(shifted(now, -DAY_S)), statuses, ..MeetingFilter::default() };
        let (mut coming, mut cursor) = (Coming::default(), None);
        loop {
            let page = self.meetings.list(&filter, PageSize::WHOLE, cursor.as_deref()).await?;
            let page = page.ok_or_else(|| ServiceError::Internal("a list of meetings ended in the middle".into()))?;
            for meeting in page.items.into_iter().filter(|meeting| !meeting.is_over(now)) {
                coming.talks.extend(meeting.conversation_id);
                coming.leads.extend(meeting.lead_id);
            }
            cursor = page.next_cursor;
            if cursor.is_none() {
                return Ok(coming);
            }
        }
    }
}
