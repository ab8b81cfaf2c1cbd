//! A text as phrases with their meanings, and the languages it shows.

use std::ops::Range;

use super::{
    grown,
    lexicon::{Entry, LEXICON},
    meaning::Meaning,
    numbers,
    token::{Kind, Token, tokens},
    words::zh,
};
use crate::domain::locale::Language;

/// A phrase, a number, a mark, or a word that means nothing here.
#[derive(Clone, Debug)]
pub struct Lexeme {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// The folded words; empty for a Chinese numeral.
    pub text: String,
    /// As it stands in the text.
    pub raw: String,
    pub entries: Vec<Entry>,
    pub number: Option<u32>,
    /// How many digits the number is written with; 0 where it is no number, or one in words.
    pub digits: usize,
    pub spaced: bool,
    /// The number is a price, an order, a telephone or the like.
    pub taken: bool,
}

impl Lexeme {
    pub fn means(&self, test: impl Fn(Meaning) -> bool) -> bool {
        self.entries.iter().any(|entry| test(entry.meaning))
    }
}

/// The lexemes of a text, and the languages that some of them show.
pub fn lexemes(text: &str) -> (Vec<Lexeme>, Vec<Language>) {
    let tokens = grown::cut(text, tokens(text), |word| LEXICON.knows(word));
    let script = arabic_script(text);
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let (mut lexeme, length) = lexeme(text, token, &tokens[at..]);
        at += length.max(1);
        if let Some(script) = script.filter(|_| token.kind == Kind::Word && token.text.starts_with(is_arabic)) {
            lexeme.entries.retain(|entry| !matches!(entry.language, Some(Language::Ur | Language::Ar)) || entry.language == Some(script));
        }
        all.push(lexeme);
    }
    let languages = languages(&all, script);
    for lexeme in &mut all {
        settle(lexeme, &languages);
    }
    numbers::take(&mut all);
    (all, languages)
}

/// The lexeme that the tokens begin with, and how many of them it takes.
fn lexeme(text: &str, token: &Token, ahead: &[Token]) -> (Lexeme, usize) {
    let phrase = LEXICON.longest(ahead);
    let numeral = zh::numeral(ahead).filter(|_| phrase.is_none_or(|phrase| phrase.length() < 2));
    let length = numeral.map_or_else(|| phrase.map_or(1, |phrase| phrase.length()), |(_, length)| length);
    let end = ahead.get(length - 1).map_or(token.span.end, |last| last.span.end);
    let span = token.span.start..end;
    let mut lexeme = Lexeme {
        raw: text[span.clone()].to_owned(),
        span,
        text: String::new(),
        entries: vec![],
        number: None,
        digits: 0,
        spaced: token.spaced,
        taken: false,
    };
    if let Some((value, _)) = numeral {
        lexeme.number = Some(value);
    } else if let Some(phrase) = phrase {
        lexeme.text = phrase.text();
        lexeme.entries.clone_from(&phrase.entries);
    } else {
        lexeme.text.clone_from(&token.text);
        if token.kind == Kind::Number {
            lexeme.digits = token.text.len();
            lexeme.number = token.text.parse().ok();
            lexeme.taken = lexeme.digits > 4;
        }
    }
    (lexeme, length)
}

/// Urdu and Arabic share a script and some words; letters that only Urdu has tell them apart.
fn arabic_script(text: &str) -> Option<Language> {
    const URDU: &str = "ٹڈڑگےںپچژہھکی";
    if text.contains(|c: char| URDU.contains(c)) { Some(Language::Ur) } else { text.contains(is_arabic).then_some(Language::Ar) }
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{6d3}')
}

/// The languages of the phrases that belong to one only.
fn languages(lexemes: &[Lexeme], script: Option<Language>) -> Vec<Language> {
    let mut all: Vec<Language> = script.into_iter().collect();
    for lexeme in lexemes {
        let mut own = lexeme.entries.iter().filter_map(|entry| entry.language);
        let Some(first) = own.next() else { continue };
        let single = own.all(|language| language == first) && !lexeme.entries.iter().any(|entry| entry.weak);
        if single && !all.contains(&first) {
            all.push(first);
        }
    }
    all
}

/// Drops the meanings that a phrase has not in this text.
fn settle(lexeme: &mut Lexeme, languages: &[Language]) {
    let shown = |entry: &Entry| entry.language.is_some_and(|language| languages.contains(&language));
    lexeme.entries.retain(|entry| !entry.weak || shown(entry));
    // French "mon" is no Monday.
    let plain: Vec<Option<Language>> =
        lexeme.entries.iter().filter(|entry| entry.meaning == Meaning::Hint && shown(entry)).map(|entry| entry.language).collect();
    if !plain.is_empty() {
        lexeme
            .entries
            .retain(|entry| !matches!(entry.meaning, Meaning::ShortWday(_) | Meaning::Weekend) || plain.contains(&entry.language));
    }
    if lexeme.means(|meaning| meaning == Meaning::Noise) {
        lexeme.entries.clear();
    }
}
