//! Parameters of an address: each at most once, and unknown ones refused, because a filter that is misspelled must not show
//! everything.

use axum::http::Uri;
use jiff::civil::Date;

use crate::domain::api_error::{ApiError, FieldErrors};

/// What is wrong with a parameter.
pub type Wrong = &'static str;

pub const A_TIME: Wrong = "a time such as 2026-11-30T15:00:00Z";
pub const A_DAY: Wrong = "a day such as 2026-11-30";
pub const A_LIMIT: Wrong = "1 to 100";

/// `take`: false for a parameter it does not know.
pub fn read(uri: &Uri, mut take: impl FnMut(&str, &str) -> Result<bool, Wrong>) -> Result<(), ApiError> {
    let (mut seen, mut wrong) = (Vec::new(), FieldErrors::new());
    for (name, value) in url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
        let outcome = if seen.contains(&name) { Err("given twice") } else { take(&name, &value) };
        match outcome {
            Ok(true) => {}
            Ok(false) => drop(wrong.insert(name.clone().into_owned(), "not a parameter of this request".to_owned())),
            Err(problem) => drop(wrong.insert(name.clone().into_owned(), problem.to_owned())),
        }
        seen.push(name);
    }
    if wrong.is_empty() { Ok(()) } else { Err(ApiError::fields(wrong)) }
}

/// Of what takes none.
pub fn none(uri: &Uri) -> Result<(), ApiError> {
    read(uri, |_, _| Ok(false))
}

/// A day and nothing else: no time behind it.
pub fn day(text: &str) -> Result<Date, Wrong> {
    let is_day = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if is_day { text.parse().map_err(|_| A_DAY) } else { Err(A_DAY) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_named() {
        let uri: Uri = "/x?a=1&b=2&a=3&c=".parse().expect("an address");
        let wrong = read(&uri, |name, value| if name == "b" { Err("wrong") } else { Ok(name == "a" && value == "1") });
        let fields = wrong.expect_err("mistakes").fields;
        assert_eq!((fields["a"].as_str(), fields["b"].as_str()), ("given twice", "wrong"));
        assert_eq!(fields["c"], "not a parameter of this request");
        assert!(none(&uri).is_err() && none(&"/x".parse().expect("an address")).is_ok());
    }

    #[test]
    fn a_day_is_a_day() {
        assert_eq!(day("2026-02-28"), Ok(jiff::civil::date(2026, 2, 28)));
        for text in ["2026-02-29", "2026-2-28", "2026-02-28T10:00", "20260228", "today", "", "+02026-02-8", "2026-02-28 "] {
            assert_eq!(day(text), Err(A_DAY), "{text}");
        }
    }
}
