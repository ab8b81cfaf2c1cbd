//! What stands at a place of the text: the questions that the grammar asks.

use jiff::civil::Date;

use super::{
    lexeme::Lexeme,
    meaning::{Meaning, TimeUnit},
    numbers::is_counter,
};
use crate::domain::locale::Language;

/// A text with its meanings, and the day from which relative dates count. A place is the number of a lexeme; beyond
/// the end, and before the beginning, nothing stands.
pub struct Reader<'a> {
    pub lexemes: &'a [Lexeme],
    /// The languages that the text shows.
    pub languages: &'a [Language],
    pub today: Date,
    /// 3/4 is the third of April.
    pub day_first: bool,
}

/// Whether the lexeme at a place has one of these meanings.
macro_rules! means {
    ($reader:expr, $at:expr, $($meaning:ident)|+) => {
        $reader.any($at, |meaning| matches!(meaning, $($crate::domain::when::meaning::Meaning::$meaning { .. })|+))
    };
}

/// What a meaning of the lexeme at a place carries: the number of "five".
macro_rules! given {
    ($reader:expr, $at:expr, $meaning:ident) => {
        $reader.pick($at, |meaning| match meaning {
            $crate::domain::when::meaning::Meaning::$meaning(value) => Some(value),
            _ => None,
        })
    };
}

pub(in crate::domain::when) use {given, means};

/// The place before.
pub const fn back(at: usize) -> usize {
    at.wrapping_sub(1)
}

impl Reader<'_> {
    /// The place behind the last one.
    pub fn end(&self) -> usize {
        self.lexemes.len()
    }

    pub fn get(&self, at: usize) -> Option<&Lexeme> {
        self.lexemes.get(at)
    }

    pub fn any(&self, at: usize, test: impl Fn(Meaning) -> bool) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.means(test))
    }

    pub fn pick<T>(&self, at: usize, choose: impl Fn(Meaning) -> Option<T>) -> Option<T> {
        self.get(at)?.entries.iter().find_map(|entry| choose(entry.meaning))
    }

    pub fn shows(&self, language: Language) -> bool {
        self.languages.contains(&language)
    }

    /// The lexeme has a meaning of this kind in this language.
    pub fn means_in(&self, at: usize, language: Language, test: impl Fn(Meaning) -> bool) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.entries.iter().any(|entry| entry.language == Some(language) && test(entry.meaning)))
    }

    pub fn text(&self, at: usize) -> &str {
        self.get(at).map_or("", |lexeme| lexeme.text.as_str())
    }

    pub fn is_mark(&self, at: usize, marks: &[&str]) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.digits == 0 && marks.contains(&lexeme.text.as_str()))
    }

    pub fn is_comma(&self, at: usize) -> bool {
        self.is_mark(at, &[",", "،", "、"])
    }

    pub fn is_dash(&self, at: usize) -> bool {
        self.is_mark(at, &["-", "–", "—", "~", "‑", "‐", "〜", "−"])
    }

    /// No space stands before it.
    pub fn is_glued(&self, at: usize) -> bool {
        self.get(at).is_some_and(|lexeme| !lexeme.spaced)
    }

    /// A sentence ends with this mark.
    pub fn ends_sentence(&self, at: usize) -> bool {
        self.is_mark(at, &[".", "?", "!", "\n", "。", "؟", "۔", "।"])
    }

    /// Nothing of the sentence stands here.
    pub fn stops(&self, at: usize) -> bool {
        at >= self.end() || self.ends_sentence(at) || self.is_mark(at, &[";"])
    }

    /// How many digits the number at a place has; 0 for anything else.
    pub fn digits(&self, at: usize) -> usize {
        self.get(at).map_or(0, |lexeme| lexeme.digits)
    }

    /// A free number in figures.
    pub fn figure(&self, at: usize) -> Option<u32> {
        self.get(at).filter(|lexeme| !lexeme.taken)?.number
    }

    /// A number in a word, where it counts nothing.
    pub fn spelt(&self, at: usize) -> Option<u32> {
        given!(self, at, Number).map(u32::from).filter(|_| !self.counts(at + 1))
    }

    pub fn number(&self, at: usize) -> Option<u32> {
        self.figure(at).or_else(|| self.spelt(at))
    }

    /// Two figures below 60, right after what stands before.
    pub fn two_figures(&self, at: usize) -> Option<u32> {
        self.get(at).filter(|lexeme| lexeme.digits == 2 && !lexeme.spaced)?.number.filter(|minutes| *minutes < 60)
    }

    /// What stands here is counted by the number before it.
    pub fn counts(&self, at: usize) -> bool {
        self.get(at).is_some_and(is_counter)
    }

    pub fn unit(&self, at: usize) -> Option<TimeUnit> {
        given!(self, at, Unit)
    }

    /// "5th", "5号", "5 tareekh": the mark of a date stands here. "st" and its like stand close.
    pub fn is_date_mark(&self, at: usize) -> bool {
        means!(self, at, DateMark) && (self.is_glued(at) || self.text(at).chars().count() > 2)
    }

    /// The first place from `at` on, at most `most` further, that is not passed over.
    pub fn skip(&self, at: usize, most: usize, passes: impl Fn(usize) -> bool) -> usize {
        (at..at + most).find(|place| !passes(*place)).unwrap_or(at + most)
    }
}
