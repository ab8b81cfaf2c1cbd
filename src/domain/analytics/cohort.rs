//! Leads by the week in which they were made, and how far they came in the weeks after.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::measure::{Counts, Measure};

/// The weeks that are told apart; what came later is in none of them.
pub const WEEKS: usize = 12;

/// What became of the leads of weeks: (the Monday, weeks since) → counts.
pub type Cohorts = BTreeMap<(Date, u16), Counts>;

/// One week's leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cohort {
    /// The Monday.
    pub week: Date,
    pub leads: u64,
    /// How many had come there by the end of the same week, of the next …; as many weeks as have begun, at most [`WEEKS`].
    pub reached: Vec<u64>,
}

/// How far the leads of each of these weeks had come to `measure`, week by week. `this_week`: the Monday of today.
pub fn cohorts(counted: &Cohorts, measure: Measure, this_week: Date) -> Vec<Cohort> {
    let weeks: Vec<Date> = {
        let mut weeks: Vec<Date> = counted.keys().map(|(week, _)| *week).collect();
        weeks.dedup();
        weeks
    };
    let cohort = |week: Date| {
        let age = super::calendar::days_between(week, this_week) / 7;
        let begun = usize::try_from(age + 1).unwrap_or(0).min(WEEKS);
        let at = |weeks: usize| u16::try_from(weeks).ok().and_then(|weeks| counted.get(&(week, weeks)));
        let mut sum = 0_i64;
        let reached = (0..begun)
            .map(|weeks| {
                sum = sum.saturating_add(at(weeks).map_or(0, |counts| counts.get(measure)));
                u64::try_from(sum).unwrap_or(0)
            })
            .collect();
        Cohort { week, leads: at(0).map_or(0, |counts| counts.shown(Measure::Leads)), reached }
    };
    weeks.into_iter().map(cohort).filter(|cohort| cohort.leads > 0).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn weeks_add_up_and_those_to_come_are_not_told() {
        let week = date(2026, 11, 2);
        let counted: Cohorts = [
            ((week, 0), [(Measure::Leads, 9), (Measure::Won, 1)].into_iter().collect()),
            ((week, 2), [(Measure::Won, 2)].into_iter().collect()),
            ((date(2026, 11, 16), 0), [(Measure::Leads, 4)].into_iter().collect()),
            ((date(2026, 11, 16), 7), [(Measure::Won, 1)].into_iter().collect()),
        ]
        .into();
        let told = cohorts(&counted, Measure::Won, date(2026, 11, 23));
        assert_eq!(told[0], Cohort { week, leads: 9, reached: vec![1, 1, 3, 3] });
        assert_eq!(told[1], Cohort { week: date(2026, 11, 16), leads: 4, reached: vec![0, 0] });
    }
}
