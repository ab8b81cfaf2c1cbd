//! What Google's refusals mean to us. Both forms of its errors carry a code and a reason; its words go nowhere.

use google_calendar3::common::Error;
use serde_json::Value;

use crate::domain::meeting::event::CalendarError;

/// Seconds after which a request that was one too many may come again: the quotas are those of a minute.
const MINUTE_S: u64 = 60;
/// So many people were invited that the calendar is read-only for a while.
const LONG_S: u64 = 3_600;

/// Why one request failed, by what has to be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The access token is not accepted.
    Credentials,
    /// There is no such event, or no such calendar.
    NotFound,
    /// An event of this id is there, or was.
    Duplicate,
    /// The event was deleted.
    Deleted,
    /// The calendar makes no video calls.
    NoMeet,
    /// A service account may invite nobody.
    NoDelegation,
    /// The same for every request.
    Final(CalendarError),
}

impl Failure {
    pub fn unavailable() -> Self {
        Self::Final(CalendarError::Unavailable)
    }

    pub fn refused(reason: impl Into<String>) -> Self {
        Self::Final(CalendarError::Refused { reason: reason.into() })
    }

    /// The library gives any JSON that is no success as a bad request, whatever its status.
    pub fn of(error: &Error) -> Self {
        match error {
            Error::BadRequest(body) => of_body(body),
            Error::Failure(response) => of_status(response.status().as_u16()),
            // A success that is not the JSON that was expected, no connection, and what the library cannot do.
            _ => Self::unavailable(),
        }
    }

    /// For whoever has no better use for it.
    pub fn into_error(self) -> CalendarError {
        match self {
            Self::Credentials => CalendarError::GrantDead,
            Self::NotFound => {
                refused("it does not know the calendar: check GOOGLE_CALENDAR_ID, and whether it is shared with this account")
            }
            Self::Deleted | Self::Duplicate => CalendarError::Gone,
            Self::NoMeet => refused("it makes no video calls here"),
            Self::NoDelegation => refused("the service account may not invite people"),
            Self::Final(error) => error,
        }
    }
}

fn refused(reason: &str) -> CalendarError {
    CalendarError::Refused { reason: reason.to_owned() }
}

fn of_status(status: u16) -> Failure {
    match status {
        401 => Failure::Credentials,
        404 => Failure::NotFound,
        410 => Failure::Deleted,
        429 => Failure::Final(CalendarError::Quota { retry_after: MINUTE_S }),
        400..=499 => Failure::refused(format!("it answered {status}")),
        _ => Failure::unavailable(),
    }
}

fn of_body(body: &Value) -> Failure {
    let error = &body["error"];
    let code = error["code"].as_u64().and_then(|code| u16::try_from(code).ok()).unwrap_or(0);
    let reason = error["errors"][0]["reason"].as_str().unwrap_or("");
    let quota = |retry_after| Failure::Final(CalendarError::Quota { retry_after });
    match (code, reason) {
        (403, "forbiddenForServiceAccounts") => Failure::NoDelegation,
        (403, "rateLimitExceeded" | "userRateLimitExceeded") => quota(MINUTE_S),
        (403, "quotaExceeded" | "dailyLimitExceeded" | "calendarUsageLimitsExceeded") => quota(LONG_S),
        (403, "insufficientPermissions") => Failure::refused("it was not permitted enough: connect again and tick both boxes"),
        (403, "accessNotConfigured") => Failure::refused("the Google Calendar API is not switched on in the project"),
        (403, _) => Failure::refused(format!("this account may not change the calendar{}", named(reason))),
        (400, _) if error["message"] == "Invalid conference type value." => Failure::NoMeet,
        (409, _) => Failure::Duplicate,
        (400 | 402 | 405..=408 | 411..=428, _) => Failure::refused(format!("it answered {code}{}", named(reason))),
        _ => of_status(code),
    }
}

/// The reason, if it is a plain word.
fn named(reason: &str) -> String {
    let is_plain = (1..=40).contains(&reason.len()) && reason.bytes().all(|b| b.is_ascii_alphanumeric());
    if is_plain { format!(" ({reason})") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn back(code: u16, reason: &str, message: &str) -> Failure {
        of_body(
            &json!({"error": {"errors": [{"domain": "global", "reason": reason, "message": message}], "code": code, "message": message}}),
        )
    }

    fn front(code: u16, reason: &str, status: &str) -> Failure {
        of_body(&json!({"error": {"code": code, "message": "canary", "errors": [{"reason": reason}], "status": status, "details": []}}))
    }

    #[test]
    fn both_forms_mean_the_same() {
        let forms: [fn(u16, &str) -> Failure; 2] =
            [|code, reason| back(code, reason, "canary"), |code, reason| front(code, reason, "CANARY")];
        for meaning in forms {
            assert_eq!(meaning(401, "authError"), Failure::Credentials);
            assert_eq!(meaning(404, "notFound"), Failure::NotFound);
            assert_eq!(meaning(409, "duplicate"), Failure::Duplicate);
            assert_eq!(meaning(410, "deleted"), Failure::Deleted);
            assert_eq!(meaning(403, "forbiddenForServiceAccounts"), Failure::NoDelegation);
            assert_eq!(meaning(403, "userRateLimitExceeded"), Failure::Final(CalendarError::Quota { retry_after: 60 }));
            assert_eq!(meaning(429, "rateLimitExceeded"), Failure::Final(CalendarError::Quota { retry_after: 60 }));
            assert_eq!(meaning(403, "quotaExceeded"), Failure::Final(CalendarError::Quota { retry_after: 3_600 }));
            assert_eq!(meaning(500, "backendError"), Failure::unavailable());
            assert_eq!(meaning(503, ""), Failure::unavailable());
            let Failure::Final(CalendarError::Refused { reason }) = meaning(403, "insufficientPermissions") else { panic!("refused") };
            assert!(reason.contains("both boxes"));
        }
    }

    #[test]
    fn no_call_is_told_from_any_other_mistake() {
        assert_eq!(back(400, "invalid", "Invalid conference type value."), Failure::NoMeet);
        assert_eq!(back(400, "invalid", "Invalid resource id value."), Failure::refused("it answered 400 (invalid)"));
    }

    #[test]
    fn googles_words_go_nowhere() {
        for (code, reason) in [(400, "canary and more"), (403, "canary<script>"), (412, "canary-1"), (0, "canary"), (302, "canary")] {
            let shown = format!("{:?}", back(code, reason, "canary"));
            assert!(!shown.contains("canary"), "{shown}");
        }
        assert_eq!(of_body(&json!("canary")), Failure::unavailable());
        assert_eq!(of_body(&json!({"error": "invalid_grant"})), Failure::unavailable());
    }
}
