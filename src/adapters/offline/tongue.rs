//! Which language a message is in: by its script first, then by its most common words. A message that does not
//! say (an e-mail address, a number, "ok") leaves the question open.

use std::{collections::HashSet, sync::LazyLock};

use super::{heard::Heard, phrases::Phrases, text::Words};
use crate::domain::locale::Language;

/// A language as it is written: Urdu is written in two scripts, and who writes the one reads it more easily.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tongue {
    In(Language),
    /// Urdu in Latin letters.
    RomanUrdu,
}

impl Tongue {
    pub const ALL: [Self; 11] = [
        Self::In(Language::En),
        Self::In(Language::Ur),
        Self::RomanUrdu,
        Self::In(Language::Es),
        Self::In(Language::Fr),
        Self::In(Language::De),
        Self::In(Language::Ar),
        Self::In(Language::Hi),
        Self::In(Language::Zh),
        Self::In(Language::Pt),
        Self::In(Language::Id),
    ];

    /// Words are separated by spaces.
    pub fn is_spaced(self) -> bool {
        self != Self::In(Language::Zh)
    }

    fn is_latin(self) -> bool {
        use Language::{Ar, Hi, Ur, Zh};
        !matches!(self, Self::In(Ar | Hi | Ur | Zh))
    }
}

/// So many words show a text's language; the rest of a long one need not be read.
const WORDS_TO_READ: usize = 60;

/// The language of a text, or None where it does not say. `expected` decides where a text fits two languages.
pub fn detect(text: &str, expected: Tongue) -> Option<Tongue> {
    let spoken: String = text.split_whitespace().filter(|word| !is_address(word)).take(WORDS_TO_READ).collect::<Vec<_>>().join(" ");
    let count = |is: fn(char) -> bool| spoken.chars().filter(|c| is(*c)).count();
    let scripts = [
        (count(|c| c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}')), 0),
        (count(|c| matches!(c, '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}')), 1),
        (count(|c| matches!(c, '\u{900}'..='\u{963}')), 2),
        (count(|c| matches!(c, '\u{4e00}'..='\u{9fff}')), 3),
    ];
    let others = count(char::is_alphabetic).saturating_sub(scripts.iter().map(|(letters, _)| letters).sum());
    let (letters, script) = scripts.into_iter().max_by_key(|(letters, _)| *letters)?;
    if letters == 0 || others > letters {
        return None;
    }
    match script {
        0 => by_words(&spoken, expected),
        1 => Some(urdu_or_arabic(&spoken, expected)),
        2 => Some(Tongue::In(Language::Hi)),
        // Kana among the signs: Japanese, which we do not speak.
        _ => (others == 0).then_some(Tongue::In(Language::Zh)),
    }
}

fn is_address(word: &str) -> bool {
    word.contains('@') || word.contains("://") || word.starts_with("www.")
}

fn urdu_or_arabic(text: &str, expected: Tongue) -> Tongue {
    let count = |letters: &str| text.chars().filter(|c| letters.contains(*c)).count();
    match count("ٹڈڑںےۓہھگچپژکی").cmp(&count("ةىيكأإ")) {
        std::cmp::Ordering::Greater => Tongue::In(Language::Ur),
        std::cmp::Ordering::Less => Tongue::In(Language::Ar),
        std::cmp::Ordering::Equal if expected == Tongue::In(Language::Ur) => expected,
        std::cmp::Ordering::Equal => Tongue::In(Language::Ar),
    }
}

static COMMON_WORDS: LazyLock<Vec<(Tongue, HashSet<&'static str>)>> = LazyLock::new(|| {
    let latin = Tongue::ALL.into_iter().filter(|tongue| tongue.is_latin());
    latin.map(|tongue| (tongue, Phrases::of(tongue).common_words.split_whitespace().collect())).collect()
});

/// Letters and signs that one of these languages has alone.
const TELLTALES: [(Language, &str); 4] = [(Language::Es, "¿¡ñ"), (Language::Pt, "ãõ"), (Language::De, "ßä"), (Language::Fr, "œèù")];

/// Common words tell most; a keyword that only one of the languages has decides where they do not.
fn by_words(text: &str, expected: Tongue) -> Option<Tongue> {
    let words = Words::of(text);
    let lower = text.to_lowercase();
    let score = |tongue: Tongue, common: &HashSet<&str>| {
        let told = TELLTALES.iter().any(|(language, signs)| tongue == Tongue::In(*language) && lower.contains(|c| signs.contains(c)));
        let frequent = words.iter().filter(|word| common.contains(word)).count();
        2 * frequent + if told { 4 } else { 0 } + usize::from(Heard::is_understood(&words, tongue))
    };
    let scores: Vec<(Tongue, usize)> = COMMON_WORDS.iter().map(|(tongue, common)| (*tongue, score(*tongue, common))).collect();
    // At least one word in six must be a common one.
    let best = scores.iter().map(|(_, score)| *score).max().filter(|best| *best > 0 && best * 3 >= words.count())?;
    let winners: Vec<Tongue> = scores.into_iter().filter(|(_, score)| *score == best).map(|(tongue, _)| tongue).collect();
    match winners.as_slice() {
        [only] => Some(*only),
        several => several.contains(&expected).then_some(expected),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Tongue = Tongue::In(Language::En);

    #[test]
    fn each_language_is_known_by_an_everyday_sentence() {
        let sentences = [
            (EN, "Hi, what do you charge for a website?"),
            (Tongue::In(Language::Ur), "السلام علیکم، آپ کی قیمت کیا ہے؟"),
            (Tongue::RomanUrdu, "Assalam o alaikum, aap ki qeemat kya hai?"),
            (Tongue::In(Language::Es), "Hola, ¿cuánto cuesta una página web?"),
            (Tongue::In(Language::Fr), "Bonjour, combien coûte un site web ?"),
            (Tongue::In(Language::De), "Guten Tag, was kostet bei Ihnen eine Webseite?"),
            (Tongue::In(Language::Ar), "مرحبا، كم سعر الموقع؟"),
            (Tongue::In(Language::Hi), "नमस्ते, आपकी कीमत क्या है?"),
            (Tongue::In(Language::Zh), "你好，请问价格是多少？"),
            (Tongue::In(Language::Pt), "Olá, quanto custa um site?"),
            (Tongue::In(Language::Id), "Halo, berapa harga untuk sebuah situs?"),
        ];
        for (tongue, sentence) in sentences {
            for expected in [EN, Tongue::In(Language::De), tongue] {
                assert_eq!(detect(sentence, expected), Some(tongue), "{sentence}");
            }
        }
    }

    #[test]
    fn what_says_nothing_of_its_language_leaves_it_open() {
        for text in [
            "",
            "ana@example.com",
            "+92 300 1234567",
            "???",
            "Ana",
            "ok",
            "😀",
            "https://example.com/de/la/der",
            "こんにちは世界",
            "Привет",
        ] {
            assert_eq!(detect(text, EN), None, "{text}");
        }
    }

    #[test]
    fn one_foreign_word_in_a_long_sentence_does_not_change_the_language() {
        assert_eq!(detect("Please send the Angebot und the invoice to my office", EN), Some(EN));
    }
}
