//! Every wrong input of `/saba` has its status, its code and its field.

use chatimjd::domain::account::Scope;
use reqwest::Method;
use serde_json::{Value, json};

use super::{all, book, booked, later, path, shop, slots};
use crate::harness::TestApp;

#[tokio::test]
async fn every_wrong_booking_is_named() {
    let app = shop().await;
    let (slot, ana) = (later(&slots(&app).await, 0).clone(), "ana@example.com");
    let (start, end, id) = (&slot["start"], &slot["end"], &slot["slot_id"]);
    for (body, field) in [
        (json!({ "slot_id": id }), "email"),
        (json!({ "email": "ana@", "slot_id": id }), "email"),
        (json!({ "email": "", "slot_id": id }), "email"),
        (json!({ "email": ana }), "start"),
        (json!({ "email": ana, "start": "tomorrow" }), "start"),
        (json!({ "email": ana, "start": start, "slot_id": id }), "start"),
        (json!({ "email": ana, "slot_id": "slt_00" }), "slot_id"),
        (json!({ "email": ana, "slot_id": id, "duration_minutes": 30 }), "duration_minutes"),
        (json!({ "email": ana, "start": start, "duration_minutes": 1_000 }), "duration_minutes"),
        (json!({ "email": ana, "start": start, "duration_minutes": -1 }), "duration_minutes"),
        (json!({ "email": ana, "slot_id": id, "time_zone": "Mars/Olympus" }), "time_zone"),
        (json!({ "email": ana, "slot_id": id, "name": "@" }), "name"),
        (json!({ "email": ana, "slot_id": id, "phone": "12" }), "phone"),
        (json!({ "email": ana, "slot_id": id, "title": "x".repeat(301) }), "title"),
        (json!({ "email": ana, "slot_id": id, "notes": "x".repeat(4_001) }), "notes"),
        (json!({ "email": ana, "slot_id": id, "colour": "red" }), "colour"),
        (json!({ "start": start, "end": end, "attendees": [] }), "attendees"),
        (json!({ "start": start, "end": end, "attendees": [ana, "bo@example.com"] }), "attendees"),
        (json!({ "start": start, "end": end, "attendees": [ana], "email": ana }), "attendees"),
        (json!({ "start": start, "end": end, "attendees": ["nobody"] }), "attendees"),
        (json!({ "start": end, "end": start, "attendees": [ana] }), "end"),
        (json!({ "start": start, "end": "later", "attendees": [ana] }), "end"),
        (json!({ "end": end, "attendees": [ana] }), "start"),
        (json!({ "start": "", "end": end, "attendees": [ana] }), "start"),
        (json!({ "start": start, "end": " ", "attendees": [ana] }), "end"),
        (json!({ "slot_id": id, "attendees": [ana] }), "slot_id"),
    ] {
        let answer = book(&app, &body).await;
        answer.assert_error(422, "invalid_fields");
        assert!(!answer.field(field).is_empty(), "{field} of {body}: {}", answer.text);
    }
    assert_eq!(all(&app).await, Vec::<Value>::new());
}

#[tokio::test]
async fn times_that_cannot_be_are_refused_with_others() {
    let app = shop().await;
    let start = later(&slots(&app).await, 0)["start"].as_str().expect("a time").to_owned();
    let at_night = format!("{}T03:00:00Z", &start[..10]);
    let odd = format!("{}T10:07:00Z", &start[..10]);
    for (start, word) in
        [("2020-01-06T10:00:00Z", "passed"), (at_night.as_str(), "closed"), (odd.as_str(), "minute"), ("2199-01-01T10:00:00Z", "far")]
    {
        let answer = book(&app, &json!({ "email": "ana@example.com", "start": start })).await;
        answer.assert_error(409, "slot_unavailable");
        assert!(answer.json()["message"].as_str().is_some_and(|message| message.contains(word)), "{start}: {}", answer.text);
        assert!(answer.json()["data"]["alternatives"].is_array(), "{}", answer.text);
    }
}

#[tokio::test]
async fn who_may_is_asked_first() {
    let app = shop().await;
    let (chat_only, _) = app.state.keys.create(&TestApp::owner(), "a bridge", vec![Scope::Chat]).await.expect("a key");
    let calls = [
        (Method::GET, "/saba/slots"),
        (Method::POST, "/saba/book-meeting"),
        (Method::GET, "/saba/meetings"),
        (Method::GET, "/saba/meetings/mtg_1"),
        (Method::GET, "/saba/meetings/mtg_1/invite.ics"),
        (Method::POST, "/saba/meetings/mtg_1/reschedule"),
        (Method::POST, "/saba/meetings/mtg_1/cancel"),
        (Method::GET, "/calendar/status"),
    ];
    for (method, path) in calls {
        let body = json!({});
        let request = || app.request(method.clone(), path).json(&body);
        app.send(request()).await.assert_error(401, "unauthorized");
        // A token behind which nobody has said anything.
        app.send(request().bearer_auth(format!("vt_{}", "a".repeat(43)))).await.assert_error(401, "unauthorized");
        app.send(request().bearer_auth(&chat_only)).await.assert_error(403, "forbidden");
    }
    app.send(app.request(Method::GET, "/saba/slots").bearer_auth("ck_nobody")).await.assert_error(401, "unauthorized");
    app.get("/saba/slots?token=vt_x").await.assert_error(400, "invalid_request");
}

#[tokio::test]
async fn parameters_and_what_is_not_there() {
    let app = shop().await;
    for (query, field) in [
        ("from=today", "from"),
        ("to=2020-01-01T00:00:00Z", "to"),
        ("time_zone=Mars/Olympus", "time_zone"),
        ("duration_minutes=long", "duration_minutes"),
        ("duration_minutes=1", "duration_minutes"),
        ("limit=3", "limit"),
        ("from=2026-11-30T15:00:00Z&from=2026-11-30T15:00:00Z", "from"),
    ] {
        let answer = app.call(Method::GET, &format!("/saba/slots?{query}"), None).await;
        answer.assert_error(422, "invalid_fields");
        assert!(!answer.field(field).is_empty(), "{query}: {}", answer.text);
    }
    for (query, field) in [("status=held", "status"), ("cursor=x", "cursor"), ("q=ana", "q")] {
        let answer = app.call(Method::GET, &format!("/saba/meetings?{query}"), None).await;
        answer.assert_error(422, "invalid_fields");
        assert!(!answer.field(field).is_empty(), "{query}: {}", answer.text);
    }
    let nobody = format!("/saba/meetings/mtg_{}", "0".repeat(32));
    for path in ["/saba/meetings/1".to_owned(), nobody.clone(), format!("{nobody}/invite.ics"), "/saba/nothing".to_owned()] {
        app.call(Method::GET, &path, None).await.assert_error(404, "not_found");
    }
    app.call(Method::POST, &format!("{nobody}/cancel"), None).await.assert_error(404, "not_found");
    app.call(Method::DELETE, &nobody, None).await.assert_error(405, "method_not_allowed");

    let meeting = booked(&book(&app, &json!({ "email": "ana@example.com", "start": later(&slots(&app).await, 0)["start"] })).await);
    let to = |body: Value| {
        let (app, path) = (&app, format!("{}/reschedule", path(&meeting)));
        async move { app.call(Method::POST, &path, Some(&body)).await }
    };
    assert!(!to(json!({})).await.field("start").is_empty());
    assert!(!to(json!({ "slot_id": "slt_1" })).await.field("slot_id").is_empty());
    to(json!({ "start": meeting["start"] })).await.assert_error(409, "conflict");
    to(json!({ "start": "2020-01-06T10:00:00Z" })).await.assert_error(409, "slot_unavailable");
}
