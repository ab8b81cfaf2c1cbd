//! What the Overview shows of a range, in one piece.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    figures::{Days, Figure, SHOWN, compared, sum},
    funnel::{Step, funnel},
    heat::Hours,
    measure::{Counts, Measure},
    range::Range,
    reply_time::{ReplyTimes, reply_times},
    tally::Dimension,
};

/// One point of a time series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    pub date: Date,
    /// 0 to 23; None for a whole day.
    pub hour: Option<u8>,
    pub counts: Counts,
}

/// One value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// None: not known.
    pub value: Option<String>,
    pub counts: Counts,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    pub range: Range,
    pub figures: Vec<Figure>,
    /// By the hour where the range is one day, by the day otherwise; without gaps, the future left out.
    pub series: Vec<Point>,
    pub funnel: Vec<Step>,
    pub reply_times: Option<ReplyTimes>,
    pub model_errors: Figure,
    pub fallbacks: Figure,
    pub unanswered: Figure,
    pub tokens: u64,
    /// In millionths; see [`super::figures::cost`].
    pub cost: u64,
    pub cost_is_partial: bool,
}

/// `days`: those of the range and of the one before it. `hours`: of the range, where it is one day. `today`: the last day
/// that there can be something of, and the hour now.
pub fn overview(range: Range, days: &Days, hours: &Hours, today: (Date, u8), cost: (u64, bool)) -> Overview {
    let (now, before) = (sum(days, range), sum(days, range.previous()));
    let one = |measure| Figure { measure, now: now.shown(measure), before: before.shown(measure) };
    Overview {
        range,
        figures: compared(&SHOWN, &now, &before),
        series: if range.is_one_day() { by_hour(range.from(), hours, today) } else { by_day(range, days, today.0) },
        funnel: funnel(&now),
        reply_times: reply_times(&now),
        model_errors: one(Measure::ModelErrors),
        fallbacks: one(Measure::Fallbacks),
        unanswered: one(Measure::Unanswered),
        tokens: now.shown(Measure::PromptTokens).saturating_add(now.shown(Measure::OutputTokens)),
        cost: cost.0,
        cost_is_partial: cost.1,
    }
}

fn by_hour(date: Date, hours: &Hours, today: (Date, u8)) -> Vec<Point> {
    let last = match date.cmp(&today.0) {
        std::cmp::Ordering::Less => 23,
        std::cmp::Ordering::Equal => today.1,
        std::cmp::Ordering::Greater => return vec![],
    };
    let point = |hour| Point { date, hour: Some(hour), counts: hours.get(&(date, hour)).cloned().unwrap_or_default() };
    (0..=last).map(point).collect()
}

fn by_day(range: Range, days: &Days, today: Date) -> Vec<Point> {
    let point = |date| Point { date, hour: None, counts: days.get(&date).cloned().unwrap_or_default() };
    range.days().take_while(|date| *date <= today).map(point).collect()
}

/// The groups of a dimension with the most of `measure` first, at most so many, and last what is in none of them: of other
/// values, or of an unknown one. Together they are the whole.
pub fn ranked(dimension: Dimension, mut groups: Vec<(String, Counts)>, whole: &Counts, measure: Measure, most: usize) -> Vec<Group> {
    groups.retain(|(_, counts)| !counts.is_empty());
    groups.sort_by(|a, b| b.1.get(measure).cmp(&a.1.get(measure)).then_with(|| a.0.cmp(&b.0)));
    groups.truncate(most);
    let mut rest = whole.clone();
    groups.iter().for_each(|(_, counts)| rest.add_all(&counts.negated()));
    // A model writes answers, and nothing else: the rest would be everything that it does not do.
    let has_rest = dimension != Dimension::Model && !rest.is_empty();
    let named = groups.into_iter().map(|(value, counts)| Group { value: Some(value), counts });
    named.chain(has_rest.then_some(Group { value: None, counts: rest })).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn chats(count: i64) -> Counts {
        [(Measure::Chats, count)].into_iter().collect()
    }

    #[test]
    fn a_series_has_no_gaps_and_no_future() {
        let days: Days = [(date(2026, 11, 20), chats(2)), (date(2026, 11, 17), chats(7))].into();
        let range = Range::new(date(2026, 11, 19), date(2026, 11, 23)).expect("a range");
        let told = overview(range, &days, &Hours::new(), (date(2026, 11, 21), 9), (0, false));
        assert_eq!(told.series.iter().map(|point| point.counts.get(Measure::Chats)).collect::<Vec<_>>(), [0, 2, 0]);
        assert_eq!(told.figures[1], Figure { measure: Measure::Chats, now: 2, before: 7 });
        let day = Range::day(date(2026, 11, 21));
        let hours: Hours = [((date(2026, 11, 21), 8), chats(1))].into();
        let told = overview(day, &days, &hours, (date(2026, 11, 21), 9), (0, false));
        assert_eq!((told.series.len(), told.series[8].counts.get(Measure::Chats)), (10, 1));
    }

    #[test]
    fn groups_and_the_rest_are_the_whole() {
        let groups = vec![("/a".to_owned(), chats(1)), ("/b".to_owned(), chats(5)), ("/c".to_owned(), chats(3)), ("/d".into(), chats(0))];
        let told = ranked(Dimension::Page, groups, &chats(12), Measure::Chats, 2);
        assert_eq!(told.iter().map(|group| group.value.as_deref()).collect::<Vec<_>>(), [Some("/b"), Some("/c"), None]);
        assert_eq!(told.iter().map(|group| &group.counts).sum::<Counts>(), chats(12));
    }
}
