//! Looking at meetings: one, a list, those of a conversation, those of a lead; the calendar's health; what crosses the wire.

use super::{Asker, MeetingDesk};
use crate::{
    domain::{
        business::Business,
        chat::{Card, MeetingGlance},
        ids::{ConversationId, LeadId, MeetingId},
        lead::Lead,
        meeting::{Meeting, MeetingStatus, calendar::CalendarHome, event::CalendarHealth, wording::Words},
        page::{Page, PageSize},
        time::rfc3339,
    },
    service::{
        error::{ServiceError, StorageError},
        permission::{Clerk, Host},
        ports::MeetingFilter,
    },
};

/// How well the calendar is, and what waits for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarState {
    pub health: CalendarHealth,
    /// Meetings whose events are still to be inserted, changed or deleted.
    pub waiting: u64,
    /// What went wrong with the one that failed the most.
    pub problem: Option<String>,
}

impl MeetingDesk {
    /// A meeting; that of somebody else is not there.
    pub async fn find(&self, asker: &Asker, id: &MeetingId) -> Result<Meeting, ServiceError> {
        let meeting = self.meetings.find(id).await?;
        match meeting {
            Some(meeting) if self.may_touch(asker, &meeting).await? => Ok(meeting),
            _ => Err(ServiceError::NotFound("meeting")),
        }
    }

    /// One page of a list. Field errors name `cursor`.
    pub async fn list(
        &self,
        _host: &Host,
        filter: &MeetingFilter,
        size: PageSize,
        cursor: Option<&str>,
    ) -> Result<Page<Meeting>, ServiceError> {
        self.meetings.list(filter, size, cursor).await?.ok_or_else(|| ServiceError::field("cursor", "not a cursor of this list"))
    }

    /// The latest meetings of a lead, and of those that became part of it: what is to come, the next one first, and then all else,
    /// the latest first.
    pub async fn of_lead(&self, _host: &Host, lead: &Lead) -> Result<(Vec<Meeting>, Vec<Meeting>), ServiceError> {
        let filter = MeetingFilter { leads: with_absorbed(lead), latest_first: true, ..MeetingFilter::default() };
        let page = self.meetings.list(&filter, PageSize::default(), None).await?;
        let now = self.clock.now();
        let is_ahead = |meeting: &Meeting| meeting.status.is_booked() && !meeting.is_over(now);
        let (mut ahead, rest): (Vec<_>, Vec<_>) = page.map(|page| page.items).unwrap_or_default().into_iter().partition(is_ahead);
        ahead.reverse();
        Ok((ahead, rest))
    }

    /// The asker's booked meetings that are not over: those of this conversation, and of the visitor's earlier ones where they
    /// are of this lead, or of one that became part of it. Earliest first.
    pub async fn own_ahead(
        &self,
        asker: &Asker,
        conversation: &ConversationId,
        lead: Option<&LeadId>,
    ) -> Result<Vec<Meeting>, ServiceError> {
        let mut all = self.ahead(MeetingFilter { conversation: Some(conversation.clone()), ..MeetingFilter::default() }).await?;
        let lead = match lead {
            Some(id) => self.leads.find(id).await?,
            None => None,
        };
        if let Some(lead) = lead {
            for meeting in self.ahead_of(&lead).await? {
                if all.iter().all(|known| known.id != meeting.id) && self.may_touch(asker, &meeting).await? {
                    all.push(meeting);
                }
            }
        }
        all.sort_by_key(|meeting| (meeting.time.start(), meeting.id.clone()));
        Ok(all)
    }

    /// Whether a meeting with this lead is to come: whoever may read leads may know that much of them.
    pub async fn has_ahead(&self, _clerk: &Clerk, lead: &Lead) -> Result<bool, ServiceError> {
        Ok(!self.ahead_of(lead).await?.is_empty())
    }

    /// The booked meetings of a lead, and of those that became part of it, that are not over.
    pub(in crate::service) async fn ahead_of(&self, lead: &Lead) -> Result<Vec<Meeting>, StorageError> {
        self.ahead(MeetingFilter { leads: with_absorbed(lead), ..MeetingFilter::default() }).await
    }

    async fn ahead(&self, filter: MeetingFilter) -> Result<Vec<Meeting>, StorageError> {
        let booked = vec![MeetingStatus::Pending, MeetingStatus::Confirmed];
        let filter = MeetingFilter { statuses: booked, latest_first: true, ..filter };
        let page = self.meetings.list(&filter, PageSize::default(), None).await?;
        let now = self.clock.now();
        Ok(page.map(|page| page.items).unwrap_or_default().into_iter().filter(|meeting| !meeting.is_over(now)).collect())
    }

    pub async fn calendar_state(&self) -> Result<CalendarState, ServiceError> {
        let (health, tasks) = futures::future::join(self.calendar.health(), self.meetings.open_tasks()).await;
        // Where no calendar is connected nothing is to be entered, and what is to be deleted waits until one is again.
        let (waiting, problem) = if health.home == CalendarHome::Local { (0, None) } else { tasks? };
        Ok(CalendarState { health, waiting, problem })
    }

    /// What a visitor may know of their meeting.
    pub fn glance(&self, meeting: &Meeting, business: &Business) -> MeetingGlance {
        let (words, start) = (Words::of(meeting.language), meeting.time.start());
        let (here, there) = (meeting.visitor_time_zone().to_datetime(start), business.zone().to_datetime(start));
        MeetingGlance {
            id: meeting.id.clone(),
            status: meeting.status.as_str().to_owned(),
            start: rfc3339(meeting.time.start()),
            end: rfc3339(meeting.time.end()),
            time_zone: meeting.visitor_zone.clone(),
            title: meeting.title(&business.name),
            when: words.when(start, &meeting.visitor_zone),
            business_when: (here != there).then(|| words.when(start, &business.time_zone)),
            email: meeting.attendee.email.as_ref().map(|email| email.as_str().to_owned()),
            meet_link: meeting.calendar.meet_link.clone().filter(|_| meeting.status == MeetingStatus::Confirmed),
            manage_url: self.manage_url(&meeting.id),
        }
    }

    /// The card of a meeting: made of what is stored, and of nothing else.
    pub fn card(&self, meeting: &Meeting, business: &Business) -> Card {
        let glance = self.glance(meeting, business);
        if meeting.status == MeetingStatus::Pending { Card::BookingPending { meeting: glance } } else { Card::Booking { meeting: glance } }
    }
}

/// Meetings keep the lead that they were booked for, also where it became part of another one.
fn with_absorbed(lead: &Lead) -> Vec<LeadId> {
    std::iter::once(&lead.id).chain(&lead.absorbed).cloned().collect()
}
