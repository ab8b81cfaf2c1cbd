//! Request bodies: read whole, at most so large, within so many seconds, before any handler sees the request. Files are read by
//! their handlers, which know by then who sends them.

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;

use super::problem::too_large;
use crate::domain::{
    api_error::{ApiError, ErrorCode},
    instruction::file,
    upload::MOST_BYTES,
};

/// Enough for a message of 4,000 characters with all that may come beside it.
const MOST: usize = 64 * 1024;
/// Settings of the dashboard: up to 100 services, a long instruction.
const MOST_RPC: usize = 256 * 1024;
/// 50,000 characters of an instruction, however many bytes each takes in JSON, and what was said to it in the playground.
const MOST_INSTRUCTION: usize = 640 * 1024;
/// A file of test conversations as a text in JSON, where each quote and each end of a line takes twice its room.
const MOST_TESTS: usize = 2 * file::MOST_BYTES + MOST;
/// A file, and what else is in the form that it comes in.
const MOST_FILE: usize = MOST_BYTES + MOST;
/// Where files are sent to.
pub const FILES: &str = "/leads/import";
pub const TESTS: &str = "/system-instruction/tests/import";
/// The chat counts whatever comes, and says its refusals to pages of other sites.
const CHAT: &str = "/gemini/";
/// The whole body must be here within this time: a client that sends a byte a second does not hold us.
const WITHIN: Duration = Duration::from_secs(15);
const FILE_WITHIN: Duration = Duration::from_secs(90);
/// How much of a body that is too large is read and dropped, so that the client gets to read our answer
/// instead of a broken connection.
const DRAINED: usize = 4 * 1024 * 1024;
/// How long that may take; of a file that somebody whom we know has sent, more is worth reading.
const DRAINING: Duration = Duration::from_millis(500);
const FILE_DRAINED: usize = 8 * MOST_FILE;
const FILE_DRAINING: Duration = Duration::from_secs(10);

/// Middleware: 413 for too large, 415 for compressed, 400 for bodies that break off or are too slow.
pub async fn bounded(request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let body = taken(&parts, body).await;
    match body {
        Ok(body) => next.run(Request::from_parts(parts, body)).await,
        Err(error) if parts.uri.path().starts_with(CHAT) => {
            parts.extensions.insert(NotTaken(error));
            next.run(Request::from_parts(parts, Body::empty())).await
        }
        Err(error) => error.into_response(),
    }
}

/// What was wrong with a body that [`bounded`] did not take, until [`refused`] answers.
#[derive(Clone)]
struct NotTaken(ApiError);

/// Middleware within the limits and the headers of the chat: answers for bodies that [`bounded`] did not take.
pub async fn refused(mut request: Request, next: Next) -> Response {
    match request.extensions_mut().remove::<NotTaken>() {
        Some(NotTaken(error)) => error.into_response(),
        None => next.run(request).await,
    }
}

/// The body as handlers see it: whole, but for files.
async fn taken(parts: &Parts, body: Body) -> Result<Body, ApiError> {
    if parts.headers.contains_key(header::CONTENT_ENCODING) {
        return Err(ApiError::new(ErrorCode::UnsupportedMediaType, "Send the body uncompressed."));
    }
    let path = parts.uri.path();
    if path == FILES || path == TESTS {
        return Ok(body);
    }
    let most = match path.split('/').collect::<Vec<_>>()[..] {
        ["", "rpc", "assistant", "cases", "import"] => MOST_TESTS,
        ["", "system-instruction", ..] | ["", "rpc", "assistant", ..] => MOST_INSTRUCTION,
        ["", "rpc", ..] => MOST_RPC,
        _ => MOST,
    };
    whole(parts, body, Bounds { most, within: WITHIN, drained: DRAINED, draining: DRAINING }).await
}

/// How much is read, and how much of what is too large is dropped.
struct Bounds {
    most: usize,
    within: Duration,
    drained: usize,
    draining: Duration,
}

/// A request whose body may be a file, with all of it.
pub async fn with_file(request: Request) -> Result<Request, ApiError> {
    let bounds = Bounds { most: MOST_FILE, within: FILE_WITHIN, drained: FILE_DRAINED, draining: FILE_DRAINING };
    let whole = with_all(request, bounds).await;
    whole.map_err(|error| if error.code == ErrorCode::TooLarge { file_too_large() } else { error })
}

/// A request whose body may be a file of test conversations, with all of it.
pub async fn with_tests(request: Request) -> Result<Request, ApiError> {
    with_all(request, Bounds { most: file::MOST_BYTES, within: FILE_WITHIN, drained: FILE_DRAINED, draining: FILE_DRAINING }).await
}

/// 413.
pub fn file_too_large() -> ApiError {
    ApiError::new(ErrorCode::TooLarge, "The file is too large: at most 10 MB.")
}

async fn with_all(request: Request, bounds: Bounds) -> Result<Request, ApiError> {
    let (parts, body) = request.into_parts();
    let body = whole(&parts, body, bounds).await?;
    Ok(Request::from_parts(parts, body))
}

async fn whole(parts: &Parts, body: Body, bounds: Bounds) -> Result<Body, ApiError> {
    let Bounds { most, within, drained, draining } = bounds;
    let declared = parts.headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()).and_then(|v| v.parse::<usize>().ok());
    let read = if declared.is_some_and(|length| length > most) { Err(Broken::TooLarge(body)) } else { read(body, most, within).await };
    match read {
        Ok(bytes) => Ok(Body::from(bytes)),
        Err(Broken::TooLarge(rest)) => {
            drain(rest, drained, draining).await;
            Err(ApiError { message: format!("The request is too large: at most {} KB.", most / 1024), ..too_large() })
        }
        Err(Broken::Unreadable) => Err(ApiError::new(ErrorCode::InvalidRequest, "The body could not be read in time.")),
    }
}

enum Broken {
    TooLarge(Body),
    Unreadable,
}

async fn read(mut body: Body, most: usize, within: Duration) -> Result<Bytes, Broken> {
    let mut whole = Vec::new();
    let reading = async {
        while let Some(frame) = body.frame().await {
            let Ok(frame) = frame else { return Err(true) };
            if let Some(data) = frame.data_ref() {
                if whole.len() + data.len() > most {
                    return Err(false);
                }
                whole.extend_from_slice(data);
            }
        }
        Ok(())
    };
    match tokio::time::timeout(within, reading).await {
        Ok(Ok(())) => Ok(Bytes::from(whole)),
        Ok(Err(false)) => Err(Broken::TooLarge(body)),
        Ok(Err(true)) | Err(_) => Err(Broken::Unreadable),
    }
}

async fn drain(mut body: Body, most: usize, within: Duration) {
    let draining = async {
        let mut seen = 0;
        while let Some(Ok(frame)) = body.frame().await {
            seen += frame.data_ref().map_or(0, Bytes::len);
            if seen > most {
                break;
            }
        }
    };
    // Not in time: the answer goes out all the same.
    let _ = tokio::time::timeout(within, draining).await;
}
