//! How long a text is: characters, words, and an estimate of what a model counts.

use serde::{Deserialize, Serialize};

/// The size of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    pub characters: u64,
    pub words: u64,
    pub lines: u64,
    pub tokens: Tokens,
}

/// What a model counts, or what we think it will.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    pub count: u64,
    /// Nobody asked the model.
    pub estimated: bool,
}

/// Measured here, without asking anybody.
pub fn measure(text: &str) -> Measure {
    Measure {
        characters: text.chars().count() as u64,
        words: text.split_whitespace().map(words_of_one).sum(),
        lines: text.split('\n').count() as u64,
        tokens: Tokens { count: estimate(text), estimated: true },
    }
}

/// Where words are not set apart, each sign is one.
fn words_of_one(piece: &str) -> u64 {
    let signs = piece.chars().filter(|c| is_sign(*c)).count() as u64;
    signs + u64::from(piece.chars().any(|c| c.is_alphanumeric() && !is_sign(c)))
}

/// Chinese and Japanese.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Four characters of English make a token; of other alphabets fewer do.
fn estimate(text: &str) -> u64 {
    let hundredths: u64 = text
        .chars()
        .map(|c| match c {
            _ if c.is_ascii() => 25,
            '\u{80}'..='\u{24f}' => 35,
            _ if is_sign(c) => 65,
            _ if c.is_alphabetic() => 40,
            _ => 50,
        })
        .sum();
    hundredths.div_ceil(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_every_script() {
        let words = |text: &str| measure(text).words;
        assert_eq!(words("  Don't ask twice – ever.\n"), 4);
        assert_eq!(words("آپ کی قیمت کیا ہے؟"), 5);
        assert_eq!(words("多少钱? OK你好"), 6);
        assert_eq!(words(""), 0);
    }

    #[test]
    fn tokens_are_an_estimate_and_say_so() {
        let english = measure(&"word and ".repeat(100));
        assert_eq!((english.tokens, english.characters, english.lines), (Tokens { count: 225, estimated: true }, 900, 1));
        assert!(measure("قیمت کیا ہے").tokens.count > measure("what price").tokens.count);
        assert_eq!(measure("").tokens.count, 0);
    }
}
