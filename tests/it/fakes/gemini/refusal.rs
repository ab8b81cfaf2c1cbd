//! The errors Gemini answers with: status, code and text of its table, in the exact form of the recordings.

use serde::Serialize;
use serde_json::{Value, json};

use super::shapes::{pretty, spaced};

/// One error. Its parts are serialised in the order of the recordings.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub http: u16,
    status: &'static str,
    message: String,
    details: Vec<Value>,
}

#[derive(Serialize)]
struct Envelope<'a> {
    error: Body<'a>,
}

#[derive(Serialize)]
struct Body<'a> {
    code: u16,
    message: &'a str,
    status: &'a str,
    #[serde(skip_serializing_if = "<[Value]>::is_empty")]
    details: &'a [Value],
}

const BAD_KEY: &str = "API key not valid. Please pass a valid API key.";
const QUOTA: &str = "You exceeded your current quota, please check your plan and billing details. For more information on this error, \
    head to: https://ai.google.dev/gemini-api/docs/rate-limits. To monitor your current usage, head to: https://ai.dev/rate-limit. ";

impl Refusal {
    pub fn new(http: u16, status: &'static str, message: impl Into<String>) -> Self {
        Self { http, status, message: message.into(), details: vec![] }
    }

    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(400, "INVALID_ARGUMENT", message)
    }

    pub fn bad_key() -> Self {
        let info = json!({"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID", "domain": "googleapis.com",
            "metadata": {"service": "generativelanguage.googleapis.com"}});
        let words = json!({"@type": "type.googleapis.com/google.rpc.LocalizedMessage", "locale": "en-US", "message": BAD_KEY});
        Self { details: vec![info, words], ..Self::invalid(BAD_KEY) }
    }

    pub fn wrong_country() -> Self {
        Self::new(400, "FAILED_PRECONDITION", "User location is not supported for the API use.")
    }

    pub fn auth_key_refused() -> Self {
        let message = "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid \
            authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.";
        let info = json!({"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "ACCESS_TOKEN_TYPE_UNSUPPORTED",
            "metadata": {"method": "google.ai.generativelanguage.v1beta.GenerativeService.GenerateContent",
                         "service": "generativelanguage.googleapis.com"}});
        Self { details: vec![info], ..Self::new(401, "UNAUTHENTICATED", message) }
    }

    pub fn no_credit() -> Self {
        Self::new(402, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted.")
    }

    pub fn no_permission() -> Self {
        Self::new(403, "PERMISSION_DENIED", "The caller does not have permission")
    }

    pub fn no_such_model(model: &str) -> Self {
        let message = format!(
            "models/{model} is not found for API version v1beta, or is not supported for generateContent. \
             Call ModelService.ListModels to see the list of available models and their supported methods."
        );
        Self::new(404, "NOT_FOUND", message)
    }

    /// `quota_id` such as `GenerateRequestsPerDayPerProjectPerModel-FreeTier`; `delay` a proto Duration such as `48s`.
    pub fn quota(quota_id: &str, delay: Option<&str>) -> Self {
        let metric = "generativelanguage.googleapis.com/generate_content_free_tier_requests";
        let model = "gemini-3.8-flash";
        let mut details = vec![
            json!({"@type": "type.googleapis.com/google.rpc.Help", "links": [
                {"description": "Learn more about Gemini API quotas", "url": "https://ai.google.dev/gemini-api/docs/rate-limits"}]}),
            json!({"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{"quotaMetric": metric, "quotaId": quota_id,
                "quotaDimensions": {"location": "global", "model": model}, "quotaValue": "15"}]}),
        ];
        let mut message = format!("{QUOTA}\n* Quota exceeded for metric: {metric}, limit: 15, model: {model}");
        if let Some(delay) = delay {
            details.push(json!({"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay}));
            message.push_str(&format!("\nPlease retry in {delay}."));
        }
        Self { details, ..Self::new(429, "RESOURCE_EXHAUSTED", message) }
    }

    /// The short form, without details.
    pub fn exhausted() -> Self {
        Self::new(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).")
    }

    pub fn internal() -> Self {
        let message =
            "An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting";
        Self::new(500, "INTERNAL", message)
    }

    pub fn overloaded() -> Self {
        let message = "This model is currently experiencing high demand. Spikes in demand are usually temporary. Please try again later.";
        Self::new(503, "UNAVAILABLE", message)
    }

    pub fn deadline() -> Self {
        Self::new(504, "DEADLINE_EXCEEDED", "The request timed out. Please try again.")
    }

    /// A call of the current turn came back without its signature.
    pub fn no_signature(call: &str, position: usize) -> Self {
        Self::invalid(format!(
            "Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing \
             thought_signature may lead to degraded model performance. Additional data, function call `default_api:{call}`, position {position}."
        ))
    }

    /// The whole body of an HTTP error.
    pub fn pretty(&self) -> Vec<u8> {
        pretty(&self.envelope())
    }

    /// The same on one line, as it may stand in an event.
    pub fn spaced(&self) -> Vec<u8> {
        spaced(&self.envelope())
    }

    fn envelope(&self) -> Envelope<'_> {
        Envelope { error: Body { code: self.http, message: &self.message, status: self.status, details: &self.details } }
    }
}
