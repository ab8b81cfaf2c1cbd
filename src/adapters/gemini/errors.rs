//! What each failure of Gemini means to us, and whether trying again helps. Bodies are read for their codes only;
//! their words go nowhere.

use std::time::Duration;

use super::wire::{ErrorBody, ErrorEnvelope};
use crate::service::language_model::ModelError;

/// The longest wait that the provider may ask for while a visitor waits too.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// The meaning of an HTTP answer other than 200. `body` may be anything.
pub fn of_response(status: u16, body: &[u8], model: &str) -> ModelError {
    let error = serde_json::from_slice::<ErrorEnvelope>(body).map(|envelope| envelope.error).unwrap_or_default();
    of_status(status, &error, model)
}

/// The meaning of an error that came inside of a 200, before any word.
pub fn of_body(error: &ErrorBody, model: &str) -> ModelError {
    of_status(error.code.unwrap_or(0), error, model)
}

fn of_status(status: u16, error: &ErrorBody, model: &str) -> ModelError {
    match status {
        400 => of_bad_request(error, model),
        401 => ModelError::BadKey,
        402 => ModelError::NoCredit,
        403 => ModelError::PermissionDenied,
        404 => ModelError::ModelRetired { model: model.to_owned() },
        429 => ModelError::QuotaExhausted { per_day: error.per_day(), retry_after: error.retry_delay() },
        503 => ModelError::Overloaded,
        408 | 499..=599 => ModelError::ProviderFault { status },
        405..=498 => ModelError::Rejected { status },
        // Redirects are not followed, and an error without a code is none we know.
        _ => ModelError::Garbled,
    }
}

/// A bad key is a 400 here, not a 401.
fn of_bad_request(error: &ErrorBody, model: &str) -> ModelError {
    if error.reason() == Some("API_KEY_INVALID") {
        ModelError::BadKey
    } else if error.status == "FAILED_PRECONDITION" {
        // The free tier does not exist where the server stands: only another account or billing helps.
        ModelError::PermissionDenied
    } else if error.message.contains("unexpected model name format") {
        ModelError::ModelRetired { model: model.to_owned() }
    } else {
        ModelError::Rejected { status: 400 }
    }
}

/// Trying again may help, and soon enough.
pub fn is_worth_a_retry(error: &ModelError) -> bool {
    match error {
        ModelError::Overloaded | ModelError::Unreachable => true,
        ModelError::ProviderFault { status } => matches!(status, 408 | 500 | 502 | 504),
        ModelError::QuotaExhausted { per_day: false, retry_after } => retry_after.is_none_or(|wait| wait <= LONGEST_WAIT),
        _ => false,
    }
}

/// What a request that got no answer, or an answer that was cut off before its first word, means.
pub fn of_transport(error: &reqwest::Error) -> ModelError {
    // A connection that could not be made in time is no connection.
    if error.is_timeout() && !error.is_connect() { ModelError::TimedOut } else { ModelError::Unreachable }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn body(status: &str, message: &str, details: Value) -> Vec<u8> {
        json!({"error": {"code": 1, "message": message, "status": status, "details": details}}).to_string().into_bytes()
    }

    fn meaning(status: u16, body: &[u8]) -> ModelError {
        of_response(status, body, "gemini-x")
    }

    #[test]
    fn every_status_has_its_meaning() {
        let key =
            body("INVALID_ARGUMENT", "m", json!([{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}]));
        assert_eq!(meaning(400, &key), ModelError::BadKey);
        assert_eq!(meaning(400, &body("INVALID_ARGUMENT", "no", json!([]))), ModelError::Rejected { status: 400 });
        assert_eq!(meaning(400, &body("FAILED_PRECONDITION", "where", json!([]))), ModelError::PermissionDenied);
        let name = body("INVALID_ARGUMENT", "* GenerateContentRequest.model: unexpected model name format\n", json!([]));
        assert_eq!(meaning(400, &name), ModelError::ModelRetired { model: "gemini-x".into() });
        assert_eq!(meaning(401, b""), ModelError::BadKey);
        assert_eq!(meaning(402, b""), ModelError::NoCredit);
        assert_eq!(meaning(403, b"<html>"), ModelError::PermissionDenied);
        assert_eq!(meaning(404, b""), ModelError::ModelRetired { model: "gemini-x".into() });
        assert_eq!(meaning(413, b""), ModelError::Rejected { status: 413 });
        assert_eq!(meaning(503, b""), ModelError::Overloaded);
        for status in [408, 499, 500, 502, 504] {
            assert_eq!(meaning(status, b"{}"), ModelError::ProviderFault { status });
        }
        assert_eq!(meaning(302, b""), ModelError::Garbled);
    }

    #[test]
    fn only_what_may_pass_soon_is_tried_again() {
        let quota = |per_day, seconds: Option<u64>| ModelError::QuotaExhausted { per_day, retry_after: seconds.map(Duration::from_secs) };
        for error in [ModelError::Overloaded, ModelError::Unreachable, quota(false, None), quota(false, Some(5))] {
            assert!(is_worth_a_retry(&error), "{error:?}");
        }
        for status in [408, 500, 502, 504] {
            assert!(is_worth_a_retry(&ModelError::ProviderFault { status }));
        }
        let hopeless = [
            ModelError::BadKey,
            ModelError::PermissionDenied,
            ModelError::NoCredit,
            ModelError::ModelRetired { model: String::new() },
            ModelError::Rejected { status: 400 },
            ModelError::ProviderFault { status: 499 },
            ModelError::TimedOut,
            ModelError::Truncated,
            ModelError::Garbled,
            ModelError::MalformedCall,
            quota(true, None),
            quota(false, Some(6)),
        ];
        for error in hopeless {
            assert!(!is_worth_a_retry(&error), "{error:?}");
        }
    }
}
