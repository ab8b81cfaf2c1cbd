//! Where one is on the Overview. It stands in the address, so that a reload, Back and a shared link keep it.

use jiff::civil::Date;
use leptos::prelude::*;
use leptos_router::{hooks::use_location, params::ParamsMap};

use crate::{
    domain::analytics::{measure::Measure, range::Range, tally::Dimension},
    rpc::analytics::Period,
    ui::search::joined,
};

pub const OVERVIEW: &str = "/admin/overview";

/// The most days that an address can ask for by their number.
const MOST_DAYS: u16 = 3_650;

/// By what a list of values is ordered, in the words of its menu.
pub const MEASURES: [(Measure, &str); 5] = [
    (Measure::Chats, "Chats"),
    (Measure::Leads, "Leads"),
    (Measure::Qualified, "Qualified"),
    (Measure::Won, "Won"),
    (Measure::Answers, "Answers"),
];

/// What the address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub period: Period,
    /// By what the figures are split up, and which of them decides.
    pub by: Dimension,
    pub of: Measure,
}

impl Default for Asked {
    fn default() -> Self {
        Self { period: Period::Today, by: Dimension::Page, of: Measure::Chats }
    }
}

impl Asked {
    /// What cannot be understood asks for nothing.
    pub fn read(query: &ParamsMap) -> Self {
        let day = |name: &str| query.get(name).and_then(|text| text.parse::<Date>().ok());
        let between = day("from").zip(day("to")).and_then(|(from, to)| Range::new(from, to).ok());
        let days = query.get("days").and_then(|text| text.parse().ok()).filter(|days| (2..=MOST_DAYS).contains(days));
        let period = between.map(Period::Between).or(days.map(Period::Days)).unwrap_or_default();
        let by = query.get_str("by").and_then(Dimension::parse).unwrap_or(Dimension::Page);
        let of = query.get_str("of").and_then(|name| MEASURES.into_iter().find(|(measure, _)| measure.as_str() == name));
        Self { period, by, of: of.map_or(usual(by), |(measure, _)| measure) }
    }

    pub fn address(&self) -> String {
        let (days, from, to) = match self.period {
            Period::Today => (None, None, None),
            Period::Days(days) => (Some(days.to_string()), None, None),
            Period::Between(range) => (None, Some(range.from().to_string()), Some(range.to().to_string())),
        };
        let period = [("days", days.as_deref()), ("from", from.as_deref()), ("to", to.as_deref())];
        let period = period.into_iter().filter_map(|(name, value)| Some((name, value?)));
        joined(OVERVIEW, period.chain(self.kept()))
    }

    /// What stays where other days are chosen, by name.
    pub fn kept(&self) -> Vec<(&'static str, &'static str)> {
        let by = (self.by != Dimension::Page).then_some(("by", self.by.as_str()));
        let of = (self.of != usual(self.by)).then_some(("of", self.of.as_str()));
        by.into_iter().chain(of).collect()
    }

    pub fn of_period(self, period: Period) -> Self {
        Self { period, ..self }
    }

    /// Split up by something else, with what is usual for that.
    pub fn split_by(self, by: Dimension) -> Self {
        Self { by, of: usual(by), ..self }
    }

    pub fn ranked_of(self, of: Measure) -> Self {
        Self { of, ..self }
    }
}

/// Models write answers, and nothing else.
fn usual(by: Dimension) -> Measure {
    if by == Dimension::Model { Measure::Answers } else { Measure::Chats }
}

/// The address as the parts of the page read it.
#[derive(Clone, Copy)]
pub struct Place {
    pub asked: Memo<Asked>,
    /// Alone, so that nothing else of the address makes figures be read again.
    pub period: Memo<Period>,
}

impl Place {
    pub fn here() -> Self {
        let query = use_location().query;
        Self { asked: Memo::new(move |_| query.with(Asked::read)), period: Memo::new(move |_| query.with(Asked::read).period) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &str)]) -> Asked {
        let mut query = ParamsMap::new();
        for (name, value) in pairs {
            query.insert(*name, (*value).to_owned());
        }
        Asked::read(&query)
    }

    #[test]
    fn an_address_is_written_as_it_is_read() {
        assert_eq!(read(&[]).address(), OVERVIEW);
        assert_eq!(read(&[("days", "7"), ("by", "model")]).address(), "/admin/overview?days=7&by=model");
        let march = [("from", "2026-03-01"), ("to", "2026-03-31"), ("of", "won")];
        assert_eq!(read(&march).address(), "/admin/overview?from=2026-03-01&to=2026-03-31&of=won");
        for strange in [&[("days", "0")][..], &[("from", "2026-03-02"), ("to", "2026-03-01")], &[("by", "<b>")], &[("of", "opens")]] {
            assert_eq!(read(strange), Asked::default());
        }
    }

    #[test]
    fn another_split_begins_with_what_is_usual_for_it() {
        let models = read(&[("of", "won")]).split_by(Dimension::Model);
        assert_eq!((models.of, models.split_by(Dimension::Page).of), (Measure::Answers, Measure::Chats));
    }
}
