//! Figures as the Overview shows them: read from what is counted, never from the facts.

use jiff::civil::Date;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::domain::{
    analytics::{
        cohort::Cohort,
        heat::HeatMap,
        measure::{Counts, Measure},
        overview::{Group, Overview},
        range::Range,
        tally::Dimension,
    },
    api_error::ApiError,
    unanswered::Alike,
};

/// Which days somebody looks at. What day it is, the business's clocks say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    #[default]
    Today,
    /// So many that end with today.
    Days(u16),
    Between(Range),
}

impl Period {
    pub fn range(self, today: Date) -> Range {
        match self {
            Self::Today => Range::day(today),
            Self::Days(days) => Range::ending(today, i64::from(days)),
            Self::Between(range) => range,
        }
    }
}

/// The figures of some days beside those of as many before them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewView {
    /// The day that it is where the business is, and the hour that its clocks show.
    pub today: Date,
    pub hour: u8,
    pub figures: Overview,
    /// Where the range is today alone: what was counted yesterday until the end of this hour.
    pub yesterday_so_far: Option<Counts>,
}

/// What the figures of some days are made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupsView {
    pub range: Range,
    /// Those with the most, and last what is in none of them.
    pub groups: Vec<Group>,
}

/// What there is to say in the morning about the day before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MorningWords {
    /// The day that is told of.
    pub date: Date,
    pub text: String,
    /// The model whose words they are; None: they are made by rules.
    pub model: Option<String>,
    /// They say that nobody has written yet.
    pub is_before_all: bool,
}

#[server(name = AskOverview, prefix = "/rpc", endpoint = "analytics/overview", input = Json)]
pub async fn overview(period: Period) -> Result<OverviewView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.overview(period).await
}

/// The values of a dimension with the most of `measure`, and last what is in none of them: together the whole.
#[server(name = AskGroups, prefix = "/rpc", endpoint = "analytics/groups", input = Json)]
pub async fn groups(period: Period, dimension: Dimension, measure: Measure) -> Result<GroupsView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.groups(period, dimension, measure).await
}

/// Which hours of the week are busy.
#[server(name = AskHeat, prefix = "/rpc", endpoint = "analytics/heat", input = Json)]
pub async fn heat(period: Period, measure: Measure) -> Result<HeatMap, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.heat(period, measure).await
}

/// The leads of the last twelve weeks, and how far they came.
#[server(name = AskCohorts, prefix = "/rpc", endpoint = "analytics/cohorts", input = Json)]
pub async fn cohorts(measure: Measure) -> Result<Vec<Cohort>, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.cohorts(measure).await
}

/// What visitors asked in vain, the same words together, the latest first.
#[server(name = AskUnanswered, prefix = "/rpc", endpoint = "analytics/unanswered", input = Json)]
pub async fn unanswered(period: Period) -> Result<Vec<Alike>, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.unanswered(period).await
}

#[server(name = AskMorning, prefix = "/rpc", endpoint = "analytics/morning")]
pub async fn morning() -> Result<MorningWords, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.morning().await
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_end_with_today() {
        let today = date(2026, 11, 24);
        assert_eq!(Period::default().range(today), Range::day(today));
        assert_eq!(Period::Days(7).range(today).from(), date(2026, 11, 18));
        let march = Range::new(date(2026, 3, 1), date(2026, 3, 31)).expect("a range");
        assert_eq!(Period::Between(march).range(today), march);
    }

    #[test]
    fn a_period_is_sent_in_plain_words() {
        let march = Range::new(date(2026, 3, 1), date(2026, 3, 31)).expect("a range");
        let sent = [Period::Today, Period::Days(7), Period::Between(march)].map(|period| serde_json::to_string(&period).expect("json"));
        assert_eq!(sent, [r#""today""#, r#"{"days":7}"#, r#"{"between":["2026-03-01","2026-03-31"]}"#]);
    }
}
