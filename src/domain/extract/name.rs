//! The visitor's name, where they introduce themselves.

use std::ops::Range;

use super::{
    company, han_name, name_alone, name_beside,
    name_words::{ASK_FOR, CALLER, CERTAIN_INTRODUCTION, GREETING, LIKELY_INTRODUCTION, NOT_NAMES, PARTICLES, SOMEBODY_S, STOPS, TITLES},
    signature,
    text::{fold, is_han, is_latin, is_letter},
};
use crate::domain::person_name::PersonName;

/// A name and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduced {
    pub span: Range<usize>,
    pub name: String,
    /// "My name is …", not only "I'm …".
    pub certain: bool,
}

/// Months that are names too.
const MONTHS: [&str; 4] = ["april", "may", "june", "august"];

/// How much a name has to look like one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// "My name is ana".
    Certain,
    /// "Hi, I'm ana."
    Greeted,
    /// "I'm Ana".
    Likely,
}

/// Every introduction of a text, in its order.
pub fn find(text: &str) -> Vec<Introduced> {
    let mut all = Vec::new();
    collect(text, &CERTAIN_INTRODUCTION, |_| Trust::Certain, &mut all);
    let greeting_end = GREETING.find(text).map_or(0, |greeting| greeting.end());
    let greeted = |at: usize| greeting_end > 0 && at <= greeting_end + 4;
    collect(text, &LIKELY_INTRODUCTION, |at| if greeted(at) { Trust::Greeted } else { Trust::Likely }, &mut all);
    han_name::collect(text, &mut all);
    if all.is_empty() {
        all.extend(name_alone::announced(text, greeting_end).or_else(|| caller(text)).or_else(|| signed(text)));
    }
    all.sort_by_key(|introduced| introduced.span.start);
    all
}

/// "It's Fiona. 020 …", "Lou, 512.555.0163", "ask for Gwen": whoever gives an address beside it has named a person, not
/// a thing. `contacts`: where their addresses and numbers stand.
pub fn beside_contact(text: &str, contacts: &[Range<usize>]) -> Option<Introduced> {
    let greeting_end = GREETING.find(text).map_or(0, |greeting| greeting.end());
    let first = LIKELY_INTRODUCTION.find(text).filter(|found| found.start() <= greeting_end + 4);
    let introduced = first.and_then(|first| capital(text, first.end()));
    introduced
        .or_else(|| name_alone::find(text, contacts))
        .or_else(|| ASK_FOR.find(text).and_then(|asked| capital(text, asked.end())))
        .or_else(|| name_beside::find(text, contacts))
}

fn capital(text: &str, from: usize) -> Option<Introduced> {
    let (span, name) = read(text, from, Trust::Greeted)?;
    text[span.clone()].starts_with(char::is_uppercase).then_some(Introduced { span, name, certain: false })
}

/// "Main Crescent Foods se Adeel baat kar raha hoon".
fn caller(text: &str) -> Option<Introduced> {
    let found = CALLER.captures(text)?;
    let name = ["name", "urdu", "hindi"].into_iter().find_map(|group| found.name(group))?;
    let (span, name) = read(text, name.start(), Trust::Certain)?;
    Some(Introduced { span, name, certain: false })
}

fn collect(text: &str, introduction: &regex::Regex, trust: impl Fn(usize) -> Trust, all: &mut Vec<Introduced>) {
    for found in introduction.find_iter(text).take(40) {
        let trust = trust(found.start());
        let overlaps = |span: &Range<usize>| all.iter().any(|known| known.span.start < span.end && span.start < known.span.end);
        if let Some((span, name)) = read(text, found.end(), trust).filter(|(span, _)| !overlaps(span)) {
            all.push(Introduced { span, name, certain: trust == Trust::Certain });
        }
    }
}

/// A word of a name: `start..end`.
pub fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = &text[from..];
    let start = from + rest.find(|c: char| !matches!(c, ' ' | '\u{a0}'))?;
    if start > from + 2 {
        return None;
    }
    let mut end = start;
    let mut chars = text[start..].chars().peekable();
    while let Some(c) = chars.next() {
        let joins = matches!(c, '\'' | '’' | '-') && end > start && chars.peek().is_some_and(|next| is_letter(*next));
        if !(is_letter(c) && !is_han(c) || joins) {
            break;
        }
        end += c.len_utf8();
    }
    (end > start).then_some(start..end)
}

pub fn read(text: &str, from: usize, trust: Trust) -> Option<(Range<usize>, String)> {
    let from = skip_title(text, from);
    let words = name_words(text, from, trust);
    let (first, last) = (words.first()?, words.last()?);
    let written = &text[first.start..last.end];
    let folded = fold(&text[first.clone()]);
    let fits = match trust {
        Trust::Certain => !STOPS.contains(&folded) && (written.starts_with(char::is_uppercase) || !NOT_NAMES.contains(&folded)),
        Trust::Greeted | Trust::Likely => is_likely(text, from, &words, trust),
    };
    if !fits || denies(&text[last.end..]) {
        return None;
    }
    let name = PersonName::parse(&capitalised(written)).ok()?;
    let sane = name.as_str().chars().filter(|c| c.is_alphabetic()).count() >= 2 && name.as_str().chars().count() <= 60;
    sane.then(|| (first.start..last.end, name.as_str().to_owned()))
}

/// "Mera naam Ali nahin …": not so.
fn denies(next: &str) -> bool {
    next_word(next, 0).is_some_and(|span| ["nahi", "nahin", "nhi", "نہیں", "नहीं"].iter().any(|no| fold(&next[span.clone()]) == fold(no)))
}

/// After "I'm" most things follow that are no name: this one looks like a name and stands where one stands.
fn is_likely(text: &str, from: usize, words: &[Range<usize>], trust: Trust) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let (first, folded, next) = (&text[first.clone()], fold(&text[first.clone()]), &text[last.end..]);
    let several = words.len() > 1 && !NOT_NAMES.contains(&fold(&text[last.clone()]));
    // "I'm May Summers", "Hi, I'm April."
    let month = MONTHS.contains(&folded.as_str()) && first.starts_with(char::is_uppercase) && (several || trust == Trust::Greeted);
    if introduces_nobody(text, from) {
        return false;
    }
    if !month && NOT_NAMES.contains(&folded) || words.len() > 1 && !several || is_possessive(&text[last.clone()], next) {
        return false;
    }
    let latin = first.chars().all(|c| is_latin(c) || !c.is_alphabetic());
    let capital = first.starts_with(char::is_uppercase);
    let alone = ends_here(next);
    let introduction = fold(super::text::before(text, from, 0, 10));
    let introduction = introduction.trim_end();
    match trust {
        _ if introduction.ends_with("main") || introduction.ends_with("mai") => is_roman_verb(next),
        _ if !latin => other_script_fits(text, from, next),
        Trust::Greeted => {
            let participle = ["ing", "ed", "ly"].iter().any(|ending| folded.len() > 5 && folded.ends_with(ending));
            let calls = next_word(next, 0).is_some_and(|span| ["calling", "speaking", "writing", "here", "again"].contains(&&next[span]));
            (capital || (alone || calls) && !participle) && (alone || calls || words.len() > 1 || introduces_more(next))
        }
        // "It's Friday", "ich bin Architekt": things and, in German, every noun have capitals too.
        Trust::Likely if ["it's", "its", "it is", "c'est", "ich bin"].iter().any(|weak| introduction.ends_with(weak)) => false,
        Trust::Likely | Trust::Certain => capital && (alone || introduces_more(next)),
    }
}

/// "… ist im Mai", "meri beti ka naam Sara": the words before are no introduction of oneself.
fn introduces_nobody(text: &str, from: usize) -> bool {
    let ahead = fold(super::text::before(text, from, 0, 40));
    let ahead = ahead.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '"' | '*'));
    if let Some(lead) = ahead.strip_suffix(" im") {
        let word = lead.trim_end();
        return !(word.ends_with(|c: char| !is_letter(c))
            || ["and", "there", "hi", "hey", "hello", "so"].iter().any(|start| word.ends_with(start)));
    }
    let named = ["naam", "نام", "नाम"].into_iter().find_map(|name| ahead.strip_suffix(name));
    named.is_some_and(|lead| SOMEBODY_S.contains(lead.split_whitespace().last().unwrap_or_default()))
}

/// "Main Ahmed hun": "main" is a word of English too, so that the verb must follow.
fn is_roman_verb(next: &str) -> bool {
    next_word(next, 0).is_some_and(|span| ["hun", "hoon", "hu", "hoo", "bol", "baat"].contains(&&next[span]))
}

/// The words of the name from `from` on: as long as they look like names.
pub fn name_words(text: &str, from: usize, trust: Trust) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut at = from;
    while let Some(span) = next_word(text, at).filter(|_| words.len() < 5) {
        let word = &text[span.clone()];
        let folded = fold(word);
        let first = words.first().map(|first| &text[first.clone()]);
        let initial = word.chars().count() == 1 && text[span.end..].starts_with('.') && word.starts_with(char::is_uppercase);
        let particle = PARTICLES.contains(&folded) && capital_follows(text, span.end) && !(STOPS.contains(&folded) && words.is_empty());
        // "Ana Lima da Padaria Sol": the small word leads to where they work.
        if particle && words.last().is_some_and(|last| company::beside_name(text, last.end).is_some()) {
            break;
        }
        // "Ana de São Paulo" is a name and a place; "Ana de la Cruz" one name: the joining words need a lower case.
        let stops = STOPS.contains(&folded) && !initial && !particle
            || ["و"].iter().any(|and| folded.strip_prefix(and).is_some_and(|rest| STOPS.contains(rest)));
        let fits = match first {
            None => true,
            Some(first) => {
                let latin = word.chars().all(|c| is_latin(c) || !c.is_alphabetic());
                let same_script = latin == first.chars().all(|c| is_latin(c) || !c.is_alphabetic());
                let cased = !latin || word.starts_with(char::is_uppercase) || particle || initial;
                let lower_first = first.starts_with(char::is_lowercase);
                same_script
                    && if lower_first { words.len() < 2 && trust == Trust::Certain && !NOT_NAMES.contains(&folded) } else { cased }
                    && (latin || words.len() < 3)
            }
        };
        if stops || !fits {
            break;
        }
        at = span.end + usize::from(initial);
        words.push(span.start..at);
    }
    while words.last().is_some_and(|last| PARTICLES.contains(&fold(&text[last.clone()]))) && words.len() > 1 {
        words.pop();
    }
    words
}

fn capital_follows(text: &str, at: usize) -> bool {
    let next = next_word(text, at);
    let capital = |span: &Range<usize>| text[span.clone()].starts_with(char::is_uppercase);
    match next {
        Some(span) if PARTICLES.contains(&fold(&text[span.clone()])) => next_word(text, span.end).is_some_and(|after| capital(&after)),
        Some(span) => capital(&span),
        None => false,
    }
}

/// Past "Dr.", "Frau Dr.", "Prof. Dr.", "i. A.".
pub fn skip_title(text: &str, from: usize) -> usize {
    let mut at = from;
    for _ in 0..3 {
        let Some(span) = next_word(text, at).filter(|span| is_title(text, span)) else { break };
        let rest = &text[span.end..];
        let after = span.end + (rest.len() - rest.trim_start_matches(['.', 'º', 'ª', '°', '/']).len());
        if next_word(text, after).is_none() {
            break;
        }
        at = after;
    }
    at
}

fn is_title(text: &str, span: &Range<usize>) -> bool {
    let written = &text[span.clone()];
    // "i. A." before the name of whoever signs for another.
    let for_another =
        matches!(written, "i" | "A" | "V" | "p") && text[span.end..].starts_with('.') && text[..span.end].ends_with(['i', 'A', 'V', 'p']);
    let maitre = written == "Me" && capital_follows(text, span.end);
    maitre || TITLES.contains(&fold(written)) || for_another && is_signed_for(text, span)
}

/// "i. A.", "i. V.", "p. p.".
fn is_signed_for(text: &str, span: &Range<usize>) -> bool {
    let line = text[..span.start].rsplit('\n').next().unwrap_or_default();
    let rest = &text[span.start..];
    let begins = ["i. A.", "i.A.", "i. V.", "i.V.", "p. p.", "p.p."].iter().any(|sign| rest.starts_with(sign));
    let ends = matches!(line.trim(), "i." | "p.");
    begins && line.trim().is_empty() || ends
}

/// The name is followed by the end of its clause.
pub fn ends_here(next: &str) -> bool {
    let next = next.trim_start_matches([' ', '\u{a0}', '"', '”', '*', '_']);
    next.is_empty()
        || next.starts_with(['.', ',', '!', ';', ':', '\n', '(', ')', '-', '–', '—', '/', '،', '۔', '।', '؟', '?', '<'])
        || next.starts_with(|c: char| c.is_ascii_digit())
}

/// The name is followed by words that go on about the person.
fn introduces_more(next: &str) -> bool {
    let word = next_word(next, 0).map(|span| fold(&next[span]));
    word.is_some_and(|word| {
        [
            "from", "and", "btw", "here", "with", "at", "calling", "speaking", "writing", "my", "i", "i'm", "we", "owner", "de", "y", "et",
            "von", "und", "aus", "e", "da", "dari", "dan", "the", "hier", "aqui", "bol", "hoon", "hun", "hu", "aur", "hai",
        ]
        .contains(&word.as_str())
    })
}

fn is_possessive(written: &str, next: &str) -> bool {
    written.ends_with("'s") || written.ends_with("’s") || next.starts_with("'s") || next.starts_with("’s")
}

/// Urdu and Hindi close the sentence with a verb; Arabic ends the clause.
fn other_script_fits(text: &str, from: usize, next: &str) -> bool {
    let introduction = fold(super::text::before(text, from, 0, 16).trim_end());
    let next = fold(next.trim_start());
    let verb = ["ہوں", "بول", "بات", "हूँ", "हूं", "बोल", "बात"].iter().any(|verb| next.starts_with(&fold(verb)));
    if introduction.ends_with("ميں") || introduction.ends_with(&fold("मैं")) {
        return verb;
    }
    let wants = ["بدي", "ابغي", "اريد", "عايز", "محتاج", "حاب", "نبي", "احتاج", "ابحث"].iter().any(|want| next.starts_with(want));
    verb || wants || ends_here(&next) || next.starts_with("من ") || next.starts_with('و')
}

/// A name typed in small letters, as names are written.
pub fn capitalised(name: &str) -> String {
    if name.chars().any(char::is_uppercase) {
        return name.to_owned();
    }
    let mut start = true;
    name.chars()
        .flat_map(|c| {
            let upper = std::mem::replace(&mut start, matches!(c, ' ' | '-'));
            if upper { c.to_uppercase().collect::<Vec<_>>() } else { vec![c] }
        })
        .collect()
}

/// The name under a letter.
fn signed(text: &str) -> Option<Introduced> {
    let from = signature::find(text)?.name.start;
    let line = text[from..].lines().next().unwrap_or_default();
    if line.chars().next().is_some_and(is_han) {
        let name = line.split([' ', '\u{3000}', '，', ',']).next().unwrap_or_default();
        return han_name::whole(text, from..from + name.len());
    }
    let mut words = name_words(text, skip_title(text, from), Trust::Likely);
    // "Priyanka Nair MRICS": the letters of a guild.
    let is_guild = |word: &Range<usize>| word.len() > 2 && text[word.clone()].chars().all(char::is_uppercase);
    if words.len() > 2 && words.iter().filter(|word| is_guild(word)).count() == 1 && words.last().is_some_and(is_guild) {
        let guild = words.pop()?;
        return signed_as(text, &words, &text[guild.end..from + line.len()]);
    }
    let last = words.last()?.end;
    signed_as(text, &words, text.get(last..from + line.len())?)
}

/// The words as a name, if nothing but a trade follows in their line.
fn signed_as(text: &str, words: &[Range<usize>], rest: &str) -> Option<Introduced> {
    let (first, last) = (words.first()?, words.last()?);
    let rest = rest.trim();
    let whole = rest.trim_matches(['.', '!']).is_empty() || rest.starts_with([',', '|', '-', '–', '(']);
    let written = &text[first.start..last.end];
    let latin = written.chars().any(is_latin);
    let fits = whole && (!latin || written.starts_with(char::is_uppercase)) && words.len() <= 4;
    let known_other = words.iter().any(|word| NOT_NAMES.contains(&fold(&text[word.clone()])));
    let name = PersonName::parse(written).ok()?;
    (fits && !known_other).then(|| Introduced { span: first.start..last.end, name: name.as_str().to_owned(), certain: false })
}

#[cfg(test)]
#[path = "name_tests.rs"]
mod tests;
