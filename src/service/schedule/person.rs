//! The lead of a meeting: found by what is known of the person, made where there is none, and moved on.

use super::MeetingDesk;
use crate::{
    domain::{
        capture::{Fact, Facts, Field, Origin},
        custom::CustomValues,
        ids::{EventId, LeadId},
        lead::{
            Lead, LeadStatus, Source,
            identity::{Likeness, PersonKey, keys_of, likeness},
            score::{Score, score},
            timeline::{Beginning, Happening, LeadEvent, MeetingStep},
        },
        meeting::{Attendee, Meeting},
        time::Timestamp,
    },
    service::{
        error::StorageError,
        leads::keep_away,
        ports::{LeadTrace, LeadWrite},
    },
};

/// Whose keys are.
type Owners = Vec<(PersonKey, Lead)>;

/// What is known of the person who comes.
pub(super) struct Person<'a> {
    /// That of the conversation, where it has one.
    pub lead: Option<&'a LeadId>,
    pub facts: &'a Facts,
    /// The number in the client's label, which replaces none that is known.
    pub called_from: Option<&'a str>,
    /// What came beside the booking.
    pub note: Option<&'a str>,
}

impl Person<'_> {
    /// A number that nobody said: they wrote from it.
    fn is_of_label(&self, fact: &Fact) -> bool {
        let was_typed = fact.origin == Origin::Form && fact.message_id.is_none();
        fact.field == Field::Phone && was_typed && self.called_from == Some(fact.value.as_str())
    }
}

/// What was typed beside a booking, as facts.
pub(super) fn facts_of(attendee: &Attendee, at: Timestamp) -> Facts {
    let name = attendee.name.as_ref().map(|name| (Field::Name, name.as_str().to_owned()));
    let email = attendee.email.as_ref().map(|email| (Field::Email, email.as_str().to_owned()));
    let phone = attendee.phone.as_ref().map(|phone| (Field::Phone, phone.as_str().to_owned()));
    let fact = |(field, value)| Fact { field, value, quote: String::new(), message_id: None, at, origin: Origin::Form };
    name.into_iter().chain(email).chain(phone).map(fact).collect()
}

impl MeetingDesk {
    /// The lead that the person is; None: there is none yet. With whose the person's keys are, where that was asked for.
    async fn known(&self, person: &Person<'_>) -> Result<(Option<Lead>, Option<Owners>), StorageError> {
        if let Some(id) = person.lead
            && let Some(lead) = self.leads.find(id).await?
        {
            return Ok((Some(lead), None));
        }
        let owners = self.leads.owners(&keys_of(person.facts)).await?;
        let is_same =
            |(key, lead): &(PersonKey, Lead)| matches!(key, PersonKey::Email(_)) || likeness(person.facts, &lead.facts) == Likeness::Same;
        Ok((owners.iter().find(|owner| is_same(owner)).map(|(_, lead)| lead.clone()), Some(owners)))
    }

    /// The lead with the booked meeting: a new one where nobody is known, moved on to `meeting_scheduled` where it was not
    /// that far. The meeting gets its id.
    pub(super) async fn booked_by(&self, person: &Person<'_>, meeting: &mut Meeting) -> Result<LeadWrite, StorageError> {
        let (at, by) = (meeting.updated_at, meeting.updated_by.clone());
        let line = |what| LeadEvent { id: EventId::new(self.ids.uuid()), at, by: by.clone(), what };
        let mut trace = LeadTrace::default();
        let (known, owners) = self.known(person).await?;
        let mut lead = match known.clone() {
            Some(lead) => Lead { version: lead.version + 1, updated_at: at, ..lead },
            None => {
                trace.events.push(line(Happening::Created { how: Beginning::Captured }));
                self.new_lead(meeting)
            }
        };
        let before = keys_of(&lead.facts);
        let has_phone = lead.value(Field::Phone).is_some();
        let told = person.facts.iter().filter(|fact| !(has_phone && person.is_of_label(fact)));
        let mut new: Vec<&Fact> = told.filter(|fact| lead.facts.learn((*fact).clone())).collect();
        if let Some(known) = &known {
            keep_away(&*self.leads, known, &mut lead).await?;
            new.retain(|fact| lead.value(fact.field).is_some());
        }
        if let Some(first) = new.first() {
            let values = new.iter().map(|fact| (fact.field, fact.value.clone())).collect();
            trace.events.push(line(Happening::Captured { values, custom: vec![], message_id: first.message_id.clone() }));
            lead.score = score(&lead.facts, lead.score.messages);
        }
        // A number that somebody else has had first stays theirs.
        let keys: Vec<PersonKey> = keys_of(&lead.facts).into_iter().filter(|key| !before.contains(key)).collect();
        let asked = keys_of(person.facts);
        let taken = match owners {
            Some(owners) if keys.iter().all(|key| asked.contains(key)) => owners,
            _ if keys.is_empty() => vec![],
            _ => self.leads.owners(&keys).await?,
        };
        trace.claims = keys.into_iter().filter(|key| taken.iter().all(|(owned, owner)| owned != key || owner.id == lead.id)).collect();
        if let Some(talk) = &meeting.conversation_id
            && !lead.conversation_ids.contains(talk)
        {
            lead.conversation_ids.push(talk.clone());
        }
        if matches!(lead.status, LeadStatus::New | LeadStatus::Contacted | LeadStatus::Qualified) {
            trace.events.push(line(Happening::Status { from: lead.status, to: LeadStatus::MeetingScheduled }));
            lead.status = LeadStatus::MeetingScheduled;
        }
        let (meeting_id, start) = (meeting.id.clone(), meeting.time.start());
        trace.events.push(line(Happening::Meeting { meeting_id, step: MeetingStep::Booked, start }));
        if let Some(note) = person.note.map(str::trim).filter(|note| !note.is_empty()) {
            trace.events.push(line(Happening::Noted { text: note.to_owned(), conversation_id: meeting.conversation_id.clone() }));
        }
        meeting.lead_id = Some(lead.id.clone());
        Ok(LeadWrite { lead, trace, restored: None })
    }

    fn new_lead(&self, meeting: &Meeting) -> Lead {
        Lead {
            id: LeadId::new(self.ids.uuid()),
            facts: Facts::default(),
            notes: None,
            custom: CustomValues::default(),
            status: LeadStatus::New,
            follow_up_at: None,
            assignee: None,
            score: Score::default(),
            source: Source { channel: meeting.channel, ..Source::default() },
            conversation_ids: meeting.conversation_id.iter().cloned().collect(),
            absorbed: vec![],
            created_at: meeting.updated_at,
            updated_at: meeting.updated_at,
            version: 1,
        }
    }

    /// A line of what became of a meeting, with its lead; None where the lead is gone.
    pub(super) async fn told_of(&self, meeting: &Meeting, step: MeetingStep) -> Result<Option<LeadWrite>, StorageError> {
        let Some(id) = &meeting.lead_id else { return Ok(None) };
        let Some(lead) = self.leads.find(id).await? else { return Ok(None) };
        let what = Happening::Meeting { meeting_id: meeting.id.clone(), step, start: meeting.time.start() };
        let event = LeadEvent { id: EventId::new(self.ids.uuid()), at: meeting.updated_at, by: meeting.updated_by.clone(), what };
        let lead = Lead { version: lead.version + 1, updated_at: meeting.updated_at, ..lead };
        Ok(Some(LeadWrite { lead, trace: LeadTrace { events: vec![event], ..LeadTrace::default() }, restored: None }))
    }

    /// As [`Self::told_of`], of a meeting that is cancelled. Where no other one with the lead is to come, its status says no longer
    /// that one is agreed.
    pub(super) async fn cancelled_of(&self, meeting: &Meeting) -> Result<Option<LeadWrite>, StorageError> {
        let Some(mut write) = self.told_of(meeting, MeetingStep::Cancelled).await? else { return Ok(None) };
        // Read after the lead: whoever books meanwhile changes the lead, and nothing is written here.
        let is_agreed = write.lead.status == LeadStatus::MeetingScheduled;
        if is_agreed && self.ahead_of(&write.lead).await?.iter().all(|other| other.id == meeting.id) {
            let what = Happening::Status { from: write.lead.status, to: LeadStatus::Qualified };
            let event = LeadEvent { id: EventId::new(self.ids.uuid()), at: meeting.updated_at, by: meeting.updated_by.clone(), what };
            write.trace.events.push(event);
            write.lead.status = LeadStatus::Qualified;
        }
        Ok(Some(write))
    }
}
