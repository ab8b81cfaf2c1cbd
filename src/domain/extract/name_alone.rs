//! Names that stand by themselves: "Declan here", "Lou, 512.555.0163", "… call me back. Gwen".

use std::ops::Range;

use super::{
    company,
    name::{Introduced, Trust, ends_here, name_words, next_word, skip_title},
    name_words::{ALONE_NOT_NAMES, NOT_NAMES, STOPS},
    text::{fold, is_latin},
};
use crate::domain::person_name::PersonName;

/// More clauses than these have no name to look for.
const MOST: usize = 60;

/// What follows the name of somebody who announces themself.
const ANNOUNCED: [&str; 17] = [
    "yahan se",
    "bol rahi",
    "bol raha",
    "bol rhi",
    "bol rha",
    "here",
    "speaking",
    "hier",
    "aqui",
    "aquí",
    "por aquí",
    "al habla",
    "à l'appareil",
    "am apparat",
    "this side",
    "on the line",
    "again",
];

/// "Declan here, wondering …", "Hello, Ana Lima speaking", "die Resi da".
pub fn announced(text: &str, greeting_end: usize) -> Option<Introduced> {
    let first = [greeting_end].into_iter().filter(|end| *end > 0);
    starts(text, |c| matches!(c, ',' | '.' | '!' | '?' | '\n' | ';')).chain(first).find_map(|start| announced_at(text, start))
}

fn announced_at(text: &str, start: usize) -> Option<Introduced> {
    let article = next_word(text, start).filter(|span| matches!(&text[span.clone()], "der" | "die"));
    let from = article.as_ref().map_or(start, |span| span.end);
    let (span, name) = plain(text, skip_title(text, from))?;
    let next = fold(text[span.end..].trim_start());
    let mut words = ANNOUNCED.iter().map(|word| fold(word));
    let word = if article.is_some() { Some("da".to_owned()).filter(|da| next.starts_with(da.as_str())) } else { None };
    let word = word.or_else(|| words.find(|word| next.starts_with(word.as_str())))?;
    let rest = &next[word.len()..];
    let goes_on =
        ["from", "with", "at", "calling", "wondering", "asking", "and", "i'm", "looking", "aus", "von", "de", "da", "hun", "hoon", "hu"];
    let more = next_word(rest, 0).is_some_and(|span| goes_on.contains(&&rest[span]));
    let ends = ends_here(rest) && !rest.trim_start().starts_with('?');
    (ends || more).then_some(Introduced { span, name, certain: false })
}

/// A name with nothing else in its sentence but a contact, or that ends a message which gives one.
pub fn find(text: &str, contacts: &[Range<usize>]) -> Option<Introduced> {
    let mut sentences = starts(text, |c| matches!(c, '.' | '!' | '?' | '\n' | '。'));
    let in_sentence = sentences.find_map(|start| {
        let from = skip_title(text, start);
        let (span, name) = plain(text, from)?;
        let titled = from > start && text[span.clone()].contains(' ') && is_sentence(&text[span.end..]);
        let employed = text[span.clone()].contains(' ') && company::beside_name(text, span.end).is_some();
        let fits = employed || is_before_contact(text, span.end, contacts) || titled || is_last(text, start, span.end);
        fits.then_some(Introduced { span, name, certain: false })
    });
    in_sentence.or_else(|| in_clause(text, contacts)).or_else(|| behind_contact(text, contacts))
}

/// "…, Tom Beck, 0160 1234567": within a sentence only a name of two words.
fn in_clause(text: &str, contacts: &[Range<usize>]) -> Option<Introduced> {
    starts(text, |c| c == ',').find_map(|start| {
        let (span, name) = plain(text, start)?;
        let fits = name.contains(' ') && is_before_contact(text, span.end, contacts);
        fits.then_some(Introduced { span, name, certain: false })
    })
}

/// "305.555.0111 - Jess", and nothing more.
fn behind_contact(text: &str, contacts: &[Range<usize>]) -> Option<Introduced> {
    contacts.iter().find_map(|contact| {
        let rest = &text[contact.end..];
        let name = rest.trim_start_matches([' ', '.', '-', '–', '—', '\n', '(']);
        let gap = &rest[..rest.len() - name.len()];
        let (span, name) = plain(text, contact.end + gap.len())?;
        let fits = gap.contains(['-', '–', '—', '\n']) && is_last(text, contact.end, span.end);
        fits.then_some(Introduced { span, name, certain: false })
    })
}

/// Where clauses begin: at the start, and after the marks that end one where a space follows.
fn starts(text: &str, ends: impl Fn(char) -> bool) -> impl Iterator<Item = usize> {
    let after = text.char_indices().zip(text.chars().skip(1).chain([' '])).filter_map(move |((at, c), next)| {
        let clause = ends(c) && (c == '\n' || c == '。' || next.is_whitespace());
        clause.then_some(at + c.len_utf8())
    });
    [0].into_iter().chain(after).take(MOST).map(|at| at + text[at..].chars().take_while(|c| matches!(c, ' ' | '\n')).count())
}

/// Capital words from `from` on that are nothing else that we know.
fn plain(text: &str, from: usize) -> Option<(Range<usize>, String)> {
    let words = name_words(text, from, Trust::Likely);
    let (first, last) = (words.first()?, words.last()?);
    let written = &text[first.start..last.end];
    let capitals = written.split([' ', '-']).filter(|word| word.len() > 3 || !word.is_empty() && written.len() < 8);
    let named = capitals.clone().all(|word| word.starts_with(char::is_uppercase)) && written.starts_with(char::is_uppercase);
    // "ASAP", "OK".
    let short = written.chars().count() <= 4 && written.chars().count() > 1 && written.chars().all(char::is_uppercase);
    let known_other = words.iter().any(|word| {
        let folded = fold(&text[word.clone()]);
        NOT_NAMES.contains(&folded) || ALONE_NOT_NAMES.contains(&folded) || STOPS.contains(&folded) && folded.len() > 2 && words.len() == 1
    });
    let fits = named && !short && !known_other && words.len() <= 4 && written.chars().any(is_latin) && written.chars().count() >= 2;
    let name = PersonName::parse(written).ok()?;
    fits.then(|| (first.start..last.end, name.as_str().to_owned()))
}

/// "Kylie Brennan, 0491 570 006".
fn is_before_contact(text: &str, end: usize, contacts: &[Range<usize>]) -> bool {
    let rest = &text[end..];
    let gap = rest.len() - rest.trim_start_matches([' ', ',', '-', '–', '—', '(', '/', '|', '\n']).len();
    let separated = rest.trim_start().starts_with([',', '-', '–', '—', '(', '/', '|', '\n']) || rest.starts_with('\n');
    separated && gap <= 4 && contacts.iter().any(|span| span.start <= end + gap && end < span.start + 1 && end + gap <= span.start + 2)
}

/// Nothing but an academic degree stands behind it in its sentence.
fn is_sentence(rest: &str) -> bool {
    const DEGREES: [&str; 9] = ["dds", "md", "m.d.", "phd", "ph.d.", "mba", "esq", "dvm", "rn"];
    let rest = rest.strip_prefix(',').map_or(rest, str::trim_start);
    let folded = fold(rest);
    let degree = DEGREES.iter().find(|degree| folded.starts_with(**degree)).map_or(0, |degree| degree.len());
    rest.get(degree..).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '\n']))
}

/// "… call me back. Gwen"
fn is_last(text: &str, start: usize, end: usize) -> bool {
    let rest =
        text[end..].trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '!' | ',') || !c.is_alphanumeric() && !c.is_ascii());
    start > 0 && rest.is_empty() && !text[..start].trim_end().ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<String> {
        let contacts: Vec<Range<usize>> = super::super::contacts(text, None).phones.into_iter().map(|(number, ..)| number.span).collect();
        announced(text, 0).or_else(|| find(text, &contacts)).map(|introduced| introduced.name)
    }

    #[test]
    fn names_that_stand_alone() {
        for (text, wanted) in [
            ("can you fit new ones by Thursday? Denise, 0161 496 0642", "Denise"),
            ("Kylie Brennan, 0491 570 006", "Kylie Brennan"),
            ("Howya, Declan here, wondering what ye charge", "Declan"),
            ("Karim, 06.12.55.50.19, rappelez-moi", "Karim"),
            ("Can you ring me on 0300 1234567. Gwen", "Gwen"),
            ("Servus, die Resi da. Ruft mich an", "Resi"),
            ("Gruß, Tom Beck, 0160 1234567", "Tom Beck"),
            ("Text me! 305.555.0111 - Jess", "Jess"),
            ("Dr. Samuel O. Adeyemi, DDS. Call 0300 1234567", "Samuel O. Adeyemi"),
        ] {
            assert_eq!(name(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_stands_alone_and_is_no_name() {
        for text in [
            "Thanks, 0300 1234567",
            "Office, 0300 1234567",
            "call me on 0300 1234567. Thanks",
            "0300 1234567. Cheers",
            "Büro, 030 1234567",
            "Bueno, 612 345 678",
            "Tomorrow, 0300 1234567",
            "Is everything here?",
            "Is parking here",
            "0300 1234567. ASAP",
            "0300 1234567. Viele Grüße",
            "Dr. Brown, can you help?",
            "Best time is Tuesday. London, 020 7946 0123",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}
