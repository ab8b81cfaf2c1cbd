//! Dates and times in visitors' own words, without a model: the same words always give the same instants. The language
//! is told by the words themselves; one message may mix several.
//!
//! The text becomes tokens (`token`, `grown`), phrases with meanings (`lexicon`, `lexeme`, `numbers`), pieces such as a
//! clock or a date (`clock`, `hours`, `lengths`, `periods`, `weekdays`, `calendar`, `dates`, `zones`), drafts of what
//! stands together (`draft`), and at last mentions (`sense`, `link`, `resolve`). What a message answers to, such as
//! slots that were offered, is not known here.

mod calendar;
mod clock;
mod company;
mod dates;
mod draft;
mod grown;
mod hours;
mod instants;
mod item;
mod lengths;
mod lexeme;
mod lexicon;
mod link;
mod meaning;
mod mention;
mod monthday;
mod numbers;
mod numeric;
mod periods;
mod reader;
mod resolve;
mod sense;
mod token;
mod weekdays;
mod words;
mod zones;

use jiff::{Timestamp, tz::TimeZone};

pub use mention::{Days, Doubt, Hours, Mention, Reach, Sense, Weekdays, Zone, ZoneFrom, admits};

pub use super::business::Minute;
use super::country::Country;

/// What is known when a text is read.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// When the message came.
    pub at: Timestamp,
    pub visitor: Option<&'a TimeZone>,
    pub business: &'a TimeZone,
    /// BCP 47, such as `en-US`: in which order day and month stand.
    pub locale: Option<&'a str>,
}

/// All times that a text names, in their order. "Today" is the visitor's day where their zone is known.
pub fn understand(text: &str, asked: &Asked<'_>) -> Vec<Mention> {
    let (lexemes, languages) = lexeme::lexemes(text);
    let now = asked.visitor.unwrap_or(asked.business).to_datetime(asked.at);
    let chinese = languages.contains(&super::locale::Language::Zh);
    let reader = reader::Reader { lexemes: &lexemes, languages: &languages, today: now.date(), day_first: !chinese && is_day_first(asked) };
    reader.candidates().into_iter().map(|candidate| resolve::resolve(candidate, asked)).collect()
}

/// Where the month stands before the day: in the Americas' north, on the Philippines, in East Asia.
const MONTH_FIRST: [&str; 9] = ["US", "PH", "PR", "GU", "CN", "TW", "JP", "KR", "FM"];

/// By the region of the locale, else by the zones of the visitor and the business.
fn is_day_first(asked: &Asked<'_>) -> bool {
    let region = asked.locale.and_then(|tag| tag.split(['-', '_']).skip(1).find(|part| part.len() == 2).map(str::to_ascii_uppercase));
    let zone = asked.visitor.unwrap_or(asked.business);
    let country = || zone.iana_name().and_then(Country::of_zone).map(|country| country.as_str().to_owned());
    region.or_else(country).is_none_or(|country| !MONTH_FIRST.contains(&country.as_str()))
}

#[cfg(test)]
mod tests;
