//! Test conversations as a file: JSON that people write and programs read, with every mistake named by its place.

use serde::Serialize;
use serde_json::Value;

use super::case::{CaseBody, Expectation, MOST_CASES};
use crate::domain::api_error::FieldErrors;

const FORMAT: &str = "chatimjd-tests";
const VERSION: u64 = 1;
/// The most bytes of a file.
pub const MOST_BYTES: usize = 2 * 1024 * 1024;
/// The most mistakes that are named at once.
const MOST_MISTAKES: usize = 50;

#[derive(Serialize)]
struct File {
    format: &'static str,
    version: u64,
    cases: Vec<CaseBody>,
}

/// All of these, indented.
pub fn written(cases: impl IntoIterator<Item = CaseBody>) -> String {
    let file = File { format: FORMAT, version: VERSION, cases: cases.into_iter().collect() };
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

/// What a file holds: one as [`written`] makes it, or a bare list. Field errors name `file`, or the place of the mistake,
/// such as `cases[3].expectations[1].pattern`.
pub fn read(text: &str) -> Result<Vec<CaseBody>, FieldErrors> {
    if text.len() > MOST_BYTES {
        return Err(wrong("file", format!("at most {} MB", MOST_BYTES / 1024 / 1024)));
    }
    let value: Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| wrong("file", format!("not JSON: {error}")))?;
    let cases = match value {
        Value::Array(cases) => cases,
        Value::Object(mut file) => {
            if let Some(format) = file.get("format").filter(|format| **format != FORMAT) {
                return Err(wrong("format", format!("{FORMAT:?}, not {format}")));
            }
            if let Some(version) = file.get("version").filter(|version| version.as_u64() != Some(VERSION)) {
                return Err(wrong("version", format!("{VERSION}, not {version}: this file was made by a newer program")));
            }
            match file.remove("cases") {
                Some(Value::Array(cases)) => cases,
                Some(_) => return Err(wrong("cases", "a list of test conversations".into())),
                None => return Err(wrong("cases", "this is missing".into())),
            }
        }
        _ => return Err(wrong("file", "a list of test conversations, or an object with `cases`".into())),
    };
    all(cases)
}

fn all(cases: Vec<Value>) -> Result<Vec<CaseBody>, FieldErrors> {
    if !(1..=MOST_CASES).contains(&cases.len()) {
        return Err(wrong("cases", format!("1 to {MOST_CASES} test conversations, this has {}", cases.len())));
    }
    let (mut good, mut mistakes) = (vec![], FieldErrors::new());
    for (at, value) in cases.into_iter().enumerate() {
        match one(value) {
            Ok(case) => good.push(case),
            Err(found) => mistakes.extend(found.into_iter().map(|(field, problem)| {
                let place = if field.is_empty() { format!("cases[{at}]") } else { format!("cases[{at}].{field}") };
                (place, problem)
            })),
        }
        if mistakes.len() > MOST_MISTAKES {
            break;
        }
    }
    if mistakes.is_empty() { Ok(good) } else { Err(mistakes) }
}

/// Expectations are read one by one, so that the wrong one can be named.
fn one(mut value: Value) -> Result<CaseBody, FieldErrors> {
    let Some(object) = value.as_object_mut() else { return Err(wrong("", "an object".into())) };
    let expectations = match object.remove("expectations") {
        None => vec![],
        Some(Value::Array(expectations)) => expectations,
        Some(_) => return Err(wrong("expectations", "a list".into())),
    };
    let mut mistakes = FieldErrors::new();
    let mut good = vec![];
    for (at, expectation) in expectations.into_iter().enumerate() {
        match serde_json::from_value::<Expectation>(expectation) {
            Ok(expectation) => good.push(expectation),
            Err(error) => drop(mistakes.insert(format!("expectations[{at}]"), error.to_string())),
        }
    }
    match serde_json::from_value::<CaseBody>(value) {
        Ok(body) if mistakes.is_empty() => CaseBody { expectations: good, ..body }.checked(),
        Ok(_) => Err(mistakes),
        Err(error) => {
            mistakes.insert(String::new(), error.to_string());
            Err(mistakes)
        }
    }
}

fn wrong(field: &str, problem: String) -> FieldErrors {
    FieldErrors::from([(field.to_owned(), problem)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instruction::case::Line;

    fn case(name: &str) -> CaseBody {
        CaseBody {
            name: name.into(),
            lines: vec![Line::visitor("Hello")],
            expectations: vec![Expectation::NoBookingClaimed, Expectation::Length { least: None, most: Some(400) }],
            judge: Some("Is it polite?".into()),
        }
    }

    fn mistakes(text: &str) -> Vec<(String, String)> {
        read(text).expect_err("something is wrong").into_iter().collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let cases = vec![case("One"), case("Two")];
        let text = written(cases.clone());
        assert!(text.starts_with("{\n  \"format\": \"chatimjd-tests\",\n  \"version\": 1,"), "{text}");
        assert_eq!(read(&text), Ok(cases.clone()));
        let list = serde_json::to_string(&cases).expect("JSON");
        assert_eq!(read(&format!("\u{feff}{list}")), Ok(cases));
    }

    #[test]
    fn mistakes_are_named_by_their_place() {
        let place = |text: &str| mistakes(text)[0].0.clone();
        assert_eq!(place("{"), "file");
        assert_eq!(place("7"), "file");
        assert_eq!(place(r#"{"format":"x","cases":[]}"#), "format");
        assert_eq!(
            mistakes(r#"{"version":2,"cases":[]}"#),
            [("version".to_owned(), "1, not 2: this file was made by a newer program".to_owned())]
        );
        assert_eq!(place("{}"), "cases");
        assert_eq!(place("[]"), "cases");
        assert_eq!(place("[7]"), "cases[0]");
        let bad = r#"[
            {"name":"a","lines":[{"author":"visitor","text":"hi"}],"expectations":[{"type":"no_booking_claimed"},{"type":"contains"},{"type":"sings"}]},
            {"name":"b","lines":[{"author":"visitor","text":"hi"}],"expectations":[{"type":"matches","pattern":"("}]},
            {"name":"c","lines":[{"author":"robot","text":"hi"}]},
            {"name":"d","lines":[{"author":"visitor","text":"hi"}],"expectations":[{"type":"no_booking_claimed"}],"colour":"red"}
        ]"#;
        let found = mistakes(bad);
        let places: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(
            places,
            ["cases[0].expectations[1]", "cases[0].expectations[2]", "cases[1].expectations[0].pattern", "cases[2]", "cases[3]"]
        );
        assert_eq!(found[0].1, "missing field `text`");
        assert!(found[1].1.starts_with("unknown variant `sings`"), "{}", found[1].1);
        assert!(found[4].1.contains("unknown field `colour`"), "{}", found[4].1);
    }

    #[test]
    fn files_are_bounded() {
        assert_eq!(mistakes(&" ".repeat(MOST_BYTES + 1))[0].0, "file");
        let many = vec![case("x"); MOST_CASES + 1];
        assert_eq!(mistakes(&serde_json::to_string(&many).expect("JSON"))[0].1, "1 to 200 test conversations, this has 201");
    }
}
