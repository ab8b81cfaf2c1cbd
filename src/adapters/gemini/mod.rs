//! The Gemini API as a language model: streamed answers, tool calls, typed failures, bounded retries.
//! Knows the provider's wire and nothing of conversations. No request or answer body and no key is ever logged.

mod answer;
mod assembly;
mod errors;
mod request;
mod sse;
mod wire;

use std::time::Duration;

use async_trait::async_trait;
use backon::{ExponentialBuilder, Retryable};
use bytes::Bytes;
use futures::StreamExt;
use rand::Rng;
use reqwest::{
    Client, Response,
    header::{CONTENT_TYPE, HeaderMap, HeaderValue},
    redirect::Policy,
};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::timeout;
use url::{Host, Url};

use self::answer::{Answer, Patience};
use crate::service::language_model::{LanguageModel, ModelError, ModelRequest, ModelStream};

/// Where Google serves the API.
pub const DEFAULT_BASE_URL: &str = "https://generativelanguage.googleapis.com/v1beta";

/// How often a request is sent again before a visitor's first word.
const RETRIES: usize = 2;

/// The most bytes of an error's body that are read.
const MAX_ERROR_BODY: usize = 64 << 10;

/// How to reach one model.
#[derive(Clone, Debug)]
pub struct GeminiConfig {
    /// Host and version; see [`DEFAULT_BASE_URL`].
    pub base_url: Url,
    /// Such as `gemini-3.8-flash`.
    pub model: String,
    pub key: SecretString,
    pub connect_timeout: Duration,
    /// The longest silence: until the answer begins, and between two pieces of it.
    pub idle_timeout: Duration,
    /// From the first try to the first word, retries and the pauses between them included.
    pub start_timeout: Duration,
    /// From the request that worked to the last word.
    pub answer_timeout: Duration,
    /// The first retry waits a random time up to this, the second up to twice as long.
    pub retry_pause: Duration,
}

impl GeminiConfig {
    /// With time limits that suit a visitor who waits in a chat.
    pub fn new(base_url: Url, model: impl Into<String>, key: SecretString) -> Self {
        Self {
            base_url,
            model: model.into(),
            key,
            connect_timeout: Duration::from_secs(5),
            idle_timeout: Duration::from_secs(20),
            start_timeout: Duration::from_secs(30),
            answer_timeout: Duration::from_secs(60),
            retry_pause: Duration::from_millis(500),
        }
    }
}

/// Gemini cannot even be asked with this configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GeminiSetupError {
    #[error("the API key has characters that no key has")]
    Key,
    #[error("the base URL must begin with http:// or https:// and name a host")]
    BaseUrl,
    #[error("the HTTP client cannot start")]
    Client,
}

/// One model of the Gemini API.
pub struct GeminiModel {
    config: GeminiConfig,
    client: Client,
    stream_url: Url,
    unary_url: Url,
    count_url: Url,
}

impl GeminiModel {
    pub fn new(config: GeminiConfig) -> Result<Self, GeminiSetupError> {
        let mut builder = Client::builder()
            .default_headers(headers(&config.key)?)
            .redirect(Policy::none())
            .connect_timeout(config.connect_timeout)
            .user_agent(concat!("chatimjd/", env!("CARGO_PKG_VERSION")));
        if is_loopback(&config.base_url) {
            // A proxy of the environment cannot reach what listens on this machine.
            builder = builder.no_proxy();
        }
        let client = builder.build().map_err(|_| GeminiSetupError::Client)?;
        let mut stream_url = endpoint(&config, "streamGenerateContent")?;
        stream_url.set_query(Some("alt=sse"));
        let (unary_url, count_url) = (endpoint(&config, "generateContent")?, endpoint(&config, "countTokens")?);
        Ok(Self { unary_url, count_url, stream_url, client, config })
    }

    /// One try, up to the first word.
    async fn begin(&self, body: Bytes) -> Result<Answer, ModelError> {
        let response = self.post(self.stream_url.clone(), body).await?;
        let patience = Patience { idle: self.config.idle_timeout, whole: self.config.answer_timeout };
        Answer::new(response, &self.config.model, patience).begun().await
    }

    /// Sends the request; a 200 comes back, everything else is an error by its status, whatever its type claims to be.
    async fn post(&self, url: Url, body: Bytes) -> Result<Response, ModelError> {
        let sent = self.client.post(url).body(body).send();
        let response = timeout(self.config.idle_timeout, sent).await.map_err(|_| ModelError::TimedOut)?;
        let response = response.map_err(|error| errors::of_transport(&error))?;
        match response.status().as_u16() {
            200 => Ok(response),
            status => {
                let body = self.read_up_to(response, MAX_ERROR_BODY).await.unwrap_or_default();
                let error = errors::of_response(status, &body, &self.config.model);
                tracing::debug!(model = %self.config.model, status, %error, "Gemini refused a request");
                Err(error)
            }
        }
    }

    /// The body, or what makes it unreadable; never more than `limit` bytes.
    async fn read_up_to(&self, response: Response, limit: usize) -> Result<Vec<u8>, ModelError> {
        let mut stream = response.bytes_stream();
        let mut body = Vec::new();
        loop {
            match timeout(self.config.idle_timeout, stream.next()).await {
                Ok(None) => return Ok(body),
                Ok(Some(Ok(bytes))) if body.len() + bytes.len() <= limit => body.extend_from_slice(&bytes),
                Ok(Some(Ok(_))) => return Err(ModelError::TooLarge),
                Ok(Some(Err(error))) => return Err(errors::of_transport(&error)),
                Err(_) => return Err(ModelError::TimedOut),
            }
        }
    }

    async fn ask_once(&self) -> Result<(), ModelError> {
        let body = Bytes::from(request::probe_body(&self.config.model).to_string());
        let response = self.post(self.unary_url.clone(), body).await?;
        let answer = self.read_up_to(response, MAX_ERROR_BODY).await?;
        // What it said does not matter, only that it was Gemini who said it.
        let chunk: wire::Chunk = serde_json::from_slice(&answer).map_err(|_| ModelError::Garbled)?;
        match chunk.error {
            Some(error) => Err(errors::of_body(&error, &self.config.model)),
            None if chunk.candidates.is_some() || chunk.prompt_feedback.is_some() => Ok(()),
            None => Err(ModelError::Garbled),
        }
    }

    async fn count_once(&self, text: &str) -> Result<u64, ModelError> {
        let body = Bytes::from(request::count_body(text).to_string());
        let response = self.post(self.count_url.clone(), body).await?;
        let answer = self.read_up_to(response, MAX_ERROR_BODY).await?;
        let count: wire::TokenCount = serde_json::from_slice(&answer).map_err(|_| ModelError::Garbled)?;
        match (count.error, count.total_tokens) {
            (Some(error), _) => Err(errors::of_body(&error, &self.config.model)),
            (None, Some(tokens)) => Ok(tokens),
            (None, None) => Err(ModelError::Garbled),
        }
    }
}

#[async_trait]
impl LanguageModel for GeminiModel {
    fn name(&self) -> &str {
        &self.config.model
    }

    async fn stream(&self, request: ModelRequest) -> Result<ModelStream, ModelError> {
        let body = Bytes::from(request::body(&request, &self.config.model).to_string());
        let pauses = ExponentialBuilder::new().with_min_delay(self.config.retry_pause).with_factor(2.0).with_max_times(RETRIES);
        let tries = (|| self.begin(body.clone()))
            .retry(pauses)
            .when(errors::is_worth_a_retry)
            .adjust(|error, pause| Some(full_jitter(pause?) + wished_pause(error)))
            .notify(|error, pause| tracing::debug!(model = %self.config.model, %error, ?pause, "Gemini is asked again"));
        match timeout(self.config.start_timeout, tries).await {
            Ok(answer) => answer.map(Answer::into_stream),
            Err(_) => Err(ModelError::TimedOut),
        }
    }

    async fn probe(&self) -> Result<(), ModelError> {
        timeout(self.config.start_timeout, self.ask_once()).await.unwrap_or(Err(ModelError::TimedOut))
    }

    /// Asked once: it is only a number.
    async fn count_tokens(&self, text: &str) -> Result<Option<u64>, ModelError> {
        timeout(self.config.start_timeout, self.count_once(text)).await.unwrap_or(Err(ModelError::TimedOut)).map(Some)
    }
}

/// A random time up to `most`, so that many who failed together do not come back together.
fn full_jitter(most: Duration) -> Duration {
    rand::rng().random_range(Duration::ZERO..=most)
}

fn wished_pause(error: &ModelError) -> Duration {
    match error {
        ModelError::QuotaExhausted { retry_after: Some(wait), .. } => *wait,
        _ => Duration::ZERO,
    }
}

/// The key goes into one header and nowhere else.
fn headers(key: &SecretString) -> Result<HeaderMap, GeminiSetupError> {
    let mut key = HeaderValue::from_str(key.expose_secret()).map_err(|_| GeminiSetupError::Key)?;
    if key.is_empty() {
        return Err(GeminiSetupError::Key);
    }
    key.set_sensitive(true);
    Ok(HeaderMap::from_iter([
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (reqwest::header::HeaderName::from_static("x-goog-api-key"), key),
    ]))
}

fn endpoint(config: &GeminiConfig, method: &str) -> Result<Url, GeminiSetupError> {
    let mut url = config.base_url.clone();
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(GeminiSetupError::BaseUrl);
    }
    url.set_query(None);
    url.set_fragment(None);
    let model = config.model.strip_prefix("models/").unwrap_or(&config.model);
    url.path_segments_mut().map_err(|()| GeminiSetupError::BaseUrl)?.pop_if_empty().push("models").push(&format!("{model}:{method}"));
    Ok(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(base_url: &str, model: &str, key: &str) -> GeminiConfig {
        GeminiConfig::new(Url::parse(base_url).expect("a URL"), model, key.into())
    }

    #[test]
    fn the_model_is_one_segment_of_the_path_whatever_it_is_called() {
        let url = |base: &str, model: &str| endpoint(&config(base, model, "k"), "generateContent").map(String::from);
        let google = "https://generativelanguage.googleapis.com/v1beta/models/";
        assert_eq!(url(DEFAULT_BASE_URL, "gemini-3.8-flash"), Ok(format!("{google}gemini-3.8-flash:generateContent")));
        assert_eq!(url(&format!("{DEFAULT_BASE_URL}/"), "models/g"), Ok(format!("{google}g:generateContent")));
        assert_eq!(url(DEFAULT_BASE_URL, "bad model"), Ok(format!("{google}bad%20model:generateContent")));
        assert_eq!(url(DEFAULT_BASE_URL, "../../x?y#z"), Ok(format!("{google}..%2F..%2Fx%3Fy%23z:generateContent")));
        assert_eq!(url("file:///tmp", "g"), Err(GeminiSetupError::BaseUrl));
    }

    #[test]
    fn a_key_that_cannot_be_a_header_is_refused_and_no_key_is_shown() {
        for key in ["", "two\nlines", "schlüssel\u{7f}"] {
            assert!(matches!(GeminiModel::new(config(DEFAULT_BASE_URL, "g", key)), Err(GeminiSetupError::Key)), "{key:?}");
        }
        let config = config(DEFAULT_BASE_URL, "g", "AQ.canary");
        assert!(!format!("{config:?}").contains("canary"));
        assert!(!format!("{:?}", headers(&config.key)).contains("canary"));
    }

    #[test]
    fn the_jitter_stays_within_its_bound() {
        let most = Duration::from_millis(500);
        assert!((0..1_000).all(|_| full_jitter(most) <= most));
    }
}
