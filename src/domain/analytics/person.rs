//! Leads with their timelines, before and after a change that moves what was counted already: a merge, the way back, lines
//! that are forgotten, an erased person.

use super::{calendar::Calendar, count::Count, tally::Tally};
use crate::domain::{
    ids::{EventId, LeadId},
    lead::{Lead, timeline::LeadEvent},
};

/// A lead, and all lines that stand under its id or under that of one that became part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub lead: Lead,
    /// Each with the lead under whose id it stands.
    pub lines: Vec<(LeadId, LeadEvent)>,
}

/// What a change of leads does to those that were there.
#[derive(Clone, Copy, Debug)]
pub struct Rewriting<'a> {
    /// The new state of the lead that is written.
    pub lead: &'a Lead,
    /// New lines, which stand under its id.
    pub events: &'a [LeadEvent],
    /// The lead that it takes in.
    pub absorbed: Option<&'a LeadId>,
    /// The lead that comes back out of it.
    pub restored: Option<&'a Lead>,
    /// Lines that are told no longer.
    pub forgotten: &'a [(LeadId, EventId)],
}

impl Person {
    /// All that they count for.
    pub fn count(&self, count: &mut Count<'_>) {
        count.lead(&self.lead);
        self.lines.iter().for_each(|(_, line)| count.line(&self.lead, line));
    }

    /// The business knows them from elsewhere than from their own conversations.
    pub fn was_brought_in(&self) -> bool {
        self.lines.iter().any(|(_, line)| line.brings_in())
    }

    /// Whether a line under this id is one of theirs.
    fn owns(&self, id: &LeadId) -> bool {
        *id == self.lead.id || self.lead.absorbed.contains(id)
    }
}

impl Rewriting<'_> {
    /// Who they are afterwards. `before`: all that the change names and that there are.
    pub fn apply(&self, before: &[Person]) -> Vec<Person> {
        let is_touched = |id: &LeadId| *id == self.lead.id || self.absorbed == Some(id);
        let mut after: Vec<Person> = before.iter().filter(|person| !is_touched(&person.lead.id)).cloned().collect();
        after.push(Person { lead: self.lead.clone(), lines: vec![] });
        after.extend(self.restored.map(|lead| Person { lead: lead.clone(), lines: vec![] }));
        let touched = before.iter().filter(|person| is_touched(&person.lead.id)).flat_map(|person| &person.lines);
        let new = self.events.iter().map(|line| (self.lead.id.clone(), line.clone()));
        for (under, line) in touched.cloned().chain(new) {
            let is_forgotten = self.forgotten.iter().any(|(lead, id)| *lead == under && *id == line.id);
            // Whoever came back has what stood under their own id.
            let owner = after.iter_mut().rev().find(|person| person.owns(&under));
            if let Some(owner) = owner.filter(|_| !is_forgotten) {
                owner.lines.push((under, line));
            }
        }
        after
    }
}

/// What the change adds to the counts.
pub fn difference(before: &[Person], after: &[Person], calendar: &Calendar) -> Tally {
    let counted = |people: &[Person]| {
        let mut count = Count::by(calendar);
        people.iter().for_each(|person| person.count(&mut count));
        count.finish()
    };
    let mut difference = counted(before).negated();
    difference.add_all(&counted(after));
    difference
}
