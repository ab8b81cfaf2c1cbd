//! How many go how far, and where they are lost.

use serde::{Deserialize, Serialize};

use super::{
    figures::rounded,
    measure::{Counts, Measure},
};

/// The steps, first to last. That a meeting was agreed is what the lead's status says, with a calendar and without.
pub const STEPS: [Measure; 6] = [Measure::Opens, Measure::Chats, Measure::Leads, Measure::Qualified, Measure::Agreed, Measure::Won];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub measure: Measure,
    pub count: u64,
    /// How many of the step before came no further; None where more did than there were (from earlier days, or past a step).
    pub lost: Option<u64>,
    /// In thousandths of the step before; None as above, and after a step with nobody.
    pub of_previous: Option<u64>,
    /// In thousandths of the first step with somebody in it; None where there are more than in that.
    pub of_first: Option<u64>,
}

pub fn funnel(counts: &Counts) -> Vec<Step> {
    let all = STEPS.map(|measure| counts.shown(measure));
    let first = all.into_iter().find(|count| *count > 0).unwrap_or(0);
    let step = |(at, measure): (usize, Measure)| {
        let count = all[at];
        let previous = at.checked_sub(1).map(|before| all[before]).filter(|previous| count <= *previous);
        Step {
            measure,
            count,
            lost: previous.map(|previous| previous - count),
            of_previous: previous.and_then(|previous| share(count, previous)),
            of_first: share(count, first),
        }
    };
    STEPS.into_iter().enumerate().map(step).collect()
}

fn share(part: u64, whole: u64) -> Option<u64> {
    let (part, whole) = (i64::try_from(part).ok()?, i64::try_from(whole).ok()?);
    (whole > 0 && part <= whole).then(|| u64::try_from(rounded(part.saturating_mul(1_000), whole)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_says_who_did_not_come_through() {
        let counts = [(Measure::Opens, 200), (Measure::Chats, 50), (Measure::Leads, 20), (Measure::Qualified, 0), (Measure::Agreed, 3)];
        let steps = funnel(&counts.into_iter().collect());
        assert_eq!(steps.iter().map(|step| step.lost).collect::<Vec<_>>(), [None, Some(150), Some(30), Some(20), None, Some(3)]);
        assert_eq!(
            steps.iter().map(|step| step.of_previous).collect::<Vec<_>>(),
            [None, Some(250), Some(400), Some(0), None, Some(0)],
            "three were agreed on that were qualified before: that is no share of none"
        );
        assert_eq!(steps[4].of_first, Some(15));
    }

    #[test]
    fn a_funnel_of_nobody_divides_by_nothing() {
        assert!(funnel(&Counts::default()).iter().all(|step| step.count == 0 && step.of_previous.is_none() && step.of_first.is_none()));
    }
}
