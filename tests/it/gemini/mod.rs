//! The Gemini adapter over the wire, against the fake: every outcome, retries, limits, recordings.

mod breaker;
mod limits;
mod outcomes;
mod recordings;
mod retries;
mod wire;

use std::{net::SocketAddr, time::Duration};

use chatimjd::{
    adapters::gemini::{GeminiConfig, GeminiModel},
    domain::{business::Business, capture::Facts, locale::Language},
    service::language_model::{AssistantTurn, Briefing, LanguageModel, ModelError, ModelEvent, ModelRequest, Turn},
};
use futures::StreamExt;

use crate::fakes::gemini::{FakeGemini, KEY};

/// The model that the tests talk to.
pub const MODEL: &str = "gemini-3.8-flash";

/// A visitor's first message.
pub fn ask(text: &str) -> ModelRequest {
    let briefing = Briefing {
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
    };
    ModelRequest {
        system: "You are the front desk of Lumen Print.".into(),
        turns: vec![Turn::Visitor(text.into())],
        tools: vec![],
        max_output_tokens: 800,
        briefing,
    }
}

/// With limits short enough for a test.
pub fn config(fake: &FakeGemini) -> GeminiConfig {
    GeminiConfig {
        connect_timeout: Duration::from_secs(2),
        idle_timeout: Duration::from_millis(600),
        start_timeout: Duration::from_secs(3),
        answer_timeout: Duration::from_secs(6),
        retry_pause: Duration::from_millis(10),
        ..GeminiConfig::new(fake.base_url(), MODEL, KEY.into())
    }
}

pub fn model(fake: &FakeGemini) -> GeminiModel {
    GeminiModel::new(config(fake)).expect("a configuration that works")
}

/// What came of one request.
#[derive(Debug, PartialEq)]
pub struct Outcome {
    /// The words that were given out, whether or not the answer ended well.
    pub text: String,
    pub events: Vec<ModelEvent>,
    /// Before the first word, or later.
    pub error: Option<ModelError>,
    /// `stream` returned an answer, so that the error, if any, came in the middle of it.
    pub began: bool,
}

impl Outcome {
    pub fn finished(&self) -> (&AssistantTurn, &str, bool) {
        match self.events.last() {
            Some(ModelEvent::Finished { turn, model, cut_short }) => (turn, model, *cut_short),
            other => panic!("the answer ended with {other:?}, error {:?}", self.error),
        }
    }
}

pub async fn run(model: &dyn LanguageModel, request: ModelRequest) -> Outcome {
    let mut outcome = Outcome { text: String::new(), events: vec![], error: None, began: false };
    match model.stream(request).await {
        Err(error) => outcome.error = Some(error),
        Ok(mut stream) => {
            outcome.began = true;
            while let Some(event) = stream.next().await {
                match event {
                    Err(error) => outcome.error = Some(error),
                    Ok(event) => {
                        assert!(outcome.error.is_none(), "an event after an error: {event:?}");
                        if let ModelEvent::Text(text) = &event {
                            outcome.text.push_str(text);
                        }
                        outcome.events.push(event);
                    }
                }
            }
        }
    }
    outcome
}

/// The fake as a process of its own, for browsers and benchmarks:
/// `CHATIMJD_FAKE_GEMINI=127.0.0.1:0 cargo test --features ssr,embedded-db --test it -- gemini::fake_gemini_server --exact --nocapture`
/// prints its URL and serves until it is killed. With `CHATIMJD_FAKE_GATED` each chunk waits for `POST /gate/{chunks}`.
#[tokio::test]
async fn fake_gemini_server() {
    let Ok(address) = std::env::var("CHATIMJD_FAKE_GEMINI") else { return };
    let address: SocketAddr = address.parse().expect("CHATIMJD_FAKE_GEMINI is an address such as 127.0.0.1:0");
    let fake = FakeGemini::at(address, std::env::var_os("CHATIMJD_FAKE_GATED").is_some()).await;
    println!("fake gemini: {}", fake.base_url());
    fake.run().await;
}
