//! The requests we make, as Gemini's documentation wants them.

use super::*;
use crate::{
    domain::{business::Business, capture::Facts, locale::Language},
    service::language_model::{Briefing, ToolDeclaration},
};

fn request(turns: Vec<Turn>) -> ModelRequest {
    ModelRequest {
        system: "You are the front desk.".into(),
        turns,
        tools: vec![],
        max_output_tokens: 800,
        briefing: Briefing {
            business: Business::default(),
            facts: Facts::default(),
            doubts: vec![],
            settled: vec![],
            meetings: vec![],
            language: Language::En,
            today: Default::default(),
            special_days: vec![],
            weekday: 0,
            minute: 600,
        },
    }
}

fn said(text: &str) -> Turn {
    Turn::Visitor(text.into())
}

fn answered(text: &str) -> Turn {
    Turn::Assistant(AssistantTurn { text: text.into(), ..AssistantTurn::default() })
}

fn call(id: Option<&str>, name: &str) -> ToolCall {
    ToolCall { id: id.map(str::to_owned), name: name.into(), arguments: json!({"n": 1}) }
}

fn result(name: &str, response: Value) -> ToolResult {
    ToolResult { id: None, name: name.into(), response }
}

fn words(role: &str, text: &str) -> Value {
    json!({"role": role, "parts": [{"text": text}]})
}

#[test]
fn a_plain_request_has_the_documented_shape_and_nothing_deprecated() {
    let body = body(&request(vec![said("Hi"), answered("Hello"), said("Price?")]), "gemini-3.8-flash");
    let wanted = json!({
        "systemInstruction": {"parts": [{"text": "You are the front desk."}]},
        "contents": [words("user", "Hi"), words("model", "Hello"), words("user", "Price?")],
        "generationConfig": {"maxOutputTokens": 1824, "thinkingConfig": {"thinkingLevel": "LOW"}},
    });
    assert_eq!(body, wanted);
    let lite = self::body(&request(vec![said("Hi")]), "gemini-3.5-flash-lite");
    assert_eq!(lite["generationConfig"], json!({"maxOutputTokens": 1824}));
}

#[test]
fn tools_are_declared_with_their_json_schema() {
    let schema = json!({"type": "object", "properties": {"email": {"type": "string"}}});
    let tools = vec![ToolDeclaration { name: "capture_lead", description: "Keeps it.", parameters: schema.clone() }];
    let body = body(&ModelRequest { tools, ..request(vec![said("Hi")]) }, "m");
    let wanted = json!([{"functionDeclarations": [{"name": "capture_lead", "description": "Keeps it.", "parametersJsonSchema": schema}]}]);
    assert_eq!(body["tools"], wanted);
}

#[test]
fn a_model_turn_goes_back_exactly_as_it_came_with_one_response_for_each_call() {
    let raw = json!({"role": "model", "parts": [
        {"functionCall": {"name": "a", "args": {"n": 1}, "id": "x1"}, "thoughtSignature": "c2ln+/="},
        {"functionCall": {"name": "b", "args": {"n": 1}}},
        {"text": "", "thoughtSignature": "ZW5k"}]});
    let turn = AssistantTurn { text: String::new(), calls: vec![call(Some("x1"), "a"), call(None, "b")], raw: Some(raw.clone()) };
    let results = vec![result("a", json!({"output": 1})), result("b", json!("text"))];
    let contents = contents(&[said("Do it"), Turn::Assistant(turn), Turn::ToolResults(results)]);
    let wanted = json!({"role": "user", "parts": [
        {"functionResponse": {"name": "a", "response": {"output": 1}, "id": "x1"}},
        {"functionResponse": {"name": "b", "response": {"output": "text"}}}]});
    assert_eq!(contents, [words("user", "Do it"), raw, wanted]);
}

#[test]
fn results_always_match_the_calls_one_to_one() {
    let turn = AssistantTurn { text: String::new(), calls: vec![call(None, "a"), call(None, "b")], raw: None };
    let short = contents(&[said("x"), Turn::Assistant(turn.clone()), Turn::ToolResults(vec![result("a", json!({}))])]);
    assert_eq!(short[2]["parts"].as_array().map(Vec::len), Some(2));
    assert_eq!(short[2]["parts"][1]["functionResponse"]["response"], json!({"error": "no result"}));
    let long = contents(&[said("x"), Turn::Assistant(turn), Turn::ToolResults(vec![result("a", json!({})); 5])]);
    assert_eq!(long[2]["parts"].as_array().map(Vec::len), Some(2));
    let orphaned = contents(&[Turn::ToolResults(vec![result("a", json!({}))]), said("x")]);
    assert_eq!(orphaned, [words("user", "x")]);
}

#[test]
fn a_turn_of_another_maker_is_rebuilt_with_the_documented_stand_in() {
    let turn = AssistantTurn { text: "One moment.".into(), calls: vec![call(Some("x"), "a"), call(None, "b")], raw: None };
    let contents = contents(&[said("x"), Turn::Assistant(turn), Turn::ToolResults(vec![])]);
    let parts = &contents[1]["parts"];
    assert_eq!(parts[0], json!({"text": "One moment."}));
    assert_eq!(parts[1], json!({"functionCall": {"name": "a", "args": {"n": 1}, "id": "x"}, "thoughtSignature": NO_SIGNATURE}));
    assert_eq!(parts[2], json!({"functionCall": {"name": "b", "args": {"n": 1}}}));
}

#[test]
fn calls_that_nobody_answered_are_left_out() {
    let raw = json!({"role": "model", "parts": [{"text": "Let me see."}, {"functionCall": {"name": "a"}, "thoughtSignature": "s"}]});
    let turn = AssistantTurn { text: "Let me see.".into(), calls: vec![call(None, "a")], raw: Some(raw) };
    assert_eq!(contents(&[said("x"), Turn::Assistant(turn), said("y")])[1], words("model", "Let me see."));
    let silent = AssistantTurn { text: String::new(), calls: vec![call(None, "a")], raw: None };
    let wanted = json!({"role": "user", "parts": [{"text": "x"}, {"text": "y"}]});
    assert_eq!(contents(&[said("x"), Turn::Assistant(silent), said("y")]), [wanted]);
}

#[test]
fn a_conversation_begins_with_the_visitor_and_unanswered_messages_join() {
    let turns = [answered("Welcome!"), said("Hi"), said("Anyone?"), answered(""), said("")];
    assert_eq!(contents(&turns), [json!({"role": "user", "parts": [{"text": "Hi"}, {"text": "Anyone?"}]})]);
}

#[test]
fn words_after_tool_results_are_a_turn_of_their_own() {
    let turn = AssistantTurn { text: String::new(), calls: vec![call(None, "a")], raw: None };
    let contents = contents(&[said("x"), Turn::Assistant(turn), Turn::ToolResults(vec![result("a", json!({}))]), said("y")]);
    assert_eq!(contents.len(), 4);
    assert_eq!(contents[3], words("user", "y"));
}
