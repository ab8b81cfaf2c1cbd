//! What Gemini accepts as a request. Strict: what the documentation does not name is refused, as Google refuses it.
#![expect(dead_code, reason = "many members are only there to be allowed")]

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::refusal::Refusal;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Request {
    pub contents: Vec<Content>,
    pub system_instruction: Option<SystemInstruction>,
    #[serde(default)]
    pub tools: Vec<Tool>,
    pub tool_config: Option<Value>,
    pub safety_settings: Option<Value>,
    pub generation_config: Option<GenerationConfig>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SystemInstruction {
    pub parts: Vec<TextPart>,
    pub role: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextPart {
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    pub role: String,
    pub parts: Vec<Part>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Part {
    pub text: Option<String>,
    pub function_call: Option<FunctionCall>,
    pub function_response: Option<FunctionResponse>,
    #[serde(default)]
    pub thought: bool,
    pub thought_signature: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FunctionCall {
    pub name: String,
    #[serde(default)]
    pub args: Map<String, Value>,
    pub id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FunctionResponse {
    pub name: String,
    pub response: Map<String, Value>,
    pub id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tool {
    pub function_declarations: Vec<Declaration>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Declaration {
    pub name: String,
    pub description: String,
    pub parameters: Option<Value>,
    pub parameters_json_schema: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenerationConfig {
    pub max_output_tokens: Option<u32>,
    pub thinking_config: Option<ThinkingConfig>,
    pub stop_sequences: Option<Vec<String>>,
    pub candidate_count: Option<u32>,
    pub response_modalities: Option<Vec<String>>,
    pub temperature: Option<f64>,
    pub top_p: Option<f64>,
    pub top_k: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ThinkingConfig {
    pub include_thoughts: Option<bool>,
    pub thinking_level: Option<String>,
    pub thinking_budget: Option<i64>,
}

/// The stand-in for a signature that Google documents.
const NO_SIGNATURE: &str = "skip_thought_signature_validator";

/// Reads a body and checks all the rules. `signed`: the signatures handed out so far.
pub fn request(body: &[u8], model: &str, signed: &HashSet<String>) -> Result<Request, Refusal> {
    let request: Request =
        serde_json::from_slice(body).map_err(|error| Refusal::invalid(format!("Invalid JSON payload received. {error}")))?;
    if request.contents.is_empty() {
        return Err(Refusal::invalid("* GenerateContentRequest.contents: contents is not specified\n"));
    }
    generation(&request, model)?;
    request.tools.iter().flat_map(|tool| &tool.function_declarations).try_for_each(declaration)?;
    request.contents.iter().try_for_each(content)?;
    if request.contents.last().is_some_and(|content| content.role != "user") {
        return Err(Refusal::invalid("Please ensure that the last content has the role user."));
    }
    pairing(&request.contents)?;
    signatures(&request.contents, model, signed)?;
    Ok(request)
}

/// Reads the body of countTokens: contents, and nothing beside them.
pub fn count(body: &[u8]) -> Result<Request, Refusal> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Counted {
        contents: Vec<Content>,
    }
    let Counted { contents } =
        serde_json::from_slice(body).map_err(|error| Refusal::invalid(format!("Invalid JSON payload received. {error}")))?;
    if contents.is_empty() {
        return Err(Refusal::invalid("* CountTokensRequest.contents: contents is not specified\n"));
    }
    contents.iter().try_for_each(content)?;
    Ok(Request { contents, system_instruction: None, tools: vec![], tool_config: None, safety_settings: None, generation_config: None })
}

fn generation(request: &Request, model: &str) -> Result<(), Refusal> {
    let thinking = request.generation_config.as_ref().and_then(|config| config.thinking_config.as_ref());
    let Some(thinking) = thinking else { return Ok(()) };
    match thinking.thinking_level.as_deref() {
        Some("MINIMAL") if model.starts_with("gemini-3.7") || model.starts_with("gemini-3.8") => {
            Err(Refusal::invalid("Thinking level MINIMAL is not supported for this model. Please retry with other thinking level."))
        }
        Some("MINIMAL" | "LOW" | "MEDIUM" | "HIGH") | None => Ok(()),
        Some(level) => Err(Refusal::invalid(format!("Invalid value at 'generation_config.thinking_config.thinking_level': {level}"))),
    }?;
    if thinking.thinking_level.is_some() && thinking.thinking_budget.is_some() {
        return Err(Refusal::invalid("thinking_budget and thinking_level are not supported together."));
    }
    Ok(())
}

fn declaration(tool: &Declaration) -> Result<(), Refusal> {
    let first = tool.name.chars().next();
    let name_ok = first.is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && tool.name.len() <= 128
        && tool.name.chars().all(|c| c.is_ascii_alphanumeric() || "_.:-".contains(c));
    if !name_ok || tool.description.is_empty() {
        return Err(Refusal::invalid(format!("Invalid function declaration: {}", tool.name)));
    }
    match (&tool.parameters, &tool.parameters_json_schema) {
        (Some(_), Some(_)) => Err(Refusal::invalid("parameters and parameters_json_schema are mutually exclusive")),
        (_, Some(schema)) if schema["type"] != "object" => Err(Refusal::invalid("parameters_json_schema must be of type object")),
        _ => Ok(()),
    }
}

fn content(content: &Content) -> Result<(), Refusal> {
    if !matches!(content.role.as_str(), "user" | "model") {
        return Err(Refusal::invalid("Please use a valid role: user, model."));
    }
    if content.parts.is_empty() {
        return Err(Refusal::invalid("* GenerateContentRequest.contents[0].parts: contents.parts must not be empty.\n"));
    }
    for part in &content.parts {
        let data = [part.text.is_some(), part.function_call.is_some(), part.function_response.is_some()];
        if data.into_iter().filter(|there| *there).count() != 1 {
            return Err(Refusal::invalid("contents.parts: required oneof field 'data' must have one initialized field"));
        }
        let is_mine = if content.role == "user" { part.function_call.is_none() } else { part.function_response.is_none() };
        if !is_mine {
            return Err(Refusal::invalid(format!("a part that role {} cannot have", content.role)));
        }
    }
    Ok(())
}

/// Responses follow their calls at once, one to one, in order, with the ids that the calls had.
fn pairing(contents: &[Content]) -> Result<(), Refusal> {
    for (at, content) in contents.iter().enumerate() {
        let calls: Vec<&FunctionCall> = content.parts.iter().filter_map(|part| part.function_call.as_ref()).collect();
        let answers: Vec<&FunctionResponse> =
            contents.get(at + 1).into_iter().flat_map(|next| &next.parts).filter_map(|part| part.function_response.as_ref()).collect();
        let fits = calls.len() == answers.len()
            && calls.iter().zip(&answers).all(|(call, answer)| call.name == answer.name && call.id == answer.id);
        if !fits {
            return Err(Refusal::invalid(
                "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.",
            ));
        }
        if !calls.is_empty() && (at == 0 || contents[at - 1].role != "user") {
            return Err(Refusal::invalid(
                "Please ensure that function call turn comes immediately after a user turn or after a function response turn.",
            ));
        }
    }
    let orphaned = contents.first().is_some_and(|first| first.parts.iter().any(|part| part.function_response.is_some()));
    if orphaned {
        Err(Refusal::invalid("Please ensure that function response turn comes immediately after a function call turn."))
    } else {
        Ok(())
    }
}

/// The third generation wants its signatures back: on the first call of each of the current turn's steps.
fn signatures(contents: &[Content], model: &str, signed: &HashSet<String>) -> Result<(), Refusal> {
    let is_question = |content: &Content| content.role == "user" && content.parts.iter().any(|part| part.text.is_some());
    let current = contents.iter().rposition(is_question).unwrap_or(0);
    for (at, content) in contents.iter().enumerate() {
        for part in &content.parts {
            let known = |signature: &String| signature == NO_SIGNATURE || signed.contains(signature);
            if part.thought_signature.as_ref().is_some_and(|signature| !known(signature)) {
                return Err(Refusal::invalid("Corrupted thought signature."));
            }
        }
        let first = content.parts.iter().find_map(|part| part.function_call.as_ref().map(|call| (call, part.thought_signature.is_some())));
        if let Some((call, false)) = first
            && at > current
            && model.starts_with("gemini-3")
        {
            return Err(Refusal::no_signature(&call.name, at + 1));
        }
    }
    Ok(())
}
