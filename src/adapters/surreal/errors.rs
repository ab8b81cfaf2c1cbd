//! What an error of the engine means to us, told without the values it may quote.

use surrealdb::{
    Error, IndexedResults,
    types::{AlreadyExistsError, AuthError, NotAllowedError, NotFoundError, QueryError, ValidationError},
};

use crate::service::error::StorageError;

/// What our statements `THROW` when the record changed meanwhile.
const CONFLICT: &str = "conflict";
/// What our statements `THROW` when a unique thing is there already.
const DUPLICATE: &str = "duplicate";
/// What those that store a meeting `THROW`, for reasons that its port tells apart.
pub(super) const REPEATED: &str = "repeated";
pub(super) const STALE: &str = "stale";
pub(super) const TAKEN: &str = "taken";
pub(super) const DAY_FULL: &str = "day full";
pub(super) const TOO_MANY: &str = "too many";
const REASONS: [&str; 5] = [REPEATED, STALE, TAKEN, DAY_FULL, TOO_MANY];

/// Why a query failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// Two transactions met; nothing was changed. Try again.
    Retry,
    /// The connection is gone or the engine is closing.
    Gone(String),
    /// The server does not know our session, or no longer; nothing was changed.
    Stranger,
    /// A statement of ours refused, for one of the reasons above; nothing was changed.
    Refused(&'static str),
    /// Trying again would fail again.
    Final(StorageError),
}

impl From<Failure> for StorageError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Retry => Self::Conflict,
            Failure::Gone(text) => Self::Failed(text),
            Failure::Stranger => Self::Failed("the database server does not know the session".into()),
            Failure::Refused(why) => Self::Failed(format!("refused: {why}")),
            Failure::Final(error) => error,
        }
    }
}

/// The results, or the error that made a transaction fail.
///
/// In a failed transaction each statement has an error, and only one of them says why.
pub(super) fn check(mut results: IndexedResults) -> Result<IndexedResults, Failure> {
    let mut errors: Vec<_> = results.take_errors().into_iter().collect();
    errors.sort_by_key(|(index, _)| *index);
    let consequence = |error: &Error| matches!(error.query_details(), Some(QueryError::NotExecuted | QueryError::Cancelled));
    let cause = errors.iter().find(|(_, error)| !consequence(error)).or(errors.first());
    match cause {
        Some((_, error)) => Err(classify(error)),
        None => Ok(results),
    }
}

/// What the error means to us.
pub(super) fn classify(error: &Error) -> Failure {
    let mut deepest = error;
    while let Some(cause) = deepest.cause() {
        deepest = cause;
    }
    [error, deepest].into_iter().find_map(known).unwrap_or_else(|| Failure::Final(StorageError::Failed(told(deepest))))
}

fn known(error: &Error) -> Option<Failure> {
    let text = error.message();
    if matches!(error.query_details(), Some(QueryError::TransactionConflict)) || text.starts_with("Transaction conflict:") {
        return Some(Failure::Retry);
    }
    if matches!(error.query_details(), Some(QueryError::TimedOut { .. })) {
        return Some(Failure::Final(StorageError::Timeout));
    }
    if error.is_connection() {
        return Some(Failure::Gone(told(error)));
    }
    if is_of_a_stranger(error) {
        return Some(Failure::Stranger);
    }
    if let Some(AlreadyExistsError::Record { id }) = error.already_exists_details() {
        let table = id.split(':').next().unwrap_or_default();
        // A cell of time: it is another meeting's.
        return Some(if table == "meeting_claim" { Failure::Refused(TAKEN) } else { Failure::Final(taken(table)) });
    }
    if error.is_thrown() && text.ends_with(CONFLICT) || refused_revision(text) {
        return Some(Failure::Final(StorageError::Conflict));
    }
    if error.is_thrown() && text.ends_with(DUPLICATE) {
        return Some(Failure::Final(StorageError::Duplicate("record")));
    }
    if error.is_thrown()
        && let Some(why) = REASONS.into_iter().find(|why| text.ends_with(*why))
    {
        return Some(Failure::Refused(why));
    }
    text.strip_prefix("Database index `").map(|rest| Failure::Final(taken(rest.split('`').next().unwrap_or_default())))
}

/// The server has no session of ours: it was never begun, has expired, or is in no database.
fn is_of_a_stranger(error: &Error) -> bool {
    let is_expired = |auth: &AuthError| matches!(auth, AuthError::SessionExpired | AuthError::TokenExpired);
    let is_anonymous = |auth: &AuthError| matches!(auth, AuthError::NotAllowed { actor, .. } if actor == "anonymous");
    matches!(error.not_allowed_details(), Some(NotAllowedError::Auth(auth)) if is_expired(auth) || is_anonymous(auth))
        || matches!(error.validation_details(), Some(ValidationError::NamespaceEmpty | ValidationError::DatabaseEmpty))
        || matches!(error.not_found_details(), Some(NotFoundError::Session { .. }))
}

/// A server does not let us in: wrong name or password, or no right to be in that database.
pub(super) fn is_refusal(error: &Error) -> bool {
    error.is_not_allowed()
}

/// The schema lets `revision` and `version` grow by one only: the stored one was not the one before.
fn refused_revision(text: &str) -> bool {
    let grows = ["for field `revision`", "for field `version`"];
    text.starts_with("Found ") && text.contains("must conform to") && grows.iter().any(|field| text.contains(field))
}

/// A record id or an indexed value is taken: what that means depends on whose.
fn taken(what: &str) -> StorageError {
    match what.trim_matches('`') {
        "message" => StorageError::Duplicate("message"),
        "admin" | "admin_email" => StorageError::Duplicate("admin"),
        "team_invitation" | "team_invitation_email" => StorageError::Duplicate("invitation"),
        "api_key" | "api_key_hash" => StorageError::Duplicate("key"),
        "session" => StorageError::Duplicate("session"),
        "audit" => StorageError::Duplicate("audit entry"),
        _ => StorageError::Conflict,
    }
}

/// The error for the log: its kind and its text up to the first quoted value, which may be personal.
fn told(error: &Error) -> String {
    let text = error.message();
    let plain = text.split(['\'', '"']).next().unwrap_or_default();
    let plain: String = plain.chars().take(300).collect();
    let cut = if plain.len() < text.len() { "…" } else { "" };
    format!("{}: {plain}{cut}", error.kind_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_values_do_not_reach_the_log() {
        let error = Error::internal("Couldn't coerce value for field `email`: Expected `int` but found 'ana@example.com'".into());
        let StorageError::Failed(text) = StorageError::from(classify(&error)) else { panic!("{error:?}") };
        assert!(!text.contains("ana@"), "{text}");
    }

    #[test]
    fn what_is_taken_is_named() {
        let index = Error::internal("Database index `admin_email` already contains 'a@b.c', with record `admin:1`".into());
        assert_eq!(StorageError::from(classify(&index)), StorageError::Duplicate("admin"));
        let guard = Error::internal("Found 7 for field `revision`, with record `conversation:x`, but field must conform to: …".into());
        assert_eq!(StorageError::from(classify(&guard)), StorageError::Conflict);
        let record = |id: &str| {
            Error::already_exists(format!("Database record `{id}` already exists"), AlreadyExistsError::Record { id: id.into() })
        };
        assert!(matches!(classify(&record("meeting_claim:5984400")), Failure::Refused(TAKEN)));
        assert!(matches!(classify(&record("lead:x")), Failure::Final(StorageError::Conflict)));
    }
}
