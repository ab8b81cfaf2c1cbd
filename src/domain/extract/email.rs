//! E-mail addresses in running text, also spelt out ("ana at example dot com").

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::text::{Cues, before, fold, is_latin};
use crate::domain::email::Email;

/// An address and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub span: Range<usize>,
    pub email: Email,
}

/// More addresses than these are not somebody's contact data.
const MOST: usize = 20;

/// All addresses of a text, in their order.
pub fn find(text: &str) -> Vec<Address> {
    let mut all: Vec<Address> = text.match_indices(['@', '＠']).filter_map(|(at, sign)| around(text, at, sign.len())).take(MOST).collect();
    for spelt in spelt_out(text) {
        if all.len() < MOST && !all.iter().any(|a| a.span.start < spelt.span.end && spelt.span.start < a.span.end) {
            all.push(spelt);
        }
    }
    all.retain(|address| !is_placeholder(&address.email));
    all.sort_by_key(|address| address.span.start);
    all
}

/// "name@example.com": what an address looks like, nobody's.
fn is_placeholder(email: &Email) -> bool {
    const NOBODIES: &str = "name yourname your.name your_name your-name youremail your.email you user username someone somebody email nombre tunombre votrenom seunome xxx";
    let canonical = email.canonical();
    let nobody = |local: &str| NOBODIES.split(' ').any(|name| name == local);
    canonical.split_once('@').is_some_and(|(local, host)| host.starts_with("example.") && nobody(local))
}

/// A WhatsApp id looks like an address and is a phone number.
pub fn is_whatsapp_host(host: &str) -> bool {
    matches!(host.to_ascii_lowercase().as_str(), "c.us" | "s.whatsapp.net" | "g.us" | "lid")
}

fn around(text: &str, at: usize, sign: usize) -> Option<Address> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || "._%+-'".contains(c) || is_latin(c);
    let mut local = last_run(&text[..at], is_local);
    if local.is_empty() {
        // An address in another script altogether.
        local = last_run(&text[..at], char::is_alphanumeric);
    }
    let local = local.trim_start_matches(['.', '-', '\'', '+', '%']);
    let rest = &text[at + sign..];
    let latin_host = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || is_latin(c));
    let is_host =
        |c: char| matches!(c, '.' | '-') || c.is_ascii_alphanumeric() || if latin_host { is_latin(c) } else { c.is_alphanumeric() };
    let length = rest.find(|c| !is_host(c)).unwrap_or(rest.len()).min(rest.len());
    let mut host = rest[..length].trim_end_matches(['.', '-']);
    if let Some((shorter, tail)) = host.rsplit_once('.') {
        // "ana@example.com.Thanks": the next sentence, without its space.
        let is_sentence = tail.starts_with(char::is_uppercase) && !shorter.contains(char::is_uppercase) && shorter.contains('.');
        host = if is_sentence { shorter } else { host };
    }
    if is_whatsapp_host(host) {
        return None;
    }
    let emphasised = rest[host.len()..].starts_with('_');
    let local = local.strip_prefix('_').filter(|_| emphasised).unwrap_or(local);
    let email = Email::parse(&format!("{local}@{host}")).ok()?;
    Some(Address { span: at - local.len()..at + sign + host.len(), email })
}

/// The longest end of `text` of such characters, at most 65 of them.
fn last_run(text: &str, wanted: impl Fn(char) -> bool) -> &str {
    let run = text.chars().rev().take(65).take_while(|c| wanted(*c)).map(char::len_utf8).sum::<usize>();
    &text[text.len() - run..]
}

static SPELT: LazyLock<Regex> = LazyLock::new(|| {
    let at = r"(?P<at>\s{0,2}[\[({<]\s?(?:at|arroba|arobase|@)\s?[\])}>]\s{0,2}|\s{1,2}(?:at|arroba|arobase|ät|@)\s{1,2})";
    let dot = r"(?:\s{0,2}[\[({<]\s?(?:dot|punto|ponto|point|punkt|titik|\.)\s?[\])}>]\s{0,2}|\s{1,2}(?:dot|punto|ponto|point|punkt|titik)\s{1,2}|\.)";
    let local = format!(r"[a-z0-9][a-z0-9_+-]{{0,40}}(?:{dot}[a-z0-9][a-z0-9_+-]{{0,40}}){{0,3}}");
    let host = format!(r"[a-z0-9][a-z0-9-]{{0,40}}(?:{dot}[a-z0-9-]{{2,24}}){{1,4}}");
    Regex::new(&format!(r"(?i)\b(?P<local>{local}){at}(?P<host>{host})\b")).expect("a fixed pattern")
});

static DOT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\s*[\[({<]\s?(?:dot|punto|ponto|point|punkt|titik|\.)\s?[\])}>]\s*|\s+(?:dot|punto|ponto|point|punkt|titik)\s+")
        .expect("a fixed pattern")
});

/// Before a bare "at": words that make it an address rather than a place.
static ADDRESS_CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "email|e-mail|mail|address|reach me|contact me|write me|write to me|it's|its|is|correo|dirección|escríbeme|adresse|écrivez-moi|schreiben sie mir|endereço|escreva|alamat|surel|mera email|meri email",
    ])
});

/// Words before "at" that are no mailbox.
static NOT_A_MAILBOX: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "work|working|works|worked|me|us|you|him|her|them|it|this|that|look|looking|am|is|are|was|were|be|available|visit|page|site|website|store|shop|office|based|here|there|live|living|stay|meet|order|ordered|bought|saw|found|email|e-mail|mail|number|phone|one|job|people|team|up|and|or|address|products|prices|everything|anything|something|not|online|again|account",
    ])
});

/// Where a dot joins the end of one sentence to the next ("the shop at home. Then"), the pattern finds no address:
/// its dots carry no space unless they are spelt out.
fn spelt_out(text: &str) -> Vec<Address> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(found) = SPELT.captures_at(text, from) {
        let (Some(whole), Some(local), Some(at), Some(host)) = (found.get(0), found.name("local"), found.name("at"), found.name("host"))
        else {
            break;
        };
        let bare = !at.as_str().contains(['[', '(', '{', '<']);
        let spells_dot = DOT.is_match(host.as_str());
        let sign = at.as_str().trim() == "@";
        let cue = ADDRESS_CUES.is_in(&fold(before(text, local.start(), 0, 40)));
        // "arroba" has no other sense; "at" has.
        let plain = matches!(fold(at.as_str().trim()).as_str(), "arroba" | "arobase");
        let fits = !bare || plain || (spells_dot || sign) && (cue || spells_dot && whole.len() * 2 > text.trim().len());
        let mailbox = !NOT_A_MAILBOX.begins(&fold(local.as_str()));
        let joined = |part: &str| DOT.replace_all(part, ".").into_owned();
        match Email::parse(&format!("{}@{}", joined(local.as_str()), joined(host.as_str()))) {
            Ok(email) if fits && mailbox => {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        find(text)
            .into_iter()
            .map(|address| {
                assert!(text.get(address.span.clone()).is_some(), "{text}");
                address.email.as_str().to_owned()
            })
            .collect()
    }

    #[test]
    fn punctuation_around_an_address_is_not_part_of_it() {
        for text in [
            "ana@example.com",
            "Write to ana@example.com.",
            "<ana@example.com>",
            "(ana@example.com)",
            "mailto:ana@example.com?subject=x",
            "'ana@example.com'",
            "\"ana@example.com\",",
            "“ana@example.com”",
            "**ana@example.com**",
            "_ana@example.com_",
            "`ana@example.com`",
            "email=ana@example.com&x=1",
            "ana@example.com/",
            "ana@example.com...",
            "ana@example.com!Thanks",
            "ana@example.com.Thanks",
            "我的邮箱是ana@example.com谢谢",
            "میرا ای میل ana@example.com ہے",
            "ana@example.com،",
            "mail:ana@example.com;",
            "ana＠example.com",
        ] {
            assert_eq!(read(text), ["ana@example.com"], "{text}");
        }
    }

    #[test]
    fn all_sorts_of_addresses_are_read() {
        for address in [
            "Ana.Lima+shop@Example.co.uk",
            "o'brien@example.ie",
            "josé@exemplo.com.br",
            "ana@müller.de",
            "a_b-c@sub.example.museum",
            "1@2.io",
        ] {
            assert_eq!(read(&format!("it is {address}, thanks")), [address]);
        }
        assert_eq!(read("用户@例子.广告"), ["用户@例子.广告"]);
    }

    #[test]
    fn what_is_no_address_is_left_alone() {
        for text in [
            "@ana",
            "ana@",
            "ana@home",
            "meet @ cafe.com",
            "a @ b",
            "50@2.5",
            "see you @ 5.30",
            "user@@example",
            "923001234567@c.us",
            "follow @shop.example",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn spelt_out_addresses_are_read() {
        for text in [
            "ana at example dot com",
            "my email is ana at example dot com",
            "reach me at ana at example dot com please",
            "ana [at] example [dot] com",
            "ana(at)example.com",
            "ana {at} example (dot) com",
            "my e-mail: ana @ example.com",
            "mi correo es ana arroba example punto com",
            "meu email é ana arroba example ponto com",
        ] {
            assert_eq!(read(text), ["ana@example.com"], "{text}");
        }
        assert_eq!(read("email: ana dot lima at mail dot example dot com"), ["ana.lima@mail.example.com"]);
    }

    #[test]
    fn places_are_not_spelt_out_addresses() {
        for text in [
            "I work at example dot com",
            "look at example.com",
            "I was at Brooks. Then I left",
            "we are based at one dot two",
            "meet me at six dot thirty",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }
}
