//! Models that say what a test wrote down, and remember what they were asked.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use futures::{StreamExt, stream};

use super::locked;
use crate::{
    domain::message::Usage,
    service::{
        language_model::{AssistantTurn, LanguageModel, ModelError, ModelEvent, ModelRequest, ModelStream, Models, ToolCall},
        ports::Clock,
    },
};

/// One step of a scripted answer.
#[derive(Clone)]
pub enum Step {
    Event(ModelEvent),
    Error(ModelError),
    /// Waits until this clock has moved on.
    Wait(Arc<dyn Clock>, Duration),
    /// Never comes back.
    Hang,
}

impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Event(event) => event.fmt(f),
            Self::Error(error) => error.fmt(f),
            Self::Wait(_, how_long) => write!(f, "Wait({how_long:?})"),
            Self::Hang => f.write_str("Hang"),
        }
    }
}

/// One scripted answer: refused at once, or these steps.
#[derive(Clone)]
pub struct Script(Result<Vec<Step>, ModelError>);

impl Script {
    pub fn steps(steps: Vec<Step>) -> Self {
        Self(Ok(steps))
    }

    /// Says the text in pieces of whole words and ends well.
    pub fn says(text: &str) -> Self {
        Self::says_and_calls(text, &[])
    }

    /// Says the text and asks for tools: name and arguments.
    pub fn says_and_calls(text: &str, calls: &[(&str, serde_json::Value)]) -> Self {
        let mut steps = Self::words(text);
        let calls = calls.iter().map(|(name, arguments)| ToolCall { id: None, name: (*name).into(), arguments: arguments.clone() });
        let turn = AssistantTurn { text: text.into(), calls: calls.collect(), raw: None };
        steps.push(Step::Event(ModelEvent::Usage(Usage { prompt_tokens: 10, output_tokens: 5 })));
        steps.push(Step::Event(ModelEvent::Finished { turn, model: "scripted-1".into(), cut_short: false }));
        Self(Ok(steps))
    }

    /// Says the text and then breaks off with the error.
    pub fn breaks_off(text: &str, error: ModelError) -> Self {
        let mut steps = Self::words(text);
        steps.push(Step::Error(error));
        Self(Ok(steps))
    }

    /// Says the text and then nothing for ever.
    pub fn hangs_after(text: &str) -> Self {
        let mut steps = Self::words(text);
        steps.push(Step::Hang);
        Self(Ok(steps))
    }

    /// Refuses before the first word.
    pub fn fails(error: ModelError) -> Self {
        Self(Err(error))
    }

    fn words(text: &str) -> Vec<Step> {
        text.split_inclusive(' ').map(|word| Step::Event(ModelEvent::Text(word.into()))).collect()
    }
}

/// Plays its scripts one after the other; then, for ever, the last resort it was given, or no connection.
pub struct ScriptedModel {
    name: String,
    scripts: Mutex<VecDeque<Script>>,
    otherwise: Script,
    requests: Mutex<Vec<ModelRequest>>,
}

impl ScriptedModel {
    pub fn new(scripts: impl IntoIterator<Item = Script>) -> Self {
        Self {
            name: "scripted".into(),
            scripts: Mutex::new(scripts.into_iter().collect()),
            otherwise: Script::fails(ModelError::Unreachable),
            requests: Mutex::default(),
        }
    }

    /// A model of this name that gives the same answer always.
    pub fn always(name: &str, script: Script) -> Self {
        Self { name: name.into(), otherwise: script, ..Self::new([]) }
    }

    /// What it was asked so far.
    pub fn requests(&self) -> Vec<ModelRequest> {
        locked(&self.requests).clone()
    }
}

#[async_trait]
impl LanguageModel for ScriptedModel {
    fn name(&self) -> &str {
        &self.name
    }

    async fn stream(&self, request: ModelRequest) -> Result<ModelStream, ModelError> {
        locked(&self.requests).push(request);
        let script = locked(&self.scripts).pop_front().unwrap_or_else(|| self.otherwise.clone());
        let events = stream::iter(script.0?).filter_map(|step| async move {
            match step {
                Step::Event(event) => Some(Ok(event)),
                Step::Error(error) => Some(Err(error)),
                Step::Wait(clock, how_long) => {
                    clock.sleep(how_long).await;
                    None
                }
                Step::Hang => std::future::pending().await,
            }
        });
        Ok(events.boxed())
    }

    async fn probe(&self) -> Result<(), ModelError> {
        Ok(())
    }
}

/// Two given models, and what was reported about the first.
pub struct FixedModels {
    current: Arc<dyn LanguageModel>,
    offline: Arc<dyn LanguageModel>,
    reports: Mutex<Vec<Result<(), ModelError>>>,
}

impl FixedModels {
    pub fn new(current: Arc<dyn LanguageModel>, offline: Arc<dyn LanguageModel>) -> Self {
        Self { current, offline, reports: Mutex::default() }
    }

    pub fn reports(&self) -> Vec<Result<(), ModelError>> {
        locked(&self.reports).clone()
    }
}

impl Models for FixedModels {
    fn current(&self) -> Arc<dyn LanguageModel> {
        Arc::clone(&self.current)
    }

    fn offline(&self) -> Arc<dyn LanguageModel> {
        Arc::clone(&self.offline)
    }

    fn report(&self, outcome: Result<(), &ModelError>) {
        locked(&self.reports).push(outcome.map_err(Clone::clone));
    }
}
