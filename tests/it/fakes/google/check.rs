//! What the calendar accepts as a request. Strict: what the notes on its interface do not name is a deviation.

use jiff::{Timestamp, tz::TimeZone};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::{
    Fault, Recorded,
    calendar::{Call, Draft},
    oauth::{Access, Fields, fields},
    refusal::Refusal,
    script::Endpoint,
};

/// The parts of the path behind the calendar's version, decoded.
pub fn path(path: &str) -> Vec<String> {
    path.trim_start_matches('/').split('/').map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned()).collect()
}

fn must(holds: bool, rule: &str) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(Fault::deviation(rule, Refusal::invalid("Invalid Value"))) }
}

pub fn call(endpoint: Endpoint, request: &Recorded, prefix: &str, access: Access) -> Result<Call, Fault> {
    let agent = request.headers.get("user-agent").and_then(|agent| agent.to_str().ok()).unwrap_or("");
    must(agent.starts_with("chatimjd/"), "a user agent that is not ours")?;
    let parts = path(request.uri.path().strip_prefix(prefix).unwrap_or(""));
    let query = fields(request.uri.query().unwrap_or(""))?;
    let name = |at: usize| parts.get(at).cloned().unwrap_or_default();
    match endpoint {
        Endpoint::FreeBusy => {
            known(&query, &[])?;
            free_busy(&body(request)?)
        }
        Endpoint::Insert => {
            let draft = draft(request, &query, access, true)?;
            Ok(Call::Insert { calendar: name(1), draft })
        }
        Endpoint::Patch => {
            let draft = draft(request, &query, access, false)?;
            Ok(Call::Patch { calendar: name(1), id: name(3), draft })
        }
        Endpoint::Delete => {
            known(&query, &["sendUpdates"])?;
            must(query.get("sendUpdates").is_some_and(|told| told == "all"), "the attendee is not told of the deletion")?;
            must(request.body.is_empty(), "a deletion with a body")?;
            Ok(Call::Delete { calendar: name(1), id: name(3) })
        }
        _ => {
            known(&query, &[])?;
            must(request.body.is_empty(), "a question with a body")?;
            Ok(Call::Get { calendar: name(1), id: name(3) })
        }
    }
}

fn known(query: &Fields, names: &[&str]) -> Result<(), Fault> {
    let strange = query.keys().find(|name| *name != "alt" && !names.contains(&name.as_str()));
    must(strange.is_none(), "an unknown parameter")?;
    must(query.get("alt").is_none_or(|alt| alt == "json"), "alt is not json")
}

fn body(request: &Recorded) -> Result<Map<String, Value>, Fault> {
    let kind = request.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or("");
    must(kind.starts_with("application/json"), "a body that does not say it is JSON")?;
    let body = serde_json::from_slice(&request.body);
    body.map_err(|_| Fault::deviation("a body that is no JSON object", Refusal::invalid("Parse Error")))
}

fn only(object: &Map<String, Value>, names: &[&str], what: &str) -> Result<(), Fault> {
    let strange = object.keys().find(|name| !names.contains(&name.as_str()));
    must(strange.is_none(), &format!("{what} has {}", strange.map_or("", String::as_str)))?;
    must(!object.values().any(Value::is_null), &format!("{what} has a null"))
}

fn time(value: Option<&Value>, what: &str) -> Result<Timestamp, Fault> {
    let time = value.and_then(Value::as_str).and_then(|text| text.parse().ok());
    time.ok_or_else(|| Fault::deviation(format!("{what} is no time"), Refusal::required("Missing or invalid time.")))
}

fn free_busy(body: &Map<String, Value>) -> Result<Call, Fault> {
    only(body, &["timeMin", "timeMax", "timeZone", "items"], "the question")?;
    let (from, to) = (time(body.get("timeMin"), "timeMin")?, time(body.get("timeMax"), "timeMax")?);
    let items = body.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
    must((1..=50).contains(&items.len()), "1 to 50 calendars")?;
    let mut calendars = vec![];
    for item in &items {
        let id = item["id"].as_str().filter(|_| item.as_object().is_some_and(|item| item.len() == 1));
        must(id.is_some(), "an item is an id and nothing else")?;
        calendars.extend(id.map(str::to_owned));
    }
    if from >= to {
        return Err(Fault::deviation("an empty range", Refusal::empty_range()));
    }
    if to.duration_since(from).as_hours() > 24 * 90 {
        return Err(Fault::deviation("a range of more than three months", Refusal::long_range()));
    }
    Ok(Call::FreeBusy { from, to, calendars })
}

fn draft(request: &Recorded, query: &Fields, access: Access, is_new: bool) -> Result<Draft, Fault> {
    known(query, &["conferenceDataVersion", "sendUpdates"])?;
    must(query.get("conferenceDataVersion").is_some_and(|version| version == "1"), "without conferenceDataVersion=1")?;
    let tells = query.get("sendUpdates").is_some_and(|told| told == "all");
    must(tells, "the attendee is not told")?;
    let event = body(request)?;
    let names = ["summary", "description", "start", "end", "attendees", "conferenceData"];
    if is_new {
        only(&event, &[&names[..], &["id"][..]].concat(), "the event")?;
        id(event.get("id").and_then(Value::as_str).unwrap_or(""))?;
        must(event.contains_key("summary") && event.contains_key("start") && event.contains_key("end"), "an event without time or title")?;
    } else {
        only(&event, &names, "the change")?;
        must(!event.is_empty(), "a change of nothing")?;
        must(event.contains_key("start") == event.contains_key("end"), "half a time")?;
    }
    if let (Some(start), Some(end)) = (event.get("start"), event.get("end")) {
        must(moment(start)? < moment(end)?, "it ends before it begins")?;
    }
    if let Some(attendees) = event.get("attendees") {
        self::attendees(attendees, is_new)?;
    }
    if let Some(conference) = event.get("conferenceData") {
        let key = &conference["createRequest"]["requestId"];
        let wanted = json!({"createRequest": {"requestId": key, "conferenceSolutionKey": {"type": "hangoutsMeet"}}});
        must(*conference == wanted && key.as_str().is_some_and(|key| !key.is_empty()), "conference data that asks for no Meet link")?;
    }
    Ok(Draft { event, is_bare_account: access.is_bare_account })
}

fn id(id: &str) -> Result<(), Fault> {
    let sound = (5..=1_024).contains(&id.len()) && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'v'));
    if sound { Ok(()) } else { Err(Fault::deviation("an id that is not base32hex", Refusal::invalid("Invalid resource id value."))) }
}

/// An end of an event: the instant, with the zone that people see it in.
fn moment(end: &Value) -> Result<Timestamp, Fault> {
    let Some(object) = end.as_object() else { return Err(Fault::deviation("a time that is no object", Refusal::required("time"))) };
    only(object, &["dateTime", "timeZone"], "a time")?;
    let zone = object.get("timeZone").and_then(Value::as_str);
    must(zone.is_some_and(|zone| TimeZone::get(zone).is_ok()), "a time without its zone")?;
    time(object.get("dateTime"), "dateTime")
}

/// One is invited by us; whoever else is there already may be named again.
fn attendees(attendees: &Value, is_new: bool) -> Result<(), Fault> {
    let Some(list) = attendees.as_array() else { return Err(Fault::deviation("attendees are a list", Refusal::invalid("attendees"))) };
    must(!is_new || list.len() <= 1, "more than one attendee")?;
    let names: &[&str] = if is_new { &["email", "displayName"] } else { &["email", "displayName", "responseStatus"] };
    for person in list {
        let Some(person) = person.as_object() else { return Err(Fault::deviation("no person", Refusal::invalid("attendees"))) };
        only(person, names, "an attendee")?;
        must(person.get("email").and_then(Value::as_str).is_some_and(|email| email.contains('@')), "an attendee without an address")?;
    }
    Ok(())
}
