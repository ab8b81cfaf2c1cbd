//! What the dashboard needs beside lists: a week as it is planned, a meeting that is written down, times for one that is to be
//! moved, what waits for the calendar, and the same meeting once more.

use jiff::{civil::Date, tz::TimeZone};

use super::{Asker, Attended, BookOrder, CalendarState, MeetingDesk, ScheduleError, SlotOffers, SlotQuery, Wanted, plan::Scope};
use crate::{
    domain::{
        business::OpenSpan,
        ids::MeetingId,
        locale::Language,
        meeting::{Meeting, MeetingStatus, life::Refused, new::NewMeeting},
        page::PageSize,
        schedule::{
            interval::{Interval, shifted, without},
            week::Week,
        },
        time::Timestamp,
    },
    service::{
        error::ServiceError,
        permission::Host,
        ports::{CalendarTask, MeetingFilter},
    },
};

/// Meetings with open work that are looked through for one of them.
const MOST_TASKS: u32 = 200;
/// Meetings of one week.
const MOST_PAGES: usize = 20;

/// A day of the business, and what the rules say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedDay {
    pub date: Date,
    pub open: Vec<OpenSpan>,
    /// What it is an exception for, in the owner's words.
    pub note: Option<String>,
}

/// One week of the business.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedWeek {
    pub week: Week,
    pub days: Vec<PlannedDay>,
    /// That begin in it and are booked or cancelled, the earliest first.
    pub meetings: Vec<Meeting>,
    /// When the owner is busy with something that is none of our meetings.
    pub busy: Vec<Interval>,
    /// The owner's calendar did not say.
    pub blind: bool,
    /// There are opening hours: without them no visitor can book.
    pub has_hours: bool,
    pub zone: TimeZone,
    pub zone_name: String,
    pub now: Timestamp,
}

impl MeetingDesk {
    /// None: the week of this moment.
    pub async fn week(&self, host: &Host, week: Option<Week>) -> Result<PlannedWeek, ServiceError> {
        let business = self.settings.load().await?.business;
        let (zone, now) = (business.zone(), self.clock.now());
        let week = week.unwrap_or_else(|| Week::of(zone.to_datetime(now).date()));
        let span = week.span(&zone).ok_or_else(|| ServiceError::field("week", "a day such as 2026-11-23"))?;
        let scope = Scope { range: Some(span), ..Scope::default() };
        let (plan, meetings) = futures::future::join(self.plan(&scope), self.beginning_in(host, span)).await;
        let (plan, meetings) = (plan?, meetings?);
        let note = |date: Date| {
            let special = plan.scheduling.rules.special_days.iter().find(|days| (days.from..=days.until).contains(&date));
            special.map(|days| if days.note.is_empty() { "Other hours".to_owned() } else { days.note.clone() })
        };
        let days = week.days().map(|date| PlannedDay { date, open: plan.rules.spans_on(date).to_vec(), note: note(date) });
        // The owner's calendar has our meetings, too. What it still has of cancelled ones is left out of the plan already.
        let booked = meetings.iter().filter(|meeting| meeting.status.is_booked());
        let busy = booked.fold(plan.busy().to_vec(), |busy, meeting| without(&busy, meeting.time));
        let has_hours = !business.hours.is_unknown();
        let (days, blind, zone_name) = (days.into(), plan.blind, business.time_zone);
        Ok(PlannedWeek { week, days, meetings, busy, blind, has_hours, zone, zone_name, now })
    }

    async fn beginning_in(&self, host: &Host, span: Interval) -> Result<Vec<Meeting>, ServiceError> {
        let statuses = vec![MeetingStatus::Pending, MeetingStatus::Confirmed, MeetingStatus::Cancelled];
        let filter = MeetingFilter { from: Some(span.start()), to: Some(span.end()), statuses, ..MeetingFilter::default() };
        let (mut all, mut cursor) = (vec![], None);
        for _ in 0..MOST_PAGES {
            let page = self.list(host, &filter, PageSize::WHOLE, cursor.as_deref()).await?;
            all.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        Ok(all)
    }

    /// Books what somebody of the team wrote down, with the usual length. `once`: the same request under the same key books once.
    ///
    /// # Errors
    /// As [`Self::book`]; field errors name `name` and `phone`, too.
    pub async fn book_by_hand(&self, host: &Host, new: &NewMeeting, once: String) -> Result<Meeting, ScheduleError> {
        let attendee = new.attendee().map_err(ServiceError::Invalid)?;
        let order = BookOrder {
            wanted: Wanted::Start { at: new.start, minutes: None },
            who: Attended { attendee, note: Some(new.notes.clone()), ..Attended::default() },
            zone: None,
            language: Language::default(),
            once: Some(once),
        };
        self.book(&Asker::host(host), &order).await
    }

    /// Times to which a meeting could be moved; it does not stand in its own way, and keeps its length.
    pub async fn slots_to_move(&self, host: &Host, id: &MeetingId, query: &SlotQuery) -> Result<SlotOffers, ScheduleError> {
        let asker = Asker::host(host);
        let meeting = self.find(&asker, id).await?;
        let query = SlotQuery { minutes: u16::try_from(meeting.time.minutes()).ok(), ..query.clone() };
        self.slots_for(&asker, &query, Some(&meeting)).await
    }

    /// What still has to be done for a meeting in the calendar.
    pub async fn task_of(&self, _host: &Host, meeting: &Meeting) -> Result<Option<CalendarTask>, ServiceError> {
        if meeting.calendar_work().is_none() {
            return Ok(None);
        }
        let open = self.meetings.due(Timestamp::MAX, MOST_TASKS).await?;
        Ok(open.into_iter().find(|open| open.meeting.id == meeting.id).map(|open| open.task))
    }

    /// Books a cancelled meeting anew, at its time, with its attendee and for the conversation that it belonged to.
    ///
    /// # Errors
    /// As [`Self::book`]; [`Refused::AlreadyBooked`] for a meeting that is not cancelled.
    pub async fn rebook(&self, host: &Host, id: &MeetingId) -> Result<Meeting, ScheduleError> {
        let asker = Asker::host(host);
        let old = self.find(&asker, id).await?;
        if old.status != MeetingStatus::Cancelled {
            return Err(Refused::AlreadyBooked.into());
        }
        let order = BookOrder {
            wanted: Wanted::Start { at: old.time.start(), minutes: u16::try_from(old.time.minutes()).ok() },
            who: Attended { attendee: old.attendee, lead: old.lead_id, conversation: old.conversation_id, ..Attended::default() },
            zone: Some(old.visitor_zone),
            language: old.language,
            once: None,
        };
        self.book(&asker, &order).await
    }

    /// Asks the calendar anew, such as after an account was connected: [`Self::calendar_state`] tells what came of it.
    pub async fn look_anew(&self, _host: &Host) {
        let now = self.clock.now();
        if let Ok(next_hour) = Interval::new(now, shifted(now, 3_600)) {
            // The calendar itself remembers its troubles.
            let _ = self.calendar.busy(next_hour, true).await;
        }
    }

    /// Tries at once what waits for the calendar; how it is afterwards.
    pub async fn sync_now(&self, _host: &Host) -> Result<CalendarState, ServiceError> {
        let now = self.clock.now();
        let open = self.meetings.due(Timestamp::MAX, MOST_TASKS).await?;
        for open in open.iter().filter(|open| open.task.next_at > now && open.task.failures > 0) {
            // Where a worker was quicker, the work is being done already.
            self.meetings.retask(open, CalendarTask { next_at: now, ..open.task.clone() }).await?;
        }
        self.sync(MOST_TASKS).await?;
        self.calendar_state().await
    }
}
