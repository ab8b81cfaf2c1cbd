//! A visitor who asks for a person: what they are told, of what is known and nothing else. Nobody is called into a chat, so
//! nothing here says that somebody comes. Pure.

mod words;

use jiff::{SignedDuration, ToSpan, tz::TimeZone};

use self::words::HandoverWords;
use super::{
    business::Business,
    capture::{Facts, Field},
    chat::Card,
    locale::Language,
    meeting::{template::fill, wording::Words},
    schedule::{
        interval::{Interval, merged},
        rules::{SpecialDays, other_hours},
    },
    time::{Timestamp, rfc3339},
};

/// How far ahead it is looked when the business opens, in days.
const AHEAD_DAYS: i32 = 30;
/// What is open for so long closes at no time worth telling, in seconds.
const LONG_S: i64 = 7 * 86_400;

/// Whether somebody is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Open {
        until: Option<Timestamp>,
    },
    /// `opens`: None where that is not known.
    Closed {
        opens: Option<Timestamp>,
    },
    /// No opening hours are known.
    Unknown,
}

impl Presence {
    /// By the hours of the week, and those of special days.
    pub fn of(business: &Business, special_days: &[SpecialDays], now: Timestamp) -> Self {
        if business.hours.is_unknown() {
            return Self::Unknown;
        }
        let next = merged(spans(business, special_days, now)).into_iter().find(|span| span.end() > now);
        match next {
            Some(span) if span.start() <= now => {
                let is_long = span.end().as_second().saturating_sub(now.as_second()) > LONG_S;
                Self::Open { until: (!is_long).then(|| span.end()) }
            }
            next => Self::Closed { opens: next.map(|span| span.start()) },
        }
    }
}

/// When it is open, from yesterday on: yesterday's hours may go on.
fn spans(business: &Business, special_days: &[SpecialDays], now: Timestamp) -> Vec<Interval> {
    let zone = business.zone();
    let today = zone.to_datetime(now).date();
    let mut open = vec![];
    for ahead in -1..=AHEAD_DAYS {
        let Ok(date) = today.checked_add(ahead.days()) else { continue };
        let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
        let usual = || business.hours.0.get(weekday).map(Vec::as_slice).unwrap_or_default();
        for span in other_hours(special_days, date).unwrap_or_else(usual) {
            let [from, until] = [span.from, span.until].map(|minute| instant(date, minute, &zone));
            open.extend(from.zip(until).and_then(|(from, until)| Interval::new(from, until).ok()));
        }
    }
    open
}

fn instant(date: jiff::civil::Date, minute: u16, zone: &TimeZone) -> Option<Timestamp> {
    let wall = date.at(0, 0, 0, 0).checked_add(SignedDuration::from_mins(i64::from(minute))).ok()?;
    zone.to_timestamp(wall).ok()
}

/// What the card is made of.
#[derive(Clone, Debug)]
pub struct Handover<'a> {
    pub business: &'a Business,
    pub special_days: &'a [SpecialDays],
    /// What is known of the visitor.
    pub facts: &'a Facts,
    /// IANA name: the visitor's; None: the business's clocks are told.
    pub zone: Option<&'a str>,
    pub language: Language,
    /// The owner gets a mail.
    pub by_mail: bool,
    pub now: Timestamp,
}

impl Handover<'_> {
    pub fn card(&self) -> Card {
        let words = HandoverWords::of(self.language);
        let presence = Presence::of(self.business, self.special_days, self.now);
        let told = if self.by_mail { words.by_mail } else { words.noted };
        let mut lines = vec![fill(told, &[("business", &self.business.name)])];
        lines.extend(self.hours(words, presence));
        lines.push(self.way(words));
        Card::Handover {
            title: words.title.to_owned(),
            lines,
            by_mail: self.by_mail,
            open_now: match presence {
                Presence::Open { .. } => Some(true),
                Presence::Closed { .. } => Some(false),
                Presence::Unknown => None,
            },
            opens_at: match presence {
                Presence::Closed { opens } => opens.map(rfc3339),
                Presence::Open { .. } | Presence::Unknown => None,
            },
        }
    }

    fn hours(&self, words: &HandoverWords, presence: Presence) -> Option<String> {
        let zone = self.zone.filter(|zone| TimeZone::get(zone).is_ok()).unwrap_or(&self.business.time_zone);
        let told = |text: &str, at| fill(text, &[("when", &Words::of(self.language).when(at, zone))]);
        match presence {
            Presence::Open { until: Some(until) } => Some(told(words.open_until, until)),
            Presence::Open { until: None } => Some(words.open.to_owned()),
            Presence::Closed { opens: Some(opens) } => Some(told(words.opens, opens)),
            Presence::Closed { opens: None } => Some(words.closed.to_owned()),
            Presence::Unknown => None,
        }
    }

    /// Their own address or number, as they gave it.
    fn way(&self, words: &HandoverWords) -> String {
        let way = [Field::Email, Field::Phone].into_iter().find_map(|field| self.facts.value(field));
        match way {
            // A number is written left to right in every language.
            Some(way) if matches!(self.language, Language::Ur | Language::Ar) => {
                fill(words.reached, &[("way", &format!("\u{2066}{way}\u{2069}"))])
            }
            Some(way) => fill(words.reached, &[("way", way)]),
            None => words.unreachable.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::business::{Hours, OpenSpan};

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn business() -> Business {
        Business { name: "Brooks".into(), time_zone: "Europe/Berlin".into(), hours: Hours::office(), ..Business::default() }
    }

    fn lines(handover: &Handover<'_>) -> (String, Vec<String>) {
        let Card::Handover { title, lines, .. } = handover.card() else { panic!("another card") };
        (title, lines)
    }

    fn handover<'a>(business: &'a Business, facts: &'a Facts, language: Language) -> Handover<'a> {
        // Friday evening.
        let now = at("2026-11-27T20:00:00Z");
        Handover { business, special_days: &[], facts, zone: Some("Asia/Karachi"), language, by_mail: true, now }
    }

    #[test]
    fn it_is_open_or_opens_next() {
        let presence = |time: &str| Presence::of(&business(), &[], at(time));
        assert_eq!(presence("2026-11-27T10:00:00Z"), Presence::Open { until: Some(at("2026-11-27T16:00:00Z")) });
        assert_eq!(presence("2026-11-27T16:00:00Z"), Presence::Closed { opens: Some(at("2026-11-30T08:00:00Z")) });
        assert_eq!(Presence::of(&Business::default(), &[], at("2026-11-27T10:00:00Z")), Presence::Unknown);
        let day = at("2026-11-30T08:00:00Z").to_zoned(TimeZone::UTC).date();
        let holiday = SpecialDays { from: day, until: day, hours: vec![], note: String::new() };
        let closed = Presence::of(&business(), &[holiday], at("2026-11-29T10:00:00Z"));
        assert_eq!(closed, Presence::Closed { opens: Some(at("2026-12-01T08:00:00Z")) });
    }

    #[test]
    fn what_is_open_over_midnight_is_open_on() {
        let night = |from, until| vec![OpenSpan { from, until }];
        let hours = Hours(std::array::from_fn(|day| match day {
            4 => night(1_200, 1_440),
            5 => night(0, 120),
            _ => vec![],
        }));
        let club = Business { hours, ..business() };
        assert_eq!(Presence::of(&club, &[], at("2026-11-27T22:00:00Z")), Presence::Open { until: Some(at("2026-11-28T01:00:00Z")) });
        let always = Business { hours: Hours(std::array::from_fn(|_| night(0, 1_440))), ..business() };
        assert_eq!(Presence::of(&always, &[], at("2026-11-27T22:00:00Z")), Presence::Open { until: None });
    }

    #[test]
    fn the_visitor_reads_who_is_told_when_it_opens_and_how_they_are_reached() {
        let (business, facts) = (business(), Facts::default());
        let (title, told) = lines(&handover(&business, &facts, Language::En));
        assert_eq!(title, "Your wish has been passed on");
        assert!(told[0].contains("Brooks") && told[0].contains("e-mail"), "{told:?}");
        assert!(told[1].contains("Monday, 30 November 2026, 1:00 pm (Karachi time)"), "{told:?}");
        assert!(told[2].starts_with("Leave"), "{told:?}");
        let noted = Handover { by_mail: false, ..handover(&business, &facts, Language::En) };
        assert!(!lines(&noted).1[0].contains("e-mail"));
        let nowhere = Handover { zone: Some("Nowhere/City"), ..handover(&business, &facts, Language::En) };
        assert!(lines(&nowhere).1[1].contains("(Berlin time)"));
        let Card::Handover { open_now, opens_at, .. } = noted.card() else { panic!("another card") };
        assert_eq!((open_now, opens_at.as_deref().map(|at| at.starts_with("2026-11-30T08:00:00"))), (Some(false), Some(true)));
    }

    #[test]
    fn every_language_says_it_in_words_of_its_own() {
        let (business, facts) = (business(), Facts::default());
        let mut seen: Vec<String> = vec![];
        for language in Language::ALL {
            let (title, told) = lines(&handover(&business, &facts, language));
            assert_eq!(told.len(), 3, "{language:?}");
            for text in told.into_iter().chain([title]) {
                assert!(!text.contains(['{', '}']) && !seen.contains(&text), "{language:?}: {text}");
                seen.push(text);
            }
        }
    }
}
