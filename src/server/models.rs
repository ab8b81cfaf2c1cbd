//! Which language models answer now: Gemini where there is a key, the offline assistant otherwise. Keeps Gemini's
//! last outcome for the owner, and a breaker, so that visitors do not wait for a provider that is down.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use secrecy::SecretString;
use url::Url;

use crate::{
    adapters::{
        gemini::{GeminiConfig, GeminiModel, GeminiSetupError},
        offline::OfflineAssistant,
    },
    domain::health::{PartHealth, PartState},
    service::language_model::{LanguageModel, ModelError, ModelHealth, ModelRequest, ModelStream, Models},
};

/// So many failures in a row open the breaker.
const FAILURES_TO_OPEN: u32 = 10;

/// For so long an open breaker lets nothing through; then one request may try.
const REST: Duration = Duration::from_secs(30);

/// The port [`Models`] over the real adapters.
pub struct LiveModels {
    offline: Arc<dyn LanguageModel>,
    live: RwLock<Option<Arc<Guarded>>>,
    /// How the live model did last; None before it was tried.
    last: Mutex<Option<Result<(), ModelError>>>,
}

impl Default for LiveModels {
    fn default() -> Self {
        Self::new()
    }
}

impl LiveModels {
    /// Without a key: the offline assistant answers.
    pub fn new() -> Self {
        Self { offline: Arc::new(OfflineAssistant), live: RwLock::new(None), last: Mutex::new(None) }
    }

    /// Answers that have begun end with the model they began with; the next ones use this one.
    pub fn configure(&self, key: Option<SecretString>, model: &str, base_url: &Url) {
        let built = key.map(|key| gemini(key, model, base_url));
        let (live, last) = match built {
            None => (None, None),
            Some(Ok(model)) => (Some(Arc::new(Guarded::new(Arc::new(model)))), None),
            Some(Err(error)) => (None, Some(Err(meaning(error)))),
        };
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = live;
        *locked(&self.last) = last;
    }

    /// Asks the current model for the smallest answer, and keeps the outcome.
    pub async fn probe(&self) -> Result<(), ModelError> {
        let outcome = self.current().probe().await;
        self.report(outcome.as_ref().copied());
        outcome
    }

    /// How the part `gemini` is. Without a key all is well: the offline assistant is then what the owner has chosen.
    pub fn health(&self) -> PartHealth {
        let is_live = self.live().is_some();
        let (state, message) = match (&*locked(&self.last), is_live) {
            (None, false) => (PartState::Ok, "No Gemini key is set: the offline assistant answers.".to_owned()),
            (Some(Err(error)), _) if concerns_the_owner(error) => (PartState::Degraded, words(error)),
            _ => (PartState::Ok, String::new()),
        };
        PartHealth { part: "gemini".into(), state, message }
    }

    fn live(&self) -> Option<Arc<Guarded>> {
        self.live.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Models for LiveModels {
    fn current(&self) -> Arc<dyn LanguageModel> {
        match self.live() {
            Some(live) => live,
            None => self.offline(),
        }
    }

    fn offline(&self) -> Arc<dyn LanguageModel> {
        Arc::clone(&self.offline)
    }

    fn report(&self, outcome: Result<(), &ModelError>) {
        // Of the offline assistant there is nothing to tell.
        if self.live().is_some() {
            *locked(&self.last) = Some(outcome.map_err(Clone::clone));
        }
    }
}

impl ModelHealth for LiveModels {
    fn trouble(&self) -> Option<String> {
        let PartHealth { state, message, .. } = self.health();
        (state != PartState::Ok).then_some(message)
    }
}

/// A Gemini model with this key that is not (yet) the current one: for trying a key before it is kept.
pub fn gemini(key: SecretString, model: &str, base_url: &Url) -> Result<GeminiModel, GeminiSetupError> {
    GeminiModel::new(GeminiConfig::new(base_url.clone(), model, key))
}

/// Asks a model once whether this key works with it.
pub async fn try_key(key: SecretString, model: &str, base_url: &Url) -> Result<(), ModelError> {
    gemini(key, model, base_url).map_err(meaning)?.probe().await
}

fn meaning(error: GeminiSetupError) -> ModelError {
    match error {
        GeminiSetupError::Key => ModelError::BadKey,
        GeminiSetupError::BaseUrl | GeminiSetupError::Client => ModelError::Unreachable,
    }
}

/// What one visitor's words brought about says nothing of the connection.
fn concerns_the_owner(error: &ModelError) -> bool {
    use ModelError::{Blocked, Empty, MalformedCall, TooLarge};
    !matches!(error, Blocked { .. } | Empty { .. } | MalformedCall | TooLarge)
}

fn words(error: &ModelError) -> String {
    error.advice().unwrap_or_else(|| format!("Gemini's last answer failed: {error}. The offline assistant stands in when it does."))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A model behind a breaker: while it is open, answers are refused at once and nobody is asked.
struct Guarded {
    inner: Arc<dyn LanguageModel>,
    breaker: Mutex<Breaker>,
}

impl Guarded {
    fn new(inner: Arc<dyn LanguageModel>) -> Self {
        Self { inner, breaker: Mutex::default() }
    }
}

#[async_trait]
impl LanguageModel for Guarded {
    fn name(&self) -> &str {
        self.inner.name()
    }

    async fn stream(&self, request: ModelRequest) -> Result<ModelStream, ModelError> {
        locked(&self.breaker).admit(Instant::now())?;
        let outcome = self.inner.stream(request).await;
        locked(&self.breaker).settle(Instant::now(), outcome.as_ref().err());
        outcome
    }

    /// A number for the owner: it neither waits for the breaker nor tells it anything.
    async fn count_tokens(&self, text: &str) -> Result<Option<u64>, ModelError> {
        self.inner.count_tokens(text).await
    }

    /// The owner's own question always goes through.
    async fn probe(&self) -> Result<(), ModelError> {
        let outcome = self.inner.probe().await;
        locked(&self.breaker).settle(Instant::now(), outcome.as_ref().err());
        outcome
    }
}

/// Counts failures in a row. Pure: the time comes in.
#[derive(Debug, Default)]
struct Breaker {
    failures: u32,
    /// Closed where None.
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    until: Instant,
    because: ModelError,
}

impl Breaker {
    /// Whether a request may go out now; the error that opened the breaker where not.
    fn admit(&mut self, now: Instant) -> Result<(), ModelError> {
        match &mut self.open {
            Some(open) if now < open.until => Err(open.because.clone()),
            Some(open) => {
                // This one tries; the others wait for it, or, should it never come back, for the next rest's end.
                open.until = now + REST;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn settle(&mut self, now: Instant, failure: Option<&ModelError>) {
        match failure.filter(|error| is_down(error)) {
            None => *self = Self::default(),
            Some(error) => {
                self.failures = self.failures.saturating_add(1);
                if self.failures >= FAILURES_TO_OPEN {
                    self.open = Some(Open { until: now + REST, because: error.clone() });
                }
            }
        }
    }
}

/// The provider did not do its work; any other failure is an answer too.
fn is_down(error: &ModelError) -> bool {
    matches!(error, ModelError::Unreachable | ModelError::TimedOut | ModelError::Overloaded | ModelError::ProviderFault { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base_url() -> Url {
        Url::parse("http://127.0.0.1:9/v1beta").expect("a URL")
    }

    fn with_key() -> LiveModels {
        let models = LiveModels::new();
        models.configure(Some("key".into()), "gemini-3.8-flash", &base_url());
        models
    }

    #[test]
    fn without_a_key_the_offline_assistant_answers_and_all_is_well() {
        let models = LiveModels::new();
        assert_eq!(models.current().name(), "offline");
        let health = models.health();
        assert_eq!((health.part.as_str(), health.state), ("gemini", PartState::Ok));
        assert!(health.message.contains("offline assistant"));
        models.report(Err(&ModelError::BadKey));
        assert_eq!(models.health().state, PartState::Ok, "nobody was asked, so nothing can be wrong");
    }

    #[test]
    fn a_key_changes_who_answers_and_taking_it_away_changes_it_back() {
        let models = with_key();
        assert_eq!(models.current().name(), "gemini-3.8-flash");
        assert_eq!(models.offline().name(), "offline");
        assert_eq!(models.health(), PartHealth { part: "gemini".into(), state: PartState::Ok, message: String::new() });
        models.configure(None, "gemini-3.8-flash", &base_url());
        assert_eq!(models.current().name(), "offline");
    }

    #[test]
    fn the_owner_learns_what_to_do_until_it_is_done() {
        let models = with_key();
        models.report(Err(&ModelError::ModelRetired { model: "gemini-2.0-flash".into() }));
        let health = models.health();
        assert_eq!(health.state, PartState::Degraded);
        assert!(health.message.contains("gemini-2.0-flash") && health.message.contains("Settings"), "{}", health.message);
        models.configure(Some("key".into()), "gemini-3.8-flash", &base_url());
        assert_eq!(models.health().state, PartState::Ok);
        models.report(Err(&ModelError::Overloaded));
        assert_eq!(models.health().state, PartState::Degraded);
        models.report(Ok(()));
        assert_eq!(models.health().state, PartState::Ok);
        models.report(Err(&ModelError::Blocked { reason: "SAFETY".into() }));
        assert_eq!(models.health().state, PartState::Ok, "one visitor's words are no fault of the connection");
    }

    #[test]
    fn a_key_that_no_key_can_be_is_told_and_the_offline_assistant_answers() {
        let models = LiveModels::new();
        models.configure(Some("two\nlines".into()), "gemini-3.8-flash", &base_url());
        assert_eq!(models.current().name(), "offline");
        assert_eq!(models.health().message, ModelError::BadKey.advice().expect("advice"));
    }

    #[test]
    fn the_breaker_opens_after_ten_failures_in_a_row_and_lets_one_try_after_a_rest() {
        let mut breaker = Breaker::default();
        let start = Instant::now();
        for _ in 0..FAILURES_TO_OPEN {
            assert_eq!(breaker.admit(start), Ok(()));
            breaker.settle(start, Some(&ModelError::Overloaded));
        }
        assert_eq!(breaker.admit(start + REST - Duration::from_millis(1)), Err(ModelError::Overloaded));
        let later = start + REST;
        assert_eq!(breaker.admit(later), Ok(()));
        assert_eq!(breaker.admit(later), Err(ModelError::Overloaded), "only one tries");
        breaker.settle(later, Some(&ModelError::TimedOut));
        assert_eq!(breaker.admit(later + Duration::from_secs(29)), Err(ModelError::TimedOut));
        assert_eq!(breaker.admit(later + REST), Ok(()));
        breaker.settle(later + REST, None);
        assert_eq!(breaker.admit(later + REST), Ok(()));
        assert_eq!(breaker.admit(later + REST), Ok(()), "closed again");
    }

    #[test]
    fn a_try_that_never_comes_back_does_not_keep_the_breaker_open() {
        let mut breaker = Breaker::default();
        let start = Instant::now();
        (0..FAILURES_TO_OPEN).for_each(|_| breaker.settle(start, Some(&ModelError::Unreachable)));
        assert_eq!(breaker.admit(start + REST), Ok(()));
        assert_eq!(breaker.admit(start + REST + REST), Ok(()));
    }

    #[test]
    fn an_answer_between_failures_starts_the_count_anew_and_a_refusal_is_an_answer() {
        for answer in [None, Some(ModelError::BadKey), Some(ModelError::Empty { finish: "STOP".into() })] {
            let mut breaker = Breaker::default();
            let now = Instant::now();
            (1..FAILURES_TO_OPEN).for_each(|_| breaker.settle(now, Some(&ModelError::Unreachable)));
            breaker.settle(now, answer.as_ref());
            breaker.settle(now, Some(&ModelError::Unreachable));
            assert_eq!(breaker.admit(now), Ok(()));
        }
    }
}
