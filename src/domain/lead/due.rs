//! Which follow-ups are due, by the calendar of the business. Pure.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::schedule::week::Week;

/// Each holds those before it, too: what is overdue is due today, and what is due today is due this week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// Its time has come.
    Overdue,
    Today,
    /// Until Sunday.
    Week,
}

impl Due {
    pub const ALL: [Self; 3] = [Self::Overdue, Self::Today, Self::Week];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::Week => "week",
        }
    }

    /// What [`Self::as_str`] gives; None for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|due| due.as_str() == text)
    }

    /// The first day of which nothing is due, where it is `today`; None: not the day counts but this very instant.
    pub fn day_after(self, today: Date) -> Option<Date> {
        match self {
            Self::Overdue => None,
            Self::Today => today.tomorrow().ok(),
            Self::Week => Some(Week::of(today).later(1).monday()),
        }
    }
}

/// How saved lists keep it: while there was only what is overdue, it was a yes or no, and for that it still is.
pub mod kept {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Due;

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Kept {
        IsOverdue(bool),
        Due(Due),
    }

    pub fn serialize<S: Serializer>(due: &Option<Due>, serializer: S) -> Result<S::Ok, S::Error> {
        let kept = match *due {
            None => Kept::IsOverdue(false),
            Some(Due::Overdue) => Kept::IsOverdue(true),
            Some(due) => Kept::Due(due),
        };
        kept.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Due>, D::Error> {
        Ok(match Kept::deserialize(deserializer)? {
            Kept::IsOverdue(is_overdue) => is_overdue.then_some(Due::Overdue),
            Kept::Due(due) => Some(due),
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Due;

    #[test]
    fn a_week_ends_on_sunday() {
        let after = |day: i8| Due::ALL.map(|due| due.day_after(date(2026, 11, day)));
        assert_eq!(after(26), [None, Some(date(2026, 11, 27)), Some(date(2026, 11, 30))]);
        assert_eq!(after(29), [None, Some(date(2026, 11, 30)), Some(date(2026, 11, 30))], "a Sunday");
        assert_eq!(Due::ALL.map(|due| Due::parse(due.as_str())), Due::ALL.map(Some));
        assert_eq!(Due::parse("all"), None);
    }
}
