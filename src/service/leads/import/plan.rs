//! What becomes of people, one after the other: each finds the leads as those before have left them.

use std::collections::{BTreeMap, btree_map::Entry};

use super::{Job, LeadDesk};
use crate::{
    domain::{
        capture::Field,
        email::Email,
        ids::LeadId,
        lead::{
            Lead,
            edit::{LeadEdit, custom_fits},
            identity::{Likeness, PersonKey, keys_of, likeness},
            import::{
                OnKnown,
                person::{NOBODY, Person, filling},
            },
            score::score,
            timeline::{Change, Happening, LeadEvent},
        },
    },
    service::{
        leads::{gained, is_decision},
        ports::{ImportMark, LeadTrace, LeadWrite},
    },
};

/// Where the owner has defined fields, a lead gets no values of other names.
const UNDEFINED: Outcome = Outcome::Failed { field: "custom", reason: "a value that is none of the fields of leads" };

/// What becomes of one person.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    New(LeadId),
    /// Known by this key, and something new went into the lead.
    Merged {
        lead: LeadId,
        key: PersonKey,
    },
    /// Known by this key, and the lead stays as it is.
    Known {
        lead: LeadId,
        key: PersonKey,
    },
    Failed {
        field: &'static str,
        reason: &'static str,
    },
}

/// A lead as it is going to be, in one write.
struct Pending {
    /// None: it is made now.
    before: Option<Lead>,
    lead: Lead,
    claims: Vec<PersonKey>,
    lines: Vec<LeadEvent>,
}

pub(super) struct Plan<'a> {
    desk: &'a LeadDesk,
    job: &'a Job<'a>,
    pending: BTreeMap<LeadId, Pending>,
    /// Whose a key is by now, where that has changed.
    keys: BTreeMap<PersonKey, LeadId>,
}

/// The address and the number in a change, as keys.
pub(super) fn keys_in(edit: &LeadEdit) -> Vec<PersonKey> {
    let email = edit.values.get(&Field::Email).and_then(|text| Email::parse(text).ok()).map(|email| PersonKey::Email(email.canonical()));
    let phone = edit.values.get(&Field::Phone).map(|phone| PersonKey::Phone(phone.clone()));
    email.into_iter().chain(phone).collect()
}

impl<'a> Plan<'a> {
    pub(super) fn new(desk: &'a LeadDesk, job: &'a Job<'a>) -> Self {
        Self { desk, job, pending: BTreeMap::new(), keys: BTreeMap::new() }
    }

    /// `stored`: whose the person's keys are in the store.
    pub(super) fn take(&mut self, person: &Person, stored: &BTreeMap<PersonKey, Lead>) -> Outcome {
        let blank = self.desk.blank(self.job.channel());
        let Some((mut lead, lines)) = person.edit.apply(&blank, self.desk.clock.now()) else {
            return Outcome::Failed { field: "email", reason: NOBODY };
        };
        let keys = keys_of(&lead.facts);
        let owners: Vec<(PersonKey, Lead)> = keys.iter().filter_map(|key| Some((key.clone(), self.owner(key, stored)?))).collect();
        // A number may be shared: with another address it is another person.
        let is_same =
            |(key, owner): &&(PersonKey, Lead)| matches!(key, PersonKey::Email(_)) || likeness(&lead.facts, &owner.facts) == Likeness::Same;
        if let Some((key, owner)) = owners.iter().find(is_same) {
            return match self.job.on_known {
                OnKnown::Skip => Outcome::Known { lead: owner.id.clone(), key: key.clone() },
                OnKnown::Merge => self.join(person, key, owner, &owners),
            };
        }
        if self.job.has_undefined(&person.edit.custom) {
            return UNDEFINED;
        }
        lead.version = 1;
        lead.score = score(&lead.facts, 0);
        let claims = free(keys, &owners);
        let id = lead.id.clone();
        self.put(None, lead, claims, vec![], lines);
        Outcome::New(id)
    }

    /// What the lead does not know yet goes into it.
    fn join(&mut self, person: &Person, key: &PersonKey, owner: &Lead, owners: &[(PersonKey, Lead)]) -> Outcome {
        let edit = filling(&person.edit, owner);
        if self.job.has_undefined(&edit.custom) {
            return UNDEFINED;
        }
        if !custom_fits(&owner.custom, &edit.custom) {
            return Outcome::Failed { field: "custom", reason: "at most 20 values" };
        }
        let Some((mut next, lines)) = edit.apply(owner, self.desk.clock.now()) else {
            return Outcome::Known { lead: owner.id.clone(), key: key.clone() };
        };
        let new_keys = gained(owner, &next);
        let is_taken = |(taken, other): &&(PersonKey, Lead)| {
            other.id != owner.id && new_keys.contains(taken) && likeness(&next.facts, &other.facts) != Likeness::Perhaps
        };
        match owners.iter().find(is_taken) {
            Some((PersonKey::Email(_), _)) => return Outcome::Failed { field: "email", reason: "this belongs to another lead" },
            Some((PersonKey::Phone(_), _)) => return Outcome::Failed { field: "phone", reason: "this belongs to another lead" },
            None => {}
        }
        next.score = score(&next.facts, owner.score.messages);
        let claims = free(new_keys, owners);
        self.put(Some(owner), next, claims, changes(&lines), lines);
        Outcome::Merged { lead: owner.id.clone(), key: key.clone() }
    }

    fn owner(&self, key: &PersonKey, stored: &BTreeMap<PersonKey, Lead>) -> Option<Lead> {
        if let Some(id) = self.keys.get(key) {
            return self.pending.get(id).map(|pending| pending.lead.clone());
        }
        let lead = stored.get(key)?;
        Some(self.pending.get(&lead.id).map_or(lead, |pending| &pending.lead).clone())
    }

    fn put(&mut self, before: Option<&Lead>, lead: Lead, claims: Vec<PersonKey>, changes: Vec<Change>, lines: Vec<Happening>) {
        let (import_id, file) = (self.job.id.clone(), self.job.name.clone());
        let told = std::iter::once(Happening::Imported { import_id, file, changes }).chain(lines.into_iter().filter(is_decision));
        let told = self.desk.lines(self.job.clerk, told);
        for key in &claims {
            self.keys.insert(key.clone(), lead.id.clone());
        }
        match self.pending.entry(lead.id.clone()) {
            Entry::Vacant(place) => {
                place.insert(Pending { before: before.cloned(), lead, claims, lines: told });
            }
            Entry::Occupied(mut place) => {
                let pending = place.get_mut();
                // It is one write still.
                pending.lead = Lead { version: pending.lead.version, ..lead };
                pending.claims.extend(claims);
                pending.lines.extend(told);
            }
        }
    }

    /// All that is to be written, and what the import remembers of it.
    pub(super) fn writes(self) -> (Vec<LeadWrite>, Vec<ImportMark>) {
        let pair = |pending: Pending| {
            let Pending { before, lead, claims, lines } = pending;
            let mark = ImportMark {
                lead: lead.id.clone(),
                before,
                version: lead.version,
                lines: lines.iter().map(|line| line.id.clone()).collect(),
            };
            let trace = LeadTrace { claims, events: lines, ..LeadTrace::default() };
            (LeadWrite { lead, trace, restored: None }, mark)
        };
        self.pending.into_values().map(pair).unzip()
    }
}

/// Keys that are nobody's.
fn free(mut keys: Vec<PersonKey>, owners: &[(PersonKey, Lead)]) -> Vec<PersonKey> {
    keys.retain(|key| owners.iter().all(|(owned, _)| owned != key));
    keys
}

fn changes(lines: &[Happening]) -> Vec<Change> {
    let edited = lines.iter().filter_map(|line| match line {
        Happening::Edited { changes } => Some(changes.clone()),
        _ => None,
    });
    edited.flatten().collect()
}
