//! How words are compared: without case, accents, vowel marks or the script a digit is written in.

use std::ops::Range;

use aho_corasick::AhoCorasick;
use unicode_normalization::UnicodeNormalization;

use crate::domain::phone::digit;

/// The form in which words are compared.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd() {
        match c {
            // Accents of Latin letters; hamza, vowel signs and the stretching of Arabic ones; joiners.
            '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{200b}'..='\u{200f}' | '\u{93c}' => {}
            'ß' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' => folded.push('d'),
            'ı' => folded.push('i'),
            '’' | '‘' | '´' | '`' => folded.push('\''),
            // One letter, two keyboards: Urdu and Arabic.
            'ی' | 'ى' => folded.push('ي'),
            'ک' => folded.push('ك'),
            'ہ' | 'ة' | 'ۃ' | 'ھ' => folded.push('ه'),
            _ => match digit(c) {
                Some(d) => folded.push(d),
                None => folded.extend(c.to_lowercase()),
            },
        }
    }
    folded
}

/// A letter, or a mark that a letter of a word carries.
pub fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{93c}' | '\u{94d}' | '\u{64b}'..='\u{65f}' | '\u{200c}' | '\u{200d}' | '\u{300}'..='\u{36f}')
}

/// A letter or a digit of any script.
pub fn is_word_char(c: char) -> bool {
    is_letter(c) || c.is_numeric()
}

/// Chinese characters: words of them are not set apart by spaces.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

/// A letter of the Latin script.
pub fn is_latin(c: char) -> bool {
    c.is_alphabetic() && (c.is_ascii() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'))
}

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Bytes of the text.
    pub span: Range<usize>,
    pub folded: String,
}

/// The words of a text; each Chinese character is one; a number keeps the separators of its thousands out.
pub fn words(text: &str) -> Vec<Word> {
    let mut all: Vec<Word> = Vec::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, c)| *c);
        let inside = is_word_char(c) && !is_han(c)
            || start.is_some() && matches!(c, '\'' | '’') && is_letter(next)
            || start.is_some() && matches!(c, ',' | '.') && before.is_numeric() && next.is_numeric();
        if inside {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            all.push(word(text, start..at));
        }
        if is_han(c) {
            all.push(word(text, at..at + c.len_utf8()));
        }
        before = c;
    }
    if let Some(start) = start {
        all.push(word(text, start..text.len()));
    }
    all
}

fn word(text: &str, span: Range<usize>) -> Word {
    let mut folded = fold(&text[span.clone()]);
    if folded.starts_with(|c: char| c.is_ascii_digit()) {
        // 5,000 and 5000 are one number; 2.5 and 25 are not.
        let grouped = folded.split([',', '.']).skip(1).all(|group| group.len() == 3);
        if grouped {
            folded.retain(|c| !matches!(c, ',' | '.'));
        }
    }
    Word { span, folded }
}

/// The part of the sentence before `at`, at most `chars` characters, not reaching back beyond `floor`.
pub fn before(text: &str, at: usize, floor: usize, chars: usize) -> &str {
    let floor = floor.min(at);
    let mut start = at;
    let mut after = ' ';
    for (index, c) in text[floor..at].char_indices().rev().take(chars) {
        if ends_sentence(c, after) && !(c == '.' && is_title(&text[floor..floor + index])) {
            break;
        }
        start = floor + index;
        after = c;
    }
    &text[start..at]
}

/// The part of the sentence after `at`, at most `chars` characters, not reaching beyond `ceiling`.
pub fn after(text: &str, at: usize, ceiling: usize, chars: usize) -> &str {
    let rest = &text[at..ceiling.max(at)];
    let mut inside = rest.char_indices().peekable();
    let mut count = 0;
    while let Some((index, c)) = inside.next() {
        let next = inside.peek().map_or(' ', |(_, c)| *c);
        if count == chars || ends_sentence(c, next) && !(c == '.' && is_title(&rest[..index])) {
            return &rest[..index];
        }
        count += 1;
    }
    rest
}

fn ends_sentence(c: char, next: char) -> bool {
    matches!(c, '\n' | '。' | '！' | '？' | '؟' | '۔' | '।') || matches!(c, '.' | '!' | '?') && next.is_whitespace()
}

/// "Mr." ends no sentence: the words end with a title that is cut short.
fn is_title(ahead: &str) -> bool {
    const TITLES: [&str; 12] = ["mr", "mrs", "ms", "mx", "m", "mme", "dr", "dra", "sr", "sra", "srta", "prof"];
    let word = ahead.rsplit(|c: char| !is_letter(c)).next().unwrap_or_default();
    word.chars().next().is_some_and(char::is_uppercase) && TITLES.contains(&fold(word).as_str())
}

/// Words to look for, folded once and found all in one pass.
pub struct Cues {
    cues: Vec<String>,
    machine: AhoCorasick,
}

impl Cues {
    /// `lists` hold cues set apart by `|`.
    pub fn new<'a>(lists: impl IntoIterator<Item = &'a str>) -> Self {
        let cues = lists.into_iter().flat_map(|list| list.split('|')).map(|cue| fold(cue.trim()));
        let cues: Vec<String> = cues.filter(|cue| !cue.is_empty()).collect();
        let machine = AhoCorasick::new(&cues).expect("a few hundred fixed words");
        Self { cues, machine }
    }

    /// Every cue of an already folded text that is no part of a longer word: where it begins and ends.
    pub fn hits<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        self.machine.find_overlapping_iter(folded).filter_map(|hit| {
            let cue = self.cues.get(hit.pattern().as_usize())?;
            whole(folded, hit.start(), cue).map(|end| (hit.start(), end))
        })
    }

    /// Where the last of the cues in an already folded text ends.
    pub fn last_end(&self, folded: &str) -> Option<usize> {
        self.hits(folded).map(|(_, end)| end).max()
    }

    /// The same of those cues alone that count where they stand.
    pub fn last_end_where(&self, folded: &str, counts: impl Fn(usize, usize) -> bool) -> Option<usize> {
        self.hits(folded).filter(|(start, end)| counts(*start, *end)).map(|(_, end)| end).max()
    }

    /// Where the longest cue begins that an already folded text ends with.
    pub fn ending(&self, folded: &str) -> Option<usize> {
        self.hits(folded).filter(|(_, end)| *end == folded.len()).map(|(start, _)| start).min()
    }

    /// Where the longest cue ends that an already folded text begins with.
    pub fn beginning(&self, folded: &str) -> Option<usize> {
        self.hits(folded).filter(|(start, _)| *start == 0).map(|(_, end)| end).max()
    }

    /// Any of the cues stands in an already folded text.
    pub fn is_in(&self, folded: &str) -> bool {
        self.hits(folded).next().is_some()
    }

    /// The already folded text begins with one of the cues.
    pub fn begins(&self, folded: &str) -> bool {
        self.hits(folded).any(|(start, _)| start == 0)
    }
}

/// The end of the cue at `at`, where it is not a part of a longer word. Arabic's small words ("and", "the", "for")
/// grow onto the next one, and Chinese has no gaps: there any place will do.
fn whole(folded: &str, at: usize, cue: &str) -> Option<usize> {
    const GROWN_ON: [&str; 9] = ["و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل"];
    let parts_words = |c: char| is_word_char(c) && !is_han(c);
    let end = at + cue.len();
    let first_joins = cue.chars().next().is_some_and(parts_words);
    let last_joins = cue.chars().next_back().is_some_and(parts_words);
    let clear_before = || {
        let grown = folded[..at].chars().rev().take(4).take_while(|c| parts_words(*c)).map(char::len_utf8).sum::<usize>();
        grown == 0 || GROWN_ON.contains(&&folded[at - grown..at])
    };
    let clear_after = !last_joins || !folded[end..].chars().next().is_some_and(parts_words);
    (clear_after && (!first_joins || clear_before())).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_accents_and_case() {
        assert_eq!(fold("ÉCOLE Straße Łódź"), "ecole strasse lodz");
        assert_eq!(fold("۰۳۰۰ أحمد"), "0300 احمد");
        assert_eq!(fold("میں کہاں"), fold("ميں كهاں"));
    }

    #[test]
    fn a_number_is_one_word() {
        let folded: Vec<String> = words("about 5,000 or 2.5m, l'été 我们").into_iter().map(|w| w.folded).collect();
        assert_eq!(folded, ["about", "5000", "or", "2.5m", "l'ete", "我", "们"]);
    }

    #[test]
    fn a_sentence_is_cut_at_its_end() {
        let text = "Hello. My e-mail is X and more";
        assert_eq!(before(text, text.find('X').expect("X"), 0, 80), " My e-mail is ");
        assert_eq!(before(text, text.find('X').expect("X"), 0, 3), "is ");
        assert_eq!(after("a! b", 0, 4, 9), "a");
        assert_eq!(after("see Dr. Hill. Then", 0, 18, 30), "see Dr. Hill");
    }

    #[test]
    fn a_cue_is_a_whole_word() {
        let cues = Cues::new(["no|is mine|我的"]);
        assert_eq!(cues.last_end("i know"), None);
        assert_eq!(cues.last_end("no, i know"), Some(2));
        assert!(cues.is_in("是我的邮箱"));
        assert!(cues.begins("no way") && !cues.begins("now"));
        let cues = Cues::new(["رقم|نیا"]);
        assert!(cues.is_in(&fold("ورقم الهاتف")) && !cues.is_in(&fold("دنیا")));
    }
}
