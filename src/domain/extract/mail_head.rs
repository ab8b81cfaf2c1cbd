//! The head of a mail that was pasted ("From: …, Sent: …"), told from the lines that visitors put over their own letter.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{email, text::fold};
use crate::domain::email::Email;

/// Two such lines at least.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    const LINE: &str = r"[\ \t]*(?:from|to|cc|sent|date|subject|von|an|gesendet|datum|betreff|de|à|envoyé|objet|para|enviado|fecha|asunto|data|assunto|من|إلى|الى|التاريخ|الموضوع|发件人|收件人|发送时间|日期|主题|寄件者|收件者|主旨)[\ \t]*[:：][^\n]*";
    Regex::new(&format!(r"(?im)^{LINE}(?:\r?\n{LINE})+$")).expect("a fixed pattern")
});

/// Only programs write these.
const SENT: [&str; 5] = ["sent", "gesendet", "envoyé", "enviado", "发送时间"];

const DATES: [&str; 6] = ["date", "datum", "fecha", "data", "التاريخ", "日期"];

const RECEIVERS: [&str; 9] = ["to", "cc", "an", "à", "para", "إلى", "الى", "收件人", "收件者"];

/// The visitor, as the receiver.
const ME: [&str; 9] = ["me", "mich", "moi", "mí", "mim", "yo", "saya", "لي", "我"];

/// An answer, or a mail that was passed on.
static ANSWER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^(?:re|fw|fwd|aw|wg|tr|rv|enc|res|رد|回复|答复|转发)\s*[:：]").expect("a fixed pattern"));

/// A time of day, a date or a year.
static TIME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d{1,2}:\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2}|\b\d{4}\b").expect("a fixed pattern"));

/// "Name: Ana", of three words at most.
static FIELD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*\p{L}[\p{L} -]{0,20}\s*[:：]\s*[^\s?？؟]+(?:\s+[^\s?？؟]+){0,2}\s*$").expect("a fixed pattern"));

/// "Dear Anna,": the letter is to somebody.
static SALUTATION: LazyLock<Regex> = LazyLock::new(|| {
    const GREETINGS: &str = "dear|hi|hello|hey|hallo|liebe|lieber|sehr geehrte|sehr geehrter|guten tag|hola|estimada|estimado|querida|querido|chère|cher|bonjour|olá|prezada|prezado|cara|caro";
    Regex::new(&format!(r"^\s*(?i:{GREETINGS})[ \t]+(\p{{Lu}}[\p{{L}}.'-]*)(?:[ \t]+\p{{Lu}}[\p{{L}}.'-]*){{0,2}}\s*(?:[,!:\n]|$)"))
        .expect("a fixed pattern")
});

const NOBODY_ELSE: [&str; 4] = ["team", "all", "sir", "madam"];

/// Programs that send mail.
const PROGRAMS: [&str; 6] = ["mailer-daemon", "postmaster", "donotreply", "do-not-reply", "no_reply", "notifications"];

/// As many digits as a phone has.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d(?:[\s()./-]{0,2}\d){6}").expect("a fixed pattern"));

/// More letters than these ahead are a text already.
const MOST_AHEAD: usize = 400;

/// Where the heads stand that somebody else's mail has.
pub fn find(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    HEAD.find_iter(text).map(|head| head.range()).filter(|head| !is_own(text, head))
}

/// Over the visitor's own letter: nothing but lines of its kind ahead, and nothing in it that only a mail has. Where the
/// letter tells a contact, too, whoever heads it may be somebody else.
fn is_own(text: &str, head: &Range<usize>) -> bool {
    let (ahead, lines, letter) = (&text[..head.start], &text[head.clone()], &text[head.end..]);
    let is_form = ahead.len() <= MOST_AHEAD && ahead.lines().filter(|line| !line.trim().is_empty()).all(|line| FIELD.is_match(line));
    if !is_form || lines.contains(['<', '[']) || lines.lines().any(is_of_a_mail) {
        return false;
    }
    let addresses = email::find(lines);
    let of_a_team = addresses.iter().any(|address| email::is_of_a_team(&address.email) || is_of_a_program(&address.email));
    let twice = !addresses.is_empty() && [ahead, letter].into_iter().any(|part| !email::find(part).is_empty())
        || NUMBER.is_match(lines) && [ahead, letter].into_iter().any(|part| NUMBER.is_match(part));
    let received = !addresses.is_empty() && lines.lines().any(|line| is_labelled(line, &RECEIVERS) || is_labelled(line, &DATES));
    addresses.len() <= 1 && !of_a_team && !twice && !received && !is_to_somebody(letter)
}

fn is_of_a_program(address: &Email) -> bool {
    address.canonical().split_once('@').is_some_and(|(local, _)| PROGRAMS.contains(&local))
}

fn is_to_somebody(letter: &str) -> bool {
    SALUTATION.captures(letter).is_some_and(|found| !NOBODY_ELSE.contains(&fold(&found[1]).as_str()))
}

fn is_labelled(line: &str, labels: &[&str]) -> bool {
    let label = line.split([':', '：']).next().map(|label| fold(label.trim())).unwrap_or_default();
    labels.iter().any(|one| fold(one) == label)
}

fn is_of_a_mail(line: &str) -> bool {
    let Some((_, value)) = line.split_once([':', '：']) else { return false };
    let value = value.trim();
    let to_me = || ME.iter().any(|me| fold(me) == fold(value)) || value.contains(['@', '＠']);
    is_labelled(line, &SENT)
        || is_labelled(line, &DATES) && TIME.is_match(value)
        || is_labelled(line, &RECEIVERS) && to_me()
        || ANSWER.is_match(value)
}
