//! How [`ApiError`] crosses the wire of server functions.

use server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};

use crate::domain::api_error::{ApiError, ErrorCode};

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::new(ErrorCode::Offline, "The server could not be reached."),
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => unreadable(),
            // On the server these are arguments in JSON; in the browser, an answer that is not ours.
            ServerFnErrorErr::Deserialization(_) if cfg!(feature = "ssr") => unreadable(),
            _ => Self::new(ErrorCode::Internal, "Something went wrong on our side."),
        }
    }
}

fn unreadable() -> ApiError {
    ApiError::new(ErrorCode::InvalidRequest, "The request could not be read.")
}
