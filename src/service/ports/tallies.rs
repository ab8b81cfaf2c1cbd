//! What is counted beside the facts: what each write adds to the counts, and where they are read.

use async_trait::async_trait;

use super::{ConversationWrite, ImportWrite, LeadTrace, LeadWrite, MeetingWrite, Stored};
use crate::domain::{
    analytics::{
        calendar::Calendar,
        cohort::Cohorts,
        count::{Count, MeetingFact},
        figures::Days,
        heat::{Hours, Week},
        measure::Counts,
        person::{Person, Rewriting, difference},
        range::Range,
        tally::{Dimension, Tally},
    },
    ids::LeadId,
    lead::Lead,
    meeting::Meeting,
};

/// What a rebuild found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Conversations, leads and meetings that were looked at.
    pub facts: u64,
    /// Keys whose counts were wrong, of all that there are now; none where everything was right.
    pub wrong: u64,
    pub keys: u64,
}

/// Two ledgers, read as one: what the facts in the database count for, and what was counted of things that are not in it
/// (openings of the widget, archived conversations). All days are those of the zone that the counts were made in.
#[async_trait]
pub trait Tallies: Send + Sync {
    async fn days(&self, range: Range) -> Stored<Days>;

    async fn hours(&self, range: Range) -> Stored<Hours>;

    /// The hours of the week, all days of the range together.
    async fn week(&self, range: Range) -> Stored<Week>;

    /// The values of a dimension over the whole range, each once; the most of `Chats`, `Leads`, `Opens` and `Answers` together
    /// first, at most `limit`.
    async fn groups(&self, dimension: Dimension, range: Range, limit: u32) -> Stored<Vec<(String, Counts)>>;

    /// Of the weeks whose Mondays are in the range.
    async fn cohorts(&self, range: Range) -> Stored<Cohorts>;

    /// The first day that anything was counted on.
    async fn known_since(&self) -> Stored<Option<jiff::civil::Date>>;

    /// Counts what is stored nowhere else.
    async fn keep(&self, tally: &Tally) -> Stored<()>;

    /// Counts the facts anew, by the clocks of this calendar, while others write. What was kept stays as it is.
    /// `StorageError::Conflict` where somebody else has begun to meanwhile.
    async fn rebuild(&self, calendar: &Calendar) -> Stored<Rebuilt>;

    /// The name of the zone that the counts were made in.
    async fn zone(&self) -> Stored<Option<String>>;
}

/// Whose counts a write moves: the leads that have to be read, with their lines, before it is counted. Nearly always nobody.
fn moved<'a>(lead: &'a Lead, trace: &'a LeadTrace, has_restored: bool) -> Vec<&'a LeadId> {
    let absorbed = trace.absorbed.as_ref().map(|record| &record.absorbed.id);
    if absorbed.is_none() && !has_restored && trace.forgets.lines.is_empty() {
        return vec![];
    }
    std::iter::once(&lead.id).chain(absorbed).collect()
}

fn counted(lead: &Lead, trace: &LeadTrace, restored: Option<&Lead>, before: &[Person], calendar: &Calendar) -> Tally {
    if moved(lead, trace, restored.is_some()).is_empty() {
        let mut count = Count::by(calendar);
        if lead.version == 1 {
            count.lead(lead);
        }
        trace.events.iter().for_each(|line| count.line(lead, line));
        return count.finish();
    }
    let rewriting = Rewriting {
        lead,
        events: &trace.events,
        absorbed: trace.absorbed.as_ref().map(|record| &record.absorbed.id),
        restored,
        forgotten: &trace.forgets.lines,
    };
    difference(before, &rewriting.apply(before), calendar)
}

impl ConversationWrite {
    /// The leads that [`Self::counted`] wants to see as they are stored.
    pub fn moves(&self) -> Vec<&LeadId> {
        self.lead.as_ref().map(|lead| moved(lead, &self.trace, false)).unwrap_or_default()
    }

    /// What it adds to the counts, if it succeeds. `before`: those of [`Self::moves`] that there are.
    pub fn counted(&self, before: &[Person], calendar: &Calendar) -> Tally {
        let mut count = Count::by(calendar);
        if self.conversation.revision == 1 {
            count.began(&self.conversation);
        }
        self.messages.iter().for_each(|message| count.said(&self.conversation, message));
        let mut tally = count.finish();
        if let Some(lead) = &self.lead {
            tally.add_all(&counted(lead, &self.trace, None, before, calendar));
        }
        tally
    }
}

impl LeadWrite {
    /// As [`ConversationWrite::moves`].
    pub fn moves(&self) -> Vec<&LeadId> {
        moved(&self.lead, &self.trace, self.restored.is_some())
    }

    /// As [`ConversationWrite::counted`].
    pub fn counted(&self, before: &[Person], calendar: &Calendar) -> Tally {
        counted(&self.lead, &self.trace, self.restored.as_ref().map(|back| &back.lead), before, calendar)
    }
}

impl ImportWrite {
    /// As [`ConversationWrite::moves`].
    pub fn moves(&self) -> Vec<&LeadId> {
        self.leads.iter().flat_map(LeadWrite::moves).collect()
    }

    /// As [`ConversationWrite::counted`]. No two of its leads are one.
    pub fn counted(&self, before: &[Person], calendar: &Calendar) -> Tally {
        let tally = |write: &LeadWrite| {
            let named = write.moves();
            let own: Vec<Person> = before.iter().filter(|person| named.contains(&&person.lead.id)).cloned().collect();
            write.counted(&own, calendar)
        };
        self.leads.iter().map(tally).collect::<Vec<_>>().iter().sum()
    }
}

/// What these meetings count for.
pub fn tally_of_meetings<'a>(meetings: impl IntoIterator<Item = &'a Meeting>, calendar: &Calendar) -> Tally {
    let mut count = Count::by(calendar);
    meetings.into_iter().filter_map(MeetingFact::of).for_each(|fact| count.meeting(&fact));
    count.finish()
}

impl MeetingWrite {
    /// As [`ConversationWrite::moves`].
    pub fn moves(&self) -> Vec<&LeadId> {
        self.lead.as_ref().map(LeadWrite::moves).unwrap_or_default()
    }

    /// As [`ConversationWrite::counted`]. `stored`: those of its meetings that there are, as they are before it.
    pub fn counted(&self, stored: &[Meeting], before: &[Person], calendar: &Calendar) -> Tally {
        let mut tally = tally_of_meetings(std::iter::once(&self.meeting).chain(&self.also), calendar);
        tally.add_all(&tally_of_meetings(stored, calendar).negated());
        if let Some(lead) = &self.lead {
            tally.add_all(&lead.counted(before, calendar));
        }
        tally
    }
}
