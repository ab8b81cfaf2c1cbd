//! E-mail addresses whose signs are written as words ("ana at example dot com"), or as other signs.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{
    email::{Address, MOST},
    spelt_words::{
        ADDRESS, BRACKETED_SIGN, DOT, HAN_DOT, HAN_HYPHEN, HAN_SIGN, HAN_UNDERSCORE, HYPHEN, NO_MAILBOX, PERHAPS_SIGN, REPLACED, SIGN,
        UNDERSCORE,
    },
    text::{Cues, before, fold},
};
use crate::domain::email::Email;

const OPEN: &str = r"[\[({<（【]";
const CLOSE: &str = r"[\])}>）】]";

/// A sign in brackets, as a word between gaps, or in Chinese without them.
fn written(words: &str, han: &str) -> String {
    format!(r"\s{{0,2}}{OPEN}\s?(?:{words}|{han})\s?{CLOSE}\s{{0,2}}|\s{{1,2}}(?:{words})\s{{1,2}}|\s{{0,2}}(?:{han})\s{{0,2}}")
}

fn dot() -> String {
    format!(r"{}|\s{{0,2}}{OPEN}\s?\.\s?{CLOSE}\s{{0,2}}", written(DOT, HAN_DOT))
}

static SPELT: LazyLock<Regex> = LazyLock::new(|| {
    let at = format!(
        r"(?P<at>\s{{0,2}}{OPEN}\s?(?:{SIGN}|{HAN_SIGN}|{BRACKETED_SIGN})\s?{CLOSE}\s{{0,2}}|\s{{1,2}}-?(?:{SIGN}|{PERHAPS_SIGN})-?\s{{1,2}}|\s{{0,2}}(?:{HAN_SIGN})\s{{0,2}})"
    );
    let between = format!("(?:{}|{}|{}|\\.)", dot(), written(UNDERSCORE, HAN_UNDERSCORE), written(HYPHEN, HAN_HYPHEN));
    let local = format!(r"[a-z0-9][a-z0-9_+-]*(?:{between}[a-z0-9][a-z0-9_+-]*)*");
    let host = format!(r"[a-z0-9][a-z0-9-]*(?:{between}[a-z0-9-]{{2,}})+");
    Regex::new(&format!(r"(?ix)(?-u:\b)(?P<local>{local}){at}(?P<host>{host})(?-u:\b)")).expect("a fixed pattern")
});

/// The words for a sign, and the sign.
static SIGNS: LazyLock<[(Regex, &str); 3]> = LazyLock::new(|| {
    let of = |pattern: &str| Regex::new(&format!("(?ix){pattern}")).expect("a fixed pattern");
    [(of(&dot()), "."), (of(&written(UNDERSCORE, HAN_UNDERSCORE)), "_"), (of(&written(HYPHEN, HAN_HYPHEN)), "-")]
});

/// The sign in so many words: nothing else is meant.
static PLAIN_SIGN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"(?ix)^\s*(?:{SIGN}|{HAN_SIGN})\s*$")).expect("a fixed pattern"));

static ADDRESS_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new([ADDRESS]));
static NOT_A_MAILBOX: LazyLock<Cues> = LazyLock::new(|| Cues::new([NO_MAILBOX]));
static REPLACED_CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new([REPLACED]));

/// Spelt out addresses. Where a dot joins the end of one sentence to the next ("the shop at home. Then"), the pattern
/// finds none: its dots carry no space unless they are spelt out.
pub fn find(text: &str) -> Vec<Address> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(found) = SPELT.captures_at(text, from) {
        let (Some(whole), Some(local), Some(at), Some(host)) = (found.get(0), found.name("local"), found.name("at"), found.name("host"))
        else {
            break;
        };
        let email = Email::parse(&format!("{}@{}", joined(local.as_str()), joined(host.as_str())));
        let mailbox = !NOT_A_MAILBOX.begins(&fold(local.as_str()));
        match email {
            Ok(email) if mailbox && is_meant(text, &found, at.as_str()) => {
                all.push(Address { span: whole.range(), email });
                from = whole.end();
            }
            // "reach me at ana at example dot com": the mailbox may be the next word.
            _ => from = local.end(),
        }
        if all.len() == MOST {
            break;
        }
    }
    all
}

/// "arroba" has no other sense; "at" has.
fn is_meant(text: &str, found: &Captures<'_>, at: &str) -> bool {
    let (span, local, host) = (found.get_match().range(), &found["local"], &found["host"]);
    let bracketed = at.contains(['[', '(', '{', '<', '（', '【']);
    if bracketed || PLAIN_SIGN.is_match(at) {
        return true;
    }
    let spells_dot = SIGNS[0].0.is_match(host);
    let cue = ADDRESS_CUES.is_in(&fold(before(text, span.start, 0, 40)));
    // "first.last at example.com" after "my e-mail" is no place either.
    let joined = local.contains(['.', '_', '-', '+']) || local.ends_with(|c: char| c.is_ascii_digit());
    (spells_dot || at.trim() == "@" || joined && cue) && (cue || spells_dot && span.len() * 2 > text.trim().len())
}

fn joined(part: &str) -> String {
    SIGNS.iter().fold(part.to_owned(), |part, (words, sign)| words.replace_all(&part, *sign).into_owned())
}

static OTHER_SIGN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?P<local>[a-z0-9][a-z0-9._+-]{0,40})(?P<sign>[#*$~!%=^&])(?P<host>[a-z0-9][a-z0-9-]{0,40}(?:\.[a-z0-9-]{2,24}){1,3})(?-u:\b)")
        .expect("a fixed pattern")
});

/// "ana#example.com, put an @ for the #": only where the text says so.
pub fn with_another_sign(text: &str) -> Option<Address> {
    if !text.contains(['@', '＠']) || !OTHER_SIGN.is_match(text) || !REPLACED_CUES.is_in(&fold(text)) {
        return None;
    }
    let found = OTHER_SIGN.captures(text)?;
    let (whole, sign) = (found.get(0)?.range(), found.name("sign")?.as_str());
    let named_again = text[..whole.start].contains(sign) || text[whole.end..].contains(sign);
    let email = Email::parse(&format!("{}@{}", &found["local"], &found["host"])).ok()?;
    named_again.then_some(Address { span: whole, email })
}
