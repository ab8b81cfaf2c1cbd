//! The parameters of versions, differences and of the instruction itself. Unknown ones are refused.

use axum::http::Uri;

use super::body::{A_TEXT, which};
pub use crate::server::api::query::none;
use crate::{
    domain::{api_error::ApiError, instruction::Which, page::PageSize},
    server::api::query::read,
};

/// `GET /system-instruction`: whether only the text is wanted, as a file.
pub fn wants_file(uri: &Uri) -> Result<bool, ApiError> {
    let mut is_text = false;
    read(uri, |name, value| match (name, value) {
        ("format", "text") => {
            is_text = true;
            Ok(true)
        }
        ("format", _) => Err("text"),
        _ => Ok(false),
    })?;
    Ok(is_text)
}

/// `GET /system-instruction/versions`.
pub fn page_in(uri: &Uri) -> Result<(PageSize, Option<String>), ApiError> {
    let (mut size, mut cursor) = (PageSize::default(), None);
    read(uri, |name, value| {
        match name {
            "limit" => size = value.parse().ok().and_then(PageSize::new).ok_or("1 to 100")?,
            "cursor" => cursor = Some(value.to_owned()).filter(|cursor| !cursor.is_empty()),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok((size, cursor))
}

/// `GET /system-instruction/diff`: from the published version to the draft unless something else is said.
pub fn sides_in(uri: &Uri) -> Result<(Which, Which), ApiError> {
    let (mut from, mut to) = (Which::Published, Which::Draft);
    read(uri, |name, value| {
        match name {
            "from" => from = which(value).ok_or(A_TEXT)?,
            "to" => to = which(value).ok_or(A_TEXT)?,
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(query: &str) -> Uri {
        format!("/system-instruction?{query}").parse().expect("an address")
    }

    fn wrong<T: std::fmt::Debug>(outcome: Result<T, ApiError>) -> Vec<String> {
        outcome.expect_err("mistakes").fields.into_keys().collect()
    }

    #[test]
    fn what_is_asked_for_is_read() {
        assert_eq!((wants_file(&uri("")), wants_file(&uri("format=text"))), (Ok(false), Ok(true)));
        let (size, cursor) = page_in(&uri("limit=7&cursor=12")).expect("a page");
        assert_eq!((size.get(), cursor.as_deref()), (7, Some("12")));
        assert_eq!(sides_in(&uri("")), Ok((Which::Published, Which::Draft)));
        assert_eq!(sides_in(&uri("from=3&to=published")), Ok((Which::Version(3), Which::Published)));
    }

    #[test]
    fn every_mistake_is_named_at_once() {
        assert_eq!(wrong(wants_file(&uri("format=pdf&x=1"))), ["format", "x"]);
        assert_eq!(wrong(page_in(&uri("limit=0&page=2"))), ["limit", "page"]);
        assert_eq!(wrong(sides_in(&uri("from=-1&to=newest&to=draft"))), ["from", "to"]);
        assert_eq!(wrong(none(&uri("limit=1"))), ["limit"]);
    }
}
