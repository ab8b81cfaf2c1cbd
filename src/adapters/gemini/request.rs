//! Our request in Gemini's words. Model turns that came from Gemini go back exactly as they came; the roles and
//! the pairing of calls and results are put right here, because Gemini answers 400 to anything else.

use serde_json::{Value, json};

use crate::service::language_model::{AssistantTurn, ModelRequest, ToolCall, ToolResult, Turn};

/// Thinking counts against the limit of output tokens: without room for it short answers come back empty.
const ROOM_FOR_THINKING: u32 = 1_024;

/// Google's documented stand-in where a call has no signature because the turn was not made by this model.
const NO_SIGNATURE: &str = "skip_thought_signature_validator";

/// The body of a generateContent request. Sampling is left to the model: Google has deprecated its settings.
pub fn body(request: &ModelRequest, model: &str) -> Value {
    let mut body = json!({
        "contents": contents(&request.turns),
        "generationConfig": generation_config(request.max_output_tokens, model),
    });
    if !request.system.is_empty() {
        body["systemInstruction"] = json!({ "parts": [{ "text": request.system }] });
    }
    if !request.tools.is_empty() {
        let declarations = request
            .tools
            .iter()
            .map(|tool| json!({ "name": tool.name, "description": tool.description, "parametersJsonSchema": tool.parameters }));
        body["tools"] = json!([{ "functionDeclarations": declarations.collect::<Vec<_>>() }]);
    }
    body
}

/// The smallest request that shows whether the key and the model work.
pub fn probe_body(model: &str) -> Value {
    json!({
        "contents": [user(vec![json!({ "text": "Reply with: OK" })])],
        "generationConfig": generation_config(16, model),
    })
}

/// The body of a countTokens request.
pub fn count_body(text: &str) -> Value {
    json!({ "contents": [user(vec![json!({ "text": text })])] })
}

fn generation_config(max_output_tokens: u32, model: &str) -> Value {
    let mut config = json!({ "maxOutputTokens": max_output_tokens.saturating_add(ROOM_FOR_THINKING) });
    // A visitor waits: little thinking. The "lite" models think less than that by themselves, and models
    // before the third generation do not know the setting.
    if model.starts_with("gemini-3") && !model.contains("lite") {
        config["thinkingConfig"] = json!({ "thinkingLevel": "LOW" });
    }
    config
}

fn contents(turns: &[Turn]) -> Vec<Value> {
    let mut contents: Vec<Value> = Vec::new();
    let mut open_calls: Option<&[ToolCall]> = None;
    for (at, turn) in turns.iter().enumerate() {
        match turn {
            Turn::Visitor(text) if text.is_empty() => {}
            Turn::Visitor(text) => add_visitor(&mut contents, text),
            // A conversation begins with the visitor: a greeting before that is nothing to answer.
            Turn::Assistant(_) if contents.is_empty() => {}
            Turn::Assistant(turn) => {
                let answered = matches!(turns.get(at + 1), Some(Turn::ToolResults(_)));
                contents.extend(model_content(turn, answered));
                open_calls = answered.then_some(turn.calls.as_slice());
            }
            Turn::ToolResults(results) => {
                if let Some(calls) = open_calls.take().filter(|calls| !calls.is_empty()) {
                    contents.push(user(responses(calls, results)));
                }
            }
        }
    }
    contents
}

fn user(parts: Vec<Value>) -> Value {
    json!({ "role": "user", "parts": parts })
}

/// Two messages in a row, the first unanswered, are two parts of one turn.
fn add_visitor(contents: &mut Vec<Value>, text: &str) {
    let part = json!({ "text": text });
    let words_before = contents.last_mut().filter(|content| content["role"] == "user" && content["parts"][0].get("text").is_some());
    match words_before.and_then(|content| content["parts"].as_array_mut()) {
        Some(parts) => parts.push(part),
        None => contents.push(user(vec![part])),
    }
}

/// The model's turn: as it came, or rebuilt. Calls that nobody answered are left out.
fn model_content(turn: &AssistantTurn, answered: bool) -> Option<Value> {
    if let Some(raw) = turn.raw.as_ref().filter(|raw| is_content(raw) && (answered || turn.calls.is_empty())) {
        return Some(raw.clone());
    }
    let mut parts = Vec::new();
    if !turn.text.is_empty() {
        parts.push(json!({ "text": turn.text }));
    }
    if answered {
        parts.extend(turn.calls.iter().enumerate().map(|(at, call)| call_part(call, at == 0)));
    }
    (!parts.is_empty()).then(|| json!({ "role": "model", "parts": parts }))
}

fn is_content(raw: &Value) -> bool {
    raw["role"] == "model" && raw["parts"].as_array().is_some_and(|parts| !parts.is_empty())
}

/// Only the first call of a turn carries the signature.
fn call_part(call: &ToolCall, first: bool) -> Value {
    let mut part = json!({ "functionCall": { "name": call.name, "args": call.arguments } });
    if let Some(id) = &call.id {
        part["functionCall"]["id"] = json!(id);
    }
    if first {
        part["thoughtSignature"] = json!(NO_SIGNATURE);
    }
    part
}

/// One response for each call, in the order of the calls; the id goes back if and only if one came.
fn responses(calls: &[ToolCall], results: &[ToolResult]) -> Vec<Value> {
    let response = |(at, call): (usize, &ToolCall)| {
        let result = results.get(at).map_or_else(|| json!({ "error": "no result" }), |result| as_object(&result.response));
        let mut response = json!({ "functionResponse": { "name": call.name, "response": result } });
        if let Some(id) = &call.id {
            response["functionResponse"]["id"] = json!(id);
        }
        response
    };
    calls.iter().enumerate().map(response).collect()
}

fn as_object(value: &Value) -> Value {
    if value.is_object() { value.clone() } else { json!({ "output": value }) }
}

#[cfg(test)]
#[path = "request_tests.rs"]
mod tests;
