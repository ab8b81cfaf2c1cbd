//! A Gemini that answers at once, or says one word and then waits: the least a model can cost, so that what is
//! measured is ours. (The faithful fake, with every error, is the one of the integration tests.)

use std::{
    convert::Infallible,
    net::{SocketAddr, TcpListener as StdListener},
    time::Duration,
};

use bytes::Bytes;
use futures::{StreamExt, stream};
use http_body_util::{BodyExt, StreamBody, combinators::UnsyncBoxBody};
use hyper::{
    Request, Response,
    body::{Frame, Incoming},
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use super::Outcome;

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
        let listener = StdListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        std::thread::spawn(move || {
            if let Err(error) = runtime.block_on(serve(listener, pace)) {
                eprintln!("bench: the fake Gemini ended: {error}");
            }
        });
        Ok(Self { address })
    }

    /// What makes a server ask this fake.
    pub fn settings(&self) -> [(&'static str, String); 2] {
        [("GEMINI_API_KEY", "AQ.bench".to_owned()), ("GEMINI_BASE_URL", format!("http://{}/v1beta", self.address))]
    }
}

async fn serve(listener: StdListener, pace: Pace) -> Outcome<()> {
    let listener = TcpListener::from_std(listener)?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(request, pace));
            // A connection that the server drops is no news.
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
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
