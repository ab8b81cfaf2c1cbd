//! The paragraph over a report: of a day or of several, whenever it is made.

use jiff::civil::Date;

use super::{FirstChat, Morning, english, top_page};
use crate::domain::analytics::{
    calendar::days_after,
    measure::{Counts, Measure},
    overview::Group,
    range::Range,
};

impl Morning {
    /// The same of several days that end with this one: what they add up to, of which nothing is usual. `pages`: of all of them.
    #[must_use]
    pub fn of_all(self, counts: &Counts, pages: &[Group]) -> Self {
        let leads = counts.shown(Measure::Leads);
        Self {
            chats: counts.shown(Measure::Chats),
            leads,
            usual: None,
            won: counts.shown(Measure::Won),
            top_page: top_page(pages, leads),
            model_errors: counts.shown(Measure::ModelErrors),
            ..self
        }
    }

    /// The paragraph over a report of these days that is made on the day `today`; in English, as all of it is. A day that goes on
    /// is not compared with whole ones, and what there is to do now is told only beside days that end now.
    pub fn told_over(&self, range: Range, today: Date) -> String {
        let is_over = range.to() < today;
        let is_lately = range.to() >= days_after(today, -1);
        let told = Self {
            usual: self.usual.filter(|_| is_over),
            overdue: if is_lately { self.overdue } else { 0 },
            meetings_today: if is_lately { self.meetings_today } else { 0 },
            first: if self.first == FirstChat::Later { FirstChat::Known } else { self.first },
            ..self.clone()
        };
        let days = if range.is_one_day() { english::weekday(range.to().weekday()).to_owned() } else { range.to_string() };
        let days = if is_over { days } else { format!("{days} so far") };
        english::sentences_of(&told, &days).join(" ")
    }
}
