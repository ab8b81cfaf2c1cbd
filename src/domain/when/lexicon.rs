//! All dictionaries in one, found by the first word of a phrase.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    meaning::Meaning,
    token::{Token, tokens},
    words,
};
use crate::domain::locale::Language;

/// One meaning of a phrase, in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub meaning: Meaning,
    /// None for names that are the same everywhere.
    pub language: Option<Language>,
    /// It counts only in a text of its language.
    pub weak: bool,
}

pub struct Phrase {
    words: Vec<String>,
    pub entries: Vec<Entry>,
}

impl Phrase {
    pub fn length(&self) -> usize {
        self.words.len()
    }

    pub fn text(&self) -> String {
        self.words.join(" ")
    }
}

pub struct Lexicon(HashMap<String, Vec<Phrase>>);

pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon(HashMap::new());
    for (language, list) in words::ALL {
        for (phrases, meaning) in list {
            for phrase in phrases.split('|') {
                let bare = phrase.trim_start_matches('~');
                lexicon.add(bare, Entry { meaning: *meaning, language, weak: bare.len() < phrase.len() });
            }
        }
    }
    for phrases in lexicon.0.values_mut() {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    }
    lexicon
});

impl Lexicon {
    fn add(&mut self, phrase: &str, entry: Entry) {
        let words: Vec<String> = tokens(phrase).into_iter().map(|token| token.text).collect();
        let Some(first) = words.first() else { return };
        let phrases = self.0.entry(first.clone()).or_default();
        match phrases.iter_mut().find(|known| known.words == words) {
            Some(known) if known.entries.contains(&entry) => {}
            Some(known) => known.entries.push(entry),
            None => phrases.push(Phrase { words, entries: vec![entry] }),
        }
    }

    /// A phrase begins with this word.
    pub fn knows(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }

    /// The longest phrase that the tokens begin with.
    pub fn longest(&self, ahead: &[Token]) -> Option<&Phrase> {
        let phrases = self.0.get(&ahead.first()?.text)?;
        phrases
            .iter()
            .find(|phrase| phrase.words.len() <= ahead.len() && phrase.words.iter().zip(ahead).all(|(word, token)| *word == token.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_is_taken() {
        let ahead = tokens("day after tomorrow at 5");
        assert_eq!(LEXICON.longest(&ahead).map(Phrase::length), Some(3));
        assert!(LEXICON.longest(&tokens("xyzzy")).is_none());
        assert!(LEXICON.knows("kal") && !LEXICON.knows("xyzzy"));
    }
}
