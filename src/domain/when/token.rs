//! A text as words, numbers, characters and marks, each with its place.

use std::ops::Range;

use crate::domain::{extract::fold, phone::digit};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Word,
    Number,
    /// A Chinese character: words of them are not set apart by spaces.
    Han,
    Mark,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// As words are compared.
    pub text: String,
    pub kind: Kind,
    /// A space stands before it, or nothing.
    pub spaced: bool,
}

/// An address of the web or a mailbox: nothing in it is a time.
pub const LINK: &str = "\u{fffc}";

/// The tokens of a text. A line's end is a mark; other spaces are none.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut all = Vec::new();
    let mut at = 0;
    let mut spaced = true;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() && c != '\n' {
            spaced = true;
            at += c.len_utf8();
            continue;
        }
        let (kind, length, folded) = first(text, at, c);
        let span = at..at + length;
        at = span.end;
        if folded.is_empty() {
            continue;
        }
        all.push(Token { span, text: folded, kind, spaced });
        spaced = c == '\n';
    }
    all
}

/// What begins at `at`: its kind, its length in bytes and its folded form.
fn first(text: &str, at: usize, c: char) -> (Kind, usize, String) {
    let rest = &text[at..];
    if text[..at].chars().next_back().is_none_or(char::is_whitespace) {
        let chunk = rest.split(char::is_whitespace).next().unwrap_or_default();
        if is_link(chunk) {
            return (Kind::Mark, chunk.len(), LINK.to_owned());
        }
    }
    let (kind, length) = if figure(c).is_some() {
        (Kind::Number, rest.find(|c: char| figure(c).is_none()).unwrap_or(rest.len()))
    } else if is_han(c) {
        (Kind::Han, c.len_utf8())
    } else if is_letter(c) {
        (Kind::Word, word_length(rest))
    } else {
        (Kind::Mark, c.len_utf8())
    };
    (kind, length, if c == '\n' { "\n".to_owned() } else { fold(&rest[..length]) })
}

fn is_link(chunk: &str) -> bool {
    let mailbox = chunk.find('@').is_some_and(|at| at > 0 && chunk[at..].contains('.'));
    mailbox || chunk.contains("://") || chunk.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
}

/// The digit that `c` stands for, in full width too.
fn figure(c: char) -> Option<char> {
    digit(c).or_else(|| char::from_u32(u32::from(c).checked_sub(0xff10)? + u32::from('0')).filter(char::is_ascii_digit))
}

fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

/// A letter of a word, or a mark that one carries.
fn is_letter(c: char) -> bool {
    let mark = matches!(c, '\u{93c}' | '\u{94d}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{200c}' | '\u{200d}' | '\u{300}'..='\u{36f}');
    (c.is_alphabetic() || mark) && !is_han(c) && figure(c).is_none()
}

fn word_length(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '\'' | '’') && chars.peek().is_some_and(|(_, next)| is_letter(*next));
        if !is_letter(c) && !joins {
            return at;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(read("At 15h30, o'clock!"), ["at", "15", "h", "30", ",", "o'clock", "!"]);
        assert_eq!(read("下午３点"), ["下", "午", "3", "点"]);
        assert_eq!(read("कल ५ बजे"), ["कल", "5", "बजे"]);
        assert_eq!(read("a@b.example 5\nwww.x.example"), [LINK, "5", "\n", LINK]);
    }

    #[test]
    fn every_token_has_its_place() {
        let text = "kal ۵ بجے, müde 下 «x»";
        for token in tokens(text) {
            assert_eq!(crate::domain::extract::fold(&text[token.span.clone()]), token.text);
        }
    }
}
