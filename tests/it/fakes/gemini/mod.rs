//! A fake Gemini on a port of this machine: checks every request as Google does, answers in Google's exact forms,
//! does what a test wrote down, and remembers what it was asked.

pub mod check;
mod plausible;
pub mod refusal;
pub mod script;
pub mod shapes;

use std::{
    collections::{HashSet, VecDeque},
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Path, Request as HttpRequest, State},
    http::{HeaderMap, Method, StatusCode, Uri},
    response::Response,
    routing::post,
};
use futures::{Stream, StreamExt, stream};
use tokio::{net::TcpListener, sync::Semaphore, task::JoinHandle};
use url::Url;

pub use refusal::Refusal;
pub use script::{Behaviour, ErrorForm, Step};

/// The key the fake takes unless a test says otherwise; one that begins with `bad` is refused.
pub const KEY: &str = "AQ.fake-key-canary";

/// Any free port of this machine.
const LOOPBACK: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

/// The models of the list of August and those that came since.
const ALIVE: [&str; 12] = [
    "gemini-2.5-flash",
    "gemini-2.5-flash-lite",
    "gemini-2.5-pro",
    "gemini-3-flash-preview",
    "gemini-3.1-flash-lite",
    "gemini-3.5-flash",
    "gemini-3.5-flash-lite",
    "gemini-3.6-flash",
    "gemini-3.7-flash",
    "gemini-3.8-flash",
    "gemini-flash-latest",
    "gemini-pro-latest",
];

/// One request as it arrived.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Recorded {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }
}

#[derive(Default)]
struct Inner {
    script: Mutex<VecDeque<Behaviour>>,
    requests: Mutex<Vec<Recorded>>,
    signed: Mutex<HashSet<String>>,
    refused: Mutex<Vec<String>>,
    /// Streams that are being sent.
    open: AtomicUsize,
    /// Bytes that were taken from it.
    sent: AtomicUsize,
    pieces: Mutex<Option<usize>>,
    /// Where answers that no test wrote wait before each chunk; without one they come at once.
    gate: Option<Semaphore>,
    /// Without signatures of its own every one is taken: for replaying recordings.
    lenient: bool,
}

/// The running fake; dropping it ends it.
pub struct FakeGemini {
    inner: Arc<Inner>,
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Drop for FakeGemini {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("no test panics while it holds this")
}

impl FakeGemini {
    pub async fn start() -> Self {
        Self::serve(LOOPBACK, Inner::default()).await
    }

    /// A fake that does not check signatures, since the answers it gives are not its own.
    pub async fn replaying() -> Self {
        Self::serve(LOOPBACK, Inner { lenient: true, ..Inner::default() }).await
    }

    /// A fake for another process. `gated`: an answer gets on by one chunk for each that `POST /gate/{chunks}` lets through.
    pub async fn at(address: SocketAddr, gated: bool) -> Self {
        Self::serve(address, Inner { gate: gated.then(|| Semaphore::new(0)), ..Inner::default() }).await
    }

    async fn serve(address: SocketAddr, inner: Inner) -> Self {
        let inner = Arc::new(inner);
        let listener = TcpListener::bind(address).await.expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let router = Router::new().route("/gate/{chunks}", post(let_through)).fallback(handle).with_state(Arc::clone(&inner));
        #[expect(clippy::disallowed_methods, reason = "a fake on the loopback needs no limits on connections")]
        let serving = axum::serve(listener, router);
        let task = tokio::spawn(async move { drop(serving.await) });
        Self { inner, address, task }
    }

    /// Host and version, as `GEMINI_BASE_URL` wants them.
    pub fn base_url(&self) -> Url {
        Url::parse(&format!("http://{}/v1beta", self.address)).expect("a URL")
    }

    /// The next request gets this answer.
    pub fn next(&self, behaviour: Behaviour) -> &Self {
        locked(&self.inner.script).push_back(behaviour);
        self
    }

    /// The next requests, so many, get this answer.
    pub fn times(&self, times: usize, behaviour: &Behaviour) -> &Self {
        locked(&self.inner.script).extend(std::iter::repeat_n(behaviour.clone(), times));
        self
    }

    /// Everything is sent in pieces of so many bytes.
    pub fn in_pieces_of(&self, size: usize) -> &Self {
        *locked(&self.inner.pieces) = Some(size);
        self
    }

    pub fn requests(&self) -> Vec<Recorded> {
        locked(&self.inner.requests).clone()
    }

    pub fn calls(&self) -> usize {
        locked(&self.inner.requests).len()
    }

    /// Why requests were refused that broke a rule (scripted refusals are not among them).
    pub fn complaints(&self) -> Vec<String> {
        locked(&self.inner.refused).clone()
    }

    /// How many streams are being sent now.
    pub fn open_streams(&self) -> usize {
        self.inner.open.load(Ordering::SeqCst)
    }

    /// How many bytes of streams were taken so far.
    pub fn bytes_sent(&self) -> usize {
        self.inner.sent.load(Ordering::SeqCst)
    }

    /// Serves until the process is killed.
    pub async fn run(mut self) {
        drop((&mut self.task).await);
    }
}

/// How the URL's last part ends: which endpoint.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Endpoint {
    Stream,
    Unary,
    Count,
}

async fn handle(State(inner): State<Arc<Inner>>, request: HttpRequest) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 20 << 20).await.unwrap_or_default();
    let recorded = Recorded { method: parts.method, uri: parts.uri, headers: parts.headers, body };
    locked(&inner.requests).push(recorded.clone());
    match accept(&inner, &recorded) {
        Err((endpoint, refusal)) => {
            locked(&inner.refused).push(String::from_utf8_lossy(&refusal.spaced()).into_owned());
            refuse(&refusal, endpoint)
        }
        Ok((Endpoint::Count, _, request)) => {
            let scripted = locked(&inner.script).pop_front();
            count(scripted, &request).await
        }
        Ok((endpoint, model, request)) => {
            let scripted = locked(&inner.script).pop_front();
            let behaviour = scripted.unwrap_or_else(|| gated(&inner, plausible::answer(&request)));
            answer(&inner, behaviour, endpoint, &model, &recorded).await
        }
    }
}

/// Four characters make a token, unless a test says otherwise: of an answer its words are what was asked to be counted.
async fn count(scripted: Option<Behaviour>, request: &check::Request) -> Response {
    match scripted {
        Some(Behaviour::Silence) => std::future::pending().await,
        Some(Behaviour::Refuse(refusal)) => refuse(&refusal, Endpoint::Count),
        Some(Behaviour::Raw { status, content_type, body }) => respond(status, content_type, Body::from(body)),
        Some(Behaviour::Answer(_)) | None => {
            let texts = request.contents.iter().flat_map(|content| &content.parts).filter_map(|part| part.text.as_ref());
            let tokens = texts.map(|text| text.chars().count()).sum::<usize>().div_ceil(4) as u64;
            respond(200, "application/json; charset=UTF-8", Body::from(shapes::pretty(&shapes::TokenCount::of(tokens))))
        }
    }
}

fn gated(inner: &Inner, behaviour: Behaviour) -> Behaviour {
    if inner.gate.is_some() { behaviour.each_after(&Step::Gate) } else { behaviour }
}

async fn let_through(State(inner): State<Arc<Inner>>, Path(chunks): Path<usize>) -> StatusCode {
    let Some(gate) = &inner.gate else { return StatusCode::NOT_FOUND };
    gate.add_permits(chunks);
    StatusCode::NO_CONTENT
}

/// Method, path, key, body: in the order in which Google looks at them.
fn accept(inner: &Inner, request: &Recorded) -> Result<(Endpoint, String, check::Request), (Endpoint, Refusal)> {
    let not_found = || (Endpoint::Unary, Refusal::new(404, "NOT_FOUND", "Requested entity was not found."));
    let (model, method) =
        request.uri.path().strip_prefix("/v1beta/models/").and_then(|rest| rest.rsplit_once(':')).ok_or_else(not_found)?;
    let endpoint = match (method, request.uri.query()) {
        ("streamGenerateContent", Some("alt=sse")) => Endpoint::Stream,
        ("generateContent", None) => Endpoint::Unary,
        ("countTokens", None) => Endpoint::Count,
        _ => return Err(not_found()),
    };
    let checked = || {
        if request.method != Method::POST {
            return Err(Refusal::new(404, "NOT_FOUND", "Requested entity was not found."));
        }
        let key = request.headers.get("x-goog-api-key").and_then(|key| key.to_str().ok()).ok_or_else(Refusal::no_permission)?;
        if request.headers.contains_key("authorization") {
            return Err(Refusal::invalid("Multiple authentication credentials received. Please pass only one."));
        }
        if key.starts_with("bad") {
            return Err(Refusal::bad_key());
        }
        if model.contains('%') || model.contains('/') {
            return Err(Refusal::invalid("* GenerateContentRequest.model: unexpected model name format\n"));
        }
        if !ALIVE.contains(&model) {
            return Err(Refusal::no_such_model(model));
        }
        let is_json = request.headers.get("content-type").is_some_and(|kind| kind == "application/json");
        if !is_json {
            return Err(Refusal::invalid("Invalid content type"));
        }
        match endpoint {
            Endpoint::Count => check::count(&request.body),
            Endpoint::Stream | Endpoint::Unary => check::request(&request.body, model, &known_signatures(inner, &request.body)),
        }
    };
    checked().map(|body| (endpoint, model.to_owned(), body)).map_err(|refusal| (endpoint, refusal))
}

fn known_signatures(inner: &Inner, body: &Bytes) -> HashSet<String> {
    if !inner.lenient {
        return locked(&inner.signed).clone();
    }
    let text = String::from_utf8_lossy(body);
    text.split("\"thoughtSignature\":\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

async fn answer(inner: &Arc<Inner>, behaviour: Behaviour, endpoint: Endpoint, model: &str, request: &Recorded) -> Response {
    let id = format!("fake-{}", locked(&inner.requests).len());
    let prompt_tokens = (request.body.len() / 4) as u64;
    match behaviour {
        Behaviour::Silence => std::future::pending().await,
        Behaviour::Refuse(refusal) => refuse(&refusal, endpoint),
        Behaviour::Raw { status, content_type, body } => respond(status, content_type, Body::from(body)),
        Behaviour::Answer(steps) => {
            remember_signatures(inner, &steps);
            match endpoint {
                Endpoint::Unary | Endpoint::Count => {
                    let whole = script::unary(&steps, model, &id, prompt_tokens);
                    respond(200, "application/json; charset=UTF-8", Body::from(shapes::pretty(&whole)))
                }
                Endpoint::Stream => {
                    let pieces = *locked(&inner.pieces);
                    let steps = script::render(&steps, model, &id, prompt_tokens, pieces);
                    respond(200, "text/event-stream", Body::from_stream(play(steps, Arc::clone(inner))))
                }
            }
        }
    }
}

fn remember_signatures(inner: &Inner, steps: &[Step]) {
    let chunks = steps.iter().filter_map(|step| if let Step::Chunk(chunk) = step { Some(chunk) } else { None });
    let parts = chunks.flat_map(|chunk| chunk.candidates.iter().flatten()).filter_map(|c| c.content.as_ref()?.parts.as_ref()).flatten();
    locked(&inner.signed).extend(parts.filter_map(|part| part.thought_signature.clone()));
}

/// Errors are pretty JSON on both endpoints; only the type differs.
fn refuse(refusal: &Refusal, endpoint: Endpoint) -> Response {
    let content_type = if endpoint == Endpoint::Stream { "text/event-stream" } else { "application/json; charset=UTF-8" };
    respond(refusal.http, content_type, Body::from(refusal.pretty()))
}

fn respond(status: u16, content_type: &'static str, body: Body) -> Response {
    let mut response = Response::builder()
        .status(StatusCode::from_u16(status).expect("a status"))
        .header("content-type", content_type)
        .header("server", "scaffolding on HTTPServer2")
        .header("server-timing", "gfet4t7; dur=51")
        .header("vary", "Origin, X-Origin, Referer")
        .header("x-content-type-options", "nosniff")
        .header("x-frame-options", "SAMEORIGIN")
        .header("x-xss-protection", "0");
    if status == 200 && content_type == "text/event-stream" {
        response = response.header("content-disposition", "attachment");
    } else if status == 200 || status == 429 {
        response = response.header("x-gemini-service-tier", "standard");
    }
    response.body(body).expect("a response")
}

/// Counts a stream as open while somebody holds it.
struct Open(Arc<Inner>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}

fn play(steps: Vec<Step>, inner: Arc<Inner>) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    inner.open.fetch_add(1, Ordering::SeqCst);
    let open = Open(inner);
    let flat = steps.into_iter().flat_map(|step| match step {
        Step::Repeat(bytes, times) => std::iter::repeat_n(Step::Bytes(bytes), times),
        other => std::iter::repeat_n(other, 1),
    });
    let gate = Arc::clone(&open.0);
    let pieces = stream::iter(flat).then(move |step| {
        let inner = Arc::clone(&gate);
        async move { take(step, &inner).await }
    });
    pieces.filter(|piece| std::future::ready(piece.as_ref().map_or(true, |bytes| !bytes.is_empty()))).inspect(move |piece| {
        let sent = piece.as_ref().map_or(0, Bytes::len);
        open.0.sent.fetch_add(sent, Ordering::SeqCst);
    })
}

async fn take(step: Step, inner: &Inner) -> Result<Bytes, std::io::Error> {
    match step {
        Step::Bytes(bytes) => Ok(Bytes::from(bytes)),
        Step::Pause(pause) => {
            tokio::time::sleep(pause).await;
            Ok(Bytes::new())
        }
        Step::Gate => {
            let gate = inner.gate.as_ref().expect("only a gated fake writes this step");
            gate.acquire().await.expect("it is never closed").forget();
            Ok(Bytes::new())
        }
        Step::Reset => {
            // What was sent before must have left this process, or it breaks away too.
            tokio::time::sleep(Duration::from_millis(50)).await;
            Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))
        }
        Step::Hang => std::future::pending::<Result<Bytes, Infallible>>().await.map_err(|never| match never {}),
        Step::Chunk(_) | Step::Repeat(..) => Ok(Bytes::new()),
    }
}
