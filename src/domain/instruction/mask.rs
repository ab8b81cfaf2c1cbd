//! A conversation without the person: what a visitor said of themself is replaced by invented details, so that a test keeps
//! nobody's data.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::case::{Call, Line};
use crate::domain::capture::{Facts, Field};

const NAME: &str = "Sam Example";
const COMPANY: &str = "Example Ltd";
/// For what was said under names of the business's own.
const OWN: &str = "something";
const EMAIL: &str = "sam@example.com";
/// Kept free for invented people.
const PHONE: &str = "+1 202 555 0143";

static EMAILS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+").expect("a fixed pattern"));
/// Seven digits and more, as numbers are written down.
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\+?\(?\d(?:[ ./()-]{0,2}\d){6,14}").expect("a fixed pattern"));

/// Another one for each of these details.
struct Mask {
    /// What is replaced, in lower case, by what; the longest first.
    words: Vec<(String, &'static str)>,
}

impl Mask {
    fn of(facts: &Facts, own: &[&str]) -> Self {
        let mut words = vec![];
        for fact in facts.iter() {
            let stand_in = match fact.field {
                Field::Name => NAME,
                Field::Company => COMPANY,
                _ => continue,
            };
            // Their words, too: a name may be written otherwise there.
            words.extend([&fact.value, &fact.quote].map(|text| (text.trim().to_lowercase(), stand_in)));
            if fact.field == Field::Name {
                let parts = fact.value.split_whitespace().filter(|part| part.chars().count() > 2);
                words.extend(parts.map(|part| (part.to_lowercase(), "Sam")));
            }
        }
        let own = own.iter().map(|text| text.trim()).filter(|text| text.chars().count() > 2);
        words.extend(own.map(|text| (text.to_lowercase(), OWN)));
        words.retain(|(word, _)| !word.is_empty());
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.chars().count()));
        Self { words }
    }

    fn over(&self, text: &str) -> String {
        let text = EMAILS.replace_all(text, EMAIL);
        let text = NUMBERS.replace_all(&text, |found: &Captures<'_>| number_for(&found[0]).to_owned());
        let mut text = text.into_owned();
        for (word, stand_in) in &self.words {
            if let Ok(pattern) = Regex::new(&format!(r"(?i){}", bounded(word))) {
                text = pattern.replace_all(&text, *stand_in).into_owned();
            }
        }
        text
    }
}

/// A date in digits is no number to call.
fn number_for(text: &str) -> &str {
    static DATES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})$").expect("a fixed pattern"));
    if DATES.is_match(text) { text } else { PHONE }
}

/// The word, not within another one; where words are not set apart, wherever it stands.
fn bounded(word: &str) -> String {
    let edge = |c: Option<char>| if c.is_some_and(|c| c.is_alphanumeric() && !super::measure::is_sign(c)) { r"\b" } else { "" };
    format!("{}{}{}", edge(word.chars().next()), regex::escape(word), edge(word.chars().last()))
}

/// The lines of a conversation with somebody else. `own`: what was said under names of the business's own.
pub fn without_person(lines: Vec<Line>, facts: &Facts, own: &[&str]) -> Vec<Line> {
    let mask = Mask::of(facts, own);
    lines
        .into_iter()
        .map(|line| Line { text: mask.over(&line.text), calls: line.calls.into_iter().map(|call| masked(call, &mask)).collect(), ..line })
        .collect()
}

fn masked(call: Call, mask: &Mask) -> Call {
    let mut arguments = call.arguments;
    if let Some(arguments) = arguments.as_object_mut() {
        for value in arguments.values_mut() {
            if let Some(text) = value.as_str() {
                *value = mask.over(text).into();
            }
        }
    }
    Call { arguments, ..call }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::{
        capture::{Fact, Origin},
        time::Timestamp,
    };

    fn fact(field: Field, value: &str, quote: &str) -> Fact {
        Fact { field, value: value.into(), quote: quote.into(), message_id: None, at: Timestamp::UNIX_EPOCH, origin: Origin::Parser }
    }

    #[test]
    fn nothing_of_the_person_is_left() {
        let facts = Facts::from_iter([
            fact(Field::Name, "Ana Lima", "ana lima"),
            fact(Field::Company, "Brooks & Co", "Brooks & Co"),
            fact(Field::Interest, "a roof", "a roof"),
        ]);
        let call = Call { tool: "capture_lead".into(), arguments: json!({ "name": "ana lima", "phone": "0300 1234567", "tooth": 12 }) };
        let lines = vec![
            Line::visitor("Hi, ana lima of Brooks & Co here. I need a roof, analysis first."),
            Line { calls: vec![call], ..Line::assistant("Thanks, Ana! Is ana.lima+x@mail.example right?") },
            Line::visitor("Yes, or (0300) 123-4567, on 2026-12-24 or 24.12.2026, budget 5000."),
        ];
        let masked = without_person(lines, &facts, &[]);
        let texts: Vec<&str> = masked.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Hi, Sam Example of Example Ltd here. I need a roof, analysis first.",
                "Thanks, Sam! Is sam@example.com right?",
                "Yes, or +1 202 555 0143, on 2026-12-24 or 24.12.2026, budget 5000.",
            ]
        );
        assert_eq!(masked[1].calls[0].arguments, json!({ "name": "Sam Example", "phone": "+1 202 555 0143", "tooth": 12 }));
    }

    #[test]
    fn what_was_said_under_names_of_the_business_s_own_is_replaced() {
        let lines = vec![Line::visitor("My dog is Rex, we live at 4 Elm Street. It is an ox.")];
        let masked = without_person(lines, &Facts::default(), &["rex", "4 Elm Street", "ox"]);
        assert_eq!(masked[0].text, "My dog is something, we live at something. It is an ox.", "two letters stand in many words");
    }

    #[test]
    fn names_without_spaces_around_them_are_found() {
        let facts = Facts::from_iter([fact(Field::Name, "王小明", "王小明")]);
        assert_eq!(without_person(vec![Line::visitor("我叫王小明，你好")], &facts, &[])[0].text, "我叫Sam Example，你好");
    }
}
