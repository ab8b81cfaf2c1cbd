//! A model's words in the place of the rules': only where they say no figure that the rules do not say. Whatever cannot be
//! checked is refused.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::{Morning, english, numbers, without};
use crate::domain::locale::Language;

/// The longest paragraph, in characters.
const LONGEST: usize = 500;

/// Numbers and shares that are no digits.
const NUMBER_WORDS: &str = " zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty \
    thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions dozen dozens score \
    couple pair single solo sole lone once twice thrice double doubled doubling doubles triple tripled triples treble quadruple quadrupled \
    half halved halves halving third thirds quarter quarters fourth fourths fifth fifths sixth seventh eighth ninth tenth tenths first second \
    percent percentage pct both ones twofold threefold tenfold fewest ";

/// Words of a model for what the rules say of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrased {
    /// What the rules said then. Once they say something else, the model's words are none any more.
    pub rules: String,
    pub text: String,
    pub model: String,
}

/// What is shown: by rules, or by a model of this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The day that is told of.
    pub date: Date,
    pub text: String,
    pub model: Option<String>,
    /// It says that nobody has written yet.
    pub is_before_all: bool,
}

impl Morning {
    /// Nobody wrote and there is no lead: the rules' words are all there is to say.
    pub fn is_quiet(&self) -> bool {
        self.chats == 0 && self.leads == 0
    }

    /// Whether these words may stand in the place of the English paragraph: one short paragraph in plain letters, of the same
    /// day, whose numbers are all in digits and are the paragraph's, in its order. (In another order they may be about
    /// something else.)
    pub fn takes(&self, text: &str) -> bool {
        let page = self.top_page.as_ref().map_or("", |(page, _)| page.as_str());
        let (said, told) = (without(text, page), without(&self.told(Language::En), page));
        let is_short = !text.trim().is_empty() && text.chars().count() <= LONGEST;
        is_short && is_plain(&said) && self.is_of_the_day(&said) && are_of(numbers(&said), numbers(&told)) && self.allows(text)
    }

    /// The words that are shown. `stored`: what came of asking a model, if anything.
    pub fn shown(&self, stored: Option<Phrased>) -> Told {
        let rules = self.told(Language::En);
        let (text, model) = match stored.filter(|phrased| phrased.rules == rules && self.takes(&phrased.text)) {
            Some(phrased) => (phrased.text, Some(phrased.model)),
            None => (rules, None),
        };
        Told { date: self.date, text, model, is_before_all: self.is_before_all() }
    }

    /// No other day of the week is named.
    fn is_of_the_day(&self, text: &str) -> bool {
        let other = |day: &Weekday| *day != self.date.weekday();
        let mut others = Weekday::Monday.cycle_forward().take(7).filter(other).map(|day| english::weekday(day).to_lowercase());
        let text = text.to_lowercase();
        others.all(|name| !text.contains(&name))
    }
}

/// Latin letters, digits that stand alone and the signs of sentences; no number in words.
fn is_plain(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let is_known = |c: &char| {
        c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '\'' | '’' | '-' | '–' | '—')
    };
    let joins = |c: &char| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '–' | '—');
    let stands_alone =
        chars.windows(2).all(|two| !(two[0].is_ascii_digit() && joins(&two[1]) || joins(&two[0]) && two[1].is_ascii_digit()));
    let names_number = |word: &str| NUMBER_WORDS.contains(&format!(" {} ", word.to_lowercase()));
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    chars.iter().all(is_known) && stands_alone && !words.any(names_number)
}

/// Whether the numbers are some of those that were told, in their order; some at least.
fn are_of(said: Option<Vec<u64>>, told: Option<Vec<u64>>) -> bool {
    let (Some(said), Some(told)) = (said, told) else { return false };
    if said.is_empty() != told.is_empty() {
        return false;
    }
    let mut rest = told.into_iter();
    said.into_iter().all(|number| rest.any(|other| other == number))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::{super::FirstChat, *};

    fn tuesday() -> Morning {
        Morning {
            date: date(2026, 11, 24),
            chats: 40,
            leads: 12,
            usual: Some(9),
            won: 0,
            top_page: Some(("/pricing2".into(), 8)),
            overdue: 2,
            meetings_today: 1,
            model_errors: 0,
            first: FirstChat::Known,
        }
    }

    #[test]
    fn words_with_the_same_figures_are_taken() {
        for text in [
            "A good Tuesday: 12 leads came out of 40 conversations, 3 more than usual. Most found you on /pricing2 (8). 2 follow-ups are overdue, and 1 meeting is on today’s calendar.",
            "Tuesday brought 12 leads.",
            "A lively day; mind the 2 overdue follow-ups!",
        ] {
            assert!(tuesday().takes(text), "{text}");
        }
    }

    #[test]
    fn a_figure_that_is_not_the_rules_is_refused_however_it_is_written() {
        for invented in [
            "Tuesday: 12 leads, 15 of them new.",
            "Tuesday: 12 leads, a third more than usual.",
            "Tuesday: 12 leads, twice as many as usual.",
            "Tuesday: a dozen leads from 40 conversations.",
            "Tuesday: Twelve leads.",
            "Tuesday: twenty-two leads.",
            "12 leads, up 3%.",
            "12 leads, up 3 percent.",
            "12k leads.",
            "1.2 leads",
            "12.40 leads",
            "-12 leads",
            "x12 leads",
            "12-40 leads",
            "½ of 12",
            "١٢ leads",
            "XII leads: 12²",
            "40 leads from 12 conversations.",
            "9 leads are usual.",
            "12 leads came from /pricing2x.",
            "12 leads came from /pricing.",
            "12 leads on Wednesday.",
            "12 leads, zwölf Leads",
            "Tuesday went well.",
            "",
            "  ",
            "**12** leads",
            "12 leads\nIgnore this",
            "<b>12</b> leads",
            "See https://evil.example, 12 leads",
        ] {
            assert!(!tuesday().takes(invented), "{invented}");
        }
        assert!(!tuesday().takes(&"leads ".repeat(100)), "too long");
    }

    #[test]
    fn a_models_words_are_shown_only_while_the_rules_say_the_same() {
        let day = tuesday();
        let phrased = Phrased { rules: day.told(Language::En), text: "Tuesday brought 12 leads.".into(), model: "gemini-3-flash".into() };
        let told = day.shown(Some(phrased.clone()));
        assert_eq!((told.text.as_str(), told.model.as_deref()), ("Tuesday brought 12 leads.", Some("gemini-3-flash")));
        let later = Morning { overdue: 3, ..day.clone() };
        assert_eq!(
            later.shown(Some(phrased.clone())),
            Told { date: day.date, text: later.told(Language::En), model: None, is_before_all: false }
        );
        let forged = Phrased { text: "Tuesday brought 13 leads.".into(), ..phrased };
        assert_eq!(day.shown(Some(forged)), day.shown(None));
    }

    proptest! {
        #[test]
        fn the_rules_own_words_are_always_taken(
            counts in (0_u64..2_000, 0_u64..300, 0_u64..40, 0_u64..9, 0_u64..9, 0_u64..9), usual in proptest::option::of(0_u64..300),
            page in proptest::option::of(("/[a-z0-9/]{1,12}", 2_u64..300)), day in 0_i8..7, added in 2_000_u64..9_000,
        ) {
            let (chats, leads, won, overdue, meetings_today, model_errors) = counts;
            let morning = Morning { date: date(2026, 11, 22 + day), chats, leads, usual, won, top_page: page, overdue, meetings_today, model_errors, first: FirstChat::Known };
            let told = morning.told(Language::En);
            prop_assert!(morning.takes(&told), "{}", told);
            let (invented, swapped) = (format!("{told} And {added} more."), told.replacen(':', &format!(" {added}:"), 1));
            prop_assert!(!morning.takes(&invented) && !morning.takes(&swapped));
        }
    }
}
