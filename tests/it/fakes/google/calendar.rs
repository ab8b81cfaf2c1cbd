//! The calendars of the fake: their events, who is told of them, and when somebody is busy.

use std::collections::BTreeMap;

use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Map, Value, json};

use super::{
    Fault, Recorded, check,
    oauth::{Access, Grants},
    refusal::Refusal,
    script::Endpoint,
};

/// Whose calendar it is.
pub const OWNER: &str = "owner@example.com";

/// How Meet links come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Meet {
    /// With the answer.
    #[default]
    Ready,
    /// After so many questions.
    After(u32),
    /// Not at all: the calendar makes none.
    NotHere,
}

/// An event as somebody wants it.
pub struct Draft {
    pub event: Map<String, Value>,
    pub is_bare_account: bool,
}

/// A request that keeps to the rules.
pub enum Call {
    FreeBusy { from: Timestamp, to: Timestamp, calendars: Vec<String> },
    Insert { calendar: String, draft: Draft },
    Get { calendar: String, id: String },
    Patch { calendar: String, id: String, draft: Draft },
    Delete { calendar: String, id: String },
}

#[derive(Default)]
struct Calendar {
    events: BTreeMap<String, Event>,
    busy: Vec<(Timestamp, Timestamp)>,
    /// Why nothing is known of it.
    error: Option<&'static str>,
}

struct Event {
    fields: Map<String, Value>,
    is_deleted: bool,
    sequence: i64,
    /// Questions until the Meet link is there; None: there is none.
    call_in: Option<u32>,
}

/// All calendars of one account.
#[derive(Default)]
pub struct Calendars {
    all: BTreeMap<String, Calendar>,
    /// What people were told, as `invited ana@example.com`.
    told: Vec<String>,
    pub meet: Meet,
}

pub fn endpoint_of(path: &str, method: &str) -> Option<Endpoint> {
    let parts = check::path(path);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match (parts.as_slice(), method) {
        (["freeBusy"], "POST") => Some(Endpoint::FreeBusy),
        (["calendars", _, "events"], "POST") => Some(Endpoint::Insert),
        (["calendars", _, "events", _], "GET") => Some(Endpoint::Get),
        (["calendars", _, "events", _], "PATCH") => Some(Endpoint::Patch),
        (["calendars", _, "events", _], "DELETE") => Some(Endpoint::Delete),
        _ => None,
    }
}

/// Who is asking.
pub fn bearer(grants: &Grants, request: &Recorded) -> Result<Access, Fault> {
    let header = request.headers.get("authorization").and_then(|header| header.to_str().ok());
    let Some(token) = header.and_then(|header| header.strip_prefix("Bearer ")) else {
        return Err(Fault::deviation("a request without a token", Refusal::stale_token_in_front()));
    };
    grants.bearer(token).ok_or_else(|| Refusal::stale_token().into())
}

/// Whether a token is good for this.
pub fn permitted(endpoint: Endpoint, access: &Access) -> Result<(), Fault> {
    let accepted: &[&str] = match endpoint {
        Endpoint::FreeBusy => &["calendar", "calendar.readonly", "calendar.freebusy", "calendar.events.freebusy"],
        _ => &["calendar", "calendar.events", "calendar.events.owned", "calendar.app.created"],
    };
    let mut names = access.scopes.iter().filter_map(|scope| scope.strip_prefix("https://www.googleapis.com/auth/"));
    if names.any(|name| accepted.contains(&name)) { Ok(()) } else { Err(Refusal::no_scope().into()) }
}

impl Calendars {
    pub fn with_primary() -> Self {
        let mut calendars = Self::default();
        calendars.add("primary");
        calendars
    }

    pub fn add(&mut self, id: &str) {
        self.all.entry(id.to_owned()).or_default();
    }

    /// Something of the owner's own.
    pub fn occupy(&mut self, id: &str, from: Timestamp, to: Timestamp) {
        self.calendar(id).busy.push((from, to));
    }

    /// Questions when somebody is busy get this error inside of a good answer; None: no error.
    pub fn fail(&mut self, id: &str, reason: Option<&'static str>) {
        self.calendar(id).error = reason;
    }

    /// The owner deletes an event by hand.
    pub fn delete_by_hand(&mut self, id: &str, event: &str) {
        self.calendar(id).events.get_mut(event).expect("an event").is_deleted = true;
    }

    /// The owner changes a field by hand.
    pub fn change_by_hand(&mut self, id: &str, event: &str, field: &str, value: Value) {
        self.calendar(id).events.get_mut(event).expect("an event").fields.insert(field.to_owned(), value);
    }

    /// An event that is there, as Google shows it.
    pub fn event(&self, id: &str, event: &str) -> Option<Value> {
        self.all.get(id)?.events.get(event).filter(|event| !event.is_deleted).map(Event::shown)
    }

    /// How many events are there.
    pub fn count(&self, id: &str) -> usize {
        self.all.get(id).map_or(0, |calendar| calendar.events.values().filter(|event| !event.is_deleted).count())
    }

    /// What people were told, the first first.
    pub fn told(&self) -> Vec<String> {
        self.told.clone()
    }

    fn calendar(&mut self, id: &str) -> &mut Calendar {
        self.all.get_mut(id).expect("a calendar of the test")
    }

    fn known(&mut self, calendar: &str) -> Result<&mut Calendar, Refusal> {
        self.all.get_mut(calendar).ok_or_else(Refusal::not_found)
    }

    /// The answer; None for one without content.
    pub(super) fn done(&mut self, call: Call) -> Result<Option<Value>, Refusal> {
        match call {
            Call::FreeBusy { from, to, calendars } => Ok(Some(self.free_busy(from, to, &calendars))),
            Call::Insert { calendar, draft } => self.insert(&calendar, draft).map(Some),
            Call::Get { calendar, id } => self.get(&calendar, &id).map(Some),
            Call::Patch { calendar, id, draft } => self.patch(&calendar, &id, draft).map(Some),
            Call::Delete { calendar, id } => self.delete(&calendar, &id).map(|()| None),
        }
    }

    fn free_busy(&self, from: Timestamp, to: Timestamp, calendars: &[String]) -> Value {
        let mut answers = Map::new();
        for id in calendars {
            let answer = match self.all.get(id) {
                None => json!({"errors": [{"domain": "global", "reason": "notFound"}], "busy": []}),
                Some(Calendar { error: Some(reason), .. }) => json!({"errors": [{"domain": "global", "reason": reason}], "busy": []}),
                Some(calendar) => {
                    let overlapping = calendar.times().filter(|(start, end)| *start < to && from < *end);
                    let busy: Vec<Value> = overlapping.map(|(start, end)| json!({"start": start, "end": end})).collect();
                    json!({ "busy": busy })
                }
            };
            answers.insert(id.clone(), answer);
        }
        json!({"kind": "calendar#freeBusy", "timeMin": from, "timeMax": to, "calendars": answers})
    }

    /// What the kind of account and calendar does not allow.
    fn allowed(&self, draft: &Draft) -> Result<Option<u32>, Refusal> {
        let invites = draft.event.get("attendees").and_then(Value::as_array).is_some_and(|people| !people.is_empty());
        if draft.is_bare_account && invites {
            return Err(Refusal::no_delegation());
        }
        match (draft.event.contains_key("conferenceData"), self.meet) {
            (false, _) => Ok(None),
            (true, _) if draft.is_bare_account => Err(Refusal::no_meet()),
            (true, Meet::NotHere) => Err(Refusal::no_meet()),
            (true, Meet::Ready) => Ok(Some(0)),
            (true, Meet::After(questions)) => Ok(Some(questions)),
        }
    }

    fn insert(&mut self, calendar: &str, draft: Draft) -> Result<Value, Refusal> {
        let call_in = self.allowed(&draft)?;
        let id = draft.event["id"].as_str().unwrap_or("").to_owned();
        let known = self.known(calendar)?;
        if known.events.contains_key(&id) {
            return Err(Refusal::duplicate());
        }
        let event = Event { fields: draft.event, is_deleted: false, sequence: 0, call_in };
        let (shown, people) = (event.shown(), event.people());
        known.events.insert(id, event);
        self.told.extend(people.into_iter().map(|person| format!("invited {person}")));
        Ok(shown)
    }

    fn get(&mut self, calendar: &str, id: &str) -> Result<Value, Refusal> {
        let event = self.known(calendar)?.events.get_mut(id).ok_or_else(Refusal::not_found)?;
        event.call_in = event.call_in.map(|left| left.saturating_sub(1));
        Ok(event.shown())
    }

    fn patch(&mut self, calendar: &str, id: &str, draft: Draft) -> Result<Value, Refusal> {
        let call_in = self.allowed(&draft)?;
        let event = self.known(calendar)?.events.get_mut(id).ok_or_else(Refusal::not_found)?;
        if event.is_deleted {
            return Err(Refusal::deleted());
        }
        let before = event.fields.clone();
        event.fields.extend(draft.event);
        event.call_in = call_in.or(event.call_in);
        event.sequence += i64::from(before.get("start") != event.fields.get("start"));
        let people = if before == event.fields { vec![] } else { event.people() };
        let shown = event.shown();
        self.told.extend(people.into_iter().map(|person| format!("changed {person}")));
        Ok(shown)
    }

    fn delete(&mut self, calendar: &str, id: &str) -> Result<(), Refusal> {
        let event = self.known(calendar)?.events.get_mut(id).ok_or_else(Refusal::not_found)?;
        if std::mem::replace(&mut event.is_deleted, true) {
            return Err(Refusal::deleted());
        }
        let people = event.people();
        self.told.extend(people.into_iter().map(|person| format!("cancelled {person}")));
        Ok(())
    }
}

impl Calendar {
    fn times(&self) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let events = self.events.values().filter(|event| !event.is_deleted).map(|event| (event.instant("start"), event.instant("end")));
        events.chain(self.busy.iter().copied())
    }
}

impl Event {
    fn instant(&self, end: &str) -> Timestamp {
        self.fields[end]["dateTime"].as_str().and_then(|text| text.parse().ok()).expect("it was checked")
    }

    fn people(&self) -> Vec<String> {
        let people = self.fields.get("attendees").and_then(Value::as_array).into_iter().flatten();
        people.filter_map(|person| person["email"].as_str().map(str::to_owned)).collect()
    }

    /// In the zone that it was put in, as Google writes it.
    fn end(&self, end: &str) -> Value {
        let zone = self.fields[end]["timeZone"].as_str().unwrap_or("UTC").to_owned();
        let local = self.instant(end).to_zoned(TimeZone::get(&zone).expect("it was checked"));
        json!({"dateTime": local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(), "timeZone": zone})
    }

    fn shown(&self) -> Value {
        let id = self.fields["id"].as_str().unwrap_or("");
        let mut event = json!({
            "kind": "calendar#event", "etag": "\"3455260701680000\"", "id": id,
            "status": if self.is_deleted { "cancelled" } else { "confirmed" },
            "htmlLink": format!("https://www.google.com/calendar/event?eid={id}"),
            "created": "2026-11-22T12:00:00.000Z", "updated": "2026-11-22T12:00:00.106Z",
            "creator": {"email": OWNER, "self": true}, "organizer": {"email": OWNER, "self": true},
            "start": self.end("start"), "end": self.end("end"),
            "iCalUID": format!("{id}@google.com"), "sequence": self.sequence, "reminders": {"useDefault": true}, "eventType": "default",
        });
        for name in ["summary", "description"] {
            if let Some(text) = self.fields.get(name) {
                event[name] = text.clone();
            }
        }
        let people: Vec<Value> = self.fields.get("attendees").and_then(Value::as_array).into_iter().flatten().cloned().collect();
        if !people.is_empty() {
            event["attendees"] = people.into_iter().map(answering).collect();
        }
        if let Some(left) = self.call_in {
            self.show_call(&mut event, left == 0);
        }
        event
    }

    fn show_call(&self, event: &mut Value, is_ready: bool) {
        let link = "https://meet.google.com/abc-mnop-xyz";
        let mut conference = self.fields.get("conferenceData").cloned().unwrap_or_default();
        conference["createRequest"]["status"] = json!({"statusCode": if is_ready { "success" } else { "pending" }});
        if is_ready {
            event["hangoutLink"] = json!(link);
            conference["entryPoints"] = json!([{"entryPointType": "video", "uri": link, "label": "meet.google.com/abc-mnop-xyz"}]);
            conference["conferenceSolution"] = json!({"key": {"type": "hangoutsMeet"}, "name": "Google Meet"});
            conference["conferenceId"] = json!("abc-mnop-xyz");
        }
        event["conferenceData"] = conference;
    }
}

fn answering(mut person: Value) -> Value {
    person["responseStatus"] = json!("needsAction");
    person
}
