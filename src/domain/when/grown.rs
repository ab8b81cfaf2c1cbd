//! Words that have grown together: "Montagabend", "d'avril", "والخميس".

use super::{
    token::{Kind, Token},
    words::de,
};

/// Letters that Arabic writes onto the next word: "and", "then", "in", "for", "as".
const PREFIXES: [char; 5] = ['و', 'ف', 'ب', 'ل', 'ك'];

/// Cuts words that the dictionaries do not know into two that they know.
pub fn cut(text: &str, tokens: Vec<Token>, knows: impl Fn(&str) -> bool) -> Vec<Token> {
    let mut all = Vec::with_capacity(tokens.len());
    for token in tokens {
        if token.kind != Kind::Word || knows(&token.text) {
            all.push(token);
            continue;
        }
        let parts = compound(text, &token).or_else(|| elision(text, &token, &knows)).or_else(|| prefixed(text, &token, &knows));
        match parts {
            Some(parts) => all.extend(parts),
            None => all.push(token),
        }
    }
    all
}

/// Two tokens of one, the second one beginning at `at`.
fn halves(text: &str, token: &Token, at: usize, first: &str, second: String) -> Option<Vec<Token>> {
    let inside = token.span.start < at && at < token.span.end && text.is_char_boundary(at);
    inside.then(|| {
        vec![
            Token { span: token.span.start..at, text: first.to_owned(), kind: Kind::Word, spaced: token.spaced },
            Token { span: at..token.span.end, text: second, kind: Kind::Word, spaced: false },
        ]
    })
}

fn compound(text: &str, token: &Token) -> Option<Vec<Token>> {
    let (day, part) = de::DAYS.iter().find_map(|day| {
        let rest = token.text.strip_prefix(*day)?;
        de::PARTS.contains(&rest).then_some((*day, rest))
    })?;
    halves(text, token, token.span.start + day.len(), day, part.to_owned())
}

fn elision(text: &str, token: &Token, knows: &impl Fn(&str) -> bool) -> Option<Vec<Token>> {
    let (short, rest) = token.text.split_once('\'')?;
    let whole = match short {
        "d" => "de",
        "l" => "le",
        _ => return None,
    };
    let source = &text[token.span.clone()];
    let at = source.char_indices().find(|(_, c)| matches!(c, '\'' | '’')).map(|(at, c)| token.span.start + at + c.len_utf8())?;
    if knows(rest) { halves(text, token, at, whole, rest.to_owned()) } else { None }
}

fn prefixed(text: &str, token: &Token, knows: &impl Fn(&str) -> bool) -> Option<Vec<Token>> {
    let prefix = token.text.chars().next().filter(|c| PREFIXES.contains(c))?;
    let bare = &token.text[prefix.len_utf8()..];
    // "for" and the article melt into one.
    let rest = if prefix == 'ل' && bare.starts_with('ل') { format!("ا{bare}") } else { bare.to_owned() };
    if rest.chars().count() < 2 || !knows(&rest) {
        return None;
    }
    if prefix == 'و' {
        let at = token.span.start + text[token.span.clone()].chars().next().map_or(0, char::len_utf8);
        return halves(text, token, at, "و", rest);
    }
    Some(vec![Token { text: rest, ..token.clone() }])
}
