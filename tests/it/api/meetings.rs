//! `/saba`: from a free time to a meeting, its changes and its end, over the built-in calendar.

mod google;
mod hostile;
mod many;
mod wrong;

use chatimjd::domain::business::{Business, Hours, OpenSpan};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Answer, TestApp, VisitorClient};

/// A business that is open every day from 8 to 20, by the clocks of UTC.
pub async fn open(app: &TestApp) {
    let hours = Hours(std::array::from_fn(|_| vec![OpenSpan { from: 8 * 60, until: 20 * 60 }]));
    let business = Business { name: "Brooks".into(), hours, ..Business::default() };
    app.state.desk.save_business(&TestApp::owner(), business, 0).await.expect("saved");
}

async fn shop() -> TestApp {
    let app = TestApp::start().await;
    open(&app).await;
    app
}

/// Free times of two weeks, as whoever has the key is offered them.
pub async fn slots(app: &TestApp) -> Vec<Value> {
    list(&app.call(Method::GET, "/saba/slots", None).await, "slots")
}

fn list(answer: &Answer, name: &str) -> Vec<Value> {
    answer.data()[name].as_array().expect("a list").clone()
}

/// One that is days ahead: a test that runs late in the evening has it, too.
pub fn later(slots: &[Value], nth: usize) -> &Value {
    &slots[50 + nth]
}

pub async fn book(app: &TestApp, body: &Value) -> Answer {
    app.call(Method::POST, "/saba/book-meeting", Some(body)).await
}

/// `data.meeting` of a booking.
pub fn booked(answer: &Answer) -> Value {
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()["data"]["meeting"].clone()
}

pub fn path(meeting: &Value) -> String {
    format!("/saba/meetings/{}", meeting["id"].as_str().expect("an id"))
}

pub async fn stored(app: &TestApp, meeting: &Value) -> Value {
    app.call(Method::GET, &path(meeting), None).await.data()["meeting"].clone()
}

pub async fn all(app: &TestApp) -> Vec<Value> {
    list(&app.call(Method::GET, "/saba/meetings?limit=100", None).await, "items")
}

fn is_offered(slots: &[Value], start: &Value) -> bool {
    slots.iter().any(|slot| slot["start"] == *start)
}

#[tokio::test]
async fn a_time_is_found_booked_moved_and_cancelled() {
    let app = shop().await;
    let free = slots(&app).await;
    let (first, second) = (later(&free, 0), later(&free, 5));
    let body = json!({
        "email": "ana@example.com", "name": "Ana Lima", "slot_id": first["slot_id"], "time_zone": "Asia/Karachi", "notes": "about a kitchen",
    });
    let meeting = booked(&book(&app, &body).await);
    assert_eq!((meeting["status"].as_str(), meeting["calendar"].as_str()), (Some("confirmed"), Some("local")));
    assert_eq!((&meeting["start"], &meeting["end"]), (&first["start"], &first["end"]));
    assert_eq!((meeting["time_zone"].as_str(), meeting["attendee"]["email"].as_str()), (Some("Asia/Karachi"), Some("ana@example.com")));
    assert!(meeting["meet_link"].is_null() && meeting["html_link"].is_null(), "{meeting}");
    assert!(!is_offered(&slots(&app).await, &first["start"]));
    assert_eq!(all(&app).await, std::slice::from_ref(&meeting));

    let told = app.call(Method::GET, &format!("/leads/{}", meeting["lead_id"].as_str().expect("a lead")), None).await.data();
    let lead = &told["lead"];
    assert_eq!((lead["status"].as_str(), lead["email"].as_str()), (Some("meeting_scheduled"), Some("ana@example.com")));
    let kinds: Vec<&str> = told["timeline"].as_array().expect("a list").iter().filter_map(|line| line["what"]["type"].as_str()).collect();
    assert!(kinds.contains(&"meeting") && kinds.contains(&"noted"), "{kinds:?}");

    let to = json!({ "slot_id": second["slot_id"], "version": meeting["version"] });
    let moved = app.call(Method::POST, &format!("{}/reschedule", path(&meeting)), Some(&to)).await.data()["meeting"].clone();
    assert_eq!((&moved["id"], &moved["start"]), (&meeting["id"], &second["start"]));
    app.call(Method::POST, &format!("{}/reschedule", path(&meeting)), Some(&to)).await.assert_error(409, "version_conflict");
    assert!(is_offered(&slots(&app).await, &first["start"]), "its old time is free");

    let cancel = format!("{}/cancel", path(&meeting));
    let gone = app.call(Method::POST, &cancel, None).await.data()["meeting"].clone();
    assert_eq!(gone["status"], "cancelled");
    app.call(Method::POST, &cancel, None).await.assert_error(409, "conflict");
    assert!(is_offered(&slots(&app).await, &second["start"]));
    let lead = app.call(Method::GET, &format!("/leads/{}", lead["id"].as_str().expect("a lead")), None).await.data()["lead"].clone();
    assert_eq!(lead["status"], "qualified", "no meeting is agreed any more");
    assert_eq!(list(&app.call(Method::GET, "/saba/meetings?status=confirmed", None).await, "items"), Vec::<Value>::new());
    assert_eq!(all(&app).await, [stored(&app, &meeting).await]);
}

#[tokio::test]
async fn an_invitation_is_a_file_and_the_link_a_page() {
    let app = shop().await;
    let free = slots(&app).await;
    let meeting = booked(&book(&app, &json!({ "email": "ana@example.com", "slot_id": later(&free, 0)["slot_id"] })).await);
    let file = app.call(Method::GET, &format!("{}/invite.ics", path(&meeting)), None).await;
    assert_eq!((file.status, file.header("content-type")), (200, "text/calendar; charset=utf-8"));
    assert!(file.text.starts_with("BEGIN:VCALENDAR\r\n") && file.text.contains("METHOD:REQUEST"), "{}", file.text);

    let link = meeting["manage_url"].as_str().and_then(|url| url.strip_prefix("http://desk.test")).expect("a link").to_owned();
    let page = app.get(&link).await;
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(page.text.contains("Brooks") && page.text.contains("Later days"), "{}", page.text);
    for from in ["9999-12-31", "0001-01-01", "soon", ""] {
        assert_eq!(app.get(&format!("{link}?from={from}")).await.status, 200, "{from}");
    }
    let deed =
        |body: &str| app.request(Method::POST, &link).header("content-type", "application/x-www-form-urlencoded").body(body.to_owned());
    assert_eq!(app.send(deed("do=move")).await.status, 422, "no time was chosen");
    let other = page.text.split("slt_").nth(1).and_then(|rest| rest.split('"').next()).expect("another time");
    let moved = app.send(deed(&format!("do=move&slot=slt_{other}"))).await;
    assert_eq!((moved.status, moved.header("location")), (303, link.as_str()));
    let now = stored(&app, &meeting).await;
    assert!(now["start"] != meeting["start"] && now["status"] == "confirmed", "{now}");
    assert_eq!(app.send(deed("do=move&slot=slt_00")).await.status, 409);
    let done = app.send(deed("do=cancel")).await;
    assert_eq!((done.status, done.header("location")), (303, link.as_str()));
    assert_eq!(stored(&app, &meeting).await["status"], "cancelled");
    assert_eq!(app.send(deed("do=cancel")).await.status, 409);
    let made_up = format!("{}{}", &link[..link.len() - 2], if link.ends_with("00") { "11" } else { "00" });
    assert_eq!(app.get(&made_up).await.status, 404);
}

#[tokio::test]
async fn clients_of_the_original_service_book_as_they_did() {
    let app = shop().await;
    let free = slots(&app).await;
    let slot = later(&free, 0);
    let body = json!({ "title": "Call", "start": slot["start"], "end": slot["end"], "attendees": ["ana@example.com"] });
    let answer = book(&app, &body).await;
    let meeting = answer.data()["meeting"].clone();
    assert_eq!((&meeting["start"], &meeting["end"]), (&slot["start"], &slot["end"]));
    assert_eq!(answer.json()["event"], json!({ "id": meeting["id"], "htmlLink": null, "hangoutLink": null }));
    assert_eq!(meeting["title"].as_str().filter(|title| title.contains("Call")), None, "what it is called is the owner's");

    // A time without an offset is on the clocks of the business.
    let next = later(&free, 4);
    let bare = |field: &str| next[field].as_str().expect("a time")[..19].to_owned();
    let body = json!({ "title": "Call", "start": bare("start"), "end": bare("end"), "attendees": ["bo@example.com"] });
    assert_eq!(book(&app, &body).await.data()["meeting"]["start"], next["start"]);
}

#[tokio::test]
async fn clients_of_the_original_service_are_told_of_meetings_to_come_whatever_the_status_says() {
    let app = shop().await;
    let told = async |email: &str| {
        let context = app.call(Method::POST, "/lead-context", Some(&json!({ "email": email }))).await.json();
        context["lead"]["has_meeting"].clone()
    };
    let free = slots(&app).await;
    let meeting = booked(&book(&app, &json!({ "email": "ana@example.com", "slot_id": later(&free, 0)["slot_id"] })).await);
    assert_eq!(told("ana@example.com").await, true);
    let lead = format!("/leads/{}", meeting["lead_id"].as_str().expect("a lead"));
    app.call(Method::PATCH, &lead, Some(&json!({ "status": "won" }))).await.data();
    assert_eq!(told("ana@example.com").await, true, "won, and with a meeting to come");
    app.call(Method::POST, &format!("{}/cancel", path(&meeting)), None).await.data();
    assert_eq!(told("ana@example.com").await, false);
    app.call(Method::POST, "/leads", Some(&json!({ "email": "bo@example.com", "status": "meeting_scheduled" }))).await;
    assert_eq!(told("bo@example.com").await, false, "no meeting is to come");
}

/// What a visitor who has said something may ask.
async fn asks(app: &TestApp, who: &VisitorClient, method: Method, path: &str, body: Option<&Value>) -> Answer {
    let request = who.request(method, path);
    app.send(match body {
        Some(body) => request.json(body),
        None => request,
    })
    .await
}

#[tokio::test]
async fn visitors_have_their_own_times_and_meetings() {
    let app = shop().await;
    let (mut ana, mut bo) = (app.visitor(), app.visitor());
    ana.send("Hello").await;
    bo.send("Hello").await;
    let free = list(&asks(&app, &ana, Method::GET, "/saba/slots", None).await, "slots");
    let body = json!({ "email": "ana@example.com", "slot_id": later(&free, 0)["slot_id"] });
    let foreign = asks(&app, &bo, Method::POST, "/saba/book-meeting", Some(&body)).await;
    foreign.assert_error(422, "invalid_fields");
    assert_eq!(foreign.field("slot_id"), "this time was offered to somebody else");

    let meeting = booked(&asks(&app, &ana, Method::POST, "/saba/book-meeting", Some(&body)).await);
    assert!(meeting.get("html_link").is_none() && meeting.get("lead_id").is_none(), "{meeting}");
    assert_eq!(list(&asks(&app, &ana, Method::GET, "/saba/meetings", None).await, "items"), std::slice::from_ref(&meeting));
    assert_eq!(list(&asks(&app, &bo, Method::GET, "/saba/meetings", None).await, "items"), Vec::<Value>::new());
    for (method, path) in [
        (Method::GET, path(&meeting)),
        (Method::GET, format!("{}/invite.ics", path(&meeting))),
        (Method::POST, format!("{}/cancel", path(&meeting))),
    ] {
        asks(&app, &bo, method, &path, None).await.assert_error(404, "not_found");
    }
    let gone = asks(&app, &ana, Method::POST, &format!("{}/cancel", path(&meeting)), None).await.data();
    assert_eq!(gone["meeting"]["status"], "cancelled");
}

#[tokio::test]
async fn whoever_is_erased_has_no_meeting_any_more() {
    let app = shop().await;
    let free = slots(&app).await;
    let meeting = booked(&book(&app, &json!({ "email": "ana@example.com", "slot_id": later(&free, 0)["slot_id"] })).await);
    app.call(Method::DELETE, &format!("/leads/{}", meeting["lead_id"].as_str().expect("a lead")), None).await.data();
    app.call(Method::GET, &path(&meeting), None).await.assert_error(404, "not_found");
    assert!(is_offered(&slots(&app).await, &meeting["start"]));
}

#[tokio::test]
async fn a_stranger_who_erases_the_chat_cancels_no_meeting_that_was_booked_without_it() {
    let app = shop().await;
    let free = slots(&app).await;
    let body = json!({ "name": "Ana Lima", "email": "ana@example.com", "slot_id": later(&free, 0)["slot_id"] });
    let meeting = booked(&book(&app, &body).await);
    let mut eve = app.visitor();
    assert_eq!(eve.send("ana@example.com").await["lead"]["id"], meeting["lead_id"]);
    assert_eq!(eve.erase().await.data()["erased"], 1);
    assert_eq!(stored(&app, &meeting).await, meeting);
    let lead = format!("/leads/{}", meeting["lead_id"].as_str().expect("a lead"));
    let lead = app.call(Method::GET, &lead, None).await.data()["lead"].clone();
    assert_eq!((lead["name"].as_str(), lead["email"].as_str()), (Some("Ana Lima"), Some("ana@example.com")));
    assert!(!is_offered(&slots(&app).await, &meeting["start"]));
}

#[tokio::test]
async fn what_came_beside_a_booking_goes_with_the_chat_that_is_erased() {
    let app = shop().await;
    let (mut ana, mut eve) = (app.visitor(), app.visitor());
    let lead = ana.send("I'm Ana, ana@example.com").await["lead"]["id"].clone();
    assert_eq!(eve.send("ana@example.com").await["lead"]["id"], lead);
    for (nth, who, notes) in [(0, &ana, "about a kitchen"), (4, &eve, "about a pool")] {
        let free = list(&asks(&app, who, Method::GET, "/saba/slots", None).await, "slots");
        let body = json!({ "email": "ana@example.com", "slot_id": later(&free, nth)["slot_id"], "notes": notes });
        booked(&asks(&app, who, Method::POST, "/saba/book-meeting", Some(&body)).await);
    }
    let path = format!("/leads/{}", lead.as_str().expect("a lead"));
    let lines = async || app.call(Method::GET, &path, None).await.data()["timeline"].to_string();
    let before = lines().await;
    assert!(before.contains("about a kitchen") && before.contains("about a pool"), "{before}");
    eve.erase().await.data();
    let after = lines().await;
    assert!(after.contains("about a kitchen") && !after.contains("about a pool"), "{after}");
}
