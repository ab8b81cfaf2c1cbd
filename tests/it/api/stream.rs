//! Streamed answers: their events, taking them up again, stopping them.

use reqwest::Method;
use serde_json::json;

use crate::{
    fakes::gemini::{Behaviour, FakeGemini, KEY, Step},
    harness::{SseEvent, TestApp, events_in},
};

/// The text of all deltas.
fn text_of(events: &[SseEvent]) -> String {
    events.iter().filter(|event| event.name == "delta").filter_map(|event| event.data["text"].as_str()).collect()
}

#[tokio::test]
async fn a_stream_begins_tells_and_ends() {
    let app = TestApp::start().await;
    let mut ana = app.visitor();
    let events = ana.stream("Hi, I'm Ana, ana@example.com, what do you cost?").await;
    let names: Vec<&str> = events.iter().map(|event| event.name.as_str()).collect();
    assert_eq!((names[0], names[names.len() - 1]), ("start", "done"), "{names:?}");
    assert!(names.contains(&"delta") && names.contains(&"lead"), "{names:?}");
    assert_eq!(events.iter().map(|event| event.id).collect::<Vec<_>>(), (1..=events.len()).collect::<Vec<_>>());
    let (start, done) = (&events[0].data, &events[events.len() - 1].data);
    assert_eq!(start["reply_id"], done["reply"]["id"]);
    assert!(start["visitor_token"].as_str().is_some_and(|token| token.starts_with("vt_")));
    assert_eq!(text_of(&events), done["reply"]["text"].as_str().expect("text"), "text shown is text stored");
    assert_eq!(done["end"], "complete");
    assert_eq!(ana.lines().await[1].1, text_of(&events));
}

#[tokio::test]
async fn a_stream_is_not_cached_or_held_back() {
    let app = TestApp::start().await;
    let response = app.visitor().open_stream("Hello").await;
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert_eq!(response.headers()["x-accel-buffering"], "no");
    assert!(response.headers().contains_key("x-request-id") && response.headers().contains_key("ratelimit"));
}

#[tokio::test]
async fn a_stream_is_taken_up_after_any_event() {
    let app = TestApp::start().await;
    let mut ana = app.visitor();
    let events = ana.stream("Hello, what do you cost?").await;
    let reply = events[0].data["reply_id"].as_str().expect("an id").to_owned();
    for seen in 0..=events.len() + 1 {
        let rest = events_in(&ana.resume(&reply, seen).await.text);
        assert_eq!(rest, events.get(seen..).unwrap_or_default(), "after {seen}");
    }
    let odd = ana.request(Method::GET, &format!("/gemini/stream/{reply}")).header("last-event-id", "x");
    app.send(odd).await.assert_error(400, "invalid_request");
    ana.resume("msg_00000000000000000000000000000000", 0).await.assert_error(404, "not_found");
    ana.resume("nonsense", 0).await.assert_error(404, "not_found");
}

#[tokio::test]
async fn an_answer_whose_reader_left_is_stored_whole() {
    let app = TestApp::start().await;
    let mut ana = app.visitor();
    ana.send("Hello").await;
    drop(ana.open_stream("What do you cost?").await);
    let stored = async {
        while ana.lines().await.len() < 4 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(5), stored).await.expect("stored");
}

/// The visitor who reloads the page meanwhile sees what was asked, and goes on reading the answer.
#[tokio::test]
async fn a_question_that_is_being_answered_stands_in_the_transcript() {
    let gemini = FakeGemini::start().await;
    let base = gemini.base_url();
    let app = TestApp::with(&[("GEMINI_API_KEY", KEY), ("GEMINI_BASE_URL", base.as_str())]).await;
    gemini.next(Behaviour::say(&["We open at nine."])).next(Behaviour::cut_off(&["Prices begin "]).and(Step::Hang));
    let mut ana = app.visitor();
    ana.send("When do you open?").await;
    let mut open = ana.open_stream("What do you <b>cost</b>?").await;
    let mut heard = String::new();
    while !heard.contains("event: delta") {
        heard.push_str(&String::from_utf8_lossy(&open.chunk().await.expect("a stream").expect("more")));
    }

    let transcript = ana.transcript().await;
    let asked = &transcript["messages"][2];
    assert_eq!(transcript["messages"].as_array().map(Vec::len), Some(3));
    assert_eq!((asked["author"].as_str(), asked["text"].as_str()), (Some("visitor"), Some("What do you <b>cost</b>?")));
    assert_eq!(asked["html"], "<p>What do you &lt;b&gt;cost&lt;/b&gt;?</p>");
    let reply = transcript["reply_in_progress"].as_str().expect("an answer in progress").to_owned();

    ana.press_stop(&reply).await.data();
    let stored = ana.transcript().await;
    assert_eq!(stored["messages"][2], *asked, "stored as it was shown");
    assert_eq!(stored["messages"][3]["text"], "Prices begin ");
    assert_eq!(stored["reply_in_progress"], serde_json::Value::Null);
}

#[tokio::test]
async fn what_fails_before_the_first_event_has_a_status() {
    let app = TestApp::start().await;
    let bad = app.request(Method::POST, "/gemini/train").header("accept", "text/event-stream").json(&json!({ "message": "" }));
    app.send(bad).await.assert_error(422, "invalid_fields");
    app.state.database.close().await.expect("closed");
    let late = app.request(Method::POST, "/gemini/train").header("accept", "text/event-stream").json(&json!({ "message": "Hi" }));
    app.send(late).await.assert_error(503, "unavailable");
}
