//! A streamed answer as server-sent events, each with an id, so that it can be taken up again after a broken connection.

use std::{convert::Infallible, sync::Arc};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures::{Stream, StreamExt, stream};

use super::super::super::{
    hub::{Reply, frame},
    metrics::Open,
};
use crate::domain::{
    api_error::{ApiError, ErrorCode},
    chat::{ChatEvent, ChatReply},
};

/// The caller asked for an event stream.
pub fn is_wanted(headers: &HeaderMap) -> bool {
    let is_stream = |kind: &str| {
        let mut pieces = kind.split(';').map(str::trim);
        let named = pieces.next().is_some_and(|name| name.eq_ignore_ascii_case("text/event-stream"));
        named && !pieces.any(|piece| matches!(piece, "q=0" | "q=0.0"))
    };
    headers.get_all(header::ACCEPT).iter().any(|value| value.to_str().is_ok_and(|text| text.split(',').any(is_stream)))
}

/// The number of the last event the caller has seen; 0 without one.
pub fn last_event_id(headers: &HeaderMap) -> Result<usize, ApiError> {
    let Some(value) = headers.get("last-event-id").filter(|value| !value.is_empty()) else { return Ok(0) };
    let number = value.to_str().ok().and_then(|text| text.trim().parse().ok());
    number.ok_or_else(|| ApiError::new(ErrorCode::InvalidRequest, "Last-Event-ID is the number of an event."))
}

/// The events of an answer after number `seen`, to the last one. It counts as open until its last reader has gone.
pub fn respond(reply: Arc<Reply>, seen: usize, open: Open) -> Response {
    sse(reply.events_after(seen).inspect(move |_| {
        let _kept = &open;
    }))
}

/// A finished answer from what was stored: the whole text, then the end. How much of the text a caller has who has seen
/// events of it is not known any more: they get the end alone, which has the whole text in it.
pub fn respond_stored(reply: ChatReply, seen: usize) -> Response {
    let text = ChatEvent::Delta { text: reply.reply.text.clone() };
    let done = ChatEvent::Done(Box::new(reply));
    let events = match seen {
        0 => vec![frame(1, &text), frame(2, &done)],
        seen => vec![frame(seen.saturating_add(1), &done)],
    };
    sse(stream::iter(events))
}

fn sse(frames: impl Stream<Item = Bytes> + Send + 'static) -> Response {
    let mut response = Body::from_stream(frames.map(Ok::<_, Infallible>)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Proxies shall pass each word on as it comes.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_asked_for_by_name() {
        let wanted = |accept: &'static str| is_wanted(&HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]));
        assert!(wanted("text/event-stream") && wanted("application/json;q=0.5, Text/Event-Stream") && wanted("text/event-stream;q=0.9"));
        assert!(!wanted("*/*") && !wanted("application/json") && !wanted("text/event-stream;q=0"));
    }

    #[test]
    fn the_last_event_is_a_number() {
        let last = |text: &'static str| {
            last_event_id(&HeaderMap::from_iter([("last-event-id".parse().expect("a name"), HeaderValue::from_static(text))]))
        };
        assert_eq!(last("7"), Ok(7));
        assert_eq!(last(""), Ok(0));
        assert!(last("-1").is_err() && last("x").is_err() && last("99999999999999999999999").is_err());
    }
}
