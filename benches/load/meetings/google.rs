//! A Google that answers at once: tokens for everybody, and one calendar in memory. (The faithful fake, with every error, is
//! the one of the integration tests.)

use std::{
    collections::BTreeMap,
    convert::Infallible,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use chatimjd::domain::time::Timestamp;
use http_body_util::{BodyExt, Full};
use hyper::{
    Request, Response, StatusCode,
    body::Incoming,
    header::{CONTENT_TYPE, HeaderValue},
};
use serde_json::{Map, Value, json};
use tempfile::TempDir;

use super::{
    super::{Outcome, fake},
    account,
};

/// Whose calendar it is: the service account speaks for this person, so that events have guests and calls.
const OWNER: &str = "owner@example.com";
const CALL: &str = "https://meet.google.com/abc-mnop-xyz";

struct Event {
    start: Timestamp,
    end: Timestamp,
    /// As Google shows it.
    shown: Value,
}

/// By their ids.
#[derive(Clone, Default)]
struct Events(Arc<Mutex<BTreeMap<String, Event>>>);

impl Events {
    fn all(&self) -> MutexGuard<'_, BTreeMap<String, Event>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub struct Fake {
    address: SocketAddr,
    events: Events,
    /// Holds the account's key.
    folder: TempDir,
}

impl Fake {
    pub fn start() -> Outcome<Self> {
        let events = Events::default();
        let calendar = events.clone();
        let address = fake::start("Google", move |request| answer(request, calendar.clone()))?;
        let fake = Self { address, events, folder: TempDir::new()? };
        account::write(&fake.folder.path().join("google.json"), &fake.url("/token"))?;
        Ok(fake)
    }

    /// What makes a server ask this fake.
    pub fn settings(&self) -> [(&'static str, String); 4] {
        [
            ("GOOGLE_SERVICE_ACCOUNT_FILE", self.folder.path().join("google.json").to_string_lossy().into_owned()),
            ("GOOGLE_DELEGATED_USER", OWNER.to_owned()),
            ("GOOGLE_TOKEN_URL", self.url("/token")),
            ("GOOGLE_CALENDAR_BASE_URL", self.url("/calendar/v3")),
        ]
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How many are in the calendar.
    pub fn events(&self) -> usize {
        self.events.all().len()
    }
}

async fn answer(request: Request<Incoming>, events: Events) -> Result<Response<Full<Bytes>>, Infallible> {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let sent = request.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    // A form for the token server, nothing at all, or JSON.
    let sent: Value = serde_json::from_slice(&sent).unwrap_or_default();
    let (status, json) = done(&events, method.as_str(), &path, &sent);
    let body = if json.is_null() { Full::default() } else { Full::new(Bytes::from(json.to_string())) };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=UTF-8"));
    Ok(response)
}

fn done(events: &Events, method: &str, path: &str, sent: &Value) -> (StatusCode, Value) {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let outcome = match (method, parts.as_slice()) {
        ("POST", ["token"]) => Ok(json!({"access_token": "ya29.bench", "expires_in": 3_599, "token_type": "Bearer"})),
        ("POST", ["calendar", "v3", "freeBusy"]) => free_busy(&events.all(), sent),
        ("POST", ["calendar", "v3", "calendars", _, "events"]) => insert(&mut events.all(), sent),
        ("GET", ["calendar", "v3", "calendars", _, "events", id]) => {
            events.all().get(*id).map(|event| event.shown.clone()).ok_or(StatusCode::NOT_FOUND)
        }
        ("PATCH", ["calendar", "v3", "calendars", _, "events", id]) => patch(&mut events.all(), id, sent),
        ("DELETE", ["calendar", "v3", "calendars", _, "events", id]) => match events.all().remove(*id) {
            Some(_) => return (StatusCode::NO_CONTENT, Value::Null),
            None => Err(StatusCode::NOT_FOUND),
        },
        _ => Err(StatusCode::NOT_FOUND),
    };
    match outcome {
        Ok(json) => (StatusCode::OK, json),
        Err(status) => (status, refusal(status)),
    }
}

fn refusal(status: StatusCode) -> Value {
    let (reason, message) = match status {
        StatusCode::NOT_FOUND => ("notFound", "Not Found"),
        StatusCode::CONFLICT => ("duplicate", "The requested identifier already exists."),
        _ => ("invalid", "Invalid Value"),
    };
    let item = json!({"domain": "global", "reason": reason, "message": message});
    json!({"error": {"errors": [item], "code": status.as_u16(), "message": message}})
}

fn time(value: &Value) -> Result<Timestamp, StatusCode> {
    value.as_str().and_then(|text| text.parse().ok()).ok_or(StatusCode::BAD_REQUEST)
}

fn free_busy(events: &BTreeMap<String, Event>, sent: &Value) -> Result<Value, StatusCode> {
    let (from, to) = (time(&sent["timeMin"])?, time(&sent["timeMax"])?);
    let overlapping = events.values().filter(|event| event.start < to && from < event.end);
    let busy: Vec<Value> = overlapping.map(|event| json!({"start": event.start, "end": event.end})).collect();
    let mut calendars = Map::new();
    for item in sent["items"].as_array().into_iter().flatten() {
        calendars.insert(item["id"].as_str().unwrap_or_default().to_owned(), json!({ "busy": busy }));
    }
    Ok(json!({"kind": "calendar#freeBusy", "timeMin": from, "timeMax": to, "calendars": calendars}))
}

fn insert(events: &mut BTreeMap<String, Event>, sent: &Value) -> Result<Value, StatusCode> {
    let id = sent["id"].as_str().ok_or(StatusCode::BAD_REQUEST)?;
    if events.contains_key(id) {
        return Err(StatusCode::CONFLICT);
    }
    let bare = json!({
        "kind": "calendar#event", "etag": "\"3455260701680000\"", "id": id, "status": "confirmed",
        "htmlLink": format!("https://www.google.com/calendar/event?eid={id}"),
        "created": "2026-11-22T12:00:00.000Z", "updated": "2026-11-22T12:00:00.106Z",
        "creator": {"email": OWNER, "self": true}, "organizer": {"email": OWNER, "self": true},
        "iCalUID": format!("{id}@google.com"), "sequence": 0, "reminders": {"useDefault": true}, "eventType": "default",
    });
    keep(events, id, bare, sent)
}

fn patch(events: &mut BTreeMap<String, Event>, id: &str, sent: &Value) -> Result<Value, StatusCode> {
    let shown = events.get(id).map(|event| event.shown.clone()).ok_or(StatusCode::NOT_FOUND)?;
    keep(events, id, shown, sent)
}

/// What was there, with what was sent; its call is made at once.
fn keep(events: &mut BTreeMap<String, Event>, id: &str, mut shown: Value, sent: &Value) -> Result<Value, StatusCode> {
    for name in ["summary", "description", "start", "end", "attendees", "conferenceData"] {
        if let Some(value) = sent.get(name) {
            shown[name] = value.clone();
        }
    }
    if sent.get("conferenceData").is_some() {
        shown["hangoutLink"] = json!(CALL);
        shown["conferenceData"]["createRequest"]["status"] = json!({"statusCode": "success"});
        shown["conferenceData"]["entryPoints"] = json!([{"entryPointType": "video", "uri": CALL}]);
    }
    let (start, end) = (time(&shown["start"]["dateTime"])?, time(&shown["end"]["dateTime"])?);
    events.insert(id.to_owned(), Event { start, end, shown: shown.clone() });
    Ok(shown)
}
