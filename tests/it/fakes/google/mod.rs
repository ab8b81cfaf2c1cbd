//! A fake Google on a port of this machine: consent page, token server and calendar. It checks every request, answers in
//! Google's forms, does what a test wrote down, and remembers what it was asked and what was wrong with it.

pub mod assertion;
mod calendar;
mod check;
pub mod oauth;
pub mod refusal;
pub mod script;

use std::{
    collections::{HashMap, VecDeque},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::Path,
    sync::{Arc, Mutex, MutexGuard},
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request as HttpRequest, State},
    http::{HeaderMap, Method, Uri},
    response::Response,
};
use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};

use assertion::AccountKey;
pub use calendar::{Calendars, Meet};
use oauth::Grants;
pub use refusal::Refusal;
use refusal::pretty;
pub use script::{Behaviour, Endpoint};

/// Any free port of this machine.
const LOOPBACK: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
const CALENDAR: &str = "/calendar/v3";

/// One request as it arrived.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Why a request is not carried out.
pub enum Fault {
    /// It breaks a rule of the interface: ours never may.
    Deviation(String, Refusal),
    /// It keeps to the rules, but Google says no.
    Refusal(Refusal),
}

impl Fault {
    pub fn deviation(rule: impl Into<String>, refusal: Refusal) -> Self {
        Self::Deviation(rule.into(), refusal)
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

/// A request that keeps to the rules.
enum Call {
    OAuth(oauth::Call),
    Calendar(calendar::Call),
}

struct Inner {
    address: SocketAddr,
    key: AccountKey,
    script: Mutex<HashMap<Endpoint, VecDeque<Behaviour>>>,
    requests: Mutex<Vec<Recorded>>,
    complaints: Mutex<Vec<String>>,
    grants: Mutex<Grants>,
    calendars: Mutex<Calendars>,
}

/// The running fake; dropping it ends it.
pub struct FakeGoogle {
    inner: Arc<Inner>,
    task: JoinHandle<()>,
}

impl Drop for FakeGoogle {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("no test panics while it holds this")
}

impl FakeGoogle {
    pub async fn start() -> Self {
        let listener = TcpListener::bind(LOOPBACK).await.expect("a free port");
        let inner = Arc::new(Inner {
            address: listener.local_addr().expect("a bound port"),
            key: AccountKey::generate(),
            script: Mutex::default(),
            requests: Mutex::default(),
            complaints: Mutex::default(),
            grants: Mutex::default(),
            calendars: Mutex::new(Calendars::with_primary()),
        });
        let router = Router::new().fallback(handle).with_state(Arc::clone(&inner));
        #[expect(clippy::disallowed_methods, reason = "a fake on the loopback needs no limits on connections")]
        let serving = axum::serve(listener, router);
        let task = tokio::spawn(async move { drop(serving.await) });
        Self { inner, task }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.inner.address)
    }

    pub fn auth_url(&self) -> String {
        self.url("/o/oauth2/v2/auth")
    }

    pub fn token_url(&self) -> String {
        self.url("/token")
    }

    pub fn revoke_url(&self) -> String {
        self.url("/revoke")
    }

    /// As `GOOGLE_CALENDAR_BASE_URL` wants it.
    pub fn calendar_url(&self) -> String {
        self.url(CALENDAR)
    }

    /// Writes the key file of the service account.
    pub fn write_account(&self, path: &Path) {
        self.inner.key.write(path, &self.token_url());
    }

    /// The next request of this endpoint gets this answer.
    pub fn next(&self, endpoint: Endpoint, behaviour: Behaviour) -> &Self {
        locked(&self.inner.script).entry(endpoint).or_default().push_back(behaviour);
        self
    }

    /// The next request of this endpoint is refused.
    pub fn refuse(&self, endpoint: Endpoint, refusal: Refusal) -> &Self {
        self.next(endpoint, Behaviour::Refuse(refusal))
    }

    /// Who has which permission.
    pub fn grants(&self) -> MutexGuard<'_, Grants> {
        locked(&self.inner.grants)
    }

    pub fn calendars(&self) -> MutexGuard<'_, Calendars> {
        locked(&self.inner.calendars)
    }

    /// Requests of this endpoint, whatever came of them.
    pub fn requests(&self, endpoint: Endpoint) -> Vec<Recorded> {
        locked(&self.inner.requests).iter().filter(|request| endpoint_of(request) == Some(endpoint)).cloned().collect()
    }

    pub fn calls(&self, endpoint: Endpoint) -> usize {
        self.requests(endpoint).len()
    }

    /// Rules that requests broke (refusals that a test wrote down are not among them).
    pub fn complaints(&self) -> Vec<String> {
        locked(&self.inner.complaints).clone()
    }
}

fn endpoint_of(request: &Recorded) -> Option<Endpoint> {
    match (request.uri.path(), request.method.as_str()) {
        ("/o/oauth2/v2/auth", "GET") => Some(Endpoint::Authorize),
        ("/token", "POST") => Some(Endpoint::Token),
        ("/revoke", "POST") => Some(Endpoint::Revoke),
        (path, method) => calendar::endpoint_of(path.strip_prefix(CALENDAR)?, method),
    }
}

async fn handle(State(inner): State<Arc<Inner>>, request: HttpRequest) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap_or_default();
    let recorded = Recorded { method: parts.method, uri: parts.uri, headers: parts.headers, body };
    locked(&inner.requests).push(recorded.clone());
    let Some(endpoint) = endpoint_of(&recorded) else {
        let what = format!("{} {}: there is no such thing", recorded.method, recorded.uri.path());
        locked(&inner.complaints).push(what);
        return refuse(&Refusal::not_found());
    };
    match accept(&inner, endpoint, &recorded) {
        Err(Fault::Deviation(rule, refusal)) => {
            locked(&inner.complaints).push(format!("{endpoint:?}: {rule}"));
            refuse(&refusal)
        }
        Err(Fault::Refusal(refusal)) => refuse(&refusal),
        Ok(call) => {
            let behaviour = scripted(&inner, endpoint);
            answer(&inner, behaviour, call).await
        }
    }
}

fn scripted(inner: &Inner, endpoint: Endpoint) -> Option<Behaviour> {
    locked(&inner.script).get_mut(&endpoint)?.pop_front()
}

/// Whether a request keeps to the rules, in the order in which Google looks: who is asking first.
fn accept(inner: &Inner, endpoint: Endpoint, request: &Recorded) -> Result<Call, Fault> {
    match endpoint {
        Endpoint::Authorize => oauth::authorize(request).map(Call::OAuth),
        Endpoint::Token => oauth::token(request, &format!("http://{}/token", inner.address), &inner.key).map(Call::OAuth),
        Endpoint::Revoke => oauth::revoke(request).map(Call::OAuth),
        endpoint => {
            let access = calendar::bearer(&locked(&inner.grants), request)?;
            calendar::permitted(endpoint, &access)?;
            check::call(endpoint, request, CALENDAR, access).map(Call::Calendar)
        }
    }
}

async fn answer(inner: &Inner, behaviour: Option<Behaviour>, call: Call) -> Response {
    match behaviour {
        Some(Behaviour::Silence) => std::future::pending().await,
        Some(Behaviour::Refuse(refusal)) => refuse(&refusal),
        Some(Behaviour::Raw { status, content_type, body }) => respond(status, content_type, Body::from(body)),
        Some(Behaviour::DoneButLost) => {
            drop(done(inner, call));
            refuse(&Refusal::unavailable())
        }
        None => done(inner, call),
    }
}

fn done(inner: &Inner, call: Call) -> Response {
    match call {
        Call::OAuth(call) => permitted(&mut locked(&inner.grants), call),
        Call::Calendar(call) => match locked(&inner.calendars).done(call) {
            Ok(Some(answer)) => respond(200, "application/json; charset=UTF-8", Body::from(pretty(&answer, b" "))),
            Ok(None) => respond(204, "text/html", Body::empty()),
            Err(refusal) => refuse(&refusal),
        },
    }
}

fn permitted(grants: &mut Grants, call: oauth::Call) -> Response {
    let answer = match call {
        oauth::Call::Authorize(asked) => {
            let back = grants.consent(&asked);
            return Response::builder().status(302).header("location", back).body(Body::empty()).expect("a response");
        }
        oauth::Call::Revoke(token) => grants.revoke(&token).map(|()| Value::Object(serde_json::Map::new())),
        oauth::Call::Code { code, redirect_uri, verifier } => grants.redeem(&code, &redirect_uri, &verifier),
        oauth::Call::Refresh(token) => grants.refresh(&token),
        oauth::Call::Assertion { scopes, subject } => grants.account(scopes, subject.as_deref()),
    };
    match answer {
        Ok(answer) => respond(200, "application/json; charset=utf-8", Body::from(pretty(&answer, b"  "))),
        Err(refusal) => refuse(&refusal),
    }
}

fn refuse(refusal: &Refusal) -> Response {
    respond(refusal.http, "application/json; charset=UTF-8", Body::from(refusal.body()))
}

fn respond(status: u16, content_type: &'static str, body: Body) -> Response {
    Response::builder()
        .status(status)
        .header("content-type", content_type)
        .header("cache-control", "no-cache, no-store, max-age=0, must-revalidate")
        .header("pragma", "no-cache")
        .header("server", "ESF")
        .header("x-content-type-options", "nosniff")
        .body(body)
        .expect("a response")
}
