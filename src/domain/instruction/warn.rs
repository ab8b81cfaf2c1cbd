//! What the owner should know of an instruction before it is published. Nothing of this forbids anything.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Content, Helper, MANY_CHARS,
    compose::{Variable, braced},
    warning::{Warning, WarningKind},
};
use crate::domain::business::Business;

/// The most warnings of one kind.
const MOST: usize = 20;
/// Characters of the line that is quoted.
const QUOTE: usize = 120;

/// Keys and passwords. The first group, where there is one, is the secret.
static SECRETS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?x)
        \bAIza[0-9A-Za-z_-]{30,} | \bAQ\.[0-9A-Za-z_-]{20,} | \bck_[0-9A-Za-z_-]{20,} | \bsk-[0-9A-Za-z_-]{16,} | \b[sr]k_(?:live|test)_[0-9A-Za-z]{10,}
      | \bgh[pousr]_[0-9A-Za-z]{20,} | \bgithub_pat_[0-9A-Za-z_]{20,} | \bxox[abprs]-[0-9A-Za-z-]{10,} | \bA[KS]IA[0-9A-Z]{16}\b | \bya29\.[0-9A-Za-z_-]{20,}
      | \beyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{5,} | -----BEGIN\ [A-Z\ ]*PRIVATE\ KEY-----
      | (?i:\b(?:pass(?:word|wort|code|phrase)|kennwort|contrase(?:ñ|n)a|mot\ de\ passe|senha|kata\ sandi|api[\ _-]?key|secret|token)\b)
        \s*(?:(?i:is|ist|es|est|é)\s+|[:=]\s*)["'`]?([^\s"'`]*[0-9!$%&\#*+?@_-][^\s"'`]*)
        "#,
    )
    .expect("a fixed pattern")
});

/// A card's digits, perhaps in groups.
static CARDS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(?:\d[ -]?){12,18}\d\b").expect("a fixed pattern"));

/// What makes somebody believe that a meeting is arranged: the assistant is told to do it, or to say that it is done.
static BOOKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)
        \b(?:book|schedule|reserve|arrange|confirm|cancel|reschedule)\s+(?:(?:it|them|him|her|everyone|people|visitors|customers|clients|a|an|the|their|your|any|all|every|his)\s+){0,3}(?:(?:\w+)\s+)?(?:meetings?|appointments?|bookings?|reservations?|calls?|visits?|consultations?|slots?|tables?|times?|sessions?|in\s+for)\b
      | \b(?:say|tell|confirm|assure|inform)\b[^.!?\n]{0,60}\b(?:is|are|has\s+been|have\s+been|was)\s+(?:\w+\s+)?(?:booked|scheduled|reserved|confirmed|arranged)\b
      | \byou\s+can\s+(?:\w+\s+)?(?:book|schedule|reserve|cancel|confirm)\b
      | \b(?:buche|reserviere|bestätige|vereinbare|storniere)n?\b[^.!?\n]{0,40}\b(?:termine?n?|tisch|besprechung|buchung)\b
      | \b(?:agenda|reserva|confirma|programa|cancela)r?\b[^.!?\n]{0,30}\b(?:citas?|reuni(?:ó|o)n(?:es)?|reservas?)\b
      | \b(?:réserve|réservez|confirme|confirmez|planifie|planifiez|annule|annulez)r?\b[^.!?\n]{0,30}\b(?:rendez-vous|réservations?|réunions?)\b
      | \b(?:agende|marque|reserve|confirme|cancele)\b[^.!?\n]{0,30}\b(?:reuni(?:ão|ões)|consultas?|reservas?|horários?)\b
      | \b(?:pesan|jadwalkan|konfirmasi|konfirmasikan)\b[^.!?\n]{0,30}\b(?:janji\s+temu|pertemuan|reservasi)\b
      | (?:میٹنگ|ملاقات|اپائنٹمنٹ|بکنگ)\s+(?:بک|کنفرم|طے|منسوخ)\s+کر | (?:احجز|أكد|ألغ)\s*(?:ال)?(?:موعد|حجز|اجتماع) | (?:मीटिंग|अपॉइंटमेंट|बुकिंग)\s+(?:बुक|कन्फर्म|तय|रद्द)\s+कर | (?:预订|预约|确认|取消)(?:会议|预约|订单|时间|座位)",
    )
    .expect("a fixed pattern")
});

/// What turns it around: it must not be done, or somebody else does it.
static NOT_BY_IT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)n['’]t\b|\b(?:not|never|cannot|no|nobody|only|until|unless|colleagues?|team|staff|we|someone|somebody|person|human|nicht|nie|niemals|kein\w*|kolleg\w*|team|mitarbeiter\w*|no|nunca|ne|pas|jamais|não|nunca|jangan|tidak|belum)\b|(?:^|\s)(?:نہ|نہیں|مت|لا|नहीं|मत)(?:\s|$)|[不没别]",
    )
    .expect("a fixed pattern")
});

/// All of them, in the order of their weight.
pub fn warnings(content: &Content, business: &Business) -> Vec<Warning> {
    let mut all = vec![];
    let texts = std::iter::once((None, content.text.clone()))
        .chain(Helper::ALL.into_iter().map(|helper| (Some(helper), content.helpers.lines(helper))));
    for (helper, text) in texts {
        for (at, line) in text.split('\n').enumerate() {
            let place = Place { helper, line: u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1) };
            all.extend(secrets(line).map(|secret| place.warning(WarningKind::Secret, SECRET, masked(secret))));
            all.extend(bookings(line).map(|sentence| place.warning(WarningKind::Booking, BOOKING, cut(sentence.trim()))));
            let unknown = braced(line).into_iter().filter(|braced| Variable::parse(braced.name).is_none());
            all.extend(
                unknown.map(|braced| place.warning(WarningKind::UnknownVariable, &variable(), cut(&line[braced.start..braced.end]))),
            );
        }
    }
    all.extend(nameless(business));
    all.extend(long(content));
    all.sort_by_key(|warning| warning.kind);
    let mut count = 0;
    let mut last = None;
    all.retain(|warning| {
        count = if last == Some(warning.kind) { count + 1 } else { 1 };
        last = Some(warning.kind);
        count <= MOST
    });
    all
}

const SECRET: &str = "This looks like a key or a password. Visitors can talk the assistant into telling what it was told: take it out, and change it where it is used.";
const BOOKING: &str = "Only the server books, changes or cancels, once a visitor has agreed to a free time, and only the server says so; where nothing can be booked, a colleague confirms. What this line asks for contradicts that.";

fn variable() -> String {
    let known: Vec<String> = Variable::ALL.iter().map(|variable| format!("{{{}}}", variable.name())).collect();
    format!("This stands for nothing and is sent as it is. There are {}.", known.join(", "))
}

struct Place {
    helper: Option<Helper>,
    line: u32,
}

impl Place {
    fn warning(&self, kind: WarningKind, message: &str, quote: String) -> Warning {
        Warning { kind, message: message.to_owned(), helper: self.helper, line: Some(self.line), quote }
    }
}

fn secrets(line: &str) -> impl Iterator<Item = &str> {
    let keys = SECRETS.captures_iter(line).filter_map(|found| found.get(1).or_else(|| found.get(0))).map(|secret| secret.as_str());
    keys.chain(CARDS.find_iter(line).map(|card| card.as_str()).filter(|card| is_card(card)))
}

/// The check digit is right (Luhn).
fn is_card(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let doubled = |(at, digit): (usize, &u32)| if at % 2 == 1 { digit * 2 - if *digit > 4 { 9 } else { 0 } } else { *digit };
    let sum: u32 = digits.iter().rev().enumerate().map(doubled).sum();
    digits.iter().any(|digit| *digit != digits[0]) && sum.is_multiple_of(10)
}

fn masked(secret: &str) -> String {
    let shown: String = secret.chars().take(4).collect();
    format!("{shown}…")
}

fn bookings(line: &str) -> impl Iterator<Item = &str> {
    let sentences = line.split_inclusive(['.', '!', '?', ';', '؟', '。', '！', '？', '۔', '।']);
    sentences.filter(|sentence| BOOKS.is_match(sentence) && !NOT_BY_IT.is_match(sentence))
}

fn nameless(business: &Business) -> Option<Warning> {
    let name = business.name.trim();
    (name.is_empty() || name == Business::default().name).then(|| Warning {
        kind: WarningKind::NoBusinessName,
        message: "The business has no name yet, so that the assistant cannot say for whom it speaks. Set it under Settings → Business."
            .into(),
        helper: None,
        line: None,
        quote: String::new(),
    })
}

fn long(content: &Content) -> Option<Warning> {
    let length = content.text.chars().count();
    (length > MANY_CHARS).then(|| Warning {
        kind: WarningKind::Long,
        message: format!(
            "{length} characters: from about {MANY_CHARS} on models begin to overlook things, and all of it is paid for with every message. Say less, or say it shorter."
        ),
        helper: None,
        line: None,
        quote: String::new(),
    })
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(QUOTE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named() -> Business {
        Business { name: "Brooks".into(), ..Business::default() }
    }

    fn kinds(text: &str) -> Vec<WarningKind> {
        warnings(&Content::of(text), &named()).into_iter().map(|warning| warning.kind).collect()
    }

    #[test]
    fn the_shipped_instruction_has_no_warnings() {
        let text = include_str!("../../../system_instruction.txt");
        assert_eq!(warnings(&Content::of(text), &named()), []);
    }

    #[test]
    fn secrets_are_seen_and_not_repeated() {
        for secret in [
            "AIzaSyA1234567890abcdefghijklmnopqrstuv",
            "sk-proj-abcdefghijklmnop1234",
            "ghp_abcdefghijklmnopqrst123456",
            "AKIAIOSFODNN7EXAMPLE",
            "4242 4242 4242 4242",
            "-----BEGIN RSA PRIVATE KEY-----",
        ] {
            let found = warnings(&Content::of(&format!("Be kind.\nUse {secret} for it.")), &named());
            assert_eq!(found.len(), 1, "{secret}: {found:?}");
            assert_eq!((found[0].kind, found[0].line), (WarningKind::Secret, Some(2)));
            assert_eq!(found[0].quote, format!("{}…", &secret[..4]));
        }
        for text in ["The Wi-Fi password is Sunny-2024", "contraseña: hola123", "Passwort: Geheim!9"] {
            assert_eq!(kinds(text), [WarningKind::Secret], "{text}");
        }
        for text in [
            "Never ask for a password or card numbers.",
            "Call +92 300 1234567",
            "The password is on the back of the router.",
            "0000 0000 0000 0000",
            "Order 1234 5678 9012 3456",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn what_contradicts_the_booking_rules_is_seen() {
        for text in [
            "Book the meeting as soon as they name a day.",
            "Always confirm their appointment at once.",
            "Tell them that the table has been reserved.",
            "You can book visits for them.",
            "Buche den Termin sofort.",
            "Confirma la cita en cuanto digan la hora.",
            "Confirmez le rendez-vous tout de suite.",
            "Agende a reunião.",
            "میٹنگ بک کر دو۔",
            "直接确认预约。",
        ] {
            assert_eq!(kinds(text), [WarningKind::Booking], "{text}");
        }
        for text in [
            "Never confirm an appointment.",
            "Say that a colleague will confirm the appointment.",
            "Offer a meeting when they ask for a quote.",
            "Our team books the meetings.",
            "Do not say that something is booked.",
            "Buche niemals einen Termin.",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn variables_that_stand_for_nothing_are_named() {
        let mut content = Content::of("We are {business_name}.\nOur {price} and {{today}}.");
        content.helpers.tone = "As {owner}".into();
        let found = warnings(&content, &named());
        let places: Vec<_> = found.iter().map(|warning| (warning.helper, warning.line, warning.quote.as_str())).collect();
        assert_eq!(places, [(None, Some(2), "{price}"), (Some(Helper::Tone), Some(1), "{owner}")]);
        assert!(found[0].message.ends_with("There are {business_name}, {today}, {opening_hours}."), "{}", found[0].message);
    }

    #[test]
    fn a_long_text_and_a_business_without_a_name_are_told_of() {
        let found = warnings(&Content::of(&"word ".repeat(5_000)), &Business::default());
        assert_eq!(found.iter().map(|warning| warning.kind).collect::<Vec<_>>(), [WarningKind::NoBusinessName, WarningKind::Long]);
        assert_eq!(kinds(&"{a} ".repeat(100)).len(), MOST);
    }
}
