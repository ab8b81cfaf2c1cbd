//! What a test conversation has to be like, and whether its expectations came true.

use regex::{Regex, RegexBuilder};
use serde_json::Value;

use super::{
    case::{Call, CaseBody, Expectation, Line, MOST_ANSWERS, MOST_EXPECTATIONS, MOST_LINES},
    run::{Checked, Observed},
    tongue,
};
use crate::domain::{
    api_error::FieldErrors,
    claims::claim_in,
    custom::MOST_KEY,
    message::{Author, MessageBody},
};

const MOST_NAME: usize = 120;
const MOST_TEXT: usize = 500;
const MOST_PATTERN: usize = 300;
/// What a compiled pattern may take, in bytes.
const PATTERN_SIZE: usize = 256 * 1024;
/// Characters of what was seen instead.
const SEEN: usize = 300;

impl CaseBody {
    /// Trimmed, or all that is wrong with it: `name`, `lines[0]`, `expectations[2].pattern`, `judge`.
    pub fn checked(mut self) -> Result<Self, FieldErrors> {
        let mut wrong = FieldErrors::new();
        self.name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if !(1..=MOST_NAME).contains(&self.name.chars().count()) {
            wrong.insert("name".into(), format!("1 to {MOST_NAME} characters"));
        }
        self.lines = self.lines.into_iter().enumerate().map(|(at, line)| line_checked(at, line, &mut wrong)).collect();
        let answers = self.answers();
        if self.lines.len() > MOST_LINES {
            wrong.insert("lines".into(), format!("at most {MOST_LINES}"));
        } else if self.lines.last().is_none_or(|line| line.author == Author::Assistant) {
            wrong.insert("lines".into(), "the last line must be the visitor's: it is the one that is answered".into());
        } else if answers > MOST_ANSWERS {
            wrong.insert("lines".into(), format!("at most {MOST_ANSWERS} answers, this needs {answers}"));
        }
        self.judge = self.judge.map(|question| question.trim().to_owned()).filter(|question| !question.is_empty());
        if self.judge.as_deref().is_some_and(|question| question.chars().count() > MOST_TEXT) {
            wrong.insert("judge".into(), format!("at most {MOST_TEXT} characters"));
        }
        if self.expectations.len() > MOST_EXPECTATIONS {
            wrong.insert("expectations".into(), format!("at most {MOST_EXPECTATIONS}"));
        } else if self.expectations.is_empty() && self.judge.is_none() {
            wrong.insert("expectations".into(), "say what you expect, or ask the judge a question".into());
        }
        for (at, expectation) in self.expectations.iter().enumerate() {
            if let Err((field, problem)) = expectation.check() {
                wrong.insert(format!("expectations[{at}].{field}"), problem);
            }
        }
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }
}

fn line_checked(at: usize, line: Line, wrong: &mut FieldErrors) -> Line {
    match MessageBody::parse(&line.text) {
        Ok(text) => Line { text: text.into(), ..line },
        Err(error) => {
            wrong.insert(format!("lines[{at}]"), error.to_string());
            line
        }
    }
}

impl Expectation {
    /// The field at fault, and what is wrong with it.
    fn check(&self) -> Result<(), (&'static str, String)> {
        let bounded = |field: &'static str, text: &str, most: usize| {
            let length = text.trim().chars().count();
            if (1..=most).contains(&length) { Ok(()) } else { Err((field, format!("1 to {most} characters"))) }
        };
        match self {
            Self::Contains { text } | Self::NotContains { text } => bounded("text", text, MOST_TEXT),
            Self::Matches { pattern } => {
                bounded("pattern", pattern, MOST_PATTERN)?;
                compiled(pattern).map(drop).map_err(|problem| ("pattern", problem))
            }
            Self::ToolCalled { tool, .. } => bounded("tool", tool, 64),
            Self::Captured { field, value } => {
                bounded("field", field, MOST_KEY)?;
                value.as_deref().map_or(Ok(()), |value| bounded("value", value, MOST_TEXT))
            }
            Self::Length { least: None, most: None } => Err(("most", "say how long an answer may be".into())),
            Self::Length { least, most } if least.unwrap_or(0) > most.unwrap_or(u32::MAX) => Err(("most", "not below the least".into())),
            Self::Length { .. } | Self::Language { .. } | Self::NoBookingClaimed => Ok(()),
        }
    }

    /// Whether it came true. An outdated pattern that does not compile any more has not.
    pub fn judge(&self, observed: &Observed) -> Checked {
        let seen = self.missed(observed);
        Checked { expectation: self.clone(), passed: seen.is_none(), seen: cut(&seen.unwrap_or_default()) }
    }

    /// What was seen instead; None where it came true.
    fn missed(&self, observed: &Observed) -> Option<String> {
        let last = observed.replies.last().map_or("", String::as_str);
        match self {
            Self::Contains { text } => (!holds(last, text)).then(|| last.to_owned()),
            Self::NotContains { text } => observed.replies.iter().find(|reply| holds(reply, text)).cloned(),
            Self::Matches { pattern } => match compiled(pattern) {
                Ok(pattern) => (!pattern.is_match(last)).then(|| last.to_owned()),
                Err(problem) => Some(problem),
            },
            Self::Language { language } => match tongue::language_of(last) {
                Some(seen) if seen == *language => None,
                Some(seen) => Some(format!("{}: {last}", seen.code())),
                None => Some(format!("no language that can be told: {last}")),
            },
            Self::ToolCalled { tool, arguments } => {
                let fits =
                    |call: &Call| call.tool == *tool && arguments.iter().all(|(name, wanted)| agrees(wanted, call.arguments.get(name)));
                (!observed.calls.iter().any(fits)).then(|| calls(&observed.calls))
            }
            Self::Captured { field, value } => match (observed.captured.get(field), value) {
                (Some(_), None) => None,
                (Some(known), Some(wanted)) if folded(known) == folded(wanted) => None,
                (Some(known), Some(_)) => Some(known.clone()),
                (None, _) => Some("nothing".into()),
            },
            // The guard keeps a claim from visitors; an instruction under which it is made is a bad one all the same.
            Self::NoBookingClaimed => {
                // What the server told of a booking that it counts as made is no claim.
                let own = |reply: &String| observed.told.iter().fold(reply.clone(), |own, told| own.replace(told, ""));
                let said = || observed.replies.iter().find_map(|reply| claim_in(&own(reply)).map(str::to_owned));
                observed.withheld.first().cloned().or_else(said)
            }
            Self::Length { least, most } => {
                let length = u32::try_from(last.chars().count()).unwrap_or(u32::MAX);
                let fits = (least.unwrap_or(0)..=most.unwrap_or(u32::MAX)).contains(&length);
                (!fits).then(|| format!("{length} characters"))
            }
        }
    }
}

/// Bounded in size; matching takes time in proportion to the answer, whatever the pattern.
fn compiled(pattern: &str) -> Result<Regex, String> {
    let built = RegexBuilder::new(pattern).size_limit(PATTERN_SIZE).dfa_size_limit(PATTERN_SIZE).nest_limit(50).build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => "this pattern is too large: repeat less in it".into(),
        other => other.to_string().lines().last().unwrap_or("not a pattern").trim_start_matches("error: ").to_owned(),
    })
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn holds(reply: &str, text: &str) -> bool {
    folded(reply).contains(&folded(text))
}

/// Texts without regard to case; anything else as it is.
fn agrees(wanted: &Value, given: Option<&Value>) -> bool {
    match (wanted, given) {
        (Value::String(wanted), Some(Value::String(given))) => folded(wanted) == folded(given),
        (wanted, Some(given)) => wanted == given,
        (wanted, None) => wanted.is_null(),
    }
}

fn calls(all: &[Call]) -> String {
    let told: Vec<String> = all.iter().map(|call| format!("{}({})", call.tool, call.arguments)).collect();
    if told.is_empty() { "no call".into() } else { told.join(", ") }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SEEN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;
    use crate::domain::locale::Language;

    fn body(expectations: Vec<Expectation>) -> CaseBody {
        CaseBody { name: "Prices".into(), lines: vec![Line::visitor("How much?")], expectations, judge: None }
    }

    fn matches(pattern: &str) -> Expectation {
        Expectation::Matches { pattern: pattern.into() }
    }

    fn wrong(body: CaseBody) -> FieldErrors {
        body.checked().expect_err("something is wrong")
    }

    #[test]
    fn a_case_is_tidied_and_all_that_is_wrong_is_named() {
        let good = body(vec![Expectation::NoBookingClaimed]);
        let loose =
            CaseBody { name: "  Prices\n".into(), lines: vec![Line::visitor(" How much?\r\n")], judge: Some(" ".into()), ..good.clone() };
        assert_eq!(loose.checked(), Ok(good.clone()));
        let bad = CaseBody {
            name: " ".into(),
            lines: vec![Line::visitor("hi"), Line::visitor(" "), Line::assistant("hello")],
            expectations: vec![
                Expectation::NoBookingClaimed,
                matches("a("),
                Expectation::Length { least: Some(9), most: Some(3) },
                Expectation::Contains { text: " ".into() },
                Expectation::Captured { field: "name".into(), value: Some(String::new()) },
            ],
            judge: Some("x".repeat(501)),
        };
        let found = wrong(bad);
        let names = [
            "expectations[1].pattern",
            "expectations[2].most",
            "expectations[3].text",
            "expectations[4].value",
            "judge",
            "lines",
            "lines[1]",
            "name",
        ];
        assert_eq!(found.keys().collect::<Vec<_>>(), names);
        assert_eq!(found["expectations[1].pattern"], "unclosed group");
    }

    #[test]
    fn what_costs_much_is_bounded() {
        assert!(wrong(body(vec![])).contains_key("expectations"));
        assert!(wrong(body(vec![Expectation::NoBookingClaimed; 21])).contains_key("expectations"));
        assert!(wrong(CaseBody { lines: vec![], ..body(vec![Expectation::NoBookingClaimed]) }).contains_key("lines"));
        let many = |lines: usize| CaseBody { lines: vec![Line::visitor("hi"); lines], ..body(vec![Expectation::NoBookingClaimed]) };
        assert!(many(MOST_ANSWERS).checked().is_ok());
        assert_eq!(wrong(many(9))["lines"], "at most 8 answers, this needs 9");
        let large = wrong(body(vec![matches(r"(\p{L}{100}){100}")]));
        assert_eq!(large["expectations[0].pattern"], "this pattern is too large: repeat less in it");
        assert!(wrong(body(vec![matches(&"a".repeat(301))])).contains_key("expectations[0].pattern"));
    }

    fn observed() -> Observed {
        let call = Call { tool: "capture_lead".into(), arguments: json!({ "name": "Ana Lima", "tooth": 12 }) };
        Observed {
            replies: vec!["I've booked your meeting for Friday.".into(), "We are open  until five. Could you give me your number?".into()],
            calls: vec![call],
            captured: BTreeMap::from([("name".to_owned(), "Ana Lima".to_owned())]),
            ..Observed::default()
        }
    }

    /// Empty where it came true, else what was seen.
    fn seen(expectation: Expectation) -> String {
        let checked = expectation.judge(&observed());
        assert_eq!(checked.passed, checked.seen.is_empty());
        checked.seen
    }

    #[test]
    fn answers_are_compared_with_what_was_expected() {
        let last = "We are open  until five. Could you give me your number?";
        assert_eq!(seen(Expectation::Contains { text: "OPEN until Five".into() }), "");
        assert_eq!(seen(Expectation::Contains { text: "booked".into() }), last, "only the last answer counts");
        assert_eq!(seen(Expectation::NotContains { text: "euro".into() }), "");
        assert_eq!(seen(Expectation::NotContains { text: "Booked".into() }), "I've booked your meeting for Friday.", "no answer may");
        assert_eq!(seen(matches(r"\bfive\b.*\?$")), "");
        assert_eq!(seen(matches(r"^five")), last);
        assert_eq!(seen(matches("(")), "unclosed group");
        assert_eq!(seen(Expectation::Language { language: Language::En }), "");
        assert!(seen(Expectation::Language { language: Language::De }).starts_with("en: We are"));
        assert_eq!(seen(Expectation::NoBookingClaimed), "I've booked your meeting for Friday.");
        let withheld = Observed { withheld: vec!["You're booked.".into()], ..Observed::default() };
        assert_eq!(Expectation::NoBookingClaimed.judge(&withheld).seen, "You're booked.", "though no visitor would see it");
        let told = "Your meeting with Brooks is booked: Monday, 3:00 pm.";
        let booked = |more: &str| Observed { replies: vec![format!("{told}{more}")], told: vec![told.into()], ..Observed::default() };
        assert!(Expectation::NoBookingClaimed.judge(&booked("\n\nWhat else?")).passed, "the server may say so");
        assert!(!Expectation::NoBookingClaimed.judge(&booked(" You're booked.")).passed);
        assert_eq!(seen(Expectation::Length { least: Some(10), most: Some(100) }), "");
        assert_eq!(seen(Expectation::Length { least: None, most: Some(20) }), "55 characters");
    }

    #[test]
    fn calls_and_facts_are_compared_by_what_was_asked_for() {
        let called = |tool: &str, arguments: Value| {
            let arguments = arguments.as_object().cloned().unwrap_or_default();
            seen(Expectation::ToolCalled { tool: tool.into(), arguments })
        };
        assert_eq!(called("capture_lead", json!({})), "");
        assert_eq!(called("capture_lead", json!({ "name": "ana  lima", "tooth": 12, "email": null })), "");
        assert_eq!(called("capture_lead", json!({ "tooth": 13 })), r#"capture_lead({"name":"Ana Lima","tooth":12})"#);
        assert!(!called("book", json!({})).is_empty());
        assert_eq!(Expectation::ToolCalled { tool: "x".into(), arguments: Default::default() }.judge(&Observed::default()).seen, "no call");
        let captured =
            |field: &str, value: Option<&str>| seen(Expectation::Captured { field: field.into(), value: value.map(str::to_owned) });
        assert_eq!(captured("name", None), "");
        assert_eq!(captured("name", Some("ANA LIMA")), "");
        assert_eq!(captured("name", Some("Bo")), "Ana Lima");
        assert_eq!(captured("email", None), "nothing");
    }

    #[test]
    fn nothing_answered_meets_no_expectation_of_words() {
        let nothing = Observed::default();
        assert!(!Expectation::Contains { text: "a".into() }.judge(&nothing).passed);
        assert!(!Expectation::Language { language: Language::En }.judge(&nothing).passed);
        assert!(Expectation::NoBookingClaimed.judge(&nothing).passed);
    }
}
