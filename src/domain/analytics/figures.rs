//! Sums over ranges, and how they compare with what was before.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    measure::{Counts, Measure},
    range::Range,
};

/// The counts of days, by their dates; a day without any may be missing.
pub type Days = BTreeMap<Date, Counts>;

/// All that was counted on these days.
pub fn sum(days: &Days, range: Range) -> Counts {
    days.range(range.from()..=range.to()).map(|(_, counts)| counts).sum()
}

/// One figure beside that of the days before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub measure: Measure,
    pub now: u64,
    pub before: u64,
}

impl Figure {
    /// How many more; negative where there are fewer.
    pub fn difference(&self) -> i64 {
        int(self.now).saturating_sub(int(self.before))
    }

    /// The same in whole percent, rounded half away from zero; None where there was nothing before.
    pub fn percent(&self) -> Option<i64> {
        (self.before > 0).then(|| rounded(self.difference().saturating_mul(100), int(self.before)))
    }
}

/// What the pages show, in their order.
pub const SHOWN: [Measure; 9] = [
    Measure::Opens,
    Measure::Chats,
    Measure::VisitorMessages,
    Measure::Leads,
    Measure::Qualified,
    Measure::Agreed,
    Measure::Meetings,
    Measure::Won,
    Measure::Lost,
];

/// Each of these measures, now and before.
pub fn compared(measures: &[Measure], now: &Counts, before: &Counts) -> Vec<Figure> {
    measures.iter().map(|measure| Figure { measure: *measure, now: now.shown(*measure), before: before.shown(*measure) }).collect()
}

/// The mean of some days, in hundredths; None of no days.
pub fn mean_of(days: &[Counts], measure: Measure) -> Option<u64> {
    let count = u64::try_from(days.len()).ok().filter(|count| *count > 0)?;
    let sum: u64 = days.iter().map(|counts| counts.shown(measure)).sum();
    Some((sum.saturating_mul(100) + count / 2) / count)
}

/// A model's prices for a million tokens, in millionths of whatever money the owner counts in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// The beginning of the model's name; the longest that fits counts.
    pub model: String,
    pub prompt: u64,
    pub output: u64,
}

/// What the tokens of these models cost, in millionths, and whether the price of one was not known.
pub fn cost(models: &[(String, Counts)], prices: &[Price]) -> (u64, bool) {
    let (mut cost, mut is_partial) = (0_u128, false);
    for (model, counts) in models {
        let tokens = [Measure::PromptTokens, Measure::OutputTokens].map(|measure| u128::from(counts.shown(measure)));
        let price = prices.iter().filter(|price| model.starts_with(&price.model)).max_by_key(|price| price.model.len());
        match price {
            Some(price) => cost += (tokens[0] * u128::from(price.prompt) + tokens[1] * u128::from(price.output)) / 1_000_000,
            None => is_partial |= tokens != [0, 0],
        }
    }
    (u64::try_from(cost).unwrap_or(u64::MAX), is_partial)
}

/// `part / whole`, rounded half away from zero.
pub(super) fn rounded(part: i64, whole: i64) -> i64 {
    let half = whole / 2;
    if part >= 0 { (part.saturating_add(half)) / whole } else { (part.saturating_sub(half)) / whole }
}

fn int(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn leads(count: i64) -> Counts {
        [(Measure::Leads, count)].into_iter().collect()
    }

    #[test]
    fn a_range_is_the_sum_of_its_days_and_of_no_other() {
        let days: Days = [(date(2026, 2, 28), leads(5)), (date(2026, 3, 1), leads(2)), (date(2026, 3, 3), leads(1))].into();
        let range = Range::new(date(2026, 3, 1), date(2026, 3, 3)).expect("a range");
        assert_eq!((sum(&days, range), sum(&days, range.previous())), (leads(3), leads(5)));
    }

    #[test]
    fn a_comparison_with_nothing_has_no_percentage() {
        let percent = |now, before| Figure { measure: Measure::Leads, now, before }.percent();
        assert_eq!(
            [percent(3, 0), percent(0, 3), percent(3, 2), percent(2, 3), percent(5, 5)],
            [None, Some(-100), Some(50), Some(-33), Some(0)]
        );
    }

    #[test]
    fn a_mean_is_in_hundredths() {
        assert_eq!(mean_of(&[leads(1), leads(2), Counts::default()], Measure::Leads), Some(100));
        assert_eq!(mean_of(&[leads(1), leads(1), leads(0)], Measure::Leads), Some(67));
        assert_eq!(mean_of(&[], Measure::Leads), None);
    }

    #[test]
    fn the_price_of_the_longest_name_counts_and_an_unknown_one_is_told() {
        let tokens = |prompt, output| [(Measure::PromptTokens, prompt), (Measure::OutputTokens, output)].into_iter().collect();
        let price = |model: &str, prompt, output| Price { model: model.into(), prompt, output };
        let prices = [price("gemini-3", 100_000, 400_000), price("gemini-3-pro", 1_000_000, 4_000_000), price("offline", 0, 0)];
        let models = [("gemini-3-flash".to_owned(), tokens(2_000_000, 1_000_000)), ("gemini-3-pro-1".to_owned(), tokens(10, 0))];
        assert_eq!(cost(&models, &prices), (200_000 + 400_000 + 10, false));
        assert_eq!(cost(&[("other".into(), tokens(1, 0))], &prices), (0, true));
        assert_eq!(cost(&[("other".into(), Counts::default()), ("offline".into(), tokens(9, 9))], &prices), (0, false));
    }
}
