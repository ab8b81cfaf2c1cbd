//! What is known when a time is looked for: rules, the calendar's busy times, our own meetings.

use jiff::tz::TimeZone;

use super::MeetingDesk;
use crate::{
    domain::{
        business::Business,
        ids::MeetingId,
        meeting::{Meeting, MeetingStatus, calendar::CalendarHome},
        schedule::{
            availability::{Availability, Booked},
            interval::{Interval, shifted, without},
            rules::Rules,
        },
        settings::Scheduling,
        time::Timestamp,
    },
    service::{
        error::ServiceError,
        ports::{Claimed, DayLimit},
    },
};

const DAY_S: i64 = 24 * 3_600;
/// Meetings are read from so long before a wished time until so long after it, so that its day is known whole in every zone.
const AROUND_S: i64 = 3 * DAY_S;
/// Events that are still to be deleted or moved, at most.
const MOST_TASKS: u32 = 200;

/// Everything that free times are computed of.
pub struct Plan {
    pub business: Business,
    pub scheduling: Scheduling,
    pub rules: Rules,
    pub zone: TimeZone,
    pub now: Timestamp,
    pub home: CalendarHome,
    /// The calendar did not say when the owner is busy: only our own meetings are known.
    pub blind: bool,
    claimed: Vec<Claimed>,
    busy: Vec<Interval>,
    booked: Vec<Booked>,
}

/// What a plan is made for.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// None: all that can be booked.
    pub range: Option<Interval>,
    /// Meetings of another length than usual.
    pub minutes: Option<u16>,
    /// The calendar as it is now, not as it was a minute ago.
    pub fresh: bool,
    /// A meeting that does not stand in the way: it is being moved, or it is the asker's own hold. With the time at which the
    /// owner's calendar may show it.
    pub but: Option<(MeetingId, Option<Interval>)>,
}

impl Scope {
    /// What has to be known of one start.
    pub fn around(start: Timestamp) -> Self {
        Self { range: Interval::new(shifted(start, -AROUND_S), shifted(start, AROUND_S)).ok(), fresh: true, ..Self::default() }
    }

    /// A meeting that is being moved, or the asker's own hold. What the owner's calendar has at the time of one that it never
    /// had is something else, and stands in the way.
    pub fn without(self, meeting: &Meeting) -> Self {
        let may_be_shown = meeting.calendar.home == CalendarHome::Google && meeting.status.is_booked();
        Self { but: Some((meeting.id.clone(), may_be_shown.then_some(meeting.time))), ..self }
    }
}

impl MeetingDesk {
    pub(super) async fn plan(&self, scope: &Scope) -> Result<Plan, ServiceError> {
        let settings = self.settings.load().await?;
        let (business, scheduling) = (settings.business, settings.scheduling);
        let mut rules = scheduling.rules(&business).map_err(ServiceError::Invalid)?;
        if let Some(minutes) = scope.minutes {
            rules = rules.lasting(minutes).map_err(ServiceError::Invalid)?;
        }
        let (now, zone) = (self.clock.now(), business.zone());
        let whole = || {
            let last = shifted(now, (i64::from(rules.horizon_days()) + 3) * DAY_S);
            Interval::new(shifted(now, -DAY_S), last).map_err(|error| ServiceError::Internal(error.to_string()))
        };
        let range = match scope.range {
            Some(range) => range,
            None => whole()?,
        };
        let home = self.calendar.home().await;
        let (claimed, busy) = futures::future::join(self.meetings.claimed(range), self.busy(home, range, scope.fresh)).await;
        let claimed = claimed?;
        let (busy, blind) = busy?;
        let except = scope.but.as_ref();
        let takes = |one: &&Claimed| except.is_none_or(|(id, _)| *id != one.id) && !has_lapsed(one, now);
        let booked = claimed.iter().filter(takes).map(|one| Booked { time: one.time, occupied: one.occupied }).collect();
        let busy = match except.and_then(|(_, shown)| *shown) {
            Some(shown) => without(&busy, shown),
            None => busy,
        };
        Ok(Plan { business, scheduling, rules, zone, now, home, blind, claimed, busy, booked })
    }

    /// Without events of cancelled and moved meetings that are still there: their time is free at once. True: the calendar is silent.
    async fn busy(&self, home: CalendarHome, range: Interval, fresh: bool) -> Result<(Vec<Interval>, bool), ServiceError> {
        if home == CalendarHome::Local {
            return Ok((vec![], false));
        }
        let Ok(busy) = self.calendar.busy(range, fresh).await else { return Ok((vec![], true)) };
        let gone = self.meetings.outdated(MOST_TASKS).await?;
        Ok((gone.into_iter().fold(busy, |busy, shown| without(&busy, shown)), false))
    }
}

fn has_lapsed(one: &Claimed, now: Timestamp) -> bool {
    one.status == MeetingStatus::Held && one.held_until.is_none_or(|until| until <= now)
}

impl Plan {
    pub fn availability(&self) -> Availability<'_> {
        Availability::new(&self.rules, &self.zone, self.now, &self.busy, &self.booked)
    }

    /// When the owner is busy, as the calendar says, our own events among it.
    pub fn busy(&self) -> &[Interval] {
        &self.busy
    }

    /// Holds that lapsed and still have cells of this time.
    pub fn lapsed_in(&self, occupied: Interval) -> impl Iterator<Item = &MeetingId> {
        self.claimed.iter().filter(move |one| has_lapsed(one, self.now) && one.occupied.overlaps(&occupied)).map(|one| &one.id)
    }

    /// The limit of the day on which this begins.
    pub fn day_of(&self, start: Timestamp) -> Option<DayLimit> {
        let most = self.rules.per_day()?;
        let date = start.to_zoned(self.zone.clone()).date();
        let first = date.to_zoned(self.zone.clone()).ok()?.timestamp();
        let last = date.tomorrow().ok()?.to_zoned(self.zone.clone()).ok()?.timestamp();
        Some(DayLimit { date, span: Interval::new(first, last).ok()?, most })
    }
}
