//! The first sheet: figures that the rows of the others add up to, beside those of the days before.

use std::collections::BTreeMap;

use jiff::Zoned;

use super::{
    SheetName,
    columns::{LEAD_SUMS, MEETING_SUMS, TALK_SUMS, words},
    lines::Line,
};
use crate::domain::analytics::{
    figures::{Days, mean_of, sum},
    measure::{Counts, Measure},
    range::Range,
    reply_time::{ReplyTimes, reply_times},
};

/// Days before the range that the mean is of.
const WEEK: i64 = 7;

/// One line of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryFigure {
    pub measure: Measure,
    pub words: &'static str,
    /// The sum of its column.
    pub now: u64,
    /// Of as many days, just before.
    pub before: u64,
    /// A day's mean over the week before the range, in hundredths; None where not all of it was counted.
    pub week_mean: Option<u64>,
    /// False where conversations were counted that have no row any more: the sum is not to be compared with what was before.
    pub is_whole: bool,
    /// The sheet whose rows it is the sum of; None for what has no rows.
    pub sheet: Option<SheetName>,
}

/// One bar of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    pub chats: u64,
    pub leads: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    pub business: String,
    pub range: Range,
    /// In the business's zone.
    pub made_at: Zoned,
    /// The days in words.
    pub insight: String,
    pub figures: Vec<SummaryFigure>,
    /// Rows of the sheet.
    pub follow_ups: u64,
    pub overdue: u64,
    pub reply_times: Option<ReplyTimes>,
    /// By the hour of one day, by the day of several.
    pub bars: Vec<Bar>,
    /// Pages with the most leads: (page, leads).
    pub pages: Vec<(String, u64)>,
    /// What a reader has to know, such as that conversations were archived meanwhile.
    pub remarks: Vec<String>,
}

/// What the rows add up to, while they go into the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub counts: Counts,
    pub rows: BTreeMap<SheetName, u64>,
}

impl Totals {
    pub fn take(&mut self, sheet: SheetName, line: &Line) {
        self.counts.add_all(&line.counts);
        *self.rows.entry(sheet).or_default() += 1;
    }

    pub fn all_rows(&self) -> u64 {
        self.rows.values().sum()
    }
}

/// Figures with rows, and those without.
fn shown() -> impl Iterator<Item = (Measure, Option<SheetName>)> {
    let of = |sheet: SheetName| move |measure: Measure| (measure, Some(sheet));
    let talks = TALK_SUMS.into_iter().map(of(SheetName::Conversations));
    let leads = LEAD_SUMS.into_iter().map(of(SheetName::Leads));
    let meetings = MEETING_SUMS.into_iter().map(of(SheetName::Meetings));
    [(Measure::Opens, None)].into_iter().chain(talks).chain(leads).chain(meetings)
}

/// `days`: what was counted, with the range before it and the week before it. `known_since`: the first day of it.
pub fn figures(totals: &Totals, range: Range, days: &Days, known_since: Option<jiff::civil::Date>) -> Vec<SummaryFigure> {
    let before = sum(days, range.previous());
    let week = Range::ending(range.previous().to(), WEEK);
    let is_known = known_since.is_some_and(|since| since <= week.from());
    let of_week: Vec<Counts> = week.days().map(|day| days.get(&day).cloned().unwrap_or_default()).collect();
    let counted = sum(days, range);
    let figure = |(measure, sheet): (Measure, Option<SheetName>)| SummaryFigure {
        measure,
        words: words(measure),
        now: if sheet.is_some() { totals.counts.shown(measure) } else { counted.shown(Measure::Opens) },
        before: before.shown(measure),
        week_mean: if is_known { mean_of(&of_week, measure) } else { None },
        is_whole: sheet != Some(SheetName::Conversations) || missing(totals, &counted, measure) == 0,
        sheet,
    };
    shown().map(figure).collect()
}

/// Days that [`figures`] looks at, beside those of the range.
pub fn days_needed(range: Range) -> Range {
    let week = Range::ending(range.previous().to(), WEEK);
    range.with_days_since(week.from().min(range.previous().from()))
}

pub fn reply_times_of(totals: &Totals) -> Option<ReplyTimes> {
    reply_times(&totals.counts)
}

/// What is counted on the dashboard and has no row here; None where the two are the same.
pub fn remark(totals: &Totals, counted: &Counts) -> Option<String> {
    let more = TALK_SUMS.into_iter().map(|measure| (words(measure).to_lowercase(), missing(totals, counted, measure)));
    let more: Vec<String> = more.filter(|(_, count)| *count > 0).map(|(words, count)| format!("{words} {count}")).collect();
    (!more.is_empty()).then(|| format!("The dashboard counts more, of archives or since this was begun: {}.", more.join(", ")))
}

/// How much is counted that has no row.
fn missing(totals: &Totals, counted: &Counts, measure: Measure) -> u64 {
    counted.shown(measure).saturating_sub(totals.counts.shown(measure))
}
