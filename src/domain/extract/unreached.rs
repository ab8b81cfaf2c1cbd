//! An address or a number at which the visitor reached nobody, or that they read on our page or our sign: not theirs,
//! whether or not they call it ours.

use std::{collections::HashSet, sync::LazyLock};

use super::{
    owner_words::{STATED_AFTER, stated_end},
    read_there::{is_kept_for_me, is_read},
    sentence_words::NOT_BY_ME,
    text::{fold, is_han, is_word_char},
    unreached_words::{
        ABOUT_IT, BROKEN, BY_YOU, CONDITION, FAILED, FROM_IT, FROM_IT_AFTER, HAN_ABOUT, HAN_TOWARDS, HAN_TRIED, HAVE_GERMAN, HOURS,
        LINKING, OF_OURS, ON_IT, REACHED_BY, RECEIVED, TRIED, TRIED_AFTER, TRIED_BARE, TRIED_GERMAN,
    },
};

static LINKING_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| LINKING.split_whitespace().map(fold).collect());
static RECEIVED_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| RECEIVED.split_whitespace().map(fold).collect());
static ABOUT_IT_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| ABOUT_IT.split_whitespace().map(fold).collect());

/// "I called from …".
const FROM: [&str; 3] = ["de", "del", "du"];

/// Before "never pick up".
const BY_ME: [&str; 6] = ["i", "i'm", "we", "we're", "i'll", "i've"];

pub const COMMAS: [char; 6] = [',', ';', '،', '؛', '，', '；'];

/// The words of the sentence around a value say so. Both are folded.
pub fn is_unreached(before: &str, after: &str, number: bool) -> bool {
    if is_claimed(before, after) {
        return false;
    }
    let stated = stated_end(before);
    let later = |end: usize| stated.is_none_or(|stated| stated <= end);
    let (clause, behind) = (last_clause(before), first_clause(after));
    let ahead = [tried_end(before), failed_end(before)].into_iter().flatten().any(later);
    ahead
        || is_reached_by(before)
        || stated.is_none()
            && (fails(after) || is_tried_behind(before, behind) || !is_kept_for_me(clause, after, number) && is_read(clause, after))
}

/// "Can I reach you on …": not "hear from you on".
fn is_reached_by(before: &str) -> bool {
    let lead = before.trim_end();
    let verb =
        [" you on", " you at"].iter().find_map(|yours| lead.strip_suffix(yours)).and_then(|ahead| ahead.split_whitespace().next_back());
    verb.is_some_and(|verb| REACHED_BY.split_whitespace().any(|word| word == verb))
}

/// "I called you from …".
pub fn is_written_from(before: &str) -> bool {
    FROM_IT.ending(before.trim_end()).is_some() && TRIED.is_in(before)
}

/// They called or wrote from there, we did so to it, or it is theirs in so many words.
fn is_claimed(before: &str, after: &str) -> bool {
    let behind = after.trim_start();
    FROM_IT.ending(before.trim_end()).is_some()
        || FROM_IT_AFTER.iter().any(|from| behind.starts_with(fold(from).as_str()))
        || STATED_AFTER.begins(behind)
        || BY_YOU.is_in(before)
        || BY_YOU.is_in(behind)
}

/// "I've been calling the number …": nothing but small words in between.
fn tried_end(before: &str) -> Option<usize> {
    let bare = |start: usize| before[..start].trim().is_empty();
    let said = TRIED.last_end_where(before, |_, end| links(&before[end..]) && !is_received(before));
    said.or_else(|| TRIED_BARE.last_end_where(before, |start, end| bare(start) && links(&before[end..]) && !is_received(before)))
}

fn is_received(before: &str) -> bool {
    words_of(before).last().is_some_and(|word| RECEIVED_WORDS.contains(word))
}

/// "Nobody answers at …".
fn failed_end(before: &str) -> Option<usize> {
    let at = |end: usize| !before[end..].trim().is_empty() && !is_received(before) && links(&before[end..]);
    FAILED.last_end_where(before, |start, end| at(end) && is_told(before, start, end, None))
}

/// Only small words, or a letter or two of Chinese.
fn links(gap: &str) -> bool {
    if gap.contains(COMMAS) {
        return false;
    }
    if gap.chars().any(is_han) {
        return gap.chars().filter(|c| is_word_char(*c)).count() <= 3;
    }
    let from = words_of(gap).next().is_some_and(|word| FROM.contains(&word));
    !from && words_of(gap).count() <= 6 && words_of(gap).all(|word| LINKING_WORDS.contains(word))
}

/// Behind the value, in its sentence. What lies between must be about the value, since anything may fail.
fn fails(after: &str) -> bool {
    let apart = after.trim_start().starts_with(COMMAS);
    let on_it = words_of(after).next().is_some_and(|word| ON_IT.contains(&word)) && !apart;
    let about_it = |gap: &str| is_about_it(gap) || on_it && !gap.contains(COMMAS);
    let failed = FAILED.hits(after).chain(BROKEN.hits(after)).filter(|(start, _)| about_it(&after[..*start]));
    failed.into_iter().any(|(start, end)| is_told(after, start, end, Some(0)))
}

/// Nothing but small words between a value and what is told of it.
pub fn is_about_it(gap: &str) -> bool {
    if gap.contains('(') {
        return false;
    }
    if gap.chars().any(is_han) {
        return gap.chars().all(|c| HAN_ABOUT.contains(c));
    }
    words_of(gap).all(|word| ABOUT_IT_WORDS.contains(word))
}

pub fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_word_char(c) && !matches!(c, '\'' | '-')).filter(|word| !word.is_empty())
}

/// A word that may stand on either side of a value without telling anything.
pub fn is_small(word: &str) -> bool {
    LINKING_WORDS.contains(word) || ABOUT_IT_WORDS.contains(word)
}

/// A failure between these places: neither "if nobody answers" nor "I never pick up".
/// `value` is where the value ends, if it stands ahead.
fn is_told(folded: &str, start: usize, end: usize, value: Option<usize>) -> bool {
    let (ahead, failure, behind) = (folded[..start].trim_end(), &folded[start..end], &folded[end..]);
    let from = ahead.char_indices().rev().nth(9).map_or(0, |(at, _)| at);
    let mine = ahead.split_whitespace().next_back().is_some_and(|word| BY_ME.contains(&word));
    let tried = failure.contains("through") || failure.contains("reach");
    // "0300 …, your form bounced": told of another thing.
    let opened = folded[..start].rfind(COMMAS).or(value);
    let closed = behind.find(COMMAS).map_or(folded.len(), |at| end + at);
    let of_another = opened.is_some_and(|opened| OF_OURS.is_in(&folded[opened..closed]));
    !of_another
        && !HOURS.begins(behind.trim_start())
        && !CONDITION.is_in(&ahead[from..])
        && !behind.trim_start().starts_with("的话")
        && (tried || !mine)
}

/// "0300 … pe call ki", "unter 0300 … angerufen", "给 … 打了".
fn is_tried_behind(before: &str, behind: &str) -> bool {
    let lead = before.trim_end();
    let towards = HAN_TOWARDS.iter().any(|towards| lead.ends_with(towards));
    let han = towards && HAN_TRIED.iter().any(|tried| behind.contains(tried)) && !lead.contains('你') && !lead.contains('您');
    let by_another = before.split_whitespace().rev().take(6).any(|word| NOT_BY_ME.contains(&word));
    let near: String = behind.chars().take(32).collect();
    let on_it = words_of(behind).next().is_some_and(|word| ON_IT.contains(&word));
    let tried = TRIED_AFTER.hits(&near).any(|(start, _)| on_it || is_about_it(&near[..start]));
    let have = words_of(before).any(|word| HAVE_GERMAN.contains(&word));
    let german = have && TRIED_GERMAN.hits(&near).any(|(start, _)| words_of(&near[..start]).count() <= 2);
    han || !by_another && (tried || german)
}

fn last_clause(before: &str) -> &str {
    before.rsplit(COMMAS).next().unwrap_or_default()
}

pub fn first_clause(after: &str) -> &str {
    after.split(COMMAS).next().unwrap_or_default()
}

#[cfg(test)]
#[path = "unreached_tests.rs"]
mod tests;
