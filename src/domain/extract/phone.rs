//! Phone numbers in running text, and the many numbers that are none: prices, dates, orders, times.

use std::ops::Range;

use super::{
    dial, numbered,
    phone_words::{
        BANK_ACCOUNT, CERTAIN_PHONE_CUES, DOING, FAX, INSCRIBABLE, INSCRIBED, MOBILE, MONEY_CUES, NOTED, NUMBER_CUES, NUMBER_LINKS, ON,
        OTHER_CUES, PHONE_CUES, THING_CUES, UNITS,
    },
    text::{after, before, fold, is_letter},
};
use crate::domain::{
    country::Country,
    phone::{Phone, digit},
};

/// A number and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    pub span: Range<usize>,
    /// In E.164 where a numbering plan knows it, else as written.
    pub phone: Phone,
    /// It is one by its form or by the words around it; without this it may be one.
    pub sure: bool,
    /// The words before it say that it is a mobile.
    pub mobile: bool,
}

/// More numbers than these are not somebody's contact data.
const MOST: usize = 20;

/// All numbers of a text that may be somebody's phone. `taken`: spans that are something else already; `home`:
/// where a number without a country code belongs.
pub fn find(text: &str, taken: &[Range<usize>], home: Option<Country>) -> Vec<Number> {
    let mut all = Vec::new();
    let accounts: Vec<Range<usize>> = BANK_ACCOUNT.find_iter(text).map(|found| found.range()).collect();
    for run in runs(text) {
        let overlaps = taken.iter().chain(&accounts).any(|span| span.start < run.span().end && run.span().start < span.end);
        if let Some(number) = (!overlaps).then(|| judge(text, run, home)).flatten() {
            all.push(number);
        }
        if all.len() == MOST {
            break;
        }
    }
    all
}

/// A group of digits and the separators before it.
#[derive(Clone, Debug)]
struct Group {
    span: Range<usize>,
    digits: String,
    separator: String,
}

/// Groups of digits that stand together.
#[derive(Clone, Debug)]
struct Run {
    start: usize,
    plus: bool,
    groups: Vec<Group>,
}

impl Run {
    fn span(&self) -> Range<usize> {
        self.start..self.groups.last().map_or(self.start, |group| group.span.end)
    }

    fn digits(&self) -> usize {
        self.groups.iter().map(|group| group.digits.len()).sum()
    }

    fn lengths(&self) -> Vec<usize> {
        self.groups.iter().map(|group| group.digits.len()).collect()
    }

    fn separated_by(&self, wanted: &str) -> bool {
        self.groups.iter().skip(1).all(|group| group.separator.trim() == wanted)
    }

    /// The number as [`Phone`] reads it; the 0 of "+49 (0)30" is not dialled.
    fn phone(&self) -> Option<Phone> {
        let dialled = self.groups.iter().enumerate().filter(|(at, group)| !(self.plus && *at > 0 && group.digits == "0"));
        let digits: String = dialled.map(|(_, group)| group.digits.as_str()).collect();
        Phone::parse(&format!("{}{digits}", if self.plus { "+" } else { "" })).ok()
    }

    fn first(&self) -> &str {
        self.groups.first().map_or("", |group| group.digits.as_str())
    }
}

/// Cuts the text into runs of digits. Two numbers next to each other are two runs where each is long enough by itself.
fn runs(text: &str) -> Vec<Run> {
    let mut all: Vec<Run> = Vec::new();
    let mut current: Option<Run> = None;
    let mut gap = String::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if let Some(first) = digit(c) {
            let mut digits = String::from(first);
            let mut end = at + c.len_utf8();
            while let Some((next, d)) = chars.peek().and_then(|(next, c)| Some((*next, digit(*c)?))) {
                digits.push(d);
                end = next + text[next..].chars().next().map_or(1, char::len_utf8);
                chars.next();
            }
            let group = Group { span: at..end, digits, separator: std::mem::take(&mut gap) };
            let joins = current.as_ref().is_some_and(|run| joins(run, &group));
            if let Some(run) = current.as_mut().filter(|_| joins) {
                run.groups.push(group);
            } else {
                all.extend(current.take());
                let opening = group.separator.trim_end_matches([' ', '\u{a0}']);
                let plus = opening.trim_end_matches('(').trim_end().ends_with(['+', '＋']);
                let bracket = opening.ends_with('(') || plus;
                let lead = if bracket { group.separator.trim_start_matches([' ', '\u{a0}', '.', '-', '/', ')']).len() } else { 0 };
                current = Some(Run { start: group.span.start - lead, plus, groups: vec![Group { separator: String::new(), ..group }] });
            }
        } else if is_separator(c) || matches!(c, '+' | '＋') {
            gap.push(c);
        } else {
            all.extend(current.take());
            gap.clear();
        }
    }
    all.extend(current);
    all
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '.' | '-' | '–' | '‑' | '‐' | '/' | '(' | ')')
}

/// Whether a group goes on with the number before it.
fn joins(run: &Run, group: &Group) -> bool {
    let gap = group.separator.as_str();
    let marks = gap.chars().filter(|c| !c.is_whitespace()).count();
    let plausible = !gap.is_empty() && gap.chars().count() <= 3 && marks <= 2 && !gap.contains(['+', '＋']);
    let area = run.first().starts_with('0') && run.digits() <= 5;
    let sentence_end = gap.starts_with('.') && gap.len() > 1 || gap == " / " && !area;
    let two_numbers = run.digits() >= 10 && group.digits.len() >= 7
        || run.digits() >= if run.first().starts_with("00") { 13 } else { 9 }
            && group.digits.starts_with('0')
            && group.digits.len() >= 3
            && !gap.ends_with(['-', '.'])
            && run.first().starts_with('0');
    plausible && !sentence_end && !two_numbers && run.digits() <= 15
}

fn judge(text: &str, mut run: Run, home: Option<Country>) -> Option<Number> {
    trim_strays(text, &mut run);
    let span = run.span();
    let before_char = text[..span.start].chars().next_back().unwrap_or(' ');
    let after_char = text[span.end..].chars().next().unwrap_or(' ');
    let glued = |c: char| {
        is_letter(c) && (c.is_ascii() || super::text::is_latin(c))
            || matches!(c, '_' | '#' | '@' | '=' | '%' | '$' | '€' | '£' | '₹' | '¥' | ':' | ',')
    };
    let attached =
        glued(before_char) && !matches!(before_char, ':' | ',' | '=') || glued(after_char) && !matches!(after_char, ',' | ':' | '=');
    let whatsapp = text[span.end..].strip_prefix('@').is_some_and(|host| {
        let host = &host[..host.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(host.len())];
        super::email::is_whatsapp_host(host.trim_end_matches('.'))
    });
    if whatsapp {
        let phone = Phone::parse(&format!("+{}", run.groups.iter().map(|group| group.digits.as_str()).collect::<String>())).ok()?;
        return Some(Number { span, phone, sure: true, mobile: true });
    }
    if attached || in_a_link(text, span.start) || UNITS.begins(fold(after(text, span.end, text.len(), 12)).trim_start()) {
        return None;
    }
    let phone = run.phone()?;
    let digits = phone.as_str().trim_start_matches('+');
    if digits.bytes().all(|b| Some(&b) == digits.as_bytes().first()) {
        return None;
    }
    let context = fold(before(text, span.start, 0, 48));
    let (wanted, dialled) = (PHONE_CUES.last_end(&context), dial::e164(&phone, home));
    let behind = fold(after(text, span.end, text.len(), 32));
    let known = dialled.is_some();
    let inscribed = known && INSCRIBED.is_in(behind.split([',', ';', '،']).next().unwrap_or_default());
    let of_another = is_of_another(&context, wanted, &run, known, inscribed) || names_a_thing(&behind);
    let fax = FAX.last_end(&context);
    if of_another && !run.plus || fax.is_some() && fax > wanted {
        return None;
    }
    let named_after = || PHONE_CUES.is_in(fold(after(text, span.end, text.len(), 28)).split([',', ';', '(']).next().unwrap_or_default());
    let cue = wanted.is_some() || named_after();
    // "They said 1.500.000 on the phone": a sum, unless the country's plan knows it.
    let named = cue && (home.is_none() || dialled.is_some());
    if !named && !run.plus && is_something_else(&run) {
        return None;
    }
    // Where the country is known, a number that its plan does not know is one only by the words around it.
    let grouped = dialled.is_some() && home.is_some() && run.groups.len() > 1 && digits.len() >= 8;
    let form = run.plus || run.first().starts_with("00") && digits.len() >= 9 || looks_dialled(&run) || grouped;
    let answer = is_whole_message(text, &span) || dialled.is_some() && NOTED.ending(context.trim_end()).is_some();
    let completed = dialled.clone().or_else(|| if cue || answer || in_pieces(&run) { dial::possible(&phone, home) } else { None });
    let plausible = completed.is_some() || home.is_none() && !run.plus;
    // Nobody is reached where everybody calls a shop.
    let sure = (cue || plausible && (form || answer)) && (wanted.is_some() || !dialled.as_ref().is_some_and(dial::is_service));
    let mobile = MOBILE.last_end(&context).is_some_and(|end| Some(end) >= wanted);
    Some(Number { span, phone: completed.unwrap_or(phone), sure, mobile })
}

/// The words before it say that it is the number of something else, or a sum. `known`: a numbering plan knows it.
/// `inscribed`: those behind it ask that it be written somewhere.
fn is_of_another(context: &str, wanted: Option<usize>, run: &Run, known: bool, inscribed: bool) -> bool {
    let stands_there = |cue: &str, gap: &str| {
        let asked = known && INSCRIBED.ending(gap.trim_end_matches([' ', ':'])).is_some() && !NUMBER_CUES.is_in(gap);
        INSCRIBABLE.beginning(cue) == Some(cue.len()) && (asked || inscribed && ON.contains(&first_word(gap)))
    };
    let other = OTHER_CUES.last_end_where(context, |start, end| {
        let gap = &context[end..];
        !is_over(gap, known) && !stands_there(&context[start..end], gap)
    });
    // No sum begins with a zero.
    let money = MONEY_CUES.last_end_where(context, |_, end| !is_over(&context[end..], known)).filter(|_| !run.first().starts_with('0'));
    // Where both end together the longer one says what it is: "order number".
    [other, money].into_iter().any(|other| other.is_some() && other >= wanted)
        || THING_CUES.is_in(context) && !CERTAIN_PHONE_CUES.is_in(context)
        || numbered::is_of_a_thing(context, |lead, word| {
            // "The order is number …": the order's.
            let told = numbered::is_a_verb(word) && OTHER_CUES.ending(lead.trim_end()).is_none() && !numbered::has_a_number(lead);
            known && told || inscribed && ON.contains(&word)
        })
}

fn first_word(gap: &str) -> &str {
    gap.split_whitespace().next().unwrap_or_default()
}

/// "Budget 60000, Salma 0661 …", "to place an order, 0300 …": what stood there has its number already, or has none yet.
fn is_over(gap: &str, known: bool) -> bool {
    let comma = gap.rfind([',', ';', '،', '，']);
    let numbered = comma.is_some_and(|comma| gap[..comma].contains(|c: char| c.is_ascii_digit()));
    let told = comma.is_some_and(|comma| gap[..comma].split_whitespace().count() >= 2) && !NUMBER_CUES.is_in(gap);
    numbered || known && (told || DOING.is_in(gap) && !NUMBER_CUES.is_in(gap))
}

/// A trunk zero and short groups, as nobody writes a sum or an order in: "06 39 98 41 07".
fn in_pieces(run: &Run) -> bool {
    run.first().starts_with('0') && run.groups.len() >= 3 && run.lengths().iter().all(|length| (2..=4).contains(length))
}

/// "4155550132 is my order number".
fn names_a_thing(behind: &str) -> bool {
    let behind = behind.trim_start();
    NUMBER_LINKS.iter().filter_map(|link| behind.strip_prefix(fold(link).as_str())).any(|rest| OTHER_CUES.begins(rest.trim_start()))
}

/// "0300 1234567 2 times", "0300 1234567 10:30": the last group is another number.
fn trim_strays(text: &str, run: &mut Run) {
    let clock = text[run.span().end..].strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let lengths = run.lengths();
    let [first, middle @ .., last] = lengths.as_slice() else { return };
    let spaced = run.groups.last().is_some_and(|group| group.separator.trim().is_empty());
    let lonely = *last == 1 && *first > 1 || *last == 2 && *first != 2 && !middle.contains(&2) && run.digits() - last >= 10;
    if spaced && (clock || lonely) {
        run.groups.pop();
    }
    let counts = *first == 1 && !run.plus && run.groups.get(1).is_some_and(|group| group.digits.starts_with('0'));
    if counts {
        run.groups.remove(0);
        run.start = run.groups.first().map_or(run.start, |group| group.span.start);
    }
}

/// Dates, spans of years, sums in thousands, network addresses, post codes, identity numbers.
fn is_something_else(run: &Run) -> bool {
    let lengths = run.lengths();
    let number = |at: usize| run.groups.get(at).and_then(|group| group.digits.parse::<u32>().ok()).unwrap_or(0);
    let is_year = |value: u32| (1900..=2100).contains(&value);
    let one_mark = |mark: &str| run.groups.len() > 1 && run.separated_by(mark);
    let trunk = run.first().starts_with('0');
    match lengths.as_slice() {
        [8] => is_year(number(0) / 10_000) && (1..=12).contains(&(number(0) / 100 % 100)) && (1..=31).contains(&(number(0) % 100)),
        [4, 1..=2, 1..=2] | [4, 1..=2, 1..=2, 1..=2] => is_year(number(0)),
        [1..=2, 1..=2, 4] | [1..=2, 1..=2, 4, 1..=2] => number(0) <= 31 && number(1) <= 31 && is_year(number(2)),
        [4, 4] => is_year(number(0)) && is_year(number(1)),
        [5, 4] | [3, 2, 4] => one_mark("-"),
        [5, 7, 1] => true,
        [.., before, 2] if *before != 2 && !trunk => true,
        // A decimal fraction; "555.0100" is none.
        [first, last] if one_mark(".") => (*first, *last) != (3, 4),
        [1..=3, 1..=3, 1..=3, 1..=3] if one_mark(".") => true,
        [_, _] if !trunk && run.groups.iter().all(|group| group.digits.ends_with("00")) => true,
        [1..=3, rest @ ..] if !rest.is_empty() && rest.iter().all(|length| *length == 3) && !trunk => {
            one_mark(".") || run.groups.iter().skip(1).all(|group| group.digits == "000") || lengths[0] < 3 && one_mark("")
        }
        _ => false,
    }
}

/// By its form alone: a trunk zero, brackets, or groups as people write phone numbers in.
fn looks_dialled(run: &Run) -> bool {
    let lengths = run.lengths();
    let digits = run.digits();
    let bracket = run.groups.get(1).is_some_and(|group| group.separator.contains(')'));
    match lengths.as_slice() {
        _ if bracket => digits >= 9,
        _ if run.first().starts_with('0') => (9..=12).contains(&digits),
        [10] => true,
        [3, 4] => run.separated_by("-") || run.separated_by("."),
        [_] | [_, 1] => false,
        _ => (9..=13).contains(&digits) && lengths.len() <= 6 && lengths.iter().skip(1).all(|length| *length >= 2),
    }
}

/// The answer to "What is your number?": hardly anything but the number.
fn is_whole_message(text: &str, span: &Range<usize>) -> bool {
    let rest = text[..span.start].chars().chain(text[span.end..].chars());
    let (mut letters, mut digits) = (0, 0);
    for c in rest {
        letters += usize::from(is_letter(c));
        digits += usize::from(digit(c).is_some());
    }
    letters <= 12 && digits == 0
}

fn in_a_link(text: &str, at: usize) -> bool {
    let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
    word.len() < 2_048 && (word.contains("://") || word.starts_with("www.") || word.contains(".com/"))
}

#[cfg(test)]
#[path = "phone_tests.rs"]
mod tests;
