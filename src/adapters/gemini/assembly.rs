//! Puts the chunks of one answer together: words out as they come, the raw turn kept for the way back,
//! and at the end one verdict. Pure: knows no network and no time.

use serde_json::{Value, json};

use super::{errors, wire};
use crate::{
    domain::message::Usage,
    service::language_model::{AssistantTurn, ModelError, ModelEvent, ToolCall},
};

/// The most words of one answer, in bytes.
pub const MAX_TEXT: usize = 64 << 10;

/// The most chunks of one answer: even one word each, they are more than the words may be.
const MAX_CHUNKS: usize = 20_000;

/// More calls in one answer than this are a model gone astray.
const MAX_CALLS: usize = 16;

/// Reasons to stop that mean: these words must not be shown.
const BLOCKING: [&str; 12] = [
    "SAFETY",
    "RECITATION",
    "LANGUAGE",
    "BLOCKLIST",
    "PROHIBITED_CONTENT",
    "SPII",
    "MODEL_ARMOR",
    "IMAGE_SAFETY",
    "IMAGE_PROHIBITED_CONTENT",
    "IMAGE_RECITATION",
    "IMAGE_OTHER",
    "NO_IMAGE",
];

/// Reasons to stop that mean: the model got its tool calls wrong.
const CONFUSED: [&str; 3] = ["MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS"];

/// One answer in the making.
#[derive(Debug)]
pub struct Assembly {
    asked_for: String,
    model: Option<String>,
    text: String,
    calls: Vec<ToolCall>,
    parts: Vec<Value>,
    usage: Option<Usage>,
    finish: Option<String>,
    chunks: usize,
}

impl Assembly {
    /// `asked_for`: the model's name in the request.
    pub fn new(asked_for: &str) -> Self {
        Self {
            asked_for: asked_for.to_owned(),
            model: None,
            text: String::new(),
            calls: Vec::new(),
            parts: Vec::new(),
            usage: None,
            finish: None,
            chunks: 0,
        }
    }

    /// The provider has said why it stopped: what may follow changes nothing.
    pub fn is_finished(&self) -> bool {
        self.finish.is_some()
    }

    /// Words have been given out.
    pub fn has_spoken(&self) -> bool {
        !self.text.is_empty()
    }

    /// Takes one chunk in; gives the events it makes.
    pub fn take(&mut self, json: &[u8]) -> Result<Vec<ModelEvent>, ModelError> {
        let chunk: wire::Chunk = serde_json::from_slice(json).map_err(|_| ModelError::Garbled)?;
        self.chunks += 1;
        if self.chunks > MAX_CHUNKS {
            return Err(ModelError::TooLarge);
        }
        if let Some(error) = &chunk.error {
            return Err(self.broken_by(error));
        }
        if let Some(reason) = chunk.prompt_feedback.and_then(|feedback| feedback.block_reason) {
            return Err(ModelError::Blocked { reason });
        }
        self.model = chunk.model_version.or(self.model.take());
        let mut events = Vec::new();
        if let Some(candidate) = chunk.candidates.unwrap_or_default().into_iter().next() {
            // The reason first: the words of a blocked chunk must not get out.
            self.take_finish(candidate.finish_reason)?;
            let parts = candidate.content.and_then(|content| content.parts).unwrap_or_default();
            let said = self.take_parts(parts)?;
            if !said.is_empty() {
                events.push(ModelEvent::Text(said));
            }
        }
        if let Some(usage) = chunk.usage_metadata.map(|usage| usage.usage()).filter(|usage| self.usage != Some(*usage)) {
            self.usage = Some(usage);
            events.push(ModelEvent::Usage(usage));
        }
        Ok(events)
    }

    /// The end of the stream: the whole turn, or why there is none.
    pub fn end(self) -> Result<ModelEvent, ModelError> {
        let is_empty = self.text.trim().is_empty() && self.calls.is_empty();
        let Some(finish) = self.finish else {
            // Candidates that say nothing are an empty answer; an answer without its end was cut off.
            let only_empty_candidates = is_empty && self.chunks > 0;
            return Err(if only_empty_candidates { ModelError::Empty { finish: "none".into() } } else { ModelError::Truncated });
        };
        if is_empty {
            return Err(ModelError::Empty { finish });
        }
        Ok(ModelEvent::Finished {
            turn: AssistantTurn { text: self.text, calls: self.calls, raw: Some(json!({ "role": "model", "parts": self.parts })) },
            model: self.model.unwrap_or(self.asked_for),
            // MAX_TOKENS, OTHER, or a reason that was invented since.
            cut_short: finish != "STOP",
        })
    }

    fn broken_by(&self, error: &wire::ErrorBody) -> ModelError {
        if self.has_spoken() { ModelError::BrokeOff { status: error.code.unwrap_or(0) } } else { errors::of_body(error, &self.asked_for) }
    }

    fn take_finish(&mut self, reason: Option<String>) -> Result<(), ModelError> {
        let Some(reason) = reason else { return Ok(()) };
        if BLOCKING.contains(&reason.as_str()) {
            return Err(ModelError::Blocked { reason });
        }
        if CONFUSED.contains(&reason.as_str()) {
            return Err(ModelError::MalformedCall);
        }
        self.finish = Some(reason);
        Ok(())
    }

    /// Keeps the parts as they are; gives the words among them that are for the visitor.
    fn take_parts(&mut self, parts: Vec<Value>) -> Result<String, ModelError> {
        let mut said = String::new();
        for part in parts {
            let is_thought = part.get("thought").and_then(Value::as_bool).unwrap_or(false);
            if let Some(call) = part.get("functionCall") {
                self.calls.push(tool_call(call)?);
            } else if let Some(text) = part.get("text").and_then(Value::as_str).filter(|_| !is_thought) {
                said.push_str(text);
            }
            self.keep(part);
        }
        if self.text.len() + said.len() > MAX_TEXT || self.calls.len() > MAX_CALLS {
            return Err(ModelError::TooLarge);
        }
        self.text.push_str(&said);
        Ok(said)
    }

    /// Words without anything beside them join the words before; all other parts stay whole.
    fn keep(&mut self, part: Value) {
        match (plain_text(&part), self.parts.last_mut()) {
            (Some(""), _) => {}
            (Some(more), Some(last)) if plain_text(last).is_some() => {
                if let Some(Value::String(text)) = last.get_mut("text") {
                    text.push_str(more);
                }
            }
            _ => self.parts.push(part),
        }
    }
}

/// The words of a part that is nothing but words.
fn plain_text(part: &Value) -> Option<&str> {
    let fields = part.as_object().filter(|fields| fields.len() == 1)?;
    fields.get("text")?.as_str()
}

fn tool_call(call: &Value) -> Result<ToolCall, ModelError> {
    let name = call.get("name").and_then(Value::as_str).filter(|name| !name.is_empty()).ok_or(ModelError::MalformedCall)?;
    let arguments = match call.get("args") {
        Some(arguments @ Value::Object(_)) => arguments.clone(),
        None | Some(Value::Null) => json!({}),
        Some(_) => return Err(ModelError::MalformedCall),
    };
    Ok(ToolCall { id: call.get("id").and_then(Value::as_str).map(str::to_owned), name: name.to_owned(), arguments })
}

#[cfg(test)]
#[path = "assembly_tests.rs"]
mod tests;
