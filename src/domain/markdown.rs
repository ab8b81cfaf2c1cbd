//! Answers without the marks of their Markdown, for where there is room for a line of plain words.

use std::collections::BTreeMap;

/// Code that is no part of a sentence begins and ends with one of these.
const FENCES: [&str; 2] = ["```", "~~~"];
/// The longest label or address of a link, in characters.
const LONGEST: usize = 1_000;

/// What a reader sees of the rendered answer, a line for each paragraph. What marks nothing (`2 * 3`, `snake_case`, `<b>`) stays.
pub fn plain(markdown: &str) -> String {
    let mut page = Page::default();
    markdown.lines().for_each(|line| page.read(line.trim()));
    page.end_paragraph();
    page.told.join("\n")
}

#[derive(Default)]
struct Page {
    told: Vec<String>,
    /// The paragraph that goes on.
    paragraph: String,
    /// What ends the code that is being read.
    fence: Option<&'static str>,
}

impl Page {
    fn read(&mut self, line: &str) {
        if let Some(fence) = self.fence {
            if is_fence(line, fence) {
                self.fence = None;
            } else {
                self.told.push(line.to_owned());
            }
        } else if let Some(fence) = FENCES.into_iter().find(|fence| begins_code(line, fence)) {
            self.end_paragraph();
            self.fence = Some(fence);
        } else {
            self.read_words(unquoted(line));
        }
    }

    fn read_words(&mut self, line: &str) {
        if line.is_empty() || is_rule(line) {
            self.end_paragraph();
        } else if let Some(title) = title(line) {
            self.end_paragraph();
            self.told.push(sentence(title));
        } else if let Some(item) = ["- ", "* ", "+ "].into_iter().find_map(|mark| line.strip_prefix(mark)) {
            self.end_paragraph();
            self.paragraph = format!("• {item}");
        } else {
            if !self.paragraph.is_empty() {
                self.paragraph.push(' ');
            }
            self.paragraph.push_str(line);
        }
    }

    fn end_paragraph(&mut self) {
        if !self.paragraph.is_empty() {
            self.told.push(sentence(&std::mem::take(&mut self.paragraph)));
        }
    }
}

fn begins_code(line: &str, fence: &str) -> bool {
    line.strip_prefix(fence).is_some_and(|name| !name.trim_start_matches('`').contains('`'))
}

fn is_fence(line: &str, fence: &str) -> bool {
    line.strip_prefix(fence).is_some_and(|rest| rest.chars().all(|c| fence.starts_with(c)))
}

fn unquoted(mut line: &str) -> &str {
    while let Some(rest) = line.strip_prefix('>') {
        line = rest.trim_start();
    }
    line
}

/// A line across the page, or one that makes a title of what is above it.
fn is_rule(line: &str) -> bool {
    let signs: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    signs.len() >= 3 && matches!(signs[0], '-' | '*' | '_' | '=') && signs.iter().all(|sign| *sign == signs[0])
}

fn title(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    let is_title = (1..=6).contains(&(line.len() - rest.len())) && (rest.is_empty() || rest.starts_with(' '));
    is_title.then(|| rest.trim_start())
}

/// A part of a sentence.
#[derive(Clone, Copy)]
enum Piece {
    Letter(char),
    Signs(Signs),
}

/// Equal signs in a row, which may begin or end what is emphasised.
#[derive(Clone, Copy)]
struct Signs {
    sign: char,
    /// Those that have no counterpart.
    left: usize,
    begins: bool,
    ends: bool,
}

fn sentence(text: &str) -> String {
    without_marks(&text.chars().collect::<Vec<_>>())
}

fn without_marks(text: &[char]) -> String {
    let (mut pieces, mut at) = (vec![], 0);
    while at < text.len() {
        let (length, found) = next(text, at);
        pieces.extend(found);
        at += length;
    }
    pair(&mut pieces);
    let told = |piece| match piece {
        Piece::Letter(letter) => std::iter::repeat_n(letter, 1),
        Piece::Signs(signs) => std::iter::repeat_n(signs.sign, signs.left),
    };
    pieces.into_iter().flat_map(told).collect()
}

/// How many characters from here on belong together, and what they are without marks.
fn next(text: &[char], at: usize) -> (usize, Vec<Piece>) {
    let rest = &text[at..];
    let known = match rest[0] {
        '\\' => escaped(rest),
        '`' => Some(code(rest)),
        '[' => link(rest),
        '!' => link(&rest[1..]).map(|(length, label)| (length + 1, label)),
        '<' => address(rest),
        '*' | '_' | '~' => Some(signs(text, at)),
        _ => None,
    };
    known.unwrap_or_else(|| (1, letters(&rest[..1])))
}

fn letters(text: &[char]) -> Vec<Piece> {
    text.iter().copied().map(Piece::Letter).collect()
}

fn escaped(rest: &[char]) -> Option<(usize, Vec<Piece>)> {
    let sign = rest.get(1).filter(|sign| sign.is_ascii_punctuation())?;
    Some((2, vec![Piece::Letter(*sign)]))
}

/// How often the first character stands in a row.
fn run(text: &[char]) -> usize {
    text.iter().take_while(|c| **c == text[0]).count()
}

/// Between as many backticks as it begins with nothing is a mark.
fn code(rest: &[char]) -> (usize, Vec<Piece>) {
    let length = run(rest);
    let mut at = length;
    while at < rest.len() {
        let more = run(&rest[at..]);
        if rest[at] == '`' && more == length {
            return (at + length, letters(&rest[length..at]));
        }
        at += more;
    }
    (length, letters(&rest[..length]))
}

/// `[label](address)`: the label.
fn link(rest: &[char]) -> Option<(usize, Vec<Piece>)> {
    let label = enclosed(rest, '[', ']')?;
    let after = &rest[label.len() + 2..];
    let target = enclosed(after, '(', ')')?;
    let target_text: String = target.iter().collect();
    // An address may have a title behind it, in quotes.
    let more = target_text.trim().split_once(char::is_whitespace).map_or("", |(_, more)| more.trim_start());
    let is_target = more.is_empty() || more.starts_with(['"', '\'', '(']);
    is_target.then(|| (label.len() + target.len() + 4, letters(&without_marks(label).chars().collect::<Vec<_>>())))
}

/// What stands between a bracket at the beginning and its counterpart.
fn enclosed(text: &[char], open: char, close: char) -> Option<&[char]> {
    text.first().filter(|c| **c == open)?;
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (at, c) in text.iter().copied().enumerate().take(LONGEST) {
        if is_escaped {
            is_escaped = false;
        } else if c == '\\' {
            is_escaped = true;
        } else if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some(&text[1..at]);
            }
        }
    }
    None
}

/// `<https://example.com>`, `<ana@example.com>`.
fn address(rest: &[char]) -> Option<(usize, Vec<Piece>)> {
    let inner = enclosed(rest, '<', '>')?;
    let text: String = inner.iter().collect();
    let is_address = (text.contains("://") || text.contains('@')) && !text.contains(|c: char| c.is_whitespace() || c == '<');
    is_address.then(|| (inner.len() + 2, letters(inner)))
}

fn signs(text: &[char], at: usize) -> (usize, Vec<Piece>) {
    let rest = &text[at..];
    let (sign, length) = (rest[0], run(rest));
    if sign == '~' && length != 2 {
        return (length, letters(&rest[..length]));
    }
    let before = at.checked_sub(1).and_then(|before| text.get(before)).copied().unwrap_or(' ');
    let after = rest.get(length).copied().unwrap_or(' ');
    // Within a word an underscore is a part of it.
    let is_free = |c: char| sign != '_' || !c.is_alphanumeric();
    let begins = !after.is_whitespace() && is_free(before);
    let ends = !before.is_whitespace() && is_free(after);
    (length, vec![Piece::Signs(Signs { sign, left: length, begins, ends })])
}

/// Takes away the signs that have a counterpart.
fn pair(pieces: &mut [Piece]) {
    let mut begun = BTreeMap::<char, Vec<usize>>::new();
    for at in 0..pieces.len() {
        let Piece::Signs(mut signs) = pieces[at] else { continue };
        let begun = begun.entry(signs.sign).or_default();
        while signs.ends
            && signs.left > 0
            && let Some(first) = begun.pop()
        {
            let Piece::Signs(partner) = &mut pieces[first] else { continue };
            let both = partner.left.min(signs.left);
            partner.left -= both;
            signs.left -= both;
            if partner.left > 0 {
                begun.push(first);
            }
        }
        pieces[at] = Piece::Signs(signs);
        if signs.begins && signs.left > 0 {
            begun.push(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (markdown, words) in [
            ("Hi **Ana**, see *this* and __that__", "Hi Ana, see this and that"),
            ("***all*** of **it *and* more**, ~~gone~~", "all of it and more, gone"),
            ("**价格：**100 元", "价格：100 元"),
            ("**قیمت** کیا ہے؟", "قیمت کیا ہے؟"),
            ("# Prices\nA crown", "Prices\nA crown"),
            ("Prices\n======\nA crown\n\n---\nA tooth", "Prices\nA crown\nA tooth"),
            ("- **one**\n* two\n+ three\n3. four", "• one\n• two\n• three 3. four"),
            ("> quoted\n> > twice", "quoted twice"),
            ("`a*b*` and ``c`d``", "a*b* and c`d"),
            ("```rust\nlet a = *b;\n```\nSo **it** is", "let a = *b;\nSo it is"),
            ("[our **page**](https://example.com/a_(b) \"A title\"), ![a tooth](x.png)", "our page, a tooth"),
            ("<https://example.com/a> or <ana@example.com>", "https://example.com/a or ana@example.com"),
            (r"\*not\* this", "*not* this"),
        ] {
            assert_eq!(plain(markdown), words, "{markdown}");
        }
    }

    #[test]
    fn what_marks_nothing_stays() {
        for text in [
            "2 * 3 * 4",
            "snake_case_name and _one",
            "a price* with a note, *as said",
            "~5 to ~10",
            "#1 of 5, C# and #tags",
            "[see] (below), [1](on page 3), [open",
            "<b>bold</b> & 1 < 2 > 0",
            "an odd ` and ``two",
            "-5 degrees, +92 300 1234567",
            "https://example.com/a_b_c?d=*",
            "Wow!",
            r"C:\dir",
        ] {
            assert_eq!(plain(text), text);
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in r"[ab \n*_~`#<>()\[\]!\\>-]{0,60}") {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            prop_assert!(letters(&plain(&text)) <= letters(&text));
        }
    }
}
