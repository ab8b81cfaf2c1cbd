//! Leads as people and programs work with them: read, added, changed, put together, taken apart, erased.
//! (A conversation captures them: that is the chat's.)

mod detail;
mod holders;
mod import;
mod many;
mod taken_away;
mod timeline;
mod together;

use std::{collections::BTreeMap, sync::Arc};

pub use detail::LeadDetail;
pub use holders::known_by;
pub use import::{ImportOrder, ImportReport, LeadImports, Reverted};
pub use taken_away::keep_away;
pub use timeline::Timeline;

use super::{
    error::{ServiceError, StorageError},
    permission::{Clerk, Visitor},
    ports::{Admins, Clock, Conversations, EventBus, IdSource, LeadTrace, LeadWrite, Leads, SettingsStore},
};
use crate::domain::{
    api_error::FieldErrors,
    capture::{Facts, Field},
    conversation::Channel,
    custom::{CustomValues, check_values},
    extract,
    ids::{ConversationId, EventId, LeadId},
    lead::{
        Lead, LeadStatus, Source,
        edit::{LeadEdit, Setting, custom_fits},
        identity::{Likeness, PersonKey, keys_of, likeness},
        query::{LeadFilter, Sort},
        score::{Score, score},
        timeline::{Beginning, Happening, LeadEvent},
    },
    live::LiveEvent,
    page::{Page, PageSize},
    phone::Phone,
};

/// How often a change is applied anew before it is given up.
const MOST_TRIES: usize = 5;
/// The most characters of a note.
const MOST_NOTE: usize = 4_000;
/// Leads that one call changes or erases.
pub const MOST_AT_ONCE: usize = 100;
const NOT_OF_THE_TEAM: &str = "nobody of the team has this id";

#[derive(Clone)]
pub struct LeadDesk {
    pub leads: Arc<dyn Leads>,
    pub conversations: Arc<dyn Conversations>,
    pub settings: Arc<dyn SettingsStore>,
    /// To whom leads can be given.
    pub team: Arc<dyn Admins>,
    pub bus: Arc<dyn EventBus>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdSource>,
}

/// What became of an added person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    New(Lead),
    /// There was a lead with the same address or number, and what was new went into it.
    Joined(Lead),
}

/// What to do with a person who is a lead already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnDuplicate {
    /// [`ServiceError::DuplicateLead`].
    #[default]
    Refuse,
    Merge,
}

/// How many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub by_status: BTreeMap<LeadStatus, u64>,
    /// Follow-ups whose time has come; at most 1,000 are counted.
    pub overdue: u64,
}

impl LeadDesk {
    /// One page of a list. Field errors name `q` and `cursor`.
    pub async fn list(
        &self,
        _clerk: &Clerk,
        filter: &LeadFilter,
        sort: Sort,
        size: PageSize,
        cursor: Option<&str>,
    ) -> Result<Page<Lead>, ServiceError> {
        if filter.q.as_deref().is_some_and(|q| q.chars().count() > 200) {
            return Err(ServiceError::field("q", "at most 200 characters"));
        }
        let number = match filter.q.as_deref().and_then(|q| Phone::parse(q).ok()) {
            Some(phone) => Some(digits(&self.dialled(phone.into()).await?)),
            None => None,
        };
        let filter = LeadFilter { number, ..filter.clone() }.by_index();
        self.leads.list(&filter, sort, size, cursor).await?.ok_or_else(|| ServiceError::field("cursor", "not a cursor of this list"))
    }

    /// How many leads a list has, where that is kept.
    pub async fn total(&self, _clerk: &Clerk, filter: &LeadFilter, sort: Sort) -> Result<Option<u64>, ServiceError> {
        Ok(filter.total(sort, &self.leads.counts().await?))
    }

    pub async fn counts(&self, _clerk: &Clerk) -> Result<Counts, ServiceError> {
        let (by_status, overdue) = futures::future::try_join(self.leads.counts(), self.leads.due(self.clock.now())).await?;
        Ok(Counts { by_status, overdue })
    }

    /// Merged ones are found under either id.
    pub async fn find(&self, _clerk: &Clerk, id: &LeadId) -> Result<Lead, ServiceError> {
        self.leads.find(id).await?.ok_or(ServiceError::NotFound("lead"))
    }

    /// Whose this address or number is; a number without a country code belongs to the business's country.
    pub async fn owner(&self, _clerk: &Clerk, key: PersonKey) -> Result<Option<Lead>, ServiceError> {
        let key = match key {
            PersonKey::Phone(phone) => PersonKey::Phone(self.dialled(phone).await?),
            email => email,
        };
        Ok(known_by(&*self.leads, &[key]).await?.pop().map(|(_, lead)| lead))
    }

    /// The lead of whoever is in an open conversation as this visitor.
    pub async fn of_visitor(&self, _clerk: &Clerk, visitor: &Visitor) -> Result<Option<Lead>, ServiceError> {
        Ok(self.conversations.open_of(visitor.key(), 0).await?.and_then(|open| open.lead))
    }

    /// Everything in its canonical form; all fields at fault at once. `known`: values that the lead has already.
    async fn checked(&self, mut edit: LeadEdit, known: &CustomValues) -> Result<LeadEdit, ServiceError> {
        let fields = self.settings.load().await?.lead_fields;
        let mut wrong = FieldErrors::new();
        if self.has_stranger(&edit).await? {
            wrong.insert("assignee".into(), NOT_OF_THE_TEAM.into());
        }
        match check_values(&fields, std::mem::take(&mut edit.custom), known) {
            Ok(custom) => edit.custom = custom,
            Err(others) => wrong.extend(others),
        }
        let mut edit = match edit.check() {
            Ok(edit) if wrong.is_empty() => edit,
            checked => {
                wrong.extend(checked.err().unwrap_or_default());
                return Err(ServiceError::Invalid(wrong));
            }
        };
        if let Some(phone) = edit.values.get_mut(&Field::Phone).filter(|phone| !phone.is_empty()) {
            *phone = self.dialled(std::mem::take(phone)).await?;
        }
        Ok(edit)
    }

    /// It gives the lead to somebody who is not of the team.
    async fn has_stranger(&self, edit: &LeadEdit) -> Result<bool, ServiceError> {
        Ok(match &edit.assignee {
            Setting::To(id) => self.team.by_id(id).await?.is_none(),
            Setting::Keep | Setting::Clear => false,
        })
    }

    /// A phone number as it is dialled from anywhere, where that can be known.
    async fn dialled(&self, phone: String) -> Result<String, ServiceError> {
        let home = self.settings.load().await?.business.home();
        Ok(Phone::parse(&phone).map_or(phone, |number| extract::at_best(number, home).into()))
    }

    /// Adds a person by hand; nothing is taken away from one who is known. Field errors name the fields of [`LeadEdit`].
    pub async fn add(&self, clerk: &Clerk, edit: LeadEdit, channel: Channel, on_duplicate: OnDuplicate) -> Result<Added, ServiceError> {
        clerk.may_write()?;
        let edit = self.checked(edit, &CustomValues::default()).await?.without_removals();
        let now = self.clock.now();
        let (mut lead, lines) =
            edit.apply(&self.blank(channel), now).ok_or_else(|| ServiceError::field("email", "fill in at least one field"))?;
        if !lead.facts.make_a_lead() {
            return Err(ServiceError::field("email", "a name, an e-mail or a phone number is needed"));
        }
        lead.version = 1;
        lead.score = score(&lead.facts, 0);
        let claims = keys_of(&lead.facts);
        for _ in 0..MOST_TRIES {
            let owners = known_by(&*self.leads, &claims).await?;
            if let Some((_, first)) = owners.first() {
                // A number may be shared: with another address it is another person, whom a program must not write over.
                let is_same = |(key, owner): &&(PersonKey, Lead)| {
                    matches!(key, PersonKey::Email(_)) || likeness(&lead.facts, &owner.facts) == Likeness::Same
                };
                return match owners.iter().find(is_same) {
                    Some((_, owner)) if on_duplicate == OnDuplicate::Merge => {
                        match self.change(clerk, &owner.id, &edit, None).await {
                            // Erased just now: nobody is known by it any more.
                            Err(ServiceError::NotFound(_)) => continue,
                            joined => joined.map(Added::Joined),
                        }
                    }
                    _ => Err(ServiceError::DuplicateLead { id: first.id.clone() }),
                };
            }
            let decisions = lines.iter().filter(|line| is_decision(line)).cloned();
            let what = std::iter::once(Happening::Created { how: Beginning::Added }).chain(decisions).collect();
            let trace = LeadTrace { claims: claims.clone(), ..self.told(clerk, "leads.created", &lead.id, what) };
            match self.leads.write(LeadWrite { lead: lead.clone(), trace, restored: None }).await {
                // Somebody else added them just now.
                Err(StorageError::Conflict) => {}
                done => {
                    done?;
                    self.tell(&lead);
                    return Ok(Added::New(lead));
                }
            }
        }
        Err(contended())
    }

    /// Changes a lead. `version`: the one that the caller saw; [`ServiceError::VersionConflict`] when it is another by now.
    pub async fn edit(&self, clerk: &Clerk, id: &LeadId, edit: LeadEdit, version: Option<u64>) -> Result<Lead, ServiceError> {
        clerk.may_write()?;
        let known = if edit.custom.is_empty() { CustomValues::default() } else { self.find(clerk, id).await?.custom };
        let edit = self.checked(edit, &known).await?;
        self.change(clerk, id, &edit, version).await
    }

    /// A line in the timeline in somebody's own words.
    pub async fn note(&self, clerk: &Clerk, id: &LeadId, text: &str) -> Result<Lead, ServiceError> {
        clerk.may_write()?;
        let text = text.trim();
        if !(1..=MOST_NOTE).contains(&text.chars().count()) {
            return Err(ServiceError::field("text", "1 to 4,000 characters"));
        }
        self.write_over(id, None, |lead| {
            let next = Lead { version: lead.version + 1, updated_at: self.clock.now(), ..lead.clone() };
            Some((next, self.told(clerk, "leads.noted", &lead.id, vec![Happening::noted(text)])))
        })
        .await
    }

    /// Erases people from the database. Returns the ids of their conversations, also of those that are in archives only: they have
    /// to go from there, too ([`super::archive::LogDesk::forget`]).
    pub async fn erase(&self, clerk: &Clerk, ids: &[LeadId]) -> Result<Vec<ConversationId>, ServiceError> {
        clerk.may_write()?;
        bounded(ids.len())?;
        self.erase_as_seen(clerk, ids, None).await
    }

    /// Erases one person, where the lead still is as the caller saw it; [`ServiceError::VersionConflict`] otherwise.
    pub async fn erase_one(&self, clerk: &Clerk, id: &LeadId, version: Option<u64>) -> Result<Vec<ConversationId>, ServiceError> {
        clerk.may_write()?;
        self.erase_as_seen(clerk, std::slice::from_ref(id), version).await
    }

    async fn erase_as_seen(&self, clerk: &Clerk, ids: &[LeadId], version: Option<u64>) -> Result<Vec<ConversationId>, ServiceError> {
        for _ in 0..MOST_TRIES {
            let mut leads: Vec<Lead> = vec![];
            for id in ids {
                // Two of the ids may be one person by now.
                let found = self.leads.find(id).await?;
                leads.extend(found.filter(|lead| leads.iter().all(|other| other.id != lead.id)));
            }
            let Some(first) = leads.first() else { return Err(ServiceError::NotFound("lead")) };
            if let Some(seen) = version.filter(|seen| *seen != first.version) {
                return Err(ServiceError::VersionConflict { seen, current: first.version });
            }
            let entry = |lead: &Lead| clerk.does("leads.erased", Some(lead.id.as_str()), &*self.clock, &*self.ids);
            match self.leads.erase(&leads, leads.iter().map(entry).collect()).await {
                // The person has just said more: that goes, too.
                Err(StorageError::Conflict) => {}
                gone => {
                    let gone = gone?;
                    for id in &gone {
                        self.bus.publish(LiveEvent::Erased { id: id.clone() });
                    }
                    leads.iter().for_each(|lead| self.tell(lead));
                    let archived = leads.into_iter().flat_map(|lead| lead.conversation_ids).filter(|id| !gone.contains(id));
                    return Ok(gone.iter().cloned().chain(archived).collect());
                }
            }
        }
        Err(contended())
    }

    async fn change(&self, clerk: &Clerk, id: &LeadId, edit: &LeadEdit, version: Option<u64>) -> Result<Lead, ServiceError> {
        let lead = self.find(clerk, id).await?;
        let now = self.clock.now();
        // What the lead has had before may be somebody else's, too: a number that is shared.
        let new_keys = edit.apply(&lead, now).map(|(next, _)| gained(&lead, &next)).unwrap_or_default();
        let owners = if new_keys.is_empty() { vec![] } else { known_by(&*self.leads, &new_keys).await? };
        if let Some((_, owner)) = owners.into_iter().find(|(_, owner)| owner.id != lead.id) {
            return Err(ServiceError::DuplicateLead { id: owner.id });
        }
        if !custom_fits(&lead.custom, &edit.custom) {
            return Err(ServiceError::field("custom", "at most 20 values"));
        }
        self.write_over(id, version, |lead| {
            let (mut next, lines) = edit.apply(lead, now)?;
            next.score = score(&next.facts, lead.score.messages);
            let (claims, releases) = (gained(lead, &next), gained(&next, lead));
            Some((next, LeadTrace { claims, releases, ..self.told(clerk, "leads.edited", &lead.id, lines) }))
        })
        .await
    }

    /// Stores what `make` makes of the lead as it is now; None: it is right as it is.
    async fn write_over(
        &self,
        id: &LeadId,
        version: Option<u64>,
        make: impl Fn(&Lead) -> Option<(Lead, LeadTrace)>,
    ) -> Result<Lead, ServiceError> {
        let (before, after) = self.rewrite(id, version, make).await?;
        Ok(after.unwrap_or(before))
    }

    /// As [`Self::write_over`]: the lead just before, and what became of it, where it changed.
    async fn rewrite(
        &self,
        id: &LeadId,
        version: Option<u64>,
        make: impl Fn(&Lead) -> Option<(Lead, LeadTrace)>,
    ) -> Result<(Lead, Option<Lead>), ServiceError> {
        for _ in 0..MOST_TRIES {
            let lead = self.leads.find(id).await?.ok_or(ServiceError::NotFound("lead"))?;
            if let Some(seen) = version.filter(|seen| *seen != lead.version) {
                return Err(ServiceError::VersionConflict { seen, current: lead.version });
            }
            let Some((next, trace)) = make(&lead) else { return Ok((lead, None)) };
            match self.leads.write(LeadWrite { lead: next.clone(), trace, restored: None }).await {
                Err(StorageError::Conflict) => {}
                done => {
                    done?;
                    self.tell(&next);
                    return Ok((lead, Some(next)));
                }
            }
        }
        Err(contended())
    }

    /// What the timeline says of a clerk's deed, and, in outline, the audit log.
    fn told(&self, clerk: &Clerk, action: &str, lead: &LeadId, what: Vec<Happening>) -> LeadTrace {
        let outline = what.iter().flat_map(Happening::outline);
        let target = std::iter::once(lead.to_string()).chain(outline).collect::<Vec<_>>().join(", ");
        let entry = clerk.does(action, Some(&target), &*self.clock, &*self.ids);
        LeadTrace { events: self.lines(clerk, what), entry: Some(entry), ..LeadTrace::default() }
    }

    fn lines(&self, clerk: &Clerk, what: impl IntoIterator<Item = Happening>) -> Vec<LeadEvent> {
        let at = self.clock.now();
        let line = |what| LeadEvent { id: EventId::new(self.ids.uuid()), at, by: clerk.actor().clone(), what };
        what.into_iter().map(line).collect()
    }

    fn tell(&self, lead: &Lead) {
        self.bus.publish(LiveEvent::Lead { id: lead.id.clone() });
    }

    fn blank(&self, channel: Channel) -> Lead {
        let now = self.clock.now();
        Lead {
            id: LeadId::new(self.ids.uuid()),
            facts: Facts::default(),
            notes: None,
            custom: CustomValues::default(),
            status: LeadStatus::New,
            follow_up_at: None,
            assignee: None,
            score: Score::default(),
            source: Source { channel, ..Source::default() },
            conversation_ids: vec![],
            absorbed: vec![],
            created_at: now,
            updated_at: now,
            version: 0,
        }
    }
}

/// Keys that the second has and the first has not.
fn gained(one: &Lead, other: &Lead) -> Vec<PersonKey> {
    let old = keys_of(&one.facts);
    keys_of(&other.facts).into_iter().filter(|key| !old.contains(key)).collect()
}

/// Others were quicker, again and again.
fn contended() -> ServiceError {
    ServiceError::Conflict("This lead is being changed by others right now. Please try again.".into())
}

fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

/// What somebody decided about a lead, as opposed to what is known about the person.
fn is_decision(line: &Happening) -> bool {
    matches!(line, Happening::Status { .. } | Happening::FollowUp { .. } | Happening::Assigned { .. })
}

fn bounded(count: usize) -> Result<(), ServiceError> {
    if (1..=MOST_AT_ONCE).contains(&count) { Ok(()) } else { Err(ServiceError::field("ids", "1 to 100 at a time")) }
}

#[cfg(test)]
mod tests;
