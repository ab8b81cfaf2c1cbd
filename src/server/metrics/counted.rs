//! Ports of the services with a counter before them: what the limiter refuses, failures of the live model, ends of bookings.

use std::sync::Arc;

use async_trait::async_trait;
use prometheus_client::metrics::{counter::Counter, family::Family};

use super::{Labels, Metrics};
use crate::{
    domain::time::Timestamp,
    service::{
        language_model::{LanguageModel, ModelError, Models},
        ports::{BookingEnd, BookingEnds, LimitDecision, Limiter},
    },
};

/// A limiter whose refusals are counted.
pub struct CountedLimiter {
    inner: Arc<dyn Limiter>,
    refusals: Family<Labels<1>, Counter>,
}

impl CountedLimiter {
    pub fn new(inner: Arc<dyn Limiter>, metrics: &Metrics) -> Self {
        Self { inner, refusals: metrics.refusals.clone() }
    }
}

#[async_trait]
impl Limiter for CountedLimiter {
    async fn charge(&self, client: &str, now: Timestamp) -> LimitDecision {
        let decision = self.inner.charge(client, now).await;
        if !decision.allowed {
            self.refusals.get_or_create(&[("window", full_window(&decision).into())]).inc();
        }
        decision
    }
}

/// Of several that are full, the one that stays so the longest.
fn full_window(decision: &LimitDecision) -> &'static str {
    let full = decision.windows.iter().filter(|window| window.remaining == 0);
    full.max_by_key(|window| window.reset_s).map_or("other", |window| window.name)
}

/// Models whose failures are counted.
pub struct CountedModels {
    inner: Arc<dyn Models>,
    failures: Family<Labels<1>, Counter>,
}

impl CountedModels {
    pub fn new(inner: Arc<dyn Models>, metrics: &Metrics) -> Self {
        Self { inner, failures: metrics.model_failures.clone() }
    }
}

impl Models for CountedModels {
    fn current(&self) -> Arc<dyn LanguageModel> {
        self.inner.current()
    }

    fn offline(&self) -> Arc<dyn LanguageModel> {
        self.inner.offline()
    }

    fn report(&self, outcome: Result<(), &ModelError>) {
        if let Err(error) = outcome {
            self.failures.get_or_create(&[("kind", kind(error).into())]).inc();
        }
        self.inner.report(outcome);
    }
}

fn kind(error: &ModelError) -> &'static str {
    match error {
        ModelError::BadKey => "bad_key",
        ModelError::PermissionDenied => "permission_denied",
        ModelError::ModelRetired { .. } => "model_retired",
        ModelError::NoCredit => "no_credit",
        ModelError::QuotaExhausted { .. } => "quota_exhausted",
        ModelError::Overloaded => "overloaded",
        ModelError::ProviderFault { .. } => "provider_fault",
        ModelError::Rejected { .. } => "rejected",
        ModelError::Blocked { .. } => "blocked",
        ModelError::Empty { .. } => "empty",
        ModelError::MalformedCall => "malformed_call",
        ModelError::Truncated => "truncated",
        ModelError::BrokeOff { .. } => "broke_off",
        ModelError::Unreachable => "unreachable",
        ModelError::TimedOut => "timed_out",
        ModelError::TooLarge => "too_large",
        ModelError::Garbled => "garbled",
    }
}

/// Counts bookings by how they ended.
pub struct CountedBookings(Family<Labels<1>, Counter>);

impl CountedBookings {
    pub fn new(metrics: &Metrics) -> Self {
        Self(metrics.bookings.clone())
    }
}

impl BookingEnds for CountedBookings {
    fn ended(&self, end: BookingEnd) {
        self.0.get_or_create(&[("outcome", outcome(end).into())]).inc();
    }
}

fn outcome(end: BookingEnd) -> &'static str {
    match end {
        BookingEnd::Booked => "booked",
        BookingEnd::NotFree => "not_free",
        BookingEnd::TooMany => "too_many",
        BookingEnd::Refused => "refused",
        BookingEnd::Failed => "failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{server::models::LiveModels, service::ports::WindowState};

    #[test]
    fn a_refusal_counts_for_the_window_that_stays_full_the_longest() {
        let window = |name, remaining, reset_s| WindowState { name, limit: 5, window_s: 60, remaining, reset_s };
        let of = |windows| full_window(&LimitDecision { allowed: false, retry_after: 1, windows });
        assert_eq!(of(vec![window("hour", 0, 9), window("day", 3, 90)]), "hour");
        assert_eq!(of(vec![window("hour", 0, 9), window("day", 0, 90)]), "day");
        assert_eq!(of(vec![]), "other");
    }

    #[test]
    fn failures_of_the_model_are_counted_by_kind_alone() {
        let metrics = Metrics::new(Timestamp::UNIX_EPOCH);
        let models = CountedModels::new(Arc::new(LiveModels::new()), &metrics);
        models.report(Ok(()));
        models.report(Err(&ModelError::Blocked { reason: "what a visitor wrote".into() }));
        let count = |kind: &'static str| metrics.model_failures.get_or_create(&[("kind", kind.into())]).get();
        assert_eq!((count("blocked"), count("overloaded")), (1, 0));
    }
}
