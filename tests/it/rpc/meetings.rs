//! Meetings in the dashboard: the week, free times, moves and ends, with and without scripts.

use chatimjd::domain::{live::LiveEvent, schedule::week::Week};
use futures::StreamExt;
use reqwest::Method;
use serde_json::{Value, json};

use super::{
    browser::{Answer, Browser},
    desk::Desk,
};
use crate::api::meetings::{book, booked, later, open, slots};

fn at(time: &Value) -> jiff::Timestamp {
    time.as_str().and_then(|text| text.parse().ok()).expect("a time")
}

/// A desk with a meeting that is days ahead, and its time.
async fn desk_with_a_meeting() -> (Desk, Browser, Value, Vec<Value>) {
    let desk = Desk::open().await;
    open(&desk).await;
    let free = slots(&desk).await;
    let body = json!({ "email": "bo@example.com", "name": "Bo Reed", "start": later(&free, 0)["start"] });
    let meeting = booked(&book(&desk, &body).await);
    let ana = desk.signed_in().await;
    (desk, ana, meeting, free)
}

async fn move_to(ana: &Browser, meeting: &Value, start: &Value, version: &Value) -> Answer {
    let (id, start) = (meeting["id"].as_str().expect("an id"), start.as_str().expect("a time"));
    ana.form("/rpc/meetings/move", &[("id", id), ("start", start), ("version", &version.to_string())]).await
}

#[tokio::test]
async fn a_meeting_stands_in_its_week_and_in_its_list() {
    let (_desk, ana, meeting, _) = desk_with_a_meeting().await;
    let day = at(&meeting["start"]).to_zoned(jiff::tz::TimeZone::UTC).date();
    let week = ana.json("/rpc/meetings/week", json!({ "week": Week::of(day) })).await.ok().json();
    let days = week["days"].as_array().expect("days");
    let placed: Vec<&Value> = days.iter().filter_map(|day| day["meetings"].as_array()).flatten().collect();
    assert_eq!((days.len(), placed.len(), &placed[0]["meeting"]["id"]), (7, 1, &meeting["id"]), "{week}");
    let list = ana.json("/rpc/meetings/list", json!({ "list": "coming", "cursor": null })).await.ok().json();
    assert_eq!((&list["items"][0]["id"], list["items"][0]["who"].as_str()), (&meeting["id"], Some("Bo Reed")), "{list}");
    let calendar = ana.form("/rpc/calendar/health", &[]).await.ok().json();
    for known in [&list["items"][0], &placed[0]["meeting"], &calendar] {
        assert_eq!(known["tells"], json!(false), "neither a mail server nor a calendar writes to anybody: {known}");
    }
    for empty in ["past", "cancelled"] {
        let list = ana.json("/rpc/meetings/list", json!({ "list": empty, "cursor": null })).await.ok().json();
        assert_eq!(list["items"], json!([]), "{empty}");
    }
}

#[tokio::test]
async fn a_week_says_whether_there_are_opening_hours() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let before = ana.json("/rpc/meetings/week", json!({ "week": null })).await.ok().json();
    open(&desk).await;
    let after = ana.json("/rpc/meetings/week", json!({ "week": null })).await.ok().json();
    assert_eq!((&before["has_hours"], &after["has_hours"]), (&json!(false), &json!(true)));
}

#[tokio::test]
async fn a_meeting_is_moved_to_a_free_time_and_dashboards_hear_of_it() {
    let (desk, ana, meeting, free) = desk_with_a_meeting().await;
    let day = at(&meeting["start"]).to_zoned(jiff::tz::TimeZone::UTC).date();
    let asked = json!({ "id": meeting["id"], "from": day, "days": 7 });
    let times = ana.json("/rpc/meetings/free", asked).await.ok().json()["times"].clone();
    let times = times.as_array().expect("times");
    assert!(times.iter().all(|time| at(&time["start"]) != at(&meeting["start"])), "it is there already");
    let to = &times[times.len() - 1]["start"];
    let mut news = desk.state.bus.subscribe();
    let moved = move_to(&ana, &meeting, to, &meeting["version"]).await.ok().json();
    assert_eq!((&moved["row"]["id"], at(&moved["row"]["start"]), moved["changes"].as_u64()), (&meeting["id"], at(to), Some(1)));
    let told = news.next().await.expect("news").expect("none missed");
    assert!(matches!(&told, LiveEvent::Meeting { id } if meeting["id"] == id.as_str()), "{told:?}");

    let late = move_to(&ana, &meeting, &free[0]["start"], &meeting["version"]).await;
    assert_eq!((late.status, late.code().as_str()), (409, "version_conflict"), "{}", late.text);
    let other = booked(&book(&desk, &json!({ "email": "cy@example.com", "start": later(&free, 3)["start"] })).await);
    let taken = move_to(&ana, &meeting, &other["start"], &moved["row"]["version"]).await;
    assert_eq!((taken.status, taken.code().as_str()), (409, "slot_unavailable"), "{}", taken.text);
}

#[tokio::test]
async fn a_meeting_is_written_down_once_and_what_is_free_instead_is_told() {
    let (desk, ana, theirs, _) = desk_with_a_meeting().await;
    let day = at(&theirs["start"]).to_zoned(jiff::tz::TimeZone::UTC).date();
    let free = ana.json("/rpc/meetings/free", json!({ "id": null, "from": day, "days": 1 })).await.ok().json()["times"].clone();
    let free = free.as_array().expect("times");
    assert!(!free.is_empty() && free.iter().all(|time| time["date"] == json!(day)), "{free:?}");
    assert!(free.iter().all(|time| at(&time["start"]) != at(&theirs["start"])), "that one is taken");

    let new = json!({ "start": free[0]["start"], "name": "Cy Wong", "email": "cy@example.com", "phone": "", "notes": "called" });
    let mut news = desk.state.bus.subscribe();
    let booked = ana.json("/rpc/meetings/book", json!({ "meeting": new, "once": "k1" })).await.ok().json()["done"].clone();
    assert_eq!((booked["row"]["who"].as_str(), at(&booked["row"]["start"])), (Some("Cy Wong"), at(&free[0]["start"])), "{booked}");
    assert!(booked["lead_id"].is_string() && booked["created_by"].is_string(), "{booked}");
    let told = news.next().await.expect("news").expect("none missed");
    assert!(matches!(&told, LiveEvent::Meeting { id } if booked["row"]["id"] == id.as_str()), "{told:?}");

    let again = ana.json("/rpc/meetings/book", json!({ "meeting": new, "once": "k1" })).await.ok().json();
    assert_eq!(again["done"]["row"]["id"], booked["row"]["id"], "a second press");
    let late = ana.json("/rpc/meetings/book", json!({ "meeting": new, "once": "k2" })).await.ok().json();
    assert_eq!(late["not_free"]["why"], "this time is taken", "{late}");
    let others = late["not_free"]["others"].as_array().expect("others");
    assert!(!others.is_empty() && others.iter().all(|time| time["start"] != new["start"]), "{others:?}");
    let odd = json!({ "start": new["start"], "name": "", "email": "cy", "phone": "1", "notes": "" });
    let wrong = ana.json("/rpc/meetings/book", json!({ "meeting": odd, "once": "k3" })).await;
    assert_eq!((wrong.status, wrong.code().as_str()), (422, "invalid_fields"), "{}", wrong.text);
    assert!(["name", "email", "phone"].iter().all(|field| wrong.text.contains(field)), "{}", wrong.text);
}

#[tokio::test]
async fn a_meeting_is_cancelled_without_scripts_and_booked_again() {
    let (_desk, ana, meeting, _) = desk_with_a_meeting().await;
    let id = meeting["id"].as_str().expect("an id");
    let gone = ana.call(Method::POST, "/rpc/meetings/cancel").accept("text/html").pairs(&[("id", id)]).send().await;
    assert_eq!((gone.status / 100, gone.location()), (3, format!("/admin/meetings?meeting={id}").as_str()), "{}", gone.text);
    let view = ana.json("/rpc/meetings/get", json!({ "id": id })).await.ok().json();
    assert_eq!((view["row"]["status"].as_str(), view["can_rebook"].as_bool()), (Some("cancelled"), Some(true)), "{view}");
    let again = ana.json("/rpc/meetings/rebook", json!({ "id": id })).await.ok().json();
    assert_eq!((again["row"]["status"].as_str(), at(&again["row"]["start"])), (Some("confirmed"), at(&meeting["start"])));
    assert_ne!(again["row"]["id"], meeting["id"]);
    let twice = ana.json("/rpc/meetings/rebook", json!({ "id": id })).await;
    assert_eq!((twice.status, twice.code().as_str()), (409, "slot_unavailable"), "{}", twice.text);
}
