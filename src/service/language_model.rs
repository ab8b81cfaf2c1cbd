//! The `LanguageModel` port: streamed text, tool calls, usage. Both adapters, Gemini and the offline
//! assistant, speak this and nothing else.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use futures::stream::BoxStream;
use jiff::civil::Date;

use crate::domain::{
    business::Business,
    capture::{Doubt, Facts},
    locale::Language,
    message::Usage,
    schedule::rules::SpecialDays,
};

/// One turn of what the model is told was said.
#[derive(Clone, Debug, PartialEq)]
pub enum Turn {
    Visitor(String),
    Assistant(AssistantTurn),
    /// The results of all tool calls of the assistant's turn before, in the order of the calls.
    ToolResults(Vec<ToolResult>),
}

/// What the model said, and the provider's own form of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AssistantTurn {
    pub text: String,
    pub calls: Vec<ToolCall>,
    /// The provider's content exactly as it came, to be replayed verbatim (it may carry signatures).
    /// None: rebuild it from the text.
    pub raw: Option<serde_json::Value>,
}

/// The model asks for a tool.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolCall {
    /// The provider's id of the call, echoed if and only if it was given.
    pub id: Option<String>,
    pub name: String,
    /// Always a JSON object.
    pub arguments: serde_json::Value,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ToolResult {
    pub id: Option<String>,
    pub name: String,
    /// Always a JSON object.
    pub response: serde_json::Value,
}

/// A tool the model may call.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolDeclaration {
    pub name: &'static str,
    pub description: &'static str,
    /// JSON Schema of the arguments object.
    pub parameters: serde_json::Value,
}

/// One request to a model.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelRequest {
    /// The composed system prompt.
    pub system: String,
    /// Oldest first; the last one is the visitor's or tool results.
    pub turns: Vec<Turn>,
    /// Empty: the model must answer in text.
    pub tools: Vec<ToolDeclaration>,
    pub max_output_tokens: u32,
    /// The same knowledge as in the prompt, in structured form: what the offline assistant works from.
    pub briefing: Briefing,
}

/// What is known when an answer is due.
#[derive(Clone, Debug, PartialEq)]
pub struct Briefing {
    pub business: Business,
    /// Captured so far, the visitor's newest message included.
    pub facts: Facts,
    /// What the newest message left open: to be asked.
    pub doubts: Vec<Doubt>,
    /// Values that it said are the right ones, after we had asked.
    pub settled: Vec<String>,
    /// What is told of each of the visitor's meetings that are ahead, as they are stored.
    pub meetings: Vec<String>,
    pub language: Language,
    /// The date in the business's zone.
    pub today: Date,
    /// The days from today on that have hours of their own.
    pub special_days: Vec<SpecialDays>,
    /// Weekday 0 is Monday; minute of the day in the business's zone.
    pub weekday: usize,
    pub minute: u16,
}

/// One piece of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum ModelEvent {
    /// Words for the visitor; never reasoning.
    Text(String),
    /// Cumulative; the last one counts.
    Usage(Usage),
    /// The end, always last: the whole turn and the model's own name for itself.
    Finished { turn: AssistantTurn, model: String, cut_short: bool },
}

pub type ModelStream = BoxStream<'static, Result<ModelEvent, ModelError>>;

/// Why a model did not answer. One variant for each case that somebody must treat differently.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    #[error("the provider refuses the API key")]
    BadKey,
    #[error("the provider refuses the API key for this model or project")]
    PermissionDenied,
    #[error("the model {model} does not exist any more")]
    ModelRetired { model: String },
    #[error("the account has no credit left")]
    NoCredit,
    #[error("the provider's quota is used up")]
    QuotaExhausted { per_day: bool, retry_after: Option<Duration> },
    #[error("the model is overloaded")]
    Overloaded,
    #[error("the provider has an internal error")]
    ProviderFault { status: u16 },
    #[error("the provider refuses the request")]
    Rejected { status: u16 },
    /// The prompt or the answer was blocked; the provider's reason.
    #[error("blocked: {reason}")]
    Blocked { reason: String },
    /// An answer without any words or calls; the finish reason where one was given.
    #[error("an empty answer ({finish})")]
    Empty { finish: String },
    #[error("a malformed tool call")]
    MalformedCall,
    /// The stream ended without a finish reason.
    #[error("the answer broke off")]
    Truncated,
    /// An error in the middle of a stream.
    #[error("the provider broke off with status {status}")]
    BrokeOff { status: u16 },
    #[error("no connection to the provider")]
    Unreachable,
    #[error("no answer in time")]
    TimedOut,
    #[error("an answer over the size limit")]
    TooLarge,
    #[error("an answer in an unknown form")]
    Garbled,
}

impl ModelError {
    /// A second try without tools may help.
    pub fn is_confusion(&self) -> bool {
        matches!(self, Self::MalformedCall | Self::Empty { .. })
    }

    /// The owner must do something: what. None where waiting is all there is to do.
    pub fn advice(&self) -> Option<String> {
        match self {
            Self::BadKey => Some("Google refuses the API key. Paste a new one under Settings → Assistant.".into()),
            Self::PermissionDenied => {
                Some("Google refuses this API key for the Gemini API. Check the key's restrictions, or paste another one.".into())
            }
            Self::ModelRetired { model } => Some(format!(
                "Google has shut down the model {model}. Choose a living one, such as gemini-3.8-flash, under Settings → Assistant."
            )),
            Self::NoCredit => Some("The Google account has no credit left. Add some in Google AI Studio.".into()),
            Self::QuotaExhausted { per_day: true, .. } => {
                Some("Today's Gemini quota is used up. The offline assistant answers until it is back.".into())
            }
            _ => None,
        }
    }
}

/// Someone who answers.
#[async_trait]
pub trait LanguageModel: Send + Sync {
    /// The name that was asked for (`offline` for the offline assistant).
    fn name(&self) -> &str;

    /// Begins an answer. Retries, if any, are over when this returns: an error here means that no word was said.
    async fn stream(&self, request: ModelRequest) -> Result<ModelStream, ModelError>;

    /// One tiny request: whether the key and the model work.
    async fn probe(&self) -> Result<(), ModelError>;

    /// How many tokens the model counts in a text; None where it cannot be asked.
    async fn count_tokens(&self, _text: &str) -> Result<Option<u64>, ModelError> {
        Ok(None)
    }
}

/// How the owner's model does.
pub trait ModelHealth: Send + Sync {
    /// What the owner should know or do, without secrets; None where all is well, and where no model was set.
    fn trouble(&self) -> Option<String>;
}

/// Which models answer now. Changing the key or the model in the settings changes this.
pub trait Models: Send + Sync {
    fn current(&self) -> Arc<dyn LanguageModel>;
    /// The one that cannot fail.
    fn offline(&self) -> Arc<dyn LanguageModel>;
    /// Tells how the current model did, for the health shown to the owner.
    fn report(&self, outcome: Result<(), &ModelError>);
}
