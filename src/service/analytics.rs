//! Figures for the dashboard and for programs: read from what is counted, never from the facts. (A repair counts the facts anew.)

pub mod morning;

use std::{
    mem::take,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::civil::Date;

use super::{
    error::{ServiceError, StorageError},
    permission::Keeper,
    ports::{Clock, Leads, Meetings, Questions, Rebuilt, SettingsStore, Tallies},
};
use crate::domain::{
    account::Scope,
    analytics::{
        calendar::{Calendar, days_after, week_of},
        cohort::{Cohort, WEEKS, cohorts},
        count::Count,
        figures::{Days, cost, sum},
        heat::{HeatMap, Hours, heat_map},
        insight::{Ahead, FirstChat, Morning},
        measure::Measure,
        overview::{Group, Overview, overview, ranked},
        range::Range,
        tally::Dimension,
    },
    entry::Arrival,
    report::lines::Span,
    schedule::interval::Interval,
    time::Timestamp,
    unanswered::{Alike, alike},
};

/// Values of a dimension that are read at most.
const MOST_GROUPS: u32 = 500;
/// Questions without an answer that are looked at, the latest ones.
const MOST_QUESTIONS: u32 = 500;
/// Openings that wait to be stored at most: beyond that they are not counted.
const MOST_WAITING: usize = 10_000;

#[derive(Clone)]
pub struct Analytics {
    pub tallies: Arc<dyn Tallies>,
    pub questions: Arc<dyn Questions>,
    pub meetings: Arc<dyn Meetings>,
    pub leads: Arc<dyn Leads>,
    pub settings: Arc<dyn SettingsStore>,
    pub clock: Arc<dyn Clock>,
}

impl Analytics {
    /// The business's clocks.
    pub async fn calendar(&self) -> Result<Calendar, ServiceError> {
        Ok(Calendar::new(self.settings.load().await?.business.zone()))
    }

    /// The day that it is where the business is.
    pub async fn today(&self, keeper: &Keeper) -> Result<Date, ServiceError> {
        keeper.may(Scope::Reports)?;
        Ok(self.calendar().await?.date_of(self.clock.now()))
    }

    pub async fn overview(&self, keeper: &Keeper, range: Range) -> Result<Overview, ServiceError> {
        keeper.may(Scope::Reports)?;
        let settings = self.settings.load().await?;
        let now = Calendar::new(settings.business.zone()).hour_of(self.clock.now());
        let both = range.with_days_since(range.previous().from());
        let hours = async { if range.is_one_day() { self.tallies.hours(range).await } else { Ok(Hours::new()) } };
        let models = self.tallies.groups(Dimension::Model, range, MOST_GROUPS);
        let (days, hours, models) = futures::future::try_join3(self.tallies.days(both), hours, models).await?;
        Ok(overview(range, &days, &hours, now, cost(&models, &settings.prices)))
    }

    /// The values of a dimension with the most of `measure`, and what is in none of them: together the whole.
    pub async fn groups(
        &self,
        keeper: &Keeper,
        dimension: Dimension,
        range: Range,
        measure: Measure,
        most: usize,
    ) -> Result<Vec<Group>, ServiceError> {
        keeper.may(Scope::Reports)?;
        let groups = self.tallies.groups(dimension, range, MOST_GROUPS);
        let (groups, days) = futures::future::try_join(groups, self.tallies.days(range)).await?;
        Ok(ranked(dimension, groups, &sum(&days, range), measure, most.min(MOST_GROUPS as usize)))
    }

    /// The leads of the last twelve weeks, and how far they came.
    pub async fn cohorts(&self, keeper: &Keeper, measure: Measure) -> Result<Vec<Cohort>, ServiceError> {
        keeper.may(Scope::Reports)?;
        let this_week = week_of(self.calendar().await?.date_of(self.clock.now()));
        let weeks = Range::ending(this_week, 7 * i64::try_from(WEEKS - 1).unwrap_or(0) + 1);
        Ok(cohorts(&self.tallies.cohorts(weeks).await?, measure, this_week))
    }

    pub async fn heat(&self, keeper: &Keeper, range: Range, measure: Measure) -> Result<HeatMap, ServiceError> {
        keeper.may(Scope::Reports)?;
        Ok(heat_map(&self.tallies.week(range).await?, measure))
    }

    /// What visitors asked in vain on these days, the same words together, the latest first.
    pub async fn unanswered(&self, keeper: &Keeper, range: Range) -> Result<Vec<Alike>, ServiceError> {
        keeper.may(Scope::Reports)?;
        Ok(alike(self.questions.unanswered(range.span(&self.calendar().await?), MOST_QUESTIONS).await?))
    }

    /// What there is to say this morning about the day before.
    pub async fn morning(&self, keeper: &Keeper) -> Result<Morning, ServiceError> {
        keeper.may(Scope::Reports)?;
        let calendar = self.calendar().await?;
        let yesterday = days_after(calendar.date_of(self.clock.now()), -1);
        self.morning_of(&calendar, yesterday).await
    }

    pub(super) async fn morning_of(&self, calendar: &Calendar, date: Date) -> Result<Morning, ServiceError> {
        let now = self.clock.now();
        let (day, today) = (Range::day(date), calendar.date_of(now));
        let read = futures::future::try_join4(
            self.tallies.days(Range::day(today).with_days_since(days_after(date, -8 * 7))),
            self.tallies.groups(Dimension::Page, day, MOST_GROUPS),
            self.leads.due(now),
            self.beginning_in(calendar.span_of(today)),
        );
        let (days, pages, overdue, meetings_today) = read.await?;
        let since = self.tallies.known_since().await?.unwrap_or(date);
        let first = self.first_chat(&days, since, date).await?;
        let pages = ranked(Dimension::Page, pages, &sum(&days, day), Measure::Leads, MOST_GROUPS as usize);
        Ok(Morning::of(date, &days, since, &pages, Ahead { overdue, meetings_today }, first))
    }

    /// Where nobody wrote lately, all days before are looked at.
    async fn first_chat(&self, lately: &Days, since: Date, date: Date) -> Result<FirstChat, StorageError> {
        let first = FirstChat::of(lately, date);
        if first == FirstChat::Known || since > date {
            return Ok(first);
        }
        let before = FirstChat::of(&self.tallies.days(Range::day(date).with_days_since(since)).await?, date);
        Ok(if before == FirstChat::Known { before } else { first })
    }

    /// How many booked meetings begin in it.
    async fn beginning_in(&self, (from, until): Span) -> Result<u64, StorageError> {
        let Ok(range) = Interval::new(from, until) else { return Ok(0) };
        let claimed = self.meetings.claimed(range).await?;
        let begins = |time: &Interval| from <= time.start() && time.start() < until;
        Ok(claimed.iter().filter(|meeting| meeting.status.is_booked() && begins(&meeting.time)).count() as u64)
    }

    /// Counts all facts anew. For the repair command, and for a business that moves to another zone.
    pub async fn rebuild(&self) -> Result<Rebuilt, ServiceError> {
        Ok(self.tallies.rebuild(&self.calendar().await?).await?)
    }

    /// Counts anew where the counts are of another zone than the business's. For a task that runs now and then.
    pub async fn follow_zone(&self) -> Result<Option<Rebuilt>, ServiceError> {
        let calendar = self.calendar().await?;
        let is_same = self.tallies.zone().await?.as_deref() == calendar.zone().iana_name();
        if is_same { Ok(None) } else { Ok(Some(self.tallies.rebuild(&calendar).await?)) }
    }
}

/// Openings of the widget on their way into the counts: many are stored by one write. What waits is lost with the process.
#[derive(Clone)]
pub struct Openings {
    analytics: Analytics,
    waiting: Arc<Mutex<Vec<(Arrival, Timestamp)>>>,
}

impl Openings {
    pub fn new(analytics: Analytics) -> Self {
        Self { analytics, waiting: Arc::default() }
    }

    /// Somebody opened the widget just now.
    pub fn note(&self, arrival: Arrival) {
        let at = self.analytics.clock.now();
        let mut waiting = self.waiting();
        if waiting.len() < MOST_WAITING {
            waiting.push((arrival, at));
        }
    }

    /// Stores those that wait. For a task that runs every few seconds, and for the end.
    pub async fn flush(&self) -> Result<(), ServiceError> {
        let noted = take(&mut *self.waiting());
        if noted.is_empty() {
            return Ok(());
        }
        match self.store(&noted).await {
            Ok(()) => Ok(()),
            Err(error) => {
                let mut waiting = self.waiting();
                let room = MOST_WAITING.saturating_sub(waiting.len());
                waiting.extend(noted.into_iter().take(room));
                Err(error)
            }
        }
    }

    async fn store(&self, noted: &[(Arrival, Timestamp)]) -> Result<(), ServiceError> {
        let calendar = self.analytics.calendar().await?;
        let mut count = Count::by(&calendar);
        noted.iter().for_each(|(arrival, at)| count.opened(arrival, *at));
        Ok(self.analytics.tallies.keep(&count.finish()).await?)
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<(Arrival, Timestamp)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
