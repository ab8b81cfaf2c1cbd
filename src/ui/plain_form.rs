//! What a form left in the address when it failed without scripts: a code and the names of the fields at fault.
//! The words are chosen here, so that no link can put others onto the page.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::Deserialize;
use serde_json::Value;

use crate::domain::api_error::{ApiError, ErrorCode};

/// The failure of the form that led to this address, if one did.
pub fn came_back() -> Option<ApiError> {
    use_query_map().with_untracked(|query| parse(&query.get("error")?, query.get("fields").as_deref(), query.get("retry_after").as_deref()))
}

fn parse(code: &str, fields: Option<&str>, retry_after: Option<&str>) -> Option<ApiError> {
    let code = ErrorCode::deserialize(Value::from(code)).ok()?;
    let message = match code {
        ErrorCode::Unauthorized => "Sign in first.",
        ErrorCode::InvalidFields => "Some fields need another value.",
        ErrorCode::RateLimited => "Too many tries. Try again later.",
        ErrorCode::Conflict | ErrorCode::VersionConflict => "Someone else was quicker. Look at it again and repeat your change.",
        ErrorCode::SlotUnavailable => "This time is not free. Choose another one.",
        ErrorCode::Forbidden => "That was not allowed.",
        ErrorCode::Unavailable => "That does not work at the moment. Try again in a few seconds.",
        _ => "That did not work. Try again.",
    };
    let names = fields.unwrap_or_default().split(',').filter(|name| !name.is_empty());
    Some(ApiError {
        fields: names.map(|name| (name.to_owned(), "needs another value".to_owned())).collect(),
        retry_after: retry_after.and_then(|seconds| seconds.parse().ok()),
        ..ApiError::new(code, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_becomes_words_of_ours() {
        let error = parse("rate_limited", None, Some("12")).expect("an error");
        assert_eq!((error.code, error.retry_after), (ErrorCode::RateLimited, Some(12)));
        let error = parse("invalid_fields", Some("email,password"), None).expect("an error");
        assert_eq!(error.fields.keys().collect::<Vec<_>>(), ["email", "password"]);
        assert!(error.fields.values().all(|problem| problem == "needs another value"));
    }

    #[test]
    fn nothing_else_of_an_address_is_shown() {
        assert_eq!(parse("Call +1 555 0100 now", None, None), None);
        let error = parse("internal", Some("<b>"), Some("soon")).expect("an error");
        assert_eq!((error.message.as_str(), error.retry_after), ("That did not work. Try again.", None));
    }
}
