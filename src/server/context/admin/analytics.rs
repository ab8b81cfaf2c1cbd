//! What an admin may ask about figures.

use super::AdminDoor;
use crate::{
    domain::{
        analytics::{
            calendar::days_after,
            cohort::Cohort,
            heat::HeatMap,
            insight::Told,
            measure::{Counts, Measure},
            range::Range,
            tally::Dimension,
        },
        api_error::ApiError,
        unanswered::Alike,
    },
    rpc::analytics::{GroupsView, MorningWords, OverviewView, Period},
    service::permission::Keeper,
};

/// Values of a dimension that are told apart; the others are the rest.
const MOST_VALUES: usize = 8;
/// Questions without an answer that are shown.
const MOST_QUESTIONS: usize = 8;

impl AdminDoor {
    pub async fn overview(&self, period: Period) -> Result<OverviewView, ApiError> {
        let (analytics, keeper) = (&self.inner.state.analytics, self.keeper());
        let calendar = self.told(analytics.calendar().await)?;
        let (today, hour) = calendar.hour_of(self.inner.state.clock.now());
        let range = period.range(today);
        let figures = self.told(analytics.overview(&keeper, range).await)?;
        let yesterday_so_far = if range == Range::day(today) {
            let yesterday = self.told(analytics.overview(&keeper, Range::day(days_after(today, -1))).await)?;
            let until_now = yesterday.series.iter().filter(|point| point.hour.is_some_and(|begun| begun <= hour));
            Some(until_now.map(|point| &point.counts).sum::<Counts>())
        } else {
            None
        };
        Ok(OverviewView { today, hour, figures, yesterday_so_far })
    }

    pub async fn groups(&self, period: Period, dimension: Dimension, measure: Measure) -> Result<GroupsView, ApiError> {
        let (analytics, keeper) = (&self.inner.state.analytics, self.keeper());
        let range = period.range(self.told(analytics.today(&keeper).await)?);
        let groups = self.told(analytics.groups(&keeper, dimension, range, measure, MOST_VALUES).await)?;
        Ok(GroupsView { range, groups })
    }

    pub async fn heat(&self, period: Period, measure: Measure) -> Result<HeatMap, ApiError> {
        let (analytics, keeper) = (&self.inner.state.analytics, self.keeper());
        let range = period.range(self.told(analytics.today(&keeper).await)?);
        self.told(analytics.heat(&keeper, range, measure).await)
    }

    pub async fn cohorts(&self, measure: Measure) -> Result<Vec<Cohort>, ApiError> {
        self.told(self.inner.state.analytics.cohorts(&self.keeper(), measure).await)
    }

    pub async fn unanswered(&self, period: Period) -> Result<Vec<Alike>, ApiError> {
        let (analytics, keeper) = (&self.inner.state.analytics, self.keeper());
        let range = period.range(self.told(analytics.today(&keeper).await)?);
        let mut groups = self.told(analytics.unanswered(&keeper, range).await)?;
        groups.truncate(MOST_QUESTIONS);
        Ok(groups)
    }

    /// The dashboard's own language is English.
    pub async fn morning(&self) -> Result<MorningWords, ApiError> {
        let Told { date, text, model, is_before_all } = self.told(self.inner.state.mornings.told(&self.keeper()).await)?;
        Ok(MorningWords { date, text, model, is_before_all })
    }

    /// As figures, reports and logs know the admin.
    pub(super) fn keeper(&self) -> Keeper {
        Keeper::admin(&self.admin)
    }
}
