//! A correction of an address by the part that is wrong: "sorry, it's .co.uk, not .com".

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    owner_words::CORRECTION,
    spelt_words::{DOT, HAN_DOT},
    text::{Cues, fold, words},
};
use crate::domain::email::Email;

/// Longer messages speak of other things, too.
const MOST_CHARS: usize = 160;

/// Of a message that only says what is right.
const MOST_WORDS: usize = 5;

/// Endings that are no two letters of a country.
const GENERIC: [&str; 24] = [
    "com", "net", "org", "info", "biz", "edu", "gov", "app", "dev", "shop", "online", "store", "site", "xyz", "club", "email", "cloud",
    "tech", "agency", "studio", "berlin", "paris", "london", "example",
];

/// Second labels of a country's ending: "co.uk", "com.br".
const SECOND: [&str; 8] = ["co", "com", "org", "net", "gov", "edu", "ac", "ne"];

/// ".co.uk", "dot org", "@example.net".
static PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r#"(?ix)(?:^|[\s"'“”(:,،，。是])(?P<part>@[a-z0-9][a-z0-9-]{{0,40}}(?:\.[a-z]{{2,12}}){{1,3}}|(?:\.|(?:{DOT})\s|(?:{HAN_DOT})\s?)(?P<first>[a-z]{{2,12}})(?:(?:\.|\s(?:{DOT})\s)(?P<second>[a-z]{{2,3}}))?)(?-u:\b)"#
    ))
    .expect("a fixed pattern")
});

/// Right before a part that is wrong.
static DENIED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "not|instead of|rather than|no|en vez de|en lugar de|y no|pas|et non|non|au lieu de|nicht|kein|statt|não|nao|e não|em vez de|bukan|ليس|مو|مش|وليس|لا|بدل|不是|而不是|别",
    ])
});

/// Right behind it.
static DENIED_AFTER: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(["nahi|nahin|nhi|ki jagah|ke bajaye|نہیں|کی جگہ|کے بجائے|नहीं|की जगह|के बजाय|is wrong|war falsch|写错了|错了|不对"])
});

/// The address as corrected, and the words that say so.
pub fn corrected(text: &str, known: &Email) -> Option<(Email, Range<usize>)> {
    if text.chars().count() > MOST_CHARS || text.contains(['?', '？', '؟']) {
        return None;
    }
    let (local, host) = known.as_str().rsplit_once('@')?;
    let host = host.to_lowercase();
    let parts: Vec<Part> = parts(text).into_iter().chain(bare_denied(text, &host)).collect();
    let (denied, wanted): (Vec<&Part>, Vec<&Part>) = parts.iter().partition(|part| part.denied);
    let [wanted] = wanted.as_slice() else { return None };
    let wrong = denied.iter().find_map(|part| host.strip_suffix(part.written.trim_start_matches('@')));
    // "Actually we need a .net developer": only where the message says nothing else.
    let is_all = text.split_whitespace().count() <= MOST_WORDS && says_no_more(&text[wanted.span.end..]);
    if wrong.is_none() && !(is_all && CORRECTION.is_in(&fold(text))) {
        return None;
    }
    let host = match wanted.written.strip_prefix('@') {
        Some(host) => host.to_owned(),
        None => format!("{}{}", wrong.unwrap_or_else(|| without_ending(&host)), wanted.written),
    };
    let email = Email::parse(&format!("{local}@{host}")).ok()?;
    (email.canonical() != known.canonical()).then_some((email, wanted.span.clone()))
}

/// One ending or host of the text, as it would stand in an address.
struct Part {
    span: Range<usize>,
    written: String,
    denied: bool,
}

fn parts(text: &str) -> Vec<Part> {
    let found = PART.captures_iter(text).take(6).filter_map(|found| {
        let span = found.name("part")?.range();
        let written = match (found.name("first"), found.name("second")) {
            (None, _) => text[span.clone()].to_lowercase(),
            (Some(first), second) => {
                let labels = [Some(first), second].into_iter().flatten().map(|label| format!(".{}", label.as_str().to_lowercase()));
                labels.collect()
            }
        };
        let last = written.rsplit('.').next().unwrap_or_default();
        let is_ending = last.len() == 2 || GENERIC.contains(&last);
        is_ending.then(|| Part { denied: is_denied(text, &span), span, written })
    });
    found.collect()
}

/// "Not org, dot net": the end of the known host, written without its dot.
fn bare_denied(text: &str, host: &str) -> Vec<Part> {
    let last = host.rsplit('.').next().unwrap_or_default();
    let bare = words(text).into_iter().filter(|word| word.folded == last && !text[..word.span.start].ends_with('.'));
    let denied = bare.filter(|word| is_denied(text, &word.span));
    denied.map(|word| Part { span: word.span, written: format!(".{last}"), denied: true }).collect()
}

/// Nothing stands behind but that it is a correction: "@example.org sorry".
fn says_no_more(rest: &str) -> bool {
    let rest = fold(rest);
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
    rest.is_empty() || CORRECTION.last_end(rest) == Some(rest.len()) && !rest.contains(char::is_whitespace)
}

fn is_denied(text: &str, span: &Range<usize>) -> bool {
    let ahead = fold(&text[..span.start]);
    let ahead = ahead.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '('));
    let behind = fold(&text[span.end..]);
    DENIED.last_end(ahead) == Some(ahead.len()) || DENIED_AFTER.begins(behind.trim_start())
}

/// "example" of "example.co.uk".
fn without_ending(host: &str) -> &str {
    let Some((rest, last)) = host.rsplit_once('.') else { return host };
    match rest.rsplit_once('.') {
        Some((name, second)) if last.len() == 2 && SECOND.contains(&second) => name,
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_wrong_part_is_corrected() {
        for (known, text, wanted) in [
            ("ana@example.com", "sorry, it's .co.uk not .com", "ana@example.co.uk"),
            ("ana@example.com", "perdón, es .es, no .com", "ana@example.es"),
            ("ana@example.de", "Verzeihung, .at nicht .de", "ana@example.at"),
            ("ana@example.com", "desculpa, é .com.br", "ana@example.com.br"),
            ("ana@example.com", "pardon, c'est point fr", "ana@example.fr"),
            ("ana@example.com", ".com nahi .pk", "ana@example.pk"),
            ("ana@example.com", "写错了，是.cn不是.com", "ana@example.cn"),
            ("ana@example.co.uk", "oops, dot com", "ana@example.com"),
            ("ana@example.com", "not @example.com, it's @mail.example", "ana@mail.example"),
            ("ana@example.org", "Sorry, not org, dot net", "ana@example.net"),
            ("ana@example.com", "@example.org sorry", "ana@example.org"),
        ] {
            let known = Email::parse(known).expect("an address");
            let told = corrected(text, &known).map(|(email, _)| email.as_str().to_owned());
            assert_eq!(told.as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn other_endings_are_left_alone() {
        let known = Email::parse("ana@example.com").expect("an address");
        for text in [
            "do you sell .co.uk domains",
            "is it .org now?",
            "no, .com",
            "sorry, we need .pdf files",
            "I own a .de and a .at, sorry",
            "ok.",
            "At this point we just want a new kitchen",
            "Sorry, the point is we need it before May",
            "Ahora estoy a punto de salir",
            "un nouveau point de vente",
            "Agora temos um ponto de venda",
            "Actually we need a .net developer",
            "sorry I saw your @shop.example page",
        ] {
            assert_eq!(corrected(text, &known), None, "{text}");
        }
    }
}
