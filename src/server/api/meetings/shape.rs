//! A meeting and the calendar's state as integrators read them.

use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    domain::{
        business::Business,
        chat::SlotOffer,
        email::Email,
        meeting::{Meeting, MeetingStatus, calendar::CalendarHome},
        person_name::PersonName,
        phone::Phone,
        time::rfc3339,
    },
    service::schedule::{CalendarState, SlotOffers},
};

/// Free times.
#[derive(Serialize)]
pub struct Slots<'a> {
    slots: &'a [SlotOffer],
    time_zone: &'a str,
    business_time_zone: &'a str,
    calendar_silent: bool,
}

pub fn slots(offers: &SlotOffers) -> Slots<'_> {
    Slots { slots: &offers.slots, time_zone: &offers.time_zone, business_time_zone: &offers.business_zone, calendar_silent: offers.blind }
}

/// Who reads it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    Host,
    /// Whose meeting it is: what is the owner's own is left out.
    Guest,
}

/// The meeting of the contract.
pub fn meeting(meeting: &Meeting, business: &Business, manage_url: String, reader: Reader) -> Value {
    let attendee = &meeting.attendee;
    let confirmed = meeting.status == MeetingStatus::Confirmed;
    let mut shape = json!({
        "id": meeting.id,
        "status": meeting.status,
        "start": rfc3339(meeting.time.start()),
        "end": rfc3339(meeting.time.end()),
        "time_zone": meeting.visitor_zone,
        "title": meeting.title(&business.name),
        "attendee": {
            "name": attendee.name.as_ref().map(PersonName::as_str),
            "email": attendee.email.as_ref().map(Email::as_str),
            "phone": attendee.phone.as_ref().map(Phone::as_str),
        },
        "conversation_id": meeting.conversation_id,
        "calendar": meeting.calendar.home,
        "meet_link": meeting.calendar.meet_link.as_ref().filter(|_| confirmed),
        "manage_url": manage_url,
        "created_at": rfc3339(meeting.created_at),
        "version": meeting.version,
    });
    if reader == Reader::Host {
        shape["lead_id"] = json!(meeting.lead_id);
        shape["html_link"] = json!(meeting.calendar.html_link);
    }
    shape
}

/// The event as clients of the original service read it.
pub fn event(meeting: &Meeting) -> Value {
    let id = match meeting.calendar.home {
        CalendarHome::Google => meeting.google_event_id().to_string(),
        CalendarHome::Local => meeting.id.to_string(),
    };
    json!({ "id": id, "htmlLink": meeting.calendar.html_link, "hangoutLink": meeting.calendar.meet_link })
}

/// How the calendar is.
pub fn calendar(known: &CalendarState, can_connect: bool) -> Value {
    let health = &known.health;
    json!({
        "calendar": health.home,
        "account": health.account,
        "problem": health.problem.as_ref().map(ToString::to_string),
        "connect_again": health.needs_consent(),
        "expires_at": health.expires_at.map(rfc3339),
        "makes_calls": health.makes_calls,
        "invites": health.invites,
        "can_connect": can_connect,
        "waiting": known.waiting,
        "waiting_problem": known.problem,
    })
}
