//! The link of one meeting, for whoever was invited.

use jiff::{ToSpan, civil::Date, tz::TimeZone};

use super::{Asker, MeetingDesk, ScheduleError, SlotOffers, SlotQuery, Wanted};
use crate::{
    domain::{
        chat::SlotOffer,
        ids::MeetingId,
        meeting::{Meeting, link},
        schedule::week::day_span,
        time::{Timestamp, rfc3339},
    },
    service::error::ServiceError,
};

/// Of how many days other times are told at once, at most.
const DAYS: i32 = 21;
/// How many times are told at once, unless one day alone has more.
const MOST: usize = 120;
/// How many days before the meeting they begin, where nobody asks for another day.
const BEFORE: i32 = 2;
/// How many days further back those before begin.
const BACK: i32 = 7;

/// A meeting that was found by its link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedMeeting {
    pub meeting: Meeting,
    /// It can still be moved or cancelled.
    pub may_change: bool,
}

/// Other times for the meeting of a link, of some days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkedTimes {
    /// Ascending, of whole days on the visitor's clocks. The meeting's own is none of them.
    pub slots: Vec<SlotOffer>,
    /// From which days on there are earlier ones, and later ones.
    pub earlier: Option<Date>,
    pub later: Option<Date>,
}

impl MeetingDesk {
    /// Where the attendee sees, moves or cancels the meeting.
    pub fn manage_url(&self, id: &MeetingId) -> String {
        format!("{}/meeting/{}", self.public_url, link::token(id, &|content| self.signer.sign(content)))
    }

    /// The meeting of a link. A link that was made up leads nowhere; one of a meeting that is over or cancelled says so by its
    /// status.
    pub async fn linked(&self, token: &str) -> Result<LinkedMeeting, ServiceError> {
        let id = link::read(token, &|content| self.signer.sign(content)).ok_or(ServiceError::NotFound("meeting"))?;
        let meeting = self.meetings.find(&id).await?.ok_or(ServiceError::NotFound("meeting"))?;
        let may_change = meeting.status.is_booked() && !meeting.is_over(self.clock.now());
        Ok(LinkedMeeting { meeting, may_change })
    }

    /// Times to which the meeting of a link could be moved.
    pub async fn linked_slots(&self, token: &str, query: &SlotQuery) -> Result<SlotOffers, ScheduleError> {
        let meeting = self.linked(token).await?.meeting;
        let minutes = u16::try_from(meeting.time.minutes()).ok();
        let query = SlotQuery { minutes, language: meeting.language, ..query.clone() };
        self.slots_for(&Asker::linked(None), &query, Some(&meeting)).await
    }

    /// The same, as they are turned over: from a day on; None: from shortly before the meeting. A day that cannot be booked
    /// stands for the nearest one that can.
    pub async fn linked_times(&self, token: &str, from: Option<Date>) -> Result<LinkedTimes, ScheduleError> {
        let meeting = self.linked(token).await?.meeting;
        let horizon = self.settings.load().await?.scheduling.rules.horizon_days;
        let (zone, now) = (meeting.visitor_time_zone(), self.clock.now());
        let today = zone.to_datetime(now).date();
        // The clocks of the business may be a day ahead.
        let last = later(today, i32::from(horizon) + 1);
        let usual = later(zone.to_datetime(meeting.time.start()).date(), -BEFORE);
        let first = from.unwrap_or(usual).clamp(today, last);
        let next = later(first, DAYS);
        let query = SlotQuery {
            from: beginning(first, &zone),
            to: beginning(next, &zone),
            zone: Some(meeting.visitor_zone.clone()),
            ..SlotQuery::default()
        };
        let mut slots = self.linked_slots(token, &query).await?.slots;
        let own = rfc3339(meeting.time.start());
        slots.retain(|slot| slot.start != own);
        let left_out = slots.split_off(whole_days(&slots));
        let following = left_out.first().map_or(Some(next), |slot| day_of(slot, &zone));
        Ok(LinkedTimes {
            slots,
            earlier: (first > today).then(|| later(first, -BACK).max(today)),
            later: following.filter(|date| *date <= last),
        })
    }

    /// `client`: the trusted client address.
    pub async fn linked_reschedule(&self, token: &str, to: &Wanted, client: Option<String>) -> Result<Meeting, ScheduleError> {
        let meeting = self.linked(token).await?.meeting;
        self.reschedule(&Asker::linked(client), &meeting.id, to, None).await
    }

    pub async fn linked_cancel(&self, token: &str) -> Result<Meeting, ScheduleError> {
        let meeting = self.linked(token).await?.meeting;
        self.cancel(&Asker::linked(None), &meeting.id, None).await
    }
}

/// So many days later; earlier where they are negative.
fn later(date: Date, days: i32) -> Date {
    date.checked_add(days.days()).unwrap_or(date)
}

fn beginning(date: Date, zone: &TimeZone) -> Option<Timestamp> {
    day_span(date, zone).map(|day| day.start())
}

fn day_of(slot: &SlotOffer, zone: &TimeZone) -> Option<Date> {
    slot.start.parse::<Timestamp>().ok().map(|start| zone.to_datetime(start).date())
}

/// How many of the times are of the first days that are told at once: at least of one.
fn whole_days(slots: &[SlotOffer]) -> usize {
    let mut told = 0;
    for day in slots.chunk_by(|one, other| one.day == other.day) {
        if told > 0 && told + day.len() > MOST {
            break;
        }
        told += day.len();
    }
    told
}
