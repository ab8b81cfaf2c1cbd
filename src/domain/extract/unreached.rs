//! An address or a number at which the visitor reached nobody, or that they read on our page or our sign: not theirs,
//! whether or not they call it ours.

use std::{collections::HashSet, sync::LazyLock};

use super::{
    owner_words::{STATED_AFTER, stated_end},
    sentence_words::NOT_BY_ME,
    text::{fold, is_han, is_word_char},
    unreached_words::{
        ABOUT_IT, BROKEN, BY_YOU, CONDITION, FAILED, FILLED, FROM_IT, FROM_IT_AFTER, FROM_THE, FROM_THERE, HAN_TOWARDS, HAN_TRIED, IS,
        LINKING, LISTED, MINE, OF_OURS, ON, ON_IT, OURS, PLACES, THINGS, TRIED, TRIED_AFTER, TRIED_BARE, WHICH,
    },
};

static LINKING_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| LINKING.split_whitespace().map(fold).collect());
static ABOUT_IT_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| ABOUT_IT.split_whitespace().map(fold).collect());
static FROM_THERE_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| FROM_THERE.split_whitespace().map(fold).collect());

/// Before "never pick up".
const BY_ME: [&str; 6] = ["i", "i'm", "we", "we're", "i'll", "i've"];

const COMMAS: [char; 6] = [',', ';', '،', '؛', '，', '；'];

/// The words of the sentence around a value say so. Both are folded.
pub fn is_unreached(before: &str, after: &str) -> bool {
    if is_claimed(before, after) {
        return false;
    }
    let stated = stated_end(before);
    let later = |end: usize| stated.is_none_or(|stated| stated <= end);
    let (clause, behind) = (last_clause(before), first_clause(after));
    let ahead = [tried_end(before), failed_end(before)].into_iter().flatten().any(later);
    let at_yours = [" you on", " you at"].iter().any(|yours| before.trim_end().ends_with(yours));
    ahead
        || at_yours
        || stated.is_none() && (fails(after) || is_tried_behind(before, behind) || is_read_ahead(clause) || is_read_behind(clause, after))
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
    let said = TRIED.last_end_where(before, |_, end| links(&before[end..]));
    said.or_else(|| TRIED_BARE.last_end_where(before, |start, end| bare(start) && links(&before[end..])))
}

/// "Nobody answers at …".
fn failed_end(before: &str) -> Option<usize> {
    FAILED.last_end_where(before, |start, end| links(&before[end..]) && is_told(before, start, end))
}

/// Only small words, or a letter or two of Chinese.
fn links(gap: &str) -> bool {
    if gap.contains(COMMAS) {
        return false;
    }
    if gap.chars().any(is_han) {
        return gap.chars().filter(|c| is_word_char(*c)).count() <= 3;
    }
    words_of(gap).count() <= 6 && words_of(gap).all(|word| LINKING_WORDS.contains(word))
}

/// Behind the value, in its sentence. Behind a comma it may be told of anything, as may be what fails like all things.
fn fails(after: &str) -> bool {
    let apart = after.trim_start().starts_with(COMMAS);
    let failed = FAILED.hits(after).filter(|(start, _)| !apart || is_about_it(&after[..*start]));
    let on_it = words_of(after).next().is_some_and(|word| ON_IT.contains(&word)) && !apart;
    let within = |start: usize| on_it && !after[..start].contains(COMMAS);
    let broken = BROKEN.hits(after).filter(|(start, _)| within(*start) || is_about_it(&after[..*start]));
    failed.chain(broken).any(|(start, end)| is_told(after, start, end))
}

/// Nothing but small words between a value and what is told of it.
pub fn is_about_it(gap: &str) -> bool {
    words_of(gap).all(|word| ABOUT_IT_WORDS.contains(word))
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_word_char(c) && !matches!(c, '\'' | '-')).filter(|word| !word.is_empty())
}

/// A failure between these places: neither "if nobody answers" nor "I never pick up".
fn is_told(folded: &str, start: usize, end: usize) -> bool {
    let (ahead, failure, behind) = (folded[..start].trim_end(), &folded[start..end], &folded[end..]);
    let from = ahead.char_indices().rev().nth(9).map_or(0, |(at, _)| at);
    let mine = ahead.split_whitespace().next_back().is_some_and(|word| BY_ME.contains(&word));
    let tried = failure.contains("through") || failure.contains("reach");
    // "0300 …, your form bounced": told of another thing.
    let opened = folded[..start].rfind(COMMAS);
    let closed = behind.find(COMMAS).map_or(folded.len(), |at| end + at);
    let of_another = opened.is_some_and(|opened| OF_OURS.is_in(&folded[opened..closed]));
    !of_another && !CONDITION.is_in(&ahead[from..]) && !behind.trim_start().starts_with("的话") && (tried || !mine)
}

/// "0300 … mila raha hoon", "给 … 打了".
fn is_tried_behind(before: &str, behind: &str) -> bool {
    let lead = before.trim_end();
    let towards = HAN_TOWARDS.iter().any(|towards| lead.ends_with(towards));
    let han = towards && HAN_TRIED.iter().any(|tried| behind.contains(tried)) && !lead.contains('你') && !lead.contains('您');
    let words_before = before.split_whitespace();
    let by_another = words_before.rev().take(6).any(|word| NOT_BY_ME.contains(&word));
    let near: String = behind.chars().take(32).collect();
    han || !by_another && TRIED_AFTER.is_in(&near)
}

/// "Your website says …", "the number on the card …".
fn is_read_ahead(clause: &str) -> bool {
    let says = || {
        let place = PLACES.hits(clause).map(|(_, end)| end).min();
        let said = LISTED.last_end_where(clause, |_, end| links(&clause[end..]));
        said.is_some() && said >= place
    };
    let lead = clause.trim_end();
    let on_it = || ON.iter().any(|on| lead.strip_suffix(on).is_some_and(|place| PLACES.ending(place.trim_end()).is_some()));
    PLACES.is_in(clause) && (THINGS.is_in(clause) || on_it() || says()) && !FILLED.is_in(clause) && !is_mine(clause)
}

/// "… is on your website", "… from your page", "…, which I found on your card".
fn is_read_behind(clause: &str, after: &str) -> bool {
    let behind = first_clause(after);
    let next = |text: &str| text.trim_start().split(char::is_whitespace).next().unwrap_or_default().to_owned();
    let first = next(behind);
    let told = behind.trim_start().strip_prefix(first.as_str()).filter(|_| IS.contains(&first.as_str())).unwrap_or(behind);
    let from = next(told);
    let from_there = FROM_THE.contains(&from.as_str()) || FROM_THERE_WORDS.contains(&from) && OURS.is_in(told);
    let opened = opened_clause(after);
    let which = WHICH.contains(&next(opened).as_str()) && PLACES.is_in(opened);
    let read = which || PLACES.is_in(behind) && (LISTED.is_in(behind) || from_there);
    // A thing of ours ahead, or its place: "on the board there is … written".
    let between = PLACES.is_in(clause) && LISTED.is_in(behind);
    (read || between) && ![clause, after].into_iter().any(|part| FILLED.is_in(part) || is_mine(part))
}

/// The first page, card or number of these words is the visitor's own.
fn is_mine(part: &str) -> bool {
    let first = [&*PLACES, &*THINGS].into_iter().filter_map(|cues| cues.hits(part).map(|(start, _)| start).min());
    first.into_iter().any(|start| MINE.ending(part[..start].trim_end()).is_some())
}

fn last_clause(before: &str) -> &str {
    before.rsplit(COMMAS).next().unwrap_or_default()
}

fn first_clause(after: &str) -> &str {
    after.split(COMMAS).next().unwrap_or_default()
}

/// The clause behind a comma, or up to the first one.
fn opened_clause(after: &str) -> &str {
    first_clause(after.trim_start_matches(|c: char| c.is_whitespace() || COMMAS.contains(&c) || c == '('))
}

#[cfg(test)]
#[path = "unreached_tests.rs"]
mod tests;
