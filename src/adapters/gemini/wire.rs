//! What Gemini sends, as far as we read it. Everything is optional, since recordings lack each of these
//! somewhere; the parts of an answer stay raw JSON, because they must go back exactly as they came.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use crate::domain::message::Usage;

/// A whole unary answer, or one event of a streamed one; either may be an error instead.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Chunk {
    pub candidates: Option<Vec<Candidate>>,
    pub prompt_feedback: Option<PromptFeedback>,
    pub usage_metadata: Option<UsageMetadata>,
    pub model_version: Option<String>,
    pub error: Option<ErrorBody>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    pub content: Option<Content>,
    /// An open set.
    pub finish_reason: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Content {
    pub parts: Option<Vec<Value>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PromptFeedback {
    /// Present only where the prompt was blocked.
    pub block_reason: Option<String>,
}

/// Cumulative over the chunks of one answer.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsageMetadata {
    prompt_token_count: Option<u64>,
    candidates_token_count: Option<u64>,
    thoughts_token_count: Option<u64>,
}

impl UsageMetadata {
    /// Thinking is paid for like words, so it counts as output.
    pub fn usage(&self) -> Usage {
        let count = |tokens: Option<u64>| tokens.unwrap_or(0);
        Usage {
            prompt_tokens: count(self.prompt_token_count),
            output_tokens: count(self.candidates_token_count).saturating_add(count(self.thoughts_token_count)),
        }
    }
}

/// What countTokens answers. Without tokens it says nothing at all.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenCount {
    pub total_tokens: Option<u64>,
    pub error: Option<ErrorBody>,
}

/// `{"error": …}` as a whole body.
#[derive(Debug, Deserialize)]
pub struct ErrorEnvelope {
    pub error: ErrorBody,
}

/// A google.rpc.Status.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ErrorBody {
    pub code: Option<u16>,
    pub message: String,
    pub status: String,
    /// Each with an `@type` of its own.
    pub details: Vec<Value>,
}

impl ErrorBody {
    /// The `reason` of the ErrorInfo, such as `API_KEY_INVALID`.
    pub fn reason(&self) -> Option<&str> {
        self.detail("google.rpc.ErrorInfo")?.get("reason")?.as_str()
    }

    /// How long the provider wants us to wait.
    pub fn retry_delay(&self) -> Option<Duration> {
        duration(self.detail("google.rpc.RetryInfo")?.get("retryDelay")?.as_str()?)
    }

    /// One of the violated quotas is that of a whole day.
    pub fn per_day(&self) -> bool {
        let violations = self.detail("google.rpc.QuotaFailure").and_then(|detail| detail.get("violations")).and_then(Value::as_array);
        violations.into_iter().flatten().filter_map(|violation| violation.get("quotaId")?.as_str()).any(|id| id.contains("PerDay"))
    }

    fn detail(&self, kind: &str) -> Option<&Value> {
        self.details.iter().find(|detail| detail.get("@type").and_then(Value::as_str).is_some_and(|name| name.ends_with(kind)))
    }
}

/// A proto Duration in JSON, such as `48s` or `34.4s`; None for anything else or more than a day.
fn duration(text: &str) -> Option<Duration> {
    let seconds: f64 = text.strip_suffix('s')?.parse().ok()?;
    if (0.0..=86_400.0).contains(&seconds) { Duration::try_from_secs_f64(seconds).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(json: Value) -> ErrorBody {
        serde_json::from_value::<ErrorEnvelope>(json).expect("an error body").error
    }

    #[test]
    fn a_proto_duration_is_read_and_nonsense_is_not() {
        assert_eq!(duration("48s"), Some(Duration::from_secs(48)));
        assert_eq!(duration("34.4s"), Some(Duration::from_millis(34_400)));
        for nonsense in ["", "s", "48", "-1s", "NaNs", "infs", "1e300s", "soon"] {
            assert_eq!(duration(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn the_details_of_an_error_are_found_by_their_type() {
        let error = error(serde_json::json!({"error": {"code": 429, "message": "m", "status": "RESOURCE_EXHAUSTED", "details": [
            {"@type": "type.googleapis.com/google.rpc.Help", "links": []},
            {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [
                {"quotaId": "GenerateRequestsPerMinutePerProjectPerModel-FreeTier"},
                {"quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]},
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "12s"}]}}));
        assert!(error.per_day());
        assert_eq!(error.retry_delay(), Some(Duration::from_secs(12)));
        assert_eq!(error.reason(), None);
    }

    #[test]
    fn an_error_without_details_is_still_an_error() {
        let error = error(serde_json::json!({"error": {"code": 429, "message": "Resource has been exhausted (e.g. check quota)."}}));
        assert!(!error.per_day());
        assert_eq!(error.retry_delay(), None);
    }

    #[test]
    fn a_count_may_be_an_error_instead() {
        let read = |json| serde_json::from_value::<TokenCount>(json).expect("a count");
        let whole = serde_json::json!({"totalTokens": 5, "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 5}]});
        assert_eq!(read(whole).total_tokens, Some(5));
        let error = read(serde_json::json!({"error": {"code": 503}}));
        assert_eq!((error.total_tokens, error.error.and_then(|error| error.code)), (None, Some(503)));
    }

    #[test]
    fn usage_counts_thinking_as_output_and_lives_with_missing_counts() {
        let read = |json| serde_json::from_value::<UsageMetadata>(json).expect("usage").usage();
        let whole =
            serde_json::json!({"promptTokenCount": 9, "candidatesTokenCount": 1, "thoughtsTokenCount": 105, "serviceTier": "standard"});
        assert_eq!(read(whole), Usage { prompt_tokens: 9, output_tokens: 106 });
        assert_eq!(read(serde_json::json!({"promptTokenCount": 9})), Usage { prompt_tokens: 9, output_tokens: 0 });
    }
}
