//! Where the owner wants a time to be tapped: the tap books, moves, or keeps the time until the address is known, and words
//! alone do none of it.

use serde_json::{Value, json};

use super::{
    meetings::{Front, says_nothing_is_booked, slots},
    *,
};
use crate::{
    domain::{
        chat::{Card, SlotOffer},
        meeting::MeetingStatus,
        settings::BookingConfirmation,
    },
    service::memory::MemoryCalendar,
};

const ASKS: &str = "Can we meet on Tuesday?";
const ASKS_AS_ANA: &str = "I'm Ana, ana@example.com. Can we meet on Tuesday?";
const NINE: &str = "2026-11-24T09:00";
const BOOKED: &str = "is booked: Tuesday, 24 November 2026, 9:00 am";

fn tapping(scripts: impl IntoIterator<Item = Script>) -> Front {
    Front::over(ScriptedModel::new(scripts), MemoryCalendar::default(), BookingConfirmation::Tap)
}

fn calls(tool: &str, arguments: Value) -> Script {
    Script::says_and_calls("", &[(tool, arguments)])
}

/// The button of this start.
fn button(reply: &ChatReply, start: &str) -> SlotOffer {
    let mut offered: Vec<SlotOffer> = vec![];
    for card in &reply.cards {
        if let Card::Slots { slots, .. } = card {
            offered.extend(slots.iter().cloned());
        }
    }
    let found = offered.iter().find(|slot| slot.start.starts_with(start)).cloned();
    found.unwrap_or_else(|| panic!("no button of {start}: {offered:?}, {}", reply.reply.text))
}

async fn starts(front: &Front) -> Vec<String> {
    let mut starts: Vec<String> = front.booked().await.iter().map(|meeting| meeting.time.start().to_string()).collect();
    starts.sort();
    starts
}

/// Ana, who has tapped nine o'clock on Tuesday and is booked for it.
async fn booked_by_a_tap(front: &Front) -> Visitor {
    let ana = visitor("ana");
    let reply = front.say(&ana, ASKS_AS_ANA).await;
    says_nothing_is_booked(&reply);
    let told = front.say(&ana, &button(&reply, NINE).label).await;
    assert!(told.reply.text.contains(BOOKED), "{}", told.reply.text);
    assert_eq!(starts(front).await, ["2026-11-24T09:00:00Z"]);
    ana
}

#[test]
fn a_tap_books_where_the_address_is_known() {
    run(async {
        booked_by_a_tap(&tapping([])).await;
    });
}

#[test]
fn a_tap_keeps_the_time_until_the_address_is_given() {
    run(async {
        let front = tapping([]);
        let reply = front.say(&visitor("ana"), ASKS).await;
        let kept = front.say(&visitor("ana"), &button(&reply, NINE).label).await;
        says_nothing_is_booked(&kept);
        assert!(kept.reply.text.contains("not booked yet"), "{}", kept.reply.text);
        assert_eq!(front.meetings.all().await.iter().map(|meeting| meeting.status).collect::<Vec<_>>(), [MeetingStatus::Held]);
        let told = front.say(&visitor("ana"), "ana@example.com").await;
        assert!(told.reply.text.contains(BOOKED), "{}", told.reply.text);
        assert_eq!(starts(&front).await, ["2026-11-24T09:00:00Z"]);
        assert_eq!(front.meetings.all().await.len(), 1, "the time that was kept became the meeting");
    });
}

#[test]
fn a_tapped_time_that_was_declined_is_not_booked_with_an_address_for_something_else() {
    for no in ["no thanks", "No.", "نہیں، شکریہ", "不用了，谢谢"] {
        run(async {
            let front = tapping([]);
            let ana = visitor("ana");
            let reply = front.say(&ana, ASKS).await;
            front.say(&ana, &button(&reply, NINE).label).await;
            front.say(&ana, no).await;
            let told = front.say(&ana, "Can you mail me your price list? ana@example.com").await;
            says_nothing_is_booked(&told);
            assert!(starts(&front).await.is_empty(), "{no}");
            // Whoever wants it after all taps once more.
            let reply = front.say(&ana, ASKS).await;
            front.say(&ana, &button(&reply, NINE).label).await;
            assert_eq!(starts(&front).await, ["2026-11-24T09:00:00Z"], "{no}");
        });
    }
}

#[test]
fn a_time_that_is_kept_is_not_declined_by_words_that_let_it_stay() {
    run(async {
        let front = tapping([]);
        let ana = visitor("ana");
        let reply = front.say(&ana, ASKS).await;
        front.say(&ana, &button(&reply, NINE).label).await;
        front.say(&ana, "keep it, please").await;
        let told = front.say(&ana, "ana@example.com").await;
        assert!(told.reply.text.contains(BOOKED), "{}", told.reply.text);
        assert_eq!(starts(&front).await, ["2026-11-24T09:00:00Z"]);
    });
}

#[test]
fn words_alone_only_bring_buttons() {
    run(async {
        let front = tapping([]);
        let reply = front.say(&visitor("ana"), ASKS_AS_ANA).await;
        assert!(slots(&reply) > 0, "{}", reply.reply.text);
        for words in ["9am works", "Tuesday 24 November at 9am, please", "a meeting on Tuesday 24 November at 9am, ana@example.com"] {
            let reply = front.say(&visitor("ana"), words).await;
            says_nothing_is_booked(&reply);
            assert!(slots(&reply) > 0, "{words}: {}", reply.reply.text);
        }
        assert!(front.meetings.all().await.is_empty(), "nothing is kept, either");
    });
}

#[test]
fn another_time_in_words_takes_the_place_of_the_tapped_one() {
    run(async {
        let front = tapping([]);
        let reply = front.say(&visitor("ana"), ASKS).await;
        front.say(&visitor("ana"), &button(&reply, NINE).label).await;
        let reply = front.say(&visitor("ana"), "Tuesday 24 November at 11am instead. ana@example.com").await;
        says_nothing_is_booked(&reply);
        assert!(starts(&front).await.is_empty());
        front.say(&visitor("ana"), &button(&reply, "2026-11-24T11:00").label).await;
        assert_eq!(starts(&front).await, ["2026-11-24T11:00:00Z"]);
    });
}

#[test]
fn a_tap_moves_a_meeting_and_words_do_not() {
    run(async {
        let front = tapping([]);
        let ana = booked_by_a_tap(&front).await;
        let reply = front.say(&ana, "can we move it to Tuesday 24 November at 11am?").await;
        assert_eq!(starts(&front).await, ["2026-11-24T09:00:00Z"]);
        let moved = front.say(&ana, &button(&reply, "2026-11-24T11:00").label).await;
        assert!(moved.reply.text.contains("has been moved"), "{}", moved.reply.text);
        assert_eq!(starts(&front).await, ["2026-11-24T11:00:00Z"]);
    });
}

#[test]
fn a_time_that_is_tapped_instead_of_one_that_was_taken_moves_it() {
    run(async {
        let front = Front::offline();
        front.say(&visitor("ana"), "a meeting tomorrow at 3pm, ana@example.com").await;
        front.say(&visitor("bo"), "a meeting tomorrow at 4pm, bo@example.com").await;
        let reply = front.say(&visitor("ana"), "can we move it to tomorrow at 4pm?").await;
        assert!(slots(&reply) > 0 && starts(&front).await.len() == 2, "{}", reply.reply.text);
        let button = button(&reply, "2026-11-23T16:30");
        let moved = front.say(&visitor("ana"), &button.label).await;
        assert!(moved.reply.text.contains("has been moved"), "{}", moved.reply.text);
        let start: Timestamp = button.start.parse().expect("a time");
        let starts = starts(&front).await;
        assert!(starts.len() == 2 && starts.contains(&start.to_string()), "{starts:?}");
    });
}

#[test]
fn a_model_books_and_moves_what_was_tapped() {
    run(async {
        let front = tapping([]);
        let ana = booked_by_a_tap(&front).await;
        let finds = || [calls("find_slots", json!({ "when": "Wednesday" })), Script::says("Which one suits you?")];
        // A second meeting: no parser decides that, a model may.
        let model = front.answered_by(finds());
        let offered = button(&model.say(&ana, "Another appointment on Wednesday, please").await, "2026-11-25T09:00");
        let model = model.answered_by([calls("book_meeting", json!({ "slot_id": offered.slot_id })), Script::says("Fine.")]);
        let told = model.say(&ana, &offered.label).await;
        assert_eq!(starts(&model).await, ["2026-11-24T09:00:00Z", "2026-11-25T09:00:00Z"], "{:?} {}", model.results(), told.reply.text);

        let second = model.booked().await.into_iter().find(|meeting| meeting.time.start().to_string() == "2026-11-25T09:00:00Z");
        let id = second.expect("the second one").id;
        let model = model.answered_by(finds());
        let offered = button(&model.say(&ana, "can the second one be moved, still on Wednesday?").await, "2026-11-25T10:00");
        let move_it = calls("reschedule_meeting", json!({ "slot_id": offered.slot_id, "meeting_id": id }));
        let model = model.answered_by([move_it, Script::says("Fine.")]);
        model.say(&ana, &offered.label).await;
        assert_eq!(starts(&model).await, ["2026-11-24T09:00:00Z", "2026-11-25T10:00:00Z"], "{:?}", model.results());
    });
}

#[test]
fn a_model_is_refused_what_was_not_tapped() {
    run(async {
        let front = tapping([calls("find_slots", json!({ "when": "Wednesday" })), Script::says("Which one suits you?")]);
        let reply = front.say(&visitor("ana"), "I'm Ana, ana@example.com, and my roof leaks.").await;
        let offered = button(&reply, "2026-11-25T09:00");
        for words in ["Wednesday 25 November at 9am", "yes"] {
            let scripts = [calls("book_meeting", json!({ "slot_id": offered.slot_id })), Script::says("Please tap one.")];
            let model = front.answered_by(scripts);
            let reply = model.say(&visitor("ana"), words).await;
            says_nothing_is_booked(&reply);
            let results = model.results();
            assert!(results[0]["refused"].as_str().expect("a reason").contains("only a tap"), "{results:?}");
            assert!(slots(&reply) > 0 && front.meetings.all().await.is_empty(), "{words}");
        }
        // The same time, tapped.
        let reply = front.answered_by([]).say(&visitor("ana"), &offered.label).await;
        assert_eq!(starts(&front).await, ["2026-11-25T09:00:00Z"], "{}", reply.reply.text);
    });
}

#[test]
fn the_time_that_is_kept_for_the_visitor_is_free_for_them() {
    run(async {
        let front = tapping([
            calls("find_slots", json!({ "when": "Tuesday" })),
            Script::says("Which one suits you?"),
            calls("find_slots", json!({})),
            Script::says("Which address shall the invitation go to?"),
        ]);
        let reply = front.say(&visitor("ana"), "My roof leaks, could somebody look at it?").await;
        front.say(&visitor("ana"), &button(&reply, NINE).label).await;
        assert_eq!(front.meetings.all().await.iter().map(|meeting| meeting.status).collect::<Vec<_>>(), [MeetingStatus::Held]);
        let results = front.results();
        assert_eq!(results[0]["the_wished_time_is_free"], true, "{results:?}");
        // Nobody spoke of a meeting in so many words: that a time was tapped is enough.
        front.say(&visitor("ana"), "ana@example.com").await;
        assert_eq!(starts(&front).await, ["2026-11-24T09:00:00Z"]);
    });
}
