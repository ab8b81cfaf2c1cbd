//! The offline assistant as a language model: its stream, and how little it takes.

use chatimjd::{
    adapters::offline::{NAME, OfflineAssistant, reply},
    domain::{business::Hours, locale::Language},
    service::language_model::{AssistantTurn, ModelEvent, Turn},
};

use crate::gemini::{ask, run};

#[tokio::test]
async fn it_streams_its_words_in_small_pieces_and_says_who_it_is() {
    let mut request = ask("What are your opening hours?");
    request.briefing.business.hours = Hours::office();
    let outcome = run(&OfflineAssistant, request.clone()).await;
    assert_eq!(outcome.text, reply(&request));
    let pieces = outcome.events.iter().filter(|event| matches!(event, ModelEvent::Text(_))).count();
    assert!(pieces > 5, "{pieces} pieces");
    let (turn, model, cut_short) = outcome.finished();
    assert_eq!((turn.text.as_str(), model, cut_short), (outcome.text.as_str(), NAME, false));
    assert!(turn.calls.is_empty() && turn.raw.is_none());
}

#[tokio::test]
async fn scripts_without_spaces_are_streamed_too() {
    let mut request = ask("你好，请问价格是多少？");
    request.briefing.language = Language::Zh;
    let outcome = run(&OfflineAssistant, request).await;
    assert!(outcome.events.len() > 4, "{:?}", outcome.events);
}

#[test]
fn a_long_talk_of_long_messages_is_answered() {
    let mut request = ask(&"What does it cost, and when are you open? ".repeat(95));
    let long = request.turns[0].clone();
    for _ in 0..10 {
        let answer = AssistantTurn { text: "May I ask your name? ".repeat(100), ..AssistantTurn::default() };
        request.turns.extend([Turn::Assistant(answer), long.clone()]);
    }
    let answer = reply(&request);
    assert!(!answer.trim().is_empty() && answer.len() < 2_000, "{answer}");
}
