//! A Gemini that lies, through the whole server: nobody is told of a booking that is not stored, streamed or not.

use reqwest::Method;
use serde_json::{Value, json};

use super::{all, later, open};
use crate::{
    fakes::gemini::{Behaviour, FakeGemini, KEY},
    harness::{SseEvent, TestApp},
};

/// One sentence each, so that what is shown can be looked through for it.
const CLAIMS: [&str; 8] = [
    "Great news, I've booked your meeting for Friday at 10.",
    "Your appointment is confirmed for tomorrow at 3pm.",
    "You will receive a calendar invitation shortly.",
    "I have cancelled your meeting.",
    "Ich habe Ihren Termin für Freitag um 10 Uhr gebucht.",
    "Votre rendez-vous est confirmé pour vendredi.",
    "Su cita está confirmada para el viernes.",
    "Aap ki meeting book ho gayi hai.",
];

async fn shop(fake: &FakeGemini) -> TestApp {
    let base = fake.base_url();
    let app = TestApp::with(&[("GEMINI_API_KEY", KEY), ("GEMINI_BASE_URL", base.as_str())]).await;
    open(&app).await;
    app
}

/// No card and no word of a booking.
#[track_caller]
fn says_nothing_is_booked(reply: &Value, claim: &str) {
    let cards = reply["cards"].as_array().expect("a list");
    assert!(cards.iter().all(|card| !card["kind"].as_str().unwrap_or_default().starts_with("booking")), "{claim}: {reply}");
    let text = reply["reply"]["text"].as_str().expect("a text");
    assert!(!text.contains(claim), "{claim}: {text}");
}

fn shown(events: &[SseEvent]) -> String {
    events.iter().filter(|event| event.name == "delta").map(|event| event.data["text"].as_str().expect("a text")).collect()
}

#[tokio::test]
async fn a_claim_without_a_call_is_never_seen() {
    let fake = FakeGemini::start().await;
    let app = shop(&fake).await;
    for claim in CLAIMS {
        fake.next(Behaviour::say(&["Hello. ", claim])).next(Behaviour::say_at_once(&format!("Hello. {claim}")));
        let reply = app.visitor().send("What do you do on Fridays?").await;
        says_nothing_is_booked(&reply, claim);

        // In pieces that end anywhere.
        fake.in_pieces_of(7);
        let events = app.visitor().stream("What do you do on Fridays?").await;
        assert!(!shown(&events).contains(claim), "{claim}: {}", shown(&events));
        let done = events.iter().find(|event| event.name == "done").expect("an end");
        says_nothing_is_booked(&done.data, claim);
        assert_eq!(shown(&events), done.data["reply"]["text"].as_str().expect("a text"), "what was shown is what is stored");
    }
    assert_eq!(all(&app).await, Vec::<Value>::new());
    assert_eq!(fake.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn invented_and_foreign_ids_book_nothing() {
    let fake = FakeGemini::start().await;
    let app = shop(&fake).await;
    // An honest id of somebody else's conversation.
    fake.next(Behaviour::say(&["Hello."]));
    let mut bo = app.visitor();
    bo.send("Hello").await;
    let offered = app.send(bo.request(Method::GET, "/saba/slots")).await.data();
    let foreign = later(offered["slots"].as_array().expect("a list"), 0)["slot_id"].clone();
    let claim = "I've booked it for you.";
    for (name, arguments) in [
        ("book_meeting", json!({ "slot_id": foreign })),
        ("book_meeting", json!({ "slot_id": "slt_tomorrow" })),
        ("book_meeting", json!({ "slot_id": "2027-01-04T10:00:00Z" })),
        ("book_meeting", json!({})),
        ("reschedule_meeting", json!({ "slot_id": foreign })),
        ("cancel_meeting", json!({ "meeting_id": "mtg_00000000000000000000000000000001" })),
        ("create_event", json!({ "start": "2027-01-04T10:00:00Z" })),
    ] {
        fake.next(Behaviour::say(&["Hello."]));
        let mut ana = app.visitor();
        ana.send("I'm Ana, ana@example.com").await;
        fake.next(Behaviour::call(&["One moment."], &[(name, arguments.clone())], true)).next(Behaviour::say(&[claim]));
        let reply = ana.send("please go on").await;
        says_nothing_is_booked(&reply, claim);
        assert!(all(&app).await.is_empty(), "{name} {arguments}");
    }
    assert_eq!(fake.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn what_is_booked_is_told_by_the_server() {
    let fake = FakeGemini::start().await;
    let app = shop(&fake).await;
    fake.next(Behaviour::say(&["Hello."]));
    let mut ana = app.visitor();
    ana.send("Hello, I'm Ana, ana@example.com").await;
    let offered = app.send(ana.request(Method::GET, "/saba/slots")).await.data();
    let start = later(offered["slots"].as_array().expect("a list"), 0)["start"].as_str().expect("a time").to_owned();
    let day: jiff::civil::Date = start[..10].parse().expect("a day");
    let claim = "Your meeting is confirmed for 31 December at midnight.";
    fake.times(3, &Behaviour::say(&[claim]));
    let reply = ana.send(&format!("Can we have a meeting on {} at 10am?", day.strftime("%A %-d %B"))).await;
    assert!(!reply["reply"]["text"].as_str().expect("a text").contains("midnight"), "{reply}");
    let meetings = all(&app).await;
    assert_eq!(meetings.len(), 1, "{reply}");
    assert!(meetings[0]["start"].as_str().is_some_and(|at| at.starts_with(&format!("{day}T10:00"))), "{meetings:?}");
    let cards = reply["cards"].as_array().expect("a list");
    assert_eq!((cards.len(), cards[0]["kind"].as_str(), &cards[0]["meeting"]["id"]), (1, Some("booking"), &meetings[0]["id"]), "{reply}");
}
