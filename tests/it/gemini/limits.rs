//! Nothing waits for ever, nothing grows without end, nothing goes on after the visitor left.

use std::time::{Duration, Instant};

use chatimjd::{
    adapters::gemini::{GeminiConfig, GeminiModel},
    service::language_model::{LanguageModel, ModelError, ModelEvent},
};
use futures::StreamExt;

use super::{ask, config, model, run};
use crate::fakes::gemini::{
    Behaviour, FakeGemini, Step,
    shapes::{Chunk, Part},
};

fn chunk(text: &str) -> Vec<u8> {
    Chunk::of(vec![Part::text(text)], None).event()
}

/// For answers that are only long, on a machine that may be busy.
fn patient(fake: &FakeGemini) -> GeminiModel {
    GeminiModel::new(GeminiConfig { answer_timeout: Duration::from_secs(60), ..config(fake) }).expect("a model")
}

async fn until(what: impl Fn() -> bool) -> bool {
    for _ in 0..100 {
        if what() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    false
}

#[tokio::test]
async fn silence_ends_in_a_time_out_before_the_first_word_and_after_it() {
    let fake = FakeGemini::start().await;
    fake.next(Behaviour::Silence).next(Behaviour::Answer(vec![Step::Hang])).next(Behaviour::cut_off(&["The "]).and(Step::Hang));
    let model = model(&fake);
    for text in ["", "", "The "] {
        let began = Instant::now();
        let outcome = run(&model, ask("Hi")).await;
        assert_eq!((outcome.text.as_str(), outcome.error), (text, Some(ModelError::TimedOut)));
        assert!((500..2_500).contains(&began.elapsed().as_millis()), "{:?}", began.elapsed());
    }
    assert!(until(|| fake.open_streams() == 0).await, "the connections are let go");
}

#[tokio::test]
async fn slow_but_steady_is_no_time_out() {
    let fake = FakeGemini::start().await;
    fake.next(Behaviour::say(&["one ", "two ", "three"]).slowly(Duration::from_millis(300)));
    let outcome = run(&model(&fake), ask("Hi")).await;
    assert_eq!((outcome.text.as_str(), outcome.error), ("one two three", None));
}

#[tokio::test]
async fn an_answer_that_trickles_for_ever_ends_at_the_limit_of_the_whole() {
    let fake = FakeGemini::start().await;
    let trickle = (0..1_000).flat_map(|_| [Step::Pause(Duration::from_millis(50)), Step::Bytes(chunk("x"))]).collect();
    fake.next(Behaviour::Answer(trickle));
    let model = GeminiModel::new(GeminiConfig { answer_timeout: Duration::from_millis(700), ..config(&fake) }).expect("a model");
    let began = Instant::now();
    let outcome = run(&model, ask("Hi")).await;
    assert_eq!(outcome.error, Some(ModelError::TimedOut));
    assert!(outcome.text.len() > 3 && began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_finished_answer_does_not_wait_for_the_connection_to_close() {
    let fake = FakeGemini::start().await;
    fake.next(Behaviour::say(&["Hello"]).and(Step::Hang)).next(Behaviour::say(&["Hello"]).and(Step::Reset));
    let model = model(&fake);
    for _ in 0..2 {
        let began = Instant::now();
        let outcome = run(&model, ask("Hi")).await;
        assert_eq!((outcome.text.as_str(), outcome.error.clone()), ("Hello", None));
        assert!(!outcome.finished().2 && began.elapsed() < Duration::from_millis(2_900), "{:?}", began.elapsed());
    }
}

#[tokio::test]
async fn fifty_megabytes_are_not_read_to_their_end() {
    let fake = FakeGemini::start().await;
    fake.next(Behaviour::Answer(vec![Step::Repeat(chunk(&"x".repeat(1_000)), 50_000)]));
    let outcome = run(&patient(&fake), ask("Hi")).await;
    assert_eq!(outcome.error, Some(ModelError::TooLarge));
    assert!(outcome.text.len() <= 64 << 10, "{} bytes of words", outcome.text.len());
    assert!(until(|| fake.open_streams() == 0).await);
    // What the sockets of both sides had taken by then.
    assert!(fake.bytes_sent() < 16 << 20, "{} bytes left the provider", fake.bytes_sent());
}

#[tokio::test]
async fn wrapping_without_words_is_bounded_too() {
    let fake = FakeGemini::start().await;
    fake.next(Behaviour::Answer(vec![Step::Bytes(chunk("x")), Step::Repeat(chunk(""), 1_000_000)]));
    let outcome = run(&patient(&fake), ask("Hi")).await;
    assert_eq!((outcome.text.as_str(), outcome.error), ("x", Some(ModelError::TooLarge)));
}

#[tokio::test]
async fn one_event_without_end_is_refused() {
    let fake = FakeGemini::start().await;
    let endless = vec![Step::Bytes(b"data: {\"candidates\": \"".to_vec()), Step::Repeat(vec![b'x'; 64 << 10], 200)];
    fake.next(Behaviour::Answer(endless));
    assert_eq!(run(&patient(&fake), ask("Hi")).await.error, Some(ModelError::Garbled));
}

#[tokio::test]
async fn ten_thousand_chunks_are_read_in_order() {
    let fake = FakeGemini::start().await;
    let ending = Chunk::of(vec![Part::text(".")], Some("STOP")).event();
    fake.next(Behaviour::Answer(vec![Step::Repeat(chunk("ab "), 10_000), Step::Bytes(ending)]));
    let outcome = run(&patient(&fake), ask("Hi")).await;
    assert_eq!((outcome.text.len(), outcome.error), (30_001, None));
}

#[tokio::test]
async fn an_error_page_without_end_is_not_read_to_its_end() {
    let fake = FakeGemini::start().await;
    fake.next(Behaviour::Raw { status: 400, content_type: "text/html", body: vec![b'x'; 20 << 20] });
    assert_eq!(run(&model(&fake), ask("Hi")).await.error, Some(ModelError::Rejected { status: 400 }));
}

#[tokio::test]
async fn a_dropped_answer_closes_the_upstream_connection() {
    let fake = FakeGemini::start().await;
    fake.next(Behaviour::cut_off(&["The "]).and(Step::Hang));
    let mut stream = model(&fake).stream(ask("Hi")).await.expect("an answer");
    assert!(matches!(stream.next().await, Some(Ok(ModelEvent::Text(text))) if text == "The "));
    assert_eq!(fake.open_streams(), 1);
    let left = Instant::now();
    drop(stream);
    assert!(until(|| fake.open_streams() == 0).await, "still open after {:?}", left.elapsed());
}

#[tokio::test]
async fn a_dropped_question_closes_the_upstream_connection() {
    let fake = FakeGemini::start().await;
    fake.next(Behaviour::Answer(vec![Step::Bytes(chunk("")), Step::Hang]));
    let model = model(&fake);
    let asking = tokio::time::timeout(Duration::from_millis(200), model.stream(ask("Hi"))).await;
    assert!(asking.is_err() && fake.calls() == 1);
    assert!(until(|| fake.open_streams() == 0).await);
}
