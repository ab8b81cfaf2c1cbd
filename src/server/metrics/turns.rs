//! Counts of chat turns: how they ended, how long they took, what they cost.

use std::time::Duration;

use prometheus_client::{
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::{Registry, Unit},
};

use super::Labels;
use crate::domain::{api_error::ApiError, chat::ChatReply, message::ReplyEnd};

/// Bounds of how long an answer takes, in seconds. A turn ends after a minute.
const SECONDS: [f64; 11] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0];

/// Cheap to clone: all clones count together.
#[derive(Clone, Debug)]
pub struct TurnCounts {
    ended: Family<Labels<2>, Counter>,
    times: Histogram,
    first_words: Histogram,
    tokens: Family<Labels<1>, Counter>,
}

impl Default for TurnCounts {
    fn default() -> Self {
        Self { ended: Family::default(), times: Histogram::new(SECONDS), first_words: Histogram::new(SECONDS), tokens: Family::default() }
    }
}

impl TurnCounts {
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register(
            "chat_turns",
            "Messages of visitors that were answered or not, by who answered and how it ended",
            self.ended.clone(),
        );
        let times = "How long turns took until their answer was stored";
        registry.register_with_unit("chat_turn_duration", times, Unit::Seconds, self.times.clone());
        let first = "How long visitors waited for the first words of an answer";
        registry.register_with_unit("chat_first_words", first, Unit::Seconds, self.first_words.clone());
        registry.register("model_tokens", "Tokens that answers cost, of what was sent and of what came back", self.tokens.clone());
    }

    /// The first words of an answer were shown.
    pub fn spoke(&self, after: Duration) {
        self.first_words.observe(after.as_secs_f64());
    }

    /// A turn is over, whether there is an answer or not.
    pub fn over(&self, outcome: &Result<ChatReply, ApiError>, took: Duration) {
        let (model, end) = match outcome {
            Ok(reply) => (kind_of(&reply.model), end_of(reply.end)),
            Err(error) => ("none", if error.code.status() < 500 { "refused" } else { "failed" }),
        };
        self.ended.get_or_create(&[("model", model.into()), ("outcome", end.into())]).inc();
        self.times.observe(took.as_secs_f64());
        if let Ok(reply) = outcome {
            self.tokens.get_or_create(&[("direction", "in".into())]).inc_by(reply.usage.prompt_tokens);
            self.tokens.get_or_create(&[("direction", "out".into())]).inc_by(reply.usage.output_tokens);
        }
    }
}

/// A provider may call its model anything: that makes no label.
fn kind_of(model: &str) -> &'static str {
    match model {
        "offline" => "offline",
        name if name.trim_start_matches("models/").starts_with("gemini") => "gemini",
        _ => "other",
    }
}

fn end_of(end: ReplyEnd) -> &'static str {
    match end {
        ReplyEnd::Complete => "answered",
        ReplyEnd::Stopped => "stopped",
        ReplyEnd::Interrupted => "interrupted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::api_error::ErrorCode;

    #[test]
    fn a_turn_counts_by_who_answered_and_how_it_ended() {
        let counts = TurnCounts::default();
        let failure = |code| Err(ApiError::new(code, "No."));
        counts.over(&failure(ErrorCode::Unavailable), Duration::from_secs(3));
        counts.over(&failure(ErrorCode::Conflict), Duration::ZERO);
        counts.spoke(Duration::from_millis(80));
        let mut registry = Registry::default();
        counts.register(&mut registry);
        let mut told = String::new();
        prometheus_client::encoding::text::encode(&mut told, &registry).expect("text");
        for line in [
            "chat_turns_total{model=\"none\",outcome=\"failed\"} 1",
            "chat_turns_total{model=\"none\",outcome=\"refused\"} 1",
            "chat_turn_duration_seconds_bucket{le=\"2.0\"} 1",
            "chat_turn_duration_seconds_count 2",
            "chat_first_words_seconds_bucket{le=\"0.1\"} 1",
        ] {
            assert!(told.lines().any(|there| there == line), "{line} in\n{told}");
        }
    }

    #[test]
    fn models_have_few_names() {
        assert_eq!(["offline", "gemini-3.8-flash", "models/gemini-x", "id=7"].map(kind_of), ["offline", "gemini", "gemini", "other"]);
    }
}
