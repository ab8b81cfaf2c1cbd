//! The contract of the port `LanguageModel`: what the chat relies on, whoever answers.

use chatimjd::{
    adapters::offline::OfflineAssistant,
    service::language_model::{AssistantTurn, LanguageModel, ModelEvent, ModelRequest, ToolCall, ToolDeclaration, ToolResult, Turn},
};
use futures::{StreamExt, future::join_all};
use serde_json::json;

use crate::{
    fakes::gemini::FakeGemini,
    gemini::{ask, model, run},
};

fn said(text: &str) -> Turn {
    Turn::Visitor(text.into())
}

fn answered(text: &str) -> Turn {
    Turn::Assistant(AssistantTurn { text: text.into(), ..AssistantTurn::default() })
}

/// Requests of every kind that the chat makes.
fn requests() -> Vec<(&'static str, ModelRequest)> {
    let with = |turns| ModelRequest { turns, ..ask("") };
    let tool = ToolDeclaration { name: "lookup", description: "Looks it up.", parameters: json!({"type": "object", "properties": {}}) };
    let call = ToolCall { id: None, name: "lookup".into(), arguments: json!({}) };
    let calling = Turn::Assistant(AssistantTurn { text: String::new(), calls: vec![call], raw: None });
    let result = |response| Turn::ToolResults(vec![ToolResult { id: None, name: "lookup".into(), response }]);
    vec![
        ("first words", ask("Hello")),
        ("with tools", ModelRequest { tools: vec![tool], ..ask("Hello") }),
        ("history", with(vec![said("Hi"), answered("Hello!"), said("What do you cost?")])),
        ("our greeting first", with(vec![answered("Welcome!"), said("Hi")])),
        ("an unanswered message", with(vec![said("Hi"), said("Anyone there?")])),
        ("a stopped answer without words", with(vec![said("Hi"), answered(""), said("Go on")])),
        ("tool results", with(vec![said("Hi"), calling.clone(), result(json!({"output": "x"}))])),
        ("tool results that are no object", with(vec![said("Hi"), calling.clone(), result(json!("x"))])),
        ("calls without results", with(vec![said("Hi"), calling, said("And?")])),
        ("four thousand letters", ask(&"سلام ".repeat(800))),
        ("odd letters", ask("\u{202e}\u{0}{}[]<>\"\\ 😀 \u{fffd} **x** data: {\"error\"}\r\n\r\n")),
        ("nothing but a sign", ask("?")),
        ("no system text", ModelRequest { system: String::new(), ..ask("Hello") }),
    ]
}

async fn keeps_the_contract(model: &dyn LanguageModel) {
    assert!(!model.name().is_empty());
    assert_eq!(model.probe().await, Ok(()));
    for (kind, request) in requests() {
        let outcome = run(model, request).await;
        assert_eq!(outcome.error, None, "{kind}");
        let ends = outcome.events.iter().filter(|event| matches!(event, ModelEvent::Finished { .. })).count();
        assert_eq!(ends, 1, "{kind}");
        let (turn, name, cut_short) = outcome.finished();
        assert_eq!(turn.text, outcome.text, "the turn is what was streamed: {kind}");
        assert!(!turn.text.trim().is_empty() || !turn.calls.is_empty(), "{kind}");
        assert!(!name.is_empty() && !cut_short, "{kind}");
        assert!(outcome.events.iter().all(|event| !matches!(event, ModelEvent::Text(text) if text.is_empty())), "{kind}");
        let tokens: Vec<u64> =
            outcome.events.iter().filter_map(|e| if let ModelEvent::Usage(u) = e { Some(u.output_tokens) } else { None }).collect();
        assert!(tokens.is_sorted(), "usage is cumulative: {kind}");
    }
    answers_many_at_once(model).await;
    may_be_dropped(model).await;
}

async fn answers_many_at_once(model: &dyn LanguageModel) {
    let canaries: Vec<String> = (0..16).map(|n| format!("canary{n}x")).collect();
    let outcomes = join_all(canaries.iter().map(|canary| run(model, ask(&format!("Do you know {canary}?"))))).await;
    for (canary, outcome) in canaries.iter().zip(outcomes) {
        assert_eq!(outcome.error, None);
        assert!(canaries.iter().filter(|other| *other != canary).all(|other| !outcome.text.contains(other.as_str())), "{}", outcome.text);
    }
}

async fn may_be_dropped(model: &dyn LanguageModel) {
    let mut stream = model.stream(ask("Hello")).await.expect("an answer");
    assert!(stream.next().await.is_some());
    drop(stream);
    assert_eq!(run(model, ask("Hello")).await.error, None);
}

#[tokio::test]
async fn gemini_keeps_the_contract() {
    let fake = FakeGemini::start().await;
    keeps_the_contract(&model(&fake)).await;
    assert_eq!(fake.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn the_offline_assistant_keeps_the_contract() {
    keeps_the_contract(&OfflineAssistant).await;
}
