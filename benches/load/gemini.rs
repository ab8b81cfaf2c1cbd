//! A Gemini that answers at once, or says one word and then waits: the least a model can cost, so that what is
//! measured is ours. (The faithful fake, with every error, is the one of the integration tests.)

use std::{convert::Infallible, net::SocketAddr, time::Duration};

use bytes::Bytes;
use futures::{StreamExt, stream};
use http_body_util::{BodyExt, StreamBody, combinators::UnsyncBoxBody};
use hyper::{
    Request, Response,
    body::{Frame, Incoming},
};

use super::{Outcome, fake};

/// How it answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    Instant,
    /// One word, then silence for this long, then the rest.
    Hanging(Duration),
}

pub struct Fake {
    address: SocketAddr,
}

const FIRST: &str = r#"{"candidates": [{"content": {"parts": [{"text": "Thanks for asking! "}],"role": "model"},"index": 0}],"usageMetadata": {"promptTokenCount": 410,"candidatesTokenCount": 4,"totalTokenCount": 414},"modelVersion": "gemini-3.8-flash","responseId": "bench"}"#;
const LAST: &str = r#"{"candidates": [{"content": {"parts": [{"text": "I will pass this on. What else would you like to know?"}],"role": "model"},"finishReason": "STOP","index": 0}],"usageMetadata": {"promptTokenCount": 410,"candidatesTokenCount": 17,"totalTokenCount": 427},"modelVersion": "gemini-3.8-flash","responseId": "bench"}"#;

impl Fake {
    /// Runs on a thread of its own until the process ends.
    pub fn start(pace: Pace) -> Outcome<Self> {
        Ok(Self { address: fake::start("Gemini", move |request| answer(request, pace))? })
    }

    /// What makes a server ask this fake.
    pub fn settings(&self) -> [(&'static str, String); 2] {
        [("GEMINI_API_KEY", "AQ.bench".to_owned()), ("GEMINI_BASE_URL", format!("http://{}/v1beta", self.address))]
    }
}

async fn answer(request: Request<Incoming>, pace: Pace) -> Result<Response<UnsyncBoxBody<Bytes, Infallible>>, Infallible> {
    let streamed = request.uri().path().ends_with(":streamGenerateContent");
    let _ = request.into_body().collect().await;
    let event = |json: &str| Frame::data(Bytes::from(format!("data: {json}\r\n\r\n")));
    let (first, last) = (event(FIRST), event(LAST));
    let body = match (streamed, pace) {
        (false, _) => StreamBody::new(stream::iter([Ok(Frame::data(Bytes::from_static(LAST.as_bytes())))])).boxed_unsync(),
        (true, Pace::Instant) => StreamBody::new(stream::iter([Ok(first), Ok(last)])).boxed_unsync(),
        (true, Pace::Hanging(silence)) => {
            let rest = stream::once(async move {
                tokio::time::sleep(silence).await;
                Ok(last)
            });
            StreamBody::new(stream::iter([Ok(first)]).chain(rest)).boxed_unsync()
        }
    };
    let kind = if streamed { "text/event-stream" } else { "application/json; charset=UTF-8" };
    let mut response = Response::new(body);
    response.headers_mut().insert(hyper::header::CONTENT_TYPE, hyper::header::HeaderValue::from_static(kind));
    Ok(response)
}
