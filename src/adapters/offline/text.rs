//! Words in a form in which they can be compared: lower case, without accents, spellings of one letter made one.
//! Knows nothing of meaning.

use crate::domain::phone::digit;

/// A text as words between single spaces, with a space at both ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(String);

impl Words {
    pub fn of(text: &str) -> Self {
        let mut words = String::with_capacity(text.len() + 2);
        words.push(' ');
        for c in text.chars().flat_map(char::to_lowercase) {
            if is_invisible(c) {
                continue;
            }
            let before = words.len();
            fold(c, &mut words);
            if words.len() == before && !words.ends_with(' ') && !is_mark(c) {
                words.push(' ');
            }
        }
        if !words.ends_with(' ') {
            words.push(' ');
        }
        Self(words)
    }

    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split_whitespace()
    }

    pub fn count(&self) -> usize {
        self.iter().count()
    }

    /// The text itself, with its spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is looked for in a text: whole words, or a beginning (`pric*`), an end (`*zeiten`), anything (`*सर्*`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// `spaced`: the language puts spaces between words; where not, every pattern may stand anywhere.
    pub fn of(pattern: &str, spaced: bool) -> Self {
        let words = Words::of(pattern.trim_matches('*'));
        let core = words.as_str().trim();
        let (before, after) = (spaced && !pattern.starts_with('*'), spaced && !pattern.ends_with('*'));
        Self(format!("{}{core}{}", if before { " " } else { "" }, if after { " " } else { "" }))
    }

    pub fn is_in(&self, words: &Words) -> bool {
        words.as_str().contains(&self.0)
    }
}

/// The part stands in the text, and not inside of a longer word.
pub fn stands_in(part: &str, text: &str) -> bool {
    !part.is_empty()
        && text.match_indices(part).any(|(at, _)| {
            let edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
            edge(text[..at].chars().next_back()) && edge(text[at + part.len()..].chars().next())
        })
}

/// Direction marks and zero-width characters: they neither spell nor separate.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{640}')
}

/// Marks on a letter that people leave out: Latin accents, Arabic vowels, the Devanagari dot.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{93c}')
}

/// Appends what `c` spells; nothing for what spells nothing.
fn fold(c: char, words: &mut String) {
    if let Some(digit) = digit(c) {
        return words.push(digit);
    }
    let folded = match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ß' => return words.push_str("ss"),
        'œ' => return words.push_str("oe"),
        'æ' => return words.push_str("ae"),
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ي' | 'ى' | 'ئ' => 'ی',
        'ك' => 'ک',
        'ة' | 'ہ' | 'ھ' | 'ۃ' | 'ۂ' => 'ه',
        'ؤ' => 'و',
        'ۓ' => 'ے',
        'ँ' => 'ं',
        // The letters with a dot in one, without it.
        '\u{958}' => 'क',
        '\u{959}' => 'ख',
        '\u{95a}' => 'ग',
        '\u{95b}' => 'ज',
        '\u{95c}' => 'ड',
        '\u{95d}' => 'ढ',
        '\u{95e}' => 'फ',
        '\u{95f}' => 'य',
        // Signs that join syllables are part of the word though they are no letters.
        '\u{900}'..='\u{963}' if c != '\u{93c}' => c,
        _ if c.is_alphanumeric() && !is_mark(c) => c,
        _ => return,
    };
    words.push(folded);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        Words::of(text).as_str().to_owned()
    }

    #[test]
    fn spellings_of_one_word_become_one() {
        assert_eq!(words("¿Cuánto CUESTA?"), " cuanto cuesta ");
        assert_eq!(words("Don't  —  straße"), " don t strasse ");
        assert_eq!(words("e\u{301}te\u{301}"), " ete ");
        assert_eq!(words("كم السِّعر؟"), words("کم السعر"));
        assert_eq!(words("چاہئے"), words("چاہیے"));
        assert_eq!(words("क़ीमत"), words("कीमत"));
        assert_eq!(words("क\u{93c}ीमत"), words("कीमत"));
        assert_eq!(words("۱۲٣४"), " 1234 ");
        assert_eq!(words(" ? "), " ");
        assert!(Words::of("…").is_empty());
    }

    #[test]
    fn a_pattern_matches_words_and_with_a_star_parts_of_them() {
        let is_in = |pattern, text| Pattern::of(pattern, true).is_in(&Words::of(text));
        assert!(is_in("hi", "Hi, Ana!"));
        assert!(!is_in("hi", "this"));
        assert!(is_in("pric*", "your prices?"));
        assert!(is_in("*zeiten", "Öffnungszeiten"));
        assert!(is_in("*السعر*", "بالسعر"));
        assert!(is_in("don't want", "I DON’T want"));
        assert!(Pattern::of("价格", false).is_in(&Words::of("你们的价格是多少")));
    }

    #[test]
    fn a_part_stands_in_a_text_only_as_words() {
        assert!(stands_in("Ana", "I'm Ana."));
        assert!(!stands_in("Ana", "Banana"));
        assert!(stands_in("Ana", "Banana for Ana"));
        assert!(!stands_in("", "x"));
    }
}
