//! One question to a model outside of any conversation, and its whole answer.

use std::time::Duration;

use futures::{
    StreamExt,
    future::{Either, select},
};

use super::{
    language_model::{Briefing, LanguageModel, ModelError, ModelEvent, ModelRequest, Turn},
    ports::Clock,
};
use crate::domain::{business::Business, message::Usage};

/// What is read of an answer, in bytes.
const MOST_BYTES: usize = 16 * 1024;

/// What is asked.
pub struct Question {
    pub system: &'static str,
    pub text: String,
    pub max_output_tokens: u32,
    /// From the call to the last word.
    pub limit: Duration,
}

/// The answer and what it cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeAnswer {
    pub text: String,
    pub usage: Usage,
    /// The model's own name for itself.
    pub model: String,
}

/// [`ModelError::TimedOut`] where it is not whole in time.
pub async fn ask(model: &dyn LanguageModel, clock: &dyn Clock, question: Question) -> Result<WholeAnswer, ModelError> {
    let limit = question.limit;
    let asked = std::pin::pin!(answer(model, request(question)));
    match select(clock.sleep(limit), asked).await {
        Either::Left(_) => Err(ModelError::TimedOut),
        Either::Right((answer, _)) => answer,
    }
}

fn request(question: Question) -> ModelRequest {
    let briefing = Briefing {
        business: Business::default(),
        facts: Default::default(),
        doubts: vec![],
        settled: vec![],
        meetings: vec![],
        language: Default::default(),
        today: Default::default(),
        special_days: vec![],
        weekday: 0,
        minute: 0,
    };
    ModelRequest {
        system: question.system.into(),
        turns: vec![Turn::Visitor(question.text)],
        tools: vec![],
        max_output_tokens: question.max_output_tokens,
        briefing,
    }
}

async fn answer(model: &dyn LanguageModel, request: ModelRequest) -> Result<WholeAnswer, ModelError> {
    let mut stream = model.stream(request).await?;
    let (mut text, mut usage) = (String::new(), Usage::default());
    while let Some(event) = stream.next().await {
        match event? {
            ModelEvent::Text(words) if text.len() + words.len() <= MOST_BYTES => text.push_str(&words),
            ModelEvent::Text(_) => return Err(ModelError::TooLarge),
            ModelEvent::Usage(so_far) => usage = so_far,
            ModelEvent::Finished { model, .. } => return Ok(WholeAnswer { text, usage, model }),
        }
    }
    Err(ModelError::Truncated)
}
