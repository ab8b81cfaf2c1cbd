//! How often one client address may call: the promise of the public API, and brakes on guessing.

use std::{num::NonZeroU32, time::Duration};

use axum::{
    extract::{Extension, Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _};

use super::{
    auth::{admin, integrator},
    client_address::ClientAddress,
    problem::too_many,
    state::AppState,
};
use crate::{domain::api_error::ApiError, service::ports::LimitDecision};

/// Middleware of public routes: charges one request to the client's address. A refusal asks neither database nor model.
pub async fn charge(State(state): State<AppState>, Extension(client): Extension<ClientAddress>, request: Request, next: Next) -> Response {
    let decision = state.limiter.charge(&client.limit_key(), state.clock.now()).await;
    let mut response = match refusal(&decision) {
        Some(error) => error.into_response(),
        None => next.run(request).await,
    };
    response.headers_mut().extend(headers(&decision));
    response
}

/// Middleware of routes for those who are known: a program with a good key has windows of its own, a signed-in admin has
/// none. Whoever else comes is charged like anybody, so that no key is guessed for nothing.
pub async fn charge_strangers(
    State(state): State<AppState>,
    Extension(client): Extension<ClientAddress>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let program = integrator::of(&state, &parts).await;
    let who = match &program {
        Ok(Some(program)) => Some(format!("key {}", program.label())),
        Ok(None) if matches!(admin::signed_in(&parts), Ok(Some(_))) => None,
        Ok(None) | Err(_) => Some(client.limit_key()),
    };
    let decision = match who {
        Some(who) => Some(state.limiter.charge(&who, state.clock.now()).await),
        None => None,
    };
    let mut response = match (decision.as_ref().and_then(refusal), program) {
        (Some(error), _) | (None, Err(error)) => error.into_response(),
        (None, Ok(program)) => {
            if let Some(program) = program {
                // So that the key is looked up once.
                parts.extensions.insert(program);
            }
            next.run(Request::from_parts(parts, body)).await
        }
    };
    response.headers_mut().extend(decision.as_ref().map(headers).unwrap_or_default());
    response
}

/// The error of a decision that says no.
pub fn refusal(decision: &LimitDecision) -> Option<ApiError> {
    (!decision.allowed).then(|| too_many(decision.retry_after))
}

/// The headers that tell a client where it stands; none where limits are off.
pub fn headers(decision: &LimitDecision) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if decision.windows.is_empty() {
        return headers;
    }
    let policy = decision.windows.iter().map(|w| format!("\"{}\";q={};w={}", w.name, w.limit, w.window_s));
    let left = decision.windows.iter().map(|w| format!("\"{}\";r={};t={}", w.name, w.remaining, w.reset_s));
    for (name, parts) in [("ratelimit-policy", policy.collect::<Vec<_>>()), ("ratelimit", left.collect())] {
        if let Ok(value) = HeaderValue::from_str(&parts.join(", ")) {
            headers.insert(name, value);
        }
    }
    if !decision.allowed {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(decision.retry_after));
    }
    headers
}

/// Brakes on guessing passwords, the set-up token and keys.
///
/// These are token buckets: right for guesses, but they let twice their size through in the worst window, so the
/// promise of the public API is kept by exact windows instead.
pub struct GuessThrottle {
    /// 5 tries, then one every 12 seconds.
    by_address: DefaultKeyedRateLimiter<String>,
    /// The same for keys that nobody knows: a program whose key was revoked keeps nobody behind its address from logging in.
    by_unknown_key: DefaultKeyedRateLimiter<String>,
    /// From wherever they come: 20 tries, then one every 45 seconds.
    by_account: DefaultKeyedRateLimiter<String>,
}

/// The most keys one brake keeps; beyond it newcomers share one.
const MOST: usize = 50_000;

impl Default for GuessThrottle {
    fn default() -> Self {
        let brake = |size: u32, every: Duration| {
            let size = NonZeroU32::new(size).unwrap_or(NonZeroU32::MIN);
            RateLimiter::keyed(Quota::with_period(every).unwrap_or(Quota::per_minute(size)).allow_burst(size))
        };
        let by_address = || brake(5, Duration::from_secs(12));
        Self { by_address: by_address(), by_unknown_key: by_address(), by_account: brake(20, Duration::from_secs(45)) }
    }
}

impl GuessThrottle {
    /// Before a log-in is tried, whether its password is right or wrong.
    pub fn check_login(&self, client: ClientAddress, account: &str) -> Result<(), ApiError> {
        self.check_guess(client)?;
        // Whatever was typed, it is one key of bounded size.
        take(&self.by_account, account.trim().to_lowercase().chars().take(254).collect())
    }

    /// A set-up token is tried.
    pub fn check_guess(&self, client: ClientAddress) -> Result<(), ApiError> {
        take(&self.by_address, client.limit_key())
    }

    /// A key was shown that nobody knows.
    pub fn check_unknown_key(&self, client: ClientAddress) -> Result<(), ApiError> {
        take(&self.by_unknown_key, client.limit_key())
    }

    /// Forgets everyone whose brake is free again. For a task that runs once a minute.
    pub fn forget_idle(&self) {
        for brake in [&self.by_address, &self.by_unknown_key, &self.by_account] {
            brake.retain_recent();
            brake.shrink_to_fit();
        }
    }
}

fn take(brake: &DefaultKeyedRateLimiter<String>, key: String) -> Result<(), ApiError> {
    let key = if brake.len() < MOST { key } else { String::new() };
    brake.check_key(&key).map_err(|refusal| too_many(refusal.wait_time_from(brake.clock().now()).as_secs() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(text: &str) -> ClientAddress {
        ClientAddress(text.parse().expect("an address"))
    }

    #[test]
    fn the_sixth_try_within_a_minute_waits_and_others_do_not() {
        let throttle = GuessThrottle::default();
        for _ in 0..5 {
            assert!(throttle.check_login(from("192.0.2.1"), "a@example.com").is_ok());
        }
        let refused = throttle.check_login(from("192.0.2.1"), "b@example.com").expect_err("too many");
        assert!(refused.retry_after.is_some_and(|seconds| (1..=13).contains(&seconds)), "{refused:?}");
        assert!(throttle.check_login(from("192.0.2.2"), "a@example.com").is_ok());
        throttle.forget_idle();
        assert!(throttle.check_guess(from("192.0.2.1")).is_err(), "whoever is still braked is not forgotten");
    }

    #[test]
    fn an_account_is_guarded_against_many_addresses() {
        let throttle = GuessThrottle::default();
        let allowed = (1..=30).filter(|n| throttle.check_login(from(&format!("192.0.2.{n}")), " A@example.com").is_ok()).count();
        assert_eq!(allowed, 20);
    }

    #[test]
    fn a_program_with_an_unknown_key_keeps_nobody_from_logging_in() {
        let throttle = GuessThrottle::default();
        let allowed = (1..=30).filter(|_| throttle.check_unknown_key(from("192.0.2.1")).is_ok()).count();
        assert_eq!(allowed, 5);
        assert!(throttle.check_login(from("192.0.2.1"), "a@example.com").is_ok());
    }

    #[test]
    fn one_household_is_one_address() {
        let throttle = GuessThrottle::default();
        let allowed = (1..=30).filter(|n| throttle.check_guess(from(&format!("2001:db8::{n}"))).is_ok()).count();
        assert_eq!(allowed, 5);
    }

    #[test]
    fn a_decision_is_told_in_the_standard_form() {
        use crate::service::ports::WindowState;
        let windows = vec![
            WindowState { name: "hour", limit: 500, window_s: 3_600, remaining: 499, reset_s: 3_600 },
            WindowState { name: "day", limit: 2_000, window_s: 86_400, remaining: 1_999, reset_s: 86_400 },
        ];
        let headers = headers(&LimitDecision { allowed: true, retry_after: 0, windows });
        assert_eq!(headers["ratelimit-policy"], "\"hour\";q=500;w=3600, \"day\";q=2000;w=86400");
        assert_eq!(headers["ratelimit"], "\"hour\";r=499;t=3600, \"day\";r=1999;t=86400");
    }
}
