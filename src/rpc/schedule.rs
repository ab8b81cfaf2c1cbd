//! Meetings as the dashboard reads and changes them, how they are booked, and how the calendar is.

use jiff::civil::Date;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        api_error::ApiError,
        business::{Hours, OpenSpan},
        ids::{ConversationId, LeadId, MeetingId},
        meeting::{MeetingStatus, calendar::CalendarHome, event::CalendarHealth, new::NewMeeting},
        page::Page,
        schedule::week::{Block, Track, Week},
        settings::Scheduling,
        time::Timestamp,
    },
    rpc::settings::SettingsView,
};

/// Which meetings a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingList {
    /// Booked, and not over; the next one first.
    #[default]
    Coming,
    /// Booked, and begun; the latest first.
    Past,
    /// The latest first.
    Cancelled,
}

/// One meeting as lists and the week show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRow {
    pub id: MeetingId,
    pub status: MeetingStatus,
    pub start: Timestamp,
    pub end: Timestamp,
    /// The name; else the address or the number; empty where nothing is known.
    pub who: String,
    pub email: Option<String>,
    /// As people write it.
    pub phone: Option<String>,
    /// IANA.
    pub visitor_zone: String,
    pub home: CalendarHome,
    pub meet_link: Option<String>,
    /// Somebody writes to whoever comes of what becomes of it: the server, or the calendar.
    pub tells: bool,
    pub version: u64,
}

/// The latest meetings of one lead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadMeetings {
    /// Booked, and not over; the next one first.
    pub coming: Vec<MeetingRow>,
    /// Over or cancelled; the latest first.
    pub past: Vec<MeetingRow>,
}

/// What still stands between a meeting and the owner's calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarWait {
    /// Tries that failed, one after the other.
    pub failures: u32,
    /// What went wrong the last time.
    pub problem: Option<String>,
    pub next_at: Timestamp,
}

/// All that the drawer shows of one meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingView {
    pub row: MeetingRow,
    /// What it is called in calendars.
    pub title: String,
    pub lead_id: Option<LeadId>,
    pub conversation_id: Option<ConversationId>,
    /// The event at Google.
    pub html_link: Option<String>,
    /// Where the visitor moves or cancels it.
    pub manage_url: String,
    /// As an .ics file.
    pub ics_url: String,
    pub invited_at: Option<Timestamp>,
    pub wait: Option<CalendarWait>,
    /// How often it was moved or cancelled.
    pub changes: u32,
    pub created_at: Timestamp,
    /// The name of whoever booked it, where it was somebody of the team or a program.
    pub created_by: Option<String>,
    /// It is booked and not over: it can be moved and cancelled.
    pub can_change: bool,
    /// It was cancelled and would not be over: the same can be booked again.
    pub can_rebook: bool,
}

/// Something in a day's column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    pub block: Block,
    pub track: Track,
    pub meeting: MeetingRow,
    /// With its buffers, where it has some.
    pub occupied: Option<Block>,
}

/// One day of the week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekDay {
    pub date: Date,
    /// As instants.
    pub from: Timestamp,
    pub until: Timestamp,
    pub open: Vec<OpenSpan>,
    /// What the day is an exception for, in the owner's words.
    pub note: Option<String>,
    pub meetings: Vec<Placed>,
    /// When the owner is busy with something else.
    pub busy: Vec<Block>,
    /// Minutes by which the clocks are put forward (back, where it is negative).
    pub clock_change: i16,
}

/// A week by the clocks of the business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekView {
    pub week: Week,
    pub days: Vec<WeekDay>,
    /// The hours that are shown: from the first until before the last.
    pub hours: (u8, u8),
    /// IANA: that of the business.
    pub zone: String,
    /// The owner's calendar did not say when the owner is busy.
    pub blind: bool,
    /// There are opening hours: without them no visitor can book.
    pub has_hours: bool,
    /// Zones of the visitors of this week, other than the business's.
    pub zones: Vec<String>,
}

/// A free time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeTime {
    pub start: Timestamp,
    pub end: Timestamp,
    /// The day on which it begins by the business's clocks, and where it stands in it.
    pub date: Date,
    pub block: Block,
}

/// Free times for a new meeting, or to which one can be moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeTimes {
    /// Ascending.
    pub times: Vec<FreeTime>,
    /// The owner's calendar did not answer: what is offered may turn out to be taken.
    pub blind: bool,
}

/// What became of a meeting that was written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Booked {
    Done(Box<MeetingView>),
    /// Nothing is booked. `others` are free, the nearest first; they may be none.
    NotFree {
        why: String,
        others: Vec<FreeTime>,
    },
}

/// How meetings are booked, as one form changes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingSettings {
    pub hours: Hours,
    pub meeting_minutes: u16,
    pub scheduling: Scheduling,
}

/// The calendar's health, and what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarView {
    pub health: CalendarHealth,
    /// The operator has set what it takes to connect an account.
    pub can_connect: bool,
    /// The account is that of the environment: it is not connected or disconnected here.
    pub is_fixed: bool,
    /// Whoever comes to a meeting that is booked now is written to, where they have an address.
    pub tells: bool,
    /// Meetings that are not in the calendar yet, and what went wrong with the one that failed the most.
    pub waiting: u64,
    pub problem: Option<String>,
}

/// The week of a day of the business.
#[server(prefix = "/rpc", endpoint = "meetings/week", input = Json)]
pub async fn meeting_week(week: Option<Week>) -> Result<WeekView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.meeting_week(week).await
}

/// `cursor`: as an earlier page of the same list gave it.
#[server(prefix = "/rpc", endpoint = "meetings/list", input = Json)]
pub async fn list_meetings(list: MeetingList, cursor: Option<String>) -> Result<Page<MeetingRow>, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.list_meetings(list, cursor).await
}

#[server(prefix = "/rpc", endpoint = "meetings/get", input = Json)]
pub async fn get_meeting(id: MeetingId) -> Result<MeetingView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.get_meeting(id).await
}

/// Free times for this meeting, or for a new one, on `days` days of the business, at most 14; `from`: the first of them, None for
/// today.
#[server(name = AskFreeTimes, prefix = "/rpc", endpoint = "meetings/free", input = Json)]
pub async fn free_times(id: Option<MeetingId>, from: Option<Date>, days: u8) -> Result<FreeTimes, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.free_times(id, from, days).await
}

/// `once`: the same meeting under the same key is booked once. Field errors name the fields of [`NewMeeting`].
#[server(prefix = "/rpc", endpoint = "meetings/book", input = Json)]
pub async fn book_meeting(meeting: NewMeeting, once: String) -> Result<Booked, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.book_meeting(meeting, once).await
}

/// Works as a plain form. `version`: the one that was seen; None moves it whatever it is. A time that is not free is a
/// conflict, with words.
#[server(prefix = "/rpc", endpoint = "meetings/move")]
pub async fn move_meeting(id: MeetingId, start: Timestamp, version: Option<u64>) -> Result<MeetingView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.move_meeting(id, start, version).await
}

/// Works as a plain form.
#[server(prefix = "/rpc", endpoint = "meetings/cancel")]
pub async fn cancel_meeting(id: MeetingId, version: Option<u64>) -> Result<MeetingView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.cancel_meeting(id, version).await
}

/// The same meeting anew, after it was cancelled: with another id, at the same time, if that is still free.
#[server(prefix = "/rpc", endpoint = "meetings/rebook", input = Json)]
pub async fn rebook_meeting(id: MeetingId) -> Result<MeetingView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.rebook_meeting(id).await
}

/// Field errors name the fields of [`MeetingSettings`] and of what is in it. `version`: the one the page was made from.
#[server(prefix = "/rpc", endpoint = "settings/meetings", input = Json)]
pub async fn save_meeting_settings(meetings: MeetingSettings, version: u64) -> Result<SettingsView, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.save_meeting_settings(meetings, version).await
}

#[server(name = AskCalendarHealth, prefix = "/rpc", endpoint = "calendar/health")]
pub async fn calendar_health() -> Result<CalendarView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.calendar_health().await
}

/// Tries at once what waits to be entered into the calendar; how it is afterwards.
#[server(prefix = "/rpc", endpoint = "calendar/retry")]
pub async fn retry_calendar() -> Result<CalendarView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.retry_calendar().await
}
