//! Why a meeting is not as somebody wished; with other times where there are some.

use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::{
    domain::{api_error::ApiError, chat::SlotOffer},
    server::problem::Beside,
    service::{error::ServiceError, schedule::ScheduleError},
};

/// An error of the contract. Boxed: answers that are none are what is passed around.
pub struct Refusal {
    error: Box<ApiError>,
    /// Free times instead; None where the time was not the trouble.
    alternatives: Option<Vec<SlotOffer>>,
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self { error: Box::new(error), alternatives: None }
    }
}

impl From<ServiceError> for Refusal {
    fn from(error: ServiceError) -> Self {
        ApiError::from(error).into()
    }
}

impl From<ScheduleError> for Refusal {
    fn from(mut error: ScheduleError) -> Self {
        let alternatives = match &mut error {
            ScheduleError::NotFree { alternatives, .. } => Some(std::mem::take(alternatives)),
            _ => None,
        };
        Self { error: Box::new(error.into()), alternatives }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.error.into_response();
        if let Some(alternatives) = self.alternatives {
            response.extensions_mut().insert(Beside("alternatives", json!(alternatives)));
        }
        response
    }
}
