//! How an answer can end: well, stopped, broken off, late, confused, too long.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::{
    domain::{
        chat::Card,
        message::{Attempt, Usage},
    },
    service::{
        error::StorageError,
        language_model::{AssistantTurn, ModelEvent},
        memory::Step,
    },
};

#[test]
fn stop_keeps_what_was_shown() {
    run(async {
        let stage = Stage::with([Script::hangs_after("one two three four")]);
        let sink = Recorder::stopping_after(3);
        let reply = stage.chat.turn(&visitor("ana"), stage.incoming("count"), &sink).await.expect("stored");
        check_events(&reply, &sink.events());
        assert_eq!((reply.end, reply.reply.text.as_str()), (ReplyEnd::Stopped, "one two three "));
        assert_eq!(stage.messages_of(&reply.conversation_id).await[1].text, "one two three ");
    });
}

#[test]
fn stop_before_the_first_word_keeps_the_question() {
    run(async {
        let stage = Stage::with([Script::hangs_after("")]);
        let sink = Recorder::stopping_after(0);
        // Stop was pressed while nothing was said: the answer's first event fires it.
        let reply = stage.chat.turn(&visitor("ana"), stage.incoming("hello?"), &sink).await.expect("stored");
        assert_eq!((reply.end, reply.reply.text.as_str()), (ReplyEnd::Stopped, ""));
        let stored = &stage.store.all()[0];
        assert_eq!((stored.preview.as_str(), stored.visitor_messages), ("hello?", 1));
        // Whoever comes back is told why there are no words.
        let read_again = stage.chat.transcript(&visitor("ana")).await.expect("a transcript").messages;
        let ends: Vec<_> = read_again.iter().map(|message| (message.author, message.end)).collect();
        assert_eq!(ends, [(Author::Visitor, None), (Author::Assistant, Some(ReplyEnd::Stopped))]);
    });
}

#[test]
fn the_servers_end_is_nobodys_stop() {
    const AGAIN: &str = "Sorry, I was interrupted here. Please ask me once more.";
    for (words, deltas, shown) in [("one two three four", 3, format!("one two three \n\n{AGAIN}")), ("", 0, AGAIN.to_owned())] {
        run(async {
            let stage = Stage::with([Script::hangs_after(words)]);
            let sink = Recorder::halting_after(deltas, Halt::Cut);
            let reply = stage.chat.turn(&visitor("ana"), stage.incoming("count"), &sink).await.expect("stored");
            check_events(&reply, &sink.events());
            assert_eq!((reply.end, reply.reply.text.as_str(), reply.model.as_str()), (ReplyEnd::Interrupted, shown.as_str(), "scripted"));
            assert_eq!(stage.messages_of(&reply.conversation_id).await[1].text, shown);
            assert!(stage.models.reports().is_empty(), "no model's fault");
        });
    }
}

#[test]
fn a_broken_answer_keeps_its_words_and_says_so_in_the_visitors_language() {
    run(async {
        let stage = Stage::with([Script::breaks_off("Wir haben ", ModelError::BrokeOff { status: 503 })]);
        let sink = Recorder::default();
        let incoming = Incoming { locale: Some("de-AT".into()), ..stage.incoming("Was kostet das?") };
        let reply = stage.chat.turn(&visitor("ana"), incoming, &sink).await.expect("stored");
        check_events(&reply, &sink.events());
        assert_eq!(reply.end, ReplyEnd::Interrupted);
        assert_eq!(reply.reply.text, "Wir haben \n\nEntschuldigung, hier wurde ich unterbrochen. Fragen Sie mich bitte noch einmal.");
        assert_eq!(stage.models.reports(), [Err(ModelError::BrokeOff { status: 503 })]);
    });
}

#[test]
fn a_model_that_fails_is_replaced_by_the_offline_assistant() {
    for error in [ModelError::BadKey, ModelError::Overloaded, ModelError::Truncated, ModelError::Blocked { reason: "SAFETY".into() }] {
        run(async {
            let stage = Stage::with([Script::fails(error.clone())]);
            let (reply, events) = stage.say(&visitor("ana"), "I'm Ana. What do you cost?").await;
            assert_eq!((reply.reply.text.as_str(), reply.model.as_str(), reply.end), (OFFLINE, "offline", ReplyEnd::Complete));
            let making = stage.messages_of(&reply.conversation_id).await.pop().and_then(|message| message.making).expect("an answer");
            assert_eq!(making.fallback, Some(error.advice().unwrap_or(error.to_string())));
            assert_eq!(stage.models.reports(), [Err(error.clone())]);
            // Whoever cannot be helped now can leave word; the name is known already.
            assert_eq!(reply.cards, [Card::ContactForm { fields: vec!["email".into(), "phone".into()] }]);
            assert!(events.iter().any(|event| event.name() == "card"));
            assert_eq!(stage.only_lead().value(Field::Name), Some("Ana"), "our own parser needs no model");
        });
    }
}

#[test]
fn what_a_model_used_before_it_failed_stays_its_own() {
    run(async {
        let used = Usage { prompt_tokens: 400, output_tokens: 20 };
        let blocked = Step::Error(ModelError::Blocked { reason: "SAFETY".into() });
        for (steps, failed) in [(vec![Step::Event(ModelEvent::Usage(used)), blocked.clone()], Some(used)), (vec![blocked.clone()], None)] {
            let stage = Stage::with([Script::steps(steps)]);
            let (reply, _) = stage.say(&visitor("ana"), "What do you cost?").await;
            let making = stage.messages_of(&reply.conversation_id).await.pop().and_then(|message| message.making).expect("an answer");
            assert_eq!(making.failed, failed.map(|usage| Attempt { model: "scripted".into(), usage }));
            let before = failed.unwrap_or_default();
            let all = Usage { prompt_tokens: before.prompt_tokens + 10, output_tokens: before.output_tokens + 5 };
            assert_eq!((making.model.as_str(), making.usage, reply.usage), ("offline", all, all));
        }
    });
}

#[test]
fn a_confused_model_is_asked_once_more_without_tools() {
    run(async {
        let stage = Stage::with([Script::fails(ModelError::MalformedCall), Script::says("Here you are.")]);
        let (reply, _) = stage.say(&visitor("ana"), "hi").await;
        assert_eq!((reply.reply.text.as_str(), reply.model.as_str()), ("Here you are.", "scripted-1"));
        let tools: Vec<usize> = stage.model.requests().iter().map(|request| request.tools.len()).collect();
        assert_eq!(tools, [1, 0]);
        assert!(stage.model.requests()[1].system.ends_with("answer the visitor in words.\n"));

        let stage =
            Stage::with([Script::fails(ModelError::MalformedCall), Script::breaks_off("", ModelError::Empty { finish: "STOP".into() })]);
        let (reply, _) = stage.say(&visitor("ana"), "hi").await;
        assert_eq!((reply.reply.text.as_str(), reply.model.as_str()), (OFFLINE, "offline"));
        assert_eq!(stage.model.requests().len(), 2);
    });
}

#[test]
fn a_tool_loop_ends_after_five_calls() {
    run(async {
        let loops = Script::says_and_calls("", &[("capture_lead", json!({ "name": "Ana" }))]);
        let stage = Stage::over(ScriptedModel::always("scripted", loops));
        let (reply, _) = stage.say(&visitor("ana"), "I'm Ana").await;
        let tools: Vec<usize> = stage.model.requests().iter().map(|request| request.tools.len()).collect();
        assert_eq!(tools, [1, 1, 1, 1, 0]);
        assert_eq!((reply.reply.text.as_str(), reply.model.as_str()), (OFFLINE, "offline"));
    });
}

#[test]
fn words_between_calls_are_shown_and_kept() {
    run(async {
        let call = [("capture_lead", json!({ "name": "Ana" }))];
        let stage = Stage::with([Script::says_and_calls("Nice to meet you.", &call), Script::says("What do you need?")]);
        let (reply, _) = stage.say(&visitor("ana"), "I'm Ana").await;
        assert_eq!((reply.reply.text.as_str(), reply.end), ("Nice to meet you.\n\nWhat do you need?", ReplyEnd::Complete));
        assert_eq!(reply.usage, Usage { prompt_tokens: 20, output_tokens: 10 });

        // Nothing to add after the tool's result: what was said before is the answer.
        let empty = Script::fails(ModelError::Empty { finish: "STOP".into() });
        let stage = Stage::with([Script::says_and_calls("Noted.", &call), empty]);
        let (reply, _) = stage.say(&visitor("ana"), "I'm Ana").await;
        assert_eq!((reply.reply.text.as_str(), reply.end), ("Noted.", ReplyEnd::Complete));
    });
}

/// Lets the turn run and moves the clock on whenever it waits.
async fn with_time_passing<T>(clock: &ManualClock, turn: impl Future<Output = T>) -> T {
    let mut turn = std::pin::pin!(turn);
    let mut waits = 0;
    std::future::poll_fn(|context| match turn.as_mut().poll(context) {
        std::task::Poll::Ready(done) => std::task::Poll::Ready(done),
        std::task::Poll::Pending => {
            waits += 1;
            assert!(waits < 1_000, "the turn never ends");
            clock.advance(Duration::from_secs(1));
            context.waker().wake_by_ref();
            std::task::Poll::Pending
        }
    })
    .await
}

#[test]
fn a_turn_ends_after_a_minute() {
    run(async {
        let stage = Stage::with([Script::hangs_after("")]);
        let started = stage.clock.now();
        let sink = Recorder::default();
        let reply = with_time_passing(&stage.clock, stage.chat.turn(&visitor("ana"), stage.incoming("hi"), &sink)).await.expect("stored");
        check_events(&reply, &sink.events());
        assert_eq!((reply.reply.text.as_str(), reply.model.as_str()), (OFFLINE, "offline"));
        let took = stage.clock.now().as_second() - started.as_second();
        assert!((60..75).contains(&took), "{took}");
        assert!((60_000..75_000).contains(&reply.latency_ms));
    });
}

#[test]
fn a_slow_drip_ends_after_a_minute_too_and_keeps_its_words() {
    run(async {
        let clock = ManualClock::default();
        let drip =
            |at: usize| vec![Step::Wait(Arc::new(clock.clone()), Duration::from_secs(1)), Step::Event(ModelEvent::Text(format!("{at} ")))];
        let stage = Stage::with([Script::steps((0..500).flat_map(drip).collect())]);
        // The script waits on a clock of its own: move both.
        let sink = Recorder::default();
        let ana = visitor("ana");
        let turn = stage.chat.turn(&ana, stage.incoming("hi"), &sink);
        let both = with_time_passing(&stage.clock, with_time_passing(&clock, turn));
        let reply = both.await.expect("stored");
        check_events(&reply, &sink.events());
        assert_eq!(reply.end, ReplyEnd::Interrupted);
        assert!(reply.reply.text.starts_with("0 1 2 ") && reply.reply.text.ends_with("once more."));
        assert!(!reply.reply.text.contains(" 75 "), "{}", reply.reply.text);
    });
}

#[test]
fn an_answer_is_bounded() {
    run(async {
        let piece = "ی".repeat(1_000);
        let flood = (0..10_000).map(|_| Step::Event(ModelEvent::Text(piece.clone()))).collect();
        let stage = Stage::with([Script::steps(flood)]);
        let (reply, _) = stage.say(&visitor("ana"), "hi").await;
        assert_eq!(reply.end, ReplyEnd::Interrupted);
        assert!(reply.reply.text.len() <= speak::MOST_BYTES && reply.reply.text.len() > 60_000, "{}", reply.reply.text.len());
    });
}

#[test]
fn an_answer_cut_short_by_its_limit_says_so() {
    run(async {
        let turn = AssistantTurn { text: "So many".into(), ..AssistantTurn::default() };
        let steps = vec![
            Step::Event(ModelEvent::Text("So many".into())),
            Step::Event(ModelEvent::Finished { turn, model: "scripted-1".into(), cut_short: true }),
        ];
        let stage = Stage::with([Script::steps(steps)]);
        let (reply, _) = stage.say(&visitor("ana"), "hi").await;
        assert_eq!(reply.reply.text, "So many\n\nThat is as much as fits into one answer. Shall I go on?");
        assert_eq!(reply.end, ReplyEnd::Interrupted);
    });
}

#[test]
fn a_claimed_booking_is_set_right() {
    run(async {
        let stage = Stage::saying("I've booked your meeting for Friday at 10.");
        let (reply, _) = stage.say(&visitor("ana"), "Friday at 10 please, ana@example.com").await;
        assert!(
            reply.reply.text.ends_with("nothing is booked yet. A colleague will get back to you and confirm it."),
            "{}",
            reply.reply.text
        );
    });
}

#[test]
fn where_nothing_can_be_stored_nothing_is_called_done() {
    run(async {
        for outage in [StorageError::Timeout, StorageError::Failed("disk".into())] {
            let stage = Stage::with([Script::steps(vec![Step::Hang])]);
            let sink = Recorder::stopping_after(0);
            stage.store.set_outage(Some(outage.clone()));
            let error = stage.chat.turn(&visitor("ana"), stage.incoming("hi"), &sink).await.expect_err("an outage");
            assert_eq!(error, ServiceError::Storage(outage));
            assert_eq!(sink.events(), []);
        }
    });
}

/// A storage that breaks between the read and the write.
#[test]
fn an_outage_during_the_answer_is_an_error_without_done() {
    run(async {
        let clock = ManualClock::default();
        let stage = Stage::with([Script::steps(vec![
            Step::Event(ModelEvent::Text("Hello ".into())),
            Step::Wait(Arc::new(clock.clone()), Duration::from_secs(1)),
            Step::Event(ModelEvent::Finished { turn: AssistantTurn::default(), model: "scripted-1".into(), cut_short: false }),
        ])]);
        let sink = Recorder::default();
        let ana = visitor("ana");
        let turn = stage.chat.turn(&ana, stage.incoming("I'm Ana"), &sink);
        let outage = async {
            while shown(&sink.events()).is_empty() {
                futures::pending!();
            }
            stage.store.set_outage(Some(StorageError::Timeout));
            clock.advance(Duration::from_secs(1));
        };
        let (outcome, ()) = futures::join!(turn, busy(outage));
        assert_eq!(outcome.expect_err("an outage"), ServiceError::Storage(StorageError::Timeout));
        let names: Vec<&str> = sink.events().iter().map(ChatEvent::name).collect();
        assert_eq!(names, ["start", "delta"]);
    });
}

/// Polls again and again, for work that waits for something nobody announces.
async fn busy<T>(work: impl Future<Output = T>) -> T {
    let mut work = std::pin::pin!(work);
    std::future::poll_fn(|context| {
        context.waker().wake_by_ref();
        work.as_mut().poll(context)
    })
    .await
}

fn any_step() -> impl Strategy<Value = Step> {
    let text = prop_oneof![Just(String::new()), Just("\n".to_owned()), Just("I've booked your meeting. ".to_owned()), "\\PC{1,30}"];
    let finished = |calls: Vec<(&str, serde_json::Value)>, cut_short| {
        let calls =
            calls.into_iter().map(|(name, arguments)| crate::service::language_model::ToolCall { id: None, name: name.into(), arguments });
        let turn = AssistantTurn { calls: calls.collect(), ..AssistantTurn::default() };
        Step::Event(ModelEvent::Finished { turn, model: "scripted-1".into(), cut_short })
    };
    prop_oneof![
        6 => text.prop_map(|text| Step::Event(ModelEvent::Text(text))),
        1 => Just(Step::Event(ModelEvent::Usage(Usage { prompt_tokens: 1, output_tokens: 1 }))),
        1 => any::<bool>().prop_map(move |cut_short| finished(vec![], cut_short)),
        1 => Just(finished(vec![("capture_lead", json!({ "name": "Ana" })), ("rm", json!({}))], false)),
        1 => Just(Step::Error(ModelError::MalformedCall)),
        1 => Just(Step::Error(ModelError::Unreachable)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever a model does: there is an answer, and text shown is text stored.
    #[test]
    fn text_shown_is_always_text_stored(scripts in prop::collection::vec(prop::collection::vec(any_step(), 0..8), 0..7), stop_after in prop::option::of(0_usize..12)) {
        run(async {
            let stage = Stage::with(scripts.into_iter().map(Script::steps));
            let sink = stop_after.map_or_else(Recorder::default, Recorder::stopping_after);
            let reply = stage.chat.turn(&visitor("ana"), stage.incoming("I'm Ana"), &sink).await.expect("an answer");
            check_events(&reply, &sink.events());
            let stored = stage.messages_of(&reply.conversation_id).await;
            assert_eq!(stored[1].text, reply.reply.text);
            assert!(!reply.reply.text.trim().is_empty() || reply.end == ReplyEnd::Stopped);
            assert!(stage.model.requests().len() <= 5);
        });
    }
}
