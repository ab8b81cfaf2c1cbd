//! What an admin may ask about meetings, and change.

use axum::http::header;
use jiff::{ToSpan, civil::Date, tz::TimeZone};

use super::{AdminDoor, OwnerDoor, assistant, go_to, team::Team};
use crate::{
    domain::{
        api_error::ApiError,
        chat::SlotOffer,
        extract::international,
        ids::MeetingId,
        lead::timeline::Actor,
        meeting::{Meeting, MeetingStatus, calendar::CalendarHome, new::NewMeeting},
        page::{Page, PageSize},
        phone::Phone,
        schedule::{
            interval::Interval,
            week::{Block, Week, clock_change, day_span, hours_shown, tracks},
        },
        time::Timestamp,
    },
    rpc::{
        schedule::{
            Booked, CalendarView, CalendarWait, FreeTime, FreeTimes, MeetingList, MeetingRow, MeetingSettings, MeetingView, Placed,
            WeekDay, WeekView,
        },
        settings::SettingsView,
    },
    server::context::{refuse, refuse_service},
    service::{
        permission::Host,
        ports::MeetingFilter,
        schedule::{Asker, CalendarState, PlannedDay, PlannedWeek, ScheduleError, SlotQuery, Telling, Wanted},
    },
};

const MOST_DAYS: u8 = 14;

impl AdminDoor {
    pub async fn meeting_week(&self, week: Option<Week>) -> Result<WeekView, ApiError> {
        let desk = &self.inner.state.meeting_desk;
        let planned = self.told(desk.week(&self.host(), week).await)?;
        Ok(week_view(planned, desk.telling().await))
    }

    pub async fn list_meetings(&self, list: MeetingList, cursor: Option<String>) -> Result<Page<MeetingRow>, ApiError> {
        let (desk, now) = (&self.inner.state.meeting_desk, self.inner.state.clock.now());
        let filter = match list {
            MeetingList::Coming => MeetingFilter::coming(now),
            MeetingList::Past => MeetingFilter::past(now),
            MeetingList::Cancelled => MeetingFilter::cancelled(),
        };
        let cursor = cursor.filter(|cursor| !cursor.is_empty());
        let page = self.told(desk.list(&self.host(), &filter, PageSize::default(), cursor.as_deref()).await)?;
        let telling = desk.telling().await;
        Ok(Page { items: page.items.iter().map(|meeting| row(meeting, telling)).collect(), next_cursor: page.next_cursor })
    }

    pub async fn get_meeting(&self, id: MeetingId) -> Result<MeetingView, ApiError> {
        let meeting = self.told(self.inner.state.meeting_desk.find(&Asker::host(&self.host()), &id).await)?;
        self.meeting_view(meeting).await
    }

    pub async fn free_times(&self, id: Option<MeetingId>, from: Option<Date>, days: u8) -> Result<FreeTimes, ApiError> {
        let state = &self.inner.state;
        let zone = self.told(state.desk.load().await)?.business.zone();
        let first = from.unwrap_or_else(|| zone.to_datetime(state.clock.now()).date());
        let last = first.checked_add(i32::from(days.clamp(1, MOST_DAYS) - 1).days()).unwrap_or(first);
        let ends = day_span(first, &zone).zip(day_span(last, &zone)).map(|(first, last)| (first.start(), last.end()));
        let (from, to) = ends.ok_or_else(|| refuse(ApiError::field("from", "a day such as 2026-11-23")))?;
        if to <= state.clock.now() {
            return Ok(FreeTimes { times: vec![], blind: false });
        }
        let query = SlotQuery { from: Some(from), to: Some(to), ..SlotQuery::default() };
        let (host, desk) = (self.host(), &state.meeting_desk);
        let (offers, own) = match id {
            None => (self.told(desk.slots(&Asker::host(&host), &query).await)?, None),
            Some(id) => {
                let offers = self.told(desk.slots_to_move(&host, &id, &query).await)?;
                (offers, Some(self.told(desk.find(&Asker::host(&host), &id).await)?.time.start()))
            }
        };
        let times = offers.slots.iter().filter_map(|offer| free_time(offer, &zone)).filter(|time| Some(time.start) != own);
        Ok(FreeTimes { times: times.collect(), blind: offers.blind })
    }

    pub async fn book_meeting(&self, meeting: NewMeeting, once: String) -> Result<Booked, ApiError> {
        let state = &self.inner.state;
        let booked = state.meeting_desk.book_by_hand(&self.host(), &meeting, once).await;
        match booked {
            Ok(meeting) => Ok(Booked::Done(Box::new(self.meeting_view(meeting).await?))),
            Err(ScheduleError::NotFree { why, alternatives }) => {
                let zone = self.told(state.desk.load().await)?.business.zone();
                let others = alternatives.iter().filter_map(|offer| free_time(offer, &zone)).collect();
                Ok(Booked::NotFree { why: why.to_string(), others })
            }
            Err(error) => Err(refuse(error.into())),
        }
    }

    pub async fn move_meeting(&self, id: MeetingId, start: Timestamp, version: Option<u64>) -> Result<MeetingView, ApiError> {
        let to = Wanted::Start { at: start, minutes: None };
        let moved = self.inner.state.meeting_desk.reschedule(&Asker::host(&self.host()), &id, &to, version).await;
        self.changed(moved).await
    }

    pub async fn cancel_meeting(&self, id: MeetingId, version: Option<u64>) -> Result<MeetingView, ApiError> {
        let cancelled = self.inner.state.meeting_desk.cancel(&Asker::host(&self.host()), &id, version).await;
        self.changed(cancelled).await
    }

    pub async fn rebook_meeting(&self, id: MeetingId) -> Result<MeetingView, ApiError> {
        let booked = self.inner.state.meeting_desk.rebook(&self.host(), &id).await;
        self.changed(booked).await
    }

    pub async fn calendar_health(&self) -> Result<CalendarView, ApiError> {
        let calendar = self.told(self.inner.state.meeting_desk.calendar_state().await)?;
        Ok(self.calendar_view(calendar))
    }

    pub async fn retry_calendar(&self) -> Result<CalendarView, ApiError> {
        let calendar = self.inner.state.meeting_desk.sync_now(&self.host()).await.map_err(refuse_service)?;
        Ok(self.calendar_view(calendar))
    }

    pub(super) fn host(&self) -> Host {
        Host::admin(&self.admin)
    }

    fn calendar_view(&self, calendar: CalendarState) -> CalendarView {
        let can_connect = self.inner.state.calendar_account.page.is_some();
        let CalendarState { health, waiting, problem } = calendar;
        let tells = self.inner.state.meeting_desk.telling_beside(&health).of(health.home);
        CalendarView { can_connect, is_fixed: health.home == CalendarHome::Google && !can_connect, tells, health, waiting, problem }
    }

    /// What a meeting is after it was changed. A plain form goes back to it.
    async fn changed(&self, outcome: Result<Meeting, ScheduleError>) -> Result<MeetingView, ApiError> {
        let meeting = outcome.map_err(|error| refuse(error.into()))?;
        let accepted = self.inner.parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if accepted.contains("text/html") {
            go_to(&format!("/admin/meetings?meeting={}", meeting.id));
        }
        self.meeting_view(meeting).await
    }

    async fn meeting_view(&self, meeting: Meeting) -> Result<MeetingView, ApiError> {
        let (state, host) = (&self.inner.state, self.host());
        let business = self.told(state.desk.load().await)?.business;
        let task = self.told(state.meeting_desk.task_of(&host, &meeting).await)?;
        let (now, team) = (state.clock.now(), Team::of(self).await?);
        let manage_url = state.meeting_desk.manage_url(&meeting.id);
        Ok(MeetingView {
            row: row(&meeting, state.meeting_desk.telling().await),
            title: meeting.title(&business.name),
            ics_url: format!("{manage_url}/invite.ics"),
            manage_url,
            html_link: meeting.calendar.html_link.clone(),
            wait: task.map(|task| CalendarWait { failures: task.failures, problem: task.problem, next_at: task.next_at }),
            changes: meeting.sequence,
            created_by: match &meeting.created_by {
                Actor::Admin(id) => Some(team.colleague(id).name),
                Actor::Key(label) => Some(label.clone()),
                Actor::Visitor => None,
            },
            can_change: meeting.status.is_booked() && !meeting.is_over(now),
            can_rebook: meeting.status == MeetingStatus::Cancelled && meeting.time.start() > now,
            invited_at: meeting.invited_at,
            created_at: meeting.created_at,
            lead_id: meeting.lead_id,
            conversation_id: meeting.conversation_id,
        })
    }
}

impl OwnerDoor {
    pub async fn save_meeting_settings(&self, meetings: MeetingSettings, version: u64) -> Result<SettingsView, ApiError> {
        let MeetingSettings { hours, meeting_minutes, scheduling } = meetings;
        let state = &self.inner.state;
        let saved = state.desk.save_meetings(&self.owner, hours, meeting_minutes, scheduling, version).await;
        Ok(assistant::settings_view(state, saved.map_err(refuse_service)?))
    }
}

fn free_time(offer: &SlotOffer, zone: &TimeZone) -> Option<FreeTime> {
    let (start, end): (Timestamp, Timestamp) = (offer.start.parse().ok()?, offer.end.parse().ok()?);
    let date = zone.to_datetime(start).date();
    let block = Block::of(Interval::new(start, end).ok()?, date, zone)?;
    Some(FreeTime { start, end, date, block })
}

pub(super) fn row(meeting: &Meeting, telling: Telling) -> MeetingRow {
    MeetingRow {
        id: meeting.id.clone(),
        status: meeting.status,
        start: meeting.time.start(),
        end: meeting.time.end(),
        who: meeting.attendee.label().to_owned(),
        email: meeting.attendee.email.as_ref().map(|email| email.as_str().to_owned()),
        phone: meeting.attendee.phone.as_ref().map(Phone::as_str).map(international),
        visitor_zone: meeting.visitor_zone.clone(),
        home: meeting.calendar.home,
        meet_link: meeting.calendar.meet_link.clone(),
        tells: meeting.attendee.email.is_some() && telling.of(meeting.calendar.home),
        version: meeting.version,
    }
}

fn week_view(planned: PlannedWeek, telling: Telling) -> WeekView {
    let days: Vec<WeekDay> = planned.days.iter().filter_map(|day| week_day(&planned, day, telling)).collect();
    let open = days.iter().flat_map(|day| day.open.iter().map(|span| Block { from: span.from, until: span.until }));
    let taken = days.iter().flat_map(|day| day.meetings.iter().map(|placed| placed.block));
    let hours = hours_shown(open.chain(taken));
    let here = |zone: &String| *zone != planned.zone_name;
    let mut zones: Vec<String> = planned.meetings.iter().map(|meeting| meeting.visitor_zone.clone()).filter(here).collect();
    zones.sort_unstable();
    zones.dedup();
    let (blind, has_hours) = (planned.blind, planned.has_hours);
    WeekView { week: planned.week, days, hours, zone: planned.zone_name, blind, has_hours, zones }
}

fn week_day(planned: &PlannedWeek, day: &PlannedDay, telling: Telling) -> Option<WeekDay> {
    let span = day_span(day.date, &planned.zone)?;
    let block = |time: Interval| Block::of(time, day.date, &planned.zone);
    let mine: Vec<(&Meeting, Block)> = planned.meetings.iter().filter_map(|meeting| Some((meeting, block(meeting.time)?))).collect();
    let blocks: Vec<Block> = mine.iter().map(|(_, block)| *block).collect();
    let placed = mine.into_iter().zip(tracks(&blocks)).map(|((meeting, at), track)| Placed {
        block: at,
        track,
        meeting: row(meeting, telling),
        // What is cancelled takes no time.
        occupied: Some(meeting.occupied).filter(|_| meeting.status.is_booked()).and_then(block),
    });
    Some(WeekDay {
        date: day.date,
        from: span.start(),
        until: span.end(),
        open: day.open.clone(),
        note: day.note.clone(),
        meetings: placed.collect(),
        busy: planned.busy.iter().copied().filter_map(block).collect(),
        clock_change: clock_change(day.date, &planned.zone),
    })
}
