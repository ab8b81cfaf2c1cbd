//! One paragraph about a day in words, by rules: only what the figures say, and no figure that is not among them. A model may phrase
//! what they say.

mod english;
mod phrased;
mod report;
mod urdu;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use self::phrased::{Phrased, Told};
use super::{
    calendar::days_after,
    figures::{Days, mean_of},
    measure::{Counts, Measure},
    overview::Group,
};
use crate::domain::locale::Language;

/// Days of the same weekday that have to be known before one of them is called usual, and how many are looked at.
const LEAST_USUAL: usize = 3;
const MOST_USUAL: i64 = 8;

/// When somebody wrote for the first time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstChat {
    Never,
    /// After the day that is told of.
    Later,
    #[default]
    Known,
}

impl FirstChat {
    /// As far as these days show it.
    pub fn of(days: &Days, date: Date) -> Self {
        let first = days.iter().find(|(_, counts)| counts.shown(Measure::Chats) > 0);
        match first {
            None => Self::Never,
            Some((day, _)) if *day > date => Self::Later,
            Some(_) => Self::Known,
        }
    }
}

/// All that the paragraph may speak of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Morning {
    /// The day that is told of.
    pub date: Date,
    pub chats: u64,
    pub leads: u64,
    /// Leads of a usual day of this weekday, rounded; None where too few are known.
    pub usual: Option<u64>,
    pub won: u64,
    /// The page that the most leads came from, and how many did. None where it is not known of most of them.
    pub top_page: Option<(String, u64)>,
    /// Follow-ups whose time has come.
    pub overdue: u64,
    /// Meetings of the day that begins.
    pub meetings_today: u64,
    /// Answers that the model could not give.
    pub model_errors: u64,
    pub first: FirstChat,
}

/// What stands beside the counts of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    pub overdue: u64,
    pub meetings_today: u64,
}

impl Morning {
    /// `days`: with those of the eight weeks before. `known_since`: the first day that was counted. `pages`: of this day.
    pub fn of(date: Date, days: &Days, known_since: Date, pages: &[Group], ahead: Ahead, first: FirstChat) -> Self {
        let counts = days.get(&date).cloned().unwrap_or_default();
        let leads = counts.shown(Measure::Leads);
        let before: Vec<Counts> = (1..=MOST_USUAL)
            .map(|weeks| days_after(date, -7 * weeks))
            .filter(|day| *day >= known_since)
            .map(|day| days.get(&day).cloned().unwrap_or_default())
            .collect();
        let usual = (before.len() >= LEAST_USUAL).then(|| mean_of(&before, Measure::Leads)).flatten();
        Self {
            date,
            chats: counts.shown(Measure::Chats),
            leads,
            usual: usual.map(|hundredths| (hundredths + 50) / 100),
            won: counts.shown(Measure::Won),
            top_page: top_page(pages, leads),
            overdue: ahead.overdue,
            meetings_today: ahead.meetings_today,
            model_errors: counts.shown(Measure::ModelErrors),
            first,
        }
    }

    /// Nobody has written yet, and that is what is said.
    pub fn is_before_all(&self) -> bool {
        self.is_quiet() && self.first == FirstChat::Never
    }

    /// How many more leads than usual there were; negative where there were fewer.
    fn difference(&self) -> Option<i64> {
        let usual = i64::try_from(self.usual?).ok()?;
        Some(i64::try_from(self.leads).ok()?.saturating_sub(usual))
    }

    /// Every number that may be said.
    pub fn figures(&self) -> Vec<u64> {
        let page = self.top_page.as_ref().map(|(_, count)| *count);
        let difference = self.difference().map(i64::unsigned_abs);
        let plain = [self.chats, self.leads, self.won, self.overdue, self.meetings_today, self.model_errors];
        plain.into_iter().chain(self.usual).chain(page).chain(difference).collect()
    }

    /// The paragraph, in Urdu for Urdu and in English for every other language.
    pub fn told(&self, language: Language) -> String {
        match language {
            Language::Ur => urdu::sentences(self).join(" "),
            _ => english::sentences(self).join(" "),
        }
    }

    /// Whether somebody else's words about this day (a model's) name no number but those of the figures. Names of pages are
    /// read past.
    pub fn allows(&self, text: &str) -> bool {
        let page = self.top_page.as_ref().map_or("", |(page, _)| page.as_str());
        numbers(&without(text, page)).is_some_and(|numbers| numbers.iter().all(|number| self.figures().contains(number)))
    }
}

/// The text without a page's name, where it is that whole name.
fn without(text: &str, page: &str) -> String {
    if page.is_empty() {
        return text.to_owned();
    }
    let (mut rest, mut left) = (text, String::new());
    while let Some((before, after)) = rest.split_once(page) {
        let goes_on = after.chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '_'));
        left.push_str(before);
        left.push_str(if goes_on { page } else { " " });
        rest = after;
    }
    left + rest
}

/// More than half of the leads of a day came from it: that is most.
fn top_page(pages: &[Group], leads: u64) -> Option<(String, u64)> {
    let named = pages.iter().filter_map(|group| Some((group.value.clone()?, group.counts.shown(Measure::Leads))));
    named.max_by_key(|(_, count)| *count).filter(|(_, count)| leads > 1 && count.saturating_mul(2) > leads)
}

/// The whole numbers in a text, in the digits of any script; None where one is no whole number or too large. A comma or a
/// point between three digits groups them.
pub fn numbers(text: &str) -> Option<Vec<u64>> {
    let chars: Vec<char> = text.chars().collect();
    let mut all = vec![];
    let mut at = 0;
    while at < chars.len() {
        let Some(first) = digit(chars[at]) else {
            // Something that counts and is no digit of ours ("½", "²", "三"): not to be checked.
            if chars[at].is_numeric() {
                return None;
            }
            at += 1;
            continue;
        };
        let mut number = first;
        at += 1;
        while at < chars.len() {
            if let Some(next) = digit(chars[at]) {
                number = number.checked_mul(10)?.checked_add(next)?;
                at += 1;
            } else if matches!(chars[at], ',' | '.' | '٬' | '٫') && chars.get(at + 1).is_some_and(|c| digit(*c).is_some()) {
                let group = chars[at + 1..].iter().take_while(|c| digit(**c).is_some()).count();
                if group != 3 || matches!(chars[at], '٫') {
                    return None;
                }
                at += 1;
            } else {
                break;
            }
        }
        all.push(number);
    }
    Some(all)
}

fn digit(c: char) -> Option<u64> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        _ => return None,
    };
    Some(u64::from(u32::from(c) - u32::from(zero)))
}
