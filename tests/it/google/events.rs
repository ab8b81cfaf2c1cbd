//! Events as Google has them afterwards: one for each meeting, at the instant that was meant, with nobody told twice.

use chatimjd::{
    domain::meeting::{
        calendar::GoogleEventId,
        event::{CalendarError, CalendarEvent},
    },
    service::ports::Calendar,
};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Desk, at, moved, span, wanted};
use crate::fakes::google::{Behaviour, Endpoint, Meet};

const LINK: &str = "https://meet.google.com/abc-mnop-xyz";

fn shown(desk: &Desk, id: &GoogleEventId) -> Value {
    desk.fake.calendars().event("primary", id.as_str()).expect("an event")
}

fn count(desk: &Desk) -> usize {
    desk.fake.calendars().count("primary")
}

fn told(desk: &Desk) -> Vec<String> {
    desk.fake.calendars().told()
}

fn starts(event: &Value) -> Timestamp {
    event["start"]["dateTime"].as_str().expect("a time").parse().expect("a time")
}

#[tokio::test]
async fn an_event_is_what_was_wanted() {
    let desk = Desk::connected().await;
    let put = desk.calendar.put(&wanted(1)).await.expect("put");
    assert_eq!((put.meet_link.as_deref(), put.invited), (Some(LINK), true));
    assert!(put.html_link.is_some_and(|link| link.contains(wanted(1).id.as_str())));
    let event = shown(&desk, &wanted(1).id);
    assert_eq!(event["start"], json!({"dateTime": "2026-12-01T10:00:00+01:00", "timeZone": "Europe/Zurich"}));
    assert_eq!(starts(&event), wanted(1).time.start(), "the instant that was meant");
    assert_eq!((&event["summary"], &event["description"]), (&json!("Brooks: Ana Lima"), &json!("https://desk.test/m/1")));
    assert_eq!(event["attendees"][0]["email"], "ana@example.com");
    assert_eq!(told(&desk), ["invited ana@example.com"]);
}

#[tokio::test]
async fn of_no_change_nobody_is_told() {
    let desk = Desk::connected().await;
    for _ in 0..3 {
        let put = desk.calendar.put(&wanted(1)).await.expect("put");
        assert_eq!((put.meet_link.as_deref(), put.invited), (Some(LINK), true), "the same answer each time");
    }
    for _ in 0..3 {
        desk.calendar.put(&moved(1)).await.expect("moved");
    }
    for _ in 0..3 {
        desk.calendar.delete(&wanted(1).id).await.expect("deleted");
    }
    assert_eq!(told(&desk), ["invited ana@example.com", "changed ana@example.com", "cancelled ana@example.com"]);
    assert_eq!(desk.fake.calls(Endpoint::Patch), 1);
}

#[tokio::test]
async fn a_moved_event_keeps_its_call_and_its_id() {
    let desk = Desk::connected().await;
    desk.calendar.put(&wanted(1)).await.expect("put");
    let put = desk.calendar.put(&moved(1)).await.expect("moved");
    assert_eq!(put.meet_link.as_deref(), Some(LINK));
    assert_eq!(starts(&shown(&desk, &wanted(1).id)), moved(1).time.start());
    assert_eq!(count(&desk), 1);
    // A change of which Google heard nothing until now.
    desk.calendar.put(&moved(2)).await.expect("put");
    assert_eq!((count(&desk), starts(&shown(&desk, &moved(2).id))), (2, moved(2).time.start()));
}

#[tokio::test]
async fn an_answer_that_was_lost_heals_to_one_event() {
    let desk = Desk::connected().await;
    for endpoint in [Endpoint::Insert, Endpoint::Get, Endpoint::Patch] {
        desk.fake.next(endpoint, Behaviour::DoneButLost);
    }
    assert_eq!(desk.calendar.put(&wanted(1)).await, Err(CalendarError::Unavailable));
    assert_eq!(count(&desk), 1, "it is there, we only do not know");
    assert_eq!(desk.calendar.put(&wanted(1)).await, Err(CalendarError::Unavailable));
    desk.calendar.put(&wanted(1)).await.expect("put");
    assert_eq!(desk.calendar.put(&moved(1)).await, Err(CalendarError::Unavailable));
    desk.calendar.put(&moved(1)).await.expect("moved");
    desk.fake.next(Endpoint::Delete, Behaviour::DoneButLost);
    assert_eq!(desk.calendar.delete(&wanted(1).id).await, Err(CalendarError::Unavailable));
    desk.calendar.delete(&wanted(1).id).await.expect("deleted");
    assert_eq!(told(&desk), ["invited ana@example.com", "changed ana@example.com", "cancelled ana@example.com"]);
    assert_eq!(count(&desk), 0);
}

#[tokio::test]
async fn what_somebody_deleted_is_not_brought_back() {
    let desk = Desk::connected().await;
    desk.calendar.put(&wanted(1)).await.expect("put");
    desk.fake.calendars().delete_by_hand("primary", wanted(1).id.as_str());
    for event in [wanted(1), moved(1)] {
        assert_eq!(desk.calendar.put(&event).await, Err(CalendarError::Gone));
    }
    assert_eq!(count(&desk), 0);
    assert_eq!(desk.calendar.health().await.problem, None, "no fault of the connection");
    assert_eq!(desk.calendar.delete(&wanted(1).id).await, Ok(true), "there is none any more");
    assert_eq!(desk.calendar.delete(&wanted(9).id).await, Ok(false), "there never was one");
}

#[tokio::test]
async fn what_somebody_changed_becomes_ours_again() {
    let desk = Desk::connected().await;
    desk.calendar.put(&wanted(1)).await.expect("put");
    desk.fake.calendars().change_by_hand("primary", wanted(1).id.as_str(), "summary", json!("Lunch"));
    desk.calendar.put(&wanted(1)).await.expect("put");
    assert_eq!(shown(&desk, &wanted(1).id)["summary"], "Brooks: Ana Lima");
}

#[tokio::test]
async fn whom_the_owner_invited_beside_stays_invited() {
    let desk = Desk::connected().await;
    let id = wanted(1).id;
    desk.calendar.put(&wanted(1)).await.expect("put");
    let invite = |people: Value| desk.fake.calendars().change_by_hand("primary", id.as_str(), "attendees", people);
    let people = || {
        let event = shown(&desk, &id);
        let people = event["attendees"].as_array().expect("people").iter();
        people.map(|person| person["email"].as_str().expect("an address").to_owned()).collect::<Vec<_>>()
    };
    invite(json!([{"email": "ana@example.com"}, {"email": "colleague@example.com"}]));
    let put = desk.calendar.put(&moved(1)).await.expect("moved");
    assert_eq!((put.invited, people()), (true, vec!["ana@example.com".to_owned(), "colleague@example.com".into()]));
    let patches = desk.fake.requests(Endpoint::Patch);
    let sent: Value = serde_json::from_slice(&patches[0].body).expect("JSON");
    assert!(sent.get("attendees").is_none(), "nobody's answer is written over: {sent}");
    assert_eq!(told(&desk), ["invited ana@example.com", "changed ana@example.com", "changed colleague@example.com"]);
    // Whoever is to come is invited again, and nobody is left out for it.
    invite(json!([{"email": "colleague@example.com"}]));
    desk.calendar.put(&moved(1)).await.expect("put");
    assert_eq!(people(), ["colleague@example.com", "ana@example.com"]);
}

#[tokio::test]
async fn a_calendar_without_calls_gets_the_event_without() {
    let desk = Desk::connected().await;
    desk.fake.calendars().meet = Meet::NotHere;
    for n in 1..=2 {
        let put = desk.calendar.put(&wanted(n)).await.expect("put");
        assert_eq!((put.meet_link, put.invited), (None, true));
    }
    assert_eq!(desk.fake.calls(Endpoint::Insert), 3, "asked for once, and then no more");
    assert_eq!(desk.calendar.health().await.makes_calls, Some(false));
    assert_eq!(told(&desk).len(), 2);
    // The owner connects another account, or the same one after having changed it.
    desk.fake.calendars().meet = Meet::Ready;
    desk.permit().await;
    assert_eq!(desk.calendar.put(&wanted(3)).await.expect("put").meet_link.as_deref(), Some(LINK));
    assert_eq!(desk.calendar.health().await.makes_calls, Some(true));
}

#[tokio::test]
async fn a_call_that_comes_later_is_waited_for_a_little() {
    let desk = Desk::connected().await;
    desk.fake.calendars().meet = Meet::After(2);
    assert_eq!(desk.calendar.put(&wanted(1)).await.expect("put").meet_link.as_deref(), Some(LINK));
    desk.fake.calendars().meet = Meet::After(4);
    assert_eq!(desk.calendar.put(&wanted(2)).await.expect("put").meet_link, None, "not yet");
    assert_eq!(desk.calendar.put(&wanted(2)).await.expect("put").meet_link.as_deref(), Some(LINK));
    assert_eq!(told(&desk).len(), 2);
}

#[tokio::test]
async fn an_event_may_have_nobody_to_invite_and_no_call() {
    let desk = Desk::connected().await;
    let event = CalendarEvent { attendee: None, attendee_name: None, with_call: false, ..wanted(1) };
    let put = desk.calendar.put(&event).await.expect("put");
    assert_eq!((put.meet_link, put.invited), (None, false));
}

#[tokio::test]
async fn any_id_of_a_calendar_is_one_part_of_the_path() {
    for id in ["addressbook#contacts@group.v.calendar.google.com", "a.b-c_d+e@example.com", "what?x=1/../y%41"] {
        let desk = Desk::of(id).await;
        desk.permit().await;
        desk.fake.calendars().add(id);
        desk.calendar.put(&wanted(1)).await.expect("put");
        desk.calendar.put(&moved(1)).await.expect("moved");
        assert_eq!(desk.fake.calendars().count(id), 1, "{id}");
        desk.calendar.delete(&wanted(1).id).await.expect("deleted");
        assert_eq!(desk.fake.calendars().count(id), 0, "{id}");
    }
}

#[tokio::test]
async fn both_sides_of_a_change_of_clocks_are_the_instants_that_were_meant() {
    let desk = Desk::connected().await;
    let zones = ["America/New_York", "Europe/London", "Asia/Karachi", "Australia/Lord_Howe", "Pacific/Apia"];
    let starts_at =
        ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z", "2027-03-28T01:00:00Z"];
    let mut n = 0;
    for zone in zones {
        for start in starts_at {
            n += 1;
            let event = CalendarEvent { time: span(start, 45), time_zone: zone.into(), ..wanted(n) };
            desk.calendar.put(&event).await.expect("put");
            assert_eq!(starts(&shown(&desk, &event.id)), at(start), "{zone}");
        }
    }
}
