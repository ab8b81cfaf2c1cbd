//! What a use case cannot do, and what a port could not.

use crate::domain::{api_error::FieldErrors, ids::LeadId};

/// A storage port failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// Someone else wrote first; read again and retry.
    #[error("the record changed meanwhile")]
    Conflict,
    /// A unique value is taken.
    #[error("already there: {0}")]
    Duplicate(&'static str),
    /// No answer within the time limit.
    #[error("the database did not answer in time")]
    Timeout,
    /// Anything else. The text is for the log only.
    #[error("storage: {0}")]
    Failed(String),
}

/// A use case failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServiceError {
    #[error("invalid fields")]
    Invalid(FieldErrors),
    #[error("{0} not found")]
    NotFound(&'static str),
    /// In words for a person.
    #[error("{0}")]
    Conflict(String),
    #[error("the version is no longer {seen}, it is {current}")]
    VersionConflict { seen: u64, current: u64 },
    /// The address or number belongs to this lead already.
    #[error("this person is a lead already")]
    DuplicateLead { id: LeadId },
    #[error("wrong credentials")]
    Unauthorized,
    #[error("not allowed")]
    Forbidden,
    /// Somebody of the team asks, and it is an owner's to do.
    #[error("only an owner may")]
    OwnersOnly,
    #[error("too many requests")]
    RateLimited { retry_after: u64 },
    /// Too much at once; worth another try after `retry_after` seconds.
    #[error("too busy")]
    Busy { retry_after: u64 },
    /// A service we depend on failed; the text is safe to show.
    #[error("{0}")]
    Upstream(String),
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A bug or a broken environment; the text is for the log only.
    #[error("internal: {0}")]
    Internal(String),
}

impl ServiceError {
    /// One field at fault.
    pub fn field(name: &str, problem: impl Into<String>) -> Self {
        Self::Invalid(FieldErrors::from([(name.to_owned(), problem.into())]))
    }
}
