//! How figures are said: what they are called, and how they compare.

use jiff::civil::Date;

use crate::{
    domain::analytics::{measure::Measure, range::Range, tally::Dimension},
    rpc::analytics::Period,
    ui::wording,
};

/// From here on a difference is said in percent.
const MANY: u64 = 50;

pub fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Opens => "Widget opens",
        Measure::Chats => "Chats",
        Measure::VisitorMessages => "Visitors’ messages",
        Measure::Answers => "Answers",
        Measure::Leads => "Leads",
        Measure::Qualified => "Qualified",
        Measure::Agreed => "Meetings agreed",
        Measure::Won => "Won",
        Measure::Lost => "Lost",
        Measure::Meetings => "Meetings booked",
        Measure::Cancelled => "Meetings cancelled",
        Measure::ModelErrors => "Broken off by the model",
        Measure::Stopped => "Stopped by the visitor",
        Measure::Fallbacks => "Answered offline",
        Measure::Unanswered => "Without an answer",
        Measure::PromptTokens => "Tokens read",
        Measure::OutputTokens => "Tokens written",
        Measure::Replies(_) => "Answers by time",
    }
}

pub fn dimension(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Page => "Page",
        Dimension::Referrer => "Came from",
        Dimension::UtmSource => "Source",
        Dimension::UtmMedium => "Medium",
        Dimension::UtmCampaign => "Campaign",
        Dimension::Language => "Language",
        Dimension::Channel => "Channel",
        Dimension::Instruction => "Instruction",
        Dimension::Model => "Model",
    }
}

/// A value as people read it.
pub fn value(dimension: Dimension, value: &str) -> String {
    match dimension {
        Dimension::Language => wording::language(value),
        Dimension::Channel => match value {
            "website" => "Website".into(),
            "whats_app" => "WhatsApp".into(),
            "api" => "API".into(),
            "manual" => "Added by hand".into(),
            other => other.into(),
        },
        Dimension::Instruction => format!("Version {value}"),
        Dimension::Model => wording::model(value).into(),
        _ => value.into(),
    }
}

/// Which way a figure went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
    Same,
}

/// How a figure differs from the one before, as short as it can be said: `3 more`, `11 % fewer`, `the same`.
pub fn change(now: u64, before: u64) -> (Way, String) {
    let (way, word) = match now.cmp(&before) {
        std::cmp::Ordering::Equal => return (Way::Same, "the same".into()),
        std::cmp::Ordering::Greater => (Way::Up, "more"),
        std::cmp::Ordering::Less => (Way::Down, "fewer"),
    };
    let difference = now.abs_diff(before);
    if before < MANY {
        return (way, format!("{} {word}", wording::number(difference)));
    }
    let percent = (u128::from(difference) * 100 + u128::from(before) / 2) / u128::from(before);
    let percent = wording::number(u64::try_from(percent).unwrap_or(u64::MAX));
    (way, if percent == "0" { format!("{} {word}", wording::number(difference)) } else { format!("{percent} % {word}") })
}

/// What the figures are compared with: `yesterday by 15:00`, `the 7 days before`.
pub fn before(period: Period, range: Range, hour: Option<u8>) -> String {
    match (period, hour) {
        (_, Some(hour)) => format!("yesterday by {:02}:00", u16::from(hour) + 1),
        _ if range.is_one_day() => "the day before".into(),
        _ => format!("the {} before", wording::count(u64::try_from(range.len()).unwrap_or(0), "day", "days")),
    }
}

/// The days in words: `Today`, `Last 7 days`, `1 to 31 March 2026`.
pub fn period(period: Period) -> String {
    match period {
        Period::Today => "Today".into(),
        Period::Days(days) => format!("Last {}", wording::count(u64::from(days), "day", "days")),
        Period::Between(range) => days(range),
    }
}

/// `24 Nov 2026`, `1 Mar to 31 Mar 2026`, `20 Dec 2025 to 3 Jan 2026`.
pub fn days(range: Range) -> String {
    let (from, to) = (range.from(), range.to());
    let with_year = |date: Date| format!("{} {}", wording::day_and_month(date), date.year());
    match (range.is_one_day(), from.year() == to.year()) {
        (true, _) => with_year(from),
        (false, true) => format!("{} to {}", wording::day_and_month(from), with_year(to)),
        (false, false) => format!("{} to {}", with_year(from), with_year(to)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn differences_are_said_in_numbers_while_they_are_small() {
        let said = |now, before| change(now, before).1;
        assert_eq!([said(21, 18), said(0, 3), said(5, 5)], ["3 more", "3 fewer", "the same"]);
        assert_eq!([said(196, 177), said(90, 120), said(10_001, 10_000)], ["11 % more", "25 % fewer", "1 more"]);
        assert_eq!(change(3, 9).0, Way::Down);
    }

    #[test]
    fn it_is_said_what_figures_are_compared_with() {
        let today = Range::day(date(2026, 11, 24));
        assert_eq!(before(Period::Today, today, Some(14)), "yesterday by 15:00");
        assert_eq!(before(Period::Between(today), today, None), "the day before");
        assert_eq!(before(Period::Days(7), Range::ending(date(2026, 11, 24), 7), None), "the 7 days before");
    }

    #[test]
    fn days_are_said_as_short_as_they_can_be() {
        let range = |from, to| Range::new(from, to).expect("a range");
        assert_eq!(days(range(date(2026, 3, 1), date(2026, 3, 31))), "1 Mar to 31 Mar 2026");
        assert_eq!(days(range(date(2025, 12, 20), date(2026, 1, 3))), "20 Dec 2025 to 3 Jan 2026");
        assert_eq!(days(Range::day(date(2026, 11, 24))), "24 Nov 2026");
    }
}
