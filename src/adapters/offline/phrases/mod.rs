//! What the offline assistant says and understands, one file a language. Every phrase has at least two ways,
//! so that it never has to say the same sentence twice in a row.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod hi;
mod id;
mod pt;
mod ur;
mod ur_latin;
mod zh;

use super::{situation::Ask, tongue::Tongue};
use crate::domain::locale::Language;

/// Ways to say one thing; `{…}` stands for a value.
pub type Ways = &'static [&'static str];

/// One language.
pub struct Phrases {
    /// The first greeting, with the question what it is about. `{business}`
    pub welcome: Ways,
    /// A greeting before an answer.
    pub hello: Ways,
    /// A greeting in the middle of a talk, with the question what it is about.
    pub hello_again: Ways,
    /// After the name alone. `{name}`
    pub pleased: Ways,
    /// `{what}` the visitor told us.
    pub noted: Ways,
    /// `{name}` and `{what}` in one message.
    pub noted_with_name: Ways,
    /// `{what}` replaces what was said before.
    pub corrected: Ways,
    /// Something we have is wrong, but the message does not say what is right.
    pub what_is_right: Ways,
    /// Two values, `{one}` and `{other}`, where only one can be right.
    pub which_is_right: Ways,
    /// The same, where the answer chose none of them: plainer.
    pub only_one: Ways,
    pub email_unclear: Ways,
    pub phone_unclear: Ways,
    /// The visitor keeps something private.
    pub refused: Ways,
    /// Is there anything else?
    pub more: Ways,
    /// Above a list of services with prices.
    pub offers: Ways,
    /// Below a list that was cut.
    pub more_offers: Ways,
    pub no_offers: Ways,
    /// Above the opening hours.
    pub hours: Ways,
    pub no_hours: Ways,
    /// `{until}`
    pub open_now: Ways,
    pub open_always: Ways,
    /// `{when}` we open again.
    pub closed_now: Ways,
    /// Above address, phone and so on.
    pub contact: Ways,
    pub no_contact: Ways,
    /// Someone will get in touch. `{business}`, `{contact}`
    pub person: Ways,
    /// The same, while we do not know where. `{business}`
    pub person_somewhere: Ways,
    /// No booking: the wish is passed on. `{business}`
    pub meeting: Ways,
    /// The day and time of the wish were given.
    pub when_noted: Ways,
    /// `{business}`
    pub who: Ways,
    pub welcome_thanks: Ways,
    pub goodbye: Ways,
    pub fine: Ways,
    /// A message for the people behind us.
    pub passed_on: Ways,
    /// We do not know.
    pub unknown: Ways,
    /// The question is passed on. `{contact}`
    pub pass_on: Ways,
    /// The same, while we do not know where the answer shall go.
    pub pass_on_somewhere: Ways,
    pub not_understood: Ways,
    /// `{topics}` we know about.
    pub can_help: Ways,
    /// We know about nothing but can pass messages on.
    pub can_pass_on: Ways,
    pub ask_name: Ways,
    pub ask_email: Ways,
    pub ask_phone: Ways,
    pub ask_contact: Ways,
    pub ask_interest: Ways,
    pub ask_when: Ways,
    /// Labels.
    pub topic_offers: &'static str,
    pub topic_hours: &'static str,
    pub topic_contact: &'static str,
    pub on_request: &'static str,
    pub closed: &'static str,
    pub today: &'static str,
    pub tomorrow: &'static str,
    /// Monday first.
    pub days: [&'static str; 7],
    /// Between the items of a list, and before the last one.
    pub comma: &'static str,
    pub and: &'static str,
    /// Between two sentences.
    pub space: &'static str,
    /// Frequent words that mark the language, folded (see `text::Words`); only for languages in Latin letters.
    pub common_words: &'static str,
    pub keywords: Keywords,
}

/// What is understood: patterns (see `text::Pattern`) between bars. `yes` and `no` are whole messages.
#[derive(Clone, Copy)]
pub struct Keywords {
    pub greeting: &'static str,
    pub small_talk: &'static str,
    pub help: &'static str,
    pub thanks: &'static str,
    pub goodbye: &'static str,
    pub who: &'static str,
    pub prices: &'static str,
    pub offers: &'static str,
    pub hours: &'static str,
    pub open_now: &'static str,
    pub contact: &'static str,
    pub person: &'static str,
    pub meeting: &'static str,
    pub confirmed: &'static str,
    pub refusal: &'static str,
    pub correction: &'static str,
    pub question: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub today: &'static str,
    pub tomorrow: &'static str,
    pub days: [&'static str; 7],
    pub name: &'static str,
    pub email: &'static str,
    pub phone: &'static str,
}

impl Phrases {
    pub fn of(tongue: Tongue) -> &'static Self {
        match tongue {
            Tongue::RomanUrdu => &ur_latin::PHRASES,
            Tongue::In(Language::En) => &en::PHRASES,
            Tongue::In(Language::Ur) => &ur::PHRASES,
            Tongue::In(Language::Es) => &es::PHRASES,
            Tongue::In(Language::Fr) => &fr::PHRASES,
            Tongue::In(Language::De) => &de::PHRASES,
            Tongue::In(Language::Ar) => &ar::PHRASES,
            Tongue::In(Language::Hi) => &hi::PHRASES,
            Tongue::In(Language::Zh) => &zh::PHRASES,
            Tongue::In(Language::Pt) => &pt::PHRASES,
            Tongue::In(Language::Id) => &id::PHRASES,
        }
    }

    /// The questions for this.
    pub fn asking(&self, ask: Ask) -> Ways {
        match ask {
            Ask::Name => self.ask_name,
            Ask::Email => self.ask_email,
            Ask::Phone => self.ask_phone,
            Ask::Contact => self.ask_contact,
            Ask::Interest => self.ask_interest,
            Ask::When => self.ask_when,
        }
    }

    /// "a, b and c"
    pub fn list(&self, items: &[String]) -> String {
        match items.split_last() {
            None => String::new(),
            Some((last, [])) => last.clone(),
            Some((last, before)) => format!("{}{}{last}", before.join(self.comma), self.and),
        }
    }
}

/// Puts the values in: each `{key}` once through, so that a value with braces stays as it is.
pub fn fill(way: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(way.len() + 32);
    let mut rest = way;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}').and_then(|(key, after)| Some((values.iter().find(|(known, _)| *known == key)?.1, after))) {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}

/// The sentences of a text, without the spaces around them. A full stop inside of a word ends none.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut begin = 0;
    let mut letters = text.char_indices().peekable();
    let ends = std::iter::from_fn(move || {
        loop {
            let (at, c) = letters.next()?;
            let after = letters.peek().map(|(_, after)| *after);
            let is_end = match c {
                '.' | '!' | '?' => after.is_none_or(char::is_whitespace),
                _ => after.is_none() || matches!(c, '؟' | '？' | '。' | '！' | '।' | '۔' | '\n'),
            };
            if is_end {
                return Some(at + c.len_utf8());
            }
        }
    });
    let pieces = ends.map(move |end| &text[std::mem::replace(&mut begin, end)..end]);
    pieces.map(str::trim).filter(|sentence| sentence.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests;
