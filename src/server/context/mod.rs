//! The doors of server functions: each guard returns a value whose methods are all that this caller may do.
//! During server rendering a server function is called directly, past every layer: so the guard is its first line.

mod admin;
mod assistant;
mod visitor;

use axum::http::{HeaderMap, StatusCode, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

pub use admin::{AdminDoor, Anyone, OwnerDoor, anyone, require_admin, require_owner};
pub use assistant::apply as apply_models;
pub use visitor::{VisitorDoor, admit, limited_visitor};

use super::{problem, state::AppState};
use crate::{domain::api_error::ApiError, service::error::ServiceError};

/// The application behind the request that is being served.
fn state() -> Result<AppState, ApiError> {
    use_context().ok_or_else(|| problem::internal("a server function without the application's state"))
}

fn parts() -> Result<Parts, ApiError> {
    use_context().ok_or_else(|| problem::internal("a server function without a request"))
}

/// Gives the answer its truthful status; a server function's error is a 500 otherwise.
/// A page that is being rendered keeps its own status: its error is shown in its place on the page.
fn refuse(error: ApiError) -> ApiError {
    let is_page = parts().is_ok_and(|parts| !parts.uri.path().starts_with("/rpc/"));
    if let (false, Some(options), Ok(status)) = (is_page, use_context::<ResponseOptions>(), StatusCode::from_u16(error.code.status())) {
        options.set_status(status);
    }
    error
}

fn refuse_service(error: ServiceError) -> ApiError {
    refuse(error.into())
}

fn set_headers(headers: HeaderMap) {
    if let Some(options) = use_context::<ResponseOptions>() {
        for (name, value) in headers.iter() {
            options.insert_header(name.clone(), value.clone());
        }
    }
}
