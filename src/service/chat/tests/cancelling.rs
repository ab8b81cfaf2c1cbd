//! Cancelling without a model: asked first, done after a clear yes, and told of what is stored.

use serde_json::json;

use super::{
    meetings::{Front, says_nothing_is_booked},
    *,
};
use crate::{
    domain::{
        chat::Card,
        claims,
        locale::Language,
        meeting::{
            Meeting, MeetingStatus,
            wording::{Words, asks_to_cancel, cancel_question},
        },
        settings::BookingConfirmation,
    },
    service::{
        chat::{
            guard::{Guard, Passed},
            secretary::cues,
            sentences,
        },
        memory::MemoryCalendar,
        schedule::{Asker, Attended, BookOrder, Wanted},
    },
};

const BOOKS: &str = "a meeting tomorrow at 3pm, ana@example.com";
const QUESTION: &str = "Shall I cancel your meeting on Monday, 23 November 2026, 3:00 pm (London time)?";

/// A chat whose owner has set up no model at all.
fn without_a_model() -> Front {
    Front::over(ScriptedModel::always("offline", Script::says(OFFLINE)), MemoryCalendar::default(), BookingConfirmation::Auto)
}

/// Ana, who has booked.
async fn ana(front: &Front) -> (Visitor, Meeting) {
    front.say(&visitor("ana"), BOOKS).await;
    let booked = front.booked().await;
    assert_eq!(booked.len(), 1);
    (visitor("ana"), booked.into_iter().next().expect("one"))
}

async fn say_in(front: &Front, locale: &str, who: &Visitor, text: &str) -> ChatReply {
    let incoming = Incoming { locale: Some(locale.into()), ..front.stage.incoming(text) };
    let reply = front.stage.chat.turn(who, incoming, &Recorder::default()).await.expect("an answer");
    front.stage.clock.advance(Duration::from_secs(1));
    reply
}

/// One more for Ana, as by a tap on a free time.
async fn book_another(front: &Front, at: &str) {
    let desk = front.stage.chat.ports.meetings.clone().expect("a desk");
    let asker = Asker::guest(&visitor("ana"), front.stage.store.all()[0].id.clone(), Channel::Website, None);
    let attendee = front.booked().await[0].attendee.clone();
    let wanted = Wanted::Start { at: at.parse().expect("a time"), minutes: None };
    let who = Attended { attendee, ..Attended::default() };
    desk.book(&asker, &BookOrder { wanted, who, zone: None, language: Language::En, once: None }).await.expect("booked");
}

#[test]
fn it_is_asked_first_and_a_yes_cancels() {
    // Whether there is no model, or one that does not answer.
    for front in [without_a_model(), Front::offline()] {
        run(async {
            let (ana, meeting) = ana(&front).await;
            let asked = front.say(&ana, "Please cancel my meeting").await;
            says_nothing_is_booked(&asked);
            assert!(asked.reply.text.starts_with(QUESTION), "{}", asked.reply.text);
            assert_eq!(front.booked().await, std::slice::from_ref(&meeting));
            let gone = front.say(&ana, "Yes, please!").await;
            assert!(gone.reply.text.starts_with("Your meeting with Brooks is cancelled: Monday, 23 November 2026, 3:00 pm"), "{gone:?}");
            assert!(!gone.reply.text.contains(OFFLINE));
            assert!(
                matches!(&gone.cards[..], [Card::Booking { meeting: card }] if card.id == meeting.id && card.status == "cancelled"),
                "{gone:?}"
            );
            assert_eq!(front.meetings.all().await[0].status, MeetingStatus::Cancelled);
            // It is not booked anew by words that came with it, and there is nothing more to cancel.
            for text in ["ok thanks", "yes", "yes please"] {
                says_nothing_is_booked(&front.say(&ana, text).await);
            }
            let again = front.say(&ana, "cancel my meeting").await;
            assert!(again.reply.text.starts_with("I know of no meeting of yours"), "{}", again.reply.text);
            assert_eq!(front.meetings.all().await.len(), 1);
        });
    }
}

#[test]
fn whatever_is_no_yes_leaves_it() {
    for no in
        ["no", "No, don't cancel it", "maybe later", "yes if it is free of charge", "what do you cost?", "cancel it", "yes but not now"]
    {
        run(async {
            let front = without_a_model();
            let (ana, meeting) = ana(&front).await;
            front.say(&ana, "Please cancel my meeting").await;
            let reply = front.say(&ana, no).await;
            says_nothing_is_booked(&reply);
            assert_eq!(front.booked().await, [meeting], "{no}");
        });
    }
    run(async {
        let front = without_a_model();
        let (ana, meeting) = ana(&front).await;
        for no in ["no thanks", "No, don't cancel it"] {
            front.say(&ana, "Please cancel my meeting").await;
            assert_eq!(front.say(&ana, no).await.reply.text, "All right, the meeting stays as it is.");
        }
        // A yes to something else is none to a question of before.
        assert_eq!(front.say(&ana, "yes").await.reply.text, OFFLINE);
        assert_eq!(front.booked().await, [meeting]);
    });
}

#[test]
fn words_about_cancelling_never_cancel_at_once() {
    for text in ["can I cancel later?", "what is your cancellation policy?", "don't cancel my meeting", "can't make it tomorrow, cancel"] {
        run(async {
            let front = without_a_model();
            let (ana, meeting) = ana(&front).await;
            says_nothing_is_booked(&front.say(&ana, text).await);
            assert_eq!(front.booked().await, [meeting], "{text}");
        });
    }
}

#[test]
fn a_new_time_after_the_question_moves_it() {
    run(async {
        let front = without_a_model();
        let (ana, _) = ana(&front).await;
        front.say(&ana, "I can't make it tomorrow").await;
        let moved = front.say(&ana, "no, move it to Friday at 4pm").await;
        assert!(moved.reply.text.contains("has been moved"), "{}", moved.reply.text);
        assert_eq!(front.booked().await[0].time.start().to_string(), "2026-11-27T16:00:00Z");
    });
}

#[test]
fn a_yes_counts_for_the_meeting_that_was_asked_about() {
    run(async {
        let front = without_a_model();
        let (ana, meeting) = ana(&front).await;
        front.say(&ana, "Please cancel my meeting").await;
        let desk = front.stage.chat.ports.meetings.clone().expect("a desk");
        let asker = Asker::guest(&ana, front.stage.store.all()[0].id.clone(), Channel::Website, None);
        let to = Wanted::Start { at: "2026-11-24T10:00:00Z".parse().expect("a time"), minutes: None };
        let moved = desk.reschedule(&asker, &meeting.id, &to, None).await.expect("moved");
        let asked = front.say(&ana, "yes").await;
        assert!(asked.reply.text.starts_with("Shall I cancel your meeting on Tuesday, 24 November 2026, 10:00 am"), "{asked:?}");
        assert_eq!(front.booked().await, std::slice::from_ref(&moved));
        // It went by its link meanwhile: the yes finds none, and books none.
        desk.cancel(&asker, &moved.id, None).await.expect("cancelled");
        let none = front.say(&ana, "yes").await;
        assert!(none.reply.text.starts_with("I know of no meeting of yours"), "{}", none.reply.text);
        assert_eq!(front.meetings.all().await.len(), 1);
    });
}

#[test]
fn who_has_none_is_told_so() {
    run(async {
        let front = without_a_model();
        ana(&front).await;
        for text in ["please cancel my meeting", "yes"] {
            let reply = front.say(&visitor("bo"), text).await;
            says_nothing_is_booked(&reply);
            assert_eq!(reply.reply.text.starts_with("I know of no meeting of yours"), text != "yes", "{}", reply.reply.text);
        }
        assert_eq!(front.booked().await.len(), 1);
    });
}

#[test]
fn a_meeting_is_found_again_where_its_lead_became_part_of_another_one() {
    run(async {
        let front = without_a_model();
        front.say(&visitor("whatsapp"), "my number is +351 912 345 678").await;
        let (ana, meeting) = ana(&front).await;
        front.say(&ana, "my number is +351 912 345 678").await;
        let lead = front.stage.only_lead();
        assert!(meeting.lead_id.as_ref() != Some(&lead.id) && lead.absorbed.as_slice() == meeting.lead_id.as_slice(), "{lead:?}");
        front.stage.chat.reset(&ana).await.expect("reset");
        front.say(&ana, "ana@example.com").await;
        let asked = front.say(&ana, "Please cancel my meeting").await;
        assert!(asked.reply.text.starts_with(QUESTION), "{}", asked.reply.text);
        // Whoever gives the same address has no part in it.
        front.say(&visitor("bo"), "ana@example.com").await;
        let other = front.say(&visitor("bo"), "Please cancel my meeting").await;
        assert!(other.reply.text.starts_with("I know of no meeting of yours"), "{}", other.reply.text);
        assert_eq!(front.booked().await, [meeting]);
        front.say(&ana, "yes").await;
        assert!(front.booked().await.is_empty());
    });
}

#[test]
fn a_yes_for_one_meeting_lets_a_model_cancel_no_other() {
    for yes in ["yes", "Yes, cancel it"] {
        run(one_is_asked_about_and_another_called(yes));
    }
}

async fn one_is_asked_about_and_another_called(yes: &str) {
    let front = without_a_model();
    let (ana, first) = ana(&front).await;
    book_another(&front, "2026-11-25T11:00:00Z").await;
    let other = front.booked().await.into_iter().find(|meeting| meeting.id != first.id).expect("two");
    let id = |meeting: &Meeting| json!({ "meeting_id": meeting.id });
    let call = |meeting| [Script::says_and_calls("", &[("cancel_meeting", id(meeting))]), Script::says("Anything else?")];
    let model = front.answered_by(call(&first));
    assert!(model.say(&ana, "could you cancel my meeting?").await.reply.text.starts_with(QUESTION));
    let again = model.answered_by(call(&other));
    let reply = again.say(&ana, yes).await;
    assert!(reply.reply.text.starts_with("Shall I cancel your meeting on Wednesday, 25 November 2026"), "{}", reply.reply.text);
    assert_eq!(again.booked().await.len(), 2);
    again.answered_by(call(&other)).say(&ana, "yes").await;
    assert_eq!(front.booked().await, [first]);
}

#[test]
fn who_has_several_is_shown_them() {
    run(async {
        let front = without_a_model();
        let (ana, _) = ana(&front).await;
        book_another(&front, "2026-11-25T11:00:00Z").await;
        for text in ["please cancel my meeting", "yes", "cancel it"] {
            let reply = front.say(&ana, text).await;
            says_nothing_is_booked(&reply);
            let named = reply.reply.text.ends_with(
                "The link in each invitation cancels it:\n\n- Monday, 23 November 2026, 3:00 pm (London time)\n- Wednesday, 25 November 2026, 11:00 am (London time)",
            );
            assert_eq!(named, text != "yes", "{}", reply.reply.text);
        }
        assert_eq!(front.booked().await.len(), 2);
    });
}

#[test]
fn in_another_language_it_is_the_same() {
    let german = ["Ich möchte meinen Termin absagen", "Soll ich Ihren Termin am Montag, 23. November 2026, 15:00 Uhr", "Ja, bitte"];
    let chinese = ["请取消我的会面", "要取消您2026年11月23日星期一", "是的"];
    let urdu = ["میری ملاقات منسوخ کر دیں", "کیا میں پیر، 23 نومبر 2026، 15:00", "ہاں"];
    for (locale, [wish, question, yes]) in [("de", german), ("en", chinese), ("ur", urdu)] {
        run(async {
            let front = without_a_model();
            let (ana, meeting) = ana(&front).await;
            let asked = say_in(&front, locale, &ana, wish).await;
            assert!(asked.reply.text.starts_with(question), "{}", asked.reply.text);
            assert_eq!(front.booked().await, [meeting]);
            let gone = say_in(&front, locale, &ana, yes).await;
            assert!(gone.reply.text.contains("is cancelled"), "{}", gone.reply.text);
            assert!(front.booked().await.is_empty());
        });
    }
}

#[test]
fn a_living_model_decides_by_its_tool() {
    run(async {
        let front = without_a_model();
        let (ana, meeting) = ana(&front).await;
        front.say(&ana, "Please cancel my meeting").await;
        let model = front.answered_by([Script::says("Anything else?")]);
        assert_eq!(model.say(&ana, "yes").await.reply.text, "Anything else?");
        assert_eq!(model.booked().await, [meeting]);
        model.answered_by([]).say(&ana, "Please cancel my meeting").await;
        let model = model.answered_by([Script::says_and_calls("", &[("cancel_meeting", json!({}))]), Script::says("Anything else?")]);
        let gone = model.say(&ana, "yes").await;
        assert!(gone.reply.text.starts_with("Your meeting with Brooks is cancelled") && gone.reply.text.ends_with("Anything else?"));
        assert!(model.booked().await.is_empty());
    });
}

/// A model that cancels whatever is said.
fn cancels() -> [Script; 2] {
    [Script::says_and_calls("", &[("cancel_meeting", json!({}))]), Script::says("Anything else?")]
}

#[test]
fn a_models_call_cancels_nothing_that_was_not_clearly_asked_for() {
    let without_a_cue = "what is your cancellation policy?";
    for text in ["can I cancel later?", without_a_cue, "please don't cancel my meeting", "what if I cancel?"] {
        run(async {
            let front = without_a_model();
            let (ana, meeting) = ana(&front).await;
            let model = front.answered_by(cancels());
            let reply = model.say(&ana, text).await;
            says_nothing_is_booked(&reply);
            assert!(model.results()[0].get("refused").is_some(), "{text}: {:?}", model.results());
            assert_eq!(reply.reply.text.starts_with(QUESTION), text != without_a_cue, "{text}: {}", reply.reply.text);
            assert_eq!(model.booked().await, [meeting], "{text}");
        });
    }
}

#[test]
fn after_the_servers_question_a_yes_is_enough_for_a_model() {
    run(async {
        let front = without_a_model();
        let (ana, meeting) = ana(&front).await;
        let model = front.answered_by(cancels());
        let asked = model.say(&ana, "could you cancel my meeting?").await;
        assert!(asked.reply.text.starts_with(QUESTION) && asked.reply.text.ends_with("Anything else?"), "{}", asked.reply.text);
        assert_eq!(model.booked().await, [meeting]);
        let gone = model.answered_by(cancels()).say(&ana, "yes").await;
        assert!(gone.reply.text.starts_with("Your meeting with Brooks is cancelled"), "{}", gone.reply.text);
        assert!(model.booked().await.is_empty());
    });
    run(async {
        let front = without_a_model();
        let (ana, _) = ana(&front).await;
        let model = front.answered_by(cancels());
        model.say(&ana, "can't make it tomorrow, cancel").await;
        assert!(model.booked().await.is_empty(), "{:?}", model.results());
    });
}

#[test]
fn a_yes_to_the_question_cancels_also_where_the_model_fails_at_it() {
    for rest in [Script::says("Anything else?"), Script::breaks_off("Let me see ", ModelError::BrokeOff { status: 503 })] {
        run(async {
            let front = without_a_model();
            let (ana, meeting) = ana(&front).await;
            let model = front.answered_by([Script::says_and_calls("One moment.", &[("cancel_meeting", json!({}))]), rest]);
            let asked = model.say(&ana, "could you cancel my meeting?").await;
            assert!(asked.reply.text.contains(&format!("\n\n{QUESTION}")) && asked.reply.text.contains("it stays.\n\n"), "{asked:?}");
            assert_eq!(model.booked().await, [meeting]);
            let gone = model.answered_by([]).say(&ana, "yes").await;
            assert!(gone.reply.text.starts_with("Your meeting with Brooks is cancelled"), "{}", gone.reply.text);
            assert!(model.booked().await.is_empty());
        });
    }
}

#[test]
fn a_question_that_is_whole_is_not_called_interrupted() {
    run(async {
        let front = without_a_model();
        let (ana, meeting) = ana(&front).await;
        let model = front.answered_by([
            Script::says_and_calls("", &[("cancel_meeting", json!({}))]),
            Script::fails(ModelError::QuotaExhausted { per_day: false, retry_after: None }),
        ]);
        let asked = model.say(&ana, "could you cancel my meeting?").await;
        assert_eq!((asked.reply.text.as_str(), asked.end), (cancel_question(&meeting, Language::En).as_str(), ReplyEnd::Complete));
        assert_eq!(model.booked().await, std::slice::from_ref(&meeting));
        assert_eq!(model.answered_by([]).say(&ana, "no").await.reply.text, "All right, the meeting stays as it is.");
        assert_eq!(model.booked().await, [meeting]);
    });
}

#[test]
fn a_model_may_cancel_after_a_yes_that_says_it_again() {
    for yes in ["Sí cancela", "si quiero cancelar", "Sí, cancela", "sí"] {
        run(async {
            let front = without_a_model();
            let (ana, _) = ana(&front).await;
            let model = front.answered_by(cancels());
            let asked = say_in(&model, "es", &ana, "¿Puedo cancelar mi reunión?").await;
            assert!(asked.reply.text.starts_with("¿Quiere que cancele su reunión del lunes, 23 de noviembre"), "{}", asked.reply.text);
            let model = model.answered_by(cancels());
            let gone = say_in(&model, "es", &ana, yes).await;
            assert!(gone.reply.text.starts_with("Your meeting with Brooks is cancelled"), "{yes}: {}", gone.reply.text);
            assert!(model.booked().await.is_empty(), "{yes}: {:?}", model.results());
        });
    }
}

#[test]
fn a_yes_to_a_models_own_words_about_cancelling_brings_the_servers_question() {
    for words in ["I can cancel your meeting. Are you sure?", "Shall I cancel your meeting on Monday at 3:00 p.m.?"] {
        run(async {
            let front = without_a_model();
            let (ana, meeting) = ana(&front).await;
            let said = front.answered_by([Script::says(words)]).say(&ana, "I may be too busy").await;
            assert_eq!(said.reply.text, words);
            let model = front.answered_by(cancels());
            let asked = model.say(&ana, "yes").await;
            assert!(asked.reply.text.starts_with(QUESTION), "{words}: {}", asked.reply.text);
            assert_eq!(model.booked().await, [meeting], "{words}: {:?}", model.results());
            let model = model.answered_by(cancels());
            let gone = model.say(&ana, "yes").await;
            assert!(gone.reply.text.starts_with("Your meeting with Brooks is cancelled"), "{words}: {}", gone.reply.text);
            assert!(model.booked().await.is_empty(), "{words}: {:?}", model.results());
        });
    }
}

#[test]
fn a_yes_to_what_was_no_question_cancels_nothing() {
    run(async {
        let front = without_a_model();
        let (ana, meeting) = ana(&front).await;
        front.answered_by([Script::says("You can cancel at any time with the link. Anything else?")]).say(&ana, "how does it work?").await;
        let model = front.answered_by(cancels());
        model.say(&ana, "ok").await;
        assert_eq!(model.booked().await, [meeting], "{:?}", model.results());
    });
}

#[test]
fn a_yes_to_cancelling_names_no_time_to_book() {
    run(async {
        let front = without_a_model();
        let (ana, meeting) = ana(&front).await;
        front.say(&ana, "Please cancel my meeting").await;
        let desk = front.stage.chat.ports.meetings.clone().expect("a desk");
        let asker = Asker::guest(&ana, front.stage.store.all()[0].id.clone(), Channel::Website, None);
        desk.cancel(&asker, &meeting.id, None).await.expect("cancelled");
        let offered = desk.slots_near(&asker, meeting.time.start(), &Default::default()).await.expect("slots").slots;
        let same = offered.iter().find(|slot| slot.start.parse().ok() == Some(meeting.time.start())).expect("free again");
        let books = ("book_meeting", json!({ "slot_id": same.slot_id }));
        let model = front.answered_by([Script::says_and_calls("", &[books]), Script::says("Fine.")]);
        says_nothing_is_booked(&model.say(&ana, "yes").await);
        assert!(model.results()[0].get("refused").is_some() && model.booked().await.is_empty(), "{:?}", model.results());
    });
}

/// What comes of it when a model says the same.
fn through_the_guard(text: &str) -> (String, bool) {
    let mut guard = Guard::default();
    let passed: Vec<Passed> = text.split_inclusive(' ').flat_map(|word| guard.take(word)).collect();
    let passed: Vec<Passed> = passed.into_iter().chain(guard.rest()).collect();
    let claims = passed.iter().any(|one| matches!(one, Passed::Claim(_)));
    (passed.into_iter().filter_map(|one| if let Passed::Show(text) = one { Some(text) } else { None }).collect(), claims)
}

#[test]
fn what_is_asked_and_said_of_it_claims_nothing() {
    run(async {
        let front = without_a_model();
        let (_, meeting) = ana(&front).await;
        for language in Language::ALL {
            let (question, sentences) = (cancel_question(&meeting, language), sentences::of(language));
            assert!(asks_to_cancel(&question) && cues::asks_whether_to_cancel(&question), "{question}");
            let when = Words::of(language).when(meeting.time.start(), &meeting.visitor_zone);
            let several = format!("{}\n\n- {when}\n- {when}", sentences.which_meeting);
            for text in [question.as_str(), sentences.no_meeting, several.as_str(), sentences.kept, sentences.not_cancelled] {
                assert!(!claims::claims_booking(text), "{text}");
                assert_eq!(through_the_guard(text), (text.to_owned(), false));
            }
        }
    });
}
