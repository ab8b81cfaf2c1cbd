//! Parameters of an address: each at most once, and unknown ones refused, because a filter that is misspelled must not show
//! everything.

use axum::http::Uri;

use crate::domain::api_error::{ApiError, FieldErrors};

/// What is wrong with a parameter.
pub type Wrong = &'static str;

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
}
