//! What happened to a lead and what was said in its conversations, put together when it is read.

use std::cmp::Reverse;

use super::LeadDesk;
use crate::{
    domain::{
        ids::{ConversationId, EventId, LeadId, MessageId},
        lead::{
            Lead,
            line::{Line, LineId, Said},
        },
    },
    service::{error::StorageError, permission::Clerk},
};

/// Lines read at once.
const LINES: u32 = 30;
/// Conversations looked at together, those that began latest. One that still goes on after so many others have begun may be passed
/// over.
const TALKS: usize = 200;
/// An id is made while a turn runs, and its time is noted when the turn begins or ends: they are not further apart than this.
const LONGEST_TURN_MS: i64 = 600_000;

/// A stretch of a timeline, latest line first.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    pub lines: Vec<Line>,
    /// There are lines before the last of these.
    pub has_earlier: bool,
}

impl LeadDesk {
    /// The latest lines of a lead and of those that became part of it, or those before `before`. What was said is there for
    /// whoever may read conversations.
    pub(super) async fn timeline(&self, clerk: &Clerk, lead: &Lead, before: Option<&LineId>) -> Result<Timeline, StorageError> {
        let mut stretch = Stretch(self.happened(lead, before).await?);
        if clerk.hears() {
            self.add_said(&mut stretch, lead, before).await?;
        }
        Ok(stretch.into_timeline())
    }

    async fn happened(&self, lead: &Lead, before: Option<&LineId>) -> Result<Vec<Line>, StorageError> {
        let ids: Vec<LeadId> = std::iter::once(&lead.id).chain(&lead.absorbed).cloned().collect();
        let before = before.map(|before| EventId::new(before.uuid()));
        let events = self.leads.events(&ids, before.as_ref(), LINES + 1).await?;
        Ok(events.into_iter().map(Line::Event).collect())
    }

    /// Reads no more than can stand in the stretch: what began latest first, and of that what was spoken in last.
    async fn add_said(&self, stretch: &mut Stretch, lead: &Lead, before: Option<&LineId>) -> Result<(), StorageError> {
        let until = before.map(|before| MessageId::new(before.uuid()));
        for (at, some) in begun_before(lead, before).chunks(TALKS).enumerate() {
            if at > 0 && some.first().is_some_and(|latest| stretch.is_after(made_at(latest.uuid()))) {
                break;
            }
            let mut talks = self.conversations.all_of(some).await?;
            talks.sort_unstable_by_key(|talk| Reverse(talk.last_at));
            for talk in talks {
                if stretch.is_after(talk.last_at.as_millisecond()) {
                    break;
                }
                stretch.add(self.conversations.messages(&talk.id, until.as_ref(), LINES + 1).await?.into_iter().map(Said::from));
            }
        }
        Ok(())
    }
}

/// The latest lines that are known so far, one more than are shown.
struct Stretch(Vec<Line>);

impl Stretch {
    fn add(&mut self, said: impl Iterator<Item = Said>) {
        self.0.extend(said.map(Line::Said));
        self.0.sort_by_cached_key(|line| Reverse(line.id().uuid()));
        self.0.truncate(LINES as usize + 1);
    }

    /// It is full of lines that are all later than anything from this time.
    fn is_after(&self, millisecond: i64) -> bool {
        let earliest = |line: &Line| made_at(line.id().uuid()).min(line.at().as_millisecond());
        self.0.get(LINES as usize).is_some_and(|last| earliest(last) > millisecond.saturating_add(LONGEST_TURN_MS))
    }

    fn into_timeline(mut self) -> Timeline {
        let has_earlier = self.0.len() > LINES as usize;
        self.0.truncate(LINES as usize);
        Timeline { lines: self.0, has_earlier }
    }
}

/// The conversations in which something may have been said before this line, those that began latest first.
fn begun_before(lead: &Lead, before: Option<&LineId>) -> Vec<ConversationId> {
    let until = before.map_or(i64::MAX, |before| made_at(before.uuid()).saturating_add(LONGEST_TURN_MS));
    let mut ids: Vec<ConversationId> = lead.conversation_ids.iter().filter(|id| made_at(id.uuid()) <= until).cloned().collect();
    ids.sort_unstable_by(|a, b| b.cmp(a));
    ids
}

/// Ids begin with the millisecond in which they were made.
fn made_at(id: uuid::Uuid) -> i64 {
    i64::try_from(id.as_u128() >> 80).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        lead::timeline::{Actor, Happening, LeadEvent},
        message::Author,
        time::Timestamp,
    };

    /// Of version 7.
    fn id(millisecond: u64) -> uuid::Uuid {
        uuid::Builder::from_unix_timestamp_millis(millisecond, &[0; 10]).into_uuid()
    }

    fn at(millisecond: u64) -> Timestamp {
        Timestamp::from_millisecond(i64::try_from(millisecond).expect("small")).expect("a time")
    }

    fn noted(millisecond: u64) -> Line {
        let what = Happening::noted("Rang");
        Line::Event(LeadEvent { id: EventId::new(id(millisecond)), at: at(millisecond), by: Actor::Visitor, what })
    }

    fn said(millisecond: u64) -> Said {
        let (talk, id, at) = (ConversationId::new(id(1)), MessageId::new(id(millisecond)), at(millisecond));
        Said { id, conversation_id: talk, author: Author::Visitor, at, text: "Hi".into() }
    }

    #[test]
    fn a_full_stretch_knows_what_is_too_early_for_it() {
        let mut stretch = Stretch((0..31).rev().map(|n| noted(10_000_000 + n)).collect());
        let bound = 10_000_000 - LONGEST_TURN_MS;
        assert!(stretch.is_after(bound - 1) && !stretch.is_after(bound));
        stretch.add(std::iter::once(said(20_000_000)));
        assert_eq!((stretch.0.len(), stretch.0[0].id().uuid(), stretch.is_after(bound)), (31, id(20_000_000), true));
        stretch.0.pop();
        assert!(!stretch.is_after(0), "there is room");
    }
}
