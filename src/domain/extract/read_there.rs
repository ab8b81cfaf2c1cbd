//! An address or a number that the visitor read on our page, our card or our sign.

use std::{collections::HashSet, sync::LazyLock};

use super::{
    text::{Cues, fold, is_han},
    unreached::{COMMAS, first_clause, is_about_it, is_small, words_of},
    unreached_words::{
        ARTICLES, ASKED_FOR, BROKEN, FAILED, FILLED, FOUND, FROM_THERE, HAN_SMALL, HAS, IS, KEPT_FOR_ME, LISTED, MINE, ON, ON_THERE,
        PERSONS, PLACES, SCENES, THINGS, WHICH, WITH_ARTICLE, YOURS,
    },
};

type Words = LazyLock<HashSet<String>>;

static FROM_WORDS: Words = LazyLock::new(|| set(FROM_THERE));
static ON_WORDS: Words = LazyLock::new(|| set(ON_THERE));
static YOUR_WORDS: Words = LazyLock::new(|| set(YOURS));
static ARTICLE_WORDS: Words = LazyLock::new(|| set(ARTICLES));
static PERSON_WORDS: Words = LazyLock::new(|| set(PERSONS));
static FOUND_WORDS: Words = LazyLock::new(|| set(FOUND));

/// Behind a place: "the card's number".
const OF_THEM: [&str; 6] = ["'s", "wala", "wali", "والا", "वाला", "का"];

/// "It is there".
static IT_IS: Words = LazyLock::new(|| set("hai है ہے"));

/// "Your page has …", right before a number.
const KEEPS: [&str; 3] = ["has", "have", "shows"];

fn set(words: &str) -> HashSet<String> {
    words.split_whitespace().map(fold).collect()
}

/// "On your card": a place, right behind its preposition or right before it.
struct There<'a> {
    /// "From", not "on".
    from: bool,
    /// With an article or "your".
    named: bool,
    behind: &'a str,
}

fn there(text: &str) -> Option<There<'_>> {
    let (first, rest) = split_word(text);
    if let Some(end) = place_end(&PLACES, text) {
        let (on, behind) = split_word(&text[end..]);
        return ON.iter().any(|word| fold(word) == on).then_some(There { from: false, named: false, behind });
    }
    let from = FROM_WORDS.contains(first);
    if !from && !ON_WORDS.contains(first) {
        return None;
    }
    let (next, named_place) = split_word(rest);
    let yours = YOUR_WORDS.contains(next);
    let named = yours || ARTICLE_WORDS.contains(next);
    let place = if named { named_place } else { rest };
    let end = place_end(&PLACES, place).or_else(|| place_end(&SCENES, place).filter(|_| yours))?;
    Some(There { from, named: named || WITH_ARTICLE.contains(&first), behind: &place[end..] })
}

/// Where the places end that a text begins with.
fn place_end(places: &Cues, text: &str) -> Option<usize> {
    let start = text.len() - text.trim_start().len();
    let end = start + places.beginning(&text[start..])?;
    Some(place_end(places, &text[end..]).map_or(end, |next| end + next))
}

fn split_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// Behind the words that pass, and whether it is told there that something is written or was found.
fn skip(mut text: &str, passes: impl Fn(&str) -> bool) -> (&str, bool) {
    let mut told = false;
    loop {
        text = text.trim_start();
        let (word, rest) = split_word(text);
        if let Some(end) = LISTED.beginning(text) {
            (text, told) = (&text[end..], true);
        } else if FOUND_WORDS.contains(word) {
            (text, told) = (rest, true);
        } else if !word.is_empty() && passes(word) {
            text = rest;
        } else {
            return (text, told);
        }
    }
}

/// On either side of a value: it was read there.
pub fn is_read(clause: &str, after: &str) -> bool {
    is_read_ahead(clause, first_clause(after)) || is_read_behind(clause, after)
}

/// "Your page has … for my order": right behind the value or the page, or at the very beginning. Nobody tells of such a one
/// that it fails. A number that it "says" is ours to call.
pub fn is_kept_for_me(clause: &str, after: &str, number: bool) -> bool {
    let behind = first_clause(after);
    let near = |start: usize| {
        let gap = behind[..start].trim_end();
        gap.is_empty() || PLACES.ending(gap).is_some()
    };
    let told = KEPT_FOR_ME.begins(clause.trim_start()) || KEPT_FOR_ME.hits(behind).any(|(start, _)| near(start));
    let kept = || words_of(clause).last().is_some_and(|word| KEEPS.contains(&word));
    told && (!number || kept()) && !FAILED.is_in(after) && !BROKEN.is_in(after)
}

/// "Your website says …", "the number on the card …".
fn is_read_ahead(clause: &str, behind: &str) -> bool {
    if ASKED_FOR.is_in(clause) || FILLED.is_in(clause) || is_mine(clause) {
        return false;
    }
    let listed = LISTED.hits(behind).any(|(start, _)| is_about_it(&behind[..start]));
    let is_there = listed || IT_IS.contains(split_word(behind).0);
    let mut thing_ends = THINGS.hits(clause).map(|(_, end)| end);
    let on_it = thing_ends.any(|end| {
        let (told, _) = skip(&clause[end..], |word| PERSON_WORDS.contains(word) || WHICH.contains(&word));
        there(told).is_some_and(|there| leads_on(there.behind))
    });
    let told = |end: usize| {
        let gap = &clause[end..];
        if gap.chars().any(is_han) {
            return is_told_in_han(gap, is_there);
        }
        let (on, rest) = split_word(gap);
        let stands = ON.iter().any(|word| fold(word) == on) && leads_on(rest) && (is_there || LISTED.is_in(rest));
        let of_it = OF_THEM.iter().any(|of| fold(of) == on) && THINGS.is_in(rest) && leads_on(rest);
        stands || of_it || says(gap)
    };
    let mut place_ends = PLACES.hits(clause).chain(SCENES.hits(clause).filter(|(start, _)| is_yours(&clause[..*start])));
    on_it || place_ends.any(|(_, end)| told(end))
}

/// "… through my door has": three words at most from the place.
fn says(gap: &str) -> bool {
    let near = |start: usize| words_of(&gap[..start]).count() <= 3;
    let mut said = HAS.hits(gap).chain(LISTED.hits(gap));
    said.any(|(start, end)| near(start) && leads_on(&gap[end..]))
}

fn is_yours(ahead: &str) -> bool {
    words_of(ahead).last().is_some_and(|word| YOUR_WORDS.contains(word))
}

/// Only small words up to the value.
fn leads_on(gap: &str) -> bool {
    let (rest, _) = skip(gap, |word| {
        let word = word.trim_matches([':', '"', '(']);
        is_small(word) || IS.contains(&word) || IT_IS.contains(word) || HAS.begins(word) || THINGS.begins(word)
    });
    rest.is_empty()
}

/// "上的", "上你们电话是", and nothing else.
fn is_told_in_han(gap: &str, is_there: bool) -> bool {
    let gap = gap.trim();
    let mut rest = gap.to_owned();
    for cues in [&*LISTED, &*HAS, &*THINGS] {
        while let Some((start, end)) = cues.hits(&rest).max_by_key(|(start, end)| end - start) {
            rest.replace_range(start..end, "");
        }
    }
    let written = LISTED.is_in(gap) || HAS.is_in(gap) || THINGS.is_in(gap) && gap.starts_with(['上', '里', '的']);
    rest.chars().all(|c| HAN_SMALL.contains(c)) && (written || is_there || gap.ends_with('的'))
}

/// "… is on your website", "… from your page", "…, which I found on your card".
fn is_read_behind(clause: &str, after: &str) -> bool {
    let behind = first_clause(after);
    let (told, listed) = skip(behind, |word| IS.contains(&word));
    let is_so = listed || IS.contains(&split_word(behind).0);
    let read = there(told).is_some_and(|there| {
        let goes_on = FAILED.begins(there.behind.trim_start()) || BROKEN.begins(there.behind.trim_start());
        let is_so = is_so || goes_on || IS.contains(&split_word(there.behind).0);
        let ends = words_of(there.behind).next().is_none();
        is_so || there.named && (there.from || ends)
    });
    (read || is_which(after)) && ![clause, after].into_iter().any(|part| FILLED.is_in(part) || is_mine(part))
}

/// "…, which I got off your van".
fn is_which(after: &str) -> bool {
    let opened = first_clause(after.trim_start_matches(|c: char| c.is_whitespace() || COMMAS.contains(&c) || c == '('));
    let (which, rest) = split_word(opened);
    let (told, listed) = skip(rest, |word| PERSON_WORDS.contains(word));
    WHICH.contains(&which) && there(told).is_some_and(|there| listed || skip(there.behind, |_| false).1)
}

/// The first page, card or number of these words is the visitor's own.
fn is_mine(part: &str) -> bool {
    let first = |cues: &Cues| cues.hits(part).map(|(start, _)| start).min();
    let firsts = [first(&PLACES).or_else(|| first(&SCENES)), first(&THINGS)];
    firsts.into_iter().flatten().any(|start| MINE.ending(part[..start].trim_end()).is_some())
}

#[cfg(test)]
#[path = "read_there_tests.rs"]
mod tests;
