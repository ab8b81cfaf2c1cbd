//! What a refusal of the service of meetings means to whoever asked over HTTP.

use super::problem;
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        meeting::life::Refused,
    },
    service::schedule::ScheduleError,
};

impl From<ScheduleError> for ApiError {
    fn from(error: ScheduleError) -> Self {
        let said = |code, text: String| Self::new(code, problem::sentence(&text));
        match error {
            ScheduleError::NotFree { why, .. } => said(ErrorCode::SlotUnavailable, why.to_string()),
            ScheduleError::Slot(wrong) => Self::field("slot_id", wrong.to_string()),
            ScheduleError::Refused(Refused::NoContact) => Self::field("email", Refused::NoContact.to_string()),
            ScheduleError::Refused(refused) => said(ErrorCode::Conflict, refused.to_string()),
            ScheduleError::TooMany(refusal) => problem::too_many(refusal.retry_after),
            ScheduleError::KeyReused => Self::field("idempotency_key", ScheduleError::KeyReused.to_string()),
            ScheduleError::Service(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::schedule::availability::Unavailable;

    #[test]
    fn refusals_are_sentences() {
        let taken = ApiError::from(ScheduleError::NotFree { why: Unavailable::Taken, alternatives: vec![] });
        assert_eq!((taken.code, taken.message.as_str()), (ErrorCode::SlotUnavailable, "This time is taken."));
        let over = ApiError::from(ScheduleError::from(Refused::Over));
        assert_eq!((over.code, over.message.as_str()), (ErrorCode::Conflict, "The meeting has already taken place."));
        assert!(ApiError::from(ScheduleError::KeyReused).fields.contains_key("idempotency_key"));
    }
}
