//! A month as a calendar's page shows it: whole weeks, and the way through them day by day.

use jiff::{ToSpan, civil::Date};

use super::week::Week;

/// Weeks that every month fits into.
const WEEKS: i32 = 6;

/// A month of one year, as its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(Date);

/// From one day to another on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Days(i32),
    Months(i32),
    /// To the Monday, or to the Sunday, of the week.
    WeekStart,
    WeekEnd,
}

impl Month {
    /// The month that a day is in.
    pub fn of(date: Date) -> Self {
        Self(date.first_of_month())
    }

    /// The month that most days of a week are in.
    pub fn of_week(week: Week) -> Self {
        let [_, _, _, thursday, ..] = week.days();
        Self::of(thursday)
    }

    pub fn first(self) -> Date {
        self.0
    }

    pub fn has(self, date: Date) -> bool {
        date.first_of_month() == self.0
    }

    /// So many months later; earlier where they are negative.
    #[must_use]
    pub fn later(self, months: i32) -> Self {
        Self(self.0.checked_add(months.months()).unwrap_or(self.0))
    }

    /// Always as many, so that nothing below moves; the first one has the first day.
    pub fn weeks(self) -> Vec<Week> {
        let first = Week::of(self.0);
        (0..WEEKS).map(|later| first.later(later)).collect()
    }
}

/// Where a step leads; the day itself at the end of time.
pub fn step(date: Date, step: Step) -> Date {
    let [monday, .., sunday] = Week::of(date).days();
    match step {
        Step::Days(days) => date.checked_add(days.days()).unwrap_or(date),
        // The last day of a month that is not that long.
        Step::Months(months) => date.checked_add(months.months()).unwrap_or(date),
        Step::WeekStart => monday,
        Step::WeekEnd => sunday,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_page_has_whole_weeks_with_the_first_day_in_the_first_one() {
        let ends = |month: Month| {
            let weeks = month.weeks();
            (weeks.len(), weeks[0].monday(), weeks[5].days()[6])
        };
        assert_eq!(ends(Month::of(date(2026, 11, 24))), (6, date(2026, 10, 26), date(2026, 12, 6)));
        assert_eq!(ends(Month::of(date(2027, 2, 28))), (6, date(2027, 2, 1), date(2027, 3, 14)), "four weeks, Monday first");
        for month in 0..36 {
            let month = Month::of(date(2026, 1, 31)).later(month);
            let days: Vec<Date> = month.weeks().into_iter().flat_map(Week::days).filter(|day| month.has(*day)).collect();
            assert_eq!(days.len(), usize::try_from(month.first().days_in_month()).expect("a count"), "{month:?}");
        }
    }

    #[test]
    fn a_week_is_of_the_month_of_most_of_its_days() {
        let month = |day| Month::of_week(Week::of(day)).first();
        assert_eq!(month(date(2026, 11, 30)), date(2026, 12, 1));
        assert_eq!(month(date(2026, 7, 1)), date(2026, 7, 1));
        assert_eq!(month(date(2026, 10, 1)), date(2026, 10, 1), "a Thursday");
        assert_eq!(month(date(2027, 1, 1)), date(2026, 12, 1), "a Friday");
    }

    #[test]
    fn months_go_over_the_year() {
        assert_eq!(Month::of(date(2026, 11, 24)).later(2).first(), date(2027, 1, 1));
        assert_eq!(Month::of(date(2026, 1, 31)).later(-1).first(), date(2025, 12, 1));
        assert_eq!(Month::of(Date::MAX).later(1), Month::of(Date::MAX));
    }

    #[test]
    fn steps_go_from_day_to_day() {
        let from = date(2027, 1, 31);
        let to = |wanted| step(from, wanted);
        assert_eq!((to(Step::Days(1)), to(Step::Days(-7))), (date(2027, 2, 1), date(2027, 1, 24)));
        assert_eq!((to(Step::Months(1)), to(Step::Months(-1))), (date(2027, 2, 28), date(2026, 12, 31)));
        assert_eq!((to(Step::WeekStart), to(Step::WeekEnd)), (date(2027, 1, 25), from));
        assert_eq!(step(Date::MAX, Step::Days(1)), Date::MAX);
    }
}
