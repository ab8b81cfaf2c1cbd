//! Gemini's answers, member for member in the order and spacing of the recordings.

use serde::Serialize;
use serde_json::{
    Value,
    ser::{Formatter, PrettyFormatter, Serializer},
};

/// One event of a stream, or a whole unary answer.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Chunk {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidates: Option<Vec<Candidate>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt_feedback: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage_metadata: Option<Usage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_id: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Content>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finish_reason: Option<String>,
    pub index: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safety_ratings: Option<Value>,
    /// Unary answers with calls only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finish_message: Option<String>,
}

/// `{}` where both are absent, as after a block.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Content {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<Part>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_call: Option<Call>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thought: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thought_signature: Option<String>,
}

impl Part {
    pub fn text(text: &str) -> Self {
        Self { text: Some(text.into()), ..Self::default() }
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct Call {
    pub name: String,
    pub args: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Usage {
    pub prompt_token_count: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidates_token_count: Option<u64>,
    pub total_token_count: u64,
    pub prompt_tokens_details: Vec<Tokens>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thoughts_token_count: Option<u64>,
    pub service_tier: &'static str,
}

#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tokens {
    pub modality: &'static str,
    pub token_count: u64,
}

/// What countTokens answers.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenCount {
    pub total_tokens: u64,
    pub prompt_tokens_details: Vec<Tokens>,
}

impl TokenCount {
    pub fn of(tokens: u64) -> Self {
        Self { total_tokens: tokens, prompt_tokens_details: vec![Tokens { modality: "TEXT", token_count: tokens }] }
    }
}

impl Usage {
    pub fn of(prompt: u64, candidates: u64, thoughts: u64) -> Self {
        Self {
            prompt_token_count: prompt,
            candidates_token_count: Some(candidates),
            total_token_count: prompt + candidates + thoughts,
            prompt_tokens_details: vec![Tokens { modality: "TEXT", token_count: prompt }],
            thoughts_token_count: (thoughts > 0).then_some(thoughts),
            service_tier: "standard",
        }
    }
}

impl Chunk {
    /// One candidate with these parts.
    pub fn of(parts: Vec<Part>, finish: Option<&str>) -> Self {
        let content = Content { parts: Some(parts), role: Some("model".into()) };
        Self::with(Candidate { content: Some(content), finish_reason: finish.map(str::to_owned), ..Candidate::default() })
    }

    pub fn with(candidate: Candidate) -> Self {
        Self { candidates: Some(vec![candidate]), ..Self::default() }
    }

    /// `data: {one line}` and a blank line, both ended by CRLF.
    pub fn event(&self) -> Vec<u8> {
        let mut bytes = b"data: ".to_vec();
        bytes.extend(spaced(self));
        bytes.extend(b"\r\n\r\n");
        bytes
    }
}

/// Two spaces deep, with a line feed at the end: unary answers and errors.
pub fn pretty(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, PrettyFormatter::with_indent(b"  "));
    value.serialize(&mut serializer).expect("memory takes everything");
    bytes.push(b'\n');
    bytes
}

/// On one line with a space after each colon and none after a comma: the form inside of events.
pub fn spaced(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Spaced)).expect("memory takes everything");
    bytes
}

struct Spaced;

impl Formatter for Spaced {
    fn begin_object_value<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> std::io::Result<()> {
        writer.write_all(b": ")
    }
}
