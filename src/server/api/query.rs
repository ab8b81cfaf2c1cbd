//! Parameters of an address: each at most once, and unknown ones refused, because a filter that is misspelled must not show
//! everything.

use axum::http::Uri;
use jiff::civil::Date;

use crate::domain::{
    api_error::{ApiError, FieldErrors},
    ids::ExportId,
};

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

/// `progress` of an export: the id under which somebody follows it.
pub fn followed_in(uri: &Uri) -> Result<Option<ExportId>, ApiError> {
    let given = url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).find(|(name, _)| name == "progress");
    given.map(|(_, id)| id.parse().map_err(|_| ApiError::field("progress", "an id of the form exp_…"))).transpose()
}

/// What only exports have: `bom`, which is for CSV alone, and `progress`, which [`followed_in`] reads. False for a parameter
/// that says something else.
pub fn of_file(has_mark: &mut bool, is_csv: bool, name: &str, value: &str) -> Result<bool, Wrong> {
    match name {
        "bom" if is_csv => *has_mark = value.parse().map_err(|_| "true or false")?,
        "progress" => {}
        _ => return Ok(false),
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_follows_an_export_says_so_in_its_address() {
        let id = "exp_00000000000000000000000000000001";
        let uri = |query: &str| -> Uri { format!("/x?{query}").parse().expect("an address") };
        assert_eq!(followed_in(&uri(&format!("a=b&progress={id}"))).expect("an id").as_ref().map(ExportId::as_str), Some(id));
        assert_eq!(followed_in(&uri("a=b")), Ok(None));
        let wrong = followed_in(&uri("progress=1")).expect_err("no id");
        assert_eq!(wrong.fields.keys().collect::<Vec<_>>(), ["progress"]);
    }

    #[test]
    fn only_csv_has_a_mark() {
        let mut has_mark = false;
        assert_eq!(of_file(&mut has_mark, true, "bom", "true"), Ok(true));
        assert!(has_mark);
        assert_eq!(of_file(&mut has_mark, true, "bom", "yes"), Err("true or false"));
        assert_eq!((of_file(&mut has_mark, false, "bom", "true"), of_file(&mut has_mark, false, "progress", "x")), (Ok(false), Ok(true)));
    }

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
