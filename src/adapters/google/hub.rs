//! The library that speaks with the calendar: made once, with its own connections; its types do not leave this folder.

use std::sync::Arc;

use google_calendar3::{
    CalendarHub,
    api::{
        ConferenceData, ConferenceSolutionKey, CreateConferenceRequest, Event, EventAttendee, EventDateTime, FreeBusyRequest,
        FreeBusyRequestItem, FreeBusyResponse,
    },
    common::url::Params,
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs};
use url::Url;

use super::{GoogleSetupError, USER_AGENT, errors::Failure};
use crate::domain::{meeting::event::CalendarEvent, schedule::interval::Interval, time::Timestamp};

pub type Hub = CalendarHub<HttpsConnector<HttpConnector>>;

/// All that has a meaning in paths is written in percents.
const ID: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'@');

/// Without a token; `base`: host and version.
pub fn hub(base: &Url) -> Result<Hub, GoogleSetupError> {
    let client = Client::builder(TokioExecutor::new()).build(connector(base)?);
    let mut hub = CalendarHub::new(client, String::new());
    hub.base_url(format!("{}/", base.as_str().trim_end_matches('/')));
    hub.user_agent(USER_AGENT.to_owned());
    Ok(hub)
}

/// With the one provider that the program has: left to themselves, the libraries would take two.
fn connector(base: &Url) -> Result<HttpsConnector<HttpConnector>, GoogleSetupError> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let builder = HttpsConnectorBuilder::new();
    let builder = if base.scheme() == "https" {
        builder.with_provider_and_native_roots(provider).map_err(|_| GoogleSetupError::Client)?
    } else {
        // Nobody's certificate is needed, and a machine without any must do.
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = config.map_err(|_| GoogleSetupError::Client)?.with_root_certificates(RootCertStore::empty());
        builder.with_tls_config(config.with_no_client_auth())
    };
    Ok(builder.https_or_http().enable_http1().enable_http2().build())
}

/// The hub for one call with this token.
pub fn with_token(hub: &Hub, token: String) -> Hub {
    let mut hub = hub.clone();
    hub.auth = Box::new(token);
    hub
}

/// An id as the library wants it. Its releases of one line put ids into the path as they are, or in percents: either way
/// each has to be in percents once.
pub fn path_part(id: &str) -> String {
    if library_encodes() { id.to_owned() } else { utf8_percent_encode(id, ID).to_string() }
}

fn library_encodes() -> bool {
    let mut params = Params::with_capacity(1);
    params.push("id", "#");
    params.uri_replacement("{id}".to_owned(), "id", "{id}", false) != "#"
}

/// What an event is put with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    pub with_call: bool,
    pub with_attendee: bool,
}

/// The event as it is sent; `id` only where it is new.
pub fn event(wanted: &CalendarEvent, shape: Shape, is_new: bool) -> Event {
    Event {
        id: is_new.then(|| wanted.id.as_str().to_owned()),
        summary: Some(wanted.title.clone()),
        description: Some(wanted.description.clone()),
        start: Some(moment(wanted.time.start(), &wanted.time_zone)),
        end: Some(moment(wanted.time.end(), &wanted.time_zone)),
        attendees: attendees(wanted, shape),
        conference_data: shape.with_call.then(|| call(wanted)),
        ..Event::default()
    }
}

/// What is sent of it for an event that is there. A call that is there stays as it is, and so do all who are invited, with
/// their answers: a list of people takes the place of the one that was there.
pub fn change(found: &Event, wanted: &CalendarEvent, shape: Shape) -> Event {
    let with_call = shape.with_call && !has_call(found);
    let with_attendee = shape.with_attendee && !is_invited(found, wanted);
    let change = event(wanted, Shape { with_call, with_attendee }, false);
    let known = found.attendees.iter().flatten().cloned();
    let attendees = change.attendees.map(|visitor| known.chain(visitor).collect());
    Event { attendees, ..change }
}

fn attendees(wanted: &CalendarEvent, shape: Shape) -> Option<Vec<EventAttendee>> {
    let email = wanted.attendee.as_ref().filter(|_| shape.with_attendee)?;
    let person =
        EventAttendee { email: Some(email.as_str().to_owned()), display_name: wanted.attendee_name.clone(), ..EventAttendee::default() };
    Some(vec![person])
}

/// Asked for anew with each sequence: the same request a second time would be ignored.
fn call(wanted: &CalendarEvent) -> ConferenceData {
    let request = CreateConferenceRequest {
        request_id: Some(format!("{}-{}", wanted.id, wanted.sequence)),
        conference_solution_key: Some(ConferenceSolutionKey { type_: Some("hangoutsMeet".to_owned()) }),
        ..CreateConferenceRequest::default()
    };
    ConferenceData { create_request: Some(request), ..ConferenceData::default() }
}

/// The instant in UTC, with the zone that the calendar shows it in.
fn moment(at: Timestamp, zone: &str) -> EventDateTime {
    EventDateTime { date: None, date_time: instant(at), time_zone: Some(zone.to_owned()) }
}

fn instant(at: Timestamp) -> Option<chrono::DateTime<chrono::Utc>> {
    chrono::DateTime::from_timestamp(at.as_second(), at.subsec_nanosecond().unsigned_abs())
}

fn timestamp(at: &chrono::DateTime<chrono::Utc>) -> Option<Timestamp> {
    Timestamp::from_second(at.timestamp()).ok()
}

/// The event shows all of this: whoever changed it now would tell people of nothing.
pub fn shows(found: &Event, wanted: &CalendarEvent, shape: Shape) -> bool {
    let is_at = |end: &Option<EventDateTime>, at: Timestamp| {
        end.as_ref().and_then(|end| end.date_time.as_ref()).and_then(timestamp).is_some_and(|found| found.as_second() == at.as_second())
    };
    is_at(&found.start, wanted.time.start())
        && is_at(&found.end, wanted.time.end())
        && found.summary.as_deref().unwrap_or("") == wanted.title
        && found.description.as_deref().unwrap_or("") == wanted.description
        && (!shape.with_call || has_call(found))
        && (!shape.with_attendee || is_invited(found, wanted))
}

/// Whoever is to be invited is among its people.
fn is_invited(found: &Event, wanted: &CalendarEvent) -> bool {
    let mut people = found.attendees.iter().flatten().filter_map(|person| person.email.as_deref());
    wanted.attendee.as_ref().is_none_or(|email| people.any(|person| person.eq_ignore_ascii_case(email.as_str())))
}

pub fn is_cancelled(event: &Event) -> bool {
    event.status.as_deref() == Some("cancelled")
}

/// It has a call, or one is being made.
pub fn has_call(event: &Event) -> bool {
    event.hangout_link.is_some() || event.conference_data.is_some()
}

/// Its call is asked for and not there yet.
pub fn awaits_call(event: &Event) -> bool {
    let request = event.conference_data.as_ref().and_then(|data| data.create_request.as_ref());
    let status = request.and_then(|request| request.status.as_ref()).and_then(|status| status.status_code.as_deref());
    meet_link(event).is_none() && status == Some("pending")
}

/// Of the video call.
pub fn meet_link(event: &Event) -> Option<String> {
    let video = || {
        let points = event.conference_data.as_ref()?.entry_points.as_ref()?;
        points.iter().find(|point| point.entry_point_type.as_deref() == Some("video"))?.uri.clone()
    };
    event.hangout_link.clone().or_else(video)
}

/// Whose calendar an event is in.
pub fn organizer(event: &Event) -> Option<String> {
    event.organizer.as_ref()?.email.clone()
}

/// The question when somebody is busy.
pub fn question(calendar: &str, range: Interval) -> FreeBusyRequest {
    FreeBusyRequest {
        items: Some(vec![FreeBusyRequestItem { id: Some(calendar.to_owned()) }]),
        time_min: instant(range.start()),
        time_max: instant(range.end()),
        ..FreeBusyRequest::default()
    }
}

/// The busy times in the answer. Its errors are errors, and so is an answer that says nothing of the calendar.
pub fn busy(answer: FreeBusyResponse) -> Result<Vec<Interval>, Failure> {
    // One calendar was asked about; whether `primary` keeps that name in the answer does not matter.
    let calendar = answer.calendars.into_iter().flatten().map(|(_, calendar)| calendar).next().ok_or_else(Failure::unavailable)?;
    if let Some(error) = calendar.errors.iter().flatten().next() {
        return Err(match error.reason.as_deref() {
            Some("notFound") => Failure::NotFound,
            _ => Failure::unavailable(),
        });
    }
    let times = calendar.busy.into_iter().flatten().map(|period| {
        let (start, end) = (period.start.as_ref().and_then(timestamp), period.end.as_ref().and_then(timestamp));
        start.zip(end).ok_or_else(Failure::unavailable)
    });
    // A time without a length keeps nobody busy.
    times.filter_map(|time| time.map(|(start, end)| Interval::new(start, end).ok()).transpose()).collect()
}
