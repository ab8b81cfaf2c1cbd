//! A model that lies about bookings: whatever it does, nobody is told of a booking that is not stored.

use serde_json::{Value, json};

use super::{meetings::*, *};
use crate::{
    domain::settings::BookingConfirmation,
    service::{memory::MemoryCalendar, schedule::Asker},
};

const CLAIMS: [&str; 12] = [
    "Great news! I've booked your meeting for Friday at 10.",
    "Your meeting is booked, let me know if that changes.",
    "Done! Your **appointment** is **confirmed** for tomorrow at 3pm, and I have sent you an invitation.",
    "You will receive a calendar invitation shortly. See you on Monday at 3!",
    "No problem, I moved your meeting to Tuesday.",
    "I have cancelled your meeting.",
    "Ich habe Ihren Termin für Freitag um 10 Uhr gebucht.",
    "Su cita está confirmada para el viernes.",
    "Votre rendez-vous est confirmé pour vendredi.",
    "آپ کی میٹنگ کل شام 5 بجے بک ہو گئی ہے۔",
    "Aap ki meeting book ho gayi hai.",
    "已为您预约成功。",
];

#[test]
fn a_claim_without_a_call_is_never_seen() {
    for claim in CLAIMS {
        run(async {
            let front = Front::with([Script::says(&format!("Hello. {claim}"))]);
            let (reply, events) = front.stage.say(&visitor("ana"), "What do you do on Fridays?").await;
            says_nothing_is_booked(&reply);
            assert!(reply.reply.text.contains("nothing is booked yet"), "{claim}: {}", reply.reply.text);
            let sentence = claim.split_inclusive(['!', '.']).next_back().expect("a sentence").trim();
            assert!(!shown(&events).contains(sentence), "{claim}");
            assert!(front.meetings.all().await.is_empty());
        });
    }
}

#[test]
fn where_something_is_booked_a_claim_is_replaced_by_what_is() {
    run(async {
        let front = Front::offline();
        front.say(&visitor("ana"), "a meeting tomorrow at 3pm, ana@example.com").await;
        let next = front.answered_by([Script::says("Yes! Your meeting is confirmed for Friday at 10.")]);
        let reply = next.say(&visitor("ana"), "is it all right so?").await;
        assert!(
            reply.reply.text.contains("Monday, 23 November 2026, 3:00 pm") && !reply.reply.text.contains("Friday"),
            "{}",
            reply.reply.text
        );
    });
}

/// Free times of a conversation, as this visitor would be offered them.
async fn offered(front: &Front, who: &str) -> Vec<crate::domain::chat::SlotOffer> {
    let talk = front.stage.store.all().into_iter().find(|talk| talk.visitor == *visitor(who).key()).expect("a conversation");
    let asker = Asker::guest(&visitor(who), talk.id, Channel::Website, None);
    let desk = front.stage.chat.ports.meetings.clone().expect("a desk");
    desk.slots(&asker, &Default::default()).await.expect("slots").slots
}

fn id_at(slots: &[crate::domain::chat::SlotOffer], start: &str) -> String {
    slots.iter().find(|slot| slot.start.starts_with(start)).expect("a slot").slot_id.clone()
}

/// The model calls this and then claims that it worked; what the visitor sees and what the call came to.
async fn tries(front: Front, text: &str, call: (&str, Value)) -> (Front, ChatReply, Vec<Value>) {
    let scripts = [Script::says_and_calls("One moment.", &[call]), Script::says("I've booked it for you. Your meeting is confirmed.")];
    let next = front.answered_by(scripts);
    let reply = next.say(&visitor("ana"), text).await;
    let results = next.results();
    (next, reply, results)
}

#[test]
fn invented_foreign_and_malformed_ids_book_nothing() {
    let calls: Vec<(&str, Value)> = vec![
        ("book_meeting", json!({ "slot_id": "slt_tomorrow_3pm" })),
        ("book_meeting", json!({ "slot_id": format!("slt_{}", "0".repeat(68)) })),
        ("book_meeting", json!({ "slot_id": "2026-11-23T15:00:00Z" })),
        ("book_meeting", json!({ "slot_id": 7 })),
        ("book_meeting", json!({ "slot": "x" })),
        ("book_meeting", json!({})),
        ("book_meeting", json!([])),
        ("book_meeting", json!("tomorrow")),
        ("book_meeting", json!({ "slot_id": "x", "email": "evil@example.com" })),
        ("reschedule_meeting", json!({ "slot_id": "x", "meeting_id": "mtg_1" })),
        ("reschedule_meeting", json!({ "meeting_id": 1 })),
        ("cancel_meeting", json!({ "meeting_id": "mtg_00000000000000000000000000000001" })),
        ("cancel_meeting", json!({ "all": true })),
        ("find_slots", json!({ "when": ["tomorrow"] })),
        ("create_event", json!({ "start": "2026-11-23T15:00:00Z" })),
    ];
    for call in calls {
        run(async {
            let front = Front::with([Script::says("Hello.")]);
            front.say(&visitor("ana"), "I'm Ana, ana@example.com").await;
            let (front, reply, results) = tries(front, "please go on", call.clone()).await;
            says_nothing_is_booked(&reply);
            assert!(results[0].get("error").or(results[0].get("refused")).is_some(), "{call:?}: {results:?}");
            assert!(front.meetings.all().await.is_empty(), "{call:?}");
            assert!(reply.reply.text.contains("nothing is booked yet"), "{}", reply.reply.text);
        });
    }
}

#[test]
fn somebody_elses_time_and_a_time_that_nobody_named_are_not_booked() {
    run(async {
        let front = Front::with([Script::says("Hello."), Script::says("Hello.")]);
        front.say(&visitor("bo"), "I'm Bo, bo@example.com").await;
        front.say(&visitor("ana"), "I'm Ana, ana@example.com").await;
        let foreign = id_at(&offered(&front, "bo").await, "2026-11-25T15:00");
        let (front, reply, results) = tries(front, "Wednesday 25 November at 3pm", ("book_meeting", json!({ "slot_id": foreign }))).await;
        says_nothing_is_booked(&reply);
        assert!(results[0]["refused"].as_str().expect("a reason").contains("somebody else"), "{results:?}");

        // An honest id, but the visitor has said another time, or none.
        for text in ["Thursday 26 November at 3pm", "whenever you like", "what does it cost?"] {
            let own = id_at(&offered(&front, "ana").await, "2026-11-25T15:00");
            let next = front.answered_by([
                Script::says_and_calls("", &[("book_meeting", json!({ "slot_id": own }))]),
                Script::says("Booked! See you on Wednesday."),
            ]);
            let reply = next.say(&visitor("ana"), text).await;
            says_nothing_is_booked(&reply);
            assert!(slots(&reply) > 0, "the times are shown instead: {text}");
        }
        assert!(front.booked().await.is_empty());
    });
}

#[test]
fn the_past_and_what_is_taken_are_not_booked() {
    run(async {
        let front = Front::with([Script::says("Hello."), Script::says("Hello.")]);
        front.say(&visitor("ana"), "I'm Ana, ana@example.com").await;
        let slots = offered(&front, "ana").await;
        front.stage.clock.advance(Duration::from_secs(3_000));
        // The id is still good when the time is not: somebody was quicker.
        let desk = front.stage.chat.ports.meetings.clone().expect("a desk");
        let other = Asker::guest(&visitor("bo"), ConversationId::new(uuid::Uuid::from_u128(9)), Channel::Website, None);
        let who = crate::service::schedule::Attended {
            attendee: crate::domain::meeting::Attendee {
                email: crate::domain::email::Email::parse("bo@example.com").ok(),
                ..Default::default()
            },
            ..Default::default()
        };
        let wanted = crate::service::schedule::Wanted::Start { at: "2026-11-25T15:00:00Z".parse().expect("a time"), minutes: None };
        let order = crate::service::schedule::BookOrder { wanted, who, zone: None, language: Default::default(), once: None };
        desk.book(&other, &order).await.expect("booked");
        let taken = json!({ "slot_id": id_at(&slots, "2026-11-25T15:00") });
        let (front, reply, results) = tries(front, "Wednesday 25 November at 3pm", ("book_meeting", taken)).await;
        says_nothing_is_booked(&reply);
        assert!(results[0]["refused"].as_str().expect("a reason").contains("taken"), "{results:?}");

        // Two days later the id and the time are over.
        front.stage.clock.advance(Duration::from_secs(4 * 3_600));
        let old = json!({ "slot_id": id_at(&slots, "2026-11-23T09:00") });
        let (front, reply, results) = tries(front, "go on, please", ("book_meeting", old)).await;
        says_nothing_is_booked(&reply);
        assert!(results[0]["refused"].as_str().expect("a reason").contains("expired"), "{results:?}");
        assert_eq!(front.booked().await.len(), 1, "that of the other one");
    });
}

#[test]
fn one_answer_books_once() {
    run(async {
        let front = Front::with([Script::says("Hello.")]);
        front.say(&visitor("ana"), "I'm Ana, ana@example.com").await;
        let slots = offered(&front, "ana").await;
        let (one, two) = (json!({ "slot_id": id_at(&slots, "2026-11-25T15:00") }), json!({ "slot_id": id_at(&slots, "2026-11-25T15:30") }));
        let calls = [("book_meeting", one.clone()), ("book_meeting", one.clone()), ("book_meeting", two)];
        let next = front.answered_by([
            Script::says_and_calls("", &calls),
            Script::says_and_calls("", &[("book_meeting", one)]),
            Script::says("Fine."),
        ]);
        let reply = next.say(&visitor("ana"), "Wednesday 25 November at 3pm").await;
        assert_eq!(next.booked().await.len(), 1, "{:?}", next.results());
        assert_eq!(reply.reply.text.matches("is booked").count(), 1, "{}", reply.reply.text);
    });
}

#[test]
fn an_empty_list_answered_with_a_booking_is_none() {
    run(async {
        let calendar = MemoryCalendar::connected();
        let whole = crate::domain::schedule::interval::Interval::new(
            "2026-11-01T00:00:00Z".parse().expect("a time"),
            "2027-12-01T00:00:00Z".parse().expect("a time"),
        );
        calendar.set_busy(vec![whole.expect("an interval")]);
        let scripts = [
            Script::says_and_calls("", &[("find_slots", json!({ "when": "tomorrow at 3pm" }))]),
            Script::says("Perfect, I've booked you in for tomorrow at 3pm! You'll receive an invitation."),
        ];
        let front = Front::over(ScriptedModel::new(scripts), calendar, BookingConfirmation::Auto);
        let reply = front.say(&visitor("ana"), "I need an appointment tomorrow at 3pm, ana@example.com").await;
        says_nothing_is_booked(&reply);
        let results = front.results();
        assert!(results[0]["slots"].as_array().is_some_and(Vec::is_empty) && results[0].get("none_free").is_some(), "{results:?}");
        assert!(front.meetings.all().await.is_empty() && slots(&reply) == 0);
    });
}

#[test]
fn nobody_cancels_for_the_visitor() {
    run(async {
        let front = Front::offline();
        front.say(&visitor("ana"), "a meeting tomorrow at 3pm, ana@example.com").await;
        let booked = front.booked().await;
        let id = json!({ "meeting_id": booked[0].id });
        let (front, reply, _) = tries(front, "what do you cost?", ("cancel_meeting", id.clone())).await;
        assert_eq!(front.booked().await, booked, "{}", reply.reply.text);
        // Bo knows its id.
        let next = front.answered_by([Script::says_and_calls("", &[("cancel_meeting", id.clone())]), Script::says("I have cancelled it.")]);
        let reply = next.say(&visitor("bo"), "cancel the meeting").await;
        says_nothing_is_booked(&reply);
        assert_eq!(next.booked().await, booked);
        let mine = next.answered_by([Script::says_and_calls("", &[("cancel_meeting", id)]), Script::says("Anything else?")]);
        let reply = mine.say(&visitor("ana"), "please cancel my meeting").await;
        assert!(mine.booked().await.is_empty() && reply.reply.text.contains("is cancelled"), "{}", reply.reply.text);
    });
}
